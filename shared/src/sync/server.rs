//! What a server does with a call: each mutation once, in order, never another under the same number; then what changed since.
//!
//! One call is one transaction of the ledger: whatever [`answer`] returns as an error is rolled back whole.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Answer, Call, Outcome, Refusal, Row, Sent};
use crate::digest::Digest;

/// Where a ledger stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    /// Another one after each restore.
    pub epoch: Uuid,
    /// How many backups were made in this epoch.
    pub backup: u64,
    /// The number of the last change.
    pub last: u64,
    /// Rows that were removed by this change or an earlier one are forgotten: nobody is told any more that they are gone.
    pub forgotten: u64,
}

/// What is remembered of a mutation for ever.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Receipt {
    /// The digest of its body.
    pub digest: Digest,
    /// Why it was not taken in, if it was not.
    pub refused: Option<Refusal>,
}

/// What a server keeps for one person or one agency. All calls of one [`answer`] belong to one transaction.
pub trait Ledger {
    /// What can go wrong with the store.
    type Error;
    /// Where it stands.
    fn standing(&mut self) -> Result<Standing, Self::Error>;
    /// The last number taken in from a device, 0 for one that nobody has seen.
    fn taken(&mut self, device: Uuid) -> Result<u64, Self::Error>;
    /// Notes the last number taken in.
    fn take(&mut self, device: Uuid, seq: u64) -> Result<(), Self::Error>;
    /// What is remembered of a mutation, by its id.
    fn receipt(&mut self, id: Uuid) -> Result<Option<Receipt>, Self::Error>;
    /// Remembers it.
    fn remember(&mut self, id: Uuid, receipt: &Receipt) -> Result<(), Self::Error>;
    /// Rows changed after `cursor`, in the order of their changes.
    fn after(&mut self, cursor: u64) -> Result<Page, Self::Error>;
}

/// As many rows as one answer holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows; at least one where there are more.
    pub rows: Vec<Row>,
    /// Whether there are more.
    pub more: bool,
}

/// What mutations mean.
pub trait Subject<L: Ledger> {
    /// The newest form of a body that is understood; all older ones are too.
    fn newest(&self) -> u16;
    /// Carries one out, or says why not. It may see the same id again, as when a device got a new identity before receipts were kept.
    fn apply(&mut self, ledger: &mut L, sent: &Sent) -> Result<Result<(), Refusal>, L::Error>;
}

/// A call that is turned away whole.
#[derive(Debug, PartialEq, Eq)]
pub enum Turned<E> {
    /// The device used a number for something else before, as after a power loss or from a cloned profile: it needs a new identity.
    Fork,
    /// A digest is not that of its body, a number is none, or an id stands for another body already.
    Damaged,
    /// The store failed.
    Store(E),
}

impl<E> From<E> for Turned<E> {
    fn from(error: E) -> Turned<E> {
        Turned::Store(error)
    }
}

/// The epoch of a ledger that made itself `own` at its first use, on a server that was restored from a backup under the name `restoration`; empty for
/// one that never was.
pub fn epoch(own: Uuid, restoration: &str) -> Uuid {
    if restoration.is_empty() {
        return own;
    }
    let both = [own.as_bytes().as_slice(), restoration.as_bytes()].concat();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(Digest::of(&both).as_bytes()).for_each(|(byte, of)| *byte = *of);
    Uuid::from_bytes(bytes)
}

/// What is done with one mutation.
enum Admission {
    Apply,
    /// Taken in before: the same is said again.
    Again(Option<Refusal>),
    /// One before it is missing, or it is of a form to come: the device sends from here again.
    Wait,
}

/// Answers a call: takes in what is sent, then says what changed.
pub fn answer<L: Ledger, S: Subject<L>>(
    ledger: &mut L,
    subject: &mut S,
    call: &Call,
) -> Result<Answer, Turned<L::Error>> {
    if call.mutations.iter().any(is_damaged) {
        return Err(Turned::Damaged);
    }
    let known = ledger.taken(call.device)?;
    let mut taken = known;
    let mut outcomes = Vec::new();
    // A device that does not know the epoch yet could not tell a restore from its own beginning: it asks first, then sends.
    let mutations = if call.epoch == Some(ledger.standing()?.epoch) { call.mutations.as_slice() } else { &[] };
    for sent in mutations {
        let refused = match admit(ledger, taken, sent, subject.newest())? {
            Admission::Again(refused) => refused,
            Admission::Wait => break,
            Admission::Apply => {
                let refused = subject.apply(ledger, sent)?.err();
                ledger.remember(sent.id, &Receipt { digest: sent.digest, refused: refused.clone() })?;
                refused
            }
        };
        taken = taken.max(sent.seq);
        outcomes.push(Outcome { seq: sent.seq, refused });
    }
    if taken > known {
        ledger.take(call.device, taken)?;
    }
    Ok(Answer { acknowledged: taken, outcomes, ..changes(ledger, call)? })
}

