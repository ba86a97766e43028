//! Every text of the interface, in both languages, by page. A text that lacked one of them would not compile.
//!
//! The language is one signal for the whole app, remembered on the device. [`t`] reads it, so whatever calls `t` is drawn again when it changes.

pub mod case_clock;
pub mod clock;
pub mod drafting;
pub mod frame;
pub mod me;
pub mod notices;
pub mod outlook;
#[cfg(feature = "patterns")]
pub mod patterns;
pub mod profiles;
pub mod publications;
pub mod reminders;
pub mod request;
pub mod sign_in;
pub mod staff;
pub mod staff_notices;
pub mod tools;
pub mod trail;
pub mod versions;

use std::sync::LazyLock;

use leptos::prelude::*;
use mingbai_shared::words::{Bilingual, Language};
pub use mingbai_shared::words::{fill, finding, home, reader};

use crate::pieces::after_paint;
use crate::small_store;

const REMEMBERED_AS: &str = "mingbai-language";

static LANGUAGE: LazyLock<ArcRwSignal<Language>> = LazyLock::new(|| ArcRwSignal::new(remembered()));

/// The language of the interface; whoever reads it is drawn again when it changes.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// `text` in the language of the interface.
pub fn t(text: Bilingual) -> &'static str {
    text.in_language(language())
}

/// Shows a language, as long as this page.
pub fn show(language: Language) {
    LANGUAGE.set(language);
}

/// Switches the language and remembers it.
pub fn switch(language: Language) {
    after_paint(move || LANGUAGE.set(language));
    small_store::put(REMEMBERED_AS, language.tag());
}

fn remembered() -> Language {
    if small_store::get(REMEMBERED_AS).as_deref() == Some(Language::En.tag()) { Language::En } else { Language::Zh }
}
