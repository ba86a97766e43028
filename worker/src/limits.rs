//! Who asks for too much waits (`mingbai_shared::limit`): by person, by network, and by what is asked for.
//!
//! Counted in the memory of this worker: a district has one. What is lost with it is a few minutes of counting.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mingbai_shared::limit::{Bucket, Rate, Wait};

use crate::objects::now;
use crate::problem::Problem;

/// Of whom or what is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// What a person asks for, on all their devices.
    Person(String),
    /// Sign-ins begun and ended from an address. Where addresses are not known, of all.
    SignIn(Option<String>),
    /// Words of sign-in services that a sign-in has ended.
    Ended,
    /// Previews opened from an address, which is how a link would be guessed. Where addresses are not known, by all.
    Preview(Option<String>),
    /// How often somebody of an agency reads who asks.
    Readings(String),
    /// Refusals that a person leaves in a trail, whose lines stay for ever.
    Refusals(String),
}

impl Whose {
    fn rate(&self) -> Rate {
        match self {
            Whose::Person(_) => Rate::PERSON,
            Whose::SignIn(Some(_)) => Rate::SIGN_IN,
            Whose::SignIn(None) => Rate::ALL_SIGN_INS,
            Whose::Ended => Rate::ENDED,
            Whose::Preview(Some(_)) => Rate::PREVIEW,
            Whose::Preview(None) => Rate::ALL_PREVIEWS,
            Whose::Readings(_) => Rate::READINGS,
            Whose::Refusals(_) => Rate::REFUSALS,
        }
    }
}

/// The most of whom is counted at a time. Beyond that nobody is let go who is still waiting; those who are full are.
const MOST: usize = 50_000;

thread_local! {
    static COUNTED: RefCell<BTreeMap<Whose, Bucket>> = const { RefCell::new(BTreeMap::new()) };
}

/// Counts one more, or refuses it with how long to wait.
pub fn take(whose: Whose) -> Result<(), Problem> {
    let at = now();
    let taken = COUNTED.with_borrow_mut(|counted| take_from(counted, whose, at));
    taken.map_err(Problem::too_often)
}

fn take_from(counted: &mut BTreeMap<Whose, Bucket>, whose: Whose, at: DateTime<Utc>) -> Result<(), Wait> {
    let rate = whose.rate();
    if counted.len() >= MOST && !counted.contains_key(&whose) {
        counted.retain(|_, bucket| !bucket.is_full(at));
    }
    counted.entry(whose).or_insert_with(|| Bucket::full(at)).take(rate, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn each_is_counted_apart_and_who_is_full_is_forgotten() {
        let mut counted = BTreeMap::new();
        let at: DateTime<Utc> = "2026-11-23T01:00:00Z".parse().unwrap();
        let whose = |name: usize| Whose::Readings(name.to_string());
        for _ in 0..40 {
            assert!(take_from(&mut counted, whose(0), at).is_ok());
        }
        assert!(take_from(&mut counted, whose(0), at).is_err());
        assert!(take_from(&mut counted, whose(1), at).is_ok());
        for name in 2..MOST {
            assert!(take_from(&mut counted, whose(name), at).is_ok());
        }
        let later = at + Duration::minutes(2);
        assert!(take_from(&mut counted, whose(MOST), later).is_ok());
        // Who read much is still remembered, the others are not.
        assert_eq!(counted.len(), 2);
        assert!(counted.contains_key(&whose(0)));
    }
}
