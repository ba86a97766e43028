//! What a profile can say: the facts that audience rules ask about (办法 art. 30, 市民主页 and 企业专属网页).
//!
//! Facts never leave the device (个保法 art. 24, 28); nothing here is sent anywhere.

mod industry;
mod profiles;
#[cfg(feature = "schema")]
mod schema;
mod typed;
mod vocabulary;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::words::BilingualText;

pub(crate) use industry::{IndustryCode, sections};
pub use profiles::{Inconsistent, LONGEST_PROFILE_NAME, MOST_PROFILES, Profile, ProfileError, ProfileId, Profiles};
pub use typed::{NO_SUCH_DAY, Unread};
pub(crate) use typed::{decimal, number};
pub use vocabulary::{Choice, FactKey, FactKind, Unit};

/// Whose facts they are, and whom a policy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A person: 市民主页.
    Resident,
    /// A firm: 企业专属网页.
    Firm,
}

/// One thing said about oneself. Money is in fen, rates are in tenths of a percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// A count, an amount in fen, or a rate; the key's [`Unit`] says which.
    Number(i64),
    /// A day.
    Date(#[serde(deserialize_with = "crate::iso::of_day")] NaiveDate),
    /// A day for each person meant, such as the birth dates of one's children. Empty says "none".
    Dates(#[serde(deserialize_with = "crate::iso::of_days")] Vec<NaiveDate>),
    /// One of the key's choices, or a code.
    Text(String),
}

/// A value that its fact cannot have.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FactError {
    /// No fact has this name.
    #[error("no fact is called \"{0}\"")]
    UnknownFact(String),
    /// The value has another kind than the fact, or is none of its choices.
    #[error("\"{}\" takes {}, not {}", fact.name(), fact.takes(), said(value))]
    WrongValue {
        /// The fact asked about.
        fact: FactKey,
        /// What was said.
        value: FactValue,
    },
}

/// What is shown of a name that is none: enough to find it by.
const LONGEST_NAME: usize = 40;

/// As it stands in a file.
fn said(value: &FactValue) -> String {
    match value {
        FactValue::Bool(said) => said.to_string(),
        FactValue::Number(number) => number.to_string(),
        FactValue::Date(day) => format!("\"{day}\""),
        FactValue::Dates(days) => format!("a list of {} days", days.len()),
        FactValue::Text(text) => format!("\"{text}\""),
    }
}

impl FactError {
    /// What a person reads whose file it is.
    pub fn sentence(&self) -> BilingualText {
        match self {
            FactError::UnknownFact(name) => {
                let name: String = name.chars().take(LONGEST_NAME).collect();
                BilingualText {
                    zh: format!("文件里的“{name}”这里没有，可能来自更新的版本。请先联网更新，再读一次。"),
                    en: format!(
                        "“{name}” in the file is not known here; it may come from a newer version. Update while online, then try again."
                    ),
                }
            }
            FactError::WrongValue { fact, .. } => BilingualText {
                zh: format!("文件里“{}”的内容读不懂。请重新存一份文件，或在这里直接填。", fact.label().zh),
                en: format!(
                    "What the file says of “{}” cannot be read. Save the file again, or fill it in here.",
                    fact.label().en
                ),
            },
        }
    }
}

/// What one person or firm has said so far. A fact that is absent is unknown, never false.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, FactValue>", into = "BTreeMap<FactKey, FactValue>")]
pub struct Facts(BTreeMap<FactKey, FactValue>);

impl Facts {
    /// The value said for `key`, if any.
    pub fn get(&self, key: FactKey) -> Option<&FactValue> {
        self.0.get(&key)
    }

    /// Says `value` for `key`, replacing what was said before. What is worked out from other facts cannot be said.
    pub fn say(&mut self, key: FactKey, value: FactValue) -> Result<(), FactError> {
        if key.is_worked_out() || !key.admits(&value) {
            return Err(FactError::WrongValue { fact: key, value });
        }
        self.0.insert(key, value);
        Ok(())
    }

    /// Takes back what was said for `key`: it is unknown again.
    pub fn forget(&mut self, key: FactKey) {
        self.0.remove(&key);
    }

    /// Whether nothing has been said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many facts were said of a person, or of a firm.
    pub fn said_of(&self, subject: Subject) -> usize {
        self.0.keys().filter(|key| key.subject() == subject).count()
    }

    /// All that was said, in the order of the vocabulary.
    pub fn iter(&self) -> impl Iterator<Item = (FactKey, &FactValue)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }
}

impl TryFrom<BTreeMap<String, FactValue>> for Facts {
    type Error = FactError;

    fn try_from(said: BTreeMap<String, FactValue>) -> Result<Self, FactError> {
        let mut facts = Facts::default();
        for (name, value) in said {
            let key = FactKey::from_name(&name).ok_or(FactError::UnknownFact(name))?;
            // Older files say what is worked out now.
            if !key.is_worked_out() {
                facts.say(key, value)?;
            }
        }
        Ok(facts)
    }
}

impl From<Facts> for BTreeMap<FactKey, FactValue> {
    fn from(facts: Facts) -> Self {
        facts.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_survives_its_own_json() {
        let said = r#"{"birth_date":"1954-03-01","hukou":"shanghai","children":["2024-05-01"],"owns_home":false,"employees":12}"#;
        let facts: Facts = serde_json::from_str(said).unwrap();
        assert_eq!(facts.get(FactKey::OwnsHome), Some(&FactValue::Bool(false)));
        let again: serde_json::Value = serde_json::to_value(&facts).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(said).unwrap());
    }

    #[test]
    fn a_refusal_says_what_the_fact_takes() {
        let refused = |said: &str| serde_json::from_str::<Facts>(said).unwrap_err().to_string();
        for (said, sentence) in [
            (r#"{"birth_date":true}"#, r#""birth_date" takes a day as "2001-12-31", not true"#),
            (r#"{"hukou":"moon"}"#, r#""hukou" takes one of "shanghai", "elsewhere", not "moon""#),
            (r#"{"employees":-1}"#, r#""employees" takes a whole number of at least 0 (people), not -1"#),
            (r#"{"assets":"5"}"#, r#""assets" takes a whole number of at least 0 (fen), not "5""#),
            (
                r#"{"industry_code":"六"}"#,
                r#""industry_code" takes a code of GB/T 4754: a letter, two to four digits, or both, not "六""#,
            ),
            (r#"{"shoe_size":42}"#, r#"no fact is called "shoe_size""#),
        ] {
            assert_eq!(refused(said), sentence);
        }
    }

    #[test]
    fn a_value_of_another_kind_is_refused_with_its_fact() {
        for said in [r#"{"birth_date":true}"#, r#"{"hukou":"moon"}"#, r#"{"employees":-1}"#, r#"{"shoe_size":42}"#] {
            assert!(serde_json::from_str::<Facts>(said).is_err(), "{said}");
        }
    }
}
