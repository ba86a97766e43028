//! The clock, read here alone: `shared` takes the time as an argument.

use chrono::{DateTime, NaiveDate, Utc};
use mingbai_shared::shanghai::legal_day;

/// Milliseconds since 1970, by the device's own clock.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// An instant from milliseconds since 1970; none where no calendar reaches.
pub fn instant(ms: f64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(ms as i64)
}

/// The legal day, Asia/Shanghai.
pub fn today() -> NaiveDate {
    legal_day(instant(now_ms()).unwrap_or_default())
}
