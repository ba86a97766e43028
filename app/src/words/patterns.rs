//! What only components say that no page has yet, and the pattern page itself.

use mingbai_shared::words;

words! {
    TITLE: "组件" / "Patterns";
    LEAD: "每个组件的每种状态。主题随系统，语言和长者版用上面的开关。" / "Every state of every component. The theme is the system’s; language and large print are switched above.";
    DUE_TODAY: "今天到期" / "due today";
    DAYS_LEFT: "还有 {} 个工作日" / "{} working days left";
    DAYS_OVER: "已过 {} 个工作日" / "{} working days over";
    PROVISIONAL: "暂定" / "provisional";
    TAKE_OUT: "去掉" / "Remove";
    TAKE_OUT_THIS: "去掉：{}" / "Remove: {}";
}
