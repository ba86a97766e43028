//! The desk of one draft: its text, the interpretation beside it, what the checks say, and what a phone will show, all growing together.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::names::AgencyId;
use mingbai_shared::pack::Pack;
use mingbai_shared::pack::draft::{Checked, name};
use mingbai_shared::words::Bilingual;

use super::form::{Control, Field, LISTS, line};
use super::{HERE, address, checks, conflicts, hand_up, link, offer, shown, text};
use crate::clock;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::dialog::dialog;
use crate::device::Device;
use crate::device::pack_draft::{PackWriting, Reached};
use crate::network::Problem;
use crate::pages::preview::writes_samples;
use crate::router::{Leaving, Place};
use crate::view::{View, classed, el, follow, live, many};
use crate::words::{drafting as words, fill, language, t};

/// So long after the last change the checks run.
const STILL_MS: u32 = 300;

/// What is looked at where there is no room for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Text,
    Easy,
    Checks,
    Shown,
}

impl Look {
    const ALL: [(Look, &'static str, Bilingual); 4] = [
        (Look::Text, "text", words::VIEW_TEXT),
        (Look::Easy, "easy", words::VIEW_EASY),
        (Look::Checks, "checks", words::VIEW_CHECKS),
        (Look::Shown, "shown", words::VIEW_SHOWN),
    ];

    fn name(self) -> &'static str {
        Look::ALL.iter().find(|(look, ..)| *look == self).map_or("easy", |(_, name, _)| name)
    }
}

/// A draft on the desk. A copy is the same.
#[derive(Clone, Copy)]
pub struct Desk {
    pub device: Device,
    pub writing: PackWriting,
    /// What can be shown, and what is wrong, a moment after the last change.
    pub checked: RwSignal<Checked>,
    pub view: RwSignal<Look>,
    agency: StoredValue<Option<AgencyId>>,
}

impl Desk {
    /// The agency for which it is written.
    pub fn agency(self) -> Option<AgencyId> {
        self.agency.get_value()
    }

    /// Whether what is written is a sample.
    pub fn is_sample(self) -> bool {
        untrack(|| writes_samples(self.device))
    }

    /// Checks what is typed by now.
    pub fn check(self) {
        let Some(agency) = self.agency() else { return };
        let sample = self.is_sample();
        let checked = self.writing.read(|draft| draft.checked(agency, sample, clock::today()));
        if let Some(checked) = checked
            && self.checked.with_untracked(|before| *before != checked)
        {
            self.checked.set(checked);
        }
    }

    /// The pack as it can be shown.
    pub fn pack(self) -> Memo<Option<Pack>> {
        Memo::new(move |_| self.checked.with(|checked| checked.pack.clone()))
    }
}

/// The page of a draft.
pub fn desk(device: Device, writing: PackWriting) -> View {
    let agency = untrack(|| device.who()).and_then(|session| session.agency);
    let nothing = Checked { pack: None, findings: Vec::new() };
    let desk = Desk {
        device,
        writing,
        checked: RwSignal::new(nothing),
        view: RwSignal::new(Look::Easy),
        agency: StoredValue::new(agency),
    };
    writing.keep_up();
    desk.check();
    let soon = StoredValue::new_local(None::<Rc<Timeout>>);
    follow(move || {
        writing.draft.track();
        soon.set_value(Some(Rc::new(Timeout::new(STILL_MS, move || desk.check()))));
    });
    let columns = classed("div", "desk")
        .live_attr("data-look", move || Some(desk.view.get().name().into()))
        .child(column("text", text::text(desk)))
        .child(column("easy", easy(desk)))
        .child(column("checks", checks::checks(desk)))
        .child(column("shown", shown::shown(desk)));
    many([
        title(desk),
        reached(desk),
        conflicts::conflicts(desk),
        views(desk),
        columns.into(),
        discard(desk),
        actions().child(button_link(Kind::Quiet, HERE, live(|| t(words::BACK)))).into(),
    ])
}

fn column(name: &'static str, inside: View) -> View {
    classed("div", "desk-column").attr("data-column", name).child(inside).into()
}

fn title(desk: Desk) -> View {
    let title = Memo::new(move |_| desk.writing.draft.with(|draft| draft.title.zh.clone()));
    let said = move || {
        let title = title.get();
        if title.trim().is_empty() { t(words::UNTITLED).to_owned() } else { title }
    };
    el("h2").attr("data-testid", "draft-title").child(live(said)).into()
}

