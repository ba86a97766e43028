//! The requests that came to the agency: a table, cards on a phone.

use leptos::prelude::*;
use mingbai_shared::request::{Applicant, Case};
use mingbai_shared::roles::{Action, Actor};
use mingbai_shared::words::date;

use crate::clock;
use crate::components::head::page_head;
use crate::device::{Device, Session, SessionState};
use crate::matching::agency_name;
use crate::view::{View, classed, el, link, live, many};
use crate::words::{fill, frame, language, staff, t};

pub fn page() -> View {
    let device = expect_context::<Device>();
    let may = Memo::new(move |_| {
        device.session.with(|session| matches!(session, SessionState::SignedIn(session) if may_read(session)))
    });
    many([live(|| page_head((), t(staff::TITLE))), live(move || if may.get() { table(device) } else { not_staff() })])
}

fn may_read(session: &Session) -> bool {
    let actor = Actor { person: session.person.clone(), role: session.role, agency: session.agency.clone() };
    actor.may(Action::ReadCases, session.agency.as_ref()).is_ok()
}

fn not_staff() -> View {
    many([
        classed("p", "lead").child(t(staff::NOT_STAFF)).into(),
        classed("p", "actions").child(link("button", "/sign-in", t(frame::SIGN_IN))).into(),
    ])
}

fn table(device: Device) -> View {
    let rows: Vec<View> = device.cases.with(|cases| cases.iter().map(|case| row(device, case)).collect());
    if rows.is_empty() {
        return classed("p", "empty").child(t(staff::EMPTY)).into();
    }
    let head = [staff::NUMBER, staff::SUBMITTED, staff::WANTED, staff::APPLICANT, staff::AGENCY]
        .map(|name| el("th").attr("scope", "col").child(t(name)).into());
    let count = fill(t(staff::COUNT), &[&rows.len().to_string()]);
    many([
        classed("p", "note").child(count).into(),
        classed("table", "table")
            .child(el("thead").child(el("tr").child(many(head))))
            .child(el("tbody").child(rows))
            .into(),
    ])
}

fn row(device: Device, case: &Case) -> View {
    let number = case.number().map_or_else(|| t(staff::NO_NUMBER).to_owned(), |number| number.to_string());
    let submitted = date::moment(case.submitted_at, clock::today(), language());
    let applicant = match &case.form.applicant {
        Applicant::Citizen { name, .. } | Applicant::Organisation { name, .. } => name.clone(),
    };
    let cells = [
        (staff::NUMBER, number),
        (staff::SUBMITTED, submitted),
        (staff::WANTED, case.form.wanted.clone()),
        (staff::APPLICANT, applicant),
        (staff::AGENCY, agency_name(device, case.form.agency.as_str())),
    ]
    .map(|(label, value)| el("td").attr("data-label", t(label)).child(value).into());
    el("tr").attr("data-testid", "case-row").child(many(cells)).into()
}
