//! The reader of one document, as the app and the pages without WASM say it.

use crate::words;

words! {
    ARTICLE_OF: "{} {}" / "Article {} · {}";
    NUMBER: "文号" / "Number";
    ISSUER: "制定机关" / "Issued by";
    FORCE: "效力" / "Force";
    CONTENTS: "本页内容" / "On this page";
    PROOF: "下载公开证明" / "Download the proof of publication";
    CONCERNS: "与我有关" / "And me";
    POINTS: "要点" / "In short";
    TEXT: "原文" / "Full text";
    QUESTIONS: "问答" / "Questions";
    TERMS: "术语" / "Terms";
    CONTACT: "咨询" / "Whom to ask";
    NO_OFFER: "这份文件不直接给个人或企业发放什么，规定的是机关该做的事。" / "This document grants nothing to a person or firm directly; it says what agencies have to do.";
    NO_ARTICLE: "这份文件没有地址里说的那一条，下面是全文。" / "This document has no such article; here is the whole text.";
    NOT_NOW: "现在不在办理期内。" / "It is not open at present.";
    ANSWER_IN: "在“我的”里回答" / "Answer under “Mine”";
}
