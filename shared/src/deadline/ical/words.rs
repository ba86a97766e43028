//! What a calendar shows beside the proof.

crate::words! {
    NAME: "明白：到期日" / "Mingbai: due dates";
    LANGUAGE: "ZH" / "EN";
    TENTATIVE: "{}（暂定）" / "{} (provisional)";
    IF_SILENT: "{}（若一直不答复）" / "{} (if no answer comes)";
    IF_SILENT_TENTATIVE: "{}（若一直不答复，暂定）" / "{} (if no answer comes, provisional)";
    OVER: "{}（已结束）" / "{} (over)";
    PAUSED: "{}（已暂停）" / "{} (paused)";
    NOTHING_DUE: "这件事已经办结或者撤回，不再到期。" / "This matter is over or withdrawn. Nothing is due any more.";
    PAGE: "查看：{}" / "See {}";
    IN_TWO_DAYS: "再过2个工作日到期：{}" / "Due in 2 working days: {}";
    SOON: "快到期：{}" / "Due soon: {}";
    TODAY: "今天到期：{}" / "Due today: {}";
    MAY_END_IN_TWO_DAYS: "再过2个工作日可以结束：{}" / "May end in 2 working days: {}";
    MAY_END_SOON: "快可以结束：{}" / "May end soon: {}";
    MAY_END_TODAY: "今天过后可以结束：{}" / "May end after today: {}";
    IN_AN_HOUR: "还有1小时到期：{}" / "Due in an hour: {}";
    NOW: "现在到期：{}" / "Due now: {}";
}
