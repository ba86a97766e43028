//! 办事提醒: what will be otherwise of a policy, and what is to be done in time, by the facts of one person and the calendar alone.

mod ical;
pub mod wording;

use chrono::{Days, NaiveDate};

pub use ical::{Entry, ical};

use crate::audience::Verdict;
use crate::facts::Facts;
use crate::names::DocumentId;
use crate::pack::{Offer, Route};

/// So many days before the last day one is reminded of it: time to gather what has to be handed in.
const CLOSING_DAYS: u64 = 60;
/// So many days ahead one is told what will be otherwise: half a year.
const AHEAD_DAYS: u64 = 180;

/// One thing to know in time, of one policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The day that it is about.
    pub day: NaiveDate,
    /// What is on that day.
    pub what: What,
}

/// What is on the day of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The last day on which it can be applied for.
    Closes,
    /// The last day on which it is given without being applied for.
    Ends,
    /// It applies from this day.
    Begins,
    /// It applies no more from this day, although it goes on for others.
    Lapses,
    /// From this day it depends on what was not said.
    Unsure,
    /// So much, in fen, is given from this day.
    Amount(i64),
}

impl What {
    /// Its name in files and on the device.
    pub fn name(self) -> &'static str {
        match self {
            What::Closes => "closes",
            What::Ends => "ends",
            What::Begins => "begins",
            What::Lapses => "lapses",
            What::Unsure => "unsure",
            What::Amount(_) => "amount",
        }
    }
}

impl Reminder {
    /// The days on which one is told of it anew, before its own: what has to be done in time is said with time left to do it, and again, although it
    /// was put away.
    pub fn told_on(&self, route: Route) -> impl Iterator<Item = NaiveDate> + use<> {
        let (last, days_before): (_, &[u64]) = match (self.what, route) {
            (What::Closes, _) => (self.day, &[14, 3, 0]),
            // The day before is the last on which it can be applied for.
            (What::Lapses, Route::Apply) => (self.day, &[15, 4, 1]),
            _ => (self.day, &[0]),
        };
        days_before.iter().filter_map(move |before| last.checked_sub_days(Days::new(*before)))
    }
}

impl Reminder {
    /// By what a device remembers that it was put away: what is said of it now, and how often it was told.
    pub fn key(&self, document: &DocumentId, route: Route, today: NaiveDate) -> String {
        let told = self.told_on(route).filter(|day| *day <= today).count().to_string();
        let fen = if let What::Amount(fen) = self.what { fen.to_string() } else { String::new() };
        [document.as_str(), "/", self.what.name(), &fen, "/", &self.day.to_string(), "/", &told].concat()
    }
}

