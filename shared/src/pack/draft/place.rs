//! The texts and lists of a draft by their places, as conflicts and findings name them: `points/{id}/text/zh`.

use uuid::Uuid;

use super::list::{Entry, List, MOST_ENTRIES};
use super::{Draft, Lines};

/// The parts of a place that are left.
pub(super) type Way<'a> = std::str::Split<'a, char>;

/// What may have parts with names, or be a text.
pub(super) trait Places {
    /// The text below the part of this name.
    fn text(&mut self, _part: &str, _way: &mut Way<'_>) -> Option<&mut String> {
        None
    }

    /// The list below it.
    fn list(&mut self, _part: &str, _way: &mut Way<'_>) -> Option<&mut dyn Entries> {
        None
    }

    /// The text at the rest of a place.
    fn text_below(&mut self, way: &mut Way<'_>) -> Option<&mut String> {
        let part = way.next()?;
        self.text(part, way)
    }

    /// The list at the rest of a place.
    fn list_below(&mut self, way: &mut Way<'_>) -> Option<&mut dyn Entries> {
        let part = way.next()?;
        self.list(part, way)
    }
}

/// A list, whatever its entries are.
pub(super) trait Entries {
    fn ids(&self) -> Vec<Uuid>;
    fn add(&mut self, id: Uuid, at: usize);
    fn take_out(&mut self, at: usize);
    fn swap(&mut self, at: usize, with: usize);
}

impl Places for String {
    fn text_below(&mut self, way: &mut Way<'_>) -> Option<&mut String> {
        way.next().is_none().then_some(self)
    }
}

impl Places for Lines {
    fn text_below(&mut self, way: &mut Way<'_>) -> Option<&mut String> {
        way.next().is_none().then_some(&mut self.0)
    }
}

/// Nobody writes an id.
impl Places for Uuid {}

impl<T: Entry + Places + Default> Places for List<T> {
    fn text(&mut self, part: &str, way: &mut Way<'_>) -> Option<&mut String> {
        let id: Uuid = part.parse().ok()?;
        self.entries_mut().iter_mut().find(|entry| entry.id() == id)?.text_below(way)
    }

    fn list(&mut self, part: &str, way: &mut Way<'_>) -> Option<&mut dyn Entries> {
        let id: Uuid = part.parse().ok()?;
        self.entries_mut().iter_mut().find(|entry| entry.id() == id)?.list_below(way)
    }

    fn list_below(&mut self, way: &mut Way<'_>) -> Option<&mut dyn Entries> {
        match way.next() {
            None => Some(self),
            Some(part) => self.list(part, way),
        }
    }
}

impl<T: Entry + Default> Entries for List<T> {
    fn ids(&self) -> Vec<Uuid> {
        self.iter().map(Entry::id).collect()
    }

    fn add(&mut self, id: Uuid, at: usize) {
        let at = at.min(self.len());
        self.entries_mut().insert(at, T::of_id(id));
    }

    fn take_out(&mut self, at: usize) {
        if at < self.len() {
            self.entries_mut().remove(at);
        }
    }

    fn swap(&mut self, at: usize, with: usize) {
        if at.max(with) < self.len() {
            self.entries_mut().swap(at, with);
        }
    }
}

impl Draft {
    /// The text at a place; none where there is no such text.
    pub fn text_at(&mut self, place: &str) -> Option<&mut String> {
        self.text_below(&mut place.split('/'))
    }

    /// The ids of the entries of a list, in order; none where there is no such list.
    pub fn ids(&mut self, list: &str) -> Vec<Uuid> {
        self.list_below(&mut list.split('/')).map(|entries| entries.ids()).unwrap_or_default()
    }

    /// Puts an empty entry behind another, or at the end; whether there was room.
    pub fn add(&mut self, list: &str, id: Uuid, behind: Option<Uuid>) -> bool {
        let Some(entries) = self.list_below(&mut list.split('/')) else { return false };
        let ids = entries.ids();
        if ids.len() >= MOST_ENTRIES || ids.contains(&id) || id.is_nil() {
            return false;
        }
        let at = behind.and_then(|behind| ids.iter().position(|id| *id == behind)).map(|at| at.saturating_add(1));
        entries.add(id, at.unwrap_or(ids.len()));
        true
    }

    /// Takes an entry out of a list.
    pub fn take_out(&mut self, list: &str, id: Uuid) {
        let Some(entries) = self.list_below(&mut list.split('/')) else { return };
        if let Some(at) = entries.ids().iter().position(|one| *one == id) {
            entries.take_out(at);
        }
    }

