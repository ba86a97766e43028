//! The tables by which search compares texts, against what `unicode-normalization` says of every character of the scripts that they cover.
#![allow(clippy::unwrap_used)]

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Latin, Greek, Cyrillic; signs, numbers and letters in circles; Chinese, with the signs that Japanese shares.
const COVERED: [RangeInclusive<char>; 14] = [
    '\u{80}'..='\u{52f}',
    '\u{1e00}'..='\u{1eff}',
    '\u{2000}'..='\u{22ff}',
    '\u{2460}'..='\u{24ff}',
    '\u{2e80}'..='\u{312f}',
    '\u{3192}'..='\u{319f}',
    '\u{3220}'..='\u{325f}',
    '\u{3280}'..='\u{32cf}',
    '\u{3358}'..='\u{33ff}',
    '\u{f900}'..='\u{faff}',
    '\u{fb00}'..='\u{fb06}',
    '\u{fe10}'..='\u{fe6f}',
    '\u{ff5f}'..='\u{ff9f}',
    '\u{ffe0}'..='\u{ffe6}',
];

/// NFKC of the lower case, with letters and marks apart while the case changes.
fn compatible(character: char) -> String {
    character.nfkd().flat_map(char::to_lowercase).nfkc().collect()
}

#[test]
fn the_tables_say_what_unicode_says() {
    let (mut one, mut long) = (String::new(), String::new());
    for character in COVERED.into_iter().flatten().filter(|character| !character.is_whitespace()) {
        let becomes = compatible(character);
        // A mark without its letter, which NFKC sets on a space: it stays.
        let mark = becomes.starts_with(' ') || becomes.starts_with(is_combining_mark);
        if mark || becomes.chars().eq([character]) {
            continue;
        }
        let mut characters = becomes.chars();
        let single = characters.next().is_some_and(|first| first < '\u{10000}') && characters.next().is_none();
        let table = if single { &mut one } else { &mut long };
        table.extend([character]);
        table.push_str(&becomes);
        table.push('\n');
    }
    if std::env::var_os("MINGBAI_WRITE_TABLES").is_some() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        std::fs::write(data.join("compatible.txt"), &one).unwrap();
        std::fs::write(data.join("compatible_long.txt"), &long).unwrap();
    }
    assert!(
        one == include_str!("../data/compatible.txt"),
        "data/compatible.txt differs; MINGBAI_WRITE_TABLES=1 writes it"
    );
    assert!(long == include_str!("../data/compatible_long.txt"), "data/compatible_long.txt differs");
}

#[test]
fn a_traditional_character_becomes_a_simplified_one_that_stays() {
    let pairs: Vec<(char, char)> = include_str!("../data/traditional.txt")
        .lines()
        .map(|line| line.chars().collect::<Vec<_>>())
        .map(|pair| {
            assert_eq!(pair.len(), 2);
            (pair[0], pair[1])
        })
        .collect();
    assert!(pairs.is_sorted_by(|(before, _), (after, _)| before < after), "sorted, and each once");
    let replaced = |character| pairs.binary_search_by_key(&character, |&(from, _)| from).is_ok();
    assert!(!pairs.iter().any(|&(_, to)| replaced(to)));
    // Of which simplified texts make other words.
    assert!(!"著瞭藉覆祇".chars().any(replaced));
    for (traditional, simplified) in "萬與業東絲開條機關發髮後區長寧務公眾導辦證戶稅"
        .chars()
        .zip("万与业东丝开条机关发发后区长宁务公众导办证户税".chars())
    {
        let becomes = pairs.iter().find(|(from, _)| *from == traditional).map_or(traditional, |(_, to)| *to);
        assert_eq!(becomes, simplified);
    }
}
