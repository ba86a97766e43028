//! Finding what stands in the texts, as the app and the pages without WASM say it.

use crate::words;

words! {
    FOUND: "{} 件里找到 {} 处" / "Found in {} documents, {} places";
    FOUND_MORE: "{} 件里找到 {} 处，先列 {} 处；再加词语可以缩小范围" / "Found in {} documents, {} places; the first {} are listed. More words narrow it down";
    NOTHING: "没有找到“{}”，已逐字查过本机的 {} 件文件（更新于{}）。" / "“{}” was not found; {} documents on this device were searched word by word (as of {}).";
    NOTHING_AT_ALL: "没有找到“{}”，已逐字查过全部 {} 件文件。" / "“{}” was not found; all {} documents were searched word by word.";
    NOTHING_FILTERED: "按现在的筛选没有找到“{}”。" / "“{}” was not found with these filters.";
    NO_FILTER: "不筛选" / "No filters";
    FILTERS: "筛选" / "Filters";
    FILTERED: "筛选（{} 项）" / "Filters ({})";
    AGENCY: "机关" / "Agency";
    TOPIC: "主题" / "Subject";
    ANY: "全部" / "All";
    IN_FORCE: "只查今天有效的" / "Only what is in force today";
    ISSUED_FROM: "从哪一天起发布的" / "Issued from";
    ISSUED_TO: "到哪一天为止发布的" / "Issued until";
    FRONT: "标题" / "Title";
    CLOSING: "落款" / "Signature";
    POINT: "要点" / "Key point";
    TERM: "术语" / "Term";
    QUESTION: "问答" / "Question";
    STANDARD: "执行" / "Carrying out";
    OFFER: "能得到什么" / "What it gives";
    CONTACT: "咨询" / "Whom to ask";
    WITHIN: "要找的词语" / "Words to find";
    PLACES: "找到 {} 处" / "{} places";
    WITHOUT: "这个浏览器不能在这里查找，请用浏览器自己的“在页面中查找”。" / "This browser cannot search here; please use its own “Find in page”.";
    TOO_LONG: "要找的话太长：最多 200 个字。请留下要紧的几个词。" / "That is too long to look for: at most 200 characters. Please keep the words that matter.";
    HOW: "几个词之间用空格；要一字不差，用引号，如“老年综合津贴”。" / "Words are separated by spaces; quotation marks look for exactly what is in them.";
}
