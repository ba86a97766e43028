//! A toast, on request.

use leptos::prelude::*;

use super::Toast;
use crate::components::button::{Kind, actions, button};
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{el, live};

pub fn states() -> Vec<State> {
    let (toast, undone) = (expect_context::<Toast>(), RwSignal::new(0_usize));
    let say = move || {
        toast.say(say!("已忘掉：出生日期" / "Forgotten: date of birth").to_owned(), move || {
            undone.update(|count| *count += 1)
        });
    };
    let count = el("output").attr("data-testid", "undone").child(live(move || undone.get().to_string()));
    vec![State::new(
        say!("做完才说，可以撤销" / "Said afterwards, can be undone"),
        vec![actions().child(button(Kind::Quiet, say!("忘掉" / "Forget"), say)).into(), count.into()],
    )]
}
