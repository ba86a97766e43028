//! The texts that are searched, each beside itself as it is compared.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::fold::Folding;
use super::{Filter, NotAQuery, Place, Query, Source};

/// Documents to search in. It takes them as they come, in any order, and is the same afterwards.
#[derive(Debug)]
pub struct Corpus {
    pub(super) folding: Folding,
    pub(super) documents: BTreeMap<String, Entry>,
}

/// A document, ready.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) source: Source,
    /// Its titles as they are compared, one a line.
    pub(super) titles: String,
    /// Its terms as they are compared.
    pub(super) terms: Vec<String>,
    /// Its parts as they are compared, one after the other, with the end of a line between them: no query has that, so no hit crosses two.
    pub(super) folded: String,
    pub(super) units: Vec<Unit>,
    /// The first day on which a later version applies.
    superseded: Option<NaiveDate>,
}

/// A part of a document.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) place: Place,
    /// In the text.
    pub(super) range: Range<usize>,
    /// In what is compared.
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
        Corpus { folding: Folding::new(), documents: BTreeMap::new() }
    }

    /// Takes a document in, in the place of the one of the same name.
    pub fn put(&mut self, source: Source) {
        self.remove(&source.id.clone());
        let entry = self.entry(source);
        let titles = entry.titles.clone();
        self.documents.insert(entry.source.id.clone(), entry);
        self.supersede(&titles);
    }

    /// Takes a document out; false where there is none of this name.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(entry) = self.documents.remove(id) else { return false };
        self.supersede(&entry.titles);
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

    fn entry(&self, source: Source) -> Entry {
        let fold = |text: &String| self.folding.fold(text);
        let mut folded = String::with_capacity(source.text.len());
        let mut units = Vec::with_capacity(source.parts.len());
        for part in &source.parts {
            let start = folded.len();
            // A folded heading ends before the first character that comes from behind it.
            let mut heading = None;
            let text = source.text.get(part.range.clone()).unwrap_or_default();
            let ends = part.heading.saturating_sub(part.range.start);
            self.folding.each(text, |character, from| {
                if from.start >= ends && heading.is_none() {
                    heading = Some(folded.len());
                }
                folded.push(character);
            });
            let heading = heading.unwrap_or(folded.len());
            units.push(Unit { place: part.place, range: part.range.clone(), folded: start..folded.len(), heading });
            folded.push('\n');
        }
        folded.shrink_to_fit();
        Entry {
            titles: source.titles.iter().map(fold).collect::<Vec<_>>().join("\n"),
            terms: source.terms.iter().map(fold).collect(),
            folded,
            units,
            superseded: None,
            source,
        }
    }

    /// Notes in all versions of a document which day ends them.
    fn supersede(&mut self, titles: &str) {
        let versions = |entry: &&Entry| entry.titles == titles;
        let mut days: Vec<NaiveDate> =
            self.documents.values().filter(versions).filter_map(|entry| entry.source.from).collect();
        days.sort();
        for entry in self.documents.values_mut().filter(|entry| entry.titles == titles) {
            entry.superseded = entry.source.from.and_then(|from| days.iter().find(|&&day| day > from).copied());
        }
    }
}

impl Entry {
    /// Whether it applies on `day`, as far as it and its later versions say.
    pub(super) fn in_force(&self, day: NaiveDate) -> bool {
        self.source.from.is_none_or(|from| from <= day)
            && self.source.until.is_none_or(|until| day <= until)
            && self.superseded.is_none_or(|end| day < end)
    }

    pub(super) fn passes(&self, filter: &Filter) -> bool {
        let Filter { agencies, topics, issued_from, issued_to, in_force_on } = filter;
        let source = &self.source;
        let issued = source.issued_on.or(source.from);
        (agencies.is_empty() || source.agency.as_ref().is_some_and(|agency| agencies.contains(agency)))
            && (topics.is_empty() || source.topic.as_ref().is_some_and(|topic| topics.contains(topic)))
            && issued_from.is_none_or(|from| issued.is_some_and(|issued| issued >= from))
            && issued_to.is_none_or(|to| issued.is_some_and(|issued| issued <= to))
            && in_force_on.is_none_or(|day| self.in_force(day))
    }
}
