//! 市民主页 and 企业专属网页 (办法 art. 30): what is yours already, what you can apply for, the one question that helps most, what is new.

use leptos::prelude::*;
use mingbai_shared::audience::{NextQuestion, Verdict, next_question, wording};
use mingbai_shared::facts::{FactKey, Subject};
use mingbai_shared::words::date;

use crate::clock;
use crate::components::card::{card, example, row};
use crate::components::focus;
use crate::components::group::group;
use crate::components::head::page_head;
use crate::components::question::{PutOff, question};
use crate::device::{Device, RecordState};
use crate::matching::{Match, issuer, matches};
use crate::words::{fill, frame, home, language, t};

const EXAMPLES: usize = 3;
const NEWEST: usize = 5;

/// The page for residents or for firms.
pub fn page(subject: Subject) -> AnyView {
    let device = expect_context::<Device>();
    let put_off = expect_context::<PutOff>().0;
    let found = Memo::new_with_compare(move |_| matches(device, subject), |_, _| true);
    let asked = Memo::new(move |_| {
        found.with(|found| put_off.with(|put_off| next_question(found.iter().map(|found| &found.judged), put_off)))
    });
    view! {
        {move || page_head(Some(date_line(device)), t(if subject == Subject::Resident { home::TITLE_RESIDENT } else { home::TITLE_FIRM }))}
        {move || found.with(|found| above_question(device, subject, found))}
        {question_part(found, asked, put_off)}
        {move || newest(device, subject)}
        {move || found.with(|found| not_for_you(found))}
    }
    .into_any()
}

/// 11月23日（周一）· 资料存在本机 · 已更新 9:12
fn date_line(device: Device) -> String {
    let today = clock::today();
    let time = |ms: f64| clock::instant(ms).map(date::time).unwrap_or_default();
    let updated = device.record_state.with(|state| match state {
        RecordState::Current { checked_at_ms } => Some(fill(t(home::UPDATED), &[&time(*checked_at_ms)])),
        RecordState::Offline { last_checked_ms: Some(last) } => {
            let last = clock::instant(*last).map(|last| date::moment(last, today, language())).unwrap_or_default();
            Some(fill(t(home::READ_LAST), &[&last]))
        }
        RecordState::Offline { last_checked_ms: None } => Some(t(home::READ_NEVER).into()),
        RecordState::Loading | RecordState::Refused { .. } => None,
    });
    let mut line = date::day_of_week(today, today, language());
    for part in [Some(t(home::ON_DEVICE).to_owned()), updated].into_iter().flatten() {
        line.push_str(" · ");
        line.push_str(&part);
    }
    line
}

fn above_question(device: Device, subject: Subject, found: &[Match]) -> AnyView {
    if found.is_empty() && device.record.with(Vec::is_empty) {
        return match device.record_state.get() {
            RecordState::Loading => view! { <p class="empty">{t(frame::WAITING)}</p> }.into_any(),
            _ => view! { <p class="empty">{t(home::NO_RECORD)}</p> }.into_any(),
        };
    }
    let nothing_said = device.facts.with(|facts| facts.iter().all(|(key, _)| key.subject() != subject));
    if nothing_said { first_visit(subject, found) } else { what_applies(device, found) }
}

fn first_visit(subject: Subject, found: &[Match]) -> AnyView {
    let today = clock::today();
    let lead = t(if subject == Subject::Resident { home::WELCOME } else { home::WELCOME_FIRM });
    let examples = found.iter().take(EXAMPLES).map(|found| example(found, today)).collect();
    view! { <p class="lead">{lead}</p>{group("g-examples", t(home::EXAMPLES), examples, "cards")} }.into_any()
}

fn what_applies(device: Device, found: &[Match]) -> AnyView {
    let today = clock::today();
    let cards = |automatic: bool| -> Vec<AnyView> {
        let chosen = found.iter().filter(|found| {
            found.judged.verdict == Verdict::Eligible && found.offer().route.is_automatic() == automatic
        });
        device.facts.with(|facts| chosen.map(|found| card(found, facts, today)).collect())
    };
    let (automatic, apply) = (cards(true), cards(false));
    if automatic.is_empty() && apply.is_empty() {
        return view! { <p class="empty">{t(home::NONE_YET)}</p> }.into_any();
    }
    let part = |id, title, cards: Vec<AnyView>| (!cards.is_empty()).then(|| group(id, title, cards, "cards"));
    view! {
        {part("g-automatic", t(home::AUTOMATIC), automatic)}
        {part("g-apply", t(home::APPLY), apply)}
    }
    .into_any()
}

/// The question has a key, so that what was half typed for one fact never stands in the field of the next.
fn question_part(
    found: Memo<Vec<Match>>,
    asked: Memo<Option<NextQuestion>>,
    put_off: RwSignal<Vec<FactKey>>,
) -> AnyView {
    let title = move || asked.get().map(|asked| fill(t(home::QUESTION), &[&asked.settles.to_string()]));
    let one = move |asked: NextQuestion| {
        move || {
            let first = found.with(|found| first_waiting(found, asked.fact));
            question(asked.fact, asked.settles, &first)
        }
    };
    let again = move |_| {
        put_off.set(Vec::new());
        focus::soon(".question legend", true);
    };
    let rest = move || {
        (asked.get().is_none() && !put_off.with(Vec::is_empty)).then(|| {
            view! {
                <p class="empty">{t(home::NO_QUESTION_PUT_OFF)}<button type="button" class="button bare" on:click=again>{t(home::ASK_AGAIN)}</button></p>
            }
        })
    };
    view! {
        {move || title().map(|title| view! { <section class="group"><h2>{title}</h2></section> })}
        <For each=move || asked.get() key=|asked| asked.fact let(asked)>{one(asked)}</For>
        {rest}
    }
    .into_any()
}

fn first_waiting(found: &[Match], fact: FactKey) -> String {
    let waiting = found.iter().find(|found| found.judged.missing.contains(&fact));
    waiting.map(|found| found.published.pack.title.in_language(language()).to_owned()).unwrap_or_default()
}

fn newest(device: Device, subject: Subject) -> AnyView {
    let today = clock::today();
    let rows = device.record.with(|record| {
        let mine = record
            .iter()
            .filter(|published| published.pack.offer.as_ref().is_none_or(|offer| offer.subject == subject));
        let rows = mine.take(NEWEST).map(|published| {
            let mut note = issuer(&published.pack);
            note.push_str(" · ");
            note.push_str(&date::moment(published.entry.at, today, language()));
            row(&published.pack, note)
        });
        rows.collect::<Vec<AnyView>>()
    });
    if rows.is_empty() { ().into_any() } else { group("g-new", t(home::NEW), rows, "rows") }
}

fn not_for_you(found: &[Match]) -> AnyView {
    let today = clock::today();
    let rows: Vec<AnyView> = found
        .iter()
        .filter(|found| found.judged.verdict == Verdict::NotEligible)
        .map(|found| row(&found.published.pack, wording::because(&found.judged, today, language())))
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let summary = fill(t(home::NOT_FOR_YOU), &[&rows.len().to_string()]);
    view! { <details class="group"><summary>{summary}</summary><ul class="rows">{rows}</ul></details> }.into_any()
}
