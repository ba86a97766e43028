//! What whoever looks may do with a publication: clear, sign, return with reasons, propose and approve its withdrawal.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::pack::gate::{
    AttributeKind, LONGEST_PUBLIC, LONGEST_REMARK, MOST_REMARKS, Stage, Standing, StepName,
};
use mingbai_shared::words::Bilingual;
use serde::Serialize;

use super::{Confirmed, attribute};
use crate::components::button::{Kind, actions, button};
use crate::components::field::{Around, Typed, field, nothing_wrong, text_control};
use crate::components::list::section;
use crate::network::{self, Problem};
use crate::view::{View, classed, el, live, many};
use crate::words::{fill, publications as words, t};
use crate::{focus, json};

const PLACES: [(&str, Bilingual); 9] = [
    ("", words::PLACE_WHOLE),
    ("document", words::PLACE_DOCUMENT),
    ("points", words::PLACE_POINTS),
    ("terms", words::PLACE_TERMS),
    ("questions", words::PLACE_QUESTIONS),
    ("offer", words::PLACE_OFFER),
    ("contact", words::PLACE_CONTACT),
    ("plan", words::PLACE_PLAN),
    ("attribute", words::PLACE_ATTRIBUTE),
];

#[derive(Clone, Default, Serialize)]
struct Written {
    #[serde(rename = "where")]
    place: String,
    words: String,
}

#[derive(Serialize)]
struct Remarks {
    remarks: Vec<Written>,
}

#[derive(Serialize)]
struct Reason<'a> {
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct Why<'a> {
    reason: Reason<'a>,
}

/// What became of a step; none while nothing was done.
pub type Said = RwSignal<Option<Result<(), Problem>>, LocalStorage>;

/// A step at the server.
#[derive(Clone)]
struct Steps {
    id: String,
    said: Said,
    under_way: RwSignal<bool>,
    again: Rc<dyn Fn()>,
}

impl Steps {
    /// Takes one. What was typed stays unless it was taken.
    fn take(&self, step: &'static str, body: Result<String, json::JsonError>) {
        if self.under_way.get_untracked() {
            return;
        }
        self.under_way.set(true);
        let (address, steps) = (["/api/publications/", &self.id, "/", step].concat(), self.clone());
        spawn_local(async move {
            let answer = match body {
                Ok(body) => network::post(&address, body).await.map(|_| ()),
                Err(_) => Err(Problem::unexpected()),
            };
            // What somebody else did meanwhile is to be seen.
            let moved = answer.as_ref().map_or_else(|problem| problem.status == 409, |()| true);
            // The page may have been left meanwhile.
            let _ = steps.said.try_set(Some(answer));
            let _ = steps.under_way.try_set(false);
            if moved {
                (steps.again)();
                focus::soon("h1", true);
            }
        });
    }
}

/// The forms for what `standing` lets whoever looks do.
pub fn decide(standing: &Standing, said: Said, again: impl Fn() + 'static) -> View {
    let steps = Steps { id: standing.id.to_string(), said, under_way: RwSignal::new(false), again: Rc::new(again) };
    let may = |step: StepName| standing.may.contains(&step);
    let mut forms: Vec<View> = Vec::new();
    if may(StepName::Review) {
        forms.push(confirm(&steps, standing, "review", words::REVIEW, None));
    }
    if may(StepName::Sign) {
        let is_active = standing.attribute.as_ref().map(|it| it.kind()) == Some(AttributeKind::Active);
        let (name, note) = if is_active { (words::SIGN, Some(words::SIGN_NOTE)) } else { (words::SIGN_KEPT, None) };
        forms.push(confirm(&steps, standing, "sign", name, note));
    }
    if may(StepName::ApproveWithdrawal) {
        let approve = steps.clone();
        forms.push(many([
            classed("p", "note").child(t(words::APPROVE_NOTE)).into(),
            actions()
                .child(button(Kind::Danger, t(words::APPROVE), move || {
                    approve.take("approve-withdrawal", Ok("{}".into()))
                }))
                .into(),
        ]));
    }
    if may(StepName::Return) {
        let name = if standing.stage == Stage::Withdrawing { words::DECLINE } else { words::RETURN };
        forms.push(give_back(&steps, name));
    }
    if may(StepName::Withdraw) {
        forms.push(withdraw(&steps));
    }
    if may(StepName::HandUp) && standing.replaced_by.is_none() {
        forms.push(classed("p", "note").child(t(words::AGAIN)).into());
    }
    (!forms.is_empty()).then(|| section("g-decide", t(words::DECIDE), ()).child(forms)).into()
}

