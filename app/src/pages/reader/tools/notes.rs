//! Bookmarks, marked words and notes of a document: in their list and in the text.

use std::cell::RefCell;
use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::audience::wording::cite;
use mingbai_shared::document::anchor::{Anchor, Place};
use mingbai_shared::document::notes::{Note, mark, restore, write};
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::pack::Addressed;
use uuid::Uuid;
use web_sys::Element;

use crate::components::button::{Kind, actions, button};
use crate::components::card::address;
use crate::components::empty::empty;
use crate::device::{Device, Published};
use crate::highlight::{Texts, highlight};
use crate::private_sync::new_id;
use crate::view::{View, classed, el, follow, link, live, many};
use crate::words::{fill, frame, language, t, tools as words};
use crate::{clock, focus};

/// The name of the highlight, as the style knows it.
const NOTED: &str = "noted";
const HAS_NOTE: &str = "has-note";
/// By then a note that was added stands in its list.
const SHOWN_MS: u32 = 150;

/// What is marked in a document. A copy is the same.
#[derive(Clone)]
pub struct Notes {
    device: Device,
    published: Arc<Published>,
    all: RwSignal<Vec<Note>>,
    said: RwSignal<Option<String>>,
    /// What was removed last, for whoever wants it back.
    removed: RwSignal<Option<Note>>,
}

impl Notes {
    /// Reads what is kept, and shows it in the text.
    pub fn open(device: Device, published: Arc<Published>, said: RwSignal<Option<String>>) -> Notes {
        let all = RwSignal::new(Vec::new());
        let notes = Notes { device, published, all, said, removed: RwSignal::new(None) };
        let document = notes.document();
        spawn_local(async move {
            let kept = device.notes(&document).await;
            // The page may have been left meanwhile.
            let _ = all.try_set(kept);
        });
        let shown = Arc::clone(&notes.published);
        follow(move || {
            let marked: Vec<Place> =
                all.with(|all| all.iter().map(|note| note.anchor.find(&shown.pack.document)).collect());
            request_animation_frame(move || show(&marked));
        });
        notes
    }

    fn document(&self) -> String {
        self.published.pack.id.to_string()
    }

    fn change(&self, change: impl Fn(&mut Vec<Note>) + 'static, done: Option<&'static str>) {
        let (device, all, said, document) = (self.device, self.all, self.said, self.document());
        spawn_local(async move {
            let sentence = match device.change_notes(&document, change).await {
                Ok(notes) => {
                    let _ = all.try_set(notes);
                    done.map(str::to_owned)
                }
                Err(_) => Some(t(words::NOT_KEPT).to_owned()),
            };
            let _ = said.try_set(sentence);
        });
    }

    /// Marks a place, to write about it.
    pub fn write_about(&self, anchor: Anchor) {
        let there = self.all.with_untracked(|all| all.iter().find(|note| note.anchor == anchor).cloned());
        let note = there.unwrap_or_else(|| made(anchor));
        let field = ["[id=\"note-", &note.id.to_string(), "\"]"].concat();
        self.mark(note);
        // Once it is kept, and the list with it is shown.
        Timeout::new(SHOWN_MS, move || {
            focus::now(&field, true);
        })
        .forget();
    }

    /// Marks a place; one that is marked stays as it is.
    pub fn add(&self, anchor: Anchor) {
        self.mark(made(anchor));
    }

    fn mark(&self, note: Note) {
        self.change(move |all| mark(all, &note), Some(t(words::MARKED)));
    }

    /// Writes what was typed over what this page last knew of it.
    fn write(&self, note: &Note, seen: String, text: String) {
        let (note, fresh) = (note.clone(), fresh());
        self.change(move |all| write(all, &note, &seen, &text, fresh), None);
    }

    fn delete(&self, id: Uuid) {
        let gone = self.all.with_untracked(|all| all.iter().find(|note| note.id == id).cloned());
        self.change(move |notes| notes.retain(|note| note.id != id), None);
        self.removed.set(gone);
    }

