//! The foot of a printed page, shown on the screen for once.

use super::printed_foot;
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::classed;

pub fn states() -> Vec<State> {
    let foot = classed("div", "print-shown").child(printed_foot("/d/elderly-allowance"));
    vec![State::new(say!("只在纸上" / "On paper only"), vec![foot.into()])]
}
