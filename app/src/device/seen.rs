//! Which reminders were put away. What is kept tells of dates that follow from a birthday: it goes with the facts when one of them is forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Device;
use super::store::{Shelf, StoreError};
use crate::json;

const SEEN: &str = "reminders-seen";

/// More than there can be reminders in some years: the oldest go first.
const MOST: usize = 200;

impl Device {
    pub(super) async fn load_seen(self) {
        if let Ok(kept) = self.store().get(Shelf::Meta, SEEN).await {
            let kept: Vec<String> = kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default();
            if self.seen.with_untracked(|seen| *seen != kept) {
                self.seen.set(kept);
            }
        }
    }

    /// Puts a reminder away.
    pub fn put_away(self, key: String) {
        self.change_seen(move |seen| {
            seen.retain(|one| *one != key);
            seen.push(key.clone());
            let over = seen.len().saturating_sub(MOST);
            seen.drain(..over);
        });
    }

    /// Shows it again.
    pub fn bring_back(self, key: String) {
        self.change_seen(move |seen| seen.retain(|one| *one != key));
    }

    /// Shows all again, and keeps nothing of them.
    pub(super) fn bring_all_back(self) {
        if !self.seen.with_untracked(Vec::is_empty) {
            self.change_seen(Vec::clear);
        }
    }

    fn change_seen(self, change: impl Fn(&mut Vec<String>) + 'static) {
        self.seen.update(|seen| change(seen));
        spawn_local(async move {
            let change = |kept: Option<String>| {
                let mut seen: Vec<String> = kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default();
                change(&mut seen);
                json::write(&seen).map_err(|error| StoreError(error.to_string()))
            };
            // Where it is not kept the page says so, and the reminder comes again with the next visit.
            let _ = self.say_while(async { self.store().amend(Shelf::Meta, SEEN, &change).await }).await;
            self.tell_other_tabs();
        });
    }
}
