//! 我的: requests, what was said so far (each changeable and forgettable), sign-in, language, where the data is.

mod facts;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::words::Language;

use crate::components::focus;
use crate::components::group::section;
use crate::components::head::page_head;
use crate::device::{Device, SessionState};
use crate::view::{View, button, classed, el, link, live, many};
use crate::words::{self, fill, language, me, t};

pub fn page() -> View {
    let device = expect_context::<Device>();
    live(move || {
        let requests = link("", "/requests", classed("span", "row-title").child(t(me::MY_REQUESTS)));
        many([
            page_head((), t(me::TITLE)).into(),
            classed("ul", "rows").child(el("li").child(requests)).into(),
            facts::facts(device),
            account(device),
            languages(),
            data(device),
        ])
    })
}

fn account(device: Device) -> View {
    let failed = RwSignal::new(None::<String>);
    let sign_out = move || {
        spawn_local(async move {
            if let Err(problem) = device.sign_out().await {
                failed.set(Some(problem.sentence(language()).to_owned()));
            }
        });
    };
    let state = move || {
        let (words, action) = device.session.with(|session| match session {
            SessionState::SignedIn(session) => (
                fill(t(me::SIGNED_IN_AS), &[&session.name, t(session.role.label())]),
                button("button quiet", t(me::SIGN_OUT), sign_out),
            ),
            _ => (t(me::SIGNED_OUT).to_owned(), link("button", "/sign-in", t(me::SIGN_IN))),
        });
        many([el("p").child(words).into(), classed("p", "actions").child(action).into()])
    };
    let why = move || failed.get().map(|why| fill(t(me::FAILED), &[&why]));
    section("g-account", t(me::ACCOUNT), ())
        .child(classed("p", "field-error").attr("role", "alert").child(live(why)))
        .child(live(state))
        .into()
}

fn languages() -> View {
    let choice = |which: Language, name: &'static str| {
        button("button quiet", name, move || words::switch(which))
            .attr("lang", words::name(which))
            .attr("aria-pressed", if language() == which { "true" } else { "false" })
    };
    let choices = classed("p", "actions").child(choice(Language::Zh, "中文")).child(choice(Language::En, "English"));
    section("g-language", t(me::LANGUAGE), ()).child(choices).into()
}

fn data(device: Device) -> View {
    let asked = RwSignal::new(false);
    let outcome = RwSignal::new(None::<String>);
    let wipe = move || {
        asked.set(false);
        spawn_local(async move {
            outcome.set(Some(match device.wipe().await {
                Ok(()) => t(me::WIPED).to_owned(),
                Err(error) => fill(t(me::FAILED), &[&error.to_string()]),
            }));
        });
    };
    let ask = move || {
        asked.set(true);
        focus::soon("#wipe-sure", true);
    };
    let sure = move || {
        let actions = classed("p", "actions").child(button("button", t(me::WIPE_YES), wipe)).child(button(
            "button quiet",
            t(me::WIPE_NO),
            move || asked.set(false),
        ));
        let sure = classed("div", "error-summary").attr("id", "wipe-sure").attr("tabindex", "-1");
        asked.get().then(|| sure.child(el("p").child(t(me::WIPE_SURE))).child(actions))
    };
    let actions = classed("p", "actions")
        .child(button("button quiet", t(me::FORGET_ALL), move || device.forget_all()))
        .child(button("button danger", t(me::WIPE), ask));
    let notes =
        [me::DATA_DEVICE, me::DATA_SERVER, me::DATA_RECORD].map(|note| classed("p", "note").child(t(note)).into());
    section("g-data", t(me::DATA), ())
        .child(many(notes))
        .child(actions)
        .child(live(sure))
        .child(el("p").attr("role", "status").child(live(move || outcome.get())))
        .into()
}
