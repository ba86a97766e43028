//! A pack as it is searched: the document with its interpretation, in both languages.

use serde::Deserialize;

use super::source::Writer;
use super::{Place, Source};
use crate::document::Document;
use crate::names::{AgencyId, DocumentId};
use crate::pack::{Contact, Interpretation};
use crate::words::BilingualText;

/// What is searched of a pack: from its JSON, in which the rules and amounts of its offer are passed over. Reading them too would be a third of what the
/// thread that searches has to load.
#[derive(Debug, Deserialize)]
pub struct Searched {
    id: DocumentId,
    agency: AgencyId,
    title: BilingualText,
    topic: BilingualText,
    document: Document,
    interpretation: Interpretation,
    offer: Option<Offered>,
    contact: Contact,
}

#[derive(Debug, Deserialize)]
struct Offered {
    benefit: Benefit,
}

#[derive(Debug, Deserialize)]
struct Benefit {
    text: BilingualText,
}

impl From<&Searched> for Source {
    fn from(pack: &Searched) -> Source {
        let mut writer = Writer::default();
        let titles = [&pack.document.title, &pack.title.zh, &pack.title.en].map(String::as_str);
        writer.document(&pack.document, titles);
        let both = |writer: &mut Writer, text: &BilingualText| {
            writer.line([text.zh.as_str()]);
            writer.line([text.en.as_str()]);
        };
        let interpretation = &pack.interpretation;
        for (number, point) in interpretation.points.iter().enumerate() {
            writer.begin(Place::Point(number), []);
            both(&mut writer, &point.text);
        }
        for (number, term) in interpretation.terms.iter().enumerate() {
            writer.begin(Place::Term(number), [term.term.as_str()]);
            both(&mut writer, &term.meaning);
        }
        for (number, asked) in interpretation.questions.iter().enumerate() {
            writer.begin(Place::Question(number), [asked.question.zh.as_str(), asked.question.en.as_str()]);
            both(&mut writer, &asked.answer);
        }
        let lists =
            [(&interpretation.scope, Place::Scope as fn(usize) -> Place), (&interpretation.standards, Place::Standard)];
        for (points, place) in lists {
            for (number, point) in points.iter().enumerate() {
                writer.begin(place(number), []);
                both(&mut writer, &point.text);
            }
        }
        for (number, change) in interpretation.changes.iter().enumerate() {
            writer.begin(Place::Change(number), []);
            both(&mut writer, &change.before);
            both(&mut writer, &change.after);
        }
        for (number, case) in interpretation.cases.iter().enumerate() {
            writer.begin(Place::Case(number), [case.title.zh.as_str(), case.title.en.as_str()]);
            both(&mut writer, &case.text);
            case.worked.iter().for_each(|line| writer.line([line.as_str()]));
        }
        if let Some(offer) = &pack.offer {
            writer.begin(Place::Offer, []);
            both(&mut writer, &offer.benefit.text);
        }
        writer.begin(Place::Contact, []);
        let contact = &pack.contact;
        [&contact.office, &contact.telephone, &contact.address]
            .into_iter()
            .for_each(|line| writer.line([line.as_str()]));
        Source {
            id: pack.id.to_string(),
            titles: titles.map(str::to_owned).to_vec(),
            agency: Some(pack.agency.clone()),
            topic: Some(pack.topic.zh.clone()),
            terms: interpretation.terms.iter().map(|term| term.term.clone()).collect(),
            issued_on: pack.document.issued_on,
            from: pack.document.effective_on.or(pack.document.issued_on),
            until: None,
            text: writer.text,
            parts: writer.parts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Corpus, Filter, Wanted};
    use super::*;
    use crate::pack::sampled;

    #[test]
    fn everything_that_a_pack_says_is_found_where_it_says_it() {
        let pack = sampled::pack("public-rental-housing");
        let mut corpus = Corpus::new();
        let searched: Searched = serde_json::from_str(&serde_json::to_string(&pack).unwrap()).unwrap();
        corpus.put(Source::from(&searched));
        let places = |text: &str| -> Vec<Place> {
            let wanted = Wanted { filter: Filter::default(), today: None, most: 100 };
            corpus.search(&corpus.phrase(text).unwrap(), &wanted).hits.into_iter().map(|hit| hit.place).collect()
        };
        assert!(places(&pack.title.en.to_uppercase()).contains(&Place::Front));
        for (number, point) in pack.interpretation.points.iter().enumerate() {
            assert!(places(&point.text.zh).contains(&Place::Point(number)));
            assert!(places(&point.text.en).contains(&Place::Point(number)));
        }
        for (number, term) in pack.interpretation.terms.iter().enumerate() {
            assert!(places(&term.term).contains(&Place::Term(number)));
        }
        for (number, asked) in pack.interpretation.questions.iter().enumerate() {
            assert!(places(&asked.answer.zh).contains(&Place::Question(number)));
        }
        let easy = &pack.interpretation;
        assert!(!easy.scope.is_empty() && !easy.standards.is_empty() && !easy.changes.is_empty());
        for (number, point) in easy.scope.iter().enumerate() {
            assert!(places(&point.text.zh).contains(&Place::Scope(number)));
        }
        for (number, point) in easy.standards.iter().enumerate() {
            assert!(places(&point.text.en).contains(&Place::Standard(number)));
        }
        for (number, change) in easy.changes.iter().enumerate() {
            assert!(places(&change.before.zh).contains(&Place::Change(number)));
            assert!(places(&change.after.en).contains(&Place::Change(number)));
        }
        for (number, case) in easy.cases.iter().enumerate() {
            for text in [&case.title.zh, &case.text.en, &case.worked[0]] {
                assert!(places(text).contains(&Place::Case(number)), "{text}");
            }
        }
        for article in pack.document.articles() {
            assert!(places(&article.paragraphs[0].text).contains(&Place::Article(article.number)));
        }
        assert!(places(&pack.contact.telephone).contains(&Place::Contact));
    }
}
