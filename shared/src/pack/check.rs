//! What stands between a pack and its publication, in words (办法 art. 26-27).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Amount, Basis, Pack};
use crate::audience::{Condition, MOST_CONDITIONS, Rule, RuleError, Senseless, wording};
use crate::facts::Subject;
use crate::law::ArticleNumber;
use crate::words::{BilingualText, Language};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Publication is refused.
    Error,
    /// Publication is possible; look again.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Its weight.
    pub level: Level,
    /// A stable code.
    pub code: &'static str,
    /// Where in the pack.
    #[serde(rename = "where")]
    pub place: String,
    /// 中文.
    pub message_zh: String,
    /// English.
    pub message_en: String,
}

impl Pack {
    /// Everything wrong with this pack; empty is fit for review.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.format != 1 {
            findings.push(error("format", "format", "版本不识别，应为 1", "the form's version must be 1"));
        }
        self.check_text(&mut findings);
        self.check_articles(&mut findings);
        self.check_numbers(&mut findings);
        self.check_offer(&mut findings);
        self.check_bound(&mut findings);
        self.check_plain(&mut findings);
        findings
    }

    fn check_text(&self, findings: &mut Vec<Finding>) {
        let both = |text: &BilingualText| !text.zh.trim().is_empty() && !text.en.trim().is_empty();
        let mut texts = vec![("title".to_owned(), &self.title), ("topic".to_owned(), &self.topic)];
        texts.extend(self.easy_texts().into_iter().map(|easy| (easy.place, easy.text)));
        let ceiling = self.offer.iter().filter_map(|offer| offer.ceiling.as_ref());
        texts.extend(ceiling.map(|ceiling| ("offer/ceiling".to_owned(), &ceiling.name)));
        for (place, text) in texts {
            if !both(text) {
                findings.push(error(
                    "language_missing",
                    &place,
                    "中文和英文都要写",
                    "Chinese and English are both needed",
                ));
            }
        }
        if self.interpretation.points.is_empty() {
            findings.push(error(
                "no_points",
                "points",
                "解读至少写一条要点（办法第27条）",
                "the interpretation needs a point (办法 art. 27)",
            ));
        }
        if [&self.contact.office, &self.contact.telephone].iter().any(|required| required.trim().is_empty()) {
            findings.push(error("no_contact", "contact", "请写明咨询窗口和电话", "name the office and its telephone"));
        }
    }

    fn check_articles(&self, findings: &mut Vec<Finding>) {
        let known: BTreeSet<&ArticleNumber> = self.document.articles().map(|article| &article.number).collect();
        if known.is_empty() {
            findings.push(error("no_articles", "document", "文件没有条文", "the document has no articles"));
        }
        let mut cited: Vec<(String, ArticleNumber)> = Vec::new();
        for easy in self.easy_texts() {
            if let Basis::Articles(articles) = easy.basis {
                let place = easy.place.trim_end_matches("/answer");
                cited.extend(articles.into_iter().map(|article| (place.to_owned(), article)));
            }
        }
        let audience = self.offer.iter().flat_map(|offer| offer.audience.articles());
        cited.extend(audience.map(|article| ("offer/audience".to_owned(), *article)));
        let limits = self.offer.iter().flat_map(|offer| offer.limiting_articles());
        cited.extend(limits.map(|(place, article)| (place, *article)));
        for (place, article) in &cited {
            if !known.contains(article) {
                findings.push(error(
                    "unknown_article",
                    place,
                    &format!("文件里没有{}", article.chinese()),
                    &format!("the document has no article {article}"),
                ));
            }
        }
    }

    fn check_numbers(&self, findings: &mut Vec<Finding>) {
        for (place, number) in self.numbered_twice() {
            findings.push(error(
                "same_number",
                &place,
                &format!("编号 {number} 前面已经用过，地址会分不清"),
                &format!("number {number} stands before already: an address could mean either"),
            ));
        }
    }

    fn check_offer(&self, findings: &mut Vec<Finding>) {
        let Some(offer) = &self.offer else { return };
        findings.extend(audience(&offer.audience, offer.subject, offer.from, "offer/audience"));
        if offer.until.is_some_and(|until| until < offer.from) {
            findings.push(error("dates", "offer/until", "截止日期早于开始日期", "it ends before it begins"));
        }
        if let Some(Amount::ByAge { bands, .. }) = &offer.benefit.amount
            && !bands.is_sorted_by_key(|band| band.age)
        {
            findings.push(error("bands", "offer/benefit", "年龄段应从小到大", "bands must ascend"));
        }
        self.check_limits(offer, findings);
    }
}

