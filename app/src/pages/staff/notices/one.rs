//! One notice: being written, waiting for a second person, returned, sent or recalled; and what may be done next.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::digest::Digest;
use mingbai_shared::notice::{Draft, Notice, RecallReason, Stage, Standing};
use mingbai_shared::roles::Action;
use mingbai_shared::words::date;
use serde::Serialize;

use super::compose::{Ended, compose};
use super::preview::{self, Trying};
use super::{Desk, Fetched, HERE, address, page_of};
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::choice;
use crate::components::dialog::dialog;
use crate::components::empty::{empty, empty_with};
use crate::components::field::{Around, Typed, field, nothing_wrong, text_control};
use crate::components::list::{review, section};
use crate::device::notice_draft::KeptDraft;
use crate::network::{self, Problem};
use crate::pages::failed::failed;
use crate::view::{Element, View, classed, el, follow, live, many};
use crate::words::{fill, language, notices as of_notices, staff_notices as words, t};
use crate::{clock, focus, json};

#[derive(Serialize)]
struct Why<'a> {
    why: &'a str,
}

#[derive(Serialize)]
struct Looked {
    seen: Digest,
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
    /// It is being written; why it was returned, where it was.
    Draft(Box<KeptDraft>, Option<String>),
    /// It was discarded, and can be brought back.
    Discarded(Box<Draft>),
    Standing(Box<Standing>),
}

/// What outlives that the page is drawn anew: in another language, or since the notice has come further.
#[derive(Clone, Copy)]
struct Page {
    desk: Desk,
    shown: RwSignal<Shown>,
    outcome: RwSignal<Outcome, LocalStorage>,
    /// Why it is returned.
    why: RwSignal<String>,
    /// Why it is recalled.
    reason: RwSignal<Option<RecallReason>>,
}

pub fn page(id: Memo<String>) -> View {
    page_of(words::PAGE, move |desk| {
        let page = Page {
            desk,
            shown: RwSignal::new(Shown::Waiting),
            outcome: RwSignal::new_local(Outcome::NotYet),
            why: RwSignal::new(String::new()),
            reason: RwSignal::new(None),
        };
        let mut before = String::new();
        follow(move || {
            let id = id.get();
            let next = found(desk, &id);
            // Another notice begins with nothing of this one.
            if before != id {
                before = id;
                page.begin(next);
                return;
            }
            let stays = page.shown.with_untracked(|shown| match (shown, &next) {
                // What is being written is not drawn anew because its own keeping is read; only where it was sent meanwhile.
                (Shown::Draft(..) | Shown::Discarded(_), next) => !matches!(next, Shown::Standing(_)),
                // Nor is a notice that could not be asked for again.
                (Shown::Standing(_), Shown::Waiting | Shown::Failed(_)) => true,
                (shown, next) => shown == next,
            });
            if !stays {
                page.shown.set(next);
            }
        });
        let back = actions().child(button_link(Kind::Quiet, HERE, t(words::BACK)));
        many([live(move || of(page)), back.into()])
    })
}

fn found(desk: Desk, id: &str) -> Shown {
    let standing = desk.standing(id);
    let goes_on = standing.as_ref().is_none_or(|one| matches!(one.stage, Stage::Proposed | Stage::Returned));
    let Some(drafts) = desk.drafts.get() else { return Shown::Waiting };
    if let Some(kept) = drafts.into_iter().find(|kept| kept.draft.id.as_str() == id).filter(|_| goes_on) {
        return Shown::Draft(Box::new(kept), standing.and_then(|one| one.why));
    }
    match (standing, desk.notices.get()) {
        (Some(standing), _) => Shown::Standing(Box::new(standing)),
        (None, Fetched::NotYet) => Shown::Waiting,
        (None, Fetched::Failed(problem)) => Shown::Failed(problem),
        (None, Fetched::Here(_)) => Shown::Nothing,
    }
}

