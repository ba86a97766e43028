//! 我的: requests, what was said so far (each changeable and forgettable), sign-in, language, where the data is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::audience::wording::said;
use mingbai_shared::facts::{FactKey, Subject};
use mingbai_shared::words::Language;

use crate::components::fact_field::{Counts, fact_field};
use crate::components::focus;
use crate::components::head::page_head;
use crate::device::{Device, SessionState};
use crate::words::{self, fill, language, me, t};

pub fn page() -> AnyView {
    let device = expect_context::<Device>();
    (move || {
        view! {
            {page_head(None, t(me::TITLE))}
            <ul class="rows"><li><a href="/requests"><span class="row-title">{t(me::MY_REQUESTS)}</span></a></li></ul>
            {facts(device)}
            {account(device)}
            {languages()}
            {data(device)}
        }
    })
    .into_any()
}

fn facts(device: Device) -> AnyView {
    let of = |subject| -> Vec<AnyView> {
        FactKey::ALL.iter().filter(|key| key.subject() == subject).map(|key| fact(device, *key)).collect()
    };
    let count = move |subject| {
        let said = device.facts.with(|facts| facts.iter().filter(|(key, _)| key.subject() == subject).count());
        fill(t(me::SAID_COUNT), &[&said.to_string()])
    };
    view! {
        <section class="group">
            <h2>{t(me::ABOUT_ME)}<span class="count">{move || count(Subject::Resident)}</span></h2>
            <p class="note">{t(me::FACTS_NOTE)}</p>
            <ul class="facts">{of(Subject::Resident)}</ul>
        </section>
        <details class="group">
            <summary><h2>{t(me::ABOUT_FIRM)}" "<span class="count">{move || count(Subject::Firm)}</span></h2></summary>
            <ul class="facts">{of(Subject::Firm)}</ul>
        </details>
    }
    .into_any()
}

fn fact(device: Device, key: FactKey) -> AnyView {
    let id = String::from("fact-") + key.name();
    let is_said = Memo::new(move |_| device.facts.with(|facts| facts.get(key).is_some()));
    let value = move || match device.facts.with(|facts| facts.get(key).map(|value| said(key, value, language()))) {
        Some(value) => view! { <span class="fact-value">{value}</span> }.into_any(),
        None => view! { <span class="hint">{t(me::NOT_SAID)}</span> }.into_any(),
    };
    let forget = move || {
        is_said.get().then(|| {
            let name = fill(t(me::FORGET_THIS), &[t(key.label())]);
            view! {
                <button type="button" class="button bare" aria-label=name on:click=move |_| device.forget(key)>{t(me::FORGET)}</button>
            }
        })
    };
    view! {
        <li>
            <fieldset data-fact=key.name() data-said=move || if is_said.get() { "true" } else { "false" }>
                <legend class="visually-hidden" id=id>{t(key.question())}</legend>
                <div class="fact-line"><span aria-hidden="true">{t(key.label())}</span>{value}{forget}</div>
                {fact_field(key, Counts::WhenLeft, Callback::new(|()| ()))}
            </fieldset>
        </li>
    }
    .into_any()
}

fn account(device: Device) -> AnyView {
    let failed = RwSignal::new(None::<String>);
    let sign_out = move |_| {
        spawn_local(async move {
            if let Err(problem) = device.sign_out().await {
                failed.set(Some(problem.sentence(language()).to_owned()));
            }
        });
    };
    let state = move || {
        device.session.with(|session| match session {
            SessionState::SignedIn(session) => {
                let who = fill(t(me::SIGNED_IN_AS), &[&session.name, t(session.role.label())]);
                view! {
                    <p>{who}</p>
                    <p class="actions"><button type="button" class="button quiet" on:click=sign_out>{t(me::SIGN_OUT)}</button></p>
                }
                .into_any()
            }
            SessionState::SignedOut | SessionState::Unknown => view! {
                <p>{t(me::SIGNED_OUT)}</p>
                <p class="actions"><a class="button" href="/sign-in">{t(me::SIGN_IN)}</a></p>
            }
            .into_any(),
        })
    };
    let why = move || failed.get().map(|why| fill(t(me::FAILED), &[&why]));
    view! { <section class="group"><h2>{t(me::ACCOUNT)}</h2><p class="field-error" role="alert">{why}</p>{state}</section> }.into_any()
}

fn languages() -> AnyView {
    let button = |which: Language, name: &'static str| {
        let pressed = if language() == which { "true" } else { "false" };
        view! {
            <button type="button" class="button quiet" lang=words::name(which) aria-pressed=pressed on:click=move |_| words::switch(which)>{name}</button>
        }
        .into_any()
    };
    view! {
        <section class="group">
            <h2>{t(me::LANGUAGE)}</h2>
            <p class="actions">{button(Language::Zh, "中文")}{button(Language::En, "English")}</p>
        </section>
    }
    .into_any()
}

fn data(device: Device) -> AnyView {
    let asked = RwSignal::new(false);
    let outcome = RwSignal::new(None::<String>);
    let wipe = move |_| {
        asked.set(false);
        spawn_local(async move {
            let said = match device.wipe().await {
                Ok(()) => t(me::WIPED).to_owned(),
                Err(error) => fill(t(me::FAILED), &[&error.to_string()]),
            };
            outcome.set(Some(said));
        });
    };
    let ask = move |_| {
        asked.set(true);
        focus::soon("#wipe-sure", true);
    };
    let sure = move || {
        asked.get().then(|| {
            view! {
                <div class="error-summary" id="wipe-sure" tabindex="-1">
                    <p>{t(me::WIPE_SURE)}</p>
                    <p class="actions">
                        <button type="button" class="button" on:click=wipe>{t(me::WIPE_YES)}</button>
                        <button type="button" class="button quiet" on:click=move |_| asked.set(false)>{t(me::WIPE_NO)}</button>
                    </p>
                </div>
            }
        })
    };
    view! {
        <section class="group">
            <h2>{t(me::DATA)}</h2>
            <p class="note">{t(me::DATA_DEVICE)}</p>
            <p class="note">{t(me::DATA_SERVER)}</p>
            <p class="note">{t(me::DATA_RECORD)}</p>
            <p class="actions">
                <button type="button" class="button quiet" on:click=move |_| device.forget_all()>{t(me::FORGET_ALL)}</button>
                <button type="button" class="button danger" on:click=ask>{t(me::WIPE)}</button>
            </p>
            {sure}
            <p role="status">{move || outcome.get()}</p>
        </section>
    }
    .into_any()
}
