//! Who may do what: one table for both sides (办法 art. 46, 51; 先审查后发布).

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::names::{AgencyId, PersonId};
use crate::words::Bilingual;

/// What a signed-in person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 市民.
    Resident,
    /// 企业, acting through a person.
    Firm,
    /// 起草人.
    Drafter,
    /// 保密审查人.
    Reviewer,
    /// 签发人.
    Signatory,
    /// 信息公开工作人员.
    Officer,
    /// 管理员.
    Administrator,
}

impl Role {
    /// What people call it.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Role::Resident => ("市民", "Resident"),
            Role::Firm => ("企业", "Firm"),
            Role::Drafter => ("起草人", "Drafter"),
            Role::Reviewer => ("保密审查人", "Confidentiality reviewer"),
            Role::Signatory => ("签发人", "Signatory"),
            Role::Officer => ("信息公开工作人员", "Information officer"),
            Role::Administrator => ("管理员", "Administrator"),
        };
        Bilingual { zh, en }
    }

    /// Whether it carries an action; whether at this agency is another question ([`Actor::may`]).
    pub fn carries(self, action: Action) -> bool {
        match action {
            Action::FileRequest => matches!(self, Role::Resident | Role::Firm),
            Action::ReadCases => matches!(self, Role::Officer | Role::Administrator),
            Action::Draft => self == Role::Drafter,
            Action::Review => self == Role::Reviewer,
            Action::Sign => self == Role::Signatory,
        }
    }

    /// Whether this is someone who works for an agency.
    pub fn is_staff(self) -> bool {
        !matches!(self, Role::Resident | Role::Firm)
    }
}

/// The person behind a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: Role,
    /// Of which agency; residents and firms have none.
    pub agency: Option<AgencyId>,
}

/// What someone wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Hand in a request for information.
    FileRequest,
    /// See the requests that came to an agency.
    ReadCases,
    /// Write a pack and hand it up.
    Draft,
    /// Review for confidentiality.
    Review,
    /// Sign for publication.
    Sign,
}

/// An action that the person's role or agency does not carry.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{role:?} may not {action:?} here")]
pub struct Forbidden {
    /// The role asked with.
    pub role: Role,
    /// The action asked for.
    pub action: Action,
}

impl Actor {
    /// Whether this person may do `action` at `agency`; what belongs to no agency is asked with none.
    pub fn may(&self, action: Action, agency: Option<&AgencyId>) -> Result<(), Forbidden> {
        let at_home = !self.role.is_staff() || (self.agency.is_some() && self.agency.as_ref() == agency);
        if self.role.carries(action) && at_home { Ok(()) } else { Err(Forbidden { role: self.role, action }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role, agency: Option<&str>) -> Actor {
        Actor { person: "sample".parse().unwrap(), role, agency: agency.map(|name| name.parse().unwrap()) }
    }

    #[test]
    fn each_action_belongs_to_the_roles_of_the_measures_and_to_no_other() {
        let home: AgencyId = "civil-affairs".parse().unwrap();
        let roles = [
            Role::Resident,
            Role::Firm,
            Role::Drafter,
            Role::Reviewer,
            Role::Signatory,
            Role::Officer,
            Role::Administrator,
        ];
        let table = [
            (Action::FileRequest, "1100000"),
            (Action::ReadCases, "0000011"),
            (Action::Draft, "0010000"),
            (Action::Review, "0001000"),
            (Action::Sign, "0000100"),
        ];
        for (action, expected) in table {
            for (role, may) in roles.iter().zip(expected.chars()) {
                let agency = role.is_staff().then_some("civil-affairs");
                assert_eq!(actor(*role, agency).may(action, Some(&home)).is_ok(), may == '1', "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn staff_act_for_their_own_agency_only() {
        let home: AgencyId = "civil-affairs".parse().unwrap();
        assert!(actor(Role::Officer, Some("health")).may(Action::ReadCases, Some(&home)).is_err());
        assert!(actor(Role::Officer, None).may(Action::ReadCases, None).is_err());
    }
}
