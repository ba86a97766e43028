//! 我的: requests, what was said so far (each changeable and forgettable), sign-in, language and 长者版, where the data is.

pub mod closed;
mod devices;
mod facts;
pub mod household;
mod keeping;
mod moving;
mod passphrase;
mod profiles;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::words::Language;

use crate::appearance::{TextSize, elder};
use crate::communal::Communal;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::dialog::dialog;
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::components::shell::way;
use crate::components::toast::Toast;
use crate::device::{Device, SessionState};
use crate::session::From;
use crate::view::{View, classed, el, link, live, many};
use crate::words::{self, fill, language, me, t};

pub fn page() -> View {
    let device = expect_context::<Device>();
    live(move || {
        let requests = link("", "/requests", classed("span", "row-title").child(t(me::MY_REQUESTS)));
        let reminders = link("", "/reminders", classed("span", "row-title").child(t(words::reminders::TITLE)));
        let notices = link("", "/notices", classed("span", "row-title").child(t(words::notices::SETTINGS)));
        let ways = [requests, reminders, notices].map(|way| el("li").child(way).into());
        many([
            page_head((), t(me::TITLE)).into(),
            classed("ul", "rows").child(ways.into_iter().collect::<Vec<View>>()).into(),
            of_profile(device),
            profiles::profiles(device),
            passphrase::passphrase(device),
            account(device),
            display(),
            data(device),
        ])
    })
}

/// What the profile that is shown has said; drawn anew for another one, so that nothing typed in one is said in another.
fn of_profile(device: Device) -> View {
    let toast = expect_context::<Toast>();
    let open = Memo::new(move |_| device.open_profile());
    live(move || match open.get() {
        Some(of) => {
            // What it would undo is another's.
            toast.close();
            many([facts::facts(device, of), moving::moving(device, of)])
        }
        None => closed::closed(device),
    })
}

fn account(device: Device) -> View {
    let failed = RwSignal::new(None::<String>);
    let toast = expect_context::<Toast>();
    let sign_out = move || {
        toast.close();
        spawn_local(async move {
            match device.sign_out(From::Here).await {
                // There the sign-in ends at the service too, and it leads back here.
                Ok(Some(elsewhere)) => {
                    let _ = window().location().assign(&elsewhere);
                }
                Ok(None) => {}
                Err(problem) => failed.set(Some(problem.sentence(language()).to_owned())),
            }
        });
    };
    let state = move || {
        let (words, action) = device.session.with(|session| match session {
            SessionState::SignedIn(session) => (
                fill(t(me::SIGNED_IN_AS), &[&session.name, t(session.role.label())]),
                button(Kind::Quiet, t(me::SIGN_OUT), sign_out),
            ),
            _ => (t(me::SIGNED_OUT).to_owned(), button_link(Kind::Main, "/sign-in", t(me::SIGN_IN))),
        });
        let devices = if device.who().is_some() { devices::devices(device) } else { View::Nothing };
        many([el("p").child(words).into(), actions().child(action).into(), devices])
    };
    let why = move || failed.get().map(|why| fill(t(me::FAILED), &[&why]));
    section("g-account", t(me::ACCOUNT), ())
        .child(classed("p", "field-error").attr("role", "alert").child(live(why)))
        .child(live(state))
        .into()
}

fn display() -> View {
    let choice = |which: Language, name: &'static str| {
        button(Kind::Quiet, name, move || words::switch(which))
            .attr("lang", which.tag())
            .attr("aria-pressed", if language() == which { "true" } else { "false" })
    };
    let (words, size) = match elder() {
        None => (me::TO_ELDER, Some(TextSize::Large)),
        Some(_) => (me::TO_STANDARD, None),
    };
    let choices = actions().child(choice(Language::Zh, "中文")).child(choice(Language::En, "English"));
    let elder = actions().child(way("button quiet", "#elder-setting", words, size));
    section("g-language", t(me::DISPLAY), ())
        .child(choices)
        .child(classed("p", "note").child(t(me::ABOUT_ELDER)))
        .child(elder)
        .into()
}

fn data(device: Device) -> View {
    let asked = RwSignal::new(false);
    let outcome = RwSignal::new(None::<String>);
    let toast = expect_context::<Toast>();
    let wipe = move || {
        asked.set(false);
        // What it would undo must not come back.
        toast.close();
        spawn_local(async move {
            outcome.set(Some(match device.wipe().await {
                Ok(elsewhere) => {
                    if let Some(elsewhere) = elsewhere {
                        let _ = window().location().assign(&elsewhere);
                    }
                    t(me::WIPED).to_owned()
                }
                Err(error) => fill(t(me::FAILED), &[&error.to_string()]),
            }));
        });
    };
    let sure = move || {
        let buttons = actions().child(button(Kind::Danger, t(me::WIPE_YES), wipe));
        let keep = button(Kind::Quiet, t(me::WIPE_NO), move || asked.set(false));
        many([el("p").child(t(me::WIPE_SURE)).into(), buttons.child(keep).into()])
    };
    let sure = dialog("wipe", || t(me::WIPE_TITLE), asked, sure);
    let forget = live(move || {
        device.open_profile().map(|of| {
            button(Kind::Quiet, t(me::FORGET_ALL), move || {
                toast.close();
                device.forget_all(of);
            })
        })
    });
    let buttons = actions().child(forget).child(button(Kind::Danger, t(me::WIPE), move || asked.set(true)));
    let communal = expect_context::<Communal>();
    let many_use = move || {
        let (words, to) = if communal.is_on() { (me::FROM_COMMUNAL, false) } else { (me::TO_COMMUNAL, true) };
        actions().child(button(Kind::Quiet, t(words), move || communal.say(to)).attr("data-testid", "communal"))
    };
    let notes =
        [me::DATA_DEVICE, me::DATA_SERVER, me::DATA_RECORD].map(|note| classed("p", "note").child(t(note)).into());
    section("g-data", t(me::DATA), ())
        .child(many(notes))
        .child(keeping::keeping(device))
        .child(buttons)
        .child(live(many_use))
        .child(sure)
        .child(el("p").attr("role", "status").child(live(move || outcome.get())))
        .into()
}
