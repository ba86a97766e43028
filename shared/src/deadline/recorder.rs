//! Keeps every day of a count for its proof, with what the calendar says of it.

use chrono::NaiveDate;

use super::event::{Event, EventKind, Question};
use super::proof::{DayIs, Flag, Flagged, Step, What};
use super::walk::{Mark, Sink};
use crate::calendar::{Calendar, Notice};

/// Keeps every day.
pub(super) struct Recorder<'a> {
    calendar: &'a Calendar,
    pub steps: Vec<Step>,
    pub flags: Vec<Flagged>,
    /// The notices that decided days; steps point into this.
    pub notices: Vec<&'a Notice>,
}

impl<'a> Recorder<'a> {
    pub(super) fn new(calendar: &'a Calendar) -> Self {
        Recorder { calendar, steps: Vec::with_capacity(48), flags: Vec::new(), notices: Vec::new() }
    }

    fn day_is(&mut self, day: NaiveDate) -> Option<DayIs> {
        let found = self.calendar.day(day)?;
        let by = found.notice.map(|notice| {
            let known = self.notices.iter().position(|known| *known == notice);
            let index = known.unwrap_or_else(|| {
                self.notices.push(notice);
                self.notices.len() - 1
            });
            (found.name.unwrap_or_default().to_owned(), index)
        });
        Some(DayIs { kind: found.kind, by })
    }

    fn known(&mut self, day: NaiveDate, what: impl FnOnce(DayIs) -> What) -> What {
        self.day_is(day).map_or(What::Unknown, what)
    }
}

impl Sink for Recorder<'_> {
    fn mark(&mut self, day: NaiveDate, mark: Mark) {
        let what = match mark {
            Mark::Start => What::Start,
            Mark::Event(Event { kind, working_days, .. }) => {
                What::Event(kind, working_days.filter(|_| kind == EventKind::Extended))
            }
            Mark::Counted(n) => What::Counted(n, self.day_is(day)),
            Mark::Rest => self.known(day, What::Rest),
            Mark::Moved => self.known(day, What::Moved),
            Mark::Paused(question) => self.known(day, |is| What::Paused(question, is)),
            Mark::Void(idle) => self.known(day, |is| What::Void(idle, is)),
            Mark::Restart(question) => What::Restart(question, self.day_is(day)),
            Mark::Unknown => What::Unknown,
            Mark::Due => What::Due,
        };
        self.steps.push(Step { day, what });
    }

    fn flag(&mut self, code: Flag, day: NaiveDate, about: Question) {
        self.flags.push(Flagged { code, day, about });
    }
}
