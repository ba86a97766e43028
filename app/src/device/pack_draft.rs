//! Packs that are being written: kept on the device at each change, brought to the agency's store while there is a network, and put together with what
//! others wrote meanwhile (docs/decisions/0031).

use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::pack::draft::{Conflict, Draft, merge};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Device;
use super::store::{Change, Durability, Given, Shelf, StoreError};
use crate::network::{self, Problem};
use crate::pieces::{is_seen, until};
use crate::view::follow;
use crate::{clock, json};

/// So long after the last change it is brought to the agency.
const STILL_MS: u32 = 1_500;
/// So often it is asked whether somebody else saved.
const LOOK_MS: u32 = 10_000;
/// So often in a row somebody else may have been sooner, before it waits for the next change.
const MOST_TRIES: usize = 8;

/// What is handed up beside the pack, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// 公开属性, by its name in the form.
    pub attribute: String,
    /// The ground of 条例 art. 14 to 16, by its name.
    pub ground: String,
    /// Why it is not published.
    pub reason: String,
    /// The forms of the plan beside the written one, by their names.
    pub forms: Vec<String>,
    /// Who explains it.
    pub by: String,
    /// By when, where not at once.
    pub on: String,
    /// Why the document changed.
    pub why_zh: String,
    /// The same in English.
    pub why_en: String,
}

/// A draft as this device keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptPack {
    /// Made by the device on which it was begun.
    pub id: Uuid,
    /// As it is here.
    pub draft: Draft,
    /// As the agency's store had it when both were last the same.
    base: Draft,
    /// Which revision of the store that was; 0 for one that it has not seen.
    revision: u64,
    /// What two changed, and nobody has decided yet.
    conflicts: Vec<Conflict>,
    /// What is handed up with it.
    beside: Beside,
}

impl KeptPack {
    /// One that is new, or was brought from a file.
    pub fn new(id: Uuid, draft: Draft) -> KeptPack {
        let (base, beside) = (Draft::default(), Beside::default());
        KeptPack { id, draft, base, revision: 0, conflicts: Vec::new(), beside }
    }

    /// Whether the agency's store lacks some of it.
    pub fn is_ahead(&self) -> bool {
        self.revision == 0 || self.draft != self.base
    }
}

/// A draft as it was found, and the text under its key on this device.
#[derive(Clone, Debug)]
pub struct FoundPack {
    pub kept: KeptPack,
    text: Option<String>,
}

/// A draft in the list of the agency's store.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ListedDraft {
    pub id: Uuid,
    pub title: mingbai_shared::words::BilingualText,
    pub revision: u64,
    pub by: String,
    pub at: chrono::DateTime<chrono::Utc>,
}

#[derive(Deserialize)]
struct All {
    drafts: Vec<ListedDraft>,
}

/// A draft as the store has it.
#[derive(Deserialize)]
struct Stored {
    revision: u64,
    draft: Draft,
}

#[derive(Deserialize)]
struct Saved {
    revision: u64,
}

#[derive(Serialize)]
struct Save<'a> {
    from: u64,
    draft: &'a Draft,
}

#[derive(Serialize)]
struct From {
    from: u64,
}

/// How far what was written has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The agency's store has all of it.
    Agency,
    /// It is on this device, and on its way.
    OnTheWay,
    /// It is on this device; there is no network.
    Device,
    /// It is on this device; the store did not take it.
    Refused(Problem),
    /// Somebody discarded it at the agency. It is still on this device.
    Gone,
}

/// A draft that is being written. A copy is the same.
#[derive(Clone, Copy)]
pub struct PackWriting {
    device: Device,
    pub id: Uuid,
    /// As it is now. Change it by [`PackWriting::change`], which keeps it.
    pub draft: RwSignal<Draft>,
    pub beside: RwSignal<Beside>,
    pub conflicts: RwSignal<Vec<Conflict>>,
    pub reached: RwSignal<Reached>,
    /// Counts when texts were put in by the page and not by hand.
    pub filled: RwSignal<usize>,
    base: StoredValue<Draft>,
    revision: StoredValue<u64>,
    /// The text that this page last found or kept; none where there is none.
    here: StoredValue<Option<String>>,
    keeping: StoredValue<bool>,
    changed: StoredValue<bool>,
    sending: StoredValue<bool>,
    soon: StoredValue<Option<Rc<Timeout>>, LocalStorage>,
    over: StoredValue<bool>,
}

