//! Every limit of the 办法 and the 条例: what must be done, from when, how long, by which article.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::district::District;
use crate::law::{Citation, Law};
use crate::words::Bilingual;

/// How long a limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Working days, the day of the start not counted.
    WorkingDays(u32),
    /// Natural days, moved off a rest day at their end (民法典 art. 203).
    Days(u32),
    /// Months, moved in the same way.
    Months(u32),
    /// Hours of the clock, which run through holidays.
    Hours(u32),
    /// A day of each year.
    Yearly {
        /// 1 to 12.
        month: u32,
        /// A day that this month has in every year.
        day: u32,
    },
    /// A day of each month.
    Monthly {
        /// 1 to 28.
        day: u32,
    },
    /// Natural days before the start, which lies in the future: a hearing.
    DaysBefore(u32),
}

impl Limit {
    /// The word for its unit in records.
    pub fn unit(self) -> &'static str {
        match self {
            Limit::WorkingDays(_) => "working_day",
            Limit::Days(_) | Limit::DaysBefore(_) => "day",
            Limit::Months(_) => "month",
            Limit::Hours(_) => "hour",
            Limit::Yearly { .. } | Limit::Monthly { .. } => "date",
        }
    }
}

/// A count as a number, a date as `03-31` or `25`.
impl Serialize for Limit {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Limit::WorkingDays(n) | Limit::Days(n) | Limit::Months(n) | Limit::Hours(n) | Limit::DaysBefore(n) => {
                to.serialize_u32(*n)
            }
            Limit::Yearly { month, day } => to.collect_str(&format_args!("{month:02}-{day:02}")),
            Limit::Monthly { day } => to.collect_str(day),
        }
    }
}

/// Whether something must be done by then, or may not end before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// No later than the due day.
    Latest,
    /// Not before it: a period that may be longer.
    AtLeast,
}

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// What must be done.
    pub title: Bilingual,
    /// From when the limit runs.
    pub start: Bilingual,
    /// How long.
    pub limit: Limit,
    /// No later than, or at least.
    pub sense: Sense,
    /// Where it is written.
    pub cites: &'static [Citation],
}

impl Rule {
    /// The limit as this district has it: never longer than the rule's own.
    pub fn limit_in(&self, district: &District) -> Limit {
        match (self.id, self.limit) {
            (RuleId::RequestIntake, Limit::WorkingDays(most)) => {
                Limit::WorkingDays(district.intake_working_days.clamp(1, most))
            }
            (_, limit) => limit,
        }
    }
}

const fn measures(article: u16) -> Citation {
    Law::Measures.article(article)
}
const fn regulations(article: u16) -> Citation {
    Law::Regulations.article(article)
}
const fn decisions(article: u16) -> Citation {
    Law::Decisions.article(article)
}

macro_rules! rules {
    ($( $id:ident $name:literal
        $title_zh:literal / $title_en:literal, $start_zh:literal / $start_en:literal,
        $limit:expr, $sense:ident, [$($cite:expr),+];
    )*) => {
        /// The id of a rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum RuleId {
            $( #[doc = $title_en] #[serde(rename = $name)] $id, )*
        }

        impl RuleId {
            /// Every rule, in the order of the articles.
            pub const ALL: &'static [RuleId] = &[$(RuleId::$id),*];

            /// As records and the command line write it.
            pub fn name(self) -> &'static str {
                match self { $(RuleId::$id => $name),* }
            }

            /// The rule of this id.
            pub fn rule(self) -> Rule {
                let (title, start, limit, sense, cites): (_, _, _, _, &'static [Citation]) = match self {
                    $(RuleId::$id => (
                        Bilingual { zh: $title_zh, en: $title_en }, Bilingual { zh: $start_zh, en: $start_en },
                        $limit, Sense::$sense, const { &[$($cite),+] },
                    )),*
                };
                Rule { id: self, title, start, limit, sense, cites }
            }
        }
    };
}

