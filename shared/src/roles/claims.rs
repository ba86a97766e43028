//! From what a sign-in service says of a person to the role they act in, by a mapping that the operator writes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::{Actor, Role};
use crate::names::{AgencyId, PersonId};

/// As what a service's people act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum As {
    /// All are residents.
    Resident {},
    /// All act for a firm.
    Firm {
        /// The claim that names the firm.
        organisation: String,
    },
    /// All work for an agency.
    Staff {
        /// In which role.
        role: Mapping<Role>,
        /// For which agency.
        agency: Mapping<AgencyId>,
    },
}

/// What the values of a claim mean. Where a person has several, the first of this list counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping<T> {
    /// The claim's name: its value is a text or a list of texts.
    pub claim: String,
    /// Value and meaning.
    pub values: Vec<(String, T)>,
}

/// What a service said of a person, beside who they are there.
pub type Claims = Map<String, Value>;

/// What the claims make of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// In which role.
    pub role: Role,
    /// For which agency.
    pub agency: Option<AgencyId>,
    /// The firm's name at the service: with it the same person is somebody else than without.
    pub organisation: Option<String>,
}

/// The claims give no role here.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the claim {claim:?} has no value that means something here")]
pub struct NoRole {
    /// The claim that was looked at.
    pub claim: String,
}

impl As {
    /// What `claims` make of a person.
    pub fn read(&self, claims: &Claims) -> Result<Claimed, NoRole> {
        match self {
            As::Resident {} => Ok(Claimed { role: Role::Resident, agency: None, organisation: None }),
            As::Firm { organisation } => {
                // One firm, and not the first of several.
                let named = claims.get(organisation).and_then(Value::as_str).filter(|text| !text.is_empty());
                let named = named.ok_or_else(|| NoRole { claim: organisation.clone() })?;
                Ok(Claimed { role: Role::Firm, agency: None, organisation: Some(named.to_owned()) })
            }
            As::Staff { role, agency } => {
                // A mapping to resident or firm would take an agency's person out of its rules.
                let means = role.read(claims)?;
                let means = means.is_staff().then_some(means).ok_or_else(|| NoRole { claim: role.claim.clone() })?;
                Ok(Claimed { role: means, agency: Some(agency.read(claims)?), organisation: None })
            }
        }
    }
}

impl<T: Clone> Mapping<T> {
    fn read(&self, claims: &Claims) -> Result<T, NoRole> {
        let said: Vec<&str> = texts(claims, &self.claim).collect();
        let found = self.values.iter().find(|(value, _)| said.contains(&value.as_str()));
        found.map(|(_, meaning)| meaning.clone()).ok_or_else(|| NoRole { claim: self.claim.clone() })
    }
}

impl Claimed {
    /// The person in this role.
    pub fn actor(self, person: PersonId) -> Actor {
        Actor { person, role: self.role, agency: self.agency }
    }
}

/// The texts of a claim, be it one or a list.
fn texts<'a>(claims: &'a Claims, name: &str) -> impl Iterator<Item = &'a str> {
    let value = claims.get(name);
    let list = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    value.and_then(Value::as_str).into_iter().chain(list.iter().filter_map(Value::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff() -> As {
        serde_json::from_str(
            r#"{"staff":{"role":{"claim":"groups","values":[["mb-signatory","signatory"],["mb-officer","officer"]]},
                         "agency":{"claim":"department","values":[["MZ","civil-affairs"]]}}}"#,
        )
        .unwrap()
    }

    fn read(how: &As, claims: &str) -> Result<(Role, Option<String>), String> {
        let claimed = how.read(&serde_json::from_str(claims).unwrap()).map_err(|none| none.claim)?;
        Ok((claimed.role, claimed.agency.map(String::from).or(claimed.organisation)))
    }

    #[test]
    fn of_several_groups_the_first_of_the_mapping_counts() {
        let civil = Some("civil-affairs".to_owned());
        assert_eq!(
            read(&staff(), r#"{"groups":["x","mb-officer","mb-signatory"],"department":"MZ"}"#),
            Ok((Role::Signatory, civil.clone()))
        );
        assert_eq!(read(&staff(), r#"{"groups":"mb-officer","department":["MZ"]}"#), Ok((Role::Officer, civil)));
    }

    #[test]
    fn what_is_not_mapped_gives_no_role() {
        for (claims, looked_at) in [
            (r#"{"department":"MZ"}"#, "groups"),
            (r#"{"groups":[],"department":"MZ"}"#, "groups"),
            (r#"{"groups":{"mb-officer":true},"department":"MZ"}"#, "groups"),
            (r#"{"groups":["officer"],"department":"MZ"}"#, "groups"),
            (r#"{"groups":["mb-officer"]}"#, "department"),
            (r#"{"groups":["mb-officer"],"department":"health"}"#, "department"),
        ] {
            assert_eq!(read(&staff(), claims), Err(looked_at.to_owned()), "{claims}");
        }
    }

    #[test]
    fn nobody_of_an_agency_becomes_a_resident_by_a_slip() {
        let slip = r#"{"staff":{"role":{"claim":"groups","values":[["all","resident"]]},"agency":{"claim":"department","values":[["MZ","civil-affairs"]]}}}"#;
        let slip: As = serde_json::from_str(slip).unwrap();
        assert_eq!(read(&slip, r#"{"groups":"all","department":"MZ"}"#), Err("groups".to_owned()));
    }

    #[test]
    fn a_firm_is_named_by_its_claim() {
        let firm: As = serde_json::from_str(r#"{"firm":{"organisation":"org_id"}}"#).unwrap();
        assert_eq!(read(&firm, r#"{"org_id":"示例企业"}"#), Ok((Role::Firm, Some("示例企业".into()))));
        for none in ["{}", r#"{"org_id":""}"#, r#"{"org_id":7}"#, r#"{"org_id":["示例企业"]}"#] {
            assert!(read(&firm, none).is_err());
        }
        assert!(serde_json::from_str::<As>(r#"{"firm":{"organisation":"o","rolle":1}}"#).is_err());
    }
}
