//! Provisional dates: what no year comes to is not believed. The proofs are those of the published calendar.

use serde_json::{Value, json};

use super::{between, checked, set};
use crate::calendar::Calendar;
use crate::deadline::check::{Checked, ComesTo};
use crate::deadline::{District, Timeline, prove};

pub fn proved_in(timeline: &str, district: &District) -> Value {
    let timeline = Timeline::read(timeline.as_bytes()).unwrap();
    let proof = serde_json::to_value(prove(&timeline, &Calendar::published(), district).unwrap()).unwrap();
    assert!(checked(&proof).is_ok(), "{:?} of {proof}", checked(&proof));
    proof
}

pub fn proved(timeline: &str) -> Value {
    proved_in(timeline, &District::default())
}

pub fn answer(received: &str, events: &str) -> Value {
    proved(&format!(r#"{{"rule":"request.answer","received":"{received}","basis":"online","events":[{events}]}}"#))
}

fn range(proof: &Value) -> &'static str {
    if proof["range"].is_null() { "/waiting/if_silent/range" } else { "/range" }
}

/// Each with a range: plain; extended before and among unknown days; paused by silence; begun anew; begun among unknown days; waiting; of natural days,
/// of months, of a date that moves.
fn provisional() -> Vec<Value> {
    let asked = r#"{"kind":"third_party_asked","on":"2026-12-16"}"#;
    let silent = r#"{"kind":"third_party_silent","on":"2027-01-25"}"#;
    let moves = District { fixed_date_moves: true, ..District::default() };
    vec![
        answer("2026-12-10", ""),
        answer("2026-12-10", r#"{"kind":"extended","on":"2026-12-20","working_days":7}"#),
        answer("2026-12-10", r#"{"kind":"extended","on":"2027-01-04","working_days":7}"#),
        answer("2026-12-10", r#"{"kind":"extended","on":"2027-01-07","working_days":7}"#),
        answer("2026-12-10", &format!("{asked},{silent}")),
        answer("2026-12-10", asked),
        answer("2026-12-10", r#"{"kind":"correction_asked","on":"2026-12-14"},{"kind":"corrected","on":"2027-01-01"}"#),
        answer("2027-02-01", r#"{"kind":"extended","on":"2027-02-02","working_days":20}"#),
        proved(r#"{"rule":"message.reply","received":"2026-12-29"}"#),
        proved(r#"{"rule":"request.reversal_registration","received":"2026-12-25"}"#),
        proved(r#"{"rule":"request.reversal_registration","received":"2026-12-26"}"#),
        proved(r#"{"rule":"remedy.litigation","received":"2026-08-31"}"#),
        proved_in(r#"{"rule":"report.unit","received":"2026-12-31"}"#, &moves),
    ]
}

#[test]
fn no_day_of_no_year_can_be_another() {
    for proof in provisional() {
        let range = range(&proof);
        let days = proof.pointer(range).unwrap()["days"].as_array().unwrap();
        for (year, text) in days.iter().enumerate() {
            let text = text.as_str().unwrap();
            let mut others: Vec<String> = ["", "x", "0", "1", "01"]
                .iter()
                .map(|more| [text, more].concat())
                .filter(|other| other != text)
                .collect();
            others.push(text[..text.len() - 1].to_owned());
            others.push(text.replacen('0', "-", 1).replacen('1', "2", 1));
            for place in 0..text.len() {
                let mut other = text.as_bytes().to_vec();
                other[place] ^= 1;
                others.push(String::from_utf8(other).unwrap());
            }
            for other in others {
                let mut changed = proof.clone();
                set(&mut changed, &format!("{range}/days/{year}"), json!(other));
                assert!(checked(&changed).is_err(), "{other} for {text}, the days of {year}, in {proof}");
            }
        }
    }
}

#[test]
fn the_years_are_the_published_ones() {
    for proof in provisional() {
        let range = range(&proof);
        let whole = proof.pointer(range).unwrap();
        let (years, days) = (whole["years"].as_array().unwrap(), whole["days"].as_array().unwrap());
        let refused = |years: Vec<Value>, days: Vec<Value>, what: &str| {
            let mut changed = proof.clone();
            set(&mut changed, &format!("{range}/years"), json!(years));
            set(&mut changed, &format!("{range}/days"), json!(days));
            assert!(checked(&changed).is_err(), "{what} in {proof}");
        };
        let one = [days[0].clone()];
        refused(vec![], vec![], "no years");
        refused(vec![json!(1066)], one.to_vec(), "1066");
        refused(vec![json!(2012)], one.to_vec(), "one year");
        refused(years.clone(), vec![], "no days");
        refused(years.clone(), days[1..].to_vec(), "days too few");
        refused([years, &[json!(2027)][..]].concat(), [days, &one[..]].concat(), "2027");
        refused([&[json!(2006)], &years[..]].concat(), [&one[..], days].concat(), "2006");
        refused([&years[..1], years].concat(), [&days[..1], days].concat(), "a year twice");
        refused(years.iter().rev().cloned().collect(), days.iter().rev().cloned().collect(), "the last first");
        let extended = proof["steps"]
            .as_array()
            .unwrap()
            .iter()
            .any(|step| step["event"] == "extended" && step["day"].as_str() >= Some("2027"));
        for left_out in 0..years.len() {
            let (mut years, mut days) = (years.clone(), days.clone());
            years.remove(left_out);
            days.remove(left_out);
            // Where the time was extended among unknown days, it may have been too late in that year; and where the first unknown day is not shown, nor is
            // the last published year.
            let may_miss = extended
                || left_out == years.len()
                    && ["report.unit", "request.answer"].contains(&proof["rule"].as_str().unwrap());
            if !may_miss {
                refused(years, days, &format!("without year {left_out}"));
            }
        }
    }
}

#[test]
fn a_range_is_neither_wider_nor_narrower() {
    for proof in provisional() {
        let range = range(&proof);
        let due = if range == "/range" { "/due" } else { "/waiting/if_silent/due" };
        for member in ["earliest", "latest"] {
            let day = super::day(proof.pointer(range).unwrap()[member].as_str().unwrap());
            for other in [day.pred_opt(), day.succ_opt(), "2029-06-08".parse().ok()] {
                let mut changed = proof.clone();
                set(&mut changed, &format!("{range}/{member}"), json!(other));
                if member == "earliest" {
                    set(&mut changed, due, json!(other));
                }
                assert!(checked(&changed).is_err(), "{member} {other:?} in {proof}");
                let steps = changed["steps"].as_array_mut().unwrap();
                // The steps go on to the new latest day, or end with it.
                steps.retain(|step| Some(super::day(step["day"].as_str().unwrap())) <= other);
                if let (Some(last), Some(other)) =
                    (steps.last().map(|step| super::day(step["day"].as_str().unwrap())), other)
                {
                    for day in last.iter_days().skip(1).take_while(|day| *day <= other) {
                        steps.push(json!({"day": day, "step": "unknown"}));
                    }
                }
                assert!(checked(&changed).is_err(), "{member} {other:?} and steps to it in {proof}");
            }
        }
    }
}

#[test]
fn what_happened_before_the_unknown_days_and_among_them_bears_on_the_range() {
    for proof in provisional() {
        let steps = proof["steps"].as_array().unwrap();
        for (place, step) in steps.iter().enumerate().filter(|(_, step)| step["step"] == "event") {
            let mut fewer = proof.clone();
            fewer["steps"].as_array_mut().unwrap().remove(place);
            assert!(checked(&fewer).is_err(), "without {step} in {proof}");
            for days in
                [1, 6, 8, 20].iter().filter(|days| step["working_days"] != **days && step["event"] == "extended")
            {
                let mut other = proof.clone();
                other["steps"][place]["working_days"] = json!(days);
                assert!(checked(&other).is_err(), "{days} for {step} in {proof}");
            }
        }
    }
}

#[test]
fn a_year_in_which_the_extension_came_too_late_is_not_listed() {
    let proof = answer("2026-12-10", r#"{"kind":"extended","on":"2027-01-07","working_days":7}"#);
    let years: Vec<i64> =
        proof["range"]["years"].as_array().unwrap().iter().map(|year| year.as_i64().unwrap()).collect();
    let missing: Vec<i64> = (2008..=2026).filter(|year| !years.contains(year)).collect();
    assert!(!missing.is_empty());
    // In such a year the twentieth day came before 7 January. Seven days more, and it is as if it had not been over.
    for days in ["0111110000000000111111", "01111100111110011"] {
        let mut changed = proof.clone();
        let place = years.iter().position(|year| *year > missing[0]).unwrap_or(years.len());
        changed["range"]["years"].as_array_mut().unwrap().insert(place, json!(missing[0]));
        changed["range"]["days"].as_array_mut().unwrap().insert(place, json!(days));
        assert!(checked(&changed).is_err(), "{days}");
    }
}

/// In a range every event has its step, so what looks open is open.
#[test]
fn waiting_and_due_are_told_apart_in_a_range() {
    let open = answer("2026-12-10", r#"{"kind":"third_party_asked","on":"2026-12-16"}"#);
    assert!(matches!(checked(&open), Ok(Checked { comes_to: ComesTo::Waiting { if_silent: Some(_), .. }, .. })));
    let mut due = open.clone();
    due["range"] = open["waiting"]["if_silent"]["range"].clone();
    due["due"] = open["waiting"]["if_silent"]["due"].clone();
    due["waiting"] = json!(null);
    assert!(checked(&due).is_err());
    let plain = answer("2026-12-10", "");
    let mut waits = plain.clone();
    waits["waiting"] = json!({"for": "third_party", "since": "2026-12-11", "reply_by": null,
        "if_silent": {"due": plain["due"], "range": plain["range"]}});
    (waits["due"], waits["range"]) = (json!(null), json!(null));
    assert!(checked(&waits).is_err());
}

#[test]
fn a_day_within_the_years_is_believed() {
    let comes_to = ComesTo::Due(between("2027-01-06", "2027-01-11"));
    assert_eq!(checked(&super::provisional()).map(|checked| checked.comes_to), Ok(comes_to));
    // A row of days that no year has.
    let mut proof = super::provisional();
    let steps = proof["steps"].as_array_mut().unwrap();
    for day in super::day("2027-01-12").iter_days().take(10) {
        steps.push(json!({"day": day, "step": "unknown"}));
    }
    set(&mut proof, "/range/latest", json!("2027-01-21"));
    set(&mut proof, "/range/days/0", json!("000000000000000011111"));
    assert!(checked(&proof).is_err());
    set(&mut proof, "/range/days/0", json!("000000000000011001110"));
    assert!(checked(&proof).is_err());
    set(&mut proof, "/range/days/0", json!("000000000000100101101"));
    assert_eq!(checked(&proof).unwrap().comes_to, ComesTo::Due(between("2027-01-06", "2027-01-21")));
}

#[test]
fn nobody_is_waited_for_whose_question_came_long_after_the_clock_had_run_out() {
    let mut proof = answer(
        "2027-01-10",
        r#"{"kind":"organ_asked","on":"2027-01-12"},{"kind":"organ_replied","on":"2027-12-01"},{"kind":"organ_asked","on":"2027-12-01"}"#,
    );
    assert_eq!(proof["waiting"]["since"], "2027-12-01");
    // Without the question that paused the whole year.
    let steps = proof["steps"].as_array_mut().unwrap();
    let mut events = 0;
    steps.retain(|step| {
        events += usize::from(step["step"] == "event");
        step["step"] != "event" || events > 2
    });
    assert!(checked(&proof).is_err());
}

/// What `had_run_out` rests on.
#[test]
fn of_thirty_days_in_a_row_ten_are_worked() {
    let calendar = Calendar::published();
    let works: Vec<bool> = calendar.known_from().iter_days().map_while(|day| calendar.works(day)).collect();
    assert!(works.len() > 7000);
    assert!(works.windows(30).all(|days| days.iter().filter(|works| **works).count() >= 10));
}

#[test]
fn a_date_that_moves_has_its_start() {
    let moves = District { fixed_date_moves: true, ..District::default() };
    let mut proof = proved_in(r#"{"rule":"report.unit","received":"2026-12-31"}"#, &moves);
    assert!(!proof["range"].is_null());
    set(&mut proof, "/steps", json!([]));
    assert!(checked(&proof).is_err());
}

#[test]
fn the_new_year_is_off_also_after_a_start_on_the_day_before_it() {
    let proof = answer("2026-12-31", "");
    for (at, text) in proof["range"]["days"].as_array().unwrap().iter().enumerate() {
        let text = text.as_str().unwrap();
        let last = text[..text.len() - 1].rfind('1').unwrap();
        let worked = ["1", &text[1..last], "0", &text[last + 1..]].concat();
        let mut changed = proof.clone();
        set(&mut changed, &format!("/range/days/{at}"), json!(worked));
        assert!(checked(&changed).is_err(), "{worked}");
    }
}

#[test]
fn a_list_is_no_object() {
    let proof = answer("2026-12-10", "");
    for member in ["range", "parameters"] {
        let mut changed = proof.clone();
        let values: Vec<Value> = proof[member].as_object().unwrap().values().cloned().collect();
        changed[member] = json!(values);
        assert!(checked(&changed).is_err(), "{member}");
    }
}
