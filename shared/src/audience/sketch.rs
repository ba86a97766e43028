//! A rule as it is clicked together: lines that must all hold, each of one or more alternatives, some of them still without their value.
//!
//! So every rule that people need can be written without nesting: "all" of "any". What a policy's own rule nests stands as one line that is taken over
//! whole.

use serde::{Deserialize, Serialize};

use super::{Condition, Rule, Test};
use crate::facts::{FactKey, FactKind};
use crate::law::ArticleNumber;
use crate::words::half_width;

/// A rule in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// All of them must hold.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// At least one of these holds.
    AnyOf(Vec<Clause>),
    /// A part of a policy's own rule, as it stands there.
    Whole(Rule),
}

/// A condition in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// What is asked about.
    pub fact: FactKey,
    /// What of it.
    pub ask: Ask,
    /// What was typed or chosen for it: a number as people type it, one or more choices or prefixes with spaces between.
    pub typed: String,
    /// How many of a list it is asked of, as it was typed.
    #[serde(default = "one")]
    pub many: String,
    /// The article that sets it.
    pub article: Option<ArticleNumber>,
}

fn one() -> String {
    "1".into()
}

/// What can be asked of a fact, without the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Yes.
    Yes,
    /// No.
    No,
    /// One of the choices.
    OneOf,
    /// This level or a higher one.
    LevelAtLeast,
    /// This level or a lower one.
    LevelAtMost,
    /// At least a number.
    AtLeast,
    /// At most a number.
    AtMost,
    /// Of such an age.
    AgeAtLeast,
    /// Younger.
    AgeUnder,
    /// So many of a list are of such an age.
    SomeAgeAtLeast,
    /// So many of a list are younger.
    SomeAgeUnder,
    /// On a day or later.
    Since,
    /// Before a day.
    Before,
    /// At most so many months back.
    WithinMonths,
    /// At least so many months back.
    MonthsAgoAtLeast,
    /// Not passed yet.
    NotPassed,
    /// One of these industries.
    CodeIn,
    /// None of these industries.
    CodeNotIn,
}

/// What a clause still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// Its value, or one that can be read.
    Value,
    /// The article.
    Article,
}

impl Ask {
    /// What can be asked of a fact, the most frequent first: an age of a birth date alone, months of what else has happened.
    pub fn of(fact: FactKey) -> &'static [Ask] {
        match fact.kind() {
            FactKind::YesNo => &[Ask::Yes, Ask::No],
            FactKind::Date if fact == FactKey::BirthDate => &[Ask::AgeAtLeast, Ask::AgeUnder, Ask::Since, Ask::Before],
            FactKind::Date if fact.may_be_to_come() => &[Ask::NotPassed],
            FactKind::Date => &[Ask::WithinMonths, Ask::MonthsAgoAtLeast, Ask::Since, Ask::Before],
            FactKind::Dates => &[Ask::SomeAgeUnder, Ask::SomeAgeAtLeast],
            FactKind::Number(_) => &[Ask::AtLeast, Ask::AtMost],
            FactKind::Choice(_) if fact.has_levels() => &[Ask::OneOf, Ask::LevelAtLeast, Ask::LevelAtMost],
            FactKind::Choice(_) => &[Ask::OneOf],
            FactKind::IndustryCode => &[Ask::CodeIn, Ask::CodeNotIn],
        }
    }

    /// Whether it is asked of a list, and wants to know of how many.
    pub fn takes_many(self) -> bool {
        matches!(self, Ask::SomeAgeAtLeast | Ask::SomeAgeUnder)
    }

    /// Whether it wants a value.
    pub fn takes_value(self) -> bool {
        !matches!(self, Ask::Yes | Ask::No | Ask::NotPassed)
    }
}

impl Clause {
    /// The first clause about a fact: its most frequent question, without a value.
    pub fn about(fact: FactKey, article: Option<ArticleNumber>) -> Clause {
        let ask = Ask::of(fact).first().copied().unwrap_or(Ask::Yes);
        Clause { fact, ask, typed: String::new(), many: one(), article }
    }

    /// The condition, once nothing is lacking.
    pub fn condition(&self) -> Result<Condition, Lacks> {
        let test = self.test().ok_or(Lacks::Value)?;
        Ok(Condition { fact: self.fact, test, article: self.article.ok_or(Lacks::Article)? })
    }

