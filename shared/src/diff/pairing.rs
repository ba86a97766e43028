//! Which unit of the old text became which of the new one.
//!
//! Articles first, in three rounds: those whose text is the same; those that resemble each other most, wherever they stand; and, between neighbours
//! that stayed, those that resemble each other a little. Headings follow from their words and from the articles below them.

mod headings;
mod likeness;
mod matching;

use std::collections::BTreeMap;

use super::Unit;
use super::order::{longest_chain, set};
use super::passage::Passage;
use super::words::next;
use likeness::{ALIKE, Likeness};
use matching::{Candidate, heaviest};

/// From which likeness (squared) on two articles are one, wherever they stand.
const ANYWHERE: i64 = ALIKE / 100 * 8;

/// The same between the same neighbours.
const IN_PLACE: i64 = ALIKE / 100;

/// The pairs, as places in the two lists, sorted.
pub(super) fn pairs(old: &[Passage], new: &[Passage]) -> Vec<(usize, usize)> {
    // By the place in the old text.
    let mut became: Vec<Option<usize>> = vec![None; old.len()];
    let mut take =
        |pairs: Vec<(usize, usize)>| pairs.into_iter().for_each(|(old, new)| set(&mut became, old, Some(new)));
    for unit in [Unit::Title, Unit::Preamble, Unit::Closing] {
        let place = |passages: &[Passage]| passages.iter().position(|passage| passage.unit == unit);
        take(place(old).zip(place(new)).into_iter().collect());
    }
    let ((old_articles, old_texts), (new_articles, new_texts)) = (articles(old), articles(new));
    let place = |(one, other): (usize, usize)| Some((*old_articles.get(one)?, *new_articles.get(other)?));
    let of_articles: Vec<(usize, usize)> = of_articles(&old_texts, &new_texts).into_iter().filter_map(place).collect();
    for unit in [Unit::Part, Unit::Chapter, Unit::Section] {
        take(headings::pairs(unit, old, new, &of_articles));
    }
    take(of_articles);
    known(&became)
}

/// Places and texts of the articles.
fn articles(passages: &[Passage]) -> (Vec<usize>, Vec<&str>) {
    let articles = passages.iter().enumerate().filter(|(_, passage)| passage.unit == Unit::Article);
    articles.map(|(at, passage)| (at, passage.text.as_str())).unzip()
}

/// The pairs that are known, sorted.
fn known(became: &[Option<usize>]) -> Vec<(usize, usize)> {
    became.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))).collect()
}

/// The pairs of articles by their texts.
fn of_articles(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let mut pairing = Pairing { became: vec![None; old.len()], taken: vec![false; new.len()] };
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
    known(&pairing.became)
}

/// What is known so far.
#[derive(Debug)]
struct Pairing {
    became: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing {
    fn take(&mut self, pairs: Vec<(usize, usize)>) {
        for (old, new) in pairs {
            set(&mut self.became, old, Some(new));
            set(&mut self.taken, new, true);
        }
    }

    /// What has no partner yet.
    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let olds = self.became.iter().enumerate().filter(|(_, new)| new.is_none()).map(|(old, _)| old).collect();
        (olds, self.taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(new, _)| new).collect())
    }

    fn stayed(&self) -> Vec<(usize, usize)> {
        longest_chain(&known(&self.became))
    }

    /// Where each old one would stand, had nothing been added or removed since the one before it that stayed.
    fn expected(&self) -> Vec<usize> {
        expected(self.became.len(), &self.stayed())
    }

    /// The pairs that could be between two that stayed and follow each other.
    fn between_neighbours(&self) -> Vec<(usize, usize)> {
        /// Where a whole chapter was written anew, place says nothing.
        const MOST_BETWEEN: usize = 24;
        let (olds, news) = self.left();
        let mut bounds = self.stayed();
        bounds.push((self.became.len(), self.taken.len()));
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
    let mut texts = BTreeMap::new();
    let mut places: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for (at, text) in old.iter().enumerate() {
        let text = next(&mut texts, text);
        places.resize_with(texts.len(), Default::default);
        if let Some(place) = places.get_mut(text) {
            place.0.push(at);
        }
    }
    for (at, text) in new.iter().enumerate() {
        if let Some(place) = texts.get(text).and_then(|text| places.get_mut(*text)) {
            place.1.push(at);
        }
    }
    let (certain, copied): (Vec<_>, Vec<_>) =
        places.into_iter().partition(|(olds, news)| olds.len() == news.len() || news.is_empty());
    let mut became: Vec<Option<usize>> = vec![None; old.len()];
    certain
        .into_iter()
        .flat_map(|(olds, news)| olds.into_iter().zip(news))
        .for_each(|(old, new)| set(&mut became, old, Some(new)));
    let mut pairs = known(&became);
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
