//! All that a page has of a draft, and what becomes of it where two pages of one device have both changed it.

use super::merge::Merge;
use super::{Conflict, Draft, HandUpDraft, merge_into};

/// A draft, what is still to be decided in it, and what is handed up with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// The texts.
    pub draft: Draft,
    /// What two changed, and nobody has decided yet.
    pub conflicts: Vec<Conflict>,
    /// What is handed up beside it. It is this device's own, and no conflict: of what both pages typed in one field, mine stays.
    pub hand_up: HandUpDraft,
}

impl Written {
    /// What both pages changed since `before`, put together. A conflict that either has decided is decided.
    pub fn put_together(before: &Written, mine: &Written, theirs: &Written) -> Written {
        let merged = merge_into(&before.draft, &mine.draft, &theirs.draft);
        let decided = |page: &Written, one: &Conflict| before.conflicts.contains(one) && !page.conflicts.contains(one);
        let open = mine.conflicts.iter().chain(&theirs.conflicts);
        let open = open.filter(|one| !decided(mine, one) && !decided(theirs, one)).cloned();
        let mut conflicts = Vec::new();
        conflicts.extend_new(open.chain(merged.conflicts));
        let hand_up = Merge::merge(&before.hand_up, &mine.hand_up, &theirs.hand_up, &mut super::merge::Walk::default());
        Written { draft: merged.draft, conflicts, hand_up }
    }
}

/// A list that holds each thing once.
pub trait ExtendNew<T> {
    /// Puts in what is not there.
    fn extend_new(&mut self, more: impl IntoIterator<Item = T>);
}

impl<T: PartialEq> ExtendNew<T> for Vec<T> {
    fn extend_new(&mut self, more: impl IntoIterator<Item = T>) {
        for one in more {
            if !self.contains(&one) {
                self.push(one);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::draft::Differ;

    fn conflict(place: &str) -> Conflict {
        Conflict { place: place.into(), differ: Differ::Text { mine: "甲".into(), theirs: "乙".into() } }
    }

    #[test]
    fn what_is_typed_on_either_page_stays_and_what_is_decided_on_either_is_decided() {
        let before = Written {
            conflicts: vec![conflict("title/zh"), conflict("title/en"), conflict("id")],
            ..Written::default()
        };
        let (mut mine, mut theirs) = (before.clone(), before.clone());
        mine.conflicts.retain(|one| one.place != "title/zh");
        mine.draft.title.zh = "一".into();
        mine.hand_up.reason = "理由".into();
        mine.hand_up.by = "我".into();
        theirs.conflicts.retain(|one| one.place != "title/en");
        theirs.conflicts.push(conflict("topic/zh"));
        theirs.draft.topic.zh = "二".into();
        theirs.hand_up.attribute = "withheld".into();
        theirs.hand_up.by = "他".into();
        let both = Written::put_together(&before, &mine, &theirs);
        assert_eq!((both.draft.title.zh.as_str(), both.draft.topic.zh.as_str()), ("一", "二"));
        assert_eq!(both.conflicts, [conflict("id"), conflict("topic/zh")]);
        let HandUpDraft { reason, attribute, by, .. } = both.hand_up;
        assert_eq!((reason.as_str(), attribute.as_str(), by.as_str()), ("理由", "withheld", "我"));
    }

    #[test]
    fn where_both_changed_one_text_it_is_to_be_decided() {
        let before = Written::default();
        let written = |text: &str| {
            let mut written = before.clone();
            written.draft.title.zh = text.into();
            written
        };
        let both = Written::put_together(&before, &written("甲"), &written("乙"));
        assert_eq!((both.draft.title.zh.as_str(), both.conflicts), ("乙", vec![conflict("title/zh")]));
    }
}
