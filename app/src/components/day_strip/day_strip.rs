//! The proof of a date at a glance: a day a cell, a week a row, each with the mark of what it was to the count. Press a day, or go through them with the
//! arrow keys, and a line below says why.

#[cfg(feature = "patterns")]
pub mod fixture;

use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use leptos::web_sys::{Element as Node, Event, HtmlElement, KeyboardEvent};
use mingbai_shared::deadline::strip::{Cell, Flag, Look, Row, Sign, Step, Strip};
use mingbai_shared::deadline::{Proof, Sense, wording};
use mingbai_shared::iso;
use mingbai_shared::words::{Bilingual, date};
use wasm_bindgen::JsCast;

use super::due::notice_link;
use super::tag::icon;
use crate::view::{Element, View, classed, el, live};
use crate::words::{clock, fill, language, t};

const FLAG: &str = r#"<path d="M6 21V4h12l-3 4 3 4H6" fill="currentColor"/>"#;
const PERHAPS: &str = r#"<path d="M6 21V4h12l-3 4 3 4H6"/>"#;
const START: &str = r#"<path d="M8 5.5v13l10-6.5z" fill="currentColor"/>"#;
const RESTART: &str = r#"<path d="M5 12a7 7 0 1 0 2.5-5.4M7 2.5v4.6h4.6"/>"#;
const MOVED: &str = r#"<path d="M4 12h15m-5-5 5 5-5 5"/>"#;

/// The days of a proof as they look on the day `today`; nothing where no days are counted.
pub fn day_strip(proof: &Rc<Proof>, today: NaiveDate) -> View {
    let strip = Rc::new(Strip::of(proof, today));
    let Some(main) = strip.main_day() else { return View::Nothing };
    let chosen = RwSignal::new(None::<NaiveDate>);
    classed("div", "strip-place")
        .child(calendar(proof, &strip, chosen, main))
        .child(
            classed("div", "strip-words")
                .child(said(proof, &strip, chosen))
                .child(legend(&strip, proof.rule.rule().sense)),
        )
        .into()
}

fn calendar(proof: &Proof, strip: &Rc<Strip>, chosen: RwSignal<Option<NaiveDate>>, main: NaiveDate) -> Element {
    let head = date::weekdays(language())
        .map(|name| el("th").attr("scope", "col").attr("role", "columnheader").child(name).into());
    let head = el("tr").attr("role", "row").child(head.into_iter().collect::<Vec<View>>());
    let rows = strip.rows.iter().map(|row| match row {
        Row::Week(week) => {
            let named = week.iter().flatten().any(|cell| cell.names_month);
            let cells = week.iter().map(|cell| match cell {
                Some(cell) => day(proof, cell, strip.is_calm, chosen, main).into(),
                None => el("td").attr("role", "gridcell").into(),
            });
            let class = if named { "strip-week names-month" } else { "strip-week" };
            classed("tr", class).attr("role", "row").child(cells.collect::<Vec<View>>()).into()
        }
        Row::Folded { first, last, look } => {
            let words = match look {
                Look::Counted(_) => clock::FOLDED_COUNTED,
                Look::Unknown => clock::FOLDED_UNKNOWN,
                _ => clock::FOLDED_LEFT_OUT,
            };
            let cell = classed("td", "strip-folded").attr("role", "gridcell").attr("colspan", "7");
            let words = fill(t(words), &[&short(*first, proof), &short(*last, proof)]);
            classed("tr", "strip-fold").attr("role", "row").child(cell.child(words)).into()
        }
    });
    let (first, last) = (strip.cells().next(), strip.cells().last());
    let ends = [first, last].map(|cell| cell.map(|cell| short(cell.day, proof)).unwrap_or_default());
    let of_keys = Rc::clone(strip);
    classed("table", if strip.is_calm { "strip is-calm" } else { "strip" })
        .attr("role", "grid")
        .attr("aria-readonly", "true")
        .attr("aria-label", fill(t(clock::GRID), &ends.each_ref().map(String::as_str)))
        .child(el("thead").attr("role", "rowgroup").child(head))
        .child(el("tbody").attr("role", "rowgroup").child(rows.collect::<Vec<View>>()))
        .on("click", move |event| choose(&event, chosen))
        .on("focusin", move |event| choose(&event, chosen))
        .on("keydown", move |event| step(&event, &of_keys))
}

