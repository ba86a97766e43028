//! What goes over the wire at `POST /api/sync`.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::digest::Digest;
use crate::names::PersonId;
use crate::words::BilingualText;

/// Whose rows are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One's own.
    Person,
    /// Those of the agency that one works for.
    Agency,
}

/// One mutation on its way up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sent {
    /// The device's running number, from 1, without gaps.
    pub seq: u64,
    /// The id of what it is about, made by the device: a UUID of version 7. It stays when the number changes.
    pub id: Uuid,
    /// The form of the body. A server that does not know it yet leaves it waiting.
    #[serde(default = "first_version")]
    pub version: u16,
    /// The digest of the body's bytes.
    pub digest: Digest,
    /// JSON, understood by the object that takes it.
    pub body: String,
}

/// The form of what was written before forms had numbers.
pub fn first_version() -> u16 {
    1
}

/// What a device asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Call {
    /// Whose rows.
    pub scope: Scope,
    /// Who is meant to be signed in: somebody else may be by now, in another tab.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Which device.
    pub device: Uuid,
    /// The server's epoch as the device knows it; none before the first answer.
    pub epoch: Option<Uuid>,
    /// The last change that the device has.
    pub cursor: u64,
    /// What the server had forgotten when the device began to get its rows.
    #[serde(default)]
    pub base: u64,
    /// The outbox's beginning, in order. Empty before the epoch is known.
    pub mutations: Vec<Sent>,
}

/// What became of one mutation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// Which one.
    pub seq: u64,
    /// None: taken in. Otherwise why not; it will not be taken in by sending it again.
    pub refused: Option<Refusal>,
}

/// Why a mutation was not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// A stable code.
    pub code: String,
    /// One plain sentence.
    pub sentence: BilingualText,
}

/// One row as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// Its key in the scope.
    pub key: String,
    /// The change that made it so.
    pub change: u64,
    /// JSON; none where the row is gone.
    pub body: Option<String>,
}

/// What the server answers. Every mutation up to `acknowledged` is durable.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The server's epoch: another one means that it was restored from a backup.
    pub epoch: Uuid,
    /// How many backups there are in this epoch. What was acknowledged when there were *n* is in those from *n* + 1 on.
    #[serde(default)]
    pub backup: u64,
    /// The last number taken in from this device.
    pub acknowledged: u64,
    /// What became of those sent.
    pub outcomes: Vec<Outcome>,
    /// The cursor that this answer goes on from. 0 where the device asked from another: the server has forgotten what was removed since then, so
    /// the device gets everything anew.
    pub from: u64,
    /// The cursor after it.
    pub cursor: u64,
    /// Rows changed in between.
    pub rows: Vec<Row>,
    /// Whether there are more.
    #[serde(default)]
    pub more: bool,
    /// Of what was removed up to this change the server says nothing any more.
    #[serde(default)]
    pub forgotten: u64,
}