/// How far what was written has come. What goes as it should is not read out at each key; what does not, is.
fn reached(desk: Desk) -> View {
    let place = expect_context::<Place>();
    let well = move || match desk.writing.reached.get() {
        Reached::Agency => Some(t(words::REACHED_AGENCY)),
        Reached::OnTheWay => Some(t(words::REACHED_ON_THE_WAY)),
        _ => None,
    };
    let ill = move || -> View {
        let said = match desk.writing.reached.get() {
            Reached::Agency | Reached::OnTheWay => return View::Nothing,
            Reached::Device => return classed("p", "note").child(t(words::REACHED_DEVICE)).into(),
            Reached::Refused(problem) => fill(t(words::REACHED_REFUSED), &[problem.sentence(language())]),
            Reached::NotKept => t(words::REACHED_NOWHERE).to_owned(),
            Reached::Gone => t(words::REACHED_GONE).to_owned(),
        };
        classed("p", "field-error").child(said).into()
    };
    let again = move || {
        (desk.writing.reached.get() == Reached::Gone).then(|| {
            let again = move || {
                spawn_local(async move {
                    if let Ok(id) = desk.writing.begin_again().await {
                        place.go(&address(&id), Leaving::Replace);
                    }
                });
            };
            actions().child(button(Kind::Main, t(words::BEGIN_AGAIN), again))
        })
    };
    el("div")
        .attr("data-testid", "reached")
        .child(classed("p", "note").child(live(well)))
        .child(el("div").attr("role", "status").child(live(ill)))
        .child(live(again))
        .into()
}

/// Which of the columns is looked at, where there is no room for all.
fn views(desk: Desk) -> View {
    let one = |(look, name, said): (Look, &'static str, Bilingual)| {
        let count = move || {
            let count = desk.checked.with(|checked| checked.findings.len());
            (look == Look::Checks && count > 0).then(|| [" ", &count.to_string()].concat())
        };
        button(Kind::Quiet, many([live(move || t(said)), live(count)]), move || desk.view.set(look))
            .attr("data-look", name)
            .live_attr("aria-pressed", move || Some(if desk.view.get() == look { "true" } else { "false" }.into()))
            .into()
    };
    classed("div", "desk-views actions")
        .attr("role", "group")
        .live_attr("aria-label", || Some(t(words::VIEWS).into()))
        .child(Look::ALL.map(one).into_iter().collect::<Vec<View>>())
        .into()
}

const BASICS: &[Field] = &[
    line("title/zh"),
    line("title/en"),
    line("topic/zh"),
    line("topic/en"),
    Field { part: "id", control: Control::Line, hint: Some(words::ADDRESS_HINT) },
];
const CONTACT: &[Field] = &[line("office"), line("telephone"), line("address")];

/// The interpretation, part by part.
fn easy(desk: Desk) -> View {
    let basics = many([
        ["title", "topic", "id"].map(|place| desk.findings_at(place.into())).into_iter().collect::<Vec<View>>().into(),
        desk.fields("", BASICS),
    ]);
    let mut groups = vec![group("basics", words::BASICS, desk, basics, true)];
    groups.extend(
        LISTS.map(|(list, fields)| group(list, name(list), desk, desk.entries(list, fields), list == "points")),
    );
    groups.push(group("offer", name("offer"), desk, offer::offer(desk), false));
    let contact = many([desk.findings_at("contact".into()), desk.fields("contact", CONTACT)]);
    groups.push(group("contact", name("contact"), desk, contact, false));
    groups.push(link::group(desk));
    groups.push(hand_up::group(desk));
    groups.into()
}

/// A part of the form, to be opened and shut, with how much there is to mend in it.
fn group(part: &'static str, title: Bilingual, desk: Desk, inside: View, open: bool) -> View {
    let is_in = move |place: &str| match part {
        "basics" => ["title", "topic", "id"].contains(&place.split('/').next().unwrap_or_default()),
        part => place.split('/').next() == Some(part),
    };
    let count = move || {
        let count = desk.checked.with(|checked| checked.findings.iter().filter(|one| is_in(&one.place)).count());
        (count > 0).then(|| classed("span", "count").child(count.to_string()))
    };
    let details = classed("details", "group").attr("data-part", part);
    let details = if open { details.attr("open", "") } else { details };
    details.child(el("summary").child(live(move || t(title))).child(live(count))).child(inside).into()
}

/// Discarding it, after one was asked.
fn discard(desk: Desk) -> View {
    let (open, failed) = (RwSignal::new(false), RwSignal::new_local(None::<Problem>));
    let place = expect_context::<Place>();
    let yes = move || {
        spawn_local(async move {
            match desk.writing.discard().await {
                Ok(()) => place.go(HERE, Leaving::Replace),
                Err(problem) => {
                    let _ = failed.try_set(Some(problem));
                    let _ = open.try_set(false);
                }
            }
        });
    };
    let inside = move || {
        let buttons = actions()
            .child(button(Kind::Danger, t(words::DISCARD_YES), yes).attr("data-testid", "discard-yes"))
            .child(button(Kind::Quiet, t(words::DISCARD_NO), move || open.set(false)));
        many([el("p").child(t(words::DISCARD_SURE)).into(), buttons.into()])
    };
    let said = move || failed.get().map(|problem| problem.sentence(language()).to_owned());
    many([
        actions()
            .child(
                button(Kind::Bare, live(|| t(words::DISCARD)), move || open.set(true)).attr("data-testid", "discard"),
            )
            .into(),
        classed("p", "field-error").attr("role", "alert").child(live(said)).into(),
        dialog("discard-draft", || t(words::DISCARD), open, inside).into(),
    ])
}
