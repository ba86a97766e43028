//! What a drafter hands up, and what comes back of it (办法 art. 26): complete, or returned with what is missing.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::remark::is_written;
use super::step::Grounds;
use super::way::{Done, PackComplete};
use super::{Attribute, GateRefusal, MOST_REMARKS, Plan, Remark, Stage};
use crate::digest::Digest;
use crate::names::{AgencyId, DocumentId};
use crate::pack::{Finding, LARGEST_PACK, Level, Pack, error};
use crate::register::{Amendment, Entry, EntryKind, LARGEST_ENTRY};
use crate::roles::{Action, Actor, Of, Role};
use crate::words::BilingualText;

/// So much of what the check finds is kept: more is not read at once, and what is corrected is checked again.
const MOST_FOUND: usize = 200;
/// The most bytes of what a parser says of half a pack, which may repeat any length of it.
const LARGEST_WRONG: usize = 300;

/// The most characters of a reason that stands in the public record, in each language.
pub const LONGEST_PUBLIC: usize = 200;

/// The most bytes of what a drafter sends: the pack as a text, in which a quotation mark is written with two bytes, and the rest beside it.
pub const LARGEST_HAND_UP: usize = 2 * LARGEST_PACK + 32 * 1024;

/// What a drafter sends. The pack is a text in it, since its digest is that of its very bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HandUp {
    /// The JSON of the pack, as it is to be published.
    pub pack: String,
    /// 公开属性. Without it the pack goes back.
    #[serde(default)]
    pub attribute: Option<Attribute>,
    /// 解读方案. Without it the pack goes back.
    #[serde(default)]
    pub plan: Option<Plan>,
    /// The pack that was returned, and that this one is in the place of.
    #[serde(default)]
    pub replaces: Option<Digest>,
    /// Why it changed, for everybody: of a document that was published before. Of others it is not kept.
    #[serde(default)]
    pub reason: Option<BilingualText>,
}

/// What is handed up, by its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Handed {
    pub(super) pack: Digest,
    pub(super) size: usize,
    pub(super) document: DocumentId,
    pub(super) agency: AgencyId,
    pub(super) title: String,
}

/// What stays the same on the whole way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) handed: Handed,
    pub(super) amendment: Option<Amendment>,
    pub(super) replaces: Option<Digest>,
    /// Why that was returned.
    pub(super) answers: Vec<Remark>,
    pub(super) drafted: Done,
}

/// Handed up by somebody who may, and not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    terms: Terms,
    attribute: Option<Attribute>,
    plan: Option<Plan>,
    whole: Result<Box<Pack>, String>,
}

/// 退文: goes back to whoever drafts, with reasons. A state and not a message: it stays until another pack is in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    pub(super) terms: Terms,
    pub(super) attribute: Option<Attribute>,
    pub(super) plan: Option<Plan>,
    pub(super) returned: GivenBack,
    pub(super) remarks: Vec<Remark>,
    pub(super) replaced_by: Option<Digest>,
}

/// Who returned it, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct GivenBack {
    /// In which role; none where the check did.
    pub(super) role: Option<Role>,
    /// Who and when. Of the check it is the drafter, whom it answered.
    #[serde(flatten)]
    pub(super) done: Done,
}

/// What half of a pack still says of itself.
#[derive(Deserialize)]
struct Named {
    id: DocumentId,
    agency: AgencyId,
    #[serde(default)]
    title: Option<BilingualText>,
}

impl Handed {
    pub(super) fn read(bytes: &[u8]) -> Result<Handed, GateRefusal> {
        if bytes.len() > LARGEST_PACK {
            return Err(GateRefusal::TooLarge(bytes.len()));
        }
        let Named { id, agency, title } =
            serde_json::from_slice(bytes).map_err(|wrong| GateRefusal::NotAPack(wrong.to_string()))?;
        let title = title.map(|title| at_most(title.zh, LARGEST_ENTRY)).unwrap_or_default();
        Ok(Handed { pack: Digest::of(bytes), size: bytes.len(), document: id, agency, title })
    }

