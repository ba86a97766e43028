//! What stands where the facts would while they cannot be read: the field for the passphrase, or that their key is gone; and the way to begin anew.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::words::Bilingual;

use super::passphrase::secret;
use crate::components::button::{Kind, actions, button, submit};
use crate::components::dialog::dialog;
use crate::components::field::{Around, Wrong, field};
use crate::components::list::section;
use crate::device::Device;
use crate::device::profiles::FactsState;
use crate::focus;
use crate::view::{Text, View, classed, el, live, many};
use crate::words::{profiles as words, t};

/// Nothing before they were read, and once they are open.
pub fn closed(device: Device) -> View {
    let state = Memo::new(move |_| device.facts_state());
    live(move || match state.get() {
        FactsState::Locked => locked(device),
        FactsState::Lost => section("g-lost", t(words::LOST_TITLE), ())
            .child(el("p").child(t(words::LOST)))
            .child(begin_anew(device, Kind::Quiet, words::ANEW))
            .into(),
        FactsState::Unread | FactsState::Sealed | FactsState::Unlocked | FactsState::Plain => View::Nothing,
    })
}

fn locked(device: Device) -> View {
    let (typed, wrong, busy) = (RwSignal::new(String::new()), RwSignal::new(None::<Bilingual>), RwSignal::new(false));
    let open = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let why = match device.unlock(&typed.get_untracked()).await {
                Ok(true) => None,
                Ok(false) => Some(words::WRONG),
                Err(_) => Some(words::NOT_DONE),
            };
            if why.is_none() {
                focus::soon("h1", false);
            }
            // The page may have been left meanwhile.
            let _ = (busy.try_set(false), wrong.try_set(why));
        });
    };
    let is_wrong: Wrong = Rc::new(move || wrong.get().map(|why| Text::from(t(why))));
    let around = Around { label: t(words::PASSPHRASE), hint: None, below: View::Nothing };
    let control = secret("current-password", || false, move |text| typed.set(text));
    let form = el("form")
        .on("submit", move |event| {
            event.prevent_default();
            open();
        })
        .child(field("passphrase", around, &is_wrong, control))
        .child(el("p").attr("role", "status").child(live(move || busy.get().then(|| t(words::WAIT)))))
        .child(actions().child(submit(Kind::Main, t(words::OPEN))));
    section("g-locked", t(words::LOCKED_TITLE), ())
        .child(classed("p", "note").child(t(words::LOCKED)))
        .child(form)
        .child(begin_anew(device, Kind::Bare, words::FORGOTTEN))
        .into()
}

fn begin_anew(device: Device, kind: Kind, name: Bilingual) -> View {
    let (asked, failed) = (RwSignal::new(false), RwSignal::new(false));
    let begin = move || {
        asked.set(false);
        spawn_local(async move {
            if device.begin_anew().await.is_err() {
                let _ = failed.try_set(true);
            }
            focus::soon("h1", false);
        });
    };
    let sure = move || {
        let buttons = actions().child(button(Kind::Danger, t(words::ANEW_YES), begin));
        let keep = button(Kind::Quiet, t(words::CANCEL), move || asked.set(false));
        many([el("p").child(t(words::ANEW_SURE)).into(), buttons.child(keep).into()])
    };
    many([
        actions().child(button(kind, t(name), move || asked.set(true)).attr("data-testid", "begin-anew")).into(),
        el("p").attr("role", "alert").child(live(move || failed.get().then(|| t(words::NOT_DONE)))).into(),
        dialog("anew", || t(words::ANEW_TITLE), asked, sure).into(),
    ])
}
