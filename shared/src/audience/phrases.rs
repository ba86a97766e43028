//! Each fact as a phrase of few words, as the sentences of [`wording`](super::wording) need it: 上海户籍, 没有在读子女, 12 人.

use crate::facts::{Choice, FactKey, FactKind, Unit};
use crate::words::date::{grouped, yuan};
use crate::words::{Bilingual, Language};

/// What a yes or a no to `fact` says.
pub(super) fn yes_no(fact: FactKey, said: bool) -> Bilingual {
    let (yes, no, yes_en, no_en) = match fact {
        FactKey::ResidencePermit => (
            "有上海市居住证",
            "没有上海市居住证",
            "holds a Shanghai residence permit",
            "holds no Shanghai residence permit",
        ),
        FactKey::LandRequisitioned => {
            ("被征地人员", "不是被征地人员", "had land requisitioned", "had no land requisitioned")
        }
        FactKey::ChildInSchool => {
            ("有在读子女", "没有在读子女", "a child in full-time education", "no child in full-time education")
        }
        FactKey::OnlyChild => ("独生子女", "不是独生子女", "an only child", "not an only child"),
        FactKey::PaysIncomeTax => ("缴纳个人所得税", "不缴纳个人所得税", "pays income tax", "does not pay income tax"),
        FactKey::PensionInsured => {
            ("参加基本养老保险", "未参加基本养老保险", "in the basic pension scheme", "not in the basic pension scheme")
        }
        FactKey::EmploymentHardship => (
            "已认定就业困难人员",
            "未认定就业困难人员",
            "recognised as in employment hardship",
            "not recognised as in employment hardship",
        ),
        FactKey::LowIncome => ("低收入家庭", "不是低收入家庭", "a low-income household", "not a low-income household"),
        FactKey::Disabled => {
            ("持残疾人证", "未持残疾人证", "holds a disability certificate", "holds no disability certificate")
        }
        FactKey::WorksInDistrict => {
            ("在长宁区工作", "不在长宁区工作", "works in Changning", "does not work in Changning")
        }
        FactKey::OwnsHome => ("本市有住房", "本市无住房", "owns a home in the city", "owns no home in the city"),
        FactKey::SpecialSupport => (
            "特殊扶助对象",
            "不是特殊扶助对象",
            "receives special family support",
            "does not receive special family support",
        ),
        FactKey::UnemployedBeforeFounding => (
            "创业前登记失业",
            "创业前未登记失业",
            "was registered unemployed before founding",
            "was not registered unemployed before founding",
        ),
        FactKey::HadFounderSubsidy => (
            "领过首次创业补贴",
            "没领过首次创业补贴",
            "has had the founder’s subsidy",
            "has not had the founder’s subsidy",
        ),
        FactKey::RestrictedIndustry => (
            "属于国家限制或禁止的行业",
            "不属于国家限制或禁止的行业",
            "in a restricted or prohibited industry",
            "not in a restricted or prohibited industry",
        ),
        FactKey::HadExpansionSubsidy => (
            "已领一次性扩岗补助",
            "未领一次性扩岗补助",
            "has had the new-post subsidy",
            "has not had the new-post subsidy",
        ),
        FactKey::HadHiringSubsidy => (
            "已领一次性吸纳就业补贴",
            "未领一次性吸纳就业补贴",
            "has had the hiring subsidy",
            "has not had the hiring subsidy",
        ),
        FactKey::HasResearch => ("有研发费用", "没有研发费用", "has R&D spending", "has no R&D spending"),
        FactKey::BuysResearchServices => {
            ("购买研发服务", "没有购买研发服务", "buys R&D services", "buys no R&D services")
        }
        FactKey::FirstSetCertified => (
            "有首台套认定",
            "没有首台套认定",
            "has certified first-set equipment",
            "has no certified first-set equipment",
        ),
        FactKey::HasLoan => ("有经营性贷款", "没有经营性贷款", "has a business loan", "has no business loan"),
        other => (other.label().zh, "没有", other.label().en, "no"),
    };
    if said { Bilingual { zh: yes, en: yes_en } } else { Bilingual { zh: no, en: no_en } }
}

