//! A year's working days in the record: loaded by the district's office without a new release, and as public and unchangeable as a publication.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{LARGEST_ENTRY, VERSION};
use crate::calendar::{Calendar, Gap, Year};
use crate::words::BilingualText;

/// The entry of a year. Its bytes in the log are this JSON, its members in this order. Who reads only publications passes over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearEntry {
    v: u8,
    kind: Kind,
    /// Which year.
    pub year: i32,
    /// The year as notices fix it, in the form of `shared/data/calendar.txt`.
    pub plan: String,
    /// When it was loaded.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Calendar,
}

impl YearEntry {
    /// How the bytes of one begin.
    pub const BEGINNING: &'static str = "{\"v\":1,\"kind\":\"calendar\"";

    /// The entry of a year.
    pub fn new(year: &Year, at: DateTime<Utc>) -> YearEntry {
        YearEntry { v: VERSION, kind: Kind::Calendar, year: year.number(), plan: year.to_string(), at }
    }

    /// Reads one; none where the bytes are of another form.
    pub fn read(bytes: &[u8]) -> Option<YearEntry> {
        let entry: YearEntry = serde_json::from_slice(bytes).ok()?;
        (bytes.len() <= LARGEST_ENTRY && entry.v == VERSION).then_some(entry)
    }

    /// The most bytes that it has in the log. Counted and not written, since devices ask it too.
    fn longest(&self) -> usize {
        /// Everything but the plan, with an instant to the nanosecond.
        const AROUND: usize = 96;
        self.plan.chars().map(|c| if matches!(c, '\n' | '"' | '\\') { 2 } else { c.len_utf8() }).sum::<usize>() + AROUND
    }

    /// The bytes that the log holds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

/// The published calendar with the years that were loaded since, in the order in which they were. A year that is no year any more, or that would leave a
/// gap, is passed over: what it would have said stays unknown.
pub fn with_years<'a>(published: Calendar, plans: impl IntoIterator<Item = &'a str>) -> Calendar {
    plans.into_iter().fold(published, |calendar, plan| {
        let with = plan.parse::<Year>().ok().and_then(|year| calendar.with(year).ok());
        with.unwrap_or(calendar)
    })
}

/// Why a year is not loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLoaded {
    /// Its text says no year.
    #[error(transparent)]
    NotAYear(#[from] crate::calendar::NotAYear),
    /// It would leave a gap.
    #[error(transparent)]
    Gap(#[from] Gap),
    /// Its entry would be longer than the log takes.
    #[error("its entry would have {0} bytes, and {LARGEST_ENTRY} are the most")]
    TooLong(usize),
}

impl NotLoaded {
    /// What a person reads.
    pub fn message(&self) -> BilingualText {
        let zh = match self {
            NotLoaded::NotAYear(wrong) => return wrong.message(),
            NotLoaded::Gap(Gap { year, from, through }) => {
                format!("现有{from}年至{through}年的放假安排，只能更正其中一年，或者载入下一年，不能跳到{year}年。")
            }
            NotLoaded::TooLong(bytes) => {
                format!("这一年的内容太长（{bytes}字节），公开记录最多收{LARGEST_ENTRY}字节。")
            }
        };
        BilingualText { zh, en: format!("{self}.") }
    }
}

/// The entry of a year that `calendar` can take, and the calendar with it; no entry where it says nothing new.
pub fn load(calendar: &Calendar, plan: &str, at: DateTime<Utc>) -> Result<(Option<YearEntry>, Calendar), NotLoaded> {
    let year: Year = plan.parse()?;
    if calendar.years().contains(&year) {
        return Ok((None, calendar.clone()));
    }
    let entry = YearEntry::new(&year, at);
    let length = entry.longest();
    if length > LARGEST_ENTRY {
        return Err(NotLoaded::TooLong(length));
    }
    Ok((Some(entry), calendar.with(year)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Not the notice, which is not out yet: a plan of its form.
    const PLAN: &str = "2027\nnotice 2026-11-20 https://example.org/2027\n元旦 off 01-01..01-03\n春节 off 02-05..02-11 work 01-30 02-20\n清明节 off 04-05\n\
                        劳动节 off 05-01..05-04 work 05-08\n端午节 off 06-09\n中秋节 off 09-15\n国庆节 off 10-01..10-07 work 09-26 10-09\n";

    #[test]
    fn a_year_goes_into_the_record_and_comes_out_again() {
        let published = Calendar::published();
        let at = "2026-11-28T02:00:00Z".parse().unwrap();
        let (entry, with) = load(&published, PLAN, at).unwrap();
        let entry = entry.unwrap();
        assert_eq!(YearEntry::read(&entry.to_bytes().unwrap()), Some(entry.clone()));
        let length = entry.to_bytes().unwrap().len();
        assert!((length..length + 30).contains(&entry.longest()), "{length} and {}", entry.longest());
        assert_eq!(with_years(published, [entry.plan.as_str()]), with);
        assert_eq!(load(&with, PLAN, at), Ok((None, with)));
    }

    #[test]
    fn it_is_no_publication_and_a_publication_is_no_year() {
        let (entry, _) = load(&Calendar::published(), PLAN, Default::default()).unwrap();
        let bytes = entry.unwrap().to_bytes().unwrap();
        assert!(bytes.starts_with(YearEntry::BEGINNING.as_bytes()));
        assert_eq!(crate::register::Entry::read(&bytes), Ok(None));
        assert_eq!(
            YearEntry::read(br#"{"v":1,"kind":"publication","year":2027,"plan":"","at":"2026-11-28T02:00:00Z"}"#),
            None
        );
    }

    #[test]
    fn what_is_no_year_is_not_loaded() {
        let at = Default::default();
        assert!(matches!(load(&Calendar::published(), "2027\n元旦", at), Err(NotLoaded::NotAYear(_))));
        assert!(matches!(
            load(&Calendar::published(), &PLAN.replace("2027", "2029"), at),
            Err(NotLoaded::NotAYear(_) | NotLoaded::Gap(_))
        ));
    }
}
