//! Whose page is shown, where this device has several, with the way to another; or what stands there while the facts cannot be read.

use leptos::prelude::*;
use mingbai_shared::facts::ProfileId;

use super::closed::closed;
use crate::components::button::{Kind, button};
use crate::device::Device;
use crate::focus;
use crate::view::{View, classed, el, live, many};
use crate::words::{fill, profiles as words, t};

/// The line below the head of a page that shows what is somebody's.
pub fn household(device: Device) -> View {
    many([whose(device), closed(device)])
}

/// What a profile is called; whoever uses the device alone has no name.
pub fn called(name: &str) -> String {
    if name.is_empty() { t(words::MYSELF).to_owned() } else { name.to_owned() }
}

fn whose(device: Device) -> View {
    let line = move || {
        device.profiles.with(|names| {
            let shown = names.all.iter().find(|(id, _)| *id == names.shown);
            fill(t(words::WHOSE), &[&shown.map(|(_, shown)| called(shown)).unwrap_or_default()])
        })
    };
    let choice = move |id: ProfileId, name: &str| {
        let show = move || {
            device.switch(id);
            fold();
        };
        let is_shown = move || device.profiles.with(|names| names.shown) == id;
        button(Kind::Quiet, called(name), show)
            .live_attr("aria-pressed", move || Some(if is_shown() { "true" } else { "false" }.into()))
            .into()
    };
    let all = Memo::new(move |_| device.profiles.with(|names| names.all.clone()));
    let choices = move || all.with(|all| all.iter().map(|(id, name)| choice(*id, name)).collect::<Vec<View>>());
    classed("details", "whose")
        .switch("hidden", move || all.with(|all| all.len() < 2))
        .child(el("summary").child(el("span").attr("aria-live", "polite").child(live(line))))
        .child(classed("div", "answers").child(live(choices)))
        .into()
}

/// Folds what was opened, and leaves the focus at its summary.
fn fold() {
    focus::now(".whose > summary", false);
    if let Ok(Some(opened)) = document().query_selector(".whose") {
        // What is folded already stays so.
        let _ = opened.remove_attribute("open");
    }
}
