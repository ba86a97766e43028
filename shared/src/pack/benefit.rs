//! What a policy gives: amounts in fen, by period, and by the person's age where the policy says so.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::audience::age;
use crate::facts::{FactKey, FactValue, Facts};
use crate::words::BilingualText;

/// What is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Benefit {
    /// In words.
    pub text: BilingualText,
    /// As money, where it is money.
    pub amount: Option<Amount>,
}

/// Money, in fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// The same for all.
    Fixed {
        /// In fen.
        fen: i64,
        /// How often.
        per: Period,
    },
    /// So much for each person of a list, such as each child under 3.
    ForEachUnder {
        /// The list of birth dates.
        fact: FactKey,
        /// Counted while younger than this.
        age: u16,
        /// In fen, each.
        fen: i64,
        /// How often.
        per: Period,
    },
    /// By the age of the person: ascending bands, each from a completed year of age.
    ByAge {
        /// The date of birth that decides.
        fact: FactKey,
        /// Ascending.
        bands: Vec<Band>,
        /// How often.
        per: Period,
    },
}

/// One band of ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Band {
    /// From this completed year of age.
    pub age: u16,
    /// In fen.
    pub fen: i64,
}

/// How often an amount is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// 每月.
    Month,
    /// 每年.
    Year,
    /// 一次性.
    Once,
}

/// The band that a person will reach next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextBand {
    /// The birthday on which it begins.
    pub from: NaiveDate,
    /// In fen.
    pub fen: i64,
}

impl Amount {
    /// How often it is given.
    pub fn period(&self) -> Period {
        match self {
            Amount::Fixed { per, .. } | Amount::ForEachUnder { per, .. } | Amount::ByAge { per, .. } => *per,
        }
    }

    /// What this person gets on `today`, in fen; none where a fact that decides it has not been said.
    pub fn for_person(&self, facts: &Facts, today: NaiveDate) -> Option<i64> {
        match self {
            Amount::Fixed { fen, .. } => Some(*fen),
            Amount::ForEachUnder { fact, age: limit, fen, .. } => match facts.get(*fact)? {
                FactValue::Dates(born) => {
                    let young =
                        born.iter().filter(|day| **day <= today && age(**day, today) < i32::from(*limit)).count();
                    fen.checked_mul(i64::try_from(young).ok()?)
                }
                _ => None,
            },
            Amount::ByAge { fact, bands, .. } => match facts.get(*fact)? {
                FactValue::Date(born) => {
                    let years = age(*born, today);
                    bands.iter().rev().find(|band| years >= i32::from(band.age)).map(|band| band.fen)
                }
                _ => None,
            },
        }
    }

    /// The next change that comes with a birthday, if there is one.
    pub fn next_band(&self, facts: &Facts, today: NaiveDate) -> Option<NextBand> {
        let Amount::ByAge { fact, bands, .. } = self else { return None };
        let FactValue::Date(born) = facts.get(*fact)? else { return None };
        let years = age(*born, today);
        let next = bands.iter().find(|band| i32::from(band.age) > years)?;
        let year = born.year().checked_add(i32::from(next.age))?;
        // A birthday on 29 February is reached on 1 March of a common year, as in `age`.
        let from = born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))?;
        Some(NextBand { from, fen: next.fen })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn allowance() -> Amount {
        let bands = [(65, 7_500), (70, 15_000), (80, 18_000), (90, 35_000), (100, 60_000)];
        Amount::ByAge {
            fact: FactKey::BirthDate,
            bands: bands.map(|(age, fen)| Band { age, fen }).to_vec(),
            per: Period::Month,
        }
    }

    #[test]
    fn the_band_changes_on_the_birthday() {
        let facts: Facts = serde_json::from_str(r#"{"birth_date":"1954-03-01"}"#).unwrap();
        assert_eq!(allowance().for_person(&facts, day("2024-02-29")), Some(7_500));
        assert_eq!(allowance().for_person(&facts, day("2024-03-01")), Some(15_000));
        let next = allowance().next_band(&facts, day("2026-11-23")).unwrap();
        assert_eq!((next.from, next.fen), (day("2034-03-01"), 18_000));
    }

    #[test]
    fn a_leap_day_birthday_agrees_with_the_age() {
        let facts: Facts = serde_json::from_str(r#"{"birth_date":"1956-02-29"}"#).unwrap();
        let next = allowance().next_band(&facts, day("2020-06-01")).unwrap();
        assert_eq!((next.from, next.fen), (day("2021-03-01"), 7_500));
        assert_eq!(allowance().for_person(&facts, day("2021-02-28")), None);
        assert_eq!(allowance().for_person(&facts, next.from), Some(7_500));
    }

    #[test]
    fn each_young_child_counts() {
        let amount = Amount::ForEachUnder { fact: FactKey::Children, age: 3, fen: 360_000, per: Period::Year };
        let facts: Facts =
            serde_json::from_str(r#"{"children":["2025-01-02","2026-05-01","2019-01-01","2027-01-01"]}"#).unwrap();
        assert_eq!(amount.for_person(&facts, day("2026-11-23")), Some(720_000));
        assert_eq!(amount.for_person(&Facts::default(), day("2026-11-23")), None);
    }
}
