//! The profiles of this device as they are kept: sealed, all in one text, so that one write changes all of it or nothing.
//!
//! `WebCrypto` answers later, and no transaction waits for it: what was read is opened, changed and sealed, and written where it is still what was read.
//! Otherwise another tab was sooner, and it begins again. The key is written with what it seals: whoever reads one finds the other. What was last read or
//! written is remembered, so that what is said only has to be sealed before it is on its way: the page may be left at any moment.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::facts::{Profile, ProfileError, ProfileId, Profiles};
use wasm_bindgen::JsCast;
use web_sys::CryptoKey;

use super::seal::{self, Seal, Written};
use super::store::{Change, Durability, Given, Shelf, StoreError};
use super::{Device, FACTS, said};
use crate::json;

/// Where an earlier version kept the reminders that were put away.
const PUT_AWAY_BEFORE: &str = "reminders-put-away";

/// Where all of it is: the text, what seals it, and what an earlier version kept apart.
const PLACES: [(Shelf, &str); 3] = [(Shelf::Meta, FACTS), (Shelf::Seals, FACTS), (Shelf::Meta, PUT_AWAY_BEFORE)];

/// How the facts stand on this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FactsState {
    /// Not read yet.
    #[default]
    Unread,
    /// Here, and kept sealed.
    Sealed,
    /// Here, once the passphrase was typed in this tab.
    Unlocked,
    /// Here, and kept as they are: this browser seals nothing.
    Plain,
    /// They need the passphrase.
    Locked,
    /// They are there, and their key is not.
    Lost,
}

impl FactsState {
    /// Whether they are there and cannot be read.
    pub fn is_closed(self) -> bool {
        matches!(self, FactsState::Locked | FactsState::Lost)
    }
}

/// Whose pages this device has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Household {
    /// How what they said stands.
    pub state: FactsState,
    /// The one that is shown.
    pub shown: ProfileId,
    /// All, with their names.
    pub all: Vec<(ProfileId, String)>,
}

/// What the store holds of one moment.
#[derive(Clone, Default)]
pub(super) struct Kept {
    text: Option<String>,
    key: Option<CryptoKey>,
    /// The reminders that were put away, as an earlier version kept them.
    put_away: Option<String>,
}

impl Kept {
    /// How its key is come by, where it needs a passphrase.
    pub(super) fn lock(&self) -> Option<&str> {
        match Written::of(self.text.as_deref()?) {
            Written::Sealed { lock, .. } if !lock.is_empty() => Some(lock),
            _ => None,
        }
    }

    /// Whether it is to be written as this version does.
    fn is_of_earlier_version(&self) -> bool {
        let before = self.text.as_deref().is_some_and(|text| matches!(Written::of(text), Written::Before(_)));
        before || self.put_away.is_some()
    }

    /// How it stands where it could be read.
    fn standing(&self) -> FactsState {
        match self.text.as_deref().map(Written::of) {
            Some(Written::Sealed { lock, .. }) => standing(true, lock),
            Some(_) => FactsState::Plain,
            None => standing(seal::subtle().is_some(), ""),
        }
    }

    /// On the condition that this is still what is kept.
    pub(super) fn given(&self) -> Given {
        Given { shelf: Shelf::Meta, key: FACTS.into(), text: self.text.clone() }
    }
}

/// Takes everything away.
pub(super) fn removal() -> Vec<Change> {
    PLACES.map(|(shelf, key)| Change::Remove(shelf, key.into())).into()
}

impl Device {
    /// The profile that is shown, where what it holds is here; followed.
    pub fn open_profile(self) -> Option<ProfileId> {
        self.profiles.with(|household| {
            let open = household.state != FactsState::Unread && !household.state.is_closed();
            open.then_some(household.shown)
        })
    }

    /// How the facts stand; followed.
    pub fn facts_state(self) -> FactsState {
        self.profiles.with(|household| household.state)
    }

