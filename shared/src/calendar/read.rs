//! Reading the text of a year, line by line. Each line is checked where it is read, so that what is wrong is said of that line.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::wrong::{NotAYear, Wrong};
use super::year::{LONGEST_YEAR, Mark, Notice, PLAUSIBLE, Part, Row, Year};
use super::{Kind, statute};
use crate::iso;

const MOST_NOTICES: usize = 8;
const MOST_ROWS: usize = 40;
const LONGEST_NAME: usize = 60;
const LONGEST_SOURCE: usize = 300;

/// One year's text.
pub(super) fn year(text: &str) -> Result<Year, NotAYear> {
    let whole = Line { number: 1, text };
    if text.len() > LONGEST_YEAR {
        return Err(whole.is(Wrong::TooLong(text.len())));
    }
    blocks(text, 1)?.pop().ok_or_else(|| whole.is(Wrong::NoYear))
}

/// The texts of several years, one after the other.
pub(super) fn years(text: &str) -> Result<Vec<Year>, NotAYear> {
    blocks(text, usize::MAX)
}

fn blocks(text: &str, most: usize) -> Result<Vec<Year>, NotAYear> {
    let mut years = Vec::new();
    let mut draft: Option<Draft<'_>> = None;
    for (index, text) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = Line { number: index.saturating_add(1), text };
        if let Some(unseen) = text.chars().find(|c| c.is_control() && *c != '\t') {
            return Err(line.is(Wrong::Control(unseen)));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        match (words.as_slice(), &mut draft) {
            ([], _) => {}
            ([first, ..], _) if first.starts_with('#') => {}
            ([number], _) if number.bytes().all(|b| b.is_ascii_digit()) => {
                if let Some(before) = draft.take() {
                    years.push(before.finish()?);
                }
                if years.len() >= most {
                    return Err(line.is(Wrong::SecondYear));
                }
                draft = Some(Draft::begin(number, line).map_err(|wrong| line.is(wrong))?);
            }
            (_, None) => return Err(line.is(Wrong::NoYear)),
            (["notice", words @ ..], Some(draft)) => draft.notice(words, line)?,
            ([name, words @ ..], Some(draft)) => draft.row(name, words).map_err(|wrong| line.is(wrong))?,
        }
    }
    if let Some(last) = draft {
        years.push(last.finish()?);
    }
    Ok(years)
}

#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    text: &'a str,
}

impl Line<'_> {
    fn is(self, wrong: Wrong) -> NotAYear {
        let text = self.text.lines().next().unwrap_or_default().trim();
        NotAYear { line: self.number, text: beginning(text), wrong }
    }
}

/// Enough of a text to know it by.
fn beginning(text: &str) -> String {
    text.chars().take(80).collect()
}

/// A year while it is read: at first as the week has it.
struct Draft<'a> {
    year: Year,
    /// The line of the year itself.
    line: Line<'a>,
    /// The line of the last notice.
    notice_line: Line<'a>,
    /// The days that the last notice names.
    named: BTreeSet<NaiveDate>,
}

impl<'a> Draft<'a> {
    fn begin(text: &str, line: Line<'a>) -> Result<Self, Wrong> {
        let number = text.parse().ok().filter(|year| text.len() == 4 && (Year::FIRST..=Year::LAST).contains(year));
        let number = number.ok_or_else(|| Wrong::Year(beginning(text)))?;
        let days = (1..=366).filter_map(|ordinal| NaiveDate::from_yo_opt(number, ordinal));
        let marks = days.map(|date| Mark { kind: Kind::by_week(date), part: 0, row: 0 }).collect();
        let year = Year { number, parts: Vec::new(), marks };
        Ok(Draft { year, line, notice_line: line, named: BTreeSet::new() })
    }

    fn notice(&mut self, words: &[&str], line: Line<'a>) -> Result<(), NotAYear> {
        self.something_is_said()?;
        let part = self.read_notice(words).map_err(|wrong| line.is(wrong))?;
        self.year.parts.push(part);
        self.notice_line = line;
        self.named.clear();
        Ok(())
    }

    fn read_notice(&self, words: &[&str]) -> Result<Part, Wrong> {
        let (number, issued_on, source) = match *words {
            [issued_on, source] => (None, issued_on, source),
            [number, issued_on, source] => (Some(number), issued_on, source),
            _ => return Err(Wrong::Notice),
        };
        let year = self.year.number;
        let issued_on = iso::day(issued_on)
            .filter(|date| [year.saturating_sub(1), year].contains(&date.year()))
            .ok_or_else(|| Wrong::IssuedOn { text: beginning(issued_on), year })?;
        if let Some(number) = number.filter(|number| !is_number(number, issued_on.year())) {
            return Err(Wrong::Number { number: beginning(number), issued_in: issued_on.year() });
        }
        if source.len() > LONGEST_SOURCE || !is_address(source) {
            return Err(Wrong::Source(beginning(source)));
        }
        if let Some(before) = self.year.parts.last().filter(|before| before.notice.issued_on > issued_on) {
            return Err(Wrong::Order(before.notice.issued_on));
        }
        if self.year.parts.len() >= MOST_NOTICES {
            return Err(Wrong::TooMany { what: "notices", most: MOST_NOTICES });
        }
        let notice = Notice { number: number.map(str::to_owned), issued_on, source: source.to_owned() };
        Ok(Part { notice, rows: Vec::new() })
    }

