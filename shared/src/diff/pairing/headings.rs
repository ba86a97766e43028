//! Which heading became which: by its words, and by the articles below it.

use std::collections::BTreeMap;

use super::super::Unit;
use super::super::order::sort;
use super::super::passage::Passage;
use super::super::words::next;
use super::likeness::ALIKE;
use super::matching::{Candidate, heaviest};

/// How much the same words count, of what all the same articles do.
const SAME_WORDS: i64 = ALIKE / 2;

/// Less than this is a coincidence: two of five articles, where the words are others.
const LEAST: i64 = ALIKE / 5 * 2;

/// 一般规定 heads a section of many chapters. Copies of one heading, old times new, up to which its words say anything.
const MOST_COPIES: usize = 1_000;

/// The pairs of headings of one level, `articles` being paired.
pub(super) fn pairs(unit: Unit, old: &[Passage], new: &[Passage], articles: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut words = BTreeMap::new();
    let old_heads = Heads::new(unit, old, &mut words);
    let new_heads = Heads::new(unit, new, &mut words);
    // Pairs of headings, as one number each: once with nothing in common but the words, and once for each article in common.
    let mut pairs: Vec<(u64, usize)> = Vec::new();
    let mut add = |one: usize, other: usize, shared: usize| {
        let pair = u64::try_from(one).ok().zip(u64::try_from(other).ok()).map(|(one, other)| one << 32 | other);
        pairs.extend(pair.map(|pair| (pair, shared)));
    };
    for same in 0..words.len() {
        let (olds, news) = (old_heads.with_words(same), new_heads.with_words(same));
        if olds.len().saturating_mul(news.len()) <= MOST_COPIES {
            olds.iter().for_each(|&one| news.iter().for_each(|&other| add(one, other, 0)));
        }
    }
    for &(one, other) in articles {
        if let (Some(one), Some(other)) = (old_heads.above(one), new_heads.above(other)) {
            add(one, other, 1);
        }
    }
    sort(&mut pairs);
    let candidate = |same: &[(u64, usize)]| {
        let pair = same.first()?.0;
        let (old, new) = (usize::try_from(pair >> 32).ok()?, usize::try_from(pair & u64::from(u32::MAX)).ok()?);
        let shared = i64::try_from(same.iter().map(|(_, shared)| shared).sum::<usize>()).ok()?;
        let (old_head, new_head) = (old_heads.heads.get(old)?, new_heads.heads.get(new)?);
        let of_articles = shared.saturating_mul(ALIKE).checked_div(old_head.articles.max(new_head.articles).max(1))?;
        let same_words = if old_head.words == new_head.words { SAME_WORDS } else { 0 };
        let weight = of_articles.saturating_add(same_words);
        (weight >= LEAST).then_some(Candidate { old, new, weight })
    };
    let candidates: Vec<Candidate> = pairs.chunk_by(|one, other| one.0 == other.0).filter_map(candidate).collect();
    let places = |(old, new): (usize, usize)| Some((old_heads.heads.get(old)?.at, new_heads.heads.get(new)?.at));
    heaviest(&candidates).into_iter().filter_map(places).collect()
}

/// The headings of one level in one text.
#[derive(Debug, Default)]
struct Heads {
    heads: Vec<Head>,
    /// By the number of the words.
    with_words: Vec<Vec<usize>>,
    /// For each unit of the text the heading above it.
    above: Vec<Option<usize>>,
}

#[derive(Debug)]
struct Head {
    at: usize,
    /// The number of its words.
    words: usize,
    articles: i64,
}

impl Heads {
    fn new<'a>(unit: Unit, passages: &'a [Passage], known: &mut BTreeMap<&'a str, usize>) -> Self {
        let mut heads = Heads::default();
        let mut current = None;
        for (at, passage) in passages.iter().enumerate() {
            if passage.unit == unit {
                // 第三章 监督管理: its number is not among its words.
                let words = next(known, passage.text.split_once(' ').map_or("", |(_, words)| words));
                current = Some(heads.heads.len());
                heads.heads.push(Head { at, words, articles: 0 });
                if heads.with_words.len() <= words {
                    heads.with_words.resize_with(words.saturating_add(1), Vec::new);
                }
                if let Some(with_words) = heads.with_words.get_mut(words) {
                    with_words.extend(current);
                }
            } else if passage.unit < unit {
                current = None;
            } else if passage.unit == Unit::Article
                && let Some(head) = current.and_then(|head| heads.heads.get_mut(head))
            {
                head.articles = head.articles.saturating_add(1);
            }
            heads.above.push(current);
        }
        heads
    }

    fn with_words(&self, words: usize) -> &[usize] {
        self.with_words.get(words).map(Vec::as_slice).unwrap_or_default()
    }

    fn above(&self, at: usize) -> Option<usize> {
        self.above.get(at).copied().flatten()
    }
}