    /// Reads the profiles, and shows the one that is to be shown. One reading at a time: what was read before something was written is read again.
    pub(super) async fn load_facts(self) {
        let (busy, again) = self.running.with_value(|running| running.facts.clone());
        again.set(true);
        if busy.replace(true) {
            return;
        }
        while again.replace(false) {
            let Ok(kept) = self.kept().await else { continue };
            let opened = self.opened(&kept).await;
            if again.get() {
                continue;
            }
            match opened {
                Ok(profiles) => {
                    let before = kept.is_of_earlier_version();
                    self.knows(kept, profiles);
                    if before {
                        self.take_over();
                    }
                }
                Err(closed) => self.close(closed),
            }
        }
        busy.set(false);
    }

    pub(super) async fn kept(self) -> Result<Kept, StoreError> {
        let mut found = self.store().values(&PLACES).await?.into_iter();
        let mut next = || found.next().unwrap_or_default();
        let text = next().as_string();
        Ok(Kept { text, key: next().dyn_into().ok(), put_away: next().as_string() })
    }

    /// What is kept, or why it stays closed.
    pub(super) async fn opened(self, kept: &Kept) -> Result<Profiles, FactsState> {
        let lost = |_| FactsState::Lost;
        let (lock, body) = match Written::of(kept.text.as_deref().unwrap_or("{}")) {
            Written::Sealed { lock, body } => (lock, body),
            Written::Plain(text) => return json::parse(text).map_err(lost),
            // An earlier version knew one profile.
            Written::Before(text) => {
                let put_away = kept.put_away.as_deref().and_then(|text| json::parse(text).ok());
                return Ok(Profiles::of_one(json::parse(text).map_err(lost)?, put_away.unwrap_or_default()));
            }
        };
        let key = match lock {
            "" => kept.key.clone().ok_or(FactsState::Lost)?,
            lock => self.key_of(lock).ok_or(FactsState::Locked)?,
        };
        let text = seal::read(lock, body, &key).await.ok_or(FactsState::Lost)?;
        json::parse(&text).map_err(lost)
    }

    /// The key that a passphrase gave in this tab.
    fn key_of(self, lock: &str) -> Option<CryptoKey> {
        self.running.with_value(|running| {
            running.unlocked.borrow().iter().find(|seal| seal.lock == lock).and_then(|seal| seal.key.clone())
        })
    }

    /// From now on this is what is kept, as far as this tab knows.
    fn knows(self, kept: Kept, profiles: Profiles) {
        // It was locked meanwhile.
        if kept.lock().is_some_and(|lock| self.key_of(lock).is_none()) {
            return self.close(FactsState::Locked);
        }
        self.running.with_value(|running| running.known.replace(Some((kept, profiles))));
        self.show_known();
    }

    /// Shows what is kept, and what was said since.
    pub(super) fn show_known(self) {
        let Some((kept, mut profiles)) = self.known() else { return };
        self.pending_facts.with_value(|pending| said::add(&mut profiles, pending));
        let shown = profiles.shown();
        let all = profiles.all().iter().map(|one| (one.id, one.name.clone())).collect();
        self.show_household(Household { state: kept.standing(), shown, all });
        if let Some(profile) = profiles.get_mut(shown) {
            self.show_profile(std::mem::take(profile));
        }
    }

    /// Shows what one profile holds: what shows it is drawn anew, only for what is new.
    fn show_profile(self, profile: Profile) {
        if self.facts.with_untracked(|known| *known != profile.facts) {
            self.facts.set(profile.facts);
        }
        if self.put_away.with_untracked(|known| *known != profile.put_away) {
            self.put_away.set(profile.put_away);
        }
    }

    /// Shows nothing of anybody.
    pub(super) fn close(self, closed: FactsState) {
        self.running.with_value(|running| running.known.take());
        self.show_household(Household { state: closed, ..Household::default() });
        self.show_profile(Profile::default());
    }

    fn show_household(self, household: Household) {
        if self.profiles.with_untracked(|known| *known != household) {
            self.profiles.set(household);
        }
    }

