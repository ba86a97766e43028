//! Texts that have one language only, such as names, in a page that may be in the other.

use maud::{Markup, Render, html};
use mingbai_shared::words::Language;
use mingbai_shared::words::runs::{Run, runs};

/// A text as it was written, with its Chinese parts marked in an English page.
#[derive(Clone, Copy, Debug)]
pub struct Spoken<'a>(pub &'a str, pub Language);

impl Render for Spoken<'_> {
    fn render(&self) -> Markup {
        let Spoken(text, language) = *self;
        match language {
            Language::Zh => html! { (text) },
            Language::En => html! {
                @for run in runs(text) {
                    @match run {
                        Run::Chinese(part) => { span lang=(Language::Zh.tag()) { (part) } }
                        Run::Other(part) => { (part) }
                    }
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_marked_in_an_english_page_only() {
        let name = "021-0000（示例 <甲>）";
        assert_eq!(
            html! { (Spoken(name, Language::En)) }.into_string(),
            "021-0000<span lang=\"zh-CN\">（示例 &lt;甲&gt;）</span>"
        );
        assert_eq!(html! { (Spoken(name, Language::Zh)) }.into_string(), "021-0000（示例 &lt;甲&gt;）");
    }
}
