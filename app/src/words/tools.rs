//! What one does with a document while reading: listen, set the type, mark, look for words, print, keep, share.

use mingbai_shared::words;

words! {
    TOOLS: "阅读工具" / "Reading tools";
    LISTEN: "听" / "Listen";
    STOP: "停" / "Stop";
    LISTEN_HERE: "从这里读" / "Read from here";
    STOP_READING: "停止朗读" / "Stop reading aloud";
    TYPE: "字" / "Type";
    TYPE_TITLE: "字和行" / "Type and lines";
    MARK: "记" / "Notes";
    MARK_TITLE: "书签和笔记" / "Bookmarks and notes";
    FIND: "搜" / "Find";
    FIND_TITLE: "在这份文件里查找" / "Find in this document";
    MORE: "更多" / "More";
    MORE_TITLE: "打印、保存、分享" / "Print, keep, share";
    CLOSE: "关闭" / "Close";

    SIZE: "字号" / "Size";
    SIZE_0: "标准" / "Standard";
    SIZE_1: "大" / "Large";
    SIZE_2: "特大" / "Larger";
    LINES: "行距" / "Space between lines";
    LINES_0: "标准" / "Standard";
    LINES_1: "宽" / "Wide";
    LINES_2: "更宽" / "Wider";
    COLOURS: "颜色" / "Colours";
    COLOURS_0: "随设备" / "As the device";
    COLOURS_1: "浅色" / "Light";
    COLOURS_2: "深色" / "Dark";
    CONTRAST: "对比" / "Contrast";
    CONTRAST_0: "随设备" / "As the device";
    CONTRAST_1: "强" / "High";
    PACE: "朗读快慢" / "Speed of reading aloud";
    PACE_0: "慢" / "Slow";
    PACE_1: "正常" / "Normal";
    PACE_2: "快" / "Fast";

    KEPT_HERE: "只存在这台设备上；文件修订后会自动找到新的位置。" / "Kept on this device only; after an amendment they find their new place.";
    NO_NOTES: "还没有书签和笔记。选中原文里的一段话，就可以标记或写笔记。" / "No bookmarks or notes yet. Select some words of the text to mark them or write about them.";
    BOOKMARK: "给正在看的这一条加书签：{}" / "Bookmark the article in view: {}";
    MARK_WORDS: "标记" / "Mark";
    WRITE_NOTE: "写笔记" / "Write a note";
    SHARE_WORDS: "分享这段" / "Share";
    COPY_WORDS: "复制这段" / "Copy";
    YOUR_NOTE: "您的笔记" / "Your note";
    DELETE: "删去" / "Remove";
    DELETED: "已删去一条笔记。" / "One note was removed.";
    CHANGED: "{}的文字已经改了，这是您标记时的话。" / "The words of {} have changed; these are as you marked them.";
    GONE: "这一条已经删去，这是您标记时的话。" / "The article was removed; these are the words as you marked them.";
    MARKED: "已标记，在“记”里可以看到。" / "Marked; find it under “Notes”.";
    NOT_ONE_ARTICLE: "请在原文的一条里选一段话。" / "Please select words within one article of the text.";
    NOT_KEPT: "没有存下。请再试一次。" / "It was not kept. Please try again.";

    PICTURE: "一图读懂" / "At a glance";
    PICTURE_KEEP: "存下这张图" / "Keep this picture";
    PRINT: "打印，或存为 PDF" / "Print, or keep as PDF";
    KEEP_FILE: "存为一个文件（网页）" / "Keep as one file (web page)";
    SHARE: "分享这份文件" / "Share this document";
    COPY: "复制文件的地址" / "Copy the address";
    COPIED: "已复制。" / "Copied.";
    NOT_COPIED: "没有复制成功。请长按地址栏复制。" / "It could not be copied. Please copy it from the address bar.";
    KEPT_AS: "已存为“{}”。" / "Kept as “{}”.";
    ON_DEVICE: "这份文件（{}）已在这台设备上，离线也能读。全部 {} 件都在。" / "This document ({}) is on this device and can be read offline, as can all {}.";
    QUOTED: "“{}”\n——{} {}" / "“{}”\n— {}, {}";
}
