//! A document as it is searched: its text, and what each stretch of it is.

use std::ops::Range;

use chrono::NaiveDate;

use super::Place;
use crate::names::AgencyId;

/// A document to be searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its name: one that comes again replaces the one before.
    pub id: String,
    /// Its titles, the document's own first.
    pub titles: Vec<String>,
    /// Who published it.
    pub agency: Option<AgencyId>,
    /// The subject under which people look for it.
    pub topic: Option<String>,
    /// The terms that it explains.
    pub terms: Vec<String>,
    /// The day of this version.
    pub issued_on: Option<NaiveDate>,
    /// The first day on which it applies.
    pub from: Option<NaiveDate>,
    /// The last one. A later version under the same title ends it too.
    pub until: Option<NaiveDate>,
    /// Its whole text.
    pub text: String,
    /// What is found there, in the order of the text; what stands between two parts is not searched.
    pub parts: Vec<Part>,
}

/// A stretch of a document's text, found at most once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub place: Place,
    /// Its bytes, the heading first.
    pub range: Range<usize>,
    /// Where its heading ends, in the same bytes; the start of `range` where it has none.
    pub heading: usize,
}

/// Writes a text part by part.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) text: String,
    pub(super) parts: Vec<Part>,
}

impl Writer {
    /// Begins a part; `headings` are its first lines.
    pub(super) fn begin<'a>(&mut self, place: Place, headings: impl IntoIterator<Item = &'a str>) {
        let start = self.text.len();
        self.parts.push(Part { place, range: start..start, heading: start });
        headings.into_iter().for_each(|heading| self.line([heading]));
        if let Some(part) = self.parts.last_mut() {
            part.heading = part.range.end;
        }
    }

    /// Adds a line to the part that was begun last; an empty one is left out.
    pub(super) fn line<'a>(&mut self, pieces: impl IntoIterator<Item = &'a str>) {
        let before = self.text.len();
        self.text.extend(pieces);
        if self.text.len() == before {
            return;
        }
        if let Some(part) = self.parts.last_mut() {
            part.range.end = self.text.len();
        }
        self.text.push('\n');
    }
}
