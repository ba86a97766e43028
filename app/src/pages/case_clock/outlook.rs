//! What is due at an agency: late, today, soon, waiting; and what another year of working days would move, before it is loaded.

use leptos::prelude::*;
use mingbai_shared::calendar::Calendar;
use mingbai_shared::deadline::{self, Change, District, Outcome, Outlook, Refusal, Standing, Timeline, falling_due};
use mingbai_shared::register::year::{NotLoaded, loadable};
use mingbai_shared::request::ListedCase;
use mingbai_shared::words::{Bilingual, date};

use super::{brief, said, stated};
use crate::calendar::known;
use crate::clock;
use crate::components::choice;
use crate::components::empty::empty;
use crate::components::list::section;
use crate::components::table::{Row, table};
use crate::device::Device;
use crate::matching::agency_name;
use crate::pages::calendar::plan_field;
use crate::pages::staff::number;
use crate::view::{Element, View, classed, el, link, live, many};
use crate::words::{case_clock, fill, language, outlook as words, staff, t};

/// How far ahead one looks, in working days.
const AHEAD: [(u32, Bilingual); 3] = [(5, words::WITHIN_5), (10, words::WITHIN_10), (20, words::WITHIN_20)];

const GROUPS: [(Standing, &str, Bilingual); 4] = [
    (Standing::Overdue, "g-overdue", words::OVERDUE),
    (Standing::Today, "g-today", words::TODAY),
    (Standing::Soon, "g-soon", words::SOON),
    (Standing::Waiting, "g-waiting", words::WAITING),
];

/// All of it, below the page's title.
pub fn outlook_of(device: Device) -> View {
    let within = RwSignal::new(AHEAD[0].0);
    let ahead = AHEAD
        .map(|(days, name)| choice::option("within", t(name), move || within.get() == days, move || within.set(days)));
    // Read again it says the same, and what is open below stays so.
    let read = Memo::new(move |_| device.read_mine.get());
    many([
        live(move || lead(device)),
        classed("div", "off-paper").child(choice::choices(t(words::WITHIN), ahead.into())).into(),
        // All at once when the cases were read: nothing below them is pushed down.
        live(move || read.get().then(|| with_cases(device, within))),
    ])
}

fn with_cases(device: Device, within: RwSignal<u32>) -> View {
    many([live(move || device.cases.with(|cases| due_of(cases, within.get()))), what_if(device)])
}

/// Whose dates, and on which day: on paper nothing else says it.
fn lead(device: Device) -> Element {
    let agency = device.who().and_then(|session| session.agency).map(|agency| agency_name(device, agency.as_str()));
    let today = date::full_day(clock::today(), language());
    classed("p", "lead").child(fill(t(words::LEAD), &[&agency.unwrap_or_default(), &today]))
}

/// The clocks that run, each with its case.
fn running(cases: &[ListedCase]) -> Vec<(&ListedCase, Timeline)> {
    cases.iter().filter_map(|case| Some((case, case.clock.as_ref()?.timeline()))).collect()
}

fn due_of(cases: &[ListedCase], within: u32) -> View {
    let running = running(cases);
    let timelines = running.iter().map(|(case, timeline)| (*case, timeline));
    let Outlook { coming, refused, later } =
        falling_due(timelines, clock::today(), within, &known(), &District::default());
    let of = |wanted: Standing| coming.iter().filter(move |one| one.standing == wanted).map(|one| one.id).collect();
    let mut groups: Vec<View> =
        GROUPS.iter().map(|(standing, id, title)| cases_of(id, *title, of(*standing))).collect();
    if coming.iter().all(|one| one.standing == Standing::Waiting) {
        groups.insert(0, empty(t(words::NOTHING)).into());
    }
    groups.push(cases_of(
        "g-not-running",
        words::NOT_RUNNING,
        cases.iter().filter(|case| case.clock.is_none()).collect(),
    ));
    groups.push(cases_of("g-refused", words::REFUSED, refused.into_iter().map(|(case, _)| case).collect()));
    if later > 0 {
        groups.push(classed("p", "note").child(fill(t(words::LATER), &[&later.to_string()])).into());
    }
    groups.into()
}

fn cases_of(id: &'static str, title: Bilingual, cases: Vec<&ListedCase>) -> View {
    if cases.is_empty() {
        return View::Nothing;
    }
    let row = |case: &&ListedCase| Row {
        testid: "due-row",
        cells: vec![way_to(case), brief(case.clock.as_ref()), case.wanted.clone().into()],
    };
    let columns = [staff::NUMBER, case_clock::DUE, staff::WANTED];
    let rows = cases.iter().map(row).collect();
    let count = fill(t(staff::COUNT), &[&cases.len().to_string()]);
    section(id, t(title), ()).child(table(count, &columns, rows)).into()
}

fn way_to(case: &ListedCase) -> View {
    link("", ["/staff/", &case.id.to_string()].concat(), number(case)).into()
}

/// A year as it might come out: which dates it moves.
fn what_if(device: Device) -> View {
    let plan = RwSignal::new(String::new());
    let moves = move || {
        let plan = plan.get();
        (!plan.trim().is_empty()).then(|| device.cases.with(|cases| moves(cases, &plan)))
    };
    el("details")
        .attr("class", "group off-paper")
        .child(el("summary").child(t(words::WHAT_IF)))
        .child(classed("p", "note").child(t(words::WHAT_IF_NOTE)))
        .child(plan_field(move |text| plan.set(text)))
        .child(el("div").attr("role", "status").attr("data-testid", "moves").child(live(moves)))
        .into()
}

fn moves(cases: &[ListedCase], plan: &str) -> View {
    let calendar = known();
    let (year, with) = match another(&calendar, plan) {
        Ok(another) => another,
        Err(wrong) => {
            return classed("p", "field-error").child(wrong.message().in_language(language()).to_owned()).into();
        }
    };
    let running = running(cases);
    let timelines = running.iter().map(|(case, timeline)| (*case, timeline));
    let moved = deadline::moved(timelines, &calendar, &with, &District::default());
    if moved.is_empty() {
        return classed("p", "note").child(fill(t(words::MOVES_NOTHING), &[&year])).into();
    }
    let row = |moved: &deadline::Moved<&ListedCase>| Row {
        testid: "moved-row",
        cells: vec![
            way_to(moved.id),
            in_words(&moved.before).into(),
            in_words(&moved.after).into(),
            t(changed(moved.change())).into(),
        ],
    };
    let columns = [staff::NUMBER, words::NOW, words::THEN, words::HOW];
    let caption = fill(t(words::MOVES), &[&year, &moved.len().to_string()]);
    table(caption, &columns, moved.iter().map(row).collect()).into()
}

/// The year of a text, and the calendar with it.
fn another(calendar: &Calendar, plan: &str) -> Result<(String, Calendar), NotLoaded> {
    let year = loadable(calendar, plan)?;
    Ok((year.number().to_string(), calendar.with(year)?))
}

fn in_words(outcome: &Result<Outcome, Refusal>) -> String {
    outcome.as_ref().map_or_else(said, |outcome| stated(*outcome))
}

fn changed(change: Change) -> Bilingual {
    match change {
        Change::Certain => words::CERTAIN,
        Change::Outside => words::OUTSIDE,
        Change::Earlier => words::EARLIER,
        Change::Later => words::LATER_DAY,
        Change::Other => words::OTHER,
    }
}
