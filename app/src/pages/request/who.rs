//! 您是谁: name, proof of identity, telephone (条例 art. 29). No purpose is asked.

use leptos::prelude::*;
use mingbai_shared::request::{Field, IdentityKind};

use super::filing::Filing;
use super::how::choice;
use crate::components::field::{Typed, choices};
use crate::words::{request, t};

pub fn step(filing: Filing) -> AnyView {
    let organisation = Memo::new(move |_| filing.draft.with(|draft| draft.organisation));
    let kind = move || {
        let options = [(request::CITIZEN, false), (request::ORGANISATION, true)].map(|(label, is)| {
            choice(filing, t(label), organisation.get() == is, move |draft| draft.organisation = is)
        });
        choices("applicant", t(request::APPLICANT), options.into())
    };
    let fields = move || if organisation.get() { firm(filing) } else { citizen(filing) };
    view! {
        {kind}
        {fields}
        {filing.text_field(Field::Telephone, Field::Telephone.label(), None, Typed::Telephone, "tel")}
    }
    .into_any()
}

fn citizen(filing: Filing) -> AnyView {
    let kinds = move || {
        let options = IdentityKind::ALL.into_iter().map(|kind| {
            let chosen = filing.draft.with(|draft| draft.identity_kind == kind);
            choice(filing, t(kind.label()), chosen, move |draft| draft.identity_kind = kind)
        });
        choices("identity-kind", t(request::IDENTITY_KIND), options.collect())
    };
    view! {
        {filing.text_field(Field::Name, request::NAME_PERSON, None, Typed::Line, "name")}
        {kinds}
        {filing.text_field(Field::IdentityNumber, Field::IdentityNumber.label(), Some(request::IDENTITY_HINT), Typed::Line, "off")}
    }
    .into_any()
}

fn firm(filing: Filing) -> AnyView {
    view! {
        {filing.text_field(Field::Name, request::NAME_ORGANISATION, None, Typed::Line, "organization")}
        {filing.text_field(Field::IdentityNumber, request::CREDIT_CODE, Some(request::IDENTITY_HINT), Typed::Line, "off")}
        {filing.text_field(Field::ContactPerson, Field::ContactPerson.label(), None, Typed::Line, "name")}
    }
    .into_any()
}
