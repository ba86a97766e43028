//! When a device may be woken to say that there is something new, and the one thing that is said.
//!
//! It says neither what nor whose: whoever carries it (a push service, an operator of messages) learns no policy, no case and no trait of a person
//! (个保法 art. 6, 28), and everybody who asked to be woken is woken alike, so that nothing follows from being woken. What is new, and whether it concerns
//! anybody, the device finds by itself when it is opened.

mod waking;

pub use waking::{Outcome, Waking};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::shanghai::{legal_day, midnight};
use crate::words::Bilingual;

/// What a person reads.
pub const TITLE: Bilingual = Bilingual { zh: "长宁明白", en: "Mingbai Changning" };
/// The same to everybody, whatever is new.
pub const SENTENCE: Bilingual =
    Bilingual { zh: "有新消息，打开看看。", en: "There is something new. Open it to see." };

/// A way to a person besides their devices, where the operator has somebody for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Channel {
    /// 短信.
    Sms,
    /// 微信.
    Wechat,
}

impl Channel {
    /// Every one.
    pub const ALL: [Channel; 2] = [Channel::Sms, Channel::Wechat];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Sms => "sms",
            Channel::Wechat => "wechat",
        }
    }
}

/// At most so many in a legal day, to one device.
pub const MOST_A_DAY: usize = 3;
/// How many of the times at which a device was woken have to be known: those of a day, which hold the last one too.
pub const MOST_KEPT: usize = MOST_A_DAY;

/// From one to the next.
const APART: TimeDelta = TimeDelta::hours(1);
/// Nobody is woken before, in hours of Shanghai.
const MORNING: TimeDelta = TimeDelta::hours(8);
/// Over so much of the morning those are spread who waited in the night.
const SPREAD: TimeDelta = TimeDelta::minutes(30);
/// Nor from here on.
const EVENING: TimeDelta = TimeDelta::hours(21);

/// Whether nights are kept quiet. A district for trying things out need not wait for the morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nights {
    /// From 21:00 to 8:00, and so much longer that not all are woken at one instant.
    Quiet(TimeDelta),
    /// As the day.
    Loud,
}

impl Nights {
    /// From 21:00 to 8:00 sharp.
    pub const QUIET: Nights = Nights::Quiet(TimeDelta::zero());

    /// The same nights for one of many, each of whom has an end of their own.
    pub fn of(self, name: &str) -> Nights {
        let [first, second, ..] = *Digest::of(name.as_bytes()).as_bytes();
        let share = i64::from(u16::from_be_bytes([first, second]));
        match self {
            Nights::Quiet(_) => Nights::Quiet(TimeDelta::seconds(SPREAD.num_seconds() * share / 65_536)),
            Nights::Loud => Nights::Loud,
        }
    }

    fn morning(self) -> TimeDelta {
        match self {
            Nights::Quiet(after) => MORNING + after,
            Nights::Loud => TimeDelta::zero(),
        }
    }
}

/// The first time from `due` on at which a device may be woken that was woken at the times `sent`.
pub fn wake_at(sent: &[DateTime<Utc>], due: DateTime<Utc>, nights: Nights) -> DateTime<Utc> {
    let mut at = due;
    // Each turn passes a night, a day that is full, or one of `sent` for good.
    while let Some(later) = put_off(sent, at, nights).filter(|later| *later > at) {
        at = later;
    }
    at
}

/// Until when a device is not woken at `at`; none where it may be.
fn put_off(sent: &[DateTime<Utc>], at: DateTime<Utc>, nights: Nights) -> Option<DateTime<Utc>> {
    let day = legal_day(at);
    let begins = |day| midnight(day) + nights.morning();
    if at < begins(day) {
        return Some(begins(day));
    }
    let is_late = nights != Nights::Loud && at >= midnight(day) + EVENING;
    if is_late || sent.iter().filter(|one| legal_day(**one) == day).count() >= MOST_A_DAY {
        return Some(begins(day.succ_opt()?));
    }
    // A clock that was put back makes one of them later than now.
    sent.iter().filter(|one| (at - **one).abs() < APART).max().map(|last| *last + APART)
}

/// For how long whoever carries a message may keep it for a device that is away: not into the night, in which it would ring late, nor beyond a day, after
/// which what was new is found without it.
pub fn lasts(at: DateTime<Utc>, nights: Nights) -> TimeDelta {
    let day = TimeDelta::days(1);
    match nights {
        Nights::Quiet(_) => (midnight(legal_day(at)) + EVENING - at).clamp(TimeDelta::zero(), day),
        Nights::Loud => day,
    }
}

