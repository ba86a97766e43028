//! The fields of a draft: each is a text at a place, and nothing is drawn anew while it is typed into.

use leptos::prelude::*;
use mingbai_shared::pack::draft::name;
use mingbai_shared::pack::{Finding, Level};
use mingbai_shared::words::{Bilingual, Language};
use uuid::Uuid;
use wasm_bindgen::JsCast;

use super::desk::Desk;
use crate::clock;
use crate::components::button::{Kind, actions, button};
use crate::components::field::{Typed, text_control};
use crate::components::toast::Toast;
use crate::focus;
use crate::private_sync::new_id;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{drafting as words, fill, language, t};

/// How a text of the draft is written.
#[derive(Clone, Copy)]
pub enum Control {
    Line,
    Lines,
    Day,
    /// One of these, by its word in the pack's form.
    Choice(&'static [(&'static str, Bilingual)]),
}

/// A text of the draft: where it is below its place, and how it is written.
#[derive(Clone, Copy)]
pub struct Field {
    pub part: &'static str,
    pub control: Control,
    pub hint: Option<Bilingual>,
}

const fn lines(part: &'static str) -> Field {
    Field { part, control: Control::Lines, hint: None }
}

pub const fn line(part: &'static str) -> Field {
    Field { part, control: Control::Line, hint: None }
}

const ARTICLES: Field = Field { part: "articles", control: Control::Line, hint: Some(words::ARTICLES_HINT) };
const POINT: &[Field] = &[lines("text/zh"), lines("text/en"), ARTICLES];

/// The lists of the interpretation, in the order of 办法 art. 27.
pub const LISTS: [(&str, &[Field]); 7] = [
    ("points", POINT),
    ("scope", POINT),
    (
        "changes",
        &[lines("before/zh"), lines("before/en"), lines("after/zh"), lines("after/en"), ARTICLES, line("old_article")],
    ),
    ("standards", POINT),
    (
        "cases",
        &[
            line("title/zh"),
            line("title/en"),
            lines("text/zh"),
            lines("text/en"),
            Field { part: "worked", control: Control::Lines, hint: Some(words::WORKED_HINT) },
            ARTICLES,
        ],
    ),
    ("questions", &[line("question/zh"), line("question/en"), lines("answer/zh"), lines("answer/en"), ARTICLES]),
    ("terms", &[line("term"), lines("meaning/zh"), lines("meaning/en")]),
];

impl Desk {
    /// The fields at a place.
    pub fn fields(self, place: &str, fields: &[Field]) -> View {
        fields.iter().map(|field| self.field(place, field)).collect::<Vec<View>>().into()
    }

    fn field(self, above: &str, field: &Field) -> View {
        let place = if above.is_empty() { field.part.to_owned() } else { [above, "/", field.part].concat() };
        let id = place.replace('/', "-");
        let control = self.control(&place, field.control);
        let control = control.attr("id", id.clone());
        let control = match field.hint {
            Some(_) => control.attr("aria-describedby", [&id, "-hint"].concat()),
            None => control,
        };
        let foreign = field.part.ends_with("/en");
        let control = if foreign { control.attr("lang", Language::En.tag()) } else { control };
        let part = field.part;
        let hint = field
            .hint
            .map(|hint| classed("p", "hint").attr("id", [&id, "-hint"].concat()).child(live(move || t(hint))));
        classed("div", "field")
            .child(el("label").attr("for", id).child(live(move || label(part))))
            .child(hint)
            .child(control)
            .into()
    }

    /// The control of a text; it is filled in when the page changes the text, and not while it is typed.
    pub fn control(self, place: &str, control: Control) -> Element {
        let writing = self.writing;
        let (of_value, of_input) = (place.to_owned(), place.to_owned());
        let text = Memo::new(move |_| {
            writing.filled.track();
            writing.read(|draft| draft.text_at(&of_value).cloned()).flatten().unwrap_or_default()
        });
        let write = move |typed: String| {
            writing.change(|draft| {
                if let Some(text) = draft.text_at(&of_input) {
                    *text = typed;
                }
            });
        };
        let control = match control {
            Control::Lines => text_control(Typed::Lines, "off", move || text.get(), write),
            Control::Line => text_control(Typed::Line, "off", move || text.get(), write),
            Control::Day => el("input")
                .attr("type", "date")
                .property("value", move || text.get().into())
                .on("change", move |event| write(event_target_value(&event))),
            Control::Choice(choices) => {
                let option = |(word, said): &(&'static str, Bilingual)| {
                    let (word, said) = (*word, *said);
                    el("option")
                        .attr("value", word)
                        .switch("selected", move || text.with(|text| text == word))
                        .child(live(move || t(said)))
                        .into()
                };
                el("select")
                    .child(choices.iter().map(option).collect::<Vec<View>>())
                    .on("change", move |event| write(event_target_value(&event)))
            }
        };
        control.attr("data-place", place.to_owned())
    }

