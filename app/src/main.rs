//! The app in the browser: shows what `shared` decides and keeps what a person types.

mod aloud;
mod app;
mod appearance;
#[cfg(feature = "beside")]
mod beside;
mod calendar;
mod caret;
mod clipboard;
mod clock;
mod communal;
mod components;
mod device;
mod download;
mod finding;
mod focus;
mod highlight;
mod json;
mod matching;
mod network;
mod notices;
mod pages;
mod parts;
mod pieces;
mod private_sync;
mod public_sync;
mod random;
mod router;
mod session;
mod signature;
mod small_store;
mod take_over;
mod typography;
mod view;
mod words;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn main() {
    if cfg!(feature = "beside") {
        return;
    }
    std::panic::set_hook(Box::new(|panic| crashed(&panic.to_string())));
    // Not in the turn in which the browser makes the module ready: together they would hold up a finger on a slow phone.
    Timeout::new(0, start).forget();
}

fn start() {
    let Some(place) = document().get_element_by_id("app") else { return };
    // Leptos is given nothing to draw: it starts its executor and owns what lives as long as the page.
    let root = place.clone();
    let owner = mount_to(place.unchecked_into(), move || {
        provide_context(device::Device::open());
        view::mount(&root, app::app());
    });
    owner.forget();
}

/// After a panic this WASM cannot go on: the boot script says so. What was typed is in the store.
fn crashed(message: &str) {
    let hook = js_sys::Reflect::get(&window(), &"mingbaiCrashed".into());
    if let Some(hook) = hook.ok().and_then(|hook| hook.dyn_into::<js_sys::Function>().ok()) {
        // Nothing is left to do where even this fails.
        let _ = hook.call1(&window(), &message.into());
    }
}
