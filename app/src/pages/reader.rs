//! One document: first what it has to do with me, then in one scroll the points, the text, questions and terms (办法 art. 26-28).
//!
//! An article's number is its link: `/d/{document}/art/{number}` is this page, scrolled to that article.

mod easy;
mod text;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use mingbai_shared::audience::{judge, wording};
use mingbai_shared::marks::Mark;
use mingbai_shared::pack::wording::{benefit, next_band, until};
use mingbai_shared::pack::{Offer, Pack};
use mingbai_shared::words::date;

use crate::clock;
use crate::components::card::route_tag;
use crate::components::head::name_page;
use crate::components::mark::{mark, mark_saying, sample_tag};
use crate::device::{Device, Published, RecordState};
use crate::pages::not_found;
use crate::words::{frame, language, reader, t};

/// The page of a document; `article` is the number that the address names, or nothing.
pub fn page(document: Memo<String>, article: Memo<String>) -> AnyView {
    let device = expect_context::<Device>();
    // The text is drawn again when another pack comes, not whenever the record grows.
    let digest = Memo::new(move |_| {
        device.record.track();
        document.with(|document| device.find(document)).map(|published| published.entry.pack)
    });
    let loading = Memo::new(move |_| device.record_state.with(|state| matches!(state, RecordState::Loading)));
    let shown = move || match (digest.get(), loading.get()) {
        (Some(_), _) => {
            let published = document.with_untracked(|document| device.find(document));
            published.map_or_else(not_found::page, |published| read(device, published))
        }
        (None, true) => view! { <p class="empty">{t(frame::WAITING)}</p> }.into_any(),
        (None, false) => not_found::page(),
    };
    Effect::new(move |_| {
        let article = Some(article.get()).filter(|number| !number.is_empty());
        if digest.get().is_some() {
            request_animation_frame(move || show_article(article.as_deref()));
        }
    });
    shown.into_any()
}

/// Marks the article that the address names, scrolls to it and focuses it.
fn show_article(number: Option<&str>) {
    if let Ok(Some(marked)) = document().query_selector("#app .article.is-marked") {
        // Taking away a class that is there cannot fail.
        let _ = marked.class_list().remove_1("is-marked");
    }
    let Some(number) = number.filter(|number| number.bytes().all(|b| b.is_ascii_digit() || b == b'-')) else { return };
    let mut selector = String::from("#app [id=\"art-");
    selector.push_str(number);
    selector.push_str("\"]");
    let Ok(Some(article)) = document().query_selector(&selector) else { return };
    let _ = article.class_list().add_1("is-marked");
    article.scroll_into_view();
    if let Ok(article) = article.dyn_into::<HtmlElement>() {
        let _ = article.focus();
    }
}

fn read(device: Device, published: Arc<Published>) -> AnyView {
    let pack = &published.pack;
    name_page(pack.title.in_language(language()));
    let about = Arc::clone(&published);
    view! {
        <article class="reader">
            {head(&published)}
            <section class="concerns" id="me" aria-labelledby="me-h">
                <h2 id="me-h">{t(reader::CONCERNS)}</h2>
                {move || concerns(device, &about.pack)}
            </section>
            {contents(pack)}
            {easy::points(pack)}
            {text::text(pack)}
            {easy::questions(pack)}
            {easy::terms(pack)}
            {easy::contact(pack)}
        </article>
    }
    .into_any()
}

fn head(published: &Published) -> AnyView {
    let pack = &published.pack;
    let document = &pack.document;
    let today = clock::today();
    let meta: Vec<AnyView> = [
        (reader::NUMBER, document.number.clone()),
        (reader::ISSUER, document.issuer.clone()),
        (reader::FORCE, Some(document.force(today, language()))),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|value| view! { <div><dt>{t(name)}</dt><dd>{value}</dd></div> }.into_any()))
    .collect();
    let mut recorded = String::from(t(Mark::InRecord.word()));
    recorded.push_str(" · ");
    recorded.push_str(&date::moment(published.entry.at, today, language()));
    view! {
        <header class="doc-head">
            <p class="doc-topic">{pack.topic.in_language(language()).to_owned()}{sample_tag(pack.sample)}</p>
            <h1 tabindex="-1">{pack.title.in_language(language()).to_owned()}</h1>
            <dl class="doc-meta">{meta}</dl>
            <p>{mark_saying(Mark::InRecord, recorded)}</p>
        </header>
    }
    .into_any()
}

/// The first line: whether it applies, and why. It follows the facts.
fn concerns(device: Device, pack: &Pack) -> AnyView {
    let Some(offer) = &pack.offer else {
        return view! { <p class="because">{t(reader::NO_OFFER)}</p> }.into_any();
    };
    let (today, language) = (clock::today(), language());
    device.facts.with(|facts| {
        let judged = judge(&offer.audience, facts, today);
        let next = offer.benefit.amount.as_ref().and_then(|amount| {
            let next = amount.next_band(facts, today)?;
            Some(view! { <p class="next">{next_band(next, amount.period(), language)}</p> })
        });
        let answer = (!judged.missing.is_empty())
            .then(|| view! { <p class="actions"><a class="button quiet" href="/me">{t(reader::ANSWER_IN)}</a></p> });
        view! {
            <p class="card-head">{mark(judged.verdict.into())}{route_tag(offer.route)}</p>
            <p class="because">{wording::because(&judged, today, language)}</p>
            <p class="amount">{benefit(&offer.benefit, facts, today, language)}</p>
            {next}
            <p class="note">{t(offer.route.explained())}</p>
            {dates(offer)}
            <p class="note who">{crate::words::fill(t(crate::words::home::WHO), &[&wording::rule(&offer.audience, language)])}</p>
            {answer}
        }
        .into_any()
    })
}

fn dates(offer: &Offer) -> AnyView {
    let today = clock::today();
    let until = until(offer, today, language()).map(|until| view! { <p class="meta">{until}</p> });
    let closed = (!offer.stands_on(today)).then(|| view! { <p class="meta">{t(reader::NOT_NOW)}</p> });
    view! { {until}{closed} }.into_any()
}

/// The row that stays in sight: only what this document has.
fn contents(pack: &Pack) -> AnyView {
    let easy = &pack.interpretation;
    let links: Vec<AnyView> = [
        ("#me", reader::CONCERNS, true),
        ("#points", reader::POINTS, !easy.points.is_empty()),
        ("#text", reader::TEXT, true),
        ("#questions", reader::QUESTIONS, !easy.questions.is_empty()),
        ("#terms", reader::TERMS, !easy.terms.is_empty()),
    ]
    .into_iter()
    .filter(|(_, _, there)| *there)
    .map(|(address, name, _)| view! { <a href=address>{t(name)}</a> }.into_any())
    .collect();
    view! { <nav class="jump" aria-label=t(reader::CONTENTS)>{links}</nav> }.into_any()
}
