//! The texts that are searched, and one buffer of them as they are compared.
//!
//! One buffer, since a scan of it runs as fast as memory is read: a text in a place of its own costs as much to go to as to scan.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::fold::Folding;
use super::{Filter, NotAQuery, Place, Query, Source};

/// Documents to search in. It takes them as they come, in any order, and answers the same afterwards.
#[derive(Debug)]
pub struct Corpus {
    pub(super) folding: Folding,
    documents: BTreeMap<String, Entry>,
    /// All parts as they are compared, with the end of a line after each: no query has that, so no hit crosses two.
    pub(super) text: String,
    /// All titles as they are compared, likewise.
    pub(super) titles: String,
    /// In the order of `text`.
    pub(super) units: Vec<Unit>,
    /// Where each of them ends in `text`.
    pub(super) ends: Vec<usize>,
    /// In the order in which they came. Those that were taken out stay until they are a third of the buffer.
    pub(super) slots: Vec<Slot>,
    /// So many bytes of `text` belong to slots that were taken out.
    dead: usize,
}

/// A document.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) source: Source,
    /// Its terms as they are compared.
    pub(super) terms: Vec<String>,
    slot: usize,
}

/// A document's place in the buffer.
#[derive(Debug)]
pub(super) struct Slot {
    /// Its name; none where it was taken out.
    pub(super) id: Option<String>,
    /// Its number in the order of names.
    pub(super) number: usize,
    /// In [`Corpus::units`].
    pub(super) units: Range<usize>,
    /// In [`Corpus::titles`].
    pub(super) titles: Range<usize>,
    pub(super) from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    /// The first day on which a later version applies.
    superseded: Option<NaiveDate>,
}

/// A part of a document.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) slot: usize,
    pub(super) place: Place,
    /// In the document's own text.
    pub(super) range: Range<usize>,
    /// In [`Corpus::text`].
    pub(super) folded: Range<usize>,
    /// Where its heading ends there.
    pub(super) heading: usize,
}

impl Default for Corpus {
    fn default() -> Self {
        Corpus::new()
    }
}

impl Corpus {
    /// Without documents.
    pub fn new() -> Corpus {
        Corpus {
            folding: Folding::new(),
            documents: BTreeMap::new(),
            text: String::new(),
            titles: String::new(),
            units: Vec::new(),
            ends: Vec::new(),
            slots: Vec::new(),
            dead: 0,
        }
    }

    /// Takes a document in, in the place of the one of the same name.
    pub fn put(&mut self, source: Source) {
        self.remove(&source.id);
        let slot = self.slots.len();
        let units = self.units.len();
        for part in &source.parts {
            self.unit(slot, part.place, part.range.clone(), part.heading, &source.text);
        }
        let titles = self.titles.len();
        for title in &source.titles {
            self.folding.fold_into(title, &mut self.titles);
            self.titles.push('\n');
        }
        self.slots.push(Slot {
            id: Some(source.id.clone()),
            number: 0,
            units: units..self.units.len(),
            titles: titles..self.titles.len(),
            from: source.from.or(source.issued_on),
            until: source.until,
            superseded: None,
        });
        let terms = source.terms.iter().map(|term| self.folding.fold(term)).collect();
        self.documents.insert(source.id.clone(), Entry { source, terms, slot });
        self.changed(slot);
    }

    /// Takes a document out; false where there is none of this name.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(entry) = self.documents.remove(id) else { return false };
        if let Some(slot) = self.slots.get_mut(entry.slot) {
            slot.id = None;
            let units = self.units.get(slot.units.clone()).unwrap_or_default();
            self.dead += units.iter().map(|unit| unit.folded.len() + 1).sum::<usize>();
        }
        self.changed(entry.slot);
        if self.dead > self.text.len() / 3 {
            self.compact();
        }
        true
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The text of a document, of whose bytes a hit tells.
    pub fn text(&self, id: &str) -> Option<&str> {
        self.documents.get(id).map(|entry| entry.source.text.as_str())
    }

    /// Reads what somebody typed: words, and phrases in quotation marks.
    pub fn query(&self, text: &str) -> Result<Query, NotAQuery> {
        Query::parse(text, &self.folding)
    }

    /// Exactly this text, with whatever signs and spaces are in it.
    pub fn phrase(&self, text: &str) -> Result<Query, NotAQuery> {
        Query::phrase(text, &self.folding)
    }

