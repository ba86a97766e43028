//! What was found in the texts: documents, the best first, each with the sentences in which the words stand.

use std::cell::Cell;

use chrono::NaiveDate;
use leptos::prelude::*;
use mingbai_shared::agencies;
use mingbai_shared::iso;
use mingbai_shared::pack::{Addressed, Pack};
use mingbai_shared::search::{Filter, Found, Hit, MOST_SHOWN, SHOWN_OF_ONE, Snippet, Wanted};
use mingbai_shared::words::date;

use super::{list, nothing_with};
use crate::clock;
use crate::components::button::{Kind, button};
use crate::components::card::address;
use crate::components::empty::{empty, empty_with};
use crate::device::{Device, Published, RecordState};
use crate::finding::{Answer, Asked, Standing, Thread};
use crate::router::Place as Address;
use crate::view::{Element, View, classed, el, follow, link, live, many};
use crate::words::{fill, finding as words, language, t};

thread_local! {
    /// What the search is narrowed down to, for whoever comes back to it.
    static FILTER: ArcRwSignal<Filter> = ArcRwSignal::new(Filter::default());
    /// The page that was drawn last, by the words that are typed there.
    static LAST: Cell<Option<Memo<String>>> = const { Cell::new(None) };
}

/// The answers to `typed`, as it is typed.
pub fn found(device: Device, typed: Memo<String>) -> View {
    let thread = Thread::open();
    let filter = FILTER.with(Clone::clone);
    // Whoever comes to the page anew begins without; whoever comes back finds it as they left it.
    let is_new = LAST.replace(Some(typed)) != Some(typed);
    if is_new && !expect_context::<Address>().is_returned_to() {
        filter.set(Filter::default());
    }
    let asked = {
        let filter = filter.clone();
        Memo::new(move |_| Asked {
            words: typed.get(),
            wanted: Wanted { filter: filter.get(), today: Some(clock::today()), most: MOST_SHOWN },
        })
    };
    let told = thread.clone();
    follow(move || told.keep_up(device));
    let asking = thread.clone();
    // Again when it knows more: it was not ready meanwhile.
    follow(move || {
        if asking.standing() == Standing::Ready && !typed.with(|typed| typed.trim().is_empty()) {
            asked.with(|asked| asking.ask(asked));
        }
    });
    let narrowed = filter.clone();
    let (of_busy, standing) = (thread.clone(), thread.clone());
    // The last answer stays until the next is here, unless it was that there is nothing.
    let is_busy = move || match standing.standing() {
        Standing::Preparing => true,
        Standing::Ready => asked.with(|asked| !of_busy.has_answered(asked)),
        Standing::Without => false,
    };
    let (busy, waiting) = (is_busy.clone(), is_busy);
    let answers = move || match (thread.standing(), thread.answer()) {
        (Standing::Ready, Some(Answer::Found(found))) if !found.hits.is_empty() || !waiting() => {
            let narrowed = narrowed.with(|filter| *filter != Filter::default());
            typed.with_untracked(|typed| answer(device, &found, typed, narrowed))
        }
        (Standing::Ready, Some(Answer::TooLong)) if !waiting() => {
            empty(t(words::TOO_LONG)).attr("role", "status").into()
        }
        (Standing::Ready, Some(Answer::Nothing)) if !waiting() => empty(t(words::HOW)).attr("role", "status").into(),
        // That there is nothing is said once it is known.
        (Standing::Ready | Standing::Preparing, _) => View::Nothing,
        (Standing::Without, _) => typed.with(|typed| list(device, typed)),
    };
    let answers = el("div")
        .live_attr("aria-busy", move || Some(if busy() { "true" } else { "false" }.into()))
        .child(live(answers));
    many([filters(device, filter), answers.into()])
}

/// Looks for words in one document; `sheet` is closed by whoever goes to a place.
pub fn within(device: Device, document: String, sheet: RwSignal<bool>) -> View {
    let thread = Thread::open();
    let typed = RwSignal::new(String::new());
    let told = thread.clone();
    follow(move || told.keep_up(device));
    let (asking, only) = (thread.clone(), document.clone());
    let asked = Memo::new(move |_| {
        let filter = Filter { documents: vec![only.clone()], ..Filter::default() };
        Asked { words: typed.get(), wanted: Wanted { filter, today: None, most: MOST_SHOWN } }
    });
    follow(move || {
        if asking.standing() == Standing::Ready {
            asked.with(|asked| asking.ask(asked));
        }
    });
    let input = el("input")
        .attr("id", "find-within")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("aria-label", t(words::WITHIN))
        .on("input", move |event| typed.set(event_target_value(&event)));
    let answers = move || {
        let nothing_typed = typed.with(|typed| typed.trim().is_empty());
        match (thread.standing(), thread.answer(), device.find(&document)) {
            (Standing::Without, ..) => classed("p", "note").child(t(words::WITHOUT)).into(),
            _ if nothing_typed || asked.with(|asked| !thread.has_answered(asked)) => View::Nothing,
            (Standing::Ready, Some(Answer::TooLong), _) => empty(t(words::TOO_LONG)).attr("role", "status").into(),
            (Standing::Ready, Some(Answer::Found(found)), Some(published)) => {
                let hits: Vec<View> = found.hits.iter().map(|hit| line(&published.pack, hit)).collect();
                let count = fill(t(words::PLACES), &[&found.total.to_string()]);
                many([
                    classed("p", "note").attr("role", "status").child(count).into(),
                    classed("ul", "hits").child(hits).on("click", move |_| sheet.set(false)).into(),
                ])
            }
            _ => View::Nothing,
        }
    };
    crate::focus::soon("#find-within", false);
    many([input.into(), live(answers)])
}

