//! Verdicts against all completions, one by one: unknown exactly where they lead both ways, missing exactly what they depend on, and every day and every
//! "what would change it" tried out. The tests of a rule are read here once more, apart from the crate.

#[path = "chance/dice.rs"]
mod dice;
#[path = "exact/drawn.rs"]
mod drawn;
#[path = "exact/read_again.rs"]
mod read_again;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use mingbai_shared::audience::{Judged, Matcher, Rule, Senseless, Verdict, WayIn, judge, next_question};
use mingbai_shared::facts::{FactKey, FactValue, Facts};
use mingbai_shared::pack::{Offer, Parts};

use dice::Dice;
use drawn::{AGES, FACTS, domain, rule};
use read_again::holds;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-11-28";

/// A completion: of each missing fact the place of its value, and all facts.
type Completion = (Vec<usize>, BTreeMap<FactKey, FactValue>);

/// Every completion of some facts.
fn completions(known: &BTreeMap<FactKey, FactValue>, missing: &[FactKey]) -> Vec<Completion> {
    let mut all: Vec<Completion> = vec![(Vec::new(), known.clone())];
    for fact in missing {
        let values = domain(*fact);
        let each = |(places, facts): Completion| {
            let one = |(place, value): (usize, &FactValue)| {
                let mut facts = facts.clone();
                facts.insert(*fact, value.clone());
                ([places.as_slice(), &[place]].concat(), facts)
            };
            values.iter().enumerate().map(one).collect::<Vec<_>>()
        };
        all = all.into_iter().flat_map(each).collect();
    }
    all
}

fn facts_of(said: &BTreeMap<FactKey, FactValue>) -> Facts {
    let mut facts = Facts::default();
    for (fact, value) in said {
        facts.say(*fact, value.clone()).unwrap();
    }
    facts
}

/// An offer of this rule, open-ended.
fn offer(audience: Rule) -> Offer {
    let pack = include_str!("../sample/elderly-allowance/pack.json");
    let offer = serde_json::from_str::<Parts>(pack).unwrap().offer.unwrap();
    Offer { audience, from: day("2000-01-01"), until: None, ..offer }
}

/// A rule about some of these facts, three at most, of which some are known.
fn case(dice: &mut Dice, of: &[FactKey]) -> (Rule, BTreeMap<FactKey, FactValue>, Vec<FactKey>) {
    let mut facts: Vec<FactKey> = (0..3).map(|_| *dice.one(of)).collect();
    facts.sort_unstable();
    facts.dedup();
    let rule = rule(dice, &facts, 3);
    let (mut known, mut missing) = (BTreeMap::new(), Vec::new());
    for fact in facts {
        if dice.below(3) == 0 {
            known.insert(fact, dice.one(&domain(fact)).clone());
        } else {
            missing.push(fact);
        }
    }
    (rule, known, missing)
}

#[test]
fn unknown_is_what_completions_leave_open_and_missing_is_what_they_depend_on() {
    let (mut dice, today) = (Dice(0x9E37_79B9_7F4A_7C15), day(TODAY));
    let (mut unknown, mut beyond_tables) = (0, 0);
    for number in 0..10_000 {
        let (rule, known, missing) = case(&mut dice, &FACTS);
        let all = completions(&known, &missing);
        let came: Vec<bool> = all.iter().map(|(_, facts)| holds(&rule, facts, today)).collect();
        let judged = judge(&rule, &facts_of(&known), today);
        let expected = match (came.contains(&true), came.contains(&false)) {
            (true, true) => Verdict::Unknown,
            (true, false) => Verdict::Eligible,
            _ => Verdict::NotEligible,
        };
        assert_eq!(judged.verdict, expected, "rule {number}: {rule:?} {known:?}");
        // A fact matters where two completions that differ in it alone come to different verdicts.
        let matters = |at: usize| {
            let mut others: BTreeMap<Vec<usize>, bool> = BTreeMap::new();
            all.iter().zip(&came).any(|((places, _), came)| {
                let mut rest = places.clone();
                rest.remove(at);
                *others.entry(rest).or_insert(*came) != *came
            })
        };
        if expected == Verdict::Unknown {
            unknown += 1;
            let mut said = judged.missing.clone();
            said.sort_unstable();
            let needed: Vec<FactKey> =
                missing.iter().enumerate().filter(|(at, _)| matters(*at)).map(|(_, fact)| *fact).collect();
            assert_eq!(said, needed, "rule {number}: {rule:?} {known:?}");
        } else {
            assert_eq!(judged.missing, [], "rule {number}");
            beyond_tables += usize::from(judged.because.is_empty() && !missing.is_empty());
        }
    }
    assert!(unknown > 2_000 && beyond_tables > 100, "{unknown} unknown, {beyond_tables} decided with nothing said");
}

