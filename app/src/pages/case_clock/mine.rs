//! The clock of one's own request: the date and all that it rests on, and the date in one's own calendar.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::deadline::{District, Entry, Proof, Shown, Status, ical, prove};
use uuid::Uuid;

use super::{look_for_year, moved, said};
use crate::calendar::known;
use crate::components::button::{Kind, actions, button};
use crate::components::due::due;
use crate::components::list::section;
use crate::device::store::{Change, Durability, Shelf};
use crate::device::{Device, MyRequest};
use crate::download::hand_over;
use crate::view::{View, classed, el, live, many};
use crate::words::{case_clock as words, fill, language, t};
use crate::{clock, json};

/// The section of one's request.
pub fn section_of(device: Device, mine: &MyRequest) -> View {
    let section = section("g-clock", t(words::TITLE), ());
    let Some(running) = &mine.clock else {
        return section.child(classed("p", "note").child(t(words::NOBODY_YET))).into();
    };
    look_for_year(device, running);
    let (id, number) = (mine.id, mine.number().map(|number| number.to_string()).unwrap_or_default());
    let (running, history) = (Rc::new(running.clone()), running.moved.clone());
    let dated = move || match prove(&running.timeline(), &known(), &District::default()) {
        Err(refusal) => classed("p", "field-error").child(said(&refusal)).into(),
        Ok(proof) => {
            let proof = Rc::new(proof);
            let to_calendar = add(device, id, number.clone(), proof.clone());
            many([due(proof, clock::today()).into(), to_calendar])
        }
    };
    section.child(many([live(dated), moved(&history)])).into()
}

/// Hands over the date for the calendar of the phone. What was handed over before is known by its number, and goes where the date moved; where there is no
/// date any more, it is cancelled.
fn add(device: Device, id: Uuid, number: String, proof: Rc<Proof>) -> View {
    let stands = proof.outcome.due_at_latest().is_some();
    let handed_over = RwSignal::new(false);
    if !stands {
        spawn_local(async move {
            let shown = shown(device, id).await;
            let _ = handed_over.try_set(shown.is_some_and(|shown| shown.status != Status::Cancelled));
        });
    }
    let failed = RwSignal::new(false);
    let press = move || {
        let (proof, number) = (proof.clone(), number.clone());
        spawn_local(async move {
            let done = export(device, id, &number, &proof).await;
            // The page may have been left meanwhile. What was cancelled is not offered again.
            let _ = (failed.try_set(done.is_none()), handed_over.try_set(done.is_none()));
        });
    };
    let offered = move || (stands || handed_over.get()).then(|| offer(stands, failed, press.clone()));
    live(offered)
}

fn offer(stands: bool, failed: RwSignal<bool>, press: impl Fn() + 'static) -> View {
    let failure = move || failed.get().then(|| classed("p", "field-error").child(t(words::NOT_ADDED)));
    let name = if stands { words::ADD } else { words::TAKE_OUT };
    many([
        (!stands).then(|| classed("p", "note").child(t(words::TAKE_OUT_NOTE))).into(),
        actions().child(button(Kind::Quiet, t(name), press).attr("data-testid", "add-to-calendar")).into(),
        el("div").attr("role", "alert").child(live(failure)).into(),
    ])
}

fn key(id: Uuid) -> String {
    ["ical/", &id.to_string()].concat()
}

/// What was last handed over of a request.
async fn shown(device: Device, id: Uuid) -> Option<Shown> {
    let kept = device.store().get(Shelf::Meta, &key(id)).await.ok().flatten();
    kept.and_then(|text| json::parse(&text).ok())
}

async fn export(device: Device, id: Uuid, number: &str, proof: &Proof) -> Option<()> {
    let shown = shown(device, id).await;
    let title = fill(t(words::EVENT), &[number]);
    let page = window().location().origin().ok().map(|origin| [&origin, "/requests/", &id.to_string()].concat());
    let entry = Entry { id, title: &title, proof, page: page.as_deref(), shown, over: false };
    let exported = ical(&[entry], clock::instant(clock::now_ms())?, &known(), language());
    hand_over(&fill(t(words::EVENT_FILE), &[&number.replace(['〔', '〕'], "-")]), "text/calendar", &exported.text)?;
    if let Some((_, _, shown)) = exported.shown.first() {
        let note = Change::Put(Shelf::Meta, key(id), json::write(shown).ok()?);
        // Where it is not kept, the next file has the same number: calendars then keep what they have.
        let _ = device.store().write(&[note], Durability::Relaxed).await;
    }
    Some(())
}
