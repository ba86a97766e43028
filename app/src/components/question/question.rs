//! The next best question: the fact of which an answer decides the most policies, why it is asked, and a way to put it off.

pub mod fact_field;
#[cfg(feature = "patterns")]
pub mod fixture;

use leptos::prelude::*;
use mingbai_shared::facts::{FactKey, ProfileId};

use self::fact_field::{Counts, fact_field, name_id};
use super::button::{Kind, button};
use crate::focus;
use crate::view::{Element, classed, el};
use crate::words::{fill, home, t};

/// Questions put off until the app is opened again.
#[derive(Clone, Copy)]
pub struct PutOff(pub RwSignal<Vec<FactKey>>);

/// The next question comes in the place of this one: the focus goes to it, so that it is read out.
fn answered() {
    focus::soon(".question legend, #g-new", false);
}

/// The question; `waiting` policies look at it, `first` is the title of one.
pub fn question(of: ProfileId, key: FactKey, waiting: usize, first: &str) -> Element {
    let put_off = expect_context::<PutOff>().0;
    let why = match waiting {
        0 | 1 => fill(t(home::WHY_ASKED_ONE), &[first]),
        _ => fill(t(home::WHY_ASKED), &[first, &waiting.to_string()]),
    };
    let later = move || {
        put_off.update(|facts| facts.push(key));
        answered();
    };
    classed("fieldset", "question")
        .attr("data-testid", "question")
        .attr("data-fact", key.name())
        .child(el("legend").attr("id", name_id(key)).attr("tabindex", "-1").child(t(key.question())))
        .child(fact_field(of, key, Counts::WhenDone, answered))
        .child(classed("p", "note").child(why))
        .child(button(Kind::Bare, t(home::LATER), later))
}