    fn known(self) -> Option<(Kept, Profiles)> {
        self.running.with_value(|running| running.known.borrow().clone())
    }

    /// What this tab knows of keys, and what it opened with them.
    pub(super) fn forget_keys(self) {
        self.running.with_value(|running| {
            running.unlocked.take();
            running.known.take();
        });
    }

    /// What an earlier version kept as it was is sealed.
    fn take_over(self) {
        spawn_local(async move {
            if self.amend_profiles(&|_| ()).await.is_ok() {
                self.tell_other_tabs();
            }
        });
    }

    /// Writes what `change` makes of the profiles, strictly.
    pub(super) async fn amend_profiles(self, change: &dyn Fn(&mut Profiles)) -> Result<(), StoreError> {
        self.amend_and_seal(change, None).await
    }

    /// The same, sealed with something else from now on.
    pub(super) async fn amend_and_seal(
        self,
        change: &dyn Fn(&mut Profiles),
        anew: Option<&Seal>,
    ) -> Result<(), StoreError> {
        let mut known = self.known();
        loop {
            let (kept, mut profiles) = match known.take() {
                Some(known) => known,
                None => {
                    let kept = self.kept().await?;
                    let profiles = self.opened(&kept).await.map_err(|_| closed())?;
                    (kept, profiles)
                }
            };
            change(&mut profiles);
            let seal = match anew {
                Some(seal) => seal.clone(),
                None => self.seal_of(&kept).await?,
            };
            if let Some(kept) = self.put(&kept, &profiles, seal).await? {
                self.running.with_value(|running| running.facts.1.set(true));
                self.knows(kept, profiles);
                return Ok(());
            }
        }
    }

    /// With what is sealed what takes the place of what is kept.
    async fn seal_of(self, kept: &Kept) -> Result<Seal, StoreError> {
        Ok(match kept.lock() {
            // It may have been locked meanwhile.
            Some(lock) => Seal { lock: lock.into(), key: Some(self.key_of(lock).ok_or_else(closed)?) },
            None if !self.is_kept() => Seal::default(),
            None if kept.key.is_some() => Seal { key: kept.key.clone(), ..Seal::default() },
            None => Seal::new().await,
        })
    }

    /// What is kept from now on; none where another tab was sooner.
    async fn put(self, kept: &Kept, profiles: &Profiles, mut seal: Seal) -> Result<Option<Kept>, StoreError> {
        let text = json::write(profiles).map_err(|error| StoreError(error.to_string()))?;
        loop {
            let sealed = seal.write(&text).await.ok_or_else(|| StoreError("it could not be sealed".into()))?;
            let mut changes = removal();
            changes.push(Change::Put(Shelf::Meta, FACTS.into(), sealed.clone()));
            let key = seal.key.clone().filter(|_| seal.lock.is_empty());
            changes.extend(key.clone().map(|key| Change::Seal(FACTS.into(), key)));
            match self.store().write_given(&changes, Durability::Strict, &kept.given()).await {
                // A browser that keeps no keys keeps the text as it is.
                Err(error) if error.is_of_key() && seal.key.is_some() => seal = Seal::default(),
                written => return Ok(written?.then_some(Kept { text: Some(sealed), key, put_away: None })),
            }
        }
    }

    /// Changes which profiles there are. What is refused changes nothing; where it is not kept, the page says so by `saving`.
    pub async fn change_profiles(
        self,
        change: &dyn Fn(&mut Profiles) -> Result<(), ProfileError>,
    ) -> Result<(), ProfileError> {
        let refused = std::cell::Cell::new(None);
        let _ = self.say_while(self.amend_profiles(&|profiles| refused.set(change(profiles).err()))).await;
        self.tell_other_tabs();
        refused.get().map_or(Ok(()), Err)
    }
}

fn closed() -> StoreError {
    StoreError("the facts are closed".into())
}

fn standing(sealed: bool, lock: &str) -> FactsState {
    match lock {
        _ if !sealed => FactsState::Plain,
        "" => FactsState::Sealed,
        _ => FactsState::Unlocked,
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
