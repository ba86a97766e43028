//! Where a text uses a term that the pack explains (办法 art. 27: 核心概念).

use super::{Interpretation, Term};

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// A term, with what it means.
    Term(&'a Term),
}

/// The terms of a pack while its texts are gone through in order: each is marked where it is first used, once on the whole page.
#[derive(Clone, Debug)]
pub struct Glossary<'a> {
    left: Vec<&'a Term>,
}

impl<'a> Glossary<'a> {
    /// All terms of an interpretation, none used so far.
    pub fn of(interpretation: &'a Interpretation) -> Glossary<'a> {
        Glossary { left: interpretation.terms.iter().filter(|term| !term.term.is_empty()).collect() }
    }

    /// `text` in pieces which, put together, are `text`. Of two terms that begin at the same place the longer one is meant.
    pub fn pieces(&mut self, text: &'a str) -> Vec<Piece<'a>> {
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((at, index)) = self.first_in(rest) {
            let term = self.left.swap_remove(index);
            let (before, from) = rest.split_at(at);
            if !before.is_empty() {
                pieces.push(Piece::Text(before));
            }
            pieces.push(Piece::Term(term));
            rest = from.strip_prefix(term.term.as_str()).unwrap_or_default();
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }

    /// The first place in `text` where a term stands that was not used yet, and which.
    fn first_in(&self, text: &str) -> Option<(usize, usize)> {
        let found = self.left.iter().enumerate().filter_map(|(index, term)| Some((text.find(&term.term)?, index)));
        let length = |index: usize| self.left.get(index).map_or(0, |term| term.term.len());
        found.min_by_key(|&(at, index)| (at, std::cmp::Reverse(length(index))))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn with_terms(terms: &[String]) -> Interpretation {
        let meaning = crate::words::BilingualText { zh: "意思".into(), en: "meaning".into() };
        let terms =
            terms.iter().map(|term| Term { number: None, term: term.clone(), meaning: meaning.clone() }).collect();
        Interpretation { terms, ..Interpretation::default() }
    }

    #[test]
    fn a_term_is_marked_once_and_the_longer_one_wins() {
        let interpretation = with_terms(&["免申".into(), "免申即享".into()]);
        let mut glossary = Glossary::of(&interpretation);
        let words = |pieces: Vec<Piece<'_>>| -> Vec<String> {
            let word = |piece: &Piece<'_>| match piece {
                Piece::Text(text) => (*text).to_owned(),
                Piece::Term(term) => format!("[{}]", term.term),
            };
            pieces.iter().map(word).collect()
        };
        assert_eq!(words(glossary.pieces("这是免申即享。")), ["这是", "[免申即享]", "。"]);
        assert_eq!(words(glossary.pieces("免申即享，又说免申即享")), ["[免申]", "即享，又说免申即享"]);
        assert_eq!(words(glossary.pieces("免申即享")), ["免申即享"]);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(terms in prop::collection::vec("[甲乙丙]{0,3}", 0..5), texts in prop::collection::vec("[甲乙丙丁]{0,12}", 1..4)) {
            let interpretation = with_terms(&terms);
            let mut glossary = Glossary::of(&interpretation);
            let mut marked: Vec<&str> = Vec::new();
            for text in &texts {
                let mut whole = String::new();
                for piece in glossary.pieces(text) {
                    match piece {
                        Piece::Text(text) => whole.push_str(text),
                        Piece::Term(term) => {
                            whole.push_str(&term.term);
                            marked.push(&term.term);
                        }
                    }
                }
                prop_assert_eq!(&whole, text);
            }
            // Each term as often as the pack lists it, at most.
            for term in &marked {
                let listed = terms.iter().filter(|listed| listed == term).count();
                prop_assert!(marked.iter().filter(|one| one == &term).count() <= listed);
            }
        }
    }
}
