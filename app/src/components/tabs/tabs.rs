//! Several views of one thing in one place (WAI-ARIA tabs): one stop for the Tab key, arrow keys move between them and open what they move to.

#[cfg(feature = "patterns")]
pub mod fixture;

use std::rc::Rc;

use leptos::prelude::*;

use super::pressed;
use crate::focus;
use crate::view::{View, classed, el, live, many};

/// The tabs by their names, and below what `panel` shows for the one chosen. `id` begins the ids of all.
pub fn tabs(
    id: &'static str,
    label: &'static str,
    names: Vec<&'static str>,
    panel: impl Fn(usize) -> View + 'static,
) -> View {
    let (chosen, last) = (RwSignal::new(0_usize), names.len().saturating_sub(1));
    let tab_id = move |at: usize| [id, "-tab-", &at.to_string()].concat();
    let choose = Rc::new(move |at: usize| {
        chosen.set(at);
        focus::now(&["#", &tab_id(at)].concat(), true);
    });
    let of_keys = Rc::clone(&choose);
    let tabs = names.into_iter().enumerate().map(|(at, name)| {
        let choose = Rc::clone(&choose);
        classed("button", "tab")
            .attr("type", "button")
            .attr("role", "tab")
            .attr("id", tab_id(at))
            .attr("aria-controls", [id, "-panel"].concat())
            .live_attr("aria-selected", move || Some(if chosen.get() == at { "true" } else { "false" }.into()))
            .live_attr("tabindex", move || Some(if chosen.get() == at { "0" } else { "-1" }.into()))
            .child(name)
            .on("click", move |_| choose(at))
            .into()
    });
    let row =
        classed("div", "tab-row").attr("role", "tablist").attr("aria-label", label).child(tabs.collect::<Vec<View>>());
    let row = row.on("keydown", move |event| {
        let at = chosen.get_untracked();
        let to = match () {
            () if pressed(&event, "ArrowRight") => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            () if pressed(&event, "ArrowLeft") => at.checked_sub(1).unwrap_or(last),
            () if pressed(&event, "Home") => 0,
            () if pressed(&event, "End") => last,
            () => return,
        };
        event.prevent_default();
        of_keys(to);
    });
    let shown = el("div")
        .attr("role", "tabpanel")
        .attr("id", [id, "-panel"].concat())
        .attr("tabindex", "0")
        .live_attr("aria-labelledby", move || Some(tab_id(chosen.get()).into()))
        .child(live(move || panel(chosen.get())));
    many([row.into(), shown.into()])
}
