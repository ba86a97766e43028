//! A field with its label, its hint and its error, and the summary of errors that takes the focus.
//!
//! The error stands above the control, where a phone's keyboard does not cover it, and a screen reader hears it together with the hint.

#[cfg(feature = "patterns")]
pub mod fixture;

use leptos::prelude::*;

use crate::focus;
use crate::view::{Element, Text, View, classed, el, link, live};
use crate::words::{fill, frame, t};

/// How a text is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// One line.
    Line,
    /// A telephone number.
    Telephone,
    /// Several lines.
    Lines,
}

/// What is wrong with a field, if anything; it follows signals.
pub type Wrong = std::rc::Rc<dyn Fn() -> Option<Text>>;

/// Of a field with which nothing can be wrong, or of which it is said elsewhere.
pub fn nothing_wrong() -> Wrong {
    std::rc::Rc::new(|| None)
}

/// What stands around a control.
pub struct Around {
    pub label: &'static str,
    pub hint: Option<&'static str>,
    /// What is said below it, as of a number in its groups.
    pub below: View,
}

/// A control with its label, hint and error around it. `id` is the control's id, and its name for tests.
pub fn field(id: &'static str, around: Around, wrong: &Wrong, control: Element) -> View {
    let Around { label, hint, below } = around;
    let (of_control, of_field, words) = (wrong.clone(), wrong.clone(), wrong.clone());
    let error = move || words().map(|words| classed("p", "field-error").attr("id", with(id, "-error")).child(words));
    let control = control
        .attr("id", id)
        .attr("data-testid", id)
        .attr("aria-describedby", [id, "-error ", id, "-hint"].concat())
        .live_attr("aria-invalid", move || of_control().map(|_| "true".into()));
    el("div")
        .live_attr("class", move || Some(if of_field().is_some() { "field has-error" } else { "field" }.into()))
        .child(el("label").attr("for", id).child(label))
        .child(hint.map(|hint| classed("p", "hint").attr("id", with(id, "-hint")).child(hint)))
        .child(live(error))
        .child(control)
        .child(below)
        .into()
}

/// The control in which a text is typed. The text goes into it when `fill_in` changes and never while it is being typed.
pub fn text_control(
    typed: Typed,
    autocomplete: &'static str,
    fill_in: impl Fn() -> String + 'static,
    on_input: impl Fn(String) + 'static,
) -> Element {
    let control = match typed {
        Typed::Lines => el("textarea").attr("rows", "4"),
        Typed::Line => el("input").attr("type", "text"),
        Typed::Telephone => el("input").attr("type", "tel"),
    };
    control
        .attr("autocomplete", autocomplete)
        .property("value", move || fill_in().into())
        .on("input", move |event| on_input(event_target_value(&event)))
}

fn with(id: &str, end: &str) -> String {
    [id, end].concat()
}

/// Everything that is still wrong, each a link to its field. It takes the focus when it appears.
pub fn error_summary(problems: Vec<(&'static str, &'static str)>) -> View {
    if problems.is_empty() {
        return View::Nothing;
    }
    let title = fill(t(frame::ERROR_SUMMARY), &[&problems.len().to_string()]);
    let links = problems.into_iter().map(|(id, sentence)| {
        let address = with("#", id);
        let target = address.clone();
        let go = move |event: leptos::web_sys::Event| {
            event.prevent_default();
            focus::now(&target, true);
        };
        el("li").child(link("", address, sentence).on("click", go)).into()
    });
    classed("section", "error-summary")
        .attr("tabindex", "-1")
        .attr("role", "alert")
        .attr("aria-labelledby", "errors-h")
        .child(el("h2").attr("id", "errors-h").child(title))
        .child(el("ul").child(links.collect::<Vec<View>>()))
        .into()
}
