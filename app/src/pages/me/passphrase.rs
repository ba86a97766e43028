//! How what was said is kept on this device, and the passphrase that it may need.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::words::Bilingual;

use crate::communal::Communal;
use crate::components::button::{Kind, actions, button, submit};
use crate::components::dialog::dialog;
use crate::components::field::{Around, Wrong, field};
use crate::components::list::section;
use crate::device::Device;
use crate::device::profiles::FactsState;
use crate::view::{Element, Text, View, classed, el, live, many};
use crate::words::{profiles as words, t};

/// In characters.
const SHORTEST: usize = 6;

/// The section; none while the facts are closed. On a device that many use nobody sets one: the next would find the facts locked.
pub fn passphrase(device: Device) -> View {
    let communal = expect_context::<Communal>();
    let (asked, said) = (RwSignal::new(false), RwSignal::new(None::<Bilingual>));
    let unset = move || {
        spawn_local(async move {
            let unset = device.set_passphrase(None).await;
            let _ = said.try_set(Some(if unset.is_ok() { words::IS_UNSET } else { words::NOT_DONE }));
        });
    };
    let lock = move || {
        spawn_local(async move {
            if device.lock().await.is_err() {
                let _ = said.try_set(Some(words::NOT_DONE));
            }
        });
    };
    let ask = move || {
        said.set(None);
        asked.set(true);
    };
    let now = Memo::new(move |_| device.facts_state());
    let state = move || {
        let state = now.get();
        // That nothing is kept at all is said elsewhere.
        if !device.is_kept() {
            return View::Nothing;
        }
        let (note, buttons) = match state {
            FactsState::Sealed => (words::SEALED, actions().child(button(Kind::Quiet, t(words::SET), ask))),
            FactsState::Unlocked => {
                let buttons = actions().child(button(Kind::Main, t(words::LOCK), lock)).child(button(
                    Kind::Quiet,
                    t(words::CHANGE),
                    ask,
                ));
                (words::UNLOCKED, buttons.child(button(Kind::Quiet, t(words::UNSET), unset)))
            }
            FactsState::Plain => (words::PLAIN, actions()),
            FactsState::Unread | FactsState::Locked | FactsState::Lost => return View::Nothing,
        };
        let buttons = (!communal.is_on() && state != FactsState::Plain).then_some(buttons);
        section("g-sealed", t(words::KEEPING), ())
            .child(classed("p", "note").child(t(note)))
            .child(buttons)
            .child(el("p").attr("role", "status").child(live(move || said.get().map(t))))
            .into()
    };
    let inside = move || form(device, asked, said);
    many([live(state), dialog("set-passphrase", || t(words::SET_TITLE), asked, inside).into()])
}

/// A control for what others should not read over one's shoulder.
pub fn secret(
    autocomplete: &'static str,
    seen: impl Fn() -> bool + 'static,
    on_input: impl Fn(String) + 'static,
) -> Element {
    el("input")
        .live_attr("type", move || Some(if seen() { "text" } else { "password" }.into()))
        .attr("autocomplete", autocomplete)
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .on("input", move |event| on_input(event_target_value(&event)))
}

/// Asks for it twice.
fn form(device: Device, asked: RwSignal<bool>, said: RwSignal<Option<Bilingual>>) -> View {
    let typed = [(); 2].map(|()| RwSignal::new(String::new()));
    let (wrong, busy, seen) = (RwSignal::new(None::<Bilingual>), RwSignal::new(false), RwSignal::new(false));
    let [first, second] = typed;
    let set = move || {
        let passphrase = first.get_untracked();
        wrong.set(match passphrase.trim() {
            short if short.chars().count() < SHORTEST => Some(words::TOO_SHORT),
            _ if passphrase != second.get_untracked() => Some(words::DIFFER),
            _ => None,
        });
        if wrong.with_untracked(Option::is_some) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let set = device.set_passphrase(Some(&passphrase)).await;
            said.set(Some(if set.is_ok() { words::IS_SET } else { words::NOT_DONE }));
            asked.set(false);
        });
    };
    let is_wrong = |which: Bilingual| -> Wrong {
        Rc::new(move || wrong.get().filter(|wrong| *wrong == which).map(|wrong| Text::from(t(wrong))))
    };
    let control = |to: RwSignal<String>| secret("new-password", move || seen.get(), move |text| to.set(text));
    let around = |label, hint| Around { label: t(label), hint, below: View::Nothing };
    let look = live(move || {
        let words = if seen.get() { words::HIDE } else { words::LOOK };
        button(Kind::Bare, t(words), move || seen.update(|seen| *seen = !*seen))
    });
    let hint = Some(t(words::PASSPHRASE_HINT));
    el("form")
        .on("submit", move |event| {
            event.prevent_default();
            set();
        })
        .child(el("p").child(t(words::NO_WAY_BACK)))
        .child(field("new-passphrase", around(words::PASSPHRASE, hint), &is_wrong(words::TOO_SHORT), control(first)))
        .child(field("same-passphrase", around(words::AGAIN, None), &is_wrong(words::DIFFER), control(second)))
        .child(el("p").child(look))
        .child(el("p").attr("role", "status").child(live(move || busy.get().then(|| t(words::WAIT)))))
        .child(actions().child(submit(Kind::Main, t(words::SET))).child(button(
            Kind::Quiet,
            t(words::CANCEL),
            move || asked.set(false),
        )))
        .into()
}
