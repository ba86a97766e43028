//! What was said so far: every fact with its field, each to be changed and forgotten in its place.

use leptos::prelude::*;
use mingbai_shared::audience::wording::said;
use mingbai_shared::facts::{FactKey, ProfileId, Subject};

use crate::components::button::{Kind, button};
use crate::components::list::section;
use crate::components::question::fact_field::{Counts, fact_field, name_id};
use crate::components::toast::Toast;
use crate::device::Device;
use crate::view::{View, classed, el, live, many};
use crate::words::{fill, language, me, t};

/// Both subjects: the person's in the open, the firm's folded.
pub fn facts(device: Device, of: ProfileId) -> View {
    let list = |subject| -> View {
        let facts = FactKey::said_by(subject).map(|key| fact(device, of, key));
        classed("ul", "facts").child(facts.collect::<Vec<View>>()).into()
    };
    let count = move |subject| {
        live(move || {
            let said = device.facts.with(|facts| facts.said_of(subject));
            fill(t(me::SAID_COUNT), &[&said.to_string()])
        })
    };
    let firm = el("h2").child(t(me::ABOUT_FIRM)).child(" ").child(classed("span", "count").child(count(Subject::Firm)));
    many([
        section("g-me", t(me::ABOUT_ME), count(Subject::Resident))
            .child(classed("p", "note").child(t(me::FACTS_NOTE)))
            .child(list(Subject::Resident))
            .into(),
        classed("details", "group").child(el("summary").child(firm)).child(list(Subject::Firm)).into(),
    ])
}

fn fact(device: Device, of: ProfileId, key: FactKey) -> View {
    let is_said = Memo::new(move |_| device.facts.with(|facts| facts.get(key).is_some()));
    let value = move || match device.facts.with(|facts| facts.get(key).map(|value| said(key, value, language()))) {
        Some(value) => classed("span", "fact-value").child(value),
        None => classed("span", "hint").child(t(me::NOT_SAID)),
    };
    let toast = expect_context::<Toast>();
    let forget = move || {
        let name = || fill(t(me::FORGET_THIS), &[t(key.label())]);
        is_said.get().then(|| {
            button(Kind::Bare, t(me::FORGET), move || forget_with_undo(device, toast, of, key))
                .attr("aria-label", name())
        })
    };
    let line = classed("div", "fact-line")
        .child(classed("span", "fact-name").attr("aria-hidden", "true").child(t(key.label())))
        .child(live(value))
        .child(live(forget));
    let fieldset = el("fieldset")
        .attr("data-fact", key.name())
        .attr("tabindex", "-1")
        .live_attr("data-said", move || Some(if is_said.get() { "true" } else { "false" }.into()))
        .child(classed("legend", "visually-hidden").attr("id", name_id(key)).child(t(key.question())))
        .child(line)
        .child(fact_field(of, key, Counts::WhenLeft, || ()));
    el("li").child(fieldset).into()
}

/// Forgets at once, and says so with a way back.
fn forget_with_undo(device: Device, toast: Toast, of: ProfileId, key: FactKey) {
    let before = device.facts.with_untracked(|facts| facts.get(key).cloned());
    device.forget(of, key);
    if let Some(value) = before {
        toast.say(fill(t(me::FORGOTTEN), &[t(key.label())]), move || device.say(of, key, value.clone()));
    }
}
