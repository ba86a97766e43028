//! The table: role × action × whose. What does not stand here nobody may do.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Role;
use super::Role::{
    Administrator, Auditor, DistrictOffice, Drafter, Firm, Head, Officer, Resident, Reviewer, Signatory,
};
use crate::words::Bilingual;

/// What someone wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Hand in a request for information, and follow it (条例 art. 27, 29).
    FileRequest,
    /// See one's sign-ins, and end them.
    KeepSessions,
    /// See the requests that came to an agency: what is asked for, not by whom.
    ReadCases,
    /// See who asks: name, document, contact. For a purpose, which that person is told (个保法 art. 6, 44).
    ReadApplicant,
    /// Note what happens to a case: the receipt, questions and answers (条例 art. 30 to 35).
    HandleCase,
    /// Extend the time for an answer, which needs the head of the office (art. 33).
    ExtendCase,
    /// Load the working days of a year, by which every clock of the district runs.
    LoadCalendar,
    /// Write a pack and hand it up.
    Draft,
    /// Review for confidentiality (保密法, 条例 art. 17).
    Review,
    /// Sign for publication, or approve that something is not published (办法 art. 46).
    Sign,
    /// Return what was handed up, with reasons (退文, 办法 art. 26).
    ReturnPack,
    /// Enter what was signed into the public record. Nobody does it by hand; the trail notes it.
    Publish,
    /// See the agency's publications on their way, as far as one's own step needs.
    ReadPublications,
    /// Propose that a publication be withdrawn.
    ProposeWithdrawal,
    /// Approve a withdrawal that somebody else proposed.
    ApproveWithdrawal,
    /// Write a notice and propose it (办法 art. 30).
    ProposeNotice,
    /// Approve a notice that somebody else wrote, or return it (办法 art. 51).
    ApproveNotice,
    /// Recall a notice that was sent.
    RecallNotice,
    /// Read and export an agency's audit trail (办法 art. 54, 56).
    ReadTrail,
    /// Sign in. Nobody is refused it by the table; the trail notes it.
    SignIn,
}

/// How far a permission reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To what is one's own.
    Own,
    /// To the agency that one works for.
    Home,
    /// To every agency of the district.
    District,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    /// What.
    pub action: Action,
    /// In which role.
    pub role: Role,
    /// To whose.
    pub reach: Reach,
}

const fn may(role: Role, action: Action, reach: Reach) -> Permission {
    Permission { action, role, reach }
}

/// Who may do what. That three people draft, review and sign is said by the types of [`crate::pack::gate`], that
/// nobody approves their own notice by those of [`crate::notice`].
pub const POLICY: &[Permission] = &[
    may(Resident, Action::FileRequest, Reach::Own),
    may(Firm, Action::FileRequest, Reach::Own),
    may(Resident, Action::KeepSessions, Reach::Own),
    may(Firm, Action::KeepSessions, Reach::Own),
    may(Drafter, Action::KeepSessions, Reach::Own),
    may(Reviewer, Action::KeepSessions, Reach::Own),
    may(Signatory, Action::KeepSessions, Reach::Own),
    may(Officer, Action::KeepSessions, Reach::Own),
    may(Head, Action::KeepSessions, Reach::Own),
    may(Administrator, Action::KeepSessions, Reach::Own),
    may(DistrictOffice, Action::KeepSessions, Reach::Own),
    may(Auditor, Action::KeepSessions, Reach::Own),
    may(Drafter, Action::Draft, Reach::Home),
    may(Reviewer, Action::Review, Reach::Home),
    may(Signatory, Action::Sign, Reach::Home),
    may(Reviewer, Action::ReturnPack, Reach::Home),
    may(Signatory, Action::ReturnPack, Reach::Home),
    may(Drafter, Action::ReadPublications, Reach::Home),
    may(Reviewer, Action::ReadPublications, Reach::Home),
    may(Signatory, Action::ReadPublications, Reach::Home),
    may(Drafter, Action::ProposeWithdrawal, Reach::Home),
    may(Signatory, Action::ApproveWithdrawal, Reach::Home),
    may(Officer, Action::ReadCases, Reach::Home),
    may(Head, Action::ReadCases, Reach::Home),
    may(Administrator, Action::ReadCases, Reach::Home),
    may(Officer, Action::ReadApplicant, Reach::Home),
    may(Head, Action::ReadApplicant, Reach::Home),
    may(Officer, Action::HandleCase, Reach::Home),
    may(Head, Action::HandleCase, Reach::Home),
    may(Head, Action::ExtendCase, Reach::Home),
    may(DistrictOffice, Action::LoadCalendar, Reach::Home),
    may(Administrator, Action::ProposeNotice, Reach::Home),
    may(Administrator, Action::ApproveNotice, Reach::Home),
    may(Head, Action::ApproveNotice, Reach::Home),
    may(Administrator, Action::RecallNotice, Reach::Home),
    may(Head, Action::RecallNotice, Reach::Home),
    may(Head, Action::ReadTrail, Reach::Home),
    may(Auditor, Action::ReadTrail, Reach::Home),
    may(DistrictOffice, Action::ReadTrail, Reach::District),
];

impl Role {
    /// Whether it carries an action at all; to whose objects is asked of [`super::Actor::may`].
    pub fn carries(self, action: Action) -> bool {
        POLICY.iter().any(|permission| permission.action == action && permission.role == self)
    }
}

