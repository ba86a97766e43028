//! What an address names in a document: `/d/{document}/art/3`, `/q/3`, `/term/3`. Each is named by its number, never by its place.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Pack;
use crate::law::ArticleNumber;

/// A part of a document that has an address of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressed {
    /// An article of the text.
    Article(ArticleNumber),
    /// A question of the interpretation.
    Question(ArticleNumber),
    /// A term that the interpretation explains.
    Term(ArticleNumber),
}

/// What stands below a document in an address and names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no part of a document has such an address; art, q or term and a number were expected")]
pub struct NotAPart;

impl Addressed {
    /// The words by which addresses name the kinds.
    pub const KINDS: [&str; 3] = ["art", "q", "term"];

    /// Reads what stands in an address below the document, as `art/3`; none where nothing does.
    pub fn read(below: &str) -> Result<Option<Addressed>, NotAPart> {
        if below.is_empty() {
            return Ok(None);
        }
        let (kind, number) = below.split_once('/').ok_or(NotAPart)?;
        let number = number.parse().map_err(|_| NotAPart)?;
        match kind {
            "art" => Ok(Some(Addressed::Article(number))),
            "q" => Ok(Some(Addressed::Question(number))),
            "term" => Ok(Some(Addressed::Term(number))),
            _ => Err(NotAPart),
        }
    }

    fn named(self) -> (&'static str, ArticleNumber) {
        match self {
            Addressed::Article(number) => ("art", number),
            Addressed::Question(number) => ("q", number),
            Addressed::Term(number) => ("term", number),
        }
    }

    /// What stands in its address behind that of the document: `/art/3`.
    pub fn path(self) -> String {
        let (kind, number) = self.named();
        ["/", kind, "/", &number.to_string()].concat()
    }

    /// Its id on the page: `art-3`.
    pub fn id(self) -> String {
        let (kind, number) = self.named();
        [kind, "-", &number.to_string()].concat()
    }

    /// Whether the document has it.
    pub fn is_in(self, pack: &Pack) -> bool {
        match self {
            Addressed::Article(number) => pack.document.article(&number).is_some(),
            Addressed::Question(number) => pack.interpretation.question(number).is_some(),
            Addressed::Term(number) => pack.interpretation.term(number).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pack::sampled;

    #[test]
    fn an_address_names_a_part_or_none() {
        let number: ArticleNumber = "12-1".parse().unwrap();
        for (below, part, id) in [
            ("art/12-1", Addressed::Article(number), "art-12-1"),
            ("q/12-1", Addressed::Question(number), "q-12-1"),
            ("term/12-1", Addressed::Term(number), "term-12-1"),
        ] {
            assert_eq!(Addressed::read(below), Ok(Some(part)));
            assert_eq!((part.path(), part.id()), (format!("/{below}"), id.to_owned()));
            assert!(Addressed::KINDS.iter().any(|kind| below.starts_with(&format!("{kind}/"))));
        }
        assert_eq!(Addressed::read(""), Ok(None));
        for wrong in ["art", "art/", "q/0", "q/01", "q/-1", "Q/1", "terms/1", "art/3/4", "/art/3", "art/3 ", "3"] {
            assert_eq!(Addressed::read(wrong), Err(NotAPart), "{wrong}");
        }
    }

    #[test]
    fn a_number_that_is_written_holds_and_else_the_place() {
        let mut pack = sampled::pack("public-rental-housing");
        let easy = &mut pack.interpretation;
        assert!(easy.questions.len() > 2 && easy.terms.len() > 1);
        let second = easy.questions[1].clone();
        let is_in = |pack: &Pack, below: &str| Addressed::read(below).unwrap().unwrap().is_in(pack);
        assert_eq!(easy.question("2".parse().unwrap()), Some(&second));
        easy.questions[1].number = Some("7".parse().unwrap());
        let count = easy.questions.len();
        assert_eq!(easy.question("7".parse().unwrap()).map(|one| &one.question), Some(&second.question));
        assert!(is_in(&pack, "q/7") && !is_in(&pack, "q/2") && is_in(&pack, "q/3"));
        assert!(is_in(&pack, &format!("q/{count}")) && !is_in(&pack, &format!("q/{}", count + 1)));
        assert!(is_in(&pack, "term/1") && is_in(&pack, "art/1") && !is_in(&pack, "art/999"));
    }

    #[test]
    fn two_with_one_number_are_refused() {
        let mut pack = sampled::pack("public-rental-housing");
        let codes = |pack: &Pack| -> Vec<(&str, String)> {
            let found = pack.check().into_iter().filter(|one| one.code == "same_number");
            found.map(|one| (one.code, one.place)).collect()
        };
        assert_eq!(codes(&pack), []);
        // The second says that it is the third; the third stands there.
        pack.interpretation.questions[1].number = Some("3".parse().unwrap());
        pack.interpretation.terms[1].number = Some("1".parse().unwrap());
        let place = |place: &str| ("same_number", place.to_owned());
        assert_eq!(codes(&pack), [place("questions/2"), place("terms/1")]);
        pack.interpretation.questions[2].number = Some("2".parse().unwrap());
        pack.interpretation.terms[1].number = Some("1-1".parse().unwrap());
        assert_eq!(codes(&pack), []);
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(below in "(art|q|term)/[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?") {
            let part = Addressed::read(&below).unwrap().unwrap();
            prop_assert_eq!(part.path(), format!("/{below}"));
            prop_assert_eq!(part.id(), below.replacen('/', "-", 1));
        }

        #[test]
        fn anything_may_stand_in_an_address(below in "[a-z/0-9第-]{0,12}") {
            if let Ok(Some(part)) = Addressed::read(&below) {
                prop_assert_eq!(part.path(), format!("/{below}"));
            }
        }
    }
}
