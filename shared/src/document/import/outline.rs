//! Where in a text its articles stand, for whoever shows or searches the text itself.

use std::ops::Range;

use super::{ImportError, Line, Reader, Style, bare, classify, readable};
use crate::law::ArticleNumber;

/// An article in the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlined {
    /// Its number.
    pub number: ArticleNumber,
    /// Its bytes, from the headings above it to the next article's.
    pub range: Range<usize>,
    /// Where its headings and its number end, in the same bytes.
    pub heading: usize,
}

/// The articles of a regulation, as [`import`](super::import) reads them, by where they stand in `text`.
pub fn outline(text: &str) -> Result<Vec<Outlined>, ImportError> {
    let lines = readable(text);
    let style = Style::of(&lines);
    let mut reader = Reader { style, ..Reader::default() };
    let place = |part: &str| (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let mut articles: Vec<Outlined> = Vec::new();
    // The first heading since the last article, and the chapter that it is of.
    let mut above: Option<usize> = None;
    let mut chapter = 0;
    for line in lines.iter().skip_while(|line| !style.begins_body(line)) {
        let before = reader.last;
        reader.take(line)?;
        if let Some(number) = reader.last.filter(|_| reader.last != before) {
            let start = above.take().unwrap_or(place(line));
            let heading = match classify(line) {
                Line::Article { text, .. } | Line::Point { text, .. } if !text.is_empty() => place(text),
                _ => place(line) + line.len(),
            };
            if let Some(last) = articles.last_mut() {
                last.range.end = start;
            }
            articles.push(Outlined { number, range: start..text.len(), heading });
            continue;
        }
        match classify(bare(line)) {
            // A table of contents has come to its end where the chapters begin anew.
            Line::Chapter { number, .. } if number <= chapter => (above, chapter) = (Some(place(line)), number),
            Line::Chapter { number, .. } => (above, chapter) = (above.or(Some(place(line))), number),
            Line::Part { .. } | Line::Section { .. } => above = above.or(Some(place(line))),
            _ => {}
        }
    }
    Ok(articles)
}
