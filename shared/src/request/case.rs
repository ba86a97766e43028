//! The agency's case: the request as it came, its number and where it stands.

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CaseClock, Form};
use crate::names::PersonId;
use crate::shanghai::legal_day;

/// 收件编号: the agency's running number of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseNumber {
    /// The year in Asia/Shanghai.
    pub year: i32,
    /// From 1.
    pub serial: u32,
}

impl CaseNumber {
    /// The number that follows `last` at `now`; each year begins at 1.
    pub fn next(last: Option<CaseNumber>, now: DateTime<Utc>) -> CaseNumber {
        let year = legal_day(now).year();
        let serial = match last {
            Some(last) if last.year == year => last.serial.saturating_add(1),
            _ => 1,
        };
        CaseNumber { year, serial }
    }
}

impl std::fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "〔{}〕第{}号-收件", self.year, self.serial)
    }
}

/// Where a request stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// The server has it; the agency has not yet given it a number.
    Submitted,
    /// The agency has it. It is *received* in law only when both sides have confirmed (条例 art. 31).
    Registered {
        /// The agency's number.
        number: CaseNumber,
        /// When the agency's record took it in.
        #[serde(deserialize_with = "crate::iso::of_instant")]
        at: DateTime<Utc>,
    },
}

/// One request as the agency and the person see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Case {
    /// The id that the device made.
    pub id: Uuid,
    /// Who sent it.
    pub person: PersonId,
    /// The form, as sent.
    pub form: Form,
    /// When the server took it in.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub submitted_at: DateTime<Utc>,
    /// Where it stands.
    #[serde(flatten)]
    pub standing: Standing,
    /// The clock of its answer, once it is received in law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<CaseClock>,
}

impl Case {
    /// A request that the person's object has just taken in.
    pub fn submitted(id: Uuid, person: PersonId, form: Form, now: DateTime<Utc>) -> Case {
        Case { id, person, form, submitted_at: now, standing: Standing::Submitted, clock: None }
    }

    /// Gives it the number that follows `last`; a case that has one keeps it.
    pub fn register(self, last: Option<CaseNumber>, now: DateTime<Utc>) -> Case {
        match self.standing {
            Standing::Registered { .. } => self,
            Standing::Submitted => {
                Case { standing: Standing::Registered { number: CaseNumber::next(last, now), at: now }, ..self }
            }
        }
    }

    /// Its number, once it has one.
    pub fn number(&self) -> Option<CaseNumber> {
        self.standing.number()
    }
}

impl Standing {
    /// The agency's number, once it gave one.
    pub fn number(&self) -> Option<CaseNumber> {
        match self {
            Standing::Registered { number, .. } => Some(*number),
            Standing::Submitted => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_run_within_the_year_of_shanghai() {
        let eve = CaseNumber::next(Some(CaseNumber { year: 2026, serial: 44 }), instant("2026-12-31T15:59:59Z"));
        assert_eq!(eve, CaseNumber { year: 2026, serial: 45 });
        // 16:00 UTC is midnight in Shanghai.
        let new_year = CaseNumber::next(Some(eve), instant("2026-12-31T16:00:00Z"));
        assert_eq!(new_year, CaseNumber { year: 2027, serial: 1 });
        assert_eq!(new_year.to_string(), "〔2027〕第1号-收件");
    }
}
