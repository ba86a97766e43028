//! The clock of a case at the desk: where it stands, what may be noted next, and what that does to the date, before it is done (条例 art. 30 to 35).

use std::rc::Rc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::deadline::{
    District, Event, EventKind, Extending, MOST_EXTENSION, NextStep, Proof, Refusal, due, extending, next_steps, prove,
};
use mingbai_shared::request::{CaseClock, Happening, ListedCase};
use mingbai_shared::roles::Action;
use mingbai_shared::shanghai::legal_day;
use mingbai_shared::words::date;
use uuid::Uuid;

use super::{in_brief, look_for_year, moved, said, stated};
use crate::calendar::known;
use crate::components::button::{Kind, actions, button};
use crate::components::choice;
use crate::components::due::due as due_with_proof;
use crate::components::field::{Around, Wrong, field, nothing_wrong};
use crate::components::list::section;
use crate::device::Device;
use crate::network::{self, Problem};
use crate::view::{Element, View, classed, el, follow, live, many};
use crate::words::{case_clock as words, fill, language, me, t};
use crate::{clock, json};

/// What the desk holds while something is being noted, whatever of it is drawn anew.
#[derive(Clone, Copy)]
struct Noting {
    device: Device,
    case: Memo<Option<Uuid>>,
    on: RwSignal<NaiveDate>,
    /// Whether what was typed as the day is none that can be meant.
    no_day: RwSignal<bool>,
    kind: RwSignal<Option<EventKind>>,
    working_days: RwSignal<u32>,
    under_way: RwSignal<bool>,
    /// What became of it: noted, or why not.
    outcome: RwSignal<Option<Result<&'static str, Said>>, LocalStorage>,
}

/// Why something was not noted.
#[derive(Clone)]
enum Said {
    Unchosen,
    Problem(Problem),
}

/// The section of the desk for the case that is open.
pub fn section_of(device: Device, open: Memo<Option<ListedCase>>) -> View {
    let noting = Noting::new(device, Memo::new(move |_| open.with(|case| case.as_ref().map(|case| case.id))));
    // Another case begins with nothing chosen and nothing said.
    follow(move || {
        noting.case.track();
        noting.clear();
    });
    let clock = move || open.with(|case| case.as_ref().map_or(View::Nothing, |case| noting.clock_of(case)));
    section("g-clock", t(words::TITLE), ())
        .child(live(clock))
        .child(el("div").attr("role", "status").attr("data-testid", "noted").child(live(move || noting.said())))
        .into()
}

/// Before the receipt there is no clock.
fn receipt(noting: Noting, submitted: NaiveDate, may: bool) -> View {
    let note = move || noting.send(Happening::Received { on: noting.on.get_untracked() }, words::SAVED);
    many([
        classed("p", "note").child(t(words::NOT_RECEIVED)).into(),
        may.then(|| {
            many([
                day(noting, "received-on", t(words::RECEIVED_ON), submitted),
                actions()
                    .child(button(Kind::Main, t(words::NOTE_RECEIPT), note).attr("data-testid", "note-receipt"))
                    .into(),
            ])
        })
        .into(),
    ])
}

fn running(noting: Noting, running: Rc<CaseClock>, may: bool) -> View {
    let (shown, next, history, correcting) = (running.clone(), running.clone(), running.clone(), running);
    let proof = move || -> View {
        let proof = prove(&shown.timeline(), &known(), &District::default());
        proof.map_or_else(
            |refusal| classed("p", "field-error").child(said(&refusal)).into(),
            |proof| due_with_proof(Rc::new(proof), clock::today()).into(),
        )
    };
    let correction = move || may.then(|| correction(&correcting));
    many([live(proof), moved(&history.moved), live(correction), may.then(|| steps(noting, next)).into()])
}

/// Until when the applicant can be asked to correct, as long as that is open (条例 art. 30).
fn correction(running: &CaseClock) -> Option<Element> {
    let outcome = due(&running.correction_notice()?, &known(), &District::default()).ok()?;
    outcome.due().filter(|by| by.day() >= clock::today())?;
    let note = classed("p", "note").child(t(words::CORRECTION));
    Some(el("div").attr("data-testid", "correction").child(note).child(in_brief(Ok(outcome))))
}

