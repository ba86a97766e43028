//! `/preview`: a draft as it will be shown, for whoever has its link, and within the desk itself.
//!
//! The link's secret stands behind `#`, which browsers send to nobody: it is in no log.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use js_sys::Function;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::digest::Digest;
use mingbai_shared::names::AgencyId;
use mingbai_shared::pack::draft::Draft;
use mingbai_shared::pack::{Addressed, Pack};
use mingbai_shared::register::Entry;
use mingbai_shared::words::{Language, date};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, MessageEvent};

use crate::appearance::{TextSize, show_elder};
use crate::components::empty::empty;
use crate::components::shell::head::name_page;
use crate::components::skeleton::skeleton;
use crate::device::{Device, Published};
use crate::network::{self, Problem};
use crate::pages::reader;
use crate::view::{View, classed, el, live, many};
use crate::words::{drafting as words, fill, language, t};
use crate::{clock, json};

/// Said to the desk once the page in its frame is there.
pub const READY: &str = "mingbai-preview-ready";

/// What the desk gives to its frame.
#[derive(Serialize)]
pub struct Shown<'a> {
    pub pack: Option<&'a Pack>,
    pub elder: bool,
    pub language: Language,
}

#[derive(Deserialize)]
struct Given {
    pack: Option<Pack>,
    elder: bool,
    language: Language,
}

#[derive(Serialize)]
struct Token<'a> {
    token: &'a str,
}

/// What a link leads to.
#[derive(Deserialize)]
struct Linked {
    draft: Draft,
    agency: AgencyId,
    until: DateTime<Utc>,
}

/// What is shown.
#[derive(Clone)]
enum State {
    Waiting,
    /// Nothing can be shown yet.
    NotYet,
    /// No link led here.
    Nothing,
    Failed(Problem),
    Here(Arc<Published>, Option<DateTime<Utc>>),
    /// By a link; whether it is a sample is known once the record is.
    Linked(Box<Draft>, AgencyId, DateTime<Utc>),
}

pub fn page() -> View {
    let device = expect_context::<Device>();
    let state = RwSignal::new_local(State::Waiting);
    match desk() {
        Some(desk) => listen(&desk, state),
        None => {
            open(state);
            // Another link may be put into the address of the same page.
            let again = window_event_listener(leptos::ev::hashchange, move |_| open(state));
            on_cleanup(move || again.remove());
        }
    }
    name_page(t(words::PREVIEW));
    guard_links(desk().is_some());
    el("div").attr("data-testid", "preview").child(live(move || show(device, state.get()))).into()
}

/// The window in whose frame this is, if it is this site's own.
fn desk() -> Option<web_sys::Window> {
    let own = window();
    let parent = own.parent().ok().flatten()?;
    // Another site's window does not say where it is.
    (parent != own && parent.location().origin().ok() == own.location().origin().ok()).then_some(parent)
}

fn listen(desk: &web_sys::Window, state: RwSignal<State, LocalStorage>) {
    let Ok(own) = window().location().origin() else { return };
    let from = own.clone();
    let listening = window_event_listener(leptos::ev::message, move |event: MessageEvent| {
        if event.origin() != from {
            return;
        }
        let Some(given) = event.data().as_string().and_then(|text| json::parse::<Given>(&text).ok()) else { return };
        show_elder(given.elder.then_some(TextSize::Large));
        if language() != given.language {
            crate::words::show(given.language);
        }
        let stood = window().scroll_y().unwrap_or_default();
        state.set(given.pack.map_or(State::NotYet, |pack| State::Here(unpublished(pack), None)));
        request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, stood));
    });
    on_cleanup(move || listening.remove());
    // A window of this site takes it.
    let _ = desk.post_message(&READY.into(), &own);
}

