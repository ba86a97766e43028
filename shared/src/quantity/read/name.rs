//! Numbers that name something and count nothing: 第12条, 〔2026〕1号, 021-0000-0101, GB/T 4754-2017, 9:00; and words around numbers.

use super::super::Unit;
use super::super::figure::Figure;
use super::super::text::Text;
use super::Reader;

impl Reader<'_> {
    /// Where the name ends that has digits at `at`; none where there are none, or they are a number.
    pub(super) fn name_of_something(&self, at: usize) -> Option<usize> {
        let text = &self.text;
        if matches!(text.before(at), Some('第' | '初')) {
            return end_of_run(text, at).filter(|end| *end > at);
        }
        if !text.at(at).is_some_and(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let end = end_of_run(text, at)?;
        let named_before =
            text.before(at).is_some_and(|before| before.is_ascii_alphabetic() || "〔[#§".contains(before))
                || NAMING.contains(&text.word_before(at).as_str());
        let leading_zero = text.at(at) == Some('0') && end - at > 1;
        let named_after = matches!(text.at(end), Some('号' | '条'));
        let time = text.at(end) == Some(':') && text.at(end + 1).is_some_and(|next| next.is_ascii_digit());
        let groups = groups(text, at);
        let is_chain = groups.len() > 2 || matches!(groups.as_slice(), [(first, _), (second, _)] if first >= second);
        let is_hotline = matches!(groups.as_slice(), [(number, _)] if HOTLINES.contains(number))
            && Figure::read(text, at).is_some_and(|figure| figure.end == end)
            && Unit::read(text, end).is_none();
        let last = groups.last().map_or(end, |(_, end)| *end);
        let is_date = is_date(text, at);
        if time {
            return end_of_run(text, end + 1);
        }
        (named_before || leading_zero || named_after || is_hotline || (is_chain && !is_date) || end - at > 15)
            .then_some(last)
    }
}

/// Telephones that people know by their numbers: the city's, and those of housing funds, health, labour, law, prices, complaints and taxes.
const HOTLINES: [u64; 8] = [12315, 12320, 12329, 12333, 12345, 12348, 12366, 12388];

const NAMING: [&str; 16] = [
    "article",
    "articles",
    "art",
    "arts",
    "no",
    "nos",
    "number",
    "chapter",
    "section",
    "item",
    "clause",
    "paragraph",
    "step",
    "version",
    "t",
    "gb",
];

/// Where the digits, or the Chinese numerals, end that begin at `at`.
fn end_of_run(text: &Text<'_>, at: usize) -> Option<usize> {
    let is_digit = |at: usize| text.at(at).is_some_and(|digit| digit.is_ascii_digit() || super::is_chinese(digit));
    let mut end = at;
    while is_digit(end) {
        end += 1;
    }
    Some(end)
}

/// Digits joined by hyphens or points, as they are in numbers of telephones and standards: the length and end of each.
fn groups(text: &Text<'_>, at: usize) -> Vec<(u64, usize)> {
    let mut groups = Vec::new();
    let mut start = at;
    let mut sign = None;
    loop {
        let mut end = start;
        let mut value = 0u64;
        while let Some(digit) = text.at(end).and_then(|digit| digit.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(u64::from(digit));
            end += 1;
        }
        if end == start {
            return groups;
        }
        groups.push((value, end));
        // 1.5 is a number and 1.2.3 is none.
        let joined = match text.at(end) {
            Some('-') => true,
            Some('.') => sign == Some('.') || is_dotted(text, end),
            _ => false,
        };
        if !joined {
            return groups;
        }
        sign = text.at(end);
        start = end + 1;
    }
}

/// Whether digits and another point follow the point at `at`.
fn is_dotted(text: &Text<'_>, at: usize) -> bool {
    let mut end = at + 1;
    while text.at(end).is_some_and(|digit| digit.is_ascii_digit()) {
        end += 1;
    }
    end > at + 1 && text.at(end) == Some('.') && text.at(end + 1).is_some_and(|digit| digit.is_ascii_digit())
}

/// Whether it has the form of 2026-03-01 or 2026-03.
fn is_date(text: &Text<'_>, at: usize) -> bool {
    match groups(text, at).as_slice() {
        [(year, end), (month, _)] => end - at == 4 && (1900..2200).contains(year) && (1..=12).contains(month),
        [(year, end), (month, _), (day, _)] => {
            end - at == 4 && (1900..2200).contains(year) && (1..=12).contains(month) && (1..=31).contains(day)
        }
        _ => false,
    }
}

/// Whether letters follow directly, so that digits are a part of a word: 4G, 1st.
pub(super) fn goes_on(text: &Text<'_>, at: usize) -> bool {
    text.at(at).is_some_and(|next| next.is_ascii_alphabetic())
}

/// Where the second number begins, if what ends at `at` is the first of two: 16到24, 75 to 600, 16-24.
pub(super) fn between(text: &Text<'_>, at: usize) -> Option<usize> {
    let word = text.skip_spaces(at);
    let signs = ["至", "到", "或者", "或", "——", "—", "–", "-", "~"];
    let sign = signs.iter().find_map(|sign| text.after(word, sign));
    let english = || ["to", "or"].iter().find_map(|between| text.after_words(word, between)).filter(|_| word > at);
    sign.or_else(english).map(|end| text.skip_spaces(end))
}

/// The st, nd, rd or th behind digits.
pub(super) fn suffix(text: &Text<'_>, at: usize) -> Option<usize> {
    ["st", "nd", "rd", "th"].iter().find_map(|suffix| text.after_words(at, suffix))
}

const ORDINALS: [(&str, u64); 27] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
];

const TENS: [(&str, u64); 8] = [
    ("twenty-", 20),
    ("thirty-", 30),
    ("forty-", 40),
    ("fifty-", 50),
    ("sixty-", 60),
    ("seventy-", 70),
    ("eighty-", 80),
    ("ninety-", 90),
];

/// An English ordinal, in words or digits.
pub(super) fn ordinal(text: &Text<'_>, at: usize) -> Option<(u64, usize)> {
    if text.at(at)?.is_ascii_digit() {
        let mut end = at;
        let mut value = 0u64;
        while let Some(digit) = text.at(end).and_then(|digit| digit.to_digit(10)) {
            value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
            end += 1;
        }
        return Some((value, suffix(text, end)?));
    }
    let (tens, start) = TENS.iter().find_map(|(word, tens)| Some((*tens, text.after(at, word)?))).unwrap_or((0, at));
    ORDINALS.iter().find_map(|(word, value)| Some((tens + value, text.after_words(start, word)?)))
}

/// The part that an English fraction counts: thirds, quarters.
pub(super) fn part(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    [
        ("third", 3),
        ("thirds", 3),
        ("quarter", 4),
        ("quarters", 4),
        ("fifth", 5),
        ("fifths", 5),
        ("tenth", 10),
        ("tenths", 10),
    ]
    .into_iter()
    .find_map(|(word, of)| Some((of, text.after_words(at, word)?)))
}
