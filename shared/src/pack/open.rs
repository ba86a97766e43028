//! When an offer stands: from its first day to its last, both included.

use chrono::NaiveDate;

use super::Offer;
use crate::audience::{Judgement, Verdict, judge};
use crate::facts::Facts;

impl Offer {
    /// Whether it is given, or may be applied for, on `today`.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.from <= today && self.until.is_none_or(|until| today <= until)
    }

    /// Judges a person or firm. An offer that is not open is for nobody, and no fact could change that.
    pub fn judge(&self, facts: &Facts, today: NaiveDate) -> Judgement {
        if self.is_open(today) {
            return judge(&self.audience, facts, today);
        }
        Judgement { verdict: Verdict::NotEligible, because: Vec::new(), missing: Vec::new() }
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
            assert_eq!(offer.is_open(day), open, "{day}");
            let expected = if open { Verdict::Unknown } else { Verdict::NotEligible };
            let judged = offer.judge(&Facts::default(), day);
            assert_eq!((judged.verdict, judged.missing.is_empty()), (expected, !open), "{day}");
        }
    }
}
