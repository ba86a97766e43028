//! One publication: how far it is, what it says, what the check sees, how it will be shown, and what whoever looks may do.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::pack::gate::{Remark, Standing, StepName};
use mingbai_shared::pack::{Finding, Pack};
use mingbai_shared::register::Entry;
use mingbai_shared::words::date;
use serde::Deserialize;

use super::decide::decide;
use super::{HERE, MAY, attribute};
use crate::components::button::{Kind, actions, button_link};
use crate::components::empty::empty;
use crate::components::list::{review, section};
use crate::components::timeline::{Tense, timeline};
use crate::device::{Device, Published};
use crate::network::{self, Problem};
use crate::pages::failed::failed;
use crate::pages::reader;
use crate::pages::staff::for_those_who;
use crate::view::{View, classed, el, follow, link, live, many};
use crate::words::{fill, language, publications as words, t};
use crate::{clock, json};

/// With its pack.
#[derive(Clone, Deserialize)]
pub struct Opened {
    pub publication: Standing,
    pack: String,
}

/// What was fetched.
#[derive(Clone)]
enum Fetched {
    NotYet,
    Here(Box<Opened>),
    Nothing,
    Failed(Problem),
}

pub fn page(id: Memo<String>) -> View {
    let device = expect_context::<Device>();
    for_those_who(device, MAY, [words::NOT_YOURS, words::OFFLINE], words::PAGE, move |device| {
        let fetched = RwSignal::new_local(Fetched::NotYet);
        let said = RwSignal::new_local(None::<Result<(), Problem>>);
        follow(move || {
            fetched.set(Fetched::NotYet);
            said.set(None);
            open(id.get(), fetched);
        });
        let back = actions().child(button_link(Kind::Quiet, HERE, live(|| t(words::BACK))));
        let outcome = move || match said.get() {
            None => View::Nothing,
            Some(Ok(())) => classed("p", "note").child(t(words::DONE)).into(),
            Some(Err(problem)) => failed(device, HERE, &problem),
        };
        many([
            el("div").attr("role", "status").attr("data-testid", "step-said").child(live(outcome)).into(),
            live(move || shown(device, fetched, said)),
            back.into(),
        ])
    })
}

fn open(id: String, fetched: RwSignal<Fetched, LocalStorage>) {
    spawn_local(async move {
        let answer = async {
            let answer = network::get_fresh(&["/api/publications/", &id].concat()).await?;
            json::parse::<Opened>(&answer.text()?).map_err(|_| Problem::unexpected())
        };
        // The page may have been left meanwhile.
        let _ = fetched.try_set(match answer.await {
            Ok(opened) => Fetched::Here(Box::new(opened)),
            Err(problem) if problem.status == 404 => Fetched::Nothing,
            Err(problem) => Fetched::Failed(problem),
        });
    });
}

fn shown(
    device: Device,
    fetched: RwSignal<Fetched, LocalStorage>,
    said: RwSignal<Option<Result<(), Problem>>, LocalStorage>,
) -> View {
    let opened = match fetched.get() {
        Fetched::NotYet => return empty(t(words::LOADING)).into(),
        Fetched::Nothing => return empty(t(words::NOT_FOUND)).attr("role", "status").into(),
        Fetched::Failed(problem) => return failed(device, HERE, &problem),
        Fetched::Here(opened) => opened,
    };
    let standing = opened.publication;
    let pack: Option<Pack> = json::parse(&opened.pack).ok();
    let id = standing.id.to_string();
    let again = move || open(id.clone(), fetched);
    many([
        el("h2").child(standing.title.clone()).into(),
        summary(&standing),
        steps(&standing),
        remarks("g-remarks", t(words::REMARKS), &standing.remarks),
        remarks("g-answers", t(words::ANSWERS), &standing.answers),
        replaced(&standing),
        decide(&standing, said, again),
        pack.as_ref().map_or(View::Nothing, findings),
        preview(device, &standing, pack),
    ])
}

