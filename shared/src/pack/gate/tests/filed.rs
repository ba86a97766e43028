//! The store refuses a row that was made by hand. What it may hold is said here apart from the code that reads it.

use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::Digest as _;

use super::*;
use crate::digest::Digest;

/// A row of each stage, each step a minute after the one before.
fn rows() -> Vec<(String, String)> {
    let pack = written(&pack());
    let digest = Digest::of(pack.as_bytes());
    let on_request = Attribute::OnRequest { reason: "示例：只有当事人需要".into() };
    let why = both("示例：已经失效", "Sample: it has lapsed");
    let active = AttributeKind::Active;
    let (mut rows, mut desk) = (Vec::new(), Desk::default());
    let steps = [
        (hand_up(HandUp { plan: None, ..sent(&pack) }), drafter()),
        (hand_up(sent(&pack)), drafter()),
        (Step::Return(digest, vec![remark()]), reviewer()),
        (hand_up(sent(&pack)), drafter()),
        (Step::Review(digest, active), reviewer()),
        (Step::Sign(digest, active), signatory()),
    ];
    let mut minutes = (0..).map(|minute| format!("2026-11-29T02:{minute:02}:00Z"));
    let mut take = |desk: &mut Desk, step, by: &Actor| {
        desk.take_at(step, by, &minutes.next().unwrap()).unwrap();
        rows.extend(desk.rows.clone());
    };
    for (step, by) in steps {
        take(&mut desk, step, &by);
    }
    desk.enter(&pack);
    rows.extend(desk.rows.clone());
    for (step, by) in [(Step::Withdraw(digest, why), drafter()), (Step::ApproveWithdrawal(digest), signatory())] {
        desk.take_at(step, &by, "2026-11-29T03:00:00Z").unwrap();
        rows.extend(desk.rows.clone());
    }
    let mut kept = Desk::default();
    for (step, by) in [
        (hand_up(HandUp { attribute: Some(on_request), ..sent(&pack) }), drafter()),
        (Step::Review(digest, AttributeKind::OnRequest), reviewer()),
        (Step::Sign(digest, AttributeKind::OnRequest), signatory()),
    ] {
        kept.take(step, &by).unwrap();
    }
    rows.extend(kept.rows);
    rows
}

/// Whether the rules could have led to this row, said from the JSON alone.
fn could_be(row: &Value, body: &str) -> bool {
    let stage = row["stage"].as_str().unwrap_or_default();
    let further = ["pack_complete", "confidentiality_reviewed", "signed", "published", "withdrawing", "withdrawn"];
    let how_far = further.iter().position(|name| *name == stage);
    let sha256: String = sha2::Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let named: Value = serde_json::from_str(body).unwrap();
    let handed = &row["handed"];
    let is_it = handed["pack"] == sha256
        && handed["size"] == body.len()
        && handed["document"] == named["id"]
        && handed["agency"] == named["agency"]
        && handed["title"] == named["title"]["zh"];
    // Which steps go with which stage.
    let has = |name: &str| !row[name].is_null();
    let steps = match (stage, how_far) {
        ("returned", _) => [false, false, false, false, false],
        ("kept", _) => [true, true, false, false, false],
        (_, Some(far)) => [far >= 1, far >= 2, far >= 3, far >= 4, far >= 5],
        _ => return false,
    };
    let names = ["reviewed", "signed", "entered", "withdrawal", "withdrawn"];
    let go_together = names.map(has) == steps && has("returned") == (stage == "returned");
    let instants: Vec<&str> =
        ["drafted", "returned"].iter().chain(&names).filter_map(|name| row[*name]["at"].as_str()).collect();
    let in_order = instants.is_sorted();
    let person = |name: &str| row[name]["by"].as_str();
    let three = [person("drafted"), person("reviewed"), person("signed")];
    let known: Vec<&str> = three.into_iter().flatten().collect();
    let different = known.iter().enumerate().all(|(i, one)| !known[..i].contains(one));
    let two = person("withdrawn").is_none() || person("withdrawal") != person("withdrawn");
    let is_complete = stage == "returned" || (has("attribute") && has("plan"));
    let by_attribute = match stage {
        "kept" => row["attribute"]["kind"] != "active",
        "signed" | "published" | "withdrawing" | "withdrawn" => row["attribute"]["kind"] == "active",
        _ => true,
    };
    let has_reasons = stage != "returned" || row["remarks"].as_array().is_some_and(|all| !all.is_empty());
    is_it && go_together && in_order && different && two && is_complete && by_attribute && has_reasons
}

