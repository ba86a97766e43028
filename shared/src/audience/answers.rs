//! What can be answered to a question, as far as a rule can tell: one value for each way in which the tests of a fact come out together.
//!
//! "Under 18" and "at least 18" are two tests that come out in two ways, never in four; so verdicts are exact, and every question has few answers.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Test;
use super::verdict::meets;
use crate::facts::{FactKey, FactKind, FactValue};

/// One value of `fact` for each way in which `tests` can come out on `today`.
pub(super) fn answers(fact: FactKey, tests: &[&Test], today: NaiveDate) -> Vec<FactValue> {
    distinct(fact, tests, today).values
}

/// Each way in which `tests` of `fact` can come out together on `today`.
pub(super) fn ways(fact: FactKey, tests: &[&Test], today: NaiveDate) -> Vec<Vec<bool>> {
    distinct(fact, tests, today).ways
}

/// Whether every value may pass, or none. True also where that is not plain to see.
pub(super) fn may_be_settled(fact: FactKey, test: &Test) -> bool {
    match (test, fact.kind()) {
        (Test::AtLeast(least), _) => *least <= 0,
        (Test::AtMost(most), _) => *most < 0 || *most == i64::MAX,
        (Test::AnyAgeUnder(years), _) => *years == 0,
        (Test::OneOf(names), FactKind::Choice(choices)) => names.len() >= choices.len(),
        // Each of the twenty sections can be said by its letter alone.
        (Test::CodeNotIn(prefixes), _) => prefixes.len() >= 20 || prefixes.iter().any(String::is_empty),
        _ => false,
    }
}

fn distinct(fact: FactKey, tests: &[&Test], today: NaiveDate) -> Distinct {
    let kind = fact.kind();
    let candidates: Vec<FactValue> = match kind {
        FactKind::YesNo => vec![FactValue::Bool(true), FactValue::Bool(false)],
        FactKind::Choice(choices) => choices.iter().map(|choice| FactValue::Text(choice.name.into())).collect(),
        FactKind::Number(_) => numbers(tests).into_iter().map(FactValue::Number).collect(),
        FactKind::Date => days(tests, today).into_iter().map(FactValue::Date).collect(),
        FactKind::Dates => {
            let lists = days(tests, today).into_iter().map(|day| FactValue::Dates(vec![day]));
            [FactValue::Dates(Vec::new())].into_iter().chain(lists).collect()
        }
        FactKind::IndustryCode => codes(tests).into_iter().map(FactValue::Text).collect(),
    };
    let mut found = Distinct::default();
    for value in candidates {
        let way = tests.iter().map(|test| meets(&value, test, today)).collect();
        found.add(value, way);
    }
    if kind == FactKind::Dates {
        found.join_lists();
    }
    found
}

/// Values that differ in what they make of the tests.
#[derive(Default)]
struct Distinct {
    values: Vec<FactValue>,
    /// What each makes of the tests.
    ways: Vec<Vec<bool>>,
}

impl Distinct {
    fn add(&mut self, value: FactValue, way: Vec<bool>) {
        // Values come in order: most do what the last did.
        if self.ways.last() != Some(&way) && !self.ways.contains(&way) {
            self.values.push(value);
            self.ways.push(way);
        }
    }

    /// Longer lists of the days that were found alone. Each test asks for one day that is so: what two lists bring about, both together do too.
    fn join_lists(&mut self) {
        let alone: Vec<_> = self.values.iter().cloned().zip(self.ways.clone()).collect();
        let mut next = 0;
        while let (Some(FactValue::Dates(list)), Some(way)) =
            (self.values.get(next).cloned(), self.ways.get(next).cloned())
        {
            for (day, way_of_day) in &alone {
                let FactValue::Dates(day) = day else { continue };
                let both = way.iter().zip(way_of_day).map(|(one, other)| *one || *other).collect();
                self.add(FactValue::Dates([list.as_slice(), day].concat()), both);
            }
            next += 1;
        }
    }
}

/// Each bound with the numbers beside it.
fn numbers(tests: &[&Test]) -> Vec<i64> {
    let mut found = vec![0];
    for test in tests {
        if let Test::AtLeast(bound) | Test::AtMost(bound) = test {
            found.extend([bound.saturating_sub(1), *bound, bound.saturating_add(1)].into_iter().filter(|n| *n >= 0));
        }
    }
    found
}

/// The days on either side of each bound: a birthday, so many months ago, today. Months end on different days, so some more are looked at.
fn days(tests: &[&Test], today: NaiveDate) -> Vec<NaiveDate> {
    let bound = |test: &&Test| match test {
        Test::AgeAtLeast(years) | Test::AgeUnder(years) | Test::AnyAgeAtLeast(years) | Test::AnyAgeUnder(years) => {
            born_years_before(today, *years)
        }
        Test::WithinMonths(months) | Test::MonthsAgoAtLeast(months) => {
            today.checked_sub_months(Months::new(u32::from(*months)))
        }
        _ => None,
    };
    let mut found = Vec::new();
    for bound in tests.iter().filter_map(bound).chain([today]) {
        let first = bound.checked_sub_days(Days::new(3)).unwrap_or(bound);
        found.extend(first.iter_days().take(7));
    }
    found
}

/// The last day on which somebody was born who is so old today.
fn born_years_before(today: NaiveDate, years: u16) -> Option<NaiveDate> {
    let year = today.year().checked_sub(i32::from(years))?;
    NaiveDate::from_ymd_opt(year, today.month(), today.day()).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
}

