//! Whether the easy texts of a pack are easy (办法 art. 55: 清晰读懂一件事): short sentences, plain words, terms that are explained, addresses that work.
//!
//! All findings are warnings. A drafter who has a reason keeps the sentence.

mod link;
mod officialese;
mod reading;
mod sentence;
mod term;

pub use reading::{READS_LIKE_A_LAW, Reading};
pub use sentence::{LONGEST_CLAUSE, LONGEST_ENGLISH, LONGEST_SENTENCE};

use super::check::{Finding, Level};
use super::{Pack, Point};
use crate::words::BilingualText;

impl Pack {
    /// What makes the easy texts hard to read.
    pub(super) fn check_plain(&self, findings: &mut Vec<Finding>) {
        let texts = self.texts_to_read();
        let mut said = officialese::Said::default();
        for (place, text) in &texts {
            sentence::check(place, text, findings);
            said.check(place, text, findings);
            link::check(place, text, findings);
        }
        self.check_terms(&texts, findings);
        let reading = Reading::of(texts.iter().map(|(_, text)| text.zh.as_str()));
        if reading.likeness_to_law() >= READS_LIKE_A_LAW {
            findings.push(reading.finding());
        }
    }

    /// What people read, each with its place.
    fn texts_to_read(&self) -> Vec<(String, &BilingualText)> {
        let easy = &self.interpretation;
        let mut texts = vec![("title".to_owned(), &self.title)];
        let mut put = |place: String, text| texts.push((place, text));
        let of = |list: &str, at: usize, part: &str| [list, "/", &at.to_string(), part].concat();
        let lists: [(&str, &[Point]); 3] =
            [("points", &easy.points), ("scope", &easy.scope), ("standards", &easy.standards)];
        for (list, points) in lists {
            for (at, point) in points.iter().enumerate() {
                put(of(list, at, ""), &point.text);
            }
        }
        for (at, change) in easy.changes.iter().enumerate() {
            put(of("changes", at, "/before"), &change.before);
            put(of("changes", at, "/after"), &change.after);
        }
        for (at, term) in easy.terms.iter().enumerate() {
            put(of("terms", at, ""), &term.meaning);
        }
        for (at, question) in easy.questions.iter().enumerate() {
            put(of("questions", at, ""), &question.question);
            put(of("questions", at, "/answer"), &question.answer);
        }
        for (at, case) in easy.cases.iter().enumerate() {
            put(of("cases", at, "/title"), &case.title);
            put(of("cases", at, "/text"), &case.text);
        }
        texts.extend(self.offer.iter().map(|offer| ("offer/benefit".to_owned(), &offer.benefit.text)));
        texts
    }
}

fn warning(code: &'static str, place: &str, message_zh: String, message_en: String) -> Finding {
    Finding { level: Level::Warning, code, place: place.into(), message_zh, message_en }
}

#[cfg(test)]
mod tests;
