//! The stages between a draft and the public record, each made of the one before by another person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::draft::Terms;
use super::step::Grounds;
use super::{Attribute, AttributeKind, GateRefusal, Plan, Remark, Returned};
use crate::digest::Digest;
use crate::names::PersonId;
use crate::pack::{Finding, Level, Pack};
use crate::register::{Amendment, Entry};
use crate::roles::{Action, Actor, Of};
use crate::shanghai::legal_day;

/// Who took a step, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Done {
    pub(super) by: PersonId,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub(super) at: DateTime<Utc>,
}

/// Complete: waits for confidentiality review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackComplete {
    pub(super) terms: Terms,
    pub(super) attribute: Attribute,
    pub(super) plan: Plan,
}

/// Cleared by a confidentiality reviewer, who confirmed the attribute too (办法 art. 51).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfidentialityReviewed {
    pub(super) complete: PackComplete,
    pub(super) reviewed: Done,
}

/// Signed for publication: to be entered into the public record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    pub(super) reviewed: ConfidentialityReviewed,
    pub(super) signed: Done,
}

/// In the public record, document and pack in one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub(super) signed: Signed,
    pub(super) entered: At,
    /// Why a withdrawal that was proposed was not approved.
    pub(super) declined: Vec<Remark>,
}

/// Not to be published, with its reason, approved by a signatory (办法 art. 46). It can be looked at again (条例 art. 18).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub(super) reviewed: ConfidentialityReviewed,
    pub(super) approved: Done,
}

/// What comes of a signature, by the attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// 主动公开.
    Signed(Signed),
    /// 依申请公开, 不予公开.
    Kept(Kept),
}

/// What the register says when it has entered something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The number of the entry, from 0.
    pub number: u64,
    /// The entry.
    pub entry: Entry,
}

/// Where and when it was entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct At {
    pub(super) number: u64,
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub(super) at: DateTime<Utc>,
}

impl PackComplete {
    /// The digest of the pack.
    pub fn pack(&self) -> Digest {
        self.terms.handed.pack
    }

    /// The document's title.
    pub fn title(&self) -> &str {
        &self.terms.handed.title
    }

    /// Clears it for signature. `seen` is the attribute that the reviewer confirms.
    pub fn review(
        self,
        by: &Actor,
        seen: AttributeKind,
        now: DateTime<Utc>,
    ) -> Result<ConfidentialityReviewed, GateRefusal> {
        by.may(Action::Review, Of::Agency(&self.terms.handed.agency))?;
        self.attribute.confirmed(seen)?;
        let reviewed = Done { by: by.person.clone(), at: now.max(self.terms.drafted.at) };
        self.cleared(reviewed)
    }

    /// Returns it to whoever drafts, with reasons.
    pub fn give_back(self, by: &Actor, why: Vec<Remark>, now: DateTime<Utc>) -> Result<Returned, GateRefusal> {
        // Whoever signs sees it only once it was reviewed.
        by.may(Action::Review, Of::Agency(&self.terms.handed.agency))?;
        let done = Done { by: by.person.clone(), at: now.max(self.terms.drafted.at) };
        Returned::by_person(self.terms, self.attribute, self.plan, by, why, done)
    }

    pub(super) fn cleared(self, reviewed: Done) -> Result<ConfidentialityReviewed, GateRefusal> {
        if reviewed.by == self.terms.drafted.by {
            return Err(GateRefusal::SamePerson(reviewed.by));
        }
        Ok(ConfidentialityReviewed { complete: self, reviewed })
    }
}

impl ConfidentialityReviewed {
    fn terms(&self) -> &Terms {
        &self.complete.terms
    }

