//! A draft as the store of its agency keeps it: one revision after another, of which the last stays, and none over one that its writer has not seen.
//!
//! Clients save every few seconds and say which revision they started from. Answers get lost, so a save may come twice.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::{Uuid, Variant, Version};

use super::preview::MOST_LINKS;
use super::{Draft, NotADraft};
use crate::digest::Digest;
use crate::names::PersonId;
use crate::words::BilingualText;

/// An agency keeps at most so many drafts: more is no work that somebody does.
pub const MOST_DRAFTS: usize = 200;
/// The most characters of a title, or of a document's name, that a list shows.
const LONGEST_SHOWN: usize = 200;
/// The most characters of a person's name that are kept.
const LONGEST_NAME: usize = 100;

/// What [`DraftId`] accepts, as a regular expression.
#[cfg(feature = "schema")]
const FORM: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

/// Under what a draft is kept: a `UUIDv7` that the client made, in its one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = FORM)))]
pub struct DraftId(Uuid);

/// A text that is no [`DraftId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the id of a draft: a UUIDv7 in lower-case hexadecimal with its hyphens")]
pub struct NotADraftId;

impl std::str::FromStr for DraftId {
    type Err = NotADraftId;

    fn from_str(text: &str) -> Result<Self, NotADraftId> {
        let uuid = Uuid::parse_str(text).map_err(|_| NotADraftId)?;
        let is_seven = uuid.get_version() == Some(Version::SortRand) && uuid.get_variant() == Variant::RFC4122;
        let id = DraftId(uuid);
        if is_seven && id.to_string() == text { Ok(id) } else { Err(NotADraftId) }
    }
}

impl TryFrom<String> for DraftId {
    type Error = NotADraftId;

    fn try_from(text: String) -> Result<Self, NotADraftId> {
        text.parse()
    }
}

impl From<DraftId> for String {
    fn from(id: DraftId) -> String {
        id.to_string()
    }
}

impl std::fmt::Display for DraftId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.0.hyphenated(), f)
    }
}

/// What a client asks to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SaveDraft"))]
#[serde(deny_unknown_fields)]
pub struct Saving {
    /// The revision that the client started from; 0 for a draft that is new.
    pub from: u64,
    /// The draft as it is written.
    pub draft: Draft,
    /// By whom it was written. Nothing is kept as somebody else's who has signed in on the same device meanwhile.
    #[serde(default)]
    pub person: Option<PersonId>,
}

/// Who saves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// Who.
    pub person: PersonId,
    /// What the sign-in service calls them.
    pub name: String,
}

/// The last revision of a draft, beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Counts from 1.
    pub revision: u64,
    /// The name of who saved it.
    pub by: String,
    /// When it was saved.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
    /// The title, as much of it as a list shows.
    pub title: BilingualText,
    /// The document that it is of, as much of its name as a list shows; empty where nobody has said so far.
    pub document: String,
    /// Who saved it.
    person: PersonId,
    /// Of its bytes.
    digest: Digest,
    /// Everybody who saved a revision, in the order of their first.
    writers: Vec<PersonId>,
}

/// What came of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It was kept before, and its answer was lost: it stands as it did.
    Before(Kept),
    /// It is the last revision.
    Now {
        /// How it stands.
        kept: Kept,
        /// The bytes to keep.
        text: String,
        /// Whether this person saves the draft for the first time, which a trail notes; each revision it does not.
        is_first: bool,
    },
}

/// Why something is not kept, or not done to a draft.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotKept {
    /// It has been saved since.
    #[error("the draft is at revision {revision}, and revision {from} was started from")]
    Changed {
        /// The last revision.
        revision: u64,
        /// What the client started from.
        from: u64,
    },
    /// It was discarded.
    #[error("there is no such draft any more; revision {from} was started from")]
    Gone {
        /// What the client started from.
        from: u64,
    },
    /// The agency has as many as it may.
    #[error("{MOST_DRAFTS} drafts are kept already")]
    TooManyDrafts,
    /// So many links of the draft are open.
    #[error("{MOST_LINKS} links of the draft are open already")]
    TooManyLinks,
    /// It is no draft that is kept.
    #[error(transparent)]
    NotADraft(#[from] NotADraft),
}

