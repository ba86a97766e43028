//! Days, times and amounts of money as a person reads them: 11月23日（周一）, 9:12, 150 元.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::Language;
use crate::shanghai;

const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// In order, January first.
pub(crate) const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn name(names: &[&'static str], index: u32) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// A day, with its year where that is not this one: 11月23日, 2034年3月1日.
pub fn day(day: NaiveDate, today: NaiveDate, language: Language) -> String {
    if day.year() != today.year() {
        return full_day(day, language);
    }
    match language {
        Language::Zh => format!("{}月{}日", day.month(), day.day()),
        Language::En => format!("{} {}", day.day(), name(&MONTHS_EN, day.month0())),
    }
}

/// Days as a list, those that follow each other as a range: 2月16日至2月20日、2月23日.
pub fn days(days: &[NaiveDate], today: NaiveDate, language: Language) -> String {
    let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    ranges(&runs, today, language)
}

/// Ranges of days as a list, one of a single day as that day.
pub fn ranges(ranges: &[(NaiveDate, NaiveDate)], today: NaiveDate, language: Language) -> String {
    let (to, and) = match language {
        Language::Zh => ("至", "、"),
        Language::En => (" to ", ", "),
    };
    let mut said = String::new();
    for (first, last) in ranges {
        if !said.is_empty() {
            said.push_str(and);
        }
        said.push_str(&day(*first, today, language));
        if first != last {
            said.push_str(to);
            said.push_str(&day(*last, today, language));
        }
    }
    said
}

/// A day with its year: 2034年3月1日.
pub fn full_day(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::En => format!("{} {} {}", day.day(), name(&MONTHS_EN, day.month0()), day.year()),
    }
}

/// A day with its weekday: 11月23日（周一）.
pub fn day_of_week(date: NaiveDate, today: NaiveDate, language: Language) -> String {
    let weekday = date.weekday().num_days_from_monday();
    match language {
        Language::Zh => format!("{}（周{}）", day(date, today, language), name(&WEEKDAYS_ZH, weekday)),
        Language::En => format!("{} ({})", day(date, today, language), name(&WEEKDAYS_EN, weekday)),
    }
}

/// The same with the year whatever the year is: 2026年11月23日（周一）.
pub fn full_day_of_week(date: NaiveDate, language: Language) -> String {
    let weekday = date.weekday().num_days_from_monday();
    match language {
        Language::Zh => format!("{}（周{}）", full_day(date, language), name(&WEEKDAYS_ZH, weekday)),
        Language::En => format!("{} ({})", full_day(date, language), name(&WEEKDAYS_EN, weekday)),
    }
}

/// The days of the week from Monday, as a calendar heads its columns.
pub fn weekdays(language: Language) -> [&'static str; 7] {
    match language {
        Language::Zh => WEEKDAYS_ZH,
        Language::En => WEEKDAYS_EN,
    }
}

/// The month of a day, as short as a calendar has it; January with its year: 2月, 2027年1月.
pub fn month(day: NaiveDate, language: Language) -> String {
    let year = (day.month() == 1).then(|| day.year());
    match (language, year) {
        (Language::Zh, Some(year)) => format!("{year}年1月"),
        (Language::Zh, None) => format!("{}月", day.month()),
        (Language::En, Some(year)) => format!("Jan {year}"),
        (Language::En, None) => name(&MONTHS_EN, day.month0()).chars().take(3).collect(),
    }
}

/// A time in Asia/Shanghai: 9:12.
pub fn time(at: DateTime<Utc>) -> String {
    let local = shanghai::local(at);
    format!("{}:{:02}", local.hour(), local.minute())
}

/// A day and its time in Asia/Shanghai: 11月23日 9:12.
pub fn moment(at: DateTime<Utc>, today: NaiveDate, language: Language) -> String {
    format!("{} {}", day(shanghai::legal_day(at), today, language), time(at))
}

/// Whole yuan without decimals, in groups of three: `8,000`, `37.50`. Sums of whole ten thousands in Chinese count in 万.
pub fn yuan(fen: i64, language: Language) -> String {
    const TEN_THOUSAND_YUAN: i64 = 1_000_000;
    if language == Language::Zh && fen != 0 && fen % TEN_THOUSAND_YUAN == 0 {
        return format!("{} 万元", grouped(fen / TEN_THOUSAND_YUAN));
    }
    let mut text = grouped(fen / 100);
    if fen % 100 != 0 {
        text.push_str(&format!(".{:02}", (fen % 100).abs()));
    }
    text.push_str(match language {
        Language::Zh => " 元",
        Language::En => " yuan",
    });
    text
}

/// A whole number in groups of three: `12,000`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_said_where_it_is_another_one() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        assert_eq!(day_of_week(today, today, Language::Zh), "11月23日（周一）");
        assert_eq!(day_of_week(today, today, Language::En), "23 November (Mon)");
        let morning = "2026-11-23T17:05:00Z".parse().unwrap();
        assert_eq!(moment(morning, today, Language::Zh), "11月24日 1:05");
        let listed = ["2026-02-16", "2026-02-17", "2026-02-23"].map(|day| day.parse().unwrap());
        assert_eq!(days(&listed, today, Language::Zh), "2月16日至2月17日、2月23日");
        assert_eq!(days(&listed, today, Language::En), "16 February to 17 February, 23 February");
        let later = "2034-03-01".parse().unwrap();
        assert_eq!(day(later, today, Language::Zh), "2034年3月1日");
        assert_eq!(day(later, today, Language::En), "1 March 2034");
    }

    #[test]
    fn a_calendar_names_its_months() {
        let month = |text: &str| [Language::Zh, Language::En].map(|language| month(text.parse().unwrap(), language));
        assert_eq!(month("2026-09-01"), ["9月", "Sep"]);
        assert_eq!(month("2027-01-01"), ["2027年1月", "Jan 2027"]);
        assert_eq!(weekdays(Language::Zh).concat(), "一二三四五六日");
    }

    #[test]
    fn money_reads_as_people_write_it() {
        let zh = |fen| yuan(fen, Language::Zh);
        assert_eq!([zh(15_000), zh(360_000), zh(3_750), zh(0)], ["150 元", "3,600 元", "37.50 元", "0 元"]);
        assert_eq!([zh(1_000_000), zh(5_000_000_000)], ["1 万元", "5,000 万元"]);
        assert_eq!(yuan(5_000_000_000, Language::En), "50,000,000 yuan");
        assert_eq!([grouped(-1_234_567), grouped(100)], ["-1,234,567", "100"]);
    }
}
