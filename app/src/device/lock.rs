//! One tab at a time: Web Locks where the browser has them. Where it has not, the protocol's own rules catch what two tabs do at once.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// This tab's turn. It ends when this is dropped, and with the tab.
pub struct Turn {
    end: Option<Function>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            // Resolving a promise does not fail.
            let _ = end.call0(&JsValue::NULL);
        }
    }
}

/// Waits for this tab's turn with the lock `name`.
pub async fn turn(name: &str) -> Turn {
    let end = match ask(name) {
        Some(granted) => JsFuture::from(granted).await.ok().and_then(|end| end.dyn_into().ok()),
        None => None,
    };
    Turn { end }
}

/// A promise of what ends the turn; rejected where the browser does not give locks to this page.
fn ask(name: &str) -> Option<Promise> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(|locks| !locks.is_undefined())?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let mut held = None;
    let granted = Promise::new(&mut |grant, _| {
        held = Some(Closure::once_into_js(move |_lock: JsValue| {
            Promise::new(&mut |end, _| {
                // Resolving a promise does not fail.
                let _ = grant.call1(&JsValue::NULL, &end);
            })
        }));
    });
    let ended = request.call2(&locks, &name.into(), &held?).ok()?;
    Some(Promise::race(&Array::of2(&granted, &ended)))
}
