//! Addresses: which page is open, and how one gets to another (docs/decisions/0005).
//!
//! Links are ordinary links. A click on one of this site's is taken over; everything else (new tabs, downloads, anchors on the page) is the browser's.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use js_sys::decode_uri_component;
use leptos::ev;
use leptos::prelude::*;
use mingbai_shared::facts::Subject;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, ScrollRestoration, Url};

use crate::pieces::after_paint;
use crate::take_over::is_served;

/// How long a page stands still before it is noted how far down it is: browsers refuse too many notes in a short time.
const STILL_MS: u32 = 200;

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/` and `/firm`.
    Home(Subject),
    /// `/policies`.
    Policies,
    /// `/d/{document}` and what is below it.
    Document,
    /// `/request`.
    Request,
    /// `/requests`.
    Requests,
    /// `/requests/{id}`.
    Status,
    /// `/reminders`.
    Reminders,
    /// `/notices`.
    Notices,
    /// `/me`.
    Me,
    /// `/sign-in`.
    SignIn,
    /// `/staff`.
    Staff,
    /// `/staff/{id}`.
    Case,
    /// `/staff/due`.
    Due,
    /// `/staff/drafts`.
    Drafts,
    /// `/staff/drafts/{id}`.
    Drafting,
    /// `/preview`: a draft by its link.
    Preview,
    /// `/staff/publications`.
    Publications,
    /// `/staff/publications/{digest}`.
    Publication,
    /// `/staff/notices`.
    Sendings,
    /// `/staff/notices/{id}`, where `new` is the one that is being written.
    Sending,
    /// `/trail`.
    Trail,
    /// `/clock`.
    Clock,
    /// `/calendar`.
    Calendar,
    /// `/patterns`.
    #[cfg(feature = "patterns")]
    Patterns,
    /// Any other.
    Nowhere,
}

impl Route {
    fn of(path: &str) -> Route {
        let mut segments = path.trim_matches('/').split('/');
        let first = segments.next().unwrap_or_default();
        match (first, segments.next(), segments.next()) {
            ("", None, _) => Route::Home(Subject::Resident),
            ("firm", None, _) => Route::Home(Subject::Firm),
            ("policies", None, _) => Route::Policies,
            ("d", Some(_), _) => Route::Document,
            ("request", None, _) => Route::Request,
            ("requests", None, _) => Route::Requests,
            ("requests", Some(_), None) => Route::Status,
            ("reminders", None, _) => Route::Reminders,
            ("notices", None, _) => Route::Notices,
            ("me", None, _) => Route::Me,
            ("sign-in", None, _) => Route::SignIn,
            ("staff", None, _) => Route::Staff,
            ("staff", Some("due"), None) => Route::Due,
            ("staff", Some("drafts"), None) => Route::Drafts,
            ("staff", Some("drafts"), Some(_)) => Route::Drafting,
            ("preview", None, _) => Route::Preview,
            ("staff", Some("publications"), None) => Route::Publications,
            ("staff", Some("publications"), Some(_)) => Route::Publication,
            ("staff", Some("notices"), None) => Route::Sendings,
            ("staff", Some("notices"), Some(_)) => Route::Sending,
            ("staff", Some(_), None) => Route::Case,
            ("trail", None, _) => Route::Trail,
            ("clock", None, _) => Route::Clock,
            ("calendar", None, _) => Route::Calendar,
            #[cfg(feature = "patterns")]
            ("patterns", None, _) => Route::Patterns,
            _ => Route::Nowhere,
        }
    }
}

/// What becomes of the page that one leaves in the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Back leads to it.
    Keep,
    /// Back leads past it, as from a form that was sent.
    Replace,
}

/// Where the app is. A copy is the same place.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    path: RwSignal<String>,
    /// Where one is on the way to; the same as `path` once that page is drawn.
    towards: RwSignal<String>,
    /// How often one set out: of several on their way, only the last arrives.
    departures: StoredValue<usize>,
    /// How often a link to the page at hand was pressed.
    again: RwSignal<usize>,
    before: StoredValue<Option<String>>,
    /// How far down the page was when it was last left, where one came back to it.
    returned_to: StoredValue<Option<f64>>,
    /// Whether the page stands where it was left, or at its top: before that nothing is noted.
    stands: StoredValue<bool>,
}

impl Place {
    /// Begins to follow the browser's address.
    pub fn open() -> Place {
        let place = Place {
            path: RwSignal::new(current()),
            towards: RwSignal::new(current()),
            departures: StoredValue::new(0),
            again: RwSignal::new(0),
            before: StoredValue::new(None),
            returned_to: StoredValue::new(noted()),
            stands: StoredValue::new(false),
        };
        // These follow the browser as long as the page.
        window_event_listener(ev::click, move |event| {
            if let Some(path) = own_link(&event) {
                event.prevent_default();
                place.go(&path, Leaving::Keep);
            }
        });
        if let Ok(history) = window().history() {
            // The browser would scroll before the page is there; a browser that does not know this does just that.
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let scrolling = RefCell::new(None);
        window_event_listener(ev::scroll, move |_| {
            let here = current();
            // Another page may be open by then.
            let note = move || {
                if here == current() {
                    place.note_scroll();
                }
            };
            scrolling.replace(Some(Timeout::new(STILL_MS, note)));
        });
        window_event_listener(ev::pagehide, move |_| place.note_scroll());
        window_event_listener(ev::popstate, move |event| {
            if place.towards.with_untracked(|path| *path == current()) {
                // An anchor on the page is in the history too, and nothing is drawn.
                if let Some(down) = event.state().as_f64() {
                    window().scroll_to_with_x_and_y(0.0, down);
                }
            } else {
                place.depart();
                if place.path.with_untracked(|path| *path == current()) {
                    // Back before the other page was drawn: this one stands as it was.
                    place.towards.set(current());
                    return place.stands.set_value(true);
                }
                let down = event.state().as_f64().unwrap_or_default();
                place.before.set_value(None);
                place.returned_to.set_value(Some(down));
                place.stands.set_value(false);
                let_go_of_focus();
                place.arrive_at(current());
            }
        });
        place
    }

    /// The path of the address.
    pub fn path(self) -> Memo<String> {
        Memo::new(move |_| self.path.get())
    }

    /// The path that was asked for: marks on links follow it at once, the page a moment later.
    pub fn towards(self) -> Memo<String> {
        Memo::new(move |_| self.towards.get())
    }

    /// Follows whether a link to the page at hand is pressed: what the address names is shown again.
    pub fn follow_again(self) {
        self.again.track();
    }

    /// The page of the address.
    pub fn route(self) -> Memo<Route> {
        Memo::new(move |_| self.path.with(|path| Route::of(path)))
    }

    /// The segment `number` of the path, from 0, as it is meant: `%40` is `@`. Nothing where the path is shorter.
    pub fn segment(self, number: usize) -> Memo<String> {
        Memo::new(move |_| self.path.with(|path| decoded(path.split('/').nth(number + 1).unwrap_or_default())))
    }

    /// All of the path below its first two segments, as they are meant: `art/3` of `/d/x/art/3`.
    pub fn below(self) -> Memo<String> {
        Memo::new(move |_| self.path.with(|path| decoded(path.splitn(4, '/').nth(3).unwrap_or_default())))
    }

    /// The page of this app from which this one was opened, by a link or a button; none where it was opened from outside.
    pub fn came_from(self) -> Option<String> {
        self.before.get_value()
    }

    /// Whether one came back to this page, by the browser's buttons or by loading it again: it then stands where it was left.
    pub fn is_returned_to(self) -> bool {
        self.returned_to.with_value(Option::is_some)
    }

    /// The app is shown for the first time: where the page was left, unless one has gone on reading in what the server wrote.
    pub fn resume_first(self) {
        match window().scroll_y() {
            Ok(down) if down > 0.0 => self.stands.set_value(true),
            _ => self.resume(),
        }
    }

    /// The page can be drawn: down to where it was left, if one came back to it. Not before the app is shown.
    pub fn resume(self) {
        if self.stands.get_value() || is_served() {
            return;
        }
        request_animation_frame(move || {
            if let Some(down) = self.returned_to.get_value() {
                window().scroll_to_with_x_and_y(0.0, down);
            }
            self.stands.set_value(true);
        });
    }

    /// Notes in the history how far down the page is, for when one comes back to it.
    fn note_scroll(self) {
        if let (true, Ok(history)) = (self.stands.get_value(), window().history()) {
            // A browser that refuses opens the page at its top.
            let _ = history.replace_state(&window().scroll_y().unwrap_or_default().into(), "");
        }
    }

    /// Opens another page of this app, from its top.
    pub fn go(self, path: &str, leaving: Leaving) {
        if self.towards.with_untracked(|towards| towards == path) {
            // On the way there one arrives at its top anyway.
            if self.path.with_untracked(|here| here == path) {
                window().scroll_to_with_x_and_y(0.0, 0.0);
                self.again.update(|again| *again += 1);
            }
            return;
        }
        let Ok(history) = window().history() else { return };
        self.note_scroll();
        let changed = match leaving {
            Leaving::Keep => history.push_state_with_url(&JsValue::NULL, "", Some(path)),
            Leaving::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(path)),
        };
        // Browsers refuse too many changes of address in a short time; then the address stays and the page opens all the same.
        let _ = changed;
        // The page that is still shown has its place in the history already.
        self.stands.set_value(false);
        let path = path.split(['?', '#']).next().unwrap_or_default().to_owned();
        self.towards.set(path.clone());
        let departure = self.depart();
        after_paint(move || {
            // One may have gone elsewhere since.
            if self.departures.get_value() != departure {
                return;
            }
            self.returned_to.set_value(None);
            let before = self.path.get_untracked();
            // To another page and back in one moment is no way at all.
            if before != path {
                let_go_of_focus();
                self.before.set_value(Some(before));
                self.arrive_at(path);
            }
            self.stands.set_value(true);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        });
    }

    /// Sets out for another page; its number.
    fn depart(self) -> usize {
        self.departures.update_value(|departures| *departures += 1);
        self.departures.get_value()
    }

    fn arrive_at(self, path: String) {
        self.towards.set(path.clone());
        self.path.set(path);
    }
}

/// The path, without a slash too many at its end.
fn current() -> String {
    let path = window().location().pathname().unwrap_or_default();
    let page = path.trim_end_matches('/');
    if page.is_empty() { "/".to_owned() } else { page.to_owned() }
}

/// What is no text stays as it stands: it names nothing.
fn decoded(segment: &str) -> String {
    match segment.contains('%').then(|| decode_uri_component(segment)) {
        Some(Ok(decoded)) => decoded.into(),
        _ => segment.to_owned(),
    }
}

/// How far down the page was when it was left, if it was open before.
fn noted() -> Option<f64> {
    window().history().ok()?.state().ok()?.as_f64()
}

/// The next page has a focus of its own; none of its parts need inherit that of the last.
fn let_go_of_focus() {
    if let Some(focused) = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        // Letting go does not fail.
        let _ = focused.blur();
    }
}

/// The path that a plain click on a link of this app leads to.
fn own_link(event: &web_sys::MouseEvent) -> Option<String> {
    // What the server wrote and the app has not taken over is a page like any other.
    let plain = !is_served()
        && event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if event.default_prevented() || !plain {
        return None;
    }
    let clicked = event.target()?.dyn_into::<Element>().ok()?;
    let link = clicked.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    if !link.target().is_empty() || link.has_attribute("download") {
        return None;
    }
    let (to, here) = (Url::new(&link.href()).ok()?, window().location());
    let own =
        to.origin() == here.origin().ok()? && Route::of(&to.pathname()) != Route::Nowhere && to.search().is_empty();
    // An anchor on the page that is open is the browser's own business.
    let anchor = !to.hash().is_empty() && to.pathname() == here.pathname().ok()?;
    (own && !anchor).then(|| to.pathname())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_address() {
        assert_eq!(Route::of("/"), Route::Home(Subject::Resident));
        assert_eq!(Route::of("/firm/"), Route::Home(Subject::Firm));
        assert_eq!(Route::of("/d/x/art/12-1"), Route::Document);
        assert_eq!(Route::of("/d/x@2026-05-01/q/3"), Route::Document);
        assert_eq!(Route::of("/requests/018f"), Route::Status);
        for nowhere in ["/d", "/requests/a/b", "/api", "/policies/x", "/FIRM"] {
            assert_eq!(Route::of(nowhere), Route::Nowhere, "{nowhere}");
        }
    }
}
