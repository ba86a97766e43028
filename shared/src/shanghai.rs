//! The clocks of Shanghai: legal days are its days, eight hours ahead of UTC all year.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// How far ahead of UTC.
const AHEAD: TimeDelta = TimeDelta::hours(8);

/// What the clocks of Shanghai show at an instant.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    let utc = at.naive_utc();
    utc.checked_add_signed(AHEAD).unwrap_or(utc)
}

/// The legal day of an instant.
pub fn legal_day(at: DateTime<Utc>) -> NaiveDate {
    local(at).date()
}

/// The instant at which the clocks of Shanghai show this.
pub fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    local.checked_sub_signed(AHEAD).unwrap_or(local).and_utc()
}

/// The instant at which a legal day begins.
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_time(NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_shanghai_begins_at_four_in_the_afternoon_of_utc() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(legal_day(at("2026-12-31T15:59:59Z")).to_string(), "2026-12-31");
        assert_eq!(legal_day(at("2026-12-31T16:00:00Z")).to_string(), "2027-01-01");
        assert_eq!(midnight("2027-01-01".parse().unwrap()), at("2026-12-31T16:00:00Z"));
        assert_eq!(instant(local(at("2026-11-23T01:12:00Z"))), at("2026-11-23T01:12:00Z"));
    }
}
