//! 核对: exactly what will be sent.

use leptos::prelude::*;
use mingbai_shared::request::{Delivery, Draft, Field};

use super::filing::Filing;
use crate::device::Device;
use crate::matching::agency_name;
use crate::words::{request, t};

pub fn step(filing: Filing) -> AnyView {
    let device = filing.device;
    let all = move || {
        filing.draft.with(|draft| {
            [0, 1, 2].map(|step| {
                let change = view! {
                    <button type="button" class="button bare" on:click=move |_| filing.go_to(step)>{t(request::CHANGE)}</button>
                };
                view! { {lines(device, draft, step)}{change} }.into_any()
            })
        })
    };
    view! { <p class="note">{t(request::SENT_EXACTLY)}</p>{all} }.into_any()
}

/// A request as it was or will be sent.
pub fn summary(device: Device, draft: &Draft) -> AnyView {
    [0, 1, 2].map(|step| lines(device, draft, step)).into_any()
}

/// What one step of the form says.
fn lines(device: Device, draft: &Draft, step: usize) -> AnyView {
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
        _ if draft.organisation => {
            said.push((t(request::NAME_ORGANISATION), draft.name.clone()));
            said.push((t(request::CREDIT_CODE), draft.identity_number.clone()));
            said.push((t(Field::ContactPerson.label()), draft.contact_person.clone()));
            said.push((t(Field::Telephone.label()), draft.telephone.clone()));
        }
        _ => {
            said.push((t(request::NAME_PERSON), draft.name.clone()));
            said.push((t(draft.identity_kind.label()), draft.identity_number.clone()));
            said.push((t(Field::Telephone.label()), draft.telephone.clone()));
        }
    }
    let lines: Vec<AnyView> =
        said.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()).collect();
    view! { <dl class="review">{lines}</dl> }.into_any()
}
