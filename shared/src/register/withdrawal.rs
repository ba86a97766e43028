//! What stands in the record in the place of a pack where a document was withdrawn. The pack stays, and whoever has the record can read both.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::names::{AgencyId, DocumentId};
use crate::words::BilingualText;

/// That a document was withdrawn, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Withdrawal {
    /// The version of this form: 1.
    pub format: u8,
    /// The document.
    pub document: DocumentId,
    /// The agency that published it, and withdraws it.
    pub agency: AgencyId,
    /// The digest of the pack that holds no longer.
    pub withdraws: Digest,
    /// Why, for everybody.
    pub reason: BilingualText,
    /// On which day.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub on: NaiveDate,
}
