//! The versions of a document, and what changed between them.

use mingbai_shared::words;

words! {
    VERSIONS: "各个版本" / "Versions";
    NEVER: "没有施行就被后来的版本代替" / "replaced before it came into force";
    NOW: "现行" / "in force";
    LATER: "将施行" / "coming";
    PUBLISHED: "{}发布" / "published {}";
    READ_IT: "看全文" / "Read it";
    COMPARE: "这一版改了什么" / "What it changed";
    COMPARED: "{}施行的版本，与前一版相比" / "The version of {}, beside the one before";
    NOT_HERE: "这一版还没有存到本机。" / "This version is not on this device yet.";
    FETCH: "取来这一版" / "Fetch this version";
    FETCH_FAILED: "没有取到。请联网后再试。" / "It could not be fetched. Please try again once you are online.";
    COMPARING: "正在比较…" / "Comparing…";
    COUNT_CHANGED: "改了 {} 处" / "{} changed";
    COUNT_ADDED: "增加 {} 处" / "{} added";
    COUNT_REMOVED: "删去 {} 处" / "{} removed";
    COUNT_SAME: "{} 处没有变" / "{} unchanged";
    COUNT_RENUMBERED: "其中 {} 条只改了条号" / "of which {} only have another number";
    COUNT_BETWEEN: "，" / ", ";
    COUNT_END: "。" / ".";
    NO_CHANGE: "正文没有变化，改的是解读。" / "The text is the same; the interpretation changed.";
    SHOW: "怎样显示" / "How to show it";
    MERGED: "合在一起" / "Merged";
    BESIDE: "左右对照" / "Side by side";
    ONLY_CHANGES: "只看变化" / "Only changes";
    WAS: "{}（原{}）" / "{} (was {})";
    ADDED: "增加" / "Added";
    REMOVED: "删去" / "Removed";
    CHANGED: "修改" / "Changed";
    RENUMBERED: "只改了条号" / "Only another number";
    MOVED: "换了位置" / "Moved";
    OLD: "原来" / "Before";
    NEW: "现在" / "After";
    UNIT_TITLE: "标题" / "Title";
    UNIT_PREAMBLE: "开头" / "Opening";
    UNIT_HEADING: "章节名" / "Heading";
    UNIT_CLOSING: "落款" / "Signature";
    NONE_ON_DAY: "{}还没有这份文件的任何版本。" / "No version of this document was in force on {}.";
}