    /// A list with its entries, each of these fields.
    pub fn entries(self, list: &'static str, fields: &'static [Field]) -> View {
        let writing = self.writing;
        let ids = Memo::new(move |_| {
            writing.draft.track();
            writing.read(|draft| draft.ids(list)).unwrap_or_default()
        });
        let entry = move |(at, id): (usize, Uuid)| self.entry(list, fields, at, id);
        let all = move || -> View {
            let ids = ids.get();
            if ids.is_empty() {
                return classed("p", "note").child(t(words::NOTHING_YET)).into();
            }
            classed("ol", "entries").child(ids.into_iter().enumerate().map(entry).collect::<Vec<View>>()).into()
        };
        let add = move || drop(self.add(list));
        let label = move || [t(words::ADD), "：", t(name(last(list)))].concat();
        many([
            live(all),
            actions()
                .child(
                    button(Kind::Quiet, live(label), add)
                        .attr("data-testid", ["add-", list].concat())
                        .attr("data-answer", ["add-", list].concat()),
                )
                .into(),
        ])
    }

    /// Adds an entry, and goes to its first field; its place.
    pub fn add(self, list: &'static str) -> String {
        let id = new_id(clock::now_ms());
        self.writing.put(|draft| {
            let _ = draft.add(list, id, None);
        });
        let place = [list, "/", &id.to_string()].concat();
        self.go_to(&place);
        place
    }

    fn entry(self, list: &'static str, fields: &'static [Field], at: usize, id: Uuid) -> View {
        let writing = self.writing;
        let toast = expect_context::<Toast>();
        let (place, nth) = ([list, "/", &id.to_string()].concat(), (at + 1).to_string());
        let called = {
            let nth = nth.clone();
            move |words: Bilingual| fill(t(words), &[t(name(last(list))), &nth])
        };
        let raised = place.clone();
        let raise = (at > 0).then(|| {
            let raise = move || {
                writing.put(|draft| draft.raise(list, id));
                // It stays with the entry, and its first has no such button.
                let end = if at > 1 { "-raise" } else { "-out" };
                focus_answer([&raised, end].concat());
            };
            button(Kind::Bare, t(words::RAISE), raise)
                .attr("aria-label", called(words::RAISE_THIS))
                .attr("data-answer", [&place, "-raise"].concat())
        });
        let take_out = move || {
            let before = writing.draft.get_untracked();
            writing.put(|draft| draft.take_out(list, id));
            let after = writing.draft.get_untracked();
            focus_answer(["add-", list].concat());
            toast.say(t(words::TAKEN_OUT).into(), move || writing.undo(&before, &after));
        };
        let take_out = button(Kind::Bare, t(words::TAKE_OUT), take_out)
            .attr("aria-label", called(words::TAKE_OUT_THIS))
            .attr("data-answer", [&place, "-out"].concat());
        let head = classed("p", "entry-head")
            .child(classed("span", "meta").child(fill(t(words::NTH), &[&nth])))
            .child(raise)
            .child(take_out);
        let name = [t(name(last(list))), " · ", &fill(t(words::NTH), &[&nth])].concat();
        let group = el("div")
            .attr("role", "group")
            .attr("aria-label", name)
            .child(head)
            .child(self.findings_at(place.clone()))
            .child(self.fields(&place, fields));
        el("li").attr("data-testid", "entry").child(group).into()
    }

    /// What is wrong at a place or below it.
    pub fn findings_at(self, place: String) -> View {
        let here = Memo::new(move |_| {
            self.checked.with(|checked| {
                let is_here = |one: &&Finding| {
                    one.place.strip_prefix(&place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                checked.findings.iter().filter(is_here).cloned().collect::<Vec<Finding>>()
            })
        });
        let one = |finding: &Finding| -> View {
            let class = if finding.level == Level::Error { "field-error" } else { "note" };
            classed("p", class).child(said(finding).to_owned()).into()
        };
        live(move || here.with(|all| all.iter().map(one).collect::<Vec<View>>()))
    }

    /// Goes to the first field at a place, in whichever view it stands; to the button that adds an entry where the list has none.
    pub fn go_to(self, place: &str) {
        let is_text = place == "document";
        self.view.set(if is_text { super::desk::Look::Text } else { super::desk::Look::Easy });
        let field = ["[data-place^=\"", place, "\"]"].concat();
        let add = ["[data-answer=\"add-", place, "\"]"].concat();
        request_animation_frame(move || {
            if is_text && let Ok(Some(tab)) = document().query_selector("#draft-text-tab-0") {
                // It may stand under the other tab.
                tab.unchecked_into::<web_sys::HtmlElement>().click();
            }
            let selector = if matches!(document().query_selector(&field), Ok(Some(_))) { field } else { add };
            if let Ok(Some(found)) = document().query_selector(&selector)
                && let Ok(Some(group)) = found.closest("details")
            {
                // The attribute's name is a valid one.
                let _ = group.set_attribute("open", "");
            }
            request_animation_frame(move || {
                focus::now(&selector, true);
            });
        });
    }
}

/// Focuses a button by its name, once it is drawn.
fn focus_answer(name: String) {
    request_animation_frame(move || {
        focus::now(&["[data-answer=\"", &name, "\"]"].concat(), true);
    });
}

/// What a finding says, in the language of the page.
pub fn said(finding: &Finding) -> &str {
    match language() {
        Language::Zh => &finding.message_zh,
        Language::En => &finding.message_en,
    }
}

/// The last part of a place.
fn last(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or_default()
}

/// What a field is called: 问题 · 中文.
fn label(part: &'static str) -> String {
    let names = part.split('/').map(|part| t(name(part))).filter(|name| !name.is_empty());
    names.collect::<Vec<_>>().join(" · ")
}
