//! How long there is until a due day, in working days.

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::calendar::Calendar;

/// What is left until a due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It is due today.
    Today,
    /// This many working days after today, the due day among them.
    Days(u32),
    /// This many that are known: of later days no notice says yet whether they are worked.
    AtLeast(u32),
    /// It was due; since then there were this many working days, today among them.
    Over(u32),
}

/// What is left until the day `due`, on the day `today`.
pub fn left(due: NaiveDate, today: NaiveDate, calendar: &Calendar) -> Left {
    let (days, all_known) = calendar.worked(today.min(due), today.max(due));
    match today.cmp(&due) {
        Ordering::Equal => Left::Today,
        Ordering::Greater => Left::Over(days),
        Ordering::Less if all_known => Left::Days(days),
        Ordering::Less => Left::AtLeast(days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(today: &str, due: &str) -> Left {
        let day = |text| crate::iso::day(text).unwrap();
        left(day(due), day(today), &Calendar::published())
    }

    #[test]
    fn working_days_are_counted_as_the_notices_have_them() {
        // 2026-11-23 is a Monday.
        assert_eq!(on("2026-11-23", "2026-12-01"), Left::Days(6));
        assert_eq!(on("2026-11-27", "2026-11-30"), Left::Days(1));
        // Off on 16 to 20 and on 23 February 2026, worked on Saturday the 14th and the 28th.
        assert_eq!(on("2026-02-13", "2026-02-28"), Left::Days(6));
        assert_eq!(on("2026-02-13", "2026-02-13"), Left::Today);
    }

    #[test]
    fn a_due_day_that_is_over_counts_from_the_day_after() {
        assert_eq!(on("2026-11-28", "2026-11-27"), Left::Over(0));
        assert_eq!(on("2026-11-30", "2026-11-27"), Left::Over(1));
    }

    #[test]
    fn a_date_that_is_fixed_may_have_no_working_day_before_it() {
        assert_eq!(on("2026-02-27", "2026-02-28"), Left::Days(1));
        assert_eq!(on("2026-01-30", "2026-01-31"), Left::Days(0));
    }

    #[test]
    fn beyond_what_is_published_it_is_at_least_so_many() {
        assert_eq!(on("2026-12-29", "2027-01-06"), Left::AtLeast(2));
    }
}