fn of(page: Page) -> View {
    let Page { desk, shown, .. } = page;
    match shown.get() {
        Shown::Waiting => empty(t(words::LOADING)).into(),
        Shown::Failed(problem) => failed(desk.device, HERE, &problem),
        Shown::Nothing => empty(t(words::NOT_FOUND)).attr("role", "status").into(),
        Shown::Draft(kept, why) => {
            // Followed, since it may become known only now.
            let Some(agency) = desk.device.who().and_then(|session| session.agency) else { return View::Nothing };
            let done = move |ended: Ended| {
                let _ = shown.try_set(match ended {
                    Ended::Proposed(standing) => Shown::Standing(standing),
                    Ended::Discarded(draft) => Shown::Discarded(draft),
                });
                focus::soon("h1", true);
                desk.read();
            };
            let why = why.map(|why| classed("p", "note").child(fill(t(words::RETURNED_FOR), &[&why])));
            many([why.into(), compose(desk.device, agency, *kept, done)])
        }
        Shown::Discarded(draft) => empty_with(t(words::DISCARDED), restore(page, *draft)),
        Shown::Standing(standing) => {
            let next = next(page, &standing);
            let tried = Trying::of(&standing.notice).tried();
            let preview = preview::phone(desk.device, &standing.notice, &tried);
            let kinds = (standing.stage != Stage::Recalled).then(|| preview::kinds(&tried));
            let (whole, record) = (preview::whole(desk.device, &standing.notice), preview::record(&standing.notice));
            // Whoever approves it sees it first.
            many([stands(&standing), whole, preview, kinds.into(), record, next])
        }
    }
}

/// Brings back a draft that was discarded.
fn restore(page: Page, draft: Draft) -> Element {
    button(Kind::Main, t(words::RESTORE), move || write(page, draft.clone(), None)).attr("data-testid", "restore")
}

/// Writes it from here on.
fn write(page: Page, draft: Draft, why: Option<String>) {
    spawn_local(async move {
        // Where it is not kept the bar says so, and what there was stands.
        if let Ok(kept) = page.desk.device.begin_notice_draft(draft).await {
            let _ = page.shown.try_set(Shown::Draft(Box::new(kept), why));
            focus::soon("h1", true);
        }
    });
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
        Stage::Proposed => standing.why.as_deref().map(|why| fill(t(words::ANSWERS), &[why])),
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
    /// It was written anew since this one was looked at.
    Changed(Problem, Option<Digest>),
}

impl Page {
    /// Shows a notice for the first time.
    fn begin(self, shown: Shown) {
        self.outcome.set(Outcome::NotYet);
        self.why.set(String::new());
        self.reason.set(None);
        self.shown.set(shown);
    }

    /// Takes a step at the server. What was typed stays unless it was taken.
    fn take(self, notice: &Notice, step: &'static str, body: Result<String, json::JsonError>) {
        if matches!(self.outcome.get_untracked(), Outcome::UnderWay) {
            return;
        }
        let seen = self.digest();
        let address = ["/api/notices/", notice.id.as_str(), "/", step].concat();
        self.outcome.set(Outcome::UnderWay);
        spawn_local(async move {
            let answer = match body {
                Ok(body) => network::post(&address, body).await,
                Err(_) => Err(Problem::unexpected()),
            };
            // What somebody else did meanwhile is to be seen.
            let moved = answer.as_ref().err().is_some_and(|problem| matches!(&*problem.code, "not_now" | "changed"));
            let done = answer.is_ok();
            // The page may have been left meanwhile.
            let _ = self.outcome.try_set(match answer {
                Ok(_) => Outcome::NotYet,
                Err(problem) if problem.code == "changed" => Outcome::Changed(problem, seen),
                Err(problem) => Outcome::Failed(problem),
            });
            if done || moved {
                self.desk.read();
            }
            if done {
                let _ = self.why.try_set(String::new());
                self.desk.device.look();
                focus::soon("h1", true);
            }
        });
    }

    /// Of the notice that is shown. When another is, all is drawn anew.
    fn digest(self) -> Option<Digest> {
        self.shown.with_untracked(|shown| match shown {
            Shown::Standing(standing) => Some(standing.digest),
            _ => None,
        })
    }

