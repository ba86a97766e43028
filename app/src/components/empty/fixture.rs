//! Both kinds of emptiness.

use super::{empty, empty_with};
use crate::components::button::{Kind, button_link};
use crate::components::say;
use crate::pages::patterns::State;

pub fn states() -> Vec<State> {
    let ask = button_link(Kind::Main, "/request", say!("向机关申请公开" / "Ask an agency for it"));
    vec![
        State::new(say!("只说明" / "Words alone"), vec![empty(say!("还没有申请。" / "No requests yet.")).into()]),
        State::new(
            say!("说明和下一步" / "Words and what to do"),
            vec![empty_with(say!("没有找到，已查 21 件文件。" / "Not found; 21 documents were searched."), ask)],
        ),
    ]
}
