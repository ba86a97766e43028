//! A button does something here. What leads elsewhere is a link, even where it looks like a button, so that it opens in a new tab and says where it goes.

#[cfg(feature = "patterns")]
pub mod fixture;

use crate::view::{self, Element, View, classed};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What most people came for; one on a page.
    Main,
    /// Any other.
    Quiet,
    /// Within a line of text.
    Bare,
    /// What cannot be undone.
    Danger,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Main => "button",
            Kind::Quiet => "button quiet",
            Kind::Bare => "button bare",
            Kind::Danger => "button danger",
        }
    }
}

/// A button that does something.
pub fn button(kind: Kind, words: impl Into<View>, press: impl Fn() + 'static) -> Element {
    view::button(kind.class(), words, press)
}

/// The button that sends the form around it; Enter in a field does the same.
pub fn submit(kind: Kind, words: impl Into<View>) -> Element {
    classed("button", kind.class()).attr("type", "submit").child(words)
}

/// A link that looks like a button.
pub fn button_link(kind: Kind, address: impl Into<view::Text>, words: impl Into<View>) -> Element {
    view::link(kind.class(), address, words)
}

/// A row of buttons, the main one first.
pub fn actions() -> Element {
    classed("p", "actions")
}
