//! Which question helps most: the one of which the answers decide the most policies.

use chrono::NaiveDate;

use super::matcher::Matcher;
use super::program::{State, set, unset};
use super::{Judgement, Rule, Verdict};
use crate::facts::{FactKey, Facts};

/// The next best question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextQuestion {
    /// What to ask.
    pub fact: FactKey,
    /// How many undecided policies are decided by the answer that decides the most; 0 where no single answer decides one.
    pub settles: usize,
    /// How many policies are undecided.
    pub of: usize,
}

/// A rule as it was judged.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What it said.
    pub judgement: &'a Judgement,
}

/// The fact of which the answers decide the most undecided policies: the answer that decides the most and the one that decides the fewest, together.
/// Counted by the best answer alone, a firm that fails nothing would be asked for what every policy shares, one after the other, and see nothing
/// decided. Among equals the one whose least is more; then the one that more of them miss, then the first of the vocabulary. Never one of `put_off`.
pub fn next_question<'a>(
    judged: impl Iterator<Item = Judged<'a>>,
    facts: &Facts,
    today: NaiveDate,
    put_off: &[FactKey],
) -> Option<NextQuestion> {
    let undecided: Vec<Judged<'_>> = judged.filter(|one| one.judgement.verdict == Verdict::Unknown).collect();
    let matcher = Matcher::new(undecided.iter().map(|one| one.rule), today);
    let mut states = matcher.states(facts);
    let mut best: Option<(Settled, usize, FactKey)> = None;
    for fact in FactKey::ALL.iter().copied().filter(|fact| !put_off.contains(fact)) {
        let asks = |(at, one): (usize, &Judged<'_>)| one.judgement.missing.contains(&fact).then_some(at);
        let waiting: Vec<usize> = undecided.iter().enumerate().filter_map(asks).collect();
        // No answer decides what does not ask.
        let is_beaten = |(best, ..): (Settled, _, _)| 2 * waiting.len() < best.weight().0;
        if waiting.is_empty() || best.is_some_and(is_beaten) {
            continue;
        }
        let settled = settles(fact, &waiting, &matcher, &mut states);
        if best.is_none_or(|(best, missed, _)| (settled.weight(), waiting.len()) > (best.weight(), missed)) {
            best = Some((settled, waiting.len(), fact));
        }
    }
    best.map(|(settled, _, fact)| NextQuestion { fact, settles: settled.most, of: undecided.len() })
}

/// How many rules the answers to one question decide.
#[derive(Clone, Copy)]
struct Settled {
    /// By the answer that decides the most.
    most: usize,
    /// By the one that decides the fewest.
    least: usize,
}

impl Settled {
    /// The more, the better.
    fn weight(self) -> (usize, usize) {
        (self.most + self.least, self.least)
    }
}

/// How many of these rules the answers decide.
fn settles(fact: FactKey, waiting: &[usize], matcher: &Matcher<'_>, states: &mut [State]) -> Settled {
    let mut places: Vec<u32> = Vec::new();
    for place in waiting.iter().flat_map(|rule| matcher.conditions_on(fact, *rule)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let mut settled = Settled { most: 0, least: waiting.len() };
    for way in matcher.ways(&places).iter() {
        set(states, &places, way);
        let decided = waiting.iter().filter(|rule| matcher.verdict(**rule, states) != Verdict::Unknown).count();
        settled = Settled { most: settled.most.max(decided), least: settled.least.min(decided) };
    }
    unset(states, &places);
    settled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::{Condition, Test, judge};

    fn day() -> NaiveDate {
        crate::iso::day("2026-11-28").unwrap()
    }

    fn is(fact: FactKey) -> Rule {
        Rule::Condition(Condition { fact, test: Test::Is(true), article: "3".parse().unwrap() })
    }

    fn asked(rules: &[Rule], put_off: &[FactKey]) -> Option<NextQuestion> {
        let judgements: Vec<Judgement> = rules.iter().map(|rule| judge(rule, &Facts::default(), day())).collect();
        let judged = rules.iter().zip(&judgements).map(|(rule, judgement)| Judged { rule, judgement });
        next_question(judged, &Facts::default(), day(), put_off)
    }

    #[test]
    fn the_fact_that_decides_most_is_asked_first() {
        let rules = [
            Rule::All(vec![is(FactKey::OnlyChild), is(FactKey::OwnsHome)]),
            is(FactKey::OwnsHome),
            is(FactKey::Disabled),
        ];
        assert_eq!(asked(&rules, &[]), Some(NextQuestion { fact: FactKey::OwnsHome, settles: 2, of: 3 }));
        // Of what each decides one policy, the one that does so whatever is answered.
        let later = asked(&rules, &[FactKey::OwnsHome]);
        assert_eq!(later, Some(NextQuestion { fact: FactKey::Disabled, settles: 1, of: 3 }));
        assert_eq!(asked(&rules, &[FactKey::OwnsHome, FactKey::OnlyChild, FactKey::Disabled]), None);
    }

    #[test]
    fn a_question_is_asked_also_where_no_answer_decides_alone() {
        let both = |one, other| Rule::All(vec![is(one), is(other)]);
        let rules = [Rule::Any(vec![
            Rule::All(vec![is(FactKey::OnlyChild), Rule::Any(vec![is(FactKey::Disabled), is(FactKey::LowIncome)])]),
            both(FactKey::OwnsHome, FactKey::LowIncome),
            both(FactKey::OwnsHome, FactKey::Disabled),
        ])];
        let next = asked(&rules, &[]).unwrap();
        assert_eq!((next.settles, next.of), (0, 1));
    }
}
