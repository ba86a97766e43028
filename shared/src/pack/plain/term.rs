//! Terms that a text uses and nobody explains (办法 art. 27: 核心概念): those that the document itself defines, and those that people ask about at windows.

use super::super::Pack;
use super::super::check::Finding;
use super::warning;
use crate::words::BilingualText;

/// Terms of law and of offices, each with a way to say it.
const KNOWN: [(&str, &str); 40] = [
    ("行政复议", "请上一级机关再看一遍这个决定"),
    ("行政诉讼", "到法院告这个决定"),
    ("依申请公开", "没有公开的信息，您可以申请要"),
    ("免申即享", "不用申请，符合条件就直接给"),
    ("免审即享", "不用审批，符合条件直接享受"),
    ("告知承诺", "您书面保证符合条件，材料可以少交"),
    ("容缺受理", "材料缺一点也先收下办起来"),
    ("公示", "把结果贴出来，让大家提意见"),
    ("备案", "报上去登记留底"),
    ("补正", "把材料补齐、改对"),
    ("听证", "开会当面听大家的意见"),
    ("不可抗力", "谁也挡不住的事，例如地震"),
    ("法定代表人", "依法代表单位的负责人"),
    ("监护人", "依法照管孩子或病人的人"),
    ("直系亲属", "父母、子女、祖父母等"),
    ("轮候", "排队等"),
    ("兑付", "凭券把钱拿回来"),
    ("贴息", "帮您付一部分利息"),
    ("稳岗返还", "不裁员的企业，退回一部分失业保险费"),
    ("缴费基数", "按多少收入来算要缴的社保"),
    ("灵活就业", "没有固定单位的工作"),
    ("就业困难人员", "经过认定、找工作特别难的人"),
    ("专项附加扣除", "算个人所得税时，从收入里先减去的一笔"),
    ("汇算清缴", "年后把全年的税算总账"),
    ("年度汇算", "年后把全年的税算总账，多退少补"),
    ("加计扣除", "在实际花费之外再多扣一份"),
    ("减计收入", "收入少算一部分来计税"),
    ("应纳税所得额", "用来算所得税的利润"),
    ("实际税负", "算下来真正缴的比例"),
    ("一般纳税人", "年销售额较大、按一般办法缴增值税的单位"),
    ("小规模纳税人", "年销售额不大、按简易办法缴增值税的企业和个体户"),
    ("小型微利企业", "利润、人数、资产都不大的企业"),
    ("六税两费", "六种地方税和两种附加费的合称"),
    ("高新技术企业", "按国家的程序认定、以研发为主的企业"),
    ("专精特新", "专业化、精细化、特色化、新颖化"),
    ("首台套", "国内首批的新设备"),
    ("裁员率", "一年里减少的职工占多少"),
    ("双公示", "行政许可和行政处罚都要公开"),
    ("信用修复", "改正以后，把失信记录去掉"),
    ("先行先试", "先在这里试着做"),
];

/// So many definitions are looked at: no document at hand has more than 30.
const MOST: usize = 200;

/// The longest term that a definition gives, in characters: longer ones are sentences.
const LONGEST: usize = 16;

impl Pack {
    /// Which terms its texts use without explaining them, each once, where it first stands.
    pub(super) fn check_terms(&self, texts: &[(String, &BilingualText)], findings: &mut Vec<Finding>) {
        let explained = |term: &str| {
            let by_glossary =
                self.interpretation.terms.iter().map(|one| one.term.as_str()).filter(|one| !one.is_empty());
            by_glossary.chain([self.title.zh.as_str()]).any(|one| one.contains(term) || term.contains(one))
        };
        let first = |term: &str| texts.iter().find(|(_, text)| text.zh.contains(term)).map(|(place, _)| place);
        for (term, plain) in KNOWN {
            let Some(place) = first(term).filter(|_| !explained(term)) else { continue };
            findings.push(warning(
                "unexplained_term",
                place,
                format!("“{term}”没有解释，请写进“核心概念”，或者换个说法，例如：{plain}"),
                format!(
                    "\"{term}\" is used and no term explains it; add it to the terms, or say it otherwise, as: {plain}"
                ),
            ));
        }
        for term in self.defined_terms() {
            if KNOWN.iter().any(|(known, _)| *known == term) || explained(&term) {
                continue;
            }
            let Some(place) = first(&term) else { continue };
            findings.push(warning(
                "unexplained_term",
                place,
                format!("文件给“{term}”下了定义，解读用了这个词却没有解释，请写进“核心概念”"),
                format!("the document defines \"{term}\", and the easy text uses it without explaining it; add it to the terms"),
            ));
        }
    }

    /// The terms that the document defines: 本办法所称甲，是指…; “乙”是指….
    fn defined_terms(&self) -> Vec<String> {
        let mut terms: Vec<String> = Vec::new();
        for article in self.document.articles() {
            for paragraph in &article.paragraphs {
                let texts = std::iter::once(&paragraph.text).chain(paragraph.items.iter().map(|item| &item.text));
                for term in texts.flat_map(|text| defined(text)) {
                    if terms.len() < MOST && !terms.contains(&term) {
                        terms.push(term);
                    }
                }
            }
        }
        terms
    }
}

/// The terms that a sentence defines, before each 是指.
fn defined(text: &str) -> Vec<String> {
    const BEGINNINGS: [&str; 4] = ["所称的", "所称", "所指的", "下列用语的含义"];
    let parts: Vec<&str> = text.split("是指").collect();
    let before_each = parts.split_last().map(|(_, before)| before).unwrap_or_default();
    let term = |before: &&str| {
        let sentence = before.rsplit(['。', '；', '\n']).next().unwrap_or(before).trim_end_matches(['，', ',', ' ']);
        let named = BEGINNINGS.iter().find_map(|word| sentence.rsplit_once(word)).map_or(sentence, |(_, named)| named);
        let named = named.trim_matches(['“', '”', '《', '》', '：', ' ', '　']);
        // 前款的甲 and 甲、乙 name no one term.
        let is_one = !named.contains(['，', '、', '：', '的', '（']) && (2..=LONGEST).contains(&named.chars().count());
        is_one.then(|| named.to_owned())
    };
    before_each.iter().filter_map(term).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_found_as_laws_write_them() {
        let of = |text: &str| defined(text);
        assert_eq!(of("本办法所称政务公开，是指行政机关全面推进决策公开。"), ["政务公开"]);
        assert_eq!(
            of("本条例所称“数据处理”是指数据的收集；所称公共数据，是指国家机关的数据。"),
            ["数据处理", "公共数据"]
        );
        assert_eq!(of("轮候是指按次序等待。"), ["轮候"]);
        for none in ["前款规定的材料是指下列材料。", "甲、乙是指丙。", "应当公开。", "是指"]
        {
            assert_eq!(of(none), [""; 0], "{none}");
        }
    }
}