    fn row(&mut self, name: &str, words: &[&str]) -> Result<(), Wrong> {
        let part = self.year.parts.len().checked_sub(1).ok_or(Wrong::NoNotice)?;
        let row = self.year.parts.last().map_or(0, |part| part.rows.len());
        if row >= MOST_ROWS {
            return Err(Wrong::TooMany { what: "festivals in one notice", most: MOST_ROWS });
        }
        let named = |name: &str| !name.is_empty() && name.chars().all(char::is_alphanumeric);
        if name.chars().count() > LONGEST_NAME || !name.split('、').all(named) {
            return Err(Wrong::Name(beginning(name)));
        }
        // `off A… work B…`, `off A…` or `work B…`.
        let mut halves = words.split(|word| *word == "work");
        let (off, work) = match (halves.next(), halves.next(), halves.next()) {
            (Some(["off", off @ ..]), None, None) if !off.is_empty() => (off, &[][..]),
            (Some(["off", off @ ..]), Some(work), None) if !off.is_empty() && !work.is_empty() => (off, work),
            (Some([]), Some(work), None) if !work.is_empty() => (&[][..], work),
            _ => return Err(Wrong::Row),
        };
        // Two short numbers, by the limits above.
        let place = (u8::try_from(part).unwrap_or(u8::MAX), u8::try_from(row).unwrap_or(u8::MAX));
        let off = off.iter().map(|range| self.off(range, place)).collect::<Result<_, Wrong>>()?;
        let work = work.iter().map(|day| self.work(day, place)).collect::<Result<_, Wrong>>()?;
        if let Some(part) = self.year.parts.last_mut() {
            part.rows.push(Row { name: name.to_owned(), off, work });
        }
        Ok(())
    }

    /// A day or range off: weekdays become holidays, and weekend days are no working days, whatever an earlier notice said.
    fn off(&mut self, range: &str, place: (u8, u8)) -> Result<(NaiveDate, NaiveDate), Wrong> {
        let (from, to) = range.split_once("..").unwrap_or((range, range));
        let (from, to) = (self.day(from)?, self.day(to)?);
        if to < from {
            return Err(Wrong::Reversed(beginning(range)));
        }
        let mut gives = false;
        for date in from.iter_days().take_while(|date| *date <= to) {
            let weekday = Kind::by_week(date) == Kind::Weekday;
            let before = self.mark(date, if weekday { Kind::Holiday } else { Kind::Weekend }, place)?;
            gives |= weekday || before == Kind::Makeup;
        }
        if gives { Ok((from, to)) } else { Err(Wrong::NoWeekday(beginning(range))) }
    }

    /// A worked day: of the weekend, or one that an earlier notice took off.
    fn work(&mut self, text: &str, place: (u8, u8)) -> Result<NaiveDate, Wrong> {
        let date = self.day(text)?;
        if statute::off(date) {
            return Err(Wrong::Statutory(date));
        }
        let weekday = Kind::by_week(date) == Kind::Weekday;
        let before = self.mark(date, if weekday { Kind::Weekday } else { Kind::Makeup }, place)?;
        if before == Kind::Weekday { Err(Wrong::NoWeekend(date)) } else { Ok(date) }
    }

    fn day(&self, text: &str) -> Result<NaiveDate, Wrong> {
        let year = self.year.number;
        iso::day(&format!("{year}-{text}")).ok_or_else(|| Wrong::Day { text: beginning(text), year })
    }

    /// Marks a day, once for each notice, and says what it was before.
    fn mark(&mut self, date: NaiveDate, kind: Kind, (part, row): (u8, u8)) -> Result<Kind, Wrong> {
        if !self.named.insert(date) {
            return Err(Wrong::Twice(date));
        }
        let index = usize::try_from(date.ordinal0()).unwrap_or(usize::MAX);
        let mark = self.year.marks.get_mut(index).map(|mark| std::mem::replace(mark, Mark { kind, part, row }));
        Ok(mark.map_or(kind, |before| before.kind))
    }

    fn something_is_said(&self) -> Result<(), NotAYear> {
        match self.year.parts.last() {
            Some(part) if part.rows.is_empty() => Err(self.notice_line.is(Wrong::NothingSaid)),
            _ => Ok(()),
        }
    }

    fn finish(self) -> Result<Year, NotAYear> {
        self.something_is_said()?;
        if self.year.parts.is_empty() {
            return Err(self.line.is(Wrong::NoNotice));
        }
        let worked = |date: &NaiveDate| self.year.kind(*date).is_some_and(Kind::works);
        if let Some(worked) = statute::all(self.year.number).find(worked) {
            return Err(self.line.is(Wrong::Statutory(worked)));
        }
        let total = self.year.working_days();
        if !PLAUSIBLE.contains(&total) {
            return Err(self.line.is(Wrong::Total(total)));
        }
        Ok(self.year)
    }
}

/// Whether it is a number such as 国办发明电〔2025〕7号, of that year.
fn is_number(text: &str, year: i32) -> bool {
    let Some((issuer, rest)) = text.split_once('〔') else { return false };
    let Some((of, nth)) = rest.split_once('〕') else { return false };
    let nth = nth.strip_suffix('号').unwrap_or_default();
    let plain = (1..=5).contains(&nth.len()) && nth.bytes().all(|b| b.is_ascii_digit()) && !nth.starts_with('0');
    let issuer_is_one = (2..=20).contains(&issuer.chars().count()) && issuer.chars().all(char::is_alphabetic);
    issuer_is_one && of == year.to_string() && plain
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    rest.len() > 3 && rest.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests;
