//! Periods that run through rest days: natural days, months, hours, a date, days before.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use super::When;
use super::days::{Laid, Unknown};
use super::read::{Kind, Point, Proof, What};
use super::wrong::{Expected, Wrong};
use crate::deadline::rule::Limit;

impl Proof {
    /// When a period of this limit ends.
    pub fn period(&self, limit: Limit) -> Result<When, Wrong> {
        if self.waiting.is_some() {
            return Err(Wrong::member("waiting", Expected::Nothing));
        }
        if !self.flags.is_empty() {
            return Err(Wrong::member("flags", Expected::Nothing));
        }
        let start = self.start_day;
        let out_of_reach = || Wrong::member("start", Expected::Value("a day that can be counted from".to_owned()));
        match limit {
            Limit::Hours(hours) => self.hours(hours),
            Limit::DaysBefore(days) => {
                let due = start.checked_sub_days(Days::new(days.into())).ok_or_else(out_of_reach)?;
                self.without_days(due)?;
                self.certain(due)
            }
            Limit::Yearly { .. } | Limit::Monthly { .. } => {
                self.date(first_date(start, limit).ok_or_else(out_of_reach)?)
            }
            Limit::Days(days) => self.natural(start.checked_add_days(Days::new(days.into())).ok_or_else(out_of_reach)?),
            Limit::Months(months) => self.natural(months_after(start, months).ok_or_else(out_of_reach)?),
            Limit::WorkingDays(_) => Err(Wrong::member("unit", Expected::Nothing)),
        }
    }

    fn hours(&self, hours: u32) -> Result<When, Wrong> {
        let Point::Instant(start) = self.start else {
            return Err(Wrong::member("start", Expected::Value("an instant".to_owned())));
        };
        let due = start.checked_add_signed(TimeDelta::hours(hours.into()));
        match (due, self.due) {
            (Some(due), Some(Point::Instant(written))) if due == written => {
                let day = Point::Instant(due).day().unwrap_or(self.start_day);
                self.without_days(day)?;
                self.not_provisional()?;
                Ok(When::At(due))
            }
            (due, _) => {
                Err(Wrong::member("due", Expected::Value(due.map_or_else(String::new, |due| format!("{due:?}")))))
            }
        }
    }

    /// Only a start and a due day: nothing between them matters.
    fn without_days(&self, due: NaiveDate) -> Result<(), Wrong> {
        for (index, step) in self.steps.iter().enumerate() {
            step.check_kind(self, index)?;
            let (what, day) = if index == 0 { (What::Start, self.start_day) } else { (What::Due, due) };
            if index > 1 || step.what != what {
                return Err(self.wrong(index, if index == 0 { Expected::Start } else { Expected::StepOfRule }));
            }
            if step.day != day {
                return Err(self.wrong(index, Expected::Day(day)));
            }
        }
        if self.steps.len() == 2 { Ok(()) } else { Err(self.wrong(self.steps.len(), Expected::DueOn(due))) }
    }

    fn not_provisional(&self) -> Result<(), Wrong> {
        self.check_provisional(false)?;
        if self.range.is_some() { Err(Wrong::member("range", Expected::Nothing)) } else { Ok(()) }
    }

    fn certain(&self, due: NaiveDate) -> Result<When, Wrong> {
        self.not_provisional()?;
        if self.due == Some(Point::Day(due)) {
            Ok(When::On(due))
        } else {
            Err(Wrong::member("due", Expected::DueOn(due)))
        }
    }

    /// Natural days up to `end`, and where that is a rest day the days to which the end moves (民法典 art. 203).
    fn natural(&self, end: NaiveDate) -> Result<When, Wrong> {
        let laid = Laid::out(self)?;
        let (mut counted, mut due) = (0, None);
        let mut end_is_known = false;
        for day in &laid.days {
            let (index, step) = (day.index, day.step);
            if let Some(event) = day.events.first() {
                return Err(self.wrong(event.index, Expected::StepOfRule));
            }
            if let Some(due) = due {
                return Err(self.wrong(index, Expected::DueOn(due)));
            }
            match step.what {
                What::Start => {}
                What::Counted(n) if step.day <= end => {
                    counted += 1;
                    if n != counted {
                        return Err(self.wrong(index, Expected::Number(counted)));
                    }
                }
                What::Moved | What::Unknown if step.day > end => {}
                _ => return Err(self.wrong(index, Expected::StepOfRule)),
            }
            end_is_known = step.kind.is_some();
            // An unknown day may be worked or not.
            due = (step.day >= end && step.kind.is_some_and(Kind::works)).then_some(step.day);
        }
        let last = laid.last().map_or(self.start_day, |day| day.step.day);
        match (due, laid.due) {
            (Some(due), Some(_)) => self.certain(due),
            (Some(due), None) => Err(self.wrong(self.steps.len(), Expected::DueOn(due))),
            (None, Some(index)) => Err(self.wrong(index, Expected::KindOfItsStep)),
            (None, None) if last < end || end_is_known => Err(self.wrong(self.steps.len(), Expected::Something)),
            (None, None) => {
                let Some(unknown) = laid.unknown() else { return Err(Wrong::member("range", Expected::Nothing)) };
                let from = unknown.day.max(end);
                let when = self.uncertain(Unknown { day: from, ..unknown })?;
                // Where the end itself is unknown, there are no steps after it.
                let shown = if from > end { self.range.as_ref().map_or(end, |range| range.latest) } else { end };
                if last == shown { Ok(when) } else { Err(self.wrong(self.steps.len(), Expected::Day(shown))) }
            }
        }
    }

