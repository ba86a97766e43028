//! 办事提醒 (办法 art. 30): what will be otherwise and what is to be done in time, by one's own facts and requests.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::facts::Subject;
use mingbai_shared::notice::remind::{Entry, ical};
use uuid::Uuid;

use crate::clock;
use crate::communal::Communal;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::card::address;
use crate::components::empty::{empty, empty_with};
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::components::skeleton::skeleton;
use crate::components::tag::sample_tag;
use crate::components::toast::Toast;
use crate::device::put_away::Moved;
use crate::device::store::{Change, Durability, Shelf};
use crate::device::{Device, MyRequest, RecordState};
use crate::download::hand_over;
use crate::matching::{Reminded, reminded};
use crate::pages::me::household::household;
use crate::parts::with_clocks;
use crate::private_sync::new_id;
use crate::view::{View, classed, el, link, live, many};
use crate::words::{fill, home, language, reminders as words, t};

/// What one is reminded of, as a resident and as a firm.
type Found = Memo<[Vec<Reminded>; 2]>;

pub fn page() -> View {
    let device = expect_context::<Device>();
    let subjects = [Subject::Resident, Subject::Firm];
    let found: Found = Memo::new_with_compare(move |_| subjects.map(|subject| reminded(device, subject)), |_, _| true);
    many([
        live(|| page_head((), t(words::TITLE))),
        household(device),
        classed("p", "note").child(live(|| t(words::LEAD))).into(),
        live(move || ahead(device, found)),
        put_away(device, found),
        live(move || requests(device)),
    ])
}

/// What was not put away, with the way into the calendar; or why there is nothing.
fn ahead(device: Device, found: Found) -> View {
    if device.facts_state().is_closed() {
        return View::Nothing;
    }
    let new = |found: &[Reminded]| found.iter().filter(|one| one.is_new(device)).cloned().collect::<Vec<_>>();
    let [resident, firm] = found.with(|[resident, firm]| [new(resident), new(firm)]);
    if resident.is_empty() && firm.is_empty() {
        return nothing(device, found.with(|found| found.iter().all(Vec::is_empty)));
    }
    let group = |new: &[Reminded], id, title| -> View {
        let rows: Vec<View> = new.iter().map(|one| row(device, one)).collect();
        let count = rows.len().to_string();
        (count != "0").then(|| section(id, t(title), count).child(classed("ul", "rows").child(rows))).into()
    };
    many([
        group(&resident, "g-for-me", words::RESIDENT),
        group(&firm, "g-for-firm", words::FIRM),
        to_calendar(device, [resident, firm].concat()),
    ])
}

fn nothing(device: Device, none_at_all: bool) -> View {
    if device.record.with(Vec::is_empty) {
        let loading = device.record_state.with(|state| matches!(state, RecordState::Loading));
        return if loading { skeleton(3).into() } else { empty(t(home::NO_RECORD)).into() };
    }
    let words = if none_at_all { words::NONE } else { words::NONE_LEFT };
    empty_with(t(words), button_link(Kind::Quiet, "/", t(words::ANSWER)))
}

/// One reminder, to be put away or brought back.
fn row(device: Device, one: &Reminded) -> View {
    let (pack, today) = (&one.published.pack, clock::today());
    let title = pack.title.in_language(language()).to_owned();
    // Two reminders of one policy are told apart.
    let named = fill(t(words::NAMED), &[&title, &one.reminder.in_short(&one.offer, today, language())]);
    let is_new = one.is_new(device);
    let (name, of_this) = if is_new { (words::SEEN, words::SEEN_THIS) } else { (words::BACK, words::BACK_THIS) };
    let (toast, key) = (expect_context::<Toast>(), one.key());
    let (of_this, said) = (fill(t(of_this), &[&named]), fill(t(words::PUT_AWAY), &[&named]));
    let of = device.shown();
    let press = move || {
        if !is_new {
            return device.move_reminder(of, Moved::Back(key.clone()));
        }
        device.move_reminder(of, Moved::Away(key.clone()));
        device.forget_old_reminders(false);
        let key = key.clone();
        toast.say(said.clone(), move || device.move_reminder(of, Moved::Back(key.clone())));
    };
    let note = device.facts.with(|facts| one.reminder.sentence(&one.offer, facts, today, language()));
    let head = classed("span", "row-title").child(title).child(" ").child(sample_tag(pack.sample));
    let to_policy = link("", address(pack), head).child(classed("span", "row-note").child(note));
    // By its answer the focus tells it from the button that takes its place: a second press puts no other reminder away.
    let button = button(Kind::Bare, t(name), press).attr("aria-label", of_this).attr("data-answer", one.key());
    classed("li", "row-with-act").attr("data-testid", "reminder").child(to_policy).child(button).into()
}

