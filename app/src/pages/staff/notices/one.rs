//! One notice: being written, waiting for a second person, returned, sent or recalled; and what may be done next.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::notice::{Draft, Notice, RecallReason, Stage, Standing};
use mingbai_shared::roles::Action;
use mingbai_shared::words::date;
use serde::Serialize;

use super::compose::compose;
use super::{Desk, Fetched, HERE, address, page_of, preview};
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::choice;
use crate::components::dialog::dialog;
use crate::components::empty::{empty, empty_with};
use crate::components::field::{Around, Typed, field, text_control};
use crate::components::list::{review, section};
use crate::device::Device;
use crate::network::{self, Problem};
use crate::pages::failed::failed;
use crate::router::{Leaving, Place};
use crate::view::{View, classed, el, follow, live, many};
use crate::words::{fill, language, notices as of_notices, staff_notices as words, t};
use crate::{clock, json};

#[derive(Serialize)]
struct Why<'a> {
    why: &'a str,
}

#[derive(Serialize)]
struct Reason {
    reason: RecallReason,
}

/// What is shown of it.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Failed(Problem),
    Nothing,
    Draft(Box<Draft>),
    Standing(Box<Standing>),
}

pub fn page(id: Memo<String>) -> View {
    page_of(words::PAGE, move |desk| {
        let shown = RwSignal::new(Shown::Waiting);
        follow(move || {
            let next = found(desk, &id.get());
            // A draft that is being written is not drawn anew because its own keeping is read.
            let writes = shown.with_untracked(
                |shown| matches!((shown, &next), (Shown::Draft(one), Shown::Draft(other)) if one.id == other.id),
            );
            if !writes {
                shown.set(next);
            }
        });
        let back = actions().child(button_link(Kind::Quiet, HERE, t(words::BACK)));
        many([live(move || of(desk, shown)), back.into()])
    })
}

fn found(desk: Desk, id: &str) -> Shown {
    let Some(drafts) = desk.drafts.get() else { return Shown::Waiting };
    if let Some(draft) = drafts.into_iter().find(|draft| draft.id.as_str() == id) {
        return Shown::Draft(Box::new(draft));
    }
    match desk.notices.get() {
        Fetched::NotYet => Shown::Waiting,
        Fetched::Failed(problem) => Shown::Failed(problem),
        Fetched::Here(all) => all
            .iter()
            .find(|one| one.notice.id.as_str() == id)
            .map_or(Shown::Nothing, |one| Shown::Standing(Box::new(one.clone()))),
    }
}

fn of(desk: Desk, shown: RwSignal<Shown>) -> View {
    let place = expect_context::<Place>();
    match shown.get() {
        Shown::Waiting => empty(t(words::LOADING)).into(),
        Shown::Failed(problem) => failed(desk.device, HERE, &problem),
        Shown::Nothing => empty_with(t(words::NOT_FOUND), button_link(Kind::Main, HERE, t(words::BACK))),
        Shown::Draft(draft) => {
            // Followed, since it may become known only now.
            let Some(agency) = desk.device.who().and_then(|session| session.agency) else { return View::Nothing };
            let done = move |standing: Option<Standing>| match standing {
                Some(standing) => {
                    let _ = shown.try_set(Shown::Standing(Box::new(standing)));
                    desk.read();
                }
                None => place.go(HERE, Leaving::Replace),
            };
            compose(desk.device, agency, *draft, done)
        }
        Shown::Standing(standing) => {
            let stage = standing.stage;
            many([
                stands(&standing),
                next(desk, shown, &standing),
                preview::phone(desk.device, &standing.notice),
                (stage != Stage::Recalled).then(|| preview::kinds(&standing.notice)).into(),
                preview::record(&standing.notice),
            ])
        }
    }
}

/// How far it is, and since when.
fn stands(standing: &Standing) -> View {
    let today = clock::today();
    let mut lines = vec![
        (t(words::COLUMN_STAGE), t(standing.stage.label()).to_owned()),
        (t(words::COLUMN_AT), date::moment(standing.at, today, language())),
    ];
    if let Some(recall) = standing.notice.recall {
        lines.push((t(of_notices::RECALLED), t(recall.reason.label()).to_owned()));
    }
    let note = match standing.stage {
        Stage::Proposed if standing.mine => Some(t(words::MINE_WAITS).to_owned()),
        Stage::Returned => standing.why.as_deref().map(|why| fill(t(words::RETURNED_FOR), &[why])),
        Stage::Sent => Some(t(words::SENT_NOTE).to_owned()),
        _ => None,
    };
    let stage = el("div").attr("data-testid", "stage").child(review(lines));
    many([stage.into(), note.map(|note| classed("p", "note").child(note)).into()])
}

/// What became of a step.
#[derive(Clone)]
enum Outcome {
    NotYet,
    UnderWay,
    Failed(Problem),
}

/// A step that is taken at the server. A copy is the same.
#[derive(Clone, Copy)]
struct Step {
    desk: Desk,
    outcome: RwSignal<Outcome, LocalStorage>,
}

