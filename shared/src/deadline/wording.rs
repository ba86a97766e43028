//! A proof in words, Chinese and English: what starts the clock, what was left out and why, and the date.

mod day;
mod sentences;

use super::point::Point;
use super::proof::Proof;
use crate::law::{Citation, Law};
use crate::words::{Bilingual, Language, date, fill};

pub use day::day;
pub use sentences::{sentences, warnings};

/// What is said of a proof in a language.
#[derive(Clone, Copy)]
struct Say<'a> {
    proof: &'a Proof,
    language: Language,
}

impl Say<'_> {
    fn text(self, zh: &'static str, en: &'static str) -> &'static str {
        Bilingual { zh, en }.in_language(self.language)
    }

    fn fill(self, zh: &'static str, en: &'static str, values: &[&str]) -> String {
        fill(self.text(zh, en), values)
    }

    fn cited(self, text: &str, cite: Citation) -> String {
        cited(text, cite, self.language)
    }
}

/// Why the clock starts when it starts, with the article.
pub fn start_because(proof: &Proof, language: Language) -> String {
    let rule = proof.rule.rule();
    match (proof.basis, proof.rule.starts_with_receipt()) {
        (Some(basis), true) => {
            let because = basis.because().in_language(language);
            cited(because, Law::Regulations.article(31), language)
        }
        (_, true) => match language {
            Language::Zh => format!("{}；没有写明通过哪种方式提交", rule.start.zh),
            Language::En => format!("{}; by which channel it came is not said", rule.start.en),
        },
        (_, false) => rule.start.in_language(language).to_owned(),
    }
}

/// The whole proof, a sentence a line.
pub fn text(proof: &Proof, language: Language) -> String {
    sentences(proof, language).join("\n")
}

pub(super) fn cited(text: &str, cite: Citation, language: Language) -> String {
    match language {
        Language::Zh => format!("{text}（{}）", cite.in_language(language)),
        Language::En => format!("{text} ({})", cite.in_language(language)),
    }
}

/// A day, or a day with its time of the clock.
fn point(point: Point, language: Language) -> String {
    match point {
        Point::Day(day) => date::full_day(day, language),
        Point::Instant(instant) => format!("{} {}", date::full_day(point.day(), language), date::time(instant)),
    }
}

#[cfg(test)]
mod tests;
