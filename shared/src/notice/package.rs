//! 政策礼包: policies that an administrator has put together for an occasion, as a new baby, a first firm or a move, and of them the best set for one
//! person, with order and dates. It is put together on the person's own device (办法 art. 30).
//!
//! The best set brings the most money in the 365 days from today, what stands under a ceiling up to the ceiling. Then it has the most policies, of which
//! none is idle: one is that stands under a ceiling which the others fill, and opens none. Then it has the fewest that are to be applied for. Of two
//! sets that are as good in all this it is the one that has the first policy in which they differ, by the last day of its offer and then by its name.
//! What cannot be known from what was said is not in it.

mod order;
mod solve;
mod ties;
mod time;
pub mod wording;

use chrono::NaiveDate;
use thiserror::Error;

use crate::facts::{FactKey, Facts};
use crate::law::ArticleNumber;
use crate::names::DocumentId;
use crate::pack::{Offer, Route};
use crate::words::BilingualText;
use ties::{Bundle, Member, Set};
use time::Had;

/// A package has at most so many policies: for so many the best set is found at once, on a phone too.
pub const MOST_POLICIES: usize = 30;
/// So many days, from today, are looked at.
pub const DAYS: u64 = 365;

/// One policy of a package.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    /// Its document.
    pub document: &'a DocumentId,
    /// What it offers.
    pub offer: &'a Offer,
}

/// What one person is best to do with a package.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What to have, in order: nothing before what opens it, then by the last day, the first day and the document.
    pub steps: Vec<Step>,
    /// What would apply and is not in it.
    pub left_out: Vec<LeftOut>,
    /// What depends on facts that were not said.
    pub open: Vec<Open>,
    /// How many policies do not apply within the 365 days, or give nothing that the person has not.
    pub not_applying: usize,
    /// What the steps bring together within the 365 days, in fen.
    pub total: i64,
}

/// One policy to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its document.
    pub document: DocumentId,
    /// What is to be done for it.
    pub route: Route,
    /// The first day from which it can be had.
    pub from: NaiveDate,
    /// The last day to have it: after it the offer is over or does not apply to this person, or not for sure. None where no end is known.
    pub last: Option<NaiveDate>,
    /// What it adds within the 365 days, in fen, by the days on which it applies; none where it is not money or the sum is not known. What a ceiling
    /// allows goes to the earlier steps first.
    pub fen: Option<i64>,
    /// A ceiling leaves less of it than it gives by itself.
    pub capped: bool,
    /// The steps without which it would not apply from that day.
    pub after: Vec<DocumentId>,
}

/// A policy that would apply, and is better left.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Its document.
    pub document: DocumentId,
    /// Why.
    pub why: Why,
}

/// Why a policy is left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// It cannot be had together with one that is in the plan.
    Excluded {
        /// That one.
        by: DocumentId,
        /// The document that says so: its own or the other's.
        said_by: DocumentId,
        /// The article of that document.
        article: ArticleNumber,
    },
    /// Others fill the ceiling.
    Full {
        /// What the ceiling is called.
        ceiling: BilingualText,
        /// In fen, in a year: the lowest sum that a policy of the package says.
        fen: i64,
        /// The article of its own document.
        article: ArticleNumber,
    },
    /// It opens only after one that is left out too.
    Unopened(DocumentId),
    /// With it there would be no more: what it opens makes others idle.
    NoMore,
}

/// A policy that depends on what was not said.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Its document.
    pub document: DocumentId,
    /// The first day of the 365 on which it depends on that.
    pub from: NaiveDate,
    /// All facts that decide it on that day, and no others.
    pub missing: Vec<FactKey>,
}

/// Why no plan is made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoPlan {
    /// More policies than a package may have.
    #[error("a package has at most {MOST_POLICIES} policies, this one has {0}")]
    TooMany(usize),
    /// The same policy more than once.
    #[error("{0} is in the package twice")]
    Twice(DocumentId),
}

