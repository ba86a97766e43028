//! An interpretation pack while it is being written: every field may be empty or half typed, and two drafters may write at once.
//!
//! What somebody is typing is a text, so each field is one; [`complete`](Draft::pack) makes a [`Pack`](super::Pack) of them or says what is missing.
//! Entries of lists have ids of their own, made by the client, so that [`merge`] knows an entry again wherever it was moved. Which revisions the store
//! keeps [`kept`] says, and who else reads them [`preview`].

mod audience;
mod checked;
mod complete;
mod hand_up;
pub mod kept;
mod list;
mod merge;
mod numbers;
mod of_pack;
mod place;
pub mod preview;
mod word;
mod wording;
mod written;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

pub use checked::Checked;
pub use list::{Entry, List, MOST_ENTRIES};
pub use merge::{Conflict, Differ, Merged, Side, merge, merge_into};
pub use word::word;
pub use wording::name;
pub use written::{ExtendNew, Written};

use super::LARGEST_PACK;
use list::entry;
use merge::{Merge, Walk};
use place::{Entries, Places, Way};

/// Declares a part of a draft: all fields may be missing, and unknown ones are refused, so that no text is lost unseen. It merges field by field, and
/// each of its texts has a place.
macro_rules! form {
    ($( $(#[$about:meta])* $name:ident { $( $(#[$says:meta])* $field:ident: $type:ty, )* } )*) => { $(
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$about])*
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $( $(#[$says])* pub $field: $type, )*
        }

        impl Merge for $name {
            fn merge(base: &Self, mine: &Self, theirs: &Self, walk: &mut Walk) -> Self {
                $name {
                    $( $field: walk.into(stringify!($field), |walk| {
                        Merge::merge(&base.$field, &mine.$field, &theirs.$field, walk)
                    }), )*
                }
            }
        }

        impl Places for $name {
            fn text(&mut self, part: &str, way: &mut Way<'_>) -> Option<&mut String> {
                match part {
                    $( stringify!($field) => self.$field.text_below(way), )*
                    _ => None,
                }
            }

            fn list(&mut self, part: &str, way: &mut Way<'_>) -> Option<&mut dyn Entries> {
                match part {
                    $( stringify!($field) => self.$field.list_below(way), )*
                    _ => None,
                }
            }
        }
    )* };
}

