//! Where one is in a form of several steps: an ordered list, the step at hand marked for a screen reader too.

#[cfg(feature = "patterns")]
pub mod fixture;

use mingbai_shared::words::Bilingual;

use crate::view::{View, classed, el};
use crate::words::{frame, t};

/// The steps; `at` counts from 0.
pub fn stepper(steps: &[Bilingual], at: usize) -> View {
    let steps = steps.iter().enumerate().map(|(index, name)| {
        let done = (index < at).then(|| classed("span", "visually-hidden").child(t(frame::STEP_DONE)));
        let step = classed("li", if index < at { "is-done" } else { "" }).child(t(*name)).child(done);
        if index == at { step.attr("aria-current", "step").into() } else { step.into() }
    });
    el("ol").attr("class", "steps").attr("aria-label", t(frame::STEPS)).child(steps.collect::<Vec<View>>()).into()
}
