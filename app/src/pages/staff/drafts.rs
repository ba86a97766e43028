//! 起草: the drafts of an agency and of this device, and how one is begun.

mod checks;
mod conflicts;
pub mod desk;
mod form;
mod from_file;
mod hand_up;
mod link;
mod offer;
mod shown;
mod text;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::pack::Parts;
use mingbai_shared::pack::draft::{Both, Draft, Lines};
use mingbai_shared::roles::Action;
use mingbai_shared::words::{Bilingual, Language, date};
use uuid::Uuid;

use super::for_those_who;
use crate::clock;
use crate::components::button::{Kind, actions, button};
use crate::components::empty::empty;
use crate::components::field::{Around, field, nothing_wrong};
use crate::components::list::section;
use crate::components::table::{Row, table};
use crate::device::Device;
use crate::device::pack_draft::{Found, FoundPack, KeptPack, ListedDraft, PackWriting, drafts_of_agency};
use crate::network::Problem;
use crate::pages::failed::failed;
use crate::private_sync::new_id;
use crate::router::{Leaving, Place};
use crate::view::{View, classed, el, follow, link, live, many};
use crate::words::{drafting as words, fill, language, t};
use from_file::{FileRead, from_file};

/// Where the list of drafts is.
const HERE: &str = "/staff/drafts";
/// Who drafts.
const MAY: &[Action] = &[Action::Draft];

/// What there is, as far as it is known.
#[derive(Clone, Copy)]
struct Drafts {
    device: Device,
    here: RwSignal<Option<Vec<FoundPack>>>,
    agency: RwSignal<Fetched, LocalStorage>,
}

#[derive(Clone)]
enum Fetched {
    NotYet,
    Here(Rc<Vec<ListedDraft>>),
    Failed(Problem),
}

pub fn page() -> View {
    let device = expect_context::<Device>();
    for_those_who(device, MAY, [words::NOT_YOURS, words::OFFLINE], words::TITLE, |device| {
        let drafts = Drafts { device, here: RwSignal::new(None), agency: RwSignal::new_local(Fetched::NotYet) };
        drafts.read();
        follow(move || drafts.bring());
        many([
            classed("p", "note").child(live(|| t(words::LEAD))).into(),
            live(move || begin(device)),
            live(move || list(drafts)),
        ])
    })
}

impl Drafts {
    /// What was written without a network goes on its way.
    fn bring(self) {
        if self.device.online.get() {
            let here = self.here.get().unwrap_or_default();
            for found in here.into_iter().filter(|found| found.kept.is_ahead()) {
                PackWriting::of(self.device, found).bring();
            }
        }
    }

    fn read(self) {
        spawn_local(async move {
            let here = self.device.pack_drafts().await.unwrap_or_default();
            // The page may have been left meanwhile.
            let _ = self.here.try_set(Some(here));
            let fetched = drafts_of_agency().await.map_or_else(Fetched::Failed, |all| Fetched::Here(Rc::new(all)));
            let _ = self.agency.try_set(fetched);
        });
    }
}

fn address(id: &Uuid) -> String {
    [HERE, "/", &id.to_string()].concat()
}

/// Begins a draft, and opens it.
fn begin_with(device: Device, place: Place, draft: Draft) {
    let id = new_id(clock::now_ms());
    spawn_local(async move {
        // Where it is not kept the bar says so, and there is nothing yet to lose.
        if device.begin_pack_draft(id, draft).await.is_ok() {
            place.go(&address(&id), Leaving::Keep);
        }
    });
}

fn begin(device: Device) -> View {
    let place = expect_context::<Place>();
    let empty = move || begin_with(device, place, Draft::default());
    let read = move |FileRead { text, title }: FileRead| {
        let title = Both { zh: title, en: String::new() };
        begin_with(device, place, Draft { document: Lines(text), title, ..Draft::default() });
    };
    let file = from_file("draft-file", words::FROM_FILE, Some(words::FROM_FILE_HINT), read);
    many([
        actions().child(button(Kind::Main, t(words::NEW), empty).attr("data-testid", "write-draft")).into(),
        classed("details", "group").child(el("summary").child(t(words::FROM_FILE))).child(file).into(),
        amend(device, place),
    ])
}

