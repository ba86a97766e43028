//! Places and conflicts of a draft in words: “要点”第2条的中文，两个人都改了.

use uuid::Uuid;

use super::{Conflict, Differ, Draft, Side};
use crate::words::{Bilingual, BilingualText};

impl Conflict {
    /// One sentence in each language on what to decide. `draft` is the merged one.
    pub fn sentence(&self, draft: &Draft) -> BilingualText {
        let place = draft.place(&self.place);
        let (zh, en) = match &self.differ {
            Differ::Text { .. } => (
                "两个人都改了，请选一个，或者合成一个。",
                "was changed by both: choose one text, or make one of the two.",
            ),
            Differ::TakenOut { by: Side::Mine } => (
                "您删了，另一个人改了，先留着，请决定去留。",
                "was taken out by you and changed by the other; it stays until you decide.",
            ),
            Differ::TakenOut { by: Side::Theirs } => (
                "另一个人删了，您改了，先留着，请决定去留。",
                "was taken out by the other and changed by you; it stays until you decide.",
            ),
            Differ::Order { .. } => (
                "的顺序两个人都改了，请看一看现在的顺序。",
                "was put in another order by both; please look at the order as it is.",
            ),
        };
        BilingualText { zh: [&place.zh, zh].concat(), en: [&place.en, " ", en].concat() }
    }
}

impl Draft {
    /// A place of this draft in words: “要点”第2条的中文.
    pub fn place(&self, place: &str) -> BilingualText {
        let (mut zh, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut list = "";
        for part in place.split('/') {
            match part.parse::<Uuid>() {
                Ok(id) => {
                    // An entry that was taken out stands nowhere.
                    let Some(at) = self.position(list, id) else { continue };
                    let nth = at.saturating_add(1);
                    zh.push(format!("第{nth}条"));
                    en.push(nth.to_string());
                }
                Err(_) => {
                    list = part;
                    let name = name(part);
                    zh.push(name.zh.into());
                    en.push(name.en.into());
                }
            }
        }
        let said = |parts: Vec<String>, between: &str| {
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
        };
        BilingualText { zh: ["“", &said(zh, " · "), "”"].concat(), en: ["“", &said(en, " · "), "”"].concat() }
    }

    fn position(&self, list: &str, id: Uuid) -> Option<usize> {
        match list {
            "points" => self.points.position(id),
            "scope" => self.scope.position(id),
            "standards" => self.standards.position(id),
            "changes" => self.changes.position(id),
            "terms" => self.terms.position(id),
            "questions" => self.questions.position(id),
            "cases" => self.cases.position(id),
            "audience" => self.offer.audience.position(id),
            "excludes" => self.offer.excludes.position(id),
            "bands" => self.offer.amount.bands.position(id),
            _ => None,
        }
    }
}

/// What a part of a place is called; empty where its name says nothing to a drafter.
pub fn name(part: &str) -> Bilingual {
    let (zh, en) = match part {
        "id" => ("地址", "address"),
        "title" => ("标题", "title"),
        "topic" => ("主题", "topic"),
        "document" => ("正文", "text of the document"),
        "points" => ("要点", "points"),
        "scope" => ("影响范围", "scope"),
        "standards" => ("执行标准", "standards"),
        "changes" => ("新旧差异", "changes"),
        "terms" => ("核心概念", "terms"),
        "questions" => ("问答", "questions"),
        "cases" => ("案例", "cases"),
        "offer" => ("政策优惠", "offer"),
        "contact" => ("咨询窗口", "contact"),
        "zh" => ("中文", "Chinese"),
        "en" => ("英文", "English"),
        "articles" | "article" => ("依据的条文", "articles"),
        "old_article" => ("原来的条文", "old article"),
        "before" => ("原来", "before"),
        "after" => ("现在", "after"),
        "number" => ("编号", "number"),
        "term" => ("词", "term"),
        "meaning" => ("意思", "meaning"),
        "question" => ("问题", "question"),
        "answer" => ("回答", "answer"),
        "worked" => ("算式", "equations"),
        "subject" => ("享受对象", "for whom"),
        "audience" | "rule" => ("条件", "conditions"),
        "benefit" => ("优惠内容", "benefit"),
        "amount" => ("金额", "amount"),
        "kind" => ("算法", "how it is worked out"),
        "fact" => ("按哪一项", "fact"),
        "age" => ("年龄", "age"),
        "yuan" => ("元", "yuan"),
        "per" => ("多久一次", "how often"),
        "bands" => ("年龄段", "bands"),
        "route" => ("办理方式", "route"),
        "from" => ("开始日期", "first day"),
        "until" => ("截止日期", "last day"),
        "excludes" => ("不可同时享受", "exclusions"),
        "with" => ("哪项政策", "policy"),
        "ceiling" => ("年度上限", "ceiling"),
        "name" => ("名称", "name"),
        "grants" => ("认定", "what it makes true"),
        "office" => ("部门", "office"),
        "telephone" => ("电话", "telephone"),
        "address" => ("地址和时间", "address and hours"),
        _ => ("", ""),
    };
    Bilingual { zh, en }
}
