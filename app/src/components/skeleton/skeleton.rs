//! What stands in for a page that is still on its way: nothing for 200 ms, since most come sooner, then grey lines, and words for a screen reader.

#[cfg(feature = "patterns")]
pub mod fixture;

use crate::view::{Element, View, classed, el};
use crate::words::{frame, t};

/// As many lines as the page will have at least, so that little moves when it comes.
pub fn skeleton(lines: usize) -> Element {
    let bones = (0..lines).map(|_| classed("span", "bone").into()).collect::<Vec<View>>();
    classed("div", "skeleton")
        .attr("role", "status")
        .child(classed("span", "visually-hidden").child(t(frame::WAITING)))
        .child(el("div").attr("aria-hidden", "true").child(bones))
}
