//! Entries in an order, each known by its id.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// So many entries a list may have: a long interpretation has some dozens.
pub const MOST_ENTRIES: usize = 1_000;

/// What has an id of its own.
pub trait Entry {
    /// Made by the client when the entry was added; nothing changes it.
    fn id(&self) -> Uuid;
    /// One in which nothing is written yet.
    fn of_id(id: Uuid) -> Self;
}

macro_rules! entry {
    ($($name:ty),*) => { $(
        impl Entry for $name {
            fn id(&self) -> uuid::Uuid {
                self.id
            }

            fn of_id(id: uuid::Uuid) -> Self {
                Self { id, ..Self::default() }
            }
        }
    )* };
}
pub(super) use entry;

/// Entries in order, no two with one id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline, extend("maxItems" = MOST_ENTRIES)))]
#[serde(try_from = "Vec<T>", bound(deserialize = "T: Entry + Deserialize<'de>"))]
pub struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        List(Vec::new())
    }
}

impl<T: Entry> TryFrom<Vec<T>> for List<T> {
    type Error = String;

    fn try_from(entries: Vec<T>) -> Result<Self, String> {
        if entries.len() > MOST_ENTRIES {
            return Err(format!("a list has {} entries; at most {MOST_ENTRIES} are kept", entries.len()));
        }
        let mut ids: Vec<Uuid> = entries.iter().map(Entry::id).collect();
        ids.sort_unstable();
        if ids.first().is_some_and(Uuid::is_nil) {
            return Err("an entry has no id".into());
        }
        match ids.windows(2).find(|pair| pair.first() == pair.last()).and_then(<[Uuid]>::first) {
            Some(twice) => Err(format!("two entries have the id {twice}")),
            None => Ok(List(entries)),
        }
    }
}

impl<T: Entry> List<T> {
    /// Entries that are known to have one id each.
    pub(super) fn of(entries: Vec<T>) -> List<T> {
        List(entries)
    }

    /// The entries, for whoever keeps their ids apart.
    pub(super) fn entries_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }

    /// The entries in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entry of this id.
    pub fn get(&self, id: Uuid) -> Option<&T> {
        self.0.iter().find(|entry| entry.id() == id)
    }

    /// Where the entry of this id stands.
    pub fn position(&self, id: Uuid) -> Option<usize> {
        self.0.iter().position(|entry| entry.id() == id)
    }
}
