//! The reader of one document, as the app and the pages without WASM say it.

use crate::words;

words! {
    PART_OF: "{} · {}" / "{} · {}";
    ARTICLE_OF: "{} {}" / "Article {} · {}";
    NUMBER: "文号" / "Number";
    ISSUER: "制定机关" / "Issued by";
    FORCE: "效力" / "Force";
    CONTENTS: "本页内容" / "On this page";
    PROOF: "下载公开证明" / "Download the proof of publication";
    CONCERNS: "与我有关" / "And me";
    POINTS: "要点" / "In short";
    CHANGES: "变化" / "Changes";
    COMING: "{}起换成新的版本。" / "A new version applies from {}.";
    SEE_CHANGES: "看改了什么" / "See what changes";
    FROM: "{}起施行" / "in force from {}";
    FROM_TO: "{}至{}有效" / "in force from {} to {}";
    OLD_VERSION: "这是{}有效的版本，不是现行的。" / "This version was in force on {}; it is not the one in force now.";
    COMING_VERSION: "这个版本从{}起施行，现在还没有生效。" / "This version applies from {}; it is not in force yet.";
    TO_CURRENT: "看现行的版本" / "Read the version in force";
    TEXT: "原文" / "Full text";
    SCOPE: "影响范围" / "Whom and what it touches";
    STANDARDS: "怎样执行，要注意什么" / "How it is carried out, and what to mind";
    CASES: "举例" / "Examples";
    BEFORE: "原来" / "Before";
    AFTER: "现在" / "Now";
    QUESTIONS: "问答" / "Questions";
    TERMS: "术语" / "Terms";
    CONTACT: "咨询" / "Whom to ask";
    NO_OFFER: "这份文件不直接给个人或企业发放什么，规定的是机关该做的事。" / "This document grants nothing to a person or firm directly; it says what agencies have to do.";
    NO_PART: "这份文件没有地址里说的那一处，下面是全文。" / "This document has no such part; here is the whole text.";
    NOT_NOW: "现在不在办理期内。" / "It is not open at present.";
    ANSWER_IN: "在“我的”里回答" / "Answer under “Mine”";
    WITHDRAWN: "这份文件已于{}撤下，不再有效。" / "This document was withdrawn on {} and holds no longer.";
    WITHDRAWN_WHY: "撤下的理由：{}" / "Why it was withdrawn: {}";
    WITHDRAWN_NOTE: "撤下也写在公开记录里，谁都不能悄悄改掉。" / "The withdrawal stands in the public record too; nobody can quietly change it.";
    TO_POLICIES: "看政策列表" / "List of policies";
}
