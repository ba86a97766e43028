//! The versions of a document by time: which one is in force on a day, and what is coming. Nothing in the record is changed, so each publication of a
//! document is a version of it.
//!
//! A version applies from the day that it names, else from the day on which it was published, until one that was published later applies.

use chrono::{DateTime, NaiveDate, Utc};

use crate::document::Document;
use crate::shanghai::legal_day;

/// When a version applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Which of the publications it is, from 0, in the order of the record.
    pub number: usize,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none where no other is known to follow.
    pub until: Option<NaiveDate>,
}

/// The first day on which a version applies that was published at `published`.
pub fn applies_from(document: &Document, published: DateTime<Utc>) -> NaiveDate {
    document.effective_on.unwrap_or(legal_day(published))
}

/// The version in force on `day`, by its number; `from` are the first days in the order of the record.
pub fn in_force(from: &[NaiveDate], day: NaiveDate) -> Option<usize> {
    from.iter().rposition(|from| *from <= day)
}

/// The versions by time, the earliest first. One that was replaced before its day came never applied and is left out.
pub fn by_time(from: &[NaiveDate]) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    // From the last publication back: what is later in time already stands in `versions`, the nearest last.
    for (number, &from) in from.iter().enumerate().rev() {
        let next = versions.last().map(|next| next.from);
        if next.is_none_or(|next| from < next) {
            versions.push(Version { number, from, until: next.and_then(|next| next.pred_opt()) });
        }
    }
    versions.reverse();
    versions
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u16) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(number.into())
    }

    #[test]
    fn a_version_applies_from_the_day_it_names_or_on_which_it_was_published() {
        let published = "2026-03-01T16:00:00Z".parse().unwrap();
        assert_eq!(applies_from(&Document::default(), published).to_string(), "2026-03-02");
        let named = Document { effective_on: Some(day(0)), ..Document::default() };
        assert_eq!(applies_from(&named, published), day(0));
    }

    proptest! {
        #[test]
        fn each_day_has_the_version_published_last_of_those_that_apply(from in prop::collection::vec(0_u16..30, 0..8)) {
            let from: Vec<NaiveDate> = from.into_iter().map(day).collect();
            let versions = by_time(&from);
            prop_assert!(versions.is_sorted_by(|one, other| one.until.is_some_and(|until| until < other.from)));
            for on in (0..40).map(day) {
                let mut last = None;
                for (number, from) in from.iter().enumerate() {
                    if *from <= on {
                        last = Some(number);
                    }
                }
                prop_assert_eq!(in_force(&from, on), last);
                let there = versions.iter().find(|one| one.from <= on && one.until.is_none_or(|until| on <= until));
                prop_assert_eq!(there.map(|one| one.number), last);
            }
        }
    }
}
