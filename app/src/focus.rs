//! Moving the focus, so that a keyboard or a screen reader follows what the page does.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FocusOptions, HtmlElement};

/// Focuses the first element that `selector` finds, once what is being drawn stands. Says whether to scroll to it.
pub fn soon(selector: &'static str, scroll: bool) {
    request_animation_frame(move || {
        now(selector, scroll);
    });
}

/// Focuses the first element that `selector` finds, if there is one.
pub fn now(selector: &str, scroll: bool) -> bool {
    let found =
        document().query_selector(selector).ok().flatten().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(element) = found else { return false };
    let options = FocusOptions::new();
    options.set_prevent_scroll(!scroll);
    element.focus_with_options(&options).is_ok()
}
