//! The field that asks for one fact, as its kind needs it: buttons, a day, several days, a number with its unit.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use mingbai_shared::facts::{FactKey, FactKind};

use crate::device::Device;
use crate::words::{fill, home, t};

/// When an answer counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// As soon as the field is left.
    WhenLeft,
    /// When the person says so with a button.
    WhenDone,
}

/// What a field needs to answer.
#[derive(Clone, Copy)]
struct Answering {
    device: Device,
    key: FactKey,
    counts: Counts,
    not_read: RwSignal<bool>,
    answered: Callback<()>,
}

impl Answering {
    /// Says what was typed; an empty field says nothing.
    fn say(self, typed: &str) {
        match self.key.read(typed) {
            Some(value) => {
                self.not_read.set(false);
                if self.device.facts.with_untracked(|facts| facts.get(self.key) != Some(&value)) {
                    self.device.say(self.key, value);
                }
                self.answered.run(());
            }
            None => self.not_read.set(true),
        }
    }

    fn said(self) -> Option<String> {
        self.device.facts.with(|facts| facts.get(self.key).map(|value| self.key.typed(value)))
    }

    fn named_by(self) -> String {
        let mut id = String::from("fact-");
        id.push_str(self.key.name());
        id
    }
}

/// The field. Its legend must have the id `fact-{name}`; `answered` runs after each answer.
pub fn fact_field(key: FactKey, counts: Counts, answered: Callback<()>) -> AnyView {
    let device = expect_context::<Device>();
    let answering = Answering { device, key, counts, not_read: RwSignal::new(false), answered };
    let field = match key.kind() {
        FactKind::YesNo => answers(answering, vec![("yes", t(home::YES)), ("no", t(home::NO))]),
        FactKind::Choice(choices) => {
            answers(answering, choices.iter().map(|choice| (choice.name, t(choice.label))).collect())
        }
        FactKind::Dates => days(answering),
        FactKind::Date => typed(answering, "date"),
        FactKind::Number(_) | FactKind::IndustryCode => typed(answering, "text"),
    };
    let problem = move || {
        answering.not_read.get().then(|| view! { <p class="field-error" role="alert">{t(home::NOT_AN_ANSWER)}</p> })
    };
    view! { {problem}{field} }.into_any()
}

fn answers(answering: Answering, choices: Vec<(&'static str, &'static str)>) -> AnyView {
    let buttons: Vec<AnyView> = choices
        .into_iter()
        .map(|(name, label)| {
            let pressed = move || if answering.said().as_deref() == Some(name) { "true" } else { "false" };
            view! {
                <button type="button" class="button quiet" data-answer=name aria-pressed=pressed on:click=move |_| answering.say(name)>
                    {label}
                </button>
            }
            .into_any()
        })
        .collect();
    view! { <div class="answers">{buttons}</div> }.into_any()
}

/// One line that is typed. The text is kept beside the field and not written back into it, which would disturb typing.
fn typed(answering: Answering, kind: &'static str) -> AnyView {
    let text =
        StoredValue::new(answering.device.facts.with_untracked(|facts| {
            facts.get(answering.key).map(|value| answering.key.typed(value)).unwrap_or_default()
        }));
    let leave = move || {
        let typed = text.get_value();
        if answering.counts == Counts::WhenLeft && !typed.is_empty() {
            answering.say(&typed);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        answering.say(&text.get_value());
    };
    let numeric = matches!(answering.key.kind(), FactKind::Number(_));
    let unit = answering.key.typed_unit().map(|unit| view! { <span>{t(unit)}</span> });
    view! {
        <form class="with-unit" on:submit=submit>
            <input
                type=kind
                inputmode=numeric.then_some("decimal")
                autocomplete="off"
                aria-labelledby=answering.named_by()
                prop:value=move || answering.said().unwrap_or_default()
                on:input=move |event| text.set_value(event_target_value(&event))
                on:blur=move |_| leave()
            />
            {unit}
            {done(answering.counts)}
        </form>
    }
    .into_any()
}

fn done(counts: Counts) -> AnyView {
    if counts == Counts::WhenDone {
        view! { <button type="submit" class="button">{t(home::DONE)}</button> }.into_any()
    } else {
        ().into_any()
    }
}

/// A day for each person meant, or none of them.
fn days(answering: Answering) -> AnyView {
    let said =
        answering.device.facts.with_untracked(|facts| facts.get(answering.key).map(|value| answering.key.typed(value)));
    let rows: StoredValue<Vec<String>> =
        StoredValue::new(said.unwrap_or_default().split_whitespace().map(str::to_owned).collect());
    let count = RwSignal::new(rows.with_value(Vec::len));
    let say = move || {
        let typed = rows.with_value(|rows| rows.join(" "));
        if !typed.trim().is_empty() {
            answering.say(&typed);
        }
    };
    let none = move |_| {
        rows.set_value(Vec::new());
        count.set(0);
        answering.say("");
    };
    let add = move |_| {
        rows.update_value(|rows| rows.push(String::new()));
        count.update(|count| *count += 1);
    };
    let remove = move |_| {
        rows.update_value(|rows| {
            rows.pop();
        });
        count.update(|count| *count = count.saturating_sub(1));
        if answering.counts == Counts::WhenLeft {
            say();
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        say();
    };
    let leave = Callback::new(move |()| {
        if answering.counts == Counts::WhenLeft {
            say();
        }
    });
    let no_one = move || if answering.said().as_deref() == Some("") { "true" } else { "false" };
    let inputs = move || (0..count.get()).map(|at| day_row(rows, at, leave)).collect::<Vec<_>>();
    let after = move || {
        (count.get() > 0).then(|| {
            view! {
                <button type="button" class="button quiet" on:click=remove>{t(home::REMOVE)}</button>
                {done(answering.counts)}
            }
        })
    };
    view! {
        <form class="options" on:submit=submit>
            {inputs}
            <div class="answers">
                <button type="button" class="button quiet" data-answer="none" aria-pressed=no_one on:click=none>{t(home::NONE)}</button>
                <button type="button" class="button quiet" data-answer="add" on:click=add>{t(home::ADD)}</button>
                {after}
            </div>
        </form>
    }
    .into_any()
}

fn day_row(rows: StoredValue<Vec<String>>, at: usize, leave: Callback<()>) -> AnyView {
    let label = fill(t(home::NTH_BIRTHDAY), &[&(at + 1).to_string()]);
    let value = rows.with_value(|rows| rows.get(at).cloned()).unwrap_or_default();
    let input = move |event| {
        rows.update_value(|rows| {
            if let Some(row) = rows.get_mut(at) {
                *row = event_target_value(&event);
            }
        });
    };
    view! { <label>{label}<input type="date" prop:value=value on:input=input on:blur=move |_| leave.run(())/></label> }
        .into_any()
}