/// Clears or signs it, once whoever does said what they looked at.
fn confirm(steps: &Steps, standing: &Standing, step: &'static str, name: Bilingual, note: Option<Bilingual>) -> View {
    let (seen, missing) = (RwSignal::new(false), RwSignal::new(false));
    let kind = standing.attribute.as_ref().map(|attribute| attribute.kind());
    let label = fill(t(words::CONFIRM), &[t(attribute(standing.attribute.as_ref()))]);
    let check = el("input")
        .attr("type", "checkbox")
        .attr("data-testid", "confirm")
        .switch("checked", move || seen.get())
        .on("change", move |event| seen.set(event_target_checked(&event)));
    let steps = steps.clone();
    let press = move || match kind.filter(|_| seen.get_untracked()) {
        Some(attribute) => steps.take(step, json::write(&Confirmed { attribute })),
        None => missing.set(true),
    };
    let wrong = move || (missing.get() && !seen.get()).then(|| t(words::CONFIRM_FIRST));
    many([
        classed("label", "option").child(check).child(el("span").child(label)).into(),
        note.map(|note| classed("p", "note").child(t(note))).into(),
        classed("p", "field-error").attr("role", "alert").child(live(wrong)).into(),
        actions().child(button(Kind::Main, t(name), press).attr("data-testid", step)).into(),
    ])
}

/// 退文: one reason or several, each with its place.
fn give_back(steps: &Steps, name: Bilingual) -> View {
    let written = RwSignal::new(vec![Written::default()]);
    let (count, missing) = (Memo::new(move |_| written.with(Vec::len)), RwSignal::new(false));
    let one = move |at: usize| -> View {
        let change = move |change: &dyn Fn(&mut Written)| {
            written.update(|all| {
                if let Some(one) = all.get_mut(at) {
                    change(one);
                }
            });
        };
        let place = move || written.with(|all| all.get(at).map(|one| one.place.clone()).unwrap_or_default());
        let option =
            |(value, words): (&'static str, Bilingual)| el("option").attr("value", value).child(t(words)).into();
        let select = el("select")
            .attr("aria-label", t(words::WHERE))
            .child(PLACES.map(option).into_iter().collect::<Vec<View>>())
            .property("value", move || place().into())
            .on("change", move |event| {
                let place = event_target_value(&event);
                change(&|one| one.place.clone_from(&place));
            });
        let said = move || written.with_untracked(|all| all.get(at).map(|one| one.words.clone()).unwrap_or_default());
        let control = text_control(Typed::Lines, "off", said, move |text| change(&|one| one.words.clone_from(&text)))
            .attr("maxlength", LONGEST_REMARK.to_string())
            .attr("aria-label", t(words::WHY));
        classed("div", "field").child(select).child(control).into()
    };
    let steps = steps.clone();
    let press = move || {
        let remarks: Vec<Written> =
            written.get_untracked().into_iter().filter(|one| !one.words.trim().is_empty()).collect();
        missing.set(remarks.is_empty());
        if !remarks.is_empty() {
            steps.take("return", json::write(&Remarks { remarks }));
        }
    };
    let more = move || {
        (count.get() < MOST_REMARKS).then(|| {
            button(Kind::Bare, t(words::ADD_REMARK), move || written.update(|all| all.push(Written::default())))
        })
    };
    let wrong = move || missing.get().then(|| t(words::WHY_FIRST));
    el("details")
        .child(el("summary").child(t(name)))
        .child(classed("p", "note").child(t(words::WHY_HINT)))
        .child(live(move || (0..count.get()).map(one).collect::<Vec<View>>()))
        .child(classed("p", "field-error").attr("role", "alert").child(live(wrong)))
        .child(live(more))
        .child(actions().child(button(Kind::Quiet, t(name), press).attr("data-testid", "return")))
        .into()
}

fn withdraw(steps: &Steps) -> View {
    let (zh, en, missing) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let one = |id: &'static str, label: Bilingual, text: RwSignal<String>| {
        let control = text_control(Typed::Lines, "off", move || text.get_untracked(), move |typed| text.set(typed))
            .attr("maxlength", LONGEST_PUBLIC.to_string());
        let around = Around { label: t(label), hint: None, below: View::Nothing };
        field(id, around, &nothing_wrong(), control)
    };
    let steps = steps.clone();
    let press = move || {
        let (zh, en) = (zh.get_untracked(), en.get_untracked());
        missing.set(zh.trim().is_empty() || en.trim().is_empty());
        if !missing.get_untracked() {
            steps.take("withdraw", json::write(&Why { reason: Reason { zh: &zh, en: &en } }));
        }
    };
    let wrong = move || missing.get().then(|| t(words::REASON_FIRST));
    el("details")
        .child(el("summary").child(t(words::PROPOSE)))
        .child(one("withdraw-zh", words::REASON_ZH, zh))
        .child(one("withdraw-en", words::REASON_EN, en))
        .child(classed("p", "field-error").attr("role", "alert").child(live(wrong)))
        .child(actions().child(button(Kind::Danger, t(words::PROPOSE), press).attr("data-testid", "withdraw")))
        .into()
}
