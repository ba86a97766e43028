//! What a proof says that it rests on: articles, the channel, flags.

use serde_json::{Value, json};

use super::ranges::{answer, proved};
use super::{all, checked, set};

fn silent() -> Value {
    answer(
        "2026-01-05",
        r#"{"kind":"third_party_asked","on":"2026-01-12"},{"kind":"third_party_silent","on":"2026-02-02"}"#,
    )
}

/// A question and a silence after the due day, 2026-02-02, of which there is no step.
fn asked_after_due() -> Value {
    answer(
        "2026-01-05",
        r#"{"kind":"third_party_asked","on":"2026-02-05"},{"kind":"third_party_silent","on":"2026-02-06"}"#,
    )
}

fn others() -> Vec<Value> {
    vec![
        silent(),
        asked_after_due(),
        answer("2026-01-05", r#"{"kind":"correction_asked","on":"2026-02-05"}"#),
        answer(
            "2026-01-05",
            r#"{"kind":"co_maker_asked","on":"2026-01-08"},{"kind":"reason_asked","on":"2026-01-09"}"#,
        ),
        answer("2026-12-10", ""),
        proved(r#"{"rule":"message.reply","received":"2026-01-05"}"#),
        proved(r#"{"rule":"incident.first_release","received":"2026-01-05T10:00:00+08:00"}"#),
        proved(r#"{"rule":"remedy.litigation","received":"2026-01-05"}"#),
    ]
}

#[test]
fn each_article_that_was_used_is_cited_once_and_no_other() {
    let proofs = all().into_iter().map(|(proof, _)| proof).chain(others());
    for proof in proofs {
        let cites = proof["cites"].as_array().unwrap();
        let refused = |cites: Vec<Value>| {
            let mut changed = proof.clone();
            set(&mut changed, "/cites", json!(cites));
            assert!(checked(&changed).is_err(), "{changed}");
        };
        for place in 0..cites.len() {
            let mut fewer = cites.clone();
            fewer.remove(place);
            refused(fewer);
            refused([cites, &cites[place..=place]].concat());
        }
        for (law, article) in [
            ("条例", "30"),
            ("条例", "31"),
            ("条例", "32"),
            ("条例", "35"),
            ("条例", "36"),
            ("民法典", "203"),
            ("办法", "4"),
        ] {
            let other = json!({"law": law, "article": article});
            if !cites.contains(&other) {
                refused([cites, &[other][..]].concat());
            }
        }
    }
}

#[test]
fn only_an_application_came_by_a_channel() {
    let mut without = silent();
    set(&mut without, "/basis", json!(null));
    assert!(checked(&without).is_err(), "its article is still cited");
    without["cites"].as_array_mut().unwrap().retain(|cite| cite["article"] != "31");
    assert!(checked(&without).is_ok());
    let mut enquiry = proved(r#"{"rule":"message.reply","received":"2026-01-05"}"#);
    set(&mut enquiry, "/basis", json!("online"));
    assert!(checked(&enquiry).is_err());
    enquiry["cites"].as_array_mut().unwrap().push(json!({"law": "条例", "article": "31"}));
    assert!(checked(&enquiry).is_err());
    let mut entered = proved(r#"{"rule":"request.intake","received":"2026-01-05","basis":"fax"}"#);
    set(&mut entered, "/basis", json!("online"));
    assert!(checked(&entered).is_err());
    // That it came by mail and was not handed in is believed.
    set(&mut entered, "/basis", json!("signed_mail"));
    assert!(checked(&entered).is_ok());
}

#[test]
fn a_start_is_a_day_where_no_hours_are_counted() {
    let mut proof = silent();
    set(&mut proof, "/start", json!("2026-01-05T10:00:00+08:00"));
    assert!(checked(&proof).is_err());
}

#[test]
fn a_known_date_is_not_provisional_also_while_waiting() {
    for events in [
        r#"{"kind":"third_party_asked","on":"2026-01-12"}"#,
        r#"{"kind":"organ_asked","on":"2026-01-12"}"#,
        r#"{"kind":"correction_asked","on":"2026-01-12"}"#,
    ] {
        let mut proof = answer("2026-01-05", events);
        assert!(!proof["waiting"].is_null());
        set(&mut proof, "/provisional", json!(true));
        assert!(checked(&proof).is_err(), "{events}");
    }
}

/// Where the question has a step, its flag is there and on its day; a silence that is flagged is there too.
#[test]
fn a_flag_of_what_is_shown_is_neither_left_out_nor_moved() {
    let lapsed = answer(
        "2026-01-05",
        r#"{"kind":"correction_asked","on":"2026-02-05"},{"kind":"organ_asked","on":"2026-02-05"},{"kind":"organ_replied","on":"2026-02-06"},
            {"kind":"corrected","on":"2026-02-10"}"#,
    );
    let early = answer(
        "2026-01-05",
        r#"{"kind":"third_party_asked","on":"2026-01-12"},{"kind":"third_party_silent","on":"2026-01-14"}"#,
    );
    for proof in [lapsed, early] {
        let flags = proof["flags"].as_array().unwrap();
        assert!(!flags.is_empty());
        for place in 0..flags.len() {
            let mut changed = proof.clone();
            changed["flags"].as_array_mut().unwrap().remove(place);
            assert!(checked(&changed).is_err());
            for day in ["2026-01-06", "2026-02-04", "2026-02-06", "2026-02-11"] {
                let mut changed = proof.clone();
                changed["flags"][place]["day"] = json!(day);
                assert!(checked(&changed).is_err(), "{day} in {proof}");
            }
        }
        let events = proof["steps"].as_array().unwrap().iter().enumerate().filter(|(_, step)| step["step"] == "event");
        for (place, step) in events {
            let mut changed = proof.clone();
            changed["steps"].as_array_mut().unwrap().remove(place);
            assert!(checked(&changed).is_err(), "without {step}");
        }
    }
}

/// What docs/deadlines.md says that a check cannot see: what was flagged of events after the due day, and a silence that was noted when its time was over.
#[test]
fn what_has_no_step_is_believed() {
    let proof = asked_after_due();
    assert_eq!(proof["flags"].as_array().map(Vec::len), Some(2));
    let mut changed = proof.clone();
    set(&mut changed, "/flags/0/day", json!("2026-02-09"));
    assert!(checked(&changed).is_ok());
    set(&mut changed, "/flags", json!([]));
    assert!(checked(&changed).is_ok());
    set(&mut changed, "/flags", json!([{"code": "asked_after_due", "day": "2026-01-30"}]));
    assert!(checked(&changed).is_err());
    let mut noted = silent();
    noted["steps"].as_array_mut().unwrap().retain(|step| step["event"] != "third_party_silent");
    assert!(checked(&noted).is_ok());
}
