//! Whether a notice is for a kind of people. Days of birth, one by one, would be a list of people that is written as a rule (办法 art. 30; 个保法).

use chrono::{Months, NaiveDate, TimeDelta};

use super::Notice;
use crate::audience::{Rule, Test};
use crate::facts::FactKey;
use crate::pack::{Finding, error};

/// Whom a notice is for were born on so many days, at least.
const FEWEST_DAYS: i64 = 28;
/// The facts from which births can be read.
const BIRTHS: [FactKey; 3] = [FactKey::BirthDate, FactKey::Children, FactKey::Parents];

/// A day, or one that comes later from day to day: so many months before today, and days after that.
#[derive(Clone, Copy)]
enum Day {
    Fixed(NaiveDate),
    Back(u32, i64),
}

/// What a condition leaves of the days of birth: from a day on, before a day.
#[derive(Clone, Copy, Default)]
struct Span {
    since: Option<Day>,
    before: Option<Day>,
}

impl Notice {
    /// An error where conditions that hold together leave only a few days of birth.
    pub(super) fn too_narrow(&self) -> Option<Finding> {
        let is_narrow = |fact| Births { fact, notice: self }.spans(&self.audience, false).is_none();
        BIRTHS.into_iter().any(is_narrow).then(|| {
            let zh =
                format!("通知发给一类人，不能只发给那几天出生的人：请放宽日期，至少留 {FEWEST_DAYS} 天，或者改用年龄");
            let en = format!(
                "a notice is for a kind of people, not for those born on a few days: widen the dates to {FEWEST_DAYS} days or more, or ask for an age"
            );
            error("audience_narrow", "audience", &zh, &en)
        })
    }
}

/// The conditions on births of one fact.
#[derive(Clone, Copy)]
struct Births<'a> {
    fact: FactKey,
    notice: &'a Notice,
}

impl Births<'_> {
    /// What each of the conditions leaves; none where two that hold together leave too little. Two do whose parts meet in an `all`, whichever of the
    /// alternatives on the way to them are taken.
    fn spans(self, rule: &Rule, opposite: bool) -> Option<Vec<Span>> {
        let (parts, together) = match rule {
            Rule::Condition(condition) if condition.fact == self.fact => {
                let span = Span::of(&condition.test, opposite);
                return (!self.is_narrow(span, span)).then(|| vec![span]);
            }
            Rule::Condition(_) | Rule::Meets(_) => return Some(Vec::new()),
            Rule::Not(part) => return self.spans(part, !opposite),
            Rule::All(parts) => (parts, !opposite),
            Rule::Any(parts) => (parts, opposite),
        };
        let mut found: Vec<Span> = Vec::new();
        for part in parts {
            let spans = self.spans(part, opposite)?;
            let narrow = |one: &Span| spans.iter().any(|other| self.is_narrow(*one, *other));
            if together && found.iter().any(narrow) {
                return None;
            }
            found.extend(spans);
        }
        Some(found)
    }

    /// Whether both leave some days, but few. Where they leave none nobody is meant, or of a list not the same one: a child under 3, and one of 6.
    fn is_narrow(self, one: Span, other: Span) -> bool {
        let few = |since: Option<Day>, before: Option<Day>| {
            let days = since.zip(before).and_then(|(since, before)| self.days(since, before));
            days.is_some_and(|days| (1..FEWEST_DAYS).contains(&days))
        };
        few(one.since, other.before) || few(other.since, one.before)
    }

    /// How many days there are: of two that come later together on one day, else on all days on which the notice is shown.
    fn days(self, since: Day, before: Day) -> Option<i64> {
        let (first, last) = (self.notice.from, self.notice.until);
        let end = if matches!((since, before), (Day::Back(..), Day::Back(..))) { first } else { last };
        Some((before.on(end)? - since.on(first)?).num_days())
    }
}

impl Day {
    fn on(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Day::Fixed(day) => Some(day),
            Day::Back(months, days) => {
                today.checked_sub_months(Months::new(months))?.checked_add_signed(TimeDelta::try_days(days)?)
            }
        }
    }
}

