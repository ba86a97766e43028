//! A choice of one among few, all of them to be seen: native radio buttons, moved through with the arrow keys, each label as large as a finger.

#[cfg(feature = "patterns")]
pub mod fixture;

use crate::view::{View, classed, el};

/// One answer among several, as a radio button.
pub fn option(
    name: &'static str,
    label: &'static str,
    chosen: impl Fn() -> bool + 'static,
    choose: impl Fn() + 'static,
) -> View {
    let radio =
        el("input").attr("type", "radio").attr("name", name).switch("checked", chosen).on("change", move |_| choose());
    classed("label", "option").child(radio).child(el("span").child(label)).into()
}

/// The answers under their question.
pub fn choices(legend: &'static str, options: Vec<View>) -> View {
    classed("fieldset", "field")
        .child(el("legend").child(legend))
        .child(classed("div", "options").child(options))
        .into()
}
