//! For whom a policy is: the rule that every device evaluates on its own facts (办法 art. 30).
//!
//! A rule is a tree of conditions. Each condition cites the article that sets it, so that every verdict has its reasons.
//! Unknown facts stay unknown: one condition that is false decides an "all", whatever else is not yet said.

mod phrases;
mod question;
mod rule;
mod verdict;
pub mod wording;

pub use question::{NextQuestion, next_question};
pub use rule::{Condition, Rule, RuleError, Test};
pub(crate) use verdict::age;
pub use verdict::{Judgement, Reason, Verdict, judge};
