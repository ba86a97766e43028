//! Withdrawal: proposed by one person with a reason for everybody, approved by another. Nothing is deleted: the record says both.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::draft::{is_public_reason, worded};
use super::step::Grounds;
use super::way::Done;
use super::{GateRefusal, Published, Remark};
use crate::digest::Digest;
use crate::register::{Entry, Withdrawal};
use crate::roles::{Action, Actor, Of};
use crate::shanghai::legal_day;
use crate::words::BilingualText;

/// In the public record; that it be withdrawn waits for approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawing {
    pub(super) published: Published,
    pub(super) proposal: Proposal,
}

/// Withdrawn: the public record says so, or is about to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    pub(super) withdrawing: Withdrawing,
    pub(super) approved: Done,
}

/// That it be withdrawn, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proposal {
    pub(super) reason: BilingualText,
    #[serde(flatten)]
    pub(super) done: Done,
}

impl Published {
    /// Proposes that it be withdrawn, for a reason of at most 200 characters in each language.
    pub fn propose_withdrawal(
        self,
        by: &Actor,
        reason: BilingualText,
        grounds: &Grounds,
        now: DateTime<Utc>,
    ) -> Result<Withdrawing, GateRefusal> {
        by.may(Action::ProposeWithdrawal, Of::Agency(&self.terms().handed.agency))?;
        self.stands(grounds)?;
        let done = Done { by: by.person.clone(), at: now.max(self.entered.at) };
        self.proposed(Proposal { reason, done })
    }

    pub(super) fn proposed(self, proposal: Proposal) -> Result<Withdrawing, GateRefusal> {
        if !is_public_reason(&proposal.reason) {
            return Err(GateRefusal::Reason);
        }
        Ok(Withdrawing { published: self, proposal })
    }

    /// Only the version that stands is withdrawn: of an earlier one the record says already that another came after it.
    fn stands(&self, grounds: &Grounds) -> Result<(), GateRefusal> {
        let handed = &self.terms().handed;
        let is_last = grounds.last.as_ref().is_some_and(|last| last.pack == handed.pack);
        if is_last && !grounds.on_its_way { Ok(()) } else { Err(GateRefusal::Superseded(handed.document.clone())) }
    }
}

impl Withdrawing {
    /// Approves it, by another person than who proposed it.
    pub fn approve(self, by: &Actor, grounds: &Grounds, now: DateTime<Utc>) -> Result<Withdrawn, GateRefusal> {
        by.may(Action::ApproveWithdrawal, Of::Agency(&self.published.terms().handed.agency))?;
        self.published.stands(grounds)?;
        let at = now.max(self.proposal.done.at);
        self.approved(Done { by: by.person.clone(), at })
    }

    pub(super) fn approved(self, approved: Done) -> Result<Withdrawn, GateRefusal> {
        if approved.by == self.proposal.done.by {
            return Err(GateRefusal::SamePerson(approved.by));
        }
        Ok(Withdrawn { withdrawing: self, approved })
    }

    /// Does not approve it, for reasons: it stays published.
    pub fn decline(self, by: &Actor, why: Vec<Remark>) -> Result<Published, GateRefusal> {
        by.may(Action::ApproveWithdrawal, Of::Agency(&self.published.terms().handed.agency))?;
        if by.person == self.proposal.done.by {
            return Err(GateRefusal::SamePerson(by.person.clone()));
        }
        Ok(Published { declined: worded(why)?, ..self.published })
    }
}

impl Withdrawn {
    /// What goes into the public record: the entry, and the text that stands in the place of a pack.
    pub fn record(&self) -> Result<(Entry, String), GateRefusal> {
        let handed = &self.withdrawing.published.terms().handed;
        let withdrawal = Withdrawal {
            format: 1,
            document: handed.document.clone(),
            agency: handed.agency.clone(),
            withdraws: handed.pack,
            reason: self.withdrawing.proposal.reason.clone(),
            on: legal_day(self.approved.at),
        };
        let text = serde_json::to_string(&withdrawal).map_err(|wrong| GateRefusal::Unwritable(wrong.to_string()))?;
        let (id, agency, title) = (handed.document.clone(), handed.agency.clone(), handed.title.clone());
        let digest = Digest::of(text.as_bytes());
        let entry = Entry::publication(id, agency, title, digest, text.len(), self.approved.at).of_withdrawal();
        Ok((entry, text))
    }
}
