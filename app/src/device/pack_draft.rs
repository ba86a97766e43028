//! Packs that are being written: kept on the device at each change, brought to the agency's store while there is a network, and put together with what
//! others wrote meanwhile (docs/decisions/0031).

mod agency;
mod keeping;
mod kept;

use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::pack::draft::{Conflict, Draft, ExtendNew, HandUpDraft, Written, merge_into};
use uuid::Uuid;

use super::Device;
use super::store::StoreError;
use crate::caret::Caret;
use crate::clock;
use crate::network::Problem;
use crate::pieces::{is_seen, until};
use crate::view::follow;
pub use agency::{ListedDraft, address, drafts_of_agency};
use agency::{Save, Stored, fetch};
use keeping::Keeping;
pub use kept::{Found, FoundPack, KeptPack};

/// So long after the last change it is brought to the agency.
const STILL_MS: u32 = 1_500;
/// So often it is asked whether somebody else saved.
const LOOK_MS: u32 = 10_000;
/// So often in a row somebody else may have been sooner, before it waits for the next change.
const MOST_TRIES: usize = 8;

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
    pub hand_up: RwSignal<HandUpDraft>,
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

impl PackWriting {
    /// Goes on with a draft, as whoever is signed in now.
    pub fn of(device: Device, FoundPack { kept, text }: FoundPack) -> PackWriting {
        let reached = if kept.is_ahead() { Reached::OnTheWay } else { Reached::Agency };
        let keeping = Keeping::under(device.pack_key(&kept.id), text);
        PackWriting {
            device,
            id: kept.id,
            draft: RwSignal::new(kept.written.draft),
            hand_up: RwSignal::new(kept.written.hand_up),
            conflicts: RwSignal::new(kept.written.conflicts),
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
    pub fn say_beside(self, change: impl FnOnce(&mut HandUpDraft)) {
        self.hand_up.update(change);
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
        let written = Written {
            draft: self.draft.try_get_untracked()?,
            conflicts: self.conflicts.try_get_untracked()?,
            hand_up: self.hand_up.try_get_untracked()?,
        };
        let (base, revision) = (self.base.try_get_value()?, self.revision.try_get_value()?);
        Some(KeptPack { id: self.id, written, base, revision })
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
            self.conflicts.update(|all| all.extend_new(merged.conflicts));
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
            let save = Save { from: kept.revision, draft: &kept.written.draft, person: person.as_ref() };
            let _ = self.sent.try_set_value(true);
            match agency::save(&self.id, &save).await {
                Ok(revision) => {
                    self.base.try_set_value(kept.written.draft);
                    self.revision.try_set_value(revision);
                    self.keep();
                }
                Err(problem) if problem.code == "draft_changed" => match fetch(&self.id).await {
                    Ok(Some(stored)) => self.take_in(stored).await,
                    Ok(None) => return Some(Reached::Gone),
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
                    if let (Ok(Some(stored)), Some(false)) = (stored, self.sending.try_get_value())
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
            from = fetch(&self.id).await?.map_or(0, |stored| stored.revision);
        }
        if from > 0 {
            agency::discard(&self.id, from).await?;
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
