//! The app takes the place of the page that the server wrote, once it has as much to show. What was typed there and what has the focus go over.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use crate::focus;

const SERVED: &str = "#served, [data-served]";

/// Whether the page that the server wrote is still shown.
pub fn is_served() -> bool {
    document().query_selector(SERVED).is_ok_and(|served| served.is_some())
}

/// Whether what is shown is a page that the server wrote in full, and not only what stands in its place while the app is opened.
pub fn is_served_in_full() -> bool {
    is_served() && document().query_selector("#served .waiting").is_ok_and(|waiting| waiting.is_none())
}

/// Removes the served page and shows the app.
pub fn take_over() {
    let served = all(SERVED);
    let focused = document().active_element().filter(|focused| served.iter().any(|part| part.contains(Some(focused))));
    for typed in all("#served input").into_iter().filter_map(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        hand_over(&typed);
    }
    for part in served {
        part.remove();
    }
    if let Some(app) = document().get_element_by_id("app") {
        // The attribute's name is a valid one.
        let _ = app.remove_attribute("hidden");
    }
    if let Some(focused) = focused {
        focus::now(&heir_of(&focused), false);
    }
}

/// The words of a served field go into the app's field of the same id, as if they were typed there.
fn hand_over(typed: &HtmlInputElement) {
    let words = typed.value();
    let heir = document().query_selector(&heir_of(typed)).ok().flatten();
    let heir = heir.and_then(|heir| heir.dyn_into::<HtmlInputElement>().ok());
    if let (false, Some(heir), Ok(event)) = (words.is_empty(), heir, Event::new("input")) {
        heir.set_value(&words);
        // Nothing cancels this event, so what dispatching answers says nothing.
        let _ = heir.dispatch_event(&event);
    }
}

/// Finds what stands in the app for a served field or link.
fn heir_of(served: &Element) -> String {
    match served.get_attribute("href") {
        Some(address) => ["#app a[href=\"", &address, "\"]"].concat(),
        None => ["#app [id=\"", &served.id(), "\"]"].concat(),
    }
}

fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}
