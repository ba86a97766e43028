//! The versions of a document by time: which one is in force on a day, and what is coming. Nothing in the record is changed, so each publication of a
//! document is a version of it.
//!
//! A version applies from the day that it names, else from the day on which it was published, until one that was published later applies.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::iso;
use crate::shanghai::legal_day;
use crate::words::date::full_day;
use crate::words::{Language, fill, reader};

/// When a version applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Which of the publications it is, from 0, in the order of the record.
    pub number: usize,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none where no other is known to follow.
    pub until: Option<NaiveDate>,
}

/// What an address names: a document, and perhaps the version of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// The document's id, not looked at.
    pub document: &'a str,
    /// The day; none for the version that stands today.
    pub day: Option<NaiveDate>,
}

impl Named<'_> {
    /// Reads `id` or `id@2026-03-01`; none where what follows the sign is no day.
    pub fn read(named: &str) -> Option<Named<'_>> {
        match named.split_once('@') {
            None => Some(Named { document: named, day: None }),
            Some((document, day)) => Some(Named { document, day: Some(iso::day(day)?) }),
        }
    }
}

/// The first day on which a version applies that was published at `published`.
pub fn applies_from(document: &Document, published: DateTime<Utc>) -> NaiveDate {
    document.effective_on.unwrap_or(legal_day(published))
}

impl Version {
    /// Its days, in words.
    pub fn days(&self, language: Language) -> String {
        let full = |day| full_day(day, language);
        match self.until {
            None => fill(reader::FROM.in_language(language), &[&full(self.from)]),
            Some(until) => fill(reader::FROM_TO.in_language(language), &[&full(self.from), &full(until)]),
        }
    }
}

/// The version in force on `day`, by its number; `from` are the first days in the order of the record.
pub fn in_force(from: &[NaiveDate], day: NaiveDate) -> Option<usize> {
    from.iter().rposition(|from| *from <= day)
}

/// The version that stands on `day`: the one in force, or where none is yet, the last that was published.
pub fn stands(from: &[NaiveDate], day: NaiveDate) -> Option<usize> {
    in_force(from, day).or(from.len().checked_sub(1))
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

    #[test]
    fn an_address_names_a_document_or_the_version_of_a_day() {
        let named = |document, day: Option<&str>| Some(Named { document, day: day.map(|day| day.parse().unwrap()) });
        assert_eq!(Named::read("a"), named("a", None));
        assert_eq!(Named::read("a@2026-03-01"), named("a", Some("2026-03-01")));
        for wrong in ["a@", "a@2026-02-30", "a@2026-03-01@2026-03-02", "a@1 March 2026"] {
            assert_eq!(Named::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn where_none_is_in_force_the_last_stands() {
        assert_eq!(stands(&[day(5), day(9)], day(6)), Some(0));
        assert_eq!(stands(&[day(5), day(9)], day(1)), Some(1));
        assert_eq!(stands(&[], day(1)), None);
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
