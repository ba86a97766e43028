//! 怎么要: in which form and by which way (条例 art. 40).

use leptos::prelude::*;
use mingbai_shared::request::{Delivery, Field, Medium};

use super::filing::Filing;
use crate::components::choice::choices;
use crate::components::field::Typed;
use crate::view::{View, live, many};
use crate::words::{request, t};

pub fn step(filing: Filing) -> View {
    let media = Medium::ALL.map(|medium| {
        filing.option("medium", medium.label(), move |draft| draft.medium == medium, move |draft| draft.medium = medium)
    });
    let ways = Delivery::ALL.map(|way| {
        filing.option("delivery", way.label(), move |draft| draft.delivery == way, move |draft| draft.delivery = way)
    });
    let by_letter =
        Memo::new(move |_| filing.draft.with(|draft| matches!(draft.delivery, Delivery::Post | Delivery::Email)));
    let address = move || {
        let hint = Some(request::ADDRESS_HINT);
        by_letter
            .get()
            .then(|| filing.text_field(Field::Address, Field::Address.label(), hint, Typed::Line, "street-address"))
    };
    many([choices(t(request::MEDIUM), media.into()), choices(t(request::DELIVERY), ways.into()), live(address)])
}
