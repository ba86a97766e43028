//! The app: the frame, the addresses, and what every navigation does (title, focus, scroll).

use leptos::prelude::*;

use crate::components::banners::banners;
use crate::components::focus;
use crate::components::question::PutOff;
use crate::components::shell::{bar, tabs};
use crate::device::{Device, RecordState};
use crate::pages;
use crate::router::{Place, Route};
use crate::take_over::take_over;
use crate::words::{self, frame, language, t};

/// The whole app. `Device` must be in the context.
#[component]
pub fn App() -> impl IntoView {
    provide_context(PutOff(RwSignal::new(Vec::new())));
    provide_context(Place::open());
    frame()
}

fn frame() -> AnyView {
    let device = expect_context::<Device>();
    let place = expect_context::<Place>();
    let (path, route) = (place.path(), place.route());
    follow(path);
    appear(device, path);
    view! {
        <a class="skip" href="#main">{move || t(frame::SKIP)}</a>
        {bar(path)}
        {banners()}
        <main id="main" class="page" class:wide=move || path.with(|path| path == "/staff") tabindex="-1">
            {move || open(place, route.get())}
        </main>
        {tabs(path)}
    }
    .into_any()
}

/// The page of a route. Going from one document to another keeps the page and changes what it shows.
fn open(place: Place, route: Route) -> AnyView {
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
        Route::Nowhere => pages::not_found::page(),
    }
}

/// After a navigation the focus goes to the heading of the new page, so that a screen reader begins there; an article takes it itself.
/// The language of the interface is the language of the page.
fn follow(path: Memo<String>) {
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) && !path.contains("/art/") {
            focus::soon("#main h1", false);
        }
        path
    });
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            // The attribute's name is a valid one.
            let _ = root.set_attribute("lang", words::name(language()));
        }
    });
}

/// Takes the place of the page that the worker rendered once there is at least as much to show.
fn appear(device: Device, path: Memo<String>) {
    Effect::new(move |done: Option<bool>| {
        let needs_record =
            path.with(|path| path == "/" || path == "/firm" || path == "/policies" || path.starts_with("/d/"));
        let loading = device.record_state.with(|state| matches!(state, RecordState::Loading));
        let ready = !needs_record || !loading || !device.record.with(Vec::is_empty);
        if ready && done != Some(true) {
            take_over();
        }
        ready || done == Some(true)
    });
}
