//! Which unit of the old text became which of the new one.
//!
//! Articles first, in three rounds: those whose text is the same; those that resemble each other most, wherever they stand; and, between neighbours
//! that stayed, those that resemble each other a little. Headings follow from their words and from the articles below them.

mod headings;
mod likeness;
mod matching;

use std::collections::{BTreeMap, BTreeSet};

use super::Unit;
use super::order::longest_chain;
use super::passage::Passage;
use likeness::{ALIKE, Likeness};
use matching::{Candidate, heaviest};

/// From which likeness (squared) on two articles are one, wherever they stand.
const ANYWHERE: i64 = ALIKE / 100 * 8;

/// The same between the same neighbours.
const IN_PLACE: i64 = ALIKE / 100;

/// The pairs, as places in the two lists, sorted.
pub(super) fn pairs(old: &[Passage], new: &[Passage]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for unit in [Unit::Title, Unit::Preamble, Unit::Closing] {
        let place = |passages: &[Passage]| passages.iter().position(|passage| passage.unit == unit);
        pairs.extend(place(old).zip(place(new)));
    }
    let articles = |passages: &[Passage]| -> Vec<usize> {
        let is_article = |&at: &usize| passages.get(at).is_some_and(|passage| passage.unit == Unit::Article);
        (0..passages.len()).filter(is_article).collect()
    };
    let (old_articles, new_articles) = (articles(old), articles(new));
    let texts = |passages: &'_ [Passage]| -> Vec<String> {
        passages.iter().filter(|passage| passage.unit == Unit::Article).map(|passage| passage.text.clone()).collect()
    };
    let (old_texts, new_texts) = (texts(old), texts(new));
    let old_texts: Vec<&str> = old_texts.iter().map(String::as_str).collect();
    let new_texts: Vec<&str> = new_texts.iter().map(String::as_str).collect();
    let place = |(one, other): (usize, usize)| Some((*old_articles.get(one)?, *new_articles.get(other)?));
    pairs.extend(of_articles(&old_texts, &new_texts).into_iter().filter_map(place));
    for unit in [Unit::Part, Unit::Chapter, Unit::Section] {
        let found = headings::pairs(unit, old, new, &pairs);
        pairs.extend(found);
    }
    pairs.sort_unstable();
    pairs
}

/// The pairs of articles by their texts.
fn of_articles(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let mut pairing = Pairing { old: old.len(), new: new.len(), pairs: BTreeMap::new(), taken: BTreeSet::new() };
    pairing.take(same(old, new));
    let likeness = Likeness::new(old, new);
    let (olds, news) = pairing.left();
    let expected = pairing.expected();
    let candidates = likeness.candidates(&olds, &news).into_iter().filter_map(|(old, new)| {
        let squared = likeness.squared(old, new);
        let weight = squared.saturating_sub(distance(&expected, old, new));
        (squared >= ANYWHERE).then_some(Candidate { old, new, weight })
    });
    pairing.take(heaviest(&candidates.collect::<Vec<_>>()));
    let expected = pairing.expected();
    let candidates = pairing.between_neighbours().into_iter().filter_map(|(old, new)| {
        let squared = likeness.squared(old, new);
        let weight = squared.saturating_sub(distance(&expected, old, new));
        (squared >= IN_PLACE).then_some(Candidate { old, new, weight })
    });
    pairing.take(heaviest(&candidates.collect::<Vec<_>>()));
    pairing.pairs.into_iter().collect()
}

/// What is known so far.
#[derive(Debug)]
struct Pairing {
    old: usize,
    new: usize,
    pairs: BTreeMap<usize, usize>,
    taken: BTreeSet<usize>,
}

impl Pairing {
    fn take(&mut self, pairs: Vec<(usize, usize)>) {
        self.taken.extend(pairs.iter().map(|&(_, new)| new));
        self.pairs.extend(pairs);
    }

