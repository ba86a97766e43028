//! The draft exactly as a phone shows it: the app's own page in a frame as wide as one, given what is typed here.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlIFrameElement, MessageEvent};

use super::desk::Desk;
use crate::components::button::{Kind, actions, button};
use crate::components::list::section;
use crate::json;
use crate::pages::preview::{READY, Shown};
use crate::view::{View, classed, el, follow, live, many};
use crate::words::{drafting as words, language, t};

const FRAME: &str = "desk-phone";

pub fn shown(desk: Desk) -> View {
    let elder = RwSignal::new(false);
    // Counts when the page in the frame says that it is there.
    let ready = RwSignal::new(0_usize);
    let listening = window_event_listener(leptos::ev::message, move |event: MessageEvent| {
        let own = window().location().origin().ok();
        if own.as_deref() == Some(&event.origin()) && event.data().as_string().as_deref() == Some(READY) {
            ready.update(|ready| *ready += 1);
        }
    });
    on_cleanup(move || listening.remove());
    let pack = desk.pack();
    follow(move || {
        if ready.get() > 0 {
            let language = language();
            let _ = pack.with(|pack| send(&Shown { pack: pack.as_ref(), elder: elder.get(), language }));
        }
    });
    let one = |is_elder: bool, said| {
        button(Kind::Quiet, live(move || t(said)), move || elder.set(is_elder))
            .live_attr("aria-pressed", move || Some(if elder.get() == is_elder { "true" } else { "false" }.into()))
            .into()
    };
    let modes = actions().attr("role", "group").live_attr("aria-label", || Some(t(words::SHOWN).into()));
    let frame = classed("iframe", "desk-phone")
        .attr("id", FRAME)
        .attr("src", "/preview")
        .live_attr("title", || Some(t(words::SHOWN_FRAME).into()));
    section("g-shown", live(|| t(words::SHOWN)), ())
        .child(modes.child(many([one(false, words::SHOWN_NORMAL), one(true, words::SHOWN_ELDER)])))
        .child(el("div").child(frame))
        .into()
}

/// Gives the frame what it shows.
fn send(shown: &Shown<'_>) -> Option<()> {
    let frame: HtmlIFrameElement = document().get_element_by_id(FRAME)?.dyn_into().ok()?;
    let text = json::write(shown).ok()?;
    let own = window().location().origin().ok()?;
    frame.content_window()?.post_message(&JsValue::from_str(&text), &own).ok()
}
