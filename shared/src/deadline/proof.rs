//! What a due date rests on: every day that was counted or passed over, and why. docs/deadlines.md says how it is written.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::event::{EventKind, Question};
use super::point::Point;
use super::timeline::Basis;
use super::{District, Limit, RuleId};
use crate::calendar::{Kind, Notice};
use crate::law::Citation;

/// A date with all that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Which limit.
    pub rule: RuleId,
    /// How long it is in this district.
    pub limit: Limit,
    /// The start.
    pub start: Point,
    /// Of an application: by which channel it came.
    pub basis: Option<Basis>,
    /// What came out.
    pub outcome: Outcome,
    /// Of a provisional date: the published years that stood in for the unknown days.
    pub years: Vec<StandIn>,
    /// Every day and every event.
    pub steps: Vec<Step>,
    /// What the law allows, but not as it should be.
    pub flags: Vec<Flagged>,
    /// Every article that was used.
    pub cites: Vec<Citation>,
    /// The notices that decided days; steps point into this.
    pub notices: Vec<Notice>,
    /// The district's answers that it rests on.
    pub district: District,
}

/// A published year in place of unknown days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// Which.
    pub year: i32,
    /// Whether each of the unknown days is worked then, `1` or `0`: from the first that bears on the date to the due day that this year comes to.
    pub days: String,
}

/// What came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A date.
    Due(Due),
    /// A question is open, and with it the date.
    Waiting {
        /// Who is waited for.
        question: Question,
        /// Asked when.
        since: NaiveDate,
        /// The last day that the asked one has, where the law gives one and the calendar knows it.
        reply_by: Option<NaiveDate>,
        /// When the matter is due where no answer comes by then.
        if_silent: Option<Due>,
    },
}

/// A due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// On this day, until it ends.
    On(NaiveDate),
    /// At this instant.
    At(DateTime<Utc>),
    /// Beyond the published calendar: as it would be by the first and by the last of the published years put in its place.
    Between {
        /// The earliest of them.
        earliest: NaiveDate,
        /// The latest of them.
        latest: NaiveDate,
    },
}

impl Due {
    /// The day to plan for: of a range its first.
    pub fn day(self) -> NaiveDate {
        match self {
            Due::On(day) => day,
            Due::At(instant) => Point::Instant(instant).day(),
            Due::Between { earliest, .. } => earliest,
        }
    }

    /// Whether it rests on days that no notice has decided yet.
    pub fn is_provisional(self) -> bool {
        matches!(self, Due::Between { .. })
    }
}

impl Outcome {
    /// The due date; none while something is waited for.
    pub fn due(self) -> Option<Due> {
        match self {
            Outcome::Due(due) => Some(due),
            Outcome::Waiting { .. } => None,
        }
    }

    /// The due date, or the one that comes where the asked one stays silent.
    pub fn due_at_latest(self) -> Option<Due> {
        match self {
            Outcome::Due(due) => Some(due),
            Outcome::Waiting { if_silent, .. } => if_silent,
        }
    }
}

/// One step of the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// On which day.
    pub day: NaiveDate,
    /// What the day was, or what happened on it.
    pub what: What,
}

/// What a day was, or what happened on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The start, which is not counted.
    Start,
    /// An event; of an extension by how many working days.
    Event(EventKind, Option<u32>),
    /// The n-th day of the period. A natural day beyond the calendar has no kind.
    Counted(u32, Option<DayIs>),
    /// Not a working day.
    Rest(DayIs),
    /// A working day that a question takes out.
    Paused(Question, DayIs),
    /// A working day that counts for nothing.
    Void(Idle, DayIs),
    /// The period begins anew. A day beyond the calendar has no kind.
    Restart(Question, Option<DayIs>),
    /// A day after the end of a period of days or months, which fell on a rest day.
    Moved(DayIs),
    /// A day that no notice has decided yet.
    Unknown,
    /// The due day.
    Due,
}

/// Why a working day counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Idle {
    /// The corrected application is not in yet.
    Correction,
    /// The fee is not paid yet.
    Fee,
    /// The answer was overdue when the corrected application came.
    Lapsed,
}

/// What the calendar says of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayIs {
    /// Weekday, weekend, holiday, make-up day.
    pub kind: Kind,
    /// Of a holiday and a make-up day: its festival, and which of the proof's notices decided it.
    pub by: Option<(String, usize)>,
}

/// What is allowed, but not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Flagged {
    /// What.
    pub code: Flag,
    /// On which day.
    pub day: NaiveDate,
    /// Which question it is about. A proof in writing has it as an event, but for one after the due day; the words need it either way.
    #[serde(skip)]
    pub about: Question,
}

/// See [`Flagged`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Correction was asked for later than 7 working days after receipt (条例 art. 30).
    CorrectionLate,
    /// Silence was noted before the 15 working days were over (art. 32, 34).
    SilenceEarly,
    /// A question was asked after the due day: the period had run out, and no question undoes that (art. 33).
    AskedAfterDue,
    /// The answer had been due on this day when the period began anew (art. 33).
    Lapsed,
}

impl Step {
    /// What the calendar says of the day, where the step says it.
    pub fn day_is(&self) -> Option<&DayIs> {
        match &self.what {
            What::Counted(_, day) | What::Restart(_, day) => day.as_ref(),
            What::Rest(day) | What::Paused(_, day) | What::Void(_, day) | What::Moved(day) => Some(day),
            What::Start | What::Event(..) | What::Unknown | What::Due => None,
        }
    }
}
