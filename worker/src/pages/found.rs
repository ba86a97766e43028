//! What was found in the texts for a reader without scripts: documents, the best first, each with the sentences in which the words stand.

use chrono::NaiveDate;
use maud::{Markup, html};
use mingbai_shared::pack::Addressed;
use mingbai_shared::search::{SHOWN_OF_ONE, Snippet};
use mingbai_shared::words::{Bilingual, Language, date, fill, finding, home};

use super::spoken::Spoken;
use crate::objects::register::texts::{Answer, FoundAt, FoundIn, Listing};

/// The answer to `typed`, as it is read on `today`.
pub fn found(answer: &Answer, typed: &str, language: Language, today: NaiveDate) -> Markup {
    let said = |text: Bilingual| html! { p.empty role="status" { (text.in_language(language)) } };
    match answer {
        Answer::Found(listing) if listing.found.is_empty() => nothing(typed, listing.searched, language),
        Answer::Found(listing) => html! {
            p.note role="status" { (count(listing, language)) }
            ul.found { @for one in &listing.found { (of_document(one, language, today)) } }
        },
        Answer::Nothing => said(finding::HOW),
        Answer::TooLong => said(finding::TOO_LONG),
    }
}

fn count(listing: &Listing, language: Language) -> String {
    let shown: usize = listing.found.iter().map(|one| one.hits.len()).sum();
    let numbers = [listing.documents, listing.total, shown].map(|number| number.to_string());
    let [documents, total, shown_of] = numbers.each_ref().map(String::as_str);
    if shown == listing.total {
        fill(finding::FOUND.in_language(language), &[documents, total])
    } else {
        fill(finding::FOUND_MORE.in_language(language), &[documents, total, shown_of])
    }
}

fn nothing(typed: &str, searched: usize, language: Language) -> Markup {
    html! {
        p.empty role="status" {
            (fill(finding::NOTHING_AT_ALL.in_language(language), &[typed.trim(), &searched.to_string()]))
        }
        p.actions { a.button href="/request" { (home::ASK_FOR_IT.in_language(language)) } }
        p.note { (finding::HOW.in_language(language)) }
    }
}

fn of_document(one: &FoundIn, language: Language, today: NaiveDate) -> Markup {
    let (first, rest) = one.hits.split_at(SHOWN_OF_ONE.min(one.hits.len()));
    html! {
        li {
            h2 { a href=(format!("/d/{}", one.document)) { (one.title.in_language(language)) } }
            p.meta {
                (Spoken(&one.issuer, language))
                @if let Some(day) = one.issued_on { " · " (date::day(day, today, language)) }
            }
            ul.hits { @for hit in first { (line(one, hit, language)) } }
            @if !rest.is_empty() {
                details {
                    summary { (fill(home::ALL_OF.in_language(language), &[&one.hits.len().to_string()])) }
                    ul.hits { @for hit in rest { (line(one, hit, language)) } }
                }
            }
        }
    }
}

/// Where it stands, and the sentence.
fn line(one: &FoundIn, hit: &FoundAt, language: Language) -> Markup {
    let below = hit.part.map(Addressed::path).unwrap_or_default();
    html! {
        li {
            a href=(format!("/d/{}{below}", one.document)) {
                span.hit-place { (hit.place.name(language)) }
                span.hit-text { (marked(&hit.snippet, language)) }
            }
        }
    }
}

/// The sentence with the words marked in it.
fn marked(snippet: &Snippet, language: Language) -> Markup {
    html! {
        @for (piece, marked) in snippet.pieces() {
            @if marked { mark { (Spoken(piece, language)) } } @else { (Spoken(piece, language)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects::register::texts::tests::answer_of_samples;

    const TODAY: &str = "2026-11-29";

    fn drawn(typed: &str, language: Language) -> String {
        found(&answer_of_samples(typed, TODAY), typed, language, TODAY.parse().unwrap()).into_string()
    }

    /// The text of a piece of markup.
    fn text(markup: &str) -> String {
        let pieces = markup.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        pieces
            .collect::<String>()
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }

    #[test]
    fn a_hit_stands_in_its_sentence_and_leads_to_its_article() {
        let page = drawn("轮候名册", Language::Zh);
        let Answer::Found(listing) = answer_of_samples("轮候名册", TODAY) else { panic!() };
        let mut from = 0;
        for one in &listing.found {
            let title = page[from..].find(&format!("<a href=\"/d/{}\">{}</a>", one.document, one.title.zh)).unwrap();
            from += title;
            for hit in &one.hits {
                let below = hit.part.map(Addressed::path).unwrap_or_default();
                let link = format!("<a href=\"/d/{}{below}\">", one.document);
                let at = from + page[from..].find(&link).unwrap();
                let end = at + page[at..].find("</a>").unwrap();
                assert_eq!(text(&page[at..end]), format!("{}{}", hit.place.name(Language::Zh), hit.snippet.text));
                assert!(page[at..end].contains("<mark>轮候名册</mark>"));
                from = end;
            }
        }
        assert!(page.contains("/d/public-rental-housing/art/8\""));
    }

    #[test]
    fn what_is_more_than_a_few_of_one_document_is_folded_and_all_are_counted() {
        let page = drawn("申请", Language::Zh);
        let Answer::Found(listing) = answer_of_samples("申请", TODAY) else { panic!() };
        let many = listing.found.iter().filter(|one| one.hits.len() > SHOWN_OF_ONE).count();
        assert!(many > 0);
        assert_eq!(page.matches("<details>").count(), many);
        assert!(page.contains(&format!("找到 {} 处，先列 60 处", listing.total)), "{page}");
    }

    #[test]
    fn what_was_typed_is_never_markup() {
        let typed = "<script>alert(1)</script>";
        for language in [Language::Zh, Language::En] {
            let page = drawn(typed, language);
            assert!(!page.contains("<script") && text(&page).contains(typed), "{page}");
        }
    }

    #[test]
    fn nothing_to_look_for_and_too_much_are_said() {
        assert!(drawn("\"\"", Language::Zh).contains(finding::HOW.zh));
        assert!(drawn(&"字".repeat(201), Language::En).contains(finding::TOO_LONG.en));
        let none = drawn("地铁十九号线", Language::Zh);
        assert!(none.contains("没有找到“地铁十九号线”") && none.contains("href=\"/request\""), "{none}");
    }
}
