//! 市民主页 and 企业专属网页 (办法 art. 30): what is yours already, what you can apply for, the one question that helps most, what is new.

use leptos::prelude::*;
use mingbai_shared::audience::{Judged, NextQuestion, Verdict, next_question, wording};
use mingbai_shared::facts::{FactKey, Facts, Subject};
use mingbai_shared::pack::examples;
use mingbai_shared::words::date;

use crate::clock;
use crate::components::button::{Kind, button};
use crate::components::card::{card, example, published_row, row};
use crate::components::empty::empty;
use crate::components::list::{group, section};
use crate::components::question::{PutOff, question};
use crate::components::shell::head::page_head;
use crate::components::skeleton::skeleton;
use crate::device::{Device, RecordState};
use crate::focus;
use crate::matching::{Match, Reminded, matches, reminded};
use crate::parts::{household, with_notices};
use crate::view::{View, classed, el, link, live, many};
use crate::words::{fill, home, language, t};

const NEWEST: usize = 5;

/// The page for residents or for firms.
pub fn page(subject: Subject) -> View {
    let device = expect_context::<Device>();
    let put_off = expect_context::<PutOff>().0;
    // Judged once for all parts of the page.
    let found = Memo::new_with_compare(move |_| matches(device, subject), |_, _| true);
    let asked = Memo::new(move |_| {
        if device.facts_state().is_closed() {
            return None;
        }
        let found = found.read();
        let judged = found.iter().map(|found| Judged { rule: &found.offer().audience, judgement: &found.judged });
        device.facts.with(|facts| put_off.with(|put_off| next_question(judged, facts, clock::today(), put_off)))
    });
    let title = if subject == Subject::Resident { home::TITLE_RESIDENT } else { home::TITLE_FIRM };
    many([
        live(move || page_head(live(move || date_line(device)), t(title))),
        household(device),
        live(move || above_question(device, subject, found)),
        question_part(device, found, asked, put_off),
        with_notices(device, subject),
        live(move || reminders(device, subject)),
        live(move || newest(device, subject)),
        live(move || not_for_you(device, found)),
    ])
}

/// 11月23日（周一）· 资料存在本机 · 已更新 9:12
fn date_line(device: Device) -> String {
    let today = clock::today();
    let updated = device.record_state.with(|state| match state {
        RecordState::Current { checked_at_ms } => {
            let time = clock::instant(*checked_at_ms).map(date::time).unwrap_or_default();
            fill(t(home::UPDATED), &[&time])
        }
        RecordState::Offline { last_checked_ms: Some(last) } => {
            let last = clock::instant(*last).map(|last| date::moment(last, today, language())).unwrap_or_default();
            fill(t(home::READ_LAST), &[&last])
        }
        RecordState::Offline { last_checked_ms: None } => t(home::READ_NEVER).into(),
        RecordState::Loading | RecordState::Refused { .. } | RecordState::NotKept => String::new(),
    });
    let between = if updated.is_empty() { "" } else { " · " };
    [&date::day_of_week(today, today, language()), " · ", t(home::ON_DEVICE), between, &updated].concat()
}

fn above_question(device: Device, subject: Subject, found: Memo<Vec<Match>>) -> View {
    if device.record.with(Vec::is_empty) {
        let loading = device.record_state.with(|state| matches!(state, RecordState::Loading));
        return if loading { skeleton(6).into() } else { empty(t(home::NO_RECORD)).into() };
    }
    if device.facts_state().is_closed() {
        return View::Nothing;
    }
    let found = found.read();
    let nothing_said = device.facts.with(|facts| facts.said_of(subject) == 0);
    if nothing_said { first_visit(subject, &found) } else { what_applies(device, &found) }
}

fn first_visit(subject: Subject, found: &[Match]) -> View {
    let lead = t(if subject == Subject::Resident { home::WELCOME } else { home::WELCOME_FIRM });
    let examples = examples(found, Match::offer).into_iter().map(|found| example(found, clock::today()));
    many([
        classed("p", "lead").child(lead).into(),
        group("g-examples", t(home::EXAMPLES), examples.collect(), "cards").into(),
    ])
}

