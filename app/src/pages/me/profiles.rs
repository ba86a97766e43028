//! Whose pages this device has: one's own, one's mother's, one's firm's. To be shown, renamed, removed, and added.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::facts::{ProfileError, ProfileId};

use super::household::called;
use crate::communal::Communal;
use crate::components::button::{Kind, actions, button, submit};
use crate::components::dialog::dialog;
use crate::components::field::{Around, Typed, Wrong, field, text_control};
use crate::components::list::section;
use crate::components::toast::Toast;
use crate::device::Device;
use crate::random;
use crate::view::{Text, View, classed, el, live, many};
use crate::words::{fill, language, profiles as words, t};

/// What is asked about a profile.
#[derive(Clone, Copy)]
struct Asked {
    /// Which one; none for one that is to be added.
    of: RwSignal<Option<ProfileId>>,
    name: RwSignal<bool>,
    removal: RwSignal<bool>,
}

/// The section; none while the facts are closed, and none on a device that many use.
pub fn profiles(device: Device) -> View {
    let communal = expect_context::<Communal>();
    let asked = Asked { of: RwSignal::new(None), name: RwSignal::new(false), removal: RwSignal::new(false) };
    let open = Memo::new(move |_| device.open_profile().is_some() && !communal.is_on());
    let list = move || {
        let names = device.profiles.get();
        let rows = names.all.iter().map(|(id, name)| row(device, asked, *id, name, names.all.len()));
        classed("ul", "rows").child(rows.collect::<Vec<View>>())
    };
    let add = move || {
        asked.of.set(None);
        asked.name.set(true);
    };
    live(move || {
        open.get().then(|| {
            section("g-profiles", t(words::TITLE), ())
                .child(classed("p", "note").child(t(words::NOTE)))
                .child(live(list))
                .child(actions().child(button(Kind::Quiet, t(words::ADD), add).attr("data-testid", "add-profile")))
                .child(naming(device, asked))
                .child(removing(device, asked))
        })
    })
}

fn row(device: Device, asked: Asked, id: ProfileId, name: &str, count: usize) -> View {
    let name = called(name);
    let toast = expect_context::<Toast>();
    let is_shown = device.shown() == id;
    let ask = move |what: RwSignal<bool>| {
        asked.of.set(Some(id));
        what.set(true);
    };
    let show = move || {
        // What it would undo is another's.
        toast.close();
        device.switch(id);
    };
    let press = |words, whole, press: Box<dyn Fn()>| {
        button(Kind::Quiet, t(words), press).attr("aria-label", fill(t(whole), &[&name]))
    };
    let act = actions()
        .child((!is_shown).then(|| press(words::SHOW, words::SHOW_THIS, Box::new(show))))
        .child(press(words::RENAME, words::RENAME_THIS, Box::new(move || ask(asked.name))))
        .child((count > 1).then(|| press(words::REMOVE, words::REMOVE_THIS, Box::new(move || ask(asked.removal)))));
    let title = classed("span", "row-title").child(name.clone());
    let note = is_shown.then(|| classed("span", "row-note").child(t(words::IS_SHOWN)));
    let row = el("li").attr("data-testid", "profile").child(title).child(note).child(act);
    if is_shown { row.attr("aria-current", "true").into() } else { row.into() }
}

/// Asks for the name of one that is there, or is to be.
fn naming(device: Device, asked: Asked) -> View {
    let inside = move || {
        let of = asked.of.get_untracked();
        let before = device.profiles.with_untracked(|names| {
            names.all.iter().find(|(id, _)| Some(*id) == of).map(|(_, name)| name.clone()).unwrap_or_default()
        });
        let (typed, wrong) = (RwSignal::new(before.clone()), RwSignal::new(None::<ProfileError>));
        let save = move || {
            let name = typed.get_untracked();
            spawn_local(async move {
                let Some(id) = of.or_else(new_id) else { return };
                let add = of.is_none();
                let saved = device
                    .change_profiles(&|profiles| if add { profiles.add(id, &name) } else { profiles.rename(id, &name) })
                    .await;
                wrong.set(saved.err());
                if saved.is_ok() {
                    asked.name.set(false);
                }
            });
        };
        let sentence = move || wrong.get().map(|why| why.sentence().in_language(language()).to_owned());
        let is_wrong: Wrong = Rc::new(move || sentence().map(Text::from));
        let around = Around { label: t(words::NAME), hint: Some(t(words::NAME_HINT)), below: View::Nothing };
        let control = text_control(Typed::Line, "off", move || before.clone(), move |text| typed.set(text));
        el("form")
            .on("submit", move |event| {
                event.prevent_default();
                save();
            })
            .child(field("profile-name", around, &is_wrong, control))
            .child(actions().child(submit(Kind::Main, t(words::SAVE))).child(button(
                Kind::Quiet,
                t(words::CANCEL),
                move || asked.name.set(false),
            )))
    };
    let title = move || t(if asked.of.get().is_some() { words::RENAME_TITLE } else { words::ADD_TITLE });
    dialog("profile-naming", title, asked.name, inside).into()
}

/// A number for one more.
fn new_id() -> Option<ProfileId> {
    random::bytes().map(|drawn| ProfileId(u32::from_be_bytes(drawn)))
}

fn removing(device: Device, asked: Asked) -> View {
    let toast = expect_context::<Toast>();
    let inside = move || {
        let of = asked.of.get_untracked();
        let name = device.profiles.with_untracked(|names| {
            names.all.iter().find(|(id, _)| Some(*id) == of).map(|(_, name)| called(name)).unwrap_or_default()
        });
        let remove = move || {
            asked.removal.set(false);
            toast.close();
            spawn_local(async move {
                if let Some(id) = of {
                    // One that another tab removed is gone all the same.
                    let _ = device.change_profiles(&|profiles| profiles.remove(id)).await;
                }
            });
        };
        let keep = button(Kind::Quiet, t(words::CANCEL), move || asked.removal.set(false));
        many([
            el("p").child(fill(t(words::REMOVE_SURE), &[&name])).into(),
            actions().child(button(Kind::Danger, t(words::REMOVE_YES), remove)).child(keep).into(),
        ])
    };
    dialog("profile-removal", || t(words::REMOVE_TITLE), asked.removal, inside).into()
}