/// Says what changed, to who hands in nothing.
pub fn changes<L: Ledger>(ledger: &mut L, call: &Call) -> Result<Answer, L::Error> {
    let Standing { epoch, backup, last, forgotten } = ledger.standing()?;
    let mut answer = Answer::nothing_new(epoch, backup, call.cursor);
    if call.epoch.is_some_and(|known| known != epoch) {
        return Ok(answer);
    }
    let from_the_future = call.cursor > last;
    // Who is in the middle of getting everything has missed nothing as long as nothing more was forgotten since.
    if from_the_future || call.cursor.max(call.base) < forgotten {
        answer.from = 0;
    }
    answer.forgotten = forgotten;
    Page { rows: answer.rows, more: answer.more } = ledger.after(answer.from)?;
    answer.cursor = match answer.rows.last() {
        Some(row) if answer.more => row.change,
        _ => last,
    };
    Ok(answer)
}

impl Answer {
    /// An answer without rows, from the cursor that was asked for.
    pub fn nothing_new(epoch: Uuid, backup: u64, cursor: u64) -> Answer {
        Answer {
            epoch,
            backup,
            acknowledged: 0,
            outcomes: vec![],
            from: cursor,
            cursor,
            rows: vec![],
            more: false,
            forgotten: 0,
        }
    }
}

fn is_damaged(sent: &Sent) -> bool {
    sent.seq == 0 || Digest::of(sent.body.as_bytes()) != sent.digest
}

