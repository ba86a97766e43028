//! Rules by chance over a few facts, and of each fact all values that matter.

use chrono::{Datelike, Days, NaiveDate};
use mingbai_shared::audience::{Condition, Found, OtherPolicy, Rule, Test};
use mingbai_shared::facts::{FactKey, FactValue};
use mingbai_shared::words::BilingualText;

use crate::dice::Dice;
use crate::{TODAY, day};

pub const AGES: [u16; 3] = [3, 18, 65];

/// All values that matter of each fact, and some that do not: for ages the birthdays and the days beside them.
pub fn domain(fact: FactKey) -> Vec<FactValue> {
    let today = day(TODAY);
    let born = |years: u16| today.with_year(today.year() - i32::from(years)).unwrap();
    let around = |date: NaiveDate| [date - Days::new(1), date, date + Days::new(1)];
    match fact {
        FactKey::BirthDate => AGES.into_iter().map(born).chain([today]).flat_map(around).map(FactValue::Date).collect(),
        FactKey::Children => {
            // None, one or two of each kind: no test here asks for more than two.
            let days = [born(3) + Days::new(1), born(3), born(18)];
            let chosen = |number: usize| {
                let how_many = |at: usize| number / 3usize.pow(u32::try_from(at).unwrap()) % 3;
                days.iter().enumerate().flat_map(|(at, day)| vec![*day; how_many(at)]).collect()
            };
            (0..3usize.pow(3)).map(|number| FactValue::Dates(chosen(number))).collect()
        }
        // Two years back, today, and that there is no such day.
        FactKey::GraduatedOn => [day("2024-11-28"), today]
            .into_iter()
            .flat_map(around)
            .map(FactValue::Date)
            .chain([FactValue::Dates(Vec::new())])
            .collect(),
        FactKey::Specialised => ["none", "city", "little_giant"].map(|name| FactValue::Text(name.into())).into(),
        FactKey::IndustryCode => {
            ["A", "B", "C", "13", "C1310", "1610", "1620", "51"].map(|code| FactValue::Text(code.into())).into()
        }
        FactKey::InsuredMonths => (0..8).map(FactValue::Number).collect(),
        FactKey::Hukou => ["shanghai", "elsewhere"].map(|name| FactValue::Text(name.into())).into(),
        FactKey::Employment => ["employed", "flexible", "founder", "unemployed", "student", "retired"]
            .map(|name| FactValue::Text(name.into()))
            .into(),
        _ => vec![FactValue::Bool(true), FactValue::Bool(false)],
    }
}

pub const FACTS: [FactKey; 10] = [
    FactKey::BirthDate,
    FactKey::GraduatedOn,
    FactKey::Children,
    FactKey::InsuredMonths,
    FactKey::Hukou,
    FactKey::Employment,
    FactKey::OwnsHome,
    FactKey::ResidencePermit,
    FactKey::Specialised,
    FactKey::IndustryCode,
];

fn test_of(fact: FactKey, dice: &mut Dice) -> Test {
    let age = *dice.one(&AGES);
    let coin = dice.below(2) == 0;
    match fact {
        FactKey::BirthDate if dice.below(3) == 0 => {
            // A day beside which the domain has another on either side.
            let day = day(TODAY).with_year(2026 - i32::from(age)).unwrap();
            if coin { Test::Since(day) } else { Test::Before(day) }
        }
        FactKey::GraduatedOn => match (dice.below(3), coin) {
            (0, true) => Test::Since(day("2024-11-28")),
            (0, false) => Test::Before(day("2024-11-29")),
            (_, true) => Test::WithinMonths(24),
            (_, false) => Test::MonthsAgoAtLeast(24),
        },
        FactKey::BirthDate if coin => Test::AgeAtLeast(age),
        FactKey::BirthDate => Test::AgeUnder(age),
        FactKey::Children => {
            let are = match (dice.below(3), coin) {
                // The day from which on a child is under 3 today.
                (0, true) => Test::Since(day("2023-11-29")),
                (0, false) => Test::Before(day("2023-11-29")),
                (_, true) => Test::AgeUnder([3, 18][dice.below(2)]),
                (_, false) => Test::AgeAtLeast([3, 18][dice.below(2)]),
            };
            Test::Some { at_least: if dice.below(2) == 0 { 1 } else { 2 }, are: Box::new(are) }
        }
        FactKey::Specialised if dice.below(2) == 0 => {
            let level = (*dice.one(&["none", "city", "little_giant"])).to_owned();
            if coin { Test::LevelAtLeast(level) } else { Test::LevelAtMost(level) }
        }
        FactKey::IndustryCode => {
            let codes: Vec<String> = (0..1 + dice.below(2))
                .map(|_| (*dice.one(&["C", "13", "131", "16", "C161", "B"])).to_owned())
                .collect();
            if coin { Test::CodeIn(codes) } else { Test::CodeNotIn(codes) }
        }
        // 0 and less are bounds that every number passes.
        FactKey::InsuredMonths if coin => Test::AtLeast(i64::try_from(dice.below(8)).unwrap() - 1),
        FactKey::InsuredMonths => Test::AtMost(i64::try_from(dice.below(7)).unwrap()),
        FactKey::Hukou | FactKey::Employment | FactKey::Specialised => {
            let mut names: Vec<String> = domain(fact)
                .into_iter()
                .filter_map(|value| if let FactValue::Text(name) = value { Some(name) } else { None })
                .collect();
            names.retain(|_| dice.below(2) == 0);
            if names.is_empty() { test_of(fact, dice) } else { Test::OneOf(names) }
        }
        _ => Test::Is(coin),
    }
}

pub fn rule(dice: &mut Dice, facts: &[FactKey], depth: usize) -> Rule {
    if depth == 0 || dice.below(4) == 0 {
        let fact = *dice.one(facts);
        return Rule::Condition(Condition { fact, test: test_of(fact, dice), article: "3".parse().unwrap() });
    }
    if dice.below(12) == 0 {
        return another_policys(rule(dice, facts, depth - 1).by_itself().unwrap());
    }
    let parts = |dice: &mut Dice| (0..2 + dice.below(2)).map(|_| rule(dice, facts, depth - 1)).collect();
    match dice.below(5) {
        0 => Rule::Not(Box::new(rule(dice, facts, depth - 1))),
        1 | 2 => Rule::Any(parts(dice)),
        _ => Rule::All(parts(dice)),
    }
}

/// A rule that asks what another policy asks, which was looked up.
fn another_policys(audience: Rule) -> Rule {
    let mut rule = Rule::Meets(OtherPolicy::new("another".parse().unwrap(), "4".parse().unwrap()));
    let title = BilingualText { zh: "示例".into(), en: "Sample".into() };
    rule.look_up(&|_| Some(Found { title: title.clone(), audience: audience.clone() }));
    rule
}
