//! What happened, or what comes next: a list along a line.

#[cfg(feature = "patterns")]
pub mod fixture;

use super::list::section;
use crate::view::{Element, View, classed};

/// Whether what a line tells has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It has.
    Past,
    /// It is to come.
    Future,
}

/// The list under its heading, whose id is `id`.
pub fn timeline(id: &'static str, title: &'static str, tense: Tense, lines: Vec<View>) -> Element {
    let class = if tense == Tense::Past { "is-done" } else { "" };
    let lines = lines.into_iter().map(|line| classed("li", class).child(line).into());
    section(id, title, ()).child(classed("ol", "timeline").child(lines.collect::<Vec<View>>()))
}
