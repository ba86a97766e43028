//! Questions and terms have numbers, by which an address names them: what stays through an amendment keeps its number, wherever it stands then.
//!
//! Most lists were never amended: there each number is the place, and is not written.

use super::{Interpretation, Pack, Question, Term};
use crate::law::ArticleNumber;

/// An entry of a list that has a number.
pub trait Numbered {
    /// Its number, where it is written.
    fn number(&self) -> Option<ArticleNumber>;
    /// The same, to be written.
    fn number_mut(&mut self) -> &mut Option<ArticleNumber>;
}

impl Numbered for Question {
    fn number(&self) -> Option<ArticleNumber> {
        self.number
    }

    fn number_mut(&mut self) -> &mut Option<ArticleNumber> {
        &mut self.number
    }
}

impl Numbered for Term {
    fn number(&self) -> Option<ArticleNumber> {
        self.number
    }

    fn number_mut(&mut self) -> &mut Option<ArticleNumber> {
        &mut self.number
    }
}

/// The entries of a list, each with its number: the one that is written, else its place.
pub fn numbered<T: Numbered>(list: &[T]) -> impl Iterator<Item = (ArticleNumber, &T)> {
    list.iter().enumerate().map(|(at, entry)| (entry.number().unwrap_or(ArticleNumber::at_place(at)), entry))
}

/// The entry of this number.
fn find<T: Numbered>(list: &[T], number: ArticleNumber) -> Option<&T> {
    numbered(list).find(|(own, _)| *own == number).map(|(_, entry)| entry)
}

impl Interpretation {
    /// The question of this number.
    pub fn question(&self, number: ArticleNumber) -> Option<&Question> {
        find(&self.questions, number)
    }

    /// The term of this number.
    pub fn term(&self, number: ArticleNumber) -> Option<&Term> {
        find(&self.terms, number)
    }
}

impl Pack {
    /// Where a question or a term has the number of one before it, as `questions/2`, with that number.
    pub(super) fn numbered_twice(&self) -> Vec<(String, ArticleNumber)> {
        let easy = &self.interpretation;
        [twice("questions", &easy.questions), twice("terms", &easy.terms)].concat()
    }
}

fn twice<T: Numbered>(name: &str, list: &[T]) -> Vec<(String, ArticleNumber)> {
    let mut before = std::collections::BTreeSet::new();
    let again = |(at, (number, _)): (usize, (ArticleNumber, &T))| {
        (!before.insert(number)).then(|| (format!("{name}/{at}"), number))
    };
    numbered(list).enumerate().filter_map(again).collect()
}
