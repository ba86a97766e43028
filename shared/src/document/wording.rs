//! Headings and force of a document in words: 第一章 总则, 现行有效（2022年8月31日起）.

use chrono::NaiveDate;

use super::{Chapter, Document, Item, Section};
use crate::law::chinese_numeral;
use crate::words::Language;
use crate::words::date::full_day;

impl Chapter {
    /// The level of its articles' headings, below that of 原文, which is 2: one below its own heading, where it has one.
    pub fn article_level(&self) -> u8 {
        if self.heading().is_none() && self.part.is_none() { 3 } else { 4 }
    }

    /// The chapter's heading as the document writes it; none where the document has no chapters.
    pub fn heading(&self) -> Option<String> {
        let title = self.title.as_deref().unwrap_or_default();
        match self.number {
            Some(number) => Some(heading(number, "章", title)),
            None => self.title.clone(),
        }
    }
}

impl Item {
    /// The item's number as the document writes it: （三）.
    pub fn label(&self) -> String {
        let number = self.number.parse().map_or_else(|_| self.number.clone(), chinese_numeral);
        format!("（{number}）")
    }
}

impl Section {
    /// The section's heading as the document writes it.
    pub fn heading(&self) -> String {
        heading(self.number, "节", &self.title)
    }
}

fn heading(number: u16, unit: &str, title: &str) -> String {
    format!("第{}{unit} {title}", chinese_numeral(number)).trim_end().to_owned()
}

impl Document {
    /// Whether it applies on `today`, by what it says itself.
    pub fn force(&self, today: NaiveDate, language: Language) -> String {
        let from = self.effective_on.or(self.issued_on);
        match (from, language) {
            (Some(from), Language::Zh) if from > today => format!("尚未施行（{}起施行）", full_day(from, language)),
            (Some(from), Language::Zh) => format!("现行有效（{}起）", full_day(from, language)),
            (Some(from), Language::En) if from > today => {
                format!("not yet in force (from {})", full_day(from, language))
            }
            (Some(from), Language::En) => format!("in force since {}", full_day(from, language)),
            (None, Language::Zh) => "现行有效".into(),
            (None, Language::En) => "in force".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_read_as_the_law_writes_them() {
        let chapter = Chapter { number: Some(12), title: Some("附则".into()), ..Chapter::default() };
        assert_eq!(chapter.heading().as_deref(), Some("第十二章 附则"));
        assert_eq!(Chapter::default().heading(), None);
        let section = Section { number: 2, title: "受理".into(), articles: vec![] };
        assert_eq!(section.heading(), "第二节 受理");
        assert_eq!(Item { number: "13".into(), text: String::new() }.label(), "（十三）");
    }

    #[test]
    fn force_begins_on_the_day_that_the_document_names() {
        let document = Document { effective_on: "2022-08-31".parse().ok(), ..Document::default() };
        let force = |day: &str| document.force(day.parse().unwrap(), Language::Zh);
        assert_eq!(force("2022-08-30"), "尚未施行（2022年8月31日起施行）");
        assert_eq!(force("2022-08-31"), "现行有效（2022年8月31日起）");
    }
}
