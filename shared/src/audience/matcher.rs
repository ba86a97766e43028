//! Many rules on one day. Each distinct condition is put to the facts once, however many rules ask it, and verdicts come from flat programs.
//!
//! Verdicts are exact over what was not said: unknown only where completions of the missing facts lead both ways. Tables of three values say "unknown"
//! of "under 18 or at least 18", where one fact is asked about twice, and of a test that every value passes. Where no fact is asked about twice they
//! are exact; of the facts that are, the few ways in which an answer can come out are gone through.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use chrono::NaiveDate;

use super::answers::{may_be_settled, ways};
use super::many::ForMany;
use super::program::{Program, Programs, State, set, unset};
use super::search::Search;
use super::verdict::meets;
use super::{Rule, Test, Verdict};
use crate::facts::{FactKey, FactValue, Facts};

/// Rules, ready to be put to anybody's facts on one legal day (Asia/Shanghai).
#[derive(Debug)]
pub struct Matcher<'a> {
    pub(super) today: NaiveDate,
    pub(super) conditions: Vec<Asked<'a>>,
    /// The places of the conditions on each fact.
    pub(super) of_fact: Vec<Vec<u32>>,
    pub(super) programs: Programs,
    /// Of each rule the facts that it asks about more than once, or in a way that may be settled: where there are none, the tables are exact.
    entangled: Vec<Vec<Entangled>>,
    /// What [`Matcher::verdicts`] needs, once it was asked.
    pub(super) for_many: OnceCell<ForMany>,
    /// The ways of conditions that were gone through together: a search asks for the same again and again.
    gone_through: RefCell<Vec<(Vec<u32>, Rc<Ways>)>>,
}

/// The most of them that are kept. Rules that people write need fewer; looking for one among many more would take longer than working it out.
const MOST_GONE_THROUGH: usize = 256;

/// A condition, or the opposite of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked<'a> {
    pub fact: FactKey,
    pub test: &'a Test,
    pub opposite: bool,
}

/// The conditions of one rule on one fact.
#[derive(Debug)]
struct Entangled {
    places: Vec<u32>,
    /// Once they were needed.
    ways: OnceCell<Ways>,
}

/// One state for each condition, for each way.
pub(super) type Ways = Vec<Vec<State>>;

