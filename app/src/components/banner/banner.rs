//! What a person must know whatever page is open: offline, a new version, a record that failed its check, a device that does not save.

#[cfg(feature = "patterns")]
pub mod fixture;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{CustomEvent, Event};

use super::button::{Kind, button};
use crate::communal::Communal;
use crate::device::{Device, RecordState};
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{frame, language, t};

/// All banners; each shows itself while it has something to say.
pub fn banners() -> View {
    let device = expect_context::<Device>();
    let communal = expect_context::<Communal>();
    let waiting = update_waiting();
    let offline = move || (!device.online.get()).then(|| banner("banner banner-offline", t(frame::OFFLINE)));
    let update = move || {
        let accept = || button(Kind::Quiet, t(frame::UPDATE_NOW), accept);
        // It begins anew, which loses what is not saved.
        waiting.get().then(|| match device.fails_to_save() {
            true => banner("banner banner-update", t(frame::UPDATE_UNSAVED)),
            false => banner("banner banner-update", t(frame::UPDATE)).child(accept()),
        })
    };
    let held = move || {
        let waits = device.blocked.get() && !device.read.get();
        waits.then(|| banner("banner banner-storage", t(frame::BLOCKED)))
    };
    let many_use = move || {
        let leave = || button(Kind::Quiet, t(frame::LEAVE), move || spawn_local(communal.leave()));
        communal.is_on().then(|| banner("banner", t(frame::COMMUNAL)).child(leave().attr("data-testid", "leave")))
    };
    let alone = move || match () {
        () if communal.has_failed() => Some(banner("banner banner-storage", t(frame::NOT_CLEARED))),
        () if communal.is_left_alone() => Some(banner("banner banner-storage", t(frame::LEFT_ALONE))),
        () => None,
    };
    let place = |role: &'static str, said: View| el("div").attr("role", role).child(said).into();
    many([
        live(many_use),
        place("alert", live(alone)),
        place("status", live(offline)),
        place("status", live(update)),
        place("alert", live(move || refused(device))),
        place("alert", live(move || storage(device))),
        place("alert", live(held)),
    ])
}

fn banner(class: &'static str, text: &'static str) -> Element {
    classed("div", class).child(el("span").child(text))
}

/// The boot script says when a new version waits, and leaves a mark for who listens later.
fn update_waiting() -> RwSignal<bool> {
    let told = js_sys::Reflect::get(&window(), &"mingbaiUpdate".into());
    let waiting = RwSignal::new(told.is_ok_and(|told| told.is_truthy()));
    // The listener lives as long as the page.
    let _ = window_event_listener(ev::Custom::<CustomEvent>::new("mingbai:update"), move |_| waiting.set(true));
    waiting
}

/// It changes over only when the person agrees, so that nothing typed is interrupted.
fn accept() {
    if let Ok(event) = Event::new("mingbai:update-accepted") {
        // Nothing cancels this event, so what dispatching answers says nothing.
        let _ = window().dispatch_event(&event);
    }
}

fn refused(device: Device) -> Option<Element> {
    device.record_state.with(|state| match state {
        RecordState::Refused { why } => {
            let why = classed("span", "note").child(why.in_language(language()).to_owned());
            Some(banner("banner banner-refused", t(frame::REFUSED)).child(why))
        }
        _ => None,
    })
}

fn storage(device: Device) -> Option<Element> {
    let failed = device.fails_to_save() || device.record_state.with(|state| *state == RecordState::NotKept);
    failed.then(|| banner("banner banner-storage", t(frame::STORAGE_FAILED)))
}
