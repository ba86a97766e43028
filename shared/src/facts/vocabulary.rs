//! The vocabulary: every fact by name, its kind, its question in words and why it is asked.

use serde::{Deserialize, Serialize};

use super::industry::IndustryCode;
use super::{FactValue, Subject};
use crate::words::Bilingual;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 人.
    People,
    /// 个月.
    Months,
    /// 分: one hundredth of a yuan.
    Fen,
    /// 千分之一: a tenth of a percent.
    PerMille,
    /// 平方米, whole ones: what is over is left out.
    SquareMetres,
}

/// One admissible answer of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name used in rules and stored in profiles.
    pub name: &'static str,
    /// What a person reads.
    pub label: Bilingual,
}

/// What values a fact can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// A list of days, one for each person meant.
    Dates,
    /// A whole number of at least zero.
    Number(Unit),
    /// One of several.
    Choice(&'static [Choice]),
    /// A code of GB/T 4754-2017: a section letter or up to four digits.
    IndustryCode,
}

/// At most so many people in one list.
pub(super) const LONGEST_LIST: usize = 30;

impl FactKind {
    /// Whether `value` is one that a fact of this kind can have.
    pub fn admits(&self, value: &FactValue) -> bool {
        match (self, value) {
            (FactKind::YesNo, FactValue::Bool(_)) | (FactKind::Date, FactValue::Date(_)) => true,
            (FactKind::Dates, FactValue::Dates(days)) => days.len() <= LONGEST_LIST,
            (FactKind::Number(_), FactValue::Number(n)) => *n >= 0,
            (FactKind::Choice(choices), FactValue::Text(name)) => choices.iter().any(|c| c.name == name),
            (FactKind::IndustryCode, FactValue::Text(code)) => IndustryCode::read(code).is_some(),
            _ => false,
        }
    }
}

impl FactKind {
    /// What its values are, for whoever writes a file.
    fn takes(&self) -> String {
        match self {
            FactKind::YesNo => "true or false".into(),
            FactKind::Date => "a day as \"2001-12-31\"".into(),
            FactKind::Dates => format!("a list of at most {LONGEST_LIST} days as \"2001-12-31\""),
            FactKind::Number(unit) => format!("a whole number of at least 0 ({})", unit.name()),
            FactKind::Choice(choices) => {
                let names: Vec<String> = choices.iter().map(|choice| format!("{:?}", choice.name)).collect();
                format!("one of {}", names.join(", "))
            }
            FactKind::IndustryCode => "a code of GB/T 4754: a letter, two to four digits, or both".into(),
        }
    }
}

impl FactKey {
    /// What its values are, for whoever writes a file.
    pub fn takes(self) -> String {
        let kind = self.kind().takes();
        if self.may_be_none() { format!("{kind}, or [] where there is none") } else { kind }
    }
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Unit::People => "people",
            Unit::Months => "months",
            Unit::Fen => "fen",
            Unit::PerMille => "tenths of a percent",
            Unit::SquareMetres => "square metres",
        }
    }
}

const fn choice(name: &'static str, zh: &'static str, en: &'static str) -> Choice {
    Choice { name, label: Bilingual { zh, en } }
}

const SEX: &[Choice] = &[choice("female", "女", "Female"), choice("male", "男", "Male")];
const HUKOU: &[Choice] = &[choice("shanghai", "上海户籍", "Shanghai"), choice("elsewhere", "外省市户籍", "Elsewhere")];
const DISTRICT: &[Choice] = &[
    choice("changning", "长宁区", "Changning"),
    choice("other_district", "上海其他区", "Another district of Shanghai"),
    choice("elsewhere", "外省市", "Elsewhere"),
];
const EMPLOYMENT: &[Choice] = &[
    choice("employed", "在单位上班", "Employed"),
    choice("flexible", "灵活就业", "In flexible work"),
    choice("founder", "自己创业", "Running my own business"),
    choice("unemployed", "登记失业", "Registered unemployed"),
    choice("student", "在校学生", "Student"),
    choice("retired", "退休", "Retired"),
];
const TAXPAYER: &[Choice] = &[
    choice("small_scale", "小规模纳税人", "Small-scale taxpayer"),
    choice("general", "一般纳税人", "General taxpayer"),
];
const SIZE: &[Choice] = &[
    choice("micro", "微型", "Micro"),
    choice("small", "小型", "Small"),
    choice("medium", "中型", "Medium"),
    choice("large", "大型", "Large"),
];
const SPECIALISED: &[Choice] = &[
    choice("none", "没有", "None"),
    choice("city", "市级专精特新", "City level"),
    choice("little_giant", "国家级小巨人", "National “little giant”"),
];