fn short(day: NaiveDate, proof: &Proof) -> String {
    date::day(day, proof.start.day(), language())
}

fn day(proof: &Proof, cell: &Cell, is_calm: bool, chosen: RwSignal<Option<NaiveDate>>, main: NaiveDate) -> Element {
    let day = cell.day;
    let month = cell.names_month.then(|| classed("span", "strip-month").child(date::month(day, language())));
    el("td")
        .attr("class", class(cell))
        .attr("role", "gridcell")
        .attr("data-day", day.to_string())
        .attr("aria-label", wording::day(proof, cell, language()))
        // One stop for the Tab key: the day that was chosen last.
        .live_attr("tabindex", move || Some(if chosen.get().unwrap_or(main) == day { "0" } else { "-1" }.into()))
        .live_attr("aria-selected", move || (chosen.get() == Some(day)).then(|| "true".into()))
        .child(month)
        .child(classed("span", "strip-date").child(day.day().to_string()))
        .child(inside(cell, is_calm))
        .child(flag(cell.flag))
}

fn class(cell: &Cell) -> String {
    let mut class = String::from(look_class(cell.look));
    for (has, name) in [
        (cell.is_weekday_off() && cell.look == Look::Rest, " is-off"),
        (cell.flag == Some(Flag::Due), " is-due"),
        (cell.flag.is_some_and(|flag| flag != Flag::Due), " is-perhaps"),
        (cell.signs().any(|sign| sign == Sign::Event), " has-event"),
        (cell.is_today, " is-today"),
    ] {
        if has {
            class.push_str(name);
        }
    }
    class
}

fn look_class(look: Look) -> &'static str {
    match look {
        Look::Start => "day is-start",
        Look::Counted(_) => "day is-counted",
        Look::MakeUp(_) => "day is-counted is-makeup",
        Look::Rest => "day is-rest",
        Look::Paused(_) => "day is-paused",
        Look::Void(_) => "day is-void",
        Look::Restart(_) => "day is-restart",
        Look::Moved => "day is-moved",
        Look::Unknown => "day is-unknown",
        Look::Between => "day is-between",
    }
}

/// What stands in the middle of a cell.
fn inside(cell: &Cell, is_calm: bool) -> View {
    let number = |n: u32| classed("span", "strip-n").child(n.to_string()).into();
    match cell.look {
        // Sixty numbers would say less than the day alone.
        Look::Counted(n) | Look::MakeUp(n) if !is_calm => number(n),
        Look::Start => icon(START).into(),
        Look::Restart(_) => icon(RESTART).into(),
        Look::Moved if cell.flag.is_none() => icon(MOVED).into(),
        Look::Unknown => classed("span", "strip-n").child("?").into(),
        Look::Rest if cell.is_weekday_off() => classed("span", "strip-off").child(t(clock::OFF)).into(),
        _ => View::Nothing,
    }
}

fn flag(flag: Option<Flag>) -> View {
    flag.map(|flag| classed("span", "strip-flag").child(icon(if flag == Flag::Due { FLAG } else { PERHAPS }))).into()
}

/// The line that says what the chosen day was.
fn said(proof: &Rc<Proof>, strip: &Rc<Strip>, chosen: RwSignal<Option<NaiveDate>>) -> Element {
    let (proof, strip) = (Rc::clone(proof), Rc::clone(strip));
    classed("div", "strip-said").child(live(move || -> View {
        match chosen.get().and_then(|day| strip.cell(day)) {
            None => classed("p", "hint").child(t(clock::HINT)).into(),
            Some(cell) => {
                let by = cell.is.as_ref().and_then(|is| is.by.as_ref());
                let notice = by.and_then(|(_, notice)| proof.notices.get(*notice));
                let words = wording::day(&proof, cell, language());
                el("p").child(words).child(" ").child(notice.map(notice_link)).into()
            }
        }
    }))
}

