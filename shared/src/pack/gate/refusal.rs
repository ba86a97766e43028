//! Why a step is not taken, in words.

use chrono::NaiveDate;
use thiserror::Error;

use super::step::MOST_OPEN;
use super::{AttributeKind, LONGEST_REMARK, MOST_REMARKS, Remark, Stage};
use crate::digest::Digest;
use crate::names::{AgencyId, DocumentId, PersonId};
use crate::pack::{Finding, LARGEST_PACK};
use crate::roles::Forbidden;
use crate::words::date::full_day;
use crate::words::{BilingualText, Language};

/// Why a step is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GateRefusal {
    /// The role or agency does not carry this step.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The same person did an earlier step.
    #[error("{0} already took another step of this publication")]
    SamePerson(PersonId),
    /// It is incomplete by what is published now.
    #[error("the pack is incomplete: {}", .0.iter().map(|f| f.message_en.as_str()).collect::<Vec<_>>().join("; "))]
    Incomplete(Vec<Finding>),
    /// What was decided not to be published was handed up again, and is incomplete: it stays as it was decided.
    #[error("what is handed up again is incomplete: {}", .0.iter().map(|one| one.words.en.as_str()).collect::<Vec<_>>().join("; "))]
    Missing(Vec<Remark>),
    /// The bytes name no document and no agency: they are no pack, and not half of one either.
    #[error("these bytes are not a pack: {0}")]
    NotAPack(String),
    /// More bytes than a pack may have.
    #[error("a pack has at most {LARGEST_PACK} bytes, this one has {0}")]
    TooLarge(usize),
    /// The agency in the pack is not the drafter's.
    #[error("the pack names the agency {0}")]
    OtherAgency(AgencyId),
    /// The document's name stands in the record as another agency's, or as something else.
    #[error("{0} stands in the record as another agency’s, or as something else")]
    NameTaken(DocumentId),
    /// Another version of the document was published or signed, or it was withdrawn, since.
    #[error("the record holds another version of {0} than this one follows")]
    Superseded(DocumentId),
    /// The step does not follow from where it stands.
    #[error("a publication that is {0:?} does not take this step")]
    NotNow(Stage),
    /// Nothing is signed before it was reviewed.
    #[error("it has not been reviewed for confidentiality")]
    NotReviewed,
    /// The 公开属性 is another than whoever took the step had looked at.
    #[error("its attribute is {0:?}")]
    OtherAttribute(AttributeKind),
    /// The interpretation would come after the document.
    #[error("by its plan it is explained by {0}, which is after the publication")]
    PlanLater(NaiveDate),
    /// What it says it replaces was not returned, or is of another document.
    #[error("{0} was not returned, so nothing replaces it")]
    NotReturned(Digest),
    /// A return has reasons, each in words.
    #[error("a return has 1 to {MOST_REMARKS} reasons of 1 to {LONGEST_REMARK} characters each")]
    Remarks,
    /// A withdrawal has its reason, in both languages.
    #[error("a withdrawal has its reason in Chinese and in English")]
    Reason,
    /// So many wait already.
    #[error("{MOST_OPEN} publications wait or were returned already")]
    TooManyOpen,
    /// There is none of this digest.
    #[error("there is no publication {0}")]
    NotFound(Digest),
    /// What the register entered is not what was signed.
    #[error("what was entered is not what was signed")]
    NotEntered,
    /// A text could not be written.
    #[error("it cannot be written: {0}")]
    Unwritable(String),
}

