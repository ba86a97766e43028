//! 报送: handing the pack up with its attribute, its plan, and why the document changed.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::digest::Digest;
use mingbai_shared::iso;
use mingbai_shared::pack::gate::{
    Attribute, AttributeKind, Form, Ground, HandUp, LONGEST_PUBLIC, Plan, Remark, Stage, Standing,
};
use mingbai_shared::pack::{Level, Pack};
use mingbai_shared::words::{Bilingual, BilingualText};
use serde::{Deserialize, Serialize};

use super::desk::Desk;
use crate::components::button::{Kind, actions, button};
use crate::components::choice;
use crate::components::field::{Around, Typed, field, text_control};
use crate::device::pack_draft::Beside;
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
        let is_open =
            |one: &Standing| matches!(one.stage, Stage::PackComplete | Stage::ConfidentialityReviewed | Stage::Signed);
        if self.last.with(|last| last.as_ref().is_some_and(is_open)) {
            return Some(t(words::UNDER_WAY).into());
        }
        if self.desk.writing.conflicts.with(|all| !all.is_empty()) {
            return Some(t(words::NOT_DECIDED).into());
        }
        let named = self.desk.writing.beside.with(|beside| attribute(beside).is_some());
        (!named).then(|| t(words::NAME_ATTRIBUTE).into())
    }

    fn hand_up(self) {
        let writing = self.desk.writing;
        // What was typed a moment ago is checked too.
        self.desk.check();
        if untrack(|| self.lacks()).is_some() || self.outcome.with_untracked(|outcome| *outcome == Outcome::UnderWay) {
            return;
        }
        let (Some(agency), beside) = (self.desk.agency(), writing.beside.get_untracked()) else { return };
        // Of what is typed now, and not of what was last checked.
        let pack = writing.read(|draft| draft.pack(agency, self.desk.is_sample()));
        let Some(Ok(pack)) = pack else { return };
        let replaces = untrack(|| self.replaces());
        self.outcome.set(Outcome::UnderWay);
        spawn_local(async move {
            let sent = async {
                let body = json::write(&envelope(&pack, &beside, replaces)?).map_err(|_| Problem::unexpected())?;
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

fn envelope(pack: &Pack, beside: &Beside, replaces: Option<Digest>) -> Result<HandUp, Problem> {
    let plan = plan(beside, &pack.contact.office);
    let pack = json::write(pack).map_err(|_| Problem::unexpected())?;
    let reason = BilingualText { zh: beside.why_zh.clone(), en: beside.why_en.clone() };
    let reason = (!reason.zh.trim().is_empty() || !reason.en.trim().is_empty()).then_some(reason);
    Ok(HandUp { pack, attribute: attribute(beside), plan: Some(plan), replaces, reason })
}

/// A word of the form, such as `on_request`.
fn word(value: &impl Serialize) -> String {
    json::write(value).unwrap_or_default().trim_matches('"').to_owned()
}

fn attribute(beside: &Beside) -> Option<Attribute> {
    let kind = AttributeKind::ALL.into_iter().find(|kind| word(kind) == beside.attribute)?;
    let reason = beside.reason.clone();
    Some(match kind {
        AttributeKind::Active => Attribute::Active {},
        AttributeKind::OnRequest => Attribute::OnRequest { reason },
        AttributeKind::Withheld => {
            let ground = Ground::ALL.into_iter().find(|ground| word(ground) == beside.ground)?;
            Attribute::Withheld { ground, reason }
        }
    })
}

/// Whoever drafts explains it (谁起草、谁解读): where nobody is named, the office that answers questions.
fn plan(beside: &Beside, office: &str) -> Plan {
    let others = Form::ALL.into_iter().filter(|form| *form != Form::Text && beside.forms.contains(&word(form)));
    let forms = std::iter::once(Form::Text).chain(others).collect();
    let by = if beside.by.trim().is_empty() { office } else { &beside.by };
    Plan { forms, by: by.to_owned(), on: iso::day(beside.on.trim()) }
}

fn fields(way: Way) -> View {
    let writing = way.desk.writing;
    let kind = Memo::new(move |_| writing.beside.with(|beside| beside.attribute.clone()));
    let kinds = AttributeKind::ALL.map(|one| {
        let (name, of) = (word(&one), word(&one));
        let chosen = move || kind.with(|kind| *kind == name);
        choice::option("attribute", t(one.label()), chosen, move || {
            writing.say_beside(|beside| beside.attribute.clone_from(&of));
        })
    });
    let (active, withheld) = (word(&AttributeKind::Active), word(&AttributeKind::Withheld));
    let why_not = move || {
        let kind = kind.get();
        (!kind.is_empty() && kind != active).then(|| {
            many([
                (kind == withheld).then(|| ground(way)).into(),
                typed(way, "not-open", words::REASON, Typed::Lines, |beside| &mut beside.reason),
            ])
        })
    };
    let published = Memo::new(move |_| way.is_published());
    let why = move || {
        published.get().then(|| {
            many([
                typed(way, "why-zh", words::WHY_ZH, Typed::Lines, |beside| &mut beside.why_zh),
                typed(way, "why-en", words::WHY_EN, Typed::Lines, |beside| &mut beside.why_en),
            ])
        })
    };
    let form = |form: Form| -> View {
        let (name, of) = (word(&form), word(&form));
        let toggle = move |_| {
            writing.say_beside(|beside| match beside.forms.iter().position(|one| *one == of) {
                Some(at) => drop(beside.forms.remove(at)),
                None => beside.forms.push(of.clone()),
            });
        };
        let input = el("input")
            .attr("type", "checkbox")
            .switch("checked", move || writing.beside.with(|beside| beside.forms.contains(&name)))
            .on("change", toggle);
        classed("label", "option").child(input).child(el("span").child(t(form.label()))).into()
    };
    let forms = Form::ALL.into_iter().filter(|one| *one != Form::Text).map(form).collect::<Vec<View>>();
    let on = el("input")
        .attr("type", "date")
        .property("value", move || writing.beside.with_untracked(|beside| beside.on.clone()).into())
        .on("change", move |event| writing.say_beside(|beside| beside.on = event_target_value(&event)));
    let around = Around { label: t(words::ON), hint: None, below: View::Nothing };
    many([
        choice::choices(t(words::ATTRIBUTE), kinds.into()),
        live(why_not),
        choice::choices(t(words::FORMS), forms),
        typed(way, "plan-by", words::BY, Typed::Line, |beside| &mut beside.by),
        field("plan-on", around, &(Rc::new(|| None) as _), on),
        live(why),
    ])
}

fn typed(way: Way, id: &'static str, label: Bilingual, typed: Typed, of: fn(&mut Beside) -> &mut String) -> View {
    let writing = way.desk.writing;
    let value = move || of(&mut writing.beside.get_untracked()).clone();
    let control = text_control(typed, "off", value, move |text| writing.say_beside(|beside| *of(beside) = text));
    let control = control.attr("maxlength", LONGEST_PUBLIC.to_string());
    let around = Around { label: t(label), hint: None, below: View::Nothing };
    field(id, around, &(Rc::new(|| None) as _), control)
}

fn ground(way: Way) -> View {
    let writing = way.desk.writing;
    let chosen = writing.beside.with_untracked(|beside| beside.ground.clone());
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
        .on("change", move |event| writing.say_beside(|beside| beside.ground = event_target_value(&event)));
    let around = Around { label: t(words::GROUND), hint: None, below: View::Nothing };
    field("ground", around, &(Rc::new(|| None) as _), select)
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
