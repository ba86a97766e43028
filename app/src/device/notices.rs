//! Which notices come up on this device: all, none, or not those of some agencies. It is said here and known nowhere else, so that it works offline.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::notice::{Choice, Choices};

use super::store::{Shelf, StoreError};
use super::{Device, Noticed};
use crate::json;

const CHOICES: &str = "notice-choices";

impl Device {
    pub(super) async fn load_choices(self) {
        if let Ok(kept) = self.store().get(Shelf::Meta, CHOICES).await {
            let kept = kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default();
            if self.choices.with_untracked(|known| *known != kept) {
                self.choices.set(kept);
            }
        }
    }

    /// What shows them is drawn anew only for what is new: one that is here changes only by being recalled, with an entry of its own.
    pub(super) fn take_notices(self, found: Vec<Noticed>) {
        let is_known = |known: &Vec<Arc<Noticed>>| {
            known.len() == found.len()
                && known.iter().zip(&found).all(|(one, other)| one.entry.pack == other.entry.pack)
        };
        if !self.notices.with_untracked(is_known) {
            self.notices.set(found.into_iter().map(Arc::new).collect());
        }
    }

    /// Chooses which notices come up.
    pub fn choose(self, choice: Choice) {
        self.choices.update(|known| *known = std::mem::take(known).with(&choice));
        spawn_local(async move {
            let change = |kept: Option<String>| {
                let kept: Choices = kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default();
                json::write(&kept.with(&choice)).map_err(|error| StoreError(error.to_string()))
            };
            // Where it is not kept the page says so, as of everything that is typed.
            if self.say_while(async { self.store().amend(Shelf::Meta, CHOICES, &change).await }).await.is_ok() {
                self.tell_other_tabs();
            }
        });
    }
}
