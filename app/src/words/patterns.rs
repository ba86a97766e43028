//! What only components say that no page has yet, and the pattern page itself.

use mingbai_shared::words;

words! {
    TITLE: "组件" / "Patterns";
    LEAD: "每个组件的每种状态。主题随系统，语言和长者版用上面的开关。" / "Every state of every component. The theme is the system’s; language and the larger version are switched above.";
    TAKE_OUT: "去掉" / "Remove";
    TAKE_OUT_THIS: "去掉：{}" / "Remove: {}";
}
