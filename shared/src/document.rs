//! A regulation as chapters, sections, articles, paragraphs and items.
//!
//! [`import`] reads it from plain text, Markdown or a Word file. An article is addressed by its number (编、章、节、条、款、项 as 立法法 art. 65 names them).

pub mod anchor;
mod heading;
mod import;
pub mod notes;
mod wording;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use import::{
    ImportError, LARGEST_INPUT, LONGEST_PARAGRAPH, Outlined, Part, import, import_text, outline, text_of,
};

use crate::law::ArticleNumber;

/// A regulation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Who issued it.
    pub issuer: Option<String>,
    /// 文号, such as 国务院令第711号.
    pub number: Option<String>,
    /// The day of this version.
    #[serde(default, deserialize_with = "crate::iso::of_day_or_none")]
    pub issued_on: Option<NaiveDate>,
    /// The day from which it says that it applies.
    #[serde(default, deserialize_with = "crate::iso::of_day_or_none")]
    pub effective_on: Option<NaiveDate>,
    /// What stands before the first chapter or article: a covering letter, the history of its versions, introductory sentences.
    pub preamble: Vec<String>,
    /// Chapters in order; a document without chapters has one, with neither number nor title.
    pub chapters: Vec<Chapter>,
    /// Signature lines after the last article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closing: Vec<String>,
}

/// 章.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chapter {
    /// Its number; none where the document has no chapters.
    pub number: Option<u16>,
    /// Its title.
    pub title: Option<String>,
    /// 编: the part that begins with this chapter, where there are parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Sections, where the chapter has some.
    pub sections: Vec<Section>,
    /// Articles that stand in no section.
    pub articles: Vec<Article>,
}

/// 节.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// Its number in the chapter.
    pub number: u16,
    /// Its title.
    pub title: String,
    /// Its articles.
    pub articles: Vec<Article>,
}

/// 条.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Article {
    /// Its number.
    pub number: ArticleNumber,
    /// The words in brackets after the number, where there are some.
    pub heading: Option<String>,
    /// 款.
    pub paragraphs: Vec<Paragraph>,
}

/// 款, with the items that follow it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paragraph {
    /// Its text; empty where an article begins with items.
    pub text: String,
    /// 项.
    pub items: Vec<Item>,
}

/// 项.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Its number: `3` for （三）.
    pub number: String,
    /// Its text; lines of its own subdivisions stay in it.
    pub text: String,
}

impl Document {
    /// Its articles, in order.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.chapters.iter().flat_map(Chapter::articles)
    }

    /// The article of this number.
    pub fn article(&self, number: &ArticleNumber) -> Option<&Article> {
        self.articles().find(|article| article.number == *number)
    }
}

impl Chapter {
    /// Its articles, in order: first those before any section.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.articles.iter().chain(self.sections.iter().flat_map(|section| &section.articles))
    }
}
