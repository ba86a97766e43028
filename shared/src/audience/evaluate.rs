//! A rule by the tables of three values, with the conditions that bear on what comes out.

use chrono::NaiveDate;

use super::verdict::meets;
use super::{Condition, Rule};
use crate::facts::Facts;

/// The conditions that bear on it, in the order of the rule.
#[derive(Default)]
pub(super) struct Bearing<'a> {
    /// Those that were decided, and whether they hold. Where one part settles the whole, only what settled that part.
    pub decided: Vec<(&'a Condition, bool)>,
    /// Those of facts that were not said, in parts that are undecided.
    pub open: Vec<&'a Condition>,
}

/// Whether the rule holds; none where that is open.
pub(super) fn evaluate<'a>(rule: &'a Rule, facts: &Facts, today: NaiveDate, bearing: &mut Bearing<'a>) -> Option<bool> {
    match rule {
        Rule::All(parts) => join(parts, facts, today, bearing, false),
        Rule::Any(parts) => join(parts, facts, today, bearing, true),
        Rule::Not(part) => evaluate(part, facts, today, bearing).map(|holds| !holds),
        Rule::Condition(condition) => match facts.get(condition.fact) {
            Some(value) => {
                let holds = meets(value, &condition.test, today);
                bearing.decided.push((condition, holds));
                Some(holds)
            }
            None => {
                bearing.open.push(condition);
                None
            }
        },
    }
}

/// `decisive` is the value of one part that settles the whole: false for "all", true for "any".
fn join<'a>(
    parts: &'a [Rule],
    facts: &Facts,
    today: NaiveDate,
    bearing: &mut Bearing<'a>,
    decisive: bool,
) -> Option<bool> {
    let (decided, open) = (bearing.decided.len(), bearing.open.len());
    for part in parts {
        let before = bearing.decided.len();
        if evaluate(part, facts, today, bearing) == Some(decisive) {
            bearing.decided.drain(decided..before);
            bearing.open.truncate(open);
            return Some(decisive);
        }
    }
    (bearing.open.len() == open).then_some(!decisive)
}
