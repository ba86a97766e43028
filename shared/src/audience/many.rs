//! The verdicts of many rules for one person at once, while a finger is still on the glass.
//!
//! Most rules are settled by one condition alone, without being read; and what a test says by names is a number before anybody is asked.

use super::matcher::{Asked, Matcher};
use super::program::State;
use super::verdict::meets;
use super::{Test, Verdict};
use crate::facts::{FactKey, FactKind, FactValue, Facts, IndustryCode};

/// What is made ready once for all people.
#[derive(Debug)]
pub(super) struct ForMany {
    /// Of each condition the rules that it settles alone: an "all" by failing, an "any" by holding.
    by_failing: Vec<Vec<u32>>,
    by_holding: Vec<Vec<u32>>,
    /// Of each condition its test.
    tests: Vec<Ready>,
}

/// A test without its names.
#[derive(Debug)]
enum Ready {
    /// It has none.
    AsWritten,
    /// One of these choices, by their places; the first is the lowest bit.
    OneOf(u64),
    /// In one of these industries, or in none of them.
    Industries(Vec<IndustryCode>, bool),
}

/// What somebody said, as the tests that are ready ask for it.
#[derive(Clone, Copy)]
struct Said<'v> {
    fact: FactKey,
    value: &'v FactValue,
    /// Its choice, as a bit.
    choice: u64,
    industry: Option<IndustryCode>,
}

impl Ready {
    fn of(asked: &Asked<'_>) -> Ready {
        let read = |codes: &[String]| codes.iter().filter_map(|code| IndustryCode::read(code)).collect();
        match asked.test {
            Test::OneOf(names) => Ready::OneOf(names.iter().fold(0, |all, name| all | choice(asked.fact, name))),
            Test::CodeIn(codes) => Ready::Industries(read(codes), true),
            Test::CodeNotIn(codes) => Ready::Industries(read(codes), false),
            _ => Ready::AsWritten,
        }
    }
}

/// The bit of a choice; none where the fact has no such choice.
fn choice(fact: FactKey, name: &str) -> u64 {
    let FactKind::Choice(choices) = fact.kind() else { return 0 };
    let place = choices.iter().position(|choice| choice.name == name).and_then(|place| u32::try_from(place).ok());
    place.and_then(|place| 1_u64.checked_shl(place)).unwrap_or_default()
}

impl<'v> Said<'v> {
    fn of(fact: FactKey, value: &'v FactValue) -> Said<'v> {
        let text = if let FactValue::Text(text) = value { text } else { "" };
        Said { fact, value, choice: choice(fact, text), industry: IndustryCode::read(text) }
    }
}

impl Matcher<'_> {
    /// The verdict of each rule, in their order.
    pub fn verdicts(&self, facts: &Facts) -> Vec<Verdict> {
        let for_many = self.for_many.get_or_init(|| self.for_many());
        let mut states = self.states_by(facts, |fact, value| {
            let said = Said::of(fact, value);
            move |place, asked| for_many.tests.get(place).is_some_and(|test| self.holds(said, asked, test))
        });
        let settled = self.settled(for_many, &states);
        let verdict =
            |(rule, settled): (usize, Option<Verdict>)| settled.unwrap_or_else(|| self.verdict(rule, &mut states));
        settled.into_iter().enumerate().map(verdict).collect()
    }

    fn for_many(&self) -> ForMany {
        let none = vec![Vec::new(); self.conditions.len()];
        let (mut by_failing, mut by_holding) = (none.clone(), none);
        for rule in 0..u32::try_from(self.rules()).unwrap_or(u32::MAX) {
            let Some((as_what, own)) = self.programs.get(rule as usize).settled_by() else { continue };
            let by = if as_what == State::FAILS { &mut by_failing } else { &mut by_holding };
            for place in own {
                by.get_mut(*place as usize).into_iter().for_each(|rules| rules.push(rule));
            }
        }
        ForMany { by_failing, by_holding, tests: self.conditions.iter().map(Ready::of).collect() }
    }

