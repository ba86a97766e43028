//! One way to a person (a device, a channel of messages) between two tickles: whether it is to be told, when, and what follows from how that went.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Nights, kept, wake_at};

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken.
    Done,
    /// There is no such device any more (RFC 8030 §7.3).
    Gone,
    /// Not now; after how long it may be tried again, where that was said.
    Later(Option<TimeDelta>),
    /// It is not wanted.
    Refused,
}

/// After so many tries this one is let go: whoever looks by then finds what is new without it.
const MOST_TRIES: u32 = 8;
/// After so many refusals nothing more is sent this way.
const MOST_REFUSALS: u32 = 3;
/// Until the first further try; each waits twice as long.
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);

/// What is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waking {
    /// When it was told last, as far as that counts.
    sent: Vec<DateTime<Utc>>,
    /// When it is to be told, if it is.
    due: Option<DateTime<Utc>>,
    /// Since when that is wanted.
    since: Option<DateTime<Utc>>,
    /// How often that was wanted, so that what comes while a message is on its way is told by the next.
    causes: u64,
    tries: u32,
    refusals: u32,
}

impl Waking {
    /// When it is to be told.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        self.due
    }

    /// Since when.
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.since
    }

    /// There is something new. Several causes before it is told are one.
    pub fn want(&mut self, now: DateTime<Utc>, nights: Nights) {
        self.causes = self.causes.saturating_add(1);
        if self.due.is_none() {
            self.since = Some(now);
            self.due = Some(wake_at(&self.sent, now, nights));
        }
    }

    /// Whether it is to be told now. Where the time for it passed, as while the server was down, it is the next that the rule allows.
    pub fn is_due(&mut self, now: DateTime<Utc>, nights: Nights) -> bool {
        if self.due.is_some_and(|due| due <= now) {
            self.due = Some(wake_at(&self.sent, now, nights));
        }
        self.due.is_some_and(|due| due <= now)
    }

    /// A message that went out when this stood as in `then` ended in `outcome`. Whether the way remains.
    pub fn told(&mut self, then: &Waking, outcome: Outcome, now: DateTime<Utc>, nights: Nights) -> bool {
        match outcome {
            Outcome::Gone => return false,
            Outcome::Done => {
                self.sent = kept(&self.sent, now);
                self.refusals = 0;
                self.let_go();
                if self.causes != then.causes {
                    self.want(now, nights);
                }
                return true;
            }
            Outcome::Refused => self.refusals = self.refusals.saturating_add(1),
            Outcome::Later(_) => {}
        }
        self.tries = self.tries.saturating_add(1);
        if self.tries >= MOST_TRIES {
            self.let_go();
        } else {
            let said = if let Outcome::Later(said) = outcome { said } else { None };
            let wait = said.unwrap_or(FIRST_WAIT * 2_i32.pow(self.tries.min(MOST_TRIES) - 1));
            self.due = Some(wake_at(&self.sent, now + wait, nights));
        }
        self.refusals < MOST_REFUSALS
    }

    fn let_go(&mut self) {
        (self.due, self.since, self.tries) = (None, None, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        crate::iso::instant(text).unwrap()
    }

    fn wanted() -> (Waking, DateTime<Utc>) {
        let (mut waking, now) = (Waking::default(), at("2026-12-01T02:00:00Z"));
        waking.want(now, Nights::QUIET);
        (waking, now)
    }

    #[test]
    fn several_causes_are_one_and_what_comes_meanwhile_is_the_next() {
        let (mut waking, now) = wanted();
        waking.want(now, Nights::QUIET);
        assert_eq!((waking.due(), waking.since()), (Some(now), Some(now)));
        let then = waking.clone();
        assert!(waking.told(&then, Outcome::Done, now, Nights::QUIET));
        assert_eq!(waking.due(), None);
        waking.want(now, Nights::QUIET);
        assert_eq!(waking.due(), Some(at("2026-12-01T03:00:00Z")));
        // Something more, while it is being told.
        let (then, later) = (waking.clone(), at("2026-12-01T03:00:01Z"));
        waking.want(later, Nights::QUIET);
        assert!(waking.told(&then, Outcome::Done, later, Nights::QUIET));
        assert_eq!(waking.due(), Some(at("2026-12-01T04:00:01Z")));
    }

    #[test]
    fn who_was_held_up_into_the_night_is_told_in_the_morning() {
        let (mut waking, now) = wanted();
        assert!(!waking.is_due(now - TimeDelta::seconds(1), Nights::QUIET) && waking.is_due(now, Nights::QUIET));
        let late = at("2026-12-01T14:00:00Z");
        assert!(waking.clone().is_due(late, Nights::Loud));
        assert!(!waking.is_due(late, Nights::QUIET));
        assert_eq!((waking.due(), waking.since()), (Some(at("2026-12-02T00:00:00Z")), Some(now)));
        assert!(!Waking::default().is_due(now, Nights::QUIET));
    }

    #[test]
    fn who_is_asked_to_wait_waits_and_gives_up_in_the_end() {
        let (mut waking, now) = wanted();
        let then = waking.clone();
        assert!(waking.told(&then, Outcome::Later(Some(TimeDelta::minutes(7))), now, Nights::QUIET));
        assert_eq!(waking.due(), Some(at("2026-12-01T02:07:00Z")));
        assert!(waking.told(&then, Outcome::Later(None), now, Nights::QUIET));
        assert_eq!(waking.due(), Some(at("2026-12-01T02:02:00Z")));
        // A day that the service asks for ends in no night.
        assert!(waking.told(&then, Outcome::Later(Some(TimeDelta::hours(12))), now, Nights::QUIET));
        assert_eq!(waking.due(), Some(at("2026-12-02T00:00:00Z")));
        for _ in 0..5 {
            assert!(waking.due().is_some());
            assert!(waking.told(&then, Outcome::Later(None), now, Nights::QUIET));
        }
        assert_eq!((waking.due(), waking.tries), (None, 0));
    }

    #[test]
    fn who_is_gone_is_not_told_again_nor_who_refuses_three_times() {
        let (mut waking, now) = wanted();
        let then = waking.clone();
        assert!(!waking.clone().told(&then, Outcome::Gone, now, Nights::QUIET));
        assert!(waking.told(&then, Outcome::Refused, now, Nights::QUIET));
        assert!(waking.told(&then, Outcome::Refused, now, Nights::QUIET));
        assert!(waking.clone().told(&then, Outcome::Done, now, Nights::QUIET));
        assert!(!waking.told(&then, Outcome::Refused, now, Nights::QUIET));
    }
}
