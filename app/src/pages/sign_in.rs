//! Signing in as one of the sample people; only where the development issuer runs, and it says that it is a sample.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::roles::{Action, Role};
use mingbai_shared::words::Bilingual;

use crate::components::empty::empty;
use crate::components::shell::head::page_head;
use crate::components::skeleton::skeleton;
use crate::device::{Device, SamplePerson};
use crate::matching::agency_name;
use crate::network::Problem;
use crate::router::{Leaving, Place};
use crate::view::{self, View, classed, el, live, many};
use crate::words::{fill, home, language, me, t};

pub fn page() -> View {
    let device = expect_context::<Device>();
    let people = RwSignal::new(None::<Result<Vec<SamplePerson>, Problem>>);
    let failed = RwSignal::new(None::<String>);
    spawn_local(async move {
        let found = device.sample_people().await;
        people.set(Some(found));
    });
    let list = move || {
        people.with(|people| match people {
            None => skeleton(6).into(),
            Some(Err(_)) => empty(t(me::SAMPLE_OFFLINE)).into(),
            Some(Ok(people)) if people.is_empty() => empty(t(me::NO_SAMPLE)).into(),
            Some(Ok(people)) => kinds(device, people, failed),
        })
    };
    let why = move || failed.get().map(|why| fill(t(me::FAILED), &[&why]));
    many([
        live(|| page_head(t(home::SAMPLE), t(me::SAMPLE_TITLE))),
        classed("p", "lead").child(live(|| t(me::SAMPLE_NOTE))).into(),
        classed("p", "field-error").attr("role", "alert").child(live(why)).into(),
        live(list),
    ])
}

/// Where one begins who came from nowhere.
fn first_page(role: Role) -> &'static str {
    match role {
        Role::Resident => "/",
        Role::Firm => "/firm",
        _ if role.carries(Action::ReadCases) => "/staff",
        // Who writes, reviews or signs begins with what is published.
        _ => "/policies",
    }
}

fn kinds(device: Device, people: &[SamplePerson], failed: RwSignal<Option<String>>) -> View {
    let of = |title: Bilingual, belongs: fn(Role) -> bool| -> View {
        let people = people.iter().filter(|person| belongs(person.role));
        let rows: Vec<View> = people.map(|person| row(device, person, failed)).collect();
        if rows.is_empty() {
            return View::Nothing;
        }
        classed("section", "group").child(el("h2").child(t(title))).child(classed("ul", "options").child(rows)).into()
    };
    many([
        of(me::RESIDENTS, |role| role == Role::Resident),
        of(me::FIRMS, |role| role == Role::Firm),
        of(me::STAFF, Role::is_staff),
    ])
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
