//! What a person's device sends: the bodies of its mutations.

use serde::{Deserialize, Serialize};

use super::Draft;

/// One mutation of a person. The object's id travels beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PersonMutation {
    /// Hand in a request for information. The server reads the form again: it trusts nothing that a client says.
    FileRequest {
        /// The form as typed.
        draft: Draft,
    },
}

impl PersonMutation {
    /// The form of these bodies. A server that knows only an older one leaves them waiting on the device.
    pub const VERSION: u16 = 1;
}
