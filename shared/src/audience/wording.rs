//! Rules and reasons as sentences, in both languages: the app and the pages of the worker say the same thing in the same words.
//!
//! A reason says what the person stated, and the article that asked: 因为 72 岁、上海户籍（第3条）. A condition that fails says what would be needed.

use chrono::NaiveDate;

pub use super::phrases::answers;
use super::phrases::{choice, label, number, short, whom, yes_no};
use super::{Condition, Judgement, Otherwise, Reason, Rule, Test, Verdict, WayIn, age};
use crate::facts::{FactKey, FactKind, FactValue, Facts};
use crate::law::ArticleNumber;
use crate::words::date::full_day;
use crate::words::{Bilingual, Language};

crate::words! {
    BECAUSE: "因为" / "Because: ";
    BY_THEN: "到时候" / "By then: ";
}

/// An article as a short reference: 第3条, art. 3.
pub fn cite(article: &ArticleNumber, language: Language) -> String {
    let number = article.to_string();
    match (language, number.split_once('-')) {
        (Language::Zh, Some((main, inserted))) => format!("第{main}条之{inserted}"),
        (Language::Zh, None) => format!("第{number}条"),
        (Language::En, _) => format!("art. {number}"),
    }
}

/// The one sentence under a card: why it applies, why it does not, or what is still to be said.
pub fn because(judged: &Judgement, today: NaiveDate, language: Language) -> String {
    match judged.verdict {
        Verdict::Eligible => decided(judged, today, BECAUSE, language),
        Verdict::NotEligible => {
            let reasons: Vec<String> = judged.because.iter().map(|reason| failed(reason, today, language)).collect();
            reasons.join(semicolon(language))
        }
        Verdict::Unknown => still_missing(&judged.missing, language),
    }
}

/// What will decide it, as it is with the person on that day to come: 到时候没有 3 岁以下的孩子（第3条）. Also of what does not apply.
pub fn decided_then(judged: &Judgement, day: NaiveDate, language: Language) -> String {
    decided(judged, day, BY_THEN, language)
}

/// What decides it: 因为 72 岁、上海户籍（第3条）.
fn decided(judged: &Judgement, today: NaiveDate, before: Bilingual, language: Language) -> String {
    let reasons = &judged.because;
    if reasons.is_empty() {
        return match language {
            Language::Zh => "所有人都适用".into(),
            Language::En => "It applies to everyone".into(),
        };
    }
    let mut said = Vec::new();
    for reason in reasons {
        let one = (statement(reason, today, language), Some(&reason.article));
        // One fact may be asked about twice in one article.
        if !said.contains(&one) {
            said.push(one);
        }
    }
    let list = cited(said, comma(language), language);
    let between = if language == Language::Zh { space_before(&list) } else { "" };
    [before.in_language(language), between, &list].concat()
}

/// What would be needed and what was said; or, where a condition that excludes holds, whom it excludes.
fn failed(reason: &Reason, today: NaiveDate, language: Language) -> String {
    let mut said = statement(reason, today, language);
    let article = bracketed(&cite(&reason.article, language), language);
    if reason.holds {
        return match language {
            Language::Zh => format!("{said}的不适用{article}"),
            Language::En => format!("Not given where this holds: {said}{article}"),
        };
    }
    let needed = requirement(reason.fact, &reason.test, language);
    // 您填的是不是… would read as a question.
    if language == Language::Zh && matches!(reason.value, FactValue::Bool(_)) {
        said = ["“", &said, "”"].concat();
    }
    // What is worked out was not said.
    let by = match (language, reason.fact.is_worked_out()) {
        (Language::Zh, false) => "您填的是",
        (Language::Zh, true) => "按您填的是",
        (Language::En, false) => "you said",
        (Language::En, true) => "by what you said",
    };
    match language {
        Language::Zh => format!("要求{}{needed}，{by}{}{said}{article}", space_before(&needed), space_before(&said)),
        Language::En => format!("Needed: {needed}; {by}: {said}{article}"),
    }
}

