//! The app: the frame, the addresses, and what every navigation does (title, focus, scroll).

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::{use_location, use_params_map};
use leptos_router::path;
use mingbai_shared::facts::Subject;

use crate::components::banners::banners;
use crate::components::focus;
use crate::components::question::PutOff;
use crate::components::shell::{bar, tabs};
use crate::device::{Device, RecordState};
use crate::pages;
use crate::take_over::take_over;
use crate::words::{self, frame, language, t};

/// The whole app. `Device` must be in the context.
#[component]
pub fn App() -> impl IntoView {
    provide_context(PutOff(RwSignal::new(Vec::new())));
    view! { <Router>{frame()}</Router> }
}

fn frame() -> AnyView {
    let device = expect_context::<Device>();
    let path = use_location().pathname;
    follow(path);
    appear(device, path);
    view! {
        <a class="skip" href="#main">{move || t(frame::SKIP)}</a>
        {bar(path)}
        {banners()}
        <main id="main" class="page" class:wide=move || path.with(|path| path == "/staff") tabindex="-1">
            <Routes fallback=pages::not_found::page>
                <Route path=path!("/") view=|| pages::home::page(Subject::Resident) />
                <Route path=path!("/firm") view=|| pages::home::page(Subject::Firm) />
                <Route path=path!("/policies") view=pages::policies::page />
                <Route path=path!("/d/:document/*rest") view=|| pages::reader::page(param("document"), param("rest")) />
                <Route path=path!("/request") view=pages::request::page />
                <Route path=path!("/requests") view=pages::requests::list />
                <Route path=path!("/requests/:id") view=|| pages::requests::status(param("id")) />
                <Route path=path!("/me") view=pages::me::page />
                <Route path=path!("/sign-in") view=pages::sign_in::page />
                <Route path=path!("/staff") view=pages::staff::page />
            </Routes>
        </main>
        {tabs(path)}
    }
    .into_any()
}

fn param(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str(name).unwrap_or_default().to_owned()))
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
