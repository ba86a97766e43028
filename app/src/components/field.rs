//! A field with its label, its hint and its error, and the summary of errors that takes the focus.

use leptos::prelude::*;

use super::focus;
use crate::words::{fill, frame, t};

/// How a line is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// One line.
    Line,
    /// A telephone number.
    Telephone,
    /// Several lines.
    Lines,
}

/// A field in which a person types. The text goes into it when `fill_in` changes and never while it is being typed.
pub struct TextField {
    /// The element's id and its name for tests.
    pub id: &'static str,
    pub label: &'static str,
    pub hint: Option<&'static str>,
    pub typed: Typed,
    pub autocomplete: &'static str,
    pub fill_in: Signal<String>,
    pub on_input: Callback<String>,
    pub problem: Signal<Option<&'static str>>,
}

impl TextField {
    pub fn view(self) -> AnyView {
        let TextField { id, label, hint, typed, autocomplete, fill_in, on_input, problem } = self;
        let input = move |event| on_input.run(event_target_value(&event));
        let invalid = move || problem.get().map(|_| "true");
        let hint_id = with(id, "-hint");
        let described = with(id, "-error ");
        let described = described + &hint_id;
        let hint = hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> });
        let control = match typed {
            Typed::Lines => view! {
                <textarea id=id data-testid=id rows="4" aria-describedby=described aria-invalid=invalid prop:value=move || fill_in.get() on:input=input></textarea>
            }
            .into_any(),
            Typed::Line | Typed::Telephone => view! {
                <input
                    id=id
                    data-testid=id
                    type=if typed == Typed::Telephone { "tel" } else { "text" }
                    autocomplete=autocomplete
                    aria-describedby=described
                    aria-invalid=invalid
                    prop:value=move || fill_in.get()
                    on:input=input
                />
            }
            .into_any(),
        };
        view! {
            <div class="field" class:has-error=move || problem.get().is_some()>
                <label for=id>{label}</label>
                {hint}
                {field_error(id, problem)}
                {control}
            </div>
        }
        .into_any()
    }
}

fn with(id: &str, end: &str) -> String {
    let mut text = String::from(id);
    text.push_str(end);
    text
}

/// What is wrong, above the control that it belongs to.
pub fn field_error(id: &'static str, problem: Signal<Option<&'static str>>) -> AnyView {
    let shown =
        move || problem.get().map(|problem| view! { <p class="field-error" id=with(id, "-error")>{problem}</p> });
    shown.into_any()
}

/// One answer among several.
pub struct Choice {
    pub label: &'static str,
    pub chosen: bool,
    pub choose: Callback<()>,
}

/// A choice of one among few, all of them to be seen.
pub fn choices(name: &'static str, legend: &'static str, options: Vec<Choice>) -> AnyView {
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|option| {
            view! {
                <label class="option">
                    <input type="radio" name=name prop:checked=option.chosen on:change=move |_| option.choose.run(()) />
                    <span>{option.label}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! { <fieldset class="field"><legend>{legend}</legend><div class="options">{options}</div></fieldset> }
        .into_any()
}

/// Everything that is still wrong, each a link to its field. It takes the focus when it appears.
pub fn error_summary(problems: Vec<(&'static str, &'static str)>) -> AnyView {
    if problems.is_empty() {
        return ().into_any();
    }
    let title = fill(t(frame::ERROR_SUMMARY), &[&problems.len().to_string()]);
    let links: Vec<AnyView> = problems
        .into_iter()
        .map(|(id, sentence)| {
            let address = with("#", id);
            let target = address.clone();
            let go = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                focus::now(&target, true);
            };
            view! { <li><a href=address on:click=go>{sentence}</a></li> }.into_any()
        })
        .collect();
    view! {
        <section class="error-summary" tabindex="-1" role="alert" aria-labelledby="errors-h">
            <h2 id="errors-h">{title}</h2>
            <ul>{links}</ul>
        </section>
    }
    .into_any()
}