#[test]
fn what_was_kept_is_read_and_could_be() {
    let rows = rows();
    let stages: std::collections::BTreeSet<_> = rows
        .iter()
        .map(|(state, body)| {
            let filed = Filed::read(state, body.clone()).unwrap();
            assert_eq!((filed.publication().to_state().as_ref(), filed.body()), (Ok(state), body.as_str()));
            assert!(could_be(&serde_json::from_str(state).unwrap(), body), "{state}");
            filed.publication().stage()
        })
        .collect();
    assert_eq!(stages.len(), Stage::ALL.len());
}

#[test]
fn each_kind_of_row_that_was_made_by_hand_is_refused() {
    let rows = rows();
    let of = |stage: &str| {
        let found = rows.iter().rfind(|(state, _)| state.starts_with(&format!("{{\"stage\":\"{stage}\"")));
        let (state, body) = found.unwrap_or_else(|| panic!("{stage}"));
        (serde_json::from_str::<Value>(state).unwrap(), body.clone())
    };
    let read = |row: &Value, body: &str| Filed::read(&in_its_order(row), body.to_owned());
    let (published, body) = of("published");
    assert!(read(&published, &body).is_ok());
    for (pointer, value) in [
        ("/reviewed/by", json!("author")),
        ("/signed/by", json!("reviewer")),
        ("/signed/by", json!("author")),
        ("/reviewed", json!(null)),
        ("/signed", json!(null)),
        ("/entered", json!(null)),
        ("/plan", json!(null)),
        ("/attribute", json!(null)),
        ("/attribute", json!({ "kind": "on_request", "reason": "示例" })),
        ("/signed/at", json!("2026-11-29T01:00:00Z")),
        ("/reviewed/at", json!("2026-11-30T02:00:00Z")),
        ("/plan", json!({ "forms": ["text"], "by": "示例办公室", "on": "2026-12-01" })),
        ("/plan/forms", json!(["video"])),
        ("/handed/size", json!(1)),
        ("/handed/title", json!("示例：别的")),
        ("/handed/agency", json!("health")),
        ("/handed/pack", json!("0".repeat(64))),
        ("/stage", json!("kept")),
        ("/stage", json!("signed")),
        ("/stage", json!("withdrawn")),
        ("/withdrawn", json!({ "by": "signatory", "at": "2026-11-29T04:00:00Z" })),
        ("/amendment", json!({ "amends": "0".repeat(64), "reason": { "zh": "", "en": "" } })),
    ] {
        let mut row = published.clone();
        *row.pointer_mut(pointer).unwrap() = value;
        assert!(read(&row, &body).is_err(), "{pointer}");
        assert!(!could_be(&row, &body) || ["/plan", "/plan/forms", "/amendment"].contains(&pointer), "{pointer}");
    }
    // The pack beside it is another, or incomplete.
    assert_eq!(read(&published, &titled("示例：别的")), Err(NotAsKept::OtherPack));
    let mut bare = pack();
    bare.interpretation.points.clear();
    let bare = written(&bare);
    for stage in ["pack_complete", "confidentiality_reviewed", "signed"] {
        let (mut row, _) = of(stage);
        row["handed"]["pack"] = json!(Digest::of(bare.as_bytes()));
        row["handed"]["size"] = json!(bare.len());
        assert_eq!(read(&row, &bare), Err(NotAsKept::Incomplete("no_points".into())), "{stage}");
    }
    // The withdrawal by one person; a return without reasons; members that are unknown or there twice.
    let (mut withdrawn, _) = of("withdrawn");
    withdrawn["withdrawn"]["by"] = json!("author");
    assert!(read(&withdrawn, &body).is_err());
    let (mut returned, _) = of("returned");
    returned["remarks"] = json!([]);
    assert!(read(&returned, &body).is_err());
    let state = in_its_order(&published);
    for odd in [
        state.replacen("\"stage\"", "\"more\":1,\"stage\"", 1),
        state.replacen("\"by\":\"author\"", "\"by\":\"author\",\"by\":\"other\"", 1),
        String::new(),
    ] {
        assert!(odd != state && Filed::read(&odd, body.clone()).is_err(), "{odd}");
    }
}

