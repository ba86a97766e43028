//! The focus stays where it was when a part is drawn anew: on the same link, or on what stands in the same place. Where neither is there any more
//! it goes to what is around it, never to another control: a second press must not say something that nobody meant.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, Node};

/// What tells two controls of one kind apart.
const NAMES: [&str; 3] = ["href", "data-answer", "id"];

/// What had the focus: the way down to it, the last step first, and what it was.
pub struct Attention {
    steps: Vec<u32>,
    tag: String,
    names: [Option<String>; 3],
}

impl Attention {
    /// Where the focus is, if it is within `nodes`.
    pub fn within(nodes: &[Node]) -> Option<Attention> {
        let active = document().active_element()?;
        // At nearly every drawing the focus is elsewhere, which one question settles.
        if !nodes.first()?.parent_node()?.contains(Some(&active)) {
            return None;
        }
        let (tag, names) = (active.node_name(), names(&active));
        let mut at: Node = active.into();
        if !nodes.iter().any(|node| node.contains(Some(&at))) {
            return None;
        }
        let mut steps = Vec::new();
        while !nodes.contains(&at) {
            steps.push(before(at.previous_sibling()));
            at = at.parent_node()?;
        }
        steps.push(nodes.iter().take_while(|node| **node != at).count().try_into().unwrap_or_default());
        Some(Attention { steps, tag, names })
    }

    /// Gives the focus to what now stands there in `nodes`.
    pub fn restore(self, nodes: &[Node]) {
        let mut steps = self.steps.iter().rev();
        let outermost = steps.next().and_then(|step| nodes.get(*step as usize)).or(nodes.last());
        let Some(mut at) = outermost.cloned() else { return };
        for step in steps {
            match at.child_nodes().item(*step) {
                Some(child) => at = child,
                None => break,
            }
        }
        let same = at.dyn_ref::<Element>().is_some_and(|at| at.node_name() == self.tag && names(at) == self.names);
        if (same && focus(&at)) || self.same_link(nodes).is_some_and(|link| focus(&link)) {
            return;
        }
        while let Some(parent) = at.parent_node() {
            if focus(&parent) {
                return;
            }
            at = parent;
        }
    }

    /// The link that leads where the one that had the focus led: a list may have got longer above it.
    fn same_link(&self, nodes: &[Node]) -> Option<Element> {
        let [Some(address), ..] = &self.names else { return None };
        let selector = ["a[href=\"", address, "\"]"].concat();
        nodes.iter().find_map(|node| node.parent_element()?.query_selector(&selector).ok()?)
    }
}

fn names(element: &Element) -> [Option<String>; 3] {
    NAMES.map(|name| element.get_attribute(name))
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
