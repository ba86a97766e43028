//! 怎么要: in which form and by which way (条例 art. 40).

use leptos::prelude::*;
use mingbai_shared::request::{Delivery, Draft, Field, Medium};

use super::filing::Filing;
use crate::components::field::{Choice, Typed, choices};
use crate::words::{request, t};

pub fn step(filing: Filing) -> AnyView {
    let media = move || {
        let options = Medium::ALL.into_iter().map(|medium| {
            choice(filing, t(medium.label()), filing.draft.with(|draft| draft.medium == medium), move |draft| {
                draft.medium = medium
            })
        });
        choices("medium", t(request::MEDIUM), options.collect())
    };
    let ways = move || {
        let options = Delivery::ALL.into_iter().map(|way| {
            choice(filing, t(way.label()), filing.draft.with(|draft| draft.delivery == way), move |draft| {
                draft.delivery = way
            })
        });
        choices("delivery", t(request::DELIVERY), options.collect())
    };
    let by_letter =
        Memo::new(move |_| filing.draft.with(|draft| matches!(draft.delivery, Delivery::Post | Delivery::Email)));
    let address = move || {
        by_letter.get().then(|| {
            filing.text_field(
                Field::Address,
                Field::Address.label(),
                Some(request::ADDRESS_HINT),
                Typed::Line,
                "street-address",
            )
        })
    };
    view! { {media}{ways}{address} }.into_any()
}

/// One option that changes the draft when it is chosen.
pub fn choice(
    filing: Filing,
    label: &'static str,
    chosen: bool,
    change: impl Fn(&mut Draft) + Send + Sync + 'static,
) -> Choice {
    Choice { label, chosen, choose: Callback::new(move |()| filing.change(&change)) }
}
