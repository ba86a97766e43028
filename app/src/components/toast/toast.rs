//! A word about what was just done, with a way to undo it.
//!
//! It takes no focus and stays until it is closed or another page is opened: nobody is hurried (WCAG 2.2.1), and nothing moves by itself.

#[cfg(feature = "patterns")]
pub mod fixture;

use std::sync::Arc;

use leptos::prelude::*;

use super::button::{Kind, button};
use crate::router::Place;
use crate::view::{Element, classed, el, follow, live};
use crate::words::{frame, t};

type Undo = Arc<dyn Fn() + Send + Sync>;

/// The place where such words stand. A copy is the same place.
#[derive(Clone, Copy)]
pub struct Toast(RwSignal<Option<(String, Undo)>>);

impl Toast {
    /// Empty.
    pub fn open() -> Toast {
        Toast(RwSignal::new(None))
    }

    /// Says what was done; `undo` takes it back.
    pub fn say(self, words: String, undo: impl Fn() + Send + Sync + 'static) {
        self.0.set(Some((words, Arc::new(undo))));
    }

    /// Takes away what it says: what it would undo is gone.
    pub fn close(self) {
        self.0.set(None);
    }

    /// The element, once on each page. Esc closes what it says.
    pub fn element(self, place: Place) -> Element {
        let path = place.path();
        follow(move || {
            // Read, not only tracked: a memo that nobody reads follows nothing.
            path.with(|_| ());
            self.close();
        });
        let said = move || {
            self.0.get().map(|(words, undo)| {
                let take_back = move || {
                    undo();
                    self.close();
                };
                classed("div", "toast")
                    .child(el("span").child(words))
                    .child(button(Kind::Bare, t(frame::UNDO), take_back))
                    .child(button(Kind::Bare, t(frame::CLOSE), move || self.close()))
            })
        };
        classed("div", "toasts").attr("role", "status").child(live(said)).on("keydown", move |event| {
            if super::pressed(&event, "Escape") {
                self.close();
            }
        })
    }
}
