//! From a draft to the public record: one person proposes a notice, another approves it (办法 art. 51), and it can be recalled.
//!
//! Each stage is a type that only the stage before it can make: a notice that was sent without a second person cannot be expressed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Basis, LARGEST_NOTICE, Notice, Recall, RecallReason, fit, next_free};
use crate::digest::Digest;
use crate::names::{AgencyId, DocumentId, PersonId};
use crate::pack::{Finding, Level, error};
use crate::register::Entry;
use crate::roles::{Action, Actor, Forbidden, Of};
use crate::shanghai;
use crate::visible::is_blank;

/// The most characters of the reason for which a notice is returned.
const LONGEST_REASON: usize = 200;

/// Why a step is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// The role or agency does not carry it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Nobody approves what they wrote.
    #[error("{0} wrote this notice")]
    SamePerson(PersonId),
    /// The notice names another agency.
    #[error("the notice names the agency {0}")]
    OtherAgency(AgencyId),
    /// It is not fit, with what is wrong.
    #[error("the notice is not fit: {}", .0.iter().map(|f| f.message_en.as_str()).collect::<Vec<_>>().join("; "))]
    Unfit(Vec<Finding>),
    /// The step does not follow from where it stands.
    #[error("a notice that is {0:?} does not take this step")]
    NotNow(Stage),
    /// It was written anew since it was looked at.
    #[error("the notice is not the one that was looked at, {0}")]
    Changed(Digest),
    /// The agency has sent as many as it may.
    #[error("the agency may send the next notice from {0}")]
    TooOften(DateTime<Utc>),
    /// A reason is needed, and not a long one.
    #[error("a reason has 1 to {LONGEST_REASON} characters")]
    Reason,
    /// Its name is that of a document, or of another agency's notice.
    #[error("{0} stands in the record already")]
    NameTaken(DocumentId),
    /// So many wait already.
    #[error("{MOST_OPEN} notices wait already")]
    TooManyOpen,
    /// There is none of this name.
    #[error("there is no notice {0}")]
    NotFound(DocumentId),
    /// It could not be written.
    #[error("the notice cannot be written: {0}")]
    Unwritable(String),
}

/// An agency has at most so many notices that wait or were returned: more is no work that somebody does.
pub const MOST_OPEN: usize = 30;

/// How far a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "NoticeStage"))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waits for a second person.
    Proposed,
    /// Returned to whoever wrote it.
    Returned,
    /// In the public record, or on its way there.
    Sent,
    /// Recalled.
    Recalled,
}

/// Waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    notice: Notice,
    by: PersonId,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    at: DateTime<Utc>,
    /// For what it was returned before, which this answers.
    answers: Option<String>,
}

/// Returned to whoever wrote it, with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    proposed: Proposed,
    by: PersonId,
    why: String,
}

/// Approved by another person: to be appended to the public record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    proposed: Proposed,
    by: PersonId,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    at: DateTime<Utc>,
}

/// Recalled, by one person alone: what is wrong must not wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalled {
    approved: Approved,
    by: PersonId,
    recall: Recall,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    at: DateTime<Utc>,
}

/// A notice on its way, as the agency keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Sending {
    /// Waits for a second person.
    Proposed(Proposed),
    /// Returned.
    Returned(Returned),
    /// Sent.
    Sent(Approved),
    /// Recalled.
    Recalled(Recalled),
}

/// How a notice stands, as one of the agency's people sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "NoticeStanding"))]
pub struct Standing {
    /// The notice.
    pub notice: Notice,
    /// How far it is.
    pub stage: Stage,
    /// Whether whoever looks wrote it.
    pub mine: bool,
    /// When it came so far; of one that was returned, when it was proposed.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
    /// Why it was returned.
    pub why: Option<String>,
    /// The digest of the notice, by which whoever approves it says what they looked at.
    pub digest: Digest,
}

impl Sending {
    /// As somebody of the agency sees it.
    pub fn standing(&self, to: &PersonId) -> Standing {
        Standing {
            notice: self.notice(),
            stage: self.stage(),
            mine: *self.author() == *to,
            at: self.at(),
            why: self.returned_for().map(str::to_owned),
            digest: digest(&self.notice()),
        }
    }

