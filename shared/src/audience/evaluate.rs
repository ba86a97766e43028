//! A rule by the tables of three values, with the conditions that bear on what comes out.

use chrono::NaiveDate;

use super::size_class::{self, size_class};
use super::verdict::meets;
use super::{Condition, Rule};
use crate::facts::{FactValue, Facts};
use crate::law::ArticleNumber;

/// The conditions that bear on it, in the order of the rule.
#[derive(Default)]
pub(super) struct Bearing<'a> {
    /// Those that were decided. Where one part settles the whole, only what settled that part.
    pub decided: Vec<Decided<'a>>,
    /// Those of facts that were not said, in parts that are undecided.
    pub open: Vec<&'a Condition>,
}

/// A condition that was decided.
pub(super) struct Decided<'a> {
    pub condition: &'a Condition,
    /// What was said, or worked out from it.
    pub value: FactValue,
    /// The article of the rule that asks it.
    pub article: ArticleNumber,
    pub holds: bool,
}

/// Whether the rule holds; none where that is open.
pub(super) fn evaluate<'a>(rule: &'a Rule, facts: &Facts, today: NaiveDate, bearing: &mut Bearing<'a>) -> Option<bool> {
    match rule {
        Rule::All(parts) => join(parts, facts, today, bearing, false),
        Rule::Any(parts) => join(parts, facts, today, bearing, true),
        Rule::Not(part) => evaluate(part, facts, today, bearing).map(|holds| !holds),
        Rule::Condition(condition) => {
            if let Some(spelt_out) = size_class::spelt_out(condition) {
                return worked_out(condition, spelt_out, facts, today, bearing);
            }
            match facts.get(condition.fact) {
                Some(value) => {
                    let holds = meets(condition.fact, value, &condition.test, today);
                    let article = condition.article;
                    bearing.decided.push(Decided { condition, value: value.clone(), article, holds });
                    Some(holds)
                }
                None => {
                    bearing.open.push(condition);
                    None
                }
            }
        }
    }
}

/// A condition on what is worked out. Where all of that is known it is one reason; where less decides, what decides is.
fn worked_out<'a>(
    condition: &'a Condition,
    spelt_out: &'a Rule,
    facts: &Facts,
    today: NaiveDate,
    bearing: &mut Bearing<'a>,
) -> Option<bool> {
    let mut inside = Bearing::default();
    let Some(holds) = evaluate(spelt_out, facts, today, &mut inside) else {
        bearing.open.append(&mut inside.open);
        return None;
    };
    let article = condition.article;
    match size_class(facts, today) {
        Some(value) => bearing.decided.push(Decided { condition, value, article, holds }),
        None => bearing.decided.extend(inside.decided.into_iter().map(|one| Decided { article, ..one })),
    }
    Some(holds)
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
