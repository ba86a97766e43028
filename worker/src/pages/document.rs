//! A document with its interpretation, whole: title, text with an anchor for each article, points, questions, terms, contact.

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, html};
use mingbai_shared::audience::wording;
use mingbai_shared::document::{Article, Chapter};
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::marks::Mark;
use mingbai_shared::pack::{Addressed, Pack, Point, numbered};
use mingbai_shared::shanghai::legal_day;
use mingbai_shared::words::{Bilingual, Language, date, fill, reader};

use super::frame::Page;
use super::lists::tab;
use super::metadata::{ArticleTags, Site};
use super::offer::Reader;
use super::spoken::Spoken;
use crate::objects::register::Opened;

/// The page of a document, with the part marked that the address names; none where it has no such part.
pub fn page(opened: &Opened, marked: Option<Addressed>, site: &Site<'_>, now: DateTime<Utc>) -> Option<Page> {
    let pack = &opened.pack;
    if marked.is_some_and(|part| !part.is_in(pack)) {
        return None;
    }
    let path = match opened.day {
        Some(day) => format!("/d/{}@{day}", pack.id),
        None => format!("/d/{}", pack.id),
    };
    let view = View { opened, pack, path: &path, language: site.language, marked, today: legal_day(now) };
    // In Chinese the document's own title.
    let name = match site.language {
        Language::Zh => &pack.document.title,
        Language::En => &pack.title.en,
    };
    let title = marked.and_then(|part| view.title_of(part, name)).unwrap_or_else(|| name.clone());
    let description = pack.interpretation.points.first().map(|point| point.text.zh.as_str()).unwrap_or_default();
    let tags = ArticleTags {
        title: &pack.document.title,
        published: opened.entry.at,
        source: pack.issuer(),
        keywords: &pack.topic.zh,
        description,
        path: &path,
    };
    let recorded = date::moment(opened.entry.at, view.today, site.language);
    Some(Page {
        title: tab(&title, site.language),
        meta: site.article_tags(&tags),
        main: view.reader(&recorded),
        place: "/policies",
    })
}

struct View<'a> {
    opened: &'a Opened,
    pack: &'a Pack,
    path: &'a str,
    language: Language,
    marked: Option<Addressed>,
    today: NaiveDate,
}

