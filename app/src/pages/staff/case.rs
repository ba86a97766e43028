//! One case at the agency: what is asked for; and who asks, for a purpose, after showing that it is oneself.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::request::{Applicant, Field, ListedCase, Purpose};
use mingbai_shared::roles::Action;
use mingbai_shared::words::date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::number;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::choice;
use crate::components::empty::empty_with;
use crate::components::list::{review, section};
use crate::components::shell::head::page_head;
use crate::device::Device;
use crate::matching::agency_name;
use crate::network::{self, Problem};
use crate::pages::failed::failed;
use crate::parts::with_clocks;
use crate::view::{View, classed, el, follow, live, many};
use crate::words::{language, request, staff, t};
use crate::{clock, json};

/// Who asks, and how they are reached. It is never kept on the device.
#[derive(Clone, Deserialize)]
struct Asker {
    applicant: Applicant,
    telephone: String,
    address: String,
}

#[derive(Serialize)]
struct What {
    purpose: Purpose,
}

/// What became of asking who it is.
#[derive(Clone)]
enum Asked {
    NotYet,
    UnderWay,
    Shown(Rc<Asker>),
    Failed(Problem),
}

/// What the page holds of reading who asks, whatever of it is drawn anew.
#[derive(Clone, Copy)]
struct Reading {
    purpose: RwSignal<Option<Purpose>>,
    asked: RwSignal<Asked, LocalStorage>,
    unchosen: RwSignal<bool>,
}

pub fn page(id: Memo<String>) -> View {
    let device = expect_context::<Device>();
    let found = Memo::new(move |_| {
        let id = id.with(|id| Uuid::parse_str(id).ok());
        device.cases.with(|cases| cases.iter().find(|one| Some(one.id) == id).cloned())
    });
    let reading = Reading {
        purpose: RwSignal::new(None),
        asked: RwSignal::new_local(Asked::NotYet),
        unchosen: RwSignal::new(false),
    };
    // Another case begins with nothing shown.
    follow(move || {
        id.track();
        reading.purpose.set(None);
        reading.asked.set(Asked::NotYet);
    });
    let here = Memo::new(move |_| found.with(Option::is_some));
    live(move || if here.get() { of_case(device, found, reading) } else { no_case() })
}

/// The page of a case. What is being noted or read outlives what is drawn anew when the case changes.
fn of_case(device: Device, found: Memo<Option<ListedCase>>, reading: Reading) -> View {
    let of = move |part: fn(Device, &ListedCase, Reading) -> View| {
        live(move || found.with(|case| case.as_ref().map_or(View::Nothing, |case| part(device, case, reading))))
    };
    many([
        of(|device, case, _| many([page_head(number(case), t(staff::CASE)).into(), what(device, case)])),
        with_clocks(device, move |clocks| clocks.map_or(View::Nothing, |clocks| (clocks.desk)(device, found))),
        of(|device, case, reading| who(device, case.id, reading)),
        actions().child(button_link(Kind::Quiet, "/staff", t(staff::BACK))).into(),
    ])
}

fn no_case() -> View {
    many([
        page_head((), t(staff::CASE)).into(),
        empty_with(t(staff::NO_CASE), button_link(Kind::Main, "/staff", t(staff::BACK))),
    ])
}

fn what(device: Device, case: &ListedCase) -> View {
    let kind = t(if case.organisation { request::ORGANISATION } else { request::CITIZEN });
    review(vec![
        (t(staff::WANTED), case.wanted.clone()),
        (t(staff::SUBMITTED), date::moment(case.submitted_at, clock::today(), language())),
        (t(request::MEDIUM), t(case.medium.label()).to_owned()),
        (t(request::DELIVERY), t(case.delivery.label()).to_owned()),
        (t(staff::APPLICANT), [kind, " · ", &case.name].concat()),
        (t(staff::AGENCY), agency_name(device, case.agency.as_str())),
    ])
}

fn who(device: Device, id: Uuid, reading: Reading) -> View {
    if !device.who().is_some_and(|session| session.role.carries(Action::ReadApplicant)) {
        return classed("p", "note").child(t(staff::MAY_NOT)).into();
    }
    let Reading { purpose, asked, unchosen } = reading;
    let read = move || {
        let Some(purpose) = purpose.get_untracked() else { return unchosen.set(true) };
        // Each reading is a line in the trail, and the person is told of each.
        if matches!(asked.get_untracked(), Asked::UnderWay) {
            return;
        }
        unchosen.set(false);
        asked.set(Asked::UnderWay);
        spawn_local(async move {
            let answer = ask(id, purpose).await;
            // The page may have been left meanwhile, or another case opened.
            if matches!(asked.try_get_untracked(), Some(Asked::UnderWay)) {
                asked.set(match answer {
                    Ok(asker) => Asked::Shown(Rc::new(asker)),
                    Err(problem) => Asked::Failed(problem),
                });
            }
        });
    };
    let options = Purpose::ALL.map(|one| {
        choice::option("purpose", t(one.label()), move || purpose.get() == Some(one), move || purpose.set(Some(one)))
    });
    let outcome = move || match asked.get() {
        Asked::NotYet | Asked::UnderWay => View::Nothing,
        Asked::Shown(asker) => many([shown(&asker), classed("p", "note").child(t(staff::READ_DONE)).into()]),
        Asked::Failed(problem) => failed(device, &["/staff/", &id.to_string()].concat(), &problem),
    };
    let wrong = move || unchosen.get().then(|| t(staff::CHOOSE_FIRST));
    section("g-who", t(staff::WHO_ASKS), ())
        .child(classed("p", "note").child(t(staff::WHO_NOTE)))
        .child(choice::choices(t(staff::PURPOSE), options.into()))
        .child(classed("p", "field-error").attr("role", "alert").child(live(wrong)))
        .child(actions().child(button(Kind::Main, t(staff::READ), read).attr("data-testid", "read-applicant")))
        .child(el("div").attr("role", "status").attr("data-testid", "applicant").child(live(outcome)))
        .into()
}

async fn ask(id: Uuid, purpose: Purpose) -> Result<Asker, Problem> {
    let body = json::write(&What { purpose }).map_err(|_| Problem::unexpected())?;
    let answer = network::post(&["/api/cases/", &id.to_string(), "/applicant"].concat(), body).await?;
    json::parse(&answer.text()?).map_err(|_| Problem::unexpected())
}

fn shown(asker: &Asker) -> View {
    let mut lines = match &asker.applicant {
        Applicant::Citizen { name, identity_kind, identity_number } => {
            vec![(t(request::NAME_PERSON), name.clone()), (t(identity_kind.label()), identity_number.clone())]
        }
        Applicant::Organisation { name, credit_code, contact_person } => vec![
            (t(request::NAME_ORGANISATION), name.clone()),
            (t(request::CREDIT_CODE), credit_code.clone()),
            (t(Field::ContactPerson.label()), contact_person.clone()),
        ],
    };
    lines.push((t(Field::Telephone.label()), asker.telephone.clone()));
    if !asker.address.is_empty() {
        lines.push((t(Field::Address.label()), asker.address.clone()));
    }
    review(lines)
}
