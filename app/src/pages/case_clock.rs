//! The clock of a request: on the desk of its agency, on its person's page, and in lists.

pub mod desk;
pub mod mine;
pub mod outlook;

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::Datelike;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use mingbai_shared::deadline::{District, Due, Outcome, Refusal, due, left};
use mingbai_shared::request::{CaseClock, ListedCase, Moved, Stated, by_due_day};
use mingbai_shared::words::date;

use crate::calendar::known;
use crate::clock;
use crate::components::countdown::countdown;
use crate::components::due::waits_for;
use crate::components::timeline::{Tense, timeline};
use crate::device::Device;
use crate::view::{View, classed, live};
use crate::words::{case_clock as words, fill, language, t};

/// When it is due, in a line of a list.
pub fn brief(running: Option<&CaseClock>) -> View {
    let Some(running) = running else {
        return classed("span", "note").child(t(words::NO_CLOCK)).into();
    };
    let timeline = running.timeline();
    live(move || in_brief(due(&timeline, &known(), &District::default())))
}

/// Puts cases in the order of their due days.
pub fn in_order(cases: &mut [ListedCase]) {
    by_due_day(cases, &known(), &District::default());
}

fn in_brief(outcome: Result<Outcome, Refusal>) -> View {
    match outcome {
        Ok(Outcome::Due(due)) => {
            let left = left(due.day(), clock::today(), &known());
            countdown(due.day(), left, due.is_provisional()).into()
        }
        Ok(outcome) => classed("span", "note").child(stated(outcome)).into(),
        Err(refusal) => classed("span", "field-error").child(said(&refusal)).into(),
    }
}

/// An outcome in a few words: the date, the range, or what is waited for.
fn stated(outcome: Outcome) -> String {
    let day = |day| date::day_of_week(day, clock::today(), language());
    match outcome {
        Outcome::Due(Due::Between { earliest, latest }) => fill(t(words::DUE_BETWEEN), &[&day(earliest), &day(latest)]),
        Outcome::Due(due) => fill(t(words::DUE_AT), &[&day(due.day())]),
        Outcome::Waiting { question, if_silent: Some(due), .. } => {
            fill(t(words::IF_SILENT), &[waits_for(question), &stated(Outcome::Due(due))])
        }
        Outcome::Waiting { question, if_silent: None, .. } => waits_for(question).to_owned(),
    }
}

fn said(refusal: &Refusal) -> String {
    refusal.message().in_language(language()).to_owned()
}

/// Whether somebody looks for a year already.
static LOOKING: AtomicBool = AtomicBool::new(false);

/// How long after each look for a year it is looked for again, in milliseconds: the agencies may know it some seconds before the record does.
const AGAIN_MS: [u32; 4] = [1_000, 3_000, 10_000, 30_000];

/// Looks for the year with which the date moved, where it is not here yet: the case may come before the record does.
fn look_for_year(device: Device, running: &CaseClock) {
    let Some(moved) = running.moved.last().cloned() else { return };
    let timeline = running.timeline();
    let is_behind = move || {
        let known = known();
        known.known_through().year() < moved.year
            || Stated::from(due(&timeline, &known, &District::default())) == moved.before
    };
    if !is_behind() || LOOKING.swap(true, Ordering::Relaxed) {
        return;
    }
    spawn_local(async move {
        device.look();
        for wait in AGAIN_MS {
            TimeoutFuture::new(wait).await;
            if !untrack(&is_behind) {
                break;
            }
            device.look();
        }
        LOOKING.store(false, Ordering::Relaxed);
    });
}

/// How the date moved when years of working days came.
fn moved(moved: &[Moved]) -> View {
    if moved.is_empty() {
        return View::Nothing;
    }
    let line = |moved: &Moved| -> View {
        let at = date::moment(moved.at, clock::today(), language());
        let (before, after) = (said_then(&moved.before), said_then(&moved.after));
        fill(t(words::MOVED), &[&at, &moved.year.to_string(), &before, &after]).into()
    };
    timeline("g-moved", t(words::MOVED_TITLE), Tense::Past, moved.iter().rev().map(line).collect()).into()
}

fn said_then(stated: &Stated) -> String {
    let day = |day| date::full_day(day, language());
    match (stated.due, stated.latest) {
        (Some(due), Some(latest)) => fill(t(words::STATED_BETWEEN), &[&day(due), &day(latest)]),
        (Some(due), None) => day(due),
        (None, _) => "–".into(),
    }
}
