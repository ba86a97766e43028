//! A due date with its proof: the date and what is left, every day of the count, and how it was worked out, to print and to keep.

#[cfg(feature = "patterns")]
pub mod fixture;

use std::rc::Rc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::calendar::Notice;
use mingbai_shared::deadline::{Due, Left, Outcome, Point, Proof, Question, Sense, left, wording};
use mingbai_shared::words::date;

use super::button::{Kind, actions, button};
use super::countdown::{countdown, countdown_between, may_have_ended};
use super::day_strip::day_strip;
use super::link::leaving;
use super::tag::icon;
use crate::calendar;
use crate::download::hand_over;
use crate::json;
use crate::pieces::next_turn;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{clock, fill, language, t};

/// A triangle with a mark of exclamation.
const WARNING: &str = r#"<path d="M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.1"/>"#;

/// All of it, as it stands on the day `today`.
pub fn due(proof: Rc<Proof>, today: NaiveDate) -> Element {
    classed("section", "due").child(headline(&proof, today)).child(worked_out(proof, today))
}

/// The date, or who is waited for. A status: a page keeps it in an element that screen readers follow.
pub fn headline(proof: &Proof, today: NaiveDate) -> Element {
    let title = proof.rule.rule().title.in_language(language());
    let said = match proof.outcome {
        Outcome::Due(due) => many([label(proof, due), date_of(due, proof.rule.rule().sense, today)]),
        Outcome::Waiting { question, since, reply_by, if_silent } => {
            let day = |day| date::day_of_week(day, today, language());
            let mut said = fill(t(clock::SINCE), &[&day(since)]);
            match (reply_by, if_silent) {
                (Some(by), _) => said.push_str(&fill(t(clock::REPLY_BY), &[&day(by)])),
                (None, None) => said.push_str(t(clock::NO_END)),
                (None, Some(_)) => {}
            }
            many([
                classed("p", "due-waiting").child(waits_for(question)).into(),
                el("p").child(said).into(),
                if_silent
                    .map(|due| {
                        many([
                            classed("p", "due-label").child(t(clock::IF_SILENT)).into(),
                            date_of(due, Sense::Latest, today),
                        ])
                    })
                    .into(),
            ])
        }
    };
    let provisional = proof.outcome.due_at_latest().is_some_and(Due::is_provisional);
    let why = provisional.then(|| classed("p", "note").child(t(clock::WHY_PROVISIONAL)));
    classed("div", "due-head").child(classed("p", "due-of").child(title)).child(said).child(why)
}

fn label(proof: &Proof, due: Due) -> View {
    let words = match (due, proof.rule.rule().sense) {
        (_, Sense::AtLeast) => clock::DUE_AT_LEAST,
        (Due::At(_), Sense::Latest) => clock::DUE_AT,
        (Due::On(_) | Due::Between { .. }, Sense::Latest) => clock::DUE,
    };
    classed("p", "due-label").child(t(words)).into()
}

fn date_of(due: Due, sense: Sense, today: NaiveDate) -> View {
    // A period that lasts at least so long is never late: once it has lasted it may end.
    if let (Due::On(day), Sense::AtLeast) = (due, sense)
        && day < today
    {
        return may_have_ended(day);
    }
    let left = |day| -> Left { left(day, today, &calendar::known()) };
    match due {
        Due::On(day) => countdown(day, left(day), false).into(),
        Due::Between { earliest, latest } if earliest == latest => countdown(earliest, left(earliest), true).into(),
        Due::Between { earliest, latest } => countdown_between(earliest, latest, left(earliest)).into(),
        Due::At(at) => {
            let day = date::day_of_week(Point::Instant(at).day(), today, language());
            classed("p", "countdown").child(el("time").child([&day, " ", &date::time(at)].concat())).into()
        }
    }
}

/// Who is waited for.
pub fn waits_for(question: Question) -> &'static str {
    t(match question {
        Question::ThirdParty => clock::WAIT_THIRD_PARTY,
        Question::Organ => clock::WAIT_ORGAN,
        Question::CoMaker => clock::WAIT_CO_MAKER,
        Question::Correction => clock::WAIT_CORRECTION,
        Question::Fee => clock::WAIT_FEE,
        Question::Reason => clock::WAIT_REASON,
    })
}

/// What the date rests on.
pub fn worked_out(proof: Rc<Proof>, today: NaiveDate) -> View {
    let is_open = RwSignal::new(false);
    let warnings = wording::warnings(&proof, language()).into_iter();
    let warnings = warnings.map(|words| el("li").child(icon(WARNING)).child(el("span").child(words)).into());
    let warnings: Vec<View> = warnings.collect();
    many([
        (!warnings.is_empty()).then(|| classed("ul", "due-warnings").child(warnings)).into(),
        day_strip(&proof, today),
        how(&proof, is_open),
        take_along(proof, is_open),
    ])
}

fn how(proof: &Proof, is_open: RwSignal<bool>) -> View {
    let sentences = wording::sentences(proof, language());
    let sentences = sentences.into_iter().map(|sentence| el("li").child(sentence).into());
    let notices = proof.notices.iter().map(|notice| el("li").child(notice_link(notice)).into());
    let notices: Vec<View> = notices.collect();
    let articles = proof.cites.iter().map(|cite| el("li").child(cite.in_language(language())).into());
    let list = |title, items: Vec<View>| {
        (!items.is_empty())
            .then(|| many([el("h3").child(title).into(), classed("ul", "due-sources").child(items).into()]))
    };
    classed("details", "group due-how")
        .switch("open", move || is_open.get())
        .child(el("summary").child(t(clock::HOW)))
        .child(classed("ol", "due-sentences").child(sentences.collect::<Vec<View>>()))
        .child(list(t(clock::ARTICLES), articles.collect()))
        .child(list(t(clock::NOTICES), notices))
        .into()
}

/// A notice by its number, or by its day where that is not known.
pub fn notice_link(notice: &Notice) -> Element {
    let by_day = || fill(t(clock::NOTICE_OF), &[&date::full_day(notice.issued_on, language())]);
    leaving(notice.source.clone(), notice.number.clone().unwrap_or_else(by_day))
}

fn take_along(proof: Rc<Proof>, is_open: RwSignal<bool>) -> View {
    let failed = RwSignal::new(false);
    let print = move || {
        // Paper has it all.
        is_open.set(true);
        spawn_local(async {
            next_turn().await;
            // A browser that does not print does nothing.
            let _ = window().print();
        });
    };
    let keep = move || {
        let name = fill(t(clock::FILE), &[proof.rule.name(), &proof.start.day().to_string()]);
        let kept = json::write(&*proof).ok().and_then(|text| hand_over(&name, "application/json", &text));
        failed.set(kept.is_none());
    };
    let failure = move || failed.get().then(|| classed("p", "field-error").child(t(clock::NOT_DOWNLOADED)));
    many([
        actions()
            .child(button(Kind::Quiet, t(clock::PRINT), print))
            .child(button(Kind::Quiet, t(clock::DOWNLOAD), keep))
            .into(),
        el("div").attr("role", "alert").child(live(failure)).into(),
        classed("p", "note due-check").child(t(clock::DOWNLOAD_NOTE)).into(),
    ])
}
