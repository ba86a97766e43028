//! The text of the document: written, or gone through article by article with what explains each beside it.

use leptos::prelude::*;
use mingbai_shared::document::Article;
use mingbai_shared::words::Bilingual;

use super::desk::Desk;
use super::form::Control;
use super::from_file::{FileRead, from_file};
use crate::components::button::{Kind, actions, button};
use crate::components::tabs::tabs;
use crate::components::toast::Toast;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{drafting as words, fill, t};

/// What can be written about an article: the list, and its button.
const ABOUT: [(&str, Bilingual); 4] = [
    ("points", words::ADD_POINT),
    ("standards", words::ADD_STANDARD),
    ("questions", words::ADD_QUESTION),
    ("cases", words::ADD_CASE),
];

pub fn text(desk: Desk) -> View {
    // Drawn again in another language: the names of tabs are fixed.
    live(move || {
        let names = vec![t(words::TEXT_WRITE), t(words::TEXT_ARTICLES)];
        tabs("draft-text", t(words::VIEW_TEXT), names, move |at| match at {
            0 => written(desk),
            _ => live(move || by_article(desk)),
        })
    })
}

fn written(desk: Desk) -> View {
    let writing = desk.writing;
    let toast = expect_context::<Toast>();
    let read = move |FileRead { text, title }: FileRead| {
        let Some(before) = writing.draft.try_get_untracked() else { return };
        writing.put(|draft| {
            draft.document.0 = text;
            if draft.title.zh.trim().is_empty() {
                draft.title.zh = title;
            }
        });
        let after = writing.draft.get_untracked();
        toast.say(t(words::READ).into(), move || writing.undo(&before, &after));
    };
    let control = desk
        .control("document", Control::Lines)
        .attr("id", "document")
        .attr("aria-describedby", "document-hint")
        .attr("rows", "24")
        .attr("lang", "zh-CN")
        .attr("spellcheck", "false");
    let control = classed("div", "field desk-text")
        .child(el("label").attr("for", "document").child(t(words::TEXT_LABEL)))
        .child(classed("p", "hint").attr("id", "document-hint").child(t(words::TEXT_HINT)))
        .child(desk.findings_at("document".into()))
        .child(control);
    let file = from_file("document-file", words::IMPORT, Some(words::FROM_FILE_HINT), read);
    many([control.into(), file])
}

/// Each article with how often it is explained, and ways to explain it.
fn by_article(desk: Desk) -> View {
    let pack = desk.pack();
    live(move || {
        pack.with(|pack| {
            let Some(pack) = pack.as_ref().filter(|pack| pack.document.articles().next().is_some()) else {
                return View::from(classed("p", "note").child(t(words::NO_ARTICLES)));
            };
            let one = |article: &Article| -> View { about(desk, article, pack.explained(article.number)).into() };
            classed("ol", "desk-articles").child(pack.document.articles().map(one).collect::<Vec<View>>()).into()
        })
    })
}

fn about(desk: Desk, article: &Article, explained: usize) -> Element {
    let number = article.number.chinese();
    let said = match explained {
        0 => t(words::UNEXPLAINED).to_owned(),
        _ => fill(t(words::EXPLAINED), &[&explained.to_string()]),
    };
    let lines = article
        .paragraphs
        .iter()
        .flat_map(|paragraph| std::iter::once(&paragraph.text).chain(paragraph.items.iter().map(|item| &item.text)));
    let lines: Vec<View> = lines.map(|line| el("p").attr("lang", "zh-CN").child(line.clone()).into()).collect();
    let write = |(list, said): (&'static str, Bilingual)| {
        let typed = article.number.to_string();
        let label = fill(t(words::ABOUT_ARTICLE), &[t(said), &number]);
        let add = move || {
            let place = desk.add(list);
            desk.writing.put(|draft| {
                if let Some(articles) = draft.text_at(&[&place, "/articles"].concat()) {
                    articles.clone_from(&typed);
                }
            });
        };
        button(Kind::Bare, t(said), add)
            .attr("aria-label", label)
            .attr("data-answer", [list, "-", &article.number.to_string()].concat())
            .into()
    };
    el("li")
        .child(el("h3").child(number.clone()).child(" ").child(classed("span", "meta").child(said)))
        .child(lines)
        .child(actions().child(ABOUT.map(write).into_iter().collect::<Vec<View>>()))
}
