//! Search against plain scans: of every law, what stands there is found, and nothing else.
//!
//! The laws are read from `../shared/data` beside the checkout (or `MINGBAI_DATA`); without it those tests are skipped with a message.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "chance/dice.rs"]
mod chance;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chance::Dice;
use mingbai_shared::names::AgencyId;
use mingbai_shared::search::{Corpus, Filter, Found, Part, Place, Source, Wanted};
use proptest::prelude::*;

fn laws() -> Vec<(String, String)> {
    let place = std::env::var_os("MINGBAI_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let Ok(folder) = std::fs::read_dir(place.join("laws")) else {
        eprintln!("skipped: the texts of laws are not at {}", place.display());
        return Vec::new();
    };
    let mut laws: Vec<(String, String)> = folder
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    laws.sort();
    laws
}

fn all() -> Wanted {
    Wanted { filter: Filter::default(), today: None, most: usize::MAX }
}

/// The text as it is compared, written apart from the crate: wide signs by their distance from the narrow ones, white space beside Chinese left out.
/// The laws have no other characters that change; a test below sees to that.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for line in text.lines() {
        let narrow = |c: char| match u32::from(c) {
            0x3000 => ' ',
            wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap(),
            _ => c,
        };
        let line: String =
            line.chars().filter(|c| !"\u{200b}\u{feff}".contains(*c)).map(narrow).collect::<String>().to_lowercase();
        let chinese = |word: &str, last: bool| {
            let character = if last { word.chars().last() } else { word.chars().next() };
            character.is_some_and(|c| c >= '\u{2e80}')
        };
        let mut joined = String::new();
        for word in line.split_whitespace() {
            if !joined.is_empty() && !chinese(&joined, true) && !chinese(word, false) {
                joined.push(' ');
            }
            joined.push_str(word);
        }
        plain.push_str(&joined);
        plain.push('\n');
    }
    plain
}

/// A law in pieces, by a rule of thumb of this test: an article begins with a line whose number is one more than the last one's.
fn pieces(text: &str) -> Vec<(Option<usize>, String)> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = |n: usize| match n / 10 {
        0 => DIGITS[n].to_owned(),
        1 => format!("十{}", DIGITS[n % 10]),
        ten => format!("{}十{}", DIGITS[ten], DIGITS[n % 10]),
    };
    let numeral = |n: usize| match (n / 100, n % 100) {
        (0, rest) => tens(rest),
        (hundred, 0) => format!("{}百", DIGITS[hundred]),
        (hundred, rest @ 1..10) => format!("{}百零{}", DIGITS[hundred], DIGITS[rest]),
        (hundred, rest) => format!("{}百{}十{}", DIGITS[hundred], DIGITS[rest / 10], DIGITS[rest % 10]),
    };
    let by_points = !text.lines().any(|line| line.contains("第一条 ") || line.contains("第一条\u{3000}"));
    let mut pieces = vec![(None, String::new())];
    let mut number = 0;
    let mut headings = String::new();
    for line in text.lines() {
        let bare = line.trim_matches(|c: char| c.is_whitespace() || "#*\u{200b}\u{feff}".contains(c));
        let next = numeral(number + 1);
        let head = if by_points { format!("{next}、") } else { format!("第{next}条") };
        let after = bare.strip_prefix(&head);
        let begins = after.is_some_and(|after| {
            by_points || after.is_empty() || after.starts_with([' ', '\u{3000}', '\u{200b}', '*'])
        });
        if begins {
            number += 1;
            pieces.push((Some(number), std::mem::take(&mut headings)));
        }
        let is_heading = line.starts_with("##");
        let into = if is_heading || !headings.is_empty() { &mut headings } else { &mut pieces.last_mut().unwrap().1 };
        into.push_str(line);
        into.push('\n');
    }
    pieces.last_mut().unwrap().1.push_str(&headings);
    pieces
}

/// Which files, and which article of them, a search found.
fn found(found: &Found) -> BTreeSet<(&str, Option<String>)> {
    let hits: BTreeSet<_> = found
        .hits
        .iter()
        .map(|hit| (hit.document.as_str(), hit.place.article().map(|number| number.to_string())))
        .collect();
    assert_eq!((hits.len(), hits.len()), (found.hits.len(), found.total), "a part was found twice");
    hits
}