    /// The entry of its publication at an instant: hashes and metadata, never content and never a person.
    pub(super) fn entry(&self, at: DateTime<Utc>) -> Entry {
        let (document, agency, title) = (self.document.clone(), self.agency.clone(), self.title.clone());
        Entry::publication(document, agency, title, self.pack, self.size, at)
    }
}

impl Draft {
    /// Hands up a pack. `grounds` are what the record and the agency hold already.
    pub fn hand_up(sent: &HandUp, by: &Actor, grounds: &Grounds, now: DateTime<Utc>) -> Result<Draft, GateRefusal> {
        let bytes = sent.pack.as_bytes();
        let handed = Handed::read(bytes)?;
        by.may(Action::Draft, Of::Agency(&handed.agency)).map_err(|forbidden| match &by.agency {
            Some(own) if *own != handed.agency => GateRefusal::OtherAgency(handed.agency.clone()),
            _ => GateRefusal::Forbidden(forbidden),
        })?;
        let amends = grounds.follows(&handed)?;
        let answers = match sent.replaces {
            None => Vec::new(),
            Some(replaced) => grounds.returned(replaced, &handed)?.remarks.clone(),
        };
        let reason = sent.reason.clone().unwrap_or_else(|| BilingualText { zh: String::new(), en: String::new() });
        let amendment = amends.map(|amends| Amendment { amends, reason });
        let drafted = Done { by: by.person.clone(), at: now };
        Ok(Draft {
            terms: Terms { handed, amendment, replaces: sent.replaces, answers, drafted },
            attribute: sent.attribute.clone(),
            plan: sent.plan.clone(),
            whole: serde_json::from_slice(bytes).map_err(|wrong| at_most(wrong.to_string(), LARGEST_WRONG)),
        })
    }

    /// The digest of the pack.
    pub fn pack(&self) -> Digest {
        self.terms.handed.pack
    }

    /// The same pack was returned before, for its plan or its attribute: it answers that.
    pub(super) fn answering(mut self, earlier: Option<Returned>) -> Draft {
        if let Some(earlier) = earlier.filter(|_| self.terms.replaces.is_none()) {
            self.terms.replaces = earlier.terms.replaces;
            self.terms.answers = earlier.remarks;
        }
        self
    }

    /// What is missing; empty where it is complete.
    fn findings(&self, published: &[Pack]) -> Vec<Finding> {
        let mut findings = match &self.whole {
            Ok(pack) => pack.check().into_iter().chain(pack.check_others(published)).collect(),
            Err(wrong) => vec![error(
                "not_whole",
                "",
                "文件、解读材料没有报齐，读不出完整的文件包（办法第26条）",
                &format!("the document and its interpretation are not both there: {wrong}"),
            )],
        };
        let of_the_way = of_the_way(&self.terms, self.attribute.as_ref(), self.plan.as_ref());
        findings.extend(of_the_way);
        findings.retain(|finding| finding.level == Level::Error);
        findings
    }

    /// Checks it: for review, or back with everything that is missing.
    pub fn complete(self, grounds: &Grounds) -> Result<PackComplete, Box<Returned>> {
        let findings = self.findings(&grounds.published);
        let Draft { terms, attribute, plan, .. } = self;
        match (attribute, plan) {
            (Some(attribute), Some(plan)) if findings.is_empty() => Ok(PackComplete { terms, attribute, plan }),
            (attribute, plan) => {
                let returned = GivenBack { role: None, done: terms.drafted.clone() };
                let remarks = findings.into_iter().take(MOST_FOUND).map(Remark::from).collect();
                Err(Box::new(Returned { terms, attribute, plan, returned, remarks, replaced_by: None }))
            }
        }
    }
}

/// As much of a text as fits into so many bytes.
fn at_most(mut text: String, bytes: usize) -> String {
    let end = (0..=bytes).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(end.min(text.len()));
    text
}

