//! What a rule says of one person on one day, and because of what.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::evaluate::{Bearing, Decided, evaluate};
use super::matcher::Matcher;
use super::{Rule, Test};
use crate::facts::{FactKey, FactValue, Facts, IndustryCode};
use crate::law::ArticleNumber;

/// Whether a policy applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 可享受.
    Eligible,
    /// 还差信息: it depends on what has not been said.
    Unknown,
    /// 不符合.
    NotEligible,
}

/// One condition that was decided by a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The fact asked about.
    pub fact: FactKey,
    /// What the person said.
    pub value: FactValue,
    /// What was asked of it.
    pub test: Test,
    /// The article that sets the condition.
    pub article: ArticleNumber,
    /// Whether the condition holds.
    pub holds: bool,
}

/// A verdict with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The conditions that decided it, in the order of the rule.
    pub because: Vec<Reason>,
    /// The facts on which an unknown verdict depends, each once: all of them decide it, and none can be left out.
    pub missing: Vec<FactKey>,
}

/// Judges `rule` by `facts` on the legal day `today` (Asia/Shanghai). It is unknown only where the missing facts can lead both ways.
pub fn judge(rule: &Rule, facts: &Facts, today: NaiveDate) -> Judgement {
    let mut bearing = Bearing::default();
    let holds = evaluate(rule, facts, today, &mut bearing);
    let because = bearing.decided.into_iter().map(reason).collect();
    let (verdict, missing) = match holds {
        Some(true) => (Verdict::Eligible, Vec::new()),
        Some(false) => (Verdict::NotEligible, Vec::new()),
        None => {
            let matcher = Matcher::new([rule], today);
            let mut states = matcher.states(facts);
            let verdict = matcher.verdict(0, &mut states);
            let open = bearing.open.iter().map(|condition| condition.fact);
            let missing =
                if verdict == Verdict::Unknown { matcher.depends_on(0, open, &mut states) } else { Vec::new() };
            (verdict, missing)
        }
    };
    Judgement { verdict, because, missing }
}

fn reason(Decided { condition, value, article, holds }: Decided<'_>) -> Reason {
    Reason { fact: condition.fact, value, test: condition.test.clone(), article, holds }
}

/// Whether a value of a fact passes a test.
pub(super) fn meets(fact: FactKey, value: &FactValue, test: &Test, today: NaiveDate) -> bool {
    match (value, test) {
        (FactValue::Bool(said), Test::Is(wanted)) => said == wanted,
        (FactValue::Text(said), Test::OneOf(names)) => names.contains(said),
        (FactValue::Text(said), Test::LevelAtLeast(least)) => fact.level(said) >= fact.level(least),
        (FactValue::Text(said), Test::LevelAtMost(most)) => fact.level(said) <= fact.level(most),
        (FactValue::Number(said), Test::AtLeast(least)) => said >= least,
        (FactValue::Number(said), Test::AtMost(most)) => said <= most,
        (FactValue::Date(day), test) => day_meets(*day, test, today),
        (FactValue::Dates(days), Test::Some { at_least, are }) => {
            // Who is not born yet counts from the birth.
            days.iter().filter(|day| **day <= today && day_meets(**day, are, today)).count() >= usize::from(*at_least)
        }
        (FactValue::Text(code), Test::CodeIn(industries)) => is_in(code, industries),
        (FactValue::Text(code), Test::CodeNotIn(industries)) => !is_in(code, industries),
        // `Rule::check` keeps a test of another kind out of what is published.
        _ => false,
    }
}

/// Whether a day passes a test.
pub(super) fn day_meets(day: NaiveDate, test: &Test, today: NaiveDate) -> bool {
    let after_months = |months: u16| day.checked_add_months(Months::new(u32::from(months)));
    match test {
        Test::AgeAtLeast(years) => age(day, today) >= i32::from(*years),
        Test::AgeUnder(years) => age(day, today) < i32::from(*years),
        Test::Since(first) => day >= *first,
        Test::Before(end) => day < *end,
        Test::WithinMonths(months) => day <= today && after_months(*months).is_some_and(|end| today <= end),
        Test::MonthsAgoAtLeast(months) => after_months(*months).is_some_and(|end| end <= today),
        Test::NotPassed => day >= today,
        _ => false,
    }
}

fn is_in(code: &str, industries: &[String]) -> bool {
    let within = |code: IndustryCode| {
        industries.iter().filter_map(|industry| IndustryCode::read(industry)).any(|industry| code.is_in(industry))
    };
    IndustryCode::read(code).is_some_and(within)
}

