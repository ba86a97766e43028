//! What a device writes, sends, and makes of an answer. It decides on what the store holds; the store carries it out, each [`Writing`] in one transaction.
//!
//! One run under a lock for all tabs: [`prepare`] and write, [`call`] and send, [`take`] and write, until nothing is left. Where a browser has no locks
//! two runs may cross: [`take`] looks at the identity as it is now, and the server's receipts catch what is left.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Answer, Call, Outcome, Refusal, Row, Scope, Sent};
use crate::digest::Digest;

/// What is acknowledged stays on the device until this many backups were made since: the last one may turn out to be unreadable.
pub const BACKUPS: u64 = 2;
/// The most mutations in one call, and bytes of a whole one.
pub const MOST_SENT: usize = 1000;
/// See [`MOST_SENT`].
pub const LARGEST_CALL: usize = 1024 * 1024;
/// What a mutation's number, id and digest take, and more.
const ENVELOPE_BYTES: usize = 256;

/// How many bytes of mutations one call carries. Each call that gets through lets the next carry four times as much: a line that is too slow for that
/// is not given what it could not bring within the deadline, and a fast one is not asked again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    bytes: usize,
    grows: bool,
}

impl Load {
    /// That of a run's first call.
    pub const FIRST: Load = Load { bytes: 48 * 1024, grows: true };
    /// The largest: the call around it takes some of what the server takes.
    pub const LARGEST: Load = Load { bytes: LARGEST_CALL - 64 * 1024, grows: true };

    /// After a call of this load got through.
    pub fn grown(self) -> Load {
        let grown = self.bytes.saturating_mul(4).min(Load::LARGEST.bytes);
        if self.grows { Load { bytes: grown, ..self } } else { self }
    }

    /// After a call of this load did not get through: that of the first call for the rest of the run. None where it was no larger.
    pub fn eased(self) -> Option<Load> {
        (self.bytes > Load::FIRST.bytes).then_some(Load { grows: false, ..Load::FIRST })
    }
}

/// Who a device is to the server, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// Made by the device.
    pub device: Uuid,
    /// The server's epoch, once known.
    pub epoch: Option<Uuid>,
    /// The last change that the device has.
    pub cursor: u64,
    /// What the server had forgotten when the device began to get its rows: had it forgotten more since, they would have to come anew.
    #[serde(default)]
    pub base: u64,
    /// The last number given to a mutation.
    pub seq: u64,
    /// The last number whose outcome is known.
    #[serde(default)]
    pub acknowledged: u64,
    /// All rows come anew: those from before stay until the last has come.
    #[serde(default)]
    pub anew: bool,
}

impl Identity {
    /// A device that nobody has seen, and that has seen nothing.
    pub fn fresh(device: Uuid) -> Identity {
        Identity { device, epoch: None, cursor: 0, base: 0, seq: 0, acknowledged: 0, anew: true }
    }
}

/// A mutation on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued<'a> {
    /// Its id, for good.
    pub id: Uuid,
    /// The form of its body.
    pub version: u16,
    /// What is sent, byte for byte.
    pub body: &'a str,
    /// Its number, once it has one.
    pub seq: Option<u64>,
    /// The server took it in when it had so many backups. It stays for as long as the server could lose it.
    pub accepted: Option<u64>,
}

impl Queued<'_> {
    fn waits(&self) -> bool {
        self.accepted.is_none()
    }

    /// Its bytes in a call, where quotes and backslashes are written as two.
    fn bytes(&self) -> usize {
        let doubled = self.body.bytes().filter(|byte| matches!(byte, b'"' | b'\\')).count();
        self.body.len().saturating_add(doubled).saturating_add(ENVELOPE_BYTES)
    }
}

/// One change of what the device keeps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// The identity is this now.
    Identity(Identity),
    /// The mutation has this number.
    Number(Uuid, u64),
    /// It has none any more, and nobody has accepted it.
    Unnumber(Uuid),
    /// The server has it, with so many backups.
    Accepted(Uuid, u64),
    /// The server refused it for good: it leaves the outbox, and is kept for its writer.
    Refused(Uuid, Refusal),
    /// The server can lose it no more: it goes.
    Forget(Uuid),
    /// A row, or that it is gone. It is not outdated any more.
    Row(Row),
    /// All rows that are here are outdated; they stay for now.
    Outdate,
    /// What is still outdated goes.
    DropOutdated,
}

/// What is written in one transaction, if the identity is still the one that this was decided on. Otherwise another tab was sooner, and nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Writing {
    /// The identity that this was decided on; whatever another run changes, it changes the identity.
    pub given: Option<Identity>,
    /// In this order.
    pub effects: Vec<Effect>,
    /// Whether it must be on the disk before anything else is done. What need not be may be lost with the power, and comes again.
    pub strict: bool,
}

