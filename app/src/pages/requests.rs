//! My requests, and one request as a time line: what happened, and what the law says comes next (条例 art. 30, 31, 33).

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::marks::Mark;
use mingbai_shared::request::Reading;
use mingbai_shared::words::date;
use uuid::Uuid;

use crate::clock;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::empty::{empty, empty_with};
use crate::components::shell::head::page_head;
use crate::components::skeleton::skeleton;
use crate::components::tag::{icon, mark, mark_saying};
use crate::components::timeline::{Tense, timeline};
use crate::device::{Device, MyRequest, MyStanding, SessionState};
use crate::matching::agency_name;
use crate::pages::request::check;
use crate::parts::with_clocks;
use crate::router::{Leaving, Place};
use crate::view::{Element, View, classed, el, link, live, many};
use crate::words::{fill, frame, language, request, t};

/// The list.
pub fn list() -> View {
    let device = expect_context::<Device>();
    // A sync that brings nothing new must not move the focus.
    let requests = Memo::new(move |_| device.requests.get());
    let rows = move || -> View {
        requests.with(|requests| {
            if requests.is_empty() && !device.read_mine.get() {
                return skeleton(3).into();
            }
            if requests.is_empty() {
                return empty(t(request::MINE_NONE)).into();
            }
            classed("ul", "rows").child(requests.iter().map(|one| row(device, one)).collect::<Vec<View>>()).into()
        })
    };
    many([
        live(|| page_head((), t(request::MINE))),
        live(rows),
        actions().child(button_link(Kind::Main, "/request", live(|| t(request::NEW)))).into(),
        live(move || sign_in_first(device)),
    ])
}

/// What the server has leaves the device with a sign-out, and comes back with a sign-in.
fn sign_in_first(device: Device) -> Option<View> {
    let signed_out = device.session.with(|session| matches!(session, SessionState::SignedOut));
    signed_out.then(|| {
        many([
            classed("p", "note").child(t(request::MINE_SIGN_IN)).into(),
            actions().child(button_link(Kind::Quiet, "/sign-in", t(frame::SIGN_IN))).into(),
        ])
    })
}

fn row(device: Device, one: &MyRequest) -> View {
    let at = clock::instant(one.at_ms).map(|at| date::moment(at, clock::today(), language())).unwrap_or_default();
    let note = [&agency_name(device, &one.agency), " · ", &at].concat();
    let row =
        link("", ["/requests/", &one.id.to_string()].concat(), classed("span", "row-title").child(one.wanted.clone()))
            .child(standing_mark(&one.standing))
            .child(classed("span", "row-note").child(note));
    el("li").child(row).into()
}

fn standing_mark(standing: &MyStanding) -> Element {
    match standing {
        MyStanding::Waiting => mark(Mark::Waiting),
        MyStanding::Received => mark(Mark::Received),
        MyStanding::Registered(number, _) => {
            mark_saying(Mark::Received, [t(Mark::Received.word()), " · ", &number.to_string()].concat())
        }
        MyStanding::Refused(_) => classed("span", "mark mark-refused")
            .child(icon(Mark::NotEligible.shape()))
            .child(el("span").child(t(request::REFUSED))),
    }
}

/// One request.
pub fn status(id: Memo<String>) -> View {
    let device = expect_context::<Device>();
    let found = Memo::new(move |_| {
        let id = id.with(|id| Uuid::parse_str(id).ok());
        device.requests.with(|requests| requests.iter().find(|one| Some(one.id) == id).cloned())
    });
    live(move || found.with(|found| found.as_ref().map_or_else(no_such, |found| one(device, found))))
}

fn no_such() -> View {
    many([
        page_head((), t(request::MINE)).into(),
        empty_with(t(request::NO_SUCH), button_link(Kind::Main, "/requests", t(request::MINE))),
    ])
}

