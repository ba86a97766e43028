//! What was said, as a file for another device: the facts of a profile as `mingbai match` reads them too. It passes no server.

use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::facts::{FactValue, Facts, ProfileId};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement};

use crate::communal::Communal;
use crate::components::button::{Kind, actions, button};
use crate::components::field::{Around, Wrong, field};
use crate::components::list::section;
use crate::components::toast::Toast;
use crate::device::Device;
use crate::download::hand_over;
use crate::view::{Text, View, classed, el, live};
use crate::words::{fill, language, me, t};
use crate::{clock, json};

/// In bytes: many times what a profile with every fact takes.
const LARGEST: f64 = 100_000.0;

/// Nothing on a device that many use: a file would stay behind.
pub fn moving(device: Device, of: ProfileId) -> View {
    let communal = expect_context::<Communal>();
    live(move || if communal.is_on() { View::Nothing } else { both_ways(device, of) })
}

fn both_ways(device: Device, of: ProfileId) -> View {
    let said = RwSignal::new(None::<String>);
    let save = move || said.set(Some(save(device)));
    section("g-move", t(me::MOVE), ())
        .child(classed("p", "note").child(t(me::MOVE_NOTE)))
        .child(actions().child(button(Kind::Quiet, t(me::SAVE_FACTS), save).attr("data-testid", "save-facts")))
        .child(el("p").attr("role", "status").child(live(move || said.get())))
        .child(read(device, of))
        .into()
}

/// Hands the facts over as a file, and says what became of it.
fn save(device: Device) -> String {
    let facts = device.facts.get_untracked();
    if facts.is_empty() {
        return t(me::NOTHING_SAID).into();
    }
    let name = t(me::FACTS_FILE);
    let done = json::write(&facts).ok().and_then(|text| hand_over(name, "application/json", &text));
    done.map_or_else(|| t(me::NOT_SAVED).into(), |()| fill(t(me::SAVED_FACTS), &[name]))
}

fn read(device: Device, of: ProfileId) -> View {
    let wrong = RwSignal::new(None::<String>);
    let toast = expect_context::<Toast>();
    let chosen = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(file) = input.as_ref().and_then(|input| input.files()).and_then(|files| files.item(0)) else { return };
        spawn_local(async move {
            match facts_of(&file).await {
                // Another may be shown by now: then nobody has seen what the file would take the place of.
                Ok(_) if device.shown() != of => {}
                Ok(facts) => {
                    let before = device.facts.get_untracked();
                    device.say_all(of, &facts);
                    let words = fill(t(me::READ_COUNT), &[&facts.iter().count().to_string()]);
                    toast.say(words, move || take_back(device, of, &facts, &before));
                    let _ = wrong.try_set(None);
                }
                Err(refused) => drop(wrong.try_set(Some(refused))),
            }
            // The same file can be chosen again.
            if let Some(input) = input {
                input.set_value("");
            }
        });
    };
    let control = el("input").attr("type", "file").attr("accept", ".json,application/json").on("change", chosen);
    let around = Around { label: t(me::READ_FACTS), hint: Some(t(me::READ_FACTS_HINT)), below: View::Nothing };
    let is_wrong: Wrong = Rc::new(move || wrong.get().map(Text::from));
    field("read-facts", around, &is_wrong, control)
}

/// Says again what the file took the place of. What was changed since stays.
fn take_back(device: Device, of: ProfileId, read: &Facts, before: &Facts) {
    if device.shown() != of {
        return;
    }
    let now = device.facts.get_untracked();
    for (key, _) in read.iter().filter(|(key, value)| now.get(*key) == Some(value)) {
        match before.get(key) {
            Some(value) => device.say(of, key, value.clone()),
            None => device.forget(of, key),
        }
    }
}

/// The facts of a file, or a sentence that says why there are none.
async fn facts_of(file: &File) -> Result<Facts, String> {
    let not_facts = || t(me::NOT_FACTS).to_owned();
    if file.size() > LARGEST {
        return Err(not_facts());
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).ok_or_else(not_facts)?;
    let said: BTreeMap<String, FactValue> = json::parse(&text).map_err(|_| not_facts())?;
    let unchanged = |why: &str| fill(t(me::UNCHANGED), &[why]);
    let facts = Facts::try_from(said).map_err(|refused| unchanged(refused.sentence().in_language(language())))?;
    facts.could_be_typed(clock::today()).map_err(|why| unchanged(why.in_language(language())))?;
    Ok(facts)
}