macro_rules! vocabulary {
    ($( $variant:ident $name:literal $subject:ident $kind:expr, $zh:literal / $en:literal, $ask_zh:literal / $ask_en:literal; )*) => {
        /// A fact that a profile can hold and a rule can ask about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum FactKey {
            $( #[doc = $en] #[serde(rename = $name)] $variant, )*
        }

        impl FactKey {
            /// Every fact, in the order in which a profile shows them.
            pub const ALL: &[FactKey] = &[$( FactKey::$variant, )*];

            /// The name used in rules and files.
            pub fn name(self) -> &'static str {
                match self { $( FactKey::$variant => $name, )* }
            }

            /// The fact of this name.
            pub fn from_name(name: &str) -> Option<FactKey> {
                match name { $( $name => Some(FactKey::$variant), )* _ => None }
            }

            /// Whose fact it is.
            pub fn subject(self) -> Subject {
                match self { $( FactKey::$variant => Subject::$subject, )* }
            }

            /// What values it can have.
            pub fn kind(self) -> FactKind {
                match self { $( FactKey::$variant => $kind, )* }
            }

            /// Its short name for a person.
            pub fn label(self) -> Bilingual {
                match self { $( FactKey::$variant => Bilingual { zh: $zh, en: $en }, )* }
            }

            /// The question that asks for it.
            pub fn question(self) -> Bilingual {
                match self { $( FactKey::$variant => Bilingual { zh: $ask_zh, en: $ask_en }, )* }
            }
        }
    };
}

