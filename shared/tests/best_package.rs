//! The plan of a package against all its subsets, one by one. When something can be had, what it brings and what may stand together are worked out here
//! once more, day by day and apart from the crate.

#[path = "package/subsets.rs"]
mod subsets;

use chrono::{Days, NaiveDate};
use mingbai_shared::facts::{FactKey, FactValue, Facts};
use mingbai_shared::names::DocumentId;
use mingbai_shared::notice::package::{MOST_POLICIES, NoPlan, Plan, Policy, Why, plan};
use mingbai_shared::pack::{Offer, Parts};
use proptest::prelude::*;
use serde_json::json;
use subsets::{Gives, Person, Spec, World, has};

const TODAY: &str = "2026-11-28";
/// The facts that may be granted, and asked for.
const GRANTED: [FactKey; 3] = [FactKey::EmploymentHardship, FactKey::LowIncome, FactKey::Disabled];
const CEILINGS: [&str; 2] = ["甲", "乙"];

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

fn on(day: i32) -> NaiveDate {
    match u64::try_from(day) {
        Ok(days) => today() + Days::new(days),
        Err(_) => today() - Days::new(u64::from(day.unsigned_abs())),
    }
}

/// So many years before a day; the generated ones miss 29 February.
fn years_before(day: i32, years: i32) -> NaiveDate {
    use chrono::Datelike;
    on(day).with_year(on(day).year() - years).unwrap()
}

fn document(place: usize) -> DocumentId {
    format!("policy-{place:02}").parse().unwrap()
}

fn facts(person: &Person) -> Facts {
    let mut facts = Facts::default();
    for (fact, said) in GRANTED.into_iter().zip(person.said) {
        if let Some(said) = said {
            facts.say(fact, FactValue::Bool(said)).unwrap();
        }
    }
    facts.say(FactKey::BirthDate, FactValue::Date(years_before(person.turns_65, 65))).unwrap();
    facts.say(FactKey::GraduatedOn, FactValue::Date(years_before(person.last_as_graduate, 2))).unwrap();
    let children = person.children_turn_3.iter().map(|day| years_before(*day, 3)).collect();
    facts.say(FactKey::Children, FactValue::Dates(children)).unwrap();
    facts
}

fn offer(spec: &Spec) -> Offer {
    let condition = |fact: &str, test: serde_json::Value| json!({"condition":{"fact":fact,"test":test,"article":"2"}});
    let mut parts = Vec::new();
    if spec.old {
        parts.push(condition("birth_date", json!({"age_at_least":65})));
    }
    if let Some((fact, or_graduate)) = spec.needs {
        let needs = condition(GRANTED[fact].name(), json!({"is":true}));
        let graduate = condition("graduated_on", json!({"within_months":24}));
        parts.push(if or_graduate { json!({"any":[needs, graduate]}) } else { needs });
    }
    if let Some(fact) = spec.refuses {
        parts.push(json!({"not":condition(GRANTED[fact].name(), json!({"is":true}))}));
    }
    let amount = match spec.gives {
        Gives::Nothing => json!(null),
        Gives::Sum(fen, per) => json!({"fixed":{"fen":fen,"per":per}}),
        Gives::EachChild(fen, per) => json!({"for_each_under":{"fact":"children","age":3,"fen":fen,"per":per}}),
    };
    let ceiling =
        spec.ceiling.map(|(of, fen)| json!({"name":{"zh":CEILINGS[of],"en":"A ceiling"},"fen":fen,"article":"4"}));
    let excludes: Vec<_> = spec.excludes.iter().map(|other| json!({"with":document(*other),"article":"6"})).collect();
    let mut offer = json!({
        "subject":"resident", "audience":{"all":parts}, "benefit":{"text":{"zh":"有","en":"some"},"amount":amount},
        "route":if spec.by_hand { "apply" } else { "without_review" },
        "from":on(spec.from), "until":spec.until.map(on), "excludes":excludes,
    });
    if let Some(ceiling) = ceiling {
        offer["ceiling"] = ceiling;
    }
    if let Some(fact) = spec.grants {
        offer["grants"] = json!(GRANTED[fact].name());
    }
    serde_json::from_value(offer).unwrap()
}

fn made(person: &Person, specs: &[Spec], backwards: bool) -> Plan {
    let all: Vec<(DocumentId, Offer)> =
        specs.iter().enumerate().map(|(place, spec)| (document(place), offer(spec))).collect();
    let mut policies: Vec<Policy<'_>> = all.iter().map(|(document, offer)| Policy { document, offer }).collect();
    if backwards {
        policies.reverse();
    }
    plan(&policies, &facts(person), today()).unwrap()
}

