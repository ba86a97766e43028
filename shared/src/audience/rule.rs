//! The form of a rule, and what must hold of one before it may be published.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::other_policy::{OtherPolicy, WORKED_OUT};
use super::size_class;
use crate::facts::{FactKey, FactKind, IndustryCode, Subject};
use crate::law::ArticleNumber;

/// How deep a rule may nest, and how many conditions it may have.
const DEEPEST: usize = 8;
pub(crate) const MOST_CONDITIONS: usize = 64;
/// Of how many of a list a test may ask: no policy asks for more, and what a list can bring about is counted through.
const MOST_OF_A_LIST: u8 = 9;

/// The most ways in which the people of one list may be counted, so that all of them can be gone through.
const MOST_COUNTED: usize = 4096;

/// An audience rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Every part holds. Without parts it holds for everyone.
    All(Vec<Rule>),
    /// At least one part holds.
    Any(Vec<Rule>),
    /// The part does not hold.
    Not(Box<Rule>),
    /// One condition on one fact.
    Condition(Condition),
    /// The conditions of another policy hold: 符合小型微利企业条件.
    Meets(OtherPolicy),
}

/// One test of one fact, with the article that sets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Condition {
    /// The fact asked about.
    pub fact: FactKey,
    /// What must hold of it.
    pub test: Test,
    /// The article of the policy's own document.
    pub article: ArticleNumber,
}

/// What can be asked of a fact. Ages are completed years on the day asked; a birthday counts on the day itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Yes or no.
    Is(bool),
    /// One of these choices.
    OneOf(Vec<String>),
    /// This level or a higher one, of a fact that has levels.
    LevelAtLeast(String),
    /// This level or a lower one.
    LevelAtMost(String),
    /// At least so many, in the fact's unit.
    AtLeast(i64),
    /// At most so many, in the fact's unit.
    AtMost(i64),
    /// The person is so old.
    AgeAtLeast(u16),
    /// The person is not yet so old.
    AgeUnder(u16),
    /// So many of a list, at least, are so: a child under 3, two children under 18.
    Some {
        /// How many; at least one.
        at_least: u8,
        /// What each of them is: [`AgeAtLeast`](Test::AgeAtLeast), [`AgeUnder`](Test::AgeUnder), [`Since`](Test::Since) or [`Before`](Test::Before).
        are: Box<Test>,
    },
    /// The day is this one or a later one.
    Since(#[serde(deserialize_with = "crate::iso::of_day")] NaiveDate),
    /// The day is an earlier one.
    Before(#[serde(deserialize_with = "crate::iso::of_day")] NaiveDate),
    /// The day lies at most so many months back.
    WithinMonths(u16),
    /// The day lies at least so many months back.
    MonthsAgoAtLeast(u16),
    /// The day has not passed.
    NotPassed,
    /// The industry is one of these, by prefix of GB/T 4754-2017.
    CodeIn(Vec<String>),
    /// The industry is none of these, by prefix of GB/T 4754-2017.
    CodeNotIn(Vec<String>),
}

impl Test {
    /// Whether it can be asked of a fact.
    pub(super) fn fits(&self, fact: FactKey) -> bool {
        match (self, fact.kind()) {
            (Test::Is(_), FactKind::YesNo)
            | (Test::AtLeast(_) | Test::AtMost(_), FactKind::Number(_))
            | (Test::AgeAtLeast(_) | Test::AgeUnder(_), FactKind::Date)
            | (Test::WithinMonths(_) | Test::MonthsAgoAtLeast(_) | Test::NotPassed, FactKind::Date)
            | (Test::Since(_) | Test::Before(_), FactKind::Date) => true,
            (Test::Some { at_least, are }, FactKind::Dates) => {
                let of_a_birth =
                    matches!(**are, Test::AgeAtLeast(_) | Test::AgeUnder(_) | Test::Since(_) | Test::Before(_));
                (1..=MOST_OF_A_LIST).contains(at_least) && of_a_birth
            }
            (Test::CodeIn(codes) | Test::CodeNotIn(codes), FactKind::IndustryCode) => {
                !codes.is_empty() && codes.iter().all(|code| IndustryCode::read(code).is_some())
            }
            (Test::OneOf(names), FactKind::Choice(choices)) => {
                !names.is_empty() && names.iter().all(|name| choices.iter().any(|choice| choice.name == name))
            }
            (Test::LevelAtLeast(name) | Test::LevelAtMost(name), FactKind::Choice(choices)) => {
                fact.has_levels() && choices.iter().any(|choice| choice.name == name)
            }
            _ => false,
        }
    }

    /// What it asks of each day of a list, or of the day itself.
    pub(crate) fn of_each(&self) -> &Test {
        match self {
            Test::Some { are, .. } => are,
            other => other,
        }
    }
}

/// Why a rule may not be published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RuleError {
    /// Nested deeper than a person could read.
    #[error("a rule nests at most {DEEPEST} levels")]
    TooDeep,
    /// More conditions than a person could read.
    #[error(
        "a rule has at most {MOST_CONDITIONS} conditions, this one has {0}; one on what is worked out counts as {WORKED_OUT}"
    )]
    TooMany(usize),
    /// The test cannot be asked of this fact.
    #[error("{test:?} cannot be asked of {fact:?}")]
    WrongTest {
        /// The fact.
        fact: FactKey,
        /// The test that does not fit.
        test: Test,
    },
    /// More is counted in one list than can be gone through.
    #[error(
        "too much is counted in {0:?}: the numbers asked for, each and one, multiplied, are at most {MOST_COUNTED}"
    )]
    TooMuchCounted(FactKey),
    /// A rule for residents asks about a firm, or the other way round.
    #[error("{0:?} is not a fact of those whom the policy is for")]
    WrongSubject(FactKey),
}

