//! A publication with its pack, read from the store: a row that could not have come about by the steps is refused.

use thiserror::Error;

use super::draft::Handed;
use super::row::Row;
use super::{GateRefusal, Publication, Stage};
use crate::pack::{Level, Pack};

/// A publication and the bytes of its pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub(super) publication: Publication,
    pub(super) body: String,
}

/// Why a row of the store is not taken for a publication.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAsKept {
    /// It is no row.
    #[error("it is no row: {0}")]
    NotARow(String),
    /// The pack beside it is another than the one it names.
    #[error("its pack is not the one of its digest, size, document, agency and title")]
    OtherPack,
    /// The pack is incomplete, and waits or is on its way all the same.
    #[error("it is incomplete ({0}) and stands further than that")]
    Incomplete(String),
    /// A step of its stage is missing, or does not belong there.
    #[error("its stage does not go with its member {0}")]
    Lacks(&'static str),
    /// A step is earlier than the one before it.
    #[error("its steps are not in the order of their instants")]
    Order,
    /// A step could not have been taken.
    #[error("a step of it could not have been taken: {0}")]
    Step(#[from] GateRefusal),
}

impl Publication {
    /// The state as the store keeps it, beside the bytes of the pack.
    pub fn to_state(&self) -> Result<String, GateRefusal> {
        serde_json::to_string(&Row::of(self)).map_err(|wrong| GateRefusal::Unwritable(wrong.to_string()))
    }
}

impl Filed {
    /// Reads a state and the pack beside it. Its steps are taken again: by three people, in the order of their instants, on these very bytes; and what is
    /// still on its way is checked again.
    pub fn read(state: &str, body: String) -> Result<Filed, NotAsKept> {
        let row: Row = serde_json::from_str(state).map_err(|wrong| NotAsKept::NotARow(wrong.to_string()))?;
        if Handed::read(body.as_bytes()).ok().as_ref() != Some(&row.handed) {
            return Err(NotAsKept::OtherPack);
        }
        if matches!(row.stage, Stage::PackComplete | Stage::ConfidentialityReviewed | Stage::Signed) {
            let pack: Pack = serde_json::from_str(&body).map_err(|wrong| NotAsKept::Incomplete(wrong.to_string()))?;
            if let Some(finding) = pack.check().into_iter().find(|finding| finding.level == Level::Error) {
                return Err(NotAsKept::Incomplete(finding.code.to_owned()));
            }
        }
        let publication = row.clone().again()?;
        // Members that belong to no step of its stage.
        if Row::of(&publication) != row {
            return Err(NotAsKept::Lacks("stage"));
        }
        Ok(Filed { publication, body })
    }

    /// The publication.
    pub fn publication(&self) -> &Publication {
        &self.publication
    }

    /// The bytes of its pack.
    pub fn body(&self) -> &str {
        &self.body
    }
}
