//! The head of a page, and the title of its tab.

use leptos::prelude::*;

use crate::words::{frame, t};

/// Names the page in the tab and in the history.
pub fn name_page(title: &str) {
    let mut name = String::from(title);
    name.push_str(" · ");
    name.push_str(t(frame::NAME));
    document().set_title(&name);
}

/// The title of a page, with a quiet line above it.
pub fn page_head(line: Option<String>, title: &'static str) -> AnyView {
    name_page(title);
    let line = line.map(|line| view! { <p class="dateline">{line}</p> });
    view! { <header class="page-head">{line}<h1 tabindex="-1">{title}</h1></header> }.into_any()
}
