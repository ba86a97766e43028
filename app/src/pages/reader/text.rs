//! 原文: the text as it was issued, chapter by chapter. It is never translated.

use mingbai_shared::document::{Article, Chapter, Paragraph};
use mingbai_shared::pack::Addressed;

use super::Shown;
use crate::view::{Element, View, classed, el, link};
use crate::words::{reader, t};

/// The whole text.
pub fn text(shown: &Shown) -> Element {
    let document = &shown.pack().document;
    let text = el("div")
        .attr("lang", "zh-CN")
        .child(lines(&document.preamble))
        .child(each(&document.chapters, |one| chapter(shown, one)))
        .child(lines(&document.closing));
    classed("section", "part text")
        .attr("id", "text")
        .attr("tabindex", "-1")
        .child(el("h2").child(t(reader::TEXT)))
        .child(text)
}

fn each<T>(all: &[T], view: impl Fn(&T) -> Element) -> Vec<View> {
    all.iter().map(|one| view(one).into()).collect()
}

fn lines(lines: &[String]) -> Vec<View> {
    each(lines, |line| classed("p", "preamble").child(line.clone()))
}

fn chapter(shown: &Shown, chapter: &Chapter) -> Element {
    let sections = each(&chapter.sections, |section| {
        let heading = el("h4").child(section.heading());
        classed("section", "division").child(heading).child(articles(shown, &section.articles, "h5"))
    });
    classed("section", "chapter")
        .child(chapter.part.clone().map(|part| el("h3").child(part)))
        .child(chapter.heading().map(|heading| el("h3").child(heading)))
        .child(articles(shown, &chapter.articles, if chapter.article_level() == 3 { "h3" } else { "h4" }))
        .child(sections)
}

fn articles(shown: &Shown, all: &[Article], heading: &'static str) -> Vec<View> {
    each(all, |one| article(shown, one, heading))
}

fn article(shown: &Shown, article: &Article, level: &'static str) -> Element {
    let part = Addressed::Article(article.number);
    let number = link("", shown.address_of(part), article.number.chinese());
    let heading = article.heading.clone().map(|heading| classed("span", "article-heading").child(heading));
    classed("section", "article")
        .attr("id", part.id())
        .attr("tabindex", "-1")
        .child(el(level).child(number).child(" ").child(heading))
        .child(article.paragraphs.iter().map(paragraph).collect::<Vec<View>>())
}

fn paragraph(paragraph: &Paragraph) -> View {
    let text = (!paragraph.text.is_empty()).then(|| el("p").child(paragraph.text.clone()));
    let items = each(&paragraph.items, |item| {
        let number = classed("span", "item-number").child(item.label());
        el("li").child(number).child(el("span").child(item.text.clone()))
    });
    let items = (!items.is_empty()).then(|| classed("ol", "items").child(items));
    View::Many(vec![text.into(), items.into()])
}
