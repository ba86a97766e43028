//! Every mark: counted over a holiday, paused, begun anew, not published yet, natural days.

use std::rc::Rc;

use chrono::NaiveDate;
use mingbai_shared::deadline::{District, Draft, Proof, prove};

use super::day_strip;
use crate::calendar::known;
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::View;

/// The proof of what an address says.
pub fn proof(query: &str) -> Option<Rc<Proof>> {
    let (draft, _) = Draft::read(query.split('&').filter_map(|pair| pair.split_once('=')));
    prove(&draft.timeline()?, &known(), &District::default()).ok().map(Rc::new)
}

/// A day of the fixtures.
pub fn on(day: &str) -> NaiveDate {
    day.parse().unwrap_or_default()
}

pub fn states() -> Vec<State> {
    let strip =
        |query, today| -> Vec<View> { proof(query).map(|proof| day_strip(&proof, on(today))).into_iter().collect() };
    vec![
        State::new(
            say!("春节" / "Spring Festival"),
            strip("rule=request.answer&received=2026-02-02&basis=in_person", "2026-02-12"),
        ),
        State::new(
            say!("等第三方，延长" / "Paused and extended"),
            strip(
                "rule=request.answer&received=2026-01-05&third_party_asked=2026-01-12&third_party_replied=2026-01-23&extended=2026-02-10,10",
                "2026-01-20",
            ),
        ),
        State::new(
            say!("补正后重新算" / "Begun anew"),
            strip(
                "rule=request.answer&received=2026-04-30&correction_asked=2026-05-13&corrected=2026-05-20",
                "2026-05-15",
            ),
        ),
        State::new(
            say!("还没公布" / "Not published"),
            strip("rule=request.answer&received=2026-12-07&basis=online", "2026-12-09"),
        ),
        State::new(
            say!("60 日，遇国庆顺延" / "60 days, moved off a holiday"),
            strip("rule=remedy.reconsideration&received=2026-08-03", "2026-09-01"),
        ),
        State::new(say!("六个月" / "Six months"), strip("rule=remedy.litigation&received=2026-02-02", "2026-02-05")),
        State::new(
            say!("从听证会倒推" / "Counted back from a hearing"),
            strip("rule=decision.hearing_papers&received=2026-06-17", "2026-06-01"),
        ),
    ]
}
