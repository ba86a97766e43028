//! The working days by which every clock runs, for everybody to see; the district's office loads a year here.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::calendar::{Calendar, Festival, Year, festival};
use mingbai_shared::register::year::loadable;
use mingbai_shared::roles::Action;
use mingbai_shared::words::date;
use serde::{Deserialize, Serialize};

use crate::calendar::known;
use crate::components::button::{Kind, actions, button};
use crate::components::dialog::dialog;
use crate::components::field::{Around, Typed, field, nothing_wrong, text_control};
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::device::Device;
use crate::json;
use crate::network::{self, Problem};
use crate::pages::failed::failed;
use crate::view::{View, classed, el, live, many};
use crate::words::{case_clock as words, fill, language, t};

/// How many years are shown: this one, the next, and those before that open clocks can have begun in.
const SHOWN: usize = 3;

#[derive(Serialize)]
struct What {
    plan: String,
}

#[derive(Deserialize)]
struct Loaded {
    year: Option<i32>,
}

pub fn page() -> View {
    let device = expect_context::<Device>();
    let may = Memo::new(move |_| device.who().is_some_and(|session| session.role.carries(Action::LoadCalendar)));
    let lead = || {
        let through = known().years().last().map(Year::number).unwrap_or_default();
        classed("p", "lead").child(fill(t(words::CALENDAR_LEAD), &[&through.to_string()]))
    };
    let years = || View::Many(known().years().iter().rev().take(SHOWN).map(year).collect());
    many([
        live(|| page_head((), t(words::CALENDAR))),
        live(lead),
        live(years),
        live(move || may.get().then(|| loading(device))),
    ])
}

/// A year: how many days are worked, and each festival with its days off and worked.
fn year(year: &Year) -> View {
    let title = fill(t(words::CALENDAR_YEAR), &[&year.number().to_string(), &year.working_days().to_string()]);
    let notices = year.notices().map(|notice| {
        let words = notice.number.clone().unwrap_or_else(|| notice.source.clone());
        el("li")
            .child(el("a").attr("href", notice.source.clone()).attr("rel", "noopener noreferrer").child(words))
            .into()
    });
    classed("section", "group")
        .child(el("h2").child(title))
        .child(festivals(year))
        .child(classed("ul", "note").child(notices.collect::<Vec<View>>()))
        .into()
}

fn festivals(year: &Year) -> View {
    let line = |of: Festival<'_>| -> View {
        let first = of.off.first().or(of.worked.first()).copied().unwrap_or_default();
        let said = |days: &[NaiveDate], word: &str| {
            (!days.is_empty()).then(|| [word, " ", &date::days(days, first, language())].concat())
        };
        let off = said(&of.off, t(words::CALENDAR_OFF));
        let worked = said(&of.worked, t(words::CALENDAR_WORK));
        let all: Vec<String> = off.into_iter().chain(worked).collect();
        el("li")
            .child(el("strong").child(festival(of.name, language())))
            .child(" ")
            .child(all.join(t(words::THEN)))
            .into()
    };
    classed("ul", "rows").child(year.festivals().into_iter().map(line).collect::<Vec<View>>()).into()
}

/// What became of loading.
#[derive(Clone)]
enum Outcome {
    NotYet,
    UnderWay,
    Done(Option<i32>),
    Failed(Problem),
}

