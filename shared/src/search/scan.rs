//! The scan: the buffer from beginning to end, with SIMD (`memchr`), once. A document without a hit is not looked at.

use memchr::memmem::Finder;

use super::corpus::{Corpus, Unit};
use super::rank::{Best, Candidate, Rank};
use super::snippet::snippet;
use super::{Found, Hit, Query, Wanted};

impl Corpus {
    /// Answers a query.
    pub fn search(&self, query: &Query, wanted: &Wanted) -> Found {
        let mut scan = Scan {
            corpus: self,
            words: query.words(),
            wanted,
            titles: if query.words().len() > 1 { self.in_titles(query.words()) } else { Vec::new() },
            current: None,
            total: 0,
            documents: 0,
            best: Best::new(wanted.most),
        };
        scan.run();
        let Scan { total, documents, best, .. } = scan;
        Found { total, documents, hits: best.ordered().into_iter().filter_map(|one| self.hit(one, query)).collect() }
    }

    fn hit(&self, Candidate { unit, .. }: Candidate, query: &Query) -> Option<Hit> {
        let unit = self.units.get(unit)?;
        let entry = self.entry(self.slots.get(unit.slot)?)?;
        let (snippet, range) = snippet(&self.folding, &entry.source.text, unit.range.clone(), query.words())?;
        Some(Hit { document: entry.source.id.clone(), place: unit.place, range, snippet })
    }

    /// Of each document, which words its titles have: one bit each.
    fn in_titles(&self, words: &[Finder<'_>]) -> Vec<u16> {
        let mut masks = vec![0; self.slots.len()];
        for (word, bit) in words.iter().zip(BITS) {
            let mut from = 0;
            while let Some(at) = self.titles.as_bytes().get(from..).and_then(|rest| word.find(rest)) {
                let slot = self.slots.partition_point(|slot| slot.titles.end <= from + at);
                masks.get_mut(slot).into_iter().for_each(|mask| *mask |= bit);
                from = self.slots.get(slot).map_or(usize::MAX, |slot| slot.titles.end);
            }
        }
        masks
    }

    fn folded(&self, unit: &Unit) -> &[u8] {
        self.text.as_bytes().get(unit.folded.clone()).unwrap_or_default()
    }
}

/// A bit for each word of a query.
const BITS: [u16; super::MOST_WORDS] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/// One query on its way through the buffer.
struct Scan<'a> {
    corpus: &'a Corpus,
    words: &'a [Finder<'static>],
    wanted: &'a Wanted,
    /// Which words the titles of each document have; empty for a query of one word, where only documents with hits are asked.
    titles: Vec<u16>,
    current: Option<Current>,
    total: usize,
    documents: usize,
    best: Best,
}

/// The document that was reached last.
#[derive(Clone, Copy)]
struct Current {
    slot: usize,
    /// Whether it is searched at all.
    searched: bool,
    /// Which words its titles have.
    titles: u16,
    number: usize,
    /// What holds of all its hits.
    rank: Rank,
    counted: bool,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        let corpus = self.corpus;
        let Some((first, others)) = self.words.split_first() else { return };
        let (mut from, mut number) = (0, 0);
        while let Some(at) = corpus.text.as_bytes().get(from..).and_then(|rest| first.find(rest)) {
            number = reached(&corpus.ends, number, from + at);
            let Some(unit) = corpus.units.get(number) else { break };
            let current = self.reach(unit.slot);
            // A title that has the longest word asks for the others alone: below.
            if !current.searched || (current.titles & 1 != 0 && !others.is_empty()) {
                number = corpus.slots.get(unit.slot).map_or(number, |slot| slot.units.end.max(number + 1)) - 1;
            } else if others.is_empty() || self.has_all(unit, current.titles) {
                self.take(number, unit, current);
            }
            from = corpus.ends.get(number).map_or(usize::MAX, |end| end + 1);
            number += 1;
        }
        let with_first: Vec<usize> =
            self.titles.iter().enumerate().filter(|(_, mask)| *mask & 1 != 0).map(|(slot, _)| slot).collect();
        for slot in with_first {
            let current = self.reach(slot);
            let units = corpus.slots.get(slot).map(|slot| slot.units.clone()).filter(|_| current.searched);
            for number in units.into_iter().flatten() {
                if let Some(unit) = corpus.units.get(number)
                    && self.has_all(unit, current.titles)
                {
                    self.take(number, unit, current);
                }
            }
        }
    }

    /// Whether a part has every word that the title has not, and one in any case.
    fn has_all(&self, unit: &Unit, titles: u16) -> bool {
        all_but(self.words, titles, self.corpus.folded(unit))
    }

    fn take(&mut self, number: usize, unit: &'a Unit, current: Current) {
        let heading = self.corpus.text.as_bytes().get(unit.folded.start..unit.heading).unwrap_or_default();
        let heading = !heading.is_empty() && all_but(self.words, current.titles, heading);
        self.total += 1;
        self.best.take(Candidate { rank: Rank { heading, ..current.rank }, document: current.number, unit: number });
        if let Some(current) = self.current.as_mut().filter(|current| !current.counted) {
            current.counted = true;
            self.documents += 1;
        }
    }

    /// Looks at a document, where it is not the one that was reached before.
    fn reach(&mut self, number: usize) -> Current {
        if let Some(current) = self.current.filter(|current| current.slot == number) {
            return current;
        }
        let current = self.look_at(number);
        self.current = Some(current);
        current
    }

    fn look_at(&self, number: usize) -> Current {
        let slot = self.corpus.slots.get(number);
        let found = slot.and_then(|slot| Some((slot, self.corpus.entry(slot)?)));
        let searched = found.filter(|(slot, entry)| self.wanted.filter.leaves(slot, &entry.source));
        let Some((slot, entry)) = searched else {
            return Current {
                slot: number,
                searched: false,
                titles: 0,
                number: 0,
                rank: Rank::default(),
                counted: false,
            };
        };
        let titles = self.titles.get(number).copied().unwrap_or_else(|| {
            let titles = self.corpus.titles.as_bytes().get(slot.titles.clone()).unwrap_or_default();
            u16::from(self.words.iter().all(|word| word.find(titles).is_some()))
        });
        let is_word = |term: &String| self.words.iter().any(|word| word.needle() == term.as_bytes());
        let rank = Rank {
            title: self.words.iter().zip(BITS).all(|(_, bit)| titles & bit != 0),
            heading: false,
            term: entry.terms.iter().any(is_word),
            in_force: self.wanted.today.is_some_and(|today| slot.in_force(today)),
            from: slot.from,
        };
        Current { slot: number, searched: true, titles, number: slot.number, rank, counted: false }
    }
}

/// Whether `text` has every word that the titles have not, and one in any case.
fn all_but(words: &[Finder<'_>], titles: u16, text: &[u8]) -> bool {
    let mut any = false;
    for (word, bit) in words.iter().zip(BITS) {
        let stands = (titles & bit == 0 || !any) && word.find(text).is_some();
        if titles & bit == 0 && !stands {
            return false;
        }
        any |= stands;
    }
    any
}

/// The first part from `number` on that ends behind `at`: mostly one of the next, so the steps begin small.
fn reached(ends: &[usize], number: usize, at: usize) -> usize {
    let ahead = ends.get(number..).unwrap_or_default();
    let mut step = 1;
    while ahead.get(step).is_some_and(|end| *end <= at) {
        step *= 2;
    }
    let within = ahead.get(..(step + 1).min(ahead.len())).unwrap_or_default();
    number + within.partition_point(|end| *end <= at)
}
