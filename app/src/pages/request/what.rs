//! 要什么: the agency and the description; what is already public about it may end the matter.

use std::sync::Arc;

use leptos::prelude::*;
use mingbai_shared::pack::TELLING;
use mingbai_shared::request::Field;

use super::filing::{Filing, id};
use crate::components::card::row;
use crate::components::field::{Around, Typed, field};
use crate::device::Published;
use crate::matching::agencies;
use crate::view::{View, classed, el, live, many};
use crate::words::{request, t};

const MOST_RELATED: usize = 3;

pub fn step(filing: Filing) -> View {
    many([
        agency(filing),
        filing.text_field(Field::Wanted, Field::Wanted.label(), Some(request::WANTED_HINT), Typed::Lines, "off"),
        el("div").attr("role", "status").child(live(move || related(filing))).into(),
    ])
}

fn agency(filing: Filing) -> View {
    // A list that is open is not drawn anew because something else was published.
    let agencies = Memo::new(move |_| agencies(filing.device));
    let options = move || {
        let chosen = filing.fill_in(Field::Agency);
        let mut options = vec![el("option").attr("value", "").child(t(request::AGENCY_CHOOSE)).into()];
        for (agency, name) in agencies.get() {
            let selected = agency == chosen;
            let option = el("option").attr("value", agency).switch("selected", move || selected);
            options.push(option.child(name).into());
        }
        options
    };
    let select = el("select")
        .child(live(options))
        .on("change", move |event| filing.typed(Field::Agency, &event_target_value(&event)));
    let wrong = filing.problem(Field::Agency);
    let around = Around { label: t(Field::Agency.label()), hint: Some(t(request::AGENCY_HINT)), below: View::Nothing };
    field(id(Field::Agency), around, &wrong, select)
}

/// What is already public and near to the description, found on the device.
fn related(filing: Filing) -> View {
    let nearest = filing.draft.with(|draft| filing.device.record.with(|record| nearest(record, &draft.wanted)));
    if nearest.is_empty() {
        return View::Nothing;
    }
    let rows: Vec<View> =
        nearest.iter().map(|published| row(&published.pack, published.pack.issuer().to_owned())).collect();
    classed("section", "aside")
        .child(el("h3").child(t(request::RELATED)))
        .child(classed("p", "note").child(t(request::RELATED_NOTE)))
        .child(classed("ul", "rows").child(rows))
        .into()
}

/// The nearest few, the nearest first.
fn nearest(record: &[Arc<Published>], wanted: &str) -> Vec<Arc<Published>> {
    let mut near: Vec<(usize, &Arc<Published>)> = Vec::new();
    for published in record {
        let nearness = published.pack.nearness(wanted);
        if nearness >= TELLING {
            near.insert(near.partition_point(|(other, _)| *other >= nearness), (nearness, published));
        }
    }
    near.into_iter().take(MOST_RELATED).map(|(_, published)| Arc::clone(published)).collect()
}
