//! What changes a verdict: the days on which it may change by itself, and what would have to be otherwise.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

use super::answers::answers;
use super::{Condition, Rule, Test, Verdict, judge};
use crate::facts::{FactKey, FactKind, FactValue, Facts};

/// What makes a policy apply that does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WayIn {
    /// Time alone: from this day on.
    From(NaiveDate),
    /// These facts being so, everything else as it was said.
    If(Vec<Otherwise>),
}

/// A fact that would be otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Otherwise {
    /// Which.
    pub fact: FactKey,
    /// What it would be: of numbers the nearest to what was said.
    pub value: FactValue,
}

/// What would make a rule hold that does not: each alone is enough. One fact if one is enough, else two.
pub(crate) fn ways_in(rule: &Rule, facts: &Facts, today: NaiveDate) -> Vec<WayIn> {
    if judge(rule, facts, today).verdict != Verdict::NotEligible {
        return Vec::new();
    }
    let holds = |facts: &Facts, day| judge(rule, facts, day).verdict == Verdict::Eligible;
    let by_itself = turns(rule, facts, today).into_iter().filter(|day| holds(facts, *day)).min().map(WayIn::From);
    let could_be = could_be(rule, facts, today);
    let after = |one: &Otherwise, facts: &Facts| with(facts, one.fact, one.value.clone());
    let enough = |one: &&Otherwise| after(one, facts).is_some_and(|facts| holds(&facts, today));
    let mut found: Vec<WayIn> = Vec::new();
    for values in &could_be {
        let nearest = values.iter().filter(enough).min_by_key(|one| one.distance(facts));
        found.extend(nearest.map(|one| WayIn::If(vec![one.clone()])));
    }
    if found.is_empty() {
        for (at, ones) in could_be.iter().enumerate() {
            for others in could_be.iter().skip(at + 1) {
                let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
                let enough = pairs.filter(|(one, other)| {
                    after(one, facts).and_then(|facts| after(other, &facts)).is_some_and(|facts| holds(&facts, today))
                });
                let nearest = enough.min_by_key(|(one, other)| (one.distance(facts), other.distance(facts)));
                found.extend(nearest.map(|(one, other)| WayIn::If(vec![one.clone(), other.clone()])));
            }
        }
    }
    by_itself.into_iter().chain(found).collect()
}

impl Otherwise {
    /// How far a number is from what was said; 0 of anything else.
    fn distance(&self, facts: &Facts) -> u64 {
        match (&self.value, facts.get(self.fact)) {
            (FactValue::Number(value), Some(FactValue::Number(said))) => value.abs_diff(*said),
            _ => 0,
        }
    }
}

/// The facts with one more, in the place of what was said.
fn with(facts: &Facts, fact: FactKey, value: FactValue) -> Option<Facts> {
    let mut completed = facts.clone();
    completed.say(fact, value).ok()?;
    Some(completed)
}

/// Of each fact that was said, that the rule asks about and that can be otherwise: its other values.
fn could_be(rule: &Rule, facts: &Facts, today: NaiveDate) -> Vec<Vec<Otherwise>> {
    let mut found = Vec::new();
    for (fact, said) in facts.iter().filter(|(fact, _)| fact.can_be_otherwise()) {
        let tests: Vec<&Test> = rule.conditions_on(fact).map(|condition| &condition.test).collect();
        if !tests.is_empty() {
            let values = bounds(&tests, answers(fact, &tests, today), said).into_iter();
            found.push(values.filter(|value| value != said).map(|value| Otherwise { fact, value }).collect());
        }
    }
    found
}

/// Numbers are named by the bounds of the tests themselves, which are what a person is told: at most 300, not 299.
fn bounds(tests: &[&Test], answers: Vec<FactValue>, said: &FactValue) -> Vec<FactValue> {
    let FactValue::Number(_) = said else { return answers };
    let bound = |test: &&Test| match test {
        Test::AtLeast(n) | Test::AtMost(n) => Some(FactValue::Number((*n).max(0))),
        _ => None,
    };
    tests.iter().filter_map(bound).chain(answers).collect()
}

/// The days after `today` on which a test turns, of something that was said; and of what was not, where a birthday comes to a day that the rule names:
/// who was born before 2 January 1960 and is not yet 65 is nobody from a day on.
pub(crate) fn turns(rule: &Rule, facts: &Facts, today: NaiveDate) -> Vec<NaiveDate> {
    let conditions = rule.all_conditions();
    let mut found = Vec::new();
    for condition in conditions.iter().filter(|one| matches!(one.fact.kind(), FactKind::Date | FactKind::Dates)) {
        let days = match facts.get(condition.fact) {
            Some(FactValue::Date(day)) => vec![*day],
            Some(FactValue::Dates(days)) => days.clone(),
            _ => named_days(&conditions, condition.fact),
        };
        for day in days {
            // The day itself too: who is not born yet has no age and is none of the children.
            let turns = [day].into_iter().chain(turns_of(condition.test.of_each(), day));
            found.extend(turns.filter(|day| *day > today));
        }
    }
    found
}

/// The days that conditions name for a fact, each with the day before.
fn named_days(conditions: &[&Condition], fact: FactKey) -> Vec<NaiveDate> {
    let named = conditions.iter().filter(|condition| condition.fact == fact).filter_map(|condition| {
        match condition.test.of_each() {
            Test::Since(day) | Test::Before(day) => Some(*day),
            _ => None,
        }
    });
    named.flat_map(|day| day.pred_opt().into_iter().chain([day])).collect()
}

fn turns_of(test: &Test, day: NaiveDate) -> Option<NaiveDate> {
    let months_on = |months: u16| day.checked_add_months(Months::new(u32::from(months)));
    match test {
        Test::AgeAtLeast(years) | Test::AgeUnder(years) => birthday(day, *years),
        Test::WithinMonths(months) => months_on(*months).and_then(|last| last.succ_opt()),
        Test::MonthsAgoAtLeast(months) => months_on(*months),
        Test::NotPassed => day.checked_add_days(Days::new(1)),
        _ => None,
    }
}

/// The day on which somebody completes so many years: 1 March where there is no 29 February.
pub(crate) fn birthday(born: NaiveDate, years: u16) -> Option<NaiveDate> {
    let year = born.year().checked_add(i32::from(years))?;
    NaiveDate::from_ymd_opt(year, born.month(), born.day()).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}
