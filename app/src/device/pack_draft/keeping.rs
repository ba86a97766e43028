//! Keeping what is written on this device: at each change, also when the page is left at once, and put together with what another page of the device
//! wrote.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::pack::draft::{Draft, Written};

use super::kept::KeptPack;
use super::{PackWriting, Reached};
use crate::device::store::{Change, Shelf, StoreError};
use crate::pieces::until;

/// What is to be kept on the device. It outlives the page: what was typed last is written also when the page is left at once.
pub(super) struct Keeping {
    pub(super) key: String,
    /// What was last found or kept under the key; none where there is nothing.
    here: RefCell<Option<String>>,
    latest: RefCell<Option<KeptPack>>,
    under_way: Cell<bool>,
    over: Cell<bool>,
}

impl Keeping {
    /// Under a key, where this text was found.
    pub(super) fn under(key: String, here: Option<String>) -> Keeping {
        let (here, latest) = (RefCell::new(here), RefCell::new(None));
        Keeping { key, here, latest, under_way: Cell::new(false), over: Cell::new(false) }
    }
}

impl PackWriting {
    /// Keeps it on the device.
    pub(super) fn keep(self) {
        let (Some(kept), Some(keeping)) = (self.kept(), self.keeping.try_get_value()) else { return };
        keeping.latest.replace(Some(kept));
        if keeping.under_way.replace(true) {
            return;
        }
        spawn_local(async move {
            loop {
                let latest = keeping.latest.take();
                let Some(kept) = latest.filter(|_| !keeping.over.get()) else { break };
                let given = keeping.here.borrow().clone();
                match self.device.put_pack_draft(&keeping.key, &kept, given).await {
                    Ok(Some(text)) => {
                        keeping.here.replace(Some(text));
                        if self.reached.try_with_untracked(|reached| *reached == Reached::NotKept) == Some(true) {
                            self.reached.set(Reached::OnTheWay);
                            self.bring();
                        }
                    }
                    Ok(None) => self.take_in_other_page(&keeping, kept).await,
                    Err(_) => {
                        // It stays on the page, and goes with the next change.
                        let _ = self.reached.try_set(Reached::NotKept);
                        break;
                    }
                }
            }
            keeping.under_way.set(false);
        });
    }

    /// Another page of this device kept it otherwise.
    async fn take_in_other_page(self, keeping: &Rc<Keeping>, kept: KeptPack) {
        let Ok(text) = self.device.store().get(Shelf::Drafts, &keeping.key).await else {
            return drop(self.reached.try_set(Reached::NotKept));
        };
        let theirs = text.as_ref().map(|text| KeptPack::read(text));
        if matches!(theirs, Some(None)) {
            // Of a later version of the app: it is not written over.
            return drop(self.reached.try_set(Reached::NotKept));
        }
        let before = keeping.here.replace(text.clone()).and_then(|text| KeptPack::read(&text));
        let before = before.unwrap_or_else(|| KeptPack::new(kept.id, Draft::default()));
        let latest = keeping.latest.take().unwrap_or(kept);
        // One that was discarded there, and is written here, stays.
        let Some(theirs) = theirs.flatten() else {
            return drop(keeping.latest.replace(Some(latest)));
        };
        let written = Written::put_together(&before.written, &latest.written, &theirs.written);
        let newer = if theirs.revision >= latest.revision { theirs } else { latest };
        let both = KeptPack { written, ..newer };
        let _ = (self.base.try_set_value(both.base.clone()), self.revision.try_set_value(both.revision));
        self.hand_up.try_set(both.written.hand_up.clone());
        self.conflicts.try_set(both.written.conflicts.clone());
        self.show(&both.written.draft);
        keeping.latest.replace(Some(both));
    }

    /// Keeps it on this device no more.
    pub(super) async fn forget(self) -> Result<(), StoreError> {
        let Some(keeping) = self.keeping.try_get_value() else { return Ok(()) };
        keeping.over.set(true);
        // What is being written comes first.
        until(|| !keeping.under_way.get()).await;
        let gone = self.device.keep(vec![Change::Remove(Shelf::Drafts, keeping.key.clone())]).await;
        // What could not be removed is still kept.
        keeping.over.set(gone.is_ok());
        gone
    }
}
