//! Notices in words: what kind one is, how far, why a step was not taken.

use super::approval::MOST_OPEN;
use super::ceiling::MOST_SENT;
use super::{NotTaken, NoticeKind, RecallReason, Stage};
use crate::words::date::moment;
use crate::words::{Bilingual, BilingualText, Language};

impl NoticeKind {
    /// What people call it.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            NoticeKind::News => ("新政策", "New policy"),
            NoticeKind::Closing => ("快截止", "Closing soon"),
            NoticeKind::Changed => ("有变化", "Changed"),
            NoticeKind::Package => ("政策礼包", "Policy package"),
        };
        Bilingual { zh, en }
    }

    /// A title and a text to begin with, of a policy of this title.
    pub fn template(self, policy: &BilingualText) -> (BilingualText, BilingualText) {
        let (BilingualText { zh, en }, both) = (policy, |zh: String, en: String| BilingualText { zh, en });
        match self {
            NoticeKind::News => (
                both(format!("您可以享受：{zh}"), format!("For you: {en}")),
                both(
                    "有一项新政策和您有关。点开看看能得到什么、怎么办。".into(),
                    "A new policy concerns you. Open it to see what you get and what to do.".into(),
                ),
            ),
            NoticeKind::Closing => (
                both(format!("快截止：{zh}"), format!("Closing soon: {en}")),
                both("这项政策快到截止日期了。要申请请抓紧。".into(), "This policy closes soon. Apply in time.".into()),
            ),
            NoticeKind::Changed => (
                both(format!("有变化：{zh}"), format!("Changed: {en}")),
                both(
                    "和您有关的一项政策有变化。点开看看变了什么。".into(),
                    "A policy that concerns you has changed. Open it to see what is new.".into(),
                ),
            ),
            NoticeKind::Package => (
                both("为您准备的政策礼包".into(), "A package of policies for you".into()),
                both(
                    "这几项政策都和您有关，已经排好先后。".into(),
                    "These policies concern you, in the order in which to take them.".into(),
                ),
            ),
        }
    }
}

impl RecallReason {
    /// What people read.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            RecallReason::WrongContent => ("内容有误", "Something in it was wrong"),
            RecallReason::WrongAudience => ("发错了对象", "It went to the wrong people"),
            RecallReason::PolicyChanged => ("政策已经变化", "The policy has changed since"),
            RecallReason::SentTwice => ("重复发送", "It was sent twice"),
        };
        Bilingual { zh, en }
    }
}

impl RecallReason {
    /// Its name in files and in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            RecallReason::WrongContent => "wrong_content",
            RecallReason::WrongAudience => "wrong_audience",
            RecallReason::PolicyChanged => "policy_changed",
            RecallReason::SentTwice => "sent_twice",
        }
    }
}

impl Stage {
    /// What staff read.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Stage::Proposed => ("待审核", "Waits for approval"),
            Stage::Returned => ("已退回", "Returned"),
            Stage::Sent => ("已发送", "Sent"),
            Stage::Recalled => ("已撤回", "Recalled"),
        };
        Bilingual { zh, en }
    }
}

impl NotTaken {
    /// What whoever tried it reads, and what to do.
    pub fn message(&self) -> BilingualText {
        let (zh, en) = match self {
            NotTaken::Forbidden(_) | NotTaken::OtherAgency(_) => {
                ("您的岗位不能办这一步。".into(), "Your role does not carry this step.".into())
            }
            NotTaken::SamePerson(_) => (
                "写通知的人不能自己审核，也不能改别人写的，请换一位同事。".into(),
                "Nobody approves their own notice, nor rewrites another’s: ask a colleague.".into(),
            ),
            NotTaken::Unfit(findings) => {
                let zh: Vec<&str> = findings.iter().map(|finding| finding.message_zh.as_str()).collect();
                let en: Vec<&str> = findings.iter().map(|finding| finding.message_en.as_str()).collect();
                (format!("还不能发：{}。", zh.join("；")), format!("It cannot be sent yet: {}.", en.join("; ")))
            }
            NotTaken::NotNow(stage) => (
                format!("这条通知{}，不能再办这一步。请刷新看看。", stage.label().zh),
                format!("This notice is already past that step ({}). Look again.", stage.label().en.to_lowercase()),
            ),
            NotTaken::Changed(_) => (
                "您看过以后，这条通知又改过。请刷新，看过再审核。".into(),
                "The notice was changed after you looked at it. Look again, then approve.".into(),
            ),
            NotTaken::TooOften(free) => {
                let today = crate::shanghai::legal_day(*free);
                (
                    format!("七天内最多发 {MOST_SENT} 条，下一条请在{}以后发。", moment(*free, today, Language::Zh)),
                    format!("At most {MOST_SENT} in seven days: the next from {}.", moment(*free, today, Language::En)),
                )
            }
            NotTaken::Reason => {
                ("请写退回的理由，最多 200 字。".into(), "Give a reason, of at most 200 characters.".into())
            }
            NotTaken::NameTaken(_) => {
                ("这个编号已经用过，请另写一条。".into(), "This name is taken: write another notice.".into())
            }
            NotTaken::TooManyOpen => (
                format!("本机关已有 {MOST_OPEN} 条在等审核或退回的通知，请先办完或撤下。"),
                format!("{MOST_OPEN} notices wait or were returned already: settle or withdraw some first."),
            ),
            NotTaken::NotFound(_) => (
                "没有这条通知，可能已经撤下。请刷新看看。".into(),
                "There is no such notice; it may have been withdrawn. Look again.".into(),
            ),
            NotTaken::Unwritable(_) => ("没有办成，请再试一次。".into(), "It did not work, please try again.".into()),
        };
        BilingualText { zh, en }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_called_in_the_trail_as_in_the_record() {
        for reason in RecallReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
        }
    }

    #[test]
    fn a_ceiling_says_when_the_next_may_go() {
        let free = crate::iso::instant("2026-12-06T02:00:00Z").unwrap();
        let message = NotTaken::TooOften(free).message();
        assert!(message.zh.contains("12月6日") && message.zh.contains("10:00"), "{}", message.zh);
    }
}
