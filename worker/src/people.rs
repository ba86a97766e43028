//! The sample people of the development sign-in. They exist only where DEVELOPMENT=on.

use mingbai_shared::agencies::{AGENCIES, Agency};
use mingbai_shared::roles::{Actor, Role};
use serde::Serialize;
use worker::Env;

/// Someone to sign in as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SamplePerson {
    /// For `POST /api/sign-in`.
    pub id: String,
    /// Plainly invented.
    pub name: String,
    /// `resident`, `firm` or `staff`.
    pub kind: &'static str,
    /// The role.
    pub role: Role,
    /// The agency, for staff.
    pub agency: Option<&'static str>,
}

const STAFF: [(Role, &str); 5] = [
    (Role::Drafter, "drafter"),
    (Role::Reviewer, "reviewer"),
    (Role::Signatory, "signatory"),
    (Role::Officer, "officer"),
    (Role::Administrator, "administrator"),
];

/// Whether there is a development sign-in.
pub fn are_here(env: &Env) -> bool {
    crate::setting::optional(env, "DEVELOPMENT").is_some_and(|flag| flag == "on")
}

/// All of them.
pub fn all() -> Vec<SamplePerson> {
    let public = [
        ("resident-a", "示例市民甲", "resident", Role::Resident),
        ("resident-b", "示例市民乙", "resident", Role::Resident),
        ("firm-a", "示例企业经办人", "firm", Role::Firm),
    ];
    let public = public.map(|(id, name, kind, role)| SamplePerson {
        id: id.into(),
        name: name.into(),
        kind,
        role,
        agency: None,
    });
    let staff = AGENCIES.iter().flat_map(|agency| STAFF.map(|(role, suffix)| staff(agency, role, suffix)));
    public.into_iter().chain(staff).collect()
}

fn staff(agency: &Agency, role: Role, suffix: &str) -> SamplePerson {
    SamplePerson {
        id: format!("{}-{suffix}", agency.id),
        name: format!("示例{}（{}）", role.label().zh, agency.name.zh),
        kind: "staff",
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
        assert_eq!(people.len(), 3 + 8 * 5);
        assert!(people.iter().all(|person| person.name.contains("示例") && person.actor().is_some()));
    }
}
