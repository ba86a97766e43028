//! Judging an offer: by its audience while it stands, for nobody before its first day and after its last.

use chrono::NaiveDate;

use super::Offer;
use crate::audience::{Judgement, Verdict, WayIn, judge, turns, ways_in};
use crate::facts::Facts;

impl Offer {
    /// Judges a person or firm. An offer that does not stand is for nobody, and no fact could change that.
    pub fn judge(&self, facts: &Facts, today: NaiveDate) -> Judgement {
        if self.stands_on(today) {
            return judge(&self.audience, facts, today);
        }
        Judgement { verdict: Verdict::NotEligible, because: Vec::new(), missing: Vec::new() }
    }

    /// The next day on which the verdict changes by itself: by somebody's age, by months that are over, or because the offer begins or ends.
    pub fn changes_on(&self, facts: &Facts, today: NaiveDate) -> Option<NaiveDate> {
        let now = self.judge(facts, today).verdict;
        let ends = self.until.and_then(|until| until.succ_opt());
        let turns = turns(&self.audience, facts, today).into_iter().chain([self.from]).chain(ends);
        turns.filter(|day| *day > today && self.judge(facts, *day).verdict != now).min()
    }

    /// The days, and perhaps some more, on which its verdict or its amount may become another by itself.
    pub(crate) fn turning_days(&self, facts: &Facts, today: NaiveDate) -> Vec<NaiveDate> {
        let mut days = turns(&self.audience, facts, today);
        days.extend(self.benefit.amount.iter().flat_map(|amount| amount.turns(facts)));
        days.extend([Some(self.from), self.until.and_then(|until| until.succ_opt())].into_iter().flatten());
        days
    }

    /// The day from which it is not given any more to somebody who has it today, although it goes on for others.
    pub fn lapses_on(&self, facts: &Facts, today: NaiveDate) -> Option<NaiveDate> {
        if self.judge(facts, today).verdict != Verdict::Eligible {
            return None;
        }
        let day = self.changes_on(facts, today)?;
        (self.stands_on(day) && self.judge(facts, day).verdict == Verdict::NotEligible).then_some(day)
    }

    /// What would make it apply to somebody to whom it does not, while it stands.
    pub fn ways_in(&self, facts: &Facts, today: NaiveDate) -> Vec<WayIn> {
        if !self.stands_on(today) {
            return Vec::new();
        }
        let mut ways = ways_in(&self.audience, facts, today);
        ways.retain(|way| !matches!(way, WayIn::From(day) if !self.stands_on(*day)));
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Parts;

    #[test]
    fn the_first_and_the_last_day_count() {
        let parts: Parts = serde_json::from_str(include_str!("../../sample/loan-interest-subsidy/pack.json")).unwrap();
        let offer = parts.offer.unwrap();
        for (day, open) in [("2026-08-31", false), ("2026-09-01", true), ("2026-12-31", true), ("2027-01-01", false)] {
            let day = day.parse().unwrap();
            assert_eq!(offer.stands_on(day), open, "{day}");
            let expected = if open { Verdict::Unknown } else { Verdict::NotEligible };
            let judged = offer.judge(&Facts::default(), day);
            assert_eq!((judged.verdict, judged.missing.is_empty()), (expected, !open), "{day}");
        }
    }

    #[test]
    fn it_changes_with_a_birthday_and_with_the_end_of_the_offer() {
        let day = |text: &str| crate::iso::day(text).unwrap();
        let parts: Parts = serde_json::from_str(include_str!("../../sample/elderly-allowance/pack.json")).unwrap();
        let mut offer = parts.offer.unwrap();
        let facts: Facts = serde_json::from_str(r#"{"birth_date":"1962-02-28","hukou":"shanghai"}"#).unwrap();
        let today = day("2026-11-28");
        assert_eq!(offer.judge(&facts, today).verdict, Verdict::NotEligible);
        assert_eq!(offer.changes_on(&facts, today), Some(day("2027-02-28")));
        assert_eq!(offer.ways_in(&facts, today), [WayIn::From(day("2027-02-28"))]);
        // It ends before the birthday.
        offer.until = Some(day("2027-01-31"));
        assert_eq!((offer.changes_on(&facts, today), offer.ways_in(&facts, today)), (None, vec![]));
        let old: Facts = serde_json::from_str(r#"{"birth_date":"1950-02-28","hukou":"shanghai"}"#).unwrap();
        assert_eq!(offer.changes_on(&old, today), Some(day("2027-02-01")));
        offer.from = day("2026-12-24");
        assert_eq!(offer.changes_on(&old, today), Some(day("2026-12-24")));
    }

    #[test]
    fn it_lapses_where_it_goes_on_for_others() {
        let day = |text: &str| crate::iso::day(text).unwrap();
        let parts: Parts = serde_json::from_str(include_str!("../../sample/childcare-subsidy/pack.json")).unwrap();
        let mut offer = parts.offer.unwrap();
        let facts: Facts = serde_json::from_str(r#"{"children":["2024-03-01"]}"#).unwrap();
        assert_eq!(offer.lapses_on(&facts, day("2026-11-28")), Some(day("2027-03-01")));
        // Nothing lapses of what one does not have, nor where it ends for all.
        assert_eq!(offer.lapses_on(&Facts::default(), day("2026-11-28")), None);
        offer.until = Some(day("2027-02-28"));
        assert_eq!(offer.lapses_on(&facts, day("2026-11-28")), None);
    }
}
