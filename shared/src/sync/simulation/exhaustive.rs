//! Every order of a small case: what chance would hit once in millions of histories is here because everything is.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::bug::Bug;
use super::subject::Kind;
use super::world::{Beginning, Move, Violation, World};

/// A small case.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Browsers.
    pub devices: usize,
    /// Tabs in each.
    pub tabs: usize,
    /// Whether they have locks.
    pub locks: bool,
    /// How often somebody writes something.
    pub writes: usize,
    /// How many faults there are.
    pub faults: usize,
}

impl Case {
    /// Small enough to be gone through in seconds, each for something that two of a kind can do to each other.
    pub const SMALL: [Case; 4] = [
        // One device, any two faults.
        Case { devices: 1, tabs: 1, locks: true, writes: 2, faults: 2 },
        // Two tabs without locks.
        Case { devices: 1, tabs: 2, locks: false, writes: 1, faults: 1 },
        // Two devices of one person.
        Case { devices: 2, tabs: 1, locks: true, writes: 2, faults: 0 },
        // A backup, a restore and one fault more.
        Case { devices: 1, tabs: 1, locks: true, writes: 1, faults: 3 },
    ];
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visited {
    /// Different states.
    pub states: usize,
    /// Moves between them.
    pub moves: usize,
}

#[derive(Clone, Hash)]
struct At {
    world: World,
    writes: usize,
    faults: usize,
}

/// Goes everywhere, and from everywhere lets everything run to its end.
pub fn every(case: Case, bug: Option<Bug>) -> Result<Visited, (Visited, Violation)> {
    let Case { devices, tabs, locks, writes, faults } = case;
    let world = World::new(Beginning { devices, tabs, locks, rereads: false, old: false, bug });
    let begin = At { world, writes, faults };
    let mut seen = HashSet::from([hash(&begin)]);
    let mut visited = Visited::default();
    let mut open = vec![begin];
    while let Some(at) = open.pop() {
        visited.states += 1;
        at.world.clone().settle().map_err(|violation| (visited, violation))?;
        for (step, fault) in moves(&at, case) {
            let mut next = at.clone();
            next.world.step(step).map_err(|violation| (visited, violation))?;
            next.writes -= usize::from(matches!(step, Move::Write { .. }));
            next.faults -= usize::from(fault);
            visited.moves += 1;
            if seen.insert(hash(&next)) {
                open.push(next);
            }
        }
    }
    Ok(visited)
}

fn hash(at: &At) -> u64 {
    let mut hasher = DefaultHasher::new();
    at.hash(&mut hasher);
    hasher.finish()
}

/// What can happen, and whether it is a fault.
fn moves(at: &At, case: Case) -> Vec<(Move, bool)> {
    let mut moves = Vec::new();
    for device in 0..case.devices {
        if at.writes > 0 {
            moves.push((Move::Write { device, kind: Kind::Add, key: 0, newer: false }, false));
        }
        for tab in (0..case.tabs).filter(|tab| !at.world.waits(device, *tab)) {
            moves.push((Move::Go { device, tab }, false));
        }
    }
    for message in 0..at.world.on_the_way() {
        moves.push((Move::Deliver { message, lives: None }, false));
    }
    if at.faults == 0 {
        return moves;
    }
    for device in 0..case.devices {
        for kept in 0..=at.world.at_risk(device) {
            moves.push((Move::LosePower { device, kept }, true));
        }
        moves.extend((0..case.tabs).map(|tab| (Move::Close { device, tab }, true)));
    }
    for message in 0..at.world.on_the_way() {
        moves.push((Move::Lose { message }, true));
        if at.world.is_call(message) {
            moves.push((Move::Duplicate { message }, true));
            moves.extend((0..4).map(|lives| (Move::Deliver { message, lives: Some(lives) }, true)));
        }
    }
    moves.push((Move::Backup, true));
    moves.extend((0..at.world.backups()).map(|older| (Move::Restore { older }, true)));
    moves
}
