//! 中小企业划型 against the published table, written here once more as it is printed; and rules that ask for the class, by all completions.

#[path = "chance/dice.rs"]
mod dice;

use std::collections::BTreeMap;

use mingbai_shared::audience::{Condition, Rule, Test, Verdict, judge, size_class};
use mingbai_shared::facts::{FactKey, FactValue, Facts};

use dice::Dice;

/// An industry by a code of it; then what a medium and a small firm, and one that is not micro, has at least: employees, revenue and assets in 万元.
/// The columns are those of the annex to 统计上大中小微型企业划分办法（2017）.
const TABLE: &str = "
    0111 | -    -    -   | 20000  500  50   | -      -    -
    1310 | 1000 300  20  | 40000  2000 300  | -      -    -
    4420 | 1000 300  20  | 40000  2000 300  | -      -    -
    0610 | 1000 300  20  | 40000  2000 300  | -      -    -
    4710 | -    -    -   | 80000  6000 300  | 80000  5000 300
    5110 | 200  20   5   | 40000  5000 1000 | -      -    -
    5211 | 300  50   10  | 20000  500  100  | -      -    -
    5431 | 1000 300  20  | 30000  3000 200  | -      -    -
    5510 | 1000 300  20  | 30000  3000 200  | -      -    -
    5910 | 200  100  20  | 30000  1000 100  | -      -    -
    6010 | 1000 300  20  | 30000  2000 100  | -      -    -
    6110 | 300  100  10  | 10000  2000 100  | -      -    -
    6210 | 300  100  10  | 10000  2000 100  | -      -    -
    6311 | 2000 100  10  | 100000 1000 100  | -      -    -
    6410 | 2000 100  10  | 100000 1000 100  | -      -    -
    6513 | 300  100  10  | 10000  1000 50   | -      -    -
    7010 | -    -    -   | 200000 1000 100  | 10000  5000 2000
    7020 | 1000 300  100 | 5000   1000 500  | -      -    -
    7111 | 300  100  10  | -      -    -    | 120000 8000 100
    7249 | 300  100  10  | -      -    -    | 120000 8000 100
    7030 | 300  100  10  | -      -    -    | -      -    -
    7310 | 300  100  10  | -      -    -    | -      -    -
    7810 | 300  100  10  | -      -    -    | -      -    -
    8010 | 300  100  10  | -      -    -    | -      -    -
    8510 | 300  100  10  | -      -    -    | -      -    -
    9011 | 300  100  10  | -      -    -    | -      -    -
";

const CLASSES: [&str; 4] = ["large", "medium", "small", "micro"];
const MEASURES: [FactKey; 3] = [FactKey::Employees, FactKey::Revenue, FactKey::Assets];
const WAN: i64 = 1_000_000;

/// Of each code and measure the limits, the largest class first, in the unit of the fact; none where the table has a dash.
fn table() -> BTreeMap<String, [Option<[i64; 3]>; 3]> {
    let row = |line: &str| {
        let mut columns = line.split('|').map(str::trim);
        let code = columns.next().unwrap().to_owned();
        let limits = |(at, column): (usize, &str)| {
            let unit = if at == 0 { 1 } else { WAN };
            let read: Option<Vec<i64>> =
                column.split_whitespace().map(|n| Some(n.parse::<i64>().ok()? * unit)).collect();
            read.map(|read| read.try_into().unwrap())
        };
        let all: Vec<_> = columns.enumerate().map(limits).collect();
        (code, all.try_into().unwrap())
    };
    TABLE.lines().filter(|line| line.contains('|')).map(row).collect()
}

/// The first class of which every limit is reached.
fn class_of(code: &str, has: [i64; 3], table: &BTreeMap<String, [Option<[i64; 3]>; 3]>) -> &'static str {
    let limits = table[code];
    let reached = |class: usize| (0..3).all(|of| limits[of].is_none_or(|limits| has[of] >= limits[class]));
    (0..3).find(|class| reached(*class)).map_or("micro", |class| CLASSES[class])
}

fn facts(code: Option<&str>, has: [Option<i64>; 3]) -> Facts {
    let mut facts = Facts::default();
    if let Some(code) = code {
        facts.say(FactKey::IndustryCode, FactValue::Text(code.into())).unwrap();
    }
    for (measure, value) in MEASURES.into_iter().zip(has) {
        if let Some(value) = value {
            facts.say(measure, FactValue::Number(value)).unwrap();
        }
    }
    facts
}

fn today() -> chrono::NaiveDate {
    "2026-11-29".parse().unwrap()
}

