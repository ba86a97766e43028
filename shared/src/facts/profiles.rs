//! Several profiles on one device: me, my mother, my firm. Each has its own facts and its own reminders that were put away; one of them is shown.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Facts;
use crate::words::{Bilingual, BilingualText};

/// As many as a family has, and as few as can be told apart.
pub const MOST_PROFILES: usize = 8;
/// In characters.
pub const LONGEST_PROFILE_NAME: usize = 20;

/// Which profile. One that was removed is never another's: the number is drawn at random.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProfileId(pub u32);

/// One person or firm that this device speaks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Which one.
    pub id: ProfileId,
    /// As it was named; empty for whoever uses the device alone.
    pub name: String,
    /// What was said.
    pub facts: Facts,
    /// The reminders that were put away.
    pub put_away: Vec<String>,
}

/// All profiles of a device. There is at least one, and the one that is shown is among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub struct Profiles {
    shown: ProfileId,
    all: Vec<Profile>,
}

/// As it is kept: lists cost the app a third of what named fields do. Which one is shown, and of each its number, name, facts, and put-away reminders.
type Kept = (ProfileId, Vec<(ProfileId, String, Facts, Vec<String>)>);

/// What was read back is not what was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no profiles, two of one number, or none that is shown")]
pub struct Inconsistent;

/// Why a profile cannot be called so, or cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProfileError {
    /// The name is empty.
    #[error("a profile needs a name")]
    Nameless,
    /// It has more than [`LONGEST_PROFILE_NAME`] characters.
    #[error("a profile's name has at most {LONGEST_PROFILE_NAME} characters")]
    TooLong,
    /// Another is called so.
    #[error("another profile has this name")]
    Taken,
    /// There are [`MOST_PROFILES`].
    #[error("there are at most {MOST_PROFILES} profiles")]
    TooMany,
    /// It is no longer there, or it is the last one.
    #[error("this profile cannot be removed, or was")]
    Gone,
}

impl ProfileError {
    /// What a person reads, and what to do.
    pub fn sentence(self) -> BilingualText {
        let (zh, en) = match self {
            ProfileError::Nameless => ("请写一个称呼，比如“妈妈”。", "Give it a name, such as “Mother”."),
            ProfileError::TooLong => {
                ("称呼最多 20 个字，请写短一点。", "A name has at most 20 characters, please shorten it.")
            }
            ProfileError::Taken => {
                ("已经有一份叫这个，请换一个称呼。", "There is one of this name, please choose another.")
            }
            ProfileError::TooMany => {
                ("最多 8 份，请先删掉不用的。", "There are at most 8, please remove one that is not used.")
            }
            ProfileError::Gone => {
                ("这一份已经不在了，或者是最后一份。", "It is no longer here, or it is the last one.")
            }
        };
        Bilingual { zh, en }.into()
    }
}

impl Default for Profiles {
    fn default() -> Self {
        Profiles::of_one(Facts::default(), Vec::new())
    }
}

impl TryFrom<Kept> for Profiles {
    type Error = Inconsistent;

    fn try_from((shown, all): Kept) -> Result<Self, Inconsistent> {
        let profile = |(id, name, facts, put_away)| Profile { id, name, facts, put_away };
        let all: Vec<Profile> = all.into_iter().map(profile).collect();
        let times = |id| all.iter().filter(|one| one.id == id).count();
        if times(shown) == 1 && all.iter().all(|one| times(one.id) == 1) {
            Ok(Profiles { shown, all })
        } else {
            Err(Inconsistent)
        }
    }
}

impl From<Profiles> for Kept {
    fn from(Profiles { shown, all }: Profiles) -> Kept {
        (shown, all.into_iter().map(|one| (one.id, one.name, one.facts, one.put_away)).collect())
    }
}

impl Profiles {
    /// The profile of whoever uses the device alone.
    pub fn of_one(facts: Facts, put_away: Vec<String>) -> Profiles {
        let first = Profile { facts, put_away, ..Profile::default() };
        Profiles { shown: first.id, all: vec![first] }
    }

    /// All, in the order in which they were added.
    pub fn all(&self) -> &[Profile] {
        &self.all
    }

    /// Which one is shown.
    pub fn shown(&self) -> ProfileId {
        self.shown
    }

    /// One of them, to be changed.
    pub fn get_mut(&mut self, id: ProfileId) -> Option<&mut Profile> {
        self.all.iter_mut().find(|one| one.id == id)
    }

    /// Shows another. One that is gone is not shown.
    pub fn show(&mut self, id: ProfileId) {
        if self.all.iter().any(|one| one.id == id) {
            self.shown = id;
        }
    }

    /// Adds one and shows it. Added twice it is there once.
    pub fn add(&mut self, id: ProfileId, name: &str) -> Result<(), ProfileError> {
        if self.all.iter().all(|one| one.id != id) {
            if self.all.len() >= MOST_PROFILES {
                return Err(ProfileError::TooMany);
            }
            let name = self.fitting(id, name)?;
            self.all.push(Profile { id, name, ..Profile::default() });
        }
        self.shown = id;
        Ok(())
    }