fn admit<L: Ledger>(ledger: &mut L, taken: u64, sent: &Sent, newest: u16) -> Result<Admission, Turned<L::Error>> {
    Ok(match ledger.receipt(sent.id)? {
        // A number above the next one: what lies between was never seen.
        _ if sent.seq > taken.saturating_add(1) => Admission::Wait,
        Some(receipt) if receipt.digest != sent.digest => return Err(Turned::Damaged),
        Some(receipt) => Admission::Again(receipt.refused),
        None if sent.seq <= taken => return Err(Turned::Fork),
        None if sent.version > newest => Admission::Wait,
        None => Admission::Apply,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::sync::Scope;
    use crate::words::Bilingual;

    const EPOCH: Uuid = Uuid::from_u128(7);

    /// Takes everything but what says "no".
    #[derive(Default)]
    struct Kept {
        taken: BTreeMap<Uuid, u64>,
        receipts: BTreeMap<Uuid, Receipt>,
        applied: Vec<String>,
    }

    impl Ledger for Kept {
        type Error = std::convert::Infallible;

        fn standing(&mut self) -> Result<Standing, Self::Error> {
            Ok(Standing { epoch: EPOCH, backup: 3, last: self.applied.len() as u64, forgotten: 0 })
        }

        fn taken(&mut self, device: Uuid) -> Result<u64, Self::Error> {
            Ok(self.taken.get(&device).copied().unwrap_or_default())
        }

        fn take(&mut self, device: Uuid, seq: u64) -> Result<(), Self::Error> {
            self.taken.insert(device, seq);
            Ok(())
        }

        fn receipt(&mut self, id: Uuid) -> Result<Option<Receipt>, Self::Error> {
            Ok(self.receipts.get(&id).cloned())
        }

        fn remember(&mut self, id: Uuid, receipt: &Receipt) -> Result<(), Self::Error> {
            self.receipts.insert(id, receipt.clone());
            Ok(())
        }

        fn after(&mut self, _: u64) -> Result<Page, Self::Error> {
            Ok(Page::default())
        }
    }

    struct Anything;

    impl Subject<Kept> for Anything {
        fn newest(&self) -> u16 {
            1
        }

        fn apply(&mut self, kept: &mut Kept, sent: &Sent) -> Result<Result<(), Refusal>, std::convert::Infallible> {
            if sent.body == "no" {
                return Ok(Err(Refusal { code: "no".into(), sentence: Bilingual { zh: "不", en: "No" }.into() }));
            }
            kept.applied.push(sent.body.clone());
            Ok(Ok(()))
        }
    }

    fn sent(seq: u64, body: &str) -> Sent {
        let id = Uuid::from_u128(body.bytes().fold(0, |id, byte| id << 8 | u128::from(byte)));
        Sent { seq, id, version: 1, digest: Digest::of(body.as_bytes()), body: body.into() }
    }

    fn call(device: u128, mutations: &[Sent]) -> Call {
        let (device, mutations) = (Uuid::from_u128(device), mutations.to_vec());
        Call { scope: Scope::Person, person: None, device, epoch: Some(EPOCH), cursor: 0, base: 0, mutations }
    }

    fn ask(kept: &mut Kept, call: &Call) -> Result<Answer, Turned<std::convert::Infallible>> {
        answer(kept, &mut Anything, call)
    }

    #[test]
    fn each_once_in_order_and_with_the_same_outcome_again() {
        let mut kept = Kept::default();
        let both = call(1, &[sent(1, "one"), sent(2, "no"), sent(4, "four")]);
        for _ in 0..3 {
            let answer = ask(&mut kept, &both).unwrap();
            let refused: Vec<_> = answer.outcomes.iter().map(|one| (one.seq, one.refused.is_some())).collect();
            assert_eq!((refused, answer.acknowledged, answer.backup), (vec![(1, false), (2, true)], 2, 3));
        }
        // Another device hands in what the first had handed in: the same profile, or a new identity.
        let again = ask(&mut kept, &call(2, &[sent(1, "no"), sent(2, "one"), sent(3, "new")])).unwrap();
        assert_eq!(again.acknowledged, 3);
        assert_eq!(kept.applied, ["one", "new"]);
    }

    #[test]
    fn a_number_used_twice_is_a_fork_wherever_it_stands() {
        let mut kept = Kept::default();
        ask(&mut kept, &call(1, &[sent(1, "one"), sent(2, "two"), sent(3, "three")])).unwrap();
        assert_eq!(ask(&mut kept, &call(1, &[sent(3, "other")])), Err(Turned::Fork));
        assert_eq!(ask(&mut kept, &call(1, &[sent(1, "another")])), Err(Turned::Fork));
        assert_eq!(kept.applied.len(), 3);
    }

    #[test]
    fn what_is_damaged_turns_the_call_away() {
        let mut kept = Kept::default();
        let damaged = Sent { body: "one!".into(), ..sent(1, "one") };
        assert_eq!(ask(&mut kept, &call(1, &[damaged])), Err(Turned::Damaged));
        assert_eq!(ask(&mut kept, &call(1, &[sent(0, "none")])), Err(Turned::Damaged));
        ask(&mut kept, &call(1, &[sent(1, "one")])).unwrap();
        let reused = Sent { id: sent(1, "one").id, ..sent(2, "two") };
        assert_eq!(ask(&mut kept, &call(1, &[reused])), Err(Turned::Damaged));
    }

    #[test]
    fn a_form_to_come_waits_with_all_behind_it() {
        let mut kept = Kept::default();
        let newer = Sent { version: 2, ..sent(2, "two") };
        let answer = ask(&mut kept, &call(1, &[sent(1, "one"), newer, sent(3, "three")])).unwrap();
        assert_eq!((answer.acknowledged, answer.outcomes.len()), (1, 1));
    }

    #[test]
    fn who_does_not_know_the_epoch_or_knows_another_is_taken_nothing_from() {
        for epoch in [None, Some(Uuid::nil())] {
            let mut kept = Kept::default();
            let answer = ask(&mut kept, &Call { epoch, ..call(1, &[sent(1, "one")]) }).unwrap();
            assert_eq!((answer.epoch, answer.acknowledged, kept.applied.len()), (EPOCH, 0, 0));
        }
    }

    #[test]
    fn a_restoration_is_another_epoch_of_each_ledger() {
        let [one, other] = [1, 2].map(Uuid::from_u128);
        assert_eq!(epoch(one, ""), one);
        let all = [epoch(one, "a"), epoch(one, "b"), epoch(other, "a"), one, other];
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
        assert_eq!(epoch(one, "a"), epoch(one, "a"));
    }
}