impl PackWriting {
    /// Goes on with a draft.
    pub fn of(device: Device, FoundPack { kept, text }: FoundPack) -> PackWriting {
        let reached = if kept.is_ahead() { Reached::OnTheWay } else { Reached::Agency };
        PackWriting {
            device,
            id: kept.id,
            draft: RwSignal::new(kept.draft),
            beside: RwSignal::new(kept.beside),
            conflicts: RwSignal::new(kept.conflicts),
            reached: RwSignal::new(reached),
            filled: RwSignal::new(0),
            base: StoredValue::new(kept.base),
            revision: StoredValue::new(kept.revision),
            here: StoredValue::new(text),
            keeping: StoredValue::new(false),
            changed: StoredValue::new(false),
            sending: StoredValue::new(false),
            soon: StoredValue::new_local(None),
            over: StoredValue::new(false),
        }
    }

    /// Looks what others write, and brings what is written here whenever there is a network, as long as the page.
    pub fn keep_up(self) {
        let look = Interval::new(LOOK_MS, move || {
            if is_seen() {
                self.look();
            }
        });
        let look = StoredValue::new_local(Some(look));
        on_cleanup(move || drop(look.try_update_value(Option::take)));
        let device = self.device;
        follow(move || {
            if device.online.get() {
                self.bring();
                self.look();
            }
        });
    }

    /// Reads a part of it by its place, untracked; none once the page is left.
    pub fn read<T>(self, read: impl FnOnce(&mut Draft) -> T) -> Option<T> {
        // Places are found for writing; nothing is written here, and nobody is told.
        self.draft.try_update_untracked(read)
    }

