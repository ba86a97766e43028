//! The frame around every page: bar above, the four places below.

use leptos::prelude::*;
use mingbai_shared::places::{LABEL, PLACES, Place as One};
use mingbai_shared::words::Language;

use super::mark::icon;
use crate::device::{Device, SessionState};
use crate::router::Place;
use crate::view::{Element, View, button, classed, el, link, live, many};
use crate::words::{self, frame, language, t};

/// The bar above: the name, the two kinds of home, the language.
pub fn bar() -> Element {
    let device = expect_context::<Device>();
    let is_staff = Memo::new(move |_| {
        device.session.with(|session| matches!(session, SessionState::SignedIn(session) if session.role.is_staff()))
    });
    let seal = classed("span", "seal").attr("aria-hidden", "true").child("明白");
    let name = classed("span", "visually-hidden").child(live(|| t(frame::HOME_LINK)));
    let places = move || {
        let staff = is_staff.get().then(|| place("/staff", t(frame::STAFF)));
        many([place("/", t(frame::RESIDENT)).into(), place("/firm", t(frame::FIRM)).into(), staff.into()])
    };
    classed("header", "bar").child(link("brand", "/", seal).child(name)).child(live(places)).child(
        button("bar-link", live(|| t(frame::SWITCH_LANGUAGE)), || words::switch(other()))
            .live_attr("lang", || Some(words::name(other()).into())),
    )
}

fn other() -> Language {
    match language() {
        Language::Zh => Language::En,
        Language::En => Language::Zh,
    }
}

fn place(address: &'static str, name: &'static str) -> Element {
    let path = expect_context::<Place>().path();
    link("bar-link", address, name)
        .live_attr("aria-current", move || path.with(|path| path == address).then(|| "page".into()))
}

/// The four places below, within reach of a thumb.
pub fn tabs() -> Element {
    let tabs = || -> View { PLACES.iter().map(tab).collect::<Vec<View>>().into() };
    classed("nav", "tabs").live_attr("aria-label", || Some(t(LABEL).into())).child(live(tabs))
}

/// A page below a place belongs to it: a document to the policies, one request to the requests.
fn tab(one: &One) -> View {
    let One { address, name, shape } = *one;
    let path = expect_context::<Place>().path();
    let current = move || {
        let here = path.with(|path| match address {
            "/" => path == "/" || path == "/firm",
            "/policies" => path == address || path.starts_with("/d/"),
            "/request" => path.starts_with(address),
            _ => path == address || path == "/sign-in",
        });
        here.then(|| "page".into())
    };
    link("", address, icon(shape)).child(el("span").child(t(name))).live_attr("aria-current", current).into()
}
