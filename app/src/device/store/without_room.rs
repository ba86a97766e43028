//! What a device had no room for, of what can be fetched again: it stays for as long as the page, so that the page can be used in full. What the
//! database holds is read with this laid over it.

use std::cell::RefCell;

use super::memory::put;
use super::{Change, Durability, Shelf, Store};

/// Changes that were not written, in their order; only texts under keys.
#[derive(Default)]
pub(super) struct WithoutRoom(RefCell<Vec<Change>>);

impl WithoutRoom {
    /// What stays of a store, by key, each key once.
    fn of(&self, shelf: Shelf) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for change in self.0.borrow().iter() {
            if let Change::Put(at, key, text) = change
                && *at == shelf
            {
                put(&mut found, key, text);
            }
        }
        found
    }

    pub(super) fn text(&self, shelf: Shelf, key: &str) -> Option<String> {
        self.0.borrow().iter().rev().find_map(|change| match change {
            Change::Put(at, known, text) if *at == shelf && known == key => Some(text.clone()),
            _ => None,
        })
    }

    pub(super) fn over(&self, shelf: Shelf, read: &mut Vec<(String, String)>) {
        for (key, text) in self.of(shelf) {
            put(read, &key, &text);
        }
    }

    pub(super) fn keys_over(&self, shelf: Shelf, read: &mut Vec<String>) {
        for (key, _) in self.of(shelf) {
            if let Err(place) = read.binary_search(&key) {
                read.insert(place, key);
            }
        }
    }

    pub(super) fn clear(&self) {
        self.0.take();
    }
}

impl Store {
    /// Writes a batch of what can be fetched again, and with it all that there was no room for before: some of it speaks for the rest, and must not be
    /// kept alone. Where there is still no room, all of it stays. Whether it is kept, is the answer.
    pub async fn hold(&self, changes: Vec<Change>) -> bool {
        let mut all = self.without_room.0.take();
        all.extend(changes);
        let kept = self.write(&all, Durability::Relaxed).await.is_ok();
        if !kept {
            self.stay(all);
        }
        kept
    }

    /// What there is no room for stays for as long as the page.
    pub fn stay(&self, changes: impl IntoIterator<Item = Change>) {
        // What was held meanwhile is no later: each is of another key, or says the same.
        self.without_room.0.borrow_mut().extend(changes);
    }

    /// Whether anything stays that is not kept.
    pub fn is_without_room(&self) -> bool {
        !self.without_room.0.borrow().is_empty()
    }
}
