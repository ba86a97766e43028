//! The easy text: points, questions, terms, and whom to ask (办法 art. 27, 58). Each sentence names the article that it rests on.

use leptos::prelude::*;
use mingbai_shared::audience::wording::cite;
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::pack::Pack;

use crate::words::{language, reader, t};

/// The address of an article.
pub fn article_address(pack: &Pack, number: &ArticleNumber) -> String {
    let mut address = crate::components::card::address(pack);
    address.push_str("/art/");
    address.push_str(&number.to_string());
    address
}

fn citation(pack: &Pack, number: &ArticleNumber) -> AnyView {
    view! { <a class="cite" href=article_address(pack, number)>{cite(number, language())}</a> }.into_any()
}

fn part(id: &'static str, title: &'static str, body: AnyView) -> AnyView {
    view! { <section class="part" id=id tabindex="-1"><h2>{title}</h2>{body}</section> }.into_any()
}

/// 要点.
pub fn points(pack: &Pack) -> AnyView {
    let points: Vec<AnyView> = pack
        .interpretation
        .points
        .iter()
        .map(|point| {
            let text = point.text.in_language(language()).to_owned();
            view! { <li><p>{text}</p>{citation(pack, &point.article)}</li> }.into_any()
        })
        .collect();
    if points.is_empty() {
        return ().into_any();
    }
    part("points", t(reader::POINTS), view! { <ol class="points">{points}</ol> }.into_any())
}

/// 问答.
pub fn questions(pack: &Pack) -> AnyView {
    let questions: Vec<AnyView> = pack
        .interpretation
        .questions
        .iter()
        .map(|asked| {
            let question = asked.question.in_language(language()).to_owned();
            let answer = asked.answer.in_language(language()).to_owned();
            view! { <div><dt>{question}</dt><dd><p>{answer}</p>{citation(pack, &asked.article)}</dd></div> }.into_any()
        })
        .collect();
    if questions.is_empty() {
        return ().into_any();
    }
    part("questions", t(reader::QUESTIONS), view! { <dl class="questions">{questions}</dl> }.into_any())
}

/// 术语.
pub fn terms(pack: &Pack) -> AnyView {
    let terms: Vec<AnyView> = pack
        .interpretation
        .terms
        .iter()
        .map(|term| {
            let meaning = term.meaning.in_language(language()).to_owned();
            view! { <div><dt>{term.term.clone()}</dt><dd>{meaning}</dd></div> }.into_any()
        })
        .collect();
    if terms.is_empty() {
        return ().into_any();
    }
    part("terms", t(reader::TERMS), view! { <dl class="terms">{terms}</dl> }.into_any())
}

/// Whom to ask.
pub fn contact(pack: &Pack) -> AnyView {
    let contact = &pack.contact;
    let digits: String = contact.telephone.chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '-')).collect();
    let call = String::from("tel:") + &digits;
    view! {
        <footer class="contact">
            <h2>{t(reader::CONTACT)}</h2>
            <p>{contact.office.clone()}</p>
            <p><a class="cite" href=call>{contact.telephone.clone()}</a></p>
            <p class="note">{contact.address.clone()}</p>
        </footer>
    }
    .into_any()
}
