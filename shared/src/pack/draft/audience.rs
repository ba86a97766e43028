//! The conditions of a draft as they are clicked together: one entry a line, half-written ones too.

use uuid::Uuid;

use super::{ConditionDraft, Draft, List};
use crate::audience::{Line, Rule, Sketch};

impl Draft {
    /// The conditions, to be clicked on. What neither a rule nor a line can be read from is left out.
    pub fn sketch(&self) -> Sketch {
        Sketch { lines: self.offer.audience.iter().filter_map(ConditionDraft::line).collect() }
    }

    /// Takes the conditions as they were clicked together. A line that was changed stays the entry that it was; `next` makes an id for one that is new.
    pub fn set_audience(&mut self, sketch: &Sketch, mut next: impl FnMut() -> Uuid) {
        let unread = |one: &&ConditionDraft| one.line().is_none();
        let unread: Vec<ConditionDraft> = self.offer.audience.iter().filter(unread).cloned().collect();
        let before: Vec<&ConditionDraft> = self.offer.audience.iter().filter(|one| one.line().is_some()).collect();
        let lines = sketch.lines.as_slice();
        let same = |(line, one): &(&Line, &&ConditionDraft)| one.line().as_ref() == Some(*line);
        let head = lines.iter().zip(&before).take_while(same).count();
        let most = lines.len().min(before.len()).saturating_sub(head);
        let tail = lines.iter().rev().zip(before.iter().rev()).take_while(same).count().min(most);
        let middle = before.len().saturating_sub(tail);
        let changed = lines.len().saturating_sub(tail);
        let entry = |(at, line): (usize, &Line)| {
            let was = if at < changed {
                before.get(at).filter(|_| at < middle)
            } else {
                before.get(middle.saturating_add(at.saturating_sub(changed)))
            };
            match was {
                Some(was) if was.line().as_ref() == Some(line) => (*was).clone(),
                was => ConditionDraft { id: was.map_or_else(&mut next, |was| was.id), rule: written(line) },
            }
        };
        let entries: Vec<ConditionDraft> = lines.iter().enumerate().map(entry).chain(unread).collect();
        self.offer.audience = List::of(entries);
    }
}

impl ConditionDraft {
    /// The line that it stands for; none where its text is neither a rule nor a line.
    fn line(&self) -> Option<Line> {
        let rule = serde_json::from_str::<Rule>(&self.rule).ok().map(|rule| Line::of(&rule));
        rule.or_else(|| serde_json::from_str(&self.rule).ok())
    }
}

/// A line that is complete as the rule that it is, another as the line.
fn written(line: &Line) -> String {
    let text = match line.rule() {
        Some(rule) => serde_json::to_string(&rule),
        None => serde_json::to_string(line),
    };
    text.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::{Clause, wording};
    use crate::facts::FactKey;
    use crate::pack::draft::Entry;
    use crate::pack::sampled;
    use crate::words::Language;
    use proptest::prelude::*;

    fn counting() -> impl FnMut() -> Uuid {
        let mut last = 0;
        move || {
            last += 1;
            Uuid::from_u128(last)
        }
    }

    fn clause(fact: FactKey, typed: &str) -> Line {
        let article = "3".parse().ok();
        Line::AnyOf(vec![Clause { typed: typed.into(), ..Clause::about(fact, article) }])
    }

    #[test]
    fn the_conditions_of_every_sample_can_be_clicked_on_and_say_the_same_after() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
        let mut with_conditions = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if !entry.path().join("text.md").exists() {
                continue;
            }
            let (parts, text) = sampled::parts(entry.file_name().to_str().unwrap());
            let (agency, offer) = (parts.agency.clone(), parts.offer.clone());
            let Some(offer) = offer else { continue };
            with_conditions += 1;
            let mut draft = Draft::of(parts, text, counting());
            let before = draft.clone();
            let sketch = draft.sketch();
            draft.set_audience(&sketch, || panic!("nothing is new"));
            assert_eq!(draft, before, "what was not changed stays as it was written");
            // Written anew from its lines it says the same.
            draft.offer.audience = List::default();
            draft.set_audience(&sketch, counting());
            let again = draft.pack(agency, true).unwrap().offer.unwrap();
            for language in [Language::Zh, Language::En] {
                assert_eq!(wording::rule(&again.audience, language), wording::rule(&offer.audience, language));
            }
        }
        assert!(with_conditions > 15);
    }

    #[test]
    fn a_condition_that_is_half_written_is_kept_and_said_to_be() {
        let mut draft = Draft::default();
        let half = clause(FactKey::BirthDate, "");
        draft.set_audience(&Sketch { lines: vec![half.clone()] }, counting());
        let read = Draft::read(&draft.bytes().unwrap()).unwrap();
        assert_eq!(read.sketch().lines, [half]);
        let place = format!("offer/audience/{}", Uuid::from_u128(1));
        let agency: crate::names::AgencyId = "civil-affairs".parse().unwrap();
        assert!(read.pack(agency, true).unwrap_err().iter().any(|one| one.place == place));
    }

    proptest! {
        /// A line that is added, changed or taken out leaves every other its id.
        #[test]
        fn one_change_touches_one_entry(ages in proptest::collection::vec(1..99u8, 0..6), at in any::<prop::sample::Index>(), to in 100..120u8, what in 0..3u8) {
            let line = |age: &u8| clause(FactKey::BirthDate, &age.to_string());
            let mut draft = Draft::default();
            let mut next = counting();
            draft.set_audience(&Sketch { lines: ages.iter().map(line).collect() }, &mut next);
            let mut expected: Vec<(Option<Uuid>, u8)> = draft.offer.audience.iter().map(|one| Some(one.id())).zip(ages.iter().copied()).collect();
            let at = at.index(ages.len() + 1);
            match what {
                0 => expected.insert(at, (None, to)),
                1 if at < ages.len() => expected[at].1 = to,
                2 if at < ages.len() => drop(expected.remove(at)),
                _ => {}
            }
            let lines = expected.iter().map(|(_, age)| line(age)).collect();
            draft.set_audience(&Sketch { lines }, &mut next);
            prop_assert_eq!(draft.offer.audience.len(), expected.len());
            // Of equal neighbours nobody can say which was taken out.
            let mut sorted = ages.clone();
            sorted.sort_unstable();
            sorted.dedup();
            if sorted.len() == ages.len() {
                for (one, (id, age)) in draft.offer.audience.iter().zip(&expected) {
                    prop_assert!(one.rule.contains(&age.to_string()));
                    match id {
                        Some(id) => prop_assert_eq!(one.id, *id),
                        None => prop_assert!(one.id.as_u128() > ages.len() as u128),
                    }
                }
            }
        }
    }
}