    /// Signs it: for publication, or that it is not published. `body` are the bytes of its pack, and `grounds` are asked for anew, since what was fit when
    /// it was handed up may have become otherwise.
    pub fn sign(
        self,
        by: &Actor,
        seen: AttributeKind,
        body: &str,
        grounds: &Grounds,
        now: DateTime<Utc>,
    ) -> Result<Decided, GateRefusal> {
        by.may(Action::Sign, Of::Agency(&self.terms().handed.agency))?;
        self.complete.attribute.confirmed(seen)?;
        let signed = Done { by: by.person.clone(), at: now.max(self.reviewed.at) };
        if seen != AttributeKind::Active {
            return Ok(Decided::Kept(self.kept(signed)?));
        }
        let is_last = grounds.follows(&self.terms().handed)? == self.terms().amendment.as_ref().map(|one| one.amends);
        if !is_last || grounds.on_its_way {
            return Err(GateRefusal::Superseded(self.terms().handed.document.clone()));
        }
        if Digest::of(body.as_bytes()) != self.complete.pack() {
            return Err(GateRefusal::NotAPack("it is another pack".into()));
        }
        let pack: Pack = serde_json::from_str(body).map_err(|wrong| GateRefusal::NotAPack(wrong.to_string()))?;
        let mut findings: Vec<Finding> = pack.check();
        findings.extend(pack.check_others(&grounds.published));
        findings.retain(|finding| finding.level == Level::Error);
        if !findings.is_empty() {
            return Err(GateRefusal::Incomplete(findings));
        }
        Ok(Decided::Signed(self.signed(signed)?))
    }

    /// Returns it to whoever drafts, with reasons.
    pub fn give_back(self, by: &Actor, why: Vec<Remark>, now: DateTime<Utc>) -> Result<Returned, GateRefusal> {
        by.may(Action::Sign, Of::Agency(&self.terms().handed.agency))?;
        let done = self.third(Done { by: by.person.clone(), at: now.max(self.reviewed.at) })?;
        let PackComplete { terms, attribute, plan } = self.complete;
        Returned::by_person(terms, attribute, plan, by, why, done)
    }

    /// Nobody does two of the three.
    fn third(&self, done: Done) -> Result<Done, GateRefusal> {
        let others = [&self.terms().drafted.by, &self.reviewed.by];
        if others.contains(&&done.by) { Err(GateRefusal::SamePerson(done.by)) } else { Ok(done) }
    }

    pub(super) fn signed(self, signed: Done) -> Result<Signed, GateRefusal> {
        let signed = self.third(signed)?;
        match self.complete.plan.on {
            Some(day) if day > legal_day(signed.at) => Err(GateRefusal::PlanLater(day)),
            _ => Ok(Signed { reviewed: self, signed }),
        }
    }

    pub(super) fn kept(self, approved: Done) -> Result<Kept, GateRefusal> {
        let approved = self.third(approved)?;
        Ok(Kept { reviewed: self, approved })
    }
}

impl Signed {
    pub(super) fn terms(&self) -> &Terms {
        self.reviewed.terms()
    }

    /// The entry of the public record, and what it says of the one before: hashes and metadata, never content and never a person.
    pub fn entry(&self) -> (Entry, Option<&Amendment>) {
        (self.terms().handed.entry(self.signed.at), self.terms().amendment.as_ref())
    }

    /// It was entered into the public record.
    pub fn enter(self, entered: &Entered, now: DateTime<Utc>) -> Result<Published, GateRefusal> {
        if entered.entry != self.entry().0 {
            return Err(GateRefusal::NotEntered);
        }
        let at = At { number: entered.number, at: now.max(self.signed.at) };
        Ok(Published { signed: self, entered: at, declined: Vec::new() })
    }
}

impl Published {
    pub(super) fn terms(&self) -> &Terms {
        self.signed.terms()
    }
}

impl Kept {
    /// Why it is not published.
    pub fn attribute(&self) -> &Attribute {
        &self.reviewed.complete.attribute
    }
}

impl Attribute {
    fn confirmed(&self, seen: AttributeKind) -> Result<(), GateRefusal> {
        if self.kind() == seen { Ok(()) } else { Err(GateRefusal::OtherAttribute(self.kind())) }
    }
}
