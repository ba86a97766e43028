//! Which law, which article: what every date, refusal and letter points to.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ArticleNumber;
use crate::words::{Bilingual, Language};

/// The laws and measures that rules come from. In records they go by the short name that the people who work with them use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Law {
    /// 长宁区政务公开和政府信息公开实施办法 (2022).
    #[serde(rename = "办法")]
    Measures,
    /// 中华人民共和国政府信息公开条例 (2019).
    #[serde(rename = "条例")]
    Regulations,
    /// 重大行政决策程序暂行条例 (2019).
    #[serde(rename = "决策条例")]
    Decisions,
    /// 中华人民共和国民法典 (2020).
    #[serde(rename = "民法典")]
    CivilCode,
    /// 中华人民共和国行政复议法 (2023).
    #[serde(rename = "复议法")]
    Reconsideration,
    /// 中华人民共和国行政诉讼法 (2017).
    #[serde(rename = "行诉法")]
    Litigation,
    /// 全国年节及纪念日放假办法 (2024).
    #[serde(rename = "放假办法")]
    Holidays,
    /// 政府信息公开信息处理费管理办法, 国办函〔2020〕109号.
    #[serde(rename = "109号")]
    ProcessingFee,
    /// 2022年长宁区政务公开工作要点, 长府办〔2022〕8号.
    #[serde(rename = "长府办〔2022〕8号")]
    WorkingPoints,
}

impl Law {
    /// Its article `number`.
    pub(crate) const fn article(self, number: u16) -> Citation {
        Citation { law: self, article: Some(ArticleNumber { main: number, inserted: 0 }) }
    }

    /// Its name, without 中华人民共和国.
    pub fn name(self) -> Bilingual {
        let (zh, en) = match self {
            Law::Measures => ("长宁区政务公开和政府信息公开实施办法", "Changning Measures on Openness"),
            Law::Regulations => ("政府信息公开条例", "Regulations on Open Government Information"),
            Law::Decisions => ("重大行政决策程序暂行条例", "Interim Regulations on Major Administrative Decisions"),
            Law::CivilCode => ("民法典", "Civil Code"),
            Law::Reconsideration => ("行政复议法", "Administrative Reconsideration Law"),
            Law::Litigation => ("行政诉讼法", "Administrative Litigation Law"),
            Law::Holidays => ("全国年节及纪念日放假办法", "Measures on Public Holidays"),
            Law::ProcessingFee => ("政府信息公开信息处理费管理办法", "Measures on Fees for Processing Information"),
            Law::WorkingPoints => ("2022年长宁区政务公开工作要点", "Changning Working Points on Openness 2022"),
        };
        Bilingual { zh, en }
    }
}

/// One article of a law; the whole where it has no articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// Which law.
    pub law: Law,
    /// Which article.
    pub article: Option<ArticleNumber>,
}

impl Citation {
    /// A notice that has no articles.
    pub(crate) const fn whole(law: Law) -> Citation {
        Citation { law, article: None }
    }

    /// As a text cites it: 《政府信息公开条例》第三十三条.
    pub fn in_language(self, language: Language) -> String {
        let name = self.law.name().in_language(language);
        match (language, self.article) {
            (Language::Zh, Some(article)) => format!("《{name}》{}", article.chinese()),
            (Language::Zh, None) => format!("《{name}》"),
            (Language::En, Some(article)) => format!("{name}, art. {article}"),
            (Language::En, None) => name.to_owned(),
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::En))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_reads_as_people_cite() {
        let extension = Law::Regulations.article(33);
        assert_eq!(extension.in_language(Language::Zh), "《政府信息公开条例》第三十三条");
        assert_eq!(extension.to_string(), "Regulations on Open Government Information, art. 33");
        assert_eq!(serde_json::to_string(&extension).unwrap(), r#"{"law":"条例","article":"33"}"#);
        assert_eq!(Citation::whole(Law::WorkingPoints).in_language(Language::Zh), "《2022年长宁区政务公开工作要点》");
    }
}
