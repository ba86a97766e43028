//! What is to be mended and what to be looked at again, each a way to its place.

use leptos::prelude::*;
use mingbai_shared::pack::{Finding, Level};

use super::desk::Desk;
use super::form::said;
use crate::components::button::{Kind, button};
use crate::components::list::section;
use crate::view::{View, classed, el, live, many};
use crate::words::{drafting as words, fill, language, t};

/// So many of a kind are listed: what is mended first often mends the rest.
const MOST: usize = 30;

pub fn checks(desk: Desk) -> View {
    let all = Memo::new(move |_| desk.checked.with(|checked| checked.findings.clone()));
    let list = move || {
        all.with(|all| {
            if all.is_empty() {
                return classed("p", "note").child(t(words::CHECKS_NONE)).into();
            }
            let of = |level: Level| all.iter().filter(move |one| one.level == level).collect::<Vec<&Finding>>();
            many([
                findings(desk, "g-must", t(words::MUST), &of(Level::Error)),
                findings(desk, "g-should", t(words::SHOULD), &of(Level::Warning)),
            ])
        })
    };
    el("div").attr("data-testid", "checks").child(live(list)).into()
}

fn findings(desk: Desk, id: &'static str, title: &'static str, all: &[&Finding]) -> View {
    if all.is_empty() {
        return View::Nothing;
    }
    let one = |finding: &&Finding| -> View {
        let place = finding.place.clone();
        let named =
            desk.writing.read(|draft| draft.place(&place)).map(|named| named.in_language(language()).to_owned());
        let words = fill(t(words::AT_PLACE), &[&named.unwrap_or_default(), said(finding)]);
        let go = button(Kind::Bare, words, move || desk.go_to(&place));
        el("li").child(go.attr("data-answer", finding.place.clone())).into()
    };
    let more = all.len().saturating_sub(MOST);
    let more = (more > 0).then(|| classed("p", "note").child(fill(t(words::MORE_FINDINGS), &[&more.to_string()])));
    let rows: Vec<View> = all.iter().take(MOST).map(one).collect();
    section(id, title, all.len().to_string()).child(classed("ul", "findings").child(rows)).child(more).into()
}