/// What a device does with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It answers another question: the device has gone on since, by another tab.
    Late,
    /// Write this.
    Write {
        /// What.
        writing: Writing,
        /// Whether there is more to send or to fetch now.
        more: bool,
    },
}

/// Before a call: an identity, and a number for each mutation that has none. Where there is no identity, nor one that can be read, everything begins
/// anew. `fresh` is a new id. `outbox` is in the order of [`in_order`].
pub fn prepare(identity: Option<Identity>, outbox: &[Queued<'_>], fresh: Uuid) -> (Identity, Writing) {
    let mut next = identity.unwrap_or(Identity::fresh(fresh));
    let mut effects = if identity.is_none() { anew(outbox) } else { Vec::new() };
    for one in outbox.iter().filter(|one| identity.is_none() || one.seq.is_none()) {
        next.seq += 1;
        effects.push(Effect::Number(one.id, next.seq));
    }
    if identity != Some(next) {
        effects.push(Effect::Identity(next));
    }
    let strict = !effects.is_empty();
    (next, Writing { given: identity, effects, strict })
}

/// The order in which a device sends: by number, what has none by id, which begins with the time at which it was made.
pub fn in_order(one: &Queued<'_>) -> (u64, Uuid) {
    (one.seq.unwrap_or(u64::MAX), one.id)
}

/// What is sent, in nobody's name yet: the beginning of what waits, as much as the load allows, and one at least. Nothing before the epoch is known.
pub fn call(identity: &Identity, outbox: &[Queued<'_>], scope: Scope, load: Load) -> Call {
    let mut bytes = 0usize;
    let waiting = outbox.iter().filter(|one| one.waits() && identity.epoch.is_some());
    let fitting = waiting.take(MOST_SENT).take_while(|one| {
        let first = bytes == 0;
        bytes = bytes.saturating_add(one.bytes());
        first || bytes <= load.bytes
    });
    Call {
        scope,
        person: None,
        device: identity.device,
        epoch: identity.epoch,
        cursor: identity.cursor,
        base: identity.base,
        mutations: fitting.filter_map(sent).collect(),
    }
}

fn sent(one: &Queued<'_>) -> Option<Sent> {
    let digest = Digest::of(one.body.as_bytes());
    Some(Sent { seq: one.seq?, id: one.id, version: one.version, digest, body: one.body.to_owned() })
}

/// What an answer to `call` means, given identity and outbox as they are now. `fresh` is a new id.
pub fn take(now: &Identity, outbox: &[Queued<'_>], call: &Call, answer: &Answer, fresh: Uuid) -> Taken {
    if (now.device, now.epoch, now.cursor) != (call.device, call.epoch, call.cursor) {
        return Taken::Late;
    }
    let another_server = now.epoch.is_some_and(|epoch| epoch != answer.epoch);
    // It knows of numbers that this device has forgotten, or has forgotten what it acknowledged.
    let another_memory = answer.acknowledged > now.seq || answer.acknowledged < now.acknowledged;
    // It would wait for ever for what lies between.
    let gap = call.mutations.first().is_some_and(|first| first.seq > answer.acknowledged.saturating_add(1));
    if another_server || another_memory || gap {
        return Taken::Write { writing: start_over(now, outbox, fresh), more: true };
    }
    let all_anew = answer.from == 0 && now.cursor > 0;
    if answer.cursor < answer.from || (answer.from != now.cursor && !all_anew) {
        return Taken::Late;
    }
    let mut next = Identity { epoch: Some(answer.epoch), cursor: answer.cursor, ..*now };
    if answer.from == 0 {
        next.base = answer.forgotten;
    }
    let mut effects = Vec::new();
    if all_anew {
        next.anew = true;
        effects.push(Effect::Outdate);
    }
    effects.extend(answer.rows.iter().cloned().map(Effect::Row));
    if next.anew && !answer.more {
        next.anew = false;
        effects.push(Effect::DropOutdated);
    }
    // By what was sent under a number: meanwhile another tab may have given the same one to something else.
    let mut sent: Vec<&Sent> = call.mutations.iter().collect();
    sent.sort_unstable_by_key(|sent| sent.id);
    let mut outcomes: Vec<&Outcome> = answer.outcomes.iter().collect();
    outcomes.sort_by_key(|outcome| outcome.seq);
    let outcome_of = |id| {
        let sent = sent.get(sent.binary_search_by_key(&id, |sent| sent.id).ok()?)?;
        outcomes.get(outcomes.binary_search_by_key(&sent.seq, |outcome| outcome.seq).ok()?)
    };
    let mut left = false;
    for one in outbox {
        let outcome = outcome_of(one.id);
        match (one.accepted, outcome) {
            (Some(backup), _) if answer.backup >= backup.saturating_add(BACKUPS) => {
                effects.push(Effect::Forget(one.id));
            }
            (Some(_), _) => {}
            (None, Some(outcome)) => {
                next.acknowledged = next.acknowledged.max(outcome.seq);
                effects.push(match &outcome.refused {
                    Some(refusal) => Effect::Refused(one.id, refusal.clone()),
                    None => Effect::Accepted(one.id, answer.backup),
                });
            }
            (None, None) => left = true,
        }
    }
    let progress = next.epoch != now.epoch || next.acknowledged != now.acknowledged;
    if next != *now {
        effects.push(Effect::Identity(next));
    }
    Taken::Write {
        writing: Writing { given: Some(*now), effects, strict: progress },
        more: answer.more || (left && progress),
    }
}

/// Under a new identity from the server's first row on. The outbox stays, with all that the server may have lost; ids stay too, so that nothing counts
/// twice. Rows stay until the server's have come. `fresh` is a new id.
pub fn start_over(now: &Identity, outbox: &[Queued<'_>], fresh: Uuid) -> Writing {
    let mut effects = anew(outbox);
    effects.push(Effect::Identity(Identity::fresh(fresh)));
    Writing { given: Some(*now), effects, strict: true }
}

fn anew(outbox: &[Queued<'_>]) -> Vec<Effect> {
    let unnumbered = outbox.iter().map(|one| Effect::Unnumber(one.id));
    unnumbered.chain([Effect::Outdate]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPOCH: Uuid = Uuid::from_u128(7);
    const FRESH: Uuid = Uuid::from_u128(99);

    fn identity(cursor: u64, seq: u64) -> Identity {
        let epoch = Some(EPOCH);
        Identity { epoch, cursor, seq, acknowledged: seq, anew: false, ..Identity::fresh(Uuid::from_u128(1)) }
    }

    fn queued(id: u128, body: &str, seq: Option<u64>) -> Queued<'_> {
        Queued { id: Uuid::from_u128(id), version: 1, body, seq, accepted: None }
    }

    fn answer(from: u64, cursor: u64, acknowledged: u64) -> Answer {
        Answer { cursor, acknowledged, ..Answer::nothing_new(EPOCH, 4, from) }
    }

    fn written(taken: Taken) -> (Writing, bool) {
        match taken {
            Taken::Write { writing, more } => (writing, more),
            Taken::Late => panic!("late"),
        }
    }

    #[test]
    fn numbers_are_given_strictly_and_once() {
        let outbox = [queued(5, "sent", Some(3)), queued(4, "a", None), queued(6, "b", None)];
        let now = Identity { seq: 3, ..identity(0, 3) };
        let (next, writing) = prepare(Some(now), &outbox, FRESH);
        let [four, six] = [4, 6].map(Uuid::from_u128);
        let effects = vec![Effect::Number(four, 4), Effect::Number(six, 5), Effect::Identity(next)];
        assert_eq!(writing, Writing { given: Some(now), effects, strict: true });
        assert_eq!(
            prepare(Some(next), &outbox[..1], FRESH),
            (next, Writing { given: Some(next), ..Writing::default() })
        );
    }

    #[test]
    fn a_call_stays_below_what_the_server_takes() {
        let long = "x".repeat(8_000);
        let all: Vec<Queued<'_>> = (1..=400).map(|seq| queued(seq.into(), &long, Some(seq))).collect();
        let bytes = |load| -> usize {
            let sent = call(&identity(0, 400), &all, Scope::Person, load).mutations;
            sent.iter().map(|sent| sent.body.len()).sum()
        };
        let second = Load::FIRST.grown();
        assert_eq!([Load::FIRST, second, Load::LARGEST].map(bytes), [5, 23, 119].map(|mutations| mutations * 8_000));
        assert_eq!(second.grown().grown(), Load::LARGEST);
        let eased = second.eased().unwrap();
        assert_eq!((bytes(eased), eased.grown(), eased.eased()), (bytes(Load::FIRST), eased, None));
        assert_eq!(Load::FIRST.eased(), None);
        let count =
            |outbox: &[Queued<'_>]| call(&identity(0, 9999), outbox, Scope::Person, Load::LARGEST).mutations.len();
        assert_eq!(count(&(1..=1200).map(|seq| queued(seq.into(), "short", Some(seq))).collect::<Vec<_>>()), MOST_SENT);
        let huge = "x".repeat(2_000_000);
        assert_eq!(count(&[queued(1, &huge, Some(1)), queued(2, "x", Some(2))]), 1);
        assert_eq!(count(&[]), 0);
        // Three characters, each of them written as two.
        assert_eq!(queued(1, r#""\""#, Some(1)).bytes() - ENVELOPE_BYTES, 6);
    }

    #[test]
    fn nothing_is_sent_before_the_epoch_is_known_nor_what_was_accepted() {
        let accepted = Queued { accepted: Some(1), ..queued(1, "a", Some(1)) };
        let outbox = [accepted, queued(2, "b", Some(2))];
        let fresh = Identity::fresh(FRESH);
        assert!(call(&fresh, &outbox, Scope::Person, Load::FIRST).mutations.is_empty());
        let sent: Vec<u64> =
            call(&identity(0, 2), &outbox, Scope::Person, Load::FIRST).mutations.iter().map(|sent| sent.seq).collect();
        assert_eq!(sent, [2]);
    }

    #[test]
    fn only_the_answer_to_the_question_moves_the_cursor() {
        let now = identity(5, 0);
        let asked = call(&now, &[], Scope::Person, Load::FIRST);
        let (writing, _) = written(take(&now, &[], &asked, &answer(5, 9, 0), FRESH));
        assert_eq!(writing.effects, [Effect::Identity(Identity { cursor: 9, ..now })]);
        assert!(!writing.strict);
        assert_eq!(take(&now, &[], &asked, &answer(3, 9, 0), FRESH), Taken::Late);
        assert_eq!(take(&now, &[], &asked, &answer(5, 4, 0), FRESH), Taken::Late);
        assert_eq!(take(&identity(6, 0), &[], &asked, &answer(5, 9, 0), FRESH), Taken::Late);
    }

    #[test]
    fn a_server_with_another_memory_is_begun_anew_with_all_that_it_may_have_lost() {
        let now = Identity { acknowledged: 2, ..identity(5, 3) };
        let accepted = Queued { accepted: Some(1), ..queued(1, "a", Some(2)) };
        let outbox = [accepted, queued(2, "b", Some(3))];
        let asked = call(&now, &outbox, Scope::Person, Load::FIRST);
        let expected = (start_over(&now, &outbox, FRESH), true);
        assert!(expected.0.effects.contains(&Effect::Unnumber(Uuid::from_u128(1))));
        let restored = Answer { epoch: Uuid::nil(), ..answer(5, 5, 2) };
        for other in [restored, answer(5, 5, 4), answer(5, 5, 1)] {
            assert_eq!(written(take(&now, &outbox, &asked, &other, FRESH)), expected);
        }
    }

    #[test]
    fn a_gap_in_the_numbers_is_begun_anew() {
        let now = Identity { acknowledged: 0, ..identity(5, 4) };
        let outbox = [queued(1, "a", Some(3)), queued(2, "b", Some(4))];
        let asked = call(&now, &outbox, Scope::Person, Load::FIRST);
        for acknowledged in [0, 1] {
            let (writing, more) = written(take(&now, &outbox, &asked, &answer(5, 5, acknowledged), FRESH));
            assert_eq!((writing, more), (start_over(&now, &outbox, FRESH), true));
        }
        let (writing, _) = written(take(&now, &outbox, &asked, &answer(5, 5, 2), FRESH));
        assert!(writing.effects.is_empty());
    }

    #[test]
    fn without_an_identity_all_is_numbered_anew_also_what_was_accepted() {
        let accepted = Queued { accepted: Some(1), ..queued(1, "a", Some(7)) };
        let (next, writing) = prepare(None, &[accepted, queued(2, "b", None)], FRESH);
        assert_eq!((next.device, next.seq, next.anew), (FRESH, 2, true));
        let [one, two] = [1, 2].map(Uuid::from_u128);
        let expected = [
            Effect::Unnumber(one),
            Effect::Unnumber(two),
            Effect::Outdate,
            Effect::Number(one, 1),
            Effect::Number(two, 2),
            Effect::Identity(next),
        ];
        assert_eq!(writing, Writing { given: None, effects: expected.to_vec(), strict: true });
    }

    #[test]
    fn what_was_accepted_stays_until_two_backups_have_it() {
        let now = Identity { acknowledged: 0, ..identity(5, 1) };
        let one = queued(1, "a", Some(1));
        let asked = call(&now, &[one], Scope::Person, Load::FIRST);
        let taken = Answer { outcomes: vec![Outcome { seq: 1, refused: None }], ..answer(5, 5, 1) };
        let (writing, _) = written(take(&now, &[one], &asked, &taken, FRESH));
        assert!(writing.strict && writing.effects.contains(&Effect::Accepted(one.id, 4)));
        let now = identity(5, 1);
        for (accepted, goes) in [(3, false), (2, true)] {
            let one = Queued { accepted: Some(accepted), ..one };
            let (writing, _) =
                written(take(&now, &[one], &call(&now, &[one], Scope::Person, Load::FIRST), &answer(5, 5, 1), FRESH));
            assert_eq!(writing.effects.contains(&Effect::Forget(one.id)), goes);
        }
    }
}
