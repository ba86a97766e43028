//! The focus stays where it was when a part is drawn anew: on what stands in the same place, or as near to it as something can be pressed. Without
//! this it would fall to the top of the page, and whoever uses a keyboard or a screen reader would begin again.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, Node};

/// What can be pressed. Not what can be typed into: a phone would show its keyboard unasked.
const PRESSED: &str = "button:not([disabled]), a[href], summary, [tabindex]";

/// The way down to what had the focus, the last step first, and its tag.
pub struct Attention {
    steps: Vec<u32>,
    tag: String,
}

impl Attention {
    /// Where the focus is, if it is within `nodes`.
    pub fn within(nodes: &[Node]) -> Option<Attention> {
        let mut at: Node = document().active_element()?.into();
        if !nodes.iter().any(|node| node.contains(Some(&at))) {
            return None;
        }
        let (mut steps, tag) = (Vec::new(), at.node_name());
        while !nodes.contains(&at) {
            steps.push(before(at.previous_sibling()));
            at = at.parent_node()?;
        }
        steps.push(nodes.iter().take_while(|node| **node != at).count().try_into().unwrap_or_default());
        Some(Attention { steps, tag })
    }

    /// Gives the focus to what now stands there in `nodes`.
    pub fn restore(self, nodes: &[Node]) {
        let mut steps = self.steps.into_iter().rev();
        let outermost = steps.next().and_then(|step| nodes.get(step as usize)).or(nodes.last()).cloned();
        let Some(mut at) = outermost else { return };
        for step in steps {
            match at.child_nodes().item(step) {
                Some(child) => at = child,
                None => break,
            }
        }
        if at.node_name() == self.tag && focus(&at) {
            return;
        }
        while let Some(parent) = at.parent_node() {
            let nearest = parent.dyn_ref::<Element>().and_then(|parent| parent.query_selector(PRESSED).ok().flatten());
            if nearest.is_some_and(|nearest| focus(&nearest)) {
                return;
            }
            at = parent;
        }
    }
}

/// How many siblings there are from `last` back to the first.
fn before(last: Option<Node>) -> u32 {
    std::iter::successors(last, Node::previous_sibling).fold(0, |count, _| count + 1)
}

/// Whether it could be focused.
fn focus(node: &Node) -> bool {
    let Some(element) = node.dyn_ref::<HtmlElement>() else { return false };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // What cannot take it leaves it where it is.
    let _ = element.focus_with_options(&options);
    document().active_element().is_some_and(|active| active.is_same_node(Some(node)))
}