    fn test(&self) -> Option<Test> {
        let words = || self.typed.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
        let count = || half_width(&self.typed).trim().parse::<u16>().ok();
        let day = || crate::iso::day(half_width(&self.typed).trim());
        let some = |are| {
            let at_least = half_width(&self.many).trim().parse().ok()?;
            Some(Test::Some { at_least, are: Box::new(are) })
        };
        // As it is typed into the fact's own field: money in 元 or 万元.
        let number = || match self.fact.read_number(&self.typed) {
            Ok(number) if number >= 0 => Some(number),
            _ => None,
        };
        let test = match self.ask {
            Ask::Yes => Test::Is(true),
            Ask::No => Test::Is(false),
            Ask::OneOf => Test::OneOf(words()),
            Ask::LevelAtLeast => Test::LevelAtLeast(self.typed.trim().into()),
            Ask::LevelAtMost => Test::LevelAtMost(self.typed.trim().into()),
            Ask::AtLeast => Test::AtLeast(number()?),
            Ask::AtMost => Test::AtMost(number()?),
            Ask::AgeAtLeast => Test::AgeAtLeast(count()?),
            Ask::AgeUnder => Test::AgeUnder(count()?),
            Ask::SomeAgeAtLeast => some(Test::AgeAtLeast(count()?))?,
            Ask::SomeAgeUnder => some(Test::AgeUnder(count()?))?,
            Ask::Since => Test::Since(day()?),
            Ask::Before => Test::Before(day()?),
            Ask::WithinMonths => Test::WithinMonths(count()?),
            Ask::MonthsAgoAtLeast => Test::MonthsAgoAtLeast(count()?),
            Ask::NotPassed => Test::NotPassed,
            Ask::CodeIn => Test::CodeIn(words()),
            Ask::CodeNotIn => Test::CodeNotIn(words()),
        };
        test.fits(self.fact).then_some(test)
    }
}

impl Sketch {
    /// Takes over a policy's own rule: what is "all" of single conditions and of their alternatives line by line, to be changed; else the part as it is.
    /// What it asks of another policy stands in its place.
    pub fn of(rule: &Rule) -> Sketch {
        let by_itself = rule.by_itself();
        let rule = by_itself.as_ref().unwrap_or(rule);
        let parts = match rule {
            Rule::All(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        Sketch { lines: parts.iter().map(Line::of).collect() }
    }

    /// The rule of what is complete, and the first clause that is not, by its line and place in it.
    pub fn rule(&self) -> (Rule, Option<(usize, usize, Lacks)>) {
        let mut lacking = None;
        let mut parts = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let clauses = match line {
                Line::Whole(rule) => {
                    parts.push(rule.clone());
                    continue;
                }
                Line::AnyOf(clauses) => clauses,
            };
            let mut complete = Vec::new();
            for (place, clause) in clauses.iter().enumerate() {
                match clause.condition() {
                    Ok(condition) => complete.push(Rule::Condition(condition)),
                    Err(lacks) => lacking = lacking.or(Some((at, place, lacks))),
                }
            }
            match complete.len() {
                0 => {}
                1 => parts.extend(complete),
                _ => parts.push(Rule::Any(complete)),
            }
        }
        (Rule::All(parts), lacking)
    }
}

impl Line {
    /// The line that writes a rule: clauses where they can, or the rule whole.
    pub fn of(rule: &Rule) -> Line {
        let clause = |part: &Rule| match part {
            Rule::Condition(condition) => Clause::from_condition(condition),
            _ => None,
        };
        let alternatives = match rule {
            Rule::Any(parts) if !parts.is_empty() => parts.iter().map(clause).collect::<Option<Vec<Clause>>>(),
            one => clause(one).map(|clause| vec![clause]),
        };
        alternatives.map_or_else(|| Line::Whole(rule.clone()), Line::AnyOf)
    }

