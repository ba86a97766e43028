//! 长者版: the same information and functions, larger and calmer (《互联网应用适老化通用设计规范》). The root element says which, and CSS does the rest;
//! `shell/appearance.js` puts back what was chosen before anything is drawn.

use std::sync::LazyLock;

use leptos::prelude::*;

use crate::small_store;

const REMEMBERED_AS: &str = "mingbai-elder";
const ATTRIBUTE: &str = "data-elder";

/// How large its text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSize {
    /// 20 px.
    Large,
    /// 25 px.
    Larger,
    /// 30 px, the size up to which the rules want text to grow.
    Largest,
}

impl TextSize {
    fn name(self) -> &'static str {
        match self {
            TextSize::Large => "20",
            TextSize::Larger => "25",
            TextSize::Largest => "30",
        }
    }

    /// Any other name, such as one of a later version, is the first size.
    fn named(name: &str) -> TextSize {
        match name {
            "25" => TextSize::Larger,
            "30" => TextSize::Largest,
            _ => TextSize::Large,
        }
    }

    /// The next larger size, where there is one.
    pub fn larger(self) -> Option<TextSize> {
        match self {
            TextSize::Large => Some(TextSize::Larger),
            TextSize::Larger => Some(TextSize::Largest),
            TextSize::Largest => None,
        }
    }

    /// The next smaller size, where there is one.
    pub fn smaller(self) -> Option<TextSize> {
        match self {
            TextSize::Large => None,
            TextSize::Larger => Some(TextSize::Large),
            TextSize::Largest => Some(TextSize::Larger),
        }
    }
}

static ELDER: LazyLock<ArcRwSignal<Option<TextSize>>> = LazyLock::new(|| ArcRwSignal::new(shown()));

/// The text size of 长者版 while it is on; whoever reads it is drawn again when it changes.
pub fn elder() -> Option<TextSize> {
    ELDER.get()
}

/// Shows 长者版 with a text size, or not, as long as this page.
pub fn show_elder(size: Option<TextSize>) {
    ELDER.set(size);
    let Some(root) = document().document_element() else { return };
    // The attribute's name is a valid one.
    let _ = match size {
        Some(size) => root.set_attribute(ATTRIBUTE, size.name()),
        None => root.remove_attribute(ATTRIBUTE),
    };
}

/// Turns 长者版 on with a text size, or off, and remembers it.
pub fn set_elder(size: Option<TextSize>) {
    show_elder(size);
    match size {
        Some(size) => small_store::put(REMEMBERED_AS, size.name()),
        None => small_store::remove(REMEMBERED_AS),
    }
}

fn shown() -> Option<TextSize> {
    let name = document().document_element()?.get_attribute(ATTRIBUTE)?;
    Some(TextSize::named(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_go_up_and_down_the_same_steps_and_keep_their_names() {
        let mut size = TextSize::Large;
        while let Some(larger) = size.larger() {
            assert_eq!(larger.smaller(), Some(size));
            size = larger;
            assert_eq!(TextSize::named(size.name()), size);
        }
        assert_eq!(size, TextSize::Largest);
        assert_eq!(TextSize::Large.smaller(), None);
    }
}
