//! The verdicts of every sample policy, by tables written from the published conditions and not from the rules: each row says who, when, and what.
//!
//! The rows stand at the edges: the birthday, the last day of a certificate, 300 and 301 employees, 3,000,000 yuan and one fen more.

#[path = "sample/district.rs"]
mod district;
#[path = "sample/reading.rs"]
mod sample;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mingbai_shared::audience::Verdict::{self, Eligible as Yes, NotEligible as No, Unknown as Open};
use mingbai_shared::audience::judge;
use mingbai_shared::facts::Facts;
use mingbai_shared::pack::look_up;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn said(json: &str) -> Facts {
    serde_json::from_str(json).unwrap_or_else(|wrong| panic!("{json}: {wrong}"))
}

/// Judges each row on its day.
fn on_days(policy: &str, rows: &[(&str, &str, Verdict)]) {
    let offer = sample::pack(policy).offer.unwrap();
    for (today, facts, expected) in rows {
        let judged = judge(&offer.audience, &said(facts), day(today));
        assert_eq!(judged.verdict, *expected, "{policy} on {today}: {facts}");
    }
}

/// Judges each row on 23 November 2026.
fn today(policy: &str, rows: &[(&str, Verdict)]) {
    let rows: Vec<_> = rows.iter().map(|(facts, verdict)| ("2026-11-23", *facts, *verdict)).collect();
    on_days(policy, &rows);
}

/// The same person with one fact said otherwise, each giving its verdict.
fn varied(policy: &str, base: &str, rows: &[(&str, Verdict)]) {
    let offer = sample::pack(policy).offer.unwrap();
    for (change, expected) in rows {
        let mut facts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(base).unwrap();
        let change: serde_json::Map<String, serde_json::Value> = serde_json::from_str(change).unwrap();
        for (fact, value) in change {
            if value.is_null() {
                assert!(facts.remove(&fact).is_some(), "{fact} was not said");
            } else {
                facts.insert(fact, value);
            }
        }
        let text = serde_json::Value::Object(facts).to_string();
        assert_eq!(judge(&offer.audience, &said(&text), day("2026-11-23")).verdict, *expected, "{policy}: {text}");
    }
}

/// Open on its first day and its last, and on neither the day before nor the day after.
fn window(policy: &str, first: &str, last: &str) {
    let offer = sample::pack(policy).offer.unwrap();
    let (first, last) = (day(first), day(last));
    let stands = [first.pred_opt().unwrap(), first, last, last.succ_opt().unwrap()].map(|day| offer.stands_on(day));
    assert_eq!(stands, [false, true, true, false], "{policy}");
}

fn amount(policy: &str, facts: &str, today: &str) -> Option<i64> {
    let benefit = sample::pack(policy).offer.unwrap().benefit;
    benefit.amount.unwrap().for_person(&said(facts), day(today))
}

