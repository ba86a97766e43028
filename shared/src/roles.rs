//! Who may do what to which object (办法 art. 46, 51, 54, 56; 先审查后发布，谁公开谁负责): one table for both sides, and nothing beside it.

mod claims;
mod policy;

pub use claims::{As, Claimed, Claims, Mapping, NoRole};
pub use policy::{Action, Forbidden, POLICY, Permission, Reach};

use serde::{Deserialize, Serialize};

use crate::names::{AgencyId, PersonId};
use crate::words::Bilingual;

/// What a signed-in person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// 信息公开工作机构负责人 (条例 art. 33).
    Head,
    /// 管理员.
    Administrator,
    /// 区政府办公室 as the district's 主管部门 (条例 art. 3, 办法 art. 54).
    DistrictOffice,
    /// 审计员.
    Auditor,
}

impl Role {
    /// Every one.
    pub const ALL: [Role; 10] = [
        Role::Resident,
        Role::Firm,
        Role::Drafter,
        Role::Reviewer,
        Role::Signatory,
        Role::Officer,
        Role::Head,
        Role::Administrator,
        Role::DistrictOffice,
        Role::Auditor,
    ];

    /// What people call it.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Role::Resident => ("市民", "Resident"),
            Role::Firm => ("企业", "Firm"),
            Role::Drafter => ("起草人", "Drafter"),
            Role::Reviewer => ("保密审查人", "Confidentiality reviewer"),
            Role::Signatory => ("签发人", "Signatory"),
            Role::Officer => ("信息公开工作人员", "Information officer"),
            Role::Head => ("信息公开工作机构负责人", "Head of the information office"),
            Role::Administrator => ("管理员", "Administrator"),
            Role::DistrictOffice => ("区政府办公室督查人员", "District office"),
            Role::Auditor => ("审计员", "Auditor"),
        };
        Bilingual { zh, en }
    }

    /// Whether this is someone who works for an agency.
    pub fn is_staff(self) -> bool {
        !matches!(self, Role::Resident | Role::Firm)
    }
}

/// The person behind a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: Role,
    /// Of which agency; residents and firms have none.
    pub agency: Option<AgencyId>,
}

/// Whose an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of<'a> {
    /// A person's own.
    Person(&'a PersonId),
    /// An agency's.
    Agency(&'a AgencyId),
}

impl Actor {
    /// Whether this person may do `action` to what is `of` somebody.
    pub fn may(&self, action: Action, of: Of<'_>) -> Result<(), Forbidden> {
        let carried = POLICY.iter().any(|permission| {
            permission.action == action && permission.role == self.role && self.reaches(permission.reach, of)
        });
        if carried { Ok(()) } else { Err(Forbidden { role: self.role, action }) }
    }

    /// The same at the agency that one works for; whoever works for none may nothing.
    pub fn may_at_home(&self, action: Action) -> Result<&AgencyId, Forbidden> {
        let home = self.agency.as_ref().ok_or(Forbidden { role: self.role, action })?;
        self.may(action, Of::Agency(home)).map(|()| home)
    }

    fn reaches(&self, reach: Reach, of: Of<'_>) -> bool {
        match (reach, of) {
            (Reach::Own, Of::Person(person)) => *person == self.person,
            (Reach::Home, Of::Agency(agency)) => self.agency.as_ref() == Some(agency),
            (Reach::District, Of::Agency(_)) => self.agency.is_some(),
            _ => false,
        }
    }
}
