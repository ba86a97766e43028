//! Invented people and firms on whom a notice is tried before it is sent: which *kinds* of people it reaches, and never which people.

use crate::facts::{Facts, Subject};
use crate::words::Bilingual;

/// One kind of people or firms, by a plainly invented one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// What they are.
    pub name: Bilingual,
    /// What they would say of themselves.
    pub facts: Facts,
}

const fn kind(zh: &'static str, en: &'static str, facts: &'static str) -> (Bilingual, &'static str) {
    (Bilingual { zh, en }, facts)
}

/// Each says enough of itself that few rules are left open; the last says nothing.
const RESIDENTS: [(Bilingual, &str); 10] = [
    kind(
        "81 岁退休老人，上海户籍",
        "Retired, 81, Shanghai hukou",
        r#"{"birth_date":"1945-04-12","special_support":false,"sex":"female","hukou":"shanghai","residence_district":"changning","employment":"retired","children":[],"low_income":false,"disabled":false,"owns_home":true,"pays_income_tax":false}"#,
    ),
    kind(
        "66 岁老人，外省市户籍",
        "66, hukou elsewhere",
        r#"{"birth_date":"1960-06-01","sex":"male","hukou":"elsewhere","residence_district":"changning","residence_permit":true,"employment":"retired","children":[],"low_income":false,"disabled":false,"owns_home":false}"#,
    ),
    kind(
        "新生儿家庭，上海户籍",
        "Family with a new baby, Shanghai hukou",
        r#"{"birth_date":"1994-09-20","sex":"female","hukou":"shanghai","residence_district":"changning","employment":"employed","children":["2026-08-15"],"child_in_school":false,"parents":["1966-02-03"],"only_child":true,"pays_income_tax":true,"pension_insured":true,"insured_months":12,"low_income":false,"disabled":false,"works_in_district":true,"contract_months":36,"owns_home":true,"home_area":24}"#,
    ),
    kind(
        "两个在读孩子的家庭",
        "Family with two children in school",
        r#"{"birth_date":"1984-01-30","sex":"male","hukou":"elsewhere","residence_permit":true,"residence_district":"changning","employment":"employed","children":["2014-03-08","2017-11-02"],"child_in_school":true,"parents":["1955-05-05","1957-07-07"],"only_child":false,"pays_income_tax":true,"pension_insured":true,"insured_months":12,"low_income":false,"disabled":false,"works_in_district":true,"contract_months":24,"owns_home":false,"home_area":12}"#,
    ),
    kind(
        "应届毕业生，灵活就业",
        "Recent graduate in flexible work",
        r#"{"birth_date":"2003-10-10","sex":"female","hukou":"shanghai","residence_district":"other_district","employment":"flexible","graduated_on":"2026-06-30","children":[],"insured_months":4,"pension_insured":true,"employment_hardship":false,"low_income":false,"disabled":false,"works_in_district":false,"owns_home":false,"home_area":10,"pays_income_tax":false}"#,
    ),
    kind(
        "48 岁，登记失业一年多",
        "48, unemployed for over a year",
        r#"{"birth_date":"1978-02-14","sex":"male","hukou":"shanghai","residence_district":"changning","employment":"unemployed","unemployed_since":"2025-06-01","children":["2006-04-04"],"child_in_school":true,"land_requisitioned":false,"employment_hardship":false,"low_income":false,"disabled":false,"pays_income_tax":false,"owns_home":true}"#,
    ),
    kind(
        "低收入家庭，持残疾人证",
        "Low income, disability certificate",
        r#"{"birth_date":"1969-12-01","sex":"female","hukou":"shanghai","residence_district":"changning","employment":"unemployed","unemployed_since":"2026-03-01","children":[],"employment_hardship":true,"pension_insured":false,"low_income":true,"disabled":true,"pays_income_tax":false,"owns_home":false,"home_area":9}"#,
    ),
    kind(
        "首次创业者",
        "First-time founder",
        r#"{"birth_date":"1999-07-21","sex":"male","hukou":"elsewhere","residence_permit":true,"residence_district":"changning","employment":"founder","graduated_on":"2025-06-30","firm_founded_on":"2025-09-01","unemployed_before_founding":false,"had_founder_subsidy":false,"children":[],"insured_months":10,"pension_insured":true,"low_income":false,"disabled":false,"works_in_district":true,"owns_home":false,"home_area":8,"pays_income_tax":true}"#,
    ),
    kind(
        "住在外省市、在长宁工作",
        "Lives elsewhere, works in Changning",
        r#"{"birth_date":"1990-03-03","sex":"female","hukou":"elsewhere","residence_permit":false,"residence_district":"elsewhere","employment":"employed","children":[],"works_in_district":true,"contract_months":12,"pension_insured":true,"insured_months":12,"pays_income_tax":true,"low_income":false,"disabled":false,"owns_home":false}"#,
    ),
    kind("什么都还没填的人", "Someone who has said nothing yet", "{}"),
];

