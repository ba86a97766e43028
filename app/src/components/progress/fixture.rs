//! Begun, half way, done.

use super::progress;
use crate::components::say;
use crate::pages::patterns::State;

pub fn states() -> Vec<State> {
    let words = say!("取政策" / "Fetching policies");
    vec![
        State::new(say!("刚开始" / "Begun"), vec![progress("pattern-begun", words, 1, 21).into()]),
        State::new(say!("一半" / "Half way"), vec![progress("pattern-half", words, 12, 21).into()]),
        State::new(say!("完成" / "Done"), vec![progress("pattern-done", words, 21, 21).into()]),
    ]
}