    fn said(self, here: String) -> View {
        let said = move || match self.outcome.get() {
            // The new one may not have come yet.
            Outcome::Changed(_, seen) if self.digest() != seen => {
                classed("p", "field-error").child(t(words::WRITTEN_ANEW)).into()
            }
            Outcome::Failed(problem) | Outcome::Changed(problem, _) => failed(self.desk.device, &here, &problem),
            Outcome::NotYet | Outcome::UnderWay => View::Nothing,
        };
        el("div").attr("role", "status").attr("data-testid", "step-said").child(live(said)).into()
    }
}

/// What whoever looks may do next.
fn next(page: Page, standing: &Standing) -> View {
    let carries = |action| page.desk.device.who().is_some_and(|session| session.role.carries(action));
    let acts = match standing.stage {
        Stage::Proposed if !standing.mine && carries(Action::ApproveNotice) => judge(page, standing),
        Stage::Proposed | Stage::Returned if standing.mine => edit(page, standing),
        Stage::Sent if carries(Action::RecallNotice) => recall(page, &standing.notice),
        _ => View::Nothing,
    };
    many([acts, page.said(address(&standing.notice.id))])
}

/// Its author writes it anew, on the same page; or takes it away, which leaves a draft.
fn edit(page: Page, standing: &Standing) -> View {
    let (draft, why, notice) = (Draft::of(&standing.notice), standing.why.clone(), standing.notice.clone());
    let kept = draft.clone();
    let withdraw = move || {
        let (notice, draft) = (notice.clone(), kept.clone());
        spawn_local(async move {
            // First the draft, so that nothing is lost whatever comes of it.
            if page.desk.device.begin_notice_draft(draft).await.is_ok() {
                page.take(&notice, "withdraw", Ok("{}".into()));
            }
        });
    };
    let edit = move || write(page, draft.clone(), why.clone());
    actions()
        .child(button(Kind::Main, t(words::EDIT), edit).attr("data-testid", "edit-notice"))
        .child(button(Kind::Quiet, t(words::WITHDRAW), withdraw).attr("data-testid", "withdraw"))
        .into()
}

/// A second person approves it, or returns it with a reason.
fn judge(page: Page, Standing { notice, digest, .. }: &Standing) -> View {
    let seen = *digest;
    let (asked, why) = (RwSignal::new(false), page.why);
    let (approved, returned) = (notice.clone(), notice.clone());
    let approve = Rc::new(move || {
        asked.set(false);
        page.take(&approved, "approve", json::write(&Looked { seen }));
    });
    let sure = move || {
        let approve = approve.clone();
        let yes = button(Kind::Main, t(words::APPROVE_YES), move || approve()).attr("data-testid", "approve-yes");
        let no = button(Kind::Quiet, t(words::NOT_NOW), move || asked.set(false));
        many([el("p").child(t(words::APPROVE_NOTE)).into(), actions().child(yes).child(no).into()])
    };
    let give_back = move || why.with_untracked(|why| page.take(&returned, "return", json::write(&Why { why })));
    let control = text_control(Typed::Lines, "off", move || why.get_untracked(), move |text| why.set(text))
        .attr("maxlength", "200");
    let around = Around { label: t(words::RETURN_WHY), hint: None, below: View::Nothing };
    let main = button(Kind::Main, t(words::APPROVE), move || asked.set(true)).attr("data-testid", "approve");
    let quiet = button(Kind::Quiet, t(words::RETURN), give_back).attr("data-testid", "return");
    section("g-judge", t(words::APPROVE), ())
        .child(actions().child(main))
        .child(dialog("approve-sure", || t(words::APPROVE_SURE), asked, sure))
        .child(field("return-why", around, &nothing_wrong(), control))
        .child(actions().child(quiet))
        .into()
}

fn recall(page: Page, notice: &Notice) -> View {
    let (asked, reason) = (RwSignal::new(false), page.reason);
    let unchosen = RwSignal::new(false);
    let recalled = notice.clone();
    let press = Rc::new(move || {
        asked.set(false);
        if let Some(reason) = reason.get_untracked() {
            page.take(&recalled, "recall", json::write(&Reason { reason }));
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
