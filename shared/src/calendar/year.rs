//! The plan of one year, as one notice or several fix it.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::wrong::NotAYear;
use super::{Day, Kind, read};

/// The most bytes that the text of a year may have: a year of many notices has one.
pub const LONGEST_YEAR: usize = 16_000;

/// How many working days a year has: 261 weekdays or so less the 10 to 13 days of the law, and what moves across the new year.
pub(super) const PLAUSIBLE: RangeInclusive<usize> = 240..=256;

/// A notice (通知) of the State Council or its General Office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its number (文号): 国办发明电〔2025〕7号; none where that is not known.
    pub number: Option<String>,
    /// The day that stands under its text.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub issued_on: NaiveDate,
    /// The public address of its text.
    pub source: String,
}

/// What one notice says of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) notice: Notice,
    pub(super) rows: Vec<Row>,
}

/// What it says of one festival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) off: Vec<(NaiveDate, NaiveDate)>,
    pub(super) work: Vec<NaiveDate>,
}

/// A festival of a year, with all its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Festival<'a> {
    /// As the notice names it.
    pub name: &'a str,
    /// The days off, in order, with the weekends among them.
    pub off: Vec<NaiveDate>,
    /// The weekend days worked for it, in order.
    pub worked: Vec<NaiveDate>,
}

/// What a day is, and, of a holiday and a makeup day, the place of the row that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    pub(super) part: u8,
    pub(super) row: u8,
}

/// The plan of one year. In serde it is its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Year {
    pub(super) number: i32,
    pub(super) parts: Vec<Part>,
    /// One for each day of the year, in order.
    pub(super) marks: Vec<Mark>,
}

impl Year {
    /// The first year whose days off the law sets in a way that is known here: it was revised in September 1999.
    pub(super) const FIRST: i32 = 2000;
    /// The last year that is accepted: any later one is mistyped.
    pub(super) const LAST: i32 = 2199;

    /// Reads a year's text. It is written to be held against the notice; blank lines and lines that begin with `#` are passed over:
    ///
    /// ```
    /// let year = mingbai_shared::calendar::Year::read(
    ///     "2026
    ///      notice 国办发明电〔2025〕7号 2025-11-04 https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm
    ///      元旦 off 01-01..01-03 work 01-04
    ///      春节 off 02-15..02-23 work 02-14 02-28
    ///      劳动节 off 05-01..05-05 work 05-09
    ///      国庆节 off 10-01..10-07 work 09-20 10-10",
    /// );
    /// assert_eq!(year.unwrap().working_days(), 251);
    /// ```
    ///
    /// A range may have weekend days in it, as the notice counts them. Where a later notice names a day again, the later one holds.
    pub fn read(text: &str) -> Result<Year, NotAYear> {
        read::year(text)
    }

    /// Which year.
    pub fn number(&self) -> i32 {
        self.number
    }

    /// The notices that fix it, in the order in which they were issued.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.parts.iter().map(|part| &part.notice)
    }

    /// Its days, in order.
    pub fn days(&self) -> impl Iterator<Item = Day<'_>> {
        (1..=366).filter_map(|ordinal| self.day(NaiveDate::from_yo_opt(self.number, ordinal)?))
    }

    /// How many of them are worked.
    pub fn working_days(&self) -> usize {
        self.marks.iter().filter(|mark| mark.kind.works()).count()
    }

    /// Its festivals as the notices name them, in the order of their first days: weekends within a break belong to it.
    pub fn festivals(&self) -> Vec<Festival<'_>> {
        let mut found: Vec<Festival<'_>> = Vec::new();
        // Of two notices that name a day the later one holds, so the last one is looked at first.
        let mut named = BTreeSet::new();
        for row in self.parts.iter().rev().flat_map(|part| &part.rows) {
            let off = row.off.iter().flat_map(|(first, last)| first.iter_days().take_while(move |day| day <= last));
            for day in off.chain(row.work.iter().copied()) {
                let Some(kind) = self.kind(day).filter(|_| named.insert(day)) else { continue };
                let place = found.iter().position(|festival| festival.name == row.name);
                let place = place.unwrap_or_else(|| {
                    found.push(Festival { name: &row.name, off: Vec::new(), worked: Vec::new() });
                    found.len() - 1
                });
                let Some(festival) = found.get_mut(place) else { continue };
                if kind.works() { festival.worked.push(day) } else { festival.off.push(day) }
            }
        }
        for festival in &mut found {
            festival.off.sort_unstable();
            festival.worked.sort_unstable();
        }
        found.sort_by_key(|festival| festival.off.first().or(festival.worked.first()).copied());
        found
    }

    /// Everything about a day; none where it is of another year.
    pub fn day(&self, date: NaiveDate) -> Option<Day<'_>> {
        let mark = self.mark(date)?;
        let said = || {
            let part = self.parts.get(usize::from(mark.part))?;
            Some((part.rows.get(usize::from(mark.row))?.name.as_str(), &part.notice))
        };
        let (name, notice) = match mark.kind {
            Kind::Weekday | Kind::Weekend => None,
            Kind::Holiday | Kind::Makeup => said(),
        }
        .unzip();
        Some(Day { date, kind: mark.kind, name, notice })
    }

    pub(super) fn kind(&self, date: NaiveDate) -> Option<Kind> {
        self.mark(date).map(|mark| mark.kind)
    }

    /// The `n`-th working day from a day of this year on, the first of which may be that day; how many there are where they are fewer.
    pub(super) fn nth_working_day(&self, from: NaiveDate, n: usize) -> Result<NaiveDate, usize> {
        let from = from.ordinal();
        let rest =
            usize::try_from(from).ok().and_then(|from| self.marks.get(from.saturating_sub(1)..)).unwrap_or_default();
        let mut found = 0;
        for (mark, ordinal) in rest.iter().zip(from..) {
            found += usize::from(mark.kind.works());
            if found == n {
                return NaiveDate::from_yo_opt(self.number, ordinal).ok_or(found);
            }
        }
        Err(found)
    }

    fn mark(&self, date: NaiveDate) -> Option<Mark> {
        let mark = self.marks.get(usize::try_from(date.ordinal0()).ok()?)?;
        (date.year() == self.number).then_some(*mark)
    }
}

impl fmt::Display for Year {
    /// The text, which reads back as the same year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |date: &NaiveDate| format!("{:02}-{:02}", date.month(), date.day());
        writeln!(f, "{}", self.number)?;
        for Part { notice, rows } in &self.parts {
            f.write_str("notice ")?;
            if let Some(number) = &notice.number {
                write!(f, "{number} ")?;
            }
            writeln!(f, "{} {}", notice.issued_on, notice.source)?;
            for Row { name, off, work } in rows {
                f.write_str(name)?;
                for (place, (from, to)) in off.iter().enumerate() {
                    write!(f, "{}{}", if place == 0 { " off " } else { " " }, day(from))?;
                    if from != to {
                        write!(f, "..{}", day(to))?;
                    }
                }
                for (place, worked) in work.iter().enumerate() {
                    write!(f, "{}{}", if place == 0 { " work " } else { " " }, day(worked))?;
                }
                writeln!(f)?;
            }
        }
        Ok(())
    }
}

impl FromStr for Year {
    type Err = NotAYear;

    fn from_str(text: &str) -> Result<Year, NotAYear> {
        Year::read(text)
    }
}

impl TryFrom<String> for Year {
    type Error = NotAYear;

    fn try_from(text: String) -> Result<Year, NotAYear> {
        Year::read(&text)
    }
}

impl From<Year> for String {
    fn from(year: Year) -> String {
        year.to_string()
    }
}
