//! A rule read once more, apart from the crate, where all facts are there.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use mingbai_shared::audience::{Rule, Test};
use mingbai_shared::facts::{FactKey, FactValue};

/// The rule read once more: all facts are there.
pub fn holds(rule: &Rule, facts: &BTreeMap<FactKey, FactValue>, today: NaiveDate) -> bool {
    match rule {
        Rule::All(parts) => parts.iter().all(|part| holds(part, facts, today)),
        Rule::Any(parts) => parts.iter().any(|part| holds(part, facts, today)),
        Rule::Not(part) => !holds(part, facts, today),
        Rule::Condition(condition) => passes(&facts[&condition.fact], &condition.test, today),
        Rule::Meets(other) => holds(other.audience().unwrap(), facts, today),
    }
}

/// Ages by going from birthday to birthday; none of the days here is a 29 February.
fn age(born: NaiveDate, today: NaiveDate) -> i32 {
    let birthdays = (0..).take_while(|years| born.with_year(born.year() + years).unwrap() <= today);
    birthdays.last().unwrap_or(-1)
}

fn passes(value: &FactValue, test: &Test, today: NaiveDate) -> bool {
    match (value, test) {
        (FactValue::Bool(said), Test::Is(wanted)) => said == wanted,
        (FactValue::Text(said), Test::OneOf(names)) => names.iter().any(|name| name == said),
        (FactValue::Number(said), Test::AtLeast(least)) => said >= least,
        (FactValue::Number(said), Test::AtMost(most)) => said <= most,
        (FactValue::Date(day), test) => day_passes(*day, test, today),
        // There is no such day, and nothing holds of it.
        (
            FactValue::Dates(days),
            Test::Since(_) | Test::Before(_) | Test::WithinMonths(_) | Test::MonthsAgoAtLeast(_),
        ) => {
            assert_eq!(days.as_slice(), []);
            false
        }
        (FactValue::Dates(days), Test::Some { at_least, are }) => {
            days.iter().filter(|born| **born <= today && day_passes(**born, are, today)).count()
                >= usize::from(*at_least)
        }
        (FactValue::Text(said), Test::LevelAtLeast(least)) => level(said) >= level(least),
        (FactValue::Text(said), Test::LevelAtMost(most)) => level(said) <= level(most),
        (FactValue::Text(code), Test::CodeIn(codes)) => codes.iter().any(|industry| in_industry(code, industry)),
        (FactValue::Text(code), Test::CodeNotIn(codes)) => !codes.iter().any(|industry| in_industry(code, industry)),
        other => panic!("{other:?}"),
    }
}

fn day_passes(day: NaiveDate, test: &Test, today: NaiveDate) -> bool {
    match test {
        Test::AgeAtLeast(years) => age(day, today) >= i32::from(*years),
        Test::AgeUnder(years) => age(day, today) < i32::from(*years),
        Test::Since(first) => first <= &day,
        Test::Before(end) => end > &day,
        // Two years, counted from the later day back; none of the days here ends a month.
        Test::WithinMonths(24) => day <= today && today.with_year(today.year() - 2).unwrap() <= day,
        Test::MonthsAgoAtLeast(24) => day <= today.with_year(today.year() - 2).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn level(name: &str) -> usize {
    ["none", "city", "little_giant"].iter().position(|one| *one == name).unwrap()
}

/// Of the codes that occur here: section C has the divisions from 13 to 43, and F those from 51.
fn in_industry(code: &str, industry: &str) -> bool {
    let full = |code: &str| match code.parse::<u32>() {
        Ok(_) if ("13".."44").contains(&code) => format!("C{code}"),
        Ok(_) => format!("F{code}"),
        Err(_) => code.to_owned(),
    };
    full(code).starts_with(&full(industry))
}
