//! Lines for whoever looks after the district: one JSON object each. They name what happened and where, and never what somebody sent: no body, no
//! cookie, no address of a page, no name of a person.

use std::fmt::Display;

use serde::Serialize;

use crate::objects::now;

#[derive(Serialize)]
struct Line<'a> {
    level: &'static str,
    at: String,
    what: &'a str,
    detail: String,
}

/// Something is broken, and somebody should look.
pub fn fault(what: &str, detail: impl Display) {
    worker::console_error!("{}", line("error", what, detail));
}

/// Something was refused that many of would be worth a look.
pub fn note(what: &str, detail: impl Display) {
    worker::console_warn!("{}", line("warning", what, detail));
}

/// A line that cannot be written as JSON has nobody to be told to.
fn line(level: &'static str, what: &str, detail: impl Display) -> String {
    let at = now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    serde_json::to_string(&Line { level, at, what, detail: detail.to_string() }).unwrap_or_default()
}
