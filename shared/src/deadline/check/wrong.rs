//! What is wrong with a proof.

use chrono::NaiveDate;
use thiserror::Error;

use super::{MOST_BYTES, MOST_STEPS};

/// Why a proof proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Wrong {
    /// More bytes than are read.
    #[error("a proof has at most {MOST_BYTES} bytes, this has {0}")]
    TooLong(usize),
    /// More steps than are read.
    #[error("a proof has at most {MOST_STEPS} steps, this has {0}")]
    TooManySteps(usize),
    /// Not the JSON of a proof.
    #[error("this is no proof: {0}")]
    NotAProof(String),
    /// A step that does not follow.
    #[error("step {index}, {day}: {expected}")]
    Step {
        /// Which, the first being 0.
        index: usize,
        /// Of which day.
        day: NaiveDate,
        /// What was expected in its place.
        expected: Expected,
    },
    /// A member that does not fit the steps.
    #[error("{member}: {expected}")]
    Member {
        /// Which.
        member: &'static str,
        /// What was expected.
        expected: Expected,
    },
}

impl Wrong {
    pub(super) fn member(member: &'static str, expected: Expected) -> Wrong {
        Wrong::Member { member, expected }
    }

    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Wrong::TooLong(_) | Wrong::TooManySteps(_) => "too_long",
            Wrong::NotAProof(_) => "not_a_proof",
            Wrong::Step { .. } => "wrong_step",
            Wrong::Member { .. } => "wrong_member",
        }
    }
}

/// What was expected.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Expected {
    /// The day after the one before.
    #[error("the day {0} was expected")]
    Day(NaiveDate),
    /// Another value.
    #[error("{0} was expected")]
    Value(String),
    /// The start in the first step, and nowhere else.
    #[error("a proof begins with its start, which comes once")]
    Start,
    /// Members of a step that it needs, and no others.
    #[error("this step needs other members")]
    Members,
    /// A kind that this day of the week can have.
    #[error("a weekday and a holiday are Monday to Friday, a weekend and a make-up day Saturday or Sunday")]
    KindOfItsWeek,
    /// A kind that this step can have.
    #[error("a rest day is a weekend or a holiday, a working day a weekday or a make-up day")]
    KindOfItsStep,
    /// A notice for what is not as the week has it.
    #[error(
        "a holiday and a make-up day name a notice of this proof that was issued before them, and no earlier than the year before"
    )]
    Notice,
    /// No step after the end of what is published.
    #[error("the days from the first unknown one on are unknown")]
    Unknown,
    /// A published year is published whole.
    #[error("the first unknown day is a 1 January")]
    NewYear,
    /// Steps that this rule can have.
    #[error("this rule has no such step")]
    StepOfRule,
    /// The next number.
    #[error("day {0} of the period was expected")]
    Number(u32),
    /// A day that counts.
    #[error("this day counts: no question was open")]
    Counted,
    /// A day that is taken out.
    #[error("this day does not count: a question was open")]
    TakenOut,
    /// The cause that the events give.
    #[error("it is taken out by another question than is said")]
    TakenOutBy,
    /// A beginning anew on the day of the correction or the payment.
    #[error("the period begins anew on the day of the corrected application or the paid fee, and on no other")]
    Restart,
    /// The end.
    #[error("the count reached the limit on {0}, which is the due day")]
    DueOn(NaiveDate),
    /// No end yet.
    #[error("the count reached {0} and the limit is {1}")]
    NotDue(u32, u32),
    /// An event that the law allows there.
    #[error("the law does not allow this event here ({0})")]
    Lawful(&'static str),
    /// The days of a range.
    #[error(
        "a range goes from the earliest to the latest due day that the years come to, and the steps end with it or with the last event"
    )]
    Range,
    /// The published years.
    #[error("a range rests on the published years, each once and in order, with the days of each")]
    Years,
    /// Days that a year can have.
    #[error("the unknown days as {0} has them were expected, 1 or 0 for each")]
    DaysOfYear(i32),
    /// Days of a year up to its due day.
    #[error("the days of {0} were expected up to the due day that they come to")]
    DueInYear(i32),
    /// A question that was open.
    #[error("it names a question that was open, with its day")]
    OpenQuestion,
    /// Nothing, in this outcome.
    #[error("nothing was expected")]
    Nothing,
    /// Something, in this outcome.
    #[error("something was expected")]
    Something,
    /// A flag that the steps give.
    #[error("the flag {0} of {1} was expected")]
    Flag(&'static str, NaiveDate),
    /// No flag that the steps do not give.
    #[error("the flag {0} of {1} does not follow from the steps")]
    NoFlag(&'static str, NaiveDate),
    /// An article that was used.
    #[error("{0} was used")]
    Cite(String),
    /// Only articles that were used, each once.
    #[error("{0} was not used, or is cited twice")]
    NoCite(String),
    /// Only notices that decided a day.
    #[error("notice {0} decides no day of this proof")]
    NoticeUsed(usize),
}
