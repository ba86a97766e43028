//! A short group, and one that is folded after five.

use super::group;
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{View, classed, el, link};
use crate::words::fill;

pub fn states() -> Vec<State> {
    let rows = |many: usize| -> Vec<View> {
        let row = |number: usize| {
            let words = fill(say!("示例文件 {}" / "Sample document {}"), &[&number.to_string()]);
            let note = classed("span", "row-note").child(say!("示例机关 · 11月24日" / "Sample agency · 24 November"));
            el("li").child(link("", "/policies", classed("span", "row-title").child(words)).child(note)).into()
        };
        (1..=many).map(row).collect()
    };
    vec![
        State::new(
            say!("两项" / "Two"),
            vec![group("pattern-two", say!("提醒" / "Reminders"), rows(2), "rows").into()],
        ),
        State::new(
            say!("七项，先五项" / "Seven, five at first"),
            vec![group("pattern-seven", say!("新发布" / "Newly published"), rows(7), "rows").into()],
        ),
    ]
}
