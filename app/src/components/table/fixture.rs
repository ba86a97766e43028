//! A table of two rows.

use super::{Row, table};
use crate::components::say;
use crate::pages::patterns::State;
use crate::words::staff;

pub fn states() -> Vec<State> {
    let row = |number: &str, wanted: &str| Row {
        testid: "pattern-row",
        cells: vec![number.to_owned().into(), wanted.to_owned().into()],
    };
    let rows = vec![
        row(
            "〔2026〕第1号-收件",
            say!("示例：2025年老年综合津贴的发放人数" / "Sample: how many received the allowance in 2025"),
        ),
        row("〔2026〕第2号-收件", say!("示例：人才公寓的申请数" / "Sample: applications for talent apartments")),
    ];
    let caption = say!("收到的申请，共 2 件" / "Incoming requests, 2 in all").to_owned();
    vec![State::new(
        say!("宽时是表，窄时是卡" / "A table, or cards"),
        vec![table(caption, &[staff::NUMBER, staff::WANTED], rows).into()],
    )]
}