    /// Changes it by hand.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.touched();
    }

    /// Changes it otherwise than by typing: what fields show is put in anew.
    pub fn put(self, change: impl FnOnce(&mut Draft)) {
        self.change(change);
        self.filled.update(|filled| *filled += 1);
    }

    /// Makes a change undone, and leaves what was written since.
    pub fn undo(self, before: &Draft, after: &Draft) {
        self.put(|draft| *draft = merge(after, draft, before).draft);
    }

    /// Changes what is handed up with it.
    pub fn say_beside(self, change: impl FnOnce(&mut Beside)) {
        self.beside.update(change);
        self.keep();
    }

    /// A conflict is decided.
    pub fn decide(self, conflict: &Conflict, change: impl FnOnce(&mut Draft)) {
        self.conflicts.update(|all| all.retain(|one| one != conflict));
        self.put(change);
    }

    fn touched(self) {
        self.keep();
        if self.reached.with_untracked(|reached| *reached != Reached::Gone) {
            self.reached.set(Reached::OnTheWay);
        }
        let soon = Rc::new(Timeout::new(STILL_MS, move || self.bring()));
        self.soon.set_value(Some(soon));
    }

    fn kept(self) -> Option<KeptPack> {
        Some(KeptPack {
            id: self.id,
            draft: self.draft.try_get_untracked()?,
            base: self.base.try_get_value()?,
            revision: self.revision.try_get_value()?,
            conflicts: self.conflicts.try_get_untracked()?,
            beside: self.beside.try_get_untracked()?,
        })
    }

    /// Keeps it on the device. What is not kept is said by the bar, and goes with the next change.
    fn keep(self) {
        let _ = self.changed.try_set_value(true);
        if self.keeping.try_get_value() != Some(false) {
            return;
        }
        self.keeping.set_value(true);
        spawn_local(async move {
            while self.changed.try_get_value() == Some(true) && self.over.try_get_value() == Some(false) {
                self.changed.set_value(false);
                let (Some(kept), Some(given)) = (self.kept(), self.here.try_get_value()) else { break };
                match self.device.put_pack_draft(&kept, given).await {
                    Ok(Some(text)) => drop(self.here.try_set_value(Some(text))),
                    Ok(None) => self.take_in_other_page().await,
                    Err(_) => break,
                }
            }
            let _ = self.keeping.try_set_value(false);
        });
    }

    /// Another page of this device kept it otherwise.
    async fn take_in_other_page(self) {
        let Ok(text) = self.device.store().get(Shelf::Drafts, &self.device.pack_key(&self.id)).await else { return };
        let before = self.here.try_get_value().flatten().and_then(|text| json::parse::<KeptPack>(&text).ok());
        let Some(theirs) = text.as_ref().and_then(|text| json::parse::<KeptPack>(text).ok()) else {
            // It was discarded there, and is written here: it stays.
            let _ = self.here.try_set_value(text);
            let _ = self.changed.try_set_value(true);
            return;
        };
        let before = before.map(|kept| kept.draft).unwrap_or_default();
        self.put_together(&before, &theirs.draft);
        if theirs.revision >= self.revision.try_get_value().unwrap_or_default() {
            let _ = self.base.try_set_value(theirs.base);
            let _ = self.revision.try_set_value(theirs.revision);
        }
        let _ = self.here.try_set_value(text);
        let _ = self.changed.try_set_value(true);
    }

    /// Puts what is here together with what somebody else made of `base`.
    fn put_together(self, base: &Draft, theirs: &Draft) {
        let Some(mine) = self.draft.try_get_untracked() else { return };
        let merged = merge(base, &mine, theirs);
        self.conflicts.update(|all| {
            all.retain(|one| !merged.conflicts.iter().any(|other| other.place == one.place));
            all.extend(merged.conflicts);
        });
        if merged.draft != mine {
            self.draft.set(merged.draft);
            self.filled.update(|filled| *filled += 1);
        }
    }

    /// Brings what the agency's store lacks.
    pub fn bring(self) {
        if self.sending.try_get_value() != Some(false) || self.over.get_value() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            let reached = self.brought().await;
            let _ = self.sending.try_set_value(false);
            if let Some(reached) = reached {
                let _ = self.reached.try_set(reached);
            }
        });
    }

    /// How far it came; none where it is still being written, or left.
    async fn brought(self) -> Option<Reached> {
        for _ in 0..MOST_TRIES {
            let kept = self.kept()?;
            if !kept.is_ahead() {
                return Some(Reached::Agency);
            }
            let body = json::write(&Save { from: kept.revision, draft: &kept.draft }).ok()?;
            match network::post(&address(&self.id), body).await.and_then(|answer| read::<Saved>(&answer.text()?)) {
                Ok(saved) => {
                    self.base.try_set_value(kept.draft);
                    self.revision.try_set_value(saved.revision);
                    self.keep();
                }
                Err(problem) if problem.code == "draft_changed" => match fetch(&self.id).await {
                    Ok(stored) => self.take_in(stored),
                    Err(problem) => return Some(stopped(problem)),
                },
                Err(problem) => return Some(stopped(problem)),
            }
        }
        Some(Reached::OnTheWay)
    }

    /// Takes in what the store has.
    fn take_in(self, stored: Stored) {
        let Some(base) = self.base.try_get_value() else { return };
        self.put_together(&base, &stored.draft);
        self.base.try_set_value(stored.draft);
        self.revision.try_set_value(stored.revision);
        self.keep();
    }

    /// Looks whether somebody else saved.
    fn look(self) {
        if self.sending.try_get_value() != Some(false) || self.over.get_value() {
            return;
        }
        spawn_local(async move {
            // Without a network the next look will see.
            let Ok(all) = drafts_of_agency().await else { return };
            let Some(revision) = self.revision.try_get_value() else { return };
            match all.iter().find(|one| one.id == self.id) {
                None if revision > 0 => drop(self.reached.try_set(Reached::Gone)),
                Some(listed) if listed.revision > revision => {
                    let stored = fetch(&self.id).await;
                    // It may have been brought meanwhile, and taken in by that.
                    if let (Ok(stored), Some(false)) = (stored, self.sending.try_get_value())
                        && self.revision.try_get_value().is_some_and(|revision| revision < stored.revision)
                    {
                        self.take_in(stored);
                        self.bring();
                    }
                }
                _ => {}
            }
        });
    }

    /// Keeps it as one that the agency has not seen, after somebody discarded it there.
    pub async fn begin_again(self) -> Result<Uuid, StoreError> {
        let id = crate::private_sync::new_id(clock::now_ms());
        let draft = self.draft.get_untracked();
        self.device.begin_pack_draft(id, draft).await?;
        self.forget().await?;
        Ok(id)
    }

    /// Keeps it on this device no more.
    async fn forget(self) -> Result<(), StoreError> {
        self.over.set_value(true);
        // What is being written comes first.
        until(|| self.keeping.try_get_value() != Some(true)).await;
        self.device.keep(vec![Change::Remove(Shelf::Drafts, self.device.pack_key(&self.id))]).await
    }

    /// Discards it, here and at the agency. What somebody else wrote meanwhile is not discarded.
    pub async fn discard(self) -> Result<(), Problem> {
        let revision = self.revision.get_value();
        if revision > 0 {
            let body = json::write(&From { from: revision }).map_err(|_| Problem::unexpected())?;
            network::post(&[&address(&self.id), "/discard"].concat(), body).await?;
        }
        self.forget().await.map_err(|_| Problem::unexpected())
    }

    /// Whether nothing of it waits to be brought.
    pub fn is_at_agency(self) -> bool {
        self.reached.with(|reached| *reached == Reached::Agency)
    }
}

