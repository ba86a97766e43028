//! 公开属性: open of one's own accord, on request, or not at all (办法 art. 46), the last on a ground of the law and no other (条例 art. 14-16).

use serde::{Deserialize, Serialize};

use super::remark::is_written;
use crate::pack::{Finding, error};
use crate::words::Bilingual;

/// The most characters of the reason for which something is not published.
pub const LONGEST_REASON: usize = 500;

/// What a drafter names when handing up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Attribute {
    /// 主动公开.
    Active {},
    /// 依申请公开.
    OnRequest {
        /// Why it is not published, in words.
        reason: String,
    },
    /// 不予公开.
    Withheld {
        /// On which ground.
        ground: Ground,
        /// How this document falls under it, in words.
        reason: String,
    },
}

/// The same without its reasons: what whoever reviews or signs says they looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// 主动公开.
    Active,
    /// 依申请公开.
    OnRequest,
    /// 不予公开.
    Withheld,
}

/// The grounds of the 条例 on which something is not opened. There are no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "GroundForWithholding"))]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// A state secret by law (art. 14).
    StateSecret,
    /// A law or administrative regulation forbids it (art. 14).
    ForbiddenByLaw,
    /// It might endanger national, public or economic security, or social stability (art. 14).
    Security,
    /// A trade secret of a third party (art. 15).
    TradeSecret,
    /// The privacy of a third party (art. 15).
    Privacy,
    /// Personnel, logistics, internal procedure (art. 16).
    InternalAffairs,
    /// Records of discussions, drafts, letters of consultation, reports and requests for instructions (art. 16).
    Process,
    /// Files of enforcement (art. 16).
    EnforcementFile,
}

impl Attribute {
    /// Without its reasons.
    pub fn kind(&self) -> AttributeKind {
        match self {
            Attribute::Active {} => AttributeKind::Active,
            Attribute::OnRequest { .. } => AttributeKind::OnRequest,
            Attribute::Withheld { .. } => AttributeKind::Withheld,
        }
    }

    /// Why it is not published; none where it is.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Attribute::Active {} => None,
            Attribute::OnRequest { reason } | Attribute::Withheld { reason, .. } => Some(reason),
        }
    }

    /// What is wrong with it.
    pub(super) fn check(&self) -> Option<Finding> {
        let unwritten = self.reason().is_some_and(|reason| !is_written(reason, LONGEST_REASON));
        unwritten.then(|| {
            error(
                "attribute_reason",
                "attribute",
                &format!("不主动公开的，要写明理由（1 至 {LONGEST_REASON} 字，办法第46条）"),
                &format!("what is not published needs its reason in 1 to {LONGEST_REASON} characters (办法 art. 46)"),
            )
        })
    }
}

impl AttributeKind {
    /// Every one.
    pub const ALL: [AttributeKind; 3] = [AttributeKind::Active, AttributeKind::OnRequest, AttributeKind::Withheld];

    /// What it is called.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            AttributeKind::Active => ("主动公开", "Published"),
            AttributeKind::OnRequest => ("依申请公开", "On request"),
            AttributeKind::Withheld => ("不予公开", "Not open"),
        };
        Bilingual { zh, en }
    }
}

impl Ground {
    /// Every one, in the order of the 条例.
    pub const ALL: [Ground; 8] = [
        Ground::StateSecret,
        Ground::ForbiddenByLaw,
        Ground::Security,
        Ground::TradeSecret,
        Ground::Privacy,
        Ground::InternalAffairs,
        Ground::Process,
        Ground::EnforcementFile,
    ];

    /// The article of the 条例 that it stands in.
    pub fn article(self) -> u16 {
        match self {
            Ground::StateSecret | Ground::ForbiddenByLaw | Ground::Security => 14,
            Ground::TradeSecret | Ground::Privacy => 15,
            Ground::InternalAffairs | Ground::Process | Ground::EnforcementFile => 16,
        }
    }

    /// What it is called.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Ground::StateSecret => ("依法确定为国家秘密", "A state secret by law"),
            Ground::ForbiddenByLaw => ("法律、行政法规禁止公开", "A law or administrative regulation forbids it"),
            Ground::Security => (
                "公开后可能危及国家安全、公共安全、经济安全、社会稳定",
                "It might endanger national, public or economic security, or social stability",
            ),
            Ground::TradeSecret => ("涉及商业秘密", "A trade secret of a third party"),
            Ground::Privacy => ("涉及个人隐私", "The privacy of a third party"),
            Ground::InternalAffairs => {
                ("内部事务信息（人事、后勤、内部工作流程）", "Personnel, logistics or internal procedure")
            }
            Ground::Process => (
                "过程性信息（讨论记录、过程稿、磋商信函、请示报告）",
                "Part of a process: discussions, drafts, consultations, reports",
            ),
            Ground::EnforcementFile => ("行政执法案卷", "A file of enforcement"),
        };
        Bilingual { zh, en }
    }
}