const FIRMS: [(Bilingual, &str); 7] = [
    kind(
        "小微软件企业，长宁注册",
        "Small software firm in Changning",
        r#"{"registered_on":"2022-05-05","registered_district":"changning","tax_district":"changning","industry_code":"6510","restricted_industry":false,"revenue":800000000,"taxpayer_kind":"small_scale","monthly_sales":8000000,"taxable_income":60000000,"employees":24,"insured_employees":22,"assets":900000000,"has_research":true,"buys_research_services":true,"specialised":"none","first_set_certified":false,"unemployment_insurance_months":36,"layoff_rate":0,"graduates_hired":2,"unemployed_youth_hired":0,"hires_contract_months":24,"hires_insured_months":3,"had_expansion_subsidy":false,"had_hiring_subsidy":false,"has_loan":true}"#,
    ),
    kind(
        "刚注册的微型餐饮店",
        "New micro restaurant",
        r#"{"registered_on":"2026-09-10","registered_district":"changning","tax_district":"changning","industry_code":"6210","restricted_industry":false,"revenue":72000000,"taxpayer_kind":"small_scale","monthly_sales":6000000,"taxable_income":5000000,"employees":6,"insured_employees":4,"assets":60000000,"has_research":false,"buys_research_services":false,"specialised":"none","first_set_certified":false,"unemployment_insurance_months":2,"layoff_rate":0,"graduates_hired":0,"unemployed_youth_hired":1,"hires_contract_months":12,"hires_insured_months":2,"has_loan":false}"#,
    ),
    kind(
        "高新技术企业，中型",
        "High-tech firm, medium",
        r#"{"registered_on":"2015-03-01","registered_district":"changning","tax_district":"changning","industry_code":"3562","restricted_industry":false,"revenue":11000000000,"taxpayer_kind":"general","monthly_sales":900000000,"taxable_income":900000000,"employees":320,"insured_employees":315,"assets":20000000000,"has_research":true,"buys_research_services":true,"high_tech_until":"2028-10-31","specialised":"city","first_set_certified":true,"unemployment_insurance_months":120,"layoff_rate":12,"graduates_hired":15,"unemployed_youth_hired":0,"hires_contract_months":36,"hires_insured_months":6,"had_expansion_subsidy":true,"had_hiring_subsidy":false,"has_loan":true}"#,
    ),
    kind(
        "国家级“小巨人”",
        "National “little giant”",
        r#"{"registered_on":"2012-08-18","registered_district":"changning","tax_district":"changning","industry_code":"3985","restricted_industry":false,"revenue":20000000000,"taxpayer_kind":"general","taxable_income":2500000000,"employees":380,"insured_employees":380,"assets":48000000000,"has_research":true,"high_tech_until":"2027-11-30","specialised":"little_giant","unemployment_insurance_months":150,"layoff_rate":5,"has_loan":true}"#,
    ),
    kind(
        "大型零售企业",
        "Large retailer",
        r#"{"registered_on":"2001-01-01","registered_district":"changning","tax_district":"changning","industry_code":"5211","restricted_industry":false,"revenue":200000000000,"taxpayer_kind":"general","taxable_income":9000000000,"employees":1800,"insured_employees":1750,"assets":300000000000,"has_research":false,"buys_research_services":false,"specialised":"none","first_set_certified":false,"unemployment_insurance_months":240,"layoff_rate":70,"has_loan":false}"#,
    ),
    kind(
        "在别区注册的企业",
        "Firm registered in another district",
        r#"{"registered_on":"2019-06-06","registered_district":"other_district","tax_district":"other_district","industry_code":"7210","restricted_industry":false,"high_tech_until":"2024-10-31","revenue":360000000,"taxpayer_kind":"general","monthly_sales":30000000,"taxable_income":80000000,"employees":40,"insured_employees":38,"assets":700000000,"has_research":false,"buys_research_services":true,"specialised":"none","first_set_certified":false,"unemployment_insurance_months":70,"layoff_rate":20,"has_loan":false}"#,
    ),
    kind("什么都还没填的企业", "A firm that has said nothing yet", "{}"),
];