/// The times to keep after one more at `at`.
pub fn kept(sent: &[DateTime<Utc>], at: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let over = (sent.len() + 1).saturating_sub(MOST_KEPT);
    sent.iter().skip(over).copied().chain([at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Timelike;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        crate::iso::instant(text).unwrap()
    }

    #[test]
    fn nobody_is_woken_at_night() {
        let woken = |due: &str| wake_at(&[], at(due), Nights::QUIET);
        // 8:00, 20:59:59, 21:00 and 3:00 in Shanghai.
        assert_eq!(woken("2026-12-01T00:00:00Z"), at("2026-12-01T00:00:00Z"));
        assert_eq!(woken("2026-12-01T12:59:59Z"), at("2026-12-01T12:59:59Z"));
        assert_eq!(woken("2026-12-01T13:00:00Z"), at("2026-12-02T00:00:00Z"));
        assert_eq!(woken("2026-12-01T19:00:00Z"), at("2026-12-02T00:00:00Z"));
        assert_eq!(wake_at(&[], at("2026-12-01T19:00:00Z"), Nights::Loud), at("2026-12-01T19:00:00Z"));
    }

    #[test]
    fn who_waited_in_the_night_is_woken_in_the_half_hour_from_eight_not_all_at_once() {
        let due = at("2026-12-01T19:00:00Z");
        let woken = |number: u32| wake_at(&[], due, Nights::QUIET.of(&format!("https://push.example/{number}")));
        let mut each_minute = [0; 30];
        for number in 0..3_000 {
            let after = woken(number) - at("2026-12-02T00:00:00Z");
            each_minute[usize::try_from(after.num_minutes()).unwrap()] += 1;
        }
        // A hundred a minute, were they even: by chance no minute is far from that.
        assert!(each_minute.iter().all(|count| (50..150).contains(count)), "{each_minute:?}");
        assert_eq!(woken(7), woken(7));
        assert_eq!(Nights::Loud.of("a"), Nights::Loud);
    }

    #[test]
    fn the_second_waits_an_hour_and_the_fourth_for_the_morning() {
        let sent = ["2026-12-01T01:00:00Z", "2026-12-01T03:00:00Z", "2026-12-01T05:30:00Z"].map(at);
        assert_eq!(wake_at(&sent[..1], at("2026-12-01T01:10:00Z"), Nights::QUIET), at("2026-12-01T02:00:00Z"));
        assert_eq!(wake_at(&sent, at("2026-12-01T07:00:00Z"), Nights::QUIET), at("2026-12-02T00:00:00Z"));
        assert_eq!(wake_at(&sent, at("2026-12-01T07:00:00Z"), Nights::Loud), at("2026-12-01T16:00:00Z"));
    }

    #[test]
    fn what_is_kept_for_a_device_does_not_ring_at_night() {
        let lasts = |sent, nights| lasts(at(sent), nights).num_minutes();
        assert_eq!(lasts("2026-12-01T00:00:00Z", Nights::QUIET), 13 * 60);
        assert_eq!(lasts("2026-12-01T12:59:00Z", Nights::QUIET), 1);
        // Sent late by a slow machine.
        assert_eq!(lasts("2026-12-01T13:01:00Z", Nights::QUIET), 0);
        assert_eq!(lasts("2026-12-01T12:59:00Z", Nights::Loud), 24 * 60);
    }

    #[test]
    fn what_is_said_names_nothing() {
        for said in [TITLE, SENTENCE] {
            for word in ["政策", "申请", "补贴", "policy", "request", "{"] {
                assert!(!said.zh.contains(word) && !said.en.contains(word), "{word}");
            }
        }
    }

    /// The rule as it is written, asked of one minute.
    fn may_be_woken(sent: &[DateTime<Utc>], at: DateTime<Utc>, nights: Nights) -> bool {
        let in_shanghai = |at: DateTime<Utc>| at + TimeDelta::hours(8);
        let awake = nights == Nights::Loud || (8..21).contains(&in_shanghai(at).hour());
        let in_hour = sent.iter().any(|one| (*one - at).abs() < TimeDelta::minutes(60));
        let on_day = sent.iter().filter(|one| in_shanghai(**one).date_naive() == in_shanghai(at).date_naive()).count();
        awake && !in_hour && on_day < 3
    }

    fn minute(number: i64) -> DateTime<Utc> {
        at("2026-11-30T16:00:00Z") + TimeDelta::minutes(number)
    }

    proptest! {
        #[test]
        fn it_is_the_first_minute_that_the_rule_allows(
            sent in prop::collection::vec(0_i64..4320, 0..9), due in 0_i64..4320, loud: bool,
        ) {
            let sent: Vec<_> = sent.into_iter().map(minute).collect();
            let nights = if loud { Nights::Loud } else { Nights::QUIET };
            let first = (due..).map(minute).find(|at| may_be_woken(&sent, *at, nights)).unwrap();
            prop_assert_eq!(wake_at(&sent, minute(due), nights), first);
        }

        #[test]
        fn whatever_comes_the_ceilings_hold_by_what_is_kept(mut causes in prop::collection::vec(0_i64..10_000, 0..60)) {
            causes.sort_unstable();
            let (mut all, mut known): (Vec<DateTime<Utc>>, Vec<DateTime<Utc>>) = (Vec::new(), Vec::new());
            for cause in causes {
                let due = minute(cause);
                // It waits already: several causes are one.
                if all.last().is_some_and(|last| *last >= due) {
                    continue;
                }
                let woken = wake_at(&known, due, Nights::QUIET);
                prop_assert!(may_be_woken(&all, woken, Nights::QUIET), "{} after {:?}", woken, all);
                known = kept(&known, woken);
                all.push(woken);
            }
            prop_assert!(known.len() <= MOST_KEPT);
        }
    }
}
