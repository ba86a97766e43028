//! Days as numbers, one after the other, and which of them are worked: as published, and as they would be if they were the days of a published year.

use chrono::{Datelike, NaiveDate};
use mingbai_shared::calendar::Calendar;

/// Which days are worked, each looked up once. Days are numbers here, one after the other.
pub struct Days {
    first: i32,
    works: Vec<Option<bool>>,
    pub known_from: i32,
    unknown_from: i32,
    /// What the law gives off without a notice: 1 January, 1 and 2 May, 1 to 3 October.
    off_by_law: Vec<i32>,
    /// The day of each published year that stands in for the first unknown day.
    pub new_years: Vec<i32>,
}

impl Days {
    pub fn new(calendar: &Calendar) -> Days {
        let number = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap().num_days_from_ce();
        let first = number(2006, 1, 1);
        let works = (first..number(2032, 1, 1)).map(|day| calendar.works(date(day))).collect();
        let unknown_from = calendar.known_through().num_days_from_ce() + 1;
        let published = calendar.known_from().year()..=calendar.known_through().year();
        // Of the same day of the week and nearest to 1 January: days are numbers, and seven make a week.
        let nearest = |january: i32| (january - 3..=january + 3).find(|day| (day - unknown_from) % 7 == 0);
        let known_from = calendar.known_from().num_days_from_ce();
        let new_years = published.filter_map(|year| nearest(number(year, 1, 1))).filter(|day| *day >= known_from);
        let new_years = new_years.collect();
        let off = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];
        let off_by_law = (2027..2032).flat_map(|year| off.map(|(month, day)| number(year, month, day))).collect();
        Days { off_by_law, first, works, known_from, unknown_from, new_years }
    }

    fn known(&self, day: i32) -> Option<bool> {
        *self.works.get(usize::try_from(day - self.first).ok()?)?
    }
}

/// The days, and in place of those that are unknown the days from this one on; but on some days of the sun's year the law lets nobody work.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub days: &'a Days,
    pub instead: Option<i32>,
}

/// Why it cannot be said whether a day is worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dark {
    BeforeAll,
    Unknown,
    NothingPublished,
}

impl World<'_> {
    pub fn works(self, day: i32) -> Result<bool, Dark> {
        if day < self.days.unknown_from {
            return self.days.known(day).ok_or(Dark::BeforeAll);
        }
        let Some(new_year) = self.instead else { return Err(Dark::Unknown) };
        if self.days.off_by_law.contains(&day) {
            return Ok(false);
        }
        let day = new_year + (day - self.days.unknown_from);
        if day < self.days.unknown_from {
            self.days.known(day).ok_or(Dark::BeforeAll)
        } else {
            Err(Dark::NothingPublished)
        }
    }

    pub fn first_working_day_from(self, mut day: i32) -> Result<i32, Dark> {
        while !self.works(day)? {
            day += 1;
        }
        Ok(day)
    }

    /// The `n`-th working day after this one.
    pub fn working_day_after(self, mut day: i32, n: u32) -> Result<i32, Dark> {
        let mut count = 0;
        while count < n {
            day += 1;
            count += u32::from(self.works(day)?);
        }
        Ok(day)
    }
}

pub fn date(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap()
}

/// The same day so many months later, or the last day that the month has before it.
pub fn months_after(start: NaiveDate, n: u32) -> i32 {
    let months = start.month0() + n;
    let (year, month) = (start.year() + (months / 12) as i32, months % 12 + 1);
    (1..=start.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day)).unwrap().num_days_from_ce()
}
