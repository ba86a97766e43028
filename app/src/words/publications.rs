//! The gate of publication, at the desk: 审查 · 签发.

use mingbai_shared::words;

words! {
    TITLE: "审查和签发" / "Review and signature";
    PAGE: "一件待公开的文件" / "One document on its way";
    LEAD: "起草、保密审查、签发由三个人分别完成。没有批量公开，也没有强制公开（办法第46、51条）。" / "Drafting, confidentiality review and signature are done by three people. Nothing is published in bulk, and nothing by force (Measures, art. 46, 51).";
    NOT_YOURS: "这一页给起草、审查、签发的人用。您现在的登录身份不能看。" / "This page is for those who draft, review and sign. Your sign-in does not open it.";
    OFFLINE: "现在连不上网络。审查和签发要联网。" / "There is no network now. Review and signature need it.";
    LOADING: "正在取来…" / "Fetching…";
    EMPTY: "还没有提交来的文件。" / "Nothing has been handed up.";
    NOT_FOUND: "没有这一件，或者还轮不到您办。" / "There is no such publication, or it is not your turn yet.";
    COUNT: "共 {} 件" / "{} in all";
    MORE: "更早的" / "Earlier ones";
    COLUMN_TITLE: "文件" / "Document";
    COLUMN_STAGE: "到哪一步" / "How far";
    COLUMN_ATTRIBUTE: "公开属性" / "To be opened";
    COLUMN_AT: "最近一步" / "Last step";
    UNTITLED: "（没有标题）" / "(untitled)";
    NONE: "没有写" / "Not named";
    BACK: "回到列表" / "Back to the list";

    STEPS: "办到哪里" / "How far it is";
    HANDED_UP: "提交" / "Handed up";
    CHECKED: "检查" / "Checked";
    REVIEWED: "保密审查通过" / "Cleared by review";
    RETURNED: "退文" / "Returned";
    SIGNED: "签发" / "Signed";
    ENTERED: "已入公开记录" / "Entered into the public record";
    WITHDRAWAL: "提出撤下" / "Withdrawal proposed";
    WITHDRAWN: "批准撤下" / "Withdrawal approved";
    BY_ME: "我办的" / "by me";
    PLAN: "解读方案" / "How it is explained";
    PLAN_BY: "{}，由{}解读" / "{}, by {}";
    PLAN_ON: "，{}前" / ", by {}";
    AMENDS: "为什么修订" / "Why it was amended";
    WITHDRAWAL_WHY: "为什么撤下" / "Why it is withdrawn";
    REMARKS: "退文的理由" / "Why it was returned";
    ANSWERS: "这一件要改正的" / "What this one answers";
    REPLACED: "已经有修改后的一件" / "There is one in its place";
    SEE_IT: "打开" / "Open it";
    AGAIN: "改好后由起草人重新提交。" / "Once mended, whoever drafted it hands it up again.";
    FINDINGS: "检查看到的" / "What the check sees";
    NO_FINDINGS: "检查没有看到问题。" / "The check sees nothing wrong.";
    AS_SHOWN: "公开后的样子" / "As it will be shown";
    UNREADABLE: "提交来的不是解读包，不能显示。" / "What was handed up is no pack and cannot be shown.";

    DECIDE: "我要办的" / "What is mine to do";
    REVIEW: "保密审查通过" / "Clear it";
    SIGN: "签发" / "Sign";
    SIGN_KEPT: "批准不主动公开" / "Approve that it is not published";
    CONFIRM: "公开属性是“{}”，已经看过。" / "I have looked at it: it is “{}”.";
    CONFIRM_FIRST: "请先确认公开属性。" / "Please confirm first how it is opened.";
    SIGN_NOTE: "签发后文件和解读同时公开，进入公开记录，不能删去，只能修订或者撤下。" / "Once signed, document and interpretation are published together in the public record. They cannot be deleted, only amended or withdrawn.";
    RETURN: "退文" / "Return it";
    DECLINE: "不同意撤下" / "Do not approve the withdrawal";
    WHERE: "哪里" / "Where";
    WHY: "要改什么" / "What is to be changed";
    WHY_HINT: "最多 200 字。起草人会看到。" / "At most 200 characters. Whoever drafted it reads them.";
    ADD_REMARK: "再写一条" / "One more";
    WHY_FIRST: "请写明要改什么。" / "Please say what is to be changed.";
    PLACE_WHOLE: "整件" / "The whole";
    PLACE_DOCUMENT: "正文" / "The text";
    PLACE_POINTS: "要点" / "The points";
    PLACE_TERMS: "术语" / "The terms";
    PLACE_QUESTIONS: "问答" / "The questions";
    PLACE_OFFER: "对象和待遇" / "For whom and what";
    PLACE_CONTACT: "咨询" / "Whom to ask";
    PLACE_PLAN: "解读方案" / "How it is explained";
    PLACE_ATTRIBUTE: "公开属性" / "How it is opened";
    PROPOSE: "提出撤下" / "Propose its withdrawal";
    REASON_ZH: "撤下的理由（中文，公开）" / "Why, in Chinese, for everybody";
    REASON_EN: "撤下的理由（英文，公开）" / "Why, in English, for everybody";
    REASON_FIRST: "两种语言的理由都要写。" / "Please say why in both languages.";
    APPROVE: "批准撤下" / "Approve the withdrawal";
    APPROVE_NOTE: "批准后公开记录写明已撤下和理由，原来的文件仍可查验。" / "The public record then says that it was withdrawn, and why. What it was can still be verified.";
    DONE: "已办。" / "Done.";
}