    /// Puts an entry before the one in front of it.
    pub fn raise(&mut self, list: &str, id: Uuid) {
        let Some(entries) = self.list_below(&mut list.split('/')) else { return };
        if let Some(at) = entries.ids().iter().position(|one| *one == id)
            && let Some(before) = at.checked_sub(1)
        {
            entries.swap(at, before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Conflict, Differ, merge, merge_into};
    use super::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    /// All texts of a draft by their places, read from its JSON and not by the code above.
    fn texts(draft: &Draft) -> Vec<(String, String)> {
        fn walk(value: &serde_json::Value, place: &str, texts: &mut Vec<(String, String)>) {
            let below = |part: &str| if place.is_empty() { part.to_owned() } else { format!("{place}/{part}") };
            match value {
                serde_json::Value::String(text) => texts.push((place.to_owned(), text.clone())),
                serde_json::Value::Array(entries) => {
                    for entry in entries {
                        let id = entry["id"].as_str().unwrap();
                        for (part, value) in entry.as_object().unwrap().iter().filter(|(part, _)| *part != "id") {
                            walk(value, &format!("{}/{part}", below(id)), texts);
                        }
                    }
                }
                serde_json::Value::Object(parts) => {
                    parts.iter().for_each(|(part, value)| walk(value, &below(part), texts));
                }
                _ => panic!("a draft holds texts alone"),
            }
        }
        let mut all = Vec::new();
        walk(&serde_json::to_value(draft).unwrap(), "", &mut all);
        all
    }

    fn sample() -> Draft {
        let mut next = 0;
        let (parts, document) = crate::pack::sampled::parts("public-rental-housing");
        Draft::of(parts, document, || {
            next += 1;
            id(next)
        })
    }

    #[test]
    fn every_text_has_its_place_and_no_other_changes_with_it() {
        let draft = sample();
        let before = texts(&draft);
        assert!(before.len() > 100);
        for (at, (place, text)) in before.iter().enumerate() {
            let mut changed = draft.clone();
            assert_eq!(changed.text_at(place), Some(&mut text.clone()), "{place}");
            changed.text_at(place).unwrap().push('改');
            let mut expected = before.clone();
            expected[at].1.push('改');
            assert_eq!(texts(&changed), expected, "{place}");
        }
        for nowhere in ["", "title", "title/zh/", "points", "points/x/text/zh", "offer/", "points/id", "title/fr"] {
            assert_eq!(draft.clone().text_at(nowhere), None, "{nowhere}");
        }
        let nobody = format!("points/{}/text/zh", id(u128::MAX));
        assert_eq!(draft.clone().text_at(&nobody), None);
        assert_eq!(draft.clone().text_at(&format!("points/{}/id", id(1))), None);
    }

    #[test]
    fn entries_are_added_moved_and_taken_out_by_their_ids() {
        let mut draft = Draft::default();
        for list in ["points", "terms", "questions", "cases", "changes", "scope", "standards", "offer/audience"] {
            assert!(draft.add(list, id(1), None));
            assert!(draft.add(list, id(2), None));
            assert!(draft.add(list, id(3), Some(id(1))));
            assert_eq!(draft.ids(list), [id(1), id(3), id(2)], "{list}");
            draft.raise(list, id(2));
            draft.raise(list, id(1));
            assert_eq!(draft.ids(list), [id(1), id(2), id(3)], "{list}");
            draft.take_out(list, id(2));
            draft.take_out(list, id(9));
            assert_eq!(draft.ids(list), [id(1), id(3)], "{list}");
            assert!(!draft.add(list, id(1), None), "an id is there once");
            assert!(!draft.add(list, Uuid::nil(), None));
        }
        assert!(!draft.add("nothing", id(4), None) && !draft.add("title", id(4), None));
        assert_eq!(Draft::read(&draft.bytes().unwrap()), Ok(draft));
    }

    /// Taking an entry out is undone by merging what was before, whatever was written since.
    #[test]
    fn what_was_taken_out_comes_back_beside_what_was_written_since() {
        let before = sample();
        let mut after = before.clone();
        let second = after.ids("points")[1];
        after.take_out("points", second);
        let mut since = after.clone();
        since.text_at("title/zh").unwrap().push('改');
        let back = merge(&after, &since, &before);
        assert_eq!(back.draft.points, before.points);
        assert!(back.draft.title.zh.ends_with('改'));
        assert!(!back.conflicts.iter().any(|one| matches!(one.differ, Differ::Text { .. })));
    }

    /// Where both changed a text, what several rely on stays, and mine is in the conflict.
    #[test]
    fn what_the_other_has_stays_until_somebody_decides() {
        let base = sample();
        let write = |place: &str, to: &str| {
            let mut draft = base.clone();
            to.clone_into(draft.text_at(place).unwrap());
            draft
        };
        let (mine, theirs) = (write("title/zh", "我的"), write("title/zh", "对方的"));
        let merged = merge_into(&base, &mine, &theirs);
        assert_eq!(merged.draft, theirs);
        let differ = Differ::Text { mine: "我的".into(), theirs: "对方的".into() };
        assert_eq!(merged.conflicts, [Conflict { place: "title/zh".into(), differ }]);
        // Where they do not meet both are there, whoever merges.
        let apart = write("topic/zh", "主题");
        let both = merge_into(&base, &mine, &apart);
        assert_eq!((both.draft.title.zh.as_str(), both.draft.topic.zh.as_str()), ("我的", "主题"));
        assert_eq!(both, merge(&base, &mine, &apart));
    }
}
