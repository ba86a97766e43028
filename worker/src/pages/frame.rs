//! A page inside the shell of the release build, where the app finds it and takes over.

use maud::{Markup, PreEscaped, html};
use mingbai_shared::places::{LABEL, PLACES, Place};
use mingbai_shared::words::{Bilingual, Language, bar};

/// What goes into the shell.
pub struct Page {
    /// The title of the tab.
    pub title: String,
    /// The tags that inspectors and search engines read.
    pub meta: Markup,
    /// The page itself.
    pub main: Markup,
    /// Which of the four places it belongs to.
    pub place: &'static str,
}

/// How the page is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// In which language its frame speaks.
    pub language: Language,
    /// 长者版, also where there are no scripts.
    pub elder: bool,
}

/// Puts the page into the shell. A shell without the marks is answered as it is: the app alone can show the page then.
pub fn render(shell: &str, page: &Page, Wanted { language, elder }: Wanted) -> String {
    let title = html! { title { (page.title) } }.into_string();
    let mut text = replace_between(shell, "<title>", "</title>", &title);
    text = text.replacen("<!--meta-->", &page.meta.clone().into_string(), 1);
    let main = html! { main #served.page { (page.main) } }.into_string();
    text = replace_between(&text, "<main id=\"served\"", "</main>", &main);
    text = text.replacen("<!--nav-->", &places(page.place, language).into_string(), 1);
    if language == Language::En {
        text = replace_between(&text, "<a class=\"skip\"", "</header>", &bar(language).into_string());
    }
    let root = match (language, elder) {
        (Language::Zh, false) => return text,
        (Language::Zh, true) => "<html lang=\"zh-CN\" data-elder=\"20\">",
        (Language::En, false) => "<html lang=\"en\">",
        (Language::En, true) => "<html lang=\"en\" data-elder=\"20\">",
    };
    text.replacen("<html lang=\"zh-CN\">", root, 1)
}

/// What stands above the page; in Chinese it is in the shell already.
fn bar(language: Language) -> Markup {
    let say = |text: Bilingual| text.in_language(language);
    let other = language.other().tag();
    let query = if language == Language::Zh { "?lang=en" } else { "?lang=zh" };
    html! {
        a.skip href="#served" data-served { (say(bar::SKIP)) }
        (PreEscaped("\n"))
        header.bar data-served {
            a.brand href="/" {
                span.seal aria-hidden="true" lang=[(language == Language::En).then_some(Language::Zh.tag())] { (bar::SEAL) }
                span.visually-hidden { (say(bar::HOME_LINK)) }
            }
            a.bar-link href="?elder" { (say(bar::ELDER)) }
            a.bar-link href="/" { (say(bar::RESIDENT)) }
            a.bar-link href="/firm" { (say(bar::FIRM)) }
            a.bar-link href=(query) lang=(other) hreflang=(other) aria-label=(say(bar::SWITCH_LANGUAGE)) { (say(bar::OTHER_LANGUAGE)) }
        }
    }
}

fn places(current: &str, language: Language) -> Markup {
    html! {
        nav.tabs aria-label=(LABEL.in_language(language)) data-served {
            @for Place { address, name, shape } in PLACES {
                a href=(address) aria-current=[(address == current).then_some("page")] {
                    svg.icon viewBox="0 0 24 24" aria-hidden="true" { (PreEscaped(shape)) }
                    span { (name.in_language(language)) }
                }
            }
        }
    }
}

/// Replaces from `start` through the first `end` after it.
fn replace_between(text: &str, start: &str, end: &str, with: &str) -> String {
    let Some((before, rest)) = text.split_once(start) else {
        return text.into();
    };
    let Some((_, after)) = rest.split_once(end) else {
        return text.into();
    };
    format!("{before}{with}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_of_the_shell_is_the_chinese_one() {
        assert!(include_str!("../../../app/index.html").contains(&bar(Language::Zh).into_string()));
    }

    #[test]
    fn a_page_takes_the_place_of_the_skeleton() {
        let shell = include_str!("../../../app/index.html");
        let page = Page {
            title: "示例 <办法>".into(),
            meta: html! { meta name="ArticleTitle" content="示例"; },
            main: html! { h1 { "示例" } },
            place: "/policies",
        };
        let text = render(shell, &page, Wanted { language: Language::Zh, elder: true });
        assert!(text.contains("<html lang=\"zh-CN\" data-elder=\"20\">"));
        assert!(text.contains("<title>示例 &lt;办法&gt;</title>"));
        assert!(
            text.contains("<main id=\"served\" class=\"page\"><h1>示例</h1></main>")
                || text.contains("<main class=\"page\" id=\"served\"><h1>示例</h1></main>")
        );
        assert!(text.contains("name=\"ArticleTitle\"") && !text.contains("<!--meta-->") && !text.contains("waiting"));
        assert!(text.contains("aria-current=\"page\"") && text.contains("/policies"));
    }
}