/// What may be noted next.
fn steps(noting: Noting, running: Rc<CaseClock>) -> View {
    let received = running.received;
    let extends = noting.device.who().is_some_and(|session| session.role.carries(Action::ExtendCase));
    let (of_choice, of_preview) = (running.clone(), running.clone());
    let allowed = move || -> Vec<NextStep> {
        let on = noting.on.get();
        let steps = next_steps(&of_choice.timeline(), on, &known(), &District::default());
        steps.into_iter().filter(|step| extends || step.event.kind != EventKind::Extended).collect()
    };
    let options = move || -> View {
        let allowed = allowed();
        if allowed.is_empty() {
            return classed("p", "note").child(t(words::NOTHING_NEXT)).into();
        }
        let option = |step: NextStep| {
            let kind = step.event.kind;
            choice::option(
                "happened",
                t(kind.title()),
                move || noting.kind.get() == Some(kind),
                move || noting.kind.set(Some(kind)),
            )
        };
        choice::choices(t(words::NEXT), allowed.into_iter().map(option).collect())
    };
    let preview = move || -> Option<Element> {
        let kind = noting.kind.get()?;
        let event = Event { kind, on: noting.on.get(), working_days: noting.extension(kind) };
        let with = prove(&of_preview.timeline().with(event), &known(), &District::default());
        Some(match with {
            Ok(proof) => classed("p", "because").attr("data-testid", "will-be").child(then(&proof)),
            Err(refusal) => classed("p", "field-error").attr("data-testid", "will-be").child(said(&refusal)),
        })
    };
    let extension = running.clone();
    let compared = move || {
        (noting.kind.get() == Some(EventKind::Extended)).then(|| compared(&extension, noting.working_days.get()))
    };
    let events = running.events.len();
    let note = move || match noting.kind.get_untracked() {
        None => noting.outcome.set(Some(Err(Said::Unchosen))),
        Some(kind) => {
            let (on, working_days) = (noting.on.get_untracked(), noting.extension(kind));
            noting.send(Happening::Event { kind, on, working_days, events }, words::SAVED);
        }
    };
    let days = move || (noting.kind.get() == Some(EventKind::Extended)).then(|| working_days(noting));
    let takes_back = extends || running.events.last().is_none_or(|last| last.kind != EventKind::Extended);
    let last = running.events.last().map_or(t(words::RECEIPT), |noted| t(noted.kind.title()));
    let back = move || noting.send(Happening::TakenBack { events }, words::TAKEN_BACK);
    many([
        classed("p", "note").child(t(words::NEXT_HINT)).into(),
        (!extends).then(|| classed("p", "note").child(t(words::HEAD_EXTENDS))).into(),
        day(noting, "happened-on", t(words::ON), received),
        live(options),
        live(days),
        live(preview),
        live(compared),
        actions()
            .child(button(Kind::Main, t(words::SAVE), note).attr("data-testid", "note"))
            .child(takes_back.then(|| {
                button(Kind::Quiet, fill(t(words::TAKE_BACK), &[last]), back).attr("data-testid", "take-back")
            }))
            .into(),
    ])
}

/// The day on which it happened: not before the earliest that can be meant, and not to come.
fn day(noting: Noting, id: &'static str, label: &'static str, from: NaiveDate) -> View {
    let control = crate::components::date::date(from, clock::today(), move |day| {
        noting.no_day.set(day.is_none());
        if let Some(day) = day {
            noting.on.set(day);
        }
    });
    let control = control.property("value", move || noting.on.get().to_string().into());
    let wrong: Wrong = Rc::new(move || {
        let from = || date::day_of_week(from, clock::today(), language());
        noting.no_day.get().then(|| fill(t(words::ON_BETWEEN), &[&from()]).into())
    });
    field(id, Around { label, hint: None, below: View::Nothing }, &wrong, control)
}

