//! A case as an agency's staff see it in their lists: what is asked for, and not by whom (个保法 art. 6: no more than is needed).

use std::cmp::Reverse;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::case::Standing;
use super::{Applicant, Case, CaseClock, CaseNumber, Delivery, Medium};
use crate::calendar::Calendar;
use crate::deadline::{District, Due, Outcome, due};
use crate::names::{AgencyId, PersonId};

/// A case without document, contact, and all but the beginning of a citizen's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedCase {
    /// The id that the device made.
    pub id: Uuid,
    /// A name that says nothing of the person, but is the same for all that they ask (条例 art. 35, 36).
    pub person: PersonId,
    /// The agency asked.
    pub agency: AgencyId,
    /// What is asked for.
    pub wanted: String,
    /// In which form.
    pub medium: Medium,
    /// By which way.
    pub delivery: Delivery,
    /// Whether an organisation asks.
    pub organisation: bool,
    /// The organisation's name; of a citizen's the first sign.
    pub name: String,
    /// When the server took it in.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub submitted_at: DateTime<Utc>,
    /// Where it stands.
    #[serde(flatten)]
    pub standing: Standing,
    /// The clock of its answer, once it is received in law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<CaseClock>,
}

impl Case {
    /// As it stands in a list.
    pub fn listed(&self) -> ListedCase {
        let (organisation, name) = match &self.form.applicant {
            Applicant::Citizen { name, .. } => (false, covered(name)),
            Applicant::Organisation { name, .. } => (true, name.clone()),
        };
        ListedCase {
            id: self.id,
            person: self.person.clone(),
            agency: self.form.agency.clone(),
            wanted: self.form.wanted.clone(),
            medium: self.form.medium,
            delivery: self.form.delivery,
            organisation,
            name,
            submitted_at: self.submitted_at,
            standing: self.standing.clone(),
            clock: self.clock.clone(),
        }
    }
}

impl ListedCase {
    /// Its number, once it has one.
    pub fn number(&self) -> Option<CaseNumber> {
        self.standing.number()
    }
}

/// Puts cases in the order of their due days; those that wait without one come after them, and last those whose clock does not run yet, the newest first.
pub fn by_due_day(cases: &mut [ListedCase], calendar: &Calendar, district: &District) {
    let day = |case: &ListedCase| {
        let outcome = due(&case.clock.as_ref()?.timeline(), calendar, district).ok();
        Some(outcome.and_then(Outcome::due_at_latest).map_or(NaiveDate::MAX, Due::day))
    };
    cases.sort_by_cached_key(|case| {
        let day = day(case);
        (day.is_none(), day, Reverse(case.submitted_at))
    });
}

/// The first sign, and how little is said after it: not even how long the name is.
fn covered(name: &str) -> String {
    name.chars().take(1).chain("**".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Draft, Form};
    use super::*;

    fn case(draft: &Draft) -> Case {
        let at = "2026-11-23T01:00:00Z".parse().unwrap();
        Case::submitted(Uuid::from_u128(1), "p-1".parse().unwrap(), Form::read(draft).unwrap(), at).register(None, at)
    }

    fn draft() -> Draft {
        Draft {
            agency: "civil-affairs".into(),
            wanted: "2025年老年综合津贴发放人数".into(),
            delivery: Delivery::Post,
            name: "示例甲".into(),
            identity_number: "11010519491231002X".into(),
            telephone: "021-0000 0000".into(),
            address: "示例路1号".into(),
            ..Draft::default()
        }
    }

    #[test]
    fn a_list_says_what_and_not_who() {
        let listed = case(&draft()).listed();
        let said = serde_json::to_string(&listed).unwrap();
        for hidden in ["示例甲", "11010519491231002X", "021-0000 0000", "示例路1号"] {
            assert!(!said.contains(hidden), "{said}");
        }
        assert_eq!((listed.name.as_str(), listed.number().map(|number| number.serial)), ("示**", Some(1)));
        assert_eq!(serde_json::from_str::<ListedCase>(&said).unwrap(), listed);
    }

    #[test]
    fn what_is_due_first_stands_first_and_what_does_not_run_last() {
        use super::super::{CaseClock, Noted};
        use crate::deadline::{Basis, EventKind};
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let listed = |id: u128, clock: Option<(&str, Option<EventKind>)>| ListedCase {
            id: Uuid::from_u128(id),
            clock: clock.map(|(received, event)| CaseClock {
                basis: Basis::Online,
                received: day(received),
                events: event
                    .map(|kind| Noted { kind, on: day(received), working_days: None, at: Default::default() })
                    .into_iter()
                    .collect(),
                moved: Vec::new(),
            }),
            ..case(&draft()).listed()
        };
        let waits = Some(("2026-03-02", Some(EventKind::OrganAsked)));
        let mut cases = [
            listed(1, None),
            listed(2, waits),
            listed(3, Some(("2026-03-09", None))),
            listed(4, Some(("2026-03-02", None))),
        ];
        by_due_day(&mut cases, &Calendar::published(), &District::default());
        assert_eq!(cases.map(|case| case.id.as_u128()), [4, 3, 2, 1]);
    }

    #[test]
    fn an_organisation_is_named_and_its_person_is_not() {
        let firm = Draft {
            organisation: true,
            name: "示例企业".into(),
            identity_number: "91350100M000100Y43".into(),
            contact_person: "示例乙".into(),
            ..draft()
        };
        let said = serde_json::to_string(&case(&firm).listed()).unwrap();
        assert!(
            said.contains("示例企业") && !said.contains("示例乙") && !said.contains("91350100M000100Y43"),
            "{said}"
        );
    }
}
