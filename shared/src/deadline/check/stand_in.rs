//! The published years that stand in for unknown days: whether a range can name these, and days such as it gives them.

use chrono::{Datelike, Days, NaiveDate};

use super::days::Unknown;
use super::read::Range;
use super::wrong::{Expected, Wrong};

/// The first year whose days are published.
const FIRST_YEAR: i32 = 2007;
/// More than there are: no year later than 2199 is published.
const MOST_YEARS: usize = 200;
/// Of so many days in a row some are worked and some are not.
const LONGEST_ROW: usize = 15;

impl Range {
    /// The days of each year, where these can be the published years. All of them stand in: but those in which an extension among unknown days came too
    /// late (`may_miss`), and the last, which end before the steps do.
    pub fn stand_ins(&self, unknown: Unknown, last: NaiveDate, may_miss: bool) -> Result<Vec<(i32, &[u8])>, Wrong> {
        let wrong = |expected| Err(Wrong::member("range", expected));
        let Range { years, days, .. } = self;
        let in_order = years.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
        let bounds = years.first().zip(years.last());
        let Some((first, latest)) =
            bounds.filter(|_| in_order && years.len() == days.len() && years.len() <= MOST_YEARS)
        else {
            return wrong(Expected::Years);
        };
        let published = *first >= FIRST_YEAR && *latest < unknown.day.year();
        // Where the first unknown day is not that of a year, the proof does not show which year is the first that is not published.
        let all = years.windows(2).all(|pair| matches!(pair, [one, next] if one.checked_add(1) == Some(*next)))
            && match unknown.new_year {
                Some(new_year) => {
                    let begins = if in_step(FIRST_YEAR, new_year).is_some_and(|day| day.year() == FIRST_YEAR) {
                        FIRST_YEAR
                    } else {
                        FIRST_YEAR + 1
                    };
                    let missing = latest.saturating_add(1)..new_year.year();
                    *first == begins && missing.into_iter().all(|year| ends_before(year, new_year, last))
                }
                None => *first <= FIRST_YEAR + 1,
            };
        if !published || !(all || may_miss) {
            return wrong(Expected::Years);
        }
        let stand_ins: Vec<(i32, &[u8])> = years.iter().copied().zip(days.iter().map(|days| days.as_bytes())).collect();
        match stand_ins.iter().find(|(_, days)| !can_be(days) || works_though_off(unknown.day, days)) {
            Some((year, _)) => wrong(Expected::DaysOfYear(*year)),
            None => Ok(stand_ins),
        }
    }

    /// Whether its days are the earliest and the latest of these.
    pub fn is_of(&self, due: &[NaiveDate]) -> Result<(), Wrong> {
        if due.iter().min() == Some(&self.earliest) && due.iter().max() == Some(&self.latest) {
            Ok(())
        } else {
            Err(Wrong::member("range", Expected::Range))
        }
    }
}

/// Whether a year can have such days.
fn can_be(days: &[u8]) -> bool {
    let rows = days.chunk_by(|one, next| one == next);
    !days.is_empty()
        && days.iter().all(|day| matches!(day, b'0' | b'1'))
        && rows.into_iter().all(|row| row.len() < LONGEST_ROW)
}

/// The days that the law gives off without a notice, since 2025 (全国年节及纪念日放假办法 art. 2).
const OFF_BY_LAW: [(u32, u32); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

/// Whether such a day is worked among days that begin with `first`.
fn works_though_off(first: NaiveDate, days: &[u8]) -> bool {
    let mut days = first.iter_days().zip(days).filter(|(_, works)| **works == b'1');
    days.any(|(day, _)| OFF_BY_LAW.contains(&(day.month(), day.day())))
}

/// The day of a year that stands in for the first unknown day: of the same day of the week, and nearest to 1 January.
fn in_step(year: i32, new_year: NaiveDate) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?.checked_sub_days(Days::new(3))?;
    first.iter_days().take(7).find(|day| day.weekday() == new_year.weekday())
}

/// Whether the published days of a year, and of those after it, may end too early for a date about that of the last step.
fn ends_before(year: i32, new_year: NaiveDate, last: NaiveDate) -> bool {
    let Some(stands_in) = in_step(year, new_year) else { return false };
    // That year may come to a later date than the others did, but not by much.
    let needed = last.checked_add_days(Days::new(31)).unwrap_or(last);
    needed.signed_duration_since(new_year) >= new_year.signed_duration_since(stands_in)
}
