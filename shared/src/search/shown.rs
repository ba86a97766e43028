//! What was found, as a page shows it: document by document, each hit with its place and its sentence.

use super::{Found, Hit, Place, Snippet};
use crate::audience::wording::cite;
use crate::pack::{Addressed, Interpretation, numbered};
use crate::words::{Language, finding, reader};

/// So many hits a page shows at most: more are a reason for another word.
pub const MOST_SHOWN: usize = 60;

/// So many of one document at first.
pub const SHOWN_OF_ONE: usize = 3;

/// So many characters of what another app shares are looked for.
const LONGEST_SHARED: usize = 40;

/// What to look for where another app shared `text`: its first words, as a whole article that was shared finds nothing.
pub fn first_words(text: &str) -> String {
    text.trim().chars().take(LONGEST_SHARED).collect()
}

impl Found {
    /// The hits by document, the document of the best hit first; those of one in their order.
    pub fn by_document(&self) -> Vec<(&str, Vec<&Hit>)> {
        let mut documents: Vec<(&str, Vec<&Hit>)> = Vec::new();
        for hit in &self.hits {
            match documents.iter_mut().find(|(document, _)| *document == hit.document) {
                Some((_, hits)) => hits.push(hit),
                None => documents.push((&hit.document, vec![hit])),
            }
        }
        documents
    }
}

impl Place {
    /// What it is called.
    pub fn name(self, language: Language) -> String {
        let name = match self {
            Place::Article(number) => return cite(&number, language),
            Place::Front => finding::FRONT,
            Place::Closing => finding::CLOSING,
            Place::Point(_) => finding::POINT,
            Place::Term(_) => finding::TERM,
            Place::Question(_) => finding::QUESTION,
            Place::Scope(_) => reader::SCOPE,
            Place::Standard(_) => finding::STANDARD,
            Place::Change(_) => reader::CHANGES,
            Place::Case(_) => reader::CASES,
            Place::Offer => finding::OFFER,
            Place::Contact => finding::CONTACT,
        };
        name.in_language(language).to_owned()
    }
}

impl Hit {
    /// The part of the document that has an address of its own, where the hit is in one.
    pub fn addressed(&self, easy: &Interpretation) -> Option<Addressed> {
        match self.place {
            Place::Article(number) => Some(Addressed::Article(number)),
            Place::Question(at) => numbered(&easy.questions).nth(at).map(|(number, _)| Addressed::Question(number)),
            Place::Term(at) => numbered(&easy.terms).nth(at).map(|(number, _)| Addressed::Term(number)),
            _ => None,
        }
    }
}

impl Snippet {
    /// The text in pieces, and of each whether it is marked.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for mark in &self.marks {
            pieces.push((self.text.get(at..mark.start).unwrap_or_default(), false));
            pieces.push((self.text.get(mark.clone()).unwrap_or_default(), true));
            at = mark.end;
        }
        pieces.push((self.text.get(at..).unwrap_or_default(), false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pack::sampled;

    fn hit(document: &str, point: usize) -> Hit {
        Hit { document: document.into(), place: Place::Point(point), range: 0..0, snippet: Snippet::default() }
    }

    #[test]
    fn a_document_stands_where_its_best_hit_does() {
        let hits = vec![hit("b", 0), hit("a", 1), hit("b", 2), hit("a", 3), hit("c", 4)];
        let found = Found { total: 5, documents: 3, hits };
        let by: Vec<(&str, Vec<Place>)> = found
            .by_document()
            .into_iter()
            .map(|(document, hits)| (document, hits.into_iter().map(|hit| hit.place).collect()))
            .collect();
        let points = |points: [usize; 2]| points.map(Place::Point).to_vec();
        assert_eq!(by, [("b", points([0, 2])), ("a", points([1, 3])), ("c", vec![Place::Point(4)])]);
    }

    #[test]
    fn of_what_is_shared_the_first_words_are_looked_for() {
        assert_eq!(first_words("  津贴\n"), "津贴");
        assert_eq!(first_words(&"津".repeat(41)), "津".repeat(40));
    }

    #[test]
    fn a_hit_in_a_question_or_a_term_is_at_its_number() {
        let mut easy = sampled::pack("public-rental-housing").interpretation;
        let at = |easy: &Interpretation, place: Place| {
            let hit = Hit { place, ..hit("a", 0) };
            hit.addressed(easy).map(Addressed::path)
        };
        assert_eq!(at(&easy, Place::Question(1)).as_deref(), Some("/q/2"));
        easy.questions[1].number = Some("9".parse().unwrap());
        assert_eq!(at(&easy, Place::Question(1)).as_deref(), Some("/q/9"));
        assert_eq!(at(&easy, Place::Term(0)).as_deref(), Some("/term/1"));
        assert_eq!(at(&easy, Place::Article("5-1".parse().unwrap())).as_deref(), Some("/art/5-1"));
        assert_eq!(at(&easy, Place::Term(999)), None);
        assert_eq!(at(&easy, Place::Contact), None);
    }

    proptest! {
        /// Joined, the pieces are the text; the marked ones are what stands at the marks.
        #[test]
        fn pieces_are_the_text_with_its_marks(parts in prop::collection::vec(("[甲乙a ]{1,4}", any::<bool>()), 0..8)) {
            let mut snippet = Snippet::default();
            for (part, marked) in &parts {
                let start = snippet.text.len();
                snippet.text.push_str(part);
                if *marked {
                    snippet.marks.push(start..snippet.text.len());
                }
            }
            let pieces = snippet.pieces();
            prop_assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), snippet.text.clone());
            let marked: Vec<&str> = pieces.iter().filter(|(_, marked)| *marked).map(|(piece, _)| *piece).collect();
            let expected: Vec<&str> = parts.iter().filter(|(_, marked)| *marked).map(|(part, _)| part.as_str()).collect();
            prop_assert_eq!(marked, expected);
        }
    }
}