fn stopped(problem: Problem) -> Reached {
    match problem.code.as_str() {
        "draft_gone" => Reached::Gone,
        _ if problem.status == 0 => Reached::Device,
        _ => Reached::Refused(problem),
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    json::parse(text).map_err(|_| Problem::unexpected())
}

/// Where the store keeps it.
pub fn address(id: &Uuid) -> String {
    ["/api/drafts/", &id.to_string()].concat()
}

async fn fetch(id: &Uuid) -> Result<Stored, Problem> {
    read(&network::get_fresh(&address(id)).await?.text()?)
}

/// The drafts that the agency's store has, last saved first.
pub async fn drafts_of_agency() -> Result<Vec<ListedDraft>, Problem> {
    Ok(read::<All>(&network::get_fresh("/api/drafts").await?.text()?)?.drafts)
}

/// Under which key whoever is signed in keeps packs that they write.
const PACKS: &str = "pack/";

impl Device {
    fn pack_key(self, id: &Uuid) -> String {
        self.pack_keys(&id.to_string())
    }

    fn pack_keys(self, id: &str) -> String {
        let person = self.person().map(|person| person.to_string()).unwrap_or_default();
        [PACKS, &person, "/", id].concat()
    }

    /// Keeps a draft in the place of `given`; the text that is kept then, or none where something else was.
    async fn put_pack_draft(self, kept: &KeptPack, given: Option<String>) -> Result<Option<String>, StoreError> {
        let text = json::write(kept).map_err(|error| StoreError(error.to_string()))?;
        let key = self.pack_key(&kept.id);
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

    /// Keeps a draft that is new.
    pub async fn begin_pack_draft(self, id: Uuid, draft: Draft) -> Result<(), StoreError> {
        self.put_pack_draft(&KeptPack::new(id, draft), None).await.map(|_| ())
    }

    /// The drafts of whoever is signed in that are on this device.
    pub async fn pack_drafts(self) -> Result<Vec<FoundPack>, StoreError> {
        let own = self.pack_keys("");
        let all = self.store().all(Shelf::Drafts).await?;
        let found = |(_, text): (String, String)| {
            let kept = json::parse(&text).ok()?;
            Some(FoundPack { kept, text: Some(text) })
        };
        Ok(all.into_iter().filter(|(key, _)| key.starts_with(&own)).filter_map(found).collect())
    }

    /// Finds a draft: as it is on this device, with the text that is kept, or else as the agency's store has it. None where neither has it.
    pub async fn find_pack_draft(self, id: Uuid) -> Result<Option<FoundPack>, Problem> {
        let text = self.store().get(Shelf::Drafts, &self.pack_key(&id)).await.ok().flatten();
        if let Some(kept) = text.as_ref().and_then(|text| json::parse::<KeptPack>(text).ok()) {
            return Ok(Some(FoundPack { kept, text }));
        }
        let Stored { revision, draft } = match fetch(&id).await {
            Ok(stored) => stored,
            Err(problem) if problem.status == 404 => return Ok(None),
            Err(problem) => return Err(problem),
        };
        let kept = KeptPack { base: draft.clone(), revision, ..KeptPack::new(id, draft) };
        Ok(Some(FoundPack { kept, text }))
    }
}
