//! The sample people of the development sign-in. A build for anybody's use has none (feature `development`), and this one only where DEVELOPMENT=on.

use mingbai_shared::agencies::{AGENCIES, Agency, DISTRICT_OFFICE};
use mingbai_shared::roles::{Actor, Role};
use serde::Serialize;

/// Someone to sign in as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SamplePerson {
    /// For `POST /api/sign-in`.
    pub id: String,
    /// Plainly invented.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The agency, for staff.
    pub agency: Option<&'static str>,
}

const STAFF: [(Role, &str); 8] = [
    (Role::Drafter, "drafter"),
    (Role::Reviewer, "reviewer"),
    (Role::Signatory, "signatory"),
    (Role::Officer, "officer"),
    (Role::Head, "head"),
    (Role::Administrator, "administrator"),
    (Role::DistrictOffice, "supervisor"),
    (Role::Auditor, "auditor"),
];

/// All of them.
pub fn all() -> Vec<SamplePerson> {
    let public = [
        ("resident-a", "示例市民甲", Role::Resident),
        ("resident-b", "示例市民乙", Role::Resident),
        ("firm-a", "示例企业经办人", Role::Firm),
    ];
    let public = public.map(|(id, name, role)| SamplePerson { id: id.into(), name: name.into(), role, agency: None });
    let works_there = |agency: &Agency, role| role != Role::DistrictOffice || agency.id == DISTRICT_OFFICE;
    let staff = AGENCIES.iter().flat_map(|agency| {
        let here = STAFF.into_iter().filter(move |(role, _)| works_there(agency, *role));
        here.map(|(role, suffix)| staff(agency, role, suffix))
    });
    public.into_iter().chain(staff).collect()
}

fn staff(agency: &Agency, role: Role, suffix: &str) -> SamplePerson {
    SamplePerson {
        id: format!("{}-{suffix}", agency.id),
        name: format!("示例{}（{}）", role.label().zh, agency.name.zh),
        role,
        agency: Some(agency.id),
    }
}

/// The one with this id.
pub fn find(id: &str) -> Option<SamplePerson> {
    all().into_iter().find(|person| person.id == id)
}

impl SamplePerson {
    /// As whom they act.
    pub fn actor(&self) -> Option<Actor> {
        let agency = self.agency.map(str::parse).transpose().ok()?;
        Some(Actor { person: self.id.parse().ok()?, role: self.role, agency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_person_is_invented_and_can_act() {
        let people = all();
        assert_eq!(people.len(), 3 + 7 * 7 + 8);
        assert!(people.iter().all(|person| person.name.contains("示例") && person.actor().is_some()));
    }
}
