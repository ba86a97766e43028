//! An address that leads nowhere: what to do instead.

use leptos::prelude::*;

use crate::components::head::page_head;
use crate::words::{frame, t};

pub fn page() -> AnyView {
    (move || {
        view! {
            {page_head(None, t(frame::NOT_FOUND_TITLE))}
            <p class="lead">{t(frame::NOT_FOUND)}</p>
            <p class="actions">
                <a class="button" href="/">{t(frame::TO_HOME)}</a>
                <a class="button quiet" href="/policies">{t(frame::TO_POLICIES)}</a>
            </p>
        }
    })
    .into_any()
}
