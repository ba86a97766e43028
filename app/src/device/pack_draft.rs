//! Packs that are being written: kept on the device at each change, brought to the agency's store while there is a network, and put together with what
//! others wrote meanwhile (docs/decisions/0031).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use js_sys::{JSON, Reflect};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::names::PersonId;
use mingbai_shared::pack::draft::{Conflict, Draft, merge_into};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Device;
use super::store::{Change, Durability, Given, Shelf, StoreError};
use crate::caret::Caret;
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

/// A draft as this device has it.
#[derive(Clone, Debug, PartialEq)]
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

/// The same in its texts, as it is kept. A draft is read by [`Draft::read`] alone, which refuses what it does not know: a text of a later version of the
/// form would be gone with the next key.
#[derive(Serialize, Deserialize)]
struct KeptForm {
    id: Uuid,
    draft: String,
    base: String,
    revision: u64,
    conflicts: Vec<Conflict>,
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

    /// Whether the agency's store has seen it.
    pub fn is_known_there(&self) -> bool {
        self.revision > 0
    }

    fn read(text: &str) -> Option<KeptPack> {
        let KeptForm { id, draft, base, revision, conflicts, beside } = json::parse(text).ok()?;
        let read = |text: String| Draft::read(text.as_bytes()).ok();
        Some(KeptPack { id, draft: read(draft)?, base: read(base)?, revision, conflicts, beside })
    }

    fn text(&self) -> Result<String, StoreError> {
        let written = |draft: &Draft| {
            let bytes = draft.bytes().map_err(|wrong| StoreError(wrong.to_string()))?;
            String::from_utf8(bytes).map_err(|wrong| StoreError(wrong.to_string()))
        };
        let (draft, base) = (written(&self.draft)?, written(&self.base)?);
        let (conflicts, beside) = (self.conflicts.clone(), self.beside.clone());
        let form = KeptForm { id: self.id, draft, base, revision: self.revision, conflicts, beside };
        json::write(&form).map_err(|wrong| StoreError(wrong.to_string()))
    }
}

impl Beside {
    /// What each of two pages changed since `base`; where both did, mine.
    fn merge(base: &Beside, mine: &Beside, theirs: Beside) -> Beside {
        fn one<T: PartialEq + Clone>(base: &T, mine: &T, theirs: T) -> T {
            if mine == base { theirs } else { mine.clone() }
        }
        Beside {
            attribute: one(&base.attribute, &mine.attribute, theirs.attribute),
            ground: one(&base.ground, &mine.ground, theirs.ground),
            reason: one(&base.reason, &mine.reason, theirs.reason),
            forms: one(&base.forms, &mine.forms, theirs.forms),
            by: one(&base.by, &mine.by, theirs.by),
            on: one(&base.on, &mine.on, theirs.on),
            why_zh: one(&base.why_zh, &mine.why_zh, theirs.why_zh),
            why_en: one(&base.why_en, &mine.why_en, theirs.why_en),
        }
    }
}

/// A draft as it was found, and the text under its key on this device.
#[derive(Clone, Debug)]
pub struct FoundPack {
    pub kept: KeptPack,
    text: Option<String>,
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
struct Stored {
    revision: u64,
    draft: Draft,
}

#[derive(Deserialize)]
struct Revision {
    revision: u64,
}

impl Stored {
    fn read(text: &str) -> Option<Stored> {
        let Revision { revision } = json::parse(text).ok()?;
        // As a text, so that the draft is read by what refuses what it does not know.
        let draft = Reflect::get(&JSON::parse(text).ok()?, &"draft".into()).ok()?;
        let draft = String::from(JSON::stringify(&draft).ok()?);
        Some(Stored { revision, draft: Draft::read(draft.as_bytes()).ok()? })
    }
}

#[derive(Deserialize)]
struct Saved {
    revision: u64,
}

#[derive(Serialize)]
struct Save<'a> {
    from: u64,
    draft: &'a Draft,
    person: Option<&'a PersonId>,
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
    /// This device does not take it: it is on the page alone.
    NotKept,
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
    keeping: StoredValue<Rc<Keeping>, LocalStorage>,
    sending: StoredValue<bool>,
    /// Whether a save was sent whose answer nobody saw.
    sent: StoredValue<bool>,
    soon: StoredValue<Option<Rc<Timeout>>, LocalStorage>,
    /// Whether a word is being put together by an input method.
    composing: StoredValue<bool>,
}

/// What is to be kept on the device. It outlives the page: what was typed last is written also when the page is left at once.
struct Keeping {
    key: String,
    /// What was last found or kept under the key; none where there is nothing.
    here: RefCell<Option<String>>,
    latest: RefCell<Option<KeptPack>>,
    under_way: Cell<bool>,
    over: Cell<bool>,
}

