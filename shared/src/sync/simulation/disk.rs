//! A device's store: strict writes are on the disk, relaxed ones may be lost with the power, the last first.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::sync::device::{Effect, Identity, Queued, Writing, in_order};

/// A mutation as a device keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    pub id: Uuid,
    pub version: u16,
    pub body: String,
    pub seq: Option<u64>,
    pub accepted: Option<u64>,
}

impl Item {
    pub fn queued(&self) -> Queued<'_> {
        Queued { id: self.id, version: self.version, body: &self.body, seq: self.seq, accepted: self.accepted }
    }
}

/// A row as a device keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kept {
    pub body: String,
    pub outdated: bool,
}

/// Everything that a device keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Content {
    pub identity: Option<Identity>,
    pub outbox: BTreeMap<Uuid, Item>,
    pub refused: BTreeSet<Uuid>,
    pub rows: BTreeMap<String, Kept>,
}

/// One transaction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Transaction {
    /// What the machine says.
    Effects(Vec<Effect>),
    /// What a person wrote.
    Append(Item),
}

impl Content {
    fn write(&mut self, transaction: Transaction) {
        match transaction {
            Transaction::Append(item) => {
                self.outbox.insert(item.id, item);
            }
            Transaction::Effects(effects) => effects.into_iter().for_each(|effect| self.carry_out(effect)),
        }
    }

    pub fn carry_out(&mut self, effect: Effect) {
        let mut change = |id: Uuid, change: &dyn Fn(&mut Item)| {
            if let Some(item) = self.outbox.get_mut(&id) {
                change(item);
            }
        };
        match effect {
            Effect::Identity(identity) => self.identity = Some(identity),
            Effect::Number(id, seq) => change(id, &|item| item.seq = Some(seq)),
            Effect::Unnumber(id) => change(id, &|item| (item.seq, item.accepted) = (None, None)),
            Effect::Accepted(id, backup) => change(id, &|item| item.accepted = Some(backup)),
            Effect::Refused(id, _) => {
                self.outbox.remove(&id);
                self.refused.insert(id);
            }
            Effect::Forget(id) => {
                self.outbox.remove(&id);
            }
            Effect::Row(row) => match row.body {
                Some(body) => {
                    self.rows.insert(row.key, Kept { body, outdated: false });
                }
                None => {
                    self.rows.remove(&row.key);
                }
            },
            Effect::Outdate => self.rows.values_mut().for_each(|row| row.outdated = true),
            Effect::DropOutdated => self.rows.retain(|_, row| !row.outdated),
        }
    }

    /// The outbox as the machine looks at it.
    pub fn queue(&self) -> Vec<Queued<'_>> {
        let mut queue: Vec<Queued<'_>> = self.outbox.values().map(Item::queued).collect();
        queue.sort_by_key(in_order);
        queue
    }

    /// The keys of all rows that are shown.
    pub fn shown(&self) -> BTreeSet<String> {
        self.rows.keys().cloned().collect()
    }

    /// Whether everything written here was taken in or refused.
    pub fn is_sent(&self) -> bool {
        self.outbox.values().all(|item| item.accepted.is_some())
    }
}

/// The store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Disk {
    durable: Content,
    /// As it is read now.
    pub now: Content,
    relaxed: Vec<Transaction>,
}

impl Disk {
    /// Writes, in one transaction.
    pub fn write(&mut self, transaction: Transaction, strict: bool) {
        self.now.write(transaction.clone());
        self.relaxed.push(transaction);
        if strict {
            self.flush(self.relaxed.len());
        }
    }

    /// Writes what the machine says; refused where another tab was sooner.
    pub fn carry_out(&mut self, writing: Writing) -> bool {
        let given = writing.given == self.now.identity;
        if given && !writing.effects.is_empty() {
            self.write(Transaction::Effects(writing.effects), writing.strict);
        }
        given
    }

    fn flush(&mut self, count: usize) {
        let count = count.min(self.relaxed.len());
        for transaction in self.relaxed.drain(..count) {
            self.durable.write(transaction);
        }
    }

    /// The identity is lost, for good.
    pub fn lose_identity(&mut self) {
        self.flush(self.relaxed.len());
        (self.now.identity, self.durable.identity) = (None, None);
    }

    /// How many transactions a power loss could take.
    pub fn at_risk(&self) -> usize {
        self.relaxed.len()
    }

    /// The power goes; of what was not on the disk yet the first `kept` transactions are.
    pub fn lose_power(&mut self, kept: usize) {
        self.flush(kept);
        self.relaxed.clear();
        self.now = self.durable.clone();
    }
}