/// What would make it apply: 2027年3月1日起就符合; 如果年应纳税所得额不超过 300 万元，就符合.
pub fn way_in(way: &WayIn, facts: &Facts, language: Language) -> String {
    let others = match way {
        WayIn::From(day) => {
            let day = full_day(*day, language);
            return match language {
                Language::Zh => format!("{day}起就符合"),
                Language::En => format!("it applies from {day}"),
            };
        }
        WayIn::If(others) => others,
    };
    let others: Vec<String> = others.iter().map(|other| otherwise(other, facts, language)).collect();
    match language {
        Language::Zh => format!("如果{}，就符合", others.join("，")),
        Language::En => format!("it applies if {}", others.join(" and ")),
    }
}

fn otherwise(other: &Otherwise, facts: &Facts, language: Language) -> String {
    let Otherwise { fact, value } = other;
    match (value, facts.get(*fact)) {
        (FactValue::Number(bound), Some(FactValue::Number(said))) if bound < said => {
            requirement(*fact, &Test::AtMost(*bound), language)
        }
        (FactValue::Number(bound), _) => requirement(*fact, &Test::AtLeast(*bound), language),
        (FactValue::Text(name), _) if matches!(fact.kind(), FactKind::Choice(_)) => choice(*fact, name, language),
        (value, _) => said(*fact, value, language),
    }
}

/// What must still be said: 还差：户籍、出生日期.
pub fn still_missing(missing: &[FactKey], language: Language) -> String {
    if missing.is_empty() {
        return match language {
            Language::Zh => "要看另一项政策，它不在本机，或者还没有公开".into(),
            Language::En => "It depends on another policy, which is not on this device or not published yet".into(),
        };
    }
    let labels: Vec<&str> = missing.iter().map(|fact| fact.label().in_language(language)).collect();
    match language {
        Language::Zh => format!("还差：{}", labels.join("、")),
        Language::En => format!("Still to be said: {}", labels.join(", ")),
    }
}

/// For whom a rule is, with its articles: 满 65 岁、上海户籍（第3条）.
pub fn rule(rule: &Rule, language: Language) -> String {
    let (text, article) = worded(rule, language);
    if text.is_empty() {
        return match language {
            Language::Zh => "所有人".into(),
            Language::En => "Everyone".into(),
        };
    }
    match article {
        Some(article) => format!("{text}{}", bracketed(&cite(article, language), language)),
        None => text,
    }
}

/// The text, and the article where one stands for the whole and is not yet cited in it.
fn worded(rule: &Rule, language: Language) -> (String, Option<&ArticleNumber>) {
    match rule {
        Rule::Condition(condition) => {
            (requirement(condition.fact, &condition.test, language), Some(&condition.article))
        }
        Rule::Not(part) => {
            let (text, article) = match &**part {
                Rule::Condition(Condition { fact, test: Test::Is(wanted), article }) => {
                    return (yes_no(*fact, !wanted).in_language(language).into(), Some(article));
                }
                other => worded(other, language),
            };
            match language {
                Language::Zh => (format!("不属于“{text}”"), article),
                Language::En => (format!("not “{text}”"), article),
            }
        }
        Rule::Meets(other) => {
            let policy = other.title().map_or(other.policy.as_str(), |title| title.in_language(language));
            let text = match language {
                Language::Zh => format!("符合《{policy}》的条件"),
                Language::En => format!("meets the conditions of “{policy}”"),
            };
            (text, Some(&other.article))
        }
        Rule::All(parts) => joined(parts, comma(language), language),
        Rule::Any(parts) => {
            let or = match language {
                Language::Zh => "或者",
                Language::En => " or ",
            };
            joined(parts, or, language)
        }
    }
}

fn has_parts_with_parts(part: &Rule) -> bool {
    let (Rule::Any(inner) | Rule::All(inner)) = part else { return false };
    matches!(part, Rule::All(_)) && inner.len() > 1
        || inner.iter().any(|one| matches!(one, Rule::Any(parts) | Rule::All(parts) if parts.len() > 1))
}