/// What is wrong with an audience on a day, wherever it stands.
pub(crate) fn audience(rule: &Rule, subject: Subject, day: NaiveDate, place: &str) -> Vec<Finding> {
    match rule.check(subject) {
        Err(wrong) => {
            let (zh, en) = told(&wrong);
            vec![error("audience", &place_of(rule, &wrong, place), &zh, &en)]
        }
        Ok(()) => rule.senseless(day).into_iter().map(|what| senseless(what, place)).collect(),
    }
}

/// What is wrong with a rule, in words.
fn told(wrong: &RuleError) -> (String, String) {
    let (zh, fact) = match wrong {
        RuleError::TooDeep => return ("条件套条件，套得太深了".into(), wrong.to_string()),
        RuleError::TooMany(count) => {
            return (format!("条件太多：最多 {MOST_CONDITIONS} 个，算下来有 {count} 个"), wrong.to_string());
        }
        RuleError::WrongTest { fact, .. } => ("不能这样问，或者写的值不对", fact),
        RuleError::TooMuchCounted(fact) => ("要数的人数太多，没有设备能算清", fact),
        RuleError::WrongSubject(fact) => ("不是这项政策的对象填的", fact),
    };
    let label = fact.label();
    (format!("“{}”{zh}", label.zh), format!("{}: {wrong}", label.en))
}

/// Where in a rule the condition stands that is wrong, as offer/audience/all/1/condition; the rule itself where none alone is.
fn place_of(rule: &Rule, wrong: &RuleError, place: &str) -> String {
    let is_it = |condition: &Condition| match wrong {
        RuleError::WrongTest { fact, test } => condition.fact == *fact && condition.test == *test,
        RuleError::WrongSubject(fact) | RuleError::TooMuchCounted(fact) => condition.fact == *fact,
        RuleError::TooDeep | RuleError::TooMany(_) => false,
    };
    rule.way_to(&is_it).map_or_else(|| place.to_owned(), |way| format!("{place}/{way}"))
}

fn senseless(what: Senseless<'_>, place: &str) -> Finding {
    let (code, zh, en) = match what {
        Senseless::Nobody => {
            let zh = "没有人能符合：条件互相矛盾";
            return error(
                "audience_nobody",
                place,
                zh,
                "nobody can satisfy the rule: its conditions contradict each other",
            );
        }
        Senseless::Everybody => (
            "audience_everybody",
            "人人都符合：这些条件排除不了任何人".to_owned(),
            "everybody satisfies the rule: its conditions exclude nobody".to_owned(),
        ),
        Senseless::NeverMatters(condition) => {
            let words = |language| wording::rule(&Rule::Condition(condition.clone()), language);
            (
                "condition_never_matters",
                format!("去掉这一条，结果不变：{}", words(Language::Zh)),
                format!("without this condition the rule says the same: {}", words(Language::En)),
            )
        }
    };
    Finding { level: Level::Warning, code, place: place.into(), message_zh: zh, message_en: en }
}

pub(crate) fn error(code: &'static str, place: &str, zh: &str, en: &str) -> Finding {
    Finding { level: Level::Error, code, place: place.into(), message_zh: zh.into(), message_en: en.into() }
}
