//! The next best question: the fact that most undecided policies wait for, why it is asked, and a way to put it off.

use leptos::prelude::*;
use mingbai_shared::facts::FactKey;

use super::fact_field::{Counts, fact_field};
use super::focus;
use crate::words::{fill, home, t};

/// Questions put off until the app is opened again.
#[derive(Clone, Copy)]
pub struct PutOff(pub RwSignal<Vec<FactKey>>);

/// The question; `first` is the title of one policy that waits for it.
pub fn question(key: FactKey, settles: usize, first: &str) -> AnyView {
    let put_off = expect_context::<PutOff>().0;
    let why = match settles {
        0 | 1 => fill(t(home::WHY_ASKED_ONE), &[first]),
        _ => fill(t(home::WHY_ASKED), &[first, &settles.to_string()]),
    };
    // The next question comes in the place of this one: the focus goes to it, so that it is read out.
    let answered = Callback::new(|()| focus::soon(".question legend, #g-new", false));
    let later = move |_| {
        put_off.update(|facts| facts.push(key));
        answered.run(());
    };
    let mut id = String::from("fact-");
    id.push_str(key.name());
    view! {
        <fieldset class="question" data-testid="question" data-fact=key.name()>
            <legend id=id tabindex="-1">{t(key.question())}</legend>
            {fact_field(key, Counts::WhenDone, answered)}
            <p class="note">{why}</p>
            <button type="button" class="button bare" on:click=later>{t(home::LATER)}</button>
        </fieldset>
    }
    .into_any()
}
