//! Differences of regulations that are made up, in which it is known what became of each article.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "chance/dice.rs"]
mod dice;

use std::time::{Duration, Instant};

use dice::Dice;
use mingbai_shared::diff::{Difference, Kind, Op, Unit, diff};
use mingbai_shared::document::{Article, Chapter, Document, Paragraph};
use mingbai_shared::law::ArticleNumber;
use proptest::prelude::*;

fn paragraph(text: &str) -> Paragraph {
    Paragraph { text: text.into(), items: Vec::new() }
}

/// A regulation of articles, numbered from 1 on, with this many in each chapter.
fn regulation(articles: &[String], in_chapter: usize) -> Document {
    let article = |(at, text): (usize, &String)| Article {
        number: ArticleNumber::new(u16::try_from(at % 9_999 + 1).unwrap()).unwrap(),
        heading: None,
        paragraphs: text.lines().map(paragraph).collect(),
    };
    let articles: Vec<Article> = articles.iter().enumerate().map(article).collect();
    let chapter = |(at, articles): (usize, &[Article])| Chapter {
        number: u16::try_from(at + 1).ok(),
        title: Some(format!("示例{at}")),
        articles: articles.to_vec(),
        ..Chapter::default()
    };
    let chapters = articles.chunks(in_chapter).enumerate().map(chapter).collect();
    Document { title: "示例办法".into(), preamble: vec!["示例".into()], chapters, ..Document::default() }
}

/// The text of one version of a difference.
fn text(difference: &Difference, ops: [Op; 2]) -> String {
    difference.spans.iter().filter(|span| ops.contains(&span.op)).map(|span| span.text.as_str()).collect()
}

const OLD: [Op; 2] = [Op::Kept, Op::Removed];
const NEW: [Op; 2] = [Op::Kept, Op::Added];

/// What must hold of all differences, the articles being these.
fn assert_exact(differences: &[Difference], old: &[String], new: &[String]) {
    let articles = |ops: [Op; 2], at: fn(&Difference) -> Option<usize>| -> Vec<String> {
        let mut articles: Vec<(usize, String)> = differences
            .iter()
            .filter(|one| one.unit == Unit::Article)
            .filter_map(|one| Some((at(one)?, text(one, ops))))
            .collect();
        articles.sort();
        articles.into_iter().map(|(_, text)| text).collect()
    };
    assert_eq!(articles(OLD, |one| one.old_at), old);
    assert_eq!(articles(NEW, |one| one.new_at), new);
    for one in differences {
        let (before, after) = (text(one, OLD), text(one, NEW));
        let kind = match (one.old_at, one.new_at) {
            (Some(_), Some(_)) if before == after => Kind::Same,
            (Some(_), Some(_)) => Kind::Changed,
            (None, Some(_)) => Kind::Added,
            _ => Kind::Removed,
        };
        assert_eq!(one.kind, kind);
        assert!(one.spans.iter().all(|span| !span.text.is_empty()));
        assert!(
            one.spans
                .windows(2)
                .all(|two| two[0].op != two[1].op && (two[0].op, two[1].op) != (Op::Added, Op::Removed))
        );
    }
    let new_places: Vec<usize> = differences.iter().filter_map(|one| one.new_at).collect();
    assert!(new_places.is_sorted_by(|one, next| one < next), "the order of the new text");
}

/// Words of which the sentences are made: subjects that tell articles apart, and phrases that all laws share.
const PHRASES: [&str; 8] = [
    "应当",
    "县级以上人民政府",
    "依照本法规定",
    "有关部门",
    "对直接负责的主管人员和其他直接责任人员依法给予处分",
    "，",
    "按照国家有关规定",
    "。",
];

fn sentence(dice: &mut Dice, length: usize) -> String {
    let mut text = String::new();
    for _ in 0..length {
        if dice.below(3) == 0 {
            text.push_str(PHRASES[dice.below(PHRASES.len())]);
        } else {
            text.push(char::from_u32(0x4e00 + u32::try_from(dice.below(3_000)).unwrap()).unwrap());
        }
    }
    text
}

