//! Cards of real policies, as the home pages show them.

use leptos::prelude::*;
use mingbai_shared::facts::{Facts, Subject};

use super::{card, example};
use crate::clock;
use crate::components::empty::empty;
use crate::components::say;
use crate::device::Device;
use crate::matching::matches;
use crate::pages::patterns::State;
use crate::view::{View, classed, live};
use crate::words::{home, t};

const SHOWN: usize = 3;

pub fn states() -> Vec<State> {
    let device = expect_context::<Device>();
    let cards = move |known: bool| {
        live(move || {
            let found = matches(device, Subject::Resident);
            let shown = found.iter().take(SHOWN).map(|found| match known {
                true => card(found, &[], &Facts::default(), clock::today()),
                false => example(found, clock::today()),
            });
            let shown: Vec<View> = shown.collect();
            if shown.is_empty() { empty(t(home::NO_RECORD)) } else { classed("ul", "cards").child(shown) }
        })
    };
    vec![
        State::new(say!("例子" / "Examples"), vec![cards(false)]),
        State::new(say!("判断过的" / "Judged"), vec![cards(true)]),
    ]
}
