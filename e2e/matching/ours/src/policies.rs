//! Policies that are loaded once and put to one person after another.

use chrono::NaiveDate;
use mingbai_shared::audience::{Matcher, Rule, Verdict, judge};
use mingbai_shared::facts::{Facts, Subject};
use serde::Deserialize;

/// Rules, checked and ready.
#[derive(Debug)]
pub struct Policies {
    /// For as long as the process lives: it ends with the measurement.
    rules: &'static [Rule],
    matcher: Matcher<'static>,
    today: NaiveDate,
}

#[derive(Deserialize)]
struct Policy {
    subject: Subject,
    audience: Rule,
}

impl Policies {
    /// Reads and checks them as the app does with what is published.
    pub fn load(policies: &str, today: &str) -> Result<Policies, String> {
        let told = |wrong: &dyn std::fmt::Display| wrong.to_string();
        let today = today.parse().map_err(|wrong: chrono::ParseError| told(&wrong))?;
        let mut rules = Vec::new();
        for Policy { subject, audience } in
            serde_json::from_str::<Vec<Policy>>(policies).map_err(|wrong| told(&wrong))?
        {
            audience.check(subject).map_err(|wrong| told(&wrong))?;
            rules.push(audience);
        }
        let rules: &'static [Rule] = rules.leak();
        Ok(Policies { rules, matcher: Matcher::new(rules, today), today })
    }

    /// Of each policy.
    pub fn verdicts(&self, facts: &Facts) -> Vec<Verdict> {
        self.matcher.verdicts(facts)
    }

    /// Of one, with its reasons, as JSON.
    pub fn reasons(&self, policy: usize, facts: &Facts) -> Result<String, String> {
        let rule = self.rules.get(policy).ok_or("no such policy")?;
        serde_json::to_string(&judge(rule, facts, self.today)).map_err(|wrong| wrong.to_string())
    }
}