/// A sixth of the characters changed, in a few places.
fn amended(text: &str, dice: &mut Dice) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..2 {
        let at = dice.below(characters.len());
        let end = (at + characters.len() / 12).min(characters.len());
        characters.splice(at..end, sentence(dice, 4).chars());
    }
    characters.into_iter().collect()
}

#[test]
fn each_article_is_found_again_wherever_it_went() {
    for seed in 1..=40 {
        let mut dice = Dice(seed * 7_919);
        let old: Vec<String> = (0..60)
            .map(|_| {
                let length = 15 + dice.below(60);
                sentence(&mut dice, length)
            })
            .collect();
        // By what each new article was: the old one's place, or none.
        let mut became: Vec<Option<usize>> = (0..old.len()).map(Some).collect();
        for _ in 0..8 {
            became.remove(dice.below(became.len()));
            became.insert(dice.below(became.len()), None);
            // One article, or a run of them, goes elsewhere.
            let from = dice.below(became.len() - 5);
            let run: Vec<_> = became.drain(from..from + 1 + dice.below(4)).collect();
            let to = dice.below(became.len());
            became.splice(to..to, run);
        }
        let new: Vec<String> = became
            .iter()
            .map(|was| match was {
                Some(was) if dice.below(3) > 0 => old[*was].clone(),
                Some(was) => amended(&old[*was], &mut dice),
                None => sentence(&mut dice, 40),
            })
            .collect();
        let differences = diff(&regulation(&old, 7), &regulation(&new, 9));
        assert_exact(&differences, &old, &new);
        for (at, was) in became.iter().enumerate() {
            let number = |at: usize| ArticleNumber::new(u16::try_from(at + 1).unwrap());
            let found = differences.iter().find(|one| one.new == number(at)).unwrap();
            assert_eq!(found.old, was.and_then(number), "seed {seed}, new article {}", at + 1);
        }
    }
}

#[test]
fn a_split_article_goes_with_the_larger_part() {
    let mut dice = Dice(5);
    let (long, short) = (sentence(&mut dice, 60), sentence(&mut dice, 30));
    let other = sentence(&mut dice, 40);
    let whole = [format!("{long}\n{short}"), other.clone()];
    let parts = [long, short, other];
    let numbers = |old: &[String], new: &[String]| -> Vec<(Option<String>, Option<String>)> {
        let differences = diff(&regulation(old, 9), &regulation(new, 9));
        assert_exact(&differences, old, new);
        let articles = differences.iter().filter(|one| one.unit == Unit::Article);
        articles.map(|one| (one.old.map(String::from), one.new.map(String::from))).collect()
    };
    let said = |number: &str| Some(number.to_owned());
    assert_eq!(numbers(&whole, &parts), [(said("1"), said("1")), (None, said("2")), (said("2"), said("3"))]);
    assert_eq!(numbers(&parts, &whole), [(said("1"), said("1")), (said("2"), None), (said("3"), said("2"))]);
}

