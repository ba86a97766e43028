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
    let at = now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    let line = Line { level: "error", at, what, detail: detail.to_string() };
    // A line that cannot be written as JSON has nobody to be told to.
    worker::console_error!("{}", serde_json::to_string(&line).unwrap_or_default());
}