#[test]
fn ten_thousand_strings_of_the_laws_and_ten_thousand_others_are_found_where_a_plain_scan_finds_them() {
    let laws = laws();
    if laws.is_empty() {
        return;
    }
    let mut corpus = Corpus::new();
    laws.iter().for_each(|(name, text)| corpus.put(Source::of_file(name, text)));
    let plain_pieces: Vec<(&str, Option<String>, String)> = laws
        .iter()
        .flat_map(|(name, text)| {
            pieces(text)
                .into_iter()
                .map(move |(number, text)| (name.as_str(), number.map(|n| n.to_string()), plain(&text)))
        })
        .collect();
    // Only to be done sooner: the pieces in which two characters stand side by side.
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<BTreeSet<_>>().into_iter();
    let mut with_pair: BTreeMap<(char, char), Vec<usize>> = BTreeMap::new();
    for (number, (.., piece)) in plain_pieces.iter().enumerate() {
        pairs(piece).for_each(|pair| with_pair.entry(pair).or_default().push(number));
    }
    let lines: Vec<Vec<char>> = laws
        .iter()
        .flat_map(|(_, text)| {
            text.lines().map(|line| line.trim().chars().collect::<Vec<char>>()).filter(|line| line.len() > 1)
        })
        .collect();
    let letters: Vec<char> = lines.iter().flatten().copied().collect();
    let mut dice = Dice(2026);
    let sampled = |dice: &mut Dice| {
        // As likely from each place of the texts.
        let line = loop {
            let line = dice.one(&lines);
            if dice.below(2000) < line.len() {
                break line;
            }
        };
        let length = 2 + dice.below(5);
        let start = dice.below(line.len().saturating_sub(length) + 1);
        line[start..line.len().min(start + length)].iter().collect::<String>()
    };
    let other = |dice: &mut Dice| (0..2 + dice.below(5)).map(|_| *dice.one(&letters)).collect::<String>();
    let (mut present, mut absent, mut hits) = (0, 0, 0);
    while present < 10_000 || absent < 10_000 {
        let text = if present < 10_000 { sampled(&mut dice) } else { other(&mut dice) };
        let wanted = plain(&text);
        let wanted = wanted.trim();
        let Some(pair) = pairs(wanted).next() else { continue };
        let expected: BTreeSet<_> = with_pair
            .get(&pair)
            .into_iter()
            .flatten()
            .map(|&number| &plain_pieces[number])
            .filter(|(.., piece)| piece.contains(wanted))
            .map(|(name, number, _)| (*name, number.clone()))
            .collect();
        match (expected.is_empty(), present < 10_000) {
            (false, true) => present += 1,
            (true, false) => absent += 1,
            (true, true) => panic!("{text:?} was taken from a law, and is in none"),
            // By chance a string of the laws: searched all the same.
            (false, false) => {}
        }
        let answer = corpus.search(&corpus.phrase(&text).unwrap(), &all());
        let found = found(&answer);
        let differ: Vec<_> = found.symmetric_difference(&expected).collect();
        assert!(differ.is_empty(), "{text:?} differs in {:?}", &differ[..differ.len().min(5)]);
        hits += expected.len();
        for hit in &answer.hits {
            let marked = plain(&corpus.text(&hit.document).unwrap()[hit.range.clone()]);
            assert_eq!(marked.trim_end(), wanted);
        }
    }
    eprintln!("{present} strings of the laws in {hits} places, {absent} others");
}

#[test]
fn the_laws_have_no_character_that_the_plain_scan_does_not_know() {
    use unicode_normalization::UnicodeNormalization;
    let known = "\u{3000}".chars().chain('\u{ff01}'..='\u{ff5e}').collect::<BTreeSet<char>>();
    for (name, text) in laws() {
        let odd: BTreeSet<char> =
            text.chars().filter(|&c| !c.is_ascii() && !c.nfkc().eq([c]) && !known.contains(&c)).collect();
        assert!(odd.is_empty(), "{name}: {odd:?}");
        let used: BTreeSet<char> = text.chars().collect();
        let traditional = include_str!("../data/traditional.txt").lines().filter_map(|line| line.chars().next());
        let traditional: Vec<char> = traditional.filter(|c| used.contains(c)).collect();
        assert!(traditional.is_empty(), "{name}: {traditional:?}");
    }
}

