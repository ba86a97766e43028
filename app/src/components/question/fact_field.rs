//! The field that asks for one fact, as its kind needs it: buttons, a day, several days, a number with its unit.
//!
//! What is typed is kept beside the field and not written back into it, which would disturb typing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::Event;
use mingbai_shared::audience::wording;
use mingbai_shared::facts::{FactKey, FactKind, NO_SUCH_DAY, ProfileId, Unread};

use crate::clock;
use crate::components::button::{Kind, button, submit};
use crate::device::Device;
use crate::view::{Element, View, classed, el, follow, live, many};
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
    /// In whose name: of the profile that was shown when the field was drawn.
    of: ProfileId,
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
        // What is shown may be another's by now.
        let is_new = self.device.facts.with_untracked(|facts| facts.get(self.key) != Some(&value));
        if is_new || self.device.shown() != self.of {
            self.device.say(self.of, self.key, value);
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
pub fn fact_field(of: ProfileId, key: FactKey, counts: Counts, answered: fn()) -> View {
    let device = expect_context::<Device>();
    let answering = Answering { device, of, key, counts, not_read: RwSignal::new(None), answered };
    let field = match key.kind() {
        FactKind::YesNo => {
            let [yes, no] = wording::answers(key);
            answers(answering, vec![("yes", t(yes)), ("no", t(no))])
        }
        FactKind::Choice(choices) => {
            answers(answering, choices.iter().map(|choice| (choice.name, t(choice.label))).collect())
        }
        FactKind::Dates => days(answering),
        FactKind::Date if key.may_be_none() => {
            let none = answering.answer("none", NO_SUCH_DAY, t(home::NONE), move || answering.say(NO_SUCH_DAY));
            many([typed(answering, "date"), classed("div", "answers").child(none).into()])
        }
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
    let said = Memo::new(move |_| answering.said().unwrap_or_default());
    let typed = Rc::new(Typed::default());
    let (filling, typing, leaving, submitting) = (Rc::clone(&typed), Rc::clone(&typed), Rc::clone(&typed), typed);
    let mut input = el("input")
        .attr("type", kind)
        .attr("autocomplete", "off")
        .attr("aria-labelledby", name_id(answering.key))
        .property("value", move || {
            let said = said.get();
            filling.replace(&said);
            said.into()
        })
        .on("input", move |event| typing.touch(event_target_value(&event)))
        .on("blur", move |_| leaving.leave(answering));
    if matches!(answering.key.kind(), FactKind::Number(_)) {
        input = input.attr("inputmode", "decimal");
    }
    let unit = answering.key.typed_unit().map(|unit| el("span").child(t(unit)));
    form("with-unit", move || answering.say(&submitting.text.borrow()))
        .child(input)
        .child(unit)
        .child(answering.done())
        .into()
}

/// What stands in a field. Only what a person typed counts when it is left: what was there before may have been forgotten since.
#[derive(Default)]
struct Typed {
    text: RefCell<String>,
    touched: Cell<bool>,
}

impl Typed {
    fn replace(&self, text: &str) {
        *self.text.borrow_mut() = text.to_owned();
        self.touched.set(false);
    }

    fn touch(&self, text: String) {
        *self.text.borrow_mut() = text;
        self.touched.set(true);
    }

    fn leave(&self, answering: Answering) {
        if self.touched.replace(false) {
            let text = self.text.borrow().clone();
            answering.leave(&text);
        }
    }
}

/// A day for each person meant, or none of them.
fn days(answering: Answering) -> View {
    let days = Days { rows: Rc::default(), drawn: RwSignal::new(0) };
    let said = Memo::new(move |_| answering.said());
    let following = days.clone();
    // At once, and whenever it is said anew or forgotten elsewhere.
    follow(move || {
        let said = said.get().unwrap_or_default();
        // What is being typed stays while it says the same.
        if following.joined() != said {
            following.set(said.split_whitespace().map(str::to_owned).collect());
        }
    });
    let (none, add, remove, submit, shown) = (days.clone(), days.clone(), days.clone(), days.clone(), days.clone());
    let none = answering.answer("none", "", t(home::NONE), move || {
        none.set(Vec::new());
        answering.say("");
    });
    let add = button(Kind::Quiet, t(home::ADD), move || add.change(|rows| rows.push(String::new())))
        .attr("data-answer", "add");
    let remove = Rc::new(move || {
        remove.change(|rows| drop(rows.pop()));
        match remove.joined() {
            // Nobody is left of those named, which does not say that there is nobody.
            left if left.is_empty() => answering.device.forget(answering.of, answering.key),
            left => answering.leave(&left),
        }
    });
    let after = move || {
        shown.drawn.track();
        let remove = Rc::clone(&remove);
        let any = !shown.rows.borrow().is_empty();
        any.then(|| many([button(Kind::Bare, t(home::REMOVE), move || remove()).into(), answering.done()]))
    };
    let rows = move || -> View {
        days.drawn.track();
        let count = days.rows.borrow().len();
        (0..count).map(|at| day_row(answering, &days, at)).collect::<Vec<View>>().into()
    };
    form("options", move || answering.say(&submit.joined()))
        .child(live(rows))
        .child(classed("div", "answers").child(none).child(add).child(live(after)))
        .into()
}

/// The days in the fields. They are drawn anew when there are more or fewer, not while one of them is typed.
#[derive(Clone)]
struct Days {
    rows: Rc<RefCell<Vec<String>>>,
    drawn: RwSignal<usize>,
}

impl Days {
    fn joined(&self) -> String {
        let rows = self.rows.borrow();
        rows.iter().filter(|row| !row.is_empty()).map(String::as_str).collect::<Vec<&str>>().join(" ")
    }

    fn set(&self, days: Vec<String>) {
        self.change(|rows| *rows = days);
    }

    fn change(&self, change: impl FnOnce(&mut Vec<String>)) {
        change(&mut self.rows.borrow_mut());
        self.drawn.update(|drawn| *drawn += 1);
    }
}

fn day_row(answering: Answering, days: &Days, at: usize) -> View {
    let (typing, leaving) = (days.clone(), days.clone());
    let value = days.rows.borrow().get(at).cloned().unwrap_or_default();
    let touched = Rc::new(Cell::new(false));
    let left = Rc::clone(&touched);
    let input = el("input")
        .attr("type", "date")
        .attr("value", value)
        .on("input", move |event| {
            touched.set(true);
            if let Some(row) = typing.rows.borrow_mut().get_mut(at) {
                *row = event_target_value(&event);
            }
        })
        .on("blur", move |_| {
            if left.replace(false) {
                answering.leave(&leaving.joined());
            }
        });
    el("label").child(fill(t(home::NTH_BIRTHDAY), &[&(at + 1).to_string()])).child(input).into()
}