/// The best plan for one person on the legal day `today` (Asia/Shanghai), whatever the order of the policies.
pub fn plan(policies: &[Policy<'_>], facts: &Facts, today: NaiveDate) -> Result<Plan, NoPlan> {
    let bundle = Bundle::new(&in_order(policies)?, facts, today);
    let chosen = solve::best(&bundle);
    let (times, at_best) = (bundle.times(chosen), bundle.times(Set::MAX));
    let steps = order::steps(&bundle, chosen, &times);
    let total = steps.iter().filter_map(|step| step.fen).fold(0_i64, i64::saturating_add);
    let sequence = bundle.sequence(chosen);
    let mut plan = Plan { steps, left_out: Vec::new(), open: Vec::new(), not_applying: 0, total };
    for member in bundle.members.iter().filter(|member| member.itself & chosen == 0) {
        let document = member.policy.document.clone();
        let granted = bundle.granted(member, &sequence);
        if member.among(&times).is_some() {
            plan.left_out.push(LeftOut { document, why: why(&bundle, member, chosen, &times) });
        } else if let Some((from, missing)) = bundle.open(member, &granted) {
            plan.open.push(Open { document, from, missing });
        } else if member.among(&at_best).is_some() {
            let mut left = bundle.members.iter().filter(|one| one.itself & member.helpers & !chosen != 0);
            let unopened = left.next().map(|one| Why::Unopened(one.policy.document.clone()));
            plan.left_out.push(LeftOut { document, why: unopened.unwrap_or(Why::NoMore) });
        } else {
            plan.not_applying += 1;
        }
    }
    Ok(plan)
}

/// By the last day of the offer, then by name.
fn in_order<'a>(policies: &[Policy<'a>]) -> Result<Vec<Policy<'a>>, NoPlan> {
    if policies.len() > MOST_POLICIES {
        return Err(NoPlan::TooMany(policies.len()));
    }
    let key = |policy: &Policy<'a>| (policy.offer.until.unwrap_or(NaiveDate::MAX), policy.document);
    let mut sorted: Vec<Policy<'a>> = Vec::new();
    for policy in policies {
        if sorted.iter().any(|one| one.document == policy.document) {
            return Err(NoPlan::Twice(policy.document.clone()));
        }
        let at = sorted.iter().position(|one| key(policy) < key(one)).unwrap_or(sorted.len());
        sorted.insert(at, *policy);
    }
    Ok(sorted)
}

