//! Due dates: what is left, the strip of days, how a date came about, and the page that works one out.

use mingbai_shared::words;

words! {
    TITLE: "时限计算" / "Work out a due date";
    LEAD: "选一项期限，写上起算日，就知道哪天到期、每一天为什么算或不算。就在这台设备上算，离线也能用。" / "Choose a limit and the day it runs from: you see when it is due, and why each day counts or does not. It is worked out on this device, offline too.";
    STRANGE: "地址里有 {} 处看不懂，没有用上。" / "Parts of the address that were not understood and left out: {}.";
    RULE: "算哪一项期限" / "Which limit";
    CHOOSE: "请选择" / "Choose";
    TIME_HINT: "北京时间，写到分钟。" / "The time in Shanghai, to the minute.";
    BASIS: "申请怎么提交的" / "How the application came";
    BASIS_HINT: "哪天算收到，要看怎么提交（条例第31条）。" / "It decides which day counts as the day of receipt (Regulations art. 31).";
    BASIS_NONE: "没有写明" / "Not said";
    IN_PERSON: "当面提交" / "At the counter";
    SIGNED_MAIL: "邮寄并签收" / "By mail, signed for";
    ORDINARY_MAIL: "平常信函" / "By ordinary mail";
    ONLINE: "互联网" / "Online";
    FAX: "传真" / "By fax";

    EVENTS: "办理中发生的事" / "What happened on the way";
    EVENTS_HINT: "补正、征求意见、收费、延长，会改变截止日。没有就不用填。" / "A correction, a consultation, a fee or an extension changes the due date. Leave it empty if there was none.";
    EVENT: "发生了什么" / "What happened";
    EVENT_ON: "哪一天" / "On which day";
    EVENT_DAYS: "延长几个工作日" / "By how many working days";
    EVENT_DAYS_HINT: "1 到 20 个（条例第33条）。" / "1 to 20 (Regulations art. 33).";
    EVENT_MISSING: "请选发生了什么。" / "Choose what happened.";
    EVENT_ON_MISSING: "请写哪一天。" / "Give the day.";
    EXTENDED: "{}：{} {}个工作日" / "{}: {} by {} working days";
    HAPPENED: "{}：{}" / "{}: {}";
    ADD: "加上这件事" / "Add it";
    REMOVE: "去掉" / "Remove";
    REMOVE_THIS: "去掉：{}" / "Remove: {}";
    REMOVED: "已去掉：{}" / "Removed: {}";
    START_OVER: "从头算" / "Start over";

    RESULT: "结果" / "Result";
    RESULT_LATER: "选好期限、写上起算日，结果就在这里。" / "Choose a limit and give its start: the result appears here.";
    REFUSED: "按这些情况算不出截止日" / "There is no due date for this";
    KEPT: "写下的都还在，改一改就重新算。" / "What you wrote is kept; change it and it is worked out again.";

    EXAMPLE_PLAIN: "当面提交，遇上春节" / "At the counter, over the Spring Festival";
    EXAMPLE_PLAIN_NOTE: "2026年2月2日收到申请，中间放假，两个周六调休上班。" / "Received on 2 February 2026; a holiday lies between, and two Saturdays are worked.";
    EXAMPLE_PAUSED: "征求第三方意见，又延长 10 个工作日" / "A third party is asked, and 10 working days are added";
    EXAMPLE_PAUSED_NOTE: "2026年1月5日收到，等第三方的时间不算。" / "Received on 5 January 2026; the time of waiting is left out.";
    EXAMPLE_PROVISIONAL: "跨到下一年，放假安排还没公布" / "Into a year whose holidays are not published yet";
    EXAMPLE_PROVISIONAL_NOTE: "2026年12月7日收到，截止日只能暂定一个范围。" / "Received on 7 December 2026; the due date is a range for now.";

    DUE: "截止日" / "Due";
    DUE_AT: "截止时间（北京时间）" / "Due, time in Shanghai";
    DUE_AT_LEAST: "最早到这一天结束" / "Ends on this day at the earliest";
    TO: " 至 " / " to ";
    DUE_TODAY: "今天到期" / "due today";
    ONE_DAY_LEFT: "还有 1 个工作日" / "1 working day left";
    DAYS_LEFT: "还有 {} 个工作日" / "{} working days left";
    NO_DAY_LEFT: "之前没有工作日了" / "no working day before it";
    DAYS_AT_LEAST: "至少还有 {} 个工作日" / "at least {} working days left";
    OVER: "刚过" / "just over";
    ONE_DAY_OVER: "已过 1 个工作日" / "overdue by 1 working day";
    DAYS_OVER: "已过 {} 个工作日" / "overdue by {} working days";
    MAY_END: "已满，可以结束" / "has lasted long enough";
    PROVISIONAL: "暂定" / "provisional";
    WHY_PROVISIONAL: "放假安排还没公布，公布后会重新计算。" / "The holidays are not published yet; it is worked out again once they are.";

    WAIT_THIRD_PARTY: "等待第三方的意见" / "Waiting for the third party";
    WAIT_ORGAN: "等待其他机关的意见" / "Waiting for the other organ";
    WAIT_CO_MAKER: "等待共同制作机关的意见" / "Waiting for the co-maker";
    WAIT_CORRECTION: "等待补正后的申请" / "Waiting for the corrected application";
    WAIT_FEE: "等待缴纳信息处理费" / "Waiting for the fee";
    WAIT_REASON: "等待申请人的理由" / "Waiting for the applicant’s reasons";
    SINCE: "从{}起。" / "Since {}.";
    REPLY_BY: "对方最晚{}答复。" / " The answer is due by {}.";
    NO_END: "收到后才知道截止日。" / " The due date is known once it is in.";
    IF_SILENT: "一直没有答复的话，截止日是" / "If no answer comes, it is due";

    HOW: "怎么算出来的" / "How it was worked out";
    NOTICES: "放假安排按这些通知" / "Holidays by these notices";
    NOTICE_OF: "{} 的通知" / "Notice of {}";
    ARTICLES: "依据" / "Legal basis";
    PRINT: "打印" / "Print";
    DOWNLOAD: "下载计算依据" / "Download the proof";
    DOWNLOAD_NOTE: "任何人都能用“明白”的命令行工具独立核对下载的文件：mingbai deadline --check 文件名" / "Anyone can check the file by itself with Mingbai’s command line: mingbai deadline --check FILE";
    NOT_DOWNLOADED: "没有存下，请再试一次。" / "It could not be saved; try again.";
    FILE: "时限-{}-{}.json" / "due-date-{}-{}.json";
    LEAVES: "（另一个网站）" / " (another site)";

    GRID: "{}至{}，一天一格" / "{} to {}, a day a cell";
    HINT: "点任意一天，看算不算、为什么。" / "Press any day to see whether it counts, and why.";
    LEGEND: "图例" / "Marks";
    OFF: "休" / "off";
    FOLDED_COUNTED: "{}至{}，每天都算" / "{} to {}: every day counts";
    FOLDED_LEFT_OUT: "{}至{}，都不算" / "{} to {}: none counts";
    FOLDED_UNKNOWN: "{}至{}，还没公布" / "{} to {}: not published yet";
    SIGN_START: "起算日，不算" / "start, not counted";
    SIGN_COUNTED: "工作日，第几个" / "counted, its number";
    SIGN_COUNTED_CALM: "算，休息日也算" / "counted, rest days too";
    SIGN_MAKE_UP: "调休上班，算" / "worked weekend, counted";
    SIGN_WEEKEND: "周末，不算" / "weekend, not counted";
    SIGN_HOLIDAY: "放假，不算" / "holiday, not counted";
    SIGN_PAUSED: "等答复，不算" / "paused, not counted";
    SIGN_VOID: "作废，要重新算" / "void, counted anew later";
    SIGN_RESTART: "从次日重新算" / "begins anew next day";
    SIGN_MOVED: "遇休息日，顺延" / "moved off rest days";
    SIGN_UNKNOWN: "放假还没公布" / "not published yet";
    SIGN_EVENT: "这一天有事" / "something happened";
    SIGN_AT_LEAST: "最早到这天结束" / "ends then at the earliest";
    SIGN_DUE: "截止日" / "due";
    SIGN_PERHAPS: "可能的截止日" / "perhaps due";
    SIGN_TODAY: "今天" / "today";
}
