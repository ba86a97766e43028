//! The head of a page, and the title of its tab.

use leptos::prelude::document;

use crate::view::{Element, View, classed, el};
use crate::words::{frame, t};

/// Names the page in the tab and in the history.
pub fn name_page(title: &str) {
    document().set_title(&[title, " · ", t(frame::NAME)].concat());
}

/// The title of a page, with a quiet line above it. Only the title takes the focus, so the line may follow signals.
pub fn page_head(line: impl Into<View>, title: &'static str) -> Element {
    name_page(title);
    classed("header", "page-head")
        .child(classed("p", "dateline").child(line))
        .child(el("h1").attr("tabindex", "-1").child(title))
}
