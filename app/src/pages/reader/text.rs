//! 原文: the text as it was issued, chapter by chapter. It is never translated.

use leptos::prelude::*;
use mingbai_shared::document::{Article, Chapter, Paragraph};
use mingbai_shared::pack::Pack;

use super::easy::article_address;
use crate::words::{reader, t};

/// The whole text.
pub fn text(pack: &Pack) -> AnyView {
    let document = &pack.document;
    let before = paragraphs("preamble", &document.preamble);
    let chapters: Vec<AnyView> = document.chapters.iter().map(|one| chapter(pack, one)).collect();
    let after = paragraphs("preamble", &document.closing);
    view! {
        <section class="part text" id="text" tabindex="-1">
            <h2>{t(reader::TEXT)}</h2>
            <div lang="zh-CN">{before}{chapters}{after}</div>
        </section>
    }
    .into_any()
}

fn paragraphs(class: &'static str, lines: &[String]) -> Vec<AnyView> {
    lines.iter().map(|line| view! { <p class=class>{line.clone()}</p> }.into_any()).collect()
}

fn chapter(pack: &Pack, chapter: &Chapter) -> AnyView {
    let part = chapter.part.clone().map(|part| view! { <h3>{part}</h3> });
    let heading = chapter.heading().map(|heading| view! { <h3>{heading}</h3> });
    let articles: Vec<AnyView> = chapter.articles.iter().map(|one| article(pack, one)).collect();
    let sections: Vec<AnyView> = chapter
        .sections
        .iter()
        .map(|section| {
            let articles: Vec<AnyView> = section.articles.iter().map(|one| article(pack, one)).collect();
            view! { <section class="division"><h4>{section.heading()}</h4>{articles}</section> }.into_any()
        })
        .collect();
    view! { <section class="chapter">{part}{heading}{articles}{sections}</section> }.into_any()
}

fn article(pack: &Pack, article: &Article) -> AnyView {
    let id = String::from("art-") + &article.number.to_string();
    let heading = article.heading.clone().map(|heading| view! { " "<span class="article-heading">{heading}</span> });
    let paragraphs: Vec<AnyView> = article.paragraphs.iter().map(paragraph).collect();
    view! {
        <section class="article" id=id tabindex="-1">
            <h4><a href=article_address(pack, &article.number)>{article.number.chinese()}</a>{heading}</h4>
            {paragraphs}
        </section>
    }
    .into_any()
}

fn paragraph(paragraph: &Paragraph) -> AnyView {
    let text = (!paragraph.text.is_empty()).then(|| view! { <p>{paragraph.text.clone()}</p> });
    let items: Vec<AnyView> = paragraph
        .items
        .iter()
        .map(|item| {
            view! { <li><span class="item-number">{item.label()}</span><span>{item.text.clone()}</span></li> }
                .into_any()
        })
        .collect();
    let items = (!items.is_empty()).then(|| view! { <ol class="items">{items}</ol> });
    view! { {text}{items} }.into_any()
}
