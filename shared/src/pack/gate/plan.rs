//! 解读方案: in which forms a document is explained, by whom and when. It is handed up with the document, or the document goes back (办法 art. 26, 28, 46).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::remark::is_written;
use crate::pack::{Finding, error};
use crate::words::Bilingual;

/// The most characters of the name of whoever explains.
pub const LONGEST_BY: usize = 100;

/// How a document is explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "InterpretationPlan"))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// In which forms; in writing among them, since that is what a pack is.
    pub forms: Vec<Form>,
    /// Who explains: the office that drafted it (谁起草、谁解读).
    pub by: String,
    /// By which day, where that is before the publication; without it in the same moment (同步发布).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::iso::of_day_or_none")]
    pub on: Option<NaiveDate>,
}

/// The forms that the 办法 lists (art. 28).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "InterpretationForm"))]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 文字解读.
    Text,
    /// 图示图解.
    Diagram,
    /// 视频动漫.
    Video,
    /// 新闻发布会.
    PressConference,
    /// 专家访谈.
    Interview,
    /// 场景演示.
    Demonstration,
    /// 短视频.
    ShortVideo,
    /// 集中政策宣讲.
    Lecture,
}

impl Plan {
    /// In writing, by `by`, in the moment of the publication.
    pub fn in_writing(by: &str) -> Plan {
        Plan { forms: vec![Form::Text], by: by.to_owned(), on: None }
    }

    /// What is wrong with it.
    pub(super) fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut seen = Vec::new();
        let twice = self.forms.iter().any(|form| {
            seen.contains(form) || {
                seen.push(*form);
                false
            }
        });
        if twice || !self.forms.contains(&Form::Text) {
            findings.push(error(
                "plan_forms",
                "plan/forms",
                "解读形式要有文字解读，每种只写一次（办法第28条）",
                "the forms must have the written one, and each only once (办法 art. 28)",
            ));
        }
        if !is_written(&self.by, LONGEST_BY) {
            findings.push(error(
                "plan_by",
                "plan/by",
                "请写明由谁解读（谁起草、谁解读，办法第26条）",
                "say who explains it: the office that drafted it (办法 art. 26)",
            ));
        }
        findings
    }
}

impl Form {
    /// Every one, in the order of the 办法.
    pub const ALL: [Form; 8] = [
        Form::Text,
        Form::Diagram,
        Form::Video,
        Form::PressConference,
        Form::Interview,
        Form::Demonstration,
        Form::ShortVideo,
        Form::Lecture,
    ];

    /// What it is called.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Form::Text => ("文字解读", "In writing"),
            Form::Diagram => ("图示图解", "Diagrams"),
            Form::Video => ("视频动漫", "Video or animation"),
            Form::PressConference => ("新闻发布会", "Press conference"),
            Form::Interview => ("专家访谈", "Interview with an expert"),
            Form::Demonstration => ("场景演示", "Demonstration"),
            Form::ShortVideo => ("短视频", "Short video"),
            Form::Lecture => ("集中政策宣讲", "Lectures"),
        };
        Bilingual { zh, en }
    }
}