    /// Its rule, once no clause lacks anything.
    pub fn rule(&self) -> Option<Rule> {
        let clauses = match self {
            Line::Whole(rule) => return Some(rule.clone()),
            Line::AnyOf(clauses) => clauses,
        };
        let mut all = clauses.iter().map(|clause| clause.condition().ok().map(Rule::Condition));
        let mut complete = all.by_ref().collect::<Option<Vec<Rule>>>()?;
        match complete.len() {
            0 => None,
            1 => complete.pop(),
            _ => Some(Rule::Any(complete)),
        }
    }
}

impl Clause {
    fn from_condition(Condition { fact, test, article }: &Condition) -> Option<Clause> {
        let many = if let Test::Some { at_least, .. } = test { Some(at_least.to_string()) } else { None };
        let number = |number: &i64| fact.typed(&crate::facts::FactValue::Number(*number));
        let (ask, typed) = match test.of_each() {
            Test::Is(true) => (Ask::Yes, String::new()),
            Test::Is(false) => (Ask::No, String::new()),
            Test::OneOf(names) => (Ask::OneOf, names.join(" ")),
            Test::LevelAtLeast(name) => (Ask::LevelAtLeast, name.clone()),
            Test::LevelAtMost(name) => (Ask::LevelAtMost, name.clone()),
            Test::AtLeast(least) => (Ask::AtLeast, number(least)),
            Test::AtMost(most) => (Ask::AtMost, number(most)),
            Test::AgeAtLeast(years) if many.is_some() => (Ask::SomeAgeAtLeast, years.to_string()),
            Test::AgeUnder(years) if many.is_some() => (Ask::SomeAgeUnder, years.to_string()),
            Test::AgeAtLeast(years) => (Ask::AgeAtLeast, years.to_string()),
            Test::AgeUnder(years) => (Ask::AgeUnder, years.to_string()),
            Test::Since(day) => (Ask::Since, day.to_string()),
            Test::Before(day) => (Ask::Before, day.to_string()),
            Test::WithinMonths(months) => (Ask::WithinMonths, months.to_string()),
            Test::MonthsAgoAtLeast(months) => (Ask::MonthsAgoAtLeast, months.to_string()),
            Test::NotPassed => (Ask::NotPassed, String::new()),
            Test::CodeIn(prefixes) => (Ask::CodeIn, prefixes.join(" ")),
            Test::CodeNotIn(prefixes) => (Ask::CodeNotIn, prefixes.join(" ")),
            Test::Some { .. } => return None,
        };
        let many = many.unwrap_or_else(one);
        let clause = Clause { fact: *fact, ask, typed, many, article: Some(*article) };
        // Where it would not come out as it was it is not for changing.
        (clause.test().as_ref() == Some(test)).then_some(clause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Subject;
    use crate::pack::Parts;

    #[test]
    fn everything_that_is_offered_fits_its_fact() {
        for fact in FactKey::ALL {
            let asks = Ask::of(*fact);
            assert!(!asks.is_empty(), "{fact:?}");
            for ask in asks.iter().copied() {
                let typed = match fact.kind() {
                    _ if !ask.takes_value() => String::new(),
                    FactKind::Choice(choices) => choices[0].name.to_owned(),
                    _ if matches!(ask, Ask::Since | Ask::Before) => "2025-01-01".to_owned(),
                    FactKind::IndustryCode => "16 C".to_owned(),
                    _ => "12".to_owned(),
                };
                let many = if ask.takes_many() { "2".to_owned() } else { one() };
                let clause = Clause { fact: *fact, ask, typed, many, article: Some("3".parse().unwrap()) };
                let rule = Rule::Condition(clause.condition().unwrap());
                assert_eq!(rule.check(fact.subject()), Ok(()), "{fact:?} {ask:?}");
                assert_eq!(Sketch::of(&rule), Sketch { lines: vec![Line::AnyOf(vec![clause])] });
            }
        }
    }

    /// Each sample policy's rule says the same once it was taken over.
    #[test]
    fn a_policys_rule_is_taken_over_whole() {
        let mut lines = 0;
        for policy in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/sample")).unwrap() {
            let text = std::fs::read_to_string(policy.unwrap().path().join("pack.json")).unwrap();
            let Some(offer) = serde_json::from_str::<Parts>(&text).unwrap().offer else { continue };
            let sketch = Sketch::of(&offer.audience);
            let (rule, lacking) = sketch.rule();
            assert_eq!(lacking, None);
            lines += sketch.lines.iter().filter(|line| matches!(line, Line::AnyOf(_))).count();
            let parts = |rule: &Rule| match rule {
                Rule::All(parts) => parts.clone(),
                other => vec![other.clone()],
            };
            assert_eq!(parts(&rule), parts(&offer.audience), "{text}");
        }
        assert!(lines > 40, "{lines}");
    }

    #[test]
    fn what_is_lacking_is_said_and_what_is_there_counts() {
        let article = Some("3".parse().unwrap());
        let old = Clause { typed: "65".into(), ..Clause::about(FactKey::BirthDate, article) };
        let hukou = Clause::about(FactKey::Hukou, article);
        let sketch = |second| Sketch { lines: vec![Line::AnyOf(vec![old.clone()]), Line::AnyOf(vec![second])] };
        let (rule, lacking) = sketch(hukou.clone()).rule();
        assert_eq!(lacking, Some((1, 0, Lacks::Value)));
        assert_eq!(rule.check(Subject::Resident), Ok(()));
        let said = Clause { typed: "shanghai".into(), article: None, ..hukou };
        assert_eq!(sketch(said).rule().1, Some((1, 0, Lacks::Article)));
        let money = Clause { typed: "300".into(), ask: Ask::AtMost, ..Clause::about(FactKey::TaxableIncome, article) };
        assert_eq!(money.condition().unwrap().test, Test::AtMost(300_000_000));
    }
}
