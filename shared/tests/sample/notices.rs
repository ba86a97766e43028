//! The sample notices: fit for approval by what the sample district has published, and each reaches whom its first policy is for.

use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};
use mingbai_shared::audience::Verdict;
use mingbai_shared::names::DocumentId;
use mingbai_shared::notice::package::{Policy, plan};
use mingbai_shared::notice::{Basis, Notice};
use mingbai_shared::pack::Pack;

use crate::{day, said, sample};

const TODAY: &str = "2026-11-29";

fn notices() -> Vec<Notice> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-notices");
    let today: NaiveDate = day(TODAY);
    let until = today + Days::new(90);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let dated = |text: String| text.replace("FROM", TODAY).replace("UNTIL", &until.to_string());
    files.iter().map(|file| serde_json::from_str(&dated(fs::read_to_string(file).unwrap())).unwrap()).collect()
}

fn named<'a>(packs: &'a [Pack], wanted: &DocumentId) -> &'a Pack {
    packs.iter().find(|pack| pack.id == *wanted).unwrap()
}

#[test]
fn every_notice_is_fit_and_says_that_it_is_a_sample() {
    let packs = sample::all();
    for notice in notices() {
        let bases: Vec<Basis> = notice.policies.iter().map(|policy| named(&packs, policy).into()).collect();
        assert_eq!(notice.check(&bases, day(TODAY)), vec![], "{}", notice.id);
        assert!(notice.sample && notice.title.zh.starts_with("示例：") && notice.title.en.starts_with("Sample: "));
        assert_eq!(named(&packs, &notice.policies[0]).agency, notice.agency);
    }
}

#[test]
fn each_reaches_somebody_for_whom_something_of_it_applies_and_not_their_opposite() {
    let people = [
        (r#"{"birth_date":"1950-01-01","hukou":"shanghai"}"#, r#"{"birth_date":"1990-01-01","hukou":"shanghai"}"#),
        (
            r#"{"graduates_hired":2,"unemployed_youth_hired":0,"hires_contract_months":12,"hires_insured_months":3,"had_hiring_subsidy":false,
            "had_expansion_subsidy":false,"unemployment_insurance_months":12,"layoff_rate":0}"#,
            r#"{"graduates_hired":0,"unemployed_youth_hired":0}"#,
        ),
        (r#"{"children":["2025-06-01"],"hukou":"shanghai"}"#, r#"{"children":[]}"#),
    ];
    let (packs, today) = (sample::all(), day(TODAY));
    let notices = notices();
    assert_eq!(notices.len(), people.len());
    for (notice, (meant, opposite)) in notices.iter().zip(people) {
        assert_eq!(notice.judge(&said(meant), today).verdict, Verdict::Eligible, "{}", notice.id);
        assert_eq!(notice.judge(&said(opposite), today).verdict, Verdict::NotEligible, "{}", notice.id);
        let of = |document| Policy { document, offer: named(&packs, document).offer.as_ref().unwrap() };
        let policies: Vec<Policy<'_>> = notice.policies.iter().map(of).collect();
        assert!(!plan(&policies, &said(meant), today).unwrap().steps.is_empty(), "{}", notice.id);
    }
}
