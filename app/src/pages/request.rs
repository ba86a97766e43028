//! 依申请公开 (条例 art. 29): 要什么 → 怎么要 → 您是谁 → 核对. Saved at each key; what is wrong is said beside the field.

pub mod check;
mod filing;
mod how;
mod what;
mod who;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::marks::Mark;
use mingbai_shared::words::Bilingual;

use self::filing::{Filing, Sent};
use crate::components::button::{Kind, actions, button};
use crate::components::field::error_summary;
use crate::components::shell::head::page_head;
use crate::components::stepper::stepper;
use crate::components::tag::mark;
use crate::device::{Device, Saving, SessionState};
use crate::focus;
use crate::router::{Leaving, Place};
use crate::view::{View, classed, el, live, many};
use crate::words::{request, t};

const STEPS: [Bilingual; 4] = [request::STEP_WHAT, request::STEP_HOW, request::STEP_WHO, request::STEP_CHECK];
const LAST: usize = STEPS.len() - 1;

pub fn page() -> View {
    let filing = Filing::open(expect_context::<Device>());
    many([
        live(|| page_head((), t(request::TITLE))),
        classed("p", "lead").child(live(move || lead(filing))).into(),
        live(move || stepper(&STEPS, filing.step.get())),
        live(move || summary(filing)),
        live(move || step(filing)),
        classed("p", "field-error").attr("role", "alert").child(live(move || filing.failed.get())).into(),
        live(move || buttons(filing)),
        classed("p", "tray")
            .attr("data-testid", "tray")
            .attr("role", "status")
            .child(live(move || tray(filing)))
            .into(),
    ])
}

fn lead(filing: Filing) -> &'static str {
    t(if filing.device.fails_to_save() { request::LEAD_UNKEPT } else { request::LEAD })
}

fn summary(filing: Filing) -> View {
    filing.problems.with(|problems| {
        error_summary(problems.iter().map(|problem| (filing::id(problem.field), t(problem.sentence()))).collect())
    })
}

fn step(filing: Filing) -> View {
    let at = filing.step.get();
    let title = STEPS.get(at).copied().map(t);
    let body = match at {
        0 => what::step(filing),
        1 => how::step(filing),
        2 => who::step(filing),
        _ => check::step(filing),
    };
    let heading = el("h2").attr("id", "step-h").attr("tabindex", "-1").child(title);
    classed("section", "step").attr("aria-labelledby", "step-h").child(heading).child(body).into()
}

fn buttons(filing: Filing) -> View {
    let at = filing.step.get();
    let back = (at > 0).then(|| button(Kind::Quiet, t(request::BACK), move || filing.back()));
    let actions = actions().child(back);
    if at < LAST {
        return actions
            .child(button(Kind::Main, t(request::NEXT), move || filing.next()).attr("data-testid", "next"))
            .into();
    }
    let place = expect_context::<Place>();
    let send = button(Kind::Main, t(request::SEND), move || send(filing, place)).attr("data-testid", "send");
    many([before_sending(filing), actions.child(send).into()])
}

fn send(filing: Filing, place: Place) {
    // A second press while the first is under way would file the request twice.
    if filing.sending.get_value() {
        return;
    }
    filing.sending.set_value(true);
    spawn_local(async move {
        match filing.send().await {
            // The form goes with the page, a moment later; until then it stays sent.
            Ok(Sent::Queued(id)) => return place.go(&["/requests/", &id.to_string()].concat(), Leaving::Replace),
            Ok(Sent::Incomplete) => {}
            Ok(Sent::Elsewhere) => filing.failed.set(Some(t(request::ELSEWHERE).to_owned())),
            Err(_) => filing.failed.set(Some(t(request::NOT_QUEUED).to_owned())),
        }
        filing.sending.set_value(false);
    });
}

fn before_sending(filing: Filing) -> View {
    let signed_in = filing.device.session.with(|session| matches!(session, SessionState::SignedIn(_)));
    let sign_in = (!signed_in).then(|| classed("p", "note").child(t(request::SIGN_IN_FIRST)));
    many([classed("p", "note").child(t(request::WHEN_CLOCK)).into(), sign_in.into()])
}

/// 已存在本机, said of what was typed and never of an empty form.
fn tray(filing: Filing) -> View {
    if filing.draft.with(|draft| *draft == Default::default()) {
        return View::Nothing;
    }
    filing.device.saving.with(|saving| match saving {
        Saving::Saved => mark(Mark::OnDevice).into(),
        Saving::UnderWay => classed("span", "note").child(t(request::SAVING)).into(),
        Saving::Failed => classed("span", "field-error").child(t(request::NOT_SAVED)).into(),
    })
}

/// Where the focus goes after a step: to what is wrong, or to the heading of the new step.
fn focus_step() {
    focus::soon(".error-summary, .step h2", true);
}
