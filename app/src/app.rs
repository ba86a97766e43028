//! The app: the frame, the page at the address, and what every navigation does (title, focus, scroll).

use leptos::prelude::*;

use crate::components::banners::banners;
use crate::components::focus;
use crate::components::question::PutOff;
use crate::components::shell::{bar, tabs};
use crate::device::{Device, RecordState};
use crate::pages;
use crate::router::{Place, Route};
use crate::take_over::take_over;
use crate::view::{View, el, link, live, many};
use crate::words::{self, frame, language, t};

/// The whole app. `Device` must be in the context.
pub fn app() -> View {
    let place = Place::open();
    provide_context(PutOff(RwSignal::new(Vec::new())));
    provide_context(place);
    follow_focus(place);
    follow_language();
    appear(expect_context::<Device>(), place);
    let route = place.route();
    let class = move || Some(if route.get() == Route::Staff { "page wide" } else { "page" }.into());
    let main = el("main").attr("id", "main").attr("tabindex", "-1").live_attr("class", class);
    many([
        link("skip", "#main", live(|| t(frame::SKIP))).into(),
        bar().into(),
        banners(),
        main.child(live(move || open(place, route.get()))).into(),
        tabs().into(),
    ])
}

/// The page of a route. Going from one document to another keeps the page and changes what it shows.
fn open(place: Place, route: Route) -> View {
    match route {
        Route::Home(subject) => pages::home::page(subject),
        Route::Policies => pages::policies::page(),
        Route::Document => pages::reader::page(place.segment(1), place.segment(3)),
        Route::Request => pages::request::page(),
        Route::Requests => pages::requests::list(),
        Route::Status => pages::requests::status(place.segment(1)),
        Route::Me => pages::me::page(),
        Route::SignIn => pages::sign_in::page(),
        Route::Staff => pages::staff::page(),
        Route::Nowhere => live(pages::not_found::page),
    }
}

/// After a navigation the focus goes to the heading of the new page, so that a screen reader begins there; an article takes it itself.
fn follow_focus(place: Place) {
    let path = place.path();
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) && !path.contains("/art/") {
            focus::soon("#main h1", false);
        }
        path
    });
}

/// The language of the interface is the language of the page.
fn follow_language() {
    Effect::new(|_| {
        if let Some(root) = document().document_element() {
            // The attribute's name is a valid one.
            let _ = root.set_attribute("lang", words::name(language()));
        }
    });
}

/// Takes the place of the page that the worker rendered once there is at least as much to show.
fn appear(device: Device, place: Place) {
    let route = place.route();
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        let needs_record = matches!(route.get(), Route::Home(_) | Route::Policies | Route::Document);
        let loading = device.record_state.with(|state| matches!(state, RecordState::Loading));
        let ready = !needs_record || !loading || !device.record.with(Vec::is_empty);
        if ready {
            take_over();
        }
        ready
    });
}
