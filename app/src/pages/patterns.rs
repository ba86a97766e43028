//! `/patterns`: every state of every component, in the language, size and theme that are on. Development only.

use leptos::prelude::*;

use crate::components::shell::head::page_head;
use crate::components::*;
use crate::view::{View, classed, el, live, many};
use crate::words::{patterns, t};

/// One state of a component, with what it is called.
pub struct State {
    label: &'static str,
    shown: Vec<View>,
}

impl State {
    pub fn new(label: &'static str, shown: Vec<View>) -> State {
        State { label, shown }
    }
}

type Fixture = fn() -> Vec<State>;

/// By the names of their folders.
const COMPONENTS: [(&str, Fixture); 29] = [
    ("banner", banner::fixture::states),
    ("button", button::fixture::states),
    ("card", card::fixture::states),
    ("choice", choice::fixture::states),
    ("countdown", countdown::fixture::states),
    ("date", date::fixture::states),
    ("day_strip", day_strip::fixture::states),
    ("dialog", dialog::fixture::states),
    ("due", due::fixture::states),
    ("empty", empty::fixture::states),
    ("field", field::fixture::states),
    ("file", file::fixture::states),
    ("identity_number", identity_number::fixture::states),
    ("link", link::fixture::states),
    ("list", list::fixture::states),
    ("palette", palette::fixture::states),
    ("print", print::fixture::states),
    ("progress", progress::fixture::states),
    ("question", question::fixture::states),
    ("shell", shell::fixture::states),
    ("skeleton", skeleton::fixture::states),
    ("stepper", stepper::fixture::states),
    ("table", table::fixture::states),
    ("tabs", tabs::fixture::states),
    ("tag", tag::fixture::states),
    ("term", term::fixture::states),
    ("timeline", timeline::fixture::states),
    ("toast", toast::fixture::states),
    ("tooltip", tooltip::fixture::states),
];

pub fn page() -> View {
    many([
        live(|| page_head((), t(patterns::TITLE))),
        classed("p", "lead").child(live(|| t(patterns::LEAD))).into(),
        live(|| COMPONENTS.map(|(name, states)| component(name, states)).into_iter().collect::<Vec<View>>()),
    ])
}

fn component(name: &'static str, states: Fixture) -> View {
    let states = states().into_iter().map(|State { label, shown }| {
        classed("div", "pattern-state").child(classed("p", "note").child(label)).child(shown).into()
    });
    let id = ["pattern-of-", name].concat();
    classed("section", "pattern")
        .attr("id", id.clone())
        .attr("aria-labelledby", [&id, "-h"].concat())
        .child(el("h2").attr("id", [&id, "-h"].concat()).child(name))
        .child(untrack(|| states.collect::<Vec<View>>()))
        .into()
}