impl Rule {
    /// Checks types, choices, subject and size.
    pub fn check(&self, subject: Subject) -> Result<(), RuleError> {
        let conditions = self.conditions(DEEPEST, false)?;
        let all = self.weight();
        if all > MOST_CONDITIONS {
            return Err(RuleError::TooMany(all));
        }
        for condition in conditions {
            if condition.fact.subject() != subject {
                return Err(RuleError::WrongSubject(condition.fact));
            }
            if !condition.test.fits(condition.fact) {
                return Err(RuleError::WrongTest { fact: condition.fact, test: condition.test.clone() });
            }
        }
        self.check_counts()
    }

    /// Whether what is counted in each list can be gone through, also by what other policies ask for that were looked up.
    pub(super) fn is_countable(&self) -> bool {
        self.check_counts().is_ok()
    }

    fn check_counts(&self) -> Result<(), RuleError> {
        let mut seen: Vec<&Condition> = Vec::new();
        for condition in self.all_conditions() {
            let is_same = |other: &&Condition| other.fact == condition.fact && other.test == condition.test;
            if matches!(condition.test, Test::Some { .. }) && !seen.iter().any(is_same) {
                seen.push(condition);
            }
        }
        for Condition { fact, .. } in &seen {
            let counts = seen.iter().filter(|other| other.fact == *fact).map(|other| match &other.test {
                Test::Some { at_least, .. } => usize::from(*at_least) + 1,
                _ => 1,
            });
            if counts.fold(1, usize::saturating_mul) > MOST_COUNTED {
                return Err(RuleError::TooMuchCounted(*fact));
            }
        }
        Ok(())
    }

    /// The articles that it cites; none where it is nested too deep to be a rule.
    pub fn articles(&self) -> impl Iterator<Item = &ArticleNumber> {
        let others = self.others().into_iter().map(|other| &other.article);
        self.written_conditions().into_iter().map(|condition| &condition.article).chain(others)
    }

    /// Its conditions on one fact, also those from which something is worked out and those of other policies that were looked up; none where it is
    /// nested too deep to be a rule.
    pub fn conditions_on(&self, fact: FactKey) -> impl Iterator<Item = &Condition> {
        self.all_conditions().into_iter().filter(move |condition| condition.fact == fact)
    }

    /// Whether it asks for this answer of a yes-or-no fact. Who comes to give an answer cannot fail by it unless the rule asks for the other one.
    pub fn wants(&self, fact: FactKey, answer: bool) -> bool {
        match self {
            Rule::All(parts) | Rule::Any(parts) => parts.iter().any(|part| part.wants(fact, answer)),
            Rule::Not(part) => part.wants(fact, !answer),
            Rule::Condition(condition) => condition.fact == fact && condition.test == Test::Is(answer),
            Rule::Meets(other) => other.audience().is_some_and(|audience| audience.wants(fact, answer)),
        }
    }

    /// The way to the first condition that is so, as all/1/condition; none where there is none, or too deep.
    pub(crate) fn way_to(&self, is_so: &dyn Fn(&Condition) -> bool) -> Option<String> {
        self.way_within(is_so, DEEPEST)
    }

    fn way_within(&self, is_so: &dyn Fn(&Condition) -> bool, depth: usize) -> Option<String> {
        let below = depth.checked_sub(1)?;
        let among = |name: &str, parts: &[Rule]| {
            parts
                .iter()
                .enumerate()
                .find_map(|(at, part)| Some(format!("{name}/{at}/{}", part.way_within(is_so, below)?)))
        };
        match self {
            Rule::All(parts) => among("all", parts),
            Rule::Any(parts) => among("any", parts),
            Rule::Not(part) => Some(format!("not/{}", part.way_within(is_so, below)?)),
            Rule::Condition(condition) => is_so(condition).then(|| "condition".to_owned()),
            Rule::Meets(_) => None,
        }
    }

    /// Its conditions as they are written, in order; none where it is nested too deep to be a rule.
    pub(crate) fn written_conditions(&self) -> Vec<&Condition> {
        self.conditions(DEEPEST, false).unwrap_or_default()
    }

    /// All that is asked of what people say, in order: what is written, what is worked out from other facts by these, and what another policy asks by
    /// what that asks. None where it is nested too deep to be a rule.
    pub(super) fn all_conditions(&self) -> Vec<&Condition> {
        self.conditions(DEEPEST, true).unwrap_or_default()
    }