fn working_days(noting: Noting) -> View {
    let control = el("input")
        .attr("type", "number")
        .attr("inputmode", "numeric")
        .attr("min", "1")
        .attr("max", MOST_EXTENSION.to_string())
        .property("value", move || noting.working_days.get().to_string().into())
        .on("input", move |event| noting.working_days.set(event_target_value(&event).parse().unwrap_or_default()));
    let around =
        Around { label: t(words::WORKING_DAYS), hint: Some(t(words::WORKING_DAYS_HINT)), below: View::Nothing };
    field("working-days", around, &nothing_wrong(), control)
}

/// What the clock would be.
fn then(proof: &Proof) -> String {
    [t(words::WILL_BE), &stated(proof.outcome)].concat()
}

/// Extending today, tomorrow and not at all, beside each other, and until when it can be done (条例 art. 33).
fn compared(running: &CaseClock, working_days: u32) -> Element {
    let Extending { not, today, tomorrow, until } =
        extending(&running.timeline(), clock::today(), working_days, &known(), &District::default());
    let line = |beginning, outcome: Result<Proof, Refusal>| -> View {
        let outcome = outcome.map_or_else(|refusal| said(&refusal), |proof| stated(proof.outcome));
        el("li").child(fill(t(beginning), &[&outcome])).into()
    };
    let until = until.map(|day| fill(t(words::EXTEND_UNTIL), &[&date::day_of_week(day, clock::today(), language())]));
    classed("ul", "note")
        .attr("data-testid", "extending")
        .child(line(words::EXTEND_NOT, not))
        .child(line(words::EXTEND_TODAY, today))
        .child(line(words::EXTEND_TOMORROW, tomorrow))
        .child(until.map(|until| el("li").child(until)))
}

impl Noting {
    fn new(device: Device, case: Memo<Option<Uuid>>) -> Noting {
        Noting {
            device,
            case,
            on: RwSignal::new(clock::today()),
            no_day: RwSignal::new(false),
            kind: RwSignal::new(None),
            working_days: RwSignal::new(MOST_EXTENSION),
            under_way: RwSignal::new(false),
            outcome: RwSignal::new_local(None),
        }
    }

    fn clear(self) {
        self.on.set(clock::today());
        self.no_day.set(false);
        self.kind.set(None);
        self.working_days.set(MOST_EXTENSION);
        self.outcome.set(None);
    }

    fn clock_of(self, case: &ListedCase) -> View {
        let may = self.device.who().is_some_and(|session| session.role.carries(Action::HandleCase));
        match &case.clock {
            None => receipt(self, legal_day(case.submitted_at), may),
            Some(clock) => {
                look_for_year(self.device, clock);
                running(self, Rc::new(clock.clone()), may)
            }
        }
    }

    fn extension(self, kind: EventKind) -> Option<u32> {
        (kind == EventKind::Extended).then(|| self.working_days.get())
    }

    /// Hands it to the agency. What comes back of it comes as every change of a case does.
    fn send(self, what: Happening, done: mingbai_shared::words::Bilingual) {
        let Some(case) =
            self.case.get_untracked().filter(|_| !self.under_way.get_untracked() && !self.no_day.get_untracked())
        else {
            return;
        };
        self.under_way.set(true);
        spawn_local(async move {
            let answer = tell(case, &what).await;
            // The page may have been left meanwhile, or another case opened.
            if self.under_way.try_set(false).is_some() || self.case.get_untracked() != Some(case) {
                return;
            }
            self.outcome.set(Some(match answer {
                Ok(()) => {
                    self.kind.set(None);
                    Ok(t(done))
                }
                Err(problem) => Err(Said::Problem(problem)),
            }));
            self.device.sync_now();
        });
    }

    fn said(self) -> View {
        match self.outcome.get() {
            None => View::Nothing,
            Some(Ok(done)) => classed("p", "note").child(done).into(),
            Some(Err(Said::Unchosen)) => classed("p", "field-error").child(t(words::CHOOSE)).into(),
            Some(Err(Said::Problem(problem))) => {
                classed("p", "field-error").child(fill(t(me::FAILED), &[problem.sentence(language())])).into()
            }
        }
    }
}

async fn tell(case: Uuid, what: &Happening) -> Result<(), Problem> {
    let body = json::write(what).map_err(|_| Problem::unexpected())?;
    network::post(&["/api/cases/", &case.to_string(), "/events"].concat(), body).await.map(|_| ())
}
