//! A group of cards: five, then 全部. Never a wall.

use leptos::prelude::*;

use crate::words::{fill, frame, t};

const AT_FIRST: usize = 5;

/// A group with its title and count.
pub fn group(id: &'static str, title: &'static str, mut items: Vec<AnyView>, list: &'static str) -> AnyView {
    let count = items.len();
    let rest = items.split_off(AT_FIRST.min(count));
    let rest = (!rest.is_empty()).then(|| {
        let summary = fill(t(frame::ALL_OF), &[&count.to_string()]);
        view! { <details><summary>{summary}</summary><ul class=list>{rest}</ul></details> }
    });
    view! {
        <section class="group" aria-labelledby=id>
            <h2 id=id>{title}<span class="count">{count}</span></h2>
            <ul class=list>{items}</ul>
            {rest}
        </section>
    }
    .into_any()
}
