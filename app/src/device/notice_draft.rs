//! Notices that are being written: kept on the device of whoever writes them, at each change, until they are proposed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::notice::Draft;

use super::Device;
use super::store::{Change, Durability, Given, Shelf, StoreError};
use crate::json;
use crate::pieces::until;

/// A draft as it is kept, and the text that is.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDraft {
    pub draft: Draft,
    text: String,
}

/// A draft that is being changed. A copy is the same draft.
#[derive(Clone, Copy)]
pub struct Writing {
    device: Device,
    /// As it is now. Change it by [`Writing::change`], which keeps it.
    pub draft: RwSignal<Draft>,
    /// Another page keeps it otherwise: what was changed here since is not kept.
    pub elsewhere: RwSignal<bool>,
    /// The text that this page last found or kept; none where there is none.
    here: StoredValue<Option<String>>,
    under_way: StoredValue<bool>,
    /// Changed since the last write began.
    changed: StoredValue<bool>,
}

impl Writing {
    /// Goes on with a draft.
    pub fn of(device: Device, kept: KeptDraft) -> Writing {
        Writing {
            device,
            draft: RwSignal::new(kept.draft),
            elsewhere: RwSignal::new(false),
            here: StoredValue::new(Some(kept.text)),
            under_way: StoredValue::new(false),
            changed: StoredValue::new(false),
        }
    }

    /// Changes it.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.changed.set_value(true);
        self.keep();
    }

    /// Keeps it as it is here, whatever another page made of it.
    pub fn keep_mine(self) {
        spawn_local(async move {
            let id = self.draft.with_untracked(|draft| draft.id.to_string());
            if let Ok(kept) = self.device.store().get(Shelf::Drafts, &self.device.notice_key(&id)).await {
                self.here.set_value(kept);
                self.elsewhere.set(false);
                self.changed.set_value(true);
                self.keep();
            }
        });
    }

    fn keep(self) {
        if self.under_way.get_value() || self.elsewhere.get_untracked() {
            return;
        }
        self.under_way.set_value(true);
        spawn_local(async move {
            while self.changed.try_get_value() == Some(true) {
                self.changed.set_value(false);
                let Some(draft) = self.draft.try_get_untracked() else { break };
                let given = self.here.get_value();
                match self.device.put_notice_draft(&draft, given).await {
                    Ok(Some(text)) => self.here.set_value(Some(text)),
                    // Another page was sooner, or it was proposed or discarded there.
                    Ok(None) => {
                        let _ = self.elsewhere.try_set(true);
                        break;
                    }
                    // What is not kept is said by the bar, and goes with the next change.
                    Err(_) => break,
                }
            }
            let _ = self.under_way.try_set_value(false);
        });
    }

    /// Keeps it no more: it was proposed, or discarded.
    pub async fn discard(self) -> Result<(), StoreError> {
        // What is being written comes first.
        until(|| self.under_way.try_get_value() != Some(true)).await;
        let id = self.draft.with_untracked(|draft| draft.id.to_string());
        self.device.keep(vec![Change::Remove(Shelf::Drafts, self.device.notice_key(&id))]).await
    }
}

/// Under which key whoever is signed in keeps their drafts of notices.
const NOTICES: &str = "notice/";

impl Device {
    fn notice_key(self, id: &str) -> String {
        let person = self.person().map(|person| person.to_string()).unwrap_or_default();
        [NOTICES, &person, "/", id].concat()
    }

    /// Keeps a draft in the place of `given`; the text that is kept then, or none where something else was.
    async fn put_notice_draft(self, draft: &Draft, given: Option<String>) -> Result<Option<String>, StoreError> {
        let text = json::write(draft).map_err(|error| StoreError(error.to_string()))?;
        let key = self.notice_key(draft.id.as_str());
        let given = Given { shelf: Shelf::Drafts, key: key.clone(), text: given };
        let change = [Change::Put(Shelf::Drafts, key, text.clone())];
        let written = std::cell::Cell::new(false);
        self.say_while(async {
            written.set(self.store().write_given(&change, Durability::Strict, &given).await?);
            Ok(())
        })
        .await?;
        Ok(written.get().then_some(text))
    }

    /// Keeps a draft that is new on this device.
    pub async fn begin_notice_draft(self, draft: Draft) -> Result<KeptDraft, StoreError> {
        match self.put_notice_draft(&draft, None).await? {
            Some(text) => Ok(KeptDraft { draft, text }),
            // There is one already: that one is gone on with.
            None => {
                let kept = self.notice_drafts().await?.into_iter().find(|kept| kept.draft.id == draft.id);
                kept.ok_or_else(|| StoreError("the draft is gone".into()))
            }
        }
    }

    /// The drafts of whoever is signed in.
    pub async fn notice_drafts(self) -> Result<Vec<KeptDraft>, StoreError> {
        let own = self.notice_key("");
        let kept = self.store().all(Shelf::Drafts).await?;
        let read = kept.into_iter().filter(|(key, _)| key.starts_with(&own));
        Ok(read.filter_map(|(_, text)| Some(KeptDraft { draft: json::parse(&text).ok()?, text })).collect())
    }
}