/// The marks that occur, each with its word.
fn legend(strip: &Strip, sense: Sense) -> Element {
    let signs = strip.signs().into_iter().map(|sign| {
        let (class, inside, words) = swatch(sign, strip.is_calm, sense);
        let shown = classed("span", class).attr("aria-hidden", "true").child(inside);
        el("li").child(shown).child(el("span").child(t(words))).into()
    });
    classed("ul", "strip-legend").attr("aria-label", t(clock::LEGEND)).child(signs.collect::<Vec<View>>())
}

/// A small cell with a mark on it, and what the mark means.
fn swatch(sign: Sign, is_calm: bool, sense: Sense) -> (&'static str, View, Bilingual) {
    let number = |n: &'static str| classed("span", "strip-n").child(n).into();
    match sign {
        Sign::Start => ("day is-start", icon(START).into(), clock::SIGN_START),
        Sign::Counted if is_calm => ("day is-counted is-pale", View::Nothing, clock::SIGN_COUNTED_CALM),
        Sign::Counted => ("day is-counted", number("1"), clock::SIGN_COUNTED),
        Sign::MakeUp => ("day is-counted is-makeup", number("1"), clock::SIGN_MAKE_UP),
        Sign::Weekend => ("day is-rest", View::Nothing, clock::SIGN_WEEKEND),
        Sign::Holiday => {
            ("day is-rest is-off", classed("span", "strip-off").child(t(clock::OFF)).into(), clock::SIGN_HOLIDAY)
        }
        Sign::Paused => ("day is-paused", View::Nothing, clock::SIGN_PAUSED),
        Sign::Void => ("day is-void", View::Nothing, clock::SIGN_VOID),
        Sign::Restart => ("day is-restart", icon(RESTART).into(), clock::SIGN_RESTART),
        Sign::Moved => ("day is-moved", icon(MOVED).into(), clock::SIGN_MOVED),
        Sign::Unknown => ("day is-unknown", number("?"), clock::SIGN_UNKNOWN),
        Sign::Event => ("day is-rest has-event", View::Nothing, clock::SIGN_EVENT),
        Sign::Due if sense == Sense::AtLeast => ("day is-due", icon(FLAG).into(), clock::SIGN_AT_LEAST),
        Sign::Due => ("day is-due", icon(FLAG).into(), clock::SIGN_DUE),
        Sign::Perhaps => ("day is-perhaps", icon(PERHAPS).into(), clock::SIGN_PERHAPS),
        Sign::Today => ("day is-rest is-today", classed("span", "strip-date").child("1").into(), clock::SIGN_TODAY),
    }
}

/// The day that an event is about.
fn day_of(event: &Event) -> Option<NaiveDate> {
    let at = event.target()?.dyn_into::<Node>().ok()?;
    iso::day(&at.closest("[data-day]").ok()??.get_attribute("data-day")?)
}

fn choose(event: &Event, chosen: RwSignal<Option<NaiveDate>>) {
    if let Some(day) = day_of(event)
        && chosen.get_untracked() != Some(day)
    {
        chosen.set(Some(day));
    }
}

/// Where a key leads; the focus that it gives chooses the day.
fn step(event: &Event, strip: &Strip) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|key| !key.alt_key() && !key.meta_key()) else { return };
    let step = match (key.key().as_str(), key.ctrl_key()) {
        ("ArrowLeft", false) => Step::Before,
        ("ArrowRight", false) => Step::After,
        ("ArrowUp", false) => Step::Above,
        ("ArrowDown", false) => Step::Below,
        ("Home", false) => Step::WeekStart,
        ("End", false) => Step::WeekEnd,
        ("Home", true) => Step::First,
        ("End", true) => Step::Last,
        _ => return,
    };
    // Also at the edge: there the page must not begin to move under one's eyes.
    event.prevent_default();
    let to = day_of(event).and_then(|day| strip.step(day, step));
    let table = event.current_target().and_then(|table| table.dyn_into::<Node>().ok());
    if let (Some(to), Some(table)) = (to, table) {
        let cell = table.query_selector(&["[data-day=\"", &to.to_string(), "\"]"].concat()).ok().flatten();
        if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
            // What is drawn can take the focus.
            let _ = cell.focus();
        }
    }
}
