//! What a tab does: a run of sync in its steps, between which everything else can happen; and what it does with a bug.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::bug::Bug;
use super::disk::{Content, Disk, Item, Transaction};
use super::world::{Message, Violation, What, World};
use crate::sync::device::{self, Effect, Load, Taken, Writing};
use crate::sync::{Answer, Call, Outcome, Row, Scope, Sent};

/// What a tab is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Phase {
    #[default]
    Idle,
    /// It holds what it read in the store, and is about to write numbers.
    Preparing(Held),
    /// Numbers are written; the call can go.
    Ready(Held, Call),
    /// The call is on its way, under this number.
    Waiting(Held, Call, u64),
    /// Its answer is here, or that it was turned away.
    Answered(Held, Call, Option<Answer>),
    /// It is about to write.
    Taking(Held, Call, Option<Answer>),
    /// For the bug that writes in two transactions: what is still to be written, and whether there is more.
    Remainder(Held, Writing, bool),
}

/// What the store held when the run began, with all that the run wrote since. A browser may also read it again: both must do.
type Held = Box<Content>;

impl World {
    /// One step of a tab's run.
    pub(super) fn go(&mut self, at: usize, tab: usize) {
        let bug = self.bug;
        let ahead = self.devices.get(at).map_or(0, |device| device.ahead);
        let Some(phase) = self.devices.get_mut(at).and_then(|device| device.tabs.get_mut(tab)).map(std::mem::take)
        else {
            return;
        };
        let next = match phase {
            Phase::Idle => self.begin(at, tab),
            Phase::Preparing(held) => {
                let fresh = self.next_id(ahead);
                let Some(device) = self.devices.get_mut(at) else { return };
                let next = prepare(&mut device.disk, held, fresh, bug);
                self.note_use(at, fresh);
                next
            }
            Phase::Ready(held, call) => {
                let is_taken = |number: &u64| self.network.iter().any(|message| message.number == *number);
                let number = (0..).find(|number| !is_taken(number)).unwrap_or_default();
                self.network.push(Message { device: at, tab, number, what: What::Call(call.clone()) });
                Phase::Waiting(held, call, number)
            }
            waiting @ Phase::Waiting(..) => waiting,
            Phase::Answered(held, call, answer) => Phase::Taking(self.held(at, held), call, answer),
            Phase::Taking(held, call, answer) => {
                let fresh = self.next_id(ahead);
                let next = self.take(at, held, &call, answer, fresh);
                self.note_use(at, fresh);
                next
            }
            Phase::Remainder(held, writing, more) => self.write(at, held, writing, more),
        };
        let Some(device) = self.devices.get_mut(at) else { return };
        if next == Phase::Idle {
            device.holder.take_if(|holder| *holder == tab);
        }
        if let Some(phase) = device.tabs.get_mut(tab) {
            *phase = next;
        }
    }

    fn begin(&mut self, at: usize, tab: usize) -> Phase {
        let Some(device) = self.devices.get_mut(at) else { return Phase::Idle };
        if device.locks {
            if device.holder.is_some_and(|holder| holder != tab) {
                return Phase::Idle;
            }
            device.holder = Some(tab);
        }
        Phase::Preparing(Box::new(device.disk.now.clone()))
    }

    /// What a tab goes on with in the middle of its run.
    fn held(&self, at: usize, held: Held) -> Held {
        match self.devices.get(at) {
            Some(device) if device.rereads => Box::new(device.disk.now.clone()),
            _ => held,
        }
    }

    fn take(&mut self, at: usize, held: Held, call: &Call, answer: Option<Answer>, fresh: Uuid) -> Phase {
        let queue = held.queue();
        let Some(now) = held.identity else { return Phase::Idle };
        let Some(mut answer) = answer else {
            let writing = device::start_over(&now, &queue, fresh);
            return self.write(at, held, writing, true);
        };
        let mut call = call.clone();
        match self.bug {
            Some(Bug::LateAnswerTaken) => {
                (call.device, call.epoch, call.cursor) = (now.device, now.epoch, now.cursor);
                answer.from = now.cursor;
            }
            Some(Bug::AcknowledgedAhead) => {
                let taken = |sent: &Sent| Outcome { seq: sent.seq, refused: None };
                answer.outcomes = call.mutations.iter().map(taken).collect();
                answer.acknowledged = call.mutations.last().map_or(answer.acknowledged, |sent| sent.seq);
            }
            Some(Bug::GapsTaken) => answer.acknowledged = answer.acknowledged.max(now.acknowledged),
            Some(Bug::AnsweredBeforeDurable) => answer.acknowledged = answer.acknowledged.max(now.acknowledged),
            _ => {}
        }
        match device::take(&now, &queue, &call, &answer, fresh) {
            Taken::Late => Phase::Idle,
            Taken::Write { writing, more } => {
                let writing = self.with_bug(at, &held, &answer, writing);
                if self.bug != Some(Bug::CursorBeforeRows) {
                    return self.write(at, held, writing, more);
                }
                let first = |effect: &Effect| matches!(effect, Effect::Identity(_));
                let (cursor, effects): (Vec<_>, Vec<_>) = writing.effects.into_iter().partition(first);
                let Some(device) = self.devices.get_mut(at) else { return Phase::Idle };
                device.disk.carry_out(Writing { effects: cursor, ..writing });
                Phase::Remainder(held, Writing { effects, given: device.disk.now.identity, strict: true }, more)
            }
        }
    }