/// The two answers to the question that asks for a yes-or-no fact, as one answers just that question: 有, 没有; 领过, 没领过.
pub fn answers(fact: FactKey) -> [Bilingual; 2] {
    let (yes, no) = match fact {
        FactKey::ResidencePermit
        | FactKey::ChildInSchool
        | FactKey::Disabled
        | FactKey::OwnsHome
        | FactKey::HasResearch
        | FactKey::HasLoan => ("有", "没有"),
        FactKey::HadFounderSubsidy | FactKey::HadExpansionSubsidy | FactKey::HadHiringSubsidy => ("领过", "没领过"),
        FactKey::BuysResearchServices => ("买过", "没买过"),
        FactKey::PaysIncomeTax => ("缴纳", "不缴纳"),
        FactKey::PensionInsured => ("参加了", "没参加"),
        FactKey::EmploymentHardship | FactKey::FirstSetCertified => ("已认定", "没有认定"),
        FactKey::WorksInDistrict => ("在", "不在"),
        _ => ("是", "不是"),
    };
    [Bilingual { zh: yes, en: "Yes" }, Bilingual { zh: no, en: "No" }]
}

/// What the choice `name` of `fact` says.
pub(super) fn choice(fact: FactKey, name: &str, language: Language) -> String {
    let label = label(fact, name, language);
    match (language, fact) {
        (Language::Zh, FactKey::ResidenceDistrict) => format!("住在{label}"),
        (Language::Zh, FactKey::RegisteredDistrict) => format!("注册在{label}"),
        (Language::Zh, FactKey::TaxDistrict) => format!("税收户管在{label}"),
        (Language::Zh, FactKey::FirmSize) => format!("{label}企业"),
        (Language::Zh, FactKey::Sex) => format!("{label}性"),
        (Language::Zh, FactKey::Specialised) if name == "none" => "没有专精特新认定".into(),
        (Language::Zh, _) => label.into(),
        (Language::En, _) => format!("{}: {label}", fact.label().en.to_ascii_lowercase()),
    }
}

/// How the choice `name` of `fact` reads by itself.
pub(super) fn label(fact: FactKey, name: &str, language: Language) -> &str {
    let choices: &[Choice] = match fact.kind() {
        FactKind::Choice(choices) => choices,
        _ => &[],
    };
    choices.iter().find(|choice| choice.name == name).map_or(name, |choice| choice.label.in_language(language))
}

/// A number of `fact` with its unit: 12 人, 8 个月, 50 万元, 5.5%.
pub(super) fn number(fact: FactKey, number: i64, language: Language) -> String {
    let FactKind::Number(unit) = fact.kind() else { return grouped(number) };
    match (unit, language) {
        (Unit::Fen, _) => yuan(number, language),
        (Unit::PerMille, _) if number % 10 == 0 => format!("{}%", number / 10),
        (Unit::PerMille, _) => format!("{}.{}%", number / 10, number % 10),
        (Unit::People, Language::Zh) => format!("{} 人", grouped(number)),
        (Unit::People, Language::En) => grouped(number),
        (Unit::SquareMetres, Language::Zh) => format!("{number} 平方米"),
        (Unit::SquareMetres, Language::En) => format!("{number} m²"),
        (Unit::Months, Language::Zh) => format!("{number} 个月"),
        (Unit::Months, Language::En) => format!("{number} months"),
    }
}

/// What the fact's list is of, one or more of them, for "有 3 岁以下的孩子".
pub(super) fn whom(fact: FactKey, many: bool) -> Bilingual {
    match (fact, many) {
        (FactKey::Parents, false) => Bilingual { zh: "父母", en: "parent" },
        (FactKey::Parents, true) => Bilingual { zh: "父母", en: "parents" },
        (_, false) => Bilingual { zh: "孩子", en: "child" },
        (_, true) => Bilingual { zh: "孩子", en: "children" },
    }
}

/// The fact's short name without the unit in brackets, which follows the number.
pub(super) fn short(fact: FactKey, language: Language) -> &'static str {
    let label = fact.label().in_language(language);
    let end = label.find(['（', '(']).unwrap_or(label.len());
    label.get(..end).unwrap_or(label).trim_end()
}