/// A small document of one letter a sign, in parts.
fn source(id: &str, title: &str, parts: &[&str], from: Option<&str>) -> Source {
    let mut source = Source {
        id: id.into(),
        titles: vec![title.into()],
        from: from.map(|day| day.parse().unwrap()),
        ..Source::default()
    };
    for (number, text) in parts.iter().enumerate() {
        let start = source.text.len();
        source.text.push_str(text);
        source.parts.push(Part { place: Place::Point(number), range: start..source.text.len(), heading: start });
        source.text.push('\n');
    }
    source
}

proptest! {
    /// The marks of a snippet, taken from the original, are the query again.
    #[test]
    fn what_is_marked_is_what_was_asked_for(text in "[甲乙萬万（(Ａa①ﬁ 　\u{200b}。\n]{1,40}", query in "[甲乙萬万（(Ａa①ﬁ 　\u{200b}。\n]{1,3}") {
        let mut corpus = Corpus::new();
        corpus.put(source("a", "题", &[&text], None));
        let Ok(asked) = corpus.phrase(&query) else { return Ok(()) };
        // Folded by the same code as the text: what is tested here is where it comes from.
        let fold = |text: &str| {
            let mut other = Corpus::new();
            other.put(source("b", "题", &[text], None));
            move |query: &str| other.phrase(query).is_ok_and(|asked| other.search(&asked, &all()).total == 1)
        };
        for hit in corpus.search(&asked, &all()).hits {
            prop_assert!(fold(&text[hit.range.clone()])(&query));
            let marks = &hit.snippet.marks;
            prop_assert!(!marks.is_empty());
            prop_assert!(marks.windows(2).all(|two| two[0].end < two[1].start));
            for mark in marks {
                prop_assert!(fold(&hit.snippet.text[mark.clone()])(&query));
            }
        }
    }

    /// After any additions, replacements and removals, in any order, the corpus is the one that has only what is left.
    #[test]
    fn a_corpus_that_grew_is_the_same_as_a_fresh_one(
        changes in prop::collection::vec(("[a-d]", prop::option::weighted(0.8, ("[甲乙]", prop::collection::vec("[甲乙丙丁 ]{0,6}", 0..4), prop::option::of(1u8..9)))), 1..20),
        queries in prop::collection::vec("[甲乙丙丁]{1,2}( [甲乙丙丁])?", 1..5),
    ) {
        let mut grown = Corpus::new();
        let mut left = std::collections::HashMap::new();
        for (id, change) in &changes {
            match change {
                Some((title, parts, month)) => {
                    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
                    let day = month.map(|month| format!("2026-0{month}-01"));
                    let source = source(id, title, &parts, day.as_deref());
                    grown.put(source.clone());
                    left.insert(id, source);
                }
                None => prop_assert_eq!(grown.remove(id), left.remove(id).is_some()),
            }
        }
        let mut fresh = Corpus::new();
        left.into_values().for_each(|source| fresh.put(source));
        prop_assert_eq!(grown.len(), fresh.len());
        for query in &queries {
            for in_force_on in [None, Some("2026-05-01".parse().unwrap())] {
                let wanted = Wanted { filter: Filter { in_force_on, ..Filter::default() }, today: in_force_on, most: 3 };
                prop_assert_eq!(grown.search(&grown.query(query).unwrap(), &wanted), fresh.search(&fresh.query(query).unwrap(), &wanted));
            }
        }
    }

    /// All words in the part or the title, one at least in the part; the first hits of many are the best of all.
    #[test]
    fn several_words_are_found_as_a_plain_loop_finds_them(
        documents in prop::collection::vec(("[甲乙丙]{0,2}", prop::collection::vec("[甲乙丙丁戊]{0,5}", 0..4)), 1..6),
        words in prop::collection::vec("[甲乙丙丁戊]{1,2}", 1..4),
        most in 0usize..6,
    ) {
        let mut corpus = Corpus::new();
        let mut expected = BTreeSet::new();
        for (number, (title, parts)) in documents.iter().enumerate() {
            let id = number.to_string();
            corpus.put(source(&id, title, &parts.iter().map(String::as_str).collect::<Vec<_>>(), None));
            for (place, part) in parts.iter().enumerate() {
                let all = words.iter().all(|word| part.contains(word) || title.contains(word));
                if all && words.iter().any(|word| part.contains(word)) {
                    expected.insert((id.clone(), place));
                }
            }
        }
        let query = corpus.query(&words.join(" ")).unwrap();
        let answer = corpus.search(&query, &all());
        let place = |place| if let Place::Point(number) = place { number } else { usize::MAX };
        let found: BTreeSet<_> = answer.hits.iter().map(|hit| (hit.document.clone(), place(hit.place))).collect();
        prop_assert_eq!((answer.total, answer.documents), (expected.len(), expected.iter().map(|(id, _)| id).collect::<BTreeSet<_>>().len()));
        prop_assert_eq!(found, expected);
        let few = corpus.search(&query, &Wanted { most, ..all() });
        prop_assert_eq!(few.total, answer.total);
        prop_assert_eq!(&few.hits[..], &answer.hits[..most.min(answer.hits.len())]);
    }
}

