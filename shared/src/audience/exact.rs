//! Verdicts that are exact over what was not said: unknown only where completions of the missing facts lead both ways, and missing only what decides.
//!
//! Tables of three values say "unknown" of "under 18 or at least 18", where one fact is asked about twice, and of a test that every value passes. Where
//! no fact is asked about twice they are exact; of the facts that are, the few answers that differ are gone through.

use std::cell::Cell;

use chrono::NaiveDate;

use super::answers::answers;
use super::evaluate::{Bearing, evaluate};
use super::{Condition, Rule, Test};
use crate::facts::{FactKey, FactValue, Facts};

/// What completions of the missing facts lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcomes {
    pub can_hold: bool,
    pub can_fail: bool,
}

impl Outcomes {
    const BOTH: Outcomes = Outcomes { can_hold: true, can_fail: true };

    pub(super) fn of(holds: bool) -> Outcomes {
        Outcomes { can_hold: holds, can_fail: !holds }
    }

    fn or(self, other: Outcomes) -> Outcomes {
        Outcomes { can_hold: self.can_hold || other.can_hold, can_fail: self.can_fail || other.can_fail }
    }
}

/// How often a rule is looked at before what is left counts as open: far more than a rule needs that a person wrote.
const MOST_LOOKS: u32 = 20_000;

/// A rule on a day, with how often it may still be looked at.
pub(super) struct Exact<'a> {
    rule: &'a Rule,
    today: NaiveDate,
    looks: Cell<u32>,
}

impl<'a> Exact<'a> {
    pub(super) fn new(rule: &'a Rule, today: NaiveDate) -> Exact<'a> {
        Exact { rule, today, looks: Cell::new(MOST_LOOKS) }
    }

    /// What the completions of `facts` lead to.
    pub(super) fn outcomes(&self, facts: &Facts) -> Outcomes {
        let open = match self.look(facts) {
            Ok(holds) => return Outcomes::of(holds),
            Err(open) => open,
        };
        let Some(fact) = self.entangled(&open) else { return Outcomes::BOTH };
        let mut found = Outcomes::default();
        for completed in self.completions(facts, fact, &open) {
            found = found.or(self.outcomes(&completed));
            if found == Outcomes::BOTH {
                break;
            }
        }
        found
    }

    /// Whether the verdict depends on a missing fact: two completions that differ in it alone come to different verdicts. What decides whatever is
    /// answered is exactly all of these.
    pub(super) fn depends_on(&self, fact: FactKey, facts: &Facts) -> bool {
        let Err(open) = self.look(facts) else { return false };
        // What was not looked at to the end counts as open.
        if self.looks.get() == 0 {
            return true;
        }
        if open.iter().all(|condition| condition.fact != fact) {
            return false;
        }
        if self.entangled(&open).is_none() {
            return true;
        }
        let mut came: Vec<Outcomes> =
            self.completions(facts, fact, &open).iter().map(|completed| self.outcomes(completed)).collect();
        came.dedup();
        match came.as_slice() {
            // Whatever is answered, both ways are open; whether they are the same ways shows in what another fact leaves of them.
            [Outcomes::BOTH] => {
                let other = open.iter().map(|condition| condition.fact).find(|other| *other != fact);
                other.is_none_or(|other| {
                    self.completions(facts, other, &open).iter().any(|completed| self.depends_on(fact, completed))
                })
            }
            [_] => false,
            _ => true,
        }
    }

    /// What comes out by the tables of three values, or what is open.
    fn look(&self, facts: &Facts) -> Result<bool, Vec<&'a Condition>> {
        let left = self.looks.get().saturating_sub(1);
        self.looks.set(left);
        let mut bearing = Bearing::default();
        evaluate(self.rule, facts, self.today, &mut bearing).ok_or(bearing.open)
    }

    /// A fact that is asked about more than once in what is open, or in one way that comes out as it must.
    fn entangled(&self, open: &[&Condition]) -> Option<FactKey> {
        if self.looks.get() == 0 {
            return None;
        }
        let twice = |condition: &&&Condition| open.iter().filter(|other| other.fact == condition.fact).count() > 1;
        let settled = |condition: &&&Condition| answers(condition.fact, &[&condition.test], self.today).len() < 2;
        open.iter().find(twice).or_else(|| open.iter().find(settled)).map(|condition| condition.fact)
    }

    /// The facts with each answer to one that is missing.
    fn completions(&self, facts: &Facts, fact: FactKey, open: &[&Condition]) -> Vec<Facts> {
        let tests: Vec<&Test> =
            open.iter().filter(|condition| condition.fact == fact).map(|condition| &condition.test).collect();
        answers(fact, &tests, self.today).into_iter().filter_map(|answer| with(facts, fact, answer)).collect()
    }
}

/// The facts with one more.
pub(super) fn with(facts: &Facts, fact: FactKey, value: FactValue) -> Option<Facts> {
    let mut completed = facts.clone();
    completed.say(fact, value).ok()?;
    Some(completed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::{Verdict, judge};
    use crate::facts::FactKind;

    /// Each of these facts is asked about twice and decides nothing, which takes more looks than there are.
    #[test]
    fn what_is_not_looked_at_to_the_end_is_open_and_says_so() {
        let is = |fact, said| Rule::Condition(Condition { fact, test: Test::Is(said), article: "3".parse().unwrap() });
        let yes_no = FactKey::ALL.iter().copied().filter(|fact| fact.kind() == FactKind::YesNo);
        let either = |fact| Rule::Any(vec![is(fact, true), is(fact, false)]);
        let few = Rule::All(yes_no.clone().take(6).map(either).collect());
        let today = crate::iso::day("2026-11-28").unwrap();
        assert_eq!(judge(&few, &Facts::default(), today).verdict, Verdict::Eligible);
        let many: Vec<Rule> = yes_no.map(either).collect();
        assert!(many.len() > 15);
        let judged = judge(&Rule::All(many), &Facts::default(), today);
        assert_eq!((judged.verdict, judged.missing.is_empty()), (Verdict::Unknown, false));
    }
}
