//! What a person said about themselves since the store was last written: changes, not a state, so that neither a slow start nor another tab
//! is overwritten by them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::facts::{FactKey, FactValue, Facts};

use super::store::{Shelf, StoreError};
use super::{Device, FACTS};
use crate::json;

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A fact was said.
    Fact(FactKey, FactValue),
    /// It was taken back.
    Forgotten(FactKey),
    /// All were.
    AllForgotten,
}

/// What is kept, and then what was said since.
pub fn with(mut kept: Facts, said: &[Said]) -> Facts {
    for one in said {
        match one {
            // A value that the fact cannot have was refused where it was said.
            Said::Fact(key, value) => drop(kept.say(*key, value.clone())),
            Said::Forgotten(key) => kept.forget(*key),
            Said::AllForgotten => kept = Facts::default(),
        }
    }
    kept
}

impl Device {
    /// Says a fact. A value that the fact cannot have is not taken.
    pub fn say(self, key: FactKey, value: FactValue) {
        let said = Said::Fact(key, value.clone());
        if self.facts.try_update(|facts| facts.say(key, value)).is_some_and(|said| said.is_ok()) {
            self.save_facts(said);
        }
    }

    /// Says many facts at once, as a file has them; what else was said stays.
    pub fn say_all(self, facts: &Facts) {
        for (key, value) in facts.iter() {
            self.say(key, value.clone());
        }
    }

    /// Takes back a fact: it is unknown again.
    pub fn forget(self, key: FactKey) {
        self.facts.update(|facts| facts.forget(key));
        self.save_facts(Said::Forgotten(key));
    }

    /// Takes back all facts.
    pub fn forget_all(self) {
        self.facts.set(Facts::default());
        self.save_facts(Said::AllForgotten);
    }

    fn save_facts(self, said: Said) {
        self.forget_old_reminders();
        self.pending_facts.update_value(|pending| pending.push(said));
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
        let change = |kept: Option<String>| {
            let facts = with(kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default(), &said);
            json::write(&facts).map_err(|error| StoreError(error.to_string()))
        };
        self.say_while(async {
            self.store().amend(Shelf::Meta, FACTS, &change).await?;
            self.pending_facts.update_value(|pending| drop(pending.drain(..said.len().min(pending.len()))));
            Ok(())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn born(day: &str) -> Said {
        Said::Fact(FactKey::BirthDate, FactValue::Date(day.parse().unwrap()))
    }

    #[test]
    fn what_another_tab_kept_stays() {
        let kept = with(Facts::default(), &[Said::Fact(FactKey::Children, FactValue::Dates(vec![]))]);
        let both = with(kept.clone(), &[born("1954-03-01")]);
        assert_eq!(both.get(FactKey::Children), Some(&FactValue::Dates(vec![])));
        assert_eq!(both.get(FactKey::BirthDate), Some(&FactValue::Date("1954-03-01".parse().unwrap())));
        assert_eq!(with(both, &[Said::Forgotten(FactKey::BirthDate)]), kept);
    }

    #[test]
    fn the_last_word_counts_and_saying_it_twice_changes_nothing() {
        let said = [born("1954-03-01"), Said::AllForgotten, born("1960-01-01"), born("1961-01-01")];
        let facts = with(Facts::default(), &said);
        assert_eq!(facts, with(Facts::default(), &[born("1961-01-01")]));
        assert_eq!(with(facts.clone(), &said), facts);
    }
}
