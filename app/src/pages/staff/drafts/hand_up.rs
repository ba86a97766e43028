//! 报送: handing the pack up with its attribute, its plan, and why the document changed.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::digest::Digest;
use mingbai_shared::pack::Level;
use mingbai_shared::pack::draft::{HandUpDraft, word};
use mingbai_shared::pack::gate::{
    AttributeKind, Form, Ground, LONGEST_BY, LONGEST_PUBLIC, LONGEST_REASON, Remark, Stage, Standing,
};
use mingbai_shared::words::Bilingual;
use serde::Deserialize;

use super::desk::Desk;
use crate::components::button::{Kind, actions, button};
use crate::components::choice;
use crate::components::field::{Around, Typed, field, nothing_wrong, text_control};
use crate::network::{self, Problem};
use crate::pages::staff::publications;
use crate::view::{View, classed, el, follow, link, live, many};
use crate::words::{drafting as words, fill, language, t};
use crate::{focus, json};

/// So long after the last letter of its address it is asked what became of the document.
const STILL_MS: u32 = 800;

#[derive(Deserialize)]
struct Listed {
    publications: Vec<Standing>,
}

/// What became of handing it up.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    NotYet,
    UnderWay,
    HandedUp(Digest),
    Failed(Problem),
}

#[derive(Clone, Copy)]
struct Way {
    desk: Desk,
    outcome: RwSignal<Outcome, LocalStorage>,
    /// The last that was handed up of this document.
    last: RwSignal<Option<Standing>, LocalStorage>,
}

pub fn group(desk: Desk) -> View {
    let way = Way { desk, outcome: RwSignal::new_local(Outcome::NotYet), last: RwSignal::new_local(None) };
    let id = Memo::new(move |_| desk.writing.draft.with(|draft| draft.id.trim().to_owned()));
    let soon = StoredValue::new_local(None::<Rc<Timeout>>);
    follow(move || {
        let _ = id.get();
        // Of another document.
        way.last.set(None);
        if desk.device.online.get() {
            soon.set_value(Some(Rc::new(Timeout::new(STILL_MS, move || way.look()))));
        }
    });
    follow(move || {
        desk.writing.draft.track();
        // What is typed now was not handed up.
        if way.outcome.with_untracked(|outcome| matches!(outcome, Outcome::HandedUp(_) | Outcome::Failed(_))) {
            way.outcome.set(Outcome::NotYet);
        }
    });
    classed("details", "group")
        .attr("data-part", "hand-up")
        .child(el("summary").child(live(|| t(words::HAND_UP))))
        .child(classed("p", "note").child(live(|| t(words::HAND_UP_HINT))))
        .child(live(move || stands(way)))
        // Drawn again in another language: nothing in it is lost, since it is kept at each key.
        .child(live(move || {
            let _ = language();
            fields(way)
        }))
        .child(live(move || press(way)))
        .child(el("div").attr("role", "status").attr("data-testid", "hand-up-said").child(live(move || said(way))))
        .into()
}

impl Way {
    /// Looks what became of what was handed up before.
    fn look(self) {
        let desk = self.desk;
        let Some(id) = desk.writing.read(|draft| draft.id.trim().to_owned()) else { return };
        spawn_local(async move {
            let Ok(answer) = network::get_fresh("/api/publications").await else { return };
            let listed = answer.text().ok().and_then(|text| json::parse::<Listed>(&text).ok());
            let of_this = |one: &Standing| one.document.as_str() == id;
            let last = listed.and_then(|listed| listed.publications.into_iter().find(of_this));
            // Its address may have been typed on meanwhile.
            if desk.writing.read(|draft| draft.id.trim() == id) == Some(true) {
                let _ = self.last.try_set(last);
            }
        });
    }

    /// Whether the document is in the record already.
    fn is_published(self) -> bool {
        let id = self.desk.writing.draft.with(|draft| draft.id.trim().to_owned());
        self.desk.device.find(&id).is_some()
    }

    /// The one that was returned and that this one is in the place of.
    fn replaces(self) -> Option<Digest> {
        let is_returned = |one: &Standing| one.stage == Stage::Returned && one.replaced_by.is_none();
        self.last.with(|last| last.as_ref().filter(|one| is_returned(one)).map(|one| one.id))
    }