/// The members as a row has them. `Value` sorts them.
fn in_its_order(row: &Value) -> String {
    let row: Result<super::super::row::Row, _> = serde_json::from_value(row.clone());
    row.map_or_else(|_| "null".into(), |row| serde_json::to_string(&row).unwrap())
}

/// The places of a value.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, format!("{at}/{name}"), found));
        }
        Value::Array(parts) => {
            parts.iter().enumerate().for_each(|(number, value)| places(value, format!("{at}/{number}"), found));
        }
        _ => {}
    }
    found.push(at);
}

fn another() -> impl Strategy<Value = Value> {
    let people = prop::sample::select(vec!["author", "reviewer", "signatory", "other"]).prop_map(Value::from);
    let stages = prop::sample::select(Stage::ALL.to_vec()).prop_map(|stage| json!(stage.name()));
    let instants = (0..240u32).prop_map(|m| json!(format!("2026-11-29T{:02}:{:02}:00Z", m / 60, m % 60)));
    let done = (people.clone(), instants.clone()).prop_map(|(by, at)| json!({ "by": by, "at": at }));
    let attributes = prop::sample::select(vec![
        json!({ "kind": "active" }),
        json!({ "kind": "on_request", "reason": "示例" }),
        json!({ "kind": "withheld", "ground": "process", "reason": "" }),
    ]);
    prop_oneof![
        3 => people,
        3 => stages,
        3 => instants,
        3 => done,
        1 => attributes,
        1 => Just(Value::Null),
        1 => Just(json!([])),
        1 => any::<u32>().prop_map(Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_changed_in_a_row_it_is_read_only_where_the_steps_could_have_led_there(
        of in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), another()), 1..4),
    ) {
        let rows = ROWS.with(Clone::clone);
        let (state, body) = of.get(&rows);
        let mut row: Value = serde_json::from_str(state).unwrap();
        for (place, value) in changes {
            let mut all = Vec::new();
            places(&row, String::new(), &mut all);
            let place: &String = place.get(&all);
            *row.pointer_mut(place).unwrap() = value;
        }
        if let Ok(filed) = Filed::read(&in_its_order(&row), body.clone()) {
            prop_assert!(could_be(&row, body), "{row}");
            prop_assert_eq!(filed.publication().stage().name(), row["stage"].as_str().unwrap());
        }
    }

    #[test]
    fn not_a_byte_of_the_pack_is_changed(at in any::<prop::sample::Index>(), of in any::<prop::sample::Index>()) {
        let rows = ROWS.with(Clone::clone);
        let (state, body) = of.get(&rows);
        let letters: Vec<char> = body.chars().collect();
        let changed: String = letters.iter().enumerate().map(|(i, c)| if i == at.index(letters.len()) { '变' } else { *c }).collect();
        if changed != *body {
            prop_assert_eq!(Filed::read(state, changed), Err(NotAsKept::OtherPack));
        }
    }
}

thread_local! {
    static ROWS: Vec<(String, String)> = rows();
}