impl Saving {
    /// Keeps it as the revision after the one that it started from; `before` is the last that there is, `drafts` how many the agency has.
    pub fn take(
        &self,
        before: Option<&Kept>,
        drafts: usize,
        by: &Writer,
        now: DateTime<Utc>,
    ) -> Result<Saved, NotKept> {
        let from = self.from;
        let bytes = self.draft.bytes()?;
        let digest = Digest::of(&bytes);
        let mut writers = match before {
            None if from > 0 => return Err(NotKept::Gone { from }),
            None if drafts >= MOST_DRAFTS => return Err(NotKept::TooManyDrafts),
            None => Vec::new(),
            Some(last) if last.revision == from => last.writers.clone(),
            Some(last) if last.follows(from) && last.digest == digest && last.person == by.person => {
                return Ok(Saved::Before(last.clone()));
            }
            Some(last) => return Err(NotKept::Changed { revision: last.revision, from }),
        };
        let is_first = !writers.contains(&by.person);
        if is_first {
            writers.push(by.person.clone());
        }
        let Draft { title, id, .. } = &self.draft;
        let kept = Kept {
            revision: from.saturating_add(1),
            by: shown(&by.name, LONGEST_NAME),
            at: now,
            title: BilingualText { zh: shown(&title.zh, LONGEST_SHOWN), en: shown(&title.en, LONGEST_SHOWN) },
            document: shown(id, LONGEST_SHOWN),
            person: by.person.clone(),
            digest,
            writers,
        };
        let text = String::from_utf8(bytes).map_err(|wrong| NotADraft::Form(wrong.to_string()))?;
        Ok(Saved::Now { kept, text, is_first })
    }
}

impl Kept {
    fn follows(&self, from: u64) -> bool {
        from.checked_add(1) == Some(self.revision)
    }

    /// Whether somebody who saw revision `from` may discard it: nobody throws away what they have not seen.
    pub fn discard(&self, from: u64) -> Result<(), NotKept> {
        if self.revision == from { Ok(()) } else { Err(NotKept::Changed { revision: self.revision, from }) }
    }
}

fn shown(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

impl NotKept {
    /// What a drafter reads: nothing is lost, and what to do.
    pub fn message(&self) -> BilingualText {
        let (zh, en) = match self {
            NotKept::Changed { .. } => (
                "您打开这份草稿以后，又有人保存过。什么都没有丢失，请先看现在的内容，再继续。".into(),
                "Somebody saved this draft after you opened it. Nothing is lost: look at what it says now, and go on from there.".into(),
            ),
            NotKept::Gone { .. } => (
                "这份草稿已经被删除。您写的内容仍在本机，可以另存为一份新的草稿。".into(),
                "This draft was discarded. What you wrote is still on your device; save it as a new draft if it is needed.".into(),
            ),
            NotKept::TooManyDrafts => (
                format!("本机关已有{MOST_DRAFTS}份草稿，不能再增加。您写的内容仍在本机，请先删除不用的草稿。"),
                format!("The agency has {MOST_DRAFTS} drafts and keeps no more. What you wrote is still on your device; discard drafts that nobody needs first."),
            ),
            NotKept::TooManyLinks => (
                format!("这份草稿已有{MOST_LINKS}个有效的预览链接。请先让它们失效，再生成新的。"),
                format!("This draft has {MOST_LINKS} preview links that are open. End them first, then make another one."),
            ),
            NotKept::NotADraft(NotADraft::TooLarge { .. } | NotADraft::TooMany { .. }) => (
                "草稿太长，没有保存。您写的内容仍在本机，请删短一些。".into(),
                "The draft is too long and was not saved. What you wrote is still on your device; make it shorter.".into(),
            ),
            NotKept::NotADraft(NotADraft::Form(_)) => (
                "收到的内容不是一份草稿，没有保存。".into(),
                "What was sent is no draft; it was not saved.".into(),
            ),
        };
        BilingualText { zh, en }
    }
}

#[cfg(test)]
mod tests;
