//! 推送: the notices of an agency, and the drafts on this device.

mod compose;
pub mod one;
mod preview;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::names::DocumentId;
use mingbai_shared::notice::{Draft, Notice, Stage, Standing};
use mingbai_shared::roles::Action;
use mingbai_shared::words::{Bilingual, date};

use super::for_those_who;
use crate::components::button::{Kind, actions, button};
use crate::components::empty::empty;
use crate::components::list::section;
use crate::components::table::{Row, table};
use crate::device::Device;
use crate::device::notice_draft::KeptDraft;
use crate::network::{self, Problem};
use crate::pages::failed::failed;
use crate::private_sync::new_id;
use crate::router::{Leaving, Place};
use crate::view::{View, classed, el, link, live, many};
use crate::words::{fill, language, staff_notices as words, t};
use crate::{clock, json};

/// Where the list of notices is.
const HERE: &str = "/staff/notices";
/// Who writes, approves or recalls.
const MAY: &[Action] = &[Action::ProposeNotice, Action::ApproveNotice];

/// What the agency has, as far as it was fetched.
#[derive(Clone)]
enum Fetched {
    NotYet,
    Here(Rc<Vec<Standing>>),
    Failed(Problem),
}

/// The agency's notices and this device's drafts. A copy is the same.
#[derive(Clone, Copy)]
struct Desk {
    device: Device,
    notices: RwSignal<Fetched, LocalStorage>,
    drafts: RwSignal<Option<Vec<KeptDraft>>>,
}

impl Desk {
    fn open(device: Device) -> Desk {
        let desk = Desk { device, notices: RwSignal::new_local(Fetched::NotYet), drafts: RwSignal::new(None) };
        desk.read();
        desk
    }

    /// How a notice of the agency stands, as far as it was fetched; followed.
    fn standing(self, id: &str) -> Option<Standing> {
        self.notices.with(|notices| match notices {
            Fetched::Here(all) => all.iter().find(|one| one.notice.id.as_str() == id).cloned(),
            _ => None,
        })
    }

    /// Reads both again.
    fn read(self) {
        spawn_local(async move {
            let drafts = self.device.notice_drafts().await.unwrap_or_default();
            // The page may have been left meanwhile.
            let _ = self.drafts.try_set(Some(drafts));
            let fetched = fetch().await.map_or_else(Fetched::Failed, |all| Fetched::Here(Rc::new(all)));
            let _ = self.notices.try_set(fetched);
        });
    }
}

async fn fetch() -> Result<Vec<Standing>, Problem> {
    let answer = network::get_fresh("/api/notices").await?;
    json::parse(&answer.text()?).map_err(|_| Problem::unexpected())
}

/// A page for those who may.
fn page_of(title: Bilingual, inside: impl Fn(Desk) -> View + 'static) -> View {
    let device = expect_context::<Device>();
    for_those_who(device, MAY, [words::NOT_YOURS, words::OFFLINE], title, move |device| inside(Desk::open(device)))
}

pub fn page() -> View {
    page_of(words::TITLE, |desk| {
        many([
            classed("p", "note").child(live(|| t(words::LEAD))).into(),
            live(move || write_one(desk.device)),
            live(move || drafts(desk)),
            live(move || notices(desk)),
        ])
    })
}

/// Begins another draft, on a page of its own.
fn write_one(device: Device) -> View {
    if !device.who().is_some_and(|session| session.role.carries(Action::ProposeNotice)) {
        return View::Nothing;
    }
    let place = expect_context::<Place>();
    let write = move || {
        let Ok(id) = [Notice::NAMED, &new_id(clock::now_ms()).to_string()].concat().parse::<DocumentId>() else {
            return;
        };
        spawn_local(async move {
            // Where it is not kept the bar says so, and there is nothing yet to lose.
            if device.begin_notice_draft(Draft::new(id.clone(), clock::today())).await.is_ok() {
                place.go(&address(&id), Leaving::Keep);
            }
        });
    };
    actions().child(button(Kind::Main, t(words::NEW), write).attr("data-testid", "write-notice")).into()
}

fn address(id: &DocumentId) -> String {
    [HERE, "/", id.as_str()].concat()
}

fn drafts(desk: Desk) -> View {
    // One of which the notice was sent since is a draft no more.
    let is_sent = |id: &DocumentId| {
        desk.standing(id.as_str()).is_some_and(|one| matches!(one.stage, Stage::Sent | Stage::Recalled))
    };
    let mut drafts = desk.drafts.get().unwrap_or_default();
    drafts.retain(|kept| !is_sent(&kept.draft.id));
    let row = |KeptDraft { draft, .. }: &KeptDraft| -> View {
        let title = draft.title.in_language(language());
        let title = if title.trim().is_empty() { t(words::UNTITLED).to_owned() } else { title.to_owned() };
        el("li").child(link("", address(&draft.id), classed("span", "row-title").child(title))).into()
    };
    let rows: Vec<View> = drafts.iter().map(row).collect();
    let count = rows.len().to_string();
    (count != "0").then(|| section("g-drafts", t(words::DRAFTS), count).child(classed("ul", "rows").child(rows))).into()
}

fn notices(desk: Desk) -> View {
    let all = match desk.notices.get() {
        Fetched::NotYet => return empty(t(words::LOADING)).into(),
        Fetched::Failed(problem) => return failed(desk.device, HERE, &problem),
        Fetched::Here(all) => all,
    };
    if all.is_empty() {
        return empty(t(words::EMPTY)).into();
    }
    let columns = [words::COLUMN_TITLE, words::COLUMN_STAGE, words::COLUMN_SHOWN, words::COLUMN_AT];
    let rows = all.iter().map(row).collect();
    table(fill(t(words::COUNT), &[&all.len().to_string()]), &columns, rows).into()
}

fn row(standing: &Standing) -> Row {
    let (notice, today) = (&standing.notice, clock::today());
    let day = |day| date::day(day, today, language());
    let mine = standing.mine.then(|| [" · ", t(words::MINE)].concat());
    let stage = [t(standing.stage.label()), &mine.unwrap_or_default()].concat();
    let cells = [
        link("", address(&notice.id), notice.title.in_language(language()).to_owned()).into(),
        stage.into(),
        fill(t(words::SHOWN), &[&day(notice.from), &day(notice.until)]).into(),
        date::moment(standing.at, today, language()).into(),
    ];
    Row { testid: "notice-row", cells: cells.into() }
}
