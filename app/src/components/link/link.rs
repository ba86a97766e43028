//! Links that do more than lead to another page: they name an article, dial a number, or leave this site.

#[cfg(feature = "patterns")]
pub mod fixture;

use mingbai_shared::pack::Contact;

use crate::view::{self, Element, Text, View};

/// The article that a sentence rests on.
pub fn cite(address: impl Into<Text>, words: impl Into<View>) -> Element {
    view::link("cite", address, words)
}

/// A telephone number that a phone dials.
pub fn call(contact: &Contact) -> Element {
    view::link("cite", contact.dial(), contact.telephone.clone())
}
