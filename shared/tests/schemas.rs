//! `mingbai schema`: what another's validator takes by a schema is what the types read, and what it refuses they refuse.
#![cfg(feature = "cli")]

#[path = "command_line/run.rs"]
mod run;

use std::path::Path;

use jsonschema::{Draft, Validator};
use mingbai_shared::deadline::{EventKind, Timeline};
use mingbai_shared::document::import;
use mingbai_shared::facts::{FactKey, Facts};
use mingbai_shared::notice::Notice;
use mingbai_shared::pack::{Pack, Parts};
use mingbai_shared::request::Form;
use run::{lines, mingbai};
use serde_json::{Value, json};

fn schema(name: &str) -> Value {
    lines(&mingbai(&["schema", name])).remove(0)
}

fn validator(name: &str) -> Validator {
    let schema = schema(name);
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true).build(&schema).unwrap()
}

/// Every policy of the sample that has its text beside it: its parts as written, and the text.
fn sample() -> Vec<(Value, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let with_text = folders.filter(|folder| folder.join("text.md").is_file());
    let read = |folder: std::path::PathBuf| {
        let parts = serde_json::from_slice(&std::fs::read(folder.join("pack.json")).unwrap()).unwrap();
        (parts, std::fs::read(folder.join("text.md")).unwrap())
    };
    with_text.map(read).collect()
}

/// The value with one member taken out, set, or added, at each place where there is one.
fn broken(whole: &Value, at: &str, instead: Option<Value>) -> Value {
    let mut broken = whole.clone();
    let (parent, member) = at.rsplit_once('/').unwrap();
    let members = broken.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match instead {
        Some(value) => drop(members.insert(member.into(), value)),
        None => assert!(members.remove(member).is_some(), "{at}"),
    }
    broken
}

#[test]
fn policies_packs_and_audiences_of_the_sample_are_as_their_schemas_say() {
    let (policy, pack, audience) = (validator("policy"), validator("pack"), validator("audience"));
    let sample = sample();
    assert_eq!(sample.len(), 24);
    for (parts, text) in &sample {
        policy.validate(parts).unwrap();
        let joined = serde_json::from_value::<Parts>(parts.clone()).unwrap().join(import(text).unwrap());
        let joined = serde_json::to_value(joined).unwrap();
        pack.validate(&joined).unwrap();
        if let Some(rule) = parts.pointer("/offer/audience") {
            audience.validate(rule).unwrap();
        }
        for (at, instead) in [
            ("/contact", None),
            ("/title/en", None),
            ("/agency", Some(json!("Civil Affairs"))),
            ("/format", Some(json!("1"))),
            ("/format", Some(json!(256))),
            ("/sample", Some(json!(0))),
            ("/interpretation/points", Some(json!([{ "text": { "zh": "示例", "en": "Sample" }, "article": "0" }]))),
            ("/interpretation/scope", Some(json!([{ "text": { "zh": "示例", "en": "Sample" } }]))),
            ("/interpretation/standards", Some(json!([{ "text": { "zh": "示例" }, "article": "1" }]))),
            ("/interpretation/changes", Some(json!([{ "after": { "zh": "示例", "en": "Sample" }, "article": "1" }]))),
            ("/interpretation/cases", Some(json!([{ "title": { "zh": "示例", "en": "Sample" }, "article": "1" }]))),
        ] {
            let (parts, joined) = (broken(parts, at, instead.clone()), broken(&joined, at, instead));
            assert!(!policy.is_valid(&parts) && serde_json::from_value::<Parts>(parts).is_err(), "{at}");
            assert!(!pack.is_valid(&joined) && serde_json::from_value::<Pack>(joined).is_err(), "{at}");
        }
        let misspelt = broken(parts, "/ofer", Some(Value::Null));
        assert!(!policy.is_valid(&misspelt) && serde_json::from_value::<Parts>(misspelt).is_err());
    }
    for wrong in
        [json!({ "none": [] }), json!({ "all": {} }), json!({ "condition": { "fact": "shoe_size" } }), json!([])]
    {
        assert!(!audience.is_valid(&wrong), "{wrong}");
    }
}

