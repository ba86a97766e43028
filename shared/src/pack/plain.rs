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

use super::Pack;
use super::check::{Finding, Level};
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
        let title = [("title".to_owned(), &self.title)];
        title.into_iter().chain(self.easy_texts().into_iter().map(|easy| (easy.place, easy.text))).collect()
    }
}

fn warning(code: &'static str, place: &str, message_zh: String, message_en: String) -> Finding {
    Finding { level: Level::Warning, code, place: place.into(), message_zh, message_en }
}

#[cfg(test)]
mod tests;
