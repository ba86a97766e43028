//! A place in a document that somebody marked, found again in later versions: by the words that stood there, whatever their article's number is by then.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Article, Document};
use crate::law::ArticleNumber;

/// So many characters around the words are remembered, to tell two places with the same words apart.
const AROUND: usize = 24;

/// So many of the first characters of an article stand for it, where all of it is marked.
const OPENING: usize = 60;

/// The longest words that are remembered, in characters.
pub const LONGEST_QUOTE: usize = 2_000;

/// A marked place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The article in which it was marked, by its number then.
    pub article: ArticleNumber,
    /// Whether all of the article is meant; then the words are only its first.
    #[serde(default)]
    pub whole: bool,
    /// The words.
    pub words: String,
    /// What stood before them.
    #[serde(default)]
    pub before: String,
    /// What stood after them.
    #[serde(default)]
    pub after: String,
}

/// Where a marked place is in another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The words stand there: in which article, and at which bytes of its text ([`text`]).
    Here(ArticleNumber, Range<usize>),
    /// The article is there, but not these words.
    Changed(ArticleNumber),
    /// Neither.
    Gone,
}

/// The text of an article in which places are marked: paragraphs and items, each on a line, without numbers and heading.
pub fn text(article: &Article) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for paragraph in &article.paragraphs {
        lines.push(&paragraph.text);
        lines.extend(paragraph.items.iter().map(|item| item.text.as_str()));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

impl Anchor {
    /// Marks all of an article.
    pub fn article(article: &Article) -> Anchor {
        let words = text(article).chars().take(OPENING).collect();
        Anchor { article: article.number, whole: true, words, before: String::new(), after: String::new() }
    }

    /// Marks the words of an article that `selected` are, white space aside; the first of several such places after `from` bytes of its text. None where
    /// they are not in one, or longer than [`LONGEST_QUOTE`].
    pub fn words(article: &Article, selected: &str, from: usize) -> Option<Anchor> {
        let whole = text(article);
        if selected.chars().nth(LONGEST_QUOTE).is_some() {
            return None;
        }
        let range = occurrences(&whole, selected).into_iter().min_by_key(|range| range.start.abs_diff(from))?;
        let before = whole.get(..range.start)?;
        let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let after = whole.get(range.end..)?.chars().take(AROUND).collect();
        Some(Anchor {
            article: article.number,
            whole: false,
            words: whole.get(range)?.into(),
            before: before.get(start..)?.into(),
            after,
        })
    }

    /// Finds the place in a version: of all places with the same words the one around which most is as it was, and of equal ones that under the same number.
    pub fn find(&self, document: &Document) -> Place {
        let mut best: Option<((usize, bool), Place)> = None;
        for article in document.articles() {
            let whole = text(article);
            for range in occurrences(&whole, &self.words).into_iter().filter(|range| !self.whole || range.start == 0) {
                let rank = (self.nearness(&whole, &range), article.number == self.article);
                if best.as_ref().is_none_or(|(before, _)| rank > *before) {
                    best = Some((rank, Place::Here(article.number, range)));
                }
            }
        }
        match best {
            Some((_, place)) => place,
            None if document.article(&self.article).is_some() => Place::Changed(self.article),
            None => Place::Gone,
        }
    }

    /// How many characters around a place are those that were around the words; the most where all are.
    fn nearness(&self, whole: &str, range: &Range<usize>) -> usize {
        let (before, after) =
            (whole.get(..range.start).unwrap_or_default(), whole.get(range.end..).unwrap_or_default());
        let same = |(one, other): &(char, char)| one == other;
        let behind = before.chars().rev().zip(self.before.chars().rev()).take_while(same).count();
        let ahead = after.chars().zip(self.after.chars()).take_while(same).count();
        if behind == self.before.chars().count() && ahead == self.after.chars().count() {
            usize::MAX
        } else {
            behind + ahead
        }
    }
}

/// Where `words` stand in `text`, white space aside: a browser writes what was selected over several lines with its own.
fn occurrences(text: &str, words: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
    let there: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_here = |window: &&[(usize, char)]| window.iter().map(|(_, c)| c).eq(wanted.iter());
    let range = |window: &[(usize, char)]| Some(window.first()?.0..window.last().map(|(at, c)| at + c.len_utf8())?);
    there.windows(wanted.len()).filter(is_here).filter_map(range).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::import;

    fn document(articles: &[(&str, &str)]) -> Document {
        let lines: Vec<String> = articles.iter().map(|(number, text)| format!("{number} {text}")).collect();
        import(format!("# 示例办法\n\n{}\n", lines.join("\n\n")).as_bytes()).unwrap()
    }

    fn number(text: &str) -> ArticleNumber {
        text.parse().unwrap()
    }

    fn words_at(document: &Document, place: &Place) -> Option<(String, String)> {
        let Place::Here(article, range) = place else { return None };
        Some((article.to_string(), text(document.article(article).unwrap())[range.clone()].to_owned()))
    }

    #[test]
    fn words_are_found_again_after_an_article_was_inserted_and_the_others_renumbered() {
        let old = document(&[("第一条", "甲乙丙。"), ("第二条", "津贴每月发放，不收费。"), ("第三条", "丁。")]);
        let anchor = Anchor::words(old.article(&number("2")).unwrap(), "每月发放", 0).unwrap();
        let renumbered = document(&[
            ("第一条", "甲乙丙。"),
            ("第二条", "新的一条。"),
            ("第三条", "津贴每月发放，不收费。"),
            ("第四条", "丁。"),
        ]);
        let place = anchor.find(&renumbered);
        assert_eq!(words_at(&renumbered, &place), Some(("3".into(), "每月发放".into())));
        let beside = document(&[
            ("第一条", "甲乙丙。"),
            ("第一条之一", "新的。"),
            ("第二条", "津贴每月发放，不收费。"),
            ("第三条", "丁。"),
        ]);
        assert_eq!(words_at(&beside, &anchor.find(&beside)), Some(("2".into(), "每月发放".into())));
    }

    #[test]
    fn what_stands_around_tells_equal_words_apart() {
        let old = document(&[("第一条", "应当公开。"), ("第二条", "申请后应当公开的，及时公开。")]);
        let anchor = Anchor::words(old.article(&number("2")).unwrap(), "应当公开", 0).unwrap();
        let new =
            document(&[("第一条", "总则。"), ("第二条", "应当公开。"), ("第三条", "申请后应当公开的，及时公开。")]);
        assert_eq!(words_at(&new, &anchor.find(&new)).unwrap().0, "3");
    }

    #[test]
    fn words_that_are_gone_leave_their_article_and_an_article_that_is_gone_nothing() {
        let old = document(&[("第一条", "甲乙丙。"), ("第二条", "丁戊。")]);
        let anchor = Anchor::words(old.article(&number("2")).unwrap(), "丁戊", 0).unwrap();
        assert_eq!(anchor.find(&document(&[("第一条", "甲。"), ("第二条", "己。")])), Place::Changed(number("2")));
        assert_eq!(anchor.find(&document(&[("第一条", "甲。")])), Place::Gone);
        assert_eq!(Anchor::words(old.article(&number("1")).unwrap(), "没有", 0), None);
        assert_eq!(Anchor::words(old.article(&number("1")).unwrap(), " \n", 0), None);
    }

    #[test]
    fn a_selection_over_several_lines_is_found_and_so_is_a_whole_article() {
        let old = document(&[("第一条", "有下列情形的：\n（一）甲；\n（二）乙。"), ("第二条", "丁戊。")]);
        let first = old.article(&number("1")).unwrap();
        let anchor = Anchor::words(first, "情形的：\n\n甲； 乙", 0).unwrap();
        assert_eq!(anchor.words, "情形的：\n甲；\n乙");
        let whole = Anchor::article(first);
        let moved = document(&[("第一条", "丁戊。"), ("第二条", "有下列情形的：\n（一）甲；\n（二）乙。")]);
        assert!(matches!(whole.find(&moved), Place::Here(article, _) if article == number("2")));
    }

    proptest! {
        #[test]
        fn in_the_same_version_the_very_place_is_found(texts in prop::collection::vec("[甲乙丙丁]{1,12}", 1..5), at in any::<prop::sample::Index>(), start in 0_usize..12, length in 1_usize..12) {
            let articles: Vec<(String, String)> = texts.iter().enumerate().map(|(i, text)| (format!("第{}条", ["一", "二", "三", "四"][i]), format!("{text}。"))).collect();
            let document = document(&articles.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>());
            let all: Vec<&Article> = document.articles().collect();
            let article = all[at.index(all.len())];
            let whole: Vec<char> = text(article).chars().collect();
            let start = start.min(whole.len() - 1);
            let selected: String = whole[start..(start + length).min(whole.len())].iter().collect();
            let from = whole[..start].iter().map(|c| c.len_utf8()).sum();
            let anchor = Anchor::words(article, &selected, from).unwrap();
            let place = anchor.find(&document);
            prop_assert_eq!(words_at(&document, &place), Some((article.number.to_string(), selected)));
        }
    }
}
