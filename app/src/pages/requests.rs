//! My requests, and one request as a time line: what happened, and what the law says comes next (条例 art. 30, 31, 33).

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::marks::Mark;
use mingbai_shared::words::date;
use uuid::Uuid;

use crate::clock;
use crate::components::head::page_head;
use crate::components::mark::{icon, mark, mark_saying};
use crate::device::{Device, MyRequest, MyStanding, SessionState};
use crate::matching::agency_name;
use crate::pages::request::check;
use crate::router::{Leaving, Place};
use crate::words::{fill, frame, language, request, t};

/// The list.
pub fn list() -> AnyView {
    let device = expect_context::<Device>();
    let rows = move || device.requests.with(|requests| requests.iter().map(|one| row(device, one)).collect::<Vec<_>>());
    let none =
        move || device.requests.with(Vec::is_empty).then(|| view! { <p class="empty">{t(request::MINE_NONE)}</p> });
    view! {
        {move || page_head(None, t(request::MINE))}
        {none}
        <ul class="rows">{rows}</ul>
        <p class="actions"><a class="button" href="/request">{move || t(request::NEW)}</a></p>
    }
    .into_any()
}

fn row(device: Device, one: &MyRequest) -> AnyView {
    let address = String::from("/requests/") + &one.id.to_string();
    let at = clock::instant(one.at_ms).map(|at| date::moment(at, clock::today(), language())).unwrap_or_default();
    let note = fill(t(request::SENT_TO), &[&agency_name(device, &one.agency), &at]);
    view! {
        <li><a href=address>
            <span class="row-title">{one.wanted.clone()}</span>
            {standing_mark(&one.standing)}
            <span class="row-note">{note}</span>
        </a></li>
    }
    .into_any()
}

fn standing_mark(standing: &MyStanding) -> AnyView {
    match standing {
        MyStanding::Waiting => mark(Mark::Waiting),
        MyStanding::Received => mark(Mark::Received),
        MyStanding::Registered(number, _) => {
            let words = fill(t(request::SENT_TO), &[t(Mark::Received.word()), &number.to_string()]);
            mark_saying(Mark::Received, words)
        }
        MyStanding::Refused(_) => {
            view! { <span class="mark mark-refused">{icon(Mark::NotEligible.shape())}<span>{t(request::REFUSED)}</span></span> }.into_any()
        }
    }
}

/// One request.
pub fn status(id: Memo<String>) -> AnyView {
    let device = expect_context::<Device>();
    (move || {
        let wanted = id.with(|id| Uuid::parse_str(id).ok());
        let found = device.requests.with(|requests| requests.iter().find(|one| Some(one.id) == wanted).cloned());
        match found {
            Some(found) => one(device, &found),
            None => view! {
                {page_head(None, t(request::MINE))}
                <p class="empty">{t(request::NO_SUCH)}</p>
                <p class="actions"><a class="button" href="/requests">{t(request::MINE)}</a></p>
            }
            .into_any(),
        }
    })
    .into_any()
}

fn one(device: Device, found: &MyRequest) -> AnyView {
    let number = match &found.standing {
        MyStanding::Registered(number, _) => Some(view! {
            <p class="note">{t(request::NUMBER)}</p>
            <p class="receipt-number" data-testid="receipt-number">{number.to_string()}</p>
        }),
        _ => None,
    };
    let next: Vec<AnyView> =
        what_next(device, &found.standing).into_iter().map(|line| view! { <li>{line}</li> }.into_any()).collect();
    let next = (!next.is_empty()).then(|| {
        view! { <section class="group"><h2>{t(request::WHAT_NEXT)}</h2><ol class="timeline">{next}</ol></section> }
    });
    let happened: Vec<AnyView> =
        happened(found).into_iter().map(|line| view! { <li class="is-done">{line}</li> }.into_any()).collect();
    view! {
        {page_head(Some(agency_name(device, &found.agency)), t(request::TITLE))}
        <section class="receipt">
            <p role="status">{standing_mark(&found.standing)}</p>
            {number}
            <p class="because">{found.wanted.clone()}</p>
            {put_back(device, found)}
        </section>
        {next}
        <section class="group"><h2>{t(request::WHAT_HAPPENED)}</h2><ol class="timeline">{happened}</ol></section>
        <details class="group"><summary>{t(request::AS_SENT)}</summary>{check::summary(device, &found.draft)}</details>
    }
    .into_any()
}

/// What happened so far, newest first.
fn happened(found: &MyRequest) -> Vec<String> {
    let today = clock::today();
    let moment = |at| date::moment(at, today, language());
    let mut lines = Vec::new();
    match &found.standing {
        MyStanding::Registered(number, at) => {
            lines.push(fill(t(request::REGISTERED_LINE), &[&moment(*at), &number.to_string()]));
        }
        MyStanding::Received => lines.push(t(request::RECEIVED_LINE).into()),
        MyStanding::Refused(refusal) => {
            lines.push(fill(t(request::REFUSED_LINE), &[refusal.sentence.in_language(language())]));
        }
        MyStanding::Waiting => {}
    }
    let written = clock::instant(found.at_ms).map(moment).unwrap_or_default();
    lines.push(fill(t(request::WRITTEN), &[&written]));
    lines
}

fn what_next(device: Device, standing: &MyStanding) -> Vec<&'static str> {
    match standing {
        MyStanding::Waiting => {
            let signed_in = device.session.with(|session| matches!(session, SessionState::SignedIn(_)));
            vec![t(if signed_in { request::NEXT_WAITING } else { request::NEXT_SIGN_IN })]
        }
        MyStanding::Received | MyStanding::Registered(..) => {
            vec![t(request::NEXT_CONFIRM), t(request::NEXT_UNCLEAR), t(request::NEXT_ANSWER)]
        }
        MyStanding::Refused(_) => Vec::new(),
    }
}

/// A waiting request leads to the sign-in where that is what it waits for; a refused one goes back into the form.
fn put_back(device: Device, found: &MyRequest) -> AnyView {
    match found.standing {
        MyStanding::Refused(_) => {
            let (id, place) = (found.id, expect_context::<Place>());
            let failed = RwSignal::new(None::<String>);
            let back = move |_| {
                spawn_local(async move {
                    match device.take_back(id).await {
                        Ok(()) => place.go("/request", Leaving::Keep),
                        Err(error) => failed.set(Some(error.to_string())),
                    }
                });
            };
            view! {
                <p class="field-error" role="alert">{move || failed.get()}</p>
                <button type="button" class="button" on:click=back>{t(request::PUT_BACK)}</button>
            }
            .into_any()
        }
        MyStanding::Waiting if device.session.with(|session| !matches!(session, SessionState::SignedIn(_))) => {
            view! { <p class="actions"><a class="button" href="/sign-in">{t(frame::SIGN_IN)}</a></p> }.into_any()
        }
        _ => ().into_any(),
    }
}
