//! A rule without its tree: "not" is moved to the conditions, parts of one kind are joined, and what is left is "all" and "any" of conditions by number.
//!
//! So a rule is read without following pointers, and mostly without a branch: verdicts of thousands of rules come while a finger is still on the glass.

use super::{Condition, Rule};

/// Whether something can hold and can fail: of what is open, both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State(u8);

impl State {
    pub(super) const HOLDS: State = State(0b01);
    pub(super) const FAILS: State = State(0b10);
    pub(super) const OPEN: State = State(0b11);
    /// Nothing is shown yet.
    pub(super) const NONE: State = State(0);

    pub(super) fn of(holds: bool) -> State {
        if holds { State::HOLDS } else { State::FAILS }
    }

    /// What is possible in either case.
    pub(super) fn or(self, other: State) -> State {
        State(self.0 | other.0)
    }

    /// Holds where both hold, fails where one does.
    fn and_also(self, other: State) -> State {
        State(self.0 & other.0 & 0b01 | (self.0 | other.0) & 0b10)
    }

    /// Holds where one holds, fails where both do.
    fn or_else(self, other: State) -> State {
        State((self.0 | other.0) & 0b01 | self.0 & other.0 & 0b10)
    }
}

/// Sets these conditions as one way says.
pub(super) fn set(states: &mut [State], places: &[u32], way: &[State]) {
    for (place, state) in places.iter().zip(way) {
        if let Some(of) = states.get_mut(*place as usize) {
            *of = *state;
        }
    }
}

/// Leaves these conditions open again.
pub(super) fn unset(states: &mut [State], places: &[u32]) {
    for place in places {
        if let Some(of) = states.get_mut(*place as usize) {
            *of = State::OPEN;
        }
    }
}

/// An "all" or "any" of conditions and of the nodes that follow it.
#[derive(Clone, Copy, Debug)]
struct Node {
    any: bool,
    /// Its own conditions.
    conditions: usize,
    /// The nodes below it.
    nodes_below: usize,
    /// The conditions of those.
    conditions_below: usize,
}

/// The place of what cannot be asked: another policy that is not here.
const NOWHERE: u32 = u32::MAX;

/// The programs of many rules, one after the other.
#[derive(Debug, Default)]
pub(super) struct Programs {
    nodes: Vec<Node>,
    /// The places of the conditions among all that are distinct.
    conditions: Vec<u32>,
    /// Where each rule begins.
    begins: Vec<(usize, usize)>,
}

/// The program of one rule, or of a part of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Program<'p> {
    nodes: &'p [Node],
    conditions: &'p [u32],
}

impl Programs {
    /// Adds a rule. `place` gives a condition, or where it says so the opposite of it, its place.
    pub(super) fn push<'a>(&mut self, rule: &'a Rule, place: &mut impl FnMut(&'a Condition, bool) -> u32) {
        self.begins.push((self.nodes.len(), self.conditions.len()));
        self.append(rule, false, place);
    }

    fn append<'a>(&mut self, rule: &'a Rule, opposite: bool, place: &mut impl FnMut(&'a Condition, bool) -> u32) {
        let any = is_any(rule, opposite);
        let mut below = Vec::new();
        let (node, first) = (self.nodes.len(), self.conditions.len());
        if matches!(rule, Rule::Meets(other) if other.audience().is_none()) {
            // Open for ever: there is nothing in this place.
            self.conditions.push(NOWHERE);
            self.nodes.push(Node { any, conditions: 1, nodes_below: 0, conditions_below: 0 });
            return;
        }
        gather(
            rule,
            opposite,
            any,
            &mut |condition, opposite| self.conditions.push(place(condition, opposite)),
            &mut below,
        );
        let own = self.conditions.len();
        self.nodes.push(Node { any, conditions: own - first, nodes_below: 0, conditions_below: 0 });
        below.into_iter().for_each(|(part, opposite)| self.append(part, opposite, place));
        let (nodes_below, conditions_below) = (self.nodes.len() - node - 1, self.conditions.len() - own);
        if let Some(node) = self.nodes.get_mut(node) {
            *node = Node { nodes_below, conditions_below, ..*node };
        }
    }

    /// The program of a rule, by its number.
    pub(super) fn get(&self, rule: usize) -> Program<'_> {
        let (nodes, conditions) = self.begins.get(rule).copied().unwrap_or((usize::MAX, usize::MAX));
        let nodes = self.nodes.get(nodes..).unwrap_or_default();
        let conditions = self.conditions.get(conditions..).unwrap_or_default();
        Program { nodes, conditions }.first().0
    }
}

