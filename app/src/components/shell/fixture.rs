//! The head of a page; bar, places and side bar stand around this page itself.

use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{classed, el};

pub fn states() -> Vec<State> {
    let head =
        classed("header", "page-head")
            .child(classed("p", "dateline").child(say!(
                "11月24日（周二） · 资料存在本机" / "24 November (Tue) · your answers stay on this device"
            )))
            .child(el("p").child(say!("市民主页" / "My home page")))
            .child(classed("p", "lead").child(say!("不用注册。" / "No registration.")));
    vec![State::new(say!("页首" / "Head of a page"), vec![el("div").child(head).into()])]
}
