//! 核对: exactly what will be sent.

use leptos::prelude::*;
use mingbai_shared::request::{Delivery, Draft, Field};

use super::filing::Filing;
use crate::components::button::{Kind, button};
use crate::components::list::review;
use crate::device::Device;
use crate::matching::agency_name;
use crate::view::{View, classed, live, many};
use crate::words::{request, t};

pub fn step(filing: Filing) -> View {
    let part = move |step| {
        let change = button(Kind::Bare, t(request::CHANGE), move || filing.go_to(step));
        many([filing.draft.with(|draft| lines(filing.device, draft, step)), change.into()])
    };
    many([classed("p", "note").child(t(request::SENT_EXACTLY)).into(), live(move || many([0, 1, 2].map(part)))])
}

/// A request as it was or will be sent.
pub fn summary(device: Device, draft: &Draft) -> View {
    many([0, 1, 2].map(|step| lines(device, draft, step)))
}

/// A request in plain text, a line for each thing it says.
pub fn in_words(device: Device, draft: &Draft) -> String {
    let said = [0, 1, 2].into_iter().flat_map(|step| said(device, draft, step));
    said.map(|(name, value)| [name, t(request::COLON), &value, "\r\n"].concat()).collect()
}

/// What one step of the form says.
fn lines(device: Device, draft: &Draft, step: usize) -> View {
    review(said(device, draft, step))
}

fn said(device: Device, draft: &Draft, step: usize) -> Vec<(&'static str, String)> {
    let mut said: Vec<(&'static str, String)> = Vec::new();
    match step {
        0 => {
            said.push((t(Field::Agency.label()), agency_name(device, &draft.agency)));
            said.push((t(Field::Wanted.label()), draft.wanted.clone()));
        }
        1 => {
            said.push((t(request::MEDIUM), t(draft.medium.label()).into()));
            said.push((t(request::DELIVERY), t(draft.delivery.label()).into()));
            if matches!(draft.delivery, Delivery::Post | Delivery::Email) {
                said.push((t(Field::Address.label()), draft.address.clone()));
            }
        }
        _ => {
            let (name, number) = if draft.organisation {
                (t(request::NAME_ORGANISATION), t(request::CREDIT_CODE))
            } else {
                (t(request::NAME_PERSON), t(draft.identity_kind.label()))
            };
            said.push((name, draft.name.clone()));
            said.push((number, draft.identity_number.clone()));
            if draft.organisation {
                said.push((t(Field::ContactPerson.label()), draft.contact_person.clone()));
            }
            said.push((t(Field::Telephone.label()), draft.telephone.clone()));
        }
    }
    said
}
