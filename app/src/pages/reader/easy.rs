//! The easy text: points, questions, terms, and whom to ask (办法 art. 27, 58). Each sentence names the article that it rests on.

use mingbai_shared::audience::wording::cite;
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::pack::glossary::{Glossary, Piece};

use super::Shown;
use crate::components::link;
use crate::components::term::term;
use crate::view::{Element, View, classed, el};
use crate::words::{language, reader, t};

fn citation(shown: &Shown<'_>, number: &ArticleNumber) -> Element {
    link::cite(shown.article(number), cite(number, language()))
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
        el("li").child(text).child(citation(shown, &point.article)).into()
    });
    part("points", t(reader::POINTS), "ol", points.collect())
}

/// 问答.
pub fn questions(shown: &Shown<'_>) -> View {
    let questions = shown.pack.interpretation.questions.iter().map(|asked| {
        let answer =
            el("dd").child(paragraph(asked.answer.in_language(language()))).child(citation(shown, &asked.article));
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
