//! How far something long has come: the browser's own bar, and the same in words.

pub mod fixture;

use crate::view::{Element, classed, el};

/// `done` of `of`, both counted in what `words` say. `id` is the bar's own.
pub fn progress(id: &'static str, words: &'static str, done: u32, of: u32) -> Element {
    let count = [" ", &done.to_string(), " / ", &of.to_string()].concat();
    let label = el("label").attr("for", id).child(words).child(classed("span", "count").child(count));
    let bar = el("progress").attr("id", id).attr("max", of.to_string()).attr("value", done.to_string());
    classed("div", "progress").child(label).child(bar)
}
