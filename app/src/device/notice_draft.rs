//! Notices that are being written: kept on the device of whoever writes them, at each change, until they are proposed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::notice::Draft;

use super::Device;
use super::store::{Change, Durability, Shelf, StoreError};
use crate::json;

/// A draft that is being changed. A copy is the same draft.
#[derive(Clone, Copy)]
pub struct Writing {
    device: Device,
    /// As it is now. Change it by [`Writing::change`], which keeps it.
    pub draft: RwSignal<Draft>,
    under_way: StoredValue<bool>,
    /// Changed since the last write began; none where it was discarded.
    changed: StoredValue<Option<bool>>,
}

impl Writing {
    /// Goes on with a draft.
    pub fn of(device: Device, draft: Draft) -> Writing {
        let (under_way, changed) = (StoredValue::new(false), StoredValue::new(Some(false)));
        Writing { device, draft: RwSignal::new(draft), under_way, changed }
    }

    /// Changes it.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.keep();
    }

    /// Keeps it as it is now.
    pub fn keep(self) {
        self.changed.update_value(|changed| *changed = changed.map(|_| true));
        if self.under_way.get_value() {
            return;
        }
        self.under_way.set_value(true);
        spawn_local(async move {
            while self.changed.try_get_value().flatten() == Some(true) {
                self.changed.set_value(Some(false));
                let Some(draft) = self.draft.try_get_untracked() else { break };
                // What is not kept is said by the bar, and goes with the next change.
                if self.device.keep_notice_draft(&draft).await.is_err() {
                    break;
                }
            }
            let _ = self.under_way.try_set_value(false);
        });
    }

    /// Keeps it no more: it was proposed, or discarded.
    pub async fn discard(self) -> Result<(), StoreError> {
        self.changed.set_value(None);
        // What is being written comes first.
        while self.under_way.try_get_value() == Some(true) {
            gloo_timers::future::TimeoutFuture::new(4).await;
        }
        let draft = self.draft.get_untracked();
        self.device.keep(vec![Change::Remove(Shelf::Drafts, self.device.notice_key(draft.id.as_str()))]).await
    }
}

/// Under which key whoever is signed in keeps their drafts of notices.
const NOTICES: &str = "notice/";

impl Device {
    fn notice_key(self, id: &str) -> String {
        let person = self.person().map(|person| person.to_string()).unwrap_or_default();
        [NOTICES, &person, "/", id].concat()
    }

    /// Keeps a draft.
    pub async fn keep_notice_draft(self, draft: &Draft) -> Result<(), StoreError> {
        let text = json::write(draft).map_err(|error| StoreError(error.to_string()))?;
        let change = Change::Put(Shelf::Drafts, self.notice_key(draft.id.as_str()), text);
        self.say_while(async { self.store().write(&[change], Durability::Strict).await }).await
    }

    /// The drafts of whoever is signed in.
    pub async fn notice_drafts(self) -> Result<Vec<Draft>, StoreError> {
        let own = self.notice_key("");
        let kept = self.store().all(Shelf::Drafts).await?;
        Ok(kept
            .iter()
            .filter(|(key, _)| key.starts_with(&own))
            .filter_map(|(_, text)| json::parse(text).ok())
            .collect())
    }
}
