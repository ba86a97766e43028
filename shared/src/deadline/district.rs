//! What the law leaves open, answered by a district: each answer has a name, a value and a reason, and stands in every proof that rests on it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::lists;
use crate::law::{Citation, Law};
use crate::words::Bilingual;

/// Which working days a question to somebody else takes out of the count (条例 art. 33, third paragraph, which names no first and no last day).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseBounds {
    /// Asked < day ≤ replied.
    #[default]
    AfterQuestionToReply,
    /// Asked ≤ day ≤ replied.
    QuestionToReply,
    /// Asked < day < replied.
    Between,
}

/// A district's answers. What is not said is as [`District::default`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct District {
    /// Which days a pause takes out.
    pub pause: PauseBounds,
    /// Whether silence pauses for no longer than the 15 working days that the asked one has (条例 art. 32, 34).
    pub silence_is_limited: bool,
    /// Whether a fee that is paid lets the answer's period begin anew (国办函〔2020〕109号).
    pub fee_restarts: bool,
    /// Whether an extension granted before a restart is kept.
    pub extension_survives_restart: bool,
    /// Whether a limit that names a date moves off a rest day.
    pub fixed_date_moves: bool,
    /// Working days in which an application that did not come online is entered: 1 or 2 (办法 art. 49 allows 2; other districts take 1).
    pub intake_working_days: u32,
}

impl Default for District {
    fn default() -> Self {
        District {
            pause: PauseBounds::AfterQuestionToReply,
            silence_is_limited: true,
            fee_restarts: true,
            extension_survives_restart: true,
            fixed_date_moves: false,
            intake_working_days: 2,
        }
    }
}

/// Why a file is no district's answers.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotADistrict {
    /// Not the JSON of one.
    #[error(
        "A district's answers are a JSON object with the members that `mingbai deadline --open-points` prints: {0}."
    )]
    Unreadable(String),
    /// More working days for entering an application than the law has, or none.
    #[error(
        "An application that did not come online is entered within 1 to {MOST_INTAKE} working days, not within {0} ({INTAKE})."
    )]
    Intake(u32),
}

/// The most working days for entering an application, by the Measures (办法 art. 49).
const MOST_INTAKE: u32 = 2;
const INTAKE: Citation = Law::Measures.article(49);

impl NotADistrict {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            NotADistrict::Unreadable(_) => "not_a_district",
            NotADistrict::Intake(_) => "intake_out_of_range",
        }
    }

    /// The article that does not allow it.
    pub fn cite(&self) -> Option<Citation> {
        match self {
            NotADistrict::Unreadable(_) => None,
            NotADistrict::Intake(_) => Some(INTAKE),
        }
    }
}

impl District {
    /// Reads a district's file. An answer that the law does not leave to it is refused: counted otherwise than it stands there, it would make a proof
    /// say what was not counted.
    pub fn read(json: &[u8]) -> Result<District, NotADistrict> {
        let district: District = lists::read(&[], json).map_err(NotADistrict::Unreadable)?;
        if (1..=MOST_INTAKE).contains(&district.intake_working_days) {
            Ok(district)
        } else {
            Err(NotADistrict::Intake(district.intake_working_days))
        }
    }
}

/// One thing that the law leaves open, and why it is answered as it is.
#[derive(Clone, Copy, Debug)]
pub struct OpenPoint {
    /// The member of [`District`].
    pub name: &'static str,
    /// What is open.
    pub question: Bilingual,
    /// Why the default is what it is.
    pub reason: Bilingual,
}

macro_rules! open_points {
    ($( $name:literal, $question_zh:literal / $question_en:literal, $reason_zh:literal / $reason_en:literal; )*) => {
        /// Every open point, in the order of [`District`]'s members.
        pub const OPEN_POINTS: &[OpenPoint] = &[$( OpenPoint {
            name: $name,
            question: Bilingual { zh: $question_zh, en: $question_en },
            reason: Bilingual { zh: $reason_zh, en: $reason_en },
        } ),*];
    };
}

open_points! {
    "pause",
        "征求意见从哪一天起、到哪一天止不计入期限" / "from which day to which day a consultation is left out",
        "条例第三十三条只说所需时间不计算在内；期间开始的当天不计（民法典第二百零一条），收到意见的当天仍在等，所以从次日起、到收到意见当日止"
            / "Art. 33 says only that the time is left out; a period's first day is not part of it (Civil Code art. 201), and on the day of the reply one still waited";
    "silence_is_limited",
        "对方一直不答复时，最多不计入多少天" / "for how long silence is left out",
        "对方有15个工作日（条例第三十二条、第三十四条），过了就由行政机关决定，没有再等的理由" / "The asked one has 15 working days (art. 32, 34); then the agency decides, and nothing is waited for";
    "fee_restarts",
        "缴纳信息处理费后，期限是否重新计算" / "whether the period begins anew when a fee is paid",
        "国办函〔2020〕109号的通行做法；原文未核对，本区可关闭" / "What is done under notice 109 of 2020; its text was not at hand, so a district may turn it off";
    "extension_survives_restart",
        "补正后重新计算时，已批准的延长是否保留" / "whether an extension is kept when the period begins anew",
        "条例只许延长一次，没有说补正会使它失效；保留一次、不再批第二次" / "The Regulations allow one extension and do not say that a correction undoes it: the one is kept, and no second is granted";
    "fixed_date_moves",
        "遇休息日，写明日期的期限是否顺延" / "whether a limit that names a date moves off a rest day",
        "写明的日期不是按日计算的期间（民法典第二百零三条），不顺延对公众更稳妥" / "A named date is no period that is counted (Civil Code art. 203); not to move it is the safer reading";
    "intake_working_days",
        "非网络申请几个工作日内录入" / "in how many working days an application that did not come online is entered",
        "办法第四十九条为2个工作日；有的区为1个，可以更短，不能更长" / "Art. 49 of the Measures says 2; other districts take 1; it may be shorter, never longer";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::{Limit, RuleId};

    #[test]
    fn every_member_has_its_reason() {
        let members = serde_json::to_value(District::default()).unwrap();
        let members: Vec<&str> = members.as_object().unwrap().keys().map(String::as_str).collect();
        let mut named: Vec<&str> = OPEN_POINTS.iter().map(|point| point.name).collect();
        named.sort_unstable();
        assert_eq!(members, named);
    }

    #[test]
    fn a_file_says_what_the_law_leaves_to_a_district() {
        let district = District { intake_working_days: 1, fee_restarts: false, ..District::default() };
        assert_eq!(District::read(br#"{"intake_working_days":1,"fee_restarts":false}"#), Ok(district));
        assert_eq!(District::read(b"{}"), Ok(District::default()));
        assert_eq!(District::read(&serde_json::to_vec(&district).unwrap()), Ok(district));
        for days in [0, 3] {
            let read = District::read(format!(r#"{{"intake_working_days":{days}}}"#).as_bytes());
            assert_eq!(read, Err(NotADistrict::Intake(days)));
            assert_eq!(read.unwrap_err().cite(), Some(Law::Measures.article(49)));
        }
        for wrong in ["[]", "", "null", r#"{"paus":"between"}"#, r#"{"fee_restarts":true,"fee_restarts":false}"#] {
            assert!(matches!(District::read(wrong.as_bytes()), Err(NotADistrict::Unreadable(_))), "{wrong}");
        }
        // The most is the rule's own.
        assert_eq!(RuleId::RequestIntake.rule().limit, Limit::WorkingDays(MOST_INTAKE));
    }
}
