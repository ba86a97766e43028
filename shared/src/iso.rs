//! Days and instants as they stand in records (ISO 8601, RFC 3339 in UTC): each is written in one way only, and any other is refused. Two records
//! that say the same then have the same bytes, and readers in other languages need no more than this.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::de::{Deserialize, Deserializer, Error, Unexpected};

/// The day of `2026-03-01`; none where the text is not exactly that.
pub fn day(text: &str) -> Option<NaiveDate> {
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let year = (year.len() == 4).then(|| number(year)).flatten()?;
    NaiveDate::from_ymd_opt(year.try_into().ok()?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

/// The instant of `2026-03-01T08:30:00Z`; none where the text is not exactly that. A fraction of a second has three, six or nine digits, as few as
/// hold it.
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, nanos) = match time.split_once('.') {
        Some((time, fraction)) => (time, nanos(fraction)?),
        None => (time, 0),
    };
    let [h1, h2, b':', m1, m2, b':', s1, s2] = time.as_bytes() else { return None };
    let time = NaiveTime::from_hms_nano_opt(number(&[*h1, *h2])?, number(&[*m1, *m2])?, number(&[*s1, *s2])?, nanos)?;
    Some(NaiveDateTime::new(day(date)?, time).and_utc())
}

fn nanos(fraction: &str) -> Option<u32> {
    let holds = match fraction.len() {
        3 => 1_000_000,
        6 => 1_000,
        9 => 1,
        _ => return None,
    };
    (!fraction.ends_with("000")).then(|| number(fraction.as_bytes())?.checked_mul(holds)).flatten()
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, digit| {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        number.checked_mul(10)?.checked_add(digit.into())
    })
}

fn read<'de, D: Deserializer<'de>, T>(
    text: &str,
    read: impl Fn(&str) -> Option<T>,
    expected: &'static str,
) -> Result<T, D::Error> {
    read(text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(text), &expected))
}

const A_DAY: &str = "a day such as 2026-03-01";
const AN_INSTANT: &str = "an instant such as 2026-03-01T08:30:00Z";

/// For `#[serde(deserialize_with)]`: a day.
pub fn of_day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    read::<D, _>(&String::deserialize(from)?, day, A_DAY)
}

/// For `#[serde(default, deserialize_with)]`: a day, or none.
pub fn of_day_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    Option::<String>::deserialize(from)?.map(|text| read::<D, _>(&text, day, A_DAY)).transpose()
}

/// For `#[serde(deserialize_with)]`: days.
pub fn of_days<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<NaiveDate>, D::Error> {
    Vec::<String>::deserialize(from)?.iter().map(|text| read::<D, _>(text, day, A_DAY)).collect()
}

/// For `#[serde(deserialize_with)]`: an instant.
pub fn of_instant<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    read::<D, _>(&String::deserialize(from)?, instant, AN_INSTANT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_other_way_to_write_it_is_refused() {
        for text in [
            "2026-3-1",
            "2026-03-1",
            "+2026-03-01",
            "12026-03-01",
            "2026-02-29",
            "2026-13-01",
            " 2026-03-01",
            "２０２６-03-01",
            "",
        ] {
            assert_eq!(day(text), None, "{text:?}");
        }
        let others = [
            "2026-03-01T08:30:00",
            "2026-03-01 08:30:00Z",
            "2026-03-01t08:30:00z",
            "2026-03-01T08:30:00+00:00",
            "2026-03-01T24:00:00Z",
            "2026-03-01T08:30Z",
            "2026-03-01T08:30:60Z",
            "2026-03-01T08:30:00.Z",
            "2026-03-01T08:30:00.1Z",
            "2026-03-01T08:30:00.000Z",
            "2026-03-01T08:30:00.120000Z",
            "2026-03-01T08:30:00.120000000Z",
            "2026-03-01T08:30:00.0123456789Z",
            "2026-03-01T8:30:00Z",
        ];
        for text in others {
            assert_eq!(instant(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_chrono_writes_is_read(seconds in 0_i64..253_402_300_800, nanos in prop_oneof![Just(0), Just(120_000_000), 0_u32..1_000_000_000]) {
            let at = DateTime::from_timestamp(seconds, nanos).unwrap();
            let written = serde_json::to_value(at).unwrap();
            prop_assert_eq!(instant(written.as_str().unwrap()), Some(at));
            prop_assert_eq!(day(&at.date_naive().to_string()), Some(at.date_naive()));
        }

        #[test]
        fn whatever_is_read_chrono_writes_the_same(text in "[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,9})?Z)?") {
            if let Some(read) = day(&text) {
                prop_assert_eq!(read.to_string(), text.as_str());
            }
            if let Some(read) = instant(&text) {
                prop_assert_eq!(serde_json::to_value(read).unwrap(), text);
            }
        }
    }
}
