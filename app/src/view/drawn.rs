//! Drawing: from a [`View`] to what stands in the page, and its replacement when a live part changes.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use leptos::web_sys;
use mingbai_shared::words::Language;
use mingbai_shared::words::runs::{Run, has_chinese, runs};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, Node};

use super::attention::Attention;
use super::{Listener, Parts, Value, View};
use crate::words::language;

/// What was drawn, with all that keeps it alive: dropping it ends its effects and listeners.
enum Drawn {
    Leaf(Node),
    Element {
        node: Node,
        _held: Held,
    },
    /// The last node marks the place also where there is nothing.
    Many(Vec<Drawn>, Node),
    Live(Followed),
}

/// A live part. What stands in it ends with it, at once: its effect would keep that until its own turn, and a part inside that follows the same signal
/// would be drawn before, by signals that are gone.
struct Followed(RenderEffect<Drawn>);

impl Drop for Followed {
    fn drop(&mut self) {
        drop(self.0.take_value());
    }
}

struct Held {
    _children: Vec<Drawn>,
    _effects: Vec<RenderEffect<()>>,
    _listeners: Vec<Listening>,
}

/// A listener, until it is dropped: an event that the browser still has in its queue finds nobody.
struct Listening {
    at: web_sys::Element,
    event: &'static str,
    handler: Closure<dyn FnMut(Event)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.at.remove_event_listener_with_callback(self.event, self.handler.as_ref().unchecked_ref());
    }
}

/// Draws `view` at the end of `place`, where it stays as long as the page.
pub fn mount(place: &Node, view: View) {
    let drawn = draw(view, Said::ByThePage);
    drawn.each_node(&mut |node| append(place, node));
    std::mem::forget(drawn);
}

fn append(parent: &Node, child: &Node) {
    // A node of this document can stand in any element.
    let _ = parent.append_child(child);
}

fn text(words: &str) -> Node {
    document().create_text_node(words).into()
}

/// What says in which language a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// The page: Chinese in an English one is marked.
    ByThePage,
    /// An element around it.
    ByAnElement,
}

fn draw(view: View, said: Said) -> Drawn {
    match view {
        View::Nothing => Drawn::Leaf(text("")),
        View::Text(words) if said == Said::ByThePage => Drawn::Leaf(marked(&words)),
        View::Text(words) => Drawn::Leaf(text(&words)),
        View::Element(parts) => element(*parts, said),
        View::Many(views) => Drawn::Many(views.into_iter().map(|view| draw(view, said)).collect(), text("")),
        View::Live(part) => Drawn::Live(Followed(RenderEffect::new(move |before: Option<Drawn>| {
            let now = draw(part(), said);
            if let Some(before) = before {
                now.take_place_of(&before);
            }
            now
        }))),
    }
}

/// A text, with the Chinese in an English page marked for screen readers: names and what people typed have no other language. It is one node, since
/// some stand where each node is laid out by itself.
fn marked(words: &str) -> Node {
    let Some(runs) = foreign(words) else { return text(words) };
    let mut nodes = runs.into_iter().map(|run| match run {
        Run::Other(part) => text(part),
        Run::Chinese(part) => span(Some(Language::Zh), &[text(part)]),
    });
    match (nodes.next(), nodes.next()) {
        (Some(only), None) => only,
        (first, second) => span(None, &first.into_iter().chain(second).chain(nodes).collect::<Vec<Node>>()),
    }
}

/// The parts of a text that has Chinese in an English page. Only who has Chinese to show follows the language.
fn foreign(words: &str) -> Option<Vec<Run<'_>>> {
    (has_chinese(words) && language() == Language::En).then(|| runs(words))
}

fn span(language: Option<Language>, inside: &[Node]) -> Node {
    // The tag is a valid name.
    let Ok(span) = document().create_element("span") else { return text("") };
    if let Some(language) = language {
        put(&span, "lang", Some(language.tag()));
    }
    inside.iter().for_each(|node| append(&span, node));
    span.into()
}

impl Drawn {
    /// Calls `each` with every outermost node, in order.
    fn each_node(&self, each: &mut dyn FnMut(&Node)) {
        match self {
            Drawn::Leaf(node) | Drawn::Element { node, .. } => each(node),
            Drawn::Many(all, end) => {
                all.iter().for_each(|drawn| drawn.each_node(each));
                each(end);
            }
            Drawn::Live(Followed(effect)) => {
                effect.with_value_mut(|drawn| drawn.each_node(each));
            }
        }
    }

    fn take_place_of(&self, before: &Drawn) {
        let mut old: Vec<Node> = Vec::new();
        before.each_node(&mut |node| old.push(node.clone()));
        let Some(first) = old.first() else { return };
        let Some(parent) = first.parent_node() else { return };
        let attention = Attention::within(&old);
        let mut new: Vec<Node> = Vec::new();
        self.each_node(&mut |node| {
            let _ = parent.insert_before(node, Some(first));
            new.push(node.clone());
        });
        for node in &old {
            let _ = parent.remove_child(node);
        }
        if let Some(attention) = attention {
            attention.restore(&new);
        }
    }
}

