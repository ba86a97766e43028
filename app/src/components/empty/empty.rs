//! Where there is nothing yet: what would stand here, and what one can do about it.

#[cfg(feature = "patterns")]
pub mod fixture;

use crate::view::{Element, View, classed, many};

/// Nothing to show, in words.
pub fn empty(words: impl Into<View>) -> Element {
    classed("p", "empty").child(words)
}

/// The same with something to do.
pub fn empty_with(words: impl Into<View>, action: Element) -> View {
    many([empty(words).attr("role", "status").into(), super::button::actions().child(action).into()])
}