fn answer(device: Device, found: &Found, typed: &str, narrowed: bool) -> View {
    if found.hits.is_empty() {
        return if narrowed { nothing_filtered(typed) } else { nothing(device, typed) };
    }
    let numbers = [found.documents.to_string(), found.total.to_string(), found.hits.len().to_string()];
    let [documents, total, shown] = numbers.each_ref().map(String::as_str);
    let count = if found.hits.len() == found.total {
        fill(t(words::FOUND), &[documents, total])
    } else {
        fill(t(words::FOUND_MORE), &[documents, total, shown])
    };
    let of_one = |(document, hits): &(&str, Vec<&Hit>)| Some(of_document(&*device.find(document)?, hits));
    let documents: Vec<View> = found.by_document().iter().filter_map(of_one).collect();
    many([
        classed("p", "note").attr("role", "status").child(count).into(),
        classed("ul", "found").child(documents).into(),
    ])
}

fn of_document(published: &Published, hits: &[&Hit]) -> View {
    let pack = &published.pack;
    let (first, rest) = hits.split_at(SHOWN_OF_ONE.min(hits.len()));
    let lines = |hits: &[&Hit]| hits.iter().map(|hit| line(pack, hit)).collect::<Vec<View>>();
    let more = (!rest.is_empty()).then(|| {
        let all = fill(t(crate::words::home::ALL_OF), &[&hits.len().to_string()]);
        el("details").child(el("summary").child(all)).child(classed("ul", "hits").child(lines(rest)))
    });
    let day = pack.document.issued_on.map(|day| [" · ", &date::day(day, clock::today(), language())].concat());
    el("li")
        .child(el("h2").child(link("", address(pack), pack.title.in_language(language()).to_owned())))
        .child(classed("p", "meta").child([pack.issuer(), day.as_deref().unwrap_or_default()].concat()))
        .child(classed("ul", "hits").child(lines(first)))
        .child(more)
        .into()
}

/// Where it stands, and the sentence.
fn line(pack: &Pack, hit: &Hit) -> View {
    let below = hit.addressed(&pack.interpretation).map(Addressed::path).unwrap_or_default();
    let place = classed("span", "hit-place").child(hit.place.name(language()));
    el("li").child(link("", [&address(pack), &*below].concat(), many([place.into(), marked(&hit.snippet)]))).into()
}

/// The sentence with the words marked in it.
fn marked(snippet: &Snippet) -> View {
    let piece = |(piece, marked): (&str, bool)| -> View {
        let piece = piece.to_owned();
        if marked { el("mark").child(piece).into() } else { piece.into() }
    };
    classed("span", "hit-text").child(snippet.pieces().into_iter().map(piece).collect::<Vec<View>>()).into()
}

fn nothing(device: Device, typed: &str) -> View {
    let checked = device.record_state.with(|state| match state {
        RecordState::Current { checked_at_ms } => Some(*checked_at_ms),
        RecordState::Offline { last_checked_ms } => *last_checked_ms,
        _ => None,
    });
    let checked = checked.and_then(clock::instant).map(|at| date::moment(at, clock::today(), language()));
    let of = device.record.with(Vec::len).to_string();
    let sentence = fill(t(words::NOTHING), &[typed.trim(), &of, checked.as_deref().unwrap_or("—")]);
    many([nothing_with(sentence, typed), classed("p", "note").child(t(words::HOW)).into()])
}

fn nothing_filtered(typed: &str) -> View {
    let without = button(Kind::Quiet, t(words::NO_FILTER), || FILTER.with(|filter| filter.set(Filter::default())));
    empty_with(fill(t(words::NOTHING_FILTERED), &[typed.trim()]), without)
}

