//! Facts are bound: each figure of an easy text is a reference to the articles that it cites. An article that changes flags every sentence that is stale.
//!
//! A quantity is bound where a cited article has an equal one, however it is written and in whichever language ([`crate::quantity`]). What is made up
//! for a case stands in its title; what is worked out for it, in its equations ([`equation`]).

pub mod equation;
mod offer;

use std::ops::Range;

use super::check::{Finding, Level};
use super::easy::Basis;
use super::{Case, Pack};
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
    let source = Source::of(articles, document);
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

/// What the articles say that a text rests on.
struct Source {
    said: Vec<(ArticleNumber, Vec<Value>)>,
    /// The articles that are cited; none for the whole document.
    cited: Vec<ArticleNumber>,
}

impl Source {
    fn of(articles: &[ArticleNumber], document: &Document) -> Source {
        let whole = document.articles().filter(|_| articles.is_empty());
        let cited = articles.iter().filter_map(|number| document.article(number));
        let said = cited.chain(whole).map(|article| (article.number, values(article))).collect();
        Source { said, cited: articles.to_vec() }
    }

    /// The first article that says it.
    fn article_of(&self, figure: &Figure) -> Option<ArticleNumber> {
        let says = |said: &[Value]| said.iter().any(|said| figure.rests_on(said));
        self.said.iter().find(|(_, said)| says(said)).map(|(number, _)| *number)
    }

    fn says(&self, value: &Value) -> bool {
        self.said.iter().flat_map(|(_, said)| said).any(|said| value.rests_on(said))
    }

    /// Whether nothing that it names is there, which another check says.
    fn is_absent(&self) -> bool {
        self.said.is_empty()
    }

    fn finding(&self, place: &str, said: &str) -> Finding {
        let (zh, en) = if self.cited.is_empty() {
            (format!("“{said}”在正文里找不到"), format!("“{said}” stands nowhere in the text"))
        } else {
            let names: Vec<String> = self.cited.iter().map(ArticleNumber::chinese).collect();
            let numbers: Vec<String> = self.cited.iter().map(ArticleNumber::to_string).collect();
            (
                format!("“{said}”不在它引用的{}里", names.join("、")),
                format!("“{said}” is not in what it cites, article {}", numbers.join(", ")),
            )
        };
        error("unbound", place, zh, en)
    }
}

fn error(code: &'static str, place: &str, message_zh: String, message_en: String) -> Finding {
    Finding { level: Level::Error, code, place: place.to_owned(), message_zh, message_en }
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

impl Pack {
    /// Each figure of the easy text and of the offer that no cited article has, and where the languages say different ones.
    pub(super) fn check_bound(&self, findings: &mut Vec<Finding>) {
        for easy in self.easy_texts() {
            languages(&easy.place, easy.text, findings);
            let Basis::Articles(articles) = &easy.basis else { continue };
            // The text of a case has figures of its own besides.
            if !easy.place.starts_with("cases/") {
                unbound(&easy.place, easy.text, &Source::of(articles, &self.document), &[], findings);
            }
        }
        for (at, case) in self.interpretation.cases.iter().enumerate() {
            self.check_case(at, case, findings);
        }
        if let Some(offer) = &self.offer {
            self.check_offer_bound(offer, findings);
        }
    }

    fn check_case(&self, at: usize, case: &Case, findings: &mut Vec<Finding>) {
        let source = Source::of(&case.articles(), &self.document);
        let in_title = [&case.title.zh, &case.title.en].into_iter().flat_map(|title| quantities(title));
        let mut given: Vec<Value> = in_title.map(|quantity| quantity.value).collect();
        for (line, worked) in case.worked.iter().enumerate() {
            let place = format!("cases/{at}/worked/{line}");
            let equation = match equation::Equation::read(worked) {
                Ok(equation) => equation,
                Err(wrong) => {
                    let (zh, en) = wrong.told(worked);
                    findings.push(error("equation", &place, zh, en));
                    continue;
                }
            };
            let free = |value: &Value| equation::is_of_the_calendar(value);
            for (said, value) in equation.operands() {
                let bound = source.says(value) || given.iter().any(|given| value.rests_on(given));
                if !bound && !free(value) && !source.is_absent() {
                    findings.push(source.finding(&place, said));
                }
            }
            given.push(equation.result());
        }
        unbound(&format!("cases/{at}/text"), &case.text, &source, &given, findings);
    }
}

/// The figures of a text that neither its articles nor `given` have. What both languages say is said once.
fn unbound(place: &str, text: &BilingualText, source: &Source, given: &[Value], findings: &mut Vec<Finding>) {
    if source.is_absent() {
        return;
    }
    let mut told: Vec<Value> = Vec::new();
    for (own, other) in [(&text.zh, &text.en), (&text.en, &text.zh)] {
        for figure in figures_of(own, other) {
            let bound = source.article_of(&figure).is_some() || given.iter().any(|given| figure.rests_on(given));
            if !bound && !told.iter().any(|told| told.is(&figure.value)) {
                findings.push(source.finding(place, own.get(figure.range).unwrap_or_default()));
                told.push(figure.value);
            }
        }
    }
}

/// Whether Chinese and English say the same figures.
fn languages(place: &str, text: &BilingualText, findings: &mut Vec<Finding>) {
    let (zh, en) = (quantities(&text.zh), quantities(&text.en));
    let missing = |from: &str, of: &[Quantity], other: &[Quantity]| -> Vec<String> {
        let alone = of.iter().filter(|one| !other.iter().any(|other| one.value.is(&other.value)));
        alone.filter_map(|one| from.get(one.range.clone())).map(str::to_owned).collect()
    };
    let (only_zh, only_en) = (missing(&text.zh, &zh, &en), missing(&text.en, &en, &zh));
    // A text without one of the languages is refused for that.
    if (only_zh.is_empty() && only_en.is_empty()) || text.zh.trim().is_empty() || text.en.trim().is_empty() {
        return;
    }
    let mut said_zh = Vec::new();
    let mut said_en = Vec::new();
    for (only, zh, en) in [(only_zh, "中文", "Chinese"), (only_en, "英文", "English")] {
        if !only.is_empty() {
            said_zh.push(format!("只有{zh}写了{}", only.join("、")));
            said_en.push(format!("only the {en} says {}", only.join(", ")));
        }
    }
    findings.push(error(
        "languages_differ",
        place,
        format!("中英文的数不一样：{}", said_zh.join("；")),
        format!("the languages say different figures: {}", said_en.join("; ")),
    ));
}
