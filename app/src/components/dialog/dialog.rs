//! A question that must be answered before going on: the browser's own `dialog`, which keeps the focus inside, closes with Esc and gives the focus back.
//!
//! 长者版 has no pop-ups: there the same question stands open in the page, where it was asked.

#[cfg(feature = "patterns")]
pub mod fixture;

use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;
use wasm_bindgen::JsCast;

use super::pressed;
use crate::appearance::elder;
use crate::view::{Element, View, el, follow, live};

/// A dialog while it is open; `id` is its own. What is inside is drawn when it opens.
pub fn dialog<V: Into<View>>(
    id: &'static str,
    title: impl Fn() -> &'static str + 'static,
    open: RwSignal<bool>,
    inside: impl Fn() -> V + 'static,
) -> Element {
    follow(move || {
        let wanted = open.get();
        request_animation_frame(move || show(id, wanted));
    });
    let title_id = [id, "-title"].concat();
    let heading = el("h2").attr("id", title_id.clone()).child(live(title));
    el("dialog")
        .attr("id", id)
        .attr("aria-labelledby", title_id)
        .on("close", move |_| open.set(false))
        // A modal one closes by itself; in 长者版 it is none.
        .on("keydown", move |event| {
            if pressed(&event, "Escape") {
                open.set(false);
            }
        })
        .child(heading)
        .child(live(move || open.get().then(|| inside().into())))
}

fn show(id: &str, wanted: bool) {
    let Some(dialog) = document().get_element_by_id(id).and_then(|it| it.dyn_into::<HtmlDialogElement>().ok()) else {
        return;
    };
    match (wanted, dialog.open()) {
        (true, false) if elder().is_some() => {
            dialog.show();
            dialog.scroll_into_view();
        }
        // A dialog that stands in the page and is not open can be shown.
        (true, false) => drop(dialog.show_modal()),
        (false, true) => dialog.close(),
        _ => {}
    }
}
