//! Typing an identity number: what was typed stands below in the groups of the standard, so that a slip is seen before the form says so.
//!
//! It never enters an address, a log or an error, and the browser is told neither to complete nor to correct it.

#[cfg(feature = "patterns")]
pub mod fixture;

use leptos::prelude::*;
use mingbai_shared::identity::grouped;

use crate::view::{Element, classed, el, live};

/// The control. `fill_in` follows what was kept, `typed` what is in the field now.
pub fn identity_number(fill_in: impl Fn() -> String + 'static, on_input: impl Fn(String) + 'static) -> Element {
    el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "characters")
        .attr("spellcheck", "false")
        .property("value", move || fill_in().into())
        .on("input", move |event| on_input(event_target_value(&event)))
}

/// The number in its groups.
pub fn in_groups(typed: impl Fn() -> String + 'static) -> Element {
    classed("p", "identity-groups").child(live(move || grouped(&typed())))
}
