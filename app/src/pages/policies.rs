//! Every document of the record by topic; and once something is typed, what is found in the texts (`found`).

pub mod found;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::web_sys::UrlSearchParams;
use mingbai_shared::search::first_words;

use crate::components::button::{Kind, button_link};
use crate::components::card::published_row;
use crate::components::empty::{empty, empty_with};
use crate::components::shell::head::page_head;
use crate::components::skeleton::skeleton;
use crate::device::{Device, Published, RecordState};
use crate::parts::with_finding;
use crate::router::Place;
use crate::view::{View, classed, el, link, live, many};
use crate::words::{fill, home, language, t};

/// Words that were not found, for the request form to begin with.
#[derive(Clone, Copy)]
pub struct Sought(pub RwSignal<String>);

/// What the list was last searched for: who comes back to it finds it as they left it.
#[derive(Clone, Copy)]
pub struct Filter(pub RwSignal<Option<String>>);

pub fn page() -> View {
    let device = expect_context::<Device>();
    let filter = expect_context::<Filter>().0;
    if !expect_context::<Place>().is_returned_to() || filter.with_untracked(Option::is_none) {
        filter.set(Some(asked_words()));
    }
    let words = Memo::new(move |_| filter.get().unwrap_or_default());
    let input = el("input")
        .attr("id", "filter")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("value", words.get_untracked())
        .live_attr("placeholder", || Some(t(home::FILTER).into()))
        .on("input", move |event| filter.set(Some(event_target_value(&event))));
    let label = classed("label", "visually-hidden").attr("for", "filter").child(live(|| t(home::FILTER)));
    many([
        live(|| page_head((), t(home::POLICIES))),
        classed("div", "filter").child(label).child(input).into(),
        with_finding(device, words),
        classed("p", "note").child(link("", "/clock", live(|| t(home::DUE_DATES)))).into(),
    ])
}

/// What the address asks for: typed into a page of the server's, or shared by another app (`share_target` in the manifest).
fn asked_words() -> String {
    let search = window().location().search().unwrap_or_default();
    let Ok(asked) = UrlSearchParams::new_with_str(&search) else { return String::new() };
    asked.get("q").or_else(|| Some(first_words(&asked.get("words")?))).unwrap_or_default()
}

/// The documents whose titles or texts contain `words`: all where none are typed, and until the search is here.
pub fn list(device: Device, words: &str) -> View {
    device.record.with(|record| {
        if record.is_empty() {
            let loading = device.record_state.with(|state| matches!(state, RecordState::Loading));
            return if loading { skeleton(6).into() } else { empty(t(home::NO_RECORD)).into() };
        }
        let found: Vec<&Arc<Published>> = record.iter().filter(|published| published.pack.contains(words)).collect();
        if found.is_empty() { nothing(words, record.len()) } else { topics(&found, record.len()) }
    })
}

fn nothing(words: &str, of: usize) -> View {
    nothing_with(fill(t(home::NOTHING_FOUND), &[words, &of.to_string()]), words)
}

/// That nothing was found, and the way to ask an agency for it with the same words.
pub fn nothing_with(text: String, words: &str) -> View {
    let (sought, words) = (expect_context::<Sought>().0, words.to_owned());
    let ask = button_link(Kind::Main, "/request", t(home::ASK_FOR_IT));
    empty_with(text, ask.on("click", move |_| sought.set(words.clone())))
}

fn topics(found: &[&Arc<Published>], of: usize) -> View {
    let mut topics: Vec<(&str, Vec<View>)> = Vec::new();
    for published in found {
        let row = published_row(published);
        let topic = published.pack.topic.in_language(language());
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
    let mut views = vec![classed("p", "note").attr("role", "status").child(count).into()];
    views.extend(topics.into_iter().map(|(topic, rows)| one_topic(topic, rows)));
    View::Many(views)
}

fn one_topic(topic: &str, rows: Vec<View>) -> View {
    let count = classed("span", "count").child(rows.len().to_string());
    classed("section", "group")
        .child(el("h2").child(topic.to_owned()).child(count))
        .child(classed("ul", "rows").child(rows))
        .into()
}
