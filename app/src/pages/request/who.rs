//! 您是谁: name, proof of identity, telephone (条例 art. 29). No purpose is asked.

use leptos::prelude::*;
use mingbai_shared::request::{Field, IdentityKind};

use super::filing::Filing;
use crate::components::field::{Typed, choices};
use crate::view::{View, live, many};
use crate::words::{request, t};

pub fn step(filing: Filing) -> View {
    let kinds = [(request::CITIZEN, false), (request::ORGANISATION, true)].map(|(label, is)| {
        filing.option("applicant", label, move |draft| draft.organisation == is, move |draft| draft.organisation = is)
    });
    let organisation = Memo::new(move |_| filing.draft.with(|draft| draft.organisation));
    many([
        choices(t(request::APPLICANT), kinds.into()),
        live(move || if organisation.get() { firm(filing) } else { citizen(filing) }),
        filing.text_field(Field::Telephone, Field::Telephone.label(), None, Typed::Telephone, "tel"),
    ])
}

fn citizen(filing: Filing) -> View {
    let kinds = IdentityKind::ALL.map(|kind| {
        filing.option(
            "identity-kind",
            kind.label(),
            move |draft| draft.identity_kind == kind,
            move |draft| draft.identity_kind = kind,
        )
    });
    let hint = Some(request::IDENTITY_HINT);
    many([
        filing.text_field(Field::Name, request::NAME_PERSON, None, Typed::Line, "name"),
        choices(t(request::IDENTITY_KIND), kinds.into()),
        filing.text_field(Field::IdentityNumber, Field::IdentityNumber.label(), hint, Typed::Line, "off"),
    ])
}

fn firm(filing: Filing) -> View {
    let hint = Some(request::IDENTITY_HINT);
    many([
        filing.text_field(Field::Name, request::NAME_ORGANISATION, None, Typed::Line, "organization"),
        filing.text_field(Field::IdentityNumber, request::CREDIT_CODE, hint, Typed::Line, "off"),
        filing.text_field(Field::ContactPerson, Field::ContactPerson.label(), None, Typed::Line, "name"),
    ])
}
