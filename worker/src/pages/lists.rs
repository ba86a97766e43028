//! Pages that lead to documents: the home page, all policies, and the one for an address at which there is nothing.

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use mingbai_shared::agencies;
use mingbai_shared::request::legal_day;
use mingbai_shared::words::{Bilingual, Language, date};

use super::frame::Page;
use super::metadata::{HOME, POLICIES, SITE_NAME, Site};
use crate::objects::register::Listed;

const SAMPLE: Bilingual = Bilingual { zh: "示例", en: "Sample" };

/// How many of the newest the home page shows.
const NEWEST: usize = 5;

/// The home page as the server can show it: it knows nothing of the person, and says so.
pub fn home(documents: &[Listed], site: &Site<'_>, now: DateTime<Utc>) -> Page {
    let say = |text: Bilingual| text.in_language(site.language);
    let main = html! {
        header.page-head {
            p.dateline { (date::day_of_week(legal_day(now), legal_day(now), site.language)) }
            h1 tabindex="-1" { (say(Bilingual { zh: "市民主页", en: "My page" })) }
        }
        p.note { (say(Bilingual {
            zh: "您的情况只存在您的设备上，由设备自己找出与您有关的政策。下面是所有人看到的内容。",
            en: "What concerns you is worked out on your own device, and what you say stays there. This is what everyone sees.",
        })) }
        section.group aria-labelledby="g-new" {
            h2 #g-new { (say(Bilingual { zh: "新发布", en: "New" })) " " span.count { (documents.len().min(NEWEST)) } }
            (rows(documents.iter().take(NEWEST), site.language))
        }
        p { a.button href="/policies" { (say(Bilingual { zh: "全部政策", en: "All policies" })) } }
    };
    Page { title: SITE_NAME.in_language(site.language).into(), meta: site.column_tags(&HOME), main, place: "/" }
}

/// All documents by topic.
pub fn policies(documents: &[Listed], site: &Site<'_>) -> Page {
    let title = Bilingual { zh: "全部政策", en: "All policies" }.in_language(site.language);
    let mut topics: Vec<(&str, Vec<&Listed>)> = Vec::new();
    for listed in documents {
        let topic = listed.topic.in_language(site.language);
        match topics.iter_mut().find(|(name, _)| *name == topic) {
            Some((_, found)) => found.push(listed),
            None => topics.push((topic, vec![listed])),
        }
    }
    let main = html! {
        header.page-head { h1 tabindex="-1" { (title) } }
        @if documents.is_empty() {
            p.empty { (Bilingual { zh: "还没有发布过文件。", en: "Nothing has been published yet." }.in_language(site.language)) }
        }
        @for (number, (topic, found)) in topics.iter().enumerate() {
            section.group aria-labelledby=(format!("g-{number}")) {
                h2 id=(format!("g-{number}")) { (topic) " " span.count { (found.len()) } }
                (rows(found.iter().copied(), site.language))
            }
        }
    };
    Page { title: tab(title, site.language), meta: site.column_tags(&POLICIES), main, place: "/policies" }
}

/// Nothing is here: what one may have been looking for.
pub fn not_found(site: &Site<'_>) -> Page {
    let say = |text: Bilingual| text.in_language(site.language);
    let title = say(Bilingual { zh: "没有这一页", en: "There is no such page" });
    let main = html! {
        header.page-head { h1 tabindex="-1" { (title) } }
        p { (say(Bilingual {
            zh: "地址可能写错了，或者文件用了别的名称。",
            en: "The address may have a slip in it, or the document has another name.",
        })) }
        p { a.button href="/policies" { (say(Bilingual { zh: "在全部政策里找", en: "Look in all policies" })) } }
        p { a href="/request" { (say(Bilingual { zh: "向机关申请公开", en: "Ask an agency for it" })) } }
    };
    Page { title: tab(title, site.language), meta: html! { meta name="robots" content="noindex"; }, main, place: "" }
}

/// The title of a tab.
pub fn tab(title: &str, language: Language) -> String {
    format!("{title} · {}", SITE_NAME.in_language(language))
}

fn rows<'a>(documents: impl Iterator<Item = &'a Listed>, language: Language) -> Markup {
    html! {
        ul.rows {
            @for listed in documents {
                li {
                    a href=(format!("/d/{}", listed.entry.document)) { span.row-title { (listed.title.in_language(language)) } }
                    span.row-note {
                        (agencies::name(&listed.entry.agency).in_language(language))
                        " · " (date::full_day(legal_day(listed.entry.at), language))
                        @if listed.sample { " · " (SAMPLE.in_language(language)) }
                    }
                }
            }
        }
    }
}
