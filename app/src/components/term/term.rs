//! A term that is explained where it stands. Its meaning opens at the foot of the screen and moves no text; in 长者版, which has no pop-ups, it opens
//! below the word. The same button closes it, and so does Esc.

#[cfg(feature = "patterns")]
pub mod fixture;

use leptos::prelude::*;

use super::pressed;
use crate::view::{Element, classed, live};

/// The word with its meaning. `id` is that of the meaning and nothing else's on the page.
pub fn term(id: String, word: String, meaning: String) -> Element {
    let open = RwSignal::new(false);
    let (name, of_meaning) = (word.clone(), id.clone());
    let word = classed("button", "term")
        .attr("type", "button")
        .attr("aria-controls", id)
        .live_attr("aria-expanded", move || Some(if open.get() { "true" } else { "false" }.into()))
        .child(word)
        .on("click", move |_| open.update(|open| *open = !*open));
    let meaning = move || {
        open.get().then(|| {
            classed("span", "term-meaning")
                .attr("id", of_meaning.clone())
                .attr("role", "note")
                .child(classed("b", "term-word").child(name.clone()))
                .child(meaning.clone())
        })
    };
    classed("span", "term-place")
        .child(word)
        .child(classed("span", "term-said").attr("role", "status").child(live(meaning)))
        .on("keydown", move |event| {
            if pressed(&event, "Escape") {
                open.set(false);
            }
        })
}
