//! For whom a policy is: the rule that every device evaluates on its own facts (办法 art. 30).
//!
//! A rule is a tree of conditions. Each condition cites the article that sets it, so that every verdict has its reasons.
//! Unknown facts stay unknown, and no longer than they must: a verdict is unknown only where what is not yet said can still lead both ways.

mod answers;
mod change;
mod evaluate;
mod many;
mod matcher;
mod other_policy;
mod phrases;
mod program;
mod question;
mod rule;
mod search;
mod sense;
mod size_class;
mod sketch;
mod verdict;
pub mod wording;

pub use change::{Otherwise, WayIn};
pub(crate) use change::{birthday, turns, ways_in};
pub use matcher::Matcher;
pub use other_policy::{Found, OtherPolicy};
pub use question::{Judged, NextQuestion, next_question};
pub(crate) use rule::MOST_CONDITIONS;
pub use rule::{Condition, Rule, RuleError, Test};
pub use sense::Senseless;
pub use size_class::size_class;
pub use sketch::{Ask, Clause, Lacks, Line, Sketch};
pub(crate) use verdict::age;
pub use verdict::{Judgement, Reason, Verdict, judge};