/// Whether a rule, or the opposite of it, is an "any".
fn is_any(rule: &Rule, opposite: bool) -> bool {
    match rule.spelt_out().unwrap_or(rule) {
        Rule::Condition(_) | Rule::Meets(_) => false,
        Rule::Not(part) => is_any(part, !opposite),
        Rule::All(_) => opposite,
        Rule::Any(_) => !opposite,
    }
}

/// The conditions of an "all" or "any" and of its parts of the same kind, and the parts of the other kind.
fn gather<'a>(
    rule: &'a Rule,
    opposite: bool,
    any: bool,
    condition: &mut impl FnMut(&'a Condition, bool),
    below: &mut Vec<(&'a Rule, bool)>,
) {
    let rule = rule.spelt_out().unwrap_or(rule);
    match rule {
        Rule::Condition(one) => condition(one, opposite),
        Rule::Not(part) => gather(part, !opposite, any, condition, below),
        Rule::All(parts) | Rule::Any(parts) if is_any(rule, opposite) == any || parts.len() == 1 => {
            parts.iter().for_each(|part| gather(part, opposite, any, condition, below));
        }
        Rule::All(_) | Rule::Any(_) | Rule::Meets(_) => below.push((rule, opposite)),
    }
}

impl<'p> Program<'p> {
    /// The places of the conditions that it asks, each as often as it is asked.
    pub(super) fn places(self) -> impl Iterator<Item = u32> + 'p {
        self.conditions.iter().copied()
    }

    /// What one of its own conditions settles it as, and those.
    pub(super) fn settled_by(self) -> Option<(State, &'p [u32])> {
        let (any, own, _) = self.divided()?;
        Some((State::of(any), own))
    }

    /// What comes out by the tables of three values.
    pub(super) fn run(self, states: &[State]) -> State {
        let Some((any, own, mut below)) = self.divided() else { return State::OPEN };
        let own = own.iter().map(|place| state(states, *place));
        let (settles, mut came) = if any {
            (State::HOLDS, own.fold(State::FAILS, State::or_else))
        } else {
            (State::FAILS, own.fold(State::HOLDS, State::and_also))
        };
        while came != settles && !below.nodes.is_empty() {
            let (part, rest) = below.first();
            let part = part.run(states);
            came = if any { came.or_else(part) } else { came.and_also(part) };
            below = rest;
        }
        came
    }

    /// As [`run`](Program::run), with the open conditions of parts that are not settled, each as often as it is asked.
    pub(super) fn run_with_open(self, states: &[State], open: &mut Vec<u32>) -> State {
        let Some((any, own, mut below)) = self.divided() else { return State::OPEN };
        let settles = State::of(any);
        let before = open.len();
        let mut came = State::of(!any);
        for place in own {
            let state = state(states, *place);
            if state == State::OPEN {
                open.push(*place);
            }
            came = if any { came.or_else(state) } else { came.and_also(state) };
        }
        while came != settles && !below.nodes.is_empty() {
            let (part, rest) = below.first();
            let part = part.run_with_open(states, open);
            came = if any { came.or_else(part) } else { came.and_also(part) };
            below = rest;
        }
        if came != State::OPEN {
            open.truncate(before);
        }
        came
    }

    /// Its kind, its own conditions, and what is below.
    fn divided(self) -> Option<(bool, &'p [u32], Program<'p>)> {
        let (node, nodes) = self.nodes.split_first()?;
        let (own, conditions) = self.conditions.split_at_checked(node.conditions)?;
        Some((node.any, own, Program { nodes, conditions }))
    }

    /// Its first part, and those after it.
    fn first(self) -> (Program<'p>, Program<'p>) {
        let all = (self.nodes.len(), self.conditions.len());
        let size = |node: &Node| (node.nodes_below + 1, node.conditions + node.conditions_below);
        let (nodes, conditions) = self.nodes.first().map_or(all, size);
        let (nodes, other_nodes) = self.nodes.split_at_checked(nodes).unwrap_or((self.nodes, &[]));
        let (conditions, others) = self.conditions.split_at_checked(conditions).unwrap_or((self.conditions, &[]));
        (Program { nodes, conditions }, Program { nodes: other_nodes, conditions: others })
    }
}

fn state(states: &[State], place: u32) -> State {
    states.get(place as usize).copied().unwrap_or(State::OPEN)
}