/// Each fact with values of every kind: schema and type say the same of each.
#[test]
fn a_profile_is_what_the_vocabulary_says() {
    let facts = validator("facts");
    let mut values = vec![
        json!(true),
        json!("true"),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(null),
        json!({}),
        json!([]),
        json!(["2024-05-01"]),
        json!(["2024-05-01", 1]),
        json!(["2024-02-30"]),
        json!(vec!["2024-05-01"; 30]),
        json!(vec!["2024-05-01"; 31]),
    ];
    let texts =
        ["1954-03-01", "1954-3-1", "2023-02-29", "C", "C3911", "3911", "39110", "CC39", "c39", "", "none", "moon"];
    values.extend(texts.map(Value::from));
    let named = ["female", "shanghai", "changning", "other_district", "elsewhere", "retired", "general", "micro"];
    values.extend(named.map(Value::from));
    let mut taken = 0;
    for key in FactKey::ALL.iter().filter(|key| !key.is_worked_out()) {
        let mut takes = 0;
        for value in &values {
            let profile = json!({ key.name(): value });
            let read = serde_json::from_value::<Facts>(profile.clone());
            assert_eq!(facts.is_valid(&profile), read.is_ok(), "{profile}");
            takes += usize::from(read.is_ok());
        }
        assert!(takes > 0, "{key:?}");
        taken += takes;
    }
    assert!(taken > 60, "{taken}");
    // What is worked out is nothing that a profile holds; an older file that says it is read without it.
    let older = json!({ "firm_size": "small" });
    assert!(!facts.is_valid(&older) && serde_json::from_value::<Facts>(older).unwrap().is_empty());
    assert!(facts.is_valid(&json!({ "birth_date": "1954-03-01", "owns_home": false, "employees": 12 })));
    for wrong in [json!({ "shoe_size": 42 }), json!([]), json!(null)] {
        assert!(!facts.is_valid(&wrong) && serde_json::from_value::<Facts>(wrong).is_err());
    }
}

#[test]
fn an_application_is_as_its_schema_says() {
    let request = validator("request");
    let form = json!({
        "agency": "civil-affairs", "wanted": "示例", "medium": "electronic", "delivery": "online",
        "applicant": { "citizen": { "name": "示例甲", "identity_kind": "resident_card", "identity_number": "11010519491231002X" } },
        "telephone": "021-0000 0000", "address": "",
    });
    request.validate(&form).unwrap();
    assert!(serde_json::from_value::<Form>(form.clone()).is_ok());
    for (at, instead) in [
        ("/wanted", None),
        ("/medium", Some(json!("fax"))),
        ("/agency", Some(json!("民政局"))),
        ("/applicant/citizen/identity_kind", None),
        ("/applicant", Some(json!({ "citizen": {} }))),
        ("/applicant", Some(json!("citizen"))),
    ] {
        let wrong = broken(&form, at, instead);
        assert!(!request.is_valid(&wrong) && serde_json::from_value::<Form>(wrong).is_err(), "{at}");
    }
}

