//! From a draft to the public record: one person proposes a notice, another approves it (办法 art. 51), and it can be recalled.
//!
//! Each stage is a type that only the stage before it can make: a notice that was sent without a second person cannot be expressed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Basis, LARGEST_NOTICE, Notice, Recall, RecallReason, fit, next_free};
use crate::digest::Digest;
use crate::names::{AgencyId, PersonId};
use crate::pack::{Finding, Level, error};
use crate::register::Entry;
use crate::roles::{Action, Actor, Forbidden, Of};
use crate::shanghai;

/// The most characters of the reason for which a notice is returned.
const LONGEST_REASON: usize = 200;

/// Why a step is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// The role or agency does not carry it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Nobody approves what they wrote.
    #[error("{0} wrote this notice")]
    SamePerson(PersonId),
    /// The notice names another agency.
    #[error("the notice names the agency {0}")]
    OtherAgency(AgencyId),
    /// It is not fit, with what is wrong.
    #[error("the notice is not fit: {}", .0.iter().map(|f| f.message_en.as_str()).collect::<Vec<_>>().join("; "))]
    Unfit(Vec<Finding>),
    /// The step does not follow from where it stands.
    #[error("a notice that is {0:?} does not take this step")]
    NotNow(Stage),
    /// The agency has sent as many as it may.
    #[error("the agency may send the next notice from {0}")]
    TooOften(DateTime<Utc>),
    /// A reason is needed, and not a long one.
    #[error("a reason has 1 to {LONGEST_REASON} characters")]
    Reason,
    /// It could not be written.
    #[error("the notice cannot be written: {0}")]
    Unwritable(String),
}

/// How far a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "NoticeStage"))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waits for a second person.
    Proposed,
    /// Returned to whoever wrote it.
    Returned,
    /// In the public record, or on its way there.
    Sent,
    /// Recalled.
    Recalled,
}

/// Waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    notice: Notice,
    by: PersonId,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    at: DateTime<Utc>,
}

/// Returned to whoever wrote it, with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    proposed: Proposed,
    by: PersonId,
    why: String,
}

/// Approved by another person: to be appended to the public record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    proposed: Proposed,
    by: PersonId,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    at: DateTime<Utc>,
}

/// Recalled, by one person alone: what is wrong must not wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalled {
    approved: Approved,
    by: PersonId,
    recall: Recall,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    at: DateTime<Utc>,
}

/// A notice on its way, as the agency keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Sending {
    /// Waits for a second person.
    Proposed(Proposed),
    /// Returned.
    Returned(Returned),
    /// Sent.
    Sent(Approved),
    /// Recalled.
    Recalled(Recalled),
}

/// How a notice stands, as one of the agency's people sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "NoticeStanding"))]
pub struct Standing {
    /// The notice.
    pub notice: Notice,
    /// How far it is.
    pub stage: Stage,
    /// Whether whoever looks wrote it.
    pub mine: bool,
    /// When it came so far; of one that was returned, when it was proposed.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
    /// Why it was returned.
    pub why: Option<String>,
}

impl Sending {
    /// As somebody of the agency sees it.
    pub fn standing(&self, to: &PersonId) -> Standing {
        Standing {
            notice: self.notice(),
            stage: self.stage(),
            mine: *self.author() == *to,
            at: self.at(),
            why: self.returned_for().map(str::to_owned),
        }
    }

    /// Proposes a notice; `before` is how it stands where it was proposed already. Whoever wrote it may write it anew until it is sent.
    pub fn propose(
        before: Option<Sending>,
        notice: Notice,
        by: &Actor,
        published: &[Basis],
        now: DateTime<Utc>,
    ) -> Result<Proposed, NotTaken> {
        by.may(Action::ProposeNotice, Of::Agency(&notice.agency)).map_err(|forbidden| match &by.agency {
            Some(own) if *own != notice.agency => NotTaken::OtherAgency(notice.agency.clone()),
            _ => NotTaken::Forbidden(forbidden),
        })?;
        match before {
            Some(Sending::Proposed(proposed) | Sending::Returned(Returned { proposed, .. }))
                if proposed.by != by.person =>
            {
                return Err(NotTaken::SamePerson(proposed.by));
            }
            Some(later @ (Sending::Sent(_) | Sending::Recalled(_))) => return Err(NotTaken::NotNow(later.stage())),
            _ => {}
        }
        let mut findings = notice.check(published, shanghai::legal_day(now));
        if notice.to_bytes().map_or(usize::MAX, |bytes| bytes.len()) > LARGEST_NOTICE {
            findings.push(error("too_large", "audience", "条件太多，请减少", "there are too many conditions"));
        }
        if !fit(&findings) {
            return Err(NotTaken::Unfit(errors(findings)));
        }
        Ok(Proposed { notice, by: by.person.clone(), at: now })
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        match self {
            Sending::Proposed(_) => Stage::Proposed,
            Sending::Returned(_) => Stage::Returned,
            Sending::Sent(_) => Stage::Sent,
            Sending::Recalled(_) => Stage::Recalled,
        }
    }