    fn conditions(&self, depth: usize, spelt_out: bool) -> Result<Vec<&Condition>, RuleError> {
        let Some(below) = depth.checked_sub(1) else {
            return Err(RuleError::TooDeep);
        };
        if spelt_out && let Some(rule) = self.spelt_out() {
            // What stands for a condition has a depth of its own.
            return rule.conditions(DEEPEST, true);
        }
        match self {
            Rule::Condition(condition) => Ok(vec![condition]),
            Rule::Meets(_) => Ok(Vec::new()),
            Rule::Not(part) => part.conditions(below, spelt_out),
            Rule::All(parts) | Rule::Any(parts) => {
                let mut found = Vec::new();
                for part in parts {
                    found.extend(part.conditions(below, spelt_out)?);
                }
                Ok(found)
            }
        }
    }

    /// What it stands for: a condition on what is worked out for those from which it is, another policy that was looked up for its audience.
    pub(super) fn spelt_out(&self) -> Option<&Rule> {
        match self {
            Rule::Condition(condition) => size_class::spelt_out(condition),
            Rule::Meets(other) => other.audience(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(json: &str) -> Rule {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn more_is_not_counted_in_a_list_than_can_be_gone_through() {
        let some = |at_least: u8, age: u16| {
            format!(
                r#"{{"condition":{{"fact":"children","test":{{"some":{{"at_least":{at_least},"are":{{"age_under":{age}}}}}}},"article":"3"}}}}"#
            )
        };
        let all = |parts: &[String]| rule(&format!(r#"{{"all":[{}]}}"#, parts.join(",")));
        let few = [some(7, 2), some(7, 4), some(7, 10), some(7, 30)];
        assert_eq!(all(&few).check(Subject::Resident), Ok(()));
        let again = [few.as_slice(), &few].concat();
        assert_eq!(all(&again).check(Subject::Resident), Ok(()));
        let one_more = [few.as_slice(), &[some(1, 50)]].concat();
        assert_eq!(all(&one_more).check(Subject::Resident), Err(RuleError::TooMuchCounted(FactKey::Children)));
    }

    #[test]
    fn a_condition_is_found_by_its_way() {
        let rule = rule(
            r#"{"all":[{"condition":{"fact":"sex","test":{"one_of":["male"]},"article":"3"}},
            {"not":{"any":[{"condition":{"fact":"hukou","test":{"at_least":3},"article":"3"}}]}}]}"#,
        );
        let is_hukou = |condition: &Condition| condition.fact == FactKey::Hukou;
        assert_eq!(rule.way_to(&is_hukou).as_deref(), Some("all/1/not/any/0/condition"));
        assert_eq!(rule.way_to(&|_| false), None);
    }

    #[test]
    fn a_test_must_fit_its_fact() {
        let wrong = rule(r#"{"condition":{"fact":"hukou","test":{"at_least":3},"article":"3"}}"#);
        assert!(matches!(wrong.check(Subject::Resident), Err(RuleError::WrongTest { .. })));
        let unknown_choice = rule(r#"{"condition":{"fact":"hukou","test":{"one_of":["mars"]},"article":"3"}}"#);
        assert!(unknown_choice.check(Subject::Resident).is_err());
        let other_subject = rule(r#"{"condition":{"fact":"employees","test":{"at_most":300},"article":"3"}}"#);
        assert!(matches!(other_subject.check(Subject::Resident), Err(RuleError::WrongSubject(FactKey::Employees))));
        assert_eq!(other_subject.check(Subject::Firm), Ok(()));
    }

    #[test]
    fn not_turns_around_what_is_wanted() {
        let disabled =
            |answer| rule(&format!(r#"{{"condition":{{"fact":"disabled","test":{{"is":{answer}}},"article":"3"}}}}"#));
        let wants = |rule: &Rule| [true, false].map(|answer| rule.wants(FactKey::Disabled, answer));
        assert_eq!(wants(&Rule::Any(vec![disabled(true)])), [true, false]);
        assert_eq!(wants(&Rule::Not(Box::new(Rule::All(vec![disabled(true)])))), [false, true]);
        assert_eq!(wants(&Rule::All(vec![disabled(true), Rule::Not(Box::new(disabled(true)))])), [true, true]);
        assert!(!disabled(true).wants(FactKey::LowIncome, true));
    }

    #[test]
    fn other_policies_count_as_conditions() {
        let other = || Rule::Meets(OtherPolicy::new("another".parse().unwrap(), "3".parse().unwrap()));
        let of = |count| Rule::All((0..count).map(|_| other()).collect());
        assert_eq!(of(MOST_CONDITIONS).check(Subject::Firm), Ok(()));
        assert_eq!(of(MOST_CONDITIONS + 1).check(Subject::Firm), Err(RuleError::TooMany(MOST_CONDITIONS + 1)));
    }

    #[test]
    fn depth_is_limited() {
        let mut deep = Rule::All(vec![]);
        for _ in 0..DEEPEST {
            deep = Rule::Not(Box::new(deep));
        }
        assert_eq!(deep.check(Subject::Resident), Err(RuleError::TooDeep));
    }
}
