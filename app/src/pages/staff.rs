//! The requests that came to the agency: a table, cards on a phone.

pub mod case;
mod clauses;
pub mod drafts;
pub mod due;
pub mod notices;
pub mod publications;
pub mod trail;

use leptos::prelude::*;
use mingbai_shared::pack::Pack;
use mingbai_shared::request::ListedCase;
use mingbai_shared::roles::Action;
use mingbai_shared::words::{Bilingual, date};

use crate::clock;
use crate::components::button::{Kind, actions, button_link};
use crate::components::card;
use crate::components::empty::empty;
use crate::components::palette::{Entry, palette};
use crate::components::shell::head::page_head;
use crate::components::shell::side;
use crate::components::table::{Row, table};
use crate::device::{Device, Session};
use crate::matching::agency_name;
use crate::parts::{Clocks, with_clocks};
use crate::router::{Leaving, Place};
use crate::view::{View, classed, link, live, many};
use crate::words::{
    case_clock, drafting, fill, frame, home, language, me, outlook, publications as of_publications, request, staff,
    staff_notices, t,
};

pub fn page() -> View {
    for_staff(staff::TITLE, |device| {
        many([
            quickly(device),
            live(move || way_to_trail(device)),
            // The cases by themselves: what someone is looking for in the palette stays open when one comes in.
            with_clocks(device, move |clocks| cases(device, clocks)),
        ])
    })
}

/// A page about the cases of an agency, and where to sign in for whoever may not read them.
fn for_staff(title: Bilingual, inside: impl Fn(Device) -> View + 'static) -> View {
    let device = expect_context::<Device>();
    for_those_who(device, &[Action::ReadCases], [staff::NOT_STAFF, staff::OFFLINE], title, inside)
}

/// A page for those who may do one of these things; `else_words` tells whoever may not, and whoever may not be known for want of a network.
fn for_those_who(
    device: Device,
    actions: &'static [Action],
    else_words: [Bilingual; 2],
    title: Bilingual,
    inside: impl Fn(Device) -> View + 'static,
) -> View {
    let carries = |session: &Session| actions.iter().any(|action| session.role.carries(*action));
    let may = Memo::new(move |_| device.who().as_ref().is_some_and(carries));
    many([
        live(move || page_head((), t(title))),
        live(move || if may.get() { many([side().into(), inside(device)]) } else { not_staff(device, else_words) }),
    ])
}

fn not_staff(device: Device, [not_yours, offline]: [Bilingual; 2]) -> View {
    let who = device.who();
    let why = if who.is_some() || device.online.get() { not_yours } else { offline };
    many([
        classed("p", "lead").child(t(why)).into(),
        who.as_ref().map_or(View::Nothing, trail::way),
        actions().child(button_link(Kind::Main, "/sign-in", t(frame::SIGN_IN))).into(),
    ])
}

/// What is due first stands first.
fn cases(device: Device, clocks: Option<Clocks>) -> View {
    let mut cases = device.cases.get();
    if cases.is_empty() {
        return empty(t(staff::EMPTY)).into();
    }
    if let Some(clocks) = clocks {
        (clocks.in_order)(&mut cases);
    }
    let count = fill(t(staff::COUNT), &[&cases.len().to_string()]);
    let columns = [staff::NUMBER, case_clock::DUE, staff::SUBMITTED, staff::WANTED, staff::APPLICANT, staff::AGENCY];
    table(count, &columns, cases.iter().map(|case| row(device, case, clocks)).collect()).into()
}

fn row(device: Device, case: &ListedCase, clocks: Option<Clocks>) -> Row {
    let open = ["/staff/", &case.id.to_string()].concat();
    let cells = [
        link("", open, number(case)).into(),
        clocks.map_or(View::Nothing, |clocks| (clocks.brief)(case.clock.as_ref())),
        date::moment(case.submitted_at, clock::today(), language()).into(),
        case.wanted.clone().into(),
        case.name.clone().into(),
        agency_name(device, case.agency.as_str()).into(),
    ];
    Row { testid: "case-row", cells: cells.into() }
}

fn way_to_trail(device: Device) -> View {
    device.who().as_ref().map_or(View::Nothing, trail::way)
}

/// Its number, or that it has none yet.
pub fn number(case: &ListedCase) -> String {
    case.number().map_or_else(|| t(staff::NO_NUMBER).to_owned(), |number| number.to_string())
}

/// Every page, and every document by its title.
fn quickly(device: Device) -> View {
    let place = expect_context::<Place>();
    let entries = move || {
        let pages = [
            ("/staff", staff::TITLE),
            ("/staff/due", outlook::TITLE),
            ("/staff/drafts", drafting::TITLE),
            ("/staff/publications", of_publications::TITLE),
            ("/staff/notices", staff_notices::TITLE),
            ("/policies", home::POLICIES),
            ("/request", request::TITLE),
            ("/me", me::TITLE),
        ];
        let pages = pages.map(|(address, name)| Entry { words: t(name).to_owned(), address: address.to_owned() });
        let documents = device.record.with(|record| {
            let entry = |pack: &Pack| Entry {
                words: pack.title.in_language(language()).to_owned(),
                address: card::address(pack),
            };
            record.iter().map(|published| entry(&published.pack)).collect::<Vec<Entry>>()
        });
        pages.into_iter().chain(documents).collect()
    };
    palette(entries, move |address| place.go(address, Leaving::Keep))
}
