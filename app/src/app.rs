//! The app: the frame, the page at the address, and what every navigation does (title, focus, scroll).

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::aloud::Reading;
use crate::communal::Communal;
use crate::components::banner::banners;
use crate::components::question::PutOff;
use crate::components::shell::{ReadingAloud, bar, tabs};
use crate::components::skeleton::skeleton;
use crate::components::toast::Toast;
use crate::device::{Device, RecordState};
use crate::focus;
use crate::pages;
use crate::pages::policies::{Filter, Sought};
use crate::parts::{Loaded, Parts};
use crate::pieces::next_turn;
use crate::router::{Place, Route};
use crate::take_over::{is_served_in_full, take_over};
use crate::view::{View, el, follow, link, live, many};
use crate::words::{frame, language, t};

/// The whole app. `Device` must be in the context.
pub fn app() -> View {
    let place = Place::open();
    provide_context(PutOff(RwSignal::new(Vec::new())));
    provide_context(Sought(RwSignal::new(String::new())));
    provide_context(Filter(RwSignal::new(None)));
    provide_context(ReadingAloud(RwSignal::new(Reading::Silent)));
    provide_context(place);
    let toast = Toast::open();
    provide_context(toast);
    let route = place.route();
    let (device, parts) = (expect_context::<Device>(), Parts::open());
    provide_context(Communal::open(device));
    follow(move || parts.load(route.get(), device));
    follow_focus(place, parts);
    follow_language();
    let class = move || {
        Some(
            if matches!(
                route.get(),
                Route::Staff
                    | Route::Due
                    | Route::Drafts
                    | Route::Drafting
                    | Route::Publications
                    | Route::Publication
                    | Route::Trail
            ) {
                "page wide"
            } else {
                "page"
            }
            .into(),
        )
    };
    let main = el("main").attr("id", "main").attr("tabindex", "-1").live_attr("class", class);
    // The frame in one turn of the browser, the page in the next.
    let begun = RwSignal::new(false);
    spawn_local(async move {
        next_turn().await;
        begun.set(true);
    });
    let page = move || begun.get().then(|| open(device, place, route.get(), parts));
    appear(device, place, parts, begun);
    many([
        link("skip", "#main", live(|| t(frame::SKIP))).into(),
        bar().into(),
        banners(),
        main.child(live(page)).into(),
        toast.element(place).into(),
        tabs().into(),
    ])
}

/// The page of a route. Going from one document to another keeps the page and changes what it shows.
fn open(device: Device, place: Place, route: Route, parts: Parts) -> View {
    match (route, parts.of(route)) {
        (_, Some(Loaded::Here(draw))) => draw(route, place),
        (_, Some(Loaded::NotYet)) => live(|| skeleton(6)),
        (_, Some(Loaded::Failed)) => live(move || pages::not_here::page(device, move || parts.load(route, device))),
        (Route::Home(subject), None) => pages::home::page(subject),
        (Route::Policies, None) => pages::policies::page(),
        (Route::Document, None) => pages::reader::page(place.segment(1), place.below()),
        #[cfg(feature = "patterns")]
        (Route::Patterns, None) => pages::patterns::page(),
        (_, None) => live(pages::not_found::page),
    }
}

/// After a navigation the focus goes to the heading of the new page, so that a screen reader begins there; what an address names in a document takes it itself.
fn follow_focus(place: Place, parts: Parts) {
    let (path, route) = (place.path(), place.route());
    let mut before = path.get_untracked();
    follow(move || {
        let path = path.get();
        if !parts.settled(route.get()) {
            return;
        }
        place.resume();
        if before != path && !names_a_part(&path) {
            focus::soon("#main h1", false);
        }
        before = path;
    });
}

/// Whether something stands below the document.
fn names_a_part(path: &str) -> bool {
    path.starts_with("/d/") && path.splitn(4, '/').nth(3).is_some()
}

/// The language of the interface is the language of the page.
fn follow_language() {
    follow(|| {
        if let Some(root) = document().document_element() {
            // The attribute's name is a valid one.
            let _ = root.set_attribute("lang", language().tag());
        }
    });
}

/// Takes the place of the page that the worker rendered once there is at least as much to show.
fn appear(device: Device, place: Place, parts: Parts, begun: RwSignal<bool>) {
    let route = place.route();
    let mut done = false;
    follow(move || {
        if done {
            return;
        }
        let needs_record = matches!(route.get(), Route::Home(_) | Route::Policies | Route::Document);
        // A device that keeps nothing has nothing to show: then the served page, which is complete, stays.
        let current = device.record_state.with(|state| match state {
            // That a record was refused, only the app says.
            RecordState::Current { .. } | RecordState::Refused { .. } => true,
            RecordState::Loading => false,
            RecordState::Offline { .. } | RecordState::NotKept => !is_served_in_full(),
        });
        let record = !needs_record || current || !device.record.with(Vec::is_empty);
        // One that waits for another tab says so.
        let read = device.read.get() || device.blocked.get();
        done = begun.get() && read && record && parts.settled(route.get());
        if done {
            take_over();
            place.resume_first();
        }
    });
}