    fn proposed(&self) -> &Proposed {
        match self {
            Sending::Proposed(proposed) | Sending::Returned(Returned { proposed, .. }) => proposed,
            Sending::Sent(approved) | Sending::Recalled(Recalled { approved, .. }) => &approved.proposed,
        }
    }

    /// The notice as it stands now.
    pub fn notice(&self) -> Notice {
        let notice = self.proposed().notice.clone();
        match self {
            Sending::Recalled(recalled) => notice.recalled(recalled.recall),
            _ => notice,
        }
    }

    /// Who wrote it.
    pub fn author(&self) -> &PersonId {
        &self.proposed().by
    }

    /// When it last took a step that this keeps the time of.
    pub fn at(&self) -> DateTime<Utc> {
        match self {
            Sending::Proposed(proposed) | Sending::Returned(Returned { proposed, .. }) => proposed.at,
            Sending::Sent(approved) => approved.at,
            Sending::Recalled(recalled) => recalled.at,
        }
    }

    /// When it was sent, also where it was recalled since.
    pub fn sent_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Sending::Sent(approved) | Sending::Recalled(Recalled { approved, .. }) => Some(approved.at),
            _ => None,
        }
    }

    /// Why it was returned.
    pub fn returned_for(&self) -> Option<&str> {
        match self {
            Sending::Returned(returned) => Some(&returned.why),
            _ => None,
        }
    }
}

impl Proposed {
    /// Approves it, by another person than its author. `sent` are the times at which the agency sent others.
    pub fn approve(
        self,
        by: &Actor,
        published: &[Basis],
        sent: &[DateTime<Utc>],
        now: DateTime<Utc>,
    ) -> Result<Approved, NotTaken> {
        self.may_be_judged_by(by)?;
        // What was fit when it was written may have become otherwise; a first day that has passed meanwhile is today.
        let today = shanghai::legal_day(now);
        let from = self.notice.from.max(today);
        let notice = Notice { from, ..self.notice.clone() };
        let findings = notice.check(published, today);
        if !fit(&findings) {
            return Err(NotTaken::Unfit(errors(findings)));
        }
        if let Some(free) = next_free(sent, now) {
            return Err(NotTaken::TooOften(free));
        }
        Ok(Approved { proposed: Proposed { notice, ..self }, by: by.person.clone(), at: now })
    }

    /// Returns it to its author with a reason.
    pub fn give_back(self, by: &Actor, why: &str) -> Result<Returned, NotTaken> {
        self.may_be_judged_by(by)?;
        let why = why.trim();
        if why.is_empty() || why.chars().count() > LONGEST_REASON {
            return Err(NotTaken::Reason);
        }
        Ok(Returned { proposed: self, by: by.person.clone(), why: why.to_owned() })
    }

    fn may_be_judged_by(&self, by: &Actor) -> Result<(), NotTaken> {
        by.may(Action::ApproveNotice, Of::Agency(&self.notice.agency))?;
        if by.person == self.by { Err(NotTaken::SamePerson(by.person.clone())) } else { Ok(()) }
    }
}

impl Approved {
    /// What goes into the public record: its entry, and its text. Never a person.
    pub fn record(&self) -> Result<(Entry, String), NotTaken> {
        record(&self.proposed.notice, self.at)
    }

    /// Recalls it. Whoever may write one or approve one may take one back.
    pub fn recall(self, by: &Actor, reason: RecallReason, now: DateTime<Utc>) -> Result<Recalled, NotTaken> {
        by.may(Action::RecallNotice, Of::Agency(&self.proposed.notice.agency))?;
        let recall = Recall { reason, on: shanghai::legal_day(now) };
        Ok(Recalled { approved: self, by: by.person.clone(), recall, at: now })
    }
}

impl Recalled {
    /// What goes into the public record: an entry that stands in the place of the one that was sent.
    pub fn record(&self) -> Result<(Entry, String), NotTaken> {
        record(&self.approved.proposed.notice.clone().recalled(self.recall), self.at)
    }
}

fn record(notice: &Notice, at: DateTime<Utc>) -> Result<(Entry, String), NotTaken> {
    let unwritable = |wrong: String| NotTaken::Unwritable(wrong);
    let bytes = notice.to_bytes().map_err(|wrong| unwritable(wrong.to_string()))?;
    let (id, agency, title) = (notice.id.clone(), notice.agency.clone(), notice.title.zh.clone());
    let entry = Entry::publication(id, agency, title, Digest::of(&bytes), bytes.len(), at).of_notice();
    let text = String::from_utf8(bytes).map_err(|wrong| unwritable(wrong.to_string()))?;
    Ok((entry, text))
}

