//! 要什么: the agency and the description; what is already public about it may end the matter.

use leptos::prelude::*;
use mingbai_shared::pack::TELLING;
use mingbai_shared::request::Field;

use super::filing::Filing;
use crate::components::card::row;
use crate::components::field::{Typed, field_error};
use crate::matching::{agencies, issuer};
use crate::words::{request, t};

const MOST_RELATED: usize = 3;

pub fn step(filing: Filing) -> AnyView {
    view! {
        {agency(filing)}
        {filing.text_field(Field::Wanted, Field::Wanted.label(), Some(request::WANTED_HINT), Typed::Lines, "off")}
        <div role="status">{move || related(filing)}</div>
    }
    .into_any()
}

fn agency(filing: Filing) -> AnyView {
    let problem = filing.problem(Field::Agency);
    let options = move || {
        let chosen = filing.fill_in(Field::Agency).get();
        let mut options = vec![view! { <option value="">{t(request::AGENCY_CHOOSE)}</option> }.into_any()];
        for (id, name) in agencies(filing.device) {
            let selected = id.as_str() == chosen;
            options.push(view! { <option value=id.to_string() prop:selected=selected>{name}</option> }.into_any());
        }
        options
    };
    let input = filing.on_input(Field::Agency);
    view! {
        <div class="field" class:has-error=move || problem.get().is_some()>
            <label for="agency">{t(Field::Agency.label())}</label>
            <p class="hint" id="agency-hint">{t(request::AGENCY_HINT)}</p>
            {field_error("agency", problem)}
            <select
                id="agency"
                data-testid="agency"
                aria-describedby="agency-error agency-hint"
                aria-invalid=move || problem.get().map(|_| "true")
                on:change=move |event| input.run(event_target_value(&event))
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What is already public and near to the description, found on the device.
fn related(filing: Filing) -> AnyView {
    let rows: Vec<AnyView> = filing.draft.with(|draft| {
        filing.device.record.with(|record| {
            let mut near: Vec<_> = record
                .iter()
                .map(|published| (published.pack.nearness(&draft.wanted), published))
                .filter(|(nearness, _)| *nearness >= TELLING)
                .collect();
            near.sort_by_key(|(nearness, _)| std::cmp::Reverse(*nearness));
            near.into_iter()
                .take(MOST_RELATED)
                .map(|(_, published)| row(&published.pack, issuer(&published.pack)))
                .collect()
        })
    });
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="aside">
            <h3>{t(request::RELATED)}</h3>
            <p class="note">{t(request::RELATED_NOTE)}</p>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}