#[test]
fn what_people_mean_comes_first() {
    let mut corpus = Corpus::new();
    let file = |name: &str, title: &str, day: &str, articles: &str| {
        Source::of_file(name, &format!("# {title}\n\n{day} 公布\n\n{articles}"))
    };
    corpus.put(file("a", "养老服务条例", "2014年1月1日", "第一条 一般规定。\n第二条 养老服务补贴。\n"));
    corpus.put(file(
        "b",
        "补贴办法",
        "2024年1月1日",
        "第一条（养老服务补贴）依照规定。\n第二条 养老服务补贴的申请。\n",
    ));
    corpus.put(file("c", "津贴办法", "2020年1月1日", "第一条 养老服务的津贴。\n"));
    corpus.put(file("d", "津贴办法", "2022年1月1日", "第一条 养老服务的津贴。\n"));
    corpus.put(file("e", "奖励办法", "2027年1月1日", "第一条 养老服务的奖励。\n"));
    let mut explains = file("f", "旧办法", "2001年1月1日", "第一条 养老服务。\n");
    explains.terms.push("養老服務".into());
    corpus.put(explains);
    let wanted = Wanted { today: Some("2026-11-29".parse().unwrap()), ..all() };
    let order = |query: &str| -> Vec<String> {
        let found = corpus.search(&corpus.query(query).unwrap(), &wanted);
        found
            .hits
            .iter()
            .map(|hit| {
                format!(
                    "{}{}",
                    hit.document,
                    hit.place.article().map_or(0, |number| number.to_string().parse().unwrap())
                )
            })
            .collect()
    };
    // Title with its heading, title, heading, term; then in force before not (any more, or yet), and the later first.
    assert_eq!(order("养老服务"), ["a0", "a2", "b1", "f1", "b2", "d1", "e1", "c1"]);
    assert_eq!(order("养老服务 补贴"), ["b1", "b2", "a2"]);
    assert_eq!(order("养老服务 津贴"), ["d1", "c1"]);
}

#[test]
fn filters_leave_only_what_they_name() {
    let mut corpus = Corpus::new();
    for (id, agency, topic, day) in [
        ("a", "housing", "住房", "2020-01-01"),
        ("b", "housing", "物业", "2024-01-01"),
        ("c", "health", "住房", "2024-06-01"),
    ] {
        let mut one = source(id, id, &["甲"], Some(day));
        one.agency = Some(agency.parse().unwrap());
        one.topic = Some(topic.into());
        one.issued_on = one.from;
        corpus.put(one);
    }
    let ids = |filter: Filter| -> String {
        let found = corpus.search(&corpus.query("甲").unwrap(), &Wanted { filter, ..all() });
        let mut ids: Vec<String> = found.hits.into_iter().map(|hit| hit.document).collect();
        ids.sort();
        ids.concat()
    };
    let agency = |name: &str| name.parse::<AgencyId>().unwrap();
    let day = |text: &str| Some(text.parse().unwrap());
    assert_eq!(ids(Filter::default()), "abc");
    assert_eq!(ids(Filter { agencies: vec![agency("housing")], ..Filter::default() }), "ab");
    assert_eq!(
        ids(Filter {
            agencies: vec![agency("housing"), agency("health")],
            topics: vec!["住房".into()],
            ..Filter::default()
        }),
        "ac"
    );
    assert_eq!(ids(Filter { issued_from: day("2024-01-01"), ..Filter::default() }), "bc");
    assert_eq!(ids(Filter { issued_from: day("2020-01-01"), issued_to: day("2024-05-31"), ..Filter::default() }), "ab");
    assert_eq!(ids(Filter { in_force_on: day("2024-01-01"), ..Filter::default() }), "ab");
}
