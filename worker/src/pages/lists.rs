//! Pages that lead to documents: the home page, all policies, and the one for an address at which there is nothing.

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use mingbai_shared::agencies;
use mingbai_shared::facts::Subject;
use mingbai_shared::pack::{Offer, Pack, examples};
use mingbai_shared::shanghai::legal_day;
use mingbai_shared::words::{Bilingual, Language, date, fill, home};

use super::found;
use super::frame::Page;
use super::metadata::{HOME, POLICIES, SITE_NAME, Site};
use super::offer::Reader;
use super::spoken::Spoken;
use crate::objects::register::Listed;
use crate::objects::register::texts::Answer;

/// How many of the newest the home page shows.
const NEWEST: usize = 5;

/// The home page as it stands before anything was said: three examples, and what is new.
pub fn home(documents: &[Listed], offers: &[Pack], site: &Site<'_>, now: DateTime<Utc>) -> Page {
    let reader = Reader { language: site.language, today: legal_day(now) };
    let say = |text: Bilingual| text.in_language(site.language);
    let standing: Vec<(&Pack, &Offer)> = offers
        .iter()
        .filter_map(|pack| Some((pack, pack.offer.as_ref()?)))
        .filter(|(_, offer)| offer.subject == Subject::Resident && offer.stands_on(reader.today))
        .collect();
    let examples = examples(&standing, |(_, offer)| offer);
    let newest: Vec<&Listed> = documents.iter().take(NEWEST).collect();
    let main = html! {
        header.page-head {
            p.dateline { (date::day_of_week(reader.today, reader.today, site.language)) " · " (say(home::ON_DEVICE)) }
            h1 tabindex="-1" { (say(home::TITLE_RESIDENT)) }
        }
        p.lead { (say(home::WELCOME)) }
        @if !examples.is_empty() {
            section.group aria-labelledby="g-examples" {
                h2 #g-examples { (say(home::EXAMPLES)) span.count { (examples.len()) } }
                ul.cards { @for (pack, offer) in &examples { (reader.example(pack, offer)) } }
            }
        }
        section.group aria-labelledby="g-new" {
            h2 #g-new { (say(home::NEW)) span.count { (newest.len()) } }
            (rows(&newest, reader))
        }
        p.actions { a.button.quiet href="/policies" { (say(home::ALL_POLICIES)) } }
    };
    Page { title: SITE_NAME.in_language(site.language).into(), meta: site.column_tags(&HOME), main, place: "/" }
}

/// All documents by topic.
pub fn policies(documents: &[Listed], site: &Site<'_>, now: DateTime<Utc>) -> Page {
    let reader = Reader { language: site.language, today: legal_day(now) };
    let mut topics: Vec<(&str, Vec<&Listed>)> = Vec::new();
    for listed in documents {
        let topic = listed.topic.in_language(site.language);
        match topics.iter_mut().find(|(name, _)| *name == topic) {
            Some((_, of_topic)) => of_topic.push(listed),
            None => topics.push((topic, vec![listed])),
        }
    }
    let count = fill(home::FOUND.in_language(site.language), &[&documents.len().to_string()]);
    let list = html! {
        p.note { (count) }
        @for (topic, of_topic) in &topics {
            section.group { h2 { (topic) span.count { (of_topic.len()) } } (rows(of_topic, reader)) }
        }
    };
    Page { meta: site.column_tags(&POLICIES), ..below_the_field("", list, site) }
}

/// What was found of `typed` in the texts.
pub fn found(answer: &Answer, typed: &str, site: &Site<'_>, now: DateTime<Utc>) -> Page {
    below_the_field(typed, found::found(answer, typed, site.language, legal_day(now)), site)
}

/// The page of the policies, with what stands below its field. What somebody typed is no page for a search engine.
fn below_the_field(typed: &str, below: Markup, site: &Site<'_>) -> Page {
    let say = |text: Bilingual| text.in_language(site.language);
    let main = html! {
        header.page-head { p.dateline {} h1 tabindex="-1" { (say(home::POLICIES)) } }
        form.filter action="/policies" {
            label.visually-hidden for="filter" { (say(home::FILTER)) }
            input #filter type="search" name="q" value=(typed) placeholder=(say(home::FILTER)) autocomplete="off";
            @if site.language == Language::En { input type="hidden" name="lang" value="en"; }
        }
        (below)
        p.note { a href="/clock" { (say(home::DUE_DATES)) } }
    };
    let title = tab(say(home::POLICIES), site.language);
    Page { title, meta: html! { meta name="robots" content="noindex"; }, main, place: "/policies" }
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

fn rows(documents: &[&Listed], reader: Reader) -> Markup {
    html! {
        ul.rows {
            @for listed in documents {
                li {
                    a href=(format!("/d/{}", listed.entry.document)) {
                        span.row-title {
                            (listed.title.in_language(reader.language)) " "
                            @if listed.sample { (reader.sample_tag()) }
                        }
                        span.row-note {
                            (Spoken(listed.issuer.as_deref().unwrap_or(agencies::name(&listed.entry.agency).zh), reader.language))
                            " · " (date::day(legal_day(listed.entry.at), reader.today, reader.language))
                        }
                    }
                }
            }
        }
    }
}
