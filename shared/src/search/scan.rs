//! The scan: each text from beginning to end, with SIMD (`memchr`), once.

use memchr::memmem::Finder;

use super::corpus::{Corpus, Entry, Unit};
use super::rank::{Best, Candidate, Rank};
use super::snippet::snippet;
use super::{Found, Hit, Query, Wanted};

impl Corpus {
    /// Answers a query.
    pub fn search(&self, query: &Query, wanted: &Wanted) -> Found {
        let mut found = Found::default();
        let mut best = Best::new(wanted.most);
        for entry in self.documents.values().filter(|entry| entry.passes(&wanted.filter)) {
            let before = found.total;
            let scan = Scan::new(entry, query);
            let rank = scan.rank(wanted);
            scan.each(|unit, place| {
                found.total += 1;
                best.take(Rank { heading: scan.in_heading(place), ..rank }, entry, unit);
            });
            found.documents += usize::from(found.total > before);
        }
        found.hits = best.ordered().into_iter().filter_map(|candidate| self.hit(candidate, query)).collect();
        found
    }

    fn hit(&self, Candidate { entry, unit, .. }: Candidate<'_>, query: &Query) -> Option<Hit> {
        let unit = entry.units.get(unit)?;
        let (snippet, range) = snippet(&self.folding, &entry.source.text, unit.range.clone(), query.words())?;
        Some(Hit { document: entry.source.id.clone(), place: unit.place, range, snippet })
    }
}

/// One document, and one query.
struct Scan<'a> {
    entry: &'a Entry,
    words: &'a [Finder<'static>],
    /// Those of them that do not stand in the title: a part must have all of these.
    needed: Vec<&'a Finder<'static>>,
}

impl<'a> Scan<'a> {
    fn new(entry: &'a Entry, query: &'a Query) -> Scan<'a> {
        let titles = entry.titles.as_bytes();
        let needed = query.words().iter().filter(|word| word.find(titles).is_none()).collect();
        Scan { entry, words: query.words(), needed }
    }

    /// What holds of all hits in the document.
    fn rank(&self, wanted: &Wanted) -> Rank {
        let is_word = |term: &String| self.words.iter().any(|word| word.needle() == term.as_bytes());
        Rank {
            title: self.needed.is_empty(),
            heading: false,
            term: self.entry.terms.iter().any(is_word),
            in_force: wanted.today.is_some_and(|today| self.entry.in_force(today)),
            from: self.entry.source.from.or(self.entry.source.issued_on),
        }
    }

    /// Gives each part that is a hit, by its number.
    fn each(&self, mut give: impl FnMut(usize, &Unit)) {
        let (first, others) = match (self.needed.split_first(), self.words) {
            (Some((first, others)), _) => (*first, others),
            (None, [only]) => (only, &[][..]),
            // All in the title: one of them will do.
            (None, words) => {
                for (number, unit) in self.entry.units.iter().enumerate() {
                    if words.iter().any(|word| word.find(self.bytes(unit)).is_some()) {
                        give(number, unit);
                    }
                }
                return;
            }
        };
        // The longest word, through the whole text, from part to part.
        let units = self.entry.units.as_slice();
        let (mut from, mut number) = (0, 0);
        while let Some(at) = self.entry.folded.as_bytes().get(from..).and_then(|rest| first.find(rest)) {
            let ahead = units.get(number..).unwrap_or_default();
            number += ahead.partition_point(|unit| unit.folded.end <= from + at);
            let Some(unit) = units.get(number) else { return };
            if others.iter().all(|word| word.find(self.bytes(unit)).is_some()) {
                give(number, unit);
            }
            from = unit.folded.end;
            number += 1;
        }
    }

    fn bytes(&self, unit: &Unit) -> &[u8] {
        self.entry.folded.as_bytes().get(unit.folded.clone()).unwrap_or_default()
    }

    /// Whether the heading says it: all words that the title does not, and at least one.
    fn in_heading(&self, unit: &Unit) -> bool {
        let heading = self.entry.folded.as_bytes().get(unit.folded.start..unit.heading).unwrap_or_default();
        let stands = |word: &Finder<'_>| word.find(heading).is_some();
        !heading.is_empty()
            && self.needed.iter().all(|word| stands(word))
            && (!self.needed.is_empty() || self.words.iter().any(stands))
    }
}
