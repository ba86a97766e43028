//! The app takes the place of the page that the server wrote, once it has as much to show.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Removes the served page and shows the app.
pub fn take_over() {
    let Ok(served) = document().query_selector_all("#served, [data-served]") else { return };
    for index in 0..served.length() {
        if let Some(element) = served.item(index).and_then(|node| node.dyn_into::<Element>().ok()) {
            element.remove();
        }
    }
    if let Some(app) = document().get_element_by_id("app") {
        // The attribute's name is a valid one.
        let _ = app.remove_attribute("hidden");
    }
}
