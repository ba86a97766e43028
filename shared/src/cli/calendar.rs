//! `mingbai calendar`.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{Refusal, day, print, read};
use crate::calendar::{Calendar, Kind, LONGEST_YEAR, Year};

/// The most days that are printed at once: more than a hundred years.
const MOST_DAYS: u64 = 40_000;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The day.
    #[arg(value_name = "YYYY-MM-DD", value_parser = day, required_unless_present_any = ["from", "to"], conflicts_with_all = ["from", "to"])]
    date: Option<NaiveDate>,
    /// The first day of a range; one line a day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, requires = "to")]
    from: Option<NaiveDate>,
    /// The last day of the range.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, requires = "from")]
    to: Option<NaiveDate>,
    /// What would be so if this year's text were published: the year after the last known one, or a known one corrected. It looks like a block of
    /// shared/data/calendar.txt; `-` reads standard input. May be given again, in the order of the years.
    #[arg(long, value_name = "FILE")]
    with: Vec<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    date: NaiveDate,
    working: Option<bool>,
    kind: Kind,
    name: Option<&'a str>,
    known: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let calendar = calendar(&arguments.with)?;
    let one = |date| (date, date);
    let Some((from, to)) = arguments.date.map(one).or(arguments.from.zip(arguments.to)) else { return Ok(()) };
    let range = format!("{from} to {to}");
    let Ok(more) = u64::try_from((to - from).num_days()) else {
        return Err(Refusal::new("reversed_range", "the last day comes before the first", range));
    };
    if more >= MOST_DAYS {
        return Err(Refusal::new("too_many_days", format!("at most {MOST_DAYS} days are printed at once"), range));
    }
    (0..=more).filter_map(|more| from.checked_add_days(Days::new(more))).try_for_each(|date| {
        let day = calendar.day(date);
        print(&Line {
            date,
            working: day.map(|day| day.kind.works()),
            kind: day.map_or_else(|| Kind::by_week(date), |day| day.kind),
            name: day.and_then(|day| day.name),
            known: day.is_some(),
        })
    })
}

/// What is published, and these years' texts.
pub(super) fn calendar(years: &[String]) -> Result<Calendar, Refusal> {
    years.iter().try_fold(Calendar::published(), with)
}

fn with(calendar: Calendar, path: &String) -> Result<Calendar, Refusal> {
    let bytes = read(path, LONGEST_YEAR)?;
    if bytes.len() > LONGEST_YEAR {
        return Err(Refusal::new("too_large", format!("at most {LONGEST_YEAR} bytes are read"), path));
    }
    let text = String::from_utf8(bytes).map_err(|wrong| Refusal::new("not_text", wrong, path))?;
    let year = Year::read(&text).map_err(|wrong| Refusal::new("not_a_year", wrong, path))?;
    calendar.with(year).map_err(|wrong| Refusal::new("gap", wrong, path))
}
