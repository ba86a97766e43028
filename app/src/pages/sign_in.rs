//! Signing in as one of the sample people; only where the development issuer runs, and it says that it is a sample.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::roles::Role;
use mingbai_shared::words::Bilingual;

use crate::components::head::page_head;
use crate::device::{Device, SamplePerson};
use crate::matching::agency_name;
use crate::router::{Leaving, Place};
use crate::words::{fill, frame, language, me, t};

pub fn page() -> AnyView {
    let device = expect_context::<Device>();
    let people = RwSignal::new(None::<Vec<SamplePerson>>);
    let failed = RwSignal::new(None::<String>);
    spawn_local(async move {
        let found = device.sample_people().await;
        people.set(Some(found));
    });
    let place = expect_context::<Place>();
    let enter = StoredValue::new_local(move |id: String, role: Role| {
        spawn_local(async move {
            match device.sign_in(&id).await {
                Ok(()) => place.go(first_page(role), Leaving::Keep),
                Err(problem) => failed.set(Some(problem.sentence(language()).to_owned())),
            }
        });
    });
    let enter = Callback::new(move |(id, role)| enter.with_value(|enter| enter(id, role)));
    let list = move || {
        people.with(|people| match people.as_deref() {
            None => view! { <p class="empty">{t(frame::WAITING)}</p> }.into_any(),
            Some([]) => view! { <p class="empty">{t(me::NO_SAMPLE)}</p> }.into_any(),
            Some(people) => kinds(device, people, enter),
        })
    };
    let why = move || failed.get().map(|why| fill(t(me::FAILED), &[&why]));
    view! {
        {move || page_head(Some(t(frame::SAMPLE).into()), t(me::SAMPLE_TITLE))}
        <p class="lead">{move || t(me::SAMPLE_NOTE)}</p>
        <p class="field-error" role="alert">{why}</p>
        {list}
    }
    .into_any()
}

fn first_page(role: Role) -> &'static str {
    match role {
        Role::Resident => "/",
        Role::Firm => "/firm",
        _ => "/staff",
    }
}

fn kinds(device: Device, people: &[SamplePerson], enter: Callback<(String, Role)>) -> AnyView {
    let of = |title: Bilingual, belongs: fn(Role) -> bool| {
        let rows: Vec<AnyView> =
            people.iter().filter(|person| belongs(person.role)).map(|person| row(device, person, enter)).collect();
        (!rows.is_empty())
            .then(|| view! { <section class="group"><h2>{t(title)}</h2><ul class="options">{rows}</ul></section> })
    };
    view! {
        {of(me::RESIDENTS, |role| role == Role::Resident)}
        {of(me::FIRMS, |role| role == Role::Firm)}
        {of(me::STAFF, Role::is_staff)}
    }
    .into_any()
}

fn row(device: Device, person: &SamplePerson, enter: Callback<(String, Role)>) -> AnyView {
    let (id, role) = (person.id.to_string(), person.role);
    let mut note = String::from(t(role.label()));
    if let Some(agency) = &person.agency {
        note.push_str(" · ");
        note.push_str(&agency_name(device, agency.as_str()));
    }
    let name = person.name.clone();
    view! {
        <li><button type="button" class="option" data-person=id.clone() on:click=move |_| enter.run((id.clone(), role))>
            <span>{name}</span><span class="row-note">{note}</span>
        </button></li>
    }
    .into_any()
}
