//! Chinese first, English second: the two languages of the interface.
//!
//! A sentence exists in both or not at all, since [`Bilingual`] cannot be built with one. Texts of policies stay as they are.

pub mod bar;
pub mod date;
mod fill;
pub mod finding;
mod half_width;
pub mod home;
pub mod reader;
pub mod runs;

pub use fill::fill;
pub use half_width::half_width;
use serde::{Deserialize, Serialize};

/// The language that a person reads the interface in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 中文, simplified.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Its tag in `lang` attributes (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }

    /// The other one.
    pub fn other(self) -> Language {
        match self {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        }
    }
}

/// One fixed text of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// 中文.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Bilingual {
    /// The text in `language`.
    pub fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// Declares texts, each with what it says: `NAME: "中文" / "English";`
#[macro_export]
macro_rules! words {
    ($( $name:ident: $zh:literal / $en:literal; )*) => {
        $( #[doc = $en] pub const $name: $crate::words::Bilingual = $crate::words::Bilingual { zh: $zh, en: $en }; )*
    };
}

/// A text that came with content or was put together, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BilingualText {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl BilingualText {
    /// The text in `language`.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

impl From<Bilingual> for BilingualText {
    fn from(text: Bilingual) -> Self {
        BilingualText { zh: text.zh.into(), en: text.en.into() }
    }
}
