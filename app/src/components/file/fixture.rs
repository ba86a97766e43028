//! The field for files.

use std::rc::Rc;

use leptos::prelude::*;

use super::{chosen_files, file};
use crate::components::field::{Around, Wrong, field};
use crate::components::say;
use crate::pages::patterns::State;

const MOST_BYTES: u64 = 100_000;

pub fn states() -> Vec<State> {
    let (chosen, refused) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
    let around = Around {
        label: say!("附件" / "Attachments"),
        hint: Some(say!("每个不超过 100 kB。" / "Up to 100 kB each.")),
        below: chosen_files(chosen),
    };
    let too_large = move || {
        refused.with(|refused| !refused.is_empty()).then(|| {
            say!(
                "文件太大，没有放进来。请换小一点的。"
                    / "The file is too large and was left out. Choose a smaller one."
            )
            .into()
        })
    };
    let wrong: Wrong = Rc::new(too_large);
    let control = file(".txt,.pdf", MOST_BYTES, chosen, refused);
    vec![State::new(say!("还没有选" / "Nothing chosen"), vec![field("pattern-file", around, &wrong, control)])]
}
