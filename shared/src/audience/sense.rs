//! What a drafter did not mean: a rule that nobody can satisfy, one that everybody does, and conditions that never matter.

use chrono::NaiveDate;

use super::{Condition, Rule, Verdict, judge};
use crate::facts::Facts;

/// Conditions are tried one by one in rules of at most so many: trying takes the longer the more there are, and people write a handful.
const MOST_TRIED: usize = 24;

/// Something of a rule that decides nothing, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Senseless<'a> {
    /// Nobody can satisfy the rule: its conditions contradict each other.
    Nobody,
    /// Everybody satisfies it, although it has conditions.
    Everybody,
    /// Without this condition the rule says the same of everybody.
    NeverMatters(&'a Condition),
}

impl Rule {
    /// What of the rule makes no sense on the legal day `today`, whoever is asked. Nothing is said of what is too entangled to be sure.
    pub fn senseless(&self, today: NaiveDate) -> Vec<Senseless<'_>> {
        let conditions = self.written_conditions();
        match judge(self, &Facts::default(), today).verdict {
            Verdict::NotEligible => return vec![Senseless::Nobody],
            Verdict::Eligible if !self.all_conditions().is_empty() => return vec![Senseless::Everybody],
            _ if conditions.len() > MOST_TRIED => return Vec::new(),
            _ => {}
        }
        let never_matters = |(place, _): &(usize, &Condition)| {
            let left_out = |constant: Rule| is_same(self, &self.with_constant(*place, &constant), today);
            left_out(Rule::All(Vec::new())) || left_out(Rule::Any(Vec::new()))
        };
        let found = conditions.into_iter().enumerate().filter(never_matters);
        found.map(|(_, condition)| Senseless::NeverMatters(condition)).collect()
    }

    /// The rule with a constant in the place of one of its conditions, counted from the first.
    fn with_constant(&self, place: usize, constant: &Rule) -> Rule {
        fn replaced(rule: &Rule, left: &mut Option<usize>, constant: &Rule) -> Rule {
            match rule {
                Rule::Condition(_) => {
                    let this = *left == Some(0);
                    *left = left.and_then(|left| left.checked_sub(1));
                    if this { constant.clone() } else { rule.clone() }
                }
                Rule::Meets(_) => rule.clone(),
                Rule::Not(part) => Rule::Not(Box::new(replaced(part, left, constant))),
                Rule::All(parts) => Rule::All(parts.iter().map(|part| replaced(part, left, constant)).collect()),
                Rule::Any(parts) => Rule::Any(parts.iter().map(|part| replaced(part, left, constant)).collect()),
            }
        }
        replaced(self, &mut Some(place), constant)
    }
}

/// Whether two rules say the same of everybody: nobody is meant by one of them alone.
fn is_same(one: &Rule, other: &Rule, today: NaiveDate) -> bool {
    let not = |rule: &Rule| Rule::Not(Box::new(rule.clone()));
    let differ = Rule::Any(vec![Rule::All(vec![one.clone(), not(other)]), Rule::All(vec![not(one), other.clone()])]);
    judge(&differ, &Facts::default(), today).verdict == Verdict::NotEligible
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Test;
    use crate::facts::FactKey;

    fn is(fact: FactKey, test: Test) -> Rule {
        Rule::Condition(Condition { fact, test, article: "3".parse().unwrap() })
    }

    fn found(rule: &Rule) -> Vec<String> {
        let said = |one: Senseless<'_>| match one {
            Senseless::NeverMatters(condition) => format!("{:?}", condition.test),
            other => format!("{other:?}"),
        };
        rule.senseless(crate::iso::day("2026-11-28").unwrap()).into_iter().map(said).collect()
    }

    #[test]
    fn what_contradicts_itself_and_what_says_nothing_is_found() {
        let age = |test| is(FactKey::BirthDate, test);
        let old = || age(Test::AgeAtLeast(65));
        assert_eq!(found(&Rule::All(vec![old(), age(Test::AgeUnder(60))])), ["Nobody"]);
        assert_eq!(found(&Rule::Any(vec![old(), age(Test::AgeUnder(70))])), ["Everybody"]);
        assert_eq!(found(&Rule::All(vec![old(), age(Test::AgeAtLeast(60))])), ["AgeAtLeast(60)"]);
        assert_eq!(found(&Rule::All(vec![old(), is(FactKey::LowIncome, Test::Is(true))])), [""; 0]);
        // A condition that every number passes.
        assert_eq!(found(&Rule::All(vec![old(), is(FactKey::HomeArea, Test::AtLeast(0))])), ["AtLeast(0)"]);
        // No conditions: for everybody, and meant so.
        assert_eq!(found(&Rule::All(vec![])), [""; 0]);
    }
}
