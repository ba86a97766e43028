//! Differences of real laws: all that have an old and a new version beside the checkout; skipped with a message where they are absent.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "laws/texts.rs"]
mod texts;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use mingbai_shared::diff::{Difference, Kind, Op, Unit, diff};
use mingbai_shared::document::import;
use texts::laws;

/// Each law of which there are two versions: its name, the old text and the new.
fn versions() -> Vec<(String, String, String)> {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, text) in laws() {
        versions.entry(name.split('(').next().unwrap().to_owned()).or_default().push(text);
    }
    let both = |(name, texts): (String, Vec<String>)| match <[String; 2]>::try_from(texts) {
        Ok([old, new]) => Some((name, old, new)),
        Err(_) => None,
    };
    let versions: Vec<_> = versions.into_iter().filter_map(both).collect();
    assert!(versions.is_empty() || versions.len() == 15, "{}", versions.len());
    versions
}

/// What a text says, without what only dresses it: spaces, marks of Markdown, the shape of brackets around the number of an item.
fn bare(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"#*\u{200b}".contains(*c)).collect();
    bare.replace("<!--INFOEND-->", "").replace('(', "（").replace(')', "）")
}

/// The whole text from the differences, by what stands at `at` in it and by the spans that have one of `ops`.
fn whole(differences: &[Difference], at: fn(&Difference) -> Option<usize>, ops: [Op; 2]) -> String {
    let mut sorted: Vec<(usize, &Difference)> =
        differences.iter().filter_map(|difference| Some((at(difference)?, difference))).collect();
    sorted.sort_by_key(|(at, _)| *at);
    let places: Vec<usize> = sorted.iter().map(|(at, _)| *at).collect();
    assert_eq!(places, (0..sorted.len()).collect::<Vec<_>>());
    let text = |difference: &Difference| -> String {
        let number = if ops.contains(&Op::Added) { difference.new } else { difference.old };
        let spans = difference.spans.iter().filter(|span| ops.contains(&span.op)).map(|span| span.text.as_str());
        number.map(|number| number.chinese()).into_iter().chain(spans.map(Into::into)).collect()
    };
    sorted.into_iter().map(|(_, difference)| text(difference)).collect()
}

#[test]
fn both_texts_come_back_from_the_differences() {
    for (name, old, new) in versions() {
        let differences = diff(&import(old.as_bytes()).unwrap(), &import(new.as_bytes()).unwrap());
        let said = |at, ops| bare(&whole(&differences, at, ops));
        assert_eq!(said(|one| one.old_at, [Op::Kept, Op::Removed]), bare(&old), "{name}, old");
        assert_eq!(said(|one| one.new_at, [Op::Kept, Op::Added]), bare(&new), "{name}, new");
        for difference in &differences {
            let same = matches!(&difference.spans[..], [span] if span.op == Op::Kept);
            assert_eq!(difference.kind == Kind::Same, same, "{name}: {difference:?}");
        }
    }
}

/// A law's articles by runs: from and to which old number, and what the first of them became. What stands in none was removed or added.
type Runs = &'static [(RangeInclusive<u16>, u16)];

/// Read off both texts, article by article; the decisions of amendment themselves are not at hand.
const BECAME: [(&str, Runs); 4] = [
    (
        "反垄断法",
        &[
            (1..=4, 1),
            (5..=7, 6),
            (8..=8, 10),
            (9..=12, 12),
            (13..=14, 17),
            (15..=26, 20),
            (27..=30, 33),
            (31..=32, 38),
            (33..=45, 41),
            (46..=52, 56),
            (53..=54, 65),
            (55..=57, 68),
        ],
    ),
    ("发票管理办法", &[(1..=17, 1), (19..=33, 18), (35..=45, 33)]),
    (
        "民事诉讼法",
        &[
            (1..=193, 1),
            (194..=272, 198),
            (273..=273, 279),
            (274..=274, 283),
            (275..=289, 285),
            (290..=290, 304),
            (291..=291, 306),
        ],
    ),
    (
        "保守国家秘密法",
        &[
            (1..=2, 1),
            (3..=3, 5),
            (4..=4, 4),
            (5..=7, 6),
            (8..=13, 12),
            (14..=22, 19),
            (23..=24, 30),
            (25..=26, 28),
            (27..=29, 33),
            (30..=34, 37),
            // What article 36 demanded stands in the third paragraph of article 43 now, more of which comes from article 35.
            (35..=35, 43),
            (37..=38, 45),
            (39..=39, 44),
            (40..=47, 47),
            (48..=50, 57),
            (51..=51, 61),
            (52..=52, 63),
            (53..=53, 65),
        ],
    ),
];

#[test]
fn articles_became_what_the_amendment_says() {
    for (name, old, new) in versions() {
        let Some((_, runs)) = BECAME.iter().find(|(law, _)| *law == name) else { continue };
        let expected: Vec<(String, String)> = runs
            .iter()
            .flat_map(|(from, became)| from.clone().zip(*became..))
            .map(|(old, new)| (old.to_string(), new.to_string()))
            .collect();
        let differences = diff(&import(old.as_bytes()).unwrap(), &import(new.as_bytes()).unwrap());
        let mut pairs: Vec<_> = differences.iter().filter_map(|one| Some((one.old?, one.new?))).collect();
        pairs.sort();
        let pairs: Vec<(String, String)> =
            pairs.into_iter().map(|(old, new)| (old.to_string(), new.to_string())).collect();
        assert_eq!(pairs, expected, "{name}");
    }
}

#[test]
fn headings_follow_their_articles() {
    let chapters = |name: &str| -> Vec<(Kind, Option<usize>, Option<usize>)> {
        let Some((_, old, new)) = versions().into_iter().find(|(law, ..)| law == name) else { return Vec::new() };
        let differences = diff(&import(old.as_bytes()).unwrap(), &import(new.as_bytes()).unwrap());
        let chapters = differences.into_iter().filter(|one| one.unit == Unit::Chapter);
        chapters.map(|one| (one.kind, one.old_at, one.new_at)).collect()
    };
    // 第三章 became 发票的领用; the others are as they were.
    let kinds: Vec<Kind> = chapters("发票管理办法").into_iter().map(|(kind, ..)| kind).collect();
    assert!(
        kinds.is_empty() || kinds == [0, 1, 2, 3, 4, 5, 6].map(|at| if at == 2 { Kind::Changed } else { Kind::Same })
    );
    // It had no chapters before.
    assert!(chapters("保障中小企业款项支付条例").into_iter().all(|(kind, ..)| kind == Kind::Added));
}