    /// That one was removed, and the way to have it back.
    fn undo(&self) -> View {
        let Some(gone) = self.removed.get() else { return View::Nothing };
        let notes = self.clone();
        let back = move || {
            notes.removed.set(None);
            let gone = gone.clone();
            notes.change(move |all| restore(all, &gone), None);
        };
        let undo = button(Kind::Bare, t(frame::UNDO), back);
        el("p").child(t(words::DELETED)).child(" ").child(undo).into()
    }

    /// All of them by the order of the text, those that lost their place last; and a bookmark for the article in view.
    pub fn list(&self, published: &Arc<Published>, sheet: RwSignal<bool>) -> View {
        // What is being written is not drawn anew under the hand: others come once it is left.
        let (all, drawn) = (self.all, RwSignal::new(self.all.with_untracked(|all| ids(all))));
        let catch_up = move || {
            // The dialog may have been closed, or the page left, by the time that the focus is elsewhere.
            let Some(ids) = all.try_with(|all| ids(all)) else { return };
            if !is_writing() && drawn.try_with_untracked(|drawn| *drawn != ids) == Some(true) {
                drawn.set(ids);
            }
        };
        follow(catch_up);
        let (notes, about) = (self.clone(), Arc::clone(published));
        let list = move || -> View {
            if notes.all.with_untracked(Vec::is_empty) {
                return empty(t(words::NO_NOTES)).into();
            }
            let document = &about.pack.document;
            let numbers: Vec<ArticleNumber> = document.articles().map(|article| article.number).collect();
            let mut placed: Vec<(usize, Note, Place)> = notes.all.with_untracked(|all| {
                let place = |note: &Note| (note.clone(), note.anchor.find(document));
                all.iter().map(place).map(|(note, place)| (order(&numbers, &place), note, place)).collect()
            });
            placed.sort_by_key(|(order, ..)| *order);
            let rows: Vec<View> =
                placed.into_iter().map(|(_, note, place)| notes.row(&about, note, place, sheet)).collect();
            // The focus has left it by the next turn.
            let left = move |_| {
                Timeout::new(0, move || untrack(catch_up)).forget();
            };
            classed("ul", "notes").child(rows).on("focusout", left).into()
        };
        let (mark, at) = (self.clone(), Arc::clone(published));
        let bookmark = in_view(published).map(|number| {
            let words = fill(t(words::BOOKMARK), &[&cite(&number, language())]);
            button(Kind::Quiet, words, move || {
                if let Some(article) = at.pack.document.article(&number) {
                    mark.add(Anchor::article(article));
                }
            })
        });
        let undone = self.clone();
        many([
            actions().child(bookmark).into(),
            el("div").attr("role", "status").child(live(move || undone.undo())).into(),
            live(move || {
                drawn.track();
                untrack(&list)
            }),
            classed("p", "note").child(t(words::KEPT_HERE)).into(),
        ])
    }

    fn row(&self, published: &Published, note: Note, place: Place, sheet: RwSignal<bool>) -> View {
        let (number, lost) = match &place {
            Place::Here(number, _) => (*number, None),
            Place::Changed(number) => (*number, Some(fill(t(words::CHANGED), &[&cite(number, language())]))),
            Place::Gone => (note.anchor.article, Some(t(words::GONE).to_owned())),
        };
        let name = cite(&number, language());
        let place: View = match place {
            Place::Gone => el("span").child(name).into(),
            _ => link("", [&address(&published.pack), &*Addressed::Article(number).path()].concat(), name)
                .on("click", move |_| sheet.set(false))
                .into(),
        };
        let id = ["note-", &note.id.to_string()].concat();
        let (of_delete, write, delete) = (note.id, self.clone(), self.clone());
        let (of_write, seen) = (note.clone(), RefCell::new(note.text.clone()));
        let text = el("textarea")
            .attr("id", id.clone())
            .attr("rows", "2")
            .property("value", {
                let text = note.text.clone();
                move || text.clone().into()
            })
            .on("input", move |event| {
                let text = event_target_value(&event);
                let seen = seen.replace(text.clone());
                write.write(&of_write, seen, text);
            });
        el("li")
            .child(el("p").child(place))
            .child(lost.map(|lost| classed("p", "field-error").child(lost)))
            .child(el("blockquote").attr("lang", "zh-CN").child(note.anchor.words.clone()))
            .child(el("label").attr("for", id).child(t(words::YOUR_NOTE)))
            .child(text)
            .child(actions().child(button(Kind::Bare, t(words::DELETE), move || {
                delete.delete(of_delete);
                focus::soon("#marks h2", false);
            })))
            .into()
    }
}

