//! The palette over a few pages.

use leptos::prelude::*;

use super::{Entry, palette};
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{el, live};

pub fn states() -> Vec<State> {
    let opened = RwSignal::new(String::new());
    let entries = || {
        let entry = |words: &str, address: &str| Entry { words: words.to_owned(), address: address.to_owned() };
        vec![
            entry(say!("收到的申请" / "Incoming requests"), "/staff"),
            entry(say!("政策" / "Policies"), "/policies"),
            entry(say!("我的" / "Mine"), "/me"),
        ]
    };
    let went = el("output").attr("data-testid", "opened").child(live(move || opened.get()));
    vec![State::new(
        say!("Ctrl K 打开" / "Ctrl K opens it"),
        vec![palette(entries, move |address| opened.set(address.to_owned())), went.into()],
    )]
}
