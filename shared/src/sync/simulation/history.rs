//! One history from one seed.

use super::bug::Bug;
use super::random::Chance;
use super::subject::Kind;
use super::world::{Beginning, Move, Violation, World};

/// Draws the history of a seed and looks at its end.
pub fn history(seed: u64, bug: Option<Bug>) -> Result<(), Violation> {
    let mut chance = Chance::new(seed);
    let mut world = World::new(beginning(&mut chance, bug));
    let steps = 20 + chance.below(100);
    // Some worlds are calm in one way or another, or faults would hide each other.
    let weather = Weather::draw(&mut chance);
    for _ in 0..steps {
        let step = draw(&mut chance, &world, &weather);
        world.step(step)?;
    }
    world.settle()
}

/// The moves of a seed's history, one a line, for who looks into a failure.
pub fn replay(seed: u64, bug: Option<Bug>) -> Vec<String> {
    let mut chance = Chance::new(seed);
    let mut world = World::new(beginning(&mut chance, bug));
    let steps = 20 + chance.below(100);
    let weather = Weather::draw(&mut chance);
    let mut moves = Vec::new();
    for _ in 0..steps {
        let step = draw(&mut chance, &world, &weather);
        moves.push(format!("{step:?}"));
        if world.step(step).is_err() {
            break;
        }
    }
    moves
}

fn beginning(chance: &mut Chance, bug: Option<Bug>) -> Beginning {
    Beginning {
        devices: 1 + chance.below(3),
        tabs: 1 + chance.below(2),
        locks: chance.percent(75),
        rereads: chance.percent(50),
        old: chance.percent(30),
        bug,
    }
}

/// How often each kind of fault comes, in parts of all moves.
struct Weather {
    network: usize,
    device: usize,
    server: usize,
    storage: usize,
}

impl Weather {
    fn draw(chance: &mut Chance) -> Weather {
        let mut often = |most: usize| if chance.percent(60) { 1 + chance.below(most) } else { 0 };
        Weather { network: often(15), device: often(10), server: often(12), storage: often(4) }
    }
}

fn draw(chance: &mut Chance, world: &World, weather: &Weather) -> Move {
    let device = chance.below(world.devices.len());
    let tab = chance.below(2);
    let message = chance.below(world.on_the_way());
    let mut kind = chance.below(100);
    let mut falls = |share: usize| {
        let hit = kind < share;
        kind = kind.wrapping_sub(share);
        hit
    };
    if falls(weather.network) {
        return match chance.below(2) {
            0 => Move::Lose { message },
            _ => Move::Duplicate { message },
        };
    }
    if falls(weather.device) {
        return match chance.below(4) {
            0 | 1 => Move::Close { device, tab },
            2 => Move::LosePower { device, kept: chance.below(4) },
            _ => Move::SetClock { device, ahead: 1000 * chance.below(3) as u64 },
        };
    }
    if falls(weather.server) {
        return match chance.below(6) {
            0 => Move::Compact,
            1 | 2 => Move::Backup,
            3 => Move::Restore { older: chance.below(world.backups()) },
            4 => Move::UpgradeServer,
            _ => Move::Deliver { message, lives: Some(chance.below(6)) },
        };
    }
    if falls(weather.storage) {
        return match chance.below(5) {
            0 => Move::Evict { device },
            1 => Move::LoseIdentity { device },
            2 => Move::Clone { from: device, to: chance.below(world.devices.len()) },
            _ => Move::UpgradeDevice { device },
        };
    }
    if falls(15) {
        let kind = match chance.below(10) {
            0..7 => Kind::Add,
            7 | 8 => Kind::Remove,
            _ => Kind::Refused,
        };
        return Move::Write { device, kind, key: chance.below(3), newer: chance.percent(30) };
    }
    if world.on_the_way() > 0 && (world.waits(device, tab) || chance.percent(40)) {
        return Move::Deliver { message, lives: None };
    }
    Move::Go { device, tab }
}
