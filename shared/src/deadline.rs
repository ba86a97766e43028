//! Limits, clocks and their proofs: when something is due by the 办法 and the 条例, and every day that this rests on.
//!
//! [`RuleId::rule`] is the table of limits. A [`Timeline`] says what happened; [`prove`] works out the date with its proof, [`due`] the date alone.
//! [`check`] derives the date again from the proof alone, with arithmetic of its own. What the law leaves open is a [`District`]'s to say.
//! docs/deadlines.md is the description that others can check us by.

mod check;
mod cites;
mod clock;
mod dates;
mod district;
mod draft;
mod event;
mod group;
mod ical;
mod lawful;
mod lists;
mod outlook;
mod point;
mod proof;
mod record;
mod recorder;
mod refusal;
mod remaining;
mod rule;
mod steps;
pub mod strip;
mod timeline;
mod walk;
pub mod wording;
mod years;

pub use check::{Checked, ComesTo, Expected, When, Wrong, check};
pub use clock::{due, prove};
pub use district::{District, NotADistrict, OPEN_POINTS, OpenPoint, PauseBounds};
pub use draft::{About, Draft, number};
pub use event::{Does, Event, EventKind, Question};
pub use group::Group;
pub use ical::{Entry, Exported, LeftOut, Shown, Status, Why, ical};
pub use lawful::MOST_EXTENSION;
pub use outlook::{Change, Coming, Extending, Moved, Outlook, Standing, extending, falling_due, if_extended, moved};
pub use point::Point;
pub use proof::{DayIs, Due, Flag, Flagged, Idle, Outcome, Proof, StandIn, Step, What};
pub use refusal::Refusal;
pub use remaining::{Left, left};
pub use rule::{Limit, Rule, RuleId, Sense};
pub use steps::{NextStep, next_steps};
pub use strip::Strip;
pub use timeline::{Basis, MOST_EVENTS, Timeline};