/// Rules that share their conditions, in a matcher together: each is as it is alone, whoever was looked at before.
#[test]
fn thousands_of_rules_at_once_are_each_as_they_are_alone() {
    let (mut dice, today) = (Dice(0xA076_1D64_78BD_642F), day(TODAY));
    let rules: Vec<Rule> = (0..10_000).map(|_| case(&mut dice, &FACTS).0).collect();
    let matcher = Matcher::new(&rules, today);
    for _ in 0..4 {
        let mut known = BTreeMap::new();
        for fact in FACTS {
            if dice.below(2) == 0 {
                known.insert(fact, dice.one(&domain(fact)).clone());
            }
        }
        let facts = facts_of(&known);
        for ((number, rule), verdict) in rules.iter().enumerate().zip(matcher.verdicts(&facts)) {
            let missing: Vec<FactKey> = asked(rule).into_iter().filter(|fact| !known.contains_key(fact)).collect();
            let came: BTreeSet<bool> =
                completions(&known, &missing).iter().map(|(_, facts)| holds(rule, facts, today)).collect();
            let expected = match (came.contains(&true), came.contains(&false)) {
                (true, true) => Verdict::Unknown,
                (true, false) => Verdict::Eligible,
                _ => Verdict::NotEligible,
            };
            assert_eq!(verdict, expected, "rule {number}: {rule:?} {known:?}");
        }
    }
}

/// The facts that a rule asks about, each once.
fn asked(rule: &Rule) -> BTreeSet<FactKey> {
    match rule {
        Rule::All(parts) | Rule::Any(parts) => parts.iter().flat_map(asked).collect(),
        Rule::Not(part) => asked(part),
        Rule::Condition(condition) => [condition.fact].into(),
        Rule::Meets(other) => asked(other.audience().unwrap()),
    }
}

/// The rule with its nth condition so or so.
fn fixed(rule: &Rule, place: &mut usize, as_what: bool) -> Rule {
    let parts = |parts: &[Rule], place: &mut usize| parts.iter().map(|part| fixed(part, place, as_what)).collect();
    match rule {
        Rule::All(all) => Rule::All(parts(all, place)),
        Rule::Any(any) => Rule::Any(parts(any, place)),
        Rule::Not(part) => Rule::Not(Box::new(fixed(part, place, as_what))),
        Rule::Meets(_) => rule.clone(),
        Rule::Condition(_) => {
            *place = place.wrapping_sub(1);
            match (*place == usize::MAX, as_what) {
                (false, _) => rule.clone(),
                (true, true) => Rule::All(vec![]),
                (true, false) => Rule::Any(vec![]),
            }
        }
    }
}

fn count(rule: &Rule) -> usize {
    match rule {
        Rule::All(parts) | Rule::Any(parts) => parts.iter().map(count).sum(),
        Rule::Not(part) => count(part),
        Rule::Condition(_) => 1,
        Rule::Meets(_) => 0,
    }
}

#[test]
fn what_makes_no_sense_in_a_rule_is_what_decides_nothing_or_all() {
    let (mut dice, today) = (Dice(0xB492_B66F_BE98_F273), day(TODAY));
    let (mut nobody, mut everybody, mut never) = (0, 0, 0);
    for number in 0..1_500 {
        let rule = case(&mut dice, &FACTS).0;
        let facts: Vec<FactKey> = asked(&rule).into_iter().collect();
        let all = completions(&BTreeMap::new(), &facts);
        let said = |rule: &Rule| all.iter().map(|(_, facts)| holds(rule, facts, today)).collect::<Vec<bool>>();
        let came = said(&rule);
        let found = rule.senseless(today);
        if !came.contains(&true) {
            nobody += 1;
            assert_eq!(found, [Senseless::Nobody], "rule {number}: {rule:?}");
        } else if !came.contains(&false) {
            everybody += 1;
            assert_eq!(found, [Senseless::Everybody], "rule {number}: {rule:?}");
        } else {
            let same = |place: usize, as_what| said(&fixed(&rule, &mut place.clone(), as_what)) == came;
            let expected = (0..count(&rule)).filter(|place| same(*place, true) || same(*place, false)).count();
            assert_eq!(found.len(), expected, "rule {number}: {rule:?} {found:?}");
            never += expected;
        }
    }
    assert!(nobody > 20 && everybody > 20 && never > 300, "{nobody} {everybody} {never}");
}

