//! The frame around every page: bar above, the four places below.

#[cfg(feature = "patterns")]
pub mod fixture;
pub mod head;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::places::{LABEL, PLACES, Place as One};
use mingbai_shared::words::Bilingual;

use super::tag::icon;
use crate::aloud::Reading;
use crate::appearance::{TextSize, elder, set_elder};
use crate::device::{Device, SessionState};
use crate::focus;
use crate::parts::{self, Aloud, NotHere};
use crate::pieces::after_paint;
use crate::router::{Place, Route};
use crate::view::{Element, View, button, classed, el, follow, link, live, many};
use crate::words::{self, frame, language, t};

/// How reading aloud stands, wherever it is begun and ended.
#[derive(Clone, Copy)]
pub struct ReadingAloud(pub RwSignal<Reading>);

/// The bar above: the name, the two kinds of home, 长者版, the language.
pub fn bar() -> Element {
    let reading = expect_context::<ReadingAloud>().0;
    follow_page(reading);
    let (place, device) = (expect_context::<Place>(), expect_context::<Device>());
    let no_voice = move || (reading.get() == Reading::NoVoice).then(|| classed("p", "note").child(t(frame::NO_VOICE)));
    classed("header", "bar")
        .child(live(move || match elder() {
            None => many([
                name(),
                way("bar-link", "#elder", frame::ELDER, Some(TextSize::Large)),
                homes(device),
                other_language(),
            ]),
            Some(size) => calm(place, device, size, reading),
        }))
        .child(el("div").attr("role", "status").child(live(no_voice)))
}

/// The bar of 长者版, row by row: back, the name, the voice; the size of the text and the way out; on the home pages, which home.
fn calm(place: Place, device: Device, size: TextSize, reading: RwSignal<Reading>) -> View {
    let row = |parts: View| classed("div", "bar-row").child(parts).into();
    let at_home = move || matches!(place.route().get(), Route::Home(_) | Route::Staff).then(|| row(homes(device)));
    many([
        row(many([back(place), name(), listen(reading)])),
        row(many([
            step("#text-smaller", frame::SMALLER, size.smaller()),
            step("#text-larger", frame::LARGER, size.larger()),
            way("bar-link", "#elder", frame::STANDARD, None),
        ])),
        live(at_home),
    ])
}

fn name() -> View {
    let seal = classed("span", "seal").attr("aria-hidden", "true").child(frame::SEAL);
    link("brand", "/", seal).child(classed("span", "visually-hidden").child(live(|| t(frame::HOME_LINK)))).into()
}

fn homes(device: Device) -> View {
    let is_staff = Memo::new(move |_| {
        device.session.with(|session| matches!(session, SessionState::SignedIn(session) if session.role.is_staff()))
    });
    live(move || {
        let staff = is_staff.get().then(|| place("/staff", t(frame::STAFF)));
        many([place("/", t(frame::RESIDENT)).into(), place("/firm", t(frame::FIRM)).into(), staff.into()])
    })
}

fn other_language() -> View {
    button("bar-link", live(|| t(frame::OTHER_LANGUAGE)), || words::switch(language().other()))
        .live_attr("lang", || Some(language().other().tag().into()))
        .live_attr("aria-label", || Some(t(frame::SWITCH_LANGUAGE).into()))
        .into()
}

/// Into 长者版, or out of it again. `selector` is `#` and the id that it gets.
pub fn way(class: &'static str, selector: &'static str, words: Bilingual, size: Option<TextSize>) -> View {
    let press = move || {
        after_paint(move || {
            set_elder(size);
            // What was pressed is drawn anew.
            focus::soon(selector, false);
        });
    };
    button(class, t(words), press).attr("id", selector.trim_start_matches('#')).into()
}

/// Text of the next size; there is none beyond the last.
fn step(selector: &'static str, words: Bilingual, size: Option<TextSize>) -> View {
    let press = move || {
        if size.is_some() {
            after_paint(move || {
                set_elder(size);
                focus::soon(selector, false);
            });
        }
    };
    let disabled = if size.is_none() { "true" } else { "false" };
    let id = selector.trim_start_matches('#');
    button("bar-link", t(words), press).attr("id", id).attr("aria-disabled", disabled).into()
}

/// To the page before; on the home page there is none to go to.
fn back(place: Place) -> View {
    let path = place.path();
    let go = || {
        if let Ok(history) = window().history() {
            // Where there is no page before, the browser stays.
            let _ = history.back();
        }
    };
    live(move || path.with(|path| path != "/").then(|| button("bar-link back", t(frame::BACK), go)))
}

/// Reads the page aloud, or ends that.
fn listen(reading: RwSignal<Reading>) -> View {
    let words = move || t(if reading.get() == Reading::Aloud { frame::STOP } else { frame::LISTEN });
    let press = move || read_or_stop(reading);
    button("bar-link", live(words), press).attr("data-testid", "listen").into()
}

/// A page that one leaves is not read to its end.
fn follow_page(reading: RwSignal<Reading>) {
    let path = expect_context::<Place>().path();
    let mut before = (path.get_untracked(), untrack(elder).is_some());
    follow(move || {
        let (path, calm) = (path.get(), elder().is_some());
        // Without 长者版 there may be no button that would stop it.
        let left = before.0 != path || (before.1 && !calm);
        if left && reading.get_untracked() != Reading::Silent {
            speak(reading, |aloud, reading| (aloud.stop)(reading));
        }
        before = (path, calm);
    });
}

/// Reads the page aloud from what is in view, or ends that.
pub fn read_or_stop(reading: RwSignal<Reading>) {
    match reading.get_untracked() {
        Reading::Aloud => speak(reading, |aloud, reading| (aloud.stop)(reading)),
        _ => speak(reading, |aloud, reading| (aloud.read)("#main", reading)),
    }
}

fn speak(reading: RwSignal<Reading>, what: fn(Aloud, RwSignal<Reading>)) {
    spawn_local(async move {
        match parts::aloud().await {
            Ok(aloud) => what(aloud, reading),
            Err(NotHere) => reading.set(Reading::NoVoice),
        }
    });
}

fn place(address: &'static str, name: &'static str) -> Element {
    let path = expect_context::<Place>().towards();
    link("bar-link", address, name)
        .live_attr("aria-current", move || path.with(|path| path == address).then(|| "page".into()))
}

/// The duties of the staff, beside their pages where there is room (64 rem), and otherwise above them.
pub fn side() -> Element {
    let duties = [
        ("/staff", frame::DUTY_CASES),
        ("/staff/due", frame::DUTY_DUE),
        ("/staff/drafts", frame::DUTY_DRAFTS),
        ("/staff/publications", frame::DUTY_PUBLICATIONS),
        ("/staff/notices", frame::DUTY_NOTICES),
        ("/policies", frame::DUTY_CATALOGUE),
    ];
    let duties = move || -> View {
        duties
            .map(|(address, name)| el("li").child(place(address, t(name))).into())
            .into_iter()
            .collect::<Vec<View>>()
            .into()
    };
    classed("nav", "side").live_attr("aria-label", || Some(t(frame::DUTIES).into())).child(el("ul").child(live(duties)))
}

/// The four places below, within reach of a thumb.
pub fn tabs() -> Element {
    let tabs = || -> View { PLACES.iter().map(tab).collect::<Vec<View>>().into() };
    classed("nav", "tabs").live_attr("aria-label", || Some(t(LABEL).into())).child(live(tabs))
}

/// A page below a place belongs to it: a document to the policies, one request to the requests.
fn tab(one: &One) -> View {
    let One { address, name, shape } = *one;
    let path = expect_context::<Place>().towards();
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