    /// What has no partner yet.
    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let olds = (0..self.old).filter(|old| !self.pairs.contains_key(old)).collect();
        (olds, (0..self.new).filter(|new| !self.taken.contains(new)).collect())
    }

    fn stayed(&self) -> Vec<(usize, usize)> {
        longest_chain(&self.pairs.iter().map(|(&old, &new)| (old, new)).collect::<Vec<_>>())
    }

    /// Where each old one would stand, had nothing been added or removed since the one before it that stayed.
    fn expected(&self) -> Vec<usize> {
        expected(self.old, &self.stayed())
    }

    /// The pairs that could be between two that stayed and follow each other.
    fn between_neighbours(&self) -> Vec<(usize, usize)> {
        /// Where a whole chapter was written anew, place says nothing.
        const MOST_BETWEEN: usize = 24;
        let (olds, news) = self.left();
        let mut bounds = self.stayed();
        bounds.push((self.old, self.new));
        let mut between = Vec::new();
        let (mut old_from, mut new_from) = (0, 0);
        for (old_to, new_to) in bounds {
            let olds = within(&olds, old_from, old_to);
            let news = within(&news, new_from, new_to);
            if olds.len() <= MOST_BETWEEN && news.len() <= MOST_BETWEEN {
                between.extend(olds.iter().flat_map(|&old| news.iter().map(move |&new| (old, new))));
            }
            (old_from, new_from) = (old_to, new_to);
        }
        between
    }
}

fn within(sorted: &[usize], from: usize, to: usize) -> &[usize] {
    let range = sorted.partition_point(|&at| at < from)..sorted.partition_point(|&at| at < to);
    sorted.get(range).unwrap_or_default()
}

fn expected(olds: usize, stayed: &[(usize, usize)]) -> Vec<usize> {
    let mut stayed = stayed.iter().copied().peekable();
    let (mut last_old, mut last_new) = (0, 0);
    let expect = |old: usize| {
        if let Some(pair) = stayed.next_if(|pair| pair.0 == old) {
            (last_old, last_new) = pair;
        }
        old.saturating_sub(last_old).saturating_add(last_new)
    };
    (0..olds).map(expect).collect()
}

/// What counts against a pair that stands apart: two of a hundred at most, so that it decides only between equals. Squared, so that of equals
/// those in the same order are taken.
fn distance(expected: &[usize], old: usize, new: usize) -> i64 {
    const FAR: usize = 100;
    let apart = expected.get(old).map_or(FAR, |&place| place.abs_diff(new)).min(FAR);
    i64::try_from(apart.saturating_mul(apart).saturating_mul(2)).unwrap_or(ALIKE)
}

/// Articles with the same text. Where it stands several times, those nearest to where they stood.
fn same(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    /// Copies of one text, old times new, among which the nearest are looked for.
    const MOST_COPIES: usize = 1_000;
    let mut places: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, text) in old.iter().enumerate() {
        places.entry(text).or_default().0.push(at);
    }
    for (at, text) in new.iter().enumerate() {
        if let Some(place) = places.get_mut(text) {
            place.1.push(at);
        }
    }
    let (certain, copied): (Vec<_>, Vec<_>) =
        places.into_values().partition(|(olds, news)| olds.len() == news.len() || news.is_empty());
    let mut pairs: Vec<(usize, usize)> =
        certain.into_iter().flat_map(|(olds, news)| olds.into_iter().zip(news)).collect();
    pairs.sort_unstable();
    let expected = expected(old.len(), &longest_chain(&pairs));
    for (olds, news) in copied {
        if olds.len().saturating_mul(news.len()) > MOST_COPIES {
            pairs.extend(olds.into_iter().zip(news));
            continue;
        }
        let weight = |old, new| ALIKE.saturating_sub(distance(&expected, old, new));
        let each =
            olds.iter().flat_map(|&old| news.iter().map(move |&new| Candidate { old, new, weight: weight(old, new) }));
        pairs.extend(heaviest(&each.collect::<Vec<_>>()));
    }
    pairs
}
