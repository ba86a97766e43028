//! `mingbai deadline` over lists of matters, as a script sees it.
#![cfg(feature = "cli")]

#[path = "command_line/file.rs"]
mod file;
#[path = "command_line/run.rs"]
mod run;

use file::file;
use run::{lines, mingbai, refusal};
use serde_json::{Value, json};

/// The year after the last published one, as a notice could have it.
const NEXT: &str = include_str!("next_year.txt");

const CASES: &str = r#"
{"id":"plain","rule":"request.answer","received":"2026-11-23","basis":"online"}
{"id":2,"rule":"request.answer","received":"2026-12-04","basis":"online"}
{"id":"asked","rule":"request.answer","received":"2026-12-14","events":[{"kind":"correction_asked","on":"2026-12-15"}]}
{"id":"twice","rule":"request.answer","received":"2026-12-01","events":[{"kind":"extended","on":"2026-12-02","working_days":5},{"kind":"extended","on":"2026-12-03","working_days":5}]}
{"id":"typo","rule":"request.anwser","received":"2026-12-01"}
"#;

fn ids(lines: &[Value], member: &str) -> Vec<(Value, Value)> {
    lines.iter().map(|line| (line["id"].clone(), line[member].clone())).collect()
}

#[test]
fn what_falls_due_is_listed_and_what_is_refused_too() {
    let cases = file("cases.jsonl", CASES);
    let listed = lines(&mingbai(&["deadline", "--due-within", "3", "--on", "2026-12-21", &cases]));
    assert_eq!(
        ids(&listed, "standing"),
        [
            (json!("plain"), json!("today")),
            (json!("asked"), json!("waiting")),
            (json!("twice"), json!("refused")),
            (json!("typo"), json!("refused")),
        ]
    );
    assert_eq!((&listed[0]["due"], &listed[0]["working_days"]), (&json!("2026-12-21"), &json!(0)));
    assert_eq!(listed[1]["waiting"]["for"], "correction");
    assert_eq!(listed[2]["refused"]["code"], "second_extension");
    assert_eq!(listed[2]["refused"]["cites"], json!([{ "law": "条例", "article": "33" }]));
    // The provisional one by its earliest day.
    let later = lines(&mingbai(&["deadline", "--due-within", "3", "--on", "2026-12-31", &cases]));
    assert_eq!(later[1]["id"], 2);
    assert_eq!(later[1]["range"]["earliest"], later[1]["due"]);
}

#[test]
fn the_next_years_plan_says_what_it_moves() {
    let (cases, next) = (file("moving.jsonl", CASES), file("next.txt", NEXT));
    let moved = lines(&mingbai(&["deadline", "--moves", &cases, "--with", &next]));
    assert_eq!(ids(&moved, "change"), [(json!(2), json!("certain")), (json!("typo"), json!("refused"))]);
    // The nineteen working days of December are counted, and 4 January is the first of 2027.
    assert_eq!((&moved[0]["after"]["due"], &moved[0]["after"]["range"]), (&json!("2027-01-04"), &Value::Null));
    assert_eq!(mingbai(&["deadline", "--moves", &cases]).status.code(), Some(2));
}

#[test]
fn extending_today_and_tomorrow_are_beside_not_extending() {
    let one = file("one.json", r#"{"rule":"request.answer","received":"2026-01-05","basis":"in_person"}"#);
    let said = lines(&mingbai(&["deadline", "--if-extended", "20", "--on", "2026-02-02", &one]));
    let days: Vec<_> = said.iter().map(|line| (&line["extended_on"], &line["due"], &line["until"])).collect();
    let until = json!("2026-02-02");
    assert_eq!(days[0], (&Value::Null, &until, &until));
    assert_eq!(days[1], (&until, &json!("2026-03-06"), &until));
    assert_eq!((days[2].0, &said[2]["refused"]["code"]), (&json!("2026-02-03"), &json!("late_extension")));
    for wrong in [
        &["--if-extended", "20"][..],
        &["--due-within", "2"],
        &["--if-extended", "1", "--due-within", "2", "--on", "2026-02-02"],
    ] {
        let arguments: Vec<&str> = ["deadline", &one].into_iter().chain(wrong.iter().copied()).collect();
        assert_eq!(mingbai(&arguments).status.code(), Some(2), "{wrong:?}");
    }
}

/// A matter whose period had run out before it began anew looks like one that is kept, but for its flags.
#[test]
fn a_period_that_had_run_out_is_seen_in_the_list() {
    let asked_late = r#"{"id":1,"rule":"request.answer","received":"2026-01-05","basis":"in_person","events":[
        {"kind":"correction_asked","on":"2026-02-10"},{"kind":"corrected","on":"2026-02-12"}]}"#;
    let cases = file("lapsed.jsonl", &asked_late.replace('\n', ""));
    let listed = lines(&mingbai(&["deadline", "--due-within", "20", "--on", "2026-03-01", &cases]));
    assert_eq!((&listed[0]["standing"], &listed[0]["due"]), (&json!("soon"), &json!("2026-03-18")));
    let flag = |code: &str, day: &str| json!({ "code": code, "day": day });
    assert_eq!(
        listed[0]["flags"],
        json!([
            flag("correction_late", "2026-02-10"),
            flag("asked_after_due", "2026-02-10"),
            flag("lapsed", "2026-02-02"),
        ])
    );
    let plain = file("kept.jsonl", CASES);
    let kept = lines(&mingbai(&["deadline", "--due-within", "3", "--on", "2026-12-21", &plain]));
    assert_eq!(kept[0]["flags"], json!([]));
}

