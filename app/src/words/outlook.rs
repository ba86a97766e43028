//! 时限: what is due at an agency, and what another calendar would move.

use mingbai_shared::words;

words! {
    TITLE: "时限" / "Due dates";
    LEAD: "{}，{}的情况，在这台设备上按放假安排算的。" / "{}, as of {}: worked out on this device by the working days as they are known.";
    NO_CLOCKS: "算期限的部分还没有取到本机，请联网打开一次。" / "The part that works out dates is not on this device yet; open this page once online.";
    WITHIN: "往后看多久" / "How far ahead";
    WITHIN_5: "5个工作日" / "5 working days";
    WITHIN_10: "10个工作日" / "10 working days";
    WITHIN_20: "20个工作日" / "20 working days";
    OVERDUE: "已超期" / "Overdue";
    TODAY: "今天到期" / "Due today";
    SOON: "快到期" / "Due soon";
    WAITING: "暂停，等待答复" / "Paused, waiting for an answer";
    NOT_RUNNING: "还没有登记收到" / "Receipt not noted yet";
    REFUSED: "算不出截止日" / "Without a date";
    LATER: "另有 {} 件，到期还早。" / "{} more, due later.";
    NOTHING: "没有超期的，这段时间里也没有到期的。" / "Nothing is overdue, and nothing falls due so soon.";
    WHAT_IF: "如果放假安排这样公布，哪些截止日会变" / "If the working days come out like this, which dates move";
    WHAT_IF_NOTE: "只在这一页算，不会载入，也不会发给别人。" / "Worked out on this page only: nothing is loaded, and nobody sees it.";
    MOVES: "{}年这样安排，{} 件的截止日会变" / "With {} like this, {} dates move";
    MOVES_NOTHING: "{}年这样安排，没有一件的截止日会变。" / "With {} like this, no date moves.";
    NOW: "现在" / "Now";
    THEN: "到时" / "Then";
    HOW: "怎么变" / "How";
    CERTAIN: "确定了" / "Certain";
    OUTSIDE: "不在暂定的范围里" / "Outside of the range";
    EARLIER: "提前" / "Earlier";
    LATER_DAY: "推后" / "Later";
    OTHER: "其他变化" / "Otherwise";
}
