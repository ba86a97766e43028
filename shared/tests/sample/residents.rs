//! The sample policies for residents.

use super::*;

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
