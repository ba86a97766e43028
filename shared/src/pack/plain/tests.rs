use proptest::prelude::*;

use super::*;
use crate::document::import;
use crate::pack::{Parts, Term};

fn sample(folder: &str) -> Pack {
    let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").join(folder);
    let parts: Parts = serde_json::from_slice(&std::fs::read(place.join("pack.json")).unwrap()).unwrap();
    parts.join(import(&std::fs::read(place.join("text.md")).unwrap()).unwrap())
}

/// What is found in a sample pack after a change, as code and place.
fn found(change: impl Fn(&mut Pack)) -> Vec<(&'static str, String)> {
    let mut pack = sample("elderly-allowance");
    change(&mut pack);
    let mut findings = Vec::new();
    pack.check_plain(&mut findings);
    for one in &findings {
        assert_eq!(one.level, Level::Warning);
        assert!(!one.message_zh.is_empty() && one.message_zh != one.message_en, "{one:?}");
    }
    findings.into_iter().map(|one| (one.code, one.place)).collect()
}

fn with_point(zh: &str, en: &str) -> Vec<(&'static str, String)> {
    found(|pack| pack.interpretation.points[1].text = BilingualText { zh: zh.into(), en: en.into() })
}

fn in_point(code: &'static str) -> Vec<(&'static str, String)> {
    vec![(code, "points/1".to_owned())]
}

#[test]
fn sentences_are_counted_as_people_read_them() {
    let signs = |count| "一".repeat(count);
    let pauses = |count: usize| [signs(20), "，".into(), signs(count.saturating_sub(20)), "。".into()].concat();
    assert_eq!(with_point(&pauses(40), "Short."), []);
    assert_eq!(with_point(&pauses(41), "Short."), in_point("long_sentence"));
    assert_eq!(with_point(&signs(25), "Short."), []);
    assert_eq!(with_point(&signs(26), "Short."), in_point("long_clause"));
    // A number is one, and the signs between are none.
    assert_eq!(with_point(&format!("{}3,600.50元", signs(23)), "Short."), []);
    assert_eq!(with_point("好。", &format!("{}.", ["word"; 25].join(" "))), []);
    assert_eq!(with_point("好。", &format!("{}.", ["word"; 26].join(" "))), in_point("long_sentence"));
    assert_eq!(with_point("好。", &format!("{}. It is 5.5 per cent.", ["word"; 25].join(" "))), []);
}

#[test]
fn words_of_offices_are_said_once_with_what_people_say() {
    assert_eq!(with_point("应当带身份证。应当本人来。", "Bring it."), in_point("officialese"));
    assert_eq!(with_point("舍不得，不得不去。", "You shallow it."), []);
    assert_eq!(with_point("好。", "You shall bring it."), in_point("officialese"));
    let twice = found(|pack| {
        pack.interpretation.points[0].text.zh = "不得代领。".into();
        pack.interpretation.questions[0].answer.zh = "不得。".into();
    });
    assert_eq!(twice, [("officialese", "points/0".to_owned())]);
}

#[test]
fn a_term_is_explained_by_the_glossary_or_it_is_named() {
    assert_eq!(with_point("名单要公示。", "Shown."), in_point("unexplained_term"));
    let explained = found(|pack| {
        pack.interpretation.points[1].text.zh = "名单要公示。".into();
        let meaning = BilingualText { zh: "贴出来给大家看。".into(), en: "Shown to all.".into() };
        pack.interpretation.terms.push(Term { number: None, term: "公示期".into(), meaning });
    });
    assert_eq!(explained, []);
    // Defined in the text, and used without a word.
    let defined = |zh: &str| {
        found(|pack| {
            let article = pack.document.chapters[0].articles.first_mut().unwrap();
            article.paragraphs[0].text = "本办法所称安居码，是指领取津贴的凭证。".into();
            pack.interpretation.points[1].text.zh = zh.into();
        })
    };
    assert_eq!(defined("带上安居码。"), in_point("unexplained_term"));
    assert_eq!(defined("带上身份证。"), []);
}

#[test]
fn addresses_must_open() {
    assert_eq!(with_point("请看 https://example.org/a。", "See https://example.org/a."), []);
    assert_eq!(with_point("请看 http://example.org。", "See http://example.org."), in_point("link_not_https"));
    assert_eq!(with_point("好。", "See https://example."), in_point("link_broken"));
}

/// Every regulation that is at hand, read as if it were its own interpretation, and every interpretation.
#[test]
fn laws_read_like_laws_and_interpretations_do_not() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    let (mut seen, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !folder.join(&name).join("text.md").exists() {
            continue;
        }
        let pack = sample(&name);
        let easy = Reading::of(pack.texts_to_read().into_iter().map(|(_, text)| text.zh.as_str()));
        assert!(easy.likeness_to_law() <= 20, "{name}: {easy:?}");
        let mut findings = Vec::new();
        pack.check_plain(&mut findings);
        wrong.extend(findings.into_iter().map(|one| format!("{name} {}: {}", one.place, one.message_zh)));
        seen += 1;
    }
    assert_eq!(wrong, [""; 0]);
    assert!(seen > 20);

    let laws = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/laws");
    let Ok(laws) = std::fs::read_dir(&laws) else {
        eprintln!("skipped: the texts of laws are not at {}", laws.display());
        return;
    };
    for law in laws {
        let path = law.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let likeness = Reading::of([text.as_str()]).likeness_to_law();
        // The two lists of holidays are as plain as a law can be.
        let is_list = path.display().to_string().contains("放假办法");
        assert!(if is_list { (30..40).contains(&likeness) } else { likeness >= 80 }, "{}: {likeness}", path.display());
        let mut pack = sample("elderly-allowance");
        let first: String = text.lines().filter(|line| line.ends_with('。')).take(20).collect();
        pack.interpretation.points.iter_mut().for_each(|point| point.text.zh = first.clone());
        pack.interpretation.questions.clear();
        let mut findings = Vec::new();
        pack.check_plain(&mut findings);
        assert!(is_list || findings.iter().any(|one| one.code == "reads_like_a_law"), "{}", path.display());
    }
}

proptest! {
    #[test]
    fn any_text_is_checked(zh in "(.|[应当不得。，0-9,.]|本办法所称甲乙，是指|https?://|www\\.){0,20}", en in ".{0,40}") {
        let mut pack = sample("elderly-allowance");
        pack.interpretation.points[0].text = BilingualText { zh: zh.clone(), en };
        pack.document.chapters[0].articles[0].paragraphs[0].text = zh;
        pack.check_plain(&mut Vec::new());
    }
}

/// As much text as a pack may hold, of what takes longest to look at.
#[test]
fn the_largest_pack_is_checked_at_once() {
    for part in ["“甲乙”是指丙。", "应当http://a ", "字"] {
        let mut pack = sample("elderly-allowance");
        let text = part.repeat(super::super::LARGEST_PACK / part.len() / 2);
        pack.document.chapters[0].articles[0].paragraphs[0].text = text.clone();
        pack.interpretation.points[0].text.zh = text;
        let started = std::time::Instant::now();
        let mut findings = Vec::new();
        pack.check_plain(&mut findings);
        assert!(started.elapsed() < std::time::Duration::from_secs(5), "{part}");
        assert!(findings.iter().all(|one| one.message_zh.chars().count() < 200));
    }
}
