//! One entry of the log: hashes and metadata, never content, so that what must be taken down can be (保密法 art. 34-35).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::names::{AgencyId, DocumentId};

/// The most bytes that an entry may have: tlog-tiles gives its length sixteen bits.
pub const LARGEST_ENTRY: usize = 4096;

/// What an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A document and its pack were published.
    Publication,
}

/// One entry. Its bytes in the log are this JSON, its fields in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of this form: 1.
    pub v: u8,
    /// What it says.
    pub kind: EntryKind,
    /// The document.
    pub document: DocumentId,
    /// The agency that publishes.
    pub agency: AgencyId,
    /// The document's title.
    pub title: String,
    /// The digest of the pack.
    pub pack: Digest,
    /// The pack's length in bytes.
    pub size: usize,
    /// When it was signed for publication.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
}

impl Entry {
    /// The entry of a publication.
    pub fn publication(
        document: DocumentId,
        agency: AgencyId,
        title: String,
        pack: Digest,
        size: usize,
        at: DateTime<Utc>,
    ) -> Entry {
        Entry { v: 1, kind: EntryKind::Publication, document, agency, title, pack, size, at }
    }

    /// Where the proof that it is in the record is downloaded.
    pub fn proof_path(&self) -> String {
        ["/log/proof/", &self.pack.to_string()].concat()
    }

    /// The bytes that the log holds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}
