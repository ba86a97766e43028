//! Exact search in everything on the device, while typing: a scan of the texts themselves, and no index. What is found is what stands there.
//!
//! A [`Corpus`] takes documents as they arrive ([`Source`]) and answers a [`Query`] with the best hits and the number of all. Texts and queries are
//! compared as a person takes them for the same (`fold`). A hit is a part of a document, mostly an article, in which every word of the query stands,
//! or stands in the document's title; at least one stands in the part itself.
//!
//! Hits are ordered by what people mean, first things first: all words in the title, all in a heading or title, one of them a term that the document
//! explains, in force on the day, the day from which it applies, and then names and the order of the text.

mod corpus;
mod document;
mod file;
mod fold;
mod pack;
mod query;
mod rank;
mod scan;
mod shown;
mod snippet;
mod source;
mod table;

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use corpus::Corpus;
pub use pack::Searched;
pub use query::{LONGEST_QUERY, MOST_WORDS, NotAQuery, Query};
pub use shown::{MOST_SHOWN, SHOWN_OF_ONE, first_words};
pub use source::{Part, Source};

use crate::law::ArticleNumber;
use crate::names::AgencyId;

/// Where in a document something is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Its titles, and what stands before the first article.
    Front,
    /// An article, with the headings that stand above it.
    Article(ArticleNumber),
    /// What is signed below the last article.
    Closing,
    /// The point of the interpretation with this number, from 0.
    Point(usize),
    /// The term that the interpretation explains.
    Term(usize),
    /// The question, with its answer.
    Question(usize),
    /// Whom and what it touches.
    Scope(usize),
    /// How it is carried out, and what to mind.
    Standard(usize),
    /// A difference between the policy before and this one.
    Change(usize),
    /// An example, worked through.
    Case(usize),
    /// What the policy gives.
    Offer,
    /// Whom to ask.
    Contact,
}

impl Place {
    /// The article's number, where it is one.
    pub fn article(self) -> Option<ArticleNumber> {
        match self {
            Place::Article(number) => Some(number),
            _ => None,
        }
    }
}

/// Which documents are searched. The default is all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// One of these documents; none means any.
    pub documents: Vec<String>,
    /// Published by one of these agencies; none means by any.
    pub agencies: Vec<AgencyId>,
    /// Under one of these subjects; none means under any.
    pub topics: Vec<String>,
    /// Issued on this day or later.
    pub issued_from: Option<NaiveDate>,
    /// Issued on this day or earlier.
    pub issued_to: Option<NaiveDate>,
    /// In force on this day.
    pub in_force_on: Option<NaiveDate>,
}

/// How a query is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// In which documents.
    pub filter: Filter,
    /// Documents in force on this day come before others, all else being equal.
    pub today: Option<NaiveDate>,
    /// So many hits at most; all are counted.
    pub most: usize,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How many hits there are.
    pub total: usize,
    /// In how many documents.
    pub documents: usize,
    /// The best of them, best first.
    pub hits: Vec<Hit>,
}

/// A part of a document in which the query is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Which document.
    pub document: String,
    /// Where in it.
    pub place: Place,
    /// The bytes of the document's text that were found: the hit that the snippet shows.
    pub range: Range<usize>,
    /// That in its sentence.
    pub snippet: Snippet,
}

/// A hit in its sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The sentence, or what there is room for around the hit; `…` where it is cut.
    pub text: String,
    /// The bytes of it that are to be marked, in order and apart.
    pub marks: Vec<Range<usize>>,
}
