//! Three tabs.

use super::tabs;
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::el;

pub fn states() -> Vec<State> {
    let names = vec![say!("旧" / "Old"), say!("新" / "New"), say!("变化" / "Changes")];
    let panel = |at: usize| {
        let texts =
            [say!("旧的条文" / "The old text"), say!("新的条文" / "The new text"), say!("改了什么" / "What changed")];
        el("p").child(texts.get(at).copied()).into()
    };
    vec![State::new(
        say!("三个视角" / "Three views"),
        vec![tabs("pattern-tabs", say!("版本" / "Versions"), names, panel)],
    )]
}
