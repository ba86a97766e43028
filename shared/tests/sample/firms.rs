//! The sample policies for firms.

use mingbai_shared::pack::look_up;

use super::*;

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
