//! A day or an instant, as the start of a clock: an instant names its zone, and its day is that of Shanghai.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::Refusal;
use crate::shanghai;

/// A day, or for rules by hours an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A legal day.
    Day(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl Point {
    /// Reads `2026-01-05`, or an instant of RFC 3339 that names its zone.
    pub fn read(text: &str) -> Result<Point, Refusal> {
        if let Some(day) = crate::iso::day(text) {
            return Ok(Point::Day(day));
        }
        match DateTime::parse_from_rfc3339(text) {
            Ok(instant) => Ok(Point::Instant(instant.to_utc())),
            Err(_) if is_instant_without_zone(text) => Err(Refusal::ZoneMissing(shortened(text))),
            Err(_) => Err(Refusal::NotADay(shortened(text))),
        }
    }

    /// Its legal day: Asia/Shanghai.
    pub fn day(self) -> NaiveDate {
        match self {
            Point::Day(day) => day,
            Point::Instant(instant) => shanghai::legal_day(instant),
        }
    }
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Point::Day(day) => write!(f, "{day}"),
            Point::Instant(instant) => {
                let local = shanghai::local(*instant);
                write!(f, "{}T{}+08:00", local.date(), local.time())
            }
        }
    }
}

/// A day, or an instant that names its zone.
#[cfg(feature = "schema")]
impl schemars::JsonSchema for Point {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Point".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        // Not every reader of schemas knows the formats.
        const DAY: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
        schemars::json_schema!({
            "description": "A legal day in Asia/Shanghai, or an instant that names its zone (RFC 3339).",
            "type": "string",
            "anyOf": [
                { "format": "date", "pattern": format!("^{DAY}$") },
                { "format": "date-time", "pattern": format!("^{DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\\.[0-9]+)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})$") },
            ],
        })
    }
}

impl Serialize for Point {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

fn is_instant_without_zone(text: &str) -> bool {
    let would_be = |rest: &str| DateTime::parse_from_rfc3339(&[text, rest].concat()).is_ok();
    text.len() < 40 && (would_be("Z") || would_be(":00Z"))
}

/// The beginning of what somebody typed, for an answer that repeats it.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_names_its_zone() {
        assert_eq!(Point::read("2026-01-05T10:00:00"), Err(Refusal::ZoneMissing("2026-01-05T10:00:00".into())));
        assert_eq!(Point::read("2026-01-05T10:00"), Err(Refusal::ZoneMissing("2026-01-05T10:00".into())));
        // 17:00 in London is the next day in Shanghai.
        assert_eq!(Point::read("2026-01-05T17:00:00Z").unwrap().day().to_string(), "2026-01-06");
        assert_eq!(Point::read("2026-01-05T23:59:59+08:00").unwrap().to_string(), "2026-01-05T23:59:59+08:00");
        for text in ["", "2026-1-5", "2026-02-30", "5 January", "2026-01-05 "] {
            assert_eq!(Point::read(text), Err(Refusal::NotADay(text.into())), "{text:?}");
        }
    }
}
