//! Reading who asks: for a purpose, noted, and told to the person (个保法 art. 6, 17, 44; 条例 art. 29, 30, 32).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::names::AgencyId;
use crate::roles::Role;
use crate::words::Bilingual;

/// What somebody of an agency needs a person's data for. There is no "other": a purpose that is none of these is no purpose of a request's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// 核对身份证明 (条例 art. 29).
    Identity,
    /// 确认收到、联系补正 (条例 art. 30, 31).
    Correction,
    /// 征求第三方意见 (条例 art. 32).
    Consultation,
    /// 送达答复 (条例 art. 36, 40).
    Delivery,
}

impl Purpose {
    /// Every one.
    pub const ALL: [Purpose; 4] = [Purpose::Identity, Purpose::Correction, Purpose::Consultation, Purpose::Delivery];

    /// As it stands in records.
    pub fn code(self) -> &'static str {
        match self {
            Purpose::Identity => "identity",
            Purpose::Correction => "correction",
            Purpose::Consultation => "consultation",
            Purpose::Delivery => "delivery",
        }
    }

    /// The one that stands in a record so.
    pub fn of(code: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// What people call it.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Purpose::Identity => ("核对身份证明", "To check the proof of identity"),
            Purpose::Correction => ("确认收到、联系补正", "To confirm receipt or ask for a correction"),
            Purpose::Consultation => ("征求第三方意见", "To consult a third party"),
            Purpose::Delivery => ("送达答复", "To deliver the answer"),
        };
        Bilingual { zh, en }
    }
}

/// One reading, as the person whom it concerns is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// Its number in the agency's audit trail.
    pub serial: u64,
    /// Of which request.
    pub case: Uuid,
    /// By whom: the agency, and in which role.
    pub agency: AgencyId,
    /// The role.
    pub role: Role,
    /// What for.
    pub purpose: Purpose,
    /// When.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
}

impl Reading {
    /// Where a person's device keeps it.
    pub fn key(&self) -> String {
        format!("reading/{}/{}", self.case, self.serial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_called_the_same_in_records_and_on_the_wire() {
        for purpose in Purpose::ALL {
            assert_eq!(serde_json::to_string(&purpose).unwrap(), format!("{:?}", purpose.code()));
            assert_eq!(Purpose::of(purpose.code()), Some(purpose));
        }
    }
}
