//! Checks a proof by itself: what is worked out here comes from the members and steps of the proof and from the rule's limit, and from nothing that the
//! proof was made with. Of the calendar it believes the proof, as far as a week and a notice allow; a reader compares those days with the notices.
//!
//! docs/deadlines.md says what a proof is.

mod asked;
mod count;
mod days;
mod flags;
mod outcome;
mod period;
mod read;
mod stand_in;
mod used;
mod world;
mod wrong;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::event::Question;
use super::rule::{Limit, RuleId};
use count::Count;
use days::Laid;
use read::Proof;

pub use wrong::{Expected, Wrong};

/// More than any proof has: ten years of days.
pub const MOST_STEPS: usize = 4_000;
/// More than so many steps need.
pub const MOST_BYTES: usize = 2 << 20;

/// What a proof proves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// By which rule.
    pub rule: RuleId,
    /// What it comes to.
    pub comes_to: ComesTo,
}

/// What a proof comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ComesTo {
    /// It is due then.
    Due(When),
    /// An answer is waited for.
    Waiting {
        /// Whose.
        question: Question,
        /// Since when.
        since: NaiveDate,
        /// The last day that whoever was asked has for the answer.
        reply_by: Option<NaiveDate>,
        /// When it is due where they say nothing.
        if_silent: Option<When>,
    },
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// On this day.
    On(NaiveDate),
    /// At this instant.
    At(DateTime<Utc>),
    /// On one of these days: the calendar is not published.
    Between {
        /// Not before.
        earliest: NaiveDate,
        /// Not after.
        latest: NaiveDate,
    },
}

/// Checks the JSON of a proof. Where steps are wrong, it is the first that breaks the row of days which is named, else the first that does not follow.
pub fn check(proof: &[u8]) -> Result<Checked, Wrong> {
    let proof = Proof::read(proof)?;
    let limit = proof.limit()?;
    proof.check_start(limit)?;
    let comes_to = match limit {
        Limit::WorkingDays(limit) => {
            let laid = Laid::out(&proof)?;
            let count = Count::of(&proof, &laid, limit)?;
            let comes_to = count.comes_to()?;
            count.check_flags()?;
            comes_to
        }
        _ => ComesTo::Due(proof.period(limit)?),
    };
    proof.check_used(limit)?;
    Ok(Checked { rule: proof.rule, comes_to })
}

#[cfg(test)]
mod tests;
