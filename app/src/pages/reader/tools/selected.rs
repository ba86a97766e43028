//! What is selected in the text: words of one article.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use mingbai_shared::document::anchor::Anchor;
use mingbai_shared::law::ArticleNumber;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

use crate::device::Published;

/// A finger that presses a button takes the selection away first.
const LINGERS_MS: u32 = 600;

/// Words that were selected.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    pub anchor: Anchor,
}

/// Follows what is selected, as long as the page.
pub fn follow_selection(published: Arc<Published>) -> RwSignal<Option<Selected>> {
    let selected = RwSignal::new(None);
    let going = StoredValue::new_local(None::<Timeout>);
    let changed = Closure::<dyn FnMut()>::new(move || {
        let now = read(&published);
        if now.is_some() {
            going.set_value(None);
            // Drawn again only for other words.
            if selected.try_with_untracked(|before| *before != now) == Some(true) {
                selected.set(now);
            }
        } else if selected.try_with_untracked(Option::is_some) == Some(true) {
            going.set_value(Some(Timeout::new(LINGERS_MS, move || {
                let _ = selected.try_set(None);
            })));
        }
    });
    let document = document();
    // Neither adding nor removing a listener fails.
    let _ = document.add_event_listener_with_callback("selectionchange", changed.as_ref().unchecked_ref());
    let kept = StoredValue::new_local(changed);
    on_cleanup(move || {
        kept.with_value(|changed| {
            let _ = document.remove_event_listener_with_callback("selectionchange", changed.as_ref().unchecked_ref());
        });
    });
    selected
}

fn read(published: &Published) -> Option<Selected> {
    let selection = window().get_selection().ok().flatten().filter(|selection| !selection.is_collapsed())?;
    let (from, to) = (article_of(&selection.anchor_node()?)?, article_of(&selection.focus_node()?)?);
    if from.id() != to.id() {
        return None;
    }
    let number: ArticleNumber = from.id().strip_prefix("art-")?.parse().ok()?;
    let article = published.pack.document.article(&number)?;
    let words = String::from(selection.to_string());
    // About where it is: of equal words the nearest are meant.
    let range = selection.get_range_at(0).ok()?;
    let before = document().create_range().ok()?;
    before.set_start(&from, 0).ok()?;
    before.set_end(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
    let at = String::from(before.to_string()).len();
    Some(Selected { anchor: Anchor::words(article, &words, at)? })
}

fn article_of(node: &Node) -> Option<Element> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("#text .article").ok().flatten()
}
