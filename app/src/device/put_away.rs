//! Which reminders were put away. What is kept tells of dates that follow from a birthday: it goes as soon as one is not reminded of it any more, as
//! when the birthday is changed or forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Device;
use super::store::{Shelf, StoreError};
use crate::json;
use crate::matching::all_reminded;

const PUT_AWAY: &str = "reminders-put-away";

/// What was done with a reminder since the store was last written.
#[derive(Clone, Debug, PartialEq)]
pub enum Moved {
    /// It was put away.
    Away(String),
    /// It was brought back.
    Back(String),
    /// One is reminded of these alone.
    Only(Vec<String>),
}

/// What is kept, and then what was done since.
fn with(mut kept: Vec<String>, moved: &[Moved]) -> Vec<String> {
    for one in moved {
        match one {
            Moved::Away(key) => {
                kept.retain(|other| other != key);
                kept.push(key.clone());
            }
            Moved::Back(key) => kept.retain(|other| other != key),
            Moved::Only(present) => kept.retain(|other| present.contains(other)),
        }
    }
    kept
}

impl Device {
    pub(super) async fn load_put_away(self) {
        if let Ok(kept) = self.store().get(Shelf::Meta, PUT_AWAY).await {
            let kept = kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default();
            let kept = self.pending_put_away.with_value(|moved| with(kept, moved));
            if self.put_away.with_untracked(|known| *known != kept) {
                self.put_away.set(kept);
            }
        }
    }

    /// Keeps nothing of what one is not reminded of by the facts as they are now.
    pub fn forget_old_reminders(self) {
        let known = self.put_away.get_untracked();
        // Before the store was read nobody knows what is kept.
        if known.is_empty() && self.read.get_untracked() {
            return;
        }
        let present = untrack(|| all_reminded(self));
        if !self.read.get_untracked() || known.iter().any(|key| !present.contains(key)) {
            self.move_reminder(Moved::Only(present));
        }
    }

    /// Puts a reminder away, or brings it back.
    pub fn move_reminder(self, moved: Moved) {
        let moved = [moved];
        self.put_away.update(|known| *known = with(std::mem::take(known), &moved));
        let [moved] = moved;
        self.pending_put_away.update_value(|pending| pending.push(moved));
        spawn_local(async move {
            let moved = self.pending_put_away.get_value();
            let change = |kept: Option<String>| {
                let kept = with(kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default(), &moved);
                json::write(&kept).map_err(|error| StoreError(error.to_string()))
            };
            // Where it is not kept the page says so, and it goes with the next.
            let kept = self.say_while(async { self.store().amend(Shelf::Meta, PUT_AWAY, &change).await }).await;
            if kept.is_ok() {
                self.pending_put_away.update_value(|pending| drop(pending.drain(..moved.len().min(pending.len()))));
                self.tell_other_tabs();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_still_a_reminder_stays_put_away() {
        let kept = with(vec!["gone".into(), "one".into()], &[Moved::Away("two".into())]);
        assert_eq!(kept, ["gone", "one", "two"]);
        let kept = with(kept, &[Moved::Only(vec!["one".into(), "two".into(), "new".into()])]);
        assert_eq!(kept, ["one", "two"]);
        assert_eq!(with(kept, &[Moved::Back("one".into())]), ["two"]);
    }
}
