//! What limits are about, for whoever looks for one.

use super::RuleId;
use crate::words::Bilingual;

/// A field of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// 依申请公开.
    Requests,
    /// 公开发布.
    Publication,
    /// 互动回应.
    Replies,
    /// 重大决策.
    Decisions,
    /// 救济.
    Remedies,
    /// 年报.
    Reports,
}

impl Group {
    /// Every field, the one that most people ask about first.
    pub const ALL: [Group; 6] =
        [Group::Requests, Group::Publication, Group::Replies, Group::Decisions, Group::Remedies, Group::Reports];

    /// What it is called.
    pub fn title(self) -> Bilingual {
        let (zh, en) = match self {
            Group::Requests => ("依申请公开", "Applications for information"),
            Group::Publication => ("公开发布", "Publication"),
            Group::Replies => ("互动回应", "Answers to the public"),
            Group::Decisions => ("重大决策", "Major decisions"),
            Group::Remedies => ("救济", "Remedies"),
            Group::Reports => ("年报", "Annual reports"),
        };
        Bilingual { zh, en }
    }

    /// Its limits, in the order of the articles.
    pub fn rules(self) -> impl Iterator<Item = RuleId> {
        RuleId::ALL.iter().copied().filter(move |rule| rule.group() == self)
    }
}

impl RuleId {
    /// What it is about.
    pub fn group(self) -> Group {
        match self {
            RuleId::RequestIntake
            | RuleId::RequestCorrectionNotice
            | RuleId::RequestAnswer
            | RuleId::RequestThirdParty
            | RuleId::RequestCoMaker
            | RuleId::RequestReversalRegistration => Group::Requests,
            RuleId::DutyListUpdate
            | RuleId::SanctionPublication
            | RuleId::DisclosureUsual
            | RuleId::DisclosureLatest
            | RuleId::ArchiveDelivery
            | RuleId::DocumentMonthlyFiling => Group::Publication,
            RuleId::IncidentFirstRelease
            | RuleId::IncidentPressConference
            | RuleId::MessageReply
            | RuleId::MessageReplySimple
            | RuleId::PolicyCommentReply => Group::Replies,
            RuleId::DecisionCatalogue
            | RuleId::DecisionCommentPeriod
            | RuleId::DecisionHearingPapers
            | RuleId::DecisionLegalityReview
            | RuleId::ConsultationResult => Group::Decisions,
            RuleId::RemedyReconsideration | RuleId::RemedyLitigation | RuleId::RemedyLitigationAfterReconsideration => {
                Group::Remedies
            }
            RuleId::ReportUnit | RuleId::ReportDistrict => Group::Reports,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_in_one_group() {
        let listed: usize = Group::ALL.into_iter().map(|group| group.rules().count()).sum();
        assert_eq!(listed, RuleId::ALL.len());
        assert!(Group::ALL.into_iter().all(|group| group.rules().next().is_some()));
    }
}
