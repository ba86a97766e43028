//! The examples of the law, worked out by hand from the notices of the State Council: each is a due day that anybody can find with a calendar.

use mingbai_shared::calendar::Calendar;
use mingbai_shared::deadline::{ComesTo, District, Due, Outcome, Proof, Timeline, When, check, prove};

fn proof(timeline: &str) -> Proof {
    let timeline = Timeline::read(timeline.as_bytes()).unwrap();
    let proof = prove(&timeline, &Calendar::published(), &District::default()).unwrap();
    // What is proven here can be checked without the engine.
    let checked = check(&serde_json::to_vec(&proof).unwrap()).unwrap();
    match (&proof.outcome, checked.comes_to) {
        (Outcome::Due(Due::On(due)), ComesTo::Due(When::On(checked))) => assert_eq!(*due, checked),
        (Outcome::Due(Due::At(due)), ComesTo::Due(When::At(checked))) => assert_eq!(*due, checked),
        (Outcome::Waiting { .. }, ComesTo::Waiting { .. }) => {}
        (by_engine, checked) => panic!("{by_engine:?} and {checked:?}"),
    }
    proof
}

fn due(timeline: &str) -> String {
    match proof(timeline).outcome {
        Outcome::Due(Due::On(day)) => day.to_string(),
        Outcome::Due(Due::At(instant)) => instant.to_string(),
        other => panic!("{other:?}"),
    }
}

fn simple(rule: &str, start: &str) -> String {
    due(&format!(r#"{{"rule":"{rule}","received":"{start}"}}"#))
}

/// An application with its events, each a kind and a day.
fn answer(received: &str, events: &[(&str, &str)]) -> String {
    let events: Vec<String> = events
        .iter()
        .map(|(kind, on)| match *kind {
            "extended" => format!(r#"{{"kind":"extended","on":"{on}","working_days":20}}"#),
            kind => format!(r#"{{"kind":"{kind}","on":"{on}"}}"#),
        })
        .collect();
    format!(
        r#"{{"rule":"request.answer","received":"{received}","basis":"in_person","events":[{}]}}"#,
        events.join(",")
    )
}

#[test]
fn working_days_around_holidays() {
    for (received, seven, ten, twenty, forty) in [
        // 8 and 9 October are worked.
        ("2022-09-29", "2022-10-13", "2022-10-18", "2022-11-01", "2022-11-29"),
        // Received on a rest day.
        ("2022-10-01", "2022-10-14", "2022-10-19", "2022-11-02", "2022-11-30"),
        // 28 and 29 January are worked.
        ("2023-01-19", "2023-02-02", "2023-02-07", "2023-02-21", "2023-03-21"),
        ("2023-12-29", "2024-01-10", "2024-01-15", "2024-01-29", "2024-02-29"),
        // 除夕, 9 February 2024, was worked.
        ("2024-01-31", "2024-02-08", "2024-02-19", "2024-03-04", "2024-04-01"),
        // Sunday 26 January and Saturday 8 February are worked.
        ("2025-01-24", "2025-02-10", "2025-02-13", "2025-02-27", "2025-03-27"),
        // Eight days off, and 11 October worked.
        ("2025-09-29", "2025-10-15", "2025-10-20", "2025-11-03", "2025-12-01"),
        // Received on a Sunday that is worked.
        ("2026-01-04", "2026-01-13", "2026-01-16", "2026-01-30", "2026-03-05"),
        // Nine days off, and 14 and 28 February worked.
        ("2026-02-13", "2026-03-02", "2026-03-05", "2026-03-19", "2026-04-17"),
        // Sunday 20 September is worked.
        ("2026-09-18", "2026-09-29", "2026-10-09", "2026-10-22", "2026-11-19"),
    ] {
        assert_eq!(simple("request.correction_notice", received), seven, "7 working days from {received}");
        assert_eq!(simple("disclosure.usual", received), ten, "10 working days from {received}");
        assert_eq!(simple("request.answer", received), twenty, "20 working days from {received}");
        // Extended on the last day on which that can be done.
        assert_eq!(due(&answer(received, &[("extended", twenty)])), forty, "20 and 20 working days from {received}");
    }
}

#[test]
fn a_third_party_that_says_nothing() {
    assert_eq!(simple("request.third_party", "2026-01-12"), "2026-02-02");
    assert_eq!(due(&answer("2026-01-05", &[])), "2026-02-02");
    assert_eq!(
        due(&answer("2026-01-05", &[("third_party_asked", "2026-01-12"), ("third_party_silent", "2026-02-02")])),
        "2026-02-28"
    );
    // Until somebody notes that nothing came, it is waited for.
    match proof(&answer("2026-01-05", &[("third_party_asked", "2026-01-12")])).outcome {
        Outcome::Waiting { reply_by, if_silent, .. } => {
            assert_eq!(reply_by.unwrap().to_string(), "2026-02-02");
            assert_eq!(if_silent, Some(Due::On("2026-02-28".parse().unwrap())));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_corrected_application() {
    assert_eq!(simple("request.correction_notice", "2026-04-30"), "2026-05-13");
    assert_eq!(
        due(&answer("2026-04-30", &[("correction_asked", "2026-05-13"), ("corrected", "2026-05-20")])),
        "2026-06-17"
    );
}

#[test]
fn a_message() {
    assert_eq!(simple("message.reply_simple", "2026-09-30"), "2026-10-08");
    assert_eq!(simple("message.reply", "2026-09-30"), "2026-10-13");
}

#[test]
fn natural_days_that_end_on_a_rest_day() {
    // Saturday 31 January, so Monday.
    assert_eq!(simple("remedy.reconsideration", "2025-12-02"), "2026-02-02");
    // 2 October, so the first working day after the holidays.
    assert_eq!(simple("remedy.reconsideration", "2026-08-03"), "2026-10-08");
}

/// Counted on the wall calendar of 2026.
#[test]
fn every_other_unit() {
    for (rule, start, due) in [
        ("remedy.litigation", "2025-08-31", "2026-02-28"),
        ("remedy.litigation_after_reconsideration", "2026-01-30", "2026-02-14"),
        ("request.reversal_registration", "2026-02-13", "2026-02-24"),
        ("decision.comment_period", "2026-01-09", "2026-02-09"),
        ("decision.legality_review", "2026-01-09", "2026-01-20"),
        ("decision.hearing_papers", "2026-03-10", "2026-03-03"),
        ("decision.catalogue", "2025-12-31", "2026-03-31"),
        ("report.unit", "2025-12-31", "2026-01-31"),
        ("report.district", "2025-12-31", "2026-02-28"),
        ("document.monthly_filing", "2026-01-25", "2026-01-25"),
        ("document.monthly_filing", "2026-01-26", "2026-02-25"),
        ("incident.first_release", "2026-09-30T22:00:00+08:00", "2026-09-30 19:00:00 UTC"),
        ("incident.press_conference", "2026-09-30T22:00:00+08:00", "2026-10-01 14:00:00 UTC"),
        ("request.intake", "2026-02-14", "2026-02-25"),
        // Received in London on the 5th, in Shanghai on the 6th.
        ("request.intake", "2026-01-05T17:00:00Z", "2026-01-08"),
    ] {
        assert_eq!(simple(rule, start), due, "{rule} from {start}");
    }
}
