//! Printing a document, keeping it as one file, sharing it or some of its words with where they stand.

use std::sync::Arc;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::document::anchor::Anchor;
use mingbai_shared::pack::Addressed;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use crate::clipboard;
use crate::components::button::{Kind, actions, button};
use crate::components::card::address;
use crate::device::{Device, Published};
use crate::download::hand_over;
use crate::view::{View, classed, many};
use crate::words::{fill, language, t, tools as words};

/// What stands around the text in the file that is kept: it is read on any device, also without this app.
const STYLE: &str = "body{font:17px/1.8 serif;max-width:36em;margin:2em auto;padding:0 1em;color:#211c16;background:#fff}h1,h2{line-height:1.35}a{color:inherit}\
     .meta,.note{color:#5d5347}ol{list-style:none;padding-left:1em}";

/// The ways to keep it, in a dialog.
pub fn ways(device: Device, published: &Arc<Published>, said: RwSignal<Option<String>>) -> View {
    let (file, sharing) = (Arc::clone(published), Arc::clone(published));
    let size = [&published.entry.size.div_ceil(1024).to_string(), " kB"].concat();
    let all = device.record.with_untracked(Vec::len).to_string();
    let print = || {
        // A browser that cannot print says so itself.
        let _ = window().print();
    };
    let keep = move || said.set(kept(&file));
    let share_it = move || {
        let (title, address) = (title(&sharing), whole_address(&address(&sharing.pack)));
        spawn_local(async move {
            let sentence = share(&title, &address).await;
            let _ = said.try_set(sentence);
        });
    };
    let share_words = t(if can_share() { words::SHARE } else { words::COPY });
    many([
        classed("p", "note").child(fill(t(words::ON_DEVICE), &[&size, &all])).into(),
        actions()
            .child(button(Kind::Quiet, t(words::PRINT), print))
            .child(button(Kind::Quiet, t(words::KEEP_FILE), keep))
            .child(button(Kind::Quiet, share_words, share_it))
            .into(),
        classed("p", "note").attr("role", "status").child(crate::view::live(move || said.get())).into(),
    ])
}

fn title(published: &Published) -> String {
    published.pack.title.in_language(language()).to_owned()
}

fn whole_address(path: &str) -> String {
    [&window().location().origin().unwrap_or_default(), path].concat()
}

/// The words with their document and article, and the address of that.
pub fn quotation(published: &Published, anchor: &Anchor) -> (String, String) {
    let number = anchor.article;
    let quoted = fill(
        t(words::QUOTED),
        &[&anchor.words, &["《", &published.pack.document.title, "》"].concat(), &number.chinese()],
    );
    (quoted, whole_address(&[&address(&published.pack), &*Addressed::Article(number).path()].concat()))
}

/// Whether this device has a way to share.
pub fn can_share() -> bool {
    method("share").is_some()
}

fn method(name: &str) -> Option<Function> {
    Reflect::get(&window().navigator(), &name.into()).ok()?.dyn_into().ok()
}

/// Shares a text with its address, or copies both where the device has no way to share. What is to be said of it; nothing where the device said so.
pub async fn share(text: &str, address: &str) -> Option<String> {
    if let Some(share) = method("share") {
        let what = Object::new();
        for (name, value) in [("text", text), ("url", address)] {
            // A plain object takes any member.
            let _ = Reflect::set(&what, &name.into(), &value.into());
        }
        let shared: Promise = share.call1(&window().navigator(), &what).ok()?.dyn_into().ok()?;
        // Whoever changes their mind need not be told.
        let _ = JsFuture::from(shared).await;
        return None;
    }
    Some(
        t(if clipboard::copy(&[text, "\n", address].concat()).await.is_some() {
            words::COPIED
        } else {
            words::NOT_COPIED
        })
        .into(),
    )
}

/// Hands over the document as it stands on the page, as one file; what came of it.
fn kept(published: &Published) -> Option<String> {
    let reader: Element =
        document().query_selector("#app .reader").ok()??.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let leaves_out = reader
        .query_selector_all("nav, button, .button, .tools, .tools-said, dialog, .concerns, details, svg, .print-foot, .ways, .option, a[download]")
        .ok()?;
    for part in (0..leaves_out.length()).filter_map(|at| leaves_out.item(at)?.dyn_into::<Element>().ok()) {
        // A term is a button with the word in it. The class of a shape is no text, so the attribute is asked.
        match part.get_attribute("class").as_deref() {
            Some("term") => put_text_in_place_of(&part),
            _ => part.remove(),
        }
    }
    let links = reader.query_selector_all("a[href^=\"/\"]").ok()?;
    for link in (0..links.length()).filter_map(|at| links.item(at)?.dyn_into::<Element>().ok()) {
        // From a file they lead nowhere without the place they belong to. The attribute's name is a valid one.
        let _ = link.set_attribute("href", &whole_address(&link.get_attribute("href").unwrap_or_default()));
    }
    let title = title(published);
    let address = whole_address(&address(&published.pack));
    let text = [
        "<!doctype html>\n<html lang=\"",
        language().tag(),
        "\">\n<meta charset=\"utf-8\">\n<title>",
        &escaped(&title),
        "</title>\n<style>",
        STYLE,
        "</style>\n",
        &reader.outer_html(),
        "\n<p class=\"note\">",
        &escaped(&address),
        "</p>\n</html>\n",
    ]
    .concat();
    let name = [&title.replace(['/', '\\', ':'], " "), ".html"].concat();
    hand_over(&name, "text/html;charset=utf-8", &text).map(|()| fill(t(words::KEPT_AS), &[&name]))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Only the text of an element stays.
fn put_text_in_place_of(element: &Element) {
    let text = document().create_text_node(&element.text_content().unwrap_or_default());
    // It stands in a parent, as it was found below one.
    let _ = element.replace_with_with_node_1(&text);
}