    /// Proposes a notice; `before` is how it stands where it was proposed already. Whoever wrote it may write it anew until it is sent.
    pub fn propose(
        before: Option<Sending>,
        notice: Notice,
        by: &Actor,
        published: &[Basis],
        now: DateTime<Utc>,
    ) -> Result<Proposed, NotTaken> {
        by.may(Action::ProposeNotice, Of::Agency(&notice.agency)).map_err(|forbidden| match &by.agency {
            Some(own) if *own != notice.agency => NotTaken::OtherAgency(notice.agency.clone()),
            _ => NotTaken::Forbidden(forbidden),
        })?;
        let answers = match before {
            Some(Sending::Proposed(proposed) | Sending::Returned(Returned { proposed, .. }))
                if proposed.by != by.person =>
            {
                return Err(NotTaken::SamePerson(proposed.by));
            }
            Some(later @ (Sending::Sent(_) | Sending::Recalled(_))) => return Err(NotTaken::NotNow(later.stage())),
            Some(Sending::Returned(returned)) => Some(returned.why),
            Some(Sending::Proposed(proposed)) => proposed.answers,
            None => None,
        };
        let mut findings = notice.check(published, shanghai::legal_day(now));
        if notice.to_bytes().map_or(usize::MAX, |bytes| bytes.len()) > LARGEST_NOTICE {
            findings.push(error("too_large", "audience", "条件太多，请减少", "there are too many conditions"));
        }
        if !fit(&findings) {
            return Err(NotTaken::Unfit(errors(findings)));
        }
        Ok(Proposed { notice, by: by.person.clone(), at: now, answers })
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        match self {
            Sending::Proposed(_) => Stage::Proposed,
            Sending::Returned(_) => Stage::Returned,
            Sending::Sent(_) => Stage::Sent,
            Sending::Recalled(_) => Stage::Recalled,
        }
    }

    fn proposed(&self) -> &Proposed {
        match self {
            Sending::Proposed(proposed) | Sending::Returned(Returned { proposed, .. }) => proposed,
            Sending::Sent(approved) | Sending::Recalled(Recalled { approved, .. }) => &approved.proposed,
        }
    }

    /// The notice as it stands now.
    pub fn notice(&self) -> Notice {
        let notice = self.proposed().notice.clone();
        match self {
            Sending::Recalled(recalled) => notice.recalled(recalled.recall),
            _ => notice,
        }
    }

    /// Who wrote it.
    pub fn author(&self) -> &PersonId {
        &self.proposed().by
    }

    /// When it last took a step that this keeps the time of.
    pub fn at(&self) -> DateTime<Utc> {
        match self {
            Sending::Proposed(proposed) | Sending::Returned(Returned { proposed, .. }) => proposed.at,
            Sending::Sent(approved) => approved.at,
            Sending::Recalled(recalled) => recalled.at,
        }
    }

    /// When it was sent, also where it was recalled since.
    pub fn sent_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Sending::Sent(approved) | Sending::Recalled(Recalled { approved, .. }) => Some(approved.at),
            _ => None,
        }
    }

    /// Why it was returned; of one that was proposed again, why it had been.
    pub fn returned_for(&self) -> Option<&str> {
        match self {
            Sending::Returned(returned) => Some(&returned.why),
            Sending::Proposed(proposed) => proposed.answers.as_deref(),
            _ => None,
        }
    }

    /// Whether its author may take it away: what was sent can be recalled, and never taken away.
    pub fn withdraw(&self, by: &Actor) -> Result<(), NotTaken> {
        by.may(Action::ProposeNotice, Of::Agency(&self.proposed().notice.agency))?;
        match self {
            Sending::Sent(_) | Sending::Recalled(_) => Err(NotTaken::NotNow(self.stage())),
            _ if *self.author() != by.person => Err(NotTaken::SamePerson(self.author().clone())),
            _ => Ok(()),
        }
    }
}

