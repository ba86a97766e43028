//! What two people changed at once: both texts, to be decided by whoever sees them.

use leptos::prelude::*;
use mingbai_shared::pack::draft::{Conflict, Differ, Draft};
use mingbai_shared::words::Bilingual;
use uuid::Uuid;

use super::desk::Desk;
use crate::components::button::{Kind, actions, button};
use crate::components::list::section;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{drafting as words, fill, language, t};

pub fn conflicts(desk: Desk) -> View {
    let writing = desk.writing;
    let list = move || {
        let all = writing.conflicts.get();
        if all.is_empty() {
            return View::Nothing;
        }
        let rows: Vec<View> = all.iter().map(|conflict| one(desk, conflict)).collect();
        section("g-conflicts", fill(t(words::CONFLICTS), &[&all.len().to_string()]), ())
            .attr("data-testid", "conflicts")
            .child(classed("ul", "rows plain").child(rows))
            .into()
    };
    el("div").attr("role", "status").child(live(list)).into()
}

fn one(desk: Desk, conflict: &Conflict) -> View {
    let sentence = desk.writing.read(|draft| conflict.sentence(draft));
    let sentence = sentence.map(|said| said.in_language(language()).to_owned()).unwrap_or_default();
    let differ = match &conflict.differ {
        Differ::Text { mine, theirs } => {
            many([text(t(words::MINE), mine).into(), text(t(words::THEIRS), theirs).into(), {
                let (place, theirs) = (conflict.place.clone(), theirs.clone());
                let take = move |draft: &mut Draft| {
                    if let Some(text) = draft.text_at(&place) {
                        text.clone_from(&theirs);
                    }
                };
                choices(desk, conflict, words::KEEP_MINE, Some((words::TAKE_THEIRS, Box::new(take))))
            }])
        }
        Differ::TakenOut { .. } => {
            let take_out = taken_out(&conflict.place);
            choices(desk, conflict, words::KEEP_IT, take_out.map(|out| (words::TAKE_OUT, out)))
        }
        Differ::Order { .. } => choices(desk, conflict, words::KEEP_ORDER, None),
    };
    el("li").attr("data-testid", "conflict").child(el("p").child(sentence)).child(differ).into()
}

fn text(whose: &'static str, said: &str) -> Element {
    let said = if said.is_empty() { t(words::EMPTY_TEXT).to_owned() } else { said.to_owned() };
    el("div").child(classed("p", "meta").child(whose)).child(classed("p", "aside").child(said))
}

type Change = Box<dyn Fn(&mut Draft)>;

/// Takes the entry at a place out.
fn taken_out(place: &str) -> Option<Change> {
    let (list, id) = place.rsplit_once('/')?;
    let (list, id) = (list.to_owned(), id.parse::<Uuid>().ok()?);
    Some(Box::new(move |draft| draft.take_out(&list, id)))
}

fn choices(desk: Desk, conflict: &Conflict, keep: Bilingual, other: Option<(Bilingual, Change)>) -> View {
    let kept = conflict.clone();
    let keep = button(Kind::Quiet, t(keep), move || desk.writing.decide(&kept, |_| ()));
    let decided = conflict.clone();
    let other = other.map(|(said, change)| {
        button(Kind::Quiet, t(said), move || desk.writing.decide(&decided, |draft| change(draft)))
    });
    actions().child(keep).child(other).into()
}