fn loading(device: Device) -> View {
    let plan = RwSignal::new(String::new());
    let outcome = RwSignal::new_local(Outcome::NotYet);
    let written = move |text| {
        outcome.set(Outcome::NotYet);
        plan.set(text);
    };
    let looked_at = move || plan.with(|plan| (!plan.trim().is_empty()).then(|| look(&known(), plan)));
    let asked = RwSignal::new(false);
    let load = move || {
        asked.set(false);
        let right = plan.with_untracked(|plan| is_right(&known(), plan));
        if right && !matches!(outcome.get_untracked(), Outcome::UnderWay) {
            outcome.set(Outcome::UnderWay);
            spawn_local(async move {
                let answer = send(plan.get_untracked()).await;
                // The page may have been left meanwhile.
                if outcome.try_get_untracked().is_some() {
                    outcome.set(answer.map_or_else(Outcome::Failed, Outcome::Done));
                    device.look();
                }
            });
        }
    };
    // It can never be removed again.
    let sure = move || {
        let buttons = actions().child(button(Kind::Main, t(words::CALENDAR_YES), load).attr("data-testid", "load-yes"));
        let back = button(Kind::Quiet, t(words::CALENDAR_NO), move || asked.set(false));
        many([
            el("p").child(t(words::CALENDAR_FOR_EVER)).into(),
            plan.with(|plan| look(&known(), plan)),
            buttons.child(back).into(),
        ])
    };
    let ask = move || asked.set(plan.with_untracked(|plan| is_right(&known(), plan)));
    section("g-load", t(words::CALENDAR_LOAD), ())
        .child(plan_field(written))
        .child(el("div").attr("role", "status").attr("data-testid", "looked-at").child(live(looked_at)))
        .child(classed("p", "note").child(t(words::CALENDAR_FOR_EVER)))
        .child(actions().child(button(Kind::Main, t(words::CALENDAR_DO), ask).attr("data-testid", "load-year")))
        .child(dialog("load", || t(words::CALENDAR_SURE), asked, sure))
        .child(
            el("div")
                .attr("role", "status")
                .attr("data-testid", "loaded")
                .child(live(move || said(device, &outcome.get()))),
        )
        .into()
}

/// Where the text of a year is written.
pub fn plan_field(written: impl Fn(String) + 'static) -> View {
    let control = text_control(Typed::Lines, "off", String::new, written);
    let control = control.attr("rows", "12").attr("spellcheck", "false");
    let around = Around { label: t(words::CALENDAR_PLAN), hint: Some(t(words::CALENDAR_HINT)), below: View::Nothing };
    many([field("plan", around, &nothing_wrong(), control), example()])
}

/// A year as it is written: the last one that is known.
fn example() -> View {
    let last = known().years().last().map(Year::to_string).unwrap_or_default();
    el("details")
        .child(el("summary").child(t(words::CALENDAR_EXAMPLE)))
        .child(classed("pre", "plan-example").child(last))
        .into()
}

fn is_right(known: &Calendar, plan: &str) -> bool {
    loadable(known, plan).is_ok_and(|year| !known.years().contains(&year))
}

/// What the text says, before it is loaded.
fn look(known: &Calendar, plan: &str) -> View {
    let read = match loadable(known, plan) {
        Ok(read) => read,
        Err(wrong) => {
            return classed("p", "field-error").child(wrong.message().in_language(language()).to_owned()).into();
        }
    };
    let (number, days) = (read.number().to_string(), read.working_days().to_string());
    let words = match known.years().iter().find(|year| year.number() == read.number()) {
        Some(known) if *known == read => fill(t(words::CALENDAR_SAME), &[&number]),
        Some(_) => fill(t(words::CALENDAR_CORRECTS), &[&number, &days]),
        None => fill(t(words::CALENDAR_NEW), &[&number, &days]),
    };
    many([classed("p", "because").child(words).into(), festivals(&read)])
}

async fn send(plan: String) -> Result<Option<i32>, Problem> {
    let body = json::write(&What { plan }).map_err(|_| Problem::unexpected())?;
    let answer = network::post("/api/calendar", body).await?;
    json::parse(&answer.text()?).map(|loaded: Loaded| loaded.year).map_err(|_| Problem::unexpected())
}

fn said(device: Device, outcome: &Outcome) -> View {
    match outcome {
        Outcome::NotYet | Outcome::UnderWay | Outcome::Done(None) => View::Nothing,
        Outcome::Done(Some(year)) => {
            classed("p", "note").child(fill(t(words::CALENDAR_DONE), &[&year.to_string()])).into()
        }
        Outcome::Failed(problem) => failed(device, "/calendar", problem),
    }
}
