//! The simulation: devices with tabs, a server and a network that fail in every way, around exactly the machines that the app and the worker run.
//!
//! A history is drawn from a seed, step by step; then faults stop, everything is let run to its end, and what must hold is looked at: what was called
//! saved was accepted exactly once, nothing was invented, every device has what the server has, and nothing waits for ever. The order is the server's.
//! After the simulations of `FoundationDB` and `TigerBeetle`.

mod bug;
mod disk;
mod exhaustive;
mod history;
mod ledger;
mod random;
mod settled;
mod subject;
mod tab;
mod world;

pub use bug::Bug;
pub use exhaustive::{Case, Visited, every};
pub use history::{history, replay};
pub use world::Violation;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_in_some_histories() {
        for seed in 0..400 {
            assert_eq!(history(seed, None), Ok(()), "seed {seed}");
        }
    }

    #[test]
    fn nothing_breaks_in_any_order_of_a_small_case() {
        let case = Case { devices: 1, tabs: 1, locks: true, writes: 1, faults: 2 };
        let visited = every(case, None).unwrap();
        assert!(visited.states > 1000, "{visited:?}");
        assert!(every(case, Some(Bug::NoDedupe)).is_err());
    }

    #[test]
    fn bugs_are_found_by_their_names() {
        assert!(Bug::ALL.into_iter().all(|bug| Bug::find(&bug.name()) == Some(bug)));
        assert_eq!(Bug::find("no-dedupe"), Some(Bug::NoDedupe));
        assert_eq!(Bug::find("none"), None);
    }

    #[test]
    fn a_seed_is_the_same_history_each_time() {
        assert_eq!(replay(7, None), replay(7, None));
        assert_ne!(replay(7, None), replay(8, None));
    }
}