/// The limits of a measure over all industries, with what is just below and just above each.
fn edges(of: usize, table: &BTreeMap<String, [Option<[i64; 3]>; 3]>) -> Vec<i64> {
    let mut edges: Vec<i64> = table
        .values()
        .filter_map(|limits| limits[of])
        .flatten()
        .flat_map(|limit| [limit - 1, limit, limit + 1])
        .chain([0])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

#[test]
fn every_limit_of_the_table_divides_where_it_stands() {
    let table = table();
    let mut looked_at = BTreeMap::new();
    for (code, limits) in &table {
        // Of each measure its own limits; one value of what the industry does not count by.
        let own = |of: usize| limits[of].map_or(vec![0], |limits| limits.iter().flat_map(|n| [n - 1, *n]).collect());
        for employees in own(0) {
            for revenue in own(1) {
                for assets in own(2) {
                    let has = [employees, revenue, assets];
                    let expected = class_of(code, has, &table);
                    let found = size_class(&facts(Some(code), has.map(Some)), today());
                    assert_eq!(found, Some(FactValue::Text(expected.into())), "{code} {has:?}");
                    *looked_at.entry(expected).or_insert(0) += 1;
                }
            }
        }
    }
    assert!(CLASSES.iter().all(|class| looked_at[class] > 20), "{looked_at:?}");
}

#[test]
fn what_an_industry_does_not_count_by_need_not_be_said() {
    let of = |code, has| size_class(&facts(Some(code), has), today());
    let named = |name: &str| Some(FactValue::Text(name.into()));
    assert_eq!(of("0111", [None, Some(50 * WAN), None]), named("small"));
    assert_eq!(of("1310", [Some(19), None, None]), named("micro"));
    assert_eq!(of("1310", [Some(20), None, None]), None);
    assert_eq!(size_class(&facts(None, [Some(1), Some(1), Some(1)]), today()), named("micro"));
}

/// Rules that ask for the class beside what it is worked out from, of firms of which one or two things are not said.
#[test]
fn a_rule_on_the_class_is_exact_over_what_is_not_said() {
    let (table, mut dice) = (table(), Dice(0x9E37_79B9_7F4A_7C15));
    let codes: Vec<&String> = table.keys().collect();
    let edges = [0, 1, 2].map(|of| edges(of, &table));
    let mut counts = [0; 3];
    for number in 0..400 {
        let classes: Vec<String> =
            CLASSES.iter().filter(|_| dice.below(2) == 0).map(|name| (*name).to_owned()).collect();
        let own = *dice.one(&edges[0]);
        let class_test = match dice.below(4) {
            0 => Test::LevelAtLeast((*dice.one(&CLASSES)).into()),
            1 => Test::LevelAtMost((*dice.one(&CLASSES)).into()),
            _ if classes.is_empty() => Test::OneOf(vec!["micro".into()]),
            _ => Test::OneOf(classes),
        };
        let employees_test = if dice.below(2) == 0 { Test::AtLeast(own) } else { Test::AtMost(own) };
        let condition =
            |fact, test: &Test| Rule::Condition(Condition { fact, test: test.clone(), article: "3".parse().unwrap() });
        let parts = vec![condition(FactKey::FirmSize, &class_test), condition(FactKey::Employees, &employees_test)];
        let all = dice.below(2) == 0;
        let rule = if all { Rule::All(parts) } else { Rule::Any(parts) };
        assert_eq!(rule.check(mingbai_shared::facts::Subject::Firm), Ok(()));
        let code = dice.one(&codes).as_str();
        let has = [0, 1, 2].map(|of| *dice.one(&edges[of]));
        let hidden = [dice.below(4), dice.below(4)];
        let known_code = (!hidden.contains(&3)).then_some(code);
        let known = [0, 1, 2].map(|of| (!hidden.contains(&of)).then_some(has[of]));

        let mut came = [false; 2];
        let around = |of: usize| edges[of].iter().copied().chain([own - 1, own, own + 1]).filter(|n| *n >= 0).collect();
        let tried = |of: usize| known[of].map_or_else(|| around(of), |value| vec![value]);
        for code in known_code.map_or(codes.iter().map(|code| code.as_str()).collect(), |code| vec![code]) {
            for employees in tried(0) {
                for revenue in tried(1) {
                    for assets in tried(2) {
                        let class = class_of(code, [employees, revenue, assets], &table);
                        let level = |name: &str| CLASSES.iter().rev().position(|one| *one == name).unwrap();
                        let class_holds = match &class_test {
                            Test::OneOf(names) => names.iter().any(|name| name == class),
                            Test::LevelAtLeast(least) => level(class) >= level(least),
                            Test::LevelAtMost(most) => level(class) <= level(most),
                            other => panic!("{other:?}"),
                        };
                        let employees_hold =
                            if let Test::AtLeast(_) = employees_test { employees >= own } else { employees <= own };
                        let holds = if all { class_holds && employees_hold } else { class_holds || employees_hold };
                        came[usize::from(holds)] = true;
                    }
                }
            }
        }
        let expected = match came {
            [true, true] => Verdict::Unknown,
            [false, true] => Verdict::Eligible,
            _ => Verdict::NotEligible,
        };
        let judged = judge(&rule, &facts(known_code, known), today());
        assert_eq!(judged.verdict, expected, "{number}: {rule:?} {known_code:?} {known:?}");
        assert!(!judged.missing.contains(&FactKey::FirmSize));
        assert_eq!(judged.missing.is_empty(), expected != Verdict::Unknown, "{number}");
        counts[usize::from(came[0]) + usize::from(came[0] && came[1])] += 1;
    }
    assert!(counts.iter().all(|count| *count > 30), "{counts:?}");
}
