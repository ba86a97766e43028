//! Which heading became which: by its words, and by the articles below it.

use std::collections::BTreeMap;

use super::super::Unit;
use super::super::passage::Passage;
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
    let (old_heads, new_heads) = (Heads::new(unit, old), Heads::new(unit, new));
    // Pairs with the same words, and with articles in common.
    let mut shared: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for (words, olds) in &old_heads.with_words {
        let news = new_heads.with_words.get(words).map(Vec::as_slice).unwrap_or_default();
        if olds.len().saturating_mul(news.len()) <= MOST_COPIES {
            shared.extend(olds.iter().flat_map(|&old| news.iter().map(move |&new| ((old, new), 0))));
        }
    }
    for (one, other) in articles {
        if let (Some(&one), Some(&other)) = (old_heads.above.get(one), new_heads.above.get(other)) {
            let count = shared.entry((one, other)).or_default();
            *count = count.saturating_add(1);
        }
    }
    let candidates = shared.into_iter().filter_map(|((old, new), shared)| {
        let all = old_heads.below(old).max(new_heads.below(new)).max(1);
        let of_articles = shared.saturating_mul(ALIKE).checked_div(all)?;
        let same = old_heads.words.get(&old) == new_heads.words.get(&new);
        let weight = of_articles.saturating_add(if same { SAME_WORDS } else { 0 });
        (weight >= LEAST).then_some(Candidate { old, new, weight })
    });
    heaviest(&candidates.collect::<Vec<_>>())
}

/// The headings of one level in one text.
#[derive(Debug, Default)]
struct Heads<'a> {
    words: BTreeMap<usize, &'a str>,
    with_words: BTreeMap<&'a str, Vec<usize>>,
    /// Under which an article stands.
    above: BTreeMap<usize, usize>,
    articles: BTreeMap<usize, i64>,
}

impl<'a> Heads<'a> {
    fn new(unit: Unit, passages: &'a [Passage]) -> Self {
        let mut heads = Heads::default();
        let mut head = None;
        for (at, passage) in passages.iter().enumerate() {
            if passage.unit == unit {
                head = Some(at);
                // 第三章 监督管理: its number is not among its words.
                let words = passage.text.split_once(' ').map_or("", |(_, words)| words);
                heads.words.insert(at, words);
                heads.with_words.entry(words).or_default().push(at);
            } else if passage.unit < unit {
                head = None;
            } else if passage.unit == Unit::Article
                && let Some(head) = head
            {
                heads.above.insert(at, head);
                let count = heads.articles.entry(head).or_default();
                *count = count.saturating_add(1);
            }
        }
        heads
    }

    fn below(&self, head: usize) -> i64 {
        self.articles.get(&head).copied().unwrap_or_default()
    }
}
