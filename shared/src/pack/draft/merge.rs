//! Two drafters at once: what each changed since both had the same draft, put together.
//!
//! A text that one changed is taken. A text that both changed stays as mine, and the conflict holds both, so that nothing that somebody wrote is gone.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::list::{Entry, List};
use super::{Draft, Lines};

/// A draft with the changes of both sides, and where they contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Merged {
    /// What is kept. Where they contradict each other it has mine.
    pub draft: Draft,
    /// What somebody must look at.
    pub conflicts: Vec<Conflict>,
}

/// A place where two drafters contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conflict {
    /// Where in the draft; an entry of a list is named by its id: points/0190a6b2-…/text/zh.
    pub place: String,
    /// How.
    pub differ: Differ,
}

/// How two drafters contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Differ {
    /// Both changed a text.
    Text {
        /// What I wrote, which the draft has.
        mine: String,
        /// What the other wrote.
        theirs: String,
    },
    /// One took out an entry that the other changed; the draft still has it.
    TakenOut {
        /// Who took it out.
        by: Side,
    },
    /// Both put the entries in another order.
    Order {
        /// Mine, which the draft has.
        mine: Vec<Uuid>,
        /// The other's.
        theirs: Vec<Uuid>,
    },
}

/// Who.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Who merges.
    Mine,
    /// The other.
    Theirs,
}

/// Puts the changes of both sides since `base` together.
pub fn merge(base: &Draft, mine: &Draft, theirs: &Draft) -> Merged {
    let mut walk = Walk::default();
    let draft = Merge::merge(base, mine, theirs, &mut walk);
    Merged { draft, conflicts: walk.conflicts }
}

/// The same with what the other side has where both changed one text: what several rely on is not written over before somebody has decided, and mine stays
/// in the conflict.
pub fn merge_into(base: &Draft, mine: &Draft, theirs: &Draft) -> Merged {
    let Merged { draft, conflicts } = merge(base, theirs, mine);
    Merged { draft, conflicts: conflicts.into_iter().map(Conflict::turned).collect() }
}

impl Conflict {
    /// As the other side sees it.
    fn turned(self) -> Conflict {
        let differ = match self.differ {
            Differ::Text { mine, theirs } => Differ::Text { mine: theirs, theirs: mine },
            Differ::TakenOut { by: Side::Mine } => Differ::TakenOut { by: Side::Theirs },
            Differ::TakenOut { by: Side::Theirs } => Differ::TakenOut { by: Side::Mine },
            Differ::Order { mine, theirs } => Differ::Order { mine: theirs, theirs: mine },
        };
        Conflict { differ, ..self }
    }
}

/// What can be put together.
pub(super) trait Merge {
    fn merge(base: &Self, mine: &Self, theirs: &Self, walk: &mut Walk) -> Self;
}

/// Where in the draft the merge is, and what it found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    place: Vec<String>,
    conflicts: Vec<Conflict>,
}

impl Walk {
    pub(super) fn into<T>(&mut self, part: &str, work: impl FnOnce(&mut Walk) -> T) -> T {
        self.place.push(part.to_owned());
        let done = work(self);
        self.place.pop();
        done
    }

    fn conflict(&mut self, differ: Differ) {
        self.conflicts.push(Conflict { place: self.place.join("/"), differ });
    }
}

/// The one that was changed, where not both were, or both to the same.
fn changed<'a, T: PartialEq + ?Sized>(base: &T, mine: &'a T, theirs: &'a T) -> Option<&'a T> {
    if mine == theirs || theirs == base {
        return Some(mine);
    }
    (mine == base).then_some(theirs)
}

impl Merge for String {
    fn merge(base: &Self, mine: &Self, theirs: &Self, walk: &mut Walk) -> Self {
        if let Some(text) = changed(base, mine, theirs) {
            return text.clone();
        }
        walk.conflict(Differ::Text { mine: mine.clone(), theirs: theirs.clone() });
        mine.clone()
    }
}

/// The id of an entry is the same on all sides.
impl Merge for Uuid {
    fn merge(_: &Self, mine: &Self, _: &Self, _: &mut Walk) -> Self {
        *mine
    }
}

impl Merge for Lines {
    fn merge(base: &Self, mine: &Self, theirs: &Self, walk: &mut Walk) -> Self {
        if let Some(text) = changed(base, mine, theirs) {
            return text.clone();
        }
        both_changed(&base.0, &mine.0, &theirs.0).map(Lines).unwrap_or_else(|| {
            walk.conflict(Differ::Text { mine: mine.0.clone(), theirs: theirs.0.clone() });
            mine.clone()
        })
    }
}

