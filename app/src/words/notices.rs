//! Notices, as whoever they reach reads them.

use mingbai_shared::words;

words! {
    SETTINGS: "通知与推送" / "Notices, on or off";
    TITLE: "通知" / "Notices";
    LEAD: "机关发的是条件，不是名单。是不是给您的，在这台设备上对照您填的情况得出；发的人不知道发给了谁。" / "Agencies send a rule, not a list of people. Whether a notice is for you is worked out on this device from what you filled in; the sender does not know whom it reached.";
    NONE: "现在没有给您的通知。答的问题越多，配得越准。" / "There are no notices for you now. The more you answer, the better they match.";
    ANSWER: "去回答问题" / "Answer questions";
    OFF: "推送已关闭，通知不会再出现。" / "Notices are off: none come up.";
    SWITCH_OFF: "关闭推送" / "Switch notices off";
    SWITCH_ON: "打开推送" / "Switch notices on";
    SWITCHED_OFF: "推送已关闭" / "Notices are off";
    RESIDENT: "给您的" / "For you";
    FIRM: "给企业的" / "For your firm";
    WAITING: "七天内已有三条先出现在首页，这条只列在这里。" / "Three came up on the home page within seven days; this one stands here only.";
    MAYBE: "可能与您有关" / "May concern you";
    RECALLED: "已撤回" / "Recalled";
    RECALLED_FOR: "{}撤回：{}。" / "Recalled on {}: {}.";
    SENT_BY: "{} · {}至{}" / "{} · {} to {}";
    PROOF: "公开记录凭证" / "Proof from the public record";
    SEEN: "知道了" / "Got it";
    BACK: "放回首页" / "Put back";
    SEEN_THIS: "知道了：{}" / "Got it: {}";
    BACK_THIS: "放回首页：{}" / "Put back: {}";
    PUT_AWAY: "已收起：{}" / "Put away: {}";
    MUTE: "不再接收{}的通知" / "No more notices from {}";
    MUTED: "不再接收{}的通知了" / "No more notices from {} will come up";
    HEAR: "重新接收{}的通知" / "Notices from {} again";
    PACKAGE_OPEN: "还有 {} 项要看您没填的" / "{} more depend on what you have not said";
    PACKAGE_LEFT: "没有选上的 {} 项，为什么" / "{} left out, and why";
    PACKAGE_NOT: "另有 {} 项对您不适用。" / "{} more do not apply to you.";
    POLICIES: "讲的政策" / "The policies";
}
