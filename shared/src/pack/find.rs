//! Finding documents by their words: the filter of the list, and what is already public about the thing that someone asks for (条例 art. 36 (一)).
//!
//! Plain containment; the search proper is a module of its own.

use super::Pack;
use crate::document::Article;

impl Pack {
    /// Whether the titles or the text contain `words`; everything contains nothing.
    pub fn contains(&self, words: &str) -> bool {
        let words = words.trim();
        let topic = &self.topic;
        words.is_empty()
            || [&self.title.zh, &self.title.en, &topic.zh, &topic.en, &self.document.title]
                .iter()
                .any(|text| text.contains(words))
            || self.document.articles().any(|article| article_contains(article, words))
    }

    /// How near this pack is to what someone describes: the length of the longest run of its title that stands in `wanted`, in characters.
    pub fn nearness(&self, wanted: &str) -> usize {
        longest_run(&self.title.zh, wanted).max(longest_run(&self.document.title, wanted))
    }
}

fn article_contains(article: &Article, words: &str) -> bool {
    article.heading.as_ref().is_some_and(|heading| heading.contains(words))
        || article.paragraphs.iter().any(|paragraph| {
            paragraph.text.contains(words) || paragraph.items.iter().any(|item| item.text.contains(words))
        })
}

/// From this length on a shared run of characters says something: 综合津贴, not 办法.
pub const TELLING: usize = 4;

fn longest_run(title: &str, wanted: &str) -> usize {
    let starts: Vec<usize> = title.char_indices().map(|(at, _)| at).chain([title.len()]).collect();
    let mut longest = 0;
    for (first, from) in starts.iter().enumerate() {
        // A longer run than the longest so far, from here on.
        while let Some(to) = starts.get(first + longest + 1) {
            match title.get(*from..*to) {
                Some(run) if wanted.contains(run) => longest += 1,
                _ => break,
            }
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_someone_asks_for_leads_to_what_is_public() {
        assert_eq!(longest_run("老年综合津贴发放办法", "2025年老年综合津贴的发放人数"), 6);
        assert_eq!(longest_run("老年综合津贴发放办法", "垃圾分类"), 0);
        assert_eq!(longest_run("", "任何"), 0);
    }

    proptest! {
        #[test]
        fn the_run_is_the_longest(title in "[甲乙丙]{0,8}", wanted in "[甲乙丙]{0,8}") {
            let letters: Vec<char> = title.chars().collect();
            let mut brute = 0;
            for from in 0..letters.len() {
                for to in from..=letters.len() {
                    let run: String = letters[from..to].iter().collect();
                    if wanted.contains(&run) {
                        brute = brute.max(to - from);
                    }
                }
            }
            prop_assert_eq!(longest_run(&title, &wanted), brute);
        }
    }
}
