//! The stepper at its beginning, in the middle and at its end.

use mingbai_shared::words::Bilingual;

use super::stepper;
use crate::components::say;
use crate::pages::patterns::State;
use crate::words::request;

const STEPS: [Bilingual; 4] = [request::STEP_WHAT, request::STEP_HOW, request::STEP_WHO, request::STEP_CHECK];

pub fn states() -> Vec<State> {
    vec![
        State::new(say!("第一步" / "First step"), vec![stepper(&STEPS, 0)]),
        State::new(say!("第三步" / "Third step"), vec![stepper(&STEPS, 2)]),
        State::new(say!("最后一步" / "Last step"), vec![stepper(&STEPS, 3)]),
    ]
}