impl GateRefusal {
    /// What whoever tried it reads, and what to do.
    pub fn message(&self) -> BilingualText {
        let (zh, en) = match self {
            GateRefusal::Forbidden(_) | GateRefusal::OtherAgency(_) => {
                ("您的岗位不能办这一步。".into(), "Your role does not carry this step.".into())
            }
            GateRefusal::SamePerson(_) => (
                "起草、审查、签发要由三个人分别完成，请换一位同事。".into(),
                "Drafting, review and signature are done by three different people: ask a colleague.".into(),
            ),
            GateRefusal::Incomplete(_) => (
                "按现在已公开的内容，这件不完整，不能签发。请退文。".into(),
                "By what is published now it is incomplete and cannot be signed: return it.".into(),
            ),
            GateRefusal::Missing(remarks) => return missing(remarks),
            GateRefusal::NotAPack(_) => {
                ("交来的内容不是文件包，请重新导出后再提交。".into(), "What was handed up is no pack: export it again.".into())
            }
            GateRefusal::TooLarge(_) => (
                format!("文件包太大，最多 {LARGEST_PACK} 字节，请删减附图后再提交。"),
                format!("The pack is too large: at most {LARGEST_PACK} bytes. Make its pictures smaller."),
            ),
            GateRefusal::NameTaken(_) => (
                "这个文件名已由别的机关使用，或者属于另一类内容，请换一个名称。".into(),
                "Another agency published under this name, or something else did: choose another name.".into(),
            ),
            GateRefusal::Superseded(_) => (
                "这份文件在此期间有了别的版本，或者已经撤下。请退文，按现在的版本重新提交。".into(),
                "The document has another version since, or was withdrawn. Return this one and hand it up anew.".into(),
            ),
            GateRefusal::NotNow(stage) => (
                format!("这件公开{}，不能再办这一步。请刷新看看。", stage.label().zh),
                format!("This publication is not at that step ({}). Look again.", stage.label().en.to_lowercase()),
            ),
            GateRefusal::NotReviewed => (
                "还没有经过保密审查，不能签发（办法第51条）。请先由审查人审查。".into(),
                "It has not been reviewed for confidentiality, so it cannot be signed (办法 art. 51): have it reviewed first.".into(),
            ),
            GateRefusal::OtherAttribute(kind) => (
                format!("起草人认定的公开属性是“{}”，与您确认的不同。请再看一遍；不同意就退文。", kind.label().zh),
                format!(
                    "Its attribute is “{}”, not the one that you confirmed. Look again; if you disagree, return it.",
                    kind.label().en
                ),
            ),
            GateRefusal::PlanLater(day) => (
                format!("按解读方案，{}才有解读；解读不能晚于公开（办法第26条）。请退文，改早日期。", full_day(*day, Language::Zh)),
                format!(
                    "By its plan it is explained on {}, which is after the publication (办法 art. 26): return it for an earlier day.",
                    full_day(*day, Language::En)
                ),
            ),
            GateRefusal::NotReturned(_) => (
                "要替换的那一件没有退文，或者不是同一份文件。请从已退文的那一件重新提交。".into(),
                "What this replaces was not returned, or is of another document: begin from the one that was returned.".into(),
            ),
            GateRefusal::Remarks => (
                format!("退文要写明理由：1 至 {MOST_REMARKS} 条，每条 1 至 {LONGEST_REMARK} 字。"),
                format!("Say why it is returned: 1 to {MOST_REMARKS} reasons of 1 to {LONGEST_REMARK} characters each."),
            ),
            GateRefusal::Reason => (
                "撤下要用中文和英文写明理由，公众会看到。".into(),
                "Say why it is withdrawn, in Chinese and in English: everybody reads it.".into(),
            ),
            GateRefusal::TooManyOpen => (
                format!("还有 {MOST_OPEN} 件没办完，请先办完再提交新的。"),
                format!("{MOST_OPEN} publications wait or were returned: finish those first."),
            ),
            GateRefusal::NotFound(_) => ("没有这一件，请刷新看看。".into(), "There is no such publication. Look again.".into()),
            GateRefusal::NotEntered | GateRefusal::Unwritable(_) => (
                "服务出了问题，请稍后再试。您写的内容没有丢失。".into(),
                "Something broke here, please try again. Nothing you wrote is lost.".into(),
            ),
        };
        BilingualText { zh, en }
    }
}

/// What is missing, in one sentence.
pub fn missing(remarks: &[Remark]) -> BilingualText {
    let joined = |text: fn(&Remark) -> &str, separator| remarks.iter().map(text).collect::<Vec<_>>().join(separator);
    BilingualText {
        zh: format!("退文：{}。请改好后重新提交。", joined(|remark| &remark.words.zh, "；")),
        en: format!("Returned: {}. Correct it and hand it up again.", joined(|remark| &remark.words.en, "; ")),
    }
}