/// What is wrong with what stands beside the pack.
pub(super) fn of_the_way(terms: &Terms, attribute: Option<&Attribute>, plan: Option<&Plan>) -> Vec<Finding> {
    let mut findings = Vec::new();
    match attribute {
        Some(attribute) => findings.extend(attribute.check()),
        None => findings.push(error(
            "no_attribute",
            "attribute",
            "请认定公开属性：主动公开、依申请公开或不予公开（办法第46条）",
            "name the attribute: published, on request or not open (办法 art. 46)",
        )),
    }
    match plan {
        Some(plan) => findings.extend(plan.check()),
        None => findings.push(error(
            "no_plan",
            "plan",
            "没有解读方案：用什么形式、由谁、什么时候解读（办法第26条）",
            "there is no interpretation plan: in which forms, by whom and when (办法 art. 26)",
        )),
    }
    if terms.amendment.as_ref().is_some_and(|amendment| !is_public_reason(&amendment.reason)) {
        findings.push(error(
            "no_reason",
            "amendment",
            "这份文件公开过，请用中文和英文写明为什么修改，公众会看到",
            "this document was published before: say in Chinese and in English why it changed; everybody reads it",
        ));
    }
    let entry = terms.handed.entry(terms.drafted.at);
    let bytes = match &terms.amendment {
        Some(amendment) => amendment.beside(&entry),
        None => entry.to_bytes(),
    };
    // An instant is never longer than this one by as much.
    const AN_INSTANT: usize = 10;
    if bytes.map_or(usize::MAX, |bytes| bytes.len()) > LARGEST_ENTRY - AN_INSTANT {
        findings.push(error("title_too_long", "title", "标题太长，请改短", "the title is too long"));
    }
    findings
}

/// Whether it can stand in the public record, in both languages.
pub(super) fn is_public_reason(reason: &BilingualText) -> bool {
    is_written(&reason.zh, LONGEST_PUBLIC) && is_written(&reason.en, LONGEST_PUBLIC)
}

impl Returned {
    /// Whether the check did, and no person.
    pub fn is_by_the_check(&self) -> bool {
        self.returned.role.is_none()
    }

    /// Puts another pack in its place.
    pub(super) fn replaced(self, by: Digest) -> Returned {
        Returned { replaced_by: Some(by), ..self }
    }

    /// Given back by a person.
    pub(super) fn by_person(
        terms: Terms,
        attribute: Attribute,
        plan: Plan,
        by: &Actor,
        remarks: Vec<Remark>,
        done: Done,
    ) -> Result<Returned, GateRefusal> {
        by.may(Action::ReturnPack, Of::Agency(&terms.handed.agency))?;
        if done.by == terms.drafted.by {
            return Err(GateRefusal::SamePerson(done.by));
        }
        let returned = GivenBack { role: Some(by.role), done };
        let remarks = worded(remarks)?;
        Ok(Returned { terms, attribute: Some(attribute), plan: Some(plan), returned, remarks, replaced_by: None })
    }
}

/// Remarks as a person may write them.
pub(super) fn worded(remarks: Vec<Remark>) -> Result<Vec<Remark>, GateRefusal> {
    let fits = (1..=MOST_REMARKS).contains(&remarks.len());
    if fits && remarks.iter().all(Remark::is_of_a_person) { Ok(remarks) } else { Err(GateRefusal::Remarks) }
}

impl Grounds {
    /// What a pack that is handed up follows in the record; none where the document is new there.
    pub(super) fn follows(&self, handed: &Handed) -> Result<Option<Digest>, GateRefusal> {
        let Some(last) = &self.last else { return Ok(None) };
        match last.kind {
            _ if last.agency != handed.agency => Err(GateRefusal::NameTaken(handed.document.clone())),
            EntryKind::Notice => Err(GateRefusal::NameTaken(handed.document.clone())),
            EntryKind::Publication if last.pack == handed.pack => Err(GateRefusal::NotNow(Stage::Published)),
            EntryKind::Publication | EntryKind::Withdrawal => Ok(Some(last.pack)),
        }
    }

    /// The one that was returned and is to be replaced.
    fn returned(&self, replaced: Digest, by: &Handed) -> Result<&Returned, GateRefusal> {
        let found = self.replaced.as_ref().filter(|returned| {
            let was = &returned.terms.handed;
            was.pack == replaced && was.pack != by.pack && was.document == by.document && was.agency == by.agency
        });
        found.filter(|returned| returned.replaced_by.is_none()).ok_or(GateRefusal::NotReturned(replaced))
    }
}
