//! Two drafters on one pack: what each changed, put together, beside a model that knows a draft only as texts at places.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::collections::{BTreeMap, BTreeSet};

use mingbai_shared::pack::LARGEST_PACK;
use mingbai_shared::pack::draft::{Conflict, Differ, Draft, MOST_ENTRIES, Merged, NotADraft, Side, merge};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

/// Lists, with an entry of each that has texts at two depths.
const LISTS: [(&str, &str, &[&str]); 4] = [
    ("/points", "articles", &["/text/zh", "/text/en", "/articles"]),
    ("/terms", "term", &["/term", "/meaning/zh"]),
    ("/questions", "articles", &["/question/zh", "/answer/zh", "/articles"]),
    ("/offer/audience", "rule", &["/rule"]),
];
const TEXTS: [&str; 5] = ["/title/zh", "/topic/en", "/offer/from", "/contact/telephone", "/offer/amount/yuan"];

/// What a drafter does.
#[derive(Clone, Debug)]
enum Edit {
    Write { text: usize, to: String },
    WriteIn { list: usize, entry: prop::sample::Index, text: usize, to: String },
    Add { list: usize, at: prop::sample::Index, id: u128, says: String },
    TakeOut { list: usize, entry: prop::sample::Index },
    Move { list: usize, entry: prop::sample::Index, to: prop::sample::Index },
}

fn edit(ids: std::ops::Range<u128>) -> impl Strategy<Value = Edit> {
    let index = any::<prop::sample::Index>;
    let list = 0..LISTS.len();
    prop_oneof![
        (0..TEXTS.len(), "[甲乙丙]{0,2}").prop_map(|(text, to)| Edit::Write { text, to }),
        (list.clone(), index(), 0..3usize, "[甲乙丙]{0,2}").prop_map(|(list, entry, text, to)| Edit::WriteIn {
            list,
            entry,
            text,
            to
        }),
        (list.clone(), index(), ids, "[甲乙丙]{1,2}").prop_map(|(list, at, id, says)| Edit::Add { list, at, id, says }),
        (list.clone(), index()).prop_map(|(list, entry)| Edit::TakeOut { list, entry }),
        (list, index(), index()).prop_map(|(list, entry, to)| Edit::Move { list, entry, to }),
    ]
}

fn id_of(entry: &Value) -> String {
    entry["id"].as_str().unwrap().to_owned()
}

fn entries(draft: &mut Value, list: usize) -> &mut Vec<Value> {
    draft.pointer_mut(LISTS[list].0).unwrap().as_array_mut().unwrap()
}

fn apply(draft: &Value, edits: &[Edit]) -> Value {
    let mut draft = draft.clone();
    for edit in edits {
        match edit {
            Edit::Write { text, to } => *draft.pointer_mut(TEXTS[*text]).unwrap() = json!(to),
            Edit::WriteIn { list, entry, text, to } => {
                let texts = LISTS[*list].2;
                let entries = entries(&mut draft, *list);
                if !entries.is_empty() {
                    let at = entry.index(entries.len());
                    *entries[at].pointer_mut(texts[text % texts.len()]).unwrap() = json!(to);
                }
            }
            Edit::Add { list, at, id, says } => {
                let id = Uuid::from_u128(*id).to_string();
                let new = entry(*list, &id, says);
                let entries = entries(&mut draft, *list);
                if entries.iter().all(|one| id_of(one) != id) {
                    let at = at.index(entries.len() + 1);
                    entries.insert(at, new);
                }
            }
            Edit::TakeOut { list, entry } => {
                let entries = entries(&mut draft, *list);
                if !entries.is_empty() {
                    entries.remove(entry.index(entries.len()));
                }
            }
            Edit::Move { list, entry, to } => {
                let entries = entries(&mut draft, *list);
                if !entries.is_empty() {
                    let moved = entries.remove(entry.index(entries.len()));
                    let to = to.index(entries.len() + 1);
                    entries.insert(to, moved);
                }
            }
        }
    }
    draft
}

