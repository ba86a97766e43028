//! The clock, read here alone: `shared` takes the time as an argument.

use chrono::{DateTime, NaiveDate, Utc};
use gloo_timers::future::TimeoutFuture;
use mingbai_shared::request::legal_day;

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

/// How long work goes on before what a person does meanwhile is attended to, in milliseconds: on an old phone it is a few times as long.
const BREATH_MS: f64 = 8.0;

/// Lets the page breathe during long work.
pub struct Breath(f64);

impl Default for Breath {
    fn default() -> Breath {
        Breath(now_ms())
    }
}

impl Breath {
    /// Between two pieces of work: pauses where the last pause is a while ago.
    pub async fn take(&mut self) {
        if now_ms() - self.0 > BREATH_MS {
            TimeoutFuture::new(0).await;
            self.0 = now_ms();
        }
    }
}