fn made(anchor: Anchor) -> Note {
    Note { id: fresh(), anchor, text: String::new() }
}

fn fresh() -> Uuid {
    new_id(clock::now_ms())
}

fn ids(all: &[Note]) -> Vec<Uuid> {
    all.iter().map(|note| note.id).collect()
}

/// Whether the focus is in the text of a note.
fn is_writing() -> bool {
    document().query_selector(".notes textarea:focus").is_ok_and(|field| field.is_some())
}

fn order(numbers: &[ArticleNumber], place: &Place) -> usize {
    match place {
        Place::Here(number, _) | Place::Changed(number) => {
            numbers.iter().position(|other| other == number).unwrap_or(usize::MAX)
        }
        Place::Gone => usize::MAX,
    }
}

/// Shows in the text what is marked: the articles at their edge, the words themselves where the browser has highlights.
fn show(marked: &[Place]) {
    let before = document().query_selector_all("#text .has-note").ok();
    for article in before.iter().flat_map(|all| (0..all.length()).filter_map(|at| all.item(at))) {
        if let Ok(article) = wasm_bindgen::JsCast::dyn_into::<Element>(article) {
            // The class's name is a valid one, here and below.
            let _ = article.class_list().remove_1(HAS_NOTE);
        }
    }
    let mut stretches = Vec::new();
    for place in marked {
        let Place::Here(number, bytes) = place else { continue };
        let Some(article) = element_of(number) else { continue };
        let _ = article.class_list().add_1(HAS_NOTE);
        if let Some((texts, bytes)) = texts_of(&article, bytes) {
            stretches.extend(texts.stretch(&bytes));
        }
    }
    highlight(NOTED, stretches);
}

fn element_of(number: &ArticleNumber) -> Option<Element> {
    document().query_selector(&["#text [id=\"", &Addressed::Article(*number).id(), "\"]"].concat()).ok().flatten()
}

/// The texts of an article as `anchor::text` puts them together, but without the ends of lines; and the bytes there.
fn texts_of(article: &Element, bytes: &std::ops::Range<usize>) -> Option<(Texts, std::ops::Range<usize>)> {
    let lines = article.query_selector_all("p, .items > li > span:last-child").ok()?;
    let lines: Vec<Element> = (0..lines.length())
        .filter_map(|at| lines.item(at).and_then(|node| wasm_bindgen::JsCast::dyn_into(node).ok()))
        .collect();
    // Each end of a line before a place is one byte that the page does not have.
    let mut whole = 0;
    let (mut start, mut end) = (bytes.start, bytes.end);
    for line in &lines {
        whole += line.text_content().unwrap_or_default().len() + 1;
        if whole <= bytes.start {
            start -= 1;
        }
        if whole < bytes.end {
            end -= 1;
        }
    }
    Some((Texts::of_all(lines.into_iter()), start..end))
}

/// The article that is in view: the first that reaches below the upper third of the screen.
fn in_view(published: &Published) -> Option<ArticleNumber> {
    let third = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default() / 3.0;
    let is_in_view =
        |number: &ArticleNumber| element_of(number).is_some_and(|it| it.get_bounding_client_rect().bottom() > third);
    let all = || published.pack.document.articles().map(|article| article.number);
    // Below the last one it is that.
    all().find(is_in_view).or(all().last())
}
