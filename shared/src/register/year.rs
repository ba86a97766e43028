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

    /// The most bytes that the entry of a year has in the log. Counted and not written, since devices ask it too.
    fn longest(year: &Year) -> usize {
        /// Everything but the plan, with an instant to the nanosecond.
        const AROUND: usize = 96;
        year.to_string().chars().map(|c| if matches!(c, '\n' | '"' | '\\') { 2 } else { c.len_utf8() }).sum::<usize>()
            + AROUND
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
    #[error("Its entry would have {0} bytes, and {LARGEST_ENTRY} are the most")]
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

/// The year of a text, where `calendar` can take it and the log its entry.
pub fn loadable(calendar: &Calendar, plan: &str) -> Result<Year, NotLoaded> {
    let year: Year = plan.parse()?;
    let longest = YearEntry::longest(&year);
    if longest > LARGEST_ENTRY {
        return Err(NotLoaded::TooLong(longest));
    }
    calendar.with(year.clone())?;
    Ok(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = include_str!("../../tests/next_year.txt");

    fn entry() -> YearEntry {
        YearEntry::new(&loadable(&Calendar::published(), PLAN).unwrap(), "2026-11-28T02:00:00Z".parse().unwrap())
    }

    #[test]
    fn a_year_goes_into_the_record_and_comes_out_again() {
        let (published, entry) = (Calendar::published(), entry());
        let bytes = entry.to_bytes().unwrap();
        assert_eq!(YearEntry::read(&bytes), Some(entry.clone()));
        let with = with_years(published.clone(), [entry.plan.as_str()]);
        assert_eq!(with.years().last().map(Year::number), Some(entry.year));
        // Also a known one, which it corrects.
        assert_eq!(loadable(&with, PLAN).map(|year| with.years().contains(&year)), Ok(true));
        let longest = YearEntry::longest(&loadable(&published, PLAN).unwrap());
        assert!((bytes.len()..bytes.len() + 30).contains(&longest), "{} and {longest}", bytes.len());
    }

    #[test]
    fn it_is_no_publication_and_a_publication_is_no_year() {
        let bytes = entry().to_bytes().unwrap();
        assert!(bytes.starts_with(YearEntry::BEGINNING.as_bytes()));
        assert_eq!(crate::register::Entry::read(&bytes), Ok(None));
        let publication = br#"{"v":1,"kind":"publication","year":2027,"plan":"","at":"2026-11-28T02:00:00Z"}"#;
        assert_eq!(YearEntry::read(publication), None);
    }

    #[test]
    fn what_is_no_year_is_not_loaded() {
        let published = Calendar::published();
        assert!(matches!(loadable(&published, "2027\n元旦"), Err(NotLoaded::NotAYear(_))));
        // 2026 after 2024.
        let last = published.years().last().unwrap();
        let gap = loadable(&published.until(last.number() - 2), &last.to_string());
        assert!(matches!(gap, Err(NotLoaded::Gap(_))), "{gap:?}");
        // As many notices as a year may have, with addresses and names as long as they may be.
        let (source, name) = ("x".repeat(260), "节".repeat(60));
        let more: String = (1..=7)
            .map(|n| {
                format!("notice 2026-11-{} https://example.org/{source}\n{name} off 02-05\n{name} off 02-08\n", n + 10)
            })
            .collect();
        let long = loadable(&published, &[PLAN, &more].concat());
        assert!(matches!(long, Err(NotLoaded::TooLong(_))), "{:?}", long.is_ok());
    }
}
