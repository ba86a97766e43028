//! The steps of a publication: what each asks for, and what it makes of how the publication stands. The agency's object only keeps what comes out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Attribute, AttributeKind, Decided, Draft, Entered, Filed, GateRefusal, HandUp, Publication, Remark, Returned, Stage,
};
use crate::digest::Digest;
use crate::names::{DocumentId, PersonId};
use crate::pack::Pack;
use crate::register::{Amendment, Entry};
use crate::roles::{Action, Actor, Of};
use crate::words::BilingualText;

/// An agency has at most so many publications that wait or were returned: more is no work that somebody does.
pub const MOST_OPEN: usize = 500;

/// One step, of one publication.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Hand up a pack.
    HandUp(Box<HandUp>),
    /// Clear it after confidentiality review, its attribute being this.
    Review(Digest, AttributeKind),
    /// Sign it, its attribute being this.
    Sign(Digest, AttributeKind),
    /// Return it with reasons; or do not approve its withdrawal.
    Return(Digest, Vec<Remark>),
    /// Propose its withdrawal, for a reason.
    Withdraw(Digest, BilingualText),
    /// Approve its withdrawal.
    ApproveWithdrawal(Digest),
}

/// What a step asks the public record about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The document.
    pub document: DocumentId,
    /// The policies that its pack asks for.
    pub policies: Vec<DocumentId>,
}

/// What the record says to that.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Known {
    /// Of the policies those that are published, and those that they ask for in turn.
    pub published: Vec<Pack>,
    /// The last entry under the document's name, whatever it is.
    pub last: Option<Entry>,
}

/// What a step rests on besides the publication itself.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// See [`Known`].
    pub published: Vec<Pack>,
    /// See [`Known`].
    pub last: Option<Entry>,
    /// The one that was returned, which the hand-up names.
    pub replaced: Option<Returned>,
    /// Whether another version of the document was signed and is not in the record yet.
    pub on_its_way: bool,
    /// How many wait or were returned.
    pub open: usize,
}

/// What goes into the public record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The entry.
    pub entry: Entry,
    /// What it says of the one before it.
    pub amendment: Option<Amendment>,
    /// The text that its digest is of: the pack, or what says that it was withdrawn.
    pub text: String,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was taken before, by the same person, or is a pack that was handed up before: it stands as it did.
    Before(Publication),
    /// It stands like this now.
    Now {
        /// How.
        stands: Publication,
        /// What goes into the public record, if anything does.
        record: Option<Box<Record>>,
        /// Another one that it changed: what was returned, and has this in its place.
        replaced: Option<Box<Returned>>,
    },
}

impl Step {
    /// What it is to the table of who may do what, given how far the publication is.
    pub fn action(&self, stage: Option<Stage>) -> Action {
        match self {
            Step::HandUp(_) => Action::Draft,
            Step::Review(..) => Action::Review,
            Step::Sign(..) => Action::Sign,
            Step::Return(..) if stage == Some(Stage::Withdrawing) => Action::ApproveWithdrawal,
            Step::Return(..) => Action::ReturnPack,
            Step::Withdraw(..) => Action::ProposeWithdrawal,
            Step::ApproveWithdrawal(_) => Action::ApproveWithdrawal,
        }
    }

    /// Of which publication.
    pub fn pack(&self) -> Digest {
        match self {
            Step::HandUp(sent) => Digest::of(sent.pack.as_bytes()),
            Step::Review(pack, _)
            | Step::Sign(pack, _)
            | Step::Return(pack, _)
            | Step::Withdraw(pack, _)
            | Step::ApproveWithdrawal(pack) => *pack,
        }
    }

