//! The form of a notice: what is said, to whom it is for as a rule, and from when until when.
//!
//! It is an entry of the public record as a rule, never as a list of people (办法 art. 30; 个保法 art. 24).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audience::{Judgement, Rule, Verdict, judge};
use crate::facts::{Facts, Subject};
use crate::names::{AgencyId, DocumentId};
use crate::words::BilingualText;

/// The most bytes of a notice: a screen of text and a rule.
pub const LARGEST_NOTICE: usize = 16_384;

/// A notice. Its bytes in the public record are this JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The version of this form: 1.
    pub format: u8,
    /// Its name in the record: `notice-` and a UUID, made where it is written.
    pub id: DocumentId,
    /// The agency that sends it.
    pub agency: AgencyId,
    /// It speaks of samples and is never to be taken for an official one.
    pub sample: bool,
    /// What it is about.
    pub kind: NoticeKind,
    /// The title in both languages.
    pub title: BilingualText,
    /// What it says, in plain words.
    pub text: BilingualText,
    /// Residents or firms.
    pub subject: Subject,
    /// For whom. Its conditions cite articles of the first of the policies.
    pub audience: Rule,
    /// The policies that it speaks of; of a package those that are in it.
    pub policies: Vec<DocumentId>,
    /// The first day on which it is shown.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub from: NaiveDate,
    /// The last day on which it is shown.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub until: NaiveDate,
    /// That it was recalled, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recall: Option<Recall>,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A policy that is new.
    News,
    /// A policy that can be applied for not much longer.
    Closing,
    /// A policy of which something is otherwise.
    Changed,
    /// 政策礼包: policies that belong together.
    Package,
}

/// That a notice was recalled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// Why.
    pub reason: RecallReason,
    /// Since which day.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub on: NaiveDate,
}

/// Why a notice is recalled: one of few, so that everybody reads the reason in their language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecallReason {
    /// Something in it is wrong.
    WrongContent,
    /// It reached others than it is for.
    WrongAudience,
    /// The policy is otherwise now.
    PolicyChanged,
    /// It was sent before.
    SentTwice,
}

impl NoticeKind {
    /// Every one, the most frequent first.
    pub const ALL: [NoticeKind; 4] = [NoticeKind::News, NoticeKind::Closing, NoticeKind::Changed, NoticeKind::Package];
}

impl RecallReason {
    /// Every one.
    pub const ALL: [RecallReason; 4] =
        [RecallReason::WrongContent, RecallReason::WrongAudience, RecallReason::PolicyChanged, RecallReason::SentTwice];
}

impl Notice {
    /// How the name of every notice begins.
    pub const NAMED: &'static str = "notice-";

    /// The UUID in its name; none where it is no name of a notice.
    pub fn number(&self) -> Option<Uuid> {
        let number = self.id.as_str().strip_prefix(Notice::NAMED)?;
        // In its one form.
        number.parse().ok().filter(|uuid: &Uuid| uuid.to_string() == number)
    }

    /// The day on which it begins where it is approved on `today`: a first day that has passed meanwhile is today.
    pub fn begins(&self, today: NaiveDate) -> NaiveDate {
        self.from.max(today)
    }

    /// Whether it is shown on a day to those whom it is for.
    pub fn stands_on(&self, today: NaiveDate) -> bool {
        self.recall.is_none() && self.from <= today && today <= self.until
    }

    /// Whether it reaches somebody on the legal day `today` (Asia/Shanghai). One that does not stand reaches nobody.
    pub fn judge(&self, facts: &Facts, today: NaiveDate) -> Judgement {
        if self.stands_on(today) {
            return judge(&self.audience, facts, today);
        }
        Judgement { verdict: Verdict::NotEligible, because: Vec::new(), missing: Vec::new() }
    }

    /// The same notice, recalled. It stands in the record in the place of the one that was sent.
    pub fn recalled(self, recall: Recall) -> Notice {
        Notice { recall: Some(recall), ..self }
    }

    /// The bytes that the record's entry names.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A notice as one is proposed, for the tests of this folder.
    pub fn notice() -> Notice {
        let json = r#"{"format":1,"id":"notice-0190f3c2-0000-7000-8000-000000000001","agency":"civil-affairs","sample":true,"kind":"news",
            "title":{"zh":"老年综合津贴可以领了（示例）","en":"The allowance for the elderly (sample)"},
            "text":{"zh":"满 65 岁的上海户籍老人，每月有一笔津贴，不用申请。","en":"People of 65 and over with Shanghai hukou get a monthly allowance."},
            "subject":"resident","audience":{"all":[{"condition":{"fact":"birth_date","test":{"age_at_least":65},"article":"3"}},
            {"condition":{"fact":"hukou","test":{"one_of":["shanghai"]},"article":"3"}}]},
            "policies":["elderly-allowance"],"from":"2026-12-01","until":"2026-12-31"}"#;
        serde_json::from_str(json).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    #[test]
    fn it_reaches_whom_it_is_for_while_it_stands() {
        let facts = |json: &str| serde_json::from_str::<Facts>(json).unwrap();
        let old = facts(r#"{"birth_date":"1954-03-01","hukou":"shanghai"}"#);
        for (today, verdict) in [
            ("2026-11-30", Verdict::NotEligible),
            ("2026-12-01", Verdict::Eligible),
            ("2026-12-31", Verdict::Eligible),
            ("2027-01-01", Verdict::NotEligible),
        ] {
            assert_eq!(notice().judge(&old, day(today)).verdict, verdict, "{today}");
        }
        let unsaid = notice().judge(&facts(r#"{"birth_date":"1954-03-01"}"#), day("2026-12-01"));
        assert_eq!(unsaid.verdict, Verdict::Unknown);
        let recall = Recall { reason: RecallReason::WrongAudience, on: day("2026-12-02") };
        assert_eq!(notice().recalled(recall).judge(&old, day("2026-12-03")).verdict, Verdict::NotEligible);
    }

    #[test]
    fn what_is_written_is_read_and_nothing_is_added_unseen() {
        let bytes = notice().to_bytes().unwrap();
        assert_eq!(serde_json::from_slice::<Notice>(&bytes).unwrap(), notice());
        let more = String::from_utf8(bytes).unwrap().replacen('{', r#"{"people":["13800000000"],"#, 1);
        assert!(serde_json::from_str::<Notice>(&more).is_err());
    }
}