    /// What a device with a bug writes instead.
    fn with_bug(&mut self, at: usize, read: &Content, answer: &Answer, mut writing: Writing) -> Writing {
        let version = self.devices.get(at).map_or(0, |device| device.version);
        match self.bug {
            Some(Bug::DroppedByCount) => {
                let before = writing.effects.len();
                writing.effects.retain(|effect| !matches!(effect, Effect::Accepted(..)));
                let count = before - writing.effects.len();
                let oldest = read.outbox.values().filter(|item| item.accepted.is_none()).take(count);
                writing.effects.extend(oldest.map(|item| Effect::Accepted(item.id, answer.backup)));
            }
            Some(Bug::NothingRetained) => {
                for effect in &mut writing.effects {
                    if let Effect::Accepted(id, _) = *effect {
                        *effect = Effect::Forget(id);
                    }
                }
            }
            Some(Bug::OneBackupEnough) => {
                let enough = |item: &&Item| item.accepted.is_some_and(|backup| answer.backup > backup);
                writing.effects.extend(read.outbox.values().filter(enough).map(|item| Effect::Forget(item.id)));
            }
            Some(Bug::WrittenUnlooked) => {
                writing.given = self.devices.get(at).and_then(|device| device.disk.now.identity)
            }
            Some(Bug::OutdatedStays) => writing.effects.retain(|effect| *effect != Effect::DropOutdated),
            Some(Bug::ShownHalf) => {
                let outdate = writing.effects.iter().position(|effect| *effect == Effect::Outdate);
                if let Some(outdate) = outdate {
                    writing.effects.insert(outdate + 1, Effect::DropOutdated);
                }
            }
            // The second release's rows are those with the letter c.
            Some(Bug::UnreadableDropped) if version < 2 => {
                writing.effects.retain(|effect| !matches!(effect, Effect::Row(row) if row.key == "c"));
            }
            _ => {}
        }
        writing
    }

    fn write(&mut self, at: usize, mut held: Held, writing: Writing, more: bool) -> Phase {
        writing.effects.iter().cloned().for_each(|effect| held.carry_out(effect));
        let starts_over = writing.effects.iter().any(|effect| matches!(effect, Effect::Unnumber(_)));
        let gone: BTreeSet<String> = writing.effects.iter().filter_map(gone).collect();
        let Some(device) = self.devices.get_mut(at) else { return Phase::Idle };
        let before = device.disk.now.shown();
        if !device.disk.carry_out(writing) {
            return Phase::Idle;
        }
        let now = &device.disk.now;
        if now.identity.is_some_and(|identity| identity.anew) {
            let lacking = before.iter().find(|key| !now.rows.contains_key(*key) && !gone.contains(*key));
            self.broken = lacking.map(|key| Violation(format!("a list is shown half: {key} is missing for a while")));
        }
        if starts_over && self.bug == Some(Bug::NewIds) {
            self.rename(at);
        }
        if more { Phase::Preparing(self.held(at, held)) } else { Phase::Idle }
    }

    fn rename(&mut self, at: usize) {
        let items = self.devices.get_mut(at).map(|device| device.disk.now.outbox.clone()).unwrap_or_default();
        for item in items.into_values() {
            let id = self.fresh(0);
            self.renamed.insert(id, self.first_id(item.id));
            if let Some(device) = self.devices.get_mut(at) {
                device.disk.write(Transaction::Effects(vec![Effect::Forget(item.id)]), true);
                device.disk.write(Transaction::Append(Item { id, ..item }), true);
            }
        }
    }
}

/// The row that an effect says is gone.
fn gone(effect: &Effect) -> Option<String> {
    match effect {
        Effect::Row(Row { key, body: None, .. }) => Some(key.clone()),
        _ => None,
    }
}

/// Numbers, and the call that they go out with.
fn prepare(disk: &mut Disk, mut held: Held, fresh: Uuid, bug: Option<Bug>) -> Phase {
    let (identity, writing) = device::prepare(held.identity, &held.queue(), fresh);
    let strict = writing.strict && bug != Some(Bug::NumbersRelaxed);
    let given = if bug == Some(Bug::WrittenUnlooked) { disk.now.identity } else { writing.given };
    if !disk.carry_out(Writing { strict, given, ..writing.clone() }) {
        return Phase::Idle;
    }
    writing.effects.into_iter().for_each(|effect| held.carry_out(effect));
    let mut call = device::call(&identity, &held.queue(), Scope::Person, Load::FIRST);
    if bug == Some(Bug::GapsTaken) && call.mutations.len() > 1 {
        call.mutations.remove(0);
    }
    if bug == Some(Bug::BaseUnsaid) {
        call.base = 0;
    }
    Phase::Ready(held, call)
}
