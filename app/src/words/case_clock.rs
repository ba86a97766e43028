//! The clock of a request, at the agency's desk and on its person's page; and the calendar by which it runs.

use mingbai_shared::words;

words! {
    TITLE: "答复期限" / "When the answer is due";
    NOT_RECEIVED: "期限从双方确认收到申请之日起算（条例第三十一条）。请先与申请人联系确认，再登记确认的日期。" / "The time runs from the day on which both sides confirm the receipt (Regulations, art. 31). Confirm it with the applicant first, then note the day.";
    RECEIVED_ON: "双方确认收到的日期" / "Day on which both sides confirmed";
    NOTE_RECEIPT: "登记收到" / "Note the receipt";
    NEXT: "登记办理事项" / "Note what happened";
    NEXT_HINT: "只列出法律现在允许的事项，登记前先看对期限的影响。" / "Only what the law allows now is listed; see what it does to the date before you note it.";
    ON: "哪一天发生的（征求意见，以对方收到之日为准）" / "On which day (of a question: the day on which it was received)";
    ON_BETWEEN: "请选{}到今天之间的一天。" / "Choose a day from {} to today.";
    WORKING_DAYS: "延长几个工作日" / "By how many working days";
    WORKING_DAYS_HINT: "1至20个，只能延长一次。" / "1 to 20, once only.";
    WILL_BE: "登记后：" / "Then: ";
    NOTHING_NEXT: "这一天没有可以登记的事项。" / "Nothing can be noted for this day.";
    CHOOSE: "请先选发生了什么。" / "Please choose what happened first.";
    SAVE: "登记" / "Note it";
    SAVED: "已登记，申请人会看到。" / "Noted; the applicant will see it.";
    TAKE_BACK: "撤回最近一项：{}" / "Take back the last: {}";
    TAKEN_BACK: "已撤回。" / "Taken back.";
    RECEIPT: "收到日期" / "the receipt";
    HEAD_EXTENDS: "延长期限由信息公开工作机构负责人登记（条例第三十三条）。" / "Extensions are noted by the head of the information office (Regulations, art. 33).";
    EXTEND_NOT: "不延长：{}" / "Not extended: {}";
    EXTEND_TODAY: "今天延长：{}" / "Extended today: {}";
    EXTEND_TOMORROW: "明天延长：{}" / "Extended tomorrow: {}";
    EXTEND_UNTIL: "最晚{}延长" / "It can be extended until {}";
    CORRECTION: "需要补正的，在这一天前一次告知（条例第三十条）：" / "If something must be corrected, say so, once, by (Regulations, art. 30):";
    MOVED: "{}公布{}年放假安排后，截止日从{}改为{}。" / "{}: with the working days of {} the due date moved from {} to {}.";
    MOVED_TITLE: "截止日的变动" / "How the date moved";
    NOBODY_YET: "机关与您确认收到后，从那一天起算，20个工作日内答复。" / "Once the agency has confirmed the receipt with you, it answers within 20 working days from that day.";
    ADD: "加到手机日历" / "Add to your calendar";
    TAKE_OUT: "把原来的日期从手机日历里取消" / "Cancel the earlier date in your calendar";
    TAKE_OUT_NOTE: "这个日期现在不作数了：要等对方答复。" / "The date no longer stands: an answer is waited for.";
    NOT_ADDED: "这个浏览器没有交出文件，请再试一次，或者记下上面的日期。" / "This browser did not hand over the file; try again, or write down the date above.";
    EVENT: "政府信息公开申请答复截止 {}" / "Answer due: request for information {}";
    EVENT_FILE: "答复期限{}.ics" / "answer-due{}.ics";
    DUE: "截止" / "Due";
    NO_CLOCK: "未起算" / "Not running yet";
    STATED_BETWEEN: "暂定的{}至{}" / "{} to {}, provisional,";
    IF_SILENT: "{}；一直没有答复的话，{}" / "{}; if no answer comes, {}";
    DUE_AT: "截止日{}" / "due on {}";
    DUE_BETWEEN: "截止日暂定{}至{}" / "due between {} and {}, provisional";

    CALENDAR: "放假安排" / "Working days";
    CALENDAR_LEAD: "所有期限都按国务院办公厅公布的放假安排计算，现在公布到{}年。" / "Every clock runs by the notices of the State Council; they reach to the end of {}.";
    CALENDAR_YEAR: "{}年，{}个工作日" / "{}: {} working days";
    CALENDAR_LOAD: "载入一年的放假安排" / "Load the working days of a year";
    CALENDAR_HINT: "照通知写：第一行年份，然后是通知，再一行一个节日，off是放假，work是周末上班。" / "As in the notice: the year on the first line, then the notice, then a line for each festival; off are days off, work are weekend days worked.";
    CALENDAR_PLAN: "放假安排全文" / "The year";
    CALENDAR_NEW: "{}年是新的一年，共{}个工作日。" / "{} is new, with {} working days.";
    CALENDAR_CORRECTS: "{}年已有安排，这是更正，更正后共{}个工作日。" / "{} is known; this corrects it, with {} working days then.";
    CALENDAR_SAME: "与现有的{}年安排相同，不用载入。" / "This is the year {} as it is known.";
    CALENDAR_EXAMPLE: "看最近一年是怎么写的" / "See how the last year is written";
    CALENDAR_DO: "载入，并重新计算所有期限" / "Load it, and count every clock again";
    CALENDAR_SURE: "载入这一年吗？" / "Load this year?";
    CALENDAR_YES: "确认载入" / "Yes, load it";
    CALENDAR_NO: "先不载入" / "Not yet";
    CALENDAR_FOR_EVER: "载入后写入公开记录，不能删除；写错了，再载入一份正确的。" / "It goes into the public record and cannot be removed; a mistake is put right by loading it again.";
    CALENDAR_DONE: "已载入{}年。各机关正在重新计算，变动的日期会写明。" / "The year {} is loaded. Agencies are counting again; each date that moves will say so.";
    CALENDAR_OFF: "放假" / "off";
    CALENDAR_WORK: "上班" / "worked";
    THEN: "；" / "; ";
}
