//! One case at the agency: what is asked for; and who asks, for a purpose, after showing that it is oneself.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::request::{Applicant, ListedCase, Purpose};
use mingbai_shared::roles::Action;
use mingbai_shared::words::date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::number;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::choice;
use crate::components::empty::empty_with;
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::device::{Device, Session, SessionState};
use crate::matching::agency_name;
use crate::network::{self, Problem};
use crate::pages::sign_in::leave;
use crate::view::{View, classed, el, live, many};
use crate::words::{language, me, request, sign_in, staff, t};
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

pub fn page(id: Memo<String>) -> View {
    let device = expect_context::<Device>();
    let found = Memo::new(move |_| {
        let id = id.with(|id| Uuid::parse_str(id).ok());
        device.cases.with(|cases| cases.iter().find(|one| Some(one.id) == id).cloned())
    });
    live(move || {
        found.with(|found| match found {
            Some(case) => many([
                page_head(number(case), t(staff::CASE)).into(),
                what(device, case),
                who(device, case.id),
                actions().child(button_link(Kind::Quiet, "/staff", t(staff::BACK))).into(),
            ]),
            None => many([
                page_head((), t(staff::CASE)).into(),
                empty_with(t(staff::NO_CASE), button_link(Kind::Main, "/staff", t(staff::BACK))),
            ]),
        })
    })
}

fn what(device: Device, case: &ListedCase) -> View {
    lines(&[
        (t(staff::WANTED), case.wanted.clone()),
        (t(staff::SUBMITTED), date::moment(case.submitted_at, clock::today(), language())),
        (t(request::MEDIUM), t(case.medium.label()).to_owned()),
        (t(request::DELIVERY), t(case.delivery.label()).to_owned()),
        (t(staff::APPLICANT), case.name.clone()),
        (t(staff::AGENCY), agency_name(device, case.agency.as_str())),
    ])
}

fn lines(lines: &[(&'static str, String)]) -> View {
    let lines = lines.iter().filter(|(_, text)| !text.is_empty());
    let lines =
        lines.map(|(name, text)| el("div").child(el("dt").child(*name)).child(el("dd").child(text.clone())).into());
    classed("dl", "review").child(lines.collect::<Vec<View>>()).into()
}

/// What became of asking who it is.
#[derive(Clone)]
enum Asked {
    NotYet,
    UnderWay,
    Shown(Rc<Asker>),
    Failed(Problem),
}

fn who(device: Device, id: Uuid) -> View {
    let session = device.session.with(|session| match session {
        SessionState::SignedIn(session) => Some(session.clone()),
        _ => None,
    });
    let Some(session) = session.filter(|session| session.role.carries(Action::ReadApplicant)) else {
        return classed("p", "note").child(t(staff::MAY_NOT)).into();
    };
    let purpose = RwSignal::new(None::<Purpose>);
    let asked = RwSignal::new_local(Asked::NotYet);
    let unchosen = RwSignal::new(false);
    let read = move || {
        let Some(purpose) = purpose.get_untracked() else { return unchosen.set(true) };
        unchosen.set(false);
        asked.set(Asked::UnderWay);
        spawn_local(async move {
            // The page may have been left meanwhile.
            let _ = asked.try_set(match ask(id, purpose).await {
                Ok(asker) => Asked::Shown(Rc::new(asker)),
                Err(problem) => Asked::Failed(problem),
            });
        });
    };
    let options = Purpose::ALL.map(|one| {
        choice::option("purpose", t(one.label()), move || purpose.get() == Some(one), move || purpose.set(Some(one)))
    });
    let outcome = move || match asked.get() {
        Asked::NotYet | Asked::UnderWay => View::Nothing,
        Asked::Shown(asker) => many([shown(&asker), classed("p", "note").child(t(staff::READ_DONE)).into()]),
        Asked::Failed(problem) => failed(&session, id, &problem),
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
    let contact = [
        (t(mingbai_shared::request::Field::Telephone.label()), asker.telephone.clone()),
        (t(mingbai_shared::request::Field::Address.label()), asker.address.clone()),
    ];
    let person = match &asker.applicant {
        Applicant::Citizen { name, identity_kind, identity_number } => [
            (t(request::NAME_PERSON), name.clone()),
            (t(identity_kind.label()), identity_number.clone()),
            ("", String::new()),
        ],
        Applicant::Organisation { name, credit_code, contact_person } => [
            (t(request::NAME_ORGANISATION), name.clone()),
            (t(request::CREDIT_CODE), credit_code.clone()),
            (t(mingbai_shared::request::Field::ContactPerson.label()), contact_person.clone()),
        ],
    };
    lines(&person.into_iter().chain(contact).collect::<Vec<_>>())
}

/// What went wrong; and where it is that the sign-in is too old, the way to a new one and back.
fn failed(session: &Session, id: Uuid, problem: &Problem) -> View {
    let again = (problem.code == "prove_again").then(|| {
        let here = ["/staff/", &id.to_string()].concat();
        let sample = session.service.is_empty() || session.service == "sample";
        let there = if sample { "/sign-in".to_owned() } else { leave(&session.service, &here, true) };
        actions().child(button_link(Kind::Main, there, t(sign_in::AGAIN)))
    });
    let why = crate::words::fill(t(me::FAILED), &[problem.sentence(language())]);
    many([classed("p", "field-error").child(why).into(), again.into()])
}
