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

use self::filing::Filing;
use crate::components::field::error_summary;
use crate::components::focus;
use crate::components::head::page_head;
use crate::components::mark::mark;
use crate::device::{Device, Saving, SessionState};
use crate::router::{Leaving, Place};
use crate::words::{fill, request, t};

const STEPS: [Bilingual; 4] = [request::STEP_WHAT, request::STEP_HOW, request::STEP_WHO, request::STEP_CHECK];
const LAST: usize = STEPS.len() - 1;

pub fn page() -> AnyView {
    let filing = Filing::open(expect_context::<Device>());
    view! {
        {move || page_head(None, t(request::TITLE))}
        <p class="lead">{move || t(request::LEAD)}</p>
        {move || steps(filing.step.get())}
        {move || summary(filing)}
        {move || step(filing)}
        {buttons(filing)}
        <p class="tray" data-testid="tray" role="status">{move || tray(filing)}</p>
    }
    .into_any()
}

fn steps(at: usize) -> AnyView {
    let steps: Vec<AnyView> = STEPS
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let current = (index == at).then_some("step");
            let class = if index < at { "is-done" } else { "" };
            view! { <li class=class aria-current=current>{t(name)}</li> }.into_any()
        })
        .collect();
    view! { <ol class="steps" aria-label=t(request::STEPS)>{steps}</ol> }.into_any()
}

fn summary(filing: Filing) -> AnyView {
    let problems = filing.problems.with(|problems| {
        problems.iter().map(|problem| (filing::id(problem.field), t(problem.sentence()))).collect::<Vec<_>>()
    });
    error_summary(problems)
}

fn step(filing: Filing) -> AnyView {
    let at = filing.step.get();
    let title = STEPS.get(at).copied().map(t).unwrap_or_default();
    let body = match at {
        0 => what::step(filing),
        1 => how::step(filing),
        2 => who::step(filing),
        _ => check::step(filing),
    };
    view! { <section class="step" aria-labelledby="step-h"><h2 id="step-h" tabindex="-1">{title}</h2>{body}</section> }
        .into_any()
}

fn buttons(filing: Filing) -> AnyView {
    let place = expect_context::<Place>();
    let failed = RwSignal::new(None::<String>);
    let sending = RwSignal::new(false);
    let send = move |_| {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        failed.set(None);
        spawn_local(async move {
            match filing.send().await {
                Ok(Some(id)) => {
                    let address = String::from("/requests/") + &id.to_string();
                    place.go(&address, Leaving::Replace);
                }
                Ok(None) => {}
                Err(error) => failed.set(Some(error.to_string())),
            }
            sending.set(false);
        });
    };
    let why = move || failed.get().map(|why| fill(t(request::NOT_QUEUED), &[&why]));
    let at_end = move || filing.step.get() == LAST;
    view! {
        <p class="field-error" role="alert">{why}</p>
        {move || at_end().then(|| before_sending(filing))}
        <p class="actions">
            <button type="button" class="button quiet" hidden=move || filing.step.get() == 0 on:click=move |_| filing.back()>{move || t(request::BACK)}</button>
            <button type="button" class="button" data-testid="next" hidden=at_end on:click=move |_| filing.next()>{move || t(request::NEXT)}</button>
            <button type="button" class="button" data-testid="send" hidden=move || !at_end() aria-disabled=move || sending.get().then_some("true") on:click=send>
                {move || t(request::SEND)}
            </button>
        </p>
    }
    .into_any()
}

fn before_sending(filing: Filing) -> AnyView {
    let signed_in = filing.device.session.with(|session| matches!(session, SessionState::SignedIn(_)));
    let sign_in = (!signed_in).then(|| view! { <p class="note">{t(request::SIGN_IN_FIRST)}</p> });
    view! { <p class="note">{t(request::WHEN_CLOCK)}</p>{sign_in} }.into_any()
}

/// 已存在本机, said of what was typed and never of an empty form.
fn tray(filing: Filing) -> AnyView {
    if filing.draft.with(|draft| *draft == Default::default()) {
        return ().into_any();
    }
    filing.device.saving.with(|saving| match saving {
        Saving::Saved => mark(Mark::OnDevice),
        Saving::UnderWay => view! { <span class="note">{t(request::SAVING)}</span> }.into_any(),
        Saving::Failed { why } => {
            view! { <span class="field-error">{fill(t(request::NOT_SAVED), &[&why.to_string()])}</span> }.into_any()
        }
    })
}

/// Where the focus goes after a step: to what is wrong, or to the heading of the new step.
fn focus_step() {
    focus::soon(".error-summary, .step h2", true);
}