/// Each code that is asked about and its section, and codes of every section that may be asked about by none.
fn codes(tests: &[&Test]) -> Vec<String> {
    // GB/T 4754-2017 has sections A to T, and divisions from 01 to 97.
    let sections = || ('A'..='T').map(String::from);
    let digits = |n: u8| char::from(b'0' + n);
    let mut found: Vec<String> = sections().collect();
    found.extend((0..10).map(|digit| String::from(digits(digit))));
    found.extend((0..100).map(|division| String::from_iter([digits(division / 10), digits(division % 10)])));
    for test in tests {
        let Test::CodeNotIn(codes) = test else { continue };
        for code in codes {
            found.push(code.clone());
            // A code may be said with the letter of any section before it.
            let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
            if !digits.is_empty() {
                found.extend(sections().map(|section| [&section, digits].concat()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    /// Which ways of coming out a value shows.
    fn outcome(value: &FactValue, tests: &[Test], today: NaiveDate) -> Vec<bool> {
        tests.iter().map(|test| meets(value, test, today)).collect()
    }

    fn is_among(value: &FactValue, fact: FactKey, tests: &[Test], today: NaiveDate) -> bool {
        let found = answers(fact, &tests.iter().collect::<Vec<_>>(), today);
        found.iter().any(|answer| outcome(answer, tests, today) == outcome(value, tests, today))
    }

    fn date_test() -> impl Strategy<Value = Test> {
        prop_oneof![
            (0..120u16).prop_map(Test::AgeAtLeast),
            (0..120u16).prop_map(Test::AgeUnder),
            (0..40u16).prop_map(Test::WithinMonths),
            (0..40u16).prop_map(Test::MonthsAgoAtLeast),
            Just(Test::NotPassed),
        ]
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (0..50_000u64).prop_map(|n| day("1900-01-01") + Days::new(n))
    }

    #[test]
    fn two_tests_of_one_age_come_out_in_two_ways() {
        let found = answers(FactKey::BirthDate, &[&Test::AgeUnder(18), &Test::AgeAtLeast(18)], day("2026-11-28"));
        assert_eq!(found.len(), 2);
        // What cannot fail comes out in one.
        assert_eq!(answers(FactKey::Employees, &[&Test::AtLeast(0)], day("2026-11-28")).len(), 1);
    }

    proptest! {
        #[test]
        fn no_day_comes_out_in_another_way(tests in proptest::collection::vec(date_test(), 1..4), said in any_day(), today in any_day()) {
            prop_assert!(is_among(&FactValue::Date(said), FactKey::BirthDate, &tests, today));
        }

        #[test]
        fn no_list_comes_out_in_another_way(
            ages in proptest::collection::vec((any::<bool>(), 0..30u16), 1..4),
            said in proptest::collection::vec((0..14_000u64).prop_map(|n| day("1995-01-01") + Days::new(n)), 0..4),
        ) {
            let tests: Vec<Test> = ages.into_iter().map(|(under, age)| if under { Test::AnyAgeUnder(age) } else { Test::AnyAgeAtLeast(age) }).collect();
            prop_assert!(is_among(&FactValue::Dates(said), FactKey::Children, &tests, day("2024-02-29")));
        }

        #[test]
        fn no_number_comes_out_in_another_way(bounds in proptest::collection::vec((any::<bool>(), -1..9i64), 1..4), said in 0..12i64) {
            let tests: Vec<Test> = bounds.into_iter().map(|(least, n)| if least { Test::AtLeast(n) } else { Test::AtMost(n) }).collect();
            prop_assert!(is_among(&FactValue::Number(said), FactKey::Employees, &tests, day("2026-11-28")));
        }

        #[test]
        fn no_code_comes_out_in_another_way(lists in proptest::collection::vec(proptest::collection::vec("[A-D]?[0-3]{0,2}", 1..3), 1..3), said in "[A-T]?[0-3]{1,4}|[A-T]") {
            let lists = lists.into_iter().map(|list| list.into_iter().filter(|code: &String| !code.is_empty()).collect::<Vec<_>>());
            let tests: Vec<Test> = lists.filter(|list| !list.is_empty()).map(Test::CodeNotIn).collect();
            prop_assert!(is_among(&FactValue::Text(said), FactKey::IndustryCode, &tests, day("2026-11-28")));
        }

        /// What is not said to be settled has an answer for each of two ways.
        #[test]
        fn what_cannot_be_settled_comes_out_in_two_ways(
            fact in proptest::sample::select(FactKey::ALL),
            number in any::<i64>(),
            years in any::<u16>(),
            names in proptest::collection::vec("[a-z_]{1,12}", 1..3),
            codes in proptest::collection::vec("[A-T]?[0-9]{0,4}", 1..19),
        ) {
            let tests = match fact.kind() {
                FactKind::YesNo => vec![Test::Is(number > 0)],
                FactKind::Number(_) => vec![Test::AtLeast(number), Test::AtMost(number), Test::AtLeast(number % 4), Test::AtMost(number % 4)],
                FactKind::Date => vec![Test::AgeAtLeast(years), Test::AgeUnder(years), Test::AgeAtLeast(years % 3), Test::AgeUnder(years % 3), Test::WithinMonths(years), Test::MonthsAgoAtLeast(years), Test::NotPassed],
                FactKind::Dates => vec![Test::AnyAgeAtLeast(years), Test::AnyAgeUnder(years), Test::AnyAgeAtLeast(years % 3), Test::AnyAgeUnder(years % 3)],
                FactKind::Choice(choices) => {
                    let some = choices.iter().take(names.len().min(choices.len() - 1)).map(|choice| choice.name.to_owned());
                    vec![Test::OneOf(some.collect())]
                }
                FactKind::IndustryCode => vec![Test::CodeNotIn(codes)],
            };
            for test in tests.iter().filter(|test| !may_be_settled(fact, test)) {
                prop_assert_eq!(answers(fact, &[test], day("2026-11-28")).len(), 2, "{:?}", test);
            }
        }
    }
}