fn what_applies(device: Device, found: &[Match]) -> View {
    let today = clock::today();
    let (mut automatic, mut apply) = (Vec::new(), Vec::new());
    device.facts.with(|facts| {
        for one in found.iter().filter(|one| one.judged.verdict == Verdict::Eligible) {
            let cards = if one.offer().route.is_automatic() { &mut automatic } else { &mut apply };
            cards.push(card(one, found, facts, today));
        }
    });
    if automatic.is_empty() && apply.is_empty() {
        return empty(t(home::NONE_YET)).into();
    }
    let part = |id, title, cards: Vec<View>| (!cards.is_empty()).then(|| group(id, title, cards, "cards")).into();
    many([part("g-automatic", t(home::AUTOMATIC), automatic), part("g-apply", t(home::APPLY), apply)])
}

fn question_part(
    device: Device,
    found: Memo<Vec<Match>>,
    asked: Memo<Option<NextQuestion>>,
    put_off: RwSignal<Vec<FactKey>>,
) -> View {
    let of = Memo::new(move |_| device.profiles.with(|names| names.shown));
    let one = move || {
        // Asked anew of another, though it be the same question: what is typed is of whom it is asked.
        let of = of.get();
        asked.get().map(|asked| {
            let (first, waiting) = found.with(|found| waiting(found, asked.fact));
            let title = match asked.settles {
                0 => t(home::QUESTION_NEARER).to_owned(),
                1 => t(home::QUESTION_ONE).to_owned(),
                settles => fill(t(home::QUESTION), &[&settles.to_string()]),
            };
            section("g-question", title, ()).child(question(of, asked.fact, waiting, &first))
        })
    };
    let again = move || {
        put_off.set(Vec::new());
        focus::soon(".question legend", true);
    };
    let rest = move || {
        (asked.with(Option::is_none) && !put_off.with(Vec::is_empty))
            .then(|| empty(t(home::NO_QUESTION_PUT_OFF)).child(button(Kind::Bare, t(home::ASK_AGAIN), again)))
    };
    many([live(one), live(rest)])
}

/// The title of the first policy that waits for a fact, and how many do.
fn waiting(found: &[Match], fact: FactKey) -> (String, usize) {
    let mut waiting = found.iter().filter(|found| found.judged.missing.contains(&fact));
    let first = waiting.next().map(|found| found.published.pack.title.in_language(language()).to_owned());
    let others = waiting.count();
    (first.unwrap_or_default(), others + 1)
}

/// 办事提醒: what is to be known in time, but for what was put away.
fn reminders(device: Device, subject: Subject) -> View {
    let today = clock::today();
    let rows: Vec<View> = device.facts.with(|facts| {
        let new = reminded(device, subject).into_iter().filter(|one| one.is_new(device));
        let said =
            |one: Reminded| row(&one.published.pack, one.reminder.sentence(&one.offer, facts, today, language()));
        new.map(said).collect()
    });
    if rows.is_empty() {
        return View::Nothing;
    }
    let all = classed("p", "note").child(link("", "/reminders", t(home::ALL_REMINDERS)));
    group("g-reminders", t(home::REMINDERS), rows, "rows").child(all).into()
}

fn newest(device: Device, subject: Subject) -> View {
    let rows: Vec<View> = device.record.with(|record| {
        let mine = record
            .iter()
            .filter(|published| published.pack.offer.as_ref().is_none_or(|offer| offer.subject == subject));
        mine.take(NEWEST).map(|published| published_row(published)).collect()
    });
    if rows.is_empty() { View::Nothing } else { group("g-new", t(home::NEW), rows, "rows").into() }
}

fn not_for_you(device: Device, found: Memo<Vec<Match>>) -> View {
    let today = clock::today();
    let why = |found: &Match, facts: &Facts| {
        let because = wording::because(&found.judged, today, language());
        let ways = found.offer().ways_in(facts, today);
        // Two are enough to see what it hangs on.
        let ways = ways.iter().take(2).map(|way| wording::way_in(way, facts, language()));
        [because].into_iter().chain(ways).collect::<Vec<_>>().join(wording::semicolon(language()))
    };
    let found = found.read();
    let not = found.iter().filter(|found| found.judged.verdict == Verdict::NotEligible);
    let rows: Vec<View> =
        device.facts.with(|facts| not.map(|found| row(&found.published.pack, why(found, facts))).collect());
    if rows.is_empty() {
        return View::Nothing;
    }
    let summary = fill(t(home::NOT_FOR_YOU), &[&rows.len().to_string()]);
    classed("details", "group").child(el("summary").child(summary)).child(classed("ul", "rows").child(rows)).into()
}