/// What was put away, folded. It stays open while one after the other is brought back.
fn put_away(device: Device, found: Found) -> View {
    let away = move || {
        let is_away = |one: &&Reminded| !one.is_new(device);
        found.with(|found| found.iter().flatten().filter(is_away).cloned().collect::<Vec<Reminded>>())
    };
    let rows = move || classed("ul", "rows").child(away().iter().map(|one| row(device, one)).collect::<Vec<View>>());
    classed("details", "group")
        .switch("hidden", move || away().is_empty())
        .child(el("summary").child(live(move || fill(t(words::SEEN_BEFORE), &[&away().len().to_string()]))))
        .child(live(rows))
        .into()
}

/// All that is ahead as a file for one's own calendar. On a device that many use no file is left behind.
fn to_calendar(device: Device, ahead: Vec<Reminded>) -> View {
    if expect_context::<Communal>().is_on() {
        return View::Nothing;
    }
    let outcome = RwSignal::new(None::<bool>);
    let ahead = Rc::new(ahead);
    let press = move || {
        let ahead = ahead.clone();
        spawn_local(async move {
            let done = export(device, &ahead).await.is_some();
            // The page may have been left meanwhile.
            let _ = outcome.try_set(Some(done));
        });
    };
    let said = move || {
        outcome.get().map(|done| match done {
            true => classed("p", "note").child(t(words::ADDED)),
            false => classed("p", "field-error").child(t(words::NOT_ADDED)),
        })
    };
    many([
        classed("p", "note").child(t(words::ADD_NOTE)).into(),
        actions().child(button(Kind::Quiet, t(words::ADD), press).attr("data-testid", "add-reminders")).into(),
        el("div").attr("role", "status").child(live(said)).into(),
    ])
}

async fn export(device: Device, ahead: &[Reminded]) -> Option<()> {
    let origin = window().location().origin().ok()?;
    let said = |one: &Reminded| {
        let pack = &one.published.pack;
        (pack.title.in_language(language()).to_owned(), [origin.as_str(), &address(pack)].concat())
    };
    let said: Vec<(String, String)> = ahead.iter().map(said).collect();
    let entries: Vec<Entry<'_>> = ahead
        .iter()
        .zip(&said)
        .map(|(one, (title, page))| Entry {
            document: &one.published.pack.id,
            title,
            offer: &one.offer,
            reminder: one.reminder,
            page: Some(page),
        })
        .collect();
    let name = calendar_name(device).await;
    let file = ical(&entries, name, clock::instant(clock::now_ms())?, language());
    hand_over(t(words::FILE), "text/calendar", &file)
}

/// Under which name this device has events in calendars: random, and for nothing else.
async fn calendar_name(device: Device) -> Uuid {
    const NAME: &str = "calendar-name";
    let kept = device.store().get(Shelf::Meta, NAME).await.ok().flatten();
    if let Some(name) = kept.and_then(|text| Uuid::parse_str(&text).ok()) {
        return name;
    }
    let name = new_id(clock::now_ms());
    // Where it is not kept, the next file adds its events again.
    let _ = device.store().write(&[Change::Put(Shelf::Meta, NAME.into(), name.to_string())], Durability::Relaxed).await;
    name
}

/// One's own requests whose clock runs, each with its date.
fn requests(device: Device) -> View {
    let running: Vec<MyRequest> =
        device.requests.with(|requests| requests.iter().filter(|one| one.clock.is_some()).cloned().collect());
    if running.is_empty() {
        return View::Nothing;
    }
    let row = move |one: MyRequest| -> View {
        let address = ["/requests/", &one.id.to_string()].concat();
        let title = classed("span", "row-title").child(one.wanted.clone());
        let due = with_clocks(device, move |clocks| {
            clocks.map_or(View::Nothing, |clocks| (clocks.brief)(one.clock.as_ref()))
        });
        el("li").child(link("", address, title).child(classed("span", "row-note").child(due))).into()
    };
    let rows: Vec<View> = running.into_iter().map(row).collect();
    section("g-requests", t(words::REQUESTS), rows.len().to_string()).child(classed("ul", "rows").child(rows)).into()
}