fn element(parts: Parts, said: Said) -> Drawn {
    const SVG: &str = "http://www.w3.org/2000/svg";
    let made = if matches!(parts.tag, "svg" | "text" | "rect" | "circle" | "title" | "desc") {
        document().create_element_ns(Some(SVG), parts.tag)
    } else {
        document().create_element(parts.tag)
    };
    // Every tag of this program is a valid name.
    let Ok(made) = made else { return Drawn::Leaf(text("")) };
    let says_itself = parts.attributes.iter().any(|(name, _)| *name == "lang");
    // An option and the texts of a picture hold nothing but text: they are marked as a whole.
    let bare = matches!(parts.tag, "option" | "text" | "title" | "desc");
    let inside = if says_itself || bare { Said::ByAnElement } else { said };
    if bare && parts.children.iter().any(|child| matches!(child, View::Text(words) if foreign(words).is_some())) {
        put(&made, "lang", Some(Language::Zh.tag()));
    }
    let children: Vec<Drawn> = parts.children.into_iter().map(|child| draw(child, inside)).collect();
    children.iter().for_each(|child| child.each_node(&mut |node| append(&made, node)));
    // After the children: a select takes its value only when its options are there.
    let effects = parts.attributes.into_iter().filter_map(|(name, value)| set(&made, name, value)).collect();
    let listeners = parts.listeners.into_iter().map(|(event, handler)| listen(&made, event, handler)).collect();
    let held = Held { _children: children, _effects: effects, _listeners: listeners };
    Drawn::Element { node: made.into(), _held: held }
}

fn set(element: &web_sys::Element, name: &'static str, value: Value) -> Option<RenderEffect<()>> {
    let at = element.clone();
    match value {
        Value::Fixed(text) => {
            put(&at, name, Some(&text));
            None
        }
        Value::Markup(markup) => {
            shape(&at, markup);
            None
        }
        Value::Live(follow) => Some(RenderEffect::new(move |_| put(&at, name, follow().as_deref()))),
        Value::Property(follow) => Some(RenderEffect::new(move |_| property(&at, name, &follow().as_ref().into()))),
        Value::Switch(follow) => Some(RenderEffect::new(move |_| property(&at, name, &follow().into()))),
    }
}

/// Markup goes through the page's own guard (`app/shell/boot.js`): where the browser asks for it, a text alone is refused.
fn shape(element: &web_sys::Element, markup: &'static str) {
    let guard = Reflect::get(&window(), &"mingbaiShape".into()).ok();
    let guarded = guard.and_then(|guard| guard.dyn_into::<Function>().ok()?.call1(&JsValue::NULL, &markup.into()).ok());
    property(element, "innerHTML", &guarded.unwrap_or_else(|| markup.into()));
}

