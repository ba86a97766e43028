//! What two people changed at once. The field has what the agency has; what was written here is offered beside it, and nothing of either is gone before
//! somebody decides.

use leptos::prelude::*;
use mingbai_shared::pack::draft::{Conflict, Differ, Draft};
use mingbai_shared::words::Bilingual;
use uuid::Uuid;

use super::desk::Desk;
use crate::components::button::{Kind, actions, button};
use crate::components::list::section;
use crate::components::toast::Toast;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{drafting as words, fill, language, t};

pub fn conflicts(desk: Desk) -> View {
    let writing = desk.writing;
    let count = Memo::new(move |_| writing.conflicts.with(Vec::len));
    let said = move || match count.get() {
        0 => View::Nothing,
        count => classed("p", "field-error").child(fill(t(words::CONFLICTS), &[&count.to_string()])).into(),
    };
    let list = move || {
        let all = writing.conflicts.get();
        if all.is_empty() {
            return View::Nothing;
        }
        let rows: Vec<View> = all.iter().map(|conflict| one(desk, conflict)).collect();
        section("g-conflicts", t(words::CONFLICTS_TITLE), all.len().to_string())
            .attr("data-testid", "conflicts")
            .child(classed("ul", "rows plain").child(rows))
            .into()
    };
    many([el("div").attr("role", "status").child(live(said)).into(), live(list)])
}

fn one(desk: Desk, conflict: &Conflict) -> View {
    let sentence = desk.writing.read(|draft| conflict.sentence(draft));
    let sentence = sentence.map(|said| said.in_language(language()).to_owned()).unwrap_or_default();
    let differ = match &conflict.differ {
        Differ::Text { mine, .. } => {
            let place = conflict.place.clone();
            let now = Memo::new(move |_| {
                desk.writing.draft.track();
                desk.writing.read(|draft| draft.text_at(&place).cloned()).flatten().unwrap_or_default()
            });
            let (place, own) = (conflict.place.clone(), mine.clone());
            let take = move |draft: &mut Draft| {
                if let Some(text) = draft.text_at(&place) {
                    text.clone_from(&own);
                }
            };
            many([
                text(t(words::MINE), mine).into(),
                live(move || text(t(words::THEIRS), &now.get())),
                choices(desk, conflict, words::LEAVE_IT, Some((words::TAKE_MINE, Box::new(take)))),
            ])
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
    el("div").child(classed("p", "meta").child(whose)).child(classed("p", "aside as-typed").child(said))
}

type Change = Box<dyn Fn(&mut Draft)>;

/// Takes the entry at a place out.
fn taken_out(place: &str) -> Option<Change> {
    let (list, id) = place.rsplit_once('/')?;
    let (list, id) = (list.to_owned(), id.parse::<Uuid>().ok()?);
    Some(Box::new(move |draft| draft.take_out(&list, id)))
}

fn choices(desk: Desk, conflict: &Conflict, keep: Bilingual, other: Option<(Bilingual, Change)>) -> View {
    let (kept, place) = (conflict.clone(), conflict.place.clone());
    let keep = button(Kind::Quiet, t(keep), move || {
        desk.writing.decide(&kept, |_| ());
        desk.go_to(&place);
    });
    let toast = expect_context::<Toast>();
    let decided = conflict.clone();
    let other = other.map(|(said, change)| {
        button(Kind::Quiet, t(said), move || {
            let Some(before) = desk.writing.read(|draft| draft.clone()) else { return };
            desk.writing.decide(&decided, |draft| change(draft));
            desk.go_to(&decided.place);
            let Some(after) = desk.writing.read(|draft| draft.clone()) else { return };
            let taken_back = decided.clone();
            let writing = desk.writing;
            toast.say(t(words::DECIDED).into(), move || writing.undecide(taken_back.clone(), &before, &after));
        })
    });
    actions().child(keep).child(other).into()
}
