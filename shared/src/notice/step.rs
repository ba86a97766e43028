//! The steps of a notice: what each asks for, and what it makes of how the notice stands (办法 art. 51). The agency's object only keeps what comes out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Basis, MOST_OPEN, NotTaken, Notice, RecallReason, Sending};
use crate::digest::Digest;
use crate::names::DocumentId;
use crate::register::Entry;
use crate::roles::{Action, Actor};

/// One step of a notice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Propose it, or write it anew.
    Propose(Box<Notice>),
    /// Approve it as it was looked at.
    Approve(DocumentId, Digest),
    /// Return it for a reason.
    Return(DocumentId, String),
    /// Recall it.
    Recall(DocumentId, RecallReason),
    /// Take away one that was not sent.
    Withdraw(DocumentId),
}

/// What a step rests on besides the notice itself.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// Of the policies that the notice names, those that are published.
    pub published: Vec<Basis>,
    /// Whether its name stands in the record as something else, or of another agency.
    pub name_taken: bool,
    /// When the agency sent its last notices, those that were recalled among them.
    pub sent: Vec<DateTime<Utc>>,
    /// How many of its notices wait or were returned.
    pub open: usize,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was taken before, by the same person: it stands as it did.
    Before(Sending),
    /// It stands like this now; and what goes into the public record, if anything does.
    Now(Sending, Option<(Entry, String)>),
    /// It was taken away, and stood like this.
    Away(Sending),
}

impl Step {
    /// What it is to the table of who may do what.
    pub fn action(&self) -> Action {
        match self {
            Step::Propose(_) | Step::Withdraw(_) => Action::ProposeNotice,
            Step::Approve(..) | Step::Return(..) => Action::ApproveNotice,
            Step::Recall(..) => Action::RecallNotice,
        }
    }

    /// Of which notice.
    pub fn id(&self) -> &DocumentId {
        match self {
            Step::Propose(notice) => &notice.id,
            Step::Approve(id, _) | Step::Return(id, _) | Step::Recall(id, _) | Step::Withdraw(id) => id,
        }
    }

    /// The policies that it rests on: those of the notice as it is to become, or as it stands. None where it rests on none.
    pub fn policies(&self, before: Option<&Sending>) -> Option<Vec<DocumentId>> {
        match self {
            Step::Propose(notice) => Some(notice.policies.clone()),
            Step::Approve(..) => before.map(|before| before.notice().policies),
            Step::Return(..) | Step::Recall(..) | Step::Withdraw(_) => None,
        }
    }

    /// Takes it. What the same person did before is answered as it was then, so that a step whose answer was lost can be asked for again.
    pub fn take(
        &self,
        before: Option<Sending>,
        by: &Actor,
        grounds: &Grounds,
        now: DateTime<Utc>,
    ) -> Result<Taken, NotTaken> {
        if grounds.name_taken {
            return Err(NotTaken::NameTaken(self.id().clone()));
        }
        if let Step::Propose(notice) = self {
            return propose(before, notice, by, grounds, now);
        }
        let before = before.ok_or_else(|| NotTaken::NotFound(self.id().clone()))?;
        match (self, before) {
            (Step::Approve(_, seen), Sending::Proposed(proposed)) => {
                let approved = proposed.approve(by, *seen, &grounds.published, &grounds.sent, now)?;
                let record = approved.record()?;
                Ok(Taken::Now(Sending::Sent(approved), Some(record)))
            }
            (Step::Approve(..), Sending::Sent(approved)) if approved.is_by(&by.person) => {
                Ok(Taken::Before(Sending::Sent(approved)))
            }
            (Step::Return(_, why), Sending::Proposed(proposed)) => {
                Ok(Taken::Now(Sending::Returned(proposed.give_back(by, why)?), None))
            }
            (Step::Recall(_, reason), Sending::Sent(approved)) => {
                let recalled = approved.recall(by, *reason, now)?;
                let record = recalled.record()?;
                Ok(Taken::Now(Sending::Recalled(recalled), Some(record)))
            }
            (Step::Recall(_, reason), Sending::Recalled(recalled)) if recalled.is_by(&by.person, *reason) => {
                Ok(Taken::Before(Sending::Recalled(recalled)))
            }
            (Step::Withdraw(_), before) => before.withdraw(by).map(|()| Taken::Away(before)),
            (_, before) => Err(NotTaken::NotNow(before.stage())),
        }
    }
}

fn propose(
    before: Option<Sending>,
    notice: &Notice,
    by: &Actor,
    grounds: &Grounds,
    now: DateTime<Utc>,
) -> Result<Taken, NotTaken> {
    match before {
        Some(Sending::Proposed(proposed)) if proposed.is(notice, &by.person) => {
            Ok(Taken::Before(Sending::Proposed(proposed)))
        }
        None if grounds.open >= MOST_OPEN => Err(NotTaken::TooManyOpen),
        before => {
            let proposed = Sending::propose(before, notice.clone(), by, &grounds.published, now)?;
            Ok(Taken::Now(Sending::Proposed(proposed), None))
        }
    }
}

#[cfg(test)]
mod tests;