/// A text that two changed in lines apart, with a line between them that neither changed; none where they meet.
fn both_changed(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let lines = |text: &'_ str| -> Vec<String> { text.split_inclusive('\n').map(str::to_owned).collect() };
    let base = lines(base);
    let (mine, theirs) = (Change::from(&base, lines(mine)), Change::from(&base, lines(theirs)));
    let (first, second) = if mine.end < theirs.start {
        (mine, theirs)
    } else if theirs.end < mine.start {
        (theirs, mine)
    } else {
        return None;
    };
    let parts = [
        base.get(..first.start)?,
        &first.lines,
        base.get(first.end..second.start)?,
        &second.lines,
        base.get(second.end..)?,
    ];
    Some(parts.concat().concat())
}

/// The lines of the base from `start` to `end`, and what stands in their place.
struct Change {
    start: usize,
    end: usize,
    lines: Vec<String>,
}

impl Change {
    fn from(base: &[String], mut lines: Vec<String>) -> Change {
        let start = base.iter().zip(&lines).take_while(|(before, after)| before == after).count();
        let (old, new) = (base.get(start..).unwrap_or_default(), lines.get(start..).unwrap_or_default());
        let same = old.iter().rev().zip(new.iter().rev()).take_while(|(before, after)| before == after).count();
        let end = base.len().saturating_sub(same);
        lines.truncate(lines.len().saturating_sub(same));
        Change { start, end, lines: lines.split_off(start.min(lines.len())) }
    }
}

impl<T: Entry + Merge + Clone + Default + PartialEq> Merge for List<T> {
    fn merge(base: &Self, mine: &Self, theirs: &Self, walk: &mut Walk) -> Self {
        if let Some(list) = changed(base, mine, theirs) {
            return list.clone();
        }
        let mut entries: Vec<T> = Vec::new();
        for own in mine.iter() {
            let id = own.id();
            let entry = walk.into(&id.to_string(), |walk| match (base.get(id), theirs.get(id)) {
                (before, Some(other)) => Some(T::merge(before.unwrap_or(&T::default()), own, other, walk)),
                (Some(before), None) => kept(before, own, Side::Theirs, walk),
                (None, None) => Some(own.clone()),
            });
            entries.extend(entry);
        }
        for other in theirs.iter().filter(|other| mine.get(other.id()).is_none()) {
            let id = other.id();
            let entry = walk.into(&id.to_string(), |walk| match base.get(id) {
                Some(before) => kept(before, other, Side::Mine, walk),
                None => Some(other.clone()),
            });
            entries.extend(entry);
        }
        let is_in = |id: &Uuid| entries.iter().any(|entry| entry.id() == *id);
        let ids = |list: &List<T>| -> Vec<Uuid> { list.iter().map(Entry::id).filter(is_in).collect() };
        let order = ordered(&ids(base), &ids(mine), &ids(theirs), walk);
        entries.sort_by_cached_key(|entry| order.iter().position(|id| *id == entry.id()));
        List::of(entries)
    }
}

/// An entry that one side took out: gone where the other left it as it was.
fn kept<T: PartialEq + Clone>(before: &T, entry: &T, taken_out_by: Side, walk: &mut Walk) -> Option<T> {
    if entry == before {
        return None;
    }
    walk.conflict(Differ::TakenOut { by: taken_out_by });
    Some(entry.clone())
}

/// The order of the entries that are kept: of those that both sides have as the one has it who changed it, of all others each after the entry that it
/// stands behind on its side.
fn ordered(base: &[Uuid], mine: &[Uuid], theirs: &[Uuid], walk: &mut Walk) -> Vec<Uuid> {
    let of_both = |ids: &[Uuid]| -> Vec<Uuid> {
        ids.iter().filter(|id| mine.contains(id) && theirs.contains(id)).copied().collect()
    };
    let (own, other) = (of_both(mine), of_both(theirs));
    let of_base = |ids: &[Uuid]| -> Vec<Uuid> { ids.iter().filter(|id| base.contains(id)).copied().collect() };
    let before = of_both(base);
    // What both added has no place in the base.
    let is_as_before = |ids: &Vec<Uuid>| of_base(ids) == before && ids.len() == before.len();
    let shared = if own == other || is_as_before(&other) {
        own
    } else if is_as_before(&own) {
        other
    } else {
        walk.conflict(Differ::Order { mine: own.clone(), theirs: other });
        own
    };
    let mut order = Vec::new();
    for anchor in std::iter::once(None).chain(shared.iter().map(Some)) {
        order.extend(anchor);
        let behind = |ids: &[Uuid]| -> Vec<Uuid> {
            let start = anchor.map_or(Some(0), |anchor| ids.iter().position(|id| id == anchor)?.checked_add(1));
            let rest = start.and_then(|start| ids.get(start..)).unwrap_or_default();
            rest.iter().take_while(|id| !shared.contains(id)).copied().collect()
        };
        // Ids carry the time at which they were made: of what both put in the same place the earlier comes first, whoever merges.
        let (own, other) = (behind(mine), behind(theirs));
        let (first, second) = if own.first() <= other.first() { (own, other) } else { (other, own) };
        order.extend(first);
        order.extend(second);
    }
    order
}
