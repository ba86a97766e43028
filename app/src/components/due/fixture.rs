//! A date, a date that is over, a provisional one, waiting, a warning.

use super::due;
use crate::components::day_strip::fixture::{on, proof};
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::View;

pub fn states() -> Vec<State> {
    let one =
        |query, today| -> Vec<View> { proof(query).map(|proof| due(proof, on(today)).into()).into_iter().collect() };
    vec![
        State::new(
            say!("有截止日" / "A due date"),
            one("rule=request.answer&received=2026-02-02&basis=in_person", "2026-02-12"),
        ),
        State::new(say!("已过" / "Over"), one("rule=message.reply&received=2026-03-02", "2026-03-12")),
        State::new(
            say!("暂定" / "Provisional"),
            one("rule=request.answer&received=2026-12-07&basis=online", "2026-12-09"),
        ),
        State::new(
            say!("等第三方" / "Waiting for a third party"),
            one("rule=request.answer&received=2026-03-02&basis=online&third_party_asked=2026-03-09", "2026-03-12"),
        ),
        State::new(
            say!("等补正，而且问晚了" / "Waiting for a correction that was asked for late"),
            one("rule=request.answer&received=2026-03-02&basis=fax&correction_asked=2026-03-16", "2026-03-17"),
        ),
        State::new(
            say!("按小时" / "By hours"),
            one("rule=incident.first_release&received=2026-08-03T22:00", "2026-08-03"),
        ),
    ]
}