vocabulary! {
    BirthDate "birth_date" Resident FactKind::Date, "出生日期" / "Date of birth", "您的出生日期是哪一天？" / "When were you born?";
    Hukou "hukou" Resident FactKind::Choice(HUKOU), "户籍" / "Household registration", "您的户籍在哪里？" / "Where is your household registered?";
    ResidenceDistrict "residence_district" Resident FactKind::Choice(DISTRICT), "居住地" / "Home district", "您住在哪里？" / "Where do you live?";
    ResidencePermit "residence_permit" Resident FactKind::YesNo, "上海市居住证" / "Shanghai residence permit", "您有上海市居住证吗？" / "Do you hold a Shanghai residence permit?";
    Sex "sex" Resident FactKind::Choice(SEX), "性别" / "Sex", "您的性别是？" / "What is your sex?";
    Employment "employment" Resident FactKind::Choice(EMPLOYMENT), "就业状况" / "Work", "您现在的就业状况是？" / "What is your work situation?";
    UnemployedSince "unemployed_since" Resident FactKind::Date, "登记失业日期" / "Registered unemployed since", "您是哪一天登记失业的？" / "Since when have you been registered unemployed?";
    LandRequisitioned "land_requisitioned" Resident FactKind::YesNo, "被征地人员" / "Land requisitioned", "您是承包地被征收的农民吗？" / "Was farmland that you worked requisitioned?";
    Children "children" Resident FactKind::Dates, "子女出生日期" / "Children’s dates of birth", "您有孩子吗？请填每个孩子的出生日期。" / "Do you have children? Give each one’s date of birth.";
    ChildInSchool "child_in_school" Resident FactKind::YesNo, "有在读子女" / "A child in full-time education", "家里有满 3 岁、正在上学的孩子吗？" / "Is a child of yours, aged 3 or more, in full-time education?";
    Parents "parents" Resident FactKind::Dates, "父母出生日期" / "Parents’ dates of birth", "您赡养的父母分别是哪一天出生的？" / "When were the parents whom you support born?";
    OnlyChild "only_child" Resident FactKind::YesNo, "独生子女" / "Only child", "您是独生子女吗？" / "Are you an only child?";
    PaysIncomeTax "pays_income_tax" Resident FactKind::YesNo, "缴纳个人所得税" / "Pays income tax", "您缴纳个人所得税吗？" / "Do you pay income tax?";
    PensionInsured "pension_insured" Resident FactKind::YesNo, "参加基本养老保险" / "In the basic pension scheme", "您参加了基本养老保险吗？" / "Are you in the basic pension scheme?";
    InsuredMonths "insured_months" Resident FactKind::Number(Unit::Months), "近12个月缴纳社保的月数" / "Months insured of the last 12", "最近 12 个月里，您缴了几个月社保？" / "In how many of the last 12 months did you pay social insurance?";
    GraduatedOn "graduated_on" Resident FactKind::Date, "毕业日期" / "Graduation date", "您最近一次毕业是哪一天？" / "When did you last graduate?";
    EmploymentHardship "employment_hardship" Resident FactKind::YesNo, "已认定就业困难人员" / "Recognised as in employment hardship", "您已被认定为就业困难人员吗？" / "Have you been recognised as in employment hardship?";
    LowIncome "low_income" Resident FactKind::YesNo, "低收入家庭" / "Low-income household", "您家是经认定的低保或低收入家庭吗？" / "Is yours a recognised low-income household?";
    Disabled "disabled" Resident FactKind::YesNo, "持残疾人证" / "Holds a disability certificate", "您持有残疾人证吗？" / "Do you hold a disability certificate?";
    WorksInDistrict "works_in_district" Resident FactKind::YesNo, "在长宁区工作" / "Works in Changning", "您的工作单位在长宁区吗？" / "Do you work in Changning?";
    ContractMonths "contract_months" Resident FactKind::Number(Unit::Months), "劳动合同期限" / "Length of the employment contract", "您现在的劳动合同签了多少个月？" / "For how many months is your employment contract?";
    OwnsHome "owns_home" Resident FactKind::YesNo, "本市有住房" / "Owns a home in the city", "您或家人在上海有住房吗？" / "Do you or your family own a home in Shanghai?";
    HomeArea "home_area" Resident FactKind::Number(Unit::SquareMetres), "人均住房面积" / "Home area a head", "您家在上海的住房，人均多少平方米？小数不计。" / "How many square metres a head is your home in Shanghai? Leave out decimals.";
    SpecialSupport "special_support" Resident FactKind::YesNo, "特殊扶助对象" / "Receives special support", "您是计划生育特殊扶助对象吗？" / "Are you recognised for special family support?";
    FirmFoundedOn "firm_founded_on" Resident FactKind::Date, "创办企业的注册日期" / "Own firm registered on", "您在上海创办的企业是哪一天注册的？" / "When was the firm that you founded in Shanghai registered?";
    UnemployedBeforeFounding "unemployed_before_founding" Resident FactKind::YesNo, "创业前登记失业" / "Unemployed before founding", "创办企业时，您是登记失业人员吗？" / "Were you registered unemployed when you founded the firm?";
    HadFounderSubsidy "had_founder_subsidy" Resident FactKind::YesNo, "领过首次创业补贴" / "Has had the founder’s subsidy", "您领过首次创业一次性补贴吗？" / "Have you had the one-off founder’s subsidy?";

    RegisteredOn "registered_on" Firm FactKind::Date, "注册日期" / "Registered on", "企业哪一天注册的？" / "When was the firm registered?";
    RegisteredDistrict "registered_district" Firm FactKind::Choice(DISTRICT), "注册地" / "Registered in", "企业注册在哪里？" / "Where is the firm registered?";
    TaxDistrict "tax_district" Firm FactKind::Choice(DISTRICT), "税收户管地" / "Taxed in", "企业的税收户管地在哪里？" / "Where is the firm taxed?";
    IndustryCode "industry_code" Firm FactKind::IndustryCode, "行业代码" / "Industry code", "企业的国民经济行业代码（GB/T 4754）是？" / "What is the firm’s industry code (GB/T 4754)?";
    RestrictedIndustry "restricted_industry" Firm FactKind::YesNo, "国家限制或禁止的行业" / "In a restricted industry", "企业从事国家限制或禁止的行业吗？" / "Is the firm in an industry that the state restricts or forbids?";
    FirmSize "firm_size" Firm FactKind::Choice(SIZE), "企业规模" / "Size class", "企业属于大型、中型、小型还是微型？" / "Is the firm large, medium, small or micro?";
    TaxpayerKind "taxpayer_kind" Firm FactKind::Choice(TAXPAYER), "纳税人类型" / "Taxpayer kind", "企业是小规模纳税人还是一般纳税人？" / "Is the firm a small-scale or a general taxpayer?";
    MonthlySales "monthly_sales" Firm FactKind::Number(Unit::Fen), "月销售额" / "Monthly sales", "企业每月销售额大约多少？" / "What are the firm’s monthly sales?";
    TaxableIncome "taxable_income" Firm FactKind::Number(Unit::Fen), "年应纳税所得额" / "Taxable income a year", "企业年应纳税所得额是多少？" / "What is the firm’s taxable income a year?";
    Employees "employees" Firm FactKind::Number(Unit::People), "从业人数" / "Employees", "企业有多少从业人员？" / "How many employees are there?";
    InsuredEmployees "insured_employees" Firm FactKind::Number(Unit::People), "参保职工人数" / "Insured employees", "企业有多少职工参加失业保险？" / "For how many employees does the firm pay unemployment insurance?";
    Revenue "revenue" Firm FactKind::Number(Unit::Fen), "年营业收入" / "Revenue a year", "企业上一年的营业收入是多少？" / "What was the firm’s revenue last year?";
    Assets "assets" Firm FactKind::Number(Unit::Fen), "资产总额" / "Total assets", "企业资产总额是多少？" / "What are the firm’s total assets?";
    HasResearch "has_research" Firm FactKind::YesNo, "有研发费用" / "Has R&D spending", "企业今年有研发费用吗？" / "Does the firm have R&D spending this year?";
    BuysResearchServices "buys_research_services" Firm FactKind::YesNo, "购买研发服务" / "Buys R&D services", "企业今年向高校、研究机构等买过检测、试验、设计之类的研发服务吗？" / "Has the firm bought R&D services this year, such as tests, trials or designs, from a university or institute?";
    HighTechUntil "high_tech_until" Firm FactKind::Date, "高新技术企业证书有效期" / "High-tech certificate valid to", "高新技术企业证书有效期到哪一天？" / "Until when is the high-tech certificate valid?";
    Specialised "specialised" Firm FactKind::Choice(SPECIALISED), "专精特新" / "Specialised and sophisticated", "企业有专精特新认定吗？" / "Is the firm certified as specialised and sophisticated?";
    FirstSetCertified "first_set_certified" Firm FactKind::YesNo, "首台套认定" / "Certified first-set equipment", "企业研制的设备被认定为首台套（国内首批的新设备）吗？" / "Is equipment that the firm developed certified as a first set, among the first of its kind in the country?";
    UnemploymentInsuranceMonths "unemployment_insurance_months" Firm FactKind::Number(Unit::Months), "缴纳失业保险的月数" / "Months of unemployment insurance", "企业连续缴纳失业保险多少个月？" / "For how many months has the firm paid unemployment insurance?";
    LayoffRate "layoff_rate" Firm FactKind::Number(Unit::PerMille), "上年度裁员率（千分之）" / "Layoff rate last year (per mille)", "企业上年度裁员率是千分之几？" / "What was last year’s layoff rate, per mille?";
    GraduatesHired "graduates_hired" Firm FactKind::Number(Unit::People), "今年招用毕业生人数" / "Graduates hired this year", "今年招用了几名毕业两年内的高校毕业生？" / "How many graduates of the last two years were hired this year?";
    UnemployedYouthHired "unemployed_youth_hired" Firm FactKind::Number(Unit::People), "今年招用失业青年人数" / "Unemployed youth hired this year", "今年招用了几名 16 至 24 岁的登记失业青年？" / "How many registered unemployed aged 16 to 24 were hired this year?";
    HiresContractMonths "hires_contract_months" Firm FactKind::Number(Unit::Months), "新招人员的合同期限" / "Contract of those hired", "和这些新招人员签了多少个月的劳动合同？" / "For how many months are the contracts of those hired?";
    HiresInsuredMonths "hires_insured_months" Firm FactKind::Number(Unit::Months), "新招人员的参保月数" / "Months those hired are insured", "已为这些新招人员缴了几个月社保？" / "For how many months has the firm paid their social insurance?";
    HadExpansionSubsidy "had_expansion_subsidy" Firm FactKind::YesNo, "已领一次性扩岗补助" / "Has had the new-post subsidy", "为这些人员领过一次性扩岗补助吗？" / "Has the firm had the one-off new-post subsidy for them?";
    HadHiringSubsidy "had_hiring_subsidy" Firm FactKind::YesNo, "已领一次性吸纳就业补贴" / "Has had the hiring subsidy", "为这些人员领过一次性吸纳就业补贴吗？" / "Has the firm had the one-off hiring subsidy for them?";
    HasLoan "has_loan" Firm FactKind::YesNo, "有经营性贷款" / "Has a business loan", "企业有未结清的经营性贷款吗？" / "Does the firm have a business loan outstanding?";
}

