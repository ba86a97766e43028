//! The dialog, closed and open.

use leptos::prelude::*;

use super::dialog;
use crate::components::button::{Kind, actions, button};
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{el, live, many};

pub fn states() -> Vec<State> {
    let (open, answer) = (RwSignal::new(false), RwSignal::new(""));
    let inside = move || {
        let close = move |words| {
            answer.set(words);
            open.set(false);
        };
        many([
            el("p").child(say!("草稿会删除，不能恢复。" / "The draft will be deleted for good.")).into(),
            actions()
                .child(button(Kind::Danger, say!("删除草稿" / "Delete the draft"), move || close("deleted")))
                .child(button(Kind::Quiet, say!("不删" / "Keep it"), move || close("kept")))
                .into(),
        ])
    };
    let asking =
        actions().child(button(Kind::Quiet, say!("删除草稿…" / "Delete the draft…"), move || open.set(true)));
    let question = dialog("pattern-dialog", || say!("删除这份草稿吗？" / "Delete this draft?"), open, inside);
    let answer = el("output").attr("data-testid", "answer").child(live(move || answer.get()));
    vec![State::new(say!("先问再做" / "Asks first"), vec![asking.into(), question.into(), answer.into()])]
}
