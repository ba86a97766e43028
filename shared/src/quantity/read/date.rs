//! Dates: 2026年3月1日, 二〇二六年三月, 2026-03-01, 1 March 2026, December 31, 2026, 12月31日.

use super::super::figure::{Figure, Script};
use super::{DateParts, Reader, Value, name};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Reader<'_> {
    /// A date that begins with the name of a month.
    pub(super) fn named_date(&mut self, at: usize) -> Option<usize> {
        let (month, end) = self.month_name(at)?;
        let mut date = DateParts { month: Some(month), ..DateParts::default() };
        let next = self.text.skip_spaces(end);
        let mut after = end;
        if let Some((day, end)) = self.day_in_english(next) {
            date.day = Some(day);
            after = end;
        }
        let comma = if self.text.at(after) == Some(',') { after + 1 } else { after };
        if let Some((year, end)) = self.year_in_english(self.text.skip_spaces(comma)) {
            date.year = Some(year);
            after = end;
        }
        // "May I": a month only where something says so.
        let says_so = date.day.is_some()
            || date.year.is_some()
            || month != 5
            || ["in", "of", "from", "until", "since", "by", "to", "before", "after", "and"]
                .contains(&self.text.word_before(at).as_str());
        says_so.then(|| self.put_date(at, after, date))
    }

    /// A date that begins with a number.
    pub(super) fn written_date(&mut self, at: usize, first: &Figure) -> Option<usize> {
        let (date, end) =
            self.in_numbers(at, first).or_else(|| self.in_chinese(first)).or_else(|| self.day_first(first))?;
        (!date.is_impossible()).then(|| self.put_date(at, end, date))
    }

    /// The 15日 in 3月1日至15日.
    pub(super) fn day_of_same_month(&self, at: usize, figure: &Figure) -> Option<(DateParts, usize)> {
        let before = self.date_before(at)?;
        let day = Some(figure.small(31)?);
        let end = self.text.after(self.text.skip_spaces(figure.end), "日")?;
        let date = DateParts { day, ..before };
        (before.day.is_some() && !date.is_impossible()).then_some((date, end))
    }

    /// The date before `at`, if `at` is the end of a range that it begins.
    fn date_before(&self, at: usize) -> Option<DateParts> {
        match self.found.last()?.value {
            Value::Date(date) if name::between(&self.text, self.end_of_last) == Some(at) => Some(date),
            _ => None,
        }
    }

    /// Of two dates the year is often said once: 2026年3月至5月, from 1 March to 31 May 2026.
    fn put_date(&mut self, from: usize, to: usize, date: DateParts) -> usize {
        let mut date = date;
        if let Some(before) = self.date_before(from) {
            match (before.year, date.year) {
                (Some(_), None) => date.year = before.year,
                (None, Some(year)) => {
                    if let Some(last) = self.found.last_mut() {
                        last.value = Value::Date(DateParts { year: Some(year), ..before });
                    }
                }
                _ => {}
            }
        }
        self.put(from, to, Value::Date(date))
    }

    /// 2026-03-01, 2026/3/1, 2026.3.1, 2026-03.
    fn in_numbers(&self, at: usize, first: &Figure) -> Option<(DateParts, usize)> {
        let part = |at: usize| {
            let mut end = at;
            while self.text.at(end).is_some_and(|digit| digit.is_ascii_digit()) {
                end += 1;
            }
            let digits: String = (at..end).filter_map(|at| self.text.at(at)).collect();
            Some((digits.parse::<u16>().ok()?, end))
        };
        let (year, mut end) = part(at).filter(|(year, end)| end - at == 4 && (1900..2200).contains(year))?;
        if first.script != Script::Digits || !matches!(self.text.at(end), Some('-' | '/' | '.')) {
            return None;
        }
        let sign = self.text.at(end);
        let (month, after_month) = part(end + 1).filter(|(month, _)| (1..=12).contains(month))?;
        let two_digits = after_month - end == 3;
        let mut date = DateParts { year: Some(year), month: u8::try_from(month).ok(), day: None };
        end = after_month;
        match (self.text.at(end) == sign).then(|| part(end + 1)).flatten() {
            Some((day, after)) if (1..=31).contains(&day) => {
                date.day = u8::try_from(day).ok();
                end = after;
            }
            _ if sign == Some('-') && two_digits => {}
            _ => return None,
        }
        (!name::goes_on(&self.text, end)).then_some((date, end))
    }

    fn in_chinese(&self, first: &Figure) -> Option<(DateParts, usize)> {
        let mut date = DateParts::default();
        let mut end = first.end;
        let mut month = Some(*first);
        if let Some(year) = first.year()
            && let Some(after) = self.text.after(self.text.skip_spaces(first.end), "年")
            && self.text.at(after) != Some('级')
        {
            date.year = Some(year);
            end = after;
            month = Figure::read(&self.text, self.text.skip_spaces(after));
        }
        if let Some(month) = month
            && let Some(number) = month.small(12).filter(|_| month.multiplier == 0)
            && let Some(after) = self.text.after(self.text.skip_spaces(month.end), "月")
        {
            date.month = Some(number);
            end = after;
            if let Some(day) = Figure::read(&self.text, self.text.skip_spaces(after))
                && let Some(number) = day.small(31)
                && let Some(after) =
                    ["日", "号"].iter().find_map(|word| self.text.after(self.text.skip_spaces(day.end), word))
            {
                date.day = Some(number);
                end = after;
            }
        }
        (date != DateParts::default()).then_some((date, end))
    }

    /// 1 March 2026, 31st of December.
    fn day_first(&self, first: &Figure) -> Option<(DateParts, usize)> {
        let day = Some(first.small(31).filter(|_| first.script == Script::Digits && first.multiplier == 0)?);
        let end = name::suffix(&self.text, first.end).unwrap_or(first.end);
        let next = self.text.skip_spaces(end);
        let next = self.text.after_words(next, "of").map_or(next, |after| self.text.skip_spaces(after));
        let (month, end) = self.month_name(next)?;
        let comma = if self.text.at(end) == Some(',') { end + 1 } else { end };
        let date = DateParts { year: None, month: Some(month), day };
        match self.year_in_english(self.text.skip_spaces(comma)) {
            Some((year, end)) => Some((DateParts { year: Some(year), ..date }, end)),
            None => Some((date, end)),
        }
    }

    fn month_name(&self, at: usize) -> Option<(u8, usize)> {
        let is_name = self.text.at(at).is_some_and(|first| first.is_ascii_uppercase());
        if !is_name || !self.text.is_start_of_word(at) {
            return None;
        }
        (1..).zip(MONTHS).find_map(|(number, name)| {
            let short = name.get(..3).unwrap_or(name);
            let end = self.text.after_words(at, name).or_else(|| self.text.after_words(at, short))?;
            Some((number, end))
        })
    }

    /// The 1 in March 1, where it is not the number of something else.
    fn day_in_english(&self, at: usize) -> Option<(u8, usize)> {
        let figure = Figure::read(&self.text, at).filter(|figure| figure.script == Script::Digits)?;
        let end = name::suffix(&self.text, figure.end).unwrap_or(figure.end);
        let counts = super::Unit::read(&self.text, end).is_some() || name::goes_on(&self.text, end);
        Some((figure.small(31)?, end)).filter(|_| !counts)
    }

    fn year_in_english(&self, at: usize) -> Option<(u16, usize)> {
        let figure = Figure::read(&self.text, at).filter(|figure| figure.script == Script::Digits)?;
        Some((figure.year()?, figure.end))
    }
}
