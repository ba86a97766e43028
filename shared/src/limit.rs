//! How much may be asked for in a time: a bucket that fills slowly and is taken from. What costs more takes more.

use chrono::{DateTime, Duration, Utc};

/// How a bucket fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How much it holds: what may be asked for at once.
    pub at_once: u32,
    /// How long one unit takes to come back.
    pub one_in: Duration,
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

    /// Takes `cost` from it, or says how long to wait until that can be had. What was refused costs nothing.
    pub fn take(&mut self, rate: Rate, cost: u32, now: DateTime<Utc>) -> Result<(), Wait> {
        let times = |count: u32| rate.one_in * i32::try_from(count).unwrap_or(i32::MAX);
        let full_at = self.full_at.max(now) + times(cost);
        // Empty is as far from full as it holds.
        let over = full_at - now - times(rate.at_once);
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
            assert_eq!(bucket.take(RATE, 1, at(0)), Ok(()));
        }
        assert_eq!(bucket.take(RATE, 1, at(500)), Err(Wait(Duration::milliseconds(1500))));
        assert_eq!(bucket.take(RATE, 1, at(2000)), Ok(()));
        assert!(!bucket.is_full(at(11_999)) && bucket.is_full(at(12_000)));
        assert_eq!(Wait(Duration::milliseconds(1500)).seconds(), 2);
    }

    proptest! {
        /// A model that counts in thousandths of a unit, from moment to moment.
        #[test]
        fn it_gives_what_a_tank_would_give(asked in prop::collection::vec((0_i64..5000, 1_u32..6), 1..60)) {
            let (mut bucket, mut tank, mut now) = (Bucket::full(at(0)), 5000_i64, 0);
            for (later, cost) in asked {
                now += later;
                tank = (tank + later / 2).min(5000);
                // Halves of milliseconds would round.
                if later % 2 == 1 { now += 1; tank = (tank + 1).min(5000); }
                let given = bucket.take(RATE, cost, at(now)).is_ok();
                prop_assert_eq!(given, tank >= i64::from(cost) * 1000);
                if given { tank -= i64::from(cost) * 1000; }
            }
        }
    }
}