impl Step {
    fn take(self, notice: &Notice, step: &'static str, body: Result<String, json::JsonError>) {
        if matches!(self.outcome.get_untracked(), Outcome::UnderWay) {
            return;
        }
        let address = ["/api/notices/", notice.id.as_str(), "/", step].concat();
        self.outcome.set(Outcome::UnderWay);
        spawn_local(async move {
            let answer = match body {
                Ok(body) => network::post(&address, body).await,
                Err(_) => Err(Problem::unexpected()),
            };
            // The page may have been left meanwhile.
            let _ = self.outcome.try_set(match answer {
                Ok(_) => Outcome::NotYet,
                Err(problem) => Outcome::Failed(problem),
            });
            self.desk.read();
            self.desk.device.look();
        });
    }

    fn said(self, here: String) -> View {
        let said = move || match self.outcome.get() {
            Outcome::Failed(problem) => failed(self.desk.device, &here, &problem),
            Outcome::NotYet | Outcome::UnderWay => View::Nothing,
        };
        el("div").attr("role", "status").attr("data-testid", "step-said").child(live(said)).into()
    }
}

/// What whoever looks may do next.
fn next(desk: Desk, shown: RwSignal<Shown>, standing: &Standing) -> View {
    let carries = |action| desk.device.who().is_some_and(|session| session.role.carries(action));
    let step = Step { desk, outcome: RwSignal::new_local(Outcome::NotYet) };
    let notice = &standing.notice;
    let acts = match standing.stage {
        Stage::Proposed if !standing.mine && carries(Action::ApproveNotice) => judge(step, notice),
        Stage::Proposed | Stage::Returned if standing.mine => edit(desk.device, shown, notice),
        Stage::Sent if carries(Action::RecallNotice) => recall(step, notice),
        _ => View::Nothing,
    };
    many([acts, step.said(address(&notice.id))])
}

/// Its author writes it anew: the same page shows the draft.
fn edit(device: Device, shown: RwSignal<Shown>, notice: &Notice) -> View {
    let draft = Draft::of(notice);
    let press = move || {
        let draft = draft.clone();
        spawn_local(async move {
            // Where it is not kept the bar says so, and what was proposed stands.
            if device.keep_notice_draft(&draft).await.is_ok() {
                let _ = shown.try_set(Shown::Draft(Box::new(draft)));
            }
        });
    };
    actions().child(button(Kind::Main, t(words::EDIT), press).attr("data-testid", "edit-notice")).into()
}

/// A second person approves it, or returns it with a reason.
fn judge(step: Step, notice: &Notice) -> View {
    let asked = RwSignal::new(false);
    let why = RwSignal::new(String::new());
    let (approved, returned) = (notice.clone(), notice.clone());
    let approve = Rc::new(move || {
        asked.set(false);
        step.take(&approved, "approve", Ok("{}".into()));
    });
    let sure = move || {
        let approve = approve.clone();
        let yes = button(Kind::Main, t(words::APPROVE_YES), move || approve()).attr("data-testid", "approve-yes");
        let no = button(Kind::Quiet, t(words::NOT_NOW), move || asked.set(false));
        many([el("p").child(t(words::APPROVE_NOTE)).into(), actions().child(yes).child(no).into()])
    };
    let give_back = move || why.with_untracked(|why| step.take(&returned, "return", json::write(&Why { why })));
    let control = text_control(Typed::Lines, "off", String::new, move |text| why.set(text)).attr("maxlength", "200");
    let around = Around { label: t(words::RETURN_WHY), hint: None, below: View::Nothing };
    let main = button(Kind::Main, t(words::APPROVE), move || asked.set(true)).attr("data-testid", "approve");
    let quiet = button(Kind::Quiet, t(words::RETURN), give_back).attr("data-testid", "return");
    section("g-judge", t(words::APPROVE), ())
        .child(classed("p", "note").child(t(words::APPROVE_NOTE)))
        .child(actions().child(main))
        .child(dialog("approve-sure", || t(words::APPROVE_SURE), asked, sure))
        .child(field("return-why", around, &(Rc::new(|| None) as _), control))
        .child(actions().child(quiet))
        .into()
}

fn recall(step: Step, notice: &Notice) -> View {
    let (asked, reason) = (RwSignal::new(false), RwSignal::new(None::<RecallReason>));
    let unchosen = RwSignal::new(false);
    let recalled = notice.clone();
    let press = Rc::new(move || {
        asked.set(false);
        if let Some(reason) = reason.get_untracked() {
            step.take(&recalled, "recall", json::write(&Reason { reason }));
        }
    });
    let options = RecallReason::ALL.map(|one| {
        choice::option("recall", t(one.label()), move || reason.get() == Some(one), move || reason.set(Some(one)))
    });
    let sure = move || {
        let press = press.clone();
        let yes = button(Kind::Danger, t(words::RECALL), move || press()).attr("data-testid", "recall-yes");
        let no = button(Kind::Quiet, t(words::NOT_NOW), move || asked.set(false));
        many([el("p").child(t(words::RECALL_NOTE)).into(), actions().child(yes).child(no).into()])
    };
    let ask = move || {
        let chosen = reason.get_untracked().is_some();
        unchosen.set(!chosen);
        asked.set(chosen);
    };
    let wrong = move || unchosen.get().then(|| t(words::RECALL_FIRST));
    section("g-recall", t(words::RECALL), ())
        .child(choice::choices(t(words::RECALL_WHY), options.into()))
        .child(classed("p", "field-error").attr("role", "alert").child(live(wrong)))
        .child(actions().child(button(Kind::Danger, t(words::RECALL), ask).attr("data-testid", "recall")))
        .child(dialog("recall-sure", || t(words::RECALL_SURE), asked, sure))
        .into()
}
