//! Every document of the record by topic, with a filter over titles and texts.

use std::sync::Arc;

use leptos::prelude::*;
use mingbai_shared::words::date;

use crate::clock;
use crate::components::card::row;
use crate::components::head::page_head;
use crate::device::{Device, Published, RecordState};
use crate::matching::issuer;
use crate::words::{fill, frame, home, language, t};

pub fn page() -> AnyView {
    let device = expect_context::<Device>();
    let words = RwSignal::new(String::new());
    view! {
        {move || page_head(None, t(home::POLICIES))}
        <div class="filter">
            <label class="visually-hidden" for="filter">{move || t(home::FILTER)}</label>
            <input
                id="filter"
                type="search"
                autocomplete="off"
                placeholder=move || t(home::FILTER)
                on:input=move |event| words.set(event_target_value(&event))
            />
        </div>
        {move || list(device, &words.get())}
    }
    .into_any()
}

fn list(device: Device, words: &str) -> AnyView {
    device.record.with(|record| {
        if record.is_empty() {
            let text = if matches!(device.record_state.get(), RecordState::Loading) {
                frame::WAITING
            } else {
                home::NO_RECORD
            };
            return view! { <p class="empty">{t(text)}</p> }.into_any();
        }
        let found: Vec<&Arc<Published>> = record.iter().filter(|published| published.pack.contains(words)).collect();
        if found.is_empty() { nothing(words, record.len()) } else { topics(&found, record.len()) }
    })
}

fn nothing(words: &str, of: usize) -> AnyView {
    let text = fill(t(home::NOTHING_FOUND), &[words, &of.to_string()]);
    view! {
        <p class="empty" role="status">{text}</p>
        <p class="actions"><a class="button" href="/request">{t(home::ASK_FOR_IT)}</a></p>
    }
    .into_any()
}

fn topics(found: &[&Arc<Published>], of: usize) -> AnyView {
    let today = clock::today();
    let mut topics: Vec<(&str, Vec<AnyView>)> = Vec::new();
    for published in found {
        let pack = &published.pack;
        let mut note = issuer(pack);
        note.push_str(" · ");
        note.push_str(&date::moment(published.entry.at, today, language()));
        let row = row(pack, note);
        let topic = pack.topic.in_language(language());
        match topics.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, rows)) => rows.push(row),
            None => topics.push((topic, vec![row])),
        }
    }
    let count = if found.len() == of {
        fill(t(home::FOUND), &[&of.to_string()])
    } else {
        fill(t(home::FOUND_OF), &[&found.len().to_string(), &of.to_string()])
    };
    let topics: Vec<AnyView> = topics.into_iter().map(|(topic, rows)| one_topic(topic.to_owned(), rows)).collect();
    view! { <p class="note" role="status">{count}</p>{topics} }.into_any()
}

fn one_topic(topic: String, rows: Vec<AnyView>) -> AnyView {
    let count = rows.len();
    view! { <section class="group"><h2>{topic}<span class="count">{count}</span></h2><ul class="rows">{rows}</ul></section> }.into_any()
}
