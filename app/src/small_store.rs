//! The browser's small store, for a word or two that are nobody's secret and are needed before the device's own is open. Where a browser refuses it,
//! nothing is remembered.

use leptos::prelude::window;
use leptos::web_sys::Storage;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What stands under a name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Puts a word under a name.
pub fn put(name: &str, word: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, word);
    }
}

/// Removes it.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}
