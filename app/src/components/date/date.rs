//! A day, in the browser's own field for days: a calendar on a phone, typing on a keyboard, always as year, month, day.

#[cfg(feature = "patterns")]
pub mod fixture;

use chrono::NaiveDate;
use leptos::prelude::*;
use mingbai_shared::iso;

use crate::view::{Element, el};

/// The control. Days outside `from` and `to` cannot be chosen; one that is typed is none.
pub fn date(from: NaiveDate, to: NaiveDate, on_change: impl Fn(Option<NaiveDate>) + 'static) -> Element {
    el("input").attr("type", "date").attr("min", from.to_string()).attr("max", to.to_string()).on(
        "change",
        move |event| {
            on_change(iso::day(&event_target_value(&event)).filter(|day| (from..=to).contains(day)));
        },
    )
}
