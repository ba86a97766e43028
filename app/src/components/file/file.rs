//! Choosing files: the browser's own field, below it what was chosen with its size, each to be taken out again. Too large a file is refused at once.

pub mod fixture;

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use super::button::{Kind, button};
use crate::view::{Element, View, classed, el, live};
use crate::words::{fill, patterns, t};

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub name: String,
    pub bytes: u64,
}

/// The control. `kinds` is what the browser offers (`.pdf,.jpg`); names of files that are too large are kept in `refused`.
pub fn file(
    kinds: &'static str,
    most_bytes: u64,
    chosen: RwSignal<Vec<Chosen>>,
    refused: RwSignal<Vec<String>>,
) -> Element {
    el("input").attr("type", "file").attr("multiple", "").attr("accept", kinds).on("change", move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(files) = input.and_then(|input| input.files()) else { return };
        let files = (0..files.length()).filter_map(|at| files.item(at));
        let files = files.map(|file| Chosen { name: file.name(), bytes: file.size() as u64 });
        let (fits, large): (Vec<Chosen>, Vec<Chosen>) = files.partition(|file| file.bytes <= most_bytes);
        refused.set(large.into_iter().map(|file| file.name).collect());
        chosen.update(|chosen| chosen.extend(fits));
    })
}

/// What was chosen so far.
pub fn chosen_files(chosen: RwSignal<Vec<Chosen>>) -> View {
    live(move || {
        let rows = chosen.get().into_iter().enumerate().map(|(at, file)| {
            let remove = move || chosen.update(|chosen| drop(chosen.remove(at)));
            let remove = button(Kind::Bare, t(patterns::TAKE_OUT), remove)
                .attr("aria-label", fill(t(patterns::TAKE_OUT_THIS), &[&file.name]));
            let size = classed("span", "row-note").child(size(file.bytes));
            classed("li", "file-row").child(el("span").child(file.name)).child(size).child(remove).into()
        });
        classed("ul", "rows").child(rows.collect::<Vec<View>>())
    })
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}