impl Action {
    /// Every one.
    pub const ALL: [Action; 20] = [
        Action::FileRequest,
        Action::KeepSessions,
        Action::ReadCases,
        Action::ReadApplicant,
        Action::HandleCase,
        Action::ExtendCase,
        Action::LoadCalendar,
        Action::Draft,
        Action::Review,
        Action::Sign,
        Action::ReturnPack,
        Action::Publish,
        Action::ReadPublications,
        Action::ProposeWithdrawal,
        Action::ApproveWithdrawal,
        Action::ProposeNotice,
        Action::ApproveNotice,
        Action::RecallNotice,
        Action::ReadTrail,
        Action::SignIn,
    ];

    /// What people call it.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Action::FileRequest => ("提交申请", "File a request"),
            Action::KeepSessions => ("管理登录", "Manage sign-ins"),
            Action::ReadCases => ("查看收到的申请", "Read incoming requests"),
            Action::ReadApplicant => ("查看申请人身份信息", "Read an applicant’s identity"),
            Action::HandleCase => ("登记办理事项", "Note what happens to a case"),
            Action::ExtendCase => ("延长答复期限", "Extend the time for an answer"),
            Action::LoadCalendar => ("载入放假安排", "Load the working days of a year"),
            Action::Draft => ("起草提交", "Hand up a draft"),
            Action::Review => ("保密审查", "Review for confidentiality"),
            Action::Sign => ("签发", "Sign for publication"),
            Action::ReturnPack => ("退文", "Return a draft"),
            Action::Publish => ("载入公开记录", "Enter into the public record"),
            Action::ReadPublications => ("查看公开办理进度", "See publications on their way"),
            Action::ProposeWithdrawal => ("提出撤下", "Propose a withdrawal"),
            Action::ApproveWithdrawal => ("批准撤下", "Approve a withdrawal"),
            Action::ProposeNotice => ("提交通知", "Propose a notice"),
            Action::ApproveNotice => ("审核通知", "Approve or return a notice"),
            Action::RecallNotice => ("撤回通知", "Recall a notice"),
            Action::ReadTrail => ("查看审计记录", "Read the audit trail"),
            Action::SignIn => ("登录", "Sign in"),
        };
        Bilingual { zh, en }
    }

    /// Whether it wants a sign-in of the last minutes: what cannot be taken back, and what shows an identity document.
    pub fn wants_proof(self) -> bool {
        use Action::{ApproveNotice, ApproveWithdrawal, LoadCalendar, ReadApplicant, Sign};
        matches!(self, Sign | ApproveWithdrawal | ApproveNotice | ReadApplicant | LoadCalendar)
    }
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

#[cfg(test)]
mod tests {
    use super::super::{Actor, Of};
    use super::*;
    use crate::names::{AgencyId, PersonId};

    fn name<T: std::str::FromStr>(text: &str) -> T
    where
        T::Err: std::fmt::Debug,
    {
        text.parse().unwrap()
    }

    /// Written from the 办法 and the 条例, apart from the table: for each role in the order of `Role::ALL`, what it may do to its own (`o`), at its
    /// agency (`h`), in the whole district (`d`), or nowhere (`.`).
    const EXPECTED: [(Action, &str); 20] = [
        (Action::FileRequest, "oo........"),
        (Action::KeepSessions, "oooooooooo"),
        (Action::ReadCases, ".....hhh.."),
        (Action::ReadApplicant, ".....hh..."),
        (Action::HandleCase, ".....hh..."),
        (Action::ExtendCase, "......h..."),
        (Action::LoadCalendar, "........h."),
        (Action::Draft, "..h......."),
        (Action::Review, "...h......"),
        (Action::Sign, "....h....."),
        (Action::ReturnPack, "...hh....."),
        (Action::Publish, ".........."),
        (Action::ReadPublications, "..hhh....."),
        (Action::ProposeWithdrawal, "..h......."),
        (Action::ApproveWithdrawal, "....h....."),
        (Action::ProposeNotice, ".......h.."),
        (Action::ApproveNotice, "......hh.."),
        (Action::RecallNotice, "......hh.."),
        (Action::ReadTrail, "......h.dh"),
        (Action::SignIn, ".........."),
    ];

    #[test]
    fn every_role_may_what_the_measures_say_and_nothing_else() {
        let [me, other]: [PersonId; 2] = [name("me"), name("other")];
        let [home, elsewhere]: [AgencyId; 2] = [name("civil-affairs"), name("health")];
        assert_eq!(EXPECTED.map(|(action, _)| action), Action::ALL);
        for (action, expected) in EXPECTED {
            for (role, reach) in Role::ALL.into_iter().zip(expected.chars()) {
                let actor = Actor { person: me.clone(), role, agency: role.is_staff().then(|| home.clone()) };
                let may = |of| actor.may(action, of).is_ok();
                let found = [
                    may(Of::Person(&me)),
                    may(Of::Person(&other)),
                    may(Of::Agency(&home)),
                    may(Of::Agency(&elsewhere)),
                ];
                let expected = match reach {
                    'o' => [true, false, false, false],
                    'h' => [false, false, true, false],
                    'd' => [false, false, true, true],
                    _ => [false; 4],
                };
                assert_eq!(found, expected, "{role:?} {action:?}");
                assert_eq!(role.carries(action), reach != '.', "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn staff_without_an_agency_may_nothing_at_any() {
        let home: AgencyId = name("civil-affairs");
        for role in Role::ALL.into_iter().filter(|role| role.is_staff()) {
            let actor = Actor { person: name("me"), role, agency: None };
            for action in Action::ALL {
                assert!(actor.may(action, Of::Agency(&home)).is_err() && actor.may_at_home(action).is_err());
            }
        }
    }
}
