//! A pack as it is searched: the document with its interpretation, in both languages.

use super::source::Writer;
use super::{Place, Source};
use crate::pack::Pack;
use crate::words::BilingualText;

impl From<&Pack> for Source {
    fn from(pack: &Pack) -> Source {
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
    use crate::document::import;
    use crate::pack::Parts;

    #[test]
    fn everything_that_a_pack_says_is_found_where_it_says_it() {
        let parts: Parts = serde_json::from_str(include_str!("../../sample/private-pension/pack.json")).unwrap();
        let pack = parts.join(import(include_bytes!("../../sample/private-pension/text.md")).unwrap());
        let mut corpus = Corpus::new();
        corpus.put(Source::from(&pack));
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
        for article in pack.document.articles() {
            assert!(places(&article.paragraphs[0].text).contains(&Place::Article(article.number)));
        }
        assert!(places(&pack.contact.telephone).contains(&Place::Contact));
    }
}
