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
    WAKE: "有新消息时提醒我" / "Tell me when there is something new";
    WAKE_NOTE: "提醒只说有新消息，从不说是什么。在内地，Chrome 的提醒服务可能到不了；每次打开明白，它都会自己查看。" / "You are only told that there is something new, never what. In mainland China Chrome’s service may not reach you; Mingbai looks by itself whenever you open it.";
    WAKE_ON: "有新消息时提醒我这台设备" / "Tell me on this device";
    WAKE_OFF: "不再提醒这台设备" / "No more on this device";
    WAKE_IS_ON: "这台设备会收到提醒：一天最多三次，夜里不响。" / "This device is told: three times a day at most, and never at night.";
    WAKE_SWITCHED_ON: "提醒已打开。" / "This device will be told.";
    WAKE_SWITCHED_OFF: "这台设备不会再收到提醒。" / "This device is not told any more.";
    WAKE_ALL_OFF: "推送已关闭，这台设备也不会收到提醒。" / "Notices are off, and this device is not told of anything new.";
    WAKE_UNANSWERED: "没有打开，可以再试一次。" / "It was not switched on. You can try again.";
    WAKE_DENIED: "浏览器没有允许本站发提醒，要改请到浏览器的网站设置里。" / "The browser does not let this site notify you; you can change that in its settings for this site.";
    WAKE_MISSING: "这里收不到提醒。iPhone 上请先把明白添加到主屏幕，再从那里打开。" / "There are no notifications here. On an iPhone, add Mingbai to the home screen first and open it from there.";
    WAKE_NO_SERVICE: "浏览器连不上它的推送服务，没有打开。明白每次打开时仍会自己查看。" / "The browser cannot reach its push service, so nothing was switched on. Mingbai still looks whenever you open it.";
    WAKE_OFFLINE: "联网后，可以在这里打开提醒。" / "You can switch this on here once you are online.";
    WAKE_SIGNED_OUT: "要让这台设备收到提醒，请先以市民或企业身份登录。" / "To be told on this device, sign in first as a resident or a firm.";
    WAKE_SIGN_IN: "去登录" / "Sign in";
    WAKE_CHANNELS: "短信和微信由运营方发送，发到它为您掌握的手机号；是哪个号码，明白不知道。" / "The operator sends SMS and WeChat messages, to the number that it holds for you; Mingbai does not know which.";
    WAKE_CHANNELS_OFFLINE: "短信或微信的提醒，要联网才能打开或关闭。" / "You need a network to switch reminders by SMS or WeChat on or off.";
    WAKE_SMS: "用短信提醒我" / "Tell me by SMS";
    WAKE_NO_SMS: "不再用短信提醒我" / "No more by SMS";
    WAKE_WECHAT: "用微信提醒我" / "Tell me by WeChat";
    WAKE_NO_WECHAT: "不再用微信提醒我" / "No more by WeChat";
}
