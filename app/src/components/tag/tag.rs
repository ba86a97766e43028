//! Marks and icons: an inline shape that screen readers pass over, and the word beside it.

#[cfg(feature = "patterns")]
pub mod fixture;

use mingbai_shared::marks::Mark;

use crate::view::{Element, View, classed, el};
use crate::words::{home, t};

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
    sample.then(|| classed("span", "tag tag-sample").child(t(home::SAMPLE))).into()
}