    /// The end moves to the first day that is worked, in each year.
    fn uncertain(&self, unknown: Unknown) -> Result<When, Wrong> {
        self.check_provisional(true)?;
        let Some(range) = &self.range else { return Err(Wrong::member("range", Expected::Something)) };
        let mut due = Vec::new();
        for (year, days) in range.stand_ins(unknown, range.latest, false)? {
            let first =
                days.iter().position(|day| *day == b'1').filter(|first| first.checked_add(1) == Some(days.len()));
            let moved = first.and_then(|first| unknown.day.checked_add_days(Days::new(u64::try_from(first).ok()?)));
            due.push(moved.ok_or_else(|| Wrong::member("range", Expected::DueInYear(year)))?);
        }
        range.is_of(&due)?;
        if self.due != Some(Point::Day(range.earliest)) {
            return Err(Wrong::member("due", Expected::DueOn(range.earliest)));
        }
        Ok(When::Between { earliest: range.earliest, latest: range.latest })
    }

    /// A date, which moves off a rest day only where the district says so.
    fn date(&self, date: NaiveDate) -> Result<When, Wrong> {
        if !self.parameters.fixed_date_moves {
            self.without_days(date)?;
            return self.certain(date);
        }
        if self.range.is_some() {
            for (index, step) in self.steps.iter().enumerate() {
                if index > 0 || step.what != What::Start || step.day != self.start_day {
                    return Err(self.wrong(index, Expected::Start));
                }
            }
            if self.steps.is_empty() {
                return Err(self.wrong(0, Expected::Start));
            }
            // Nothing says where the published days end, but that it is before this date.
            return self.uncertain(Unknown { index: 0, day: date, new_year: None });
        }
        let mut next = date;
        let mut due = None;
        for (index, step) in self.steps.iter().enumerate() {
            step.check_kind(self, index)?;
            if due.is_some() {
                return Err(self.wrong(index, Expected::Nothing));
            }
            let expected = match step.what {
                What::Start if index == 0 => self.start_day,
                What::Moved if index > 0 => {
                    // The date itself need not be shown.
                    if index == 1 && step.day != date {
                        next = date.succ_opt().unwrap_or(date);
                    }
                    let day = next;
                    next = next.succ_opt().unwrap_or(next);
                    day
                }
                What::Due if index > 0 => {
                    due = Some(step.day);
                    self.steps.get(index.saturating_sub(1)).filter(|_| index > 1).map_or(date, |last| last.day)
                }
                _ => return Err(self.wrong(index, if index == 0 { Expected::Start } else { Expected::StepOfRule })),
            };
            if step.day != expected {
                return Err(self.wrong(index, Expected::Day(expected)));
            }
            // Every day but the last is a rest day, and the last is worked.
            let goes_on = matches!(self.steps.get(index.saturating_add(1)), Some(step) if step.what == What::Moved);
            if step.what == What::Moved && step.kind.is_some_and(|kind| kind.works() == goes_on) {
                return Err(self.wrong(index, Expected::KindOfItsStep));
            }
        }
        match due {
            Some(due) => self.certain(due),
            None => Err(self.wrong(self.steps.len(), Expected::Something)),
        }
    }
}

/// The first such date on or after `start`.
fn first_date(start: NaiveDate, limit: Limit) -> Option<NaiveDate> {
    let (year, month) = (start.year(), start.month());
    let candidates = match limit {
        Limit::Yearly { month, day } => {
            [NaiveDate::from_ymd_opt(year, month, day), NaiveDate::from_ymd_opt(year.checked_add(1)?, month, day)]
        }
        Limit::Monthly { day } => {
            let next = if month == 12 {
                NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, day)
            } else {
                NaiveDate::from_ymd_opt(year, month + 1, day)
            };
            [NaiveDate::from_ymd_opt(year, month, day), next]
        }
        _ => return None,
    };
    candidates.into_iter().flatten().find(|date| *date >= start)
}

/// The same day so many months later, or that month's last day (民法典 art. 202).
fn months_after(start: NaiveDate, months: u32) -> Option<NaiveDate> {
    let months = start.month0().checked_add(months)?;
    let year = start.year().checked_add(i32::try_from(months / 12).ok()?)?;
    (1..=start.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, months % 12 + 1, day))
}
