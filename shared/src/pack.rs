//! The interpretation pack: a document and its 解读 as one unit, published together or not at all (办法 art. 25-28).
//!
//! A pack is addressed by the SHA-256 of its JSON bytes. [`gate`] is the way to publication, [`check`](Pack::check) what stands before it,
//! [`check_on`](Pack::check_on) what a drafter looks at again.

mod addressed;
mod benefit;
pub mod bound;
mod check;
mod desk;
pub mod draft;
mod easy;
mod examples;
mod find;
pub mod gate;
pub mod glossary;
mod limits;
mod numbered;
mod open;
mod others;
mod parts;
pub mod picture;
pub mod plain;
#[cfg(test)]
pub(crate) mod sampled;
pub mod wording;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use addressed::{Addressed, NotAPart};
pub use benefit::{Amount, Band, Benefit, NextAmount, Period};
pub use check::{Finding, Level};
pub(crate) use check::{audience as audience_findings, error};
pub use easy::{Basis, EasyText};
pub use examples::examples;
pub use find::TELLING;
pub use limits::{Ceiling, Exclusion};
pub use numbered::{Numbered, numbered};
pub use others::look_up;
pub use parts::Parts;

use crate::agencies;
use crate::audience::Rule;
use crate::document::Document;
use crate::facts::{FactKey, Subject};
use crate::law::ArticleNumber;
use crate::names::{AgencyId, DocumentId};
use crate::words::BilingualText;

/// One published unit: the text, what it means, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pack {
    /// The version of this form: 1.
    pub format: u8,
    /// The document's own address, `/d/{id}`.
    pub id: DocumentId,
    /// The agency that publishes (谁制作谁公开).
    pub agency: AgencyId,
    /// A text written for this project and never to be taken for an official one.
    pub sample: bool,
    /// The title in both languages; the document keeps its own.
    pub title: BilingualText,
    /// 主题: under which a resident looks for it.
    pub topic: BilingualText,
    /// The text itself.
    pub document: Document,
    /// 解读.
    pub interpretation: Interpretation,
    /// For whom it is and what they get, where it grants something.
    pub offer: Option<Offer>,
    /// Whom to ask (办法 art. 58).
    pub contact: Contact,
}

/// What the easy text says (办法 art. 27). The lists that a pack may lack are not written where they are empty, so that it keeps its digest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interpretation {
    /// 要点: short sentences, each resting on an article.
    pub points: Vec<Point>,
    /// 核心概念.
    pub terms: Vec<Term>,
    /// 问答.
    pub questions: Vec<Question>,
    /// 影响范围: whom and what it touches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<Point>,
    /// 执行标准及注意事项: how it is carried out, and what to mind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<Point>,
    /// 新旧政策差异.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// 案例、数据: made-up people and firms, with what it comes to for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
}

/// One sentence of the easy text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// The sentence.
    pub text: BilingualText,
    /// The article that it explains.
    pub article: ArticleNumber,
    /// Other articles that it rests on too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<ArticleNumber>,
}

/// One term and what it means here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Term {
    /// By which an address names it; none is its place in the list, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<ArticleNumber>,
    /// The term as the document writes it.
    pub term: String,
    /// In plain words.
    pub meaning: BilingualText,
}

/// One question that people ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// By which an address names it; none is its place in the list, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<ArticleNumber>,
    /// The question.
    pub question: BilingualText,
    /// The answer.
    pub answer: BilingualText,
    /// The article that the answer rests on.
    pub article: ArticleNumber,
    /// Other articles that it rests on too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<ArticleNumber>,
}

/// One difference between the policy before and this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// What held before. Its figures are those of another text.
    pub before: BilingualText,
    /// What holds by this one.
    pub after: BilingualText,
    /// The article of this document that says so.
    pub article: ArticleNumber,
    /// Other articles that it rests on too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<ArticleNumber>,
    /// The article of the text before, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_article: Option<ArticleNumber>,
}

/// One example, worked through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "WorkedCase"))]
pub struct Case {
    /// Who it is about and what they ask, with the figures that are made up for it.
    pub title: BilingualText,
    /// What happens. Its figures are those of the articles, of the title, or worked out below.
    pub text: BilingualText,
    /// The article by which it happens.
    pub article: ArticleNumber,
    /// Other articles that it rests on too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<ArticleNumber>,
    /// What it comes to, one equation a line, such as 150元 × 12 = 1,800元. A later one may go on with what an earlier one gave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worked: Vec<String>,
}

/// For whom, what, how and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offer {
    /// Residents or firms.
    pub subject: Subject,
    /// For whom: evaluated on the device.
    pub audience: Rule,
    /// What they get.
    pub benefit: Benefit,
    /// What must be done for it.
    pub route: Route,
    /// The first day on which it is given.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub from: NaiveDate,
    /// The last day on which it is given or may be applied for; none is open-ended.
    #[serde(default, deserialize_with = "crate::iso::of_day_or_none")]
    pub until: Option<NaiveDate>,
    /// Policies that nobody has together with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excludes: Vec<Exclusion>,
    /// What it gives at most in a year, together with the others that name the same ceiling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Ceiling>,
    /// The fact that becomes true of those who are granted it: other policies may ask about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grants: Option<FactKey>,
}

impl Offer {
    /// Whether it is given, or may be applied for, on `today`.
    pub fn stands_on(&self, today: NaiveDate) -> bool {
        self.from <= today && self.until.is_none_or(|until| today <= until)
    }
}

/// What a person has to do. 免审即享 and 免申即享 are two things (facts of the 办法, art. 30, and of the city's 免申即享).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// 免审即享: enjoyed without examination.
    WithoutReview,
    /// 免申即享: given without application.
    WithoutApplication,
    /// To be applied for.
    Apply,
}

impl Route {
    /// Whether the person has nothing to do.
    pub fn is_automatic(self) -> bool {
        !matches!(self, Route::Apply)
    }
}

/// The agency's window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// The office.
    pub office: String,
    /// Its telephone.
    pub telephone: String,
    /// Address and hours.
    pub address: String,
}

impl Pack {
    /// Who issued the document, by its own words; where it does not say, the agency that published it.
    pub fn issuer(&self) -> &str {
        self.document.issuer.as_deref().unwrap_or(agencies::name(&self.agency).zh)
    }
}

impl Contact {
    /// The telephone as an address that a phone dials (RFC 3966): what stands beside the number stays out.
    pub fn dial(&self) -> String {
        let number = self.telephone.chars().filter(|it| it.is_ascii_digit() || matches!(it, '+' | '-'));
        ["tel:", &number.collect::<String>()].concat()
    }
}

/// The largest pack in bytes that anyone may publish: a row of the store holds 2 MB.
pub const LARGEST_PACK: usize = 1_500_000;