form! {
    /// A pack, its document as text included. Who publishes it is not for the drafter to say.
    #[cfg_attr(feature = "schema", schemars(rename = "PackDraft"))]
    Draft {
        /// The document's own address, `/d/{id}`.
        id: String,
        /// The title.
        title: Both,
        /// 主题.
        topic: Both,
        /// The text of the document, which two may write in at once where they do not meet.
        document: Lines,
        /// 要点.
        points: List<PointDraft>,
        /// 影响范围.
        scope: List<PointDraft>,
        /// 执行标准及注意事项.
        standards: List<PointDraft>,
        /// 新旧政策差异.
        changes: List<ChangeDraft>,
        /// 核心概念.
        terms: List<TermDraft>,
        /// 问答.
        questions: List<QuestionDraft>,
        /// 案例、数据.
        cases: List<CaseDraft>,
        /// What it grants; where nothing is said there is no offer.
        offer: OfferDraft,
        /// Whom to ask.
        contact: ContactDraft,
    }

    /// A text in both languages.
    Both {
        /// 中文.
        zh: String,
        /// English.
        en: String,
    }

    /// A sentence of the easy text.
    PointDraft {
        /// Made by the client.
        id: Uuid,
        /// The sentence.
        text: Both,
        /// The articles that it rests on, the first before the others: 3、5-1.
        articles: String,
    }

    /// One difference.
    ChangeDraft {
        /// Made by the client.
        id: Uuid,
        /// What held before.
        before: Both,
        /// What holds by this one.
        after: Both,
        /// The articles that say so.
        articles: String,
        /// The article of the text before.
        old_article: String,
    }

    /// One term.
    TermDraft {
        /// Made by the client.
        id: Uuid,
        /// By which an address names it. It is not for the drafter: what is new has none yet.
        number: String,
        /// The term as the document writes it.
        term: String,
        /// In plain words.
        meaning: Both,
    }

    /// One question.
    QuestionDraft {
        /// Made by the client.
        id: Uuid,
        /// By which an address names it. It is not for the drafter: what is new has none yet.
        number: String,
        /// The question.
        question: Both,
        /// The answer.
        answer: Both,
        /// The articles that the answer rests on.
        articles: String,
    }

    /// One example.
    CaseDraft {
        /// Made by the client.
        id: Uuid,
        /// Who it is about.
        title: Both,
        /// What happens.
        text: Both,
        /// The articles by which it happens.
        articles: String,
        /// What it comes to, one equation a line.
        worked: String,
    }

    /// For whom, what, how and until when. Words that are chosen are those of the pack's own form: resident, apply, month.
    OfferDraft {
        /// Residents or firms.
        subject: String,
        /// The conditions, all of which must hold.
        audience: List<ConditionDraft>,
        /// What they get, in words.
        benefit: Both,
        /// The articles that set it.
        articles: String,
        /// As money.
        amount: AmountDraft,
        /// What must be done for it.
        route: String,
        /// The first day, such as 2026-03-01.
        from: String,
        /// The last day.
        until: String,
        /// Policies that nobody has together with it.
        excludes: List<ExclusionDraft>,
        /// What it gives at most in a year.
        ceiling: CeilingDraft,
        /// The fact that becomes true of those who are granted it.
        grants: String,
    }

    /// One condition, which may have others in it.
    ConditionDraft {
        /// Made by the client.
        id: Uuid,
        /// The rule as JSON, as the form of conditions writes it.
        rule: String,
    }

    /// Money.
    AmountDraft {
        /// fixed, `for_each_under` or `by_age`; empty where it is no money.
        kind: String,
        /// The fact that decides.
        fact: String,
        /// Counted while younger than this.
        age: String,
        /// In yuan.
        yuan: String,
        /// month, year or once.
        per: String,
        /// By age.
        bands: List<BandDraft>,
    }

    /// One band of ages.
    BandDraft {
        /// Made by the client.
        id: Uuid,
        /// From this completed year of age.
        age: String,
        /// In yuan.
        yuan: String,
    }

    /// Another policy that nobody has together with this one.
    ExclusionDraft {
        /// Made by the client.
        id: Uuid,
        /// The other policy.
        with: String,
        /// The article that says so.
        article: String,
    }

    /// So much in a year and no more.
    CeilingDraft {
        /// What people call it.
        name: Both,
        /// In yuan, in a year.
        yuan: String,
        /// The article that sets it.
        article: String,
    }

    /// What is handed up beside the pack. It is no part of the draft: each device has its own.
    HandUpDraft {
        /// 公开属性, by its word in the gate's form: active, `on_request`, withheld.
        attribute: String,
        /// The ground of 条例 art. 14 to 16, by its word.
        ground: String,
        /// Why it is not published.
        reason: String,
        /// The forms of the plan beside the written one, by their words, with spaces between.
        forms: String,
        /// Who explains it.
        by: String,
        /// By which day, where not in the moment of publication.
        on: String,
        /// Why the document changed.
        why: Both,
    }

    /// The agency's window.
    ContactDraft {
        /// The office.
        office: String,
        /// Its telephone.
        telephone: String,
        /// Address and hours.
        address: String,
    }
}

entry!(PointDraft, ChangeDraft, TermDraft, QuestionDraft, CaseDraft, ConditionDraft, BandDraft, ExclusionDraft);

/// A long text in which two may write at once, each in other lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Lines(pub String);

/// Bytes that are no draft.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotADraft {
    /// More than a pack may have.
    #[error("the draft has {bytes} bytes; at most {LARGEST_PACK} are kept")]
    TooLarge {
        /// Its size as JSON.
        bytes: usize,
    },
    /// More entries in one list than anybody reads.
    #[error("a list of the draft has {entries} entries; at most {MOST_ENTRIES} are kept")]
    TooMany {
        /// How many.
        entries: usize,
    },
    /// Not in the form of a draft.
    #[error("not a draft: {0}")]
    Form(String),
}

impl Draft {
    /// Reads what a client sent or a store kept.
    pub fn read(bytes: &[u8]) -> Result<Draft, NotADraft> {
        if bytes.len() > LARGEST_PACK {
            return Err(NotADraft::TooLarge { bytes: bytes.len() });
        }
        serde_json::from_slice(bytes).map_err(|wrong| NotADraft::Form(wrong.to_string()))
    }

    /// The bytes to keep. A merge of two drafts that each fit may not fit.
    pub fn bytes(&self) -> Result<Vec<u8>, NotADraft> {
        let entries = self.longest_list();
        if entries > MOST_ENTRIES {
            return Err(NotADraft::TooMany { entries });
        }
        let bytes = serde_json::to_vec(self).map_err(|wrong| NotADraft::Form(wrong.to_string()))?;
        if bytes.len() > LARGEST_PACK { Err(NotADraft::TooLarge { bytes: bytes.len() }) } else { Ok(bytes) }
    }

    fn longest_list(&self) -> usize {
        let points = [&self.points, &self.scope, &self.standards].map(|list| list.len());
        let others = [
            self.changes.len(),
            self.terms.len(),
            self.questions.len(),
            self.cases.len(),
            self.offer.audience.len(),
            self.offer.amount.bands.len(),
            self.offer.excludes.len(),
        ];
        points.into_iter().chain(others).max().unwrap_or_default()
    }
}