    /// Why it cannot be handed up yet.
    fn lacks(self) -> Option<String> {
        let errors = self.desk.checked.with(|checked| {
            let errors = checked.findings.iter().filter(|one| one.level == Level::Error).count();
            if checked.pack.is_none() { errors.max(1) } else { errors }
        });
        if errors > 0 {
            return Some(fill(t(words::NOT_READY), &[&errors.to_string()]));
        }
        if self.last.with(|last| last.as_ref().is_some_and(|one| one.stage.is_under_way())) {
            return Some(t(words::UNDER_WAY).into());
        }
        if self.desk.writing.conflicts.with(|all| !all.is_empty()) {
            return Some(t(words::NOT_DECIDED).into());
        }
        let named = self.desk.writing.hand_up.with(|typed| typed.attribute().is_some());
        (!named).then(|| t(words::NAME_ATTRIBUTE).into())
    }

    fn hand_up(self) {
        let writing = self.desk.writing;
        // What was typed a moment ago is checked too.
        self.desk.check();
        if untrack(|| self.lacks()).is_some() || self.outcome.with_untracked(|outcome| *outcome == Outcome::UnderWay) {
            return;
        }
        let (Some(agency), typed) = (self.desk.agency(), writing.hand_up.get_untracked()) else { return };
        // Of what is typed now, and not of what was last checked.
        let pack = writing.read(|draft| draft.pack(agency, self.desk.is_sample()));
        let Some(Ok(pack)) = pack else { return };
        let replaces = untrack(|| self.replaces());
        self.outcome.set(Outcome::UnderWay);
        spawn_local(async move {
            let sent = async {
                let text = json::write(&pack).map_err(|_| Problem::unexpected())?;
                let body = json::write(&typed.hand_up(text, &pack.contact.office, replaces))
                    .map_err(|_| Problem::unexpected())?;
                let answer = network::post("/api/publications", body).await?;
                json::parse::<Standing>(&answer.text()?).map_err(|_| Problem::unexpected())
            };
            let outcome = match sent.await {
                Ok(standing) => Outcome::HandedUp(standing.id),
                Err(problem) => Outcome::Failed(problem),
            };
            let _ = self.outcome.try_set(outcome);
            // What was returned at once is there too, with all its reasons.
            self.look();
            focus::soon("[data-testid=hand-up-said]", false);
        });
    }
}

fn fields(way: Way) -> View {
    let writing = way.desk.writing;
    let kind = Memo::new(move |_| writing.hand_up.with(|typed| typed.attribute.clone()));
    let kinds = AttributeKind::ALL.map(|one| {
        let (name, of) = (word(&one), word(&one));
        let chosen = move || kind.with(|kind| *kind == name);
        choice::option("attribute", t(one.label()), chosen, move || {
            writing.say_beside(|typed| typed.attribute.clone_from(&of));
        })
    });
    let (active, withheld) = (word(&AttributeKind::Active), word(&AttributeKind::Withheld));
    let why_not = move || {
        let kind = kind.get();
        (!kind.is_empty() && kind != active).then(|| {
            many([
                (kind == withheld).then(|| ground(way)).into(),
                typed(
                    way,
                    Text {
                        id: "not-open",
                        label: words::REASON,
                        how: Typed::Lines,
                        most: LONGEST_REASON,
                        of: |typed| &mut typed.reason,
                    },
                ),
            ])
        })
    };
    let published = Memo::new(move |_| way.is_published());
    let why = move || {
        published.get().then(|| {
            many([
                typed(
                    way,
                    Text {
                        id: "why-zh",
                        label: words::WHY_ZH,
                        how: Typed::Lines,
                        most: LONGEST_PUBLIC,
                        of: |typed| &mut typed.why.zh,
                    },
                ),
                typed(
                    way,
                    Text {
                        id: "why-en",
                        label: words::WHY_EN,
                        how: Typed::Lines,
                        most: LONGEST_PUBLIC,
                        of: |typed| &mut typed.why.en,
                    },
                ),
            ])
        })
    };
    let form = |form: Form| -> View {
        let input = el("input")
            .attr("type", "checkbox")
            .switch("checked", move || writing.hand_up.with(|typed| typed.has_form(form)))
            .on("change", move |_| writing.say_beside(|typed| typed.toggle_form(form)));
        classed("label", "option").child(input).child(el("span").child(t(form.label()))).into()
    };
    let forms = Form::ALL.into_iter().filter(|one| *one != Form::Text).map(form).collect::<Vec<View>>();
    let on = el("input")
        .attr("type", "date")
        .property("value", move || writing.hand_up.with_untracked(|typed| typed.on.clone()).into())
        .on("change", move |event| writing.say_beside(|typed| typed.on = event_target_value(&event)));
    let around = Around { label: t(words::ON), hint: None, below: View::Nothing };
    many([
        choice::choices(t(words::ATTRIBUTE), kinds.into()),
        live(why_not),
        choice::choices(t(words::FORMS), forms),
        typed(
            way,
            Text { id: "plan-by", label: words::BY, how: Typed::Line, most: LONGEST_BY, of: |typed| &mut typed.by },
        ),
        field("plan-on", around, &nothing_wrong(), on),
        live(why),
    ])
}