impl Proposed {
    /// Whether it is this notice as this person wrote it.
    pub fn is(&self, notice: &Notice, by: &PersonId) -> bool {
        self.notice == *notice && self.by == *by
    }

    /// Approves it, by another person than its author, who looked at the notice of the digest `seen`. `sent` are the times at which the agency sent others.
    pub fn approve(
        self,
        by: &Actor,
        seen: Digest,
        published: &[Basis],
        sent: &[DateTime<Utc>],
        now: DateTime<Utc>,
    ) -> Result<Approved, NotTaken> {
        self.may_be_judged_by(by)?;
        if digest(&self.notice) != seen {
            return Err(NotTaken::Changed(seen));
        }
        // What was fit when it was written may have become otherwise.
        let today = shanghai::legal_day(now);
        let notice = Notice { from: self.notice.begins(today), ..self.notice.clone() };
        let findings = notice.check(published, today);
        if !fit(&findings) {
            return Err(NotTaken::Unfit(errors(findings)));
        }
        if let Some(free) = next_free(sent, now) {
            return Err(NotTaken::TooOften(free));
        }
        Ok(Approved { proposed: Proposed { notice, ..self }, by: by.person.clone(), at: now })
    }

    /// Returns it to its author with a reason.
    pub fn give_back(self, by: &Actor, why: &str) -> Result<Returned, NotTaken> {
        self.may_be_judged_by(by)?;
        let why = why.trim();
        if is_blank(why) || why.chars().count() > LONGEST_REASON {
            return Err(NotTaken::Reason);
        }
        Ok(Returned { proposed: self, by: by.person.clone(), why: why.to_owned() })
    }

    fn may_be_judged_by(&self, by: &Actor) -> Result<(), NotTaken> {
        by.may(Action::ApproveNotice, Of::Agency(&self.notice.agency))?;
        if by.person == self.by { Err(NotTaken::SamePerson(by.person.clone())) } else { Ok(()) }
    }
}

impl Approved {
    /// What goes into the public record: its entry, and its text. Never a person.
    pub fn record(&self) -> Result<(Entry, String), NotTaken> {
        record(&self.proposed.notice, self.at)
    }

    /// Whether this person approved it: to whom it is told again that it is sent.
    pub fn is_by(&self, person: &PersonId) -> bool {
        self.by == *person
    }

    /// Recalls it. Whoever may write one or approve one may take one back.
    pub fn recall(self, by: &Actor, reason: RecallReason, now: DateTime<Utc>) -> Result<Recalled, NotTaken> {
        by.may(Action::RecallNotice, Of::Agency(&self.proposed.notice.agency))?;
        let recall = Recall { reason, on: shanghai::legal_day(now) };
        Ok(Recalled { approved: self, by: by.person.clone(), recall, at: now })
    }
}

impl Recalled {
    /// Whether this person recalled it for this reason.
    pub fn is_by(&self, person: &PersonId, reason: RecallReason) -> bool {
        self.by == *person && self.recall.reason == reason
    }

    /// What goes into the public record: an entry that stands in the place of the one that was sent.
    pub fn record(&self) -> Result<(Entry, String), NotTaken> {
        record(&self.approved.proposed.notice.clone().recalled(self.recall), self.at)
    }
}

fn record(notice: &Notice, at: DateTime<Utc>) -> Result<(Entry, String), NotTaken> {
    let unwritable = |wrong: String| NotTaken::Unwritable(wrong);
    let bytes = notice.to_bytes().map_err(|wrong| unwritable(wrong.to_string()))?;
    let (id, agency, title) = (notice.id.clone(), notice.agency.clone(), notice.title.zh.clone());
    let entry = Entry::publication(id, agency, title, Digest::of(&bytes), bytes.len(), at).of_notice();
    let text = String::from_utf8(bytes).map_err(|wrong| unwritable(wrong.to_string()))?;
    Ok((entry, text))
}

/// Of the bytes that the record would have.
fn digest(notice: &Notice) -> Digest {
    Digest::of(&notice.to_bytes().unwrap_or_default())
}

fn errors(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.level == Level::Error).collect()
}

#[cfg(test)]
pub(super) mod tests;
