//! The audit trail of an agency, for those who may read it: the last lines as a table, all of them as a file that anyone can check.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::agencies::AGENCIES;
use mingbai_shared::request::Purpose;
use mingbai_shared::roles::{Action, Role};
use mingbai_shared::trail::{Outcome, Record};
use mingbai_shared::words::date;

use crate::clock;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::empty::empty;
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::components::shell::side;
use crate::components::skeleton::skeleton;
use crate::components::table::{Row, table};
use crate::device::{Device, Session, SessionState};
use crate::download::hand_over;
use crate::json;
use crate::matching::agency_name;
use crate::network::{self, Problem};
use crate::view::{View, classed, el, live, many};
use crate::words::{fill, frame, language, me, staff, t, trail};

/// How many lines the page shows; the file has all.
const SHOWN: usize = 200;

/// A trail as it came.
struct Trail {
    agency: String,
    text: String,
}

pub fn page() -> View {
    let device = expect_context::<Device>();
    let may = Memo::new(move |_| {
        device.session.with(|session| match session {
            SessionState::SignedIn(session) if session.role.carries(Action::ReadTrail) => Some(session.clone()),
            _ => None,
        })
    });
    many([
        live(|| page_head((), t(trail::TITLE))),
        live(move || match may.get() {
            Some(session) => many([side().into(), open(device, &session)]),
            None => many([
                classed("p", "lead").child(t(trail::NOT_ALLOWED)).into(),
                actions().child(button_link(Kind::Main, "/sign-in", t(frame::SIGN_IN))).into(),
            ]),
        }),
    ])
}

fn open(device: Device, session: &Session) -> View {
    let found = RwSignal::new_local(None::<Result<Trail, Problem>>);
    let look = move |agency: String| {
        found.set(None);
        spawn_local(async move {
            // The page may have been left meanwhile.
            let _ = found.try_set(Some(fetch(agency).await));
        });
    };
    let own = session.agency.as_ref().map(ToString::to_string).unwrap_or_default();
    let choose = (session.role == Role::DistrictOffice).then(|| {
        let options = AGENCIES.iter().map(|agency| {
            let option = el("option").attr("value", agency.id).child(t(agency.name));
            if agency.id == own { option.attr("selected", "") } else { option }.into()
        });
        let select = el("select").attr("id", "trail-agency").child(options.collect::<Vec<View>>());
        let select = select.on("change", move |event| look(event_target_value(&event)));
        classed("div", "field").child(el("label").attr("for", "trail-agency").child(t(trail::AGENCY))).child(select)
    });
    look(own);
    let lines = move || {
        found.with(|found| match found {
            None => skeleton(6).into(),
            Some(Err(problem)) => classed("p", "field-error")
                .attr("role", "alert")
                .child(fill(t(me::FAILED), &[problem.sentence(language())]))
                .into(),
            Some(Ok(trail)) => shown(device, trail),
        })
    };
    many([classed("p", "lead").child(t(trail::LEAD)).into(), choose.into(), live(lines)])
}

/// All lines that there were at the first answer.
async fn fetch(agency: String) -> Result<Trail, Problem> {
    let (mut text, mut after, mut until) = (String::new(), 0, String::new());
    loop {
        let address = ["/api/agencies/", &agency, "/trail?after=", &after.to_string(), &until].concat();
        let more = network::get(&address).await?;
        if until.is_empty() {
            let last = more.header("Mingbai-Trail-Until").ok_or_else(Problem::unexpected)?;
            until = ["&until=", &last].concat();
        }
        let more = more.text()?;
        let lines = more.lines().count();
        text.push_str(&more);
        after += lines;
        if lines == 0 {
            return Ok(Trail { agency, text });
        }
    }
}

fn shown(device: Device, Trail { agency, text }: &Trail) -> View {
    let count = text.lines().count();
    if count == 0 {
        return empty(t(trail::EMPTY)).into();
    }
    let rows: Vec<Row> = text.lines().rev().take(SHOWN).filter_map(|line| row(&json::parse(line).ok()?)).collect();
    let caption = fill(t(trail::COUNT), &[&count.to_string(), &rows.len().to_string()]);
    let columns = [trail::NUMBER, trail::AT, trail::WHO, trail::ACT, trail::ON, trail::WHY, trail::OUTCOME];
    let (name, text) = (fill(t(trail::FILE), &[agency, &clock::today().to_string()]), text.clone());
    let export = button(Kind::Quiet, t(trail::EXPORT), move || {
        // A browser that gives no file leaves the page as it is.
        let _ = hand_over(&name, "application/jsonl", &text);
    });
    section("g-trail", agency_name(device, agency), ())
        .child(actions().child(export))
        .child(classed("p", "note").child(t(trail::VERIFY)))
        .child(table(caption, &columns, rows))
        .into()
}

/// As much of a name as tells it from others on a page; the file has all of it.
fn short(object: &str) -> View {
    const SHOWN: usize = 20;
    let beginning: String = object.chars().take(SHOWN).collect();
    let text = if beginning == object { beginning } else { [&beginning, "…"].concat() };
    el("span").attr("title", object.to_owned()).child(text).into()
}

fn row(record: &Record) -> Option<Row> {
    let deed = &record.deed;
    let who = deed.who.as_ref().map(|who| {
        let name = deed.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(who.person.as_str());
        [name, " · ", t(who.role.label())].concat()
    });
    let why = deed.why.as_deref().map(|why| {
        let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.code() == why);
        purpose.map_or_else(|| why.to_owned(), |purpose| t(purpose.label()).to_owned())
    });
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
    Some(Row { testid: "trail-row", cells })
}

/// The way to it from the other desks.
pub fn way(session: &Session) -> View {
    match session.role.carries(Action::ReadTrail) {
        true => actions().child(button_link(Kind::Quiet, "/trail", t(staff::TRAIL))).into(),
        false => View::Nothing,
    }
}
