//! What every file for a calendar is made of (iCalendar, RFC 5545): lines, escaped (3.3.11) and folded (3.1), days and instants.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};

use crate::shanghai;

/// The most octets of a line, its end not counted.
const LONGEST_LINE: usize = 75;

/// Lines, each ended as the standard has it.
#[derive(Debug, Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// A line whose value is text: escaped.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }

    /// A line whose value has a form of its own: a date, a duration, an address.
    pub(crate) fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if octets + character.len_utf8() > LONGEST_LINE {
                // The space that begins a continued line counts in it.
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// A day, as a `DATE`.
pub(crate) fn date(day: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// An instant, as a `DATE-TIME` in UTC.
pub(crate) fn utc(at: DateTime<Utc>) -> String {
    let time = at.time();
    let [hour, minute, second] = [time.hour(), time.minute(), time.second()];
    format!("{}T{hour:02}{minute:02}{second:02}Z", date(at.date_naive()))
}

/// The hour in Shanghai at which one is reminded.
const HOUR: u32 = 9;

/// When one is reminded on a day.
pub(crate) fn morning(day: NaiveDate) -> DateTime<Utc> {
    shanghai::instant(day.and_time(NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default()))
}

/// What can stand in a line as it is: no space, no line break.
pub(crate) fn is_address(page: &str) -> bool {
    page.starts_with("https://") && page.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The whole seconds since the beginning of 2020, as a `SEQUENCE`: whichever file is written later is the newer, on any device. An INTEGER of RFC 5545
/// (3.3.8) has 31 bits, which last until 2088.
pub(crate) fn sequence(made_at: DateTime<Utc>) -> u32 {
    const BEGINNING_OF_2020: i64 = 1_577_836_800;
    let since = made_at.timestamp().saturating_sub(BEGINNING_OF_2020).max(0);
    u32::try_from(since).unwrap_or(MOST_SEQUENCE).min(MOST_SEQUENCE)
}

/// The highest `SEQUENCE` that there can be.
pub(crate) const MOST_SEQUENCE: u32 = i32::MAX.unsigned_abs();

/// Line breaks as `\n`, and no other control character: text may not have them.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The content lines of a file as a reader puts them together again: name with parameters, and value.
    pub(crate) fn unfolded(text: &str) -> Vec<(String, String)> {
        let text = text.strip_suffix("\r\n").unwrap().replace("\r\n ", "");
        let line = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
        text.split("\r\n").map(line).collect()
    }

    /// The value of a text as a reader reads it.
    pub(crate) fn unescaped(value: &str) -> String {
        let mut text = String::new();
        let mut characters = value.chars();
        while let Some(character) = characters.next() {
            text.push(match character {
                '\\' => match characters.next().unwrap() {
                    'n' | 'N' => '\n',
                    plain @ ('\\' | ';' | ',') => plain,
                    other => panic!("\\{other}"),
                },
                plain => {
                    assert!(!";,".contains(plain) && (plain == '\t' || !plain.is_control()), "{plain:?}");
                    plain
                }
            });
        }
        text
    }

    fn written(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("DESCRIPTION", text);
        lines.into_string()
    }

    #[test]
    fn the_standards_own_examples() {
        // RFC 5545, 3.3.11.
        let text = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared.";
        assert_eq!(
            written(text).replace("\r\n ", ""),
            "DESCRIPTION:Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.\r\n"
        );
        assert_eq!(escaped(r"a;b,c\d"), r"a\;b\,c\\d");
        assert_eq!(escaped("一\r\n二\r三\n四\u{0}\u{7f}\u{85}"), "一\\n二\\n三\\n四");
    }

    #[test]
    fn a_line_is_as_long_as_it_may_be_and_no_longer() {
        let filled = |octets: usize| written(&"a".repeat(octets - "DESCRIPTION:".len()));
        assert_eq!(filled(75).matches("\r\n").count(), 1);
        assert_eq!(filled(76).matches("\r\n").count(), 2);
        // 75 octets, then 74 after the space.
        assert_eq!(filled(75 + 74).matches("\r\n").count(), 2);
        assert_eq!(filled(75 + 75).matches("\r\n").count(), 3);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[ -~\\\\;,\n期限、。（）🗓é\t]{0,300}") {
            let written = written(&text);
            for line in written.strip_suffix("\r\n").unwrap().split("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
            }
            let lines = unfolded(&written);
            prop_assert_eq!(lines.len(), 1);
            prop_assert_eq!(&lines[0].0, "DESCRIPTION");
            prop_assert_eq!(unescaped(&lines[0].1), text);
        }

        #[test]
        fn no_text_begins_a_line_of_its_own(text in any::<String>()) {
            let lines = unfolded(&written(&text));
            prop_assert_eq!(lines.len(), 1);
            let kept: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| "\n\t".contains(*c) || !c.is_control()).collect();
            prop_assert_eq!(unescaped(&lines[0].1), kept);
        }
    }
}
