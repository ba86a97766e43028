//! 办事提醒 (办法 art. 30): what will be otherwise and what is to be done in time, by one's own facts and requests.

use leptos::prelude::*;
use mingbai_shared::facts::Subject;
use mingbai_shared::notice::remind::{Entry, ical};

use crate::clock;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::card::address;
use crate::components::empty::{empty, empty_with};
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::components::tag::sample_tag;
use crate::components::toast::Toast;
use crate::device::{Device, MyRequest};
use crate::download::hand_over;
use crate::matching::{Reminded, reminded};
use crate::parts::with_clocks;
use crate::view::{View, classed, el, link, live, many};
use crate::words::{fill, home, language, reminders as words, t};

pub fn page() -> View {
    let device = expect_context::<Device>();
    let shown = move || {
        let subjects = [(Subject::Resident, "g-for-me", words::RESIDENT), (Subject::Firm, "g-for-firm", words::FIRM)];
        let found = subjects.map(|(subject, id, title)| (reminded(device, subject), id, title));
        let is_seen = |one: &Reminded| device.seen.with(|seen| seen.contains(&one.key()));
        let (mut groups, mut new, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        for (found, id, title) in found {
            let (away, ahead): (Vec<Reminded>, Vec<Reminded>) = found.into_iter().partition(is_seen);
            if !ahead.is_empty() {
                let rows: Vec<View> = ahead.iter().map(|one| row(device, one, false)).collect();
                let count = rows.len().to_string();
                groups.push(section(id, t(title), count).child(classed("ul", "rows").child(rows)).into());
            }
            new.extend(ahead);
            seen.extend(away);
        }
        let none = new.is_empty().then(|| none(device, &seen));
        many([none.into(), View::Many(groups), to_calendar(new), put_away(device, &seen)])
    };
    many([
        live(|| page_head((), t(words::TITLE))),
        classed("p", "note").child(live(|| t(words::LEAD))).into(),
        live(shown),
        live(move || requests(device)),
    ])
}

fn none(device: Device, seen: &[Reminded]) -> View {
    if device.record.with(Vec::is_empty) {
        return empty(t(home::NO_RECORD)).into();
    }
    let words = if seen.is_empty() { words::NONE } else { words::NONE_LEFT };
    empty_with(t(words), button_link(Kind::Quiet, "/", t(words::ANSWER)))
}

/// One reminder, to be put away or brought back.
fn row(device: Device, one: &Reminded, seen: bool) -> View {
    let pack = &one.published.pack;
    let title = pack.title.in_language(language()).to_owned();
    let (name, of_this) = if seen { (words::BACK, words::BACK_THIS) } else { (words::SEEN, words::SEEN_THIS) };
    let of_this = fill(t(of_this), &[&title]);
    let (toast, key) = (expect_context::<Toast>(), one.key());
    let said = fill(t(words::PUT_AWAY), &[&title]);
    let press = move || {
        if seen {
            return device.bring_back(key.clone());
        }
        device.put_away(key.clone());
        let key = key.clone();
        toast.say(said.clone(), move || device.bring_back(key.clone()));
    };
    let note = device.facts.with(|facts| one.reminder.sentence(&one.offer, facts, clock::today(), language()));
    let head = classed("span", "row-title").child(title).child(" ").child(sample_tag(pack.sample));
    let to_policy = link("", address(pack), head).child(classed("span", "row-note").child(note));
    let button = button(Kind::Bare, t(name), press).attr("aria-label", of_this);
    classed("li", "row-with-act").attr("data-testid", "reminder").child(to_policy).child(button).into()
}

fn put_away(device: Device, seen: &[Reminded]) -> View {
    if seen.is_empty() {
        return View::Nothing;
    }
    let rows: Vec<View> = seen.iter().map(|one| row(device, one, true)).collect();
    let summary = el("summary").child(fill(t(words::SEEN_BEFORE), &[&rows.len().to_string()]));
    classed("details", "group").child(summary).child(classed("ul", "rows").child(rows)).into()
}

/// All that is ahead as a file for the calendar of the phone.
fn to_calendar(ahead: Vec<Reminded>) -> View {
    if ahead.is_empty() {
        return View::Nothing;
    }
    let outcome = RwSignal::new(None::<bool>);
    let press = move || outcome.set(Some(export(&ahead).is_some()));
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

fn export(ahead: &[Reminded]) -> Option<()> {
    let origin = window().location().origin().ok()?;
    let pages: Vec<String> =
        ahead.iter().map(|one| [origin.as_str(), &address(&one.published.pack)].concat()).collect();
    let entries: Vec<Entry<'_>> = ahead
        .iter()
        .zip(&pages)
        .map(|(one, page)| Entry {
            document: &one.published.pack.id,
            title: one.published.pack.title.in_language(language()),
            offer: &one.offer,
            reminder: one.reminder,
            page: Some(page),
        })
        .collect();
    let file = ical(&entries, clock::instant(clock::now_ms())?, language());
    hand_over(t(words::FILE), "text/calendar", &file)
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
