//! Sentences as people should read them, written by hand.

use super::*;
use crate::audience::judge;

fn rule_of(json: &str) -> Rule {
    serde_json::from_str(json).unwrap()
}

fn said(rule: &str, facts: &str, language: Language) -> String {
    let today = "2026-11-23".parse().unwrap();
    because(&judge(&rule_of(rule), &serde_json::from_str(facts).unwrap(), today), today, language)
}

const ELDERLY: &str = r#"{"all":[{"condition":{"fact":"birth_date","test":{"age_at_least":65},"article":"3"}},
    {"condition":{"fact":"hukou","test":{"one_of":["shanghai"]},"article":"3"}}]}"#;
const FOUNDER: &str = r#"{"all":[{"any":[{"condition":{"fact":"graduated_on","test":{"within_months":24},"article":"4"}},
    {"condition":{"fact":"employment","test":{"one_of":["unemployed"]},"article":"4"}}]},
    {"not":{"condition":{"fact":"had_founder_subsidy","test":{"is":true},"article":"6"}}}]}"#;

#[test]
fn what_applies_says_what_was_stated_and_the_article() {
    let facts = r#"{"birth_date":"1954-03-01","hukou":"shanghai"}"#;
    assert_eq!(said(ELDERLY, facts, Language::Zh), "因为 72 岁、上海户籍（第3条）");
    assert_eq!(said(ELDERLY, facts, Language::En), "Because: aged 72, household registration: Shanghai (art. 3)");
}

#[test]
fn articles_follow_the_run_that_rests_on_them() {
    let facts = r#"{"graduated_on":"2025-07-01","had_founder_subsidy":false}"#;
    assert_eq!(said(FOUNDER, facts, Language::Zh), "因为毕业日期 2025年7月1日（第4条）、没领过首次创业补贴（第6条）");
}

#[test]
fn what_does_not_apply_says_what_would_be_needed() {
    let young = r#"{"birth_date":"1966-03-01","hukou":"shanghai"}"#;
    assert_eq!(said(ELDERLY, young, Language::Zh), "要求满 65 岁，您填的是 60 岁（第3条）");
    let had_it = r#"{"employment":"unemployed","had_founder_subsidy":true}"#;
    assert_eq!(said(FOUNDER, had_it, Language::Zh), "领过首次创业补贴的不适用（第6条）");
    let neither = r#"{"employment":"retired","graduated_on":"2020-07-01"}"#;
    assert_eq!(
        said(FOUNDER, neither, Language::Zh),
        "要求毕业日期在最近 24 个月内，您填的是毕业日期 2020年7月1日（第4条）；要求登记失业，您填的是退休（第4条）"
    );
}

/// A no that stands bare behind 您填的是 would ask whether.
#[test]
fn what_was_answered_with_no_does_not_read_as_a_question() {
    let support = r#"{"condition":{"fact":"special_support","test":{"is":true},"article":"5"}}"#;
    assert_eq!(
        said(support, r#"{"special_support":false}"#, Language::Zh),
        "要求特殊扶助对象，您填的是“不是特殊扶助对象”（第5条）"
    );
    assert_eq!(
        said(support, r#"{"special_support":false}"#, Language::En),
        "Needed: receives special family support; you said: does not receive special family support (art. 5)"
    );
}

/// 您有…吗 is answered 有 or 没有, 您是…吗 by 是 or 不是.
#[test]
fn answers_are_those_of_their_questions() {
    for fact in FactKey::ALL.iter().filter(|fact| fact.kind() == FactKind::YesNo) {
        let ([yes, no], question) = (answers(*fact).map(|answer| answer.zh), fact.question().zh);
        let stem: String = yes.chars().filter(|c| !"了已".contains(*c)).collect();
        // What one does or is in, without a word of being or having.
        let is_bare = *fact == FactKey::RestrictedIndustry;
        assert!(is_bare || question.contains(&stem), "{question} {yes}");
        assert!(no.contains(['不', '没']), "{question} {no}");
    }
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(said(ELDERLY, "{}", Language::Zh), "还差：出生日期、户籍");
    assert_eq!(said(ELDERLY, "{}", Language::En), "Still to be said: Date of birth, Household registration");
}

#[test]
fn a_rule_reads_as_a_list_of_conditions() {
    assert_eq!(rule(&rule_of(ELDERLY), Language::Zh), "满 65 岁、上海户籍（第3条）");
    assert_eq!(
        rule(&rule_of(FOUNDER), Language::Zh),
        "毕业日期在最近 24 个月内或者登记失业（第4条）、没领过首次创业补贴（第6条）"
    );
    assert_eq!(rule(&Rule::All(vec![]), Language::Zh), "所有人");
}

#[test]
fn units_follow_their_numbers() {
    let small = r#"{"all":[{"condition":{"fact":"assets","test":{"at_most":5000000000},"article":"2"}},
        {"condition":{"fact":"employees","test":{"at_most":300},"article":"2"}},
        {"condition":{"fact":"layoff_rate","test":{"at_most":55},"article":"3"}}]}"#;
    assert_eq!(
        rule(&rule_of(small), Language::Zh),
        "资产总额不超过 5,000 万元、从业人数不超过 300 人（第2条）、上年度裁员率不超过 5.5%（第3条）"
    );
}

