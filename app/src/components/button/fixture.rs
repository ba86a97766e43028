//! Every state of buttons.

use leptos::prelude::*;

use super::{Kind, actions, button, button_link, submit};
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{classed, el, live};

pub fn states() -> Vec<State> {
    let pressed = RwSignal::new(0_usize);
    let press = move || pressed.update(|count| *count += 1);
    let kinds = actions()
        .child(button(Kind::Main, say!("下一步" / "Next"), press))
        .child(button(Kind::Quiet, say!("上一步" / "Back"), press))
        .child(button(Kind::Danger, say!("清空" / "Wipe"), press))
        .child(button(Kind::Bare, say!("以后再说" / "Not now"), press))
        .child(button_link(Kind::Quiet, "/policies", say!("看政策列表" / "List of policies")));
    let count = el("output").attr("data-testid", "pressed").child(live(move || pressed.get().to_string()));
    let chosen = actions()
        .child(button(Kind::Quiet, "中文", press).attr("aria-pressed", "true").attr("lang", "zh-CN"))
        .child(button(Kind::Quiet, "English", press).attr("aria-pressed", "false").attr("lang", "en"));
    let unavailable = actions().child(
        button(Kind::Main, say!("字大" / "Larger"), || ())
            .attr("aria-disabled", "true")
            .attr("aria-describedby", "largest"),
    );
    let why = classed("p", "note").attr("id", "largest").child(say!("已经最大。" / "This is the largest."));
    let form = el("form")
        .on("submit", move |event| {
            event.prevent_default();
            press();
        })
        .child(submit(Kind::Main, say!("确定" / "Done")));
    vec![
        State::new(say!("四种" / "Four kinds"), vec![kinds.into(), count.into()]),
        State::new(say!("选中与否" / "Chosen or not"), vec![chosen.into()]),
        State::new(say!("现在不能用，并说明原因" / "Unavailable, and why"), vec![unavailable.into(), why.into()]),
        State::new(say!("提交一张表" / "Sends a form"), vec![form.into()]),
    ]
}
