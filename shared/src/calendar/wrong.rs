//! Why a text is no plan of a year.

use chrono::NaiveDate;
use thiserror::Error;

use super::year::{LONGEST_YEAR, PLAUSIBLE, Year};
use crate::words::{Language, date};

/// A day as people write it, with its weekday.
fn said(day: &NaiveDate) -> String {
    date::full_day_of_week(*day, Language::En)
}

/// A text that is no plan of a year, and the line that is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line} ({text:?}): {wrong}")]
pub struct NotAYear {
    /// Which line, from 1.
    pub line: usize,
    /// How it begins.
    pub text: String,
    /// What is wrong.
    #[source]
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Wrong {
    /// More than is read.
    #[error("the text has {0} bytes; at most {LONGEST_YEAR} are read")]
    TooLong(usize),
    /// A character that nobody sees.
    #[error("it contains the control character {0:?}")]
    Control(char),
    /// The text does not begin with a year.
    #[error("a text begins with its year alone on a line, such as 2027")]
    NoYear,
    /// A year that is none, or that this law did not reach.
    #[error("{0:?} is no year from {first} to {last}", first = Year::FIRST, last = Year::LAST)]
    Year(String),
    /// A second year.
    #[error("another year begins here; each has a text of its own")]
    SecondYear,
    /// A festival before any notice, or no notice at all.
    #[error(
        "no notice says so; before the festivals stands a line such as: notice 国办发明电〔2025〕7号 2025-11-04 https://…"
    )]
    NoNotice,
    /// A notice without a festival.
    #[error("no festival follows this notice")]
    NothingSaid,
    /// A line of a notice with too few words or too many.
    #[error(
        "the line of a notice is such as: notice 国办发明电〔2025〕7号 2025-11-04 https://…; a number that is not known is left out"
    )]
    Notice,
    /// A number (文号) that is none, or not of the year in which the notice was issued.
    #[error("{number:?} is no number such as 国办发明电〔2025〕7号, of a notice issued in {issued_in}")]
    Number {
        /// What stands there.
        number: String,
        /// The year of the day after it.
        issued_in: i32,
    },
    /// A day of issue that is none, or neither in the year itself nor in the one before.
    #[error("{text:?} is no day of {} or {year}, such as {year}-11-04, on which the notice could have been issued", .year.saturating_sub(1))]
    IssuedOn {
        /// What stands there.
        text: String,
        /// The year whose plan it is.
        year: i32,
    },
    /// A notice that is older than the one before it.
    #[error("issued before the notice above it, of {}; notices stand in the order in which they were issued", said(.0))]
    Order(NaiveDate),
    /// An address that is none.
    #[error("{0:?} is no address such as https://www.gov.cn/…, of at most 300 plain characters")]
    Source(String),
    /// More notices than a year has, or more festivals than a notice has.
    #[error("more than {most} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// A line that is none of a festival.
    #[error("the line of a festival is such as: 春节 off 02-15..02-23 work 02-14 02-28, with off or work or both")]
    Row,
    /// A name of a festival that is none.
    #[error("{0:?} is no name of a festival: at most 60 letters and digits, 、 between two festivals")]
    Name(String),
    /// A day that the year does not have.
    #[error("{text:?} is no day of {year} such as 02-14; days of another year stand in that year's text")]
    Day {
        /// What stands there.
        text: String,
        /// The year.
        year: i32,
    },
    /// A range whose end comes first.
    #[error("{0:?} ends before it begins")]
    Reversed(String),
    /// A day that one notice names twice.
    #[error("this notice names {} twice", said(.0))]
    Twice(NaiveDate),
    /// Days off that are off anyhow.
    #[error("{0:?} gives no day off: it has only weekend days; a festival that takes no weekday off has no line")]
    NoWeekday(String),
    /// A worked day that is worked anyhow.
    #[error("{} is worked anyhow", said(.0))]
    NoWeekend(NaiveDate),
    /// A day off by law, worked.
    #[error("{} would be worked, but it is a day off for all citizens (全国年节及纪念日放假办法, art. 2)", said(.0))]
    Statutory(NaiveDate),
    /// A number of working days that no year has.
    #[error("the year would have {0} working days; a year has {least} to {most}", least = PLAUSIBLE.start(), most = PLAUSIBLE.end())]
    Total(usize),
}
