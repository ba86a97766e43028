mod members;
mod ranges;
mod sketch;
mod steps;
mod used;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Checked, ComesTo, MOST_BYTES, MOST_STEPS, When, Wrong, check};
use crate::deadline::event::Question;
use crate::deadline::rule::RuleId;
use sketch::{
    ANSWER, CORRECTED, EXTENDED, LAPSED, MONTHS, MOVED, PAID, SILENT, Sketch, bare, natural_provisional, open,
    provisional, uncorrected,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn checked(proof: &Value) -> Result<Checked, Wrong> {
    check(proof.to_string().as_bytes())
}

fn on(due: &str) -> ComesTo {
    ComesTo::Due(When::On(day(due)))
}

fn between(earliest: &str, latest: &str) -> When {
    When::Between { earliest: day(earliest), latest: day(latest) }
}

fn hours() -> Value {
    let days = ["2026-09-30", "2026-10-01"];
    bare(
        "incident.first_release",
        ("hour", json!(5)),
        "2026-09-30T22:00:00+08:00",
        "2026-10-01T03:00:00+08:00",
        days,
        &[("办法", "33"), ("民法典", "201")],
    )
}

fn date() -> Value {
    let days = ["2025-12-31", "2026-01-31"];
    bare("report.unit", ("date", json!("01-31")), days[0], days[1], days, &[("办法", "52"), ("条例", "49")])
}

fn date_moved() -> Value {
    let mut proof = date();
    proof["parameters"]["fixed_date_moves"] = json!(true);
    proof["due"] = json!("2026-02-02");
    proof["cites"].as_array_mut().unwrap().push(json!({"law": "民法典", "article": "203"}));
    proof["steps"] = json!([
        {"day": "2025-12-31", "step": "start"},
        {"day": "2026-02-01", "step": "moved", "kind": "weekend"},
        {"day": "2026-02-02", "step": "moved", "kind": "weekday"},
        {"day": "2026-02-02", "step": "due"},
    ]);
    proof
}

fn monthly() -> Value {
    let days = ["2025-12-26", "2026-01-25"];
    bare("document.monthly_filing", ("date", json!("25")), days[0], days[1], days, &[("长府办〔2022〕8号", "")])
}

fn before() -> Value {
    let days = ["2026-03-10", "2026-03-03"];
    bare("decision.hearing_papers", ("day", json!(7)), days[0], days[1], days, &[("决策条例", "16")])
}

/// Every outcome, each as the law has it.
fn all() -> Vec<(Value, ComesTo)> {
    let asked = |question, since, reply_by: Option<&str>, if_silent| ComesTo::Waiting {
        question,
        since: day(since),
        reply_by: reply_by.map(day),
        if_silent,
    };
    vec![
        (SILENT.proof(), on("2026-02-28")),
        (CORRECTED.proof(), on("2026-06-17")),
        (EXTENDED.proof(), on("2026-11-19")),
        (LAPSED.proof(), on("2026-05-09")),
        (PAID.proof(), on("2026-04-13")),
        (open(), asked(Question::ThirdParty, "2026-01-12", Some("2026-02-02"), Some(When::On(day("2026-02-28"))))),
        (uncorrected(), asked(Question::Correction, "2026-03-04", None, None)),
        (provisional(), ComesTo::Due(between("2027-01-06", "2027-01-11"))),
        (MOVED.proof(), on("2026-02-02")),
        (MONTHS.proof(), on("2026-09-30")),
        (natural_provisional(), ComesTo::Due(between("2027-01-04", "2027-01-05"))),
        (hours(), ComesTo::Due(When::At("2026-09-30T19:00:00Z".parse().unwrap()))),
        (date(), on("2026-01-31")),
        (date_moved(), on("2026-02-02")),
        (monthly(), on("2026-01-25")),
        (before(), on("2026-03-03")),
    ]
}

#[test]
fn what_is_right_is_believed() {
    for (proof, comes_to) in all() {
        let rule: RuleId = serde_json::from_value(proof["rule"].clone()).unwrap();
        assert_eq!(checked(&proof), Ok(Checked { rule, comes_to }), "{proof}");
    }
}

/// Other steps that could stand on a day.
fn others(step: &Value) -> Vec<Value> {
    let day = &step["day"];
    let makeup = |mut step: Value, kind: &str| {
        step["kind"] = json!(kind);
        step["name"] = json!("春节");
        step["notice"] = json!(0);
        step
    };
    let n = step["n"].as_u64().unwrap_or(1);
    vec![
        json!({"day": day, "step": "start"}),
        json!({"day": day, "step": "due"}),
        json!({"day": day, "step": "unknown"}),
        json!({"day": day, "step": "restart", "by": "correction"}),
        json!({"day": day, "step": "rest", "kind": "weekend"}),
        json!({"day": day, "step": "rest", "kind": "weekday"}),
        makeup(json!({"day": day, "step": "rest"}), "holiday"),
        json!({"day": day, "step": "moved", "kind": "weekday"}),
        json!({"day": day, "step": "event", "event": "corrected"}),
        json!({"day": day, "step": "counted", "n": n, "kind": "weekday"}),
        json!({"day": day, "step": "counted", "n": n + 1, "kind": "weekday"}),
        json!({"day": day, "step": "counted", "n": n, "kind": "weekend"}),
        makeup(json!({"day": day, "step": "counted", "n": n}), "makeup"),
        json!({"day": day, "step": "paused", "by": "third_party", "kind": "weekday"}),
        json!({"day": day, "step": "paused", "by": "organ", "kind": "weekday"}),
        json!({"day": day, "step": "void", "by": "correction", "kind": "weekday"}),
        json!({"day": day, "step": "void", "by": "lapsed", "kind": "weekday"}),
    ]
}

/// What the checker cannot know, since it asks nobody: whether a day that counts for nothing in the end was a holiday; and of several reasons why it
/// does not count, which is meant. Nor does it know what happened after the due day: a third party that is open may have been noted as silent then.
fn may_be_believed(step: &Value, other: &Value, after: &[Value]) -> bool {
    let next = after.iter().find(|step| step["step"] == "counted" || step["step"] == "due");
    let in_vain = step["step"] == "counted" && next.is_none_or(|next| next["n"] == 1);
    let taken_out = ["paused", "void"].contains(&step["step"].as_str().unwrap());
    let void = other["step"] == "void" && (taken_out || step["kind"] == "holiday");
    void || (in_vain || taken_out) && other["kind"] == "holiday"
}

#[test]
fn no_step_can_be_another() {
    // What goes for days goes for months, whose proofs are long.
    for (proof, _) in all().into_iter().filter(|(proof, _)| proof["unit"] != "month") {
        let steps = proof["steps"].as_array().unwrap();
        let texts: Vec<String> = steps.iter().map(Value::to_string).collect();
        let mut frame = proof.clone();
        frame["steps"] = json!([]);
        let frame = frame.to_string();
        let refused = |steps: &[String], what: &dyn Fn() -> String| {
            let changed = frame.replace("\"steps\":[]", &format!("\"steps\":[{}]", steps.join(",")));
            assert!(check(changed.as_bytes()).is_err(), "{} in {changed}", what());
        };
        for (index, step) in steps.iter().enumerate() {
            let event = step["event"].as_str().unwrap_or_default();
            if event != "third_party_silent" {
                let mut fewer = texts.clone();
                fewer.remove(index);
                refused(&fewer, &|| format!("no step {index}"));
            }
            // Two questions are as lawful as one, two answers to one are not.
            if !event.ends_with("_asked") || event == "correction_asked" {
                let mut twice = texts.clone();
                twice.insert(index, texts[index].clone());
                refused(&twice, &|| format!("step {index} twice"));
            }
            if let Some(next) = steps.get(index + 1).filter(|next| next["day"] != step["day"]) {
                let mut swapped = texts.clone();
                swapped.swap(index, index + 1);
                refused(&swapped, &|| format!("{step} after {next}"));
            }
            // A period of natural days goes through days of every kind.
            let of_any_kind =
                |other: &Value| proof["unit"] == "day" && other["n"] == step["n"] && other["step"] == step["step"];
            let believed = |other: &Value| {
                other == step || of_any_kind(other) || may_be_believed(step, other, &steps[index + 1..])
            };
            let mut changed: Vec<Value> = others(step).into_iter().filter(|other| !believed(other)).collect();
            let on = day(step["day"].as_str().unwrap());
            for on in [on.pred_opt(), on.succ_opt()] {
                let mut moved = step.clone();
                moved["day"] = json!(on.unwrap());
                changed.push(moved);
            }
            for other in changed {
                let mut replaced = texts.clone();
                replaced[index] = other.to_string();
                refused(&replaced, &|| format!("{other} for {step}"));
            }
        }
    }
}

fn set(proof: &mut Value, path: &str, value: Value) {
    *proof.pointer_mut(path).unwrap() = value;
}

#[test]
fn what_is_left_out_is_missed() {
    for (proof, _) in all() {
        for member in proof.as_object().unwrap().keys() {
            let mut less = proof.clone();
            less.as_object_mut().unwrap().remove(member);
            assert!(matches!(checked(&less), Err(Wrong::NotAProof(_))), "{member}");
        }
    }
}

#[test]
fn a_district_has_the_limit_that_it_says() {
    let intake = Sketch {
        rule: "request.intake",
        limit: 1,
        start: "2026-03-02",
        days: "Sc.",
        due: Some("2026-03-03"),
        notices: &[],
        ..ANSWER
    };
    let mut proof = Sketch { cites: &[("办法", "49"), ("民法典", "201")], ..intake }.proof();
    assert!(checked(&proof).is_err());
    set(&mut proof, "/parameters/intake_working_days", json!(1));
    assert_eq!(checked(&proof).unwrap().comes_to, on("2026-03-03"));
    for refused in [0, 3] {
        set(&mut proof, "/parameters/intake_working_days", json!(refused));
        assert!(checked(&proof).is_err());
    }
}

#[test]
fn only_so_much_is_read() {
    assert_eq!(check(&vec![b' '; MOST_BYTES + 1]), Err(Wrong::TooLong(MOST_BYTES + 1)));
    let mut proof = SILENT.proof();
    proof["steps"] = json!(vec![json!({"day": "2026-01-05", "step": "unknown"}); MOST_STEPS + 1]);
    assert_eq!(checked(&proof), Err(Wrong::TooManySteps(MOST_STEPS + 1)));
    let mut proof = SILENT.proof();
    let asked = json!({"day": "2026-01-06", "step": "event", "event": "reason_asked"});
    proof["steps"].as_array_mut().unwrap().splice(1..1, vec![asked; 100]);
    assert!(matches!(checked(&proof), Err(Wrong::Step { .. })));
    for text in ["", "null", "[]", "{}", "{\"rule\":\"request.answer\"}"] {
        assert!(matches!(check(text.as_bytes()), Err(Wrong::NotAProof(_))), "{text}");
    }
}

#[test]
fn what_is_wrong_is_said() {
    let wrong = checked(&Sketch { events: &[("2026-10-22", "extended", 21)], ..EXTENDED }.proof()).unwrap_err();
    assert_eq!(wrong.code(), "wrong_step");
    assert_eq!(wrong.to_string(), "step 34, 2026-10-22: the law does not allow this event here (extension_too_long)");
}
