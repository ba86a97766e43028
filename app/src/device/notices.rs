//! Which notices come up on this device: all, none, or not those of some agencies. It is said here and known nowhere else, so that it works offline.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::names::AgencyId;
use serde::{Deserialize, Serialize};

use super::store::{Shelf, StoreError};
use super::{Device, Written};
use crate::json;

const CHOICES: &str = "notice-choices";

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// None come up.
    pub off: bool,
    /// Those of these agencies do not.
    pub muted: Vec<AgencyId>,
}

/// One choice.
#[derive(Clone, Debug)]
pub enum Choice {
    /// Notices come up, or none does.
    Off(bool),
    /// Those of an agency do not come up any more.
    Mute(AgencyId),
    /// They do again.
    Hear(AgencyId),
}

impl Choices {
    fn with(mut self, choice: &Choice) -> Choices {
        match choice {
            Choice::Off(off) => self.off = *off,
            Choice::Hear(agency) => self.muted.retain(|other| other != agency),
            Choice::Mute(agency) => {
                self.muted.retain(|other| other != agency);
                self.muted.push(agency.clone());
            }
        }
        self
    }

    /// Whether notices of this agency come up.
    pub fn let_through(&self, agency: &AgencyId) -> bool {
        !self.off && !self.muted.contains(agency)
    }
}

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
    pub(super) fn take_notices(self, found: Vec<Written>) {
        let is_known = |known: &Vec<Written>| {
            known.len() == found.len()
                && known.iter().zip(&found).all(|(one, other)| one.entry.pack == other.entry.pack)
        };
        if !self.notices.with_untracked(is_known) {
            self.notices.set(found);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_not_heard_until_it_is_again_and_off_is_for_all() {
        let [one, other]: [AgencyId; 2] = ["taxation", "health"].map(|name| name.parse().unwrap());
        let muted = Choices::default().with(&Choice::Mute(one.clone())).with(&Choice::Mute(one.clone()));
        assert_eq!(muted.muted.len(), 1);
        assert!(!muted.let_through(&one) && muted.let_through(&other));
        let off = muted.clone().with(&Choice::Off(true));
        assert!(!off.let_through(&other));
        assert_eq!(off.with(&Choice::Off(false)), muted);
        assert_eq!(muted.with(&Choice::Hear(one)), Choices::default());
    }
}
