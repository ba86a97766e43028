//! Marks and icons: an inline shape that screen readers pass over, and the word beside it.

use mingbai_shared::marks::Mark;

use crate::view::{Element, View, classed, el};
use crate::words::{frame, t};

/// The four places of the bottom bar.
pub const HOME: &str = r#"<path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z"/>"#;
pub const POLICIES: &str = r#"<path d="M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7"/>"#;
pub const REQUEST: &str = r#"<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>"#;
pub const ME: &str = r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>"#;

/// A shape by itself.
pub fn icon(shape: &'static str) -> Element {
    classed("svg", "icon").attr("viewBox", "0 0 24 24").attr("aria-hidden", "true").markup(shape)
}

/// A mark with its own word.
pub fn mark(mark: Mark) -> Element {
    mark_saying(mark, t(mark.word()).into())
}

/// A mark with more words than its own.
pub fn mark_saying(mark: Mark, words: String) -> Element {
    classed("span", mark.class()).child(icon(mark.shape())).child(el("span").child(words))
}

/// 示例, wherever a sample is shown.
pub fn sample_tag(sample: bool) -> View {
    sample.then(|| classed("span", "tag tag-sample").child(t(frame::SAMPLE))).into()
}
