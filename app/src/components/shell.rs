//! The frame around every page: skip link, bar above, the four places below.

use leptos::prelude::*;
use mingbai_shared::roles::Role;
use mingbai_shared::words::Language;

use super::mark::{HOME, ME, POLICIES, REQUEST, icon};
use crate::device::{Device, SessionState};
use crate::words::{self, frame, language, t};

/// The bar above: the name, the two kinds of home, the language.
pub fn bar(path: Memo<String>) -> AnyView {
    let device = expect_context::<Device>();
    let is_staff = move || {
        device
            .session
            .with(|session| matches!(session, SessionState::SignedIn(session) if Role::is_staff(session.role)))
    };
    let other = move || match language() {
        Language::Zh => Language::En,
        Language::En => Language::Zh,
    };
    let places = move || {
        let mut places = vec![place(path, "/", t(frame::RESIDENT)), place(path, "/firm", t(frame::FIRM))];
        if is_staff() {
            places.push(place(path, "/staff", t(frame::STAFF)));
        }
        places
    };
    view! {
        <header class="bar">
            <a class="brand" href="/">
                <span class="seal" aria-hidden="true">"明白"</span>
                <span class="visually-hidden">{move || t(frame::HOME_LINK)}</span>
            </a>
            {places}
            <button type="button" class="bar-link" lang=move || words::name(other()) on:click=move |_| words::switch(other())>
                {move || t(frame::SWITCH_LANGUAGE)}
            </button>
        </header>
    }
    .into_any()
}

fn place(path: Memo<String>, address: &'static str, name: &'static str) -> AnyView {
    let current = move || path.with(|path| path == address).then_some("page");
    view! { <a class="bar-link" href=address aria-current=current>{name}</a> }.into_any()
}

/// The four places below, within reach of a thumb.
pub fn tabs(path: Memo<String>) -> AnyView {
    let tabs = move || {
        [
            tab(path, "/", HOME, t(frame::TAB_HOME)),
            tab(path, "/policies", POLICIES, t(frame::TAB_POLICIES)),
            tab(path, "/request", REQUEST, t(frame::TAB_REQUEST)),
            tab(path, "/me", ME, t(frame::TAB_ME)),
        ]
    };
    view! { <nav class="tabs" aria-label=move || t(frame::NAVIGATION)>{tabs}</nav> }.into_any()
}

fn tab(path: Memo<String>, address: &'static str, shape: &'static str, name: &'static str) -> AnyView {
    // A page below a place belongs to it: a document to the policies, one request to the requests.
    let current = move || {
        path.with(|path| match address {
            "/" => (path == "/" || path == "/firm").then_some("page"),
            "/policies" => (path == address || path.starts_with("/d/")).then_some("page"),
            "/request" => path.starts_with(address).then_some("page"),
            _ => (path == address || path == "/sign-in").then_some("page"),
        })
    };
    view! { <a href=address aria-current=current>{icon(shape)}<span>{name}</span></a> }.into_any()
}
