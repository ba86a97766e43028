//! The audit trail of an agency, for those who may read it: the last lines as a table, all of them as a file that anyone can check.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::request::Purpose;
use mingbai_shared::roles::{Action, Role};
use mingbai_shared::trail::{Outcome, Record};
use mingbai_shared::words::date;

use crate::components::button::{Kind, actions, button, button_link};
use crate::components::empty::empty;
use crate::components::field::{Around, field, nothing_wrong};
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::components::shell::side;
use crate::components::skeleton::skeleton;
use crate::components::table::{Row, table};
use crate::device::{Device, Session};
use crate::download::hand_over;
use crate::matching::{agencies, agency_name};
use crate::network::{self, Problem};
use crate::view::{Element, View, classed, el, follow, live, many};
use crate::words::{fill, frame, language, me, staff, t, trail};
use crate::{clock, json};

/// How many lines the page shows; the file has all.
const SHOWN: u64 = 200;
/// After the last line that there can be: the answer has none, and says how many there are.
const END: u64 = (1 << 53) - 1;

/// The end of a trail as it came.
struct Trail {
    agency: String,
    /// How many lines there are.
    count: u64,
    last: String,
}

/// What the page holds, whatever of it is drawn anew.
#[derive(Clone, Copy)]
struct Desk {
    device: Device,
    /// The agency whose trail is looked at.
    agency: RwSignal<String>,
    found: RwSignal<Option<Result<Trail, Problem>>, LocalStorage>,
    exporting: RwSignal<bool>,
    failed: RwSignal<Option<Problem>, LocalStorage>,
}

pub fn page() -> View {
    let device = expect_context::<Device>();
    let may = Memo::new(move |_| device.who().filter(|session| session.role.carries(Action::ReadTrail)));
    let desk = Desk {
        device,
        agency: RwSignal::new(String::new()),
        found: RwSignal::new_local(None),
        exporting: RwSignal::new(false),
        failed: RwSignal::new_local(None),
    };
    follow(move || {
        if let Some(agency) = may.get().and_then(|session| session.agency) {
            desk.look(agency.to_string());
        }
    });
    many([
        live(|| page_head((), t(trail::TITLE))),
        live(move || match may.get() {
            Some(session) => many([
                side().into(),
                classed("p", "lead").child(live(|| t(trail::LEAD))).into(),
                if session.role == Role::DistrictOffice { desk.choice() } else { View::Nothing },
                live(move || desk.lines()),
            ]),
            None => many([
                classed("p", "lead").child(t(trail::NOT_ALLOWED)).into(),
                actions().child(button_link(Kind::Main, "/sign-in", t(frame::SIGN_IN))).into(),
            ]),
        }),
    ])
}

impl Desk {
    fn look(self, agency: String) {
        self.agency.set(agency.clone());
        self.found.set(None);
        spawn_local(async move {
            let found = end_of(&agency).await;
            // Another may have been asked for meanwhile, or the page left.
            if self.agency.try_with_untracked(|wanted| *wanted == agency) == Some(true) {
                let _ = self.found.try_set(Some(found));
            }
        });
    }

    /// Which agency, for those who look at all. Each look is a line of its trail: going through the list is none.
    fn choice(self) -> View {
        let chosen = RwSignal::new(self.agency.get_untracked());
        let options = move || {
            let option = |(id, name): (&'static str, String)| {
                let this = chosen.get_untracked() == id;
                el("option").attr("value", id).switch("selected", move || this).child(name).into()
            };
            agencies(self.device).into_iter().map(option).collect::<Vec<View>>()
        };
        let select =
            el("select").child(live(options)).on("change", move |event| chosen.set(event_target_value(&event)));
        let look = button(Kind::Quiet, live(|| t(trail::LOOK)), move || self.look(chosen.get_untracked()));
        let around = Around { label: t(trail::AGENCY), hint: None, below: actions().child(look).into() };
        let fine = nothing_wrong();
        field("trail-agency", around, &fine, select)
    }

    fn lines(self) -> View {
        self.found.with(|found| match found {
            None => skeleton(6).into(),
            Some(Err(problem)) => failure(problem).into(),
            Some(Ok(Trail { count: 0, .. })) => empty(t(trail::EMPTY)).into(),
            Some(Ok(trail)) => self.shown(trail),
        })
    }