#[test]
fn a_timeline_is_as_its_schema_says() {
    let timeline = validator("timeline");
    // The one of the description.
    let whole = json!({
        "rule": "request.answer", "received": "2026-01-05", "basis": "in_person",
        "events": [{ "kind": "third_party_asked", "on": "2026-01-12" }, { "kind": "extended", "on": "2026-01-20", "working_days": 20 }],
    });
    let mut rows = vec![
        whole.clone(),
        json!({ "rule": "incident.first_release", "received": "2026-08-03T22:05:00+08:00" }),
        json!({ "rule": "incident.first_release", "received": "2026-08-03T14:05:00.25Z", "basis": null }),
        json!({ "rule": "request.answer", "received": "2026-08-03", "events": [{ "kind": "fee_paid", "on": "2026-08-04T10:00:00+08:00", "working_days": null }] }),
        json!({ "rule": "request.answer", "received": "2026-08-03", "events": vec![json!({ "kind": "fee_asked", "on": "2026-08-04" }); 100] }),
    ];
    rows.extend(
        EventKind::ALL
            .iter()
            .map(|kind| broken(&whole, "/events", Some(json!([{ "kind": kind.name(), "on": "2026-01-06" }])))),
    );
    for row in &rows {
        assert_eq!((timeline.is_valid(row), Timeline::read(row.to_string().as_bytes()).is_ok()), (true, true), "{row}");
    }
    for (at, instead) in [
        ("/rule", None),
        ("/received", None),
        ("/rule", Some(json!("request.anwser"))),
        ("/basis", Some(json!("pigeon"))),
        ("/received", Some(json!("2026-1-5"))),
        ("/received", Some(json!("2026-02-30"))),
        ("/received", Some(json!("2026-08-03T22:05:00"))),
        ("/received", Some(json!("2026-08-03T25:05:00Z"))),
        ("/received", Some(json!(""))),
        ("/extra", Some(json!(1))),
        ("/events", Some(json!(null))),
        ("/events", Some(json!([{ "kind": "asked", "on": "2026-01-12" }]))),
        ("/events", Some(json!([{ "kind": "extended", "on": "2026-01-12", "working_days": -1 }]))),
        ("/events", Some(json!([{ "kind": "extended", "on": "2026-01-12", "working_days": 4_294_967_296_u64 }]))),
        ("/events", Some(json!([{ "kind": "extended", "on": "2026-01-12", "days": 1 }]))),
        ("/events", Some(json!(vec![json!({ "kind": "fee_asked", "on": "2026-08-04" }); 101]))),
    ] {
        let wrong = broken(&whole, at, instead);
        let read = Timeline::read(wrong.to_string().as_bytes()).is_ok();
        assert_eq!((timeline.is_valid(&wrong), read), (false, false), "{wrong}");
    }
}

#[test]
fn a_notice_is_as_its_schema_says() {
    let notices = validator("notice");
    let whole = json!({
        "format": 1, "id": "notice-1", "agency": "civil-affairs", "sample": true, "kind": "news", "title": { "zh": "示例", "en": "Sample" },
        "text": { "zh": "示例", "en": "Sample" }, "subject": "resident", "audience": { "all": [] }, "policies": ["elderly-allowance"],
        "from": "2026-12-01", "until": "2026-12-31",
    });
    let recalled = broken(&whole, "/recall", Some(json!({ "reason": "sent_twice", "on": "2026-12-02" })));
    for good in [&whole, &recalled] {
        notices.validate(good).unwrap();
        assert!(serde_json::from_value::<Notice>(good.clone()).is_ok());
    }
    for (at, instead) in [
        ("/id", None),
        ("/audience", None),
        ("/id", Some(json!("Notice 1"))),
        ("/kind", Some(json!("alert"))),
        ("/from", Some(json!("2026-12-32"))),
        ("/people", Some(json!(["resident-a"]))),
        ("/recall", Some(json!({ "reason": "whim", "on": "2026-12-02" }))),
        ("/audience", Some(json!({ "condition": { "fact": "shoe_size", "test": { "is": true }, "article": "3" } }))),
    ] {
        let wrong = broken(&whole, at, instead);
        let read = serde_json::from_value::<Notice>(wrong.clone()).is_ok();
        assert_eq!((notices.is_valid(&wrong), read), (false, false), "{wrong}");
    }
}

#[test]
fn what_has_no_schema_is_said() {
    let unknown = mingbai(&["schema", "shoe"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("audience, facts, policy, pack, request, timeline"));
}
