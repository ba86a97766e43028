//! Which reminders and notices were put away. What is kept tells of dates that follow from a birthday, or for whom a notice was: a reminder goes as soon as
//! one is not reminded of it any more, as when the birthday is changed, and all notices go when something that was said is forgotten.

use leptos::prelude::*;

use super::Device;
use crate::matching::all_reminded;

/// What was done with a reminder.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    /// It was put away.
    Away(String),
    /// It was brought back.
    Back(String),
    /// One is reminded of these alone.
    Only(Vec<String>),
}

/// What is put away, and then what was done since.
pub fn add(kept: &mut Vec<String>, moved: &Moved) {
    match moved {
        Moved::Away(key) => {
            kept.retain(|other| other != key);
            kept.push(key.clone());
        }
        Moved::Back(key) => kept.retain(|other| other != key),
        Moved::Only(present) => kept.retain(|other| present.contains(other)),
    }
}

impl Device {
    /// Keeps nothing of what one is not reminded of by the facts as they are now; of notices, all of them unless some of the facts are `forgotten`.
    pub fn forget_old_reminders(self, forgotten: bool) {
        let known = self.put_away.get_untracked();
        // Before the store was read nobody knows what is kept.
        if known.is_empty() && self.read.get_untracked() {
            return;
        }
        let mut present = untrack(|| all_reminded(self));
        if !forgotten {
            present.extend(
                self.notices
                    .with_untracked(|all| all.iter().map(|one| one.entry.document.to_string()).collect::<Vec<_>>()),
            );
        }
        if !self.read.get_untracked() || known.iter().any(|key| !present.contains(key)) {
            self.move_reminder(self.shown(), Moved::Only(present));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_still_a_reminder_stays_put_away() {
        let with = |mut kept: Vec<String>, moved| {
            add(&mut kept, &moved);
            kept
        };
        let kept = with(vec!["gone".into(), "one".into()], Moved::Away("two".into()));
        assert_eq!(kept, ["gone", "one", "two"]);
        let kept = with(kept, Moved::Only(vec!["one".into(), "two".into(), "new".into()]));
        assert_eq!(kept, ["one", "two"]);
        assert_eq!(with(kept, Moved::Back("one".into())), ["two"]);
    }
}
