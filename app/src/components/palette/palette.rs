//! The command palette of the staff (Ctrl K): type a few characters, choose with the arrow keys, Enter opens. A combobox with a list, inside a dialog.

#[cfg(feature = "patterns")]
pub mod fixture;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::{ev, web_sys::Event};

use super::button::{Kind, button};
use super::dialog::dialog;
use super::pressed;
use crate::focus;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{fill, frame, t};

/// What can be chosen: its words, and the address that it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub words: String,
    pub address: String,
}

const MOST_SHOWN: usize = 8;
const INPUT: &str = "palette-input";

#[derive(Clone, Copy)]
struct Palette {
    open: RwSignal<bool>,
    typed: RwSignal<String>,
    at: RwSignal<usize>,
    found: Memo<Vec<Entry>>,
}

/// The button that opens the palette, and the palette. `entries` follows signals; `go` opens an address.
pub fn palette(entries: impl Fn() -> Vec<Entry> + Send + Sync + 'static, go: impl Fn(&str) + 'static) -> View {
    let (open, typed, at) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(0));
    let found = Memo::new(move |_| {
        let words = typed.get().to_lowercase();
        let fits = |entry: &Entry| words.split_whitespace().all(|word| entry.words.to_lowercase().contains(word));
        entries().into_iter().filter(fits).take(MOST_SHOWN).collect()
    });
    let palette = Palette { open, typed, at, found };
    let shortcut = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            palette.open();
        }
    });
    on_cleanup(move || shortcut.remove());
    let go: Go = Rc::new(go);
    let opener =
        button(Kind::Quiet, live(|| t(frame::PALETTE)), move || palette.open()).attr("aria-keyshortcuts", "Control+K");
    let opener = opener.child(" ").child(el("kbd").attr("aria-hidden", "true").child("Ctrl K"));
    many([opener.into(), dialog("palette", || t(frame::PALETTE), open, move || palette.inside(&go)).into()])
}

type Go = Rc<dyn Fn(&str)>;

impl Palette {
    fn open(self) {
        self.typed.set(String::new());
        self.at.set(0);
        self.open.set(true);
        focus::soon("#palette-input", false);
    }

    fn choose(self, at: usize, go: &Go) {
        if let Some(entry) = self.found.with_untracked(|found| found.get(at).cloned()) {
            self.open.set(false);
            go(&entry.address);
        }
    }

    fn step(self, by: isize) {
        let count = self.found.with_untracked(Vec::len);
        self.at.update(|at| *at = at.saturating_add_signed(by).min(count.saturating_sub(1)));
    }

    fn key(self, event: &Event, go: &Go) {
        let step = match () {
            () if pressed(event, "ArrowDown") => 1,
            () if pressed(event, "ArrowUp") => -1,
            () if pressed(event, "Enter") => {
                event.prevent_default();
                return self.choose(self.at.get_untracked(), go);
            }
            () => return,
        };
        event.prevent_default();
        self.step(step);
    }

    fn inside(self, go: &Go) -> View {
        let (of_keys, of_list) = (Rc::clone(go), Rc::clone(go));
        let input = el("input")
            .attr("id", INPUT)
            .attr("type", "text")
            .attr("role", "combobox")
            .attr("autocomplete", "off")
            .attr("aria-expanded", "true")
            .attr("aria-controls", "palette-list")
            .attr("aria-label", t(frame::PALETTE))
            .live_attr("aria-activedescendant", move || {
                self.found.with(|found| (!found.is_empty()).then(|| id_of(self.at.get()).into()))
            })
            .on("input", move |event| {
                self.typed.set(event_target_value(&event));
                self.at.set(0);
            })
            .on("keydown", move |event| self.key(&event, &of_keys));
        let list = el("ul").attr("id", "palette-list").attr("role", "listbox").attr("aria-label", t(frame::PALETTE));
        let none = move || self.found.with(Vec::is_empty).then(|| t(frame::PALETTE_NONE));
        let count = move || fill(t(frame::PALETTE_COUNT), &[&self.found.with(Vec::len).to_string()]);
        many([
            input.into(),
            list.child(live(move || self.options(&of_list))).into(),
            classed("p", "note")
                .attr("role", "status")
                .child(live(move || none().map_or_else(count, str::to_owned)))
                .into(),
        ])
    }

    fn options(self, go: &Go) -> Vec<View> {
        self.found.with(|found| {
            found.iter().enumerate().map(|(at, entry)| self.option(at, entry, Rc::clone(go)).into()).collect()
        })
    }

    fn option(self, at: usize, entry: &Entry, go: Go) -> Element {
        el("li")
            .attr("id", id_of(at))
            .attr("role", "option")
            .live_attr("aria-selected", move || Some(if self.at.get() == at { "true" } else { "false" }.into()))
            .child(entry.words.clone())
            .on("click", move |_| self.choose(at, &go))
    }
}

fn id_of(at: usize) -> String {
    ["palette-", &at.to_string()].concat()
}
