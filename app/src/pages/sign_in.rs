//! Signing in: at the services that the operator named, and where one develops as one of the sample people, which it says.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::roles::{Action, Role};
use mingbai_shared::words::Bilingual;
use web_sys::UrlSearchParams;

use crate::communal::Communal;
use crate::components::empty::empty;
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::components::skeleton::skeleton;
use crate::device::{Device, SamplePerson, Service, WaysToSignIn, Whom};
use crate::matching::agency_name;
use crate::network::Problem;
use crate::router::{Leaving, Place};
use crate::session::way_to;
use crate::view::{self, View, classed, el, link, live, many};
use crate::words::{fill, language, me, sign_in, t};

pub fn page() -> View {
    let device = expect_context::<Device>();
    let ways = RwSignal::new(None::<Result<WaysToSignIn, Problem>>);
    let failed = RwSignal::new(None::<String>);
    spawn_local(async move {
        let found = device.ways_to_sign_in().await;
        ways.set(Some(found));
    });
    let list = move || {
        ways.with(|ways| match ways {
            None => skeleton(6).into(),
            Some(Err(_)) => empty(t(sign_in::OFFLINE)).into(),
            Some(Ok(ways)) if ways.services.is_empty() && ways.sample.is_empty() => empty(t(sign_in::NO_WAY)).into(),
            Some(Ok(ways)) => many([services(&ways.services), sample(device, &ways.sample, failed)]),
        })
    };
    let why = move || failed.get().map(|why| fill(t(me::FAILED), &[&why]));
    let came_back = came_back_without();
    many([
        live(|| page_head((), t(me::SIGN_IN))),
        classed("p", "lead").child(live(|| t(sign_in::LEAD))).into(),
        live(move || came_back.map(|why| classed("p", "banner banner-refused").attr("role", "alert").child(t(why)))),
        classed("p", "field-error").attr("role", "alert").child(live(why)).into(),
        live(list),
    ])
}

/// Why one came back from a service without being signed in.
fn came_back_without() -> Option<Bilingual> {
    let asked = window().location().search().ok()?;
    let code = UrlSearchParams::new_with_str(&asked).ok()?.get("problem")?;
    Some(match code.as_str() {
        "declined" => sign_in::DECLINED,
        "expired" => sign_in::EXPIRED,
        "no_role" => sign_in::NO_ROLE,
        "unreachable" => sign_in::UNREACHABLE,
        _ => sign_in::NOT_VALID,
    })
}

/// Where one begins who came from nowhere.
fn first_page(role: Role) -> &'static str {
    match role {
        Role::Resident => "/",
        Role::Firm => "/firm",
        _ if role.carries(Action::ReadCases) => "/staff",
        _ if role.carries(Action::ReadTrail) => "/trail",
        // Who writes, reviews or signs begins with what is published.
        _ => "/policies",
    }
}

fn services(services: &[Service]) -> View {
    let place = expect_context::<Place>();
    let of = |title: Bilingual, whom: Whom| -> View {
        let there = services.iter().filter(|service| service.r#for == whom);
        let rows: Vec<View> = there.map(|service| service_row(service, place)).collect();
        group(t(title), rows)
    };
    many([of(me::RESIDENTS, Whom::Residents), of(me::FIRMS, Whom::Firms), of(me::STAFF, Whom::Staff)])
}

fn service_row(service: &Service, place: Place) -> View {
    let first = match service.r#for {
        Whom::Residents => "/",
        Whom::Firms => "/firm",
        Whom::Staff => "/staff",
    };
    let back = place.came_from().unwrap_or_else(|| first.into());
    // Where many use a device the service may still know the last of them.
    let again = expect_context::<Communal>().is_on();
    let name = el("span").child(service.label.in_language(language()).to_owned());
    let there = link("option", way_to(&service.id, &back, again), name).attr("data-service", service.id.clone());
    el("li").child(there).into()
}

fn sample(device: Device, people: &[SamplePerson], failed: RwSignal<Option<String>>) -> View {
    if people.is_empty() {
        return View::Nothing;
    }
    let of = |title: Bilingual, belongs: fn(Role) -> bool| -> View {
        let people = people.iter().filter(|person| belongs(person.role));
        group(t(title), people.map(|person| row(device, person, failed)).collect())
    };
    many([
        section("g-sample", t(me::SAMPLE_TITLE), ()).child(classed("p", "note").child(t(me::SAMPLE_NOTE))).into(),
        of(me::RESIDENTS, |role| role == Role::Resident),
        of(me::FIRMS, |role| role == Role::Firm),
        of(me::STAFF, Role::is_staff),
    ])
}

fn group(title: &'static str, rows: Vec<View>) -> View {
    if rows.is_empty() {
        return View::Nothing;
    }
    classed("section", "group").child(el("h2").child(title)).child(classed("ul", "options").child(rows)).into()
}

fn row(device: Device, person: &SamplePerson, failed: RwSignal<Option<String>>) -> View {
    let place = expect_context::<Place>();
    let (id, role) = (person.id.to_string(), person.role);
    let agency = person.agency.clone();
    // Live by itself: a button that is drawn anew under a finger is not pressed.
    let note = live(move || match &agency {
        Some(agency) => [t(role.label()), " · ", &agency_name(device, agency.as_str())].concat(),
        None => t(role.label()).to_owned(),
    });
    let name = el("span").child(person.name.clone());
    let enter = view::button("option", name, {
        let id = id.clone();
        move || enter(device, place, id.clone(), role, failed)
    });
    el("li").child(enter.attr("data-person", id).child(classed("span", "row-note").child(note))).into()
}

fn enter(device: Device, place: Place, person: String, role: Role, failed: RwSignal<Option<String>>) {
    spawn_local(async move {
        match device.sign_in(&person).await {
            Ok(()) => place.go(&place.came_from().unwrap_or_else(|| first_page(role).into()), Leaving::Replace),
            Err(problem) => failed.set(Some(problem.sentence(language()).to_owned())),
        }
    });
}