#[test]
fn copies_of_one_sentence_keep_their_order() {
    let texts = |text: &str| -> Vec<String> { text.chars().map(|c| c.to_string().repeat(9)).collect() };
    let (old, new) = (texts("甲略乙略丙略丁"), texts("新甲略乙丙略丁略"));
    let differences = diff(&regulation(&old, 9), &regulation(&new, 9));
    assert_exact(&differences, &old, &new);
    let pairs: Vec<_> =
        differences.iter().filter_map(|one| Some((String::from(one.old?), String::from(one.new?)))).collect();
    let expected = [("1", "2"), ("2", "3"), ("3", "4"), ("5", "5"), ("4", "6"), ("7", "7"), ("6", "8")];
    let in_order = [("1", "2"), ("2", "3"), ("3", "4"), ("5", "5"), ("6", "6"), ("7", "7")];
    let is = |some: &[(&str, &str)]| some.iter().all(|(old, new)| pairs.contains(&((*old).into(), (*new).into())));
    assert!(is(&expected) || is(&in_order), "{pairs:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever was done to a text, both come back.
    #[test]
    fn any_two_texts_come_back(
        old in proptest::collection::vec("([甲乙丙，。三十日第条（）a1]{0,12}\n?){0,4}", 0..8),
        edits in proptest::collection::vec((0..8usize, 0..40usize, 0..9usize, "[甲乙丁，五\n]{0,6}"), 0..8),
        order in any::<u64>(),
    ) {
        let clean = |text: &str| text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let old: Vec<String> = old.iter().map(|text| clean(text)).collect();
        let mut new = old.clone();
        for (article, at, length, text) in edits {
            let Some(article) = new.get_mut(article) else { continue };
            let mut characters: Vec<char> = article.chars().collect();
            let at = at.min(characters.len());
            characters.splice(at..(at + length).min(characters.len()), text.chars());
            *article = clean(&characters.into_iter().collect::<String>());
        }
        let mut dice = Dice(order | 1);
        if new.len() > 2 && dice.below(2) == 0 {
            let moved = new.remove(dice.below(new.len()));
            new.insert(dice.below(new.len()), moved);
        }
        assert_exact(&diff(&regulation(&old, 3), &regulation(&new, 4)), &old, &new);
    }
}

/// Generous, for a machine that does other things too and a build that is not optimised.
const SOON: Duration = Duration::from_secs(30);

#[test]
fn a_very_long_paragraph_is_compared_soon() {
    let mut dice = Dice(11);
    let characters = |dice: &mut Dice, n: usize| -> String {
        (0..n).map(|_| char::from_u32(0x4e00 + u32::try_from(dice.below(2_000)).unwrap()).unwrap()).collect()
    };
    let long = characters(&mut dice, 200_000);
    let mut edited: Vec<char> = long.chars().collect();
    for _ in 0..50 {
        let at = dice.below(199_000);
        edited.splice(at..at + 20, "示例改动".chars());
    }
    let edited: String = edited.into_iter().collect();
    let other = characters(&mut dice, 200_000);
    let (one, two) = ("甲".repeat(200_000), "甲乙".repeat(100_000));
    for (old, new) in [(&long, &edited), (&long, &other), (&one, &two), (&two, &"乙甲".repeat(99_999))] {
        let (old, new) = ([old.clone()], [new.clone()]);
        let start = Instant::now();
        let differences = diff(&regulation(&old, 1), &regulation(&new, 1));
        assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
        assert_exact(&differences, &old, &new);
    }
}

#[test]
fn few_changes_in_a_very_long_paragraph_are_found_one_by_one() {
    let old: String = (0..20_000).map(|n| format!("第{n}句示例，")).collect();
    let new = old.replace("第500句示例", "第500句改动").replace("第15000句", "第15000个句子");
    let differences = diff(&regulation(std::slice::from_ref(&old), 1), &regulation(&[new], 1));
    let article = differences.iter().find(|one| one.unit == Unit::Article).unwrap();
    let changed: usize =
        article.spans.iter().filter(|span| span.op != Op::Kept).map(|span| span.text.chars().count()).sum();
    assert!(changed < 40, "{changed}");
}

#[test]
fn many_articles_are_compared_soon() {
    let mut dice = Dice(13);
    let old: Vec<String> = (0..3_000).map(|_| sentence(&mut dice, 30)).collect();
    let amended: Vec<String> = old.iter().rev().map(|text| amended(text, &mut dice)).collect();
    let same = vec!["同样的一条示例。".to_owned(); 10_000];
    let alike: Vec<String> =
        (0..10_000).map(|n| format!("几乎一样的第{n}条示例，应当按照国家有关规定执行。")).collect();
    for (old, new) in [
        (&old, &amended),
        (&same, &same[..9_990].to_vec()),
        (&alike, &same),
        (&alike, &alike.iter().rev().map(|text| text.replace("应当", "可以")).collect()),
    ] {
        let start = Instant::now();
        let differences = diff(&regulation(old, 3), &regulation(new, 5));
        assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
        assert_exact(&differences, old, new);
    }
}
