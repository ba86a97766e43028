//! A group of cards: five, then 全部. Never a wall.

#[cfg(feature = "patterns")]
pub mod fixture;

use crate::view::{Element, View, classed, el};
use crate::words::{fill, home, t};

const AT_FIRST: usize = 5;

/// A group with its title and count.
pub fn group(id: &'static str, title: impl Into<View>, mut items: Vec<View>, list: &'static str) -> Element {
    let count = items.len();
    let rest = items.split_off(AT_FIRST.min(count));
    let more = (!rest.is_empty()).then(|| {
        let summary = fill(t(home::ALL_OF), &[&count.to_string()]);
        el("details").child(el("summary").child(summary)).child(classed("ul", list).child(rest))
    });
    section(id, title, count.to_string()).child(classed("ul", list).child(items)).child(more)
}

/// A group without a list yet: its heading, and at the end of the line how many there are.
pub fn section(id: &'static str, title: impl Into<View>, count: impl Into<View>) -> Element {
    let heading = el("h2").attr("id", id).attr("tabindex", "-1").child(title);
    classed("section", "group").attr("aria-labelledby", id).child(heading.child(classed("span", "count").child(count)))
}

/// What was said, each thing under its name.
pub fn review(lines: Vec<(&'static str, String)>) -> View {
    let line = |(name, said)| el("div").child(el("dt").child(name)).child(el("dd").child(said)).into();
    classed("dl", "review").child(lines.into_iter().map(line).collect::<Vec<View>>()).into()
}