fn joined<'a>(parts: &'a [Rule], between: &str, language: Language) -> (String, Option<&'a ArticleNumber>) {
    let mut said: Vec<(String, Option<&ArticleNumber>)> = Vec::with_capacity(parts.len());
    for part in parts {
        let (mut text, article) = worded(part, language);
        // Alternatives of single conditions read by themselves; what has parts of its own is held together.
        let grouped = parts.len() > 1 && has_parts_with_parts(part);
        if grouped {
            text = match language {
                Language::Zh => format!("【{text}】"),
                Language::En => format!("[{text}]"),
            };
        }
        said.push((text, article));
    }
    let first = said.first().and_then(|(_, article)| *article);
    if first.is_some() && said.iter().all(|(_, article)| *article == first) {
        let texts: Vec<String> = said.into_iter().map(|(text, _)| text).collect();
        return (texts.join(between), first);
    }
    (cited(said, between, language), None)
}

/// Joins phrases, each run that rests on one article followed by that article.
fn cited(said: Vec<(String, Option<&ArticleNumber>)>, between: &str, language: Language) -> String {
    let mut list = String::new();
    let mut rest = said.iter().peekable();
    while let Some((text, article)) = rest.next() {
        list.push_str(text);
        if let Some(article) = article
            && rest.peek().is_none_or(|(_, next)| *next != Some(*article))
        {
            list.push_str(&bracketed(&cite(article, language), language));
        }
        if rest.peek().is_some() {
            list.push_str(between);
        }
    }
    list
}

/// What the person said, in the light of what was asked.
pub fn statement(reason: &Reason, today: NaiveDate, language: Language) -> String {
    let fact = reason.fact;
    match (&reason.value, &reason.test) {
        (FactValue::Bool(said), _) => yes_no(fact, *said).in_language(language).into(),
        (FactValue::Number(said), _) => labelled(fact, &number(fact, *said, language), language),
        (FactValue::Date(born), Test::AgeAtLeast(_) | Test::AgeUnder(_)) => years_old(age(*born, today), language),
        (FactValue::Date(day), _) => labelled(fact, &full_day(*day, language), language),
        (FactValue::Dates(_), Test::Some { at_least, are }) => some_of(fact, *at_least, are, reason.holds, language),
        (value @ FactValue::Dates(_), _) => labelled(fact, &said(fact, value, language), language),
        (FactValue::Text(code), Test::CodeIn(_) | Test::CodeNotIn(_)) => labelled(fact, code, language),
        (FactValue::Text(name), _) => choice(fact, name, language),
    }
}

/// What was said for a fact, by itself: 1954年3月1日, 上海户籍, 50 万元.
pub fn said(fact: FactKey, value: &FactValue, language: Language) -> String {
    match value {
        FactValue::Bool(said) => yes_no(fact, *said).in_language(language).into(),
        FactValue::Number(said) => number(fact, *said, language),
        FactValue::Date(day) => full_day(*day, language),
        FactValue::Dates(days) if days.is_empty() => match language {
            Language::Zh => "没有".into(),
            Language::En => "none".into(),
        },
        FactValue::Dates(days) => {
            let days: Vec<String> = days.iter().map(|day| full_day(*day, language)).collect();
            days.join(comma(language))
        }
        FactValue::Text(name) => label(fact, name, language).into(),
    }
}

