//! A publication as the store of an agency keeps it: every step with its person and instant, in one way of writing.

use serde::{Deserialize, Serialize};

use super::draft::{GivenBack, Handed, Terms, of_the_way, worded};
use super::way::{At, Done};
use super::withdrawal::Proposal;
use super::{
    Attribute, ConfidentialityReviewed, NotAsKept, PackComplete, Plan, Publication, Published, Remark, Returned,
    Signed, Stage,
};
use crate::digest::Digest;
use crate::register::Amendment;
use crate::roles::Role;

/// The members of a row. It has no way on: only [`Row::again`] makes a publication of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) stage: Stage,
    pub(super) handed: Handed,
    pub(super) attribute: Option<Attribute>,
    pub(super) plan: Option<Plan>,
    pub(super) amendment: Option<Amendment>,
    pub(super) replaces: Option<Digest>,
    pub(super) answers: Vec<Remark>,
    pub(super) drafted: Done,
    pub(super) returned: Option<GivenBack>,
    /// Why it was returned, or why its withdrawal was not approved.
    pub(super) remarks: Vec<Remark>,
    pub(super) replaced_by: Option<Digest>,
    pub(super) reviewed: Option<Done>,
    pub(super) signed: Option<Done>,
    pub(super) entered: Option<At>,
    pub(super) withdrawal: Option<Proposal>,
    pub(super) withdrawn: Option<Done>,
}

impl Row {
    pub(super) fn of(publication: &Publication) -> Row {
        let Terms { handed, amendment, replaces, answers, drafted } = publication.terms().clone();
        let mut row = Row {
            stage: publication.stage(),
            handed,
            attribute: None,
            plan: None,
            amendment,
            replaces,
            answers,
            drafted,
            returned: None,
            remarks: Vec::new(),
            replaced_by: None,
            reviewed: None,
            signed: None,
            entered: None,
            withdrawal: None,
            withdrawn: None,
        };
        match publication {
            Publication::Returned(returned) => {
                row.attribute.clone_from(&returned.attribute);
                row.plan.clone_from(&returned.plan);
                row.returned = Some(returned.returned.clone());
                row.remarks.clone_from(&returned.remarks);
                row.replaced_by = returned.replaced_by;
            }
            Publication::PackComplete(complete) => row.complete(complete),
            Publication::ConfidentialityReviewed(reviewed) => row.reviewed(reviewed),
            Publication::Signed(signed) => row.signed(signed),
            Publication::Published(published) => row.published(published),
            Publication::Kept(kept) => {
                row.reviewed(&kept.reviewed);
                row.signed = Some(kept.approved.clone());
            }
            Publication::Withdrawing(withdrawing) => {
                row.published(&withdrawing.published);
                row.withdrawal = Some(withdrawing.proposal.clone());
            }
            Publication::Withdrawn(withdrawn) => {
                row.published(&withdrawn.withdrawing.published);
                row.withdrawal = Some(withdrawn.withdrawing.proposal.clone());
                row.withdrawn = Some(withdrawn.approved.clone());
            }
        }
        row
    }

    fn complete(&mut self, complete: &PackComplete) {
        self.attribute = Some(complete.attribute.clone());
        self.plan = Some(complete.plan.clone());
    }

    fn reviewed(&mut self, reviewed: &ConfidentialityReviewed) {
        self.complete(&reviewed.complete);
        self.reviewed = Some(reviewed.reviewed.clone());
    }

    fn signed(&mut self, signed: &Signed) {
        self.reviewed(&signed.reviewed);
        self.signed = Some(signed.signed.clone());
    }

    fn published(&mut self, published: &Published) {
        self.signed(&published.signed);
        self.entered = Some(published.entered.clone());
        self.remarks.clone_from(&published.declined);
    }

    /// Takes every step again, by the same rules as the first time. What could not have come about by them is refused.
    pub(super) fn again(self) -> Result<Publication, NotAsKept> {
        self.in_order()?;
        let stage = self.stage;
        let terms = Terms {
            handed: self.handed,
            amendment: self.amendment,
            replaces: self.replaces,
            answers: self.answers,
            drafted: self.drafted,
        };
        if stage == Stage::Returned {
            let given_back = self.returned.ok_or(NotAsKept::Lacks("returned"))?;
            let is_right = match given_back.role {
                None => given_back.done == terms.drafted && self.remarks.iter().all(|remark| remark.code.is_some()),
                Some(Role::Reviewer | Role::Signatory) => {
                    given_back.done.by != terms.drafted.by && worded(self.remarks.clone()).is_ok()
                }
                Some(_) => false,
            };
            if !is_right || self.remarks.is_empty() {
                return Err(NotAsKept::Lacks("remarks"));
            }
            let (attribute, plan, replaced_by) = (self.attribute, self.plan, self.replaced_by);
            let returned =
                Returned { terms, attribute, plan, returned: given_back, remarks: self.remarks, replaced_by };
            return Ok(returned.into());
        }
        let attribute = self.attribute.ok_or(NotAsKept::Lacks("attribute"))?;
        let plan = self.plan.ok_or(NotAsKept::Lacks("plan"))?;
        if let Some(finding) = of_the_way(&terms, Some(&attribute), Some(&plan)).into_iter().next() {
            return Err(NotAsKept::Incomplete(finding.code.to_owned()));
        }
        let is_active = matches!(attribute, Attribute::Active {});
        let complete = PackComplete { terms, attribute, plan };
        if stage == Stage::PackComplete {
            return Ok(complete.into());
        }
        let reviewed = complete.cleared(self.reviewed.ok_or(NotAsKept::Lacks("reviewed"))?)?;
        if stage == Stage::ConfidentialityReviewed {
            return Ok(reviewed.into());
        }
        let done = self.signed.ok_or(NotAsKept::Lacks("signed"))?;
        // What is not to be published is kept, and nothing else is.
        if is_active == (stage == Stage::Kept) {
            return Err(NotAsKept::Lacks("attribute"));
        }
        if stage == Stage::Kept {
            return Ok(reviewed.kept(done)?.into());
        }
        let signed = reviewed.signed(done)?;
        if stage == Stage::Signed {
            return Ok(signed.into());
        }
        let entered = self.entered.ok_or(NotAsKept::Lacks("entered"))?;
        if !self.remarks.is_empty() {
            worded(self.remarks.clone())?;
        }
        let published = Published { signed, entered, declined: self.remarks };
        if stage == Stage::Published {
            return Ok(published.into());
        }
        let withdrawing = published.proposed(self.withdrawal.ok_or(NotAsKept::Lacks("withdrawal"))?)?;
        if stage == Stage::Withdrawing {
            return Ok(withdrawing.into());
        }
        Ok(withdrawing.approved(self.withdrawn.ok_or(NotAsKept::Lacks("withdrawn"))?)?.into())
    }

    /// No step is earlier than the one before it.
    fn in_order(&self) -> Result<(), NotAsKept> {
        let at = |done: &Option<Done>| done.as_ref().map(|done| done.at);
        let steps = [
            Some(self.drafted.at),
            self.returned.as_ref().map(|returned| returned.done.at),
            at(&self.reviewed),
            at(&self.signed),
            self.entered.as_ref().map(|entered| entered.at),
            self.withdrawal.as_ref().map(|proposal| proposal.done.at),
            at(&self.withdrawn),
        ];
        if steps.iter().flatten().is_sorted() { Ok(()) } else { Err(NotAsKept::Order) }
    }
}
