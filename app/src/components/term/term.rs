//! A term that is explained where it stands. Its meaning opens at the foot of the screen and moves no text; in 长者版, which has no pop-ups, it opens
//! below the word. The same button closes it, and so does Esc; only one is open. What covers the foot of the screen also goes when one presses elsewhere.

#[cfg(feature = "patterns")]
pub mod fixture;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{Element as Node, Event};
use wasm_bindgen::JsCast;

use super::pressed;
use crate::appearance::elder;
use crate::view::{Element, classed, live};

/// The term that is open, by its number among all that were drawn; 0 where none is.
static OPEN: LazyLock<ArcRwSignal<usize>> = LazyLock::new(|| {
    // As long as the page.
    window_event_listener(ev::click, |event| close_unless(&event, within));
    // Pressing what it says gives the focus to what is around it, which is not elsewhere.
    window_event_listener(ev::focusin, |event| close_unless(&event, |at| within(at) || around(at)));
    window_event_listener(ev::keydown, |event| {
        if pressed(&event, "Escape") {
            close();
        }
    });
    ArcRwSignal::new(0)
});

static DRAWN: AtomicUsize = AtomicUsize::new(0);

/// What covers the foot of the screen goes when a finger or the focus is elsewhere: it could hide what has the focus (WCAG 2.4.11). In 长者版 it covers
/// nothing.
fn close_unless(event: &Event, here: impl Fn(&Node) -> bool) {
    let at = event.target().and_then(|target| target.dyn_into::<Node>().ok());
    if !at.is_some_and(|at| here(&at)) && untrack(elder).is_none() {
        close();
    }
}

fn within(at: &Node) -> bool {
    at.closest(".term-place").is_ok_and(|place| place.is_some())
}

fn around(at: &Node) -> bool {
    at.query_selector(".term-meaning").is_ok_and(|meaning| meaning.is_some())
}

fn close() {
    if OPEN.get_untracked() != 0 {
        OPEN.set(0);
    }
}

/// The word with its meaning.
pub fn term(word: String, meaning: String) -> Element {
    let this = DRAWN.fetch_add(1, Ordering::Relaxed) + 1;
    let id = ["term-", &this.to_string()].concat();
    let is_open = move || OPEN.get() == this;
    let (name, of_meaning) = (word.clone(), id.clone());
    let word = classed("button", "term")
        .attr("type", "button")
        .attr("aria-controls", id)
        .live_attr("aria-expanded", move || Some(if is_open() { "true" } else { "false" }.into()))
        .child(word)
        .on("click", move |_| OPEN.set(if OPEN.get_untracked() == this { 0 } else { this }));
    let meaning = move || {
        is_open().then(|| {
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
}