/// Begins the next version of what the agency published.
fn amend(device: Device, place: Place) -> View {
    let agency = device.who().and_then(|session| session.agency);
    let own = device.record.with(|record| {
        let own = record.iter().filter(|published| Some(&published.pack.agency) == agency.as_ref());
        own.map(|published| (published.pack.id.to_string(), published.pack.title.in_language(language()).to_owned()))
            .collect::<Vec<_>>()
    });
    if own.is_empty() {
        return View::Nothing;
    }
    let option = |(id, title): (String, String)| el("option").attr("value", id).child(title).into();
    let none = el("option").attr("value", "").child(t(words::CHOOSE)).into();
    let options: Vec<View> = [none].into_iter().chain(own.into_iter().map(option)).collect();
    let chosen = move |event| {
        let Some(found) = untrack(|| device.find(&event_target_value(&event))) else { return };
        let parts = Parts::from(found.pack.clone());
        let draft = Draft::of(parts, String::new(), || new_id(clock::now_ms()));
        begin_with(device, place, draft);
    };
    let around =
        Around { label: t(words::FROM_PUBLISHED), hint: Some(t(words::FROM_PUBLISHED_HINT)), below: View::Nothing };
    let select = el("select").child(options).on("change", chosen);
    classed("details", "group")
        .child(el("summary").child(t(words::FROM_PUBLISHED)))
        .child(field("amend", around, &nothing_wrong(), select))
        .into()
}

fn list(drafts: Drafts) -> View {
    let Some(here) = drafts.here.get() else { return empty(t(words::LOADING)).into() };
    let (listed, said) = match drafts.agency.get() {
        Fetched::NotYet => return empty(t(words::LOADING)).into(),
        Fetched::Here(all) => (all, View::Nothing),
        Fetched::Failed(problem) if problem.status == 0 => {
            (Rc::default(), classed("p", "note").attr("role", "status").child(t(words::LIST_OFFLINE)).into())
        }
        Fetched::Failed(problem) => (Rc::default(), failed(drafts.device, HERE, &problem)),
    };
    let here: Vec<&KeptPack> = here.iter().map(|found| &found.kept).collect();
    let only_here = here.iter().filter(|kept| !listed.iter().any(|one| one.id == kept.id));
    let mut rows: Vec<Row> = only_here
        .map(|kept| {
            let title = &kept.written.draft.title;
            let known = if kept.is_ahead() { words::AHEAD } else { words::AT_AGENCY };
            let whereabouts = if kept.is_known_there() { known } else { words::HERE_ONLY };
            row(kept.id, &title.zh, &title.en, [None, None], whereabouts)
        })
        .collect();
    rows.extend(listed.iter().map(|one| {
        let ahead = here.iter().any(|kept| kept.id == one.id && kept.is_ahead());
        let kept = if ahead { words::AHEAD } else { words::AT_AGENCY };
        let at = date::moment(one.at, clock::today(), language());
        row(one.id, &one.title.zh, &one.title.en, [Some(one.by.clone()), Some(at)], kept)
    }));
    if rows.is_empty() {
        return many([said, empty(t(words::EMPTY)).into()]);
    }
    let columns = [words::COLUMN_TITLE, words::COLUMN_BY, words::COLUMN_AT, words::COLUMN_WHERE];
    let count = fill(t(words::COUNT), &[&rows.len().to_string()]);
    many([said, section("g-drafts", t(words::TITLE), ()).child(table(count, &columns, rows)).into()])
}

fn row(id: Uuid, zh: &str, en: &str, [by, at]: [Option<String>; 2], kept: Bilingual) -> Row {
    let (first, second) = if language() == Language::Zh { (zh, en) } else { (en, zh) };
    let title = [first, second].into_iter().find(|title| !title.trim().is_empty()).unwrap_or(t(words::UNTITLED));
    let cells = [link("", address(&id), title.to_owned()).into(), by.into(), at.into(), t(kept).into()];
    Row { testid: "draft-row", cells: cells.into() }
}

/// The page of one draft, drawn anew for another person: what somebody wrote is kept and sent as theirs alone.
pub fn one(id: Memo<String>) -> View {
    let device = expect_context::<Device>();
    for_those_who(device, MAY, [words::NOT_YOURS, words::OFFLINE], words::PAGE, move |device| {
        let who = Memo::new(move |_| device.who().map(|session| session.person));
        live(move || {
            let _ = who.get();
            opened(device, id.with(|id| Uuid::parse_str(id).ok()))
        })
    })
}

/// What came of looking for a draft.
#[derive(Clone)]
enum Looked {
    NotYet,
    Found(Found),
    Failed(Problem),
}

fn opened(device: Device, id: Option<Uuid>) -> View {
    let looked = RwSignal::new_local(if id.is_some() { Looked::NotYet } else { Looked::Found(Found::Nothing) });
    if let Some(id) = id {
        spawn_local(async move {
            let found = device.find_pack_draft(id).await.map_or_else(Looked::Failed, Looked::Found);
            // The page may have been left meanwhile.
            let _ = looked.try_set(found);
        });
    }
    live(move || match looked.get() {
        Looked::NotYet => empty(t(words::LOADING)).into(),
        Looked::Found(Found::Nothing) => empty(t(words::NOT_FOUND)).attr("role", "status").into(),
        Looked::Found(Found::Unreadable) => empty(t(words::UNREADABLE)).attr("role", "alert").into(),
        Looked::Failed(problem) => failed(device, HERE, &problem),
        Looked::Found(Found::Here(here)) => desk::desk(device, PackWriting::of(device, *here)),
    })
}
