//! Both tenses.

use super::{Tense, timeline};
use crate::components::say;
use crate::pages::patterns::State;
use crate::words::{request, t};

pub fn states() -> Vec<State> {
    let happened = vec![
        say!("11月24日 9:12，机关收件。" / "24 November 9:12: the agency took it in.").into(),
        say!("11月24日 9:10，您写好申请。" / "24 November 9:10: you wrote the request.").into(),
    ];
    let next = vec![t(request::NEXT_CONFIRM).into(), t(request::NEXT_ANSWER).into()];
    vec![
        State::new(
            say!("已发生" / "Past"),
            vec![timeline("pattern-past", t(request::WHAT_HAPPENED), Tense::Past, happened).into()],
        ),
        State::new(
            say!("将发生" / "To come"),
            vec![timeline("pattern-next", t(request::WHAT_NEXT), Tense::Future, next).into()],
        ),
    ]
}
