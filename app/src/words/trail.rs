//! The audit trail.

use mingbai_shared::words;

words! {
    TITLE: "审计记录" / "Audit trail";
    LEAD: "谁、什么时候、对什么、做了什么、为了什么。只能增加，不能改、不能删；您这次查看也会记下。" / "Who did what to which object, when and what for. Lines are only added, never changed or removed; that you look is a line too.";
    AGENCY: "机关" / "Agency";
    NOT_ALLOWED: "这一页给审计员、信息公开工作机构负责人和区政府办公室用。您现在的登录身份不能看。" / "This page is for auditors, heads of information offices and the district’s office. Your sign-in does not open it.";
    EMPTY: "还没有记录。" / "No lines yet.";
    COUNT: "共 {} 条，下面是最近的 {} 条" / "{} lines, the last {} of them below";
    NUMBER: "序号" / "No.";
    AT: "时间" / "When";
    WHO: "谁" / "Who";
    ACT: "做什么" / "What";
    ON: "对象" / "Object";
    WHY: "目的" / "Purpose";
    OUTCOME: "结果" / "Outcome";
    NOBODY: "未登录" / "nobody signed in";
    DONE: "已办" / "done";
    REFUSED: "已拒绝（{}）" / "refused ({})";
    EXPORT: "导出全部" / "Export all";
    FILE: "审计记录-{}-{}.jsonl" / "trail-{}-{}.jsonl";
    VERIFY: "导出的文件任何人都能核对：mingbai trail verify 文件名" / "Anyone can check the exported file: mingbai trail verify FILE";
    LOOK: "查看" / "Show";
}