fn open(state: RwSignal<State, LocalStorage>) {
    let token = window().location().hash().unwrap_or_default();
    let token = token.trim_start_matches('#').to_owned();
    if token.is_empty() {
        return state.set(State::Nothing);
    }
    spawn_local(async move {
        let linked = async {
            let body = json::write(&Token { token: &token }).map_err(|_| Problem::unexpected())?;
            let answer = network::post("/api/previews", body).await?;
            json::parse::<Linked>(&answer.text()?).map_err(|_| Problem::unexpected())
        };
        // The page may have been left meanwhile.
        let _ = state.try_set(match linked.await {
            Ok(Linked { draft, agency, until }) => State::Linked(Box::new(draft), agency, until),
            Err(problem) => State::Failed(problem),
        });
    });
}

/// Whether this district's agencies write samples, as what they published says; followed.
pub fn writes_samples(device: Device) -> bool {
    device.record.with(|record| record.iter().any(|published| published.pack.sample))
}

/// A pack in the place of a published one; its entry is in no record.
fn unpublished(mut pack: Pack) -> Arc<Published> {
    // A heading without words is none.
    for (title, untitled) in [(&mut pack.title.zh, words::UNTITLED.zh), (&mut pack.title.en, words::UNTITLED.en)] {
        if title.trim().is_empty() {
            untitled.clone_into(title);
        }
    }
    let (document, agency) = (pack.id.clone(), pack.agency.clone());
    let entry = Entry::publication(document, agency, pack.title.zh.clone(), Digest::of(b""), 0, DateTime::default());
    Arc::new(Published { entry, pack, coming: None, versions: Vec::new() })
}

fn show(device: Device, state: State) -> View {
    match state {
        State::Waiting => skeleton(8).into(),
        State::NotYet => empty(t(words::PREVIEW_NOT_YET)).attr("role", "status").into(),
        State::Nothing => empty(t(words::PREVIEW_NONE)).attr("role", "status").into(),
        // Whoever follows a link has written nothing here.
        State::Failed(problem) => empty(problem.sentence(language()).to_owned()).attr("role", "status").into(),
        State::Linked(draft, agency, until) => match draft.preview(agency, writes_samples(device)).0 {
            Some(pack) => show(device, State::Here(unpublished(pack), Some(until))),
            None => show(device, State::NotYet),
        },
        State::Here(published, until) => {
            let said = until.map(|until| {
                let until = date::moment(until, clock::today(), language());
                classed("p", "aside").attr("role", "status").child(fill(t(words::PREVIEW_NOTE), &[&until]))
            });
            many([said.into(), reader::preview(device, &published)])
        }
    }
}

/// Links stay on the page: one to a part of the document goes to it, one within the page to its place, without a change of the address, in which the secret
/// stands. In the frame of a desk no other leads anywhere; whoever came by a link may go on into the app.
fn stay(event: &web_sys::Event, in_frame: bool) {
    let link = event.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest("a[href]").ok()?);
    let Some(link) = link else { return };
    let address = link.get_attribute("href").unwrap_or_default();
    if address.starts_with("tel:") {
        return;
    }
    let within = link.closest("#main").is_ok_and(|main| main.is_some());
    let place = match address.strip_prefix('#') {
        Some(place) => Some(place.to_owned()),
        None => part_of(&address).map(Addressed::id),
    };
    if place.is_some() || within || in_frame {
        event.prevent_default();
    }
    if let Some(place) = place.and_then(|id| document().get_element_by_id(&id)) {
        place.scroll_into_view();
        if let Some(place) = place.dyn_ref::<HtmlElement>() {
            // What takes no focus is still in view.
            let _ = place.focus();
        }
    }
}

/// The part of a document that an address names: /d/{document}/art/3.
fn part_of(address: &str) -> Option<Addressed> {
    let below = address.strip_prefix("/d/")?.split_once('/')?.1;
    Addressed::read(below).ok().flatten()
}

/// Guards all links of the page, before the app follows them.
fn guard_links(in_frame: bool) {
    let guard = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| stay(&event, in_frame));
    let function: Function = guard.as_ref().unchecked_ref::<Function>().clone();
    // A document takes listeners.
    let _ = document().add_event_listener_with_callback("click", &function);
    let guard = StoredValue::new_local(Some(guard));
    on_cleanup(move || {
        let _ = document().remove_event_listener_with_callback("click", &function);
        drop(guard.try_update_value(Option::take));
    });
}