/// What somebody is reminded of concerning an offer on the legal day `today` (Asia/Shanghai). Nothing where it is not known whether it applies.
pub fn reminders(offer: &Offer, facts: &Facts, today: NaiveDate) -> Vec<Reminder> {
    let within = |days| today.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
    let (closing, ahead) = (within(CLOSING_DAYS), within(AHEAD_DAYS));
    let verdict = |day| offer.judge(facts, day).verdict;
    let ends_for_all = offer.until.filter(|until| *until <= closing && verdict(*until) == Verdict::Eligible);
    let ends = ends_for_all.map(|day| {
        let what = if offer.route == Route::Apply { What::Closes } else { What::Ends };
        Reminder { day, what }
    });
    let mut found = Vec::new();
    let changes = offer.changes_on(facts, today).filter(|day| *day <= ahead && offer.stands_on(*day));
    match verdict(today) {
        Verdict::Eligible => {
            found.extend(ends);
            let next = offer.benefit.amount.as_ref().and_then(|amount| amount.next_amount(facts, today));
            if let Some(next) = next.filter(|next| next.from <= ahead && verdict(next.from) == Verdict::Eligible) {
                found.push(Reminder { day: next.from, what: What::Amount(next.fen) });
            }
            found.extend(changes.map(|day| {
                let what = if verdict(day) == Verdict::Unknown { What::Unsure } else { What::Lapses };
                Reminder { day, what }
            }));
        }
        Verdict::NotEligible => {
            let begins = changes.filter(|day| verdict(*day) == Verdict::Eligible);
            if let Some(day) = begins {
                found.push(Reminder { day, what: What::Begins });
                // It may be over before one looks again.
                found.extend(ends.filter(|ends| ends.day > day));
            }
        }
        Verdict::Unknown => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Parts;

    fn day(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    fn facts(json: &str) -> Facts {
        serde_json::from_str(json).unwrap()
    }

    fn offer(pack: &str) -> Offer {
        serde_json::from_str::<Parts>(pack).unwrap().offer.unwrap()
    }

    /// What and on which day, as words.
    fn found(offer: &Offer, facts: &Facts, today: &str) -> Vec<String> {
        let said = |reminder: &Reminder| format!("{} {}", reminder.what.name(), reminder.day);
        reminders(offer, facts, day(today)).iter().map(said).collect()
    }

    const ALLOWANCE: &str = include_str!("../../sample/elderly-allowance/pack.json");
    const LOANS: &str = include_str!("../../sample/loan-interest-subsidy/pack.json");
    const CHILDCARE: &str = include_str!("../../sample/childcare-subsidy/pack.json");

    #[test]
    fn a_birthday_begins_an_allowance_and_another_changes_it() {
        let allowance = offer(ALLOWANCE);
        let born = |on: &str| facts(&format!(r#"{{"birth_date":"{on}","hukou":"shanghai"}}"#));
        // 65 in 180 days, in 181 days.
        assert_eq!(found(&allowance, &born("1962-05-27"), "2026-11-28"), ["begins 2027-05-27"]);
        assert_eq!(found(&allowance, &born("1962-05-28"), "2026-11-28"), [""; 0]);
        assert_eq!(found(&allowance, &born("1957-03-01"), "2026-11-28"), ["amount 2027-03-01"]);
        // On the day itself it is so already.
        assert_eq!(found(&allowance, &born("1962-05-27"), "2027-05-27"), [""; 0]);
        // Of whom the hukou is not known nothing is said.
        assert_eq!(found(&allowance, &facts(r#"{"birth_date":"1962-05-27"}"#), "2026-11-28"), [""; 0]);
    }

    #[test]
    fn a_window_closes_for_those_who_can_use_it() {
        let loans = offer(LOANS);
        let firm = r#"{"registered_district":"changning","tax_district":"changning","has_loan":true,"employees":24,"revenue":800000000,"industry_code":"6510"}"#;
        let firm = facts(firm);
        assert_eq!(loans.judge(&firm, day("2026-11-28")).verdict, Verdict::Eligible);
        assert_eq!(found(&loans, &firm, "2026-11-01"), ["closes 2026-12-31"]);
        assert_eq!(found(&loans, &firm, "2026-10-31"), [""; 0]);
        assert_eq!(found(&loans, &firm, "2026-12-31"), ["closes 2026-12-31"]);
        assert_eq!(found(&loans, &firm, "2027-01-01"), [""; 0]);
        // Before it opens; and where it closes soon after.
        assert_eq!(found(&loans, &firm, "2026-08-01"), ["begins 2026-09-01"]);
        let brief = Offer { from: day("2026-12-05"), until: Some(day("2026-12-12")), ..loans };
        assert_eq!(found(&brief, &firm, "2026-11-28"), ["begins 2026-12-05", "closes 2026-12-12"]);
    }

    #[test]
    fn a_child_grows_out_of_it_or_leaves_less() {
        let childcare = offer(CHILDCARE);
        let one = facts(r#"{"children":["2024-03-01"]}"#);
        assert_eq!(found(&childcare, &one, "2026-11-28"), ["lapses 2027-03-01"]);
        let two = facts(r#"{"children":["2024-03-01","2026-01-01"]}"#);
        let told = reminders(&childcare, &two, day("2026-11-28"));
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].what, What::Amount(360_000));
        assert_eq!(told[0].day, day("2027-03-01"));
    }

    /// Two years after graduating it hangs on whether the hardship was recognised, which was not said.
    #[test]
    fn the_last_day_that_is_sure_is_not_passed_over() {
        let flexible = offer(include_str!("../../sample/flexible-insurance-subsidy/pack.json"));
        let graduate = facts(r#"{"employment":"flexible","insured_months":6,"graduated_on":"2024-12-20"}"#);
        assert_eq!(found(&flexible, &graduate, "2026-11-28"), ["unsure 2026-12-21"]);
        let until = Offer { until: Some(day("2026-12-31")), ..flexible };
        assert_eq!(found(&until, &graduate, "2026-11-28"), ["unsure 2026-12-21"]);
    }

    /// What was put away comes again when it is told again, and when it says something else.
    #[test]
    fn a_key_stands_for_what_is_said() {
        let document = "some-policy".parse().unwrap();
        let closes = Reminder { day: day("2026-12-31"), what: What::Closes };
        let keys: Vec<String> = ["2026-12-16", "2026-12-17", "2026-12-27", "2026-12-28", "2026-12-31"]
            .map(|today| closes.key(&document, Route::Apply, day(today)))
            .into();
        let told: Vec<&str> = keys.iter().map(|key| key.rsplit('/').next().unwrap()).collect();
        assert_eq!(told, ["0", "1", "1", "2", "3"]);
        let amount =
            |fen| Reminder { what: What::Amount(fen), ..closes }.key(&document, Route::Apply, day("2026-12-16"));
        assert_ne!(amount(100), amount(200));
    }

    #[test]
    fn one_is_told_again_while_there_is_time() {
        let told = |what, route| {
            let days: Vec<String> =
                Reminder { day: day("2026-12-31"), what }.told_on(route).map(|day| day.to_string()).collect();
            days.join(" ")
        };
        assert_eq!(told(What::Closes, Route::Apply), "2026-12-17 2026-12-28 2026-12-31");
        assert_eq!(told(What::Lapses, Route::Apply), "2026-12-16 2026-12-27 2026-12-30");
        assert_eq!(told(What::Lapses, Route::WithoutReview), "2026-12-31");
    }

    #[test]
    fn who_grows_out_of_it_before_it_closes_is_told_of_the_earlier_day_alone() {
        let childcare = Offer { until: Some(day("2026-12-31")), ..offer(CHILDCARE) };
        let sooner = facts(r#"{"children":["2023-12-15"]}"#);
        assert_eq!(found(&childcare, &sooner, "2026-11-28"), ["lapses 2026-12-15"]);
        let later = facts(r#"{"children":["2024-12-15"]}"#);
        assert_eq!(
            found(&childcare, &later, "2026-11-28"),
            [match childcare.route {
                Route::Apply => "closes 2026-12-31",
                _ => "ends 2026-12-31",
            }]
        );
    }
}
