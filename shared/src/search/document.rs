//! A regulation written out for search, with its numbers as it writes them.

use super::Place;
use super::source::Writer;
use crate::document::{Article, Document};

impl Writer {
    /// Adds a regulation: what stands before its articles, each article, what is signed below.
    pub(super) fn document<'a>(&mut self, document: &'a Document, titles: impl IntoIterator<Item = &'a str>) {
        self.begin(Place::Front, titles);
        for line in [&document.number, &document.issuer].into_iter().flatten().chain(&document.preamble) {
            self.line([line.as_str()]);
        }
        // Headings belong to the article that follows them.
        let mut above: Vec<String> = Vec::new();
        for chapter in &document.chapters {
            above.extend(chapter.part.clone());
            above.extend(chapter.heading());
            chapter.articles.iter().for_each(|article| self.article(article, &std::mem::take(&mut above)));
            for section in &chapter.sections {
                above.push(section.heading());
                section.articles.iter().for_each(|article| self.article(article, &std::mem::take(&mut above)));
            }
        }
        if !document.closing.is_empty() {
            self.begin(Place::Closing, []);
            document.closing.iter().for_each(|line| self.line([line.as_str()]));
        }
    }

    fn article(&mut self, article: &Article, above: &[String]) {
        let mut number = article.number.chinese();
        if let Some(heading) = &article.heading {
            number.extend(["（", heading.as_str(), "）"]);
        }
        self.begin(Place::Article(article.number), above.iter().map(String::as_str).chain([number.as_str()]));
        for paragraph in &article.paragraphs {
            self.line([paragraph.text.as_str()]);
            for item in &paragraph.items {
                self.line([item.label().as_str(), item.text.as_str()]);
            }
        }
    }
}