/// What a test asks of a fact: 满 65 岁.
pub fn requirement(fact: FactKey, test: &Test, language: Language) -> String {
    let zh = language == Language::Zh;
    let months = |n: &u16| if zh { format!("{n} 个月") } else { format!("{n} months") };
    let sentence =
        |zh_words: String, en_words: String| labelled(fact, if zh { &zh_words } else { &en_words }, language);
    match test {
        Test::Is(wanted) => yes_no(fact, *wanted).in_language(language).into(),
        Test::OneOf(names) => {
            let names: Vec<String> = names.iter().map(|name| choice(fact, name, language)).collect();
            names.join(if zh { "或" } else { " or " })
        }
        Test::LevelAtLeast(least) => {
            let least = choice(fact, least, language);
            if zh { format!("{least}及以上") } else { format!("{least} or above") }
        }
        Test::LevelAtMost(most) => {
            let most = choice(fact, most, language);
            if zh { format!("{most}及以下") } else { format!("{most} or below") }
        }
        Test::AtLeast(least) => {
            let least = number(fact, *least, language);
            sentence(format!("至少 {least}"), format!("at least {least}"))
        }
        Test::AtMost(most) => {
            let most = number(fact, *most, language);
            sentence(format!("不超过 {most}"), format!("at most {most}"))
        }
        Test::AgeAtLeast(years) if zh => format!("满 {years} 岁"),
        Test::AgeAtLeast(years) => format!("aged {years} or more"),
        Test::AgeUnder(years) if zh => format!("不满 {years} 岁"),
        Test::AgeUnder(years) => format!("younger than {years}"),
        Test::Some { at_least, are } => some_of(fact, *at_least, are, true, language),
        Test::Since(day) => {
            let day = full_day(*day, language);
            sentence(format!("在 {day}或以后"), format!("on {day} or later"))
        }
        Test::Before(day) => {
            let day = full_day(*day, language);
            sentence(format!("在 {day}之前"), format!("before {day}"))
        }
        Test::WithinMonths(n) => sentence(format!("在最近 {}内", months(n)), format!("within the last {}", months(n))),
        Test::MonthsAgoAtLeast(n) => sentence(format!("已满 {}", months(n)), format!("at least {} ago", months(n))),
        Test::NotPassed => sentence("未过期".into(), "not passed".into()),
        Test::CodeIn(codes) => {
            let codes = codes.join(if zh { "、" } else { ", " });
            sentence(format!("在 {codes} 之列"), format!("one of {codes}"))
        }
        Test::CodeNotIn(codes) => {
            let codes = codes.join(if zh { "、" } else { ", " });
            sentence(format!("不在 {codes} 之列"), format!("none of {codes}"))
        }
    }
}

/// That so many of a list are so, or that there are not so many: 有 3 岁以下的孩子, 18 岁以下的孩子不到 2 个.
fn some_of(fact: FactKey, at_least: u8, are: &Test, holds: bool, language: Language) -> String {
    let whom = whom(fact, at_least > 1).in_language(language);
    match language {
        Language::Zh => {
            let whom = match are {
                Test::AgeAtLeast(years) => format!("{years} 岁以上的{whom}"),
                Test::AgeUnder(years) => format!("{years} 岁以下的{whom}"),
                Test::Since(day) => format!("{}或以后出生的{whom}", full_day(*day, language)),
                Test::Before(day) => format!("{}之前出生的{whom}", full_day(*day, language)),
                _ => whom.to_owned(),
            };
            match (at_least, holds) {
                (1, true) => format!("有{}{whom}", space_before(&whom)),
                (1, false) => format!("没有{}{whom}", space_before(&whom)),
                (_, true) => format!("至少有 {at_least} 个{}{whom}", space_before(&whom)),
                (_, false) => format!("{whom}不到 {at_least} 个"),
            }
        }
        Language::En => {
            let are = match are {
                Test::AgeAtLeast(years) => format!("aged {years} or more"),
                Test::AgeUnder(years) => format!("under {years}"),
                Test::Since(day) => format!("born on {} or later", full_day(*day, language)),
                Test::Before(day) => format!("born before {}", full_day(*day, language)),
                _ => String::new(),
            };
            match (at_least, holds) {
                (1, true) => format!("a {whom} {are}"),
                (1, false) => format!("no {whom} {are}"),
                (_, true) => format!("at least {at_least} {whom} {are}"),
                (_, false) => format!("fewer than {at_least} {whom} {are}"),
            }
        }
    }
}

fn years_old(years: i32, language: Language) -> String {
    match language {
        Language::Zh => format!("{years} 岁"),
        Language::En => format!("aged {years}"),
    }
}

fn labelled(fact: FactKey, value: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("{}{}{value}", short(fact, language), space_before(value)),
        Language::En => format!("{}: {value}", short(fact, language).to_ascii_lowercase()),
    }
}

fn space_before(text: &str) -> &'static str {
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" }
}

fn bracketed(text: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("（{text}）"),
        Language::En => format!(" ({text})"),
    }
}

fn comma(language: Language) -> &'static str {
    match language {
        Language::Zh => "、",
        Language::En => ", ",
    }
}

/// Between two reasons.
pub fn semicolon(language: Language) -> &'static str {
    match language {
        Language::Zh => "；",
        Language::En => "; ",
    }
}

#[cfg(test)]
mod tests;
