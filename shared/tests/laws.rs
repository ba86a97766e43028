//! Real regulations, read from `../shared/data` beside the checkout (or `MINGBAI_DATA`); skipped with a message where it is absent.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "laws/texts.rs"]
mod texts;

use std::collections::BTreeMap;

use mingbai_shared::document::{Article, Document, import};
use texts::{data, laws};

/// How many articles each law has, read off its last article by eye.
const ARTICLES: [(&str, usize); 39] = [
    ("上海市人民代表大会常务委员会关于进一步促进和保障“一网通办”改革的决定(2021-06-23)", 16),
    ("上海市优化营商环境条例(2020-04-10)", 80),
    ("上海市优化营商环境条例(2024-09-27)", 97),
    ("上海市住宅物业管理规定(2010-12-23)", 95),
    ("上海市住宅物业管理规定(2020-12-30)", 95),
    ("上海市促进中小企业发展条例(2018-05-24)", 47),
    ("上海市促进就业若干规定(2005-12-29)", 25),
    ("上海市外商投资条例(2020-09-25)", 51),
    ("上海市数据条例(2021-11-25)", 91),
    ("上海市生活垃圾管理条例(2019-01-31)", 65),
    ("上海市社会救助条例(2018-11-22)", 56),
    ("上海市社会救助条例(2024-12-31)", 56),
    ("上海市老年人权益保障条例(2016-01-29)", 64),
    ("保守国家秘密法(2010-04-29)", 53),
    ("保守国家秘密法(2024-02-27)", 65),
    ("保守国家秘密法实施条例(2014-01-17)", 45),
    ("保守国家秘密法实施条例(2024-07-10)", 74),
    ("保障中小企业款项支付条例(2020-07-05)", 29),
    ("保障中小企业款项支付条例(2025-03-17)", 37),
    ("全国年节及纪念日放假办法(2013-12-11)", 7),
    ("全国年节及纪念日放假办法(2024-11-10)", 8),
    ("公司法(2018-10-26)", 218),
    ("公司法(2023-12-29)", 266),
    ("反垄断法(2007-08-30)", 57),
    ("反垄断法(2022-06-24)", 70),
    ("发票管理办法(2019-03-02)", 45),
    ("发票管理办法(2023-07-20)", 43),
    ("妇女权益保障法(2018-10-26)", 61),
    ("妇女权益保障法(2022-10-30)", 86),
    ("慈善法(2016-03-16)", 112),
    ("慈善法(2023-12-29)", 125),
    ("政府信息公开条例(2019-04-03)", 56),
    ("未成年人保护法(2020-10-17)", 132),
    ("未成年人保护法(2024-04-26)", 132),
    ("民事诉讼法(2021-12-24)", 291),
    ("民事诉讼法(2023-09-01)", 306),
    ("行政复议法(2017-09-01)", 43),
    ("行政复议法(2023-09-01)", 90),
    ("重大行政决策程序暂行条例(2019-04-20)", 44),
];

#[test]
fn every_article_is_found_once_and_in_order() {
    let expected: BTreeMap<&str, usize> = ARTICLES.into();
    for (name, text) in laws() {
        let document = import(text.as_bytes()).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let numbers: Vec<String> = document.articles().map(|article| article.number.to_string()).collect();
        let wanted: Vec<String> = (1..=expected[name.as_str()]).map(|number| number.to_string()).collect();
        assert_eq!(numbers, wanted, "{name}");
        assert!(document.articles().all(|article| !article.paragraphs.is_empty()), "{name}: an article without text");
    }
}

#[test]
fn each_article_begins_with_the_words_that_follow_its_number() {
    for (name, text) in laws() {
        let document = import(text.as_bytes()).unwrap();
        for line in text.lines() {
            let Some((head, words)) = line.trim().split_once("条 ") else {
                continue;
            };
            if !head.starts_with('第') || head.chars().count() > 9 {
                continue;
            }
            let found = document.articles().filter(|article| article.number.chinese() == format!("{head}条"));
            let found: Vec<&Article> = found.collect();
            assert_eq!(found.len(), 1, "{name}: {head}条");
            assert_eq!(found[0].paragraphs[0].text, words.trim(), "{name}: {head}条");
        }
    }
}

