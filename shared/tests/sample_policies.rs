//! The verdicts of every sample policy, by tables written from the published conditions and not from the rules: each row says who, when, and what.
//!
//! The rows stand at the edges: the birthday, the last day of a certificate, 300 and 301 employees, 3,000,000 yuan and one fen more.

#[path = "sample/district.rs"]
mod district;
#[path = "sample/firms.rs"]
mod firms;
#[path = "sample/notices.rs"]
mod notices;
#[path = "sample/residents.rs"]
mod residents;
#[path = "sample/reading.rs"]
mod sample;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mingbai_shared::audience::Verdict::{self, Eligible as Yes, NotEligible as No, Unknown as Open};
use mingbai_shared::audience::judge;
use mingbai_shared::facts::Facts;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn said(json: &str) -> Facts {
    serde_json::from_str(json).unwrap_or_else(|wrong| panic!("{json}: {wrong}"))
}

/// Judges each row on its day.
fn on_days(policy: &str, rows: &[(&str, &str, Verdict)]) {
    let offer = sample::pack(policy).offer.unwrap();
    for (today, facts, expected) in rows {
        let judged = judge(&offer.audience, &said(facts), day(today));
        assert_eq!(judged.verdict, *expected, "{policy} on {today}: {facts}");
    }
}

/// Judges each row on 23 November 2026.
fn today(policy: &str, rows: &[(&str, Verdict)]) {
    let rows: Vec<_> = rows.iter().map(|(facts, verdict)| ("2026-11-23", *facts, *verdict)).collect();
    on_days(policy, &rows);
}

/// The same person with one fact said otherwise, each giving its verdict.
fn varied(policy: &str, base: &str, rows: &[(&str, Verdict)]) {
    let offer = sample::pack(policy).offer.unwrap();
    for (change, expected) in rows {
        let mut facts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(base).unwrap();
        let change: serde_json::Map<String, serde_json::Value> = serde_json::from_str(change).unwrap();
        for (fact, value) in change {
            if value.is_null() {
                assert!(facts.remove(&fact).is_some(), "{fact} was not said");
            } else {
                facts.insert(fact, value);
            }
        }
        let text = serde_json::Value::Object(facts).to_string();
        assert_eq!(judge(&offer.audience, &said(&text), day("2026-11-23")).verdict, *expected, "{policy}: {text}");
    }
}

/// Open on its first day and its last, and on neither the day before nor the day after.
fn window(policy: &str, first: &str, last: &str) {
    let offer = sample::pack(policy).offer.unwrap();
    let (first, last) = (day(first), day(last));
    let stands = [first.pred_opt().unwrap(), first, last, last.succ_opt().unwrap()].map(|day| offer.stands_on(day));
    assert_eq!(stands, [false, true, true, false], "{policy}");
}

fn amount(policy: &str, facts: &str, today: &str) -> Option<i64> {
    let benefit = sample::pack(policy).offer.unwrap().benefit;
    benefit.amount.unwrap().for_person(&said(facts), day(today))
}

/// A policy that has no table above would pass unseen.
#[test]
fn every_sample_policy_has_its_table() {
    let source = [include_str!("sample/residents.rs"), include_str!("sample/firms.rs")].concat();
    let tables: BTreeSet<String> =
        sample::ids().into_iter().filter(|id| source.contains(&format!("fn {}()", id.replace('-', "_")))).collect();
    assert_eq!(tables, sample::ids().into_iter().collect());
}
