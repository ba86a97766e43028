//! 办事提醒.

use mingbai_shared::words;

words! {
    TITLE: "办事提醒" / "Reminders";
    LEAD: "按您说过的情况和政策的日期，在这台设备上算出，不发给任何人。" / "Worked out on this device from what you have said and the policies’ dates, and sent to nobody.";
    RESIDENT: "与您有关" / "For you";
    FIRM: "与企业有关" / "For your firm";
    NONE: "接下来半年没有要提醒的。答的问题越多，提醒越全。" / "Nothing to remind you of in the next half year. The more you answer, the more complete this is.";
    NONE_LEFT: "都收起来了。" / "All are put away.";
    ANSWER: "去回答问题" / "Answer questions";
    SEEN: "知道了" / "Got it";
    SEEN_THIS: "知道了：{}" / "Got it: {}";
    NAMED: "{}：{}" / "{}: {}";
    PUT_AWAY: "已收起：{}" / "Put away: {}";
    SEEN_BEFORE: "已收起的 {} 条" / "{} put away";
    BACK: "放回去" / "Put back";
    BACK_THIS: "放回去：{}" / "Put back: {}";
    REQUESTS: "我的申请" / "My requests";
    ADD: "加到日历" / "Add to my calendar";
    ADD_NOTE: "日历里只写政策和日期，不写您填的内容；但从政策和日期可能看得出年龄等情况，共用的日历请留意。情况变了，请再加一次，旧的请自行删除。" / "The calendar gets policies and dates, not what you filled in; an age may still show from them, so mind calendars that you share. When something changes, add them again and delete the old ones.";
    ADDED: "日历文件已存下，打开它就能添加。" / "The calendar file was saved: open it to add the dates.";
    NOT_ADDED: "浏览器没有收下日历文件。请换一个浏览器再试。" / "The browser did not take the calendar file. Please try another browser.";
    FILE: "办事提醒.ics" / "reminders.ics";
}