/// The kinds of residents or of firms; `read` reads facts from their JSON, by whatever parser there is.
pub fn panel(subject: Subject, read: impl Fn(&str) -> Option<Facts>) -> Vec<Sample> {
    let kinds: &[(Bilingual, &str)] = match subject {
        Subject::Resident => &RESIDENTS,
        Subject::Firm => &FIRMS,
    };
    let sample = |(name, facts): &(Bilingual, &str)| Some(Sample { name: *name, facts: read(facts)? });
    kinds.iter().filter_map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(facts: &str) -> Option<Facts> {
        serde_json::from_str(facts).ok()
    }

    #[test]
    fn each_could_have_typed_it_and_is_of_its_subject() {
        let today = crate::iso::day("2026-11-28").unwrap();
        for (subject, kinds) in [(Subject::Resident, RESIDENTS.len()), (Subject::Firm, FIRMS.len())] {
            let panel = panel(subject, read);
            assert_eq!(panel.len(), kinds);
            for sample in panel {
                assert_eq!(sample.facts.could_be_typed(today), Ok(()), "{}", sample.name.zh);
                assert!(sample.facts.iter().all(|(fact, _)| fact.subject() == subject), "{}", sample.name.zh);
            }
        }
    }

    /// A panel on which every policy does the same would show nothing.
    #[test]
    fn every_sample_policy_reaches_some_and_not_others() {
        use crate::audience::{Found, Verdict, judge};
        use crate::pack::Parts;
        let today = crate::iso::day("2026-11-28").unwrap();
        let read_parts = |policy: std::fs::DirEntry| -> Parts {
            serde_json::from_str(&std::fs::read_to_string(policy.path().join("pack.json")).unwrap()).unwrap()
        };
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/sample")).unwrap();
        let policies: Vec<Parts> = folder.map(|policy| read_parts(policy.unwrap())).collect();
        let mut never = Vec::new();
        for parts in &policies {
            let Some(offer) = &parts.offer else { continue };
            let mut audience = offer.audience.clone();
            audience.look_up(&|id| {
                let other = policies.iter().find(|other| other.id == *id)?;
                Some(Found { title: other.title.clone(), audience: other.offer.as_ref()?.audience.clone() })
            });
            let verdicts: Vec<Verdict> = panel(offer.subject, read)
                .iter()
                .map(|sample| judge(&audience, &sample.facts, today).verdict)
                .collect();
            assert!(verdicts.contains(&Verdict::NotEligible), "{:?}", parts.id);
            if !verdicts.contains(&Verdict::Eligible) {
                never.push(parts.id.as_str().to_owned());
            }
        }
        // Whose only child died nobody is made to stand for.
        assert_eq!(never, ["special-family-support"]);
    }
}
