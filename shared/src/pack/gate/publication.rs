//! One publication on its way, as an agency keeps it.

use super::draft::Terms;
use super::{ConfidentialityReviewed, Kept, PackComplete, Published, Returned, Signed, Stage, Withdrawing, Withdrawn};
use crate::digest::Digest;
use crate::names::DocumentId;

/// One publication on its way. Boxed, since a withdrawal holds all that came before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publication {
    /// Goes back.
    Returned(Box<Returned>),
    /// Waits for review.
    PackComplete(Box<PackComplete>),
    /// Waits for signature.
    ConfidentialityReviewed(Box<ConfidentialityReviewed>),
    /// On its way into the public record.
    Signed(Box<Signed>),
    /// In the public record.
    Published(Box<Published>),
    /// Not to be published.
    Kept(Box<Kept>),
    /// A withdrawal waits for approval.
    Withdrawing(Box<Withdrawing>),
    /// Withdrawn.
    Withdrawn(Box<Withdrawn>),
}

impl Publication {
    /// How far it is.
    pub fn stage(&self) -> Stage {
        match self {
            Publication::Returned(_) => Stage::Returned,
            Publication::PackComplete(_) => Stage::PackComplete,
            Publication::ConfidentialityReviewed(_) => Stage::ConfidentialityReviewed,
            Publication::Signed(_) => Stage::Signed,
            Publication::Published(_) => Stage::Published,
            Publication::Kept(_) => Stage::Kept,
            Publication::Withdrawing(_) => Stage::Withdrawing,
            Publication::Withdrawn(_) => Stage::Withdrawn,
        }
    }

    pub(super) fn terms(&self) -> &Terms {
        match self {
            Publication::Returned(returned) => &returned.terms,
            Publication::PackComplete(complete) => &complete.terms,
            Publication::ConfidentialityReviewed(reviewed) => &reviewed.complete.terms,
            Publication::Signed(signed) => signed.terms(),
            Publication::Published(published) => published.terms(),
            Publication::Kept(kept) => &kept.reviewed.complete.terms,
            Publication::Withdrawing(withdrawing) => withdrawing.published.terms(),
            Publication::Withdrawn(withdrawn) => withdrawn.withdrawing.published.terms(),
        }
    }

    /// The digest of its pack, by which it is known.
    pub fn pack(&self) -> Digest {
        self.terms().handed.pack
    }

    /// Its document.
    pub fn document(&self) -> &DocumentId {
        &self.terms().handed.document
    }

    /// Whether somebody still has to do something before it is decided.
    pub fn is_open(&self) -> bool {
        match self {
            Publication::Returned(returned) => returned.replaced_by.is_none(),
            Publication::PackComplete(_) | Publication::ConfidentialityReviewed(_) => true,
            _ => false,
        }
    }
}

macro_rules! of_stage {
    ($( $stage:ident ),*) => {
        $( impl From<$stage> for Publication {
            fn from(stage: $stage) -> Publication {
                Publication::$stage(Box::new(stage))
            }
        } )*
    };
}

of_stage!(Returned, PackComplete, ConfidentialityReviewed, Signed, Published, Kept, Withdrawing, Withdrawn);