/// Why one that could be had is not among the chosen.
fn why(bundle: &Bundle<'_>, member: &Member<'_>, chosen: Set, times: &[Option<Had>]) -> Why {
    let policy = member.policy;
    if let Some(by) = bundle.members.iter().find(|one| one.itself & chosen & member.conflicts != 0)
        && let Some((said_by, article)) = ties::clash(policy, by.policy, bundle.facts)
    {
        return Why::Excluded { by: by.policy.document.clone(), said_by: said_by.clone(), article };
    }
    let lowest = member.ceiling.and_then(|place| bundle.ceilings.get(place));
    let sharing = bundle.members.iter().filter(|one| one.itself & chosen != 0 && one.ceiling == member.ceiling);
    let brought = sharing.filter_map(|one| one.among(times)?.fen).fold(0_i64, i64::saturating_add);
    match (&policy.offer.ceiling, lowest) {
        (Some(ceiling), Some((_, fen))) if brought >= *fen => {
            Why::Full { ceiling: ceiling.name.clone(), fen: *fen, article: ceiling.article }
        }
        _ => Why::NoMore,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Parts;

    const TODAY: &str = "2026-11-28";

    fn day(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    fn sample(name: &str) -> (DocumentId, Offer) {
        let file = format!("{}/sample/{name}/pack.json", env!("CARGO_MANIFEST_DIR"));
        let parts: Parts = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        (parts.id, parts.offer.unwrap())
    }

    fn planned(policies: &[(DocumentId, Offer)], facts: &str) -> Plan {
        let policies: Vec<_> = policies.iter().map(|(document, offer)| Policy { document, offer }).collect();
        plan(&policies, &serde_json::from_str(facts).unwrap(), day(TODAY)).unwrap()
    }

    fn of(names: &[&str], facts: &str) -> Plan {
        planned(&names.iter().map(|name| sample(name)).collect::<Vec<_>>(), facts)
    }

    fn order(plan: &Plan) -> Vec<&str> {
        plan.steps.iter().map(|step| step.document.as_str()).collect()
    }

    const FAMILY: [&str; 4] =
        ["children-education-deduction", "childcare-subsidy", "infant-care-deduction", "elderly-allowance"];

    #[test]
    fn a_family_with_a_new_baby() {
        let plan = of(
            &FAMILY,
            r#"{"children":["2026-10-08","2024-04-28"],"pays_income_tax":true,"child_in_school":false,"birth_date":"1992-05-01","hukou":"shanghai"}"#,
        );
        assert_eq!(order(&plan), ["childcare-subsidy", "infant-care-deduction"]);
        assert_eq!((plan.left_out.len(), plan.open.len(), plan.not_applying), (0, 0, 2));
        // The elder is 3 on 28 April 2027, 151 days from now: 3,600 yuan for the baby, and 151 of 365 parts of it for the elder.
        assert_eq!((plan.total, plan.steps[0].fen, plan.steps[1].fen), (508_931, Some(508_931), None));
        assert_eq!(plan.steps[0].last, Some(day("2029-10-07")));
        assert_eq!(plan.headline(crate::words::Language::Zh), "今后一年约 5,089 元，2 项");
    }

    #[test]
    fn a_birth_and_a_birthday_that_are_to_come_are_in_it() {
        let plan = of(
            &FAMILY,
            r#"{"children":["2027-01-27"],"pays_income_tax":false,"birth_date":"1962-03-01","hukou":"shanghai"}"#,
        );
        let step = |at: usize| (plan.steps[at].document.as_str(), plan.steps[at].from.to_string(), plan.steps[at].fen);
        assert_eq!(step(0), ("childcare-subsidy", "2027-01-27".into(), Some(360_000 * 305 / 365)));
        assert_eq!(step(1), ("elderly-allowance", "2027-03-01".into(), Some(7_500 * 12 * 272 / 365)));
        assert_eq!((plan.steps.len(), plan.not_applying), (2, 2));
    }

    /// Whose work is not said is not in the plan, and what is asked is exactly that.
    #[test]
    fn what_is_not_said_is_asked_for() {
        let names = ["childcare-subsidy", "infant-care-deduction"];
        let plan = of(&names, r#"{"children":["2026-10-08"]}"#);
        assert_eq!(order(&plan), ["childcare-subsidy"]);
        let open = Open {
            document: "infant-care-deduction".parse().unwrap(),
            from: day(TODAY),
            missing: vec![FactKey::PaysIncomeTax],
        };
        assert_eq!(plan.open, [open]);
    }

    /// The texts of the samples ask for registered unemployment before the recognition and flexible work for the subsidy. Of somebody in flexible work
    /// the recognition is therefore taken here as one that asks for no more than the hukou.
    #[test]
    fn a_recognition_opens_a_subsidy_and_comes_before_it() {
        let flexible = sample("flexible-insurance-subsidy");
        let (recognition, mut offer) = sample("hardship-recognition");
        let person = r#"{"hukou":"shanghai","employment":"flexible","insured_months":5,"employment_hardship":false,"graduated_on":"2010-07-01"}"#;
        let as_written = planned(&[flexible.clone(), (recognition.clone(), offer.clone())], person);
        assert_eq!((as_written.steps.len(), as_written.not_applying), (0, 2));
        offer.audience =
            serde_json::from_str(r#"{"condition":{"fact":"hukou","test":{"one_of":["shanghai"]},"article":"2"}}"#)
                .unwrap();
        let both = [flexible.clone(), (recognition.clone(), offer.clone())];
        let plan = planned(&both, person);
        assert_eq!(order(&plan), ["hardship-recognition", "flexible-insurance-subsidy"]);
        assert_eq!((&plan.steps[0].after, &plan.steps[1].after), (&vec![], &vec![recognition.clone()]));
        // It is not asked whether one is recognised already: one will be.
        let unsaid = person.replace(r#","employment_hardship":false"#, "");
        assert_eq!(planned(&both, &unsaid).open, []);
        assert_eq!(order(&planned(&both, &unsaid)), order(&plan));
        // Who is recognised need not be recognised.
        let recognised = person.replace(r#""employment_hardship":false"#, r#""employment_hardship":true"#);
        let plan = planned(&both, &recognised);
        assert_eq!((order(&plan), plan.not_applying), (vec!["flexible-insurance-subsidy"], 1));
        // Opened only later, it comes only later, although its own window closes first.
        offer.from = day("2026-12-05");
        let subsidy = (flexible.0, Offer { until: Some(day("2026-12-31")), ..flexible.1 });
        let plan = planned(&[subsidy, (recognition, offer)], person);
        assert_eq!(order(&plan), ["hardship-recognition", "flexible-insurance-subsidy"]);
        assert_eq!((plan.steps[1].from, plan.steps[1].last), (day("2026-12-05"), Some(day("2026-12-31"))));
    }

    /// 人才公寓 art. 6: who rents a public rental home cannot rent one of them too.
    #[test]
    fn of_two_homes_one_is_chosen() {
        let plan = of(
            &["talent-apartment", "public-rental-housing"],
            r#"{"works_in_district":true,"contract_months":24,"owns_home":false,"hukou":"shanghai"}"#,
        );
        assert_eq!(order(&plan), ["public-rental-housing"]);
        let talent: DocumentId = "talent-apartment".parse().unwrap();
        let why = Why::Excluded {
            by: "public-rental-housing".parse().unwrap(),
            said_by: talent.clone(),
            article: "6".parse().unwrap(),
        };
        assert_eq!(plan.left_out, [LeftOut { document: talent, why }]);
    }

    /// 扩岗补助 art. 6: not after the other subsidy for the same person. The sum of neither is known, so it is the one that closes first.
    #[test]
    fn of_two_subsidies_for_the_same_people_one_is_chosen() {
        let plan = of(
            &["expansion-subsidy", "hiring-subsidy"],
            r#"{"graduates_hired":1,"unemployed_youth_hired":0,"hires_contract_months":12,"hires_insured_months":1,
            "had_expansion_subsidy":false,"had_hiring_subsidy":false}"#,
        );
        assert_eq!(order(&plan), ["hiring-subsidy"]);
        let expansion: DocumentId = "expansion-subsidy".parse().unwrap();
        let why = Why::Excluded {
            by: "hiring-subsidy".parse().unwrap(),
            said_by: expansion.clone(),
            article: "6".parse().unwrap(),
        };
        assert_eq!(plan.left_out, [LeftOut { document: expansion, why }]);
    }

    /// Of the sum of neither it is known that it fills the ceiling that they share.
    #[test]
    fn what_shares_a_ceiling_and_names_no_sum_is_not_left() {
        let plan = of(
            &["first-set-reward", "innovation-voucher"],
            r#"{"registered_district":"changning","tax_district":"changning","industry_code":"6510","employees":24,"revenue":800000000,"first_set_certified":true,"buys_research_services":true}"#,
        );
        assert_eq!(order(&plan), ["innovation-voucher", "first-set-reward"]);
        assert_eq!((plan.left_out.len(), plan.total), (0, 0));
    }

    #[test]
    fn a_firm_has_first_what_closes_first() {
        let firm = r#"{"registered_district":"changning","tax_district":"changning","employees":24,"revenue":800000000,"has_loan":true,"industry_code":"6510",
            "restricted_industry":false,"taxable_income":100000000,"employees":20,"assets":100000000,"taxpayer_kind":"small_scale",
            "monthly_sales":5000000,"unemployment_insurance_months":24,"layoff_rate":0,"has_research":true,"high_tech_until":"2027-06-30"}"#;
        let names = [
            "high-tech-incentive",
            "small-scale-vat-exemption",
            "small-profit-income-tax",
            "research-super-deduction",
            "loan-interest-subsidy",
            "job-stability-return",
            "specialised-reward",
        ];
        let plan = of(&names, firm);
        let first = ["job-stability-return", "loan-interest-subsidy", "high-tech-incentive", "small-profit-income-tax"];
        assert_eq!(order(&plan)[..4], first);
        assert_eq!(order(&plan)[4..], ["small-scale-vat-exemption", "research-super-deduction"]);
        assert_eq!(plan.steps[2].last, Some(day("2027-06-30")));
        assert_eq!(plan.open[0].missing, [FactKey::Specialised]);
        assert_eq!(plan.headline(crate::words::Language::Zh), "6 项，其中 3 项不用办");
    }
}
