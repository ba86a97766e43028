//! A draft as this device keeps it: under whom, in which texts, and how it is found again.

use std::cell::Cell;

use mingbai_shared::pack::draft::{Conflict, Draft, HandUpDraft, Written};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency;
use crate::device::Device;
use crate::device::store::{Change, Durability, Given, Shelf, StoreError};
use crate::json;
use crate::network::Problem;

/// A draft as this device has it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptPack {
    /// Made by the device on which it was begun.
    pub id: Uuid,
    /// As it is here.
    pub written: Written,
    /// As the agency's store had it when both were last the same.
    pub(super) base: Draft,
    /// Which revision of the store that was; 0 for one that it has not seen.
    pub(super) revision: u64,
}

/// The same in its texts, as it is kept. A draft is read by [`Draft::read`] alone, which refuses what it does not know: a text of a later version of the
/// form would be gone with the next key.
#[derive(Serialize, Deserialize)]
struct KeptForm {
    id: Uuid,
    draft: String,
    base: String,
    revision: u64,
    conflicts: Vec<Conflict>,
    hand_up: HandUpDraft,
}

/// A draft as it was found, and the text under its key on this device.
#[derive(Clone, Debug)]
pub struct FoundPack {
    pub kept: KeptPack,
    pub(super) text: Option<String>,
}

/// What was found of a draft.
#[derive(Clone, Debug)]
pub enum Found {
    /// Here, or at the agency.
    Here(Box<FoundPack>),
    /// Neither has it.
    Nothing,
    /// What is on this device cannot be read by this version of the app. It is left as it is.
    Unreadable,
}

impl KeptForm {
    /// Whether the agency's store lacks some of it.
    fn is_ahead(&self) -> bool {
        self.revision == 0 || self.draft != self.base
    }
}

impl KeptPack {
    /// One that is new, or was brought from a file.
    pub fn new(id: Uuid, draft: Draft) -> KeptPack {
        KeptPack { id, written: Written { draft, ..Written::default() }, base: Draft::default(), revision: 0 }
    }

    /// Whether the agency's store lacks some of it.
    pub fn is_ahead(&self) -> bool {
        self.revision == 0 || self.written.draft != self.base
    }

    /// Whether the agency's store has seen it.
    pub fn is_known_there(&self) -> bool {
        self.revision > 0
    }

    /// Reads what is kept; none of what this version of the app does not know.
    pub(super) fn read(text: &str) -> Option<KeptPack> {
        let KeptForm { id, draft, base, revision, conflicts, hand_up } = json::parse(text).ok()?;
        let read = |text: String| Draft::read(text.as_bytes()).ok();
        let written = Written { draft: read(draft)?, conflicts, hand_up };
        Some(KeptPack { id, written, base: read(base)?, revision })
    }

    fn text(&self) -> Result<String, StoreError> {
        let draft = |draft: &Draft| {
            let bytes = draft.bytes().map_err(|wrong| StoreError(wrong.to_string()))?;
            String::from_utf8(bytes).map_err(|wrong| StoreError(wrong.to_string()))
        };
        let Written { conflicts, hand_up, .. } = self.written.clone();
        let (draft, base) = (draft(&self.written.draft)?, draft(&self.base)?);
        let form = KeptForm { id: self.id, draft, base, revision: self.revision, conflicts, hand_up };
        json::write(&form).map_err(|wrong| StoreError(wrong.to_string()))
    }
}

/// Under which key whoever is signed in keeps packs that they write.
const PACKS: &str = "pack/";

impl Device {
    pub(super) fn pack_key(self, id: &Uuid) -> String {
        self.pack_keys(&id.to_string())
    }

    fn pack_keys(self, id: &str) -> String {
        let person = self.person().map(|person| person.to_string()).unwrap_or_default();
        [PACKS, &person, "/", id].concat()
    }

    /// Keeps a draft in the place of `given`; the text that is kept then, or none where something else was.
    pub(super) async fn put_pack_draft(
        self,
        key: &str,
        kept: &KeptPack,
        given: Option<String>,
    ) -> Result<Option<String>, StoreError> {
        let text = kept.text()?;
        let given = Given { shelf: Shelf::Drafts, key: key.to_owned(), text: given };
        let change = [Change::Put(Shelf::Drafts, key.to_owned(), text.clone())];
        let written = Cell::new(false);
        self.say_while(async {
            written.set(self.store().write_given(&change, Durability::Strict, &given).await?);
            Ok(())
        })
        .await?;
        Ok(written.get().then_some(text))
    }

    /// Keeps a draft that is new.
    pub async fn begin_pack_draft(self, id: Uuid, draft: Draft) -> Result<(), StoreError> {
        self.put_pack_draft(&self.pack_key(&id), &KeptPack::new(id, draft), None).await.map(|_| ())
    }

    /// The drafts of whoever is signed in that are on this device.
    pub async fn pack_drafts(self) -> Result<Vec<FoundPack>, StoreError> {
        let own = self.pack_keys("");
        let all = self.store().all(Shelf::Drafts).await?;
        let found = |(_, text): (String, String)| Some(FoundPack { kept: KeptPack::read(&text)?, text: Some(text) });
        Ok(all.into_iter().filter(|(key, _)| key.starts_with(&own)).filter_map(found).collect())
    }

    /// What leaves this device with whoever signs out: their drafts that the agency's store has as they are.
    pub async fn packs_that_the_agency_has(self) -> Vec<Change> {
        let own = self.pack_keys("");
        let all = self.store().all(Shelf::Drafts).await.unwrap_or_default();
        let is_there = |(key, text): &(String, String)| {
            key.starts_with(&own) && json::parse::<KeptForm>(text).is_ok_and(|kept| !kept.is_ahead())
        };
        all.into_iter().filter(is_there).map(|(key, _)| Change::Remove(Shelf::Drafts, key)).collect()
    }

    /// Finds a draft: as it is on this device, or else as the agency's store has it.
    pub async fn find_pack_draft(self, id: Uuid) -> Result<Found, Problem> {
        let text = self.store().get(Shelf::Drafts, &self.pack_key(&id)).await.ok().flatten();
        if let Some(kept) = &text {
            let found = KeptPack::read(kept).map(|kept| Found::Here(Box::new(FoundPack { kept, text })));
            return Ok(found.unwrap_or(Found::Unreadable));
        }
        let Some(stored) = agency::fetch(&id).await? else { return Ok(Found::Nothing) };
        let base = stored.draft.clone();
        let kept = KeptPack { base, revision: stored.revision, ..KeptPack::new(id, stored.draft) };
        Ok(Found::Here(Box::new(FoundPack { kept, text: None })))
    }
}
