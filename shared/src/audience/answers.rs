//! What can be answered to a question, as far as a rule can tell: one value for each way in which the tests of a fact come out together.
//!
//! "Under 18" and "at least 18" are two tests that come out in two ways, never in four; so verdicts are exact, and every question has few answers.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Test;
use super::verdict::{day_meets, meets};
use crate::facts::{FactKey, FactKind, FactValue, IndustryCode, sections};

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
        // Nobody was born since a day that is to come.
        (Test::Some { are, .. }, _) => matches!(**are, Test::AgeUnder(0) | Test::Since(_) | Test::Before(_)),
        (Test::OneOf(names), FactKind::Choice(choices)) => names.len() >= choices.len(),
        (Test::LevelAtLeast(name), FactKind::Choice(choices)) => {
            choices.first().is_some_and(|lowest| lowest.name == name)
        }
        (Test::LevelAtMost(name), FactKind::Choice(choices)) => {
            choices.last().is_some_and(|highest| highest.name == name)
        }
        // Each of the twenty sections can be said by its letter alone.
        (Test::CodeIn(prefixes) | Test::CodeNotIn(prefixes), _) => {
            prefixes.len() >= 20 || prefixes.iter().any(String::is_empty)
        }
        _ => false,
    }
}

fn distinct(fact: FactKey, tests: &[&Test], today: NaiveDate) -> Distinct {
    let candidates: Vec<FactValue> = match fact.kind() {
        FactKind::YesNo => vec![FactValue::Bool(true), FactValue::Bool(false)],
        FactKind::Choice(choices) => choices.iter().map(|choice| FactValue::Text(choice.name.into())).collect(),
        FactKind::Number(_) => numbers(tests).into_iter().map(FactValue::Number).collect(),
        FactKind::Date => {
            let none = fact.may_be_none().then(|| FactValue::Dates(Vec::new()));
            days(tests, today).into_iter().map(FactValue::Date).chain(none).collect()
        }
        FactKind::Dates => return lists(tests, today),
        FactKind::IndustryCode => codes(tests).into_iter().map(FactValue::Text).collect(),
    };
    let mut found = Distinct::default();
    for value in candidates {
        let way = tests.iter().map(|test| meets(fact, &value, test, today)).collect();
        found.add(value, way);
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
}

/// The most lists that are gone through: more than the tests of a rule that passed [`Rule::check`](super::Rule::check) leave, of which people write a few
/// dozen.
const MOST_LISTS: usize = 4096;

/// Lists of days. What a list brings about is how many of it pass each test, as far as the test counts: from the empty list on, one more of each day
/// that differs from the others by itself.
fn lists(tests: &[&Test], today: NaiveDate) -> Distinct {
    let mut alone: Vec<(NaiveDate, Vec<bool>)> = Vec::new();
    for day in days(tests, today) {
        let passes: Vec<bool> =
            tests.iter().map(|test| day <= today && day_meets(day, test.of_each(), today)).collect();
        if passes.contains(&true) && !alone.iter().any(|(_, known)| *known == passes) {
            alone.push((day, passes));
        }
    }
    let wanted: Vec<u8> =
        tests.iter().map(|test| if let Test::Some { at_least, .. } = test { *at_least } else { 1 }).collect();
    let mut found = Distinct::default();
    let mut counted = vec![(Vec::new(), vec![0u8; tests.len()])];
    let mut next = 0;
    while let Some((list, counts)) = counted.get(next).cloned() {
        next += 1;
        found.add(FactValue::Dates(list.clone()), counts.iter().zip(&wanted).map(|(count, of)| count >= of).collect());
        for (day, passes) in &alone {
            let one_more = |((count, passes), of): ((&u8, &bool), &u8)| (count + u8::from(*passes)).min(*of);
            let counts: Vec<u8> = counts.iter().zip(passes).zip(&wanted).map(one_more).collect();
            if counted.len() < MOST_LISTS && !counted.iter().any(|(_, known)| *known == counts) {
                counted.push(([list.as_slice(), &[*day]].concat(), counts));
            }
        }
    }
    found
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
    let bound = |test: &&Test| match test.of_each() {
        Test::AgeAtLeast(years) | Test::AgeUnder(years) => born_years_before(today, *years),
        Test::WithinMonths(months) | Test::MonthsAgoAtLeast(months) => {
            today.checked_sub_months(Months::new(u32::from(*months)))
        }
        Test::Since(day) | Test::Before(day) => Some(*day),
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

/// Each code that is asked about, with what it lies in, and every section: what lies in none of the codes is as its section is.
fn codes(tests: &[&Test]) -> Vec<String> {
    let mut found: Vec<String> = sections().collect();
    for test in tests {
        let (Test::CodeIn(codes) | Test::CodeNotIn(codes)) = test else { continue };
        for code in codes {
            found.extend(IndustryCode::read(code).into_iter().flat_map(IndustryCode::with_beginnings));
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
    fn outcome(fact: FactKey, value: &FactValue, tests: &[Test], today: NaiveDate) -> Vec<bool> {
        tests.iter().map(|test| meets(fact, value, test, today)).collect()
    }

    fn is_among(value: &FactValue, fact: FactKey, tests: &[Test], today: NaiveDate) -> bool {
        let found = answers(fact, &tests.iter().collect::<Vec<_>>(), today);
        found.iter().any(|answer| outcome(fact, answer, tests, today) == outcome(fact, value, tests, today))
    }

    fn date_test() -> impl Strategy<Value = Test> {
        prop_oneof![
            (0..120u16).prop_map(Test::AgeAtLeast),
            (0..120u16).prop_map(Test::AgeUnder),
            (0..40u16).prop_map(Test::WithinMonths),
            (0..40u16).prop_map(Test::MonthsAgoAtLeast),
            Just(Test::NotPassed),
            any_day().prop_map(Test::Since),
            any_day().prop_map(Test::Before),
        ]
    }

    /// So many of a list, of such an age or born since or before a day.
    fn list_test() -> impl Strategy<Value = Test> {
        let born = (0..14_000u64).prop_map(|n| day("1995-01-01") + Days::new(n));
        let are = prop_oneof![
            (0..30u16).prop_map(Test::AgeUnder),
            (0..30u16).prop_map(Test::AgeAtLeast),
            born.clone().prop_map(Test::Since),
            born.prop_map(Test::Before),
        ];
        (1..4u8, are).prop_map(|(at_least, are)| Test::Some { at_least, are: Box::new(are) })
    }

    /// Codes of a few divisions, so that they meet.
    fn code() -> impl Strategy<Value = String> {
        "[A-C]|[BC]?(1[0-3])[0-3]{0,2}"
            .prop_filter("of its section", |code| FactKind::IndustryCode.admits(&FactValue::Text(code.clone())))
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
            tests in proptest::collection::vec(list_test(), 1..4),
            said in proptest::collection::vec((0..14_000u64).prop_map(|n| day("1995-01-01") + Days::new(n)), 0..8),
        ) {
            prop_assert!(is_among(&FactValue::Dates(said), FactKey::Children, &tests, day("2024-02-29")));
        }

        #[test]
        fn no_number_comes_out_in_another_way(bounds in proptest::collection::vec((any::<bool>(), -1..9i64), 1..4), said in 0..12i64) {
            let tests: Vec<Test> = bounds.into_iter().map(|(least, n)| if least { Test::AtLeast(n) } else { Test::AtMost(n) }).collect();
            prop_assert!(is_among(&FactValue::Number(said), FactKey::Employees, &tests, day("2026-11-28")));
        }

        #[test]
        fn no_code_comes_out_in_another_way(lists in proptest::collection::vec((any::<bool>(), proptest::collection::vec(code(), 1..3)), 1..4), said in code()) {
            let tests: Vec<Test> = lists.into_iter().map(|(none, codes)| if none { Test::CodeNotIn(codes) } else { Test::CodeIn(codes) }).collect();
            prop_assert!(is_among(&FactValue::Text(said), FactKey::IndustryCode, &tests, day("2026-11-28")));
        }

        /// What is not said to be settled has an answer for each of two ways.
        #[test]
        fn what_cannot_be_settled_comes_out_in_two_ways(
            fact in proptest::sample::select(FactKey::ALL),
            number in any::<i64>(),
            years in any::<u16>(),
            names in proptest::collection::vec("[a-z_]{1,12}", 1..3),
            codes in proptest::collection::vec(code(), 1..19),
            list in list_test(),
        ) {
            let tests = match fact.kind() {
                FactKind::YesNo => vec![Test::Is(number > 0)],
                FactKind::Number(_) => vec![Test::AtLeast(number), Test::AtMost(number), Test::AtLeast(number % 4), Test::AtMost(number % 4)],
                FactKind::Date => vec![Test::Since(day("2020-02-29")), Test::Before(day("2020-02-29")), Test::AgeAtLeast(years), Test::AgeUnder(years), Test::AgeAtLeast(years % 3), Test::AgeUnder(years % 3), Test::WithinMonths(years), Test::MonthsAgoAtLeast(years), Test::NotPassed],
                FactKind::Dates => vec![list, Test::Some { at_least: 1, are: Box::new(Test::AgeUnder(years % 3)) }],
                FactKind::Choice(choices) => {
                    let some = choices.iter().take(names.len().min(choices.len() - 1)).map(|choice| choice.name.to_owned());
                    let level = || choices[usize::from(years) % choices.len()].name.to_owned();
                    let mut tests = vec![Test::OneOf(some.collect())];
                    if fact.has_levels() {
                        tests.extend([Test::LevelAtLeast(level()), Test::LevelAtMost(level())]);
                    }
                    tests
                }
                FactKind::IndustryCode => vec![Test::CodeIn(codes.clone()), Test::CodeNotIn(codes)],
            };
            for test in tests.iter().filter(|test| !may_be_settled(fact, test)) {
                prop_assert_eq!(answers(fact, &[test], day("2026-11-28")).len(), 2, "{:?}", test);
            }
        }
    }
}