#[test]
fn a_verdict_changes_by_itself_on_the_day_that_is_named_and_on_none_before() {
    let (mut dice, today) = (Dice(0xD1B5_4A32_D192_ED03), day(TODAY));
    let mut changed = 0;
    for number in 0..1_000 {
        let (rule, mut known, _) = case(&mut dice, &[FactKey::BirthDate, FactKey::Children, FactKey::OwnsHome]);
        // Days on which something turns within the time that is looked at.
        let near = |dice: &mut Dice| {
            let born = today.with_year(today.year() - i32::from(*dice.one(&AGES))).unwrap();
            born + Days::new(u64::try_from(dice.below(400)).unwrap())
        };
        if let Some(born) = known.get_mut(&FactKey::BirthDate) {
            *born = FactValue::Date(near(&mut dice));
        }
        if let Some(born) = known.get_mut(&FactKey::Children) {
            *born = FactValue::Dates(vec![near(&mut dice), near(&mut dice)]);
        }
        let facts = facts_of(&known);
        let now = judge(&rule, &facts, today).verdict;
        let days = || today.iter_days().skip(1).take(400);
        let by_day = days().find(|day| judge(&rule, &facts, *day).verdict != now);
        let named = offer(rule.clone()).changes_on(&facts, today).filter(|named| *named <= today + Days::new(400));
        assert_eq!(named, by_day, "rule {number}: {rule:?} {known:?}");
        changed += usize::from(by_day.is_some());
    }
    assert!(changed > 30, "{changed}");
}

/// Facts of which it helps to be told what if, and some of which it does not.
const OTHERWISE: [FactKey; 6] = [
    FactKey::BirthDate,
    FactKey::InsuredMonths,
    FactKey::ResidencePermit,
    FactKey::PensionInsured,
    FactKey::WorksInDistrict,
    FactKey::OwnsHome,
];

#[test]
fn whatever_is_said_to_change_it_does() {
    let (mut dice, today) = (Dice(0x2545_F491_4F6C_DD1D), day(TODAY));
    let (mut by_time, mut by_one, mut by_two) = (0, 0, 0);
    for number in 0..20_000 {
        let (rule, known, _) = case(&mut dice, &OTHERWISE);
        let facts = facts_of(&known);
        for way in offer(rule.clone()).ways_in(&facts, today) {
            assert_eq!(judge(&rule, &facts, today).verdict, Verdict::NotEligible);
            match &way {
                WayIn::From(from) => {
                    by_time += 1;
                    assert_eq!(judge(&rule, &facts, *from).verdict, Verdict::Eligible, "rule {number}: {way:?}");
                }
                WayIn::If(others) => {
                    let mut facts = facts.clone();
                    for other in others {
                        assert_ne!(facts.get(other.fact), Some(&other.value), "rule {number}");
                        facts.say(other.fact, other.value.clone()).unwrap();
                    }
                    if others.len() == 1 {
                        by_one += 1
                    } else {
                        by_two += 1
                    }
                    assert_eq!(judge(&rule, &facts, today).verdict, Verdict::Eligible, "rule {number}: {way:?}");
                }
            }
        }
    }
    assert!(by_time > 20 && by_one > 500 && by_two > 10, "{by_time} {by_one} {by_two}");
}

#[test]
fn the_next_question_is_the_one_of_which_an_answer_decides_most() {
    let (mut dice, today) = (Dice(0x0123_4567_89AB_CDEF), day(TODAY));
    for number in 0..400 {
        let rules: Vec<Rule> = (0..4).map(|_| case(&mut dice, &FACTS).0).collect();
        let (_, known, _) = case(&mut dice, &FACTS);
        let facts = facts_of(&known);
        let judgements: Vec<_> = rules.iter().map(|rule| judge(rule, &facts, today)).collect();
        let judged = rules.iter().zip(&judgements).map(|(rule, judgement)| Judged { rule, judgement });
        let asked = next_question(judged, &facts, today, &[]);
        let undecided: Vec<&Rule> = rules
            .iter()
            .zip(&judgements)
            .filter(|(_, judged)| judged.verdict == Verdict::Unknown)
            .map(|(rule, _)| rule)
            .collect();
        // The most and the fewest that an answer decides, together and the fewest; how many miss it; and the most alone, which is what is said of it.
        let decides = |fact: FactKey| {
            let decided = |value: FactValue| {
                let mut facts = facts.clone();
                facts.say(fact, value).unwrap();
                undecided.iter().filter(|rule| judge(rule, &facts, today).verdict != Verdict::Unknown).count()
            };
            let counts: Vec<usize> = domain(fact).into_iter().map(decided).collect();
            let missing = judgements.iter().filter(|judged| judged.missing.contains(&fact)).count();
            let (most, least) = (*counts.iter().max().unwrap(), *counts.iter().min().unwrap());
            ((most + least, least, missing), most)
        };
        let open = FACTS.into_iter().filter(|fact| judgements.iter().any(|judged| judged.missing.contains(fact)));
        assert_eq!(asked.map(|asked| decides(asked.fact).0), open.map(|fact| decides(fact).0).max(), "case {number}");
        if let Some(asked) = asked {
            assert_eq!((decides(asked.fact).1, undecided.len()), (asked.settles, asked.of), "case {number}");
        }
    }
}
