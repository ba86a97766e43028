//! The easy text: points, scope, differences, standards, cases, questions, terms, and whom to ask (办法 art. 27, 58). Each sentence names the articles that
//! it rests on.

use mingbai_shared::audience::wording::cite;
use mingbai_shared::document::anchor;
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::pack::bound::Piece as Bound;
use mingbai_shared::pack::glossary::{Glossary, Piece};
use mingbai_shared::pack::{Addressed, Case, Change, Point, numbered};
use mingbai_shared::words::BilingualText;

use super::Shown;
use crate::components::link;
use crate::components::term::term;
use crate::view::{self, Element, View, classed, el};
use crate::words::{language, reader, t};

/// The articles that a sentence rests on.
fn citations(shown: &Shown, article: &ArticleNumber, also: &[ArticleNumber]) -> View {
    let cite = |number: &ArticleNumber| {
        link::cite(shown.address_of(Addressed::Article(*number)), cite(number, language())).into()
    };
    let mut cited: Vec<View> = vec![cite(article)];
    for number in also {
        cited.push(" ".into());
        cited.push(cite(number));
    }
    cited.into()
}

/// A part with its list; without entries there is no part.
fn part(id: &'static str, title: &'static str, list: &'static str, entries: Vec<View>) -> View {
    if entries.is_empty() {
        return View::Nothing;
    }
    classed("section", "part")
        .attr("id", id)
        .attr("tabindex", "-1")
        .child(el("h2").child(title))
        .child(classed(list, id).child(entries))
        .into()
}

fn paragraph(text: &str) -> Element {
    el("p").child(text.to_owned())
}

/// A text with its numbers, each of which shows the article that it comes from; and with the terms of `glossary` where they are first used.
fn said<'a>(
    shown: &'a Shown,
    text: &'a BilingualText,
    articles: &[ArticleNumber],
    mut glossary: Option<&mut Glossary<'a>>,
) -> View {
    let own = text.in_language(language());
    let pieces = match shown.reading.get() {
        Some(reading) => (reading.pieces)(text, language(), articles, &shown.pack().document),
        None => vec![Bound::Plain(own)],
    };
    let mut views: Vec<View> = Vec::new();
    for piece in pieces {
        match (piece, &mut glossary) {
            (Bound::Bound(number, article), _) => views.push(number_from(shown, number, article)),
            (Bound::Plain(text), None) => views.push(text.to_owned().into()),
            (Bound::Plain(text), Some(glossary)) => views.extend(glossary.pieces(text).into_iter().map(explained)),
        }
    }
    views.into()
}

fn explained(piece: Piece<'_>) -> View {
    match piece {
        Piece::Text(text) => text.to_owned().into(),
        Piece::Term(found) => term(found.term.clone(), found.meaning.in_language(language()).to_owned()).into(),
    }
}

/// A number that shows the words of the article that it comes from.
fn number_from(shown: &Shown, number: &str, article: ArticleNumber) -> View {
    let text = shown.pack().document.article(&article).map(anchor::text).unwrap_or_default();
    let mut lines = text.lines();
    let line = lines.clone().find(|line| line.contains(number)).or(lines.next()).unwrap_or_default();
    term(number.to_owned(), [&cite(&article, language()), "　", line].concat()).into()
}

fn all_of(article: ArticleNumber, also: &[ArticleNumber]) -> Vec<ArticleNumber> {
    [&[article], also].concat()
}

/// 要点. A term is explained where it is first used.
pub fn points(shown: &Shown) -> View {
    let mut glossary = Glossary::of(&shown.pack().interpretation);
    let mut points = Vec::new();
    for point in &shown.pack().interpretation.points {
        let articles = all_of(point.article, &point.also);
        let text = el("p").child(said(shown, &point.text, &articles, Some(&mut glossary)));
        points.push(el("li").child(text).child(citations(shown, &point.article, &point.also)).into());
    }
    part("points", t(reader::POINTS), "ol", points)
}

