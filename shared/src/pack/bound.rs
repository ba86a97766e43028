//! Facts are bound: each figure of an easy text is a reference to the articles that it cites. An article that changes flags every sentence that is stale.
//!
//! A quantity is bound where a cited article has an equal one, however it is written and in whichever language ([`crate::quantity`]). What is made up
//! for a case stands in its title; what is worked out for it, in its equations ([`equation`]).

mod check;
pub mod equation;
mod offer;

use std::ops::Range;

use crate::document::{Article, Document};
use crate::law::ArticleNumber;
use crate::quantity::{Quantity, Unit, Value, figures, quantities};
use crate::words::{BilingualText, Language};

/// A stretch of an easy text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Plain(&'a str),
    /// A quantity, with the article that has it.
    Bound(&'a str, ArticleNumber),
}

/// `text` in pieces which, put together, are `text` in `language`. It rests on `articles`, or on the whole document where none is named.
pub fn pieces<'a>(
    text: &'a BilingualText,
    language: Language,
    articles: &[ArticleNumber],
    document: &Document,
) -> Vec<Piece<'a>> {
    let own = text.in_language(language);
    let known = Articles::of(document, articles);
    let source = known.cited(articles);
    let mut pieces = Vec::new();
    let mut plain = 0;
    for said in figures_of(own, text.in_language(language.other())) {
        let range = said.range.clone();
        let Some(article) = source.article_of(&said) else { continue };
        let (Some(before), Some(said)) = (own.get(plain..range.start), own.get(range.clone())) else {
            continue;
        };
        if !before.is_empty() {
            pieces.push(Piece::Plain(before));
        }
        pieces.push(Piece::Bound(said, article));
        plain = range.end;
    }
    match own.get(plain..) {
        None | Some("") => {}
        Some(rest) => pieces.push(Piece::Plain(rest)),
    }
    pieces
}

/// A figure of a text.
struct Figure {
    range: Range<usize>,
    value: Value,
    /// Whether it has no unit in one of the languages, as in "1,500 each".
    is_bare: bool,
}

impl Figure {
    fn rests_on(&self, said: &Value) -> bool {
        // A unit that is not known here is one in the article too: 3个.
        let bare = self.is_bare && is_plain(said) && self.value.is(said);
        self.value.rests_on(said) || bare
    }
}

fn is_plain(value: &Value) -> bool {
    matches!(value, Value::Amount(_, Unit::Plain))
}

/// The figures of a text. One without a unit says what it says in the other language, if it is clear which one that is.
fn figures_of(own: &str, other: &str) -> Vec<Figure> {
    let others: Vec<Value> = quantities(other).into_iter().map(|other| other.value).collect();
    let mut found = Vec::new();
    for Quantity { range, value } in quantities(own) {
        let mut same = others.iter().filter(|other| value.is(other));
        let is_bare = is_plain(&value) || same.clone().any(is_plain);
        let unit = same.next().filter(|first| is_plain(&value) && same.all(|next| next.is(first)));
        found.push(Figure { range, value: *unit.unwrap_or(&value), is_bare });
    }
    found
}

/// What articles say in numbers, each read once.
struct Articles(Vec<(ArticleNumber, Vec<Value>)>);

impl Articles {
    /// Those of a document that are cited, all of them where none is.
    fn of(document: &Document, cited: &[ArticleNumber]) -> Articles {
        let is_cited = |article: &&Article| cited.is_empty() || cited.contains(&article.number);
        Articles(document.articles().filter(is_cited).map(|article| (article.number, values(article))).collect())
    }

    /// What a text rests on that cites these; all of it where it cites none.
    fn cited(&self, articles: &[ArticleNumber]) -> Source<'_> {
        let whole = self.0.iter().filter(|_| articles.is_empty());
        let cited = articles.iter().filter_map(|number| self.0.iter().find(|(known, _)| known == number));
        Source { said: cited.chain(whole).collect(), cited: articles.to_vec() }
    }
}

/// What the articles say that a text rests on.
struct Source<'a> {
    said: Vec<&'a (ArticleNumber, Vec<Value>)>,
    /// The articles that are cited; none for the whole document.
    cited: Vec<ArticleNumber>,
}

impl Source<'_> {
    /// The first article that says it.
    fn article_of(&self, figure: &Figure) -> Option<ArticleNumber> {
        let says = |said: &[Value]| said.iter().any(|said| figure.rests_on(said));
        self.said.iter().find(|(_, said)| says(said)).map(|(number, _)| *number)
    }

    /// How many figures it has.
    fn len(&self) -> usize {
        self.said.iter().map(|(_, said)| said.len()).sum()
    }

    fn says(&self, value: &Value) -> bool {
        self.said.iter().flat_map(|(_, said)| said).any(|said| value.rests_on(said))
    }

    /// Whether nothing that it names is there, which another check says.
    fn is_absent(&self) -> bool {
        self.said.is_empty()
    }
}

/// What an article says in numbers.
fn values(article: &Article) -> Vec<Value> {
    let paragraphs = article
        .paragraphs
        .iter()
        .flat_map(|paragraph| [&paragraph.text].into_iter().chain(paragraph.items.iter().map(|item| &item.text)));
    let texts = article.heading.iter().chain(paragraphs);
    texts.flat_map(|text| figures(text)).map(|quantity| quantity.value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;
    use crate::pack::sampled;
    use proptest::prelude::*;

    fn allowance() -> Pack {
        sampled::pack("elderly-allowance")
    }

    fn article(number: &str) -> ArticleNumber {
        number.parse().unwrap()
    }

    fn both(zh: &str, en: &str) -> BilingualText {
        BilingualText { zh: zh.into(), en: en.into() }
    }

    #[test]
    fn a_reader_taps_a_number_and_is_at_its_article() {
        let pack = allowance();
        let text = both("满65周岁，每月75元到600元，电话12345。", "From 65 on: 75 to 600 yuan a month; call 12345.");
        let bound = |language| pieces(&text, language, &[article("3"), article("4")], &pack.document);
        let (three, four) = (article("3"), article("4"));
        assert_eq!(
            bound(Language::Zh),
            [
                Piece::Plain("满"),
                Piece::Bound("65周岁", three),
                Piece::Plain("，每月"),
                Piece::Bound("75元", four),
                Piece::Plain("到"),
                Piece::Bound("600元", four),
                Piece::Plain("，电话12345。"),
            ]
        );
        // 65 is an age here, since the Chinese says so.
        assert_eq!(bound(Language::En)[..2], [Piece::Plain("From "), Piece::Bound("65", three)]);
        // A benefit that names no article rests on the whole text.
        let benefit = &pack.offer.as_ref().unwrap().benefit.text;
        assert_eq!(pieces(benefit, Language::En, &[], &pack.document)[0], Piece::Bound("75", four));
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(zh in "[0-9元周岁至到，。月 ]{0,20}", en in "[0-9a-f yuan,. ]{0,20}") {
            let pack = allowance();
            let text = both(&zh, &en);
            for language in [Language::Zh, Language::En] {
                let pieces = pieces(&text, language, &[], &pack.document);
                let whole: String = pieces.iter().map(|piece| match piece { Piece::Plain(text) | Piece::Bound(text, _) => *text }).collect();
                prop_assert_eq!(whole, text.in_language(language));
                prop_assert!(!pieces.iter().any(|piece| matches!(piece, Piece::Plain("") | Piece::Bound("", _))));
            }
        }
    }
}