impl Span {
    fn of(test: &Test, opposite: bool) -> Span {
        let since = |day| Span { since: Some(day), before: None };
        let before = |day| Span { since: None, before: Some(day) };
        let years = |years: &u16| 12 * u32::from(*years);
        match (test, opposite) {
            (Test::Since(day), false) | (Test::Before(day), true) => since(Day::Fixed(*day)),
            (Test::Before(day), false) | (Test::Since(day), true) => before(Day::Fixed(*day)),
            (Test::AgeUnder(age), false) | (Test::AgeAtLeast(age), true) => since(Day::Back(years(age), 1)),
            (Test::AgeAtLeast(age), false) | (Test::AgeUnder(age), true) => before(Day::Back(years(age), 1)),
            (Test::WithinMonths(months), false) => {
                Span { since: Some(Day::Back((*months).into(), 0)), before: Some(Day::Back(0, 1)) }
            }
            (Test::WithinMonths(months), true) => before(Day::Back((*months).into(), 0)),
            (Test::MonthsAgoAtLeast(months), false) => before(Day::Back((*months).into(), 1)),
            (Test::MonthsAgoAtLeast(months), true) => since(Day::Back((*months).into(), 1)),
            (Test::NotPassed, false) => since(Day::Back(0, 0)),
            (Test::NotPassed, true) => before(Day::Back(0, 0)),
            // That there is none of them is so of every one of the list.
            (Test::Some { at_least: 1, are }, _) | (Test::Some { are, .. }, false) => Span::of(are, opposite),
            _ => Span::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::notice;
    use super::*;
    use crate::audience::Condition;

    fn day(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    fn is(fact: FactKey, test: Test) -> Rule {
        Rule::Condition(Condition { fact, test, article: "3".parse().unwrap() })
    }

    fn born(test: Test) -> Rule {
        is(FactKey::BirthDate, test)
    }

    fn since(text: &str) -> Test {
        Test::Since(day(text))
    }

    fn before(text: &str) -> Test {
        Test::Before(day(text))
    }

    fn between(first: &str, end: &str) -> Rule {
        Rule::All(vec![born(since(first)), born(before(end))])
    }

    fn some(at_least: u8, are: Test) -> Test {
        Test::Some { at_least, are: Box::new(are) }
    }

    /// From 1 to 31 December 2026.
    fn is_narrow(rule: Rule) -> bool {
        Notice { audience: rule, ..notice() }.too_narrow().is_some()
    }

    #[test]
    fn days_of_birth_are_no_kind_of_people() {
        let sensitive = || is(FactKey::Disabled, Test::Is(true));
        let not = |rule| Rule::Not(Box::new(rule));
        let people = || vec![between("1961-03-04", "1961-03-05"), between("1958-07-01", "1958-07-02"), sensitive()];
        for (narrow, rule) in [
            ("one day", between("1961-03-04", "1961-03-05")),
            ("27 days", between("1961-03-01", "1961-03-28")),
            ("with what is sensitive", Rule::All(vec![sensitive(), between("1961-03-04", "1961-03-05")])),
            ("several people", Rule::Any(people())),
            (
                "apart",
                Rule::All(vec![born(since("1961-03-04")), sensitive(), Rule::All(vec![born(before("1961-03-05"))])]),
            ),
            (
                "as alternatives",
                Rule::All(vec![
                    Rule::Any(vec![born(since("1961-03-04")), sensitive()]),
                    Rule::Any(vec![born(before("1961-03-05")), sensitive()]),
                ]),
            ),
            ("turned around", not(Rule::Any(vec![born(before("1961-03-04")), born(since("1961-03-05"))]))),
            ("with an age", Rule::All(vec![born(Test::AgeUnder(65)), born(before("1961-12-03"))])),
            ("by months", Rule::All(vec![born(Test::WithinMonths(3)), born(Test::MonthsAgoAtLeast(3))])),
            ("today", born(Test::WithinMonths(0))),
            (
                "a child",
                Rule::All(vec![
                    is(FactKey::Children, some(1, since("2020-05-06"))),
                    is(FactKey::Children, some(1, before("2020-05-07"))),
                    is(FactKey::Children, some(1, before("2001-01-01"))),
                ]),
            ),
            (
                "every parent",
                Rule::All(vec![
                    is(FactKey::Parents, some(1, since("1950-05-06"))),
                    not(is(FactKey::Parents, some(1, since("1950-05-07")))),
                ]),
            ),
        ] {
            assert!(is_narrow(rule), "{narrow}");
        }
    }

    #[test]
    fn kinds_of_people_pass() {
        let all = |tests: [Test; 2]| Rule::All(tests.map(born).to_vec());
        let children = |tests: [Test; 2]| Rule::All(tests.map(|test| is(FactKey::Children, some(1, test))).to_vec());
        for (kind, rule) in [
            ("the elderly", notice().audience),
            ("everybody", Rule::All(Vec::new())),
            ("a month", between("1961-02-01", "1961-03-01")),
            ("from a day on", born(since("2026-11-30"))),
            ("before a day", born(before("1949-10-01"))),
            ("one year of age", all([Test::AgeAtLeast(65), Test::AgeUnder(66)])),
            ("who turn 65 in the month of the notice", all([Test::AgeAtLeast(65), since("1961-12-01")])),
            ("nobody", all([since("1961-03-05"), before("1961-03-04")])),
            ("either", Rule::Any(vec![born(since("1961-03-04")), born(before("1961-03-05"))])),
            ("not that day", Rule::Not(Box::new(between("1961-03-04", "1961-03-05")))),
            ("two of other ages", children([Test::AgeUnder(3), Test::AgeAtLeast(3)])),
            ("newborn", is(FactKey::Children, some(1, Test::AgeUnder(1)))),
            (
                "not two of them",
                Rule::All(vec![
                    is(FactKey::Children, some(1, since("2020-05-06"))),
                    Rule::Not(Box::new(is(FactKey::Children, some(2, since("2020-05-07"))))),
                ]),
            ),
            ("another date", is(FactKey::GraduatedOn, Test::WithinMonths(0))),
        ] {
            assert!(!is_narrow(rule), "{kind}");
        }
    }
}