/// By which agency, under which subject, of which days, and whether in force.
fn filters(device: Device, filter: ArcRwSignal<Filter>) -> View {
    let (summary, agency, topic, force, from, to) =
        (filter.clone(), filter.clone(), filter.clone(), filter.clone(), filter.clone(), filter);
    let summary = live(move || {
        let count = summary.with(in_use);
        if count == 0 { t(words::FILTERS).to_owned() } else { fill(t(words::FILTERED), &[&count.to_string()]) }
    });
    let of_agency = live(move || {
        let all = device.record.with(|record| {
            let mut all: Vec<(String, String)> = Vec::new();
            for one in record {
                let id = one.pack.agency.as_str();
                if !all.iter().any(|(known, _)| known == id) {
                    all.push((id.to_owned(), agencies::name(&one.pack.agency).in_language(language()).to_owned()));
                }
            }
            all
        });
        let (chosen, agency) = (agency.clone(), agency.clone());
        select(
            "find-agency",
            t(words::AGENCY),
            all,
            move || chosen.with(|filter| filter.agencies.first().map(ToString::to_string).unwrap_or_default()),
            move |value| agency.update(|filter| filter.agencies = value.parse().into_iter().collect()),
        )
    });
    let of_topic = live(move || {
        let all = device.record.with(|record| {
            let mut all: Vec<(String, String)> = Vec::new();
            for one in record {
                let topic = &one.pack.topic;
                if !all.iter().any(|(known, _)| *known == topic.zh) {
                    all.push((topic.zh.clone(), topic.in_language(language()).to_owned()));
                }
            }
            all
        });
        let (chosen, topic) = (topic.clone(), topic.clone());
        select(
            "find-topic",
            t(words::TOPIC),
            all,
            move || chosen.with(|filter| filter.topics.first().cloned().unwrap_or_default()),
            move |value| {
                topic.update(|filter| filter.topics = (!value.is_empty()).then_some(value).into_iter().collect())
            },
        )
    });
    let days = live(move || {
        let (from_now, from, to_now, to) = (from.clone(), from.clone(), to.clone(), to.clone());
        many([
            day(
                "find-from",
                t(words::ISSUED_FROM),
                move || from_now.with(|filter| filter.issued_from),
                move |day| {
                    from.update(|filter| filter.issued_from = day);
                },
            ),
            day(
                "find-to",
                t(words::ISSUED_TO),
                move || to_now.with(|filter| filter.issued_to),
                move |day| {
                    to.update(|filter| filter.issued_to = day);
                },
            ),
        ])
    });
    let (is_on, change) = (force.clone(), force);
    let force = classed("label", "option")
        .child(
            el("input")
                .attr("type", "checkbox")
                .switch("checked", move || is_on.with(|filter| filter.in_force_on.is_some()))
                .on("change", move |event| {
                    let on = event_target_checked(&event);
                    change.update(|filter| filter.in_force_on = on.then(clock::today));
                }),
        )
        .child(el("span").child(live(|| t(words::IN_FORCE))));
    classed("details", "find-filters")
        .child(el("summary").child(summary))
        .child(classed("div", "find-fields").child(of_agency).child(of_topic).child(days))
        .child(force)
        .into()
}

fn in_use(filter: &Filter) -> usize {
    let Filter { documents: _, agencies, topics, issued_from, issued_to, in_force_on } = filter;
    [!agencies.is_empty(), !topics.is_empty(), issued_from.is_some(), issued_to.is_some(), in_force_on.is_some()]
        .into_iter()
        .filter(|used| *used)
        .count()
}

fn select(
    id: &'static str,
    label: &'static str,
    all: Vec<(String, String)>,
    chosen: impl Fn() -> String + 'static,
    choose: impl Fn(String) + 'static,
) -> View {
    let option = |(value, words): (String, String)| el("option").attr("value", value).child(words).into();
    let any = (String::new(), t(words::ANY).to_owned());
    let options: Vec<View> = std::iter::once(any).chain(all).map(option).collect();
    let control = el("select")
        .attr("id", id)
        .child(options)
        .property("value", move || chosen().into())
        .on("change", move |event| choose(event_target_value(&event)));
    labelled(id, label, control)
}

fn day(
    id: &'static str,
    label: &'static str,
    chosen: impl Fn() -> Option<NaiveDate> + 'static,
    choose: impl Fn(Option<NaiveDate>) + 'static,
) -> View {
    let control = el("input")
        .attr("id", id)
        .attr("type", "date")
        .property("value", move || chosen().map(|day| day.to_string()).unwrap_or_default().into())
        .on("change", move |event| choose(iso::day(&event_target_value(&event))));
    labelled(id, label, control)
}

fn labelled(id: &'static str, label: &'static str, control: Element) -> View {
    classed("div", "field").child(el("label").attr("for", id).child(label)).child(control).into()
}
