//! A word more about a control, when the pointer rests on it or the focus is there. It stays while either is, and Esc puts it away (WCAG 1.4.13).
//!
//! Only for what one can do without: a phone has neither.

pub mod fixture;

use leptos::prelude::*;

use super::pressed;
use crate::view::{Element, classed, el};

/// `control` with `words` beside it; `id` is that of the words.
pub fn tooltip(id: &'static str, control: Element, words: &'static str) -> Element {
    let away = RwSignal::new(false);
    classed("span", "tooltip-place")
        .child(control.attr("aria-describedby", id))
        .child(
            el("span")
                .live_attr("class", move || Some(if away.get() { "tooltip is-away" } else { "tooltip" }.into()))
                .attr("role", "tooltip")
                .attr("id", id)
                .child(words),
        )
        .on("keydown", move |event| {
            if pressed(&event, "Escape") {
                away.set(true);
            }
        })
        .on("focusout", move |_| away.set(false))
        .on("mouseleave", move |_| away.set(false))
}