    pub(super) fn entry(&self, slot: &Slot) -> Option<&Entry> {
        self.documents.get(slot.id.as_ref()?)
    }

    fn unit(&mut self, slot: usize, place: Place, range: Range<usize>, heading: usize, text: &str) {
        let start = self.text.len();
        // A folded heading ends before the first character that comes from behind it.
        let mut ends = None;
        let behind = heading.saturating_sub(range.start);
        self.folding.each(text.get(range.clone()).unwrap_or_default(), |character, from| {
            if from.start >= behind && ends.is_none() {
                ends = Some(self.text.len());
            }
            self.text.push(character);
        });
        let end = self.text.len();
        self.units.push(Unit { slot, place, range, folded: start..end, heading: ends.unwrap_or(end) });
        self.ends.push(end);
        self.text.push('\n');
    }

    /// Numbers the documents by name, and notes in all versions of the one in this slot which day ends them.
    fn changed(&mut self, slot: usize) {
        for (number, entry) in self.documents.values().enumerate() {
            if let Some(slot) = self.slots.get_mut(entry.slot) {
                slot.number = number;
            }
        }
        let title = |slot: &Slot| self.titles.get(slot.titles.clone());
        let Some(changed) = self.slots.get(slot).and_then(title) else { return };
        let version = |slot: &Slot| slot.id.is_some() && title(slot) == Some(changed);
        let days: Vec<NaiveDate> =
            self.slots.iter().filter(|slot| version(slot)).filter_map(|slot| slot.from).collect();
        let versions: Vec<bool> = self.slots.iter().map(version).collect();
        for (slot, _) in self.slots.iter_mut().zip(versions).filter(|(_, version)| *version) {
            slot.superseded = days.iter().filter(|&&day| slot.from.is_some_and(|from| day > from)).min().copied();
        }
    }

    /// Makes the buffer anew, without what was taken out.
    fn compact(&mut self) {
        let documents = std::mem::take(&mut self.documents);
        let (text, titles) = (std::mem::take(&mut self.text), std::mem::take(&mut self.titles));
        let (units, slots) = (std::mem::take(&mut self.units), std::mem::take(&mut self.slots));
        self.ends.clear();
        self.dead = 0;
        let mut moved = vec![0; slots.len()];
        for ((old, slot), new) in slots.into_iter().enumerate().filter(|(_, slot)| slot.id.is_some()).zip(0..) {
            moved.get_mut(old).into_iter().for_each(|place| *place = new);
            let first = self.units.len();
            for unit in units.get(slot.units.clone()).unwrap_or_default() {
                let start = self.text.len();
                self.text.push_str(text.get(unit.folded.clone()).unwrap_or_default());
                let end = self.text.len();
                let heading = start + unit.heading.saturating_sub(unit.folded.start);
                let range = unit.range.clone();
                self.units.push(Unit { slot: new, place: unit.place, range, folded: start..end, heading });
                self.ends.push(end);
                self.text.push('\n');
            }
            let title = self.titles.len();
            self.titles.push_str(titles.get(slot.titles.clone()).unwrap_or_default());
            self.slots.push(Slot { units: first..self.units.len(), titles: title..self.titles.len(), ..slot });
        }
        self.documents = documents
            .into_iter()
            .map(|(id, entry)| (id, Entry { slot: moved.get(entry.slot).copied().unwrap_or_default(), ..entry }))
            .collect();
    }
}

impl Slot {
    /// Whether it applies on `day`, as far as it and its later versions say.
    pub(super) fn in_force(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.superseded.is_none_or(|end| day < end)
    }
}

impl Filter {
    /// Whether it leaves a document in.
    pub(super) fn leaves(&self, slot: &Slot, source: &Source) -> bool {
        let Filter { documents, agencies, topics, issued_from, issued_to, in_force_on } = self;
        let issued = source.issued_on.or(source.from);
        (documents.is_empty() || documents.contains(&source.id))
            && (agencies.is_empty() || source.agency.as_ref().is_some_and(|agency| agencies.contains(agency)))
            && (topics.is_empty() || source.topic.as_ref().is_some_and(|topic| topics.contains(topic)))
            && issued_from.is_none_or(|from| issued.is_some_and(|issued| issued >= from))
            && issued_to.is_none_or(|to| issued.is_some_and(|issued| issued <= to))
            && in_force_on.is_none_or(|day| slot.in_force(day))
    }
}