fn summary(standing: &Standing) -> View {
    let mut lines = vec![
        (t(words::COLUMN_STAGE), t(standing.stage.label()).to_owned()),
        (t(words::COLUMN_ATTRIBUTE), {
            let reason = standing.attribute.as_ref().and_then(|attribute| attribute.reason());
            let kind = t(attribute(standing.attribute.as_ref()));
            reason.map_or(kind.to_owned(), |reason| [kind, "：", reason].concat())
        }),
    ];
    if let Some(plan) = &standing.plan {
        let forms: Vec<&str> = plan.forms.iter().map(|form| t(form.label())).collect();
        let on = plan.on.map(|day| fill(t(words::PLAN_ON), &[&date::full_day(day, language())]));
        let said = [fill(t(words::PLAN_BY), &[&forms.join("、"), &plan.by]), on.unwrap_or_default()].concat();
        lines.push((t(words::PLAN), said));
    }
    if let Some(amendment) = &standing.amendment {
        lines.push((t(words::AMENDS), amendment.reason.in_language(language()).to_owned()));
    }
    if let Some(why) = &standing.withdrawal {
        lines.push((t(words::WITHDRAWAL_WHY), why.in_language(language()).to_owned()));
    }
    el("div").attr("data-testid", "stage").child(review(lines)).into()
}

fn steps(standing: &Standing) -> View {
    let line = |step: &mingbai_shared::pack::gate::Passed| -> View {
        let name = match step.step {
            StepName::HandUp => words::HANDED_UP,
            StepName::Review => words::REVIEWED,
            StepName::Return => words::RETURNED,
            StepName::Sign => words::SIGNED,
            StepName::Publish => words::ENTERED,
            StepName::Withdraw => words::WITHDRAWAL,
            StepName::ApproveWithdrawal => words::WITHDRAWN,
        };
        let who = match (step.mine, step.role) {
            (true, _) => Some(t(words::BY_ME)),
            (false, Some(role)) => Some(t(role.label())),
            (false, None) => None,
        };
        let at = date::moment(step.at, clock::today(), language());
        let who = who.map(|who| [" · ", who].concat()).unwrap_or_default();
        many([el("span").child(t(name)).into(), classed("span", "meta").child([" ", &at, &who].concat()).into()])
    };
    timeline("g-steps", t(words::STEPS), Tense::Past, standing.steps.iter().map(line).collect()).into()
}

fn remarks(id: &'static str, title: &'static str, all: &[Remark]) -> View {
    let line = |remark: &Remark| -> View {
        let place = (!remark.place.is_empty()).then(|| classed("span", "meta").child(remark.place.clone()));
        el("li").child(place).child(" ").child(remark.words.in_language(language()).to_owned()).into()
    };
    let lines: Vec<View> = all.iter().map(line).collect();
    let count = lines.len().to_string();
    (!lines.is_empty()).then(|| section(id, title, count).child(classed("ul", "remarks").child(lines))).into()
}

fn replaced(standing: &Standing) -> View {
    let of = |id: &mingbai_shared::digest::Digest| {
        let address = [HERE, "/", &id.to_string()].concat();
        classed("p", "note").child(t(words::REPLACED)).child(" ").child(link("", address, t(words::SEE_IT)))
    };
    standing.replaced_by.as_ref().map(of).into()
}

fn findings(pack: &Pack) -> View {
    let all: Vec<Finding> = pack.check().into_iter().chain(pack.check_on(clock::today())).collect();
    let remark = |finding: Finding| Remark::from(finding);
    if all.is_empty() {
        return classed("p", "note").child(t(words::NO_FINDINGS)).into();
    }
    remarks("g-findings", t(words::FINDINGS), &all.into_iter().map(remark).collect::<Vec<_>>())
}

/// As a phone shows it, by the same code.
fn preview(device: Device, standing: &Standing, pack: Option<Pack>) -> View {
    let Some(pack) = pack else { return classed("p", "note").child(t(words::UNREADABLE)).into() };
    let at = standing.steps.last().map(|step| step.at).unwrap_or_default();
    let entry = Entry::publication(
        standing.document.clone(),
        standing.agency.clone(),
        standing.title.clone(),
        standing.id,
        standing.size,
        at,
    );
    let published = Arc::new(Published { entry, pack, coming: None, versions: Vec::new() });
    section("g-shown", t(words::AS_SHOWN), ())
        .child(classed("div", "phone").child(reader::preview(device, &published)))
        .into()
}