    /// What the audit trail notes beside it: the attribute where it is not 主动公开, the first reason of a return with how many more there are, the reason
    /// of a withdrawal.
    pub fn why(&self) -> Option<String> {
        let unless_active = |kind: AttributeKind| (kind != AttributeKind::Active).then(|| kind.label().zh.to_owned());
        match self {
            Step::HandUp(sent) => sent.attribute.as_ref().map(Attribute::kind).and_then(unless_active),
            Step::Review(_, kind) | Step::Sign(_, kind) => unless_active(*kind),
            Step::Return(_, why) => why.first().map(|first| match why.len() {
                1 => first.words.zh.clone(),
                all => format!("{} (+{})", first.words.zh, all - 1),
            }),
            Step::Withdraw(_, reason) => Some(reason.zh.clone()),
            Step::ApproveWithdrawal(_) => None,
        }
    }

    /// What is to be asked of the record, if anything is.
    pub fn question(&self, before: Option<&Filed>) -> Option<Question> {
        let of = |body: &str| {
            let pack: Option<Pack> = serde_json::from_str(body).ok();
            pack.map(|pack| Question { policies: pack.others().cloned().collect(), document: pack.id })
        };
        let of_document = |filed: &Filed| Question { document: filed.publication.document().clone(), policies: vec![] };
        match self {
            // Half a pack still has a name.
            Step::HandUp(sent) => of(&sent.pack).or_else(|| {
                let handed = super::draft::Handed::read(sent.pack.as_bytes()).ok()?;
                Some(Question { document: handed.document, policies: vec![] })
            }),
            Step::Sign(..) => before.and_then(|filed| of(&filed.body)),
            Step::Withdraw(..) | Step::ApproveWithdrawal(_) => before.map(of_document),
            Step::Review(..) | Step::Return(..) => None,
        }
    }

    /// Takes it. What the same person did before is answered as it stands, so that a step whose answer was lost can be asked for again.
    pub fn take(
        self,
        before: Option<Filed>,
        by: &Actor,
        grounds: &Grounds,
        now: DateTime<Utc>,
    ) -> Result<Taken, GateRefusal> {
        let pack = self.pack();
        if let Step::HandUp(sent) = self {
            return hand_up(&sent, before, by, grounds, now);
        }
        let Filed { publication: before, body } = before.ok_or(GateRefusal::NotFound(pack))?;
        by.may(self.action(Some(before.stage())), Of::Agency(&before.terms().handed.agency))?;
        if before.is_taken(&self, &by.person) {
            return Ok(Taken::Before(before));
        }
        let stands = |stands: Publication| Ok(Taken::Now { stands, record: None, replaced: None });
        match (self, before) {
            (Step::Review(_, seen), Publication::PackComplete(complete)) => {
                stands(complete.review(by, seen, now)?.into())
            }
            (Step::Return(_, why), Publication::PackComplete(complete)) => {
                stands(complete.give_back(by, why, now)?.into())
            }
            (Step::Return(_, why), Publication::ConfidentialityReviewed(reviewed)) => {
                stands(reviewed.give_back(by, why, now)?.into())
            }
            (Step::Return(_, why), Publication::Withdrawing(withdrawing)) => {
                stands(withdrawing.decline(by, why)?.into())
            }
            (Step::Sign(..), Publication::PackComplete(_)) => Err(GateRefusal::NotReviewed),
            (Step::Sign(_, seen), Publication::ConfidentialityReviewed(reviewed)) => {
                match reviewed.sign(by, seen, &body, grounds, now)? {
                    Decided::Kept(kept) => stands(kept.into()),
                    Decided::Signed(signed) => {
                        let (entry, amendment) = signed.entry();
                        let record = Record { entry, amendment: amendment.cloned(), text: body };
                        Ok(Taken::Now { stands: signed.into(), record: Some(Box::new(record)), replaced: None })
                    }
                }
            }
            (Step::Withdraw(_, reason), Publication::Published(published)) => {
                stands(published.propose_withdrawal(by, reason, grounds, now)?.into())
            }
            (Step::ApproveWithdrawal(_), Publication::Withdrawing(withdrawing)) => {
                let withdrawn = withdrawing.approve(by, grounds, now)?;
                let (entry, text) = withdrawn.record()?;
                let record = Record { entry, amendment: None, text };
                Ok(Taken::Now { stands: withdrawn.into(), record: Some(Box::new(record)), replaced: None })
            }
            (_, before) => Err(GateRefusal::NotNow(before.stage())),
        }
    }
}

