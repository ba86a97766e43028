//! What a person must know whatever page is open: offline, a new version, a record that failed its check, a device that does not save.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{CustomEvent, Event};

use crate::device::{Device, RecordState, Saving};
use crate::words::{frame, language, t};

/// All banners; each shows itself while it has something to say.
pub fn banners() -> AnyView {
    let device = expect_context::<Device>();
    view! {
        <div role="status">{move || (!device.online.get()).then(|| banner("banner banner-offline", t(frame::OFFLINE), None))}</div>
        <div role="status">{update_banner()}</div>
        <div role="alert">{move || refused(device)}</div>
        <div role="alert">{move || storage(device)}</div>
    }
    .into_any()
}

fn banner(class: &'static str, text: &'static str, more: Option<AnyView>) -> AnyView {
    view! { <div class=class><span>{text}</span>{more}</div> }.into_any()
}

/// The boot script says when a new version waits; it changes over only when the person agrees, so that nothing typed is interrupted.
fn update_banner() -> impl Fn() -> Option<AnyView> + Copy + Send {
    let waiting = RwSignal::new(false);
    let listener = window_event_listener(ev::Custom::<CustomEvent>::new("mingbai:update"), move |_| waiting.set(true));
    on_cleanup(move || listener.remove());
    let accept = move |_| {
        if let Ok(event) = Event::new("mingbai:update-accepted") {
            // Nothing cancels this event, so what dispatching answers says nothing.
            let _ = window().dispatch_event(&event);
        }
    };
    move || {
        waiting.get().then(|| {
            let button =
                view! { <button type="button" class="button quiet" on:click=accept>{t(frame::UPDATE_NOW)}</button> };
            banner("banner banner-update", t(frame::UPDATE), Some(button.into_any()))
        })
    }
}

fn refused(device: Device) -> Option<AnyView> {
    device.record_state.with(|state| match state {
        RecordState::Refused { why } => {
            let why = view! { <span class="note">{why.in_language(language()).to_owned()}</span> }.into_any();
            Some(banner("banner banner-refused", t(frame::REFUSED), Some(why)))
        }
        _ => None,
    })
}

fn storage(device: Device) -> Option<AnyView> {
    device.saving.with(|saving| match saving {
        Saving::Failed { .. } => Some(banner("banner banner-storage", t(frame::STORAGE_FAILED), None)),
        _ => None,
    })
}