/// The characters that carry the text: what dresses it and what numbers it is left out on both sides.
fn characters(text: &str) -> BTreeMap<char, usize> {
    let mut counted = BTreeMap::new();
    for character in text.chars().filter(|c| !c.is_whitespace() && !"#*()（）\u{200b}、".contains(*c)) {
        *counted.entry(character).or_default() += 1;
    }
    counted
}

/// The document written out again, heads and numbers as a law writes them, by means of its own parts alone.
fn written_out(document: &Document) -> String {
    let numeral = |number: &str| {
        let chinese = number.parse::<mingbai_shared::law::ArticleNumber>().unwrap().chinese();
        chinese.trim_matches(['第', '条']).to_owned()
    };
    let point = document.title.ends_with("决定");
    let article = |article: &Article| {
        let number = article.number.chinese();
        let number = if point { number.trim_matches(['第', '条']).to_owned() } else { number };
        let mut text = number + article.heading.as_deref().unwrap_or_default();
        for paragraph in &article.paragraphs {
            text.push_str(&paragraph.text);
            for item in &paragraph.items {
                text.push_str(&numeral(&item.number));
                text.push_str(&item.text);
            }
        }
        text
    };
    let mut text = document.title.clone() + &document.preamble.concat();
    for chapter in &document.chapters {
        text.push_str(chapter.part.as_deref().unwrap_or_default());
        if let Some(number) = chapter.number {
            text.push_str(&format!("第{}章", numeral(&number.to_string())));
        }
        text.push_str(chapter.title.as_deref().unwrap_or_default());
        chapter.articles.iter().for_each(|one| text.push_str(&article(one)));
        for section in &chapter.sections {
            text.push_str(&format!("第{}节{}", numeral(&section.number.to_string()), section.title));
            section.articles.iter().for_each(|one| text.push_str(&article(one)));
        }
    }
    text + &document.closing.concat()
}

#[test]
fn not_a_character_is_lost_or_invented() {
    let mut all = laws();
    if let Some(place) = data() {
        all.push(("measures".into(), std::fs::read_to_string(place.join(MEASURES)).unwrap()));
    }
    for (name, text) in all {
        let source = text.replace("<!-- INFO END -->", "");
        assert_eq!(characters(&written_out(&import(text.as_bytes()).unwrap())), characters(&source), "{name}");
    }
}

const MEASURES: &str = "changning-openness-measures-2022.txt";

#[test]
fn the_measures_of_the_district() {
    let Some(place) = data() else { return };
    let document = import(&std::fs::read(place.join(MEASURES)).unwrap()).unwrap();
    assert_eq!(document.title, "长宁区政务公开和政府信息公开实施办法");
    assert_eq!(document.issuer.as_deref(), Some("上海市长宁区人民政府"));
    assert_eq!(document.issued_on.unwrap().to_string(), "2022-08-31");
    assert_eq!(document.effective_on.unwrap().to_string(), "2022-08-31");
    assert_eq!(document.chapters.len(), 10);
    assert_eq!(document.articles().count(), 59);
    assert_eq!(document.preamble.len(), 4);
    let items = |number: &str| -> Vec<usize> {
        let article = document.article(&number.parse().unwrap()).unwrap();
        article.paragraphs.iter().map(|paragraph| paragraph.items.len()).collect()
    };
    assert_eq!(items("51"), [3]);
    assert_eq!(items("56"), [7, 0]);
    assert_eq!(items("58"), [0, 9, 0]);
    assert_eq!(document.article(&"36".parse().unwrap()).unwrap().heading.as_deref(), Some("公众参与渠道"));
    assert!(document.articles().all(|article| article.heading.is_some()));
}

#[test]
fn the_points_of_a_decision_are_its_articles() {
    let Some((_, text)) = laws().into_iter().find(|(name, _)| name.contains("一网通办")) else {
        return;
    };
    let document = import(text.as_bytes()).unwrap();
    assert!(document.articles().next().unwrap().paragraphs[0].text.starts_with("本市推进"));
    assert_eq!(document.closing, ["本决定自2021年7月1日起施行。"]);
}