fn hand_up(
    sent: &HandUp,
    before: Option<Filed>,
    by: &Actor,
    grounds: &Grounds,
    now: DateTime<Utc>,
) -> Result<Taken, GateRefusal> {
    let (is_new, is_kept) = match &before {
        None => (true, false),
        Some(filed) => (false, matches!(filed.publication, Publication::Kept(_))),
    };
    let earlier = match before.map(|filed| filed.publication) {
        None | Some(Publication::Kept(_)) => None,
        Some(Publication::Returned(returned)) if returned.replaced_by.is_none() => Some(*returned),
        Some(later) => {
            by.may(Action::Draft, Of::Agency(&later.terms().handed.agency))?;
            // What was withdrawn, or has another in its place, is not handed up again as it was.
            return match later {
                Publication::Withdrawn(_) | Publication::Returned(_) => Err(GateRefusal::NotNow(later.stage())),
                later => Ok(Taken::Before(later)),
            };
        }
    };
    if is_new && grounds.open >= MOST_OPEN {
        return Err(GateRefusal::TooManyOpen);
    }
    let draft = Draft::hand_up(sent, by, grounds, now)?.answering(earlier);
    let replaced = grounds.replaced.clone().filter(|_| sent.replaces.is_some());
    let pack = draft.pack();
    let stands: Publication = match draft.complete(grounds) {
        Ok(complete) => complete.into(),
        // What was decided stays so until something complete is in its place.
        Err(returned) if is_kept => {
            return Err(GateRefusal::Missing(returned.remarks));
        }
        Err(returned) => (*returned).into(),
    };
    let replaced = replaced.map(|returned| Box::new(returned.replaced(pack)));
    Ok(Taken::Now { stands, record: None, replaced })
}

impl Publication {
    /// Whether this person took this step of it already, and it stands where that led or further.
    fn is_taken(&self, step: &Step, by: &PersonId) -> bool {
        let reviewed = match self {
            Publication::ConfidentialityReviewed(reviewed) => Some(&**reviewed),
            Publication::Kept(kept) => Some(&kept.reviewed),
            _ => self.as_signed().map(|signed| &signed.reviewed),
        };
        match (step, self) {
            (Step::Review(..), _) => reviewed.is_some_and(|reviewed| reviewed.reviewed.by == *by),
            (Step::Sign(..), Publication::Kept(kept)) => kept.approved.by == *by,
            (Step::Sign(..), _) => self.as_signed().is_some_and(|signed| signed.signed.by == *by),
            (Step::Withdraw(_, reason), Publication::Withdrawing(one)) => {
                one.proposal.done.by == *by && one.proposal.reason == *reason
            }
            (Step::ApproveWithdrawal(_), Publication::Withdrawn(withdrawn)) => withdrawn.approved.by == *by,
            (Step::Return(_, why), Publication::Returned(returned)) => {
                returned.returned.role.is_some() && returned.returned.done.by == *by && returned.remarks == *why
            }
            _ => false,
        }
    }

    fn as_signed(&self) -> Option<&super::Signed> {
        match self {
            Publication::Signed(signed) => Some(signed),
            Publication::Published(published) => Some(&published.signed),
            Publication::Withdrawing(one) => Some(&one.published.signed),
            Publication::Withdrawn(one) => Some(&one.withdrawing.published.signed),
            _ => None,
        }
    }

    /// The register has entered it. None where that changes nothing: it stands there already.
    pub fn enter(self, entered: &Entered, now: DateTime<Utc>) -> Result<Option<Publication>, GateRefusal> {
        match self {
            Publication::Signed(signed) => Ok(Some(signed.enter(entered, now)?.into())),
            _ => Ok(None),
        }
    }

    /// What was returned, where that is so: what a hand-up may replace.
    pub fn as_returned(&self) -> Option<&Returned> {
        if let Publication::Returned(returned) = self { Some(returned) } else { None }
    }
}
