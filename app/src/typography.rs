//! Type and colours as a reader likes them: the root element says which, CSS does the rest, and `shell/appearance.js` puts them back before anything is
//! drawn.

use leptos::prelude::*;
use mingbai_shared::words::Bilingual;

use crate::small_store;
use crate::words::tools;

/// Something that can be chosen, the first of its values being what the device does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// How large the text is.
    Size,
    /// How much space is between its lines.
    Lines,
    /// Light or dark.
    Colours,
    /// How much ink and paper differ.
    Contrast,
}

impl Setting {
    /// All of them.
    pub const ALL: [Setting; 4] = [Setting::Size, Setting::Lines, Setting::Colours, Setting::Contrast];

    /// Its name, as radio buttons and the store have it.
    pub fn name(self) -> &'static str {
        match self {
            Setting::Size => "size",
            Setting::Lines => "lines",
            Setting::Colours => "colours",
            Setting::Contrast => "contrast",
        }
    }

    /// What it is called.
    pub fn label(self) -> Bilingual {
        match self {
            Setting::Size => tools::SIZE,
            Setting::Lines => tools::LINES,
            Setting::Colours => tools::COLOURS,
            Setting::Contrast => tools::CONTRAST,
        }
    }

    /// Its values, each with what it is called.
    pub fn values(self) -> &'static [(&'static str, Bilingual)] {
        match self {
            Setting::Size => &[("", tools::SIZE_0), ("1", tools::SIZE_1), ("2", tools::SIZE_2)],
            Setting::Lines => &[("", tools::LINES_0), ("1", tools::LINES_1), ("2", tools::LINES_2)],
            Setting::Colours => &[("", tools::COLOURS_0), ("light", tools::COLOURS_1), ("dark", tools::COLOURS_2)],
            Setting::Contrast => &[("", tools::CONTRAST_0), ("more", tools::CONTRAST_1)],
        }
    }

    /// The value that is chosen; the empty one where none is.
    pub fn chosen(self) -> String {
        let root = document().document_element();
        root.and_then(|root| root.get_attribute(&self.attribute())).unwrap_or_default()
    }

    /// Chooses a value, at once and for later.
    pub fn choose(self, value: &str) {
        let (attribute, remembered) = (self.attribute(), ["mingbai-", self.name()].concat());
        let Some(root) = document().document_element() else { return };
        if value.is_empty() {
            // The attribute's name is a valid one, here and below.
            let _ = root.remove_attribute(&attribute);
            small_store::remove(&remembered);
        } else {
            let _ = root.set_attribute(&attribute, value);
            small_store::put(&remembered, value);
        }
    }

    fn attribute(self) -> String {
        ["data-", self.name()].concat()
    }
}