#[test]
fn lists_say_whom_they_mean() {
    let child =
        r#"{"condition":{"fact":"children","test":{"some":{"at_least":1,"are":{"age_under":3}}},"article":"2-1"}}"#;
    assert_eq!(said(child, r#"{"children":["2025-01-01"]}"#, Language::Zh), "因为有 3 岁以下的孩子（第2条之1）");
    assert_eq!(
        said(child, r#"{"children":[]}"#, Language::Zh),
        "要求有 3 岁以下的孩子，您填的是没有 3 岁以下的孩子（第2条之1）"
    );
    let two = r#"{"condition":{"fact":"children","test":{"some":{"at_least":2,"are":{"since":"2021-05-31"}}},"article":"2"}}"#;
    for (language, with_two, with_one) in [
        (
            Language::Zh,
            "因为至少有 2 个 2021年5月31日或以后出生的孩子（第2条）",
            "要求至少有 2 个 2021年5月31日或以后出生的孩子，您填的是 2021年5月31日或以后出生的孩子不到 2 个（第2条）",
        ),
        (
            Language::En,
            "Because: at least 2 children born on 31 May 2021 or later (art. 2)",
            "Needed: at least 2 children born on 31 May 2021 or later; you said: fewer than 2 children born on 31 May 2021 or later (art. 2)",
        ),
    ] {
        assert_eq!(said(two, r#"{"children":["2022-01-01","2021-05-31"]}"#, language), with_two);
        assert_eq!(said(two, r#"{"children":["2022-01-01","2021-05-30"]}"#, language), with_one);
    }
}

#[test]
fn a_class_that_is_worked_out_is_said_as_one_or_by_what_decides_it() {
    let small = r#"{"condition":{"fact":"firm_size","test":{"level_at_most":"small"},"article":"4"}}"#;
    assert_eq!(rule(&rule_of(small), Language::Zh), "小型企业及以下（第4条）");
    let shop = |rest: &str| format!(r#"{{"industry_code":"5211","employees":50{rest}}}"#);
    assert_eq!(said(small, &shop(r#","revenue":100000000"#), Language::Zh), "因为小型企业（第4条）");
    assert_eq!(
        said(small, &shop(r#","revenue":900000000"#), Language::Zh),
        "要求小型企业及以下，按您填的是中型企业（第4条）"
    );
    assert_eq!(said(small, &shop(""), Language::Zh), "还差：年营业收入");
    // Whatever its industry and revenue, it is not medium.
    assert_eq!(said(small, r#"{"employees":4,"revenue":100,"assets":100}"#, Language::Zh), "因为微型企业（第4条）");
    assert_eq!(
        said(small, r#"{"industry_code":"5211","employees":49}"#, Language::Zh),
        "因为行业代码 5211、从业人数 49 人（第4条）"
    );
}

#[test]
fn every_fact_has_a_phrase_for_yes_and_for_no() {
    for fact in FactKey::ALL.iter().filter(|fact| matches!(fact.kind(), crate::facts::FactKind::YesNo)) {
        let (yes, no) = (yes_no(*fact, true), yes_no(*fact, false));
        assert_ne!((yes.zh, yes.en), (no.zh, no.en));
        assert_ne!(no.zh, "没有", "{fact:?} needs a phrase of its own");
    }
}
