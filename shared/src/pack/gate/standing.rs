//! How a publication stands, as one of the agency's people sees it at their desk.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::row::Row;
use super::way::Done;
use super::{Attribute, Plan, Publication, Remark, Stage};
use crate::digest::Digest;
use crate::names::{AgencyId, DocumentId, PersonId};
use crate::register::Amendment;
use crate::roles::{Action, Actor, Of, Role};
use crate::words::BilingualText;

/// A publication at the desk. Nobody stands in it by name: whoever looks is told which steps were theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PublicationStanding"))]
pub struct Standing {
    /// The digest of the pack, by which it is known.
    pub id: Digest,
    /// How far it is.
    pub stage: Stage,
    /// The document.
    pub document: DocumentId,
    /// The agency.
    pub agency: AgencyId,
    /// The title in Chinese; empty where what was handed up had none.
    pub title: String,
    /// The pack's length in bytes.
    pub size: usize,
    /// 公开属性; none where the drafter named none.
    pub attribute: Option<Attribute>,
    /// 解读方案; none where there is none.
    pub plan: Option<Plan>,
    /// What it amends and why, where the document was published before.
    pub amendment: Option<Amendment>,
    /// The pack that was returned and that this is in the place of.
    pub replaces: Option<Digest>,
    /// Why that was returned: what this one answers.
    pub answers: Vec<Remark>,
    /// Why it was returned; of what is published, why a withdrawal was not approved.
    pub remarks: Vec<Remark>,
    /// The pack that is in the place of this one, which was returned.
    pub replaced_by: Option<Digest>,
    /// Why it is to be withdrawn, or was.
    pub withdrawal: Option<BilingualText>,
    /// The steps that were taken, in their order.
    pub steps: Vec<Passed>,
    /// What whoever looks may do with it now.
    pub may: Vec<StepName>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PublicationStep"))]
pub struct Passed {
    /// Which.
    pub step: StepName,
    /// In which role; none of the check at the gate, and of the register.
    pub role: Option<Role>,
    /// When.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
    /// Whether by whoever looks.
    pub mine: bool,
}

/// The steps by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PublicationStepName"))]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// Hand it up, or another in its place.
    HandUp,
    /// Clear it after review.
    Review,
    /// Return it; of a withdrawal, not approve it.
    Return,
    /// Sign it.
    Sign,
    /// It was entered into the public record.
    Publish,
    /// Propose its withdrawal.
    Withdraw,
    /// Approve its withdrawal.
    ApproveWithdrawal,
}

impl Publication {
    /// As somebody of the agency sees it.
    pub fn standing(&self, to: &Actor) -> Standing {
        Standing::of(Row::of(self), to)
    }
}

impl Standing {
    /// Reads a state of the store for a list. Nothing follows from it: whoever takes a step reads the row with its pack ([`super::Filed`]).
    pub fn read(state: &str, to: &Actor) -> Result<Standing, serde_json::Error> {
        serde_json::from_str(state).map(|row| Standing::of(row, to))
    }

    fn of(row: Row, to: &Actor) -> Standing {
        let (steps, may) = (row.passed(&to.person), row.open_to(to));
        Standing {
            id: row.handed.pack,
            stage: row.stage,
            document: row.handed.document,
            agency: row.handed.agency,
            title: row.handed.title,
            size: row.handed.size,
            attribute: row.attribute,
            plan: row.plan,
            amendment: row.amendment,
            replaces: row.replaces,
            answers: row.answers,
            remarks: row.remarks,
            replaced_by: row.replaced_by,
            withdrawal: row.withdrawal.map(|proposal| proposal.reason),
            steps,
            may,
        }
    }
}

impl Row {
    fn passed(&self, to: &PersonId) -> Vec<Passed> {
        let step = |step, role, done: &Done| Passed { step, role, at: done.at, mine: done.by == *to };
        let mut steps = vec![step(StepName::HandUp, Some(Role::Drafter), &self.drafted)];
        steps.extend(self.reviewed.iter().map(|done| step(StepName::Review, Some(Role::Reviewer), done)));
        steps.extend(self.returned.iter().map(|returned| {
            let mine = returned.role.is_some() && returned.done.by == *to;
            Passed { mine, ..step(StepName::Return, returned.role, &returned.done) }
        }));
        steps.extend(self.signed.iter().map(|done| step(StepName::Sign, Some(Role::Signatory), done)));
        let entered = self.entered.iter();
        steps.extend(entered.map(|at| Passed { step: StepName::Publish, role: None, at: at.at, mine: false }));
        let proposal = self.withdrawal.iter();
        steps.extend(proposal.map(|proposal| step(StepName::Withdraw, Some(Role::Drafter), &proposal.done)));
        let withdrawn = self.withdrawn.iter();
        steps.extend(withdrawn.map(|done| step(StepName::ApproveWithdrawal, Some(Role::Signatory), done)));
        steps
    }

    /// What somebody may do with it now, by role and by what they did before. What the record holds is asked when they do.
    fn open_to(&self, who: &Actor) -> Vec<StepName> {
        use StepName::{ApproveWithdrawal, HandUp, Return, Review, Sign, Withdraw};
        let may = |action| who.may(action, Of::Agency(&self.handed.agency)).is_ok();
        let is_of = |done: Option<&Done>| done.is_some_and(|done| done.by == who.person);
        let (drafted, reviewed) = (is_of(Some(&self.drafted)), is_of(self.reviewed.as_ref()));
        let proposed = is_of(self.withdrawal.as_ref().map(|proposal| &proposal.done));
        let steps: &[StepName] = match self.stage {
            Stage::Returned if self.replaced_by.is_none() && may(Action::Draft) => &[HandUp],
            Stage::Kept if may(Action::Draft) => &[HandUp],
            Stage::PackComplete if may(Action::Review) && !drafted => &[Review, Return],
            Stage::ConfidentialityReviewed if may(Action::Sign) && !drafted && !reviewed => &[Sign, Return],
            Stage::Published if may(Action::ProposeWithdrawal) => &[Withdraw],
            Stage::Withdrawing if may(Action::ApproveWithdrawal) && !proposed => &[ApproveWithdrawal, Return],
            _ => &[],
        };
        steps.to_vec()
    }
}