#[test]
fn elderly_allowance() {
    on_days(
        "elderly-allowance",
        &[
            ("2026-11-22", r#"{"birth_date":"1961-11-23","hukou":"shanghai"}"#, No),
            ("2026-11-23", r#"{"birth_date":"1961-11-23","hukou":"shanghai"}"#, Yes),
            ("2026-11-23", r#"{"birth_date":"1961-11-23","hukou":"elsewhere"}"#, No),
            ("2026-11-23", r#"{"birth_date":"1961-11-23"}"#, Open),
            ("2026-11-23", r#"{"hukou":"elsewhere"}"#, No),
            ("2026-11-23", "{}", Open),
            // Born on 29 February: 65 on 1 March where there is no 29th.
            ("2021-02-28", r#"{"birth_date":"1956-02-29","hukou":"shanghai"}"#, No),
            ("2021-03-01", r#"{"birth_date":"1956-02-29","hukou":"shanghai"}"#, Yes),
        ],
    );
}

#[test]
fn elderly_allowance_by_band() {
    let born = r#"{"birth_date":"1930-06-15"}"#;
    for (on, yuan) in [
        ("1995-06-15", 75),
        ("2000-06-14", 75),
        ("2000-06-15", 150),
        ("2010-06-14", 150),
        ("2010-06-15", 180),
        ("2020-06-14", 180),
        ("2020-06-15", 350),
        ("2030-06-14", 350),
        ("2030-06-15", 600),
        ("2045-01-01", 600),
    ] {
        assert_eq!(amount("elderly-allowance", born, on), Some(yuan * 100), "{on}");
    }
    assert_eq!(amount("elderly-allowance", born, "1995-06-14"), None);
}

#[test]
fn childcare_subsidy() {
    on_days(
        "childcare-subsidy",
        &[
            ("2026-11-22", r#"{"children":["2023-11-23"]}"#, Yes),
            ("2026-11-23", r#"{"children":["2023-11-23"]}"#, No),
            ("2026-11-23", r#"{"children":["2012-01-01","2026-11-23"]}"#, Yes),
            ("2026-11-23", r#"{"children":["2026-12-24"]}"#, No),
            ("2026-11-23", r#"{"children":[]}"#, No),
            ("2026-11-23", "{}", Open),
        ],
    );
    let family = r#"{"children":["2012-01-01","2024-02-02","2026-11-23"]}"#;
    assert_eq!(amount("childcare-subsidy", family, "2026-11-23"), Some(2 * 3_600 * 100));
    assert_eq!(amount("childcare-subsidy", family, "2027-02-02"), Some(3_600 * 100));
}

#[test]
fn infant_care_deduction() {
    today(
        "infant-care-deduction",
        &[
            (r#"{"children":["2023-11-24"],"pays_income_tax":true}"#, Yes),
            (r#"{"children":["2023-11-23"],"pays_income_tax":true}"#, No),
            (r#"{"children":["2025-01-01"],"pays_income_tax":false}"#, No),
            (r#"{"children":["2025-01-01"]}"#, Open),
            (r#"{"pays_income_tax":false}"#, No),
        ],
    );
}

#[test]
fn children_education_deduction() {
    today(
        "children-education-deduction",
        &[
            (r#"{"child_in_school":true,"pays_income_tax":true}"#, Yes),
            (r#"{"child_in_school":false,"pays_income_tax":true}"#, No),
            (r#"{"child_in_school":true,"pays_income_tax":false}"#, No),
            (r#"{"child_in_school":true}"#, Open),
        ],
    );
}

#[test]
fn elderly_support_deduction() {
    on_days(
        "elderly-support-deduction",
        &[
            ("2026-11-22", r#"{"parents":["1966-11-23"],"pays_income_tax":true}"#, No),
            ("2026-11-23", r#"{"parents":["1966-11-23"],"pays_income_tax":true}"#, Yes),
            ("2026-11-23", r#"{"parents":["1970-01-01","1966-01-01"],"pays_income_tax":true}"#, Yes),
            ("2026-11-23", r#"{"parents":[],"pays_income_tax":true}"#, No),
            ("2026-11-23", r#"{"parents":["1950-01-01"],"pays_income_tax":false}"#, No),
            ("2026-11-23", r#"{"parents":["1950-01-01"]}"#, Open),
        ],
    );
}

#[test]
fn private_pension() {
    today(
        "private-pension",
        &[(r#"{"pension_insured":true}"#, Yes), (r#"{"pension_insured":false}"#, No), ("{}", Open)],
    );
}

#[test]
fn founder_subsidy() {
    let graduate = r#"{"employment":"founder","firm_founded_on":"2025-11-23","insured_months":6,"graduated_on":"2024-11-23",
        "unemployed_before_founding":false,"employment_hardship":false,"had_founder_subsidy":false}"#;
    varied(
        "founder-subsidy",
        graduate,
        &[
            ("{}", Yes),
            // The firm is a year old on the day, not a day before.
            (r#"{"firm_founded_on":"2025-11-24"}"#, No),
            (r#"{"insured_months":5}"#, No),
            // Graduated two years ago to the day; a day more is too much.
            (r#"{"graduated_on":"2024-11-22"}"#, No),
            (r#"{"graduated_on":"2024-11-22","unemployed_before_founding":true}"#, Yes),
            (r#"{"graduated_on":"2024-11-22","employment_hardship":true}"#, Yes),
            (r#"{"graduated_on":null,"unemployed_before_founding":true}"#, Yes),
            (r#"{"graduated_on":null}"#, Open),
            (r#"{"had_founder_subsidy":true}"#, No),
            (r#"{"had_founder_subsidy":null}"#, Open),
            (r#"{"employment":"employed"}"#, No),
        ],
    );
    assert_eq!(amount("founder-subsidy", "{}", "2026-11-23"), Some(8_000 * 100));
}

#[test]
fn flexible_insurance_subsidy() {
    let hardship =
        r#"{"employment":"flexible","employment_hardship":true,"insured_months":1,"graduated_on":"2010-07-01"}"#;
    varied(
        "flexible-insurance-subsidy",
        hardship,
        &[
            ("{}", Yes),
            (r#"{"insured_months":0}"#, No),
            (r#"{"insured_months":null}"#, Open),
            (r#"{"employment_hardship":false}"#, No),
            (r#"{"employment_hardship":false,"graduated_on":"2024-11-23"}"#, Yes),
            (r#"{"employment_hardship":false,"graduated_on":"2024-11-22"}"#, No),
            (r#"{"employment_hardship":null}"#, Open),
            (r#"{"employment":"employed"}"#, No),
        ],
    );
}

#[test]
fn hardship_recognition() {
    let none_of_them = r#"{"hukou":"shanghai","employment":"unemployed","birth_date":"1990-01-01","sex":"male","disabled":false,
        "low_income":false,"unemployed_since":"2025-11-24","land_requisitioned":false}"#;
    varied(
        "hardship-recognition",
        none_of_them,
        &[
            ("{}", No),
            (r#"{"disabled":true}"#, Yes),
            (r#"{"low_income":true}"#, Yes),
            (r#"{"unemployed_since":"2025-11-23"}"#, Yes),
            (r#"{"land_requisitioned":true}"#, Yes),
            // 45 for a man, 40 for a woman, on the birthday.
            (r#"{"birth_date":"1981-11-23"}"#, Yes),
            (r#"{"birth_date":"1981-11-24"}"#, No),
            (r#"{"birth_date":"1986-11-23"}"#, No),
            (r#"{"birth_date":"1986-11-23","sex":"female"}"#, Yes),
            (r#"{"birth_date":"1986-11-24","sex":"female"}"#, No),
            (r#"{"birth_date":"1983-01-01","sex":null}"#, Open),
            // From 45 on the sex no longer matters, so it is not asked.
            (r#"{"birth_date":"1981-11-23","sex":null}"#, Yes),
            (r#"{"disabled":true,"hukou":"elsewhere"}"#, No),
            (r#"{"disabled":true,"employment":"employed"}"#, No),
            (r#"{"disabled":true,"birth_date":"2010-11-23"}"#, Yes),
            (r#"{"disabled":true,"birth_date":"2010-11-24"}"#, No),
            // Working age ends.
            (r#"{"disabled":true,"birth_date":"1963-11-24"}"#, Yes),
            (r#"{"disabled":true,"birth_date":"1963-11-23"}"#, No),
        ],
    );
}

#[test]
fn public_rental_housing() {
    let tenant = r#"{"works_in_district":true,"contract_months":12,"hukou":"elsewhere","residence_permit":true,"owns_home":false}"#;
    varied(
        "public-rental-housing",
        tenant,
        &[
            ("{}", Yes),
            (r#"{"contract_months":11}"#, No),
            (r#"{"works_in_district":false}"#, No),
            (r#"{"residence_permit":false}"#, No),
            (r#"{"residence_permit":null}"#, Open),
            (r#"{"hukou":"shanghai","residence_permit":false}"#, Yes),
            (r#"{"owns_home":true,"home_area":14}"#, Yes),
            (r#"{"owns_home":true,"home_area":15}"#, No),
            (r#"{"owns_home":true}"#, Open),
        ],
    );
}

#[test]
fn talent_apartment() {
    let newcomer = r#"{"works_in_district":true,"contract_months":12,"hukou":"elsewhere","residence_permit":true,"owns_home":false}"#;
    varied(
        "talent-apartment",
        newcomer,
        &[
            ("{}", Yes),
            (r#"{"contract_months":11}"#, No),
            (r#"{"owns_home":true}"#, No),
            (r#"{"owns_home":true,"home_area":9}"#, No),
            (r#"{"residence_permit":false,"hukou":"shanghai"}"#, Yes),
            (r#"{"residence_permit":false}"#, No),
            (r#"{"works_in_district":null}"#, Open),
        ],
    );
}

#[test]
fn special_family_support() {
    today(
        "special-family-support",
        &[(r#"{"special_support":true}"#, Yes), (r#"{"special_support":false}"#, No), ("{}", Open)],
    );
}

#[test]
fn small_scale_vat_exemption() {
    // 100,000 yuan a month, in fen.
    varied(
        "small-scale-vat-exemption",
        r#"{"taxpayer_kind":"small_scale","monthly_sales":10000000}"#,
        &[
            ("{}", Yes),
            (r#"{"monthly_sales":10000001}"#, No),
            (r#"{"monthly_sales":0}"#, Yes),
            (r#"{"monthly_sales":null}"#, Open),
            (r#"{"taxpayer_kind":"general"}"#, No),
        ],
    );
}

#[test]
fn small_profit_income_tax() {
    // 3,000,000 yuan of income, 300 people, 50,000,000 yuan of assets: each limit is still inside.
    varied(
        "small-profit-income-tax",
        r#"{"restricted_industry":false,"taxable_income":300000000,"employees":300,"assets":5000000000}"#,
        &[
            ("{}", Yes),
            (r#"{"taxable_income":300000001}"#, No),
            (r#"{"employees":301}"#, No),
            (r#"{"assets":5000000001}"#, No),
            (r#"{"restricted_industry":true}"#, No),
            (r#"{"assets":null}"#, Open),
            (r#"{"assets":null,"employees":301}"#, No),
        ],
    );
}

#[test]
fn tax_and_fee_relief() {
    // By the conditions of the income tax relief, as they stand there.
    let small_profit = sample::pack("small-profit-income-tax");
    let mut packs = [sample::pack("tax-and-fee-relief"), small_profit];
    look_up(packs.iter_mut());
    let offer = packs[0].offer.as_ref().unwrap();
    let general =
        r#""taxpayer_kind":"general","restricted_industry":false,"taxable_income":300000000,"assets":5000000000"#;
    for (facts, expected) in [
        (r#"{"taxpayer_kind":"small_scale"}"#.to_owned(), Yes),
        (r#"{"taxpayer_kind":"small_scale","employees":301}"#.to_owned(), Yes),
        (format!(r#"{{{general},"employees":300}}"#), Yes),
        (format!(r#"{{{general},"employees":301}}"#), No),
        (format!("{{{general}}}"), Open),
        (r#"{"taxpayer_kind":"general"}"#.to_owned(), Open),
        (r#"{"employees":301}"#.to_owned(), Open),
    ] {
        assert_eq!(offer.judge(&said(&facts), day("2026-11-23")).verdict, expected, "{facts}");
    }
    // Without the other policy nothing can be said of whom it alone would decide.
    today("tax-and-fee-relief", &[(&format!(r#"{{{general},"employees":300}}"#), Open)]);
}

#[test]
fn research_super_deduction() {
    let policy = "research-super-deduction";
    for code in [
        "1610", "C1610", "16", "5110", "5281", "F5281", "F", "6110", "6210", "H6210", "H", "7010", "K", "7111", "7211",
        "L", "9011", "R9019",
    ] {
        today(policy, &[(&format!(r#"{{"has_research":true,"industry_code":"{code}"}}"#), No)]);
    }
    // Instruments, software, research itself, culture and arts: near the excluded codes, but not among them.
    for code in ["C", "1510", "1711", "I6510", "6311", "7310", "M7320", "8810", "R8810", "R"] {
        today(policy, &[(&format!(r#"{{"has_research":true,"industry_code":"{code}"}}"#), Yes)]);
    }
    today(
        policy,
        &[
            (r#"{"has_research":false,"industry_code":"6510"}"#, No),
            (r#"{"industry_code":"6510"}"#, Open),
            (r#"{"industry_code":"6110"}"#, No),
            (r#"{"has_research":true}"#, Open),
        ],
    );
}

#[test]
fn high_tech_incentive() {
    on_days(
        "high-tech-incentive",
        &[
            ("2026-11-23", r#"{"high_tech_until":"2026-11-23"}"#, Yes),
            ("2026-11-24", r#"{"high_tech_until":"2026-11-23"}"#, No),
            ("2026-11-23", "{}", Open),
        ],
    );
}

#[test]
fn specialised_reward() {
    varied(
        "specialised-reward",
        r#"{"specialised":"city","registered_district":"changning","industry_code":"1310","employees":20,"revenue":300000000}"#,
        &[
            ("{}", Yes),
            (r#"{"specialised":"little_giant"}"#, Yes),
            (r#"{"specialised":"none"}"#, No),
            (r#"{"employees":19}"#, Yes),
            // Industry: large from 1,000 people and 400 million yuan, both.
            (r#"{"employees":1000}"#, Yes),
            (r#"{"employees":1000,"revenue":39999999999}"#, Yes),
            (r#"{"employees":1000,"revenue":40000000000}"#, No),
            (r#"{"employees":999,"revenue":40000000000}"#, Yes),
            (r#"{"employees":1000,"revenue":null}"#, Open),
            (r#"{"employees":999,"revenue":null}"#, Yes),
            (r#"{"registered_district":"other_district"}"#, No),
            (r#"{"registered_district":null}"#, Open),
        ],
    );
}

#[test]
fn job_stability_return() {
    // Rates in tenths of a percent: 5.5 % and 20 %.
    varied(
        "job-stability-return",
        r#"{"unemployment_insurance_months":12,"layoff_rate":55,"insured_employees":31}"#,
        &[
            ("{}", Yes),
            (r#"{"insured_employees":null}"#, Yes),
            (r#"{"unemployment_insurance_months":11}"#, No),
            (r#"{"layoff_rate":56}"#, No),
            (r#"{"layoff_rate":56,"insured_employees":30}"#, Yes),
            (r#"{"layoff_rate":200,"insured_employees":30}"#, Yes),
            (r#"{"layoff_rate":201,"insured_employees":30}"#, No),
            (r#"{"layoff_rate":56,"insured_employees":null}"#, Open),
            (r#"{"layoff_rate":201,"insured_employees":null}"#, No),
        ],
    );
}

#[test]
fn hiring_subsidy() {
    let hired = r#"{"graduates_hired":1,"unemployed_youth_hired":0,"hires_contract_months":12,"hires_insured_months":1,
        "had_expansion_subsidy":false,"had_hiring_subsidy":false}"#;
    varied(
        "hiring-subsidy",
        hired,
        &[
            ("{}", Yes),
            (r#"{"graduates_hired":0}"#, No),
            (r#"{"graduates_hired":0,"unemployed_youth_hired":1}"#, Yes),
            (r#"{"graduates_hired":0,"unemployed_youth_hired":null}"#, Open),
            (r#"{"hires_contract_months":11}"#, No),
            (r#"{"hires_insured_months":0}"#, No),
            (r#"{"had_expansion_subsidy":true}"#, No),
            (r#"{"had_expansion_subsidy":null}"#, Open),
            // Once for each person.
            (r#"{"had_hiring_subsidy":true}"#, No),
        ],
    );
    window("hiring-subsidy", "2026-05-01", "2026-12-31");
}

#[test]
fn expansion_subsidy() {
    let hired = r#"{"graduates_hired":0,"unemployed_youth_hired":1,"hires_contract_months":12,"hires_insured_months":1,
        "had_expansion_subsidy":false,"had_hiring_subsidy":false}"#;
    varied(
        "expansion-subsidy",
        hired,
        &[
            ("{}", Yes),
            (r#"{"unemployed_youth_hired":0}"#, No),
            (r#"{"unemployed_youth_hired":0,"graduates_hired":1}"#, Yes),
            (r#"{"unemployed_youth_hired":0,"graduates_hired":null}"#, Open),
            (r#"{"hires_contract_months":11}"#, No),
            (r#"{"hires_insured_months":0}"#, No),
            (r#"{"hires_insured_months":null}"#, Open),
            // Neither twice for one person, nor after the other subsidy.
            (r#"{"had_expansion_subsidy":true}"#, No),
            (r#"{"had_hiring_subsidy":true}"#, No),
            (r#"{"had_hiring_subsidy":null}"#, Open),
            (r#"{"had_hiring_subsidy":null,"had_expansion_subsidy":true}"#, No),
        ],
    );
    window("expansion-subsidy", "2026-05-01", "2027-12-31");
    let offer = sample::pack("expansion-subsidy").offer.unwrap();
    assert_eq!(offer.excludes.iter().map(|other| other.with.as_str()).collect::<Vec<_>>(), ["hiring-subsidy"]);
}

#[test]
fn loan_interest_subsidy() {
    let shop = r#"{"registered_district":"changning","tax_district":"changning","employees":9,"revenue":100000000,"has_loan":true,"industry_code":"5211"}"#;
    varied(
        "loan-interest-subsidy",
        shop,
        &[
            ("{}", Yes),
            (r#"{"tax_district":"other_district"}"#, No),
            (r#"{"registered_district":"elsewhere"}"#, No),
            // Retail: large from 300 people and 200 million yuan, both.
            (r#"{"employees":300}"#, Yes),
            (r#"{"employees":299,"revenue":20000000000}"#, Yes),
            (r#"{"employees":300,"revenue":20000000000}"#, No),
            (r#"{"has_loan":false}"#, No),
            (r#"{"industry_code":"6620"}"#, No),
            (r#"{"industry_code":"6711"}"#, No),
            (r#"{"industry_code":"6811"}"#, No),
            (r#"{"industry_code":"6940"}"#, No),
            (r#"{"industry_code":"J"}"#, No),
            (r#"{"industry_code":"7010"}"#, No),
            (r#"{"industry_code":"K"}"#, No),
            (r#"{"industry_code":"I6510"}"#, Yes),
            (r#"{"industry_code":"7211"}"#, Yes),
            (r#"{"industry_code":null}"#, Open),
        ],
    );
    window("loan-interest-subsidy", "2026-09-01", "2026-12-31");
}

#[test]
fn first_set_reward() {
    varied(
        "first-set-reward",
        r#"{"registered_district":"changning","tax_district":"changning","first_set_certified":true}"#,
        &[
            ("{}", Yes),
            (r#"{"first_set_certified":false}"#, No),
            (r#"{"first_set_certified":null}"#, Open),
            (r#"{"registered_district":"other_district"}"#, No),
            (r#"{"tax_district":"other_district"}"#, No),
            (r#"{"tax_district":null}"#, Open),
            (r#"{"tax_district":null,"registered_district":"elsewhere"}"#, No),
            // Of whatever size.
            // Of any size.
            (r#"{"employees":5000,"revenue":90000000000}"#, Yes),
        ],
    );
    window("first-set-reward", "2026-10-01", "2027-01-31");
}

#[test]
fn innovation_voucher() {
    varied(
        "innovation-voucher",
        r#"{"registered_district":"changning","tax_district":"changning","industry_code":"6513","employees":299,"revenue":1000000000,"buys_research_services":true}"#,
        &[
            ("{}", Yes),
            (r#"{"employees":9}"#, Yes),
            // Software: large from 300 people and 100 million yuan, both.
            (r#"{"employees":300}"#, Yes),
            (r#"{"employees":300,"revenue":9999999999}"#, Yes),
            (r#"{"employees":300,"revenue":10000000000}"#, No),
            (r#"{"employees":null}"#, Yes),
            (r#"{"employees":null,"revenue":10000000000}"#, Open),
            (r#"{"registered_district":"elsewhere"}"#, No),
            (r#"{"tax_district":"elsewhere"}"#, No),
            (r#"{"buys_research_services":false}"#, No),
            (r#"{"buys_research_services":null}"#, Open),
        ],
    );
    window("innovation-voucher", "2026-04-01", "2026-12-15");
}

/// The same ceiling for both, by name and by sum: 500,000 yuan a year.
#[test]
fn the_reward_and_the_voucher_share_one_ceiling() {
    let ceiling = |policy: &str| sample::pack(policy).offer.unwrap().ceiling.unwrap();
    let (reward, voucher) = (ceiling("first-set-reward"), ceiling("innovation-voucher"));
    assert_eq!((&reward.name, reward.fen), (&voucher.name, 500_000 * 100));
    assert_eq!(reward.fen, voucher.fen);
    for (policy, ceiling) in [("first-set-reward", &reward), ("innovation-voucher", &voucher)] {
        assert!(sample::text(policy).contains(&format!("合计最高500,000元，叫作{}。", ceiling.name.zh)), "{policy}");
    }
}

/// A policy that has no table above would pass unseen.
#[test]
fn every_sample_policy_has_its_table() {
    let source = include_str!("sample_policies.rs");
    let tables: BTreeSet<String> =
        sample::ids().into_iter().filter(|id| source.contains(&format!("fn {}()", id.replace('-', "_")))).collect();
    assert_eq!(tables, sample::ids().into_iter().collect());
}