/// 影响范围.
pub fn scope(shown: &Shown) -> View {
    sentences(shown, "scope", t(reader::SCOPE), &shown.pack().interpretation.scope)
}

/// 执行标准及注意事项.
pub fn standards(shown: &Shown) -> View {
    sentences(shown, "standards", t(reader::STANDARDS), &shown.pack().interpretation.standards)
}

fn sentences(shown: &Shown, id: &'static str, title: &'static str, all: &[Point]) -> View {
    let sentence = |point: &Point| {
        el("li")
            .child(el("p").child(said(shown, &point.text, &all_of(point.article, &point.also), None)))
            .child(citations(shown, &point.article, &point.also))
            .into()
    };
    part(id, title, "ol", all.iter().map(sentence).collect())
}

/// 新旧政策差异, as whoever drafted it says it.
pub fn differences(shown: &Shown) -> View {
    let changes = &shown.pack().interpretation.changes;
    let side = |title, text: View| el("div").child(el("dt").child(t(title))).child(el("dd").child(text));
    let change = |change: &Change| {
        let before = change.before.in_language(language()).to_owned();
        let after = said(shown, &change.after, &all_of(change.article, &change.also), None);
        let sides = el("dl").child(side(reader::BEFORE, before.into())).child(side(reader::AFTER, after));
        el("li").child(sides).child(citations(shown, &change.article, &change.also)).into()
    };
    let all: Vec<View> = changes.iter().map(change).collect();
    (!all.is_empty()).then(|| classed("ol", "before-after").child(all)).into()
}

/// 案例, with how each sum is worked out.
pub fn cases(shown: &Shown) -> View {
    let case = |case: &Case| {
        let worked: Vec<View> = case.worked.iter().map(|line| el("li").child(line.clone()).into()).collect();
        let worked = (!worked.is_empty()).then(|| classed("ul", "worked").attr("lang", "zh-CN").child(worked));
        el("li")
            .child(el("h3").child(case.title.in_language(language()).to_owned()))
            .child(el("p").child(said(shown, &case.text, &all_of(case.article, &case.also), None)))
            .child(worked)
            .child(citations(shown, &case.article, &case.also))
            .into()
    };
    part("cases", t(reader::CASES), "ol", shown.pack().interpretation.cases.iter().map(case).collect())
}

/// 问答.
pub fn questions(shown: &Shown) -> View {
    let questions = numbered(&shown.pack().interpretation.questions).map(|(number, asked)| {
        let answer = el("dd").child(paragraph(asked.answer.in_language(language()))).child(citations(
            shown,
            &asked.article,
            &asked.also,
        ));
        entry(shown, Addressed::Question(number), el("dt"), asked.question.in_language(language()), answer)
    });
    part("questions", t(reader::QUESTIONS), "dl", questions.collect())
}

/// 术语.
pub fn terms(shown: &Shown) -> View {
    let terms = numbered(&shown.pack().interpretation.terms).map(|(number, term)| {
        let meaning = el("dd").child(term.meaning.in_language(language()).to_owned());
        entry(shown, Addressed::Term(number), el("dt").attr("lang", "zh-CN"), &term.term, meaning)
    });
    part("terms", t(reader::TERMS), "dl", terms.collect())
}

/// A question or a term, which leads to its own address.
fn entry(shown: &Shown, part: Addressed, heading: Element, asked: &str, said: Element) -> View {
    el("div")
        .attr("id", part.id())
        .attr("tabindex", "-1")
        .child(heading.child(view::link("", shown.address_of(part), asked.to_owned())))
        .child(said)
        .into()
}

/// Whom to ask.
pub fn contact(shown: &Shown) -> Element {
    let contact = &shown.pack().contact;
    classed("footer", "contact")
        .child(el("h2").child(t(reader::CONTACT)))
        .child(paragraph(&contact.office))
        // A draft may not have one yet.
        .child((!contact.telephone.trim().is_empty()).then(|| el("p").child(link::call(contact))))
        .child(classed("p", "note").child(contact.address.clone()))
}
