//! The skeleton of a page.

use super::skeleton;
use crate::components::say;
use crate::pages::patterns::State;

pub fn states() -> Vec<State> {
    vec![State::new(say!("一页还没到" / "A page on its way"), vec![skeleton(4).into()])]
}