/// An entry in which only one text says something; all others are there and empty.
fn entry(list: usize, id: &str, says: &str) -> Value {
    let (place, field, _) = LISTS[list];
    let field_of = json!({ "id": id, field: says });
    let mut draft = json!({});
    let parts: Vec<&str> = place.trim_start_matches('/').split('/').collect();
    match parts[..] {
        [one] => draft[one] = json!([field_of]),
        [outer, inner] => draft[outer][inner] = json!([field_of]),
        _ => unreachable!(),
    }
    as_kept(&draft).pointer(place).unwrap()[0].clone()
}

/// The draft with every field written out.
fn as_kept(draft: &Value) -> Value {
    serde_json::to_value(typed(draft)).unwrap()
}

fn typed(draft: &Value) -> Draft {
    Draft::read(&serde_json::to_vec(draft).unwrap()).unwrap()
}

fn base() -> impl Strategy<Value = Value> {
    let list = |at: usize| {
        proptest::collection::vec("[甲乙丙]{1,2}", 0..5).prop_map(move |says| {
            let id = |nth: usize| Uuid::from_u128(u128::try_from(at * 10 + nth + 1).unwrap()).to_string();
            says.iter().enumerate().map(|(nth, says)| entry(at, &id(nth), says)).collect::<Vec<_>>()
        })
    };
    (list(0), list(1), list(2), list(3), proptest::collection::vec("[甲乙]{0,1}", TEXTS.len())).prop_map(
        |(points, terms, questions, audience, texts)| {
            let mut draft = as_kept(&json!({}));
            for (at, list) in [points, terms, questions, audience].into_iter().enumerate() {
                *entries(&mut draft, at) = list;
            }
            for (place, text) in TEXTS.iter().zip(texts) {
                *draft.pointer_mut(place).unwrap() = json!(text);
            }
            draft
        },
    )
}

/// Every text at its place; an entry is named by its id.
fn texts(draft: &Value) -> BTreeMap<String, String> {
    fn walk(value: &Value, place: String, texts: &mut BTreeMap<String, String>) {
        match value {
            Value::String(text) => drop(texts.insert(place, text.clone())),
            Value::Array(entries) => {
                entries.iter().for_each(|entry| walk(entry, format!("{place}/{}", id_of(entry)), texts));
            }
            Value::Object(fields) => {
                fields.iter().filter(|(name, value)| *name != "id" || place.is_empty() || !value.is_string()).for_each(
                    |(name, value)| walk(value, format!("{place}/{name}").trim_start_matches('/').to_owned(), texts),
                );
            }
            _ => unreachable!(),
        }
    }
    let mut found = BTreeMap::new();
    walk(draft, String::new(), &mut found);
    found
}

/// The ids of each list, in order.
fn orders(draft: &Value) -> Vec<Vec<String>> {
    let mut draft = draft.clone();
    (0..LISTS.len()).map(|list| entries(&mut draft, list).iter().map(id_of).collect()).collect()
}

/// The texts below a place.
fn below<'a>(texts: &'a BTreeMap<String, String>, place: &str) -> BTreeMap<&'a str, &'a str> {
    let is_below = |at: &str| at.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
    texts.iter().filter(|(at, _)| is_below(at)).map(|(at, text)| (at.as_str(), text.as_str())).collect()
}

fn merged(base: &Value, mine: &Value, theirs: &Value) -> Merged {
    merge(&typed(base), &typed(mine), &typed(theirs))
}

/// The place of the entry in which a text stands, where it stands in one.
fn entry_of(place: &str) -> Option<String> {
    let parts: Vec<&str> = place.split('/').collect();
    let at = parts.iter().position(|part| part.parse::<Uuid>().is_ok())?;
    Some(parts[..=at].join("/"))
}

