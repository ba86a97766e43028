//! A rule by the tables of three values, with the conditions that bear on what comes out.

use chrono::NaiveDate;

use super::size_class::size_class;
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
        Rule::Meets(other) => by_article(other.article, other.audience()?, facts, today, bearing),
        Rule::Condition(condition) => {
            if let Some(spelt_out) = rule.spelt_out() {
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
    let (decided, article) = (bearing.decided.len(), condition.article);
    let holds = by_article(article, spelt_out, facts, today, bearing)?;
    if let Some(value) = size_class(facts, today) {
        bearing.decided.truncate(decided);
        bearing.decided.push(Decided { condition, value, article, holds });
    }
    Some(holds)
}

/// What stands elsewhere and is asked by one article of the rule.
fn by_article<'a>(
    article: ArticleNumber,
    elsewhere: &'a Rule,
    facts: &Facts,
    today: NaiveDate,
    bearing: &mut Bearing<'a>,
) -> Option<bool> {
    let decided = bearing.decided.len();
    let holds = evaluate(elsewhere, facts, today, bearing);
    bearing.decided.iter_mut().skip(decided).for_each(|one| one.article = article);
    holds
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
    let mut all_decided = true;
    for part in parts {
        let before = bearing.decided.len();
        match evaluate(part, facts, today, bearing) {
            Some(holds) if holds == decisive => {
                bearing.decided.drain(decided..before);
                bearing.open.truncate(open);
                return Some(decisive);
            }
            came => all_decided &= came.is_some(),
        }
    }
    all_decided.then_some(!decisive)
}
