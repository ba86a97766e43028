//! Limits that count no working days: natural days and months, which move off a rest day at their end (民法典 art. 201 to 203), hours, dates, days before.

use chrono::{Datelike, Days as DayCount, Months, NaiveDate, TimeDelta};

use super::clock::mark_unknown;
use super::district::District;
use super::point::Point;
use super::proof::{Due, Outcome};
use super::timeline::Timeline;
use super::walk::{Days, End, Mark, Sink};
use super::years::{AsIf, Rests, provisional};
use super::{Limit, Refusal};
use crate::calendar::Calendar;

/// Works one out.
pub(super) fn run(
    timeline: &Timeline,
    calendar: &Calendar,
    district: &District,
    sink: &mut impl Sink,
) -> Result<(Outcome, Rests), Refusal> {
    let first = timeline.received.day();
    let beyond = || Refusal::OutOfReach(first);
    let limit = timeline.rule.rule().limit_in(district);
    sink.mark(first, Mark::Start);
    if let (Limit::Hours(hours), Point::Instant(start)) = (limit, timeline.received) {
        let end = start.checked_add_signed(TimeDelta::hours(hours.into())).ok_or_else(beyond)?;
        sink.mark(Point::Instant(end).day(), Mark::Due);
        return Ok((Outcome::Due(Due::At(end)), Rests::default()));
    }
    let last = last_day(first, limit).ok_or_else(beyond)?;
    let moves = match limit {
        Limit::Days(_) | Limit::Months(_) => {
            for (n, day) in (1..).zip(first.iter_days().skip(1).take_while(|day| *day <= last)) {
                sink.mark(day, Mark::Counted(n));
            }
            true
        }
        Limit::Yearly { .. } | Limit::Monthly { .. } => district.fixed_date_moves,
        Limit::DaysBefore(_) | Limit::Hours(_) | Limit::WorkingDays(_) => false,
    };
    if !moves {
        sink.mark(last, Mark::Due);
        return Ok((Outcome::Due(Due::On(last)), Rests::default()));
    }
    match move_off_rest(calendar, last, sink) {
        Ok(due) => {
            sink.mark(due, Mark::Due);
            Ok((Outcome::Due(Due::On(due)), Rests::default()))
        }
        Err(unknown) => {
            let walk = |days: &AsIf<'_>| Ok(move_off_rest(days, last, &mut ()).ok().map(|due| End::Due(due, None)));
            let (outcome, rests) = provisional(calendar, walk, first, unknown)?;
            if unknown > last {
                mark_unknown(unknown, outcome, None, sink);
            }
            Ok((outcome, rests))
        }
    }
}

/// The last day of a limit that starts on a day, before it moves; none of hours and of working days, and beyond all calendars.
fn last_day(first: NaiveDate, limit: Limit) -> Option<NaiveDate> {
    match limit {
        Limit::Days(days) => first.checked_add_days(DayCount::new(days.into())),
        Limit::Months(months) => first.checked_add_months(Months::new(months)),
        Limit::DaysBefore(days) => first.checked_sub_days(DayCount::new(days.into())),
        Limit::Yearly { month, day } => next_date(first, 12, |year, _| NaiveDate::from_ymd_opt(year, month, day)),
        Limit::Monthly { day } => next_date(first, 1, |year, month| NaiveDate::from_ymd_opt(year, month, day)),
        Limit::Hours(_) | Limit::WorkingDays(_) => None,
    }
}

/// The first day from `last` on that is worked (民法典 art. 203); the first unknown day where none is known.
fn move_off_rest(days: &impl Days, last: NaiveDate, sink: &mut impl Sink) -> Result<NaiveDate, NaiveDate> {
    let mut day = last;
    loop {
        let works = days.kind(day).ok_or(day)?.works();
        if day > last {
            sink.mark(day, Mark::Moved);
        }
        if works {
            return Ok(day);
        }
        day = day.succ_opt().ok_or(day)?;
    }
}

/// The first date of a kind on or after `from`, looked for in this step of `months` and in the next.
fn next_date(from: NaiveDate, months: u32, date: impl Fn(i32, u32) -> Option<NaiveDate>) -> Option<NaiveDate> {
    let this = date(from.year(), from.month())?;
    if this >= from {
        return Some(this);
    }
    let next = from.with_day(1)?.checked_add_months(Months::new(months))?;
    date(next.year(), next.month())
}
