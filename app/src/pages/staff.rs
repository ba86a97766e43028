//! The requests that came to the agency: a table, cards on a phone.

use leptos::prelude::*;
use mingbai_shared::request::{Applicant, Case};
use mingbai_shared::words::date;

use crate::clock;
use crate::components::head::page_head;
use crate::device::{Device, Session, SessionState};
use crate::matching::agency_name;
use crate::words::{fill, frame, language, staff, t};

pub fn page() -> AnyView {
    let device = expect_context::<Device>();
    (move || {
        let may =
            device.session.with(|session| matches!(session, SessionState::SignedIn(session) if may_read(session)));
        let body = if may { table(device) } else { not_staff() };
        view! { {page_head(None, t(staff::TITLE))}{body} }
    })
    .into_any()
}

fn may_read(session: &Session) -> bool {
    use mingbai_shared::roles::{Action, Actor};
    let actor = Actor { person: session.person.clone(), role: session.role, agency: session.agency.clone() };
    actor.may(Action::ReadCases, session.agency.as_ref()).is_ok()
}

fn not_staff() -> AnyView {
    view! {
        <p class="lead">{t(staff::NOT_STAFF)}</p>
        <p class="actions"><a class="button" href="/sign-in">{t(frame::SIGN_IN)}</a></p>
    }
    .into_any()
}

fn table(device: Device) -> AnyView {
    let rows: Vec<AnyView> = device.cases.with(|cases| cases.iter().map(|case| row(device, case)).collect());
    if rows.is_empty() {
        return view! { <p class="empty">{t(staff::EMPTY)}</p> }.into_any();
    }
    let head: Vec<AnyView> = [staff::NUMBER, staff::SUBMITTED, staff::WANTED, staff::APPLICANT, staff::AGENCY]
        .into_iter()
        .map(|name| view! { <th scope="col">{t(name)}</th> }.into_any())
        .collect();
    let count = fill(t(staff::COUNT), &[&rows.len().to_string()]);
    view! {
        <p class="note">{count}</p>
        <table class="table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
    }
    .into_any()
}

fn row(device: Device, case: &Case) -> AnyView {
    let number = case.number().map_or_else(|| t(staff::NO_NUMBER).to_owned(), |number| number.to_string());
    let submitted = date::moment(case.submitted_at, clock::today(), language());
    let applicant = match &case.form.applicant {
        Applicant::Citizen { name, .. } | Applicant::Organisation { name, .. } => name.clone(),
    };
    let cells: Vec<AnyView> = [
        (staff::NUMBER, number),
        (staff::SUBMITTED, submitted),
        (staff::WANTED, case.form.wanted.clone()),
        (staff::APPLICANT, applicant),
        (staff::AGENCY, agency_name(device, case.form.agency.as_str())),
    ]
    .into_iter()
    .map(|(label, value)| view! { <td data-label=t(label)>{value}</td> }.into_any())
    .collect();
    view! { <tr data-testid="case-row">{cells}</tr> }.into_any()
}