fn one(device: Device, found: &MyRequest) -> View {
    let mut receipt =
        classed("section", "receipt").child(el("p").attr("role", "status").child(standing_mark(&found.standing)));
    if let MyStanding::Registered(number, _) = &found.standing {
        let number = classed("p", "receipt-number").attr("data-testid", "receipt-number").child(number.to_string());
        receipt = receipt.child(classed("p", "note").child(t(request::NUMBER))).child(number);
    }
    let receipt = receipt.child(classed("p", "because").child(found.wanted.clone())).child(put_back(device, found));
    // Once the clock runs, what comes next stands there with its date.
    let next = if found.clock.is_some() { Vec::new() } else { what_next(device, &found.standing) };
    let shown = found.clone();
    let dated = found.number().map(|_| {
        with_clocks(device, move |clocks| clocks.map_or(View::Nothing, |clocks| (clocks.mine)(device, &shown)))
    });
    let next = (!next.is_empty()).then(|| timeline("g-next", t(request::WHAT_NEXT), Tense::Future, next));
    many([
        page_head(agency_name(device, &found.agency), t(request::TITLE)).into(),
        receipt.into(),
        dated.into(),
        next.into(),
        timeline("g-happened", t(request::WHAT_HAPPENED), Tense::Past, happened(found)).into(),
        who_read(device, found.id),
        classed("details", "group")
            .child(el("summary").child(t(request::AS_SENT)))
            .child(check::summary(device, &found.draft))
            .into(),
    ])
}

/// What happened so far, newest first.
fn happened(found: &MyRequest) -> Vec<View> {
    let moment = |at| date::moment(at, clock::today(), language());
    let latest = match &found.standing {
        MyStanding::Registered(number, at) => {
            Some(fill(t(request::REGISTERED_LINE), &[&moment(*at), &number.to_string()]))
        }
        MyStanding::Received => Some(t(request::RECEIVED_LINE).into()),
        MyStanding::Refused(refusal) => {
            Some(fill(t(request::REFUSED_LINE), &[refusal.sentence.in_language(language())]))
        }
        MyStanding::Waiting => None,
    };
    let written = clock::instant(found.at_ms).map(moment).unwrap_or_default();
    let written = fill(t(request::WRITTEN), &[&written]);
    latest.into_iter().chain([written]).map(View::from).collect()
}

/// Who read the document number and the contact, and what for: the person is told, always (个保法 art. 44).
fn who_read(device: Device, id: Uuid) -> View {
    live(move || -> View {
        let lines: Vec<View> = device.readings.with(|readings| {
            let of_this = readings.iter().filter(|reading| reading.case == id);
            let line = |reading: &Reading| {
                let at = date::moment(reading.at, clock::today(), language());
                let agency = agency_name(device, reading.agency.as_str());
                fill(t(request::READ_LINE), &[&at, &agency, t(reading.role.label()), t(reading.purpose.label())]).into()
            };
            of_this.map(line).collect()
        });
        match lines.is_empty() {
            true => classed("p", "note").child(t(request::READ_BY_NOBODY)).into(),
            false => timeline("g-read", t(request::WHO_READ), Tense::Past, lines).into(),
        }
    })
}

fn what_next(device: Device, standing: &MyStanding) -> Vec<View> {
    match standing {
        MyStanding::Waiting => {
            let signed_in = device.session.with(|session| matches!(session, SessionState::SignedIn(_)));
            vec![t(if signed_in { request::NEXT_WAITING } else { request::NEXT_SIGN_IN }).into()]
        }
        MyStanding::Received | MyStanding::Registered(..) => {
            vec![t(request::NEXT_CONFIRM).into(), t(request::NEXT_UNCLEAR).into(), t(request::NEXT_ANSWER).into()]
        }
        MyStanding::Refused(_) => Vec::new(),
    }
}

/// A waiting request leads to the sign-in where that is what it waits for; a refused one goes back into the form.
fn put_back(device: Device, found: &MyRequest) -> View {
    match found.standing {
        MyStanding::Refused(_) => {
            let (id, place) = (found.id, expect_context::<Place>());
            let failed = RwSignal::new(None::<String>);
            let back = move || {
                spawn_local(async move {
                    match device.take_back(id).await {
                        Ok(()) => place.go("/request", Leaving::Keep),
                        Err(error) => failed.set(Some(error.to_string())),
                    }
                });
            };
            many([
                classed("p", "field-error").attr("role", "alert").child(live(move || failed.get())).into(),
                button(Kind::Main, t(request::PUT_BACK), back).into(),
            ])
        }
        MyStanding::Waiting if device.session.with(|session| !matches!(session, SessionState::SignedIn(_))) => {
            actions().child(button_link(Kind::Main, "/sign-in", t(frame::SIGN_IN))).into()
        }
        _ => View::Nothing,
    }
}