    /// Calls one otherwise.
    pub fn rename(&mut self, id: ProfileId, name: &str) -> Result<(), ProfileError> {
        let name = self.fitting(id, name)?;
        self.get_mut(id).ok_or(ProfileError::Gone)?.name = name;
        Ok(())
    }

    /// Removes one with all that it holds. Where it was shown, the first of the others is.
    pub fn remove(&mut self, id: ProfileId) -> Result<(), ProfileError> {
        let first = self.all.iter().find(|one| one.id != id).ok_or(ProfileError::Gone)?.id;
        self.all.retain(|one| one.id != id);
        if self.shown == id {
            self.shown = first;
        }
        Ok(())
    }

    /// A name as it was typed, where it can be this profile's.
    fn fitting(&self, id: ProfileId, typed: &str) -> Result<String, ProfileError> {
        let name = typed.split_whitespace().collect::<Vec<&str>>().join(" ");
        match name.chars().count() {
            0 => Err(ProfileError::Nameless),
            count if count > LONGEST_PROFILE_NAME => Err(ProfileError::TooLong),
            _ if self.all.iter().any(|one| one.id != id && one.name == name) => Err(ProfileError::Taken),
            _ => Ok(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{FactKey, FactValue};
    use proptest::prelude::*;

    const MOTHER: ProfileId = ProfileId(7);

    fn two() -> Profiles {
        let mut profiles = Profiles::default();
        profiles.add(MOTHER, " 妈妈 ").unwrap();
        profiles
    }

    #[test]
    fn what_one_says_is_not_another_s() {
        let mut profiles = two();
        assert_eq!((profiles.shown(), profiles.all()[1].name.as_str()), (MOTHER, "妈妈"));
        let born = FactValue::Date("1954-03-01".parse().unwrap());
        profiles.get_mut(MOTHER).unwrap().facts.say(FactKey::BirthDate, born.clone()).unwrap();
        profiles.show(ProfileId::default());
        assert!(profiles.all()[0].facts.is_empty());
        let kept = serde_json::to_string(&profiles).unwrap();
        let again: Profiles = serde_json::from_str(&kept).unwrap();
        assert_eq!(again, profiles);
        assert_eq!(again.all()[1].facts.get(FactKey::BirthDate), Some(&born));
    }

    #[test]
    fn a_name_is_one_s_own_and_short() {
        let mut profiles = two();
        assert_eq!(profiles.add(ProfileId(8), "妈妈"), Err(ProfileError::Taken));
        assert_eq!(profiles.rename(MOTHER, " "), Err(ProfileError::Nameless));
        assert_eq!(profiles.rename(MOTHER, &"长".repeat(21)), Err(ProfileError::TooLong));
        assert_eq!(profiles.rename(MOTHER, "妈妈"), Ok(()));
        assert_eq!(profiles.rename(ProfileId(9), "爸爸"), Err(ProfileError::Gone));
        for number in 10..16 {
            profiles.add(ProfileId(number), &number.to_string()).unwrap();
        }
        assert_eq!(profiles.add(ProfileId(16), "第九"), Err(ProfileError::TooMany));
    }

    #[test]
    fn the_last_one_stays() {
        let mut profiles = two();
        assert_eq!(profiles.remove(MOTHER), Ok(()));
        assert_eq!(profiles, Profiles::default());
        assert_eq!(profiles.remove(ProfileId::default()), Err(ProfileError::Gone));
        profiles.show(MOTHER);
        assert_eq!(profiles.shown(), ProfileId::default());
    }

    #[test]
    fn what_does_not_hold_together_is_not_read() {
        let one = r#"[0,"",{},[]]"#;
        assert_eq!(serde_json::to_string(&Profiles::default()).unwrap(), format!("[0,[{one}]]"));
        for wrong in ["[0,[]]".to_owned(), format!("[1,[{one}]]"), format!("[0,[{one},{one}]]")] {
            assert!(serde_json::from_str::<Profiles>(&wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_done_they_hold_together(done in proptest::collection::vec((0..4_u8, 0..6_u32, "[ab]{0,2}"), 0..60)) {
            let mut profiles = Profiles::default();
            for (what, number, name) in done {
                let id = ProfileId(number);
                // What is refused changes nothing.
                let _ = match what {
                    0 => profiles.add(id, &name),
                    1 => profiles.remove(id),
                    2 => profiles.rename(id, &name),
                    _ => { profiles.show(id); Ok(()) }
                };
                let kept = serde_json::to_string(&profiles).unwrap();
                prop_assert_eq!(serde_json::from_str::<Profiles>(&kept).unwrap(), profiles.clone());
                prop_assert!(profiles.all().len() <= MOST_PROFILES);
            }
        }
    }
}
