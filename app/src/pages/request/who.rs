//! 您是谁: name, proof of identity, telephone (条例 art. 29). No purpose is asked.

use leptos::prelude::*;
use mingbai_shared::request::{Field, IdentityKind};

use super::filing::Filing;
use crate::components::choice::choices;
use crate::components::field::Typed;
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
    many([
        filing.text_field(Field::Name, request::NAME_PERSON, None, Typed::Line, "name"),
        choices(t(request::IDENTITY_KIND), kinds.into()),
        filing.identity_field(Field::IdentityNumber.label(), request::IDENTITY_HINT),
    ])
}

fn firm(filing: Filing) -> View {
    many([
        filing.text_field(Field::Name, request::NAME_ORGANISATION, None, Typed::Line, "organization"),
        filing.identity_field(request::CREDIT_CODE, request::IDENTITY_HINT),
        filing.text_field(Field::ContactPerson, Field::ContactPerson.label(), None, Typed::Line, "name"),
    ])
}
