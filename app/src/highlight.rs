//! Words of a page that stand out without a change of the page: by the browser's own highlights, which older ones do not have (CSS Custom Highlight API).

use std::ops::Range;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, Range as Stretch};

/// The texts below an element that are shown, in order, with what they say.
pub struct Texts {
    nodes: Vec<(Node, String)>,
}

impl Texts {
    /// Of an element.
    pub fn of(element: &Element) -> Texts {
        let mut texts = Texts { nodes: Vec::new() };
        texts.take(element);
        texts
    }

    /// Of several, one after the other.
    pub fn of_all(elements: impl Iterator<Item = Element>) -> Texts {
        let mut texts = Texts { nodes: Vec::new() };
        elements.for_each(|element| texts.take(&element));
        texts
    }

    fn take(&mut self, at: &Node) {
        if let Some(element) = at.dyn_ref::<Element>()
            && element.get_client_rects().length() == 0
        {
            return;
        }
        let children = at.child_nodes();
        for child in (0..children.length()).filter_map(|number| children.item(number)) {
            if child.node_type() == Node::TEXT_NODE {
                let text = child.node_value().unwrap_or_default();
                self.nodes.push((child, text));
            } else {
                self.take(&child);
            }
        }
    }

    /// All that they say.
    pub fn text(&self) -> String {
        self.nodes.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// The stretch of the page that these bytes of [`Texts::text`] are.
    pub fn stretch(&self, bytes: &Range<usize>) -> Option<Stretch> {
        let stretch = document().create_range().ok()?;
        let (mut at, mut begun) = (0, false);
        for (node, text) in &self.nodes {
            let end = at + text.len();
            let offset = |byte: usize| text.get(..byte - at).map(|before| before.encode_utf16().count() as u32);
            if !begun && bytes.start < end {
                stretch.set_start(node, offset(bytes.start)?).ok()?;
                begun = true;
            }
            if begun && bytes.end <= end {
                stretch.set_end(node, offset(bytes.end)?).ok()?;
                return Some(stretch);
            }
            at = end;
        }
        None
    }
}

/// Lets stretches of the page stand out under a name that the style knows, in the place of those before; where the browser can.
pub fn highlight(name: &str, stretches: Vec<Stretch>) {
    put(name, stretches);
}

fn put(name: &str, stretches: Vec<Stretch>) -> Option<()> {
    let css = Reflect::get(&window(), &"CSS".into()).ok()?;
    let registry = Reflect::get(&css, &"highlights".into()).ok().filter(|registry| registry.is_object())?;
    let kind: Function = Reflect::get(&window(), &"Highlight".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&kind, &stretches.into_iter().map(JsValue::from).collect::<Array>()).ok()?;
    let set: Function = Reflect::get(&registry, &"set".into()).ok()?.dyn_into().ok()?;
    set.call2(&registry, &name.into(), &made).ok().map(|_| ())
}
