//! Reminders in plain words: 12月31日截止申请，还有 33 天。

use chrono::NaiveDate;

use super::{Reminder, What};
use crate::audience::wording::{because, decided_then};
use crate::facts::Facts;
use crate::pack::wording::{ENDS, next_amount};
use crate::pack::{Amount, NextAmount, Offer, Route};
use crate::words::date::day;
use crate::words::{Language, fill};

crate::words! {
    CLOSES: "{}截止申请" / "Apply by {}";
    BEGINS_APPLY: "{}起可以申请" / "You can apply from {}";
    BEGINS_AUTOMATIC: "{}起可享受，不用您办" / "Yours from {}, nothing to do";
    LAPSES_APPLY: "{}起不再符合，要申请请赶在这之前" / "No longer from {}: apply before then";
    LAPSES: "{}起不再符合" / "No longer from {}";
    UNSURE: "{}起要看您还没说的" / "From {} it depends on what you have not said";
    DAYS_LEFT: "还有 {} 天" / "{} days left";
    ONE_DAY_LEFT: "还有 1 天" / "1 day left";
    IN_DAYS: "{} 天后" / "in {} days";
    TOMORROW: "明天" / "tomorrow";
    TODAY: "就是今天" / "that is today";
}

impl Reminder {
    /// What is on its day, without anything about the person: as a calendar may show it to others.
    pub fn in_short(&self, offer: &Offer, today: NaiveDate, language: Language) -> String {
        let words = match (self.what, offer.route) {
            (What::Closes, _) => CLOSES,
            (What::Ends, _) => ENDS,
            (What::Begins, Route::Apply) => BEGINS_APPLY,
            (What::Begins, _) => BEGINS_AUTOMATIC,
            (What::Lapses, Route::Apply) => LAPSES_APPLY,
            (What::Lapses, _) => LAPSES,
            (What::Unsure, _) => UNSURE,
            (What::Amount(fen), _) => {
                let per = offer.benefit.amount.as_ref().map(Amount::period);
                let next = NextAmount { from: self.day, fen };
                return per.map(|per| next_amount(next, per, language)).unwrap_or_default();
            }
        };
        fill(words.in_language(language), &[&day(self.day, today, language)])
    }

    /// The same with how long that is, and why.
    pub fn sentence(&self, offer: &Offer, facts: &Facts, today: NaiveDate, language: Language) -> String {
        let runs_out = matches!(self.what, What::Closes | What::Ends);
        let (many, one) = if runs_out { (DAYS_LEFT, ONE_DAY_LEFT) } else { (IN_DAYS, TOMORROW) };
        let left = match (self.day - today).num_days() {
            0 => TODAY.in_language(language).to_owned(),
            1 => one.in_language(language).to_owned(),
            days => fill(many.in_language(language), &[&days.to_string()]),
        };
        let then = || offer.judge(facts, self.day);
        let why = match self.what {
            What::Begins | What::Lapses => Some(decided_then(&then(), self.day, language)),
            What::Unsure => Some(because(&then(), self.day, language)),
            What::Closes | What::Ends | What::Amount(_) => None,
        };
        let parts = [Some(self.in_short(offer, today, language)), Some(left), why];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::remind::reminders;
    use crate::pack::Parts;

    #[test]
    fn a_reminder_says_what_when_how_long_and_why() {
        let today = crate::iso::day("2026-11-28").unwrap();
        let said = |pack: &str, facts: &str, language| {
            let offer = serde_json::from_str::<Parts>(pack).unwrap().offer.unwrap();
            let facts: Facts = serde_json::from_str(facts).unwrap();
            let all = reminders(&offer, &facts, today);
            all.iter().map(|one| one.sentence(&offer, &facts, today, language)).collect::<Vec<_>>()
        };
        let allowance = include_str!("../../../sample/elderly-allowance/pack.json");
        let soon = r#"{"birth_date":"1961-11-29","hukou":"shanghai"}"#;
        assert_eq!(
            said(allowance, soon, Language::Zh),
            ["11月29日起可享受，不用您办 · 明天 · 到时候 65 岁、上海户籍（第3条）"]
        );
        let seventy = r#"{"birth_date":"1957-03-01","hukou":"shanghai"}"#;
        assert_eq!(said(allowance, seventy, Language::Zh), ["2027年3月1日起每月 150 元 · 93 天后"]);
        assert_eq!(said(allowance, seventy, Language::En), ["From 1 March 2027: 150 yuan a month · in 93 days"]);
        let childcare = include_str!("../../../sample/childcare-subsidy/pack.json");
        let grown = said(childcare, r#"{"children":["2023-12-15"]}"#, Language::En);
        assert_eq!(
            grown,
            ["No longer from 15 December: apply before then · in 17 days · By then: no child under 3 (art. 3)"]
        );
    }
}