    fn shown(self, Trail { agency, count, last }: &Trail) -> View {
        let records = last.lines().rev().filter_map(|line| json::parse(line).ok());
        let rows: Vec<Row> = records.map(|record| row(&record)).collect();
        let caption = fill(t(trail::COUNT), &[&count.to_string(), &rows.len().to_string()]);
        let columns = [trail::NUMBER, trail::AT, trail::WHO, trail::ACT, trail::ON, trail::WHY, trail::OUTCOME];
        let whose = agency.clone();
        let export = button(Kind::Quiet, t(trail::EXPORT), move || self.export(whose.clone()))
            .switch("disabled", move || self.exporting.get());
        section("g-trail", agency_name(self.device, agency), ())
            .child(actions().child(export))
            .child(live(move || self.failed.with(|failed| failed.as_ref().map(failure))))
            .child(classed("p", "note").child(t(trail::VERIFY)))
            .child(table(caption, &columns, rows))
            .into()
    }

    /// All of it as a file.
    fn export(self, agency: String) {
        self.exporting.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let name = fill(t(trail::FILE), &[&agency, &clock::today().to_string()]);
            match all_of(&agency).await {
                // A browser that gives no file leaves the page as it is.
                Ok(text) => _ = hand_over(&name, "application/jsonl", &text),
                Err(problem) => _ = self.failed.try_set(Some(problem)),
            }
            let _ = self.exporting.try_set(false);
        });
    }
}

fn failure(problem: &Problem) -> Element {
    classed("p", "field-error").attr("role", "alert").child(fill(t(me::FAILED), &[problem.sentence(language())]))
}

/// Lines after one number, and up to which the answer looked.
async fn lines(agency: &str, after: u64, until: Option<u64>) -> Result<(String, u64), Problem> {
    let until = until.map(|until| ["&until=", &until.to_string()].concat()).unwrap_or_default();
    let address = ["/api/agencies/", agency, "/trail?after=", &after.to_string(), &until].concat();
    let answer = network::get(&address).await?;
    let until = answer.header("Mingbai-Trail-Until").and_then(|until| until.parse().ok());
    Ok((answer.text()?, until.ok_or_else(Problem::unexpected)?))
}

async fn end_of(agency: &str) -> Result<Trail, Problem> {
    let (_, count) = lines(agency, END, None).await?;
    let (last, _) = lines(agency, count.saturating_sub(SHOWN), Some(count)).await?;
    Ok(Trail { agency: agency.to_owned(), count, last })
}

/// All lines that there were at the first answer.
async fn all_of(agency: &str) -> Result<String, Problem> {
    let (mut text, until) = lines(agency, 0, None).await?;
    loop {
        let after = text.lines().count() as u64;
        if after >= until {
            return Ok(text);
        }
        let (more, _) = lines(agency, after, Some(until)).await?;
        if more.is_empty() {
            return Err(Problem::unexpected());
        }
        text.push_str(&more);
    }
}

/// As much of a name as tells it from others on a page; the file has all of it.
fn short(object: &str) -> View {
    const SHOWN: usize = 20;
    let beginning: String = object.chars().take(SHOWN).collect();
    let text = if beginning == object { beginning } else { [&beginning, "…"].concat() };
    el("span").attr("title", object.to_owned()).child(text).into()
}

fn row(record: &Record) -> Row {
    let deed = &record.deed;
    let who = deed.who.as_ref().map(|who| {
        let name = deed.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(who.person.as_str());
        [name, " · ", t(who.role.label())].concat()
    });
    let why = deed
        .why
        .as_deref()
        .map(|why| Purpose::of(why).map_or_else(|| why.to_owned(), |purpose| t(purpose.label()).to_owned()));
    let outcome = match &deed.outcome {
        Outcome::Done => t(trail::DONE).to_owned(),
        Outcome::Refused(code) => fill(t(trail::REFUSED), &[code]),
    };
    let cells = [
        record.serial.to_string(),
        date::moment(deed.at, clock::today(), language()),
        who.unwrap_or_else(|| t(trail::NOBODY).to_owned()),
        t(deed.act.label()).to_owned(),
    ];
    let mut cells: Vec<View> = cells.map(View::from).into();
    cells.extend([short(&deed.on), why.unwrap_or_default().into(), outcome.into()]);
    Row { testid: "trail-row", cells }
}

/// The way to it from the other desks.
pub fn way(session: &Session) -> View {
    match session.role.carries(Action::ReadTrail) {
        true => actions().child(button_link(Kind::Quiet, "/trail", t(staff::TRAIL))).into(),
        false => View::Nothing,
    }
}