impl PackWriting {
    /// Goes on with a draft, as whoever is signed in now.
    pub fn of(device: Device, FoundPack { kept, text }: FoundPack) -> PackWriting {
        let reached = if kept.is_ahead() { Reached::OnTheWay } else { Reached::Agency };
        let keeping = Keeping {
            key: device.pack_key(&kept.id),
            here: RefCell::new(text),
            latest: RefCell::new(None),
            under_way: Cell::new(false),
            over: Cell::new(false),
        };
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
            keeping: StoredValue::new_local(Rc::new(keeping)),
            sending: StoredValue::new(false),
            sent: StoredValue::new(false),
            soon: StoredValue::new_local(None),
            composing: StoredValue::new(false),
        }
    }

    /// Looks what others write, and brings what is written here whenever there is a network, as long as the page.
    pub fn keep_up(self) {
        let look = Interval::new(LOOK_MS, move || {
            if is_seen() {
                // What was not brought is tried again.
                self.bring();
                self.look();
            }
        });
        let look = StoredValue::new_local(Some(look));
        on_cleanup(move || drop(look.try_update_value(Option::take)));
        let begins = window_event_listener(ev::compositionstart, move |_| self.composing.set_value(true));
        let ends = window_event_listener(ev::compositionend, move |_| self.composing.set_value(false));
        on_cleanup(move || [begins, ends].into_iter().for_each(WindowListenerHandle::remove));
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

    /// Makes a change undone, and leaves what was written since. Where both meet, the text from before is to be decided about.
    pub fn undo(self, before: &Draft, after: &Draft) {
        self.put_together(after, before.clone(), MineIs::Theirs);
        self.touched();
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

    /// A decision is taken back.
    pub fn undecide(self, conflict: Conflict, before: &Draft, after: &Draft) {
        self.undo(before, after);
        self.conflicts.update(|all| all.push(conflict));
        self.keep();
    }

    fn touched(self) {
        self.keep();
        if self
            .reached
            .with_untracked(|reached| !matches!(reached, Reached::Gone | Reached::OnTheWay | Reached::NotKept))
        {
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

    /// Keeps it on the device.
    fn keep(self) {
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
        let decided_there = |one: &Conflict| before.conflicts.contains(one) && !theirs.conflicts.contains(one);
        let decided_here = |one: &Conflict| before.conflicts.contains(one) && !latest.conflicts.contains(one);
        let merged = merge_into(&before.draft, &latest.draft, &theirs.draft);
        let mut conflicts = latest.conflicts.clone();
        conflicts.retain(|one| !decided_there(one));
        let more = theirs.conflicts.iter().filter(|one| !decided_here(one)).chain(&merged.conflicts);
        for one in more {
            if !conflicts.contains(one) {
                conflicts.push(one.clone());
            }
        }
        let newer = theirs.revision >= latest.revision;
        let (base, revision) =
            if newer { (theirs.base, theirs.revision) } else { (latest.base.clone(), latest.revision) };
        let beside = Beside::merge(&before.beside, &latest.beside, theirs.beside);
        self.beside.try_set(beside.clone());
        self.conflicts.try_set(conflicts.clone());
        let _ = (self.base.try_set_value(base.clone()), self.revision.try_set_value(revision));
        self.show(&merged.draft);
        let both = KeptPack { id: self.id, draft: merged.draft, base, revision, conflicts, beside };
        keeping.latest.replace(Some(both));
    }

    /// Puts what is here together with what somebody else made of `base`.
    fn put_together(self, base: &Draft, other: Draft, mine_is: MineIs) {
        let Some(mine) = self.draft.try_get_untracked() else { return };
        let merged = match mine_is {
            MineIs::Mine => merge_into(base, &mine, &other),
            // What comes back is offered, and what stands there now stays.
            MineIs::Theirs => merge_into(base, &other, &mine),
        };
        if !merged.conflicts.is_empty() {
            self.conflicts.update(|all| {
                for one in merged.conflicts {
                    if !all.contains(&one) {
                        all.push(one);
                    }
                }
            });
        }
        self.show(&merged.draft);
    }

    /// Shows another draft in the fields, the caret where it was.
    fn show(self, draft: &Draft) {
        if self.draft.try_with_untracked(|mine| mine == draft) == Some(false) {
            let caret = Caret::here();
            self.draft.set(draft.clone());
            self.filled.update(|filled| *filled += 1);
            if let Some(caret) = caret {
                request_animation_frame(move || caret.restore());
            }
        }
    }

    /// Whether it is for whoever is signed in now.
    fn is_mine(self) -> bool {
        let key = self.keeping.try_get_value().map(|keeping| keeping.key.clone());
        key == Some(self.device.pack_key(&self.id))
    }

    /// Brings what the agency's store lacks.
    pub fn bring(self) {
        let is_gone = self.reached.try_with_untracked(|reached| *reached == Reached::Gone);
        if self.sending.try_get_value() != Some(false) || is_gone != Some(false) || !self.is_mine() {
            return;
        }
        if !self.kept().is_some_and(|kept| kept.is_ahead()) {
            // What was typed may have been taken back again.
            let is_said =
                |reached: &Reached| matches!(reached, Reached::OnTheWay | Reached::Device | Reached::Refused(_));
            if self.reached.with_untracked(is_said) {
                self.reached.set(Reached::Agency);
            }
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            let reached = self.brought().await;
            let _ = self.sending.try_set_value(false);
            if let Some(reached) = reached
                && self.reached.try_with_untracked(|before| *before != reached && *before != Reached::NotKept)
                    == Some(true)
            {
                self.reached.set(reached);
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
            let person = self.device.person();
            let body = json::write(&Save { from: kept.revision, draft: &kept.draft, person: person.as_ref() }).ok()?;
            let _ = self.sent.try_set_value(true);
            match network::post(&address(&self.id), body).await.and_then(|answer| read::<Saved>(&answer.text()?)) {
                Ok(saved) => {
                    self.base.try_set_value(kept.draft);
                    self.revision.try_set_value(saved.revision);
                    self.keep();
                }
                Err(problem) if problem.code == "draft_changed" => match fetch(&self.id).await {
                    Ok(stored) => self.take_in(stored).await,
                    Err(problem) => return Some(stopped(problem)),
                },
                Err(problem) => return Some(stopped(problem)),
            }
        }
        Some(Reached::OnTheWay)
    }

    /// Takes in what the store has, once no word is being put together: nothing is drawn under an input method.
    async fn take_in(self, stored: Stored) {
        until(|| self.composing.try_get_value() != Some(true)).await;
        let Some(base) = self.base.try_get_value() else { return };
        self.put_together(&base, stored.draft.clone(), MineIs::Mine);
        self.base.try_set_value(stored.draft);
        self.revision.try_set_value(stored.revision);
        self.keep();
    }

    /// Looks whether somebody else saved.
    fn look(self) {
        if self.sending.try_get_value() != Some(false) || !self.is_mine() {
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
                        self.take_in(stored).await;
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
        if let Some(kept) = self.kept() {
            let kept = KeptPack { id, base: Draft::default(), revision: 0, ..kept };
            self.device.put_pack_draft(&self.device.pack_key(&id), &kept, None).await?;
            self.forget().await?;
        }
        Ok(id)
    }

    /// Keeps it on this device no more.
    async fn forget(self) -> Result<(), StoreError> {
        let Some(keeping) = self.keeping.try_get_value() else { return Ok(()) };
        keeping.over.set(true);
        // What is being written comes first.
        until(|| !keeping.under_way.get()).await;
        let gone = self.device.keep(vec![Change::Remove(Shelf::Drafts, keeping.key.clone())]).await;
        // What could not be removed is still kept.
        keeping.over.set(gone.is_ok());
        gone
    }

    /// Discards it, here and at the agency. What somebody else wrote meanwhile is not discarded.
    pub async fn discard(self) -> Result<(), Problem> {
        // A save that is on its way would bring it back.
        until(|| self.sending.try_get_value() != Some(true)).await;
        self.sending.try_set_value(true);
        let discarded = self.discard_at_agency().await;
        if discarded.is_err() {
            self.sending.try_set_value(false);
        }
        discarded?;
        self.forget().await.map_err(|_| Problem::unexpected())
    }

    async fn discard_at_agency(self) -> Result<(), Problem> {
        let mut from = self.revision.get_value();
        if from == 0 && self.sent.get_value() {
            // The answer to the first save may have been lost.
            match fetch(&self.id).await {
                Ok(stored) => from = stored.revision,
                Err(problem) if problem.status == 404 => {}
                Err(problem) => return Err(problem),
            }
        }
        if from > 0 {
            let body = json::write(&From { from }).map_err(|_| Problem::unexpected())?;
            network::post(&[&address(&self.id), "/discard"].concat(), body).await?;
        }
        Ok(())
    }

    /// Whether nothing of it waits to be brought.
    pub fn is_at_agency(self) -> bool {
        self.reached.with(|reached| *reached == Reached::Agency)
    }
}

/// Of two drafts that meet, which one was written here last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MineIs {
    /// What stands in the fields.
    Mine,
    /// What is to come back into them.
    Theirs,
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
    Stored::read(&network::get_fresh(&address(id)).await?.text()?).ok_or_else(Problem::unexpected)
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
    async fn put_pack_draft(
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
            let kept = json::parse::<KeptForm>(text).ok();
            key.starts_with(&own) && kept.is_some_and(|kept| kept.revision > 0 && kept.draft == kept.base)
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
        let Stored { revision, draft } = match fetch(&id).await {
            Ok(stored) => stored,
            Err(problem) if problem.status == 404 => return Ok(Found::Nothing),
            Err(problem) => return Err(problem),
        };
        let kept = KeptPack { base: draft.clone(), revision, ..KeptPack::new(id, draft) };
        Ok(Found::Here(Box::new(FoundPack { kept, text: None })))
    }
}
