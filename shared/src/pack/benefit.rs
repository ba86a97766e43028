//! What a policy gives: amounts in fen, by period, and by the person's age where the policy says so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::audience::{age, birthday};
use crate::facts::{FactKey, FactValue, Facts};
use crate::law::ArticleNumber;
use crate::words::BilingualText;

/// What is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Benefit {
    /// In words.
    pub text: BilingualText,
    /// As money, where it is money.
    pub amount: Option<Amount>,
    /// The articles that set it. None means that the whole text does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<ArticleNumber>,
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

/// What a person will get next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextAmount {
    /// The day on which it begins: a birthday.
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

    /// The next other amount, if time alone brings one: with a birthday, the person's own or a child's. None where nothing would be left.
    pub fn next_amount(&self, facts: &Facts, today: NaiveDate) -> Option<NextAmount> {
        let now = self.for_person(facts, today);
        let is_other = |day: &NaiveDate| *day > today && self.for_person(facts, *day) != now;
        let from = self.turns(facts).into_iter().filter(is_other).min()?;
        let fen = self.for_person(facts, from).filter(|fen| *fen > 0)?;
        Some(NextAmount { from, fen })
    }

    /// The days on which somebody whom it asks about is born, or reaches an age that it names.
    pub(super) fn turns(&self, facts: &Facts) -> Vec<NaiveDate> {
        let born = |fact: &FactKey| match facts.get(*fact) {
            Some(FactValue::Date(day)) => std::slice::from_ref(day),
            Some(FactValue::Dates(days)) => days.as_slice(),
            _ => &[],
        };
        match self {
            Amount::Fixed { .. } => Vec::new(),
            Amount::ForEachUnder { fact, age, .. } => {
                born(fact).iter().flat_map(|born| [Some(*born), birthday(*born, *age)]).flatten().collect()
            }
            Amount::ByAge { fact, bands, .. } => {
                let reached = |born: &NaiveDate| bands.iter().filter_map(|band| birthday(*born, band.age)).collect();
                born(fact).first().map(reached).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        let next = allowance().next_amount(&facts, day("2026-11-23")).unwrap();
        assert_eq!((next.from, next.fen), (day("2034-03-01"), 18_000));
    }

    #[test]
    fn a_leap_day_birthday_agrees_with_the_age() {
        let facts: Facts = serde_json::from_str(r#"{"birth_date":"1956-02-29"}"#).unwrap();
        let next = allowance().next_amount(&facts, day("2020-06-01")).unwrap();
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
        // A third child is born before the first grows out of it; in the end nothing would be left, which is no amount.
        let next = |on| amount.next_amount(&facts, day(on)).map(|next| (next.from.to_string(), next.fen));
        assert_eq!(next("2026-11-23"), Some(("2027-01-01".into(), 1_080_000)));
        assert_eq!(next("2027-01-01"), Some(("2028-01-02".into(), 720_000)));
        assert_eq!(next("2029-05-01"), None);
    }

    proptest! {
        /// The next amount is there on its day, and no day before has another.
        #[test]
        fn the_next_amount_comes_on_its_day(born in proptest::collection::vec(0..1_600u64, 0..4), each in any::<bool>(), today in 0..400u64) {
            let from = |day: NaiveDate, days: u64| day + chrono::Days::new(days);
            let today = from(day("2026-11-23"), today);
            let (amount, facts) = if each {
                let children: Vec<NaiveDate> = born.iter().map(|days| from(day("2023-06-01"), *days)).collect();
                let amount = Amount::ForEachUnder { fact: FactKey::Children, age: 3, fen: 100, per: Period::Year };
                (amount, serde_json::json!({ "children": children }))
            } else {
                (allowance(), serde_json::json!({ "birth_date": from(day("1955-06-01"), born.iter().sum()) }))
            };
            let facts: Facts = serde_json::from_value(facts).unwrap();
            let now = amount.for_person(&facts, today);
            let other = today.iter_days().skip(1).take(3_000).find(|day| amount.for_person(&facts, *day) != now);
            let other = other.map(|from| NextAmount { from, fen: amount.for_person(&facts, from).unwrap() });
            let named = amount.next_amount(&facts, today).filter(|next| next.from <= from(today, 3_000));
            prop_assert_eq!(named, other.filter(|next| next.fen > 0));
        }
    }
}