/// A text with its label, and the most characters that the gate takes.
struct Text {
    id: &'static str,
    label: Bilingual,
    how: Typed,
    most: usize,
    of: fn(&mut HandUpDraft) -> &mut String,
}

fn typed(way: Way, Text { id, label, how, most, of }: Text) -> View {
    let writing = way.desk.writing;
    let value = move || of(&mut writing.hand_up.get_untracked()).clone();
    let control = text_control(how, "off", value, move |text| writing.say_beside(|typed| *of(typed) = text));
    let control = control.attr("maxlength", most.to_string());
    let around = Around { label: t(label), hint: None, below: View::Nothing };
    field(id, around, &nothing_wrong(), control)
}

fn ground(way: Way) -> View {
    let writing = way.desk.writing;
    let chosen = writing.hand_up.with_untracked(|typed| typed.ground.clone());
    let option = |ground: Ground| {
        let name = word(&ground);
        let is_chosen = name == chosen;
        let said = fill(t(words::GROUND_OF), &[t(ground.label()), &ground.article().to_string()]);
        el("option").attr("value", name).switch("selected", move || is_chosen).child(said).into()
    };
    let none = el("option").attr("value", "").child(t(words::CHOOSE)).into();
    let options: Vec<View> = [none].into_iter().chain(Ground::ALL.map(option)).collect();
    let select = el("select")
        .child(options)
        .on("change", move |event| writing.say_beside(|typed| typed.ground = event_target_value(&event)));
    let around = Around { label: t(words::GROUND), hint: None, below: View::Nothing };
    field("ground", around, &nothing_wrong(), select)
}

/// How the last one stands, and why it was returned.
fn stands(way: Way) -> View {
    way.last.with(|last| {
        let Some(last) = last else { return View::Nothing };
        let address = [publications::HERE, "/", &last.id.to_string()].concat();
        let said = fill(t(words::STANDS), &[t(last.stage.label())]);
        let remark = |remark: &Remark| el("li").child(remark.words.in_language(language()).to_owned()).into();
        let returned = (last.stage == Stage::Returned && last.replaced_by.is_none()).then(|| {
            many([
                classed("p", "field-error").child(t(words::RETURNED)).into(),
                classed("ul", "remarks").child(last.remarks.iter().map(remark).collect::<Vec<View>>()).into(),
            ])
        });
        many([
            classed("p", "note").child(said).child(" ").child(link("", address, t(words::SEE_IT))).into(),
            returned.into(),
        ])
    })
}

fn press(way: Way) -> View {
    let lacks = way.lacks();
    let offline = !way.desk.device.online.get();
    let cannot = lacks.or_else(|| offline.then(|| t(words::NEEDS_NETWORK).to_owned()));
    let main = button(Kind::Main, t(words::HAND_UP), move || way.hand_up()).attr("data-testid", "hand-up");
    let main = if cannot.is_some() { main.attr("aria-disabled", "true") } else { main };
    many([cannot.map(|said| classed("p", "note").child(said)).into(), actions().child(main).into()])
}

fn said(way: Way) -> View {
    match way.outcome.get() {
        Outcome::NotYet | Outcome::UnderWay => View::Nothing,
        Outcome::HandedUp(id) => {
            let address = [publications::HERE, "/", &id.to_string()].concat();
            let see = link("", address, t(words::SEE_IT));
            classed("p", "note").child(t(words::HANDED_UP)).child(" ").child(see).into()
        }
        Outcome::Failed(problem) => classed("p", "field-error").child(problem.sentence(language()).to_owned()).into(),
    }
}
