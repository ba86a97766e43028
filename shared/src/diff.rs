//! What changed between two versions of a regulation: which article became which, and the words within.
//!
//! Both texts are taken apart into units: title, preamble, headings of parts, chapters and sections, articles, closing. A unit is paired with the one
//! of the other text that says the same, wherever it stands and whatever its number is now; what has no partner was added or removed. An
//! article that was split goes with the most similar of its parts, and one that was put together with the most similar of its sources; the rest
//! counts as added or removed.
//!
//! **Nothing is lost.** Of every difference the spans that stay and those that were removed give the old text of the unit exactly, those that stay and
//! those that were added the new one. The differences sorted by [`Difference::old_at`] are the whole old text in its order, and by
//! [`Difference::new_at`] the new one. An article's number stands beside its text and not in it, so one that was only renumbered is the same; its
//! items carry theirs.

mod order;
mod pairing;
mod passage;
mod words;

use serde::Serialize;

use crate::document::Document;
use crate::law::ArticleNumber;
use passage::{Passage, passages};
use words::{Effort, spans};

/// What a piece of a regulation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// The title of the regulation.
    Title,
    /// What stands before the first chapter or article, one below the other.
    Preamble,
    /// The heading of a part 编.
    Part,
    /// The heading of a chapter 章, with its number.
    Chapter,
    /// The heading of a section 节, with its number.
    Section,
    /// An article 条: its heading in brackets, where there is one, paragraphs and items, one below the other; without its number.
    Article,
    /// The signature lines, one below the other.
    Closing,
}

/// What became of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Not a character changed, though its number or place may have.
    Same,
    /// It says something else.
    Changed,
    /// The old text does not have it.
    Added,
    /// The new text does not have it.
    Removed,
}

/// In which of the two texts a span stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Op {
    /// In both.
    #[serde(rename = "=")]
    Kept,
    /// In the new one only.
    #[serde(rename = "+")]
    Added,
    /// In the old one only.
    #[serde(rename = "-")]
    Removed,
}

/// A run of characters that has one fate.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// Its fate.
    pub op: Op,
    /// The characters; never none.
    pub text: String,
}

/// A unit of the old text, of the new one or, paired, of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its number in the old text, where it is an article of that.
    pub old: Option<ArticleNumber>,
    /// Its number in the new text, where it is an article of that.
    pub new: Option<ArticleNumber>,
    /// What became of it.
    pub kind: Kind,
    /// Its text; what was removed stands before what was added in its place.
    pub spans: Vec<Span>,
    /// What it is.
    pub unit: Unit,
    /// How many units of the old text stand before it, where that has it.
    pub old_at: Option<usize>,
    /// How many units of the new text stand before it, where that has it.
    pub new_at: Option<usize>,
    /// Whether it changed places with others, beyond what was added and removed around it.
    pub moved: bool,
}

/// The differences in the order of the new text. What was removed stands where it stood: after the unit that was before it in the old text and did not
/// move.
pub fn diff(old: &Document, new: &Document) -> Vec<Difference> {
    let (old, new) = (passages(old), passages(new));
    let pairs = pairing::pairs(&old, &new);
    let mut effort = Effort::of_a_document();
    let differences = order::in_order(&pairs, old.len(), new.len()).into_iter().map(|place| {
        let before = place.old.and_then(|at| old.get(at));
        let after = place.new.and_then(|at| new.get(at));
        let kind = match (before, after) {
            (Some(before), Some(after)) if before.text == after.text => Kind::Same,
            (Some(_), None) => Kind::Removed,
            (None, _) => Kind::Added,
            _ => Kind::Changed,
        };
        Difference {
            old: before.and_then(|passage| passage.number),
            new: after.and_then(|passage| passage.number),
            kind,
            spans: spans(text(before), text(after), &mut effort),
            unit: before.or(after).map_or(Unit::Article, |passage| passage.unit),
            old_at: place.old,
            new_at: place.new,
            moved: place.moved,
        }
    });
    differences.collect()
}

fn text(passage: Option<&Passage>) -> &str {
    passage.map_or("", |passage| passage.text.as_str())
}
