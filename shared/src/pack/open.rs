//! Judging an offer: by its audience while it stands, for nobody before its first day and after its last.

use chrono::NaiveDate;

use super::Offer;
use crate::audience::{Judgement, Verdict, judge};
use crate::facts::Facts;

impl Offer {
    /// Judges a person or firm. An offer that does not stand is for nobody, and no fact could change that.
    pub fn judge(&self, facts: &Facts, today: NaiveDate) -> Judgement {
        if self.stands_on(today) {
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
            assert_eq!(offer.stands_on(day), open, "{day}");
            let expected = if open { Verdict::Unknown } else { Verdict::NotEligible };
            let judged = offer.judge(&Facts::default(), day);
            assert_eq!((judged.verdict, judged.missing.is_empty()), (expected, !open), "{day}");
        }
    }
}
