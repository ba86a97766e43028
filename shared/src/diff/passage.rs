//! A regulation as the list of its units, each with its text.

use super::Unit;
use crate::document::{Article, Document};
use crate::law::ArticleNumber;

/// One unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) unit: Unit,
    /// Of an article.
    pub(super) number: Option<ArticleNumber>,
    pub(super) text: String,
}

/// The units of `document` in the order in which they are read; those without text are left out, unless they are articles.
pub(super) fn passages(document: &Document) -> Vec<Passage> {
    let mut passages =
        vec![worded(Unit::Title, document.title.clone()), worded(Unit::Preamble, document.preamble.join("\n"))];
    for chapter in &document.chapters {
        passages.push(worded(Unit::Part, chapter.part.clone().unwrap_or_default()));
        passages.push(worded(Unit::Chapter, chapter.heading().unwrap_or_default()));
        passages.extend(chapter.articles.iter().map(article));
        for section in &chapter.sections {
            passages.push(worded(Unit::Section, section.heading()));
            passages.extend(section.articles.iter().map(article));
        }
    }
    passages.push(worded(Unit::Closing, document.closing.join("\n")));
    passages.retain(|passage| passage.unit == Unit::Article || !passage.text.is_empty());
    passages
}

fn worded(unit: Unit, text: String) -> Passage {
    Passage { unit, number: None, text }
}

fn article(article: &Article) -> Passage {
    let heading = article.heading.iter().map(|heading| format!("（{heading}）"));
    let paragraphs = article.paragraphs.iter().flat_map(|paragraph| {
        let text = Some(paragraph.text.clone()).filter(|text| !text.is_empty());
        text.into_iter().chain(paragraph.items.iter().map(|item| item.label() + &item.text))
    });
    let lines: Vec<String> = heading.chain(paragraphs).collect();
    Passage { unit: Unit::Article, number: Some(article.number), text: lines.join("\n") }
}