/// A co-maker's silence is consent after 15 working days (条例 art. 34), whatever else is noted later: the proof waits, for it knows no today, and the
/// list takes the matter as overdue.
#[test]
fn silence_that_nobody_noted_is_overdue_whatever_was_noted_since() {
    let asked = r#"{"id":1,"rule":"request.answer","received":"2025-05-27","basis":"in_person","events":[{"kind":"co_maker_asked","on":"2025-06-19"}"#;
    let later = r#",{"kind":"reason_asked","on":"2025-06-20"},{"kind":"reason_given","on":"2025-07-25"}"#;
    let cases = file("silent.jsonl", &format!("{asked}]}}\n{asked}{later}]}}\n"));
    let listed = lines(&mingbai(&["deadline", "--due-within", "3", "--on", "2025-07-28", &cases]));
    assert_eq!(ids(&listed, "standing"), [(json!(1), json!("overdue")), (json!(1), json!("overdue"))]);
    assert_eq!(listed[0]["waiting"]["if_silent"]["due"], "2025-07-16");
    assert_eq!(listed[0]["waiting"], listed[1]["waiting"]);
}

#[test]
fn a_district_that_the_law_does_not_allow_is_refused_with_its_article() {
    let intake = file("intake.json", r#"{"rule":"request.intake","received":"2026-01-05","basis":"in_person"}"#);
    let with = |name: &str, district: &str| mingbai(&["deadline", &intake, "--district", &file(name, district)]);
    let long = with("long.json", r#"{"intake_working_days":3}"#);
    assert_eq!(refusal(&long), (1, "intake_out_of_range".into()));
    let said: Value = serde_json::from_slice(&long.stderr).unwrap();
    assert_eq!(said["error"]["cites"], json!([{ "law": "办法", "article": "49" }]));
    assert_eq!(refusal(&with("list.json", "[]")), (1, "not_a_district".into()));
    let short = lines(&with("short.json", r#"{"intake_working_days":1}"#));
    assert_eq!((&short[0]["limit"], &short[0]["parameters"]["intake_working_days"]), (&json!(1), &json!(1)));
}

#[test]
fn a_line_that_is_no_case_is_named_and_a_refusal_names_its_article() {
    let cases = file("broken.jsonl", "{\"id\":1,\"rule\":\"request.answer\",\"received\":\"2026-12-01\"}\nid 2\n");
    let output = mingbai(&["deadline", "--due-within", "3", "--on", "2026-12-21", &cases]);
    assert_eq!(refusal(&output), (1, "not_a_case".into()));
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 2"));
    let nameless = file("nameless.jsonl", r#"{"rule":"request.answer","received":"2026-12-01"}"#);
    assert_eq!(
        refusal(&mingbai(&["deadline", "--due-within", "3", "--on", "2026-12-21", &nameless])),
        (1, "not_a_case".into())
    );
    let late = file(
        "late.json",
        r#"{"rule":"request.answer","received":"2026-01-05","events":[{"kind":"extended","on":"2026-02-03","working_days":5}]}"#,
    );
    let output = mingbai(&["deadline", &late]);
    assert_eq!(refusal(&output), (1, "late_extension".into()));
    let said: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(said["error"]["cites"], json!([{ "law": "条例", "article": "33" }]));
}
