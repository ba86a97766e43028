//! How far a publication is, and what follows from what.

use serde::{Deserialize, Serialize};

use crate::roles::Role;
use crate::words::Bilingual;

/// How far a publication is, as it is kept. A draft that was handed up is either of the first two at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PublicationStage"))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 退文: returned to whoever drafts, with reasons.
    Returned,
    /// Complete: waits for confidentiality review.
    PackComplete,
    /// Cleared: waits for the signature.
    ConfidentialityReviewed,
    /// Signed: on its way into the public record.
    Signed,
    /// In the public record.
    Published,
    /// 依申请公开 or 不予公开, approved: never published as long as that holds.
    Kept,
    /// In the public record; that it be withdrawn waits for approval.
    Withdrawing,
    /// Withdrawn: the public record says so, and why.
    Withdrawn,
}

impl Stage {
    /// Every one.
    pub const ALL: [Stage; 8] = [
        Stage::Returned,
        Stage::PackComplete,
        Stage::ConfidentialityReviewed,
        Stage::Signed,
        Stage::Published,
        Stage::Kept,
        Stage::Withdrawing,
        Stage::Withdrawn,
    ];

    /// The stages that may follow; none stands for what was not handed up before. The store of an agency refuses any other.
    pub fn followed_by(before: Option<Stage>) -> &'static [Stage] {
        use Stage::{ConfidentialityReviewed, Kept, PackComplete, Published, Returned, Signed, Withdrawing, Withdrawn};
        match before {
            None | Some(Returned) => &[Returned, PackComplete],
            Some(PackComplete) => &[Returned, ConfidentialityReviewed],
            Some(ConfidentialityReviewed) => &[Returned, Signed, Kept],
            Some(Signed) => &[Published],
            Some(Published) => &[Withdrawing],
            // Looked at again (条例 art. 18).
            Some(Kept) => &[PackComplete],
            Some(Withdrawing) => &[Published, Withdrawn],
            Some(Withdrawn) => &[],
        }
    }

    /// Whether it is under way: another of the same document is not handed up beside it before it was returned.
    pub fn is_under_way(self) -> bool {
        matches!(self, Stage::PackComplete | Stage::ConfidentialityReviewed | Stage::Signed)
    }

    /// Its name in files and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Returned => "returned",
            Stage::PackComplete => "pack_complete",
            Stage::ConfidentialityReviewed => "confidentiality_reviewed",
            Stage::Signed => "signed",
            Stage::Published => "published",
            Stage::Kept => "kept",
            Stage::Withdrawing => "withdrawing",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// The stage of that name.
    pub fn of(name: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// Whether somebody in this role needs to see what is so far: whoever signs sees nothing before it was reviewed.
    pub fn is_shown_to(self, role: Role) -> bool {
        match role {
            Role::Drafter | Role::Reviewer => true,
            Role::Signatory => self != Stage::PackComplete,
            _ => false,
        }
    }

    /// What staff read.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Stage::Returned => ("已退文", "Returned"),
            Stage::PackComplete => ("待保密审查", "Waits for review"),
            Stage::ConfidentialityReviewed => ("待签发", "Waits for signature"),
            Stage::Signed => ("已签发，正在公开", "Signed, being published"),
            Stage::Published => ("已公开", "Published"),
            Stage::Kept => ("不主动公开", "Not published"),
            Stage::Withdrawing => ("待批准撤下", "Withdrawal proposed"),
            Stage::Withdrawn => ("已撤下", "Withdrawn"),
        };
        Bilingual { zh, en }
    }
}
