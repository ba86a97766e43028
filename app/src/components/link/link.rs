//! Links that do more than lead to another page: they name an article, dial a number, or leave this site.

#[cfg(feature = "patterns")]
pub mod fixture;

use mingbai_shared::pack::Contact;

use super::tag::icon;
use crate::view::{self, Element, Text, View, classed};
use crate::words::{clock, t};

/// The article that a sentence rests on.
pub fn cite(address: impl Into<Text>, words: impl Into<View>) -> Element {
    view::link("cite", address, words)
}

/// A telephone number that a phone dials.
pub fn call(contact: &Contact) -> Element {
    view::link("cite", contact.dial(), contact.telephone.clone())
}

/// A page of somebody else's: it is marked, so that nobody is surprised, and is not told from where one comes.
pub fn leaving(address: impl Into<Text>, words: impl Into<View>) -> Element {
    let leaves = classed("span", "visually-hidden").child(t(clock::LEAVES));
    view::link("leaving", address, words).attr("rel", "noopener noreferrer external").child(icon(LEAVES)).child(leaves)
}

/// An arrow out of a box.
const LEAVES: &str = r#"<path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"/>"#;