impl FactKey {
    /// The facts of residents or of firms that a rule can ask about.
    pub fn of(subject: Subject) -> impl Iterator<Item = FactKey> {
        FactKey::ALL.iter().copied().filter(move |fact| fact.subject() == subject)
    }

    /// Those of them that a profile holds, in the order in which it shows them.
    pub fn said_by(subject: Subject) -> impl Iterator<Item = FactKey> {
        FactKey::of(subject).filter(|fact| !fact.is_worked_out())
    }

    /// Whether it follows from other facts and is never asked: 中小企业划型.
    pub fn is_worked_out(self) -> bool {
        self == FactKey::FirmSize
    }

    /// Whether its choices are levels, the lowest first.
    pub fn has_levels(self) -> bool {
        matches!(self, FactKey::FirmSize | FactKey::Specialised)
    }

    /// The place of a choice among the levels.
    pub(crate) fn level(self, name: &str) -> Option<usize> {
        match self.kind() {
            FactKind::Choice(choices) if self.has_levels() => choices.iter().position(|choice| choice.name == name),
            _ => None,
        }
    }

    /// Whether it helps to be told what would be if it were otherwise: a limit to know, a step that can be taken. Not of what nobody chooses, of a day
    /// that is past, of what is a hardship, nor of what nobody changes for a subsidy.
    pub fn can_be_otherwise(self) -> bool {
        matches!(
            self,
            FactKey::ResidenceDistrict
                | FactKey::ResidencePermit
                | FactKey::PensionInsured
                | FactKey::InsuredMonths
                | FactKey::WorksInDistrict
                | FactKey::ContractMonths
                | FactKey::RegisteredDistrict
                | FactKey::TaxDistrict
                | FactKey::TaxpayerKind
                | FactKey::MonthlySales
                | FactKey::TaxableIncome
                | FactKey::Employees
                | FactKey::Revenue
                | FactKey::Assets
                | FactKey::HasResearch
                | FactKey::BuysResearchServices
                | FactKey::Specialised
                | FactKey::FirstSetCertified
                | FactKey::UnemploymentInsuranceMonths
                | FactKey::LayoffRate
                | FactKey::GraduatesHired
                | FactKey::UnemployedYouthHired
                | FactKey::HiresContractMonths
                | FactKey::HiresInsuredMonths
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_find_their_fact() {
        for key in FactKey::ALL {
            assert_eq!(FactKey::from_name(key.name()), Some(*key));
            assert_eq!(serde_json::to_value(key).unwrap(), key.name());
        }
    }
}