    fn holds(&self, said: Said<'_>, asked: &Asked<'_>, test: &Ready) -> bool {
        match test {
            Ready::OneOf(choices) => said.choice & choices != 0,
            Ready::Industries(industries, wanted) => {
                let within = |code: IndustryCode| industries.iter().any(|industry| code.is_in(*industry));
                said.industry.is_some_and(within) == *wanted
            }
            Ready::AsWritten => meets(said.fact, said.value, asked.test, self.today),
        }
    }

    /// The verdicts that follow from one condition alone.
    fn settled(&self, for_many: &ForMany, states: &[State]) -> Vec<Option<Verdict>> {
        let mut settled = vec![None; self.rules()];
        for ((state, by_failing), by_holding) in states.iter().zip(&for_many.by_failing).zip(&for_many.by_holding) {
            let (rules, verdict) = match *state {
                State::FAILS => (by_failing, Verdict::NotEligible),
                State::HOLDS => (by_holding, Verdict::Eligible),
                _ => continue,
            };
            for rule in rules {
                if let Some(settled) = settled.get_mut(*rule as usize) {
                    *settled = Some(verdict);
                }
            }
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::{Condition, Rule};
    use proptest::prelude::*;

    fn code() -> impl Strategy<Value = String> {
        prop_oneof!["[A-T]", "[0-9]{2,4}", "[A-T][0-9]{2,4}", "1[3-7][0-3]{0,2}", "C1[3-7][0-3]{0,2}", "[A-Z0-9]{0,5}"]
    }

    fn test() -> impl Strategy<Value = (FactKey, Test)> {
        let choices = |fact: FactKey| match fact.kind() {
            FactKind::Choice(choices) => choices.iter().map(|choice| choice.name.to_owned()).collect(),
            _ => Vec::new(),
        };
        let named: Vec<(FactKey, Vec<String>)> = FactKey::ALL.iter().map(|fact| (*fact, choices(*fact))).collect();
        let named: Vec<_> =
            named.into_iter().filter(|(fact, names)| !fact.is_worked_out() && !names.is_empty()).collect();
        let one_of = prop::sample::select(named).prop_flat_map(|(fact, names)| {
            let most = names.len();
            prop::sample::subsequence(names, 1..=most).prop_map(move |names| (fact, Test::OneOf(names)))
        });
        let codes = || prop::collection::vec(code(), 1..6);
        prop_oneof![
            one_of,
            codes().prop_map(|codes| (FactKey::IndustryCode, Test::CodeIn(codes))),
            codes().prop_map(|codes| (FactKey::IndustryCode, Test::CodeNotIn(codes))),
        ]
    }

    proptest! {
        #[test]
        fn a_test_that_is_ready_is_passed_by_what_passes_it_as_it_is_written(
            (fact, test) in test(), industry in code(), choice in any::<prop::sample::Index>(),
        ) {
            let text = match fact.kind() {
                FactKind::Choice(choices) => choice.get(choices).name.to_owned(),
                _ => industry,
            };
            let (value, today) = (FactValue::Text(text), crate::iso::day("2026-11-29").unwrap());
            let rule = Rule::Condition(Condition { fact, test: test.clone(), article: "3".parse().unwrap() });
            let matcher = Matcher::new([&rule], today);
            let asked = matcher.asked(0).unwrap();
            let came = matcher.holds(Said::of(fact, &value), &asked, &Ready::of(&asked));
            prop_assert_eq!(came, meets(fact, &value, &test, today));
        }
    }

    #[test]
    fn every_choice_has_a_bit_of_its_own() {
        for fact in FactKey::ALL {
            let FactKind::Choice(choices) = fact.kind() else { continue };
            let bits = choices.iter().map(|one| choice(*fact, one.name));
            assert_eq!(bits.fold(0, |all, bit| all | bit).count_ones() as usize, choices.len(), "{fact:?}");
        }
    }
}