fn place(document: &DocumentId) -> usize {
    document.as_str().trim_start_matches("policy-").parse().unwrap()
}

/// What must hold of every plan, and where `against_all` says so that no subset is better.
fn check(person: &Person, specs: &[Spec], against_all: bool) {
    let plan = made(person, specs, false);
    assert_eq!(plan, made(person, specs, true));
    let mut world = World::new(person, specs);
    let chosen: u32 = plan.steps.iter().map(|step| 1 << place(&step.document)).sum();
    let worth = world.worth(chosen).expect("the set can be had");
    assert_eq!(worth.0, plan.total);
    assert_eq!(plan.steps.iter().filter_map(|step| step.fen).sum::<i64>(), plan.total);
    if against_all {
        let (best, total) = world.best();
        assert_eq!((format!("{chosen:b}"), plan.total), (format!("{best:b}"), total), "{plan:#?}");
    }
    let course = world.course(chosen).clone();
    let mut done = 0_u32;
    let ready = |step: &&mingbai_shared::notice::package::Step, done: u32| {
        !has(done, place(&step.document)) && step.after.iter().all(|one| has(done, place(one)))
    };
    for step in &plan.steps {
        let at = place(&step.document);
        assert_eq!(step.from, on(course.had[at].unwrap()), "{step:?}");
        assert_eq!(step.last, course.last[at].map(on), "{step:?}");
        let money = !matches!(specs[at].gives, Gives::Nothing);
        assert_eq!(step.fen.is_some(), money, "{step:?}");
        assert_eq!(step.capped, money && step.fen < Some(course.fen[at]), "{step:?}");
        // With those that it comes after it applies, and without any one of them it does not.
        let after: Vec<usize> = step.after.iter().map(place).collect();
        let day = course.had[at].unwrap();
        let so = |without: Option<usize>| {
            let mut said = person.said;
            for one in after.iter().filter(|one| Some(**one) != without) {
                said[specs[*one].grants.unwrap()] = Some(true);
            }
            specs[at].holds(person, said, day) == Some(true)
        };
        assert!(so(None) && after.iter().all(|one| !so(Some(*one)) && course.had[*one] <= Some(day)), "{step:?}");
        let key = |step: &mingbai_shared::notice::package::Step| {
            (step.last.unwrap_or(NaiveDate::MAX), step.from, step.document.clone())
        };
        let next = plan.steps.iter().filter(|one| ready(one, done)).min_by_key(|one| key(one)).unwrap();
        assert_eq!(next, step);
        done |= 1 << at;
    }
    for left in &plan.left_out {
        let at = place(&left.document);
        match &left.why {
            Why::Excluded { by, said_by, .. } => {
                assert!(has(chosen & world.clash[at], place(by)));
                assert!(*said_by == left.document || said_by == by);
            }
            Why::Full { fen, .. } => {
                let (ceiling, _) = specs[at].ceiling.unwrap();
                let under =
                    |place: &usize| has(chosen, *place) && specs[*place].ceiling.is_some_and(|(of, _)| of == ceiling);
                let sum: i64 = (0..specs.len()).filter(under).map(|place| course.fen[place]).sum();
                assert!(sum >= *fen && *fen == world.caps[ceiling]);
            }
            Why::Unopened(first) => {
                assert!(course.had[at].is_none() && !has(chosen, place(first)));
                assert!(specs[at].needs.is_some_and(|(fact, _)| specs[place(first)].grants == Some(fact)));
            }
            Why::NoMore => assert_eq!(world.clash[at] & chosen, 0),
        }
    }
    for open in &plan.open {
        let at = place(&open.document);
        assert!(course.had[at].is_none() && course.unknown[at], "{open:?}");
        let asked = [specs[at].needs.map(|(fact, _)| fact), specs[at].refuses];
        let asked: Vec<FactKey> = asked.into_iter().flatten().map(|fact| GRANTED[fact]).collect();
        assert!(!open.missing.is_empty() && open.missing.iter().all(|fact| asked.contains(fact)), "{open:?}");
    }
    let listed = plan.steps.len() + plan.left_out.len() + plan.open.len() + plan.not_applying;
    assert_eq!(listed, specs.len());
    for at in (0..specs.len()).filter(|at| course.had[*at].is_some()) {
        assert!(plan.open.iter().all(|open| place(&open.document) != at));
    }
}

