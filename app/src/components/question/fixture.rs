//! One question of each kind: yes or no, a choice, a day, days of several people, a number.

use mingbai_shared::facts::{FactKey, FactKind, ProfileId};

use super::question;
use crate::components::say;
use crate::pages::patterns::State;

/// Whether a fact is of one kind.
type Is = fn(FactKind) -> bool;

pub fn states() -> Vec<State> {
    let kinds: [(&str, Is); 5] = [
        (say!("是或不是" / "Yes or no"), |kind| matches!(kind, FactKind::YesNo)),
        (say!("选一个" / "One of several"), |kind| matches!(kind, FactKind::Choice(_))),
        (say!("一天" / "A day"), |kind| matches!(kind, FactKind::Date)),
        (say!("几个人的生日" / "Birthdays"), |kind| matches!(kind, FactKind::Dates)),
        (say!("数" / "A number"), |kind| matches!(kind, FactKind::Number(_))),
    ];
    let policy = say!("示例政策" / "a sample policy");
    let states = kinds.into_iter().filter_map(|(label, is)| {
        let key = FactKey::ALL.iter().copied().find(|key| is(key.kind()))?;
        Some(State::new(label, vec![question(ProfileId::default(), key, 7, policy).into()]))
    });
    states.collect()
}
