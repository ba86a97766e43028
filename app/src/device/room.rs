//! How much room the browser gives, and whether it promises to keep what is here.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// What the browser says of the room on this device.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// What this site uses, in bytes; none where the browser does not say.
    pub used: Option<f64>,
    /// What it may use, in bytes.
    pub allowed: Option<f64>,
    /// Whether the browser promises not to clear it away by itself.
    pub promised: bool,
}

/// Older browsers have none, and pages without a protected connection neither.
fn manager() -> Option<StorageManager> {
    Reflect::get(&window().navigator(), &"storage".into()).ok()?.dyn_into().ok()
}

/// The room as it is; none where the browser says nothing of it.
pub async fn room() -> Option<Room> {
    let manager = manager()?;
    let promised = JsFuture::from(manager.persisted().ok()?).await.ok()?.is_truthy();
    let estimate = JsFuture::from(manager.estimate().ok()?).await.ok()?.unchecked_into::<StorageEstimate>();
    Some(Room { used: estimate.get_usage(), allowed: estimate.get_quota(), promised })
}

/// Asks the browser to promise. Some ask the person first, others decide by how often the site is used.
pub async fn ask_to_keep() -> bool {
    let Some(promise) = manager().and_then(|manager| manager.persist().ok()) else { return false };
    JsFuture::from(promise).await.is_ok_and(|promised| promised.is_truthy())
}
