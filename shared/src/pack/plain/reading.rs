//! How hard a Chinese text is to read, between the easy texts that people understand at once and the laws themselves.
//!
//! Published formulas for Chinese (楊孝濚 1971, 荆喜明 1995 and those after them) need tables of strokes or of thousands of common words, and grade school
//! books. What tells an interpretation from the text that it explains needs neither: how much stands between two full stops, how much between two
//! pauses, how many words only offices use.

use super::super::check::Finding;
use super::officialese;
use super::sentence::{characters, chinese, clauses};
use super::warning;

/// From this likeness on a text reads like a law. Of the sample interpretations none comes to more than 20; of the 39 laws at hand all come to 80 or more
/// but two, which are lists of holidays.
pub const READS_LIKE_A_LAW: u32 = 50;

/// The measures of a text, each in hundredths so that no rounding decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Characters in a sentence, on average.
    pub sentence: u32,
    /// Characters between two pauses, on average.
    pub clause: u32,
    /// Words of offices in a thousand characters.
    pub officialese: u32,
}

/// What the sample interpretations are on average, and the laws: 11.5, 7.3 and 0.3; 37, 17.7 and 20.9.
const EASY: Reading = Reading { sentence: 11_00, clause: 7_50, officialese: 0 };
const LAW: Reading = Reading { sentence: 38_00, clause: 17_50, officialese: 20_00 };

impl Reading {
    /// Measures texts together; all zero where there is nothing to read.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Reading {
        let (mut signs, mut sentences, mut pauses, mut words) = (0usize, 0usize, 0usize, 0usize);
        for text in texts {
            for sentence in chinese(text) {
                sentences = sentences.saturating_add(1);
                signs = signs.saturating_add(characters(sentence));
                pauses = pauses.saturating_add(clauses(sentence).count());
            }
            words = words.saturating_add(officialese::count(text));
        }
        let hundredths = |of: usize, by: usize| {
            let whole = of.saturating_mul(100).checked_div(by).unwrap_or_default();
            u32::try_from(whole).unwrap_or(u32::MAX)
        };
        Reading {
            sentence: hundredths(signs, sentences),
            clause: hundredths(signs, pauses),
            officialese: hundredths(words.saturating_mul(1_000), signs),
        }
    }

    /// How much the text is like a law: 0 as the easy texts are, 100 as the laws are; each measure counts a third.
    pub fn likeness_to_law(self) -> u32 {
        let part = |is: u32, easy: u32, law: u32| {
            let (above, span) = (is.saturating_sub(easy), law.saturating_sub(easy));
            above.saturating_mul(100).checked_div(span).unwrap_or_default().min(100)
        };
        let sum = part(self.sentence, EASY.sentence, LAW.sentence)
            + part(self.clause, EASY.clause, LAW.clause)
            + part(self.officialese, EASY.officialese, LAW.officialese);
        sum / 3
    }

    pub(super) fn finding(self) -> Finding {
        let (sentence, clause, words) = (self.sentence / 100, self.clause / 100, self.officialese / 100);
        warning(
            "reads_like_a_law",
            "interpretation",
            format!(
                "解读读起来像法条：平均每句 {sentence} 字，每个停顿 {clause} 字，每千字有公文词 {words} 个。请把句子写短，换成日常的词"
            ),
            format!(
                "the Chinese texts read like a law: on average {sentence} characters a sentence, {clause} between pauses, {words} words of offices in a thousand; write shorter sentences in everyday words"
            ),
        )
    }
}
