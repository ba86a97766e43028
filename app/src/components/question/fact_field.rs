//! The field that asks for one fact, as its kind needs it: buttons, a day, several days, a number with its unit.
//!
//! What is typed is kept beside the field and not written back into it, which would disturb typing.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::Event;
use mingbai_shared::facts::{FactKey, FactKind, Unread};

use crate::clock;
use crate::components::button::{Kind, button, submit};
use crate::device::Device;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{fill, home, language, t};

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
    not_read: RwSignal<Option<Unread>>,
    answered: fn(),
}

impl Answering {
    /// Says what was typed.
    fn say(self, typed: &str) {
        let value = match self.key.read(typed, clock::today()) {
            Ok(value) => value,
            Err(why) => return self.not_read.set(Some(why)),
        };
        self.not_read.set(None);
        if self.device.facts.with_untracked(|facts| facts.get(self.key) != Some(&value)) {
            self.device.say(self.key, value);
        }
        (self.answered)();
    }

    /// Says what was typed, where leaving the field is enough and something was.
    fn leave(self, typed: &str) {
        if self.counts == Counts::WhenLeft && !typed.trim().is_empty() {
            self.say(typed);
        }
    }

    fn said(self) -> Option<String> {
        self.device.facts.with(|facts| facts.get(self.key).map(|value| self.key.typed(value)))
    }

    /// A button that gives one answer and shows whether it is the one given.
    fn answer(
        self,
        name: &'static str,
        typed: &'static str,
        words: &'static str,
        press: impl Fn() + 'static,
    ) -> Element {
        button(Kind::Quiet, words, press).attr("data-answer", name).live_attr("aria-pressed", move || {
            Some(if self.said().as_deref() == Some(typed) { "true" } else { "false" }.into())
        })
    }

    fn done(self) -> View {
        (self.counts == Counts::WhenDone).then(|| submit(Kind::Main, t(home::DONE))).into()
    }
}

/// The id of the words that name a fact's field.
pub fn name_id(key: FactKey) -> String {
    ["fact-", key.name()].concat()
}

/// The field; `answered` runs after each answer. The words with the id [`name_id`] name it.
pub fn fact_field(key: FactKey, counts: Counts, answered: fn()) -> View {
    let device = expect_context::<Device>();
    let answering = Answering { device, key, counts, not_read: RwSignal::new(None), answered };
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
        answering.not_read.get().map(|why| {
            let why = why.sentence();
            let why = why.in_language(language());
            let words = if answering.said().is_some() { fill(t(home::STILL), &[why]) } else { why.to_owned() };
            classed("p", "field-error").attr("role", "alert").child(words)
        })
    };
    many([live(problem), field])
}

fn answers(answering: Answering, choices: Vec<(&'static str, &'static str)>) -> View {
    let buttons = choices
        .into_iter()
        .map(|(name, words)| answering.answer(name, name, words, move || answering.say(name)).into());
    classed("div", "answers").child(buttons.collect::<Vec<View>>()).into()
}

fn form(class: &'static str, submit: impl Fn() + 'static) -> Element {
    classed("form", class).on("submit", move |event: Event| {
        event.prevent_default();
        submit();
    })
}

fn typed(answering: Answering, kind: &'static str) -> View {
    let now =
        answering.device.facts.with_untracked(|facts| facts.get(answering.key).map(|value| answering.key.typed(value)));
    let text = Rc::new(RefCell::new(now.unwrap_or_default()));
    let (typing, leaving, submitting) = (Rc::clone(&text), Rc::clone(&text), text);
    let mut input = el("input")
        .attr("type", kind)
        .attr("autocomplete", "off")
        .attr("aria-labelledby", name_id(answering.key))
        .property("value", move || answering.said().unwrap_or_default().into())
        .on("input", move |event| *typing.borrow_mut() = event_target_value(&event))
        .on("blur", move |_| answering.leave(&leaving.borrow()));
    if matches!(answering.key.kind(), FactKind::Number(_)) {
        input = input.attr("inputmode", "decimal");
    }
    let unit = answering.key.typed_unit().map(|unit| el("span").child(t(unit)));
    form("with-unit", move || answering.say(&submitting.borrow()))
        .child(input)
        .child(unit)
        .child(answering.done())
        .into()
}

/// A day for each person meant, or none of them.
fn days(answering: Answering) -> View {
    let now =
        answering.device.facts.with_untracked(|facts| facts.get(answering.key).map(|value| answering.key.typed(value)));
    let rows: Rows = Rc::new(RefCell::new(now.unwrap_or_default().split_whitespace().map(str::to_owned).collect()));
    let count = RwSignal::new(rows.borrow().len());
    let resize = {
        let rows = Rc::clone(&rows);
        move |many: usize| {
            rows.borrow_mut().resize(many, String::new());
            count.set(many);
        }
    };
    let (to_none, to_more, to_less) = (resize.clone(), resize.clone(), resize);
    let (inputs, removing, submitting) = (Rc::clone(&rows), Rc::clone(&rows), rows);
    let none = answering.answer("none", "", t(home::NONE), move || {
        to_none(0);
        answering.say("");
    });
    let add = button(Kind::Quiet, t(home::ADD), move || to_more(count.get_untracked() + 1)).attr("data-answer", "add");
    let less = Rc::new(move || {
        to_less(count.get_untracked().saturating_sub(1));
        answering.leave(&removing.borrow().join(" "));
    });
    let after = move || {
        let less = Rc::clone(&less);
        (count.get() > 0).then(|| many([button(Kind::Bare, t(home::REMOVE), move || less()).into(), answering.done()]))
    };
    form("options", move || answering.say(&submitting.borrow().join(" ")))
        .child(live(move || (0..count.get()).map(|at| day_row(answering, &inputs, at)).collect::<Vec<View>>()))
        .child(classed("div", "answers").child(none).child(add).child(live(after)))
        .into()
}

type Rows = Rc<RefCell<Vec<String>>>;

fn day_row(answering: Answering, rows: &Rows, at: usize) -> View {
    let (typing, leaving, value) =
        (Rc::clone(rows), Rc::clone(rows), rows.borrow().get(at).cloned().unwrap_or_default());
    let input = el("input")
        .attr("type", "date")
        .attr("value", value)
        .on("input", move |event| {
            if let Some(row) = typing.borrow_mut().get_mut(at) {
                *row = event_target_value(&event);
            }
        })
        .on("blur", move |_| {
            let typed = leaving.borrow().join(" ");
            answering.leave(&typed);
        });
    el("label").child(fill(t(home::NTH_BIRTHDAY), &[&(at + 1).to_string()])).child(input).into()
}
