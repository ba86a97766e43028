//! A button with a tooltip.

use super::tooltip;
use crate::components::button::{Kind, button};
use crate::components::say;
use crate::pages::patterns::State;

pub fn states() -> Vec<State> {
    let control = button(Kind::Quiet, say!("11月30日" / "30 November"), || ());
    vec![State::new(
        say!("指着或聚焦时" / "On hover or focus"),
        vec![tooltip("pattern-tooltip", control, say!("周一，算工作日" / "Monday, a working day")).into()],
    )]
}
