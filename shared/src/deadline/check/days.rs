//! The days of a proof, laid out one after the other, each with what happened on it.

use chrono::{Datelike, NaiveDate, Weekday};

use super::read::{Kind, Proof, Step, What};
use super::wrong::{Expected, Wrong};
use crate::deadline::event::EventKind;

/// A day with its events.
#[derive(Debug)]
pub(super) struct Day<'a> {
    /// Of the step that says what the day was.
    pub index: usize,
    pub step: &'a Step,
    pub events: Vec<Event>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub index: usize,
    pub kind: EventKind,
    pub working_days: Option<u32>,
}

/// Where the unknown days begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unknown {
    /// The place of the first of them among the days of the proof.
    pub index: usize,
    /// The first of them that bears on the date.
    pub day: NaiveDate,
    /// The first day of the first year that is not published, where the day before it is shown as known.
    pub new_year: Option<NaiveDate>,
}

/// All days from the start on.
#[derive(Debug)]
pub(super) struct Laid<'a> {
    pub days: Vec<Day<'a>>,
    /// The index of the step that is the due day.
    pub due: Option<usize>,
}

impl<'a> Laid<'a> {
    /// The days, where each comes once and after the one before, and has a kind that it can have.
    pub fn out(proof: &'a Proof) -> Result<Laid<'a>, Wrong> {
        let mut laid = Laid { days: Vec::new(), due: None };
        let mut before = Vec::new();
        for (index, step) in proof.steps.iter().enumerate() {
            step.check_kind(proof, index)?;
            if let Some(due) = laid.due {
                return Err(proof.wrong(index, Expected::DueOn(proof.steps.get(due).map_or(step.day, |due| due.day))));
            }
            let last = laid.days.last().map(|day| day.step.day);
            let next = last
                .map_or(Some(proof.start_day), |last| last.succ_opt())
                .ok_or_else(|| proof.wrong(index, Expected::Nothing))?;
            match step.what {
                // Events stand before what their day was. Those of the start's day may stand after it, since a proof begins with its start.
                What::Event { kind, working_days } => {
                    let event = Event { index, kind, working_days };
                    match laid.days.as_mut_slice() {
                        [start] if step.day == start.step.day && before.is_empty() => start.events.push(event),
                        _ if step.day == next => before.push(event),
                        _ => return Err(proof.wrong(index, Expected::Day(next))),
                    }
                }
                What::Due if before.is_empty() && Some(step.day) == last => laid.due = Some(index),
                What::Due => {
                    return Err(
                        proof.wrong(index, Expected::Day(if before.is_empty() { last.unwrap_or(next) } else { next }))
                    );
                }
                _ if step.day != next => return Err(proof.wrong(index, Expected::Day(next))),
                _ if (step.what == What::Start) != laid.days.is_empty() => {
                    return Err(proof.wrong(index, Expected::Start));
                }
                _ => laid.days.push(Day { index, step, events: std::mem::take(&mut before) }),
            }
        }
        match before.first() {
            Some(event) => Err(proof.wrong(event.index, Expected::Members)),
            None if laid.days.is_empty() => Err(proof.wrong(0, Expected::Start)),
            None => {
                laid.check_unknown(proof)?;
                Ok(laid)
            }
        }
    }

    /// Whether what is known ends once, with a year.
    fn check_unknown(&self, proof: &Proof) -> Result<(), Wrong> {
        let mut known = true;
        for pair in self.days.windows(2) {
            let [before, day] = pair else { continue };
            if day.step.is_unknown() {
                if known && before.step.kind.is_some() && day.step.day.ordinal() != 1 {
                    return Err(proof.wrong(day.index, Expected::NewYear));
                }
                known = false;
            } else if !known && day.step.kind.is_some() {
                return Err(proof.wrong(day.index, Expected::Unknown));
            }
        }
        Ok(())
    }

    /// The first day that the calendar does not know.
    pub fn unknown(&self) -> Option<Unknown> {
        let index = self.days.iter().position(|day| day.step.is_unknown())?;
        let day = self.days.get(index)?.step.day;
        let before = index.checked_sub(1).and_then(|before| self.days.get(before));
        let new_year = before.filter(|before| before.step.kind.is_some()).map(|_| day);
        Some(Unknown { index, day, new_year })
    }

    /// The last day that there is a step for.
    pub fn last(&self) -> Option<&Day<'a>> {
        self.days.last()
    }
}

impl Step {
    /// A day of which the proof says that nobody knows what it will be. A natural day counts also then, and the period may begin anew on it.
    pub fn is_unknown(&self) -> bool {
        self.what == What::Unknown || matches!(self.what, What::Counted(_) | What::Restart(_)) && self.kind.is_none()
    }

    /// Whether its kind fits its day and its name. A counted day of a natural period may be of any kind.
    pub fn check_kind(&self, proof: &Proof, index: usize) -> Result<(), Wrong> {
        let needed = match self.what {
            What::Start | What::Event { .. } | What::Unknown | What::Due => Some(false),
            What::Counted(_) | What::Restart(_) => None,
            What::Rest | What::Paused(_) | What::Void(_) | What::Moved => Some(true),
        };
        if needed.is_some_and(|needed| needed != self.kind.is_some()) {
            return Err(proof.wrong(index, Expected::Members));
        }
        let Some(kind) = self.kind else { return Ok(()) };
        let at_the_weekend = matches!(self.day.weekday(), Weekday::Sat | Weekday::Sun);
        if at_the_weekend != matches!(kind, Kind::Weekend | Kind::Makeup) {
            return Err(proof.wrong(index, Expected::KindOfItsWeek));
        }
        let fits = match self.what {
            What::Rest => !kind.works(),
            What::Paused(_) | What::Void(_) => kind.works(),
            _ => true,
        };
        if !fits {
            return Err(proof.wrong(index, Expected::KindOfItsStep));
        }
        let issued = self.notice.and_then(|notice| proof.notices.get(notice)).map(|notice| notice.issued_on);
        // The notice of a year comes out before it, or while it runs.
        if issued.is_some_and(|issued| issued > self.day || issued.year() < self.day.year() - 1) {
            return Err(proof.wrong(index, Expected::Notice));
        }
        Ok(())
    }
}
