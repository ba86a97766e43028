//! The easy texts of a pack, one after the other: what checks and the reader go through.

use super::{Case, Change, Pack, Point, Question};
use crate::law::ArticleNumber;
use crate::words::BilingualText;

/// One text that explains the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EasyText<'a> {
    /// Where it stands in the pack, as `points/0`.
    pub place: String,
    /// What it says.
    pub text: &'a BilingualText,
    /// On what its figures rest.
    pub basis: Basis,
}

/// On what the figures of a text rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// On these articles; on the whole text where none is named.
    Articles(Vec<ArticleNumber>),
    /// On nothing: a question, what held before, a term's meaning, a case that is made up.
    Nothing,
}

impl Pack {
    /// The texts of its interpretation and of its benefit, in the order in which the pack has them.
    pub fn easy_texts(&self) -> Vec<EasyText<'_>> {
        let easy = &self.interpretation;
        let mut texts = Vec::new();
        let mut put = |place: String, text, basis| texts.push(EasyText { place, text, basis });
        for (list, points) in [("points", &easy.points), ("scope", &easy.scope), ("standards", &easy.standards)] {
            for (at, point) in points.iter().enumerate() {
                put(format!("{list}/{at}"), &point.text, Basis::Articles(point.articles()));
            }
        }
        for (at, change) in easy.changes.iter().enumerate() {
            put(format!("changes/{at}/before"), &change.before, Basis::Nothing);
            put(format!("changes/{at}/after"), &change.after, Basis::Articles(change.articles()));
        }
        for (at, term) in easy.terms.iter().enumerate() {
            put(format!("terms/{at}"), &term.meaning, Basis::Nothing);
        }
        for (at, question) in easy.questions.iter().enumerate() {
            put(format!("questions/{at}"), &question.question, Basis::Nothing);
            put(format!("questions/{at}/answer"), &question.answer, Basis::Articles(question.articles()));
        }
        for (at, case) in easy.cases.iter().enumerate() {
            put(format!("cases/{at}/title"), &case.title, Basis::Nothing);
            put(format!("cases/{at}/text"), &case.text, Basis::Articles(case.articles()));
        }
        if let Some(offer) = &self.offer {
            put("offer/benefit".into(), &offer.benefit.text, Basis::Articles(offer.benefit.articles.clone()));
        }
        texts
    }
}

impl Pack {
    /// How many of its easy texts rest on an article: one on which none does is not explained (办法 art. 27).
    pub fn explained(&self, article: ArticleNumber) -> usize {
        let rests = |basis: &Basis| matches!(basis, Basis::Articles(articles) if articles.contains(&article));
        self.easy_texts().iter().filter(|text| rests(&text.basis)).count()
    }
}

fn with(article: ArticleNumber, also: &[ArticleNumber]) -> Vec<ArticleNumber> {
    [&[article], also].concat()
}

impl Point {
    /// The articles that it rests on.
    pub fn articles(&self) -> Vec<ArticleNumber> {
        with(self.article, &self.also)
    }
}

impl Question {
    /// The articles that the answer rests on.
    pub fn articles(&self) -> Vec<ArticleNumber> {
        with(self.article, &self.also)
    }
}

impl Change {
    /// The articles of this document that say what holds by it.
    pub fn articles(&self) -> Vec<ArticleNumber> {
        with(self.article, &self.also)
    }
}

impl Case {
    /// The articles by which it happens.
    pub fn articles(&self) -> Vec<ArticleNumber> {
        with(self.article, &self.also)
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::sampled;

    #[test]
    fn an_article_is_explained_by_what_rests_on_it() {
        let mut pack = sampled::pack("public-rental-housing");
        let article = pack.interpretation.points[0].article;
        let before = pack.explained(article);
        assert!(before > 0);
        pack.interpretation.points.remove(0);
        assert_eq!(pack.explained(article), before - 1);
        assert_eq!(pack.explained("999".parse().unwrap()), 0);
    }
}
