//! The publication gate: drafted, reviewed for confidentiality, signed, published; three different people (办法 art. 26, 46, 51).
//!
//! Each stage is a type that only the stage before it can make, so a published pack without its review cannot be expressed.
//! Nobody reviews or signs what they wrote, and nobody does two of the three. There is no forced publication.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Finding, LARGEST_PACK, Level, Pack};
use crate::digest::Digest;
use crate::names::{AgencyId, DocumentId, PersonId};
use crate::register::Entry;
use crate::roles::{Action, Actor, Forbidden, Of};

/// Why a pack does not pass.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GateRefusal {
    /// The role or agency does not carry this step.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The same person did an earlier step.
    #[error("{0} already took another step of this publication")]
    SamePerson(PersonId),
    /// The pack is incomplete: 退文, with what is missing.
    #[error("the pack is incomplete: {}", .0.iter().map(|f| f.message_en.as_str()).collect::<Vec<_>>().join("; "))]
    Incomplete(Vec<Finding>),
    /// The bytes are not a pack.
    #[error("these bytes are not a pack: {0}")]
    NotAPack(String),
    /// More bytes than a pack may have.
    #[error("a pack has at most {LARGEST_PACK} bytes, this one has {0}")]
    TooLarge(usize),
    /// The agency in the pack is not the drafter's.
    #[error("the pack names the agency {0}")]
    OtherAgency(AgencyId),
}

/// Handed up by its drafter: complete, not yet reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    pack: Digest,
    size: usize,
    document: DocumentId,
    agency: AgencyId,
    title: String,
    drafted_by: PersonId,
}

/// Cleared by a confidentiality reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    draft: Drafted,
    reviewed_by: PersonId,
}

/// Signed: to be appended to the public log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    reviewed: Reviewed,
    signed_by: PersonId,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    published_at: DateTime<Utc>,
}

impl Drafted {
    /// Hands up `bytes`, the JSON of a complete pack, for review. `published` are the packs that its conditions ask for, and those that these do.
    pub fn hand_up(bytes: &[u8], by: &Actor, published: &[Pack]) -> Result<Drafted, GateRefusal> {
        if bytes.len() > LARGEST_PACK {
            return Err(GateRefusal::TooLarge(bytes.len()));
        }
        let pack: Pack = serde_json::from_slice(bytes).map_err(|wrong| GateRefusal::NotAPack(wrong.to_string()))?;
        by.may(Action::Draft, Of::Agency(&pack.agency)).map_err(|forbidden| match &by.agency {
            Some(own) if *own != pack.agency => GateRefusal::OtherAgency(pack.agency.clone()),
            _ => GateRefusal::Forbidden(forbidden),
        })?;
        let found = pack.check().into_iter().chain(pack.check_others(published));
        let errors: Vec<Finding> = found.filter(|finding| finding.level == Level::Error).collect();
        if !errors.is_empty() {
            return Err(GateRefusal::Incomplete(errors));
        }
        Ok(Drafted {
            pack: Digest::of(bytes),
            size: bytes.len(),
            document: pack.id,
            agency: pack.agency,
            title: pack.title.zh,
            drafted_by: by.person.clone(),
        })
    }

    /// The digest of the pack.
    pub fn pack(&self) -> Digest {
        self.pack
    }

    /// The document's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Clears it for signature.
    pub fn review(self, by: &Actor) -> Result<Reviewed, GateRefusal> {
        by.may(Action::Review, Of::Agency(&self.agency))?;
        if by.person == self.drafted_by {
            return Err(GateRefusal::SamePerson(by.person.clone()));
        }
        Ok(Reviewed { draft: self, reviewed_by: by.person.clone() })
    }
}

impl Reviewed {
    /// Signs it at `now`.
    pub fn sign(self, by: &Actor, now: DateTime<Utc>) -> Result<Published, GateRefusal> {
        by.may(Action::Sign, Of::Agency(&self.draft.agency))?;
        if by.person == self.draft.drafted_by || by.person == self.reviewed_by {
            return Err(GateRefusal::SamePerson(by.person.clone()));
        }
        Ok(Published { reviewed: self, signed_by: by.person.clone(), published_at: now })
    }
}

impl Published {
    /// The entry of the public log: hashes and metadata, never content and never a person.
    pub fn entry(&self) -> Entry {
        let draft = &self.reviewed.draft;
        Entry::publication(
            draft.document.clone(),
            draft.agency.clone(),
            draft.title.clone(),
            draft.pack,
            draft.size,
            self.published_at,
        )
    }
}

/// One publication on its way, as the agency keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Publication {
    /// Waits for review.
    Drafted(Drafted),
    /// Waits for signature.
    Reviewed(Reviewed),
    /// In the public log, or on its way there.
    Published(Published),
}
