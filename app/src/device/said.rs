//! What a person said about themselves since the store was last written: changes, not a state, so that neither a slow start nor another tab
//! is overwritten by them. Each names the profile in which it was said, whichever is shown when it is written.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::facts::{FactKey, FactValue, Facts, ProfileId, Profiles};

use super::Device;
use super::put_away::{self, Moved};
use super::store::StoreError;

/// One change of one profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Of which one.
    pub of: ProfileId,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    /// A fact was said.
    Fact(FactKey, FactValue),
    /// It was taken back.
    Forgotten(FactKey),
    /// All were.
    AllForgotten,
    /// Something was done with a reminder.
    Reminder(Moved),
    /// Its page is to be shown.
    Shown,
}

/// What is kept, and then what was said since. What was said in a profile that another tab removed is gone with it.
pub fn add(profiles: &mut Profiles, said: &[Said]) {
    for one in said {
        let Some(profile) = profiles.get_mut(one.of) else { continue };
        match &one.what {
            // A value that the fact cannot have was refused where it was said.
            What::Fact(key, value) => drop(profile.facts.say(*key, value.clone())),
            What::Forgotten(key) => profile.facts.forget(*key),
            What::AllForgotten => profile.facts = Facts::default(),
            What::Reminder(moved) => put_away::add(&mut profile.put_away, moved),
            What::Shown => profiles.show(one.of),
        }
    }
}

impl Device {
    /// Which profile is shown: whoever says something says it of this one.
    pub fn shown(self) -> ProfileId {
        self.profiles.with_untracked(|profiles| profiles.shown)
    }

    /// Says a fact. A value that the fact cannot have is not taken.
    pub fn say(self, of: ProfileId, key: FactKey, value: FactValue) {
        if key.admits(&value) {
            self.change(of, What::Fact(key, value));
        }
    }

    /// Says many facts at once, as a file has them; what else was said stays.
    pub fn say_all(self, of: ProfileId, facts: &Facts) {
        for (key, value) in facts.iter() {
            self.say(of, key, value.clone());
        }
    }

    /// Takes back a fact: it is unknown again.
    pub fn forget(self, of: ProfileId, key: FactKey) {
        self.change(of, What::Forgotten(key));
    }

    /// Takes back all facts.
    pub fn forget_all(self, of: ProfileId) {
        self.change(of, What::AllForgotten);
    }

    /// Puts a reminder away, or brings it back.
    pub fn move_reminder(self, of: ProfileId, moved: Moved) {
        self.change(of, What::Reminder(moved));
    }

    /// Shows another profile, in every tab.
    pub fn switch(self, to: ProfileId) {
        self.change(to, What::Shown);
    }

    /// Shows a change, and keeps it.
    fn change(self, of: ProfileId, what: What) {
        let is_fact = !matches!(what, What::Reminder(_) | What::Shown);
        let forgotten = matches!(what, What::Forgotten(_) | What::AllForgotten);
        self.pending_facts.update_value(|pending| pending.push(Said { of, what }));
        self.show_known();
        if is_fact && of == self.shown() {
            self.forget_old_reminders(forgotten);
        }
        self.write_facts();
    }

    /// Writes what was said and is not kept yet.
    pub(super) fn write_facts(self) {
        if self.writing_facts.get_value() || self.pending_facts.with_value(Vec::is_empty) {
            return;
        }
        self.writing_facts.set_value(true);
        spawn_local(async move {
            // An error is shown by `saving`; what was said stays pending, and goes with the next thing said.
            while self.pending_facts.with_value(|pending| !pending.is_empty()) {
                if self.keep_facts().await.is_err() {
                    break;
                }
            }
            self.writing_facts.set_value(false);
            self.tell_other_tabs();
        });
    }

    /// Adds what was said to what is kept; another tab may have kept more meanwhile.
    async fn keep_facts(self) -> Result<(), StoreError> {
        let said = self.pending_facts.get_value();
        self.say_while(async {
            self.amend_profiles(&|profiles| add(profiles, &said)).await?;
            self.pending_facts.update_value(|pending| drop(pending.drain(..said.len().min(pending.len()))));
            Ok(())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: ProfileId = ProfileId(0);
    const MOTHER: ProfileId = ProfileId(7);

    fn with(mut profiles: Profiles, said: &[Said]) -> Profiles {
        add(&mut profiles, said);
        profiles
    }

    fn said(key: FactKey, value: FactValue) -> Said {
        Said { of: ME, what: What::Fact(key, value) }
    }

    fn born(day: &str) -> Said {
        said(FactKey::BirthDate, FactValue::Date(day.parse().unwrap()))
    }

    #[test]
    fn what_another_tab_kept_stays() {
        let kept = with(Profiles::default(), &[said(FactKey::Children, FactValue::Dates(vec![]))]);
        let both = with(kept.clone(), &[born("1954-03-01")]);
        let facts = &both.all()[0].facts;
        assert_eq!(facts.get(FactKey::Children), Some(&FactValue::Dates(vec![])));
        assert_eq!(facts.get(FactKey::BirthDate), Some(&FactValue::Date("1954-03-01".parse().unwrap())));
        assert_eq!(with(both, &[Said { of: ME, what: What::Forgotten(FactKey::BirthDate) }]), kept);
    }

    #[test]
    fn the_last_word_counts_and_saying_it_twice_changes_nothing() {
        let forgotten = Said { of: ME, what: What::AllForgotten };
        let said = [born("1954-03-01"), forgotten, born("1960-01-01"), born("1961-01-01")];
        let kept = with(Profiles::default(), &said);
        assert_eq!(kept, with(Profiles::default(), &[born("1961-01-01")]));
        assert_eq!(with(kept.clone(), &said), kept);
    }

    #[test]
    fn what_is_said_in_one_profile_is_said_in_no_other() {
        let mut profiles = Profiles::default();
        profiles.add(MOTHER, "妈妈").unwrap();
        // Another is shown by now.
        let profiles = with(profiles, &[born("1980-01-01"), Said { of: ProfileId(9), what: What::AllForgotten }]);
        assert_eq!(profiles.shown(), MOTHER);
        assert!(profiles.all()[1].facts.is_empty());
        assert!(profiles.all()[0].facts.get(FactKey::BirthDate).is_some());
        let mut removed = profiles.clone();
        removed.remove(ME).unwrap();
        assert_eq!(with(removed.clone(), &[born("1990-01-01")]), removed);
    }
}
