//! `mingbai simulate`.

use std::time::Instant;

use serde::Serialize;

use super::{Refusal, print, print_line, say};
use crate::sync::simulation::{Bug, Case, every, history, replay};

/// The most failures that are listed: the first ones are enough to look into.
const MOST_LISTED: usize = 20;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How many histories, at least one.
    #[arg(long, required_unless_present_any = ["exhaustive", "list"], value_parser = clap::value_parser!(u64).range(1..))]
    seeds: Option<u64>,
    /// The first seed.
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// A known bug to put in; it must be caught.
    #[arg(long)]
    mutant: Option<String>,
    /// Instead of drawing histories, goes through every order of some small cases: lines
    /// {"devices","tabs","locks","writes","faults","states","moves","invariant"}.
    #[arg(long, conflicts_with_all = ["seeds", "from", "moves"])]
    exhaustive: bool,
    /// Prints the names of the known bugs, one a line.
    #[arg(long, exclusive = true)]
    list: bool,
    /// Prints the moves of each failure too, to standard error.
    #[arg(long)]
    moves: bool,
}

impl Arguments {
    /// What is wrong with arguments that are each as they should be.
    pub(super) fn wrong(&self) -> Option<String> {
        let too_far = self.seeds.is_some_and(|seeds| self.from.checked_add(seeds.saturating_sub(1)).is_none());
        too_far.then(|| format!("there are not so many seeds from {} on: the last is {}", self.from, u64::MAX))
    }
}

#[derive(Serialize)]
struct Report {
    seeds: u64,
    failures: Vec<Failure>,
    histories_per_second: u64,
}

#[derive(Serialize)]
struct Failure {
    seed: u64,
    invariant: String,
}

pub fn run(arguments: &Arguments) -> Result<(), Refusal> {
    if arguments.list {
        return Bug::ALL.into_iter().try_for_each(|bug| print_line(&bug.name()));
    }
    let bug = arguments.mutant.as_deref().map(find).transpose()?;
    let failed = match arguments.seeds {
        Some(seeds) => draw(arguments, seeds, bug)?,
        None => exhaust(bug)?,
    };
    match bug {
        None if failed > 0 => Err(Refusal::new("invariant_broken", format!("{failed} broke an invariant"), "")),
        Some(bug) if failed == 0 => Err(Refusal::new("mutant_survived", "the bug was not caught", bug.name())),
        _ => Ok(()),
    }
}

/// How many histories of the seeds broke an invariant.
fn draw(arguments: &Arguments, seeds: u64, bug: Option<Bug>) -> Result<u64, Refusal> {
    let begun = Instant::now();
    let (mut failures, mut failed) = (Vec::new(), 0u64);
    for seed in arguments.from..=arguments.from.saturating_add(seeds.saturating_sub(1)) {
        let Err(violation) = history(seed, bug) else { continue };
        failed += 1;
        if failures.len() < MOST_LISTED {
            if arguments.moves {
                say(format_args!("{seed}:\n  {}", replay(seed, bug).join("\n  ")));
            }
            failures.push(Failure { seed, invariant: violation.0 });
        }
    }
    let histories_per_second = (seeds as f64 / begun.elapsed().as_secs_f64()) as u64;
    print(&Report { seeds, failures, histories_per_second })?;
    Ok(failed)
}

/// How many of the small cases broke an invariant.
fn exhaust(bug: Option<Bug>) -> Result<u64, Refusal> {
    let mut failed = 0;
    for case in Case::SMALL {
        let Case { devices, tabs, locks, writes, faults } = case;
        let (visited, invariant) = match every(case, bug) {
            Ok(visited) => (visited, None),
            Err((visited, violation)) => (visited, Some(violation.0)),
        };
        failed += u64::from(invariant.is_some());
        print(&serde_json::json!({
            "devices": devices, "tabs": tabs, "locks": locks, "writes": writes, "faults": faults,
            "states": visited.states, "moves": visited.moves, "invariant": invariant,
        }))?;
    }
    Ok(failed)
}

fn find(name: &str) -> Result<Bug, Refusal> {
    Bug::find(name).ok_or_else(|| {
        let known = Bug::ALL.map(Bug::name).join(", ");
        Refusal::new("unknown_mutant", format!("there are {known}"), name)
    })
}