fn errors(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.level == Level::Error).collect()
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::notice;
    use super::*;
    use crate::roles::Role;

    fn who(person: &str, role: Role, agency: &str) -> Actor {
        Actor { person: person.parse().unwrap(), role, agency: Some(agency.parse().unwrap()) }
    }

    fn author() -> Actor {
        who("author", Role::Administrator, "civil-affairs")
    }

    fn head() -> Actor {
        who("head", Role::Head, "civil-affairs")
    }

    fn at(text: &str) -> DateTime<Utc> {
        crate::iso::instant(text).unwrap()
    }

    const NOW: &str = "2026-11-29T02:00:00Z";

    fn published() -> [Basis; 1] {
        let document = "elderly-allowance".parse().unwrap();
        [Basis { document, agency: notice().agency, sample: true, articles: vec!["3".parse().unwrap()] }]
    }

    fn proposed() -> Proposed {
        Sending::propose(None, notice(), &author(), &published(), at(NOW)).unwrap()
    }

    #[test]
    fn nobody_approves_or_returns_what_they_wrote() {
        let both = who("author", Role::Head, "civil-affairs");
        let same = NotTaken::SamePerson(both.person.clone());
        assert_eq!(proposed().approve(&both, &published(), &[], at(NOW)), Err(same.clone()));
        assert_eq!(proposed().give_back(&both, "x"), Err(same));
        assert!(proposed().approve(&head(), &published(), &[], at(NOW)).is_ok());
    }

    #[test]
    fn only_whom_the_table_names_takes_a_step_and_only_at_home() {
        let resident = Actor { person: "r".parse().unwrap(), role: Role::Resident, agency: None };
        let elsewhere = who("other", Role::Administrator, "taxation");
        for stranger in [resident, elsewhere, who("d", Role::Drafter, "civil-affairs")] {
            assert!(Sending::propose(None, notice(), &stranger, &published(), at(NOW)).is_err());
            assert!(matches!(proposed().approve(&stranger, &published(), &[], at(NOW)), Err(NotTaken::Forbidden(_))));
            let sent = proposed().approve(&head(), &published(), &[], at(NOW)).unwrap();
            assert!(sent.recall(&stranger, RecallReason::SentTwice, at(NOW)).is_err());
        }
    }

    #[test]
    fn it_is_written_anew_by_its_author_until_it_is_sent() {
        let again = |before| Sending::propose(Some(before), notice(), &author(), &published(), at(NOW));
        assert!(again(Sending::Proposed(proposed())).is_ok());
        let returned = proposed().give_back(&head(), " 标题不清楚 ").unwrap();
        assert_eq!(Sending::Returned(returned.clone()).returned_for(), Some("标题不清楚"));
        assert!(again(Sending::Returned(returned.clone())).is_ok());
        let other = who("another", Role::Administrator, "civil-affairs");
        let taken = Sending::propose(Some(Sending::Returned(returned)), notice(), &other, &published(), at(NOW));
        assert!(matches!(taken, Err(NotTaken::SamePerson(_))));
        let sent = proposed().approve(&head(), &published(), &[], at(NOW)).unwrap();
        assert_eq!(again(Sending::Sent(sent)), Err(NotTaken::NotNow(Stage::Sent)));
        assert_eq!(proposed().give_back(&head(), "  "), Err(NotTaken::Reason));
        assert_eq!(proposed().give_back(&head(), &"长".repeat(201)), Err(NotTaken::Reason));
    }

    #[test]
    fn what_was_fit_must_be_so_still_and_not_come_too_often() {
        let unfit = proposed().approve(&head(), &[], &[], at(NOW));
        assert!(matches!(unfit, Err(NotTaken::Unfit(_))), "{unfit:?}");
        let often = proposed().approve(&head(), &published(), &[at(NOW); 3], at(NOW));
        assert_eq!(often, Err(NotTaken::TooOften(at("2026-12-06T02:00:00Z"))));
        // Approved days after its first day: it begins now, and not before it could be seen.
        let late = proposed().approve(&head(), &published(), &[], at("2026-12-05T17:00:00Z")).unwrap();
        assert_eq!(Sending::Sent(late).notice().from.to_string(), "2026-12-06");
        assert!(proposed().approve(&head(), &published(), &[], at("2027-01-01T02:00:00Z")).is_err());
    }

    #[test]
    fn the_record_holds_the_notice_and_then_that_it_was_recalled_and_no_person() {
        let sent = proposed().approve(&head(), &published(), &[], at(NOW)).unwrap();
        let (entry, text) = sent.record().unwrap();
        assert_eq!((entry.pack, entry.size), (Digest::of(text.as_bytes()), text.len()));
        assert_eq!(serde_json::from_str::<Notice>(&text).unwrap(), notice());
        let recalled = sent.recall(&head(), RecallReason::WrongAudience, at("2026-12-03T02:00:00Z")).unwrap();
        let (later, text) = recalled.record().unwrap();
        assert_eq!(later.document, entry.document);
        let recall = serde_json::from_str::<Notice>(&text).unwrap().recall.unwrap();
        assert_eq!((recall.reason, recall.on.to_string()), (RecallReason::WrongAudience, "2026-12-03".into()));
        assert!(!text.contains("author") && !text.contains("head"));
        let kept = serde_json::to_string(&Sending::Recalled(recalled.clone())).unwrap();
        assert_eq!(serde_json::from_str::<Sending>(&kept).unwrap(), Sending::Recalled(recalled));
    }
}
