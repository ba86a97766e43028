//! One tab at a time: Web Locks where the browser has them. Where it has not, the protocol's own rules catch what two tabs do at once.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs `work` while holding the lock `name`; waits for its turn.
pub async fn alone<T: 'static>(name: &str, work: impl Future<Output = T> + 'static) -> Option<T> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(|locks| !locks.is_undefined());
    let request =
        locks.as_ref().and_then(|locks| Reflect::get(locks, &"request".into()).ok()?.dyn_into::<Function>().ok());
    let (Some(locks), Some(request)) = (locks, request) else {
        return Some(work.await);
    };
    let outcome = Rc::new(RefCell::new(None));
    let place = Rc::clone(&outcome);
    let held = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        future_to_promise(async move {
            let done = work.await;
            place.borrow_mut().replace(done);
            Ok(JsValue::UNDEFINED)
        })
    });
    let ended = request.call2(&locks, &name.into(), &held).ok()?.dyn_into::<Promise>().ok()?;
    // Should the lock be stolen, the work may still have been done; whether it was, stands in the outcome.
    let _ = JsFuture::from(ended).await;
    outcome.borrow_mut().take()
}
