//! Facts as people type them: money in yuan or 万元, days, counts; and back into the field where they can be changed.

use chrono::{Datelike, NaiveDate};

use super::{FactKey, FactKind, FactValue, Subject, Unit};
use crate::words::Bilingual;

/// No one who asks was born before it, and no certificate runs longer.
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2150;

/// The unit beside the field, and how many of the stored units one of it holds.
fn unit(fact: FactKey, unit: Unit) -> (Bilingual, i64) {
    let (zh, en, holds) = match (unit, fact.subject()) {
        (Unit::People, _) => ("人", "people", 1),
        (Unit::Months, _) => ("个月", "months", 1),
        (Unit::SquareMetres, _) => ("平方米", "m²", 1),
        (Unit::PerMille, _) => ("‰", "‰", 1),
        (Unit::Fen, Subject::Resident) => ("元", "yuan", 100),
        // Firms count in ten thousands, and a zero too many is a slip that no one sees.
        (Unit::Fen, Subject::Firm) => ("万元", "× 10,000 yuan", 1_000_000),
    };
    (Bilingual { zh, en }, holds)
}

impl FactKey {
    /// The unit in which people type this fact, where it is a number.
    pub fn typed_unit(self) -> Option<Bilingual> {
        match self.kind() {
            FactKind::Number(of) => Some(unit(self, of).0),
            _ => None,
        }
    }

    /// Reads what was typed or chosen; none where it is no value of this fact. A list of days is separated by spaces.
    pub fn read(self, typed: &str) -> Option<FactValue> {
        let typed = typed.trim();
        let value = match self.kind() {
            FactKind::YesNo => FactValue::Bool(match typed {
                "yes" => true,
                "no" => false,
                _ => return None,
            }),
            FactKind::Date => FactValue::Date(day(typed)?),
            FactKind::Dates => FactValue::Dates(typed.split_whitespace().map(day).collect::<Option<Vec<NaiveDate>>>()?),
            FactKind::Number(of) => FactValue::Number(number(typed, unit(self, of).1)?),
            FactKind::Choice(_) => FactValue::Text(typed.into()),
            FactKind::IndustryCode => FactValue::Text(typed.to_ascii_uppercase()),
        };
        self.kind().admits(&value).then_some(value)
    }

    /// `value` as it would be typed, so that it can be changed.
    pub fn typed(self, value: &FactValue) -> String {
        match (value, self.kind()) {
            (FactValue::Bool(said), _) => if *said { "yes" } else { "no" }.into(),
            (FactValue::Date(day), _) => day.to_string(),
            (FactValue::Dates(days), _) => {
                let days: Vec<String> = days.iter().map(NaiveDate::to_string).collect();
                days.join(" ")
            }
            (FactValue::Number(number), FactKind::Number(of)) => decimal(*number, unit(self, of).1),
            (FactValue::Number(number), _) => number.to_string(),
            (FactValue::Text(text), _) => text.clone(),
        }
    }
}

fn day(typed: &str) -> Option<NaiveDate> {
    let day: NaiveDate = typed.parse().ok()?;
    YEARS.contains(&day.year()).then_some(day)
}

/// A decimal number times `holds`, exactly: digits beyond what `holds` can carry are refused, not rounded.
fn number(typed: &str, holds: i64) -> Option<i64> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut total = whole.parse::<i64>().ok()?.checked_mul(holds)?;
    let mut place = holds;
    for digit in part.chars().filter_map(|c| c.to_digit(10)) {
        if place % 10 != 0 {
            return None;
        }
        place /= 10;
        total = total.checked_add(i64::from(digit) * place)?;
    }
    Some(total)
}

fn decimal(number: i64, holds: i64) -> String {
    let mut text = (number / holds).to_string();
    let mut rest = number % holds;
    let mut place = holds;
    if rest != 0 {
        text.push('.');
    }
    while rest != 0 && place >= 10 {
        place /= 10;
        text.push_str(&(rest / place).to_string());
        rest %= place;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn firms_type_ten_thousands() {
        assert_eq!(FactKey::Assets.read("5,000"), Some(FactValue::Number(5_000_000_000)));
        assert_eq!(FactKey::MonthlySales.read("8.5"), Some(FactValue::Number(8_500_000)));
        assert_eq!(FactKey::Employees.read("8.5"), None);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for (fact, typed) in [
            (FactKey::BirthDate, "0195-03-01"),
            (FactKey::BirthDate, ""),
            (FactKey::Hukou, "mars"),
            (FactKey::OwnsHome, "true"),
            (FactKey::Assets, "-1"),
            (FactKey::Assets, "."),
            (FactKey::Assets, "99999999999999999999"),
            (FactKey::IndustryCode, "十六"),
        ] {
            assert_eq!(fact.read(typed), None, "{fact:?} {typed:?}");
        }
        assert_eq!(FactKey::Children.read(""), Some(FactValue::Dates(vec![])));
    }

    proptest! {
        #[test]
        fn what_was_said_can_be_typed_again(fen in 0..9_000_000_000_000_000_i64, yes: bool, days in proptest::collection::vec(0..40_000_i32, 0..4)) {
            let days: Vec<NaiveDate> = days.into_iter().filter_map(|n| NaiveDate::from_num_days_from_ce_opt(700_000 + n)).collect();
            let said = [
                (FactKey::Assets, FactValue::Number(fen)),
                (FactKey::Employees, FactValue::Number(fen)),
                (FactKey::OwnsHome, FactValue::Bool(yes)),
                (FactKey::Children, FactValue::Dates(days)),
            ];
            for (fact, value) in said {
                prop_assert_eq!(fact.read(&fact.typed(&value)), Some(value));
            }
        }
    }
}
