//! Exact where tables of three values are not: of the facts that are asked about more than once, each way is gone through in which an answer can come out.

use super::answers::may_be_settled;
use super::matcher::{Asked, Matcher};
use super::program::{Program, State, set, unset};
use crate::facts::FactKey;

/// How often a rule is looked at before what is left counts as open: far more than a rule needs that a person wrote.
const MOST_LOOKS: u32 = 20_000;

/// One rule and what completions make of it, with how often it may still be looked at.
pub(super) struct Search<'m, 'a> {
    matcher: &'m Matcher<'a>,
    program: Program<'m>,
    looks: u32,
}

impl<'m, 'a> Search<'m, 'a> {
    pub(super) fn new(matcher: &'m Matcher<'a>, program: Program<'m>) -> Search<'m, 'a> {
        Search { matcher, program, looks: MOST_LOOKS }
    }

    /// What the completions lead to.
    pub(super) fn outcomes(&mut self, states: &mut [State]) -> State {
        let (came, open) = self.look(states);
        let Some(fact) = self.entangled(&open) else { return came };
        let places = self.places_of(fact, &open);
        let mut found = State::NONE;
        for way in self.matcher.ways(&places).iter() {
            set(states, &places, way);
            found = found.or(self.outcomes(states));
            if found == State::OPEN {
                break;
            }
        }
        unset(states, &places);
        found
    }

    /// Whether two completions that differ in a fact alone come to different verdicts.
    pub(super) fn depends_on(&mut self, fact: FactKey, states: &mut [State]) -> bool {
        let (_, open) = self.look(states);
        let places = self.places_of(fact, &open);
        // What was not looked at to the end counts as open.
        if self.looks == 0 {
            return !open.is_empty();
        }
        if places.is_empty() {
            return false;
        }
        if self.entangled(&open).is_none() {
            return true;
        }
        let mut came: Vec<State> = Vec::new();
        for way in self.matcher.ways(&places).iter() {
            set(states, &places, way);
            came.push(self.outcomes(states));
        }
        unset(states, &places);
        came.dedup();
        match came.as_slice() {
            // Whatever is answered, both ways are open; whether they are the same ways shows in what another fact leaves of them.
            [State::OPEN] => {
                let other =
                    open.iter().filter_map(|place| Some(self.matcher.asked(*place)?.fact)).find(|of| *of != fact);
                let Some(other) = other else { return true };
                let others = self.places_of(other, &open);
                let depends = self.matcher.ways(&others).iter().any(|way| {
                    set(states, &others, way);
                    self.depends_on(fact, states)
                });
                unset(states, &others);
                depends
            }
            [_] => false,
            _ => true,
        }
    }

    /// What comes out by the tables of three values, and what is open where it is.
    fn look(&mut self, states: &[State]) -> (State, Vec<u32>) {
        self.looks = self.looks.saturating_sub(1);
        let mut open = Vec::new();
        (self.program.run_with_open(states, &mut open), open)
    }

    /// A fact that is asked about more than once in what is open, or in one way that comes out as it must.
    fn entangled(&self, open: &[u32]) -> Option<FactKey> {
        if self.looks == 0 {
            return None;
        }
        let asked = || open.iter().filter_map(|place| Some((*place, self.matcher.asked(*place)?)));
        let twice = |fact: FactKey| asked().filter(|(_, other)| other.fact == fact).count() > 1;
        let settled =
            |place, asked: &Asked<'_>| may_be_settled(asked.fact, asked.test) && self.matcher.ways(&[place]).len() < 2;
        let first = asked().find(|(_, asked)| twice(asked.fact));
        first.or_else(|| asked().find(|(place, asked)| settled(*place, asked))).map(|(_, asked)| asked.fact)
    }

    /// The conditions on a fact among those that are open, each once.
    fn places_of(&self, fact: FactKey, open: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        for place in open {
            if !found.contains(place) && self.matcher.asked(*place).is_some_and(|asked| asked.fact == fact) {
                found.push(*place);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::{Condition, Rule, Test, Verdict, judge};
    use crate::facts::{FactKind, Facts};

    /// Each of these facts is asked about twice and decides nothing, which takes more looks than there are.
    #[test]
    fn what_is_not_looked_at_to_the_end_is_open_and_says_so() {
        let is = |fact, said| Rule::Condition(Condition { fact, test: Test::Is(said), article: "3".parse().unwrap() });
        let yes_no = FactKey::ALL.iter().copied().filter(|fact| fact.kind() == FactKind::YesNo);
        let either = |fact| Rule::Any(vec![is(fact, true), is(fact, false)]);
        let today = crate::iso::day("2026-11-28").unwrap();
        let few = Rule::All(yes_no.clone().take(6).map(either).collect());
        assert_eq!(judge(&few, &Facts::default(), today).verdict, Verdict::Eligible);
        let many: Vec<Rule> = yes_no.map(either).collect();
        assert!(many.len() > 15);
        let judged = judge(&Rule::All(many), &Facts::default(), today);
        assert_eq!((judged.verdict, judged.missing.is_empty()), (Verdict::Unknown, false));
    }
}
