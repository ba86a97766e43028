//! How much may be asked for in a time: a bucket that fills slowly, and from which each thing asked for takes one.

use chrono::{DateTime, Duration, Utc};

/// How a bucket fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How much it holds: what may be asked for at once.
    pub at_once: u32,
    /// How long one unit takes to come back.
    pub one_in: Duration,
}

impl Rate {
    /// What a person asks for, on all their devices. One that comes back with a full outbox is no attack; one that asks twenty times a second for
    /// minutes is.
    pub const PERSON: Rate = Rate { at_once: 1200, one_in: Duration::milliseconds(50) };
    /// Sign-ins begun from one network: a whole office comes from one.
    pub const SIGN_IN: Rate = Rate { at_once: 300, one_in: Duration::milliseconds(200) };
    /// Sign-ins begun by all together, where it is not known from where.
    pub const ALL_SIGN_INS: Rate = Rate { at_once: 3000, one_in: Duration::milliseconds(5) };
    /// Words of sign-in services that a sign-in has ended: one that closes for the night ends all at once.
    pub const ENDED: Rate = Rate { at_once: 5000, one_in: Duration::milliseconds(10) };
    /// Previews of drafts opened from one network: an office that was asked for its view opens one link all at once.
    pub const PREVIEW: Rate = Rate { at_once: 300, one_in: Duration::milliseconds(500) };
    /// Previews opened by all together, where it is not known from where.
    pub const ALL_PREVIEWS: Rate = Rate { at_once: 1000, one_in: Duration::milliseconds(20) };
    /// Readings of who asks, by one of an agency's. Nobody works on more cases in an hour; who copies a register does.
    pub const READINGS: Rate = Rate { at_once: 40, one_in: Duration::minutes(1) };
    /// Refusals that one person leaves in a trail, whose lines stay for ever.
    pub const REFUSALS: Rate = Rate { at_once: 100, one_in: Duration::minutes(1) };
}

/// What one caller may still ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// When it will be full again: nothing else has to be kept.
    full_at: DateTime<Utc>,
}

/// Asked for too much: how long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(pub Duration);

impl Wait {
    /// Whole seconds, as `Retry-After` says them; at least one.
    pub fn seconds(self) -> i64 {
        self.0.num_seconds().saturating_add(1)
    }
}

impl Bucket {
    /// A full one.
    pub fn full(now: DateTime<Utc>) -> Bucket {
        Bucket { full_at: now }
    }

    /// Takes one from it, or says how long to wait until that can be had. What was refused costs nothing.
    pub fn take(&mut self, rate: Rate, now: DateTime<Utc>) -> Result<(), Wait> {
        let full_at = self.full_at.max(now) + rate.one_in;
        // Empty is as far from full as it holds.
        let over = full_at - now - rate.one_in * i32::try_from(rate.at_once).unwrap_or(i32::MAX);
        if over > Duration::zero() {
            return Err(Wait(over));
        }
        self.full_at = full_at;
        Ok(())
    }

    /// Whether it holds all that it can: then it need not be remembered.
    pub fn is_full(&self, now: DateTime<Utc>) -> bool {
        self.full_at <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RATE: Rate = Rate { at_once: 5, one_in: Duration::seconds(2) };

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_700_000_000_000 + millis).unwrap()
    }

    #[test]
    fn what_is_there_can_be_had_at_once_and_the_rest_as_it_comes_back() {
        let mut bucket = Bucket::full(at(0));
        for _ in 0..5 {
            assert_eq!(bucket.take(RATE, at(0)), Ok(()));
        }
        assert_eq!(bucket.take(RATE, at(500)), Err(Wait(Duration::milliseconds(1500))));
        assert_eq!(bucket.take(RATE, at(2000)), Ok(()));
        assert!(!bucket.is_full(at(11_999)) && bucket.is_full(at(12_000)));
        assert_eq!(Wait(Duration::milliseconds(1500)).seconds(), 2);
    }

    proptest! {
        /// A tank that counts in thousandths of a unit: one flows in every two seconds.
        #[test]
        fn it_gives_what_a_tank_would_give(asked in prop::collection::vec(0_i64..3000, 1..60)) {
            let (mut bucket, mut tank, mut now) = (Bucket::full(at(0)), 5000_i64, 0);
            for half in asked {
                // Even, since halves of milliseconds would round.
                now += 2 * half;
                tank = (tank + half).min(5000);
                let given = bucket.take(RATE, at(now)).is_ok();
                prop_assert_eq!(given, tank >= 1000);
                if given {
                    tank -= 1000;
                }
            }
        }
    }
}