fn three() -> impl Strategy<Value = (Value, Value, Value)> {
    // Some ids are added by both: a client that did not hear that it was heard.
    let edits = |ids| proptest::collection::vec(edit(ids), 0..6);
    (base(), edits(1000..1020), edits(1018..1040))
        .prop_map(|(base, mine, theirs)| (base.clone(), apply(&base, &mine), apply(&base, &theirs)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn who_alone_changed_something_gets_it((base, mine, _) in three()) {
        for merged in [merged(&base, &mine, &base), merged(&base, &base, &mine), merged(&base, &mine, &mine)] {
            prop_assert_eq!(&merged.draft, &typed(&mine));
            prop_assert_eq!(merged.conflicts, vec![]);
        }
    }

    #[test]
    fn nothing_that_either_wrote_is_lost((base, mine, theirs) in three()) {
        let Merged { draft, conflicts } = merged(&base, &mine, &theirs);
        let result = serde_json::to_value(&draft).unwrap();
        let [before, own, other, result] = [&base, &mine, &theirs, &result].map(texts);
        let conflict = |place: &str| conflicts.iter().find(|one| one.place == place).map(|one| &one.differ);
        let places: BTreeSet<&String> = own.keys().chain(other.keys()).collect();
        let mut contradicted = BTreeSet::new();
        for place in places {
            let (was, is) = (before.get(place), result.get(place));
            match (own.get(place), other.get(place)) {
                (Some(own), Some(other)) => {
                    let was = was.map(String::as_str).unwrap_or_default();
                    if own == other || other == was {
                        prop_assert_eq!(is, Some(own), "{}", place);
                    } else if own == was {
                        prop_assert_eq!(is, Some(other), "{}", place);
                    } else {
                        let both = Differ::Text { mine: own.clone(), theirs: other.clone() };
                        prop_assert_eq!(conflict(place), Some(&both));
                        prop_assert_eq!(is, Some(own));
                        contradicted.insert(place.clone());
                    }
                }
                (own_text, other_text) => {
                    // Only one side has the entry: the other took it out, or never had it.
                    let entry = entry_of(place).unwrap();
                    let (side, by) = if own_text.is_some() { (&own, Side::Theirs) } else { (&other, Side::Mine) };
                    let was_there = !below(&before, &entry).is_empty();
                    if !was_there {
                        prop_assert_eq!(is, own_text.or(other_text));
                    } else if below(side, &entry) == below(&before, &entry) {
                        prop_assert_eq!(is, None);
                    } else {
                        prop_assert_eq!(is, own_text.or(other_text));
                        prop_assert_eq!(conflict(&entry), Some(&Differ::TakenOut { by }));
                        contradicted.insert(entry);
                    }
                }
            }
        }
        // Nothing stands in the result that nobody wrote, and no conflict is made up.
        for place in result.keys() {
            prop_assert!(own.contains_key(place) || other.contains_key(place));
        }
        for one in &conflicts {
            prop_assert!(matches!(one.differ, Differ::Order { .. }) || contradicted.contains(&one.place), "{:?}", one);
            let said = one.sentence(&draft);
            prop_assert!(said.zh.starts_with('“') && said.zh.ends_with('。') && said.en.ends_with('.'), "{:?}", said);
        }
        prop_assert!(draft.bytes().is_ok());
    }

    #[test]
    fn it_is_the_same_whoever_merges((base, mine, theirs) in three()) {
        let (one, other) = (merged(&base, &mine, &theirs), merged(&base, &theirs, &mine));
        let mut swapped: Vec<Conflict> = other.conflicts.iter().cloned().map(swap).collect();
        let mut conflicts = one.conflicts.clone();
        swapped.sort();
        conflicts.sort();
        prop_assert_eq!(&conflicts, &swapped);
        let [mut here, mut there] = [&one.draft, &other.draft].map(|draft| texts(&serde_json::to_value(draft).unwrap()));
        for conflict in &conflicts {
            here.remove(&conflict.place);
            there.remove(&conflict.place);
        }
        prop_assert_eq!(here, there);
        if !conflicts.iter().any(|one| matches!(one.differ, Differ::Order { .. })) {
            let [here, there] = [&one.draft, &other.draft].map(|draft| orders(&serde_json::to_value(draft).unwrap()));
            prop_assert_eq!(here, there);
        }
    }

    /// What one side put in order stays so, where it is all that happened to that order.
    #[test]
    fn entries_stay_in_the_order_of_who_ordered_them((base, mine, theirs) in three()) {
        let Merged { draft, conflicts } = merged(&base, &mine, &theirs);
        let [before, own, other, result] = [&base, &mine, &theirs, &serde_json::to_value(&draft).unwrap()].map(orders);
        for (list, (place, _, _)) in LISTS.iter().enumerate() {
            if conflicts.iter().any(|one| one.place == place.trim_start_matches('/')) {
                continue;
            }
            let of = |order: &[String], from: &[String]| -> Vec<String> {
                order.iter().filter(|id| from.contains(id) && result[list].contains(id)).cloned().collect()
            };
            let unmoved = |side: &[String]| of(side, &before[list]) == of(&before[list], side);
            if unmoved(&other[list]) {
                prop_assert_eq!(of(&result[list], &own[list]), of(&own[list], &own[list]));
            }
            if unmoved(&own[list]) {
                prop_assert_eq!(of(&result[list], &other[list]), of(&other[list], &other[list]));
            }
        }
    }

    /// The text of the document: lines that nobody else has, changed by each in a part of its own or in the same.
    #[test]
    fn lines_are_never_lost(lines in 1..12usize, own in changes(), other in changes()) {
        let base: Vec<String> = (0..lines).map(|line| format!("第{line}行")).collect();
        let (mine, theirs) = (changed(&base, &own, "甲"), changed(&base, &other, "乙"));
        let draft = |lines: &[String]| json!({ "document": lines.iter().map(|line| format!("{line}\n")).collect::<String>() });
        let Merged { draft: result, conflicts } = merged(&draft(&base), &draft(&mine), &draft(&theirs));
        let other_way = merged(&draft(&base), &draft(&theirs), &draft(&mine));
        prop_assert_eq!(conflicts.len(), other_way.conflicts.len());
        prop_assert!(!conflicts.is_empty() || result == other_way.draft);
        let result: BTreeSet<&str> = result.document.0.lines().collect();
        match conflicts.first() {
            Some(conflict) => {
                let text = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
                prop_assert_eq!(&conflict.differ, &Differ::Text { mine: text(&mine), theirs: text(&theirs) });
            }
            None => {
                let all = base.iter().chain(&mine).chain(&theirs);
                for line in all {
                    let taken_out = base.contains(line) && !(mine.contains(line) && theirs.contains(line));
                    prop_assert_eq!(result.contains(line.as_str()), !taken_out, "{}", line);
                }
            }
        }
    }
}

/// From a line on, so many are replaced by so many.
fn changes() -> impl Strategy<Value = (usize, usize, usize)> {
    (0..12usize, 0..3usize, 0..3usize)
}

fn changed(base: &[String], (at, out, new): &(usize, usize, usize), by: &str) -> Vec<String> {
    let mut lines = base.to_vec();
    let at = *at.min(&lines.len());
    let end = (at + out).min(lines.len());
    lines.splice(at..end, (0..*new).map(|nth| format!("{by}{nth}")));
    lines
}

fn swap(conflict: Conflict) -> Conflict {
    let differ = match conflict.differ {
        Differ::Text { mine, theirs } => Differ::Text { mine: theirs, theirs: mine },
        Differ::TakenOut { by: Side::Mine } => Differ::TakenOut { by: Side::Theirs },
        Differ::TakenOut { by: Side::Theirs } => Differ::TakenOut { by: Side::Mine },
        Differ::Order { mine, theirs } => Differ::Order { mine: theirs, theirs: mine },
    };
    Conflict { differ, ..conflict }
}

#[test]
fn two_drafters_in_an_afternoon() {
    let (one, two, new) =
        (Uuid::from_u128(1).to_string(), Uuid::from_u128(2).to_string(), Uuid::from_u128(3).to_string());
    let point = |id: &str, zh: &str, articles: &str| json!({"id": id, "text": {"zh": zh}, "articles": articles});
    let base = json!({"title": {"zh": "示例"}, "points": [point(&one, "一。", "1"), point(&two, "二。", "2")]});
    // One moves the second up, mends it and adds a third; the other writes in both and adds the English title.
    let mine = json!({"title": {"zh": "示例"}, "points": [point(&two, "二，好懂。", "2"), point(&new, "三。", "3"), point(&one, "一。", "1")]});
    let theirs = json!({"title": {"zh": "示例", "en": "Sample"}, "points": [point(&one, "一。", "1、4"), point(&two, "二，难懂。", "2")]});
    let Merged { draft, conflicts } = merged(&base, &mine, &theirs);
    let expected = json!({"title": {"zh": "示例", "en": "Sample"}, "points": [point(&two, "二，好懂。", "2"), point(&new, "三。", "3"), point(&one, "一。", "1、4")]});
    assert_eq!(draft, typed(&expected));
    let differ = Differ::Text { mine: "二，好懂。".into(), theirs: "二，难懂。".into() };
    assert_eq!(conflicts, [Conflict { place: format!("points/{two}/text/zh"), differ }]);
    assert_eq!(conflicts[0].sentence(&draft).zh, "“要点 · 第1条 · 中文”两个人都改了，请选一个，或者合成一个。");
    assert_eq!(
        conflicts[0].sentence(&draft).en,
        "“points · 1 · Chinese” was changed by both: choose one text, or make one of the two."
    );
}

#[test]
fn what_is_no_draft_is_refused() {
    let id = Uuid::from_u128(1);
    let list = |entries: Value| serde_json::to_vec(&json!({ "points": entries })).unwrap();
    for wrong in [
        list(json!([{ "id": id }, { "id": id }])),
        list(json!([{}])),
        list(json!([{ "id": id, "txt": {} }])),
        list(json!((0..=MOST_ENTRIES).map(|at| json!({ "id": Uuid::from_u128(at as u128 + 1) })).collect::<Vec<_>>())),
        b"[".to_vec(),
    ] {
        assert!(matches!(Draft::read(&wrong), Err(NotADraft::Form(_))));
    }
    assert_eq!(Draft::read(b"{}"), Ok(Draft::default()));
    let large = vec![b' '; LARGEST_PACK + 1];
    assert_eq!(Draft::read(&large), Err(NotADraft::TooLarge { bytes: LARGEST_PACK + 1 }));
    // Each fits, both together do not.
    let half = |from: usize| {
        let entries = (from..from + 600).map(|at| json!({ "id": Uuid::from_u128(at as u128 + 1) })).collect::<Vec<_>>();
        json!({ "points": entries })
    };
    let both = merged(&json!({}), &half(0), &half(600)).draft;
    assert_eq!(both.bytes(), Err(NotADraft::TooMany { entries: 1_200 }));
    let long = |text: &str| json!({ "title": { "zh": text.repeat(900_000) } });
    let (zh, en) = (long("a"), json!({ "title": { "en": "b".repeat(900_000) } }));
    assert!(matches!(merged(&json!({}), &zh, &en).draft.bytes(), Err(NotADraft::TooLarge { .. })));
}

#[test]
fn the_largest_drafts_merge_at_once() {
    let points = |by: &str| {
        let ids = |at: usize| Uuid::from_u128(at as u128 + 1);
        json!((0..MOST_ENTRIES).map(|at| json!({ "id": ids(at), "articles": format!("{by}{at}") })).collect::<Vec<_>>())
    };
    let draft = |by: &str| json!({ "points": points(by), "terms": [], "scope": points(by), "standards": points(by) });
    let (base, mine, theirs) = (typed(&draft("")), typed(&draft("甲")), typed(&draft("乙")));
    let started = std::time::Instant::now();
    assert_eq!(merge(&base, &mine, &theirs).conflicts.len(), 3 * MOST_ENTRIES);
    assert!(started.elapsed() < std::time::Duration::from_secs(5));
}