/// 2027-02-28 and 2028-02-29 lie around day 92 and 458: no birthday that is moved by a leap day.
fn turn() -> impl Strategy<Value = i32> {
    prop_oneof![-40..90_i32, 100..450_i32]
}

fn person() -> impl Strategy<Value = Person> {
    let said = || prop_oneof![Just(None), Just(Some(false)), Just(Some(false)), Just(Some(true))];
    ([said(), said(), said()], turn(), turn(), prop::collection::vec(turn(), 0..3)).prop_map(
        |(said, turns_65, last_as_graduate, children_turn_3)| Person {
            said,
            turns_65,
            last_as_graduate,
            children_turn_3,
        },
    )
}

/// A policy among so many, that excludes up to so many others.
fn spec(among: usize, exclusions: usize) -> impl Strategy<Value = Spec> {
    let per = || prop::sample::select(vec!["month", "year", "once"]);
    // Few different sums, so that many sets bring the same.
    let fen = || prop_oneof![Just(0_i64), Just(36_500), Just(73_000), 1..2_000_000_i64];
    let gives = prop_oneof![
        2 => Just(Gives::Nothing),
        4 => (fen(), per()).prop_map(|(fen, per)| Gives::Sum(fen, per)),
        1 => (fen(), per()).prop_map(|(fen, per)| Gives::EachChild(fen, per)),
    ];
    let window = (prop_oneof![3 => Just(-30), 1 => turn()], prop::option::weighted(0.3, turn()));
    let needs = prop::option::weighted(0.4, (0..3_usize, any::<bool>()));
    let ceiling = prop::option::weighted(0.4, (0..2_usize, prop_oneof![Just(73_000_i64), 1..6_000_000_i64]));
    let ties = (
        prop::collection::vec(0..among, 0..=exclusions),
        ceiling,
        prop::option::weighted(0.2, 0..3_usize),
        prop::option::weighted(0.1, 0..3_usize),
    );
    (window, prop::bool::weighted(0.2), needs, gives, any::<bool>(), ties).prop_map(
        |((from, until), old, needs, gives, by_hand, (excludes, ceiling, grants, refuses))| {
            let refuses = refuses.filter(|fact| needs.is_none_or(|(needed, _)| needed != *fact));
            Spec { from, until, old, needs, refuses, gives, by_hand, excludes, ceiling, grants }
        },
    )
}

fn package(size: std::ops::RangeInclusive<usize>, exclusions: usize) -> impl Strategy<Value = Vec<Spec>> {
    size.prop_flat_map(move |size| {
        (0..=exclusions).prop_flat_map(move |exclusions| prop::collection::vec(spec(size, exclusions), size))
    })
    .prop_map(|mut specs| {
        // None excludes itself, which no check lets through.
        for (place, spec) in specs.iter_mut().enumerate() {
            spec.excludes.retain(|other| *other != place);
        }
        specs
    })
}

/// `CASES` looks at so many more, of twenty policies at a tenth of them.
fn cases(usual: u32, part: u32) -> ProptestConfig {
    let cases = std::env::var("CASES").map_or(usual, |cases| cases.parse::<u32>().unwrap() / part);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(150, 1))]
    #[test]
    fn the_plan_is_the_best_of_all_subsets(person in person(), specs in package(0..=12, 3)) {
        check(&person, &specs, true);
    }
}

proptest! {
    #![proptest_config(cases(2, 10))]
    #[test]
    fn of_twenty_policies_too(person in person(), specs in package(20..=20, 3)) {
        check(&person, &specs, true);
    }
}

proptest! {
    #![proptest_config(cases(30, 1))]
    #[test]
    fn a_plan_of_thirty_is_one_that_can_be_had(person in person(), specs in package(21..=MOST_POLICIES, 8)) {
        check(&person, &specs, false);
    }
}

#[test]
fn more_than_thirty_and_the_same_twice_are_refused() {
    let parts: Parts = serde_json::from_str(include_str!("../sample/elderly-allowance/pack.json")).unwrap();
    let offer = parts.offer.unwrap();
    let documents: Vec<DocumentId> = (0..31).map(document).collect();
    let mut policies: Vec<Policy<'_>> = documents.iter().map(|document| Policy { document, offer: &offer }).collect();
    assert_eq!(plan(&policies, &Facts::default(), today()), Err(NoPlan::TooMany(31)));
    policies.pop();
    assert_eq!(plan(&policies, &Facts::default(), today()).unwrap().open.len(), 30);
    policies[7] = policies[3];
    assert_eq!(plan(&policies, &Facts::default(), today()), Err(NoPlan::Twice(document(3))));
}
