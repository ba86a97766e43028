//! 市民主页, 企业专属网页 and the list of policies, as the app and the pages without WASM say them.

use crate::words;

words! {
    SAMPLE: "示例" / "Sample";
    TITLE_RESIDENT: "市民主页" / "My home page";
    TITLE_FIRM: "企业专属网页" / "My firm’s page";
    ON_DEVICE: "资料存在本机" / "your answers stay on this device";
    UPDATED: "已更新 {}" / "updated {}";
    READ_LAST: "离线，上次更新 {}" / "offline, last updated {}";
    READ_NEVER: "离线，还没有更新过" / "offline, never updated";

    WELCOME: "回答几个问题，就知道哪些政策与您有关、为什么。不用注册，答案只存在这台设备上。" / "Answer a few questions to see which policies concern you, and why. No registration; your answers stay on this device.";
    WELCOME_FIRM: "回答几个问题，就知道哪些政策与企业有关、为什么。不用注册，答案只存在这台设备上。" / "Answer a few questions to see which policies concern your firm, and why. No registration; your answers stay on this device.";
    EXAMPLES: "先看三个例子" / "Three examples";
    WHO: "谁可以享受：{}" / "For whom: {}";

    AUTOMATIC: "不用办，已可享受" / "Yours already, nothing to do";
    APPLY: "可以申请" / "You can apply";
    NEW: "新发布" / "Newly published";
    QUESTION: "回答 1 题，可确定 {} 项" / "One answer can settle {} policies";
    QUESTION_ONE: "回答 1 题，可确定 1 项" / "One answer can settle 1 policy";
    NO_LONGER: "从{}起不再符合" / "No longer from {}";
    QUESTION_NEARER: "再回答几题，就能确定" / "A few more answers settle it";
    WHY_ASKED: "为什么问：{}等 {} 项都看这一条。答案不会离开手机。" / "Why we ask: {} and others, {} in all, depend on it. The answer never leaves your device.";
    WHY_ASKED_ONE: "为什么问：{}看这一条。答案不会离开手机。" / "Why we ask: {} depends on it. The answer never leaves your device.";
    LATER: "以后再说" / "Not now";
    NO_QUESTION_PUT_OFF: "还有您说以后再答的问题，" / "There are questions that you put off: ";
    ASK_AGAIN: "现在回答" / "answer them now";
    NONE_YET: "按您说的，现在还没有。" / "None by what you have said so far.";
    NOTICES: "给您的通知" / "Notices for you";
    PACKAGE_OF: "政策礼包 {} 项 · " / "Package of {} policies · ";
    ALL_NOTICES: "全部通知，或关闭推送" / "All notices, or switch them off";
    NOTICES_OFF: "推送已关闭，可在这里打开" / "Notices are off: switch them on here";
    REMINDERS: "提醒" / "Reminders";
    ALL_REMINDERS: "全部提醒，加到日历" / "All reminders, and into my calendar";
    NOT_FOR_YOU: "另有 {} 项不符合，看看差在哪里" / "{} more do not apply: see what is missing";

    NONE: "没有" / "None";
    ADD: "添加一位" / "Add one";
    REMOVE: "去掉" / "Remove";
    DONE: "确定" / "Done";
    NTH_BIRTHDAY: "第 {} 位的出生日期" / "Date of birth, number {}";
    STILL: "{}现在仍按原来的算。" / "{} What you said before still counts.";

    POLICIES: "政策" / "Policies";
    ALL_POLICIES: "全部政策" / "All policies";
    FILTER: "输入词语，查标题和正文" / "Type words of the title or the text";
    FOUND: "共 {} 件" / "{} documents";
    FOUND_OF: "找到 {} 件，共 {} 件" / "{} found of {}";
    NOTHING_FOUND: "没有找到“{}”，已查 {} 件文件的标题和正文。" / "“{}” was not found; titles and texts of {} documents were searched.";
    ASK_FOR_IT: "向机关申请公开" / "Ask an agency for it";
    NO_RECORD: "这台设备上还没有政策。联网后会自动取来，取来后离线也能看。" / "There are no policies on this device yet. They come once you are online, and stay for reading offline.";
    ALL_OF: "全部 {} 项" / "All {}";
    DUE_DATES: "时限计算：哪天到期，为什么" / "Work out a due date, and why";
    CALL: "打电话问：" / "Call: ";
}
