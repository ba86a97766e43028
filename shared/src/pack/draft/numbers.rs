//! Numbers of questions and terms through amendments: what stays keeps its number, wherever it was moved; what is new gets one above all
//! that the draft has.
//!
//! A number is not given again as long as an entry of the draft has a higher one. The number of an entry that had the highest and was taken out is
//! forgotten with it: the next new one gets it again.

use super::super::Numbered;
use crate::law::ArticleNumber;

/// Numbers the new entries of a list, which are those without. `written` are the numbers of all entries of the draft, those too of which nothing is
/// left. Where in the end each stands at the place of its number, none is written, so that such a pack keeps its bytes.
pub(super) fn give_numbers<'a, T: Numbered>(list: &mut [T], written: impl Iterator<Item = &'a str>) {
    let mut last = written.filter_map(|number| number.parse::<ArticleNumber>().ok()).max();
    for entry in list.iter_mut().filter(|entry| entry.number().is_none()) {
        let next = last.map_or(ArticleNumber::at_place(0), ArticleNumber::following);
        last = Some(next);
        *entry.number_mut() = last;
    }
    if list.iter().enumerate().all(|(at, entry)| entry.number() == Some(ArticleNumber::at_place(at))) {
        list.iter_mut().for_each(|entry| *entry.number_mut() = None);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::{Both, Draft, Entry, List, QuestionDraft, TermDraft};
    use crate::document::import_text;
    use crate::pack::{Pack, Parts, numbered};

    /// What a drafter does to a list.
    #[derive(Clone, Debug)]
    enum Deed {
        /// Writes a new entry there.
        Insert(prop::sample::Index),
        Remove(prop::sample::Index),
        Move(prop::sample::Index, prop::sample::Index),
        /// Takes an entry's words and leaves it standing.
        Blank(prop::sample::Index),
        /// Publishes, and begins the next draft with what was published.
        Publish,
    }

    fn deeds() -> impl Strategy<Value = Vec<Deed>> {
        let index = || any::<prop::sample::Index>();
        let deed = prop_oneof![
            3 => index().prop_map(Deed::Insert),
            2 => index().prop_map(Deed::Remove),
            2 => (index(), index()).prop_map(|(from, to)| Deed::Move(from, to)),
            1 => index().prop_map(Deed::Blank),
            2 => Just(Deed::Publish),
        ];
        prop::collection::vec(deed, 0..24)
    }

    /// Does a deed to a list, a draft's or the model's.
    fn done<T>(list: &mut Vec<T>, deed: &Deed, new: impl FnOnce() -> T, blank: impl FnOnce(&mut T)) {
        let count = list.len();
        match deed {
            Deed::Insert(at) => list.insert(at.index(count + 1), new()),
            Deed::Remove(at) if count > 0 => drop(list.remove(at.index(count))),
            Deed::Move(from, to) if count > 0 => {
                let moved = list.remove(from.index(count));
                list.insert(to.index(count), moved);
            }
            Deed::Blank(at) if count > 0 => blank(&mut list[at.index(count)]),
            _ => {}
        }
    }

    /// An entry as a person would keep it in mind: its words, and its number once it was published.
    #[derive(Clone, Debug)]
    struct Kept {
        words: Option<String>,
        number: Option<u16>,
    }

    fn entries<T: Entry + Clone>(list: &List<T>) -> Vec<T> {
        list.iter().cloned().collect()
    }

    fn both(words: &str) -> Both {
        Both { zh: words.into(), en: words.into() }
    }

    fn sample() -> (Parts, String) {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample/public-rental-housing");
        let parts = serde_json::from_slice(&std::fs::read(folder.join("pack.json")).unwrap()).unwrap();
        (parts, std::fs::read_to_string(folder.join("text.md")).unwrap())
    }

    fn begun(parts: Parts, text: &str, made: &mut u128) -> Draft {
        Draft::of(parts, text.to_owned(), || {
            *made += 1;
            Uuid::from_u128(*made)
        })
    }

    fn published(draft: &Draft) -> Pack {
        let pack = draft.pack("civil-affairs".parse().unwrap(), true).unwrap();
        let again: Pack = serde_json::from_slice(&serde_json::to_vec(&pack).unwrap()).unwrap();
        assert_eq!(again, pack);
        pack
    }

    fn parts_of(pack: &Pack) -> Parts {
        let mut value = serde_json::to_value(pack).unwrap();
        value.as_object_mut().unwrap().remove("document");
        serde_json::from_value(value).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn what_stays_keeps_its_number_through_every_amendment(deeds in deeds()) {
            let (parts, text) = sample();
            let mut made = 0;
            let mut model: Vec<Kept> = (1..)
                .zip(&parts.interpretation.questions)
                .map(|(number, one)| Kept { words: Some(one.question.zh.clone()), number: Some(number) })
                .collect();
            let mut draft = begun(parts, &text, &mut made);
            // Questions and terms go through the same; a term is called as its question.
            draft.terms = List::of(
                draft.questions.iter().map(|one| TermDraft {
                    id: one.id,
                    number: one.number.clone(),
                    term: one.question.zh.clone(),
                    meaning: both("意思"),
                }).collect(),
            );
            for (at, deed) in deeds.iter().chain([&Deed::Publish]).enumerate() {
                let words = format!("新的第{at}问");
                let id = Uuid::from_u128(1_000_000 + at as u128);
                done(&mut model, deed, || Kept { words: Some(words.clone()), number: None }, |one| one.words = None);
                let (mut questions, mut terms) = (entries(&draft.questions), entries(&draft.terms));
                let asked = || QuestionDraft {
                    id,
                    question: both(&words),
                    answer: both("答"),
                    articles: "1".into(),
                    ..QuestionDraft::default()
                };
                done(&mut questions, deed, asked, |one| {
                    *one = QuestionDraft { id: one.id, number: one.number.clone(), ..QuestionDraft::default() };
                });
                let term = || TermDraft { id, term: words.clone(), meaning: both("意思"), ..TermDraft::default() };
                done(&mut terms, deed, term, |one| {
                    *one = TermDraft { id: one.id, number: one.number.clone(), ..TermDraft::default() };
                });
                (draft.questions, draft.terms) = (List::of(questions), List::of(terms));
                if !matches!(deed, Deed::Publish) {
                    continue;
                }
                let pack = published(&draft);
                // New ones are numbered in their order, above all that the draft knew.
                let mut highest = model.iter().filter_map(|one| one.number).max().unwrap_or_default();
                model.retain(|one| one.words.is_some());
                for one in model.iter_mut().filter(|one| one.number.is_none()) {
                    highest += 1;
                    one.number = Some(highest);
                }
                let expected: Vec<(String, String)> =
                    model.iter().map(|one| (one.number.unwrap().to_string(), one.words.clone().unwrap())).collect();
                let easy = &pack.interpretation;
                let questions: Vec<(String, String)> =
                    numbered(&easy.questions).map(|(number, one)| (number.to_string(), one.question.zh.clone())).collect();
                let terms: Vec<(String, String)> =
                    numbered(&easy.terms).map(|(number, one)| (number.to_string(), one.term.clone())).collect();
                prop_assert_eq!(&questions, &expected);
                prop_assert_eq!(&terms, &expected);
                prop_assert!(pack.check().iter().all(|one| one.code != "same_number"));
                // Written only where a place would not say it.
                let in_place = expected.iter().zip(1..).all(|((number, _), place)| *number == place.to_string());
                prop_assert_eq!(easy.questions.iter().all(|one| one.number.is_none()), in_place);
                draft = begun(parts_of(&pack), &text, &mut made);
                prop_assert_eq!(published(&draft), pack);
            }
        }
    }

    /// What the module says is not covered.
    #[test]
    fn the_number_of_the_last_that_is_taken_out_is_given_again() {
        let (parts, text) = sample();
        let count = parts.interpretation.questions.len();
        let mut draft = begun(parts, &text, &mut 0);
        let mut questions = entries(&draft.questions);
        let last = questions.pop().unwrap();
        let id = Uuid::from_u128(1_000_000);
        questions.push(QuestionDraft { id, question: both("新问"), number: String::new(), ..last });
        draft.questions = List::of(questions);
        let pack = published(&draft);
        let number = numbered(&pack.interpretation.questions).last().map(|(number, _)| number.to_string());
        assert_eq!(number, Some(count.to_string()));
        assert_eq!(pack.document, import_text(&text).unwrap());
    }

    #[test]
    fn a_number_that_is_none_is_said_to_be() {
        let (parts, text) = sample();
        let mut draft = begun(parts, &text, &mut 0);
        let mut questions = entries(&draft.questions);
        questions[1].number = "二".into();
        let place = format!("questions/{}", questions[1].id);
        draft.questions = List::of(questions);
        let findings = draft.pack("civil-affairs".parse().unwrap(), true).unwrap_err();
        assert_eq!(findings.iter().map(|one| one.place.as_str()).collect::<Vec<_>>(), [place.as_str()]);
    }
}