impl<'a> Matcher<'a> {
    /// Makes rules ready for a day.
    pub fn new(rules: impl IntoIterator<Item = &'a Rule>, today: NaiveDate) -> Matcher<'a> {
        Matcher::of(&rules.into_iter().collect::<Vec<_>>(), today)
    }

    fn of(rules: &[&'a Rule], today: NaiveDate) -> Matcher<'a> {
        let mut conditions: Vec<Asked<'a>> = Vec::new();
        let mut of_fact: Vec<Vec<u32>> = vec![Vec::new(); FactKey::ALL.len()];
        let mut programs = Programs::default();
        for rule in rules {
            programs.push(rule, &mut |condition, opposite| {
                let asked = Asked { fact: condition.fact, test: &condition.test, opposite };
                let place = u32::try_from(conditions.len()).unwrap_or(u32::MAX);
                let Some(places) = of_fact.get_mut(asked.fact as usize) else { return place };
                let is_same = |place: &&u32| conditions.get(**place as usize) == Some(&asked);
                if let Some(known) = places.iter().find(is_same) {
                    return *known;
                }
                places.push(place);
                conditions.push(asked);
                place
            });
        }
        let entangled = (0..rules.len()).map(|rule| entangled(programs.get(rule), &conditions)).collect();
        Matcher {
            today,
            conditions,
            of_fact,
            programs,
            entangled,
            for_many: OnceCell::new(),
            gone_through: RefCell::default(),
        }
    }

    /// What the facts say to each distinct condition.
    pub(super) fn states(&self, facts: &Facts) -> Vec<State> {
        self.states_by(facts, |fact, value| move |_, asked| meets(fact, value, asked.test, self.today))
    }

    /// The same, by what tells of a fact that was said whether a condition on it holds, by its place.
    pub(super) fn states_by<'f, Holds: Fn(usize, &Asked<'a>) -> bool>(
        &self,
        facts: &'f Facts,
        told: impl Fn(FactKey, &'f FactValue) -> Holds,
    ) -> Vec<State> {
        let mut states = vec![State::OPEN; self.conditions.len()];
        for (fact, value) in facts.iter() {
            let holds = told(fact, value);
            for place in self.of_fact.get(fact as usize).into_iter().flatten() {
                let place = *place as usize;
                if let (Some(asked), Some(state)) = (self.conditions.get(place), states.get_mut(place)) {
                    *state = State::of(holds(place, asked) != asked.opposite);
                }
            }
        }
        states
    }

    /// How many rules there are.
    pub(super) fn rules(&self) -> usize {
        self.entangled.len()
    }

    /// The verdict of one rule, by its number.
    pub(super) fn verdict(&self, rule: usize, states: &mut [State]) -> Verdict {
        match self.outcomes(rule, states) {
            State::HOLDS => Verdict::Eligible,
            State::FAILS => Verdict::NotEligible,
            _ => Verdict::Unknown,
        }
    }

    fn outcomes(&self, rule: usize, states: &mut [State]) -> State {
        let program = self.programs.get(rule);
        let came = program.run(states);
        if came != State::OPEN {
            return came;
        }
        let entangled = self.entangled.get(rule).map_or(&[][..], Vec::as_slice);
        if entangled.is_empty() {
            return came;
        }
        // Where both ways are open, few looks show it.
        match self.shown(program, entangled, states, &mut 16) {
            State::OPEN => State::OPEN,
            _ => Search::new(self, program).outcomes(states),
        }
    }

    /// What is shown to be possible within so many looks.
    fn shown(&self, program: Program<'_>, entangled: &[Entangled], states: &mut [State], looks: &mut u32) -> State {
        let Some((first, rest)) = entangled.split_first() else { return program.run(states) };
        let said = |place: &u32| states.get(*place as usize).is_none_or(|state| *state != State::OPEN);
        if first.places.iter().any(said) {
            return self.shown(program, rest, states, looks);
        }
        let mut found = State::NONE;
        for way in first.ways.get_or_init(|| self.work_out(&first.places)).iter() {
            let Some(left) = looks.checked_sub(1) else { break };
            *looks = left;
            set(states, &first.places, way);
            found = found.or(self.shown(program, rest, states, looks));
            if found == State::OPEN {
                break;
            }
        }
        unset(states, &first.places);
        found
    }

    /// The facts on which the verdict of one rule depends, of those that are given: two completions that differ in one of them alone come to
    /// different verdicts. What decides whatever is answered is exactly all of these.
    pub(super) fn depends_on(
        &self,
        rule: usize,
        facts: impl Iterator<Item = FactKey>,
        states: &mut [State],
    ) -> Vec<FactKey> {
        let mut search = Search::new(self, self.programs.get(rule));
        let mut found = Vec::new();
        for fact in facts {
            if !found.contains(&fact) && search.depends_on(fact, states) {
                found.push(fact);
            }
        }
        found
    }

    /// The conditions on a fact that one rule asks, by their places.
    pub(super) fn conditions_on(&self, fact: FactKey, rule: usize) -> impl Iterator<Item = u32> {
        let is_on = move |place: &u32| self.asked(*place).is_some_and(|asked| asked.fact == fact);
        self.programs.get(rule).places().filter(is_on)
    }

    /// The ways in which these conditions, all on one fact, come out together.
    pub(super) fn ways(&self, places: &[u32]) -> Rc<Ways> {
        let mut gone_through = self.gone_through.borrow_mut();
        if let Some((_, ways)) = gone_through.iter().find(|(known, _)| known == places) {
            return Rc::clone(ways);
        }
        let ways = Rc::new(self.work_out(places));
        if gone_through.len() < MOST_GONE_THROUGH {
            gone_through.push((places.to_vec(), Rc::clone(&ways)));
        }
        ways
    }

    fn work_out(&self, places: &[u32]) -> Ways {
        let asked: Vec<Asked<'_>> = places.iter().filter_map(|place| self.asked(*place)).collect();
        let tests: Vec<&Test> = asked.iter().map(|asked| asked.test).collect();
        let found = asked.first().map(|first| ways(first.fact, &tests, self.today)).unwrap_or_default();
        let states =
            |way: Vec<bool>| way.iter().zip(&asked).map(|(meets, asked)| State::of(*meets != asked.opposite)).collect();
        found.into_iter().map(states).collect()
    }

    pub(super) fn asked(&self, place: u32) -> Option<Asked<'a>> {
        self.conditions.get(place as usize).copied()
    }
}

/// The facts that a rule asks about more than once or in a way that may be settled: most rules have none.
fn entangled(program: Program<'_>, conditions: &[Asked<'_>]) -> Vec<Entangled> {
    let asked = || program.places().filter_map(|place| Some((place, conditions.get(place as usize)?)));
    let (mut once, mut found) = (0_u128, 0_u128);
    let bit = |fact: FactKey| 1_u128.checked_shl(fact as u32).unwrap_or_default();
    for (_, asked) in asked() {
        let again = once & bit(asked.fact) != 0 || may_be_settled(asked.fact, asked.test);
        once |= bit(asked.fact);
        found |= if again { bit(asked.fact) } else { 0 };
    }
    if found == 0 {
        return Vec::new();
    }
    let mut of_facts: Vec<(FactKey, Vec<u32>)> = Vec::new();
    for (place, asked) in asked().filter(|(_, asked)| found & bit(asked.fact) != 0) {
        match of_facts.iter_mut().find(|(fact, _)| *fact == asked.fact) {
            None => of_facts.push((asked.fact, vec![place])),
            Some((_, places)) if !places.contains(&place) => places.push(place),
            Some(_) => {}
        }
    }
    of_facts.into_iter().map(|(_, places)| Entangled { places, ways: OnceCell::new() }).collect()
}
