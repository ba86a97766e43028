//! The easy text: points, scope, differences, standards, cases, questions, terms, and whom to ask (办法 art. 27, 58). Each sentence names the articles that
//! it rests on.

use mingbai_shared::audience::wording::cite;
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::pack::glossary::{Glossary, Piece};
use mingbai_shared::pack::{Case, Change, Point};
use mingbai_shared::words::BilingualText;

use super::Shown;
use crate::components::link;
use crate::components::term::term;
use crate::view::{Element, View, classed, el};
use crate::words::{language, reader, t};

/// The articles that a sentence rests on.
fn citations(shown: &Shown<'_>, article: &ArticleNumber, also: &[ArticleNumber]) -> View {
    let cite = |number| link::cite(shown.article(number), cite(number, language())).into();
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

/// 要点. A term is explained where it is first used.
pub fn points(shown: &Shown<'_>) -> View {
    let mut glossary = Glossary::of(&shown.pack.interpretation);
    let mut count = 0_usize;
    let points = shown.pack.interpretation.points.iter().map(|point| {
        let pieces = glossary.pieces(point.text.in_language(language())).into_iter().map(|piece| match piece {
            Piece::Text(text) => text.to_owned().into(),
            Piece::Term(found) => {
                count += 1;
                let id = ["term-", &count.to_string()].concat();
                term(id, found.term.clone(), found.meaning.in_language(language()).to_owned()).into()
            }
        });
        let text = el("p").child(pieces.collect::<Vec<View>>());
        el("li").child(text).child(citations(shown, &point.article, &point.also)).into()
    });
    part("points", t(reader::POINTS), "ol", points.collect())
}

/// 影响范围.
pub fn scope(shown: &Shown<'_>) -> View {
    sentences(shown, "scope", t(reader::SCOPE), &shown.pack.interpretation.scope)
}

/// 执行标准及注意事项.
pub fn standards(shown: &Shown<'_>) -> View {
    sentences(shown, "standards", t(reader::STANDARDS), &shown.pack.interpretation.standards)
}

fn sentences(shown: &Shown<'_>, id: &'static str, title: &'static str, all: &[Point]) -> View {
    let sentence = |point: &Point| {
        el("li")
            .child(paragraph(point.text.in_language(language())))
            .child(citations(shown, &point.article, &point.also))
            .into()
    };
    part(id, title, "ol", all.iter().map(sentence).collect())
}

/// 新旧政策差异, as whoever drafted it says it.
pub fn differences(shown: &Shown<'_>) -> View {
    let changes = &shown.pack.interpretation.changes;
    let side = |title, text: &BilingualText| {
        el("div").child(el("dt").child(t(title))).child(el("dd").child(text.in_language(language()).to_owned()))
    };
    let change = |change: &Change| {
        let sides = el("dl").child(side(reader::BEFORE, &change.before)).child(side(reader::AFTER, &change.after));
        el("li").child(sides).child(citations(shown, &change.article, &change.also)).into()
    };
    let all: Vec<View> = changes.iter().map(change).collect();
    (!all.is_empty()).then(|| classed("ol", "before-after").child(all)).into()
}

/// 案例, with how each sum is worked out.
pub fn cases(shown: &Shown<'_>) -> View {
    let case = |case: &Case| {
        let worked: Vec<View> = case.worked.iter().map(|line| el("li").child(line.clone()).into()).collect();
        let worked = (!worked.is_empty()).then(|| classed("ul", "worked").attr("lang", "zh-CN").child(worked));
        el("li")
            .child(el("h3").child(case.title.in_language(language()).to_owned()))
            .child(paragraph(case.text.in_language(language())))
            .child(worked)
            .child(citations(shown, &case.article, &case.also))
            .into()
    };
    part("cases", t(reader::CASES), "ol", shown.pack.interpretation.cases.iter().map(case).collect())
}

/// 问答.
pub fn questions(shown: &Shown<'_>) -> View {
    let questions = shown.pack.interpretation.questions.iter().map(|asked| {
        let answer = el("dd").child(paragraph(asked.answer.in_language(language()))).child(citations(
            shown,
            &asked.article,
            &asked.also,
        ));
        el("div").child(el("dt").child(asked.question.in_language(language()).to_owned())).child(answer).into()
    });
    part("questions", t(reader::QUESTIONS), "dl", questions.collect())
}

/// 术语.
pub fn terms(shown: &Shown<'_>) -> View {
    let terms = shown.pack.interpretation.terms.iter().map(|term| {
        let meaning = term.meaning.in_language(language()).to_owned();
        el("div").child(el("dt").child(term.term.clone())).child(el("dd").child(meaning)).into()
    });
    part("terms", t(reader::TERMS), "dl", terms.collect())
}

/// Whom to ask.
pub fn contact(shown: &Shown<'_>) -> Element {
    let contact = &shown.pack.contact;
    classed("footer", "contact")
        .child(el("h2").child(t(reader::CONTACT)))
        .child(paragraph(&contact.office))
        .child(el("p").child(link::call(contact)))
        .child(classed("p", "note").child(contact.address.clone()))
}