impl View<'_> {
    fn say(&self, text: Bilingual) -> &'static str {
        text.in_language(self.language)
    }

    fn as_written<'t>(&self, text: &'t str) -> Spoken<'t> {
        Spoken(text, self.language)
    }

    fn reader(&self, recorded: &str) -> Markup {
        let easy = &self.pack.interpretation;
        html! {
            article.reader {
                (self.of_another_day())
                (self.head(recorded))
                (self.asked_for())
                @if self.opened.day.is_none() {
                    (Reader { language: self.language, today: self.today }.concerns(self.pack.offer.as_ref()))
                    (self.coming())
                    nav.jump aria-label=(self.say(reader::CONTENTS)) {
                        a href="#me" { (self.say(reader::CONCERNS)) }
                        @if !easy.points.is_empty() { a href="#points" { (self.say(reader::POINTS)) } }
                        @if self.says_what_changed() { a href="#changes" { (self.say(reader::CHANGES)) } }
                        a href="#text" { (self.say(reader::TEXT)) }
                        @if !easy.questions.is_empty() { a href="#questions" { (self.say(reader::QUESTIONS)) } }
                        @if !easy.terms.is_empty() { a href="#terms" { (self.say(reader::TERMS)) } }
                    }
                }
                (self.sentences("points", reader::POINTS, &easy.points))
                (self.sentences("scope", reader::SCOPE, &easy.scope))
                @if self.opened.day.is_none() && self.says_what_changed() {
                    section.part #changes {
                        h2 { (self.say(reader::CHANGES)) }
                        (self.differences())
                        @if self.is_amended() {
                            ul.versions { @for version in &self.opened.versions { li { a href=(format!("/d/{}@{}", self.pack.id, version.from)) { (version.days(self.language)) } } } }
                        }
                    }
                }
                (self.sentences("standards", reader::STANDARDS, &easy.standards))
                (self.cases())
                section.part.text #text {
                    h2 { (self.say(reader::TEXT)) }
                    div lang=(Language::Zh.tag()) {
                        @for line in &self.pack.document.preamble { p.preamble { (line) } }
                        @for chapter in &self.pack.document.chapters { (self.chapter(chapter)) }
                        @for line in &self.pack.document.closing { p.preamble { (line) } }
                    }
                }
                section.part #questions {
                    h2 { (self.say(reader::QUESTIONS)) }
                    dl.questions {
                        @for (number, question) in numbered(&easy.questions) {
                            (self.entry(Addressed::Question(number), None, question.question.in_language(self.language), html! {
                                p { (question.answer.in_language(self.language)) } (self.cite_all(&question.article, &question.also))
                            }))
                        }
                    }
                }
                section.part #terms {
                    h2 { (self.say(reader::TERMS)) }
                    dl.terms {
                        @for (number, term) in numbered(&easy.terms) {
                            (self.entry(Addressed::Term(number), Some(Language::Zh), &term.term, html! { (term.meaning.in_language(self.language)) }))
                        }
                    }
                }
                footer.contact {
                    h2 { (self.say(reader::CONTACT)) }
                    p { (self.as_written(&self.pack.contact.office)) }
                    p { a href=(self.pack.contact.dial()) { (self.as_written(&self.pack.contact.telephone)) } }
                    p { (self.as_written(&self.pack.contact.address)) }
                }
            }
        }
    }

    fn head(&self, recorded: &str) -> Markup {
        let document = &self.pack.document;
        html! {
            header.doc-head {
                p.doc-topic {
                    (self.pack.topic.in_language(self.language)) " "
                    @if self.pack.sample { (Reader { language: self.language, today: self.today }.sample_tag()) }
                }
                h1 tabindex="-1" { (self.pack.title.in_language(self.language)) }
                dl.doc-meta {
                    @if let Some(number) = &document.number { div { dt { (self.say(reader::NUMBER)) } dd { (self.as_written(number)) } } }
                    div { dt { (self.say(reader::ISSUER)) } dd { (self.as_written(self.pack.issuer())) } }
                    div { dt { (self.say(reader::FORCE)) } dd { (self.force()) } }
                }
                p { span class=(Mark::InRecord.class()) {
                    (maud::PreEscaped(Mark::InRecord.svg()))
                    span { (Mark::InRecord.word().in_language(self.language)) " · " (recorded) }
                } }
                p.meta { a href=(self.opened.entry.proof_path()) download { (self.say(reader::PROOF)) } }
            }
        }
    }

    fn sentences(&self, id: &str, title: Bilingual, all: &[Point]) -> Markup {
        html! {
            @if !all.is_empty() {
                section.part id=(id) {
                    h2 { (self.say(title)) }
                    ol class=(id) {
                        @for point in all { li { p { (point.text.in_language(self.language)) } (self.cite_all(&point.article, &point.also)) } }
                    }
                }
            }
        }
    }

    fn differences(&self) -> Markup {
        let changes = &self.pack.interpretation.changes;
        html! {
            @if !changes.is_empty() {
                ol.before-after {
                    @for change in changes {
                        li {
                            dl {
                                div { dt { (self.say(reader::BEFORE)) } dd { (change.before.in_language(self.language)) } }
                                div { dt { (self.say(reader::AFTER)) } dd { (change.after.in_language(self.language)) } }
                            }
                            (self.cite_all(&change.article, &change.also))
                        }
                    }
                }
            }
        }
    }

    fn cases(&self) -> Markup {
        let cases = &self.pack.interpretation.cases;
        html! {
            @if !cases.is_empty() {
                section.part #cases {
                    h2 { (self.say(reader::CASES)) }
                    ol.cases {
                        @for case in cases {
                            li {
                                h3 { (case.title.in_language(self.language)) }
                                p { (case.text.in_language(self.language)) }
                                @if !case.worked.is_empty() { ul.worked lang="zh-CN" { @for line in &case.worked { li { (line) } } } }
                                (self.cite_all(&case.article, &case.also))
                            }
                        }
                    }
                }
            }
        }
    }

    fn says_what_changed(&self) -> bool {
        self.is_amended() || !self.pack.interpretation.changes.is_empty()
    }

    fn is_amended(&self) -> bool {
        self.opened.versions.len() > 1
    }

    fn coming(&self) -> Markup {
        let Some(coming) = self.opened.coming else { return html! {} };
        html! {
            p.aside {
                (fill(self.say(reader::COMING), &[&date::full_day(coming, self.language)])) " "
                a href="#changes" { (self.say(reader::SEE_CHANGES)) }
            }
        }
    }

    fn force(&self) -> String {
        match self.opened.day {
            None => self.pack.document.force(self.today, self.language),
            Some(_) => self.opened.applies.days(self.language),
        }
    }

    /// That this is not the version in force, and where that is.
    fn of_another_day(&self) -> Markup {
        let Some(day) = self.opened.day else { return html! {} };
        let from = self.opened.applies.from;
        let (words, day) = if from > self.today { (reader::COMING_VERSION, from) } else { (reader::OLD_VERSION, day) };
        html! {
            p.aside role="status" { (fill(self.say(words), &[&date::full_day(day, self.language)])) }
            p.actions { a.button.quiet href=(format!("/d/{}", self.pack.id)) { (self.say(reader::TO_CURRENT)) } }
        }
    }

    /// A question or a term, with its own address.
    fn entry(&self, part: Addressed, spoken: Option<Language>, asked: &str, said: Markup) -> Markup {
        let marked = self.is_marked(part);
        html! {
            div class=[marked.then_some("is-marked")] id=(part.id()) tabindex=[marked.then_some("-1")] {
                dt lang=[spoken.map(Language::tag)] { a href=(self.address(part)) { (asked) } }
                dd { (said) }
            }
        }
    }

    fn is_marked(&self, part: Addressed) -> bool {
        self.marked == Some(part)
    }

    /// The part that the address names, first: without scripts nothing scrolls to it.
    fn asked_for(&self) -> Markup {
        let Some(part) = self.marked else { return html! {} };
        let easy = &self.pack.interpretation;
        let aside = |spoken: Option<Language>, title: &str, said: Markup| {
            html! {
                section.aside aria-labelledby="asked-h" lang=[spoken.map(Language::tag)] {
                    h2 #asked-h { a href=(format!("#{}", part.id())) { (Spoken(title, self.language)) } }
                    (said)
                }
            }
        };
        match part {
            Addressed::Article(number) => html! {
                @if let Some(article) = self.pack.document.article(&number) {
                    (aside(Some(Language::Zh), &number.chinese(), self.paragraphs(article)))
                }
            },
            Addressed::Question(number) => html! {
                @if let Some(asked) = easy.question(number) {
                    (aside(None, asked.question.in_language(self.language), html! {
                        p { (asked.answer.in_language(self.language)) } (self.cite_all(&asked.article, &asked.also))
                    }))
                }
            },
            Addressed::Term(number) => html! {
                @if let Some(term) = easy.term(number) {
                    (aside(None, &term.term, html! { p { (term.meaning.in_language(self.language)) } }))
                }
            },
        }
    }

    /// What the tab says of the page of a part of the document called `name`.
    fn title_of(&self, part: Addressed, name: &str) -> Option<String> {
        let easy = &self.pack.interpretation;
        let title = match part {
            Addressed::Article(number) => {
                let number = if self.language == Language::Zh { number.chinese() } else { number.to_string() };
                return Some(fill(self.say(reader::ARTICLE_OF), &[&number, name]));
            }
            Addressed::Question(number) => easy.question(number)?.question.in_language(self.language),
            Addressed::Term(number) => &easy.term(number)?.term,
        };
        Some(fill(self.say(reader::PART_OF), &[title, name]))
    }

    fn cite_all(&self, article: &ArticleNumber, also: &[ArticleNumber]) -> Markup {
        html! { (self.cite(article)) @for article in also { " " (self.cite(article)) } }
    }

    fn cite(&self, article: &ArticleNumber) -> Markup {
        html! { a.cite href=(self.address(Addressed::Article(*article))) { (wording::cite(article, self.language)) } }
    }

    fn address(&self, part: Addressed) -> String {
        [self.path, &part.path()].concat()
    }

    fn chapter(&self, chapter: &Chapter) -> Markup {
        html! {
            section.chapter {
                @if let Some(part) = &chapter.part { h3 { (part) } }
                @if let Some(heading) = chapter.heading() { h3 { (heading) } }
                @for article in &chapter.articles { (self.article(article, chapter.article_level())) }
                @for section in &chapter.sections {
                    section.division {
                        h4 { (section.heading()) }
                        @for article in &section.articles { (self.article(article, 5)) }
                    }
                }
            }
        }
    }

    fn article(&self, article: &Article, level: u8) -> Markup {
        let part = Addressed::Article(article.number);
        let marked = self.is_marked(part);
        let heading = html! {
            a href=(self.address(part)) { (article.number.chinese()) } " "
            @if let Some(heading) = &article.heading { span.article-heading { (heading) } }
        };
        html! {
            section class=(if marked { "article is-marked" } else { "article" }) id=(part.id()) tabindex=[marked.then_some("-1")] {
                @match level { 3 => h3 { (heading) }, 4 => h4 { (heading) }, _ => h5 { (heading) } }
                (self.paragraphs(article))
            }
        }
    }

    fn paragraphs(&self, article: &Article) -> Markup {
        html! {
            @for paragraph in &article.paragraphs {
                @if !paragraph.text.is_empty() { p { (paragraph.text) } }
                @if !paragraph.items.is_empty() {
                    ol.items {
                        @for item in &paragraph.items { li { span.item-number { (item.label()) } span { (item.text) } } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