rules! {
    DecisionCatalogue "decision.catalogue"
        "公开重大行政决策事项目录" / "publish the list of major administrative decisions", "上一年度结束" / "the end of the year before",
        Limit::Yearly { month: 3, day: 31 }, Latest, [measures(4)];
    DecisionCommentPeriod "decision.comment_period"
        "决策草案公开征求意见" / "take public comments on a draft decision", "决策草案公布之日" / "the day on which the draft is published",
        Limit::Days(30), AtLeast, [decisions(15)];
    DecisionHearingPapers "decision.hearing_papers"
        "送达听证材料" / "hand the papers to those who take part in a hearing", "听证会召开之日" / "the day of the hearing",
        Limit::DaysBefore(7), Latest, [decisions(16)];
    DecisionLegalityReview "decision.legality_review"
        "决策草案合法性审查" / "review whether a draft decision is lawful", "送请审查之日" / "the day on which it is sent for review",
        Limit::WorkingDays(7), AtLeast, [decisions(26)];
    ConsultationResult "consultation.result"
        "公布意见收集和采纳情况" / "publish which opinions came and which were taken up", "完成意见吸收采纳之日" / "the day on which the opinions were worked in",
        Limit::WorkingDays(10), Latest, [measures(5)];
    DutyListUpdate "duty_list.update"
        "更新权力清单、责任清单" / "update the lists of powers and duties", "职能变更、机构撤并完成之日" / "the day on which the change is complete",
        Limit::WorkingDays(10), Latest, [measures(16)];
    SanctionPublication "sanction.publication"
        "公示行政许可、行政处罚决定" / "publish a licence or a penalty", "作出决定之日" / "the day of the decision",
        Limit::WorkingDays(7), Latest, [measures(18)];
    IncidentFirstRelease "incident.first_release"
        "重特大事件首次发布信息" / "make the first release on a grave incident", "事件发生之时" / "the hour of the incident",
        Limit::Hours(5), Latest, [measures(33)];
    IncidentPressConference "incident.press_conference"
        "重特大事件举行新闻发布会" / "hold a press conference on a grave incident", "事件发生之时" / "the hour of the incident",
        Limit::Hours(24), Latest, [measures(33)];
    MessageReply "message.reply"
        "答复在线咨询" / "answer an online enquiry", "收到咨询之日" / "the day on which the enquiry came",
        Limit::WorkingDays(5), Latest, [measures(33)];
    MessageReplySimple "message.reply_simple"
        "答复简单的在线咨询" / "answer a simple online enquiry", "收到咨询之日" / "the day on which the enquiry came",
        Limit::WorkingDays(1), Latest, [measures(33)];
    PolicyCommentReply "policy_comment.reply"
        "起草部门答复政策留言" / "answer a comment on a policy as the department that drafted it", "收到留言之日" / "the day on which the comment came",
        Limit::WorkingDays(5), Latest, [measures(36)];
    DisclosureUsual "disclosure.usual"
        "主动公开政府信息（一般时限）" / "publish information of one's own accord (usual limit)", "信息形成或者变更之日" / "the day on which the information was made or changed",
        Limit::WorkingDays(10), Latest, [measures(40)];
    DisclosureLatest "disclosure.latest"
        "主动公开政府信息（最迟时限）" / "publish information of one's own accord (latest limit)", "信息形成或者变更之日" / "the day on which the information was made or changed",
        Limit::WorkingDays(20), Latest, [measures(40), regulations(26)];
    ArchiveDelivery "archive.delivery"
        "送交区档案馆、区图书馆" / "hand to the district's archive and library", "信息形成或者变更之日" / "the day on which the information was made or changed",
        Limit::WorkingDays(20), Latest, [measures(44)];
    DocumentMonthlyFiling "document.monthly_filing"
        "非涉密公文全量备案" / "file all documents that are not secret", "公文形成之日" / "the day on which the document was made",
        Limit::Monthly { day: 25 }, Latest, [Citation::whole(Law::WorkingPoints)];
    RequestIntake "request.intake"
        "非网络申请录入工作平台" / "enter an application that did not come online", "收到申请之日" / "the day on which the application came",
        Limit::WorkingDays(2), Latest, [measures(49)];
    RequestCorrectionNotice "request.correction_notice"
        "一次性告知申请人补正" / "tell the applicant, once, what to correct", "收到申请之日" / "the day of receipt",
        Limit::WorkingDays(7), Latest, [regulations(30)];
    RequestAnswer "request.answer"
        "答复政府信息公开申请" / "answer an application for information", "收到申请之日" / "the day of receipt",
        Limit::WorkingDays(20), Latest, [regulations(33)];
    RequestThirdParty "request.third_party"
        "第三方答复意见征询" / "answer the enquiry as a third party", "第三方收到征求意见书之日" / "the day on which the third party got the letter",
        Limit::WorkingDays(15), Latest, [regulations(32)];
    RequestCoMaker "request.co_maker"
        "共同制作机关答复意见征询" / "answer the enquiry as a co-maker", "该机关收到征求意见书之日" / "the day on which the organ got the letter",
        Limit::WorkingDays(15), Latest, [regulations(34)];
    RequestReversalRegistration "request.reversal_registration"
        "登记被撤销、变更或者确认违法的答复" / "register an answer that was overturned", "收到复议决定书或者判决书之日" / "the day on which the decision or judgment came",
        Limit::Days(7), Latest, [measures(49)];
    RemedyReconsideration "remedy.reconsideration"
        "申请行政复议" / "apply for reconsideration", "知道行政行为之日" / "the day on which one knew of the act",
        Limit::Days(60), Latest, [Law::Reconsideration.article(20)];
    RemedyLitigation "remedy.litigation"
        "直接提起行政诉讼（不予公开的，须先申请行政复议）" / "go to court directly (not against a refusal to disclose, which goes to reconsideration first)", "知道行政行为之日" / "the day on which one knew of the act",
        Limit::Months(6), Latest, [Law::Litigation.article(46)];
    RemedyLitigationAfterReconsideration "remedy.litigation_after_reconsideration"
        "复议后提起行政诉讼" / "go to court after reconsideration", "收到复议决定书之日" / "the day on which the decision came",
        Limit::Days(15), Latest, [Law::Litigation.article(45)];
    ReportUnit "report.unit"
        "报送并公布本单位年度报告" / "hand in and publish the unit's annual report", "报告年度结束" / "the end of the year reported",
        Limit::Yearly { month: 1, day: 31 }, Latest, [measures(52), regulations(49)];
    ReportDistrict "report.district"
        "公布全区年度报告" / "publish the district's annual report", "报告年度结束" / "the end of the year reported",
        Limit::Yearly { month: 2, day: 28 }, Latest, [measures(52), regulations(49)];
}

impl RuleId {
    /// Whether the clock begins with the receipt of an application, which depends on its channel (条例 art. 31).
    pub fn starts_with_receipt(self) -> bool {
        matches!(self, RuleId::RequestIntake | RuleId::RequestCorrectionNotice | RuleId::RequestAnswer)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for RuleId {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let named = RuleId::ALL.iter().find(|id| id.name() == text);
        named.copied().ok_or_else(|| Refusal::UnknownRule(text.chars().take(60).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        for id in RuleId::ALL {
            assert_eq!(id.name().parse(), Ok(*id));
            assert_eq!(serde_json::to_value(id).unwrap(), id.name());
        }
        assert_eq!("request.anwser".parse::<RuleId>(), Err(Refusal::UnknownRule("request.anwser".into())));
    }
}