/// The names of attributes and properties are this program's own and valid, so that these cannot fail.
fn put(element: &web_sys::Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn property(element: &web_sys::Element, name: &str, value: &JsValue) {
    let _ = Reflect::set(element, &name.into(), value);
}

fn listen(element: &web_sys::Element, event: &'static str, handler: Listener) -> Listening {
    let handler = Closure::wrap(handler);
    let _ = element.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
    Listening { at: element.clone(), event, handler }
}

#[cfg(test)]
mod tests {
    use std::any::Any;

    use leptos::task::tick;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;
    use crate::view::{button, el, live, many};

    wasm_bindgen_test_configure!(run_in_browser);

    /// A place of its own in the test's page, with `view` in it for as long as the second value is kept.
    fn shown(view: impl FnOnce() -> View + 'static) -> (web_sys::Element, Box<dyn Any>) {
        let place = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        let root = place.clone();
        let owner = mount_to(document().body().unwrap(), move || mount(&root, view()));
        (place, Box::new(owner))
    }

    #[wasm_bindgen_test]
    async fn what_stands_in_a_part_that_is_drawn_anew_is_not_drawn_by_signals_that_are_gone() {
        let language = RwSignal::new(0);
        let outer = move || {
            let own = RwSignal::new("own");
            let inner = move || [own.get(), &language.get().to_string()].concat();
            many([language.get().to_string().into(), live(move || el("p").child(live(inner)))])
        };
        let (place, _owner) = shown(move || live(outer));
        for next in 1..4 {
            language.set(next);
            tick().await;
            assert_eq!(place.inner_html(), format!("{next}<p>own{next}</p>"));
        }
    }

    #[wasm_bindgen_test]
    async fn a_live_part_is_replaced_in_its_place_and_nothing_around_it() {
        let count = RwSignal::new(0);
        let items = move || (0..count.get()).map(|at| el("li").child(at.to_string()).into()).collect::<Vec<View>>();
        let (place, _owner) = shown(move || many(["before".into(), live(items), el("p").child("after").into()]));
        let after = place.query_selector("p").unwrap().unwrap();
        for (now, html) in [
            (2, "before<li>0</li><li>1</li><p>after</p>"),
            (0, "before<p>after</p>"),
            (1, "before<li>0</li><p>after</p>"),
        ] {
            count.set(now);
            tick().await;
            assert_eq!(place.inner_html(), html);
        }
        assert!(place.query_selector("p").unwrap().unwrap().is_same_node(Some(&after)));
    }

    #[wasm_bindgen_test]
    async fn a_live_part_inside_a_live_part_ends_with_it() {
        let (outer, inner) = (RwSignal::new(true), RwSignal::new("one"));
        let (place, _owner) =
            shown(move || live(move || if outer.get() { live(move || inner.get()) } else { "none".into() }));
        assert_eq!(place.text_content().as_deref(), Some("one"));
        outer.set(false);
        tick().await;
        inner.set("two");
        tick().await;
        assert_eq!(place.text_content().as_deref(), Some("none"));
    }

    #[wasm_bindgen_test]
    async fn attributes_follow_signals_and_texts_are_never_read_as_html() {
        let pressed = RwSignal::new(false);
        let view = move || {
            button("button", "<b>".to_owned(), move || pressed.set(true))
                .live_attr("aria-pressed", move || pressed.get().then(|| "true".into()))
                .into()
        };
        let (place, _owner) = shown(view);
        assert_eq!(place.inner_html(), r#"<button class="button" type="button">&lt;b&gt;</button>"#);
        place.query_selector("button").unwrap().unwrap().unchecked_into::<web_sys::HtmlElement>().click();
        tick().await;
        let button = place.query_selector("button").unwrap().unwrap();
        assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("true"));
    }

    /// The text of what has the focus; nothing where that is the page as a whole.
    fn focused() -> Option<String> {
        let active = document().active_element()?;
        (active.tag_name() != "BODY").then(|| active.text_content().unwrap_or_default())
    }

    #[wasm_bindgen_test]
    async fn what_has_the_focus_keeps_it_when_it_is_drawn_anew() {
        let items = RwSignal::new(vec!["a", "b", "c"]);
        let list = move || {
            items.get().into_iter().map(|item| el("li").child(button("", item, || {})).into()).collect::<Vec<View>>()
        };
        let (place, _owner) = shown(move || {
            el("section")
                .attr("tabindex", "-1")
                .child(button("", "beside", || {}))
                .child(el("ul").child(live(list)))
                .into()
        });
        let third = place.query_selector("li:nth-child(3) button").unwrap().unwrap();
        third.unchecked_into::<web_sys::HtmlElement>().focus().unwrap();
        for (now, focus) in [
            (vec!["A", "B", "C"], "C"),
            (vec!["A", "B", "C", "D"], "C"),
            // What stood there is gone: what is around it, and no other control.
            (vec!["A", "B"], "besideAB"),
            (vec![], "beside"),
        ] {
            items.set(now);
            tick().await;
            assert_eq!(focused().as_deref(), Some(focus));
        }
        // A focus elsewhere is left alone.
        items.set(vec!["x"]);
        tick().await;
        assert_eq!(focused().as_deref(), Some("besidex"));
    }

    #[wasm_bindgen_test]
    async fn the_focus_stays_on_a_link_that_moved_down() {
        let addresses = RwSignal::new(vec!["/d/b", "/d/c"]);
        let row = |address: &'static str| el("li").child(el("a").attr("href", address).child(address)).into();
        let list = move || addresses.get().into_iter().map(row).collect::<Vec<View>>();
        let (place, _owner) = shown(move || el("ul").attr("tabindex", "-1").child(live(list)).into());
        let link = place.query_selector("a").unwrap().unwrap();
        link.unchecked_into::<web_sys::HtmlElement>().focus().unwrap();
        for (now, focus) in [(vec!["/d/a", "/d/b", "/d/c"], "/d/b"), (vec!["/d/a", "/d/c"], "/d/a/d/c")] {
            addresses.set(now);
            tick().await;
            assert_eq!(focused().as_deref(), Some(focus));
        }
    }

    #[wasm_bindgen_test]
    async fn a_press_repeated_does_not_fall_on_another_control() {
        let asked = RwSignal::new(false);
        let part = move || if asked.get() { el("input").into() } else { View::from(button("", "ask", || {})) };
        let (place, _owner) =
            shown(move || el("p").attr("tabindex", "-1").child(button("", "near", || {})).child(live(part)).into());
        let ask = place.query_selector("button:last-child").unwrap().unwrap();
        ask.unchecked_into::<web_sys::HtmlElement>().focus().unwrap();
        asked.set(true);
        tick().await;
        assert!(place.query_selector("p").unwrap() == document().active_element());
    }
}