/// Completed years on `today`. Someone born on 29 February completes a year on 1 March where there is no 29th
/// (民法典 art. 202: without a corresponding day the last day of the month ends the period, so the age is complete the day after).
pub(crate) fn age(born: NaiveDate, today: NaiveDate) -> i32 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i32::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Condition;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn condition(fact: FactKey, test: Test) -> Rule {
        Rule::Condition(Condition { fact, test, article: "3".parse().unwrap() })
    }

    fn elderly() -> Rule {
        Rule::All(vec![
            condition(FactKey::BirthDate, Test::AgeAtLeast(65)),
            condition(FactKey::Hukou, Test::OneOf(vec!["shanghai".into()])),
        ])
    }

    fn facts(json: &str) -> Facts {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_birthday_itself_counts() {
        let born = facts(r#"{"birth_date":"1961-11-23","hukou":"shanghai"}"#);
        assert_eq!(judge(&elderly(), &born, day("2026-11-22")).verdict, Verdict::NotEligible);
        assert_eq!(judge(&elderly(), &born, day("2026-11-23")).verdict, Verdict::Eligible);
    }

    #[test]
    fn one_false_condition_decides_whatever_is_unknown() {
        let judged = judge(&elderly(), &facts(r#"{"hukou":"elsewhere"}"#), day("2026-11-23"));
        assert_eq!(judged.verdict, Verdict::NotEligible);
        assert_eq!(judged.because.len(), 1);
        assert!(judged.missing.is_empty());
    }

    #[test]
    fn what_is_missing_is_named() {
        let judged = judge(&elderly(), &facts(r#"{"hukou":"shanghai"}"#), day("2026-11-23"));
        assert_eq!((judged.verdict, judged.missing), (Verdict::Unknown, vec![FactKey::BirthDate]));
    }

    #[test]
    fn no_children_is_an_answer_and_not_silence() {
        let rule = condition(FactKey::Children, Test::Some { at_least: 1, are: Box::new(Test::AgeUnder(3)) });
        assert_eq!(judge(&rule, &facts(r#"{"children":[]}"#), day("2026-11-23")).verdict, Verdict::NotEligible);
        assert_eq!(judge(&rule, &facts("{}"), day("2026-11-23")).verdict, Verdict::Unknown);
        let third_birthday = facts(r#"{"children":["2010-01-01","2023-11-23"]}"#);
        assert_eq!(judge(&rule, &third_birthday, day("2026-11-22")).verdict, Verdict::Eligible);
        assert_eq!(judge(&rule, &third_birthday, day("2026-11-23")).verdict, Verdict::NotEligible);
    }

    #[test]
    fn codes_match_by_prefix_with_and_without_their_section() {
        let rule = condition(FactKey::IndustryCode, Test::CodeNotIn(vec!["16".into(), "L".into()]));
        for (code, verdict) in [("1610", false), ("C1610", false), ("L", false), ("L7211", false), ("6110", true)] {
            let said = facts(&format!(r#"{{"industry_code":"{code}"}}"#));
            assert_eq!(judge(&rule, &said, day("2026-11-23")).verdict == Verdict::Eligible, verdict, "{code}");
        }
    }

    /// Rules over yes-no facts, each fact at most once, so that three-valued evaluation must equal brute force.
    fn tree(facts: Vec<FactKey>) -> BoxedStrategy<Rule> {
        if let [only] = facts[..] {
            return any::<bool>().prop_map(move |wanted| condition(only, Test::Is(wanted))).boxed();
        }
        (1..facts.len(), any::<bool>(), any::<bool>())
            .prop_flat_map(move |(cut, all, not)| {
                let (left, right) = facts.split_at(cut);
                (tree(left.to_vec()), tree(right.to_vec())).prop_map(move |(left, right)| {
                    let both = if all { Rule::All(vec![left, right]) } else { Rule::Any(vec![left, right]) };
                    if not { Rule::Not(Box::new(both)) } else { both }
                })
            })
            .boxed()
    }

    const YES_NO: [FactKey; 4] = [FactKey::OnlyChild, FactKey::OwnsHome, FactKey::LowIncome, FactKey::Disabled];

    proptest! {
        #[test]
        fn unknown_exactly_where_completions_lead_both_ways(rule in tree(YES_NO.to_vec()), said in proptest::collection::vec(proptest::option::of(any::<bool>()), 4)) {
            let mut known = Facts::default();
            for (key, value) in YES_NO.iter().zip(&said) {
                if let Some(value) = value {
                    known.say(*key, FactValue::Bool(*value)).unwrap();
                }
            }
            let mut outcomes = std::collections::BTreeSet::new();
            for bits in 0..16u8 {
                let mut full = Facts::default();
                for (index, (key, value)) in YES_NO.iter().zip(&said).enumerate() {
                    let guess = bits >> index & 1 == 1;
                    full.say(*key, FactValue::Bool(value.unwrap_or(guess))).unwrap();
                }
                outcomes.insert(judge(&rule, &full, day("2026-11-23")).verdict);
            }
            let judged = judge(&rule, &known, day("2026-11-23")).verdict;
            if outcomes.len() == 1 {
                prop_assert_eq!(judged, *outcomes.first().unwrap());
            } else {
                prop_assert_eq!(judged, Verdict::Unknown);
            }
        }
    }
}
