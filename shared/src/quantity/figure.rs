//! Numbers as they are written: 1,500, 1.5亿, 3万, 一百五十, 二〇二六, three million, twenty-one.

use super::Decimal;
use super::text::Text;

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its value.
    pub(super) number: Decimal,
    /// Where it ends.
    pub(super) end: usize,
    /// How it is written.
    pub(super) script: Script,
    /// What stands behind its digits multiplies them by ten to this: 4 for 3万, 6 for 3 million.
    pub(super) multiplier: i8,
    /// Four digits and nothing else, as years are written.
    pub(super) is_year: bool,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// 150.
    Digits,
    /// 一百五十, and digit by digit.
    Chinese,
    /// one hundred and fifty.
    Words,
}

/// No number that is written out is longer.
const LONGEST: usize = 32;

impl Figure {
    /// The number that begins at `at`.
    pub(super) fn read(text: &Text<'_>, at: usize) -> Option<Figure> {
        match text.at(at)? {
            '0'..='9' => in_digits(text, at),
            letter if letter.is_ascii_alphabetic() && text.is_start_of_word(at) => in_words(text, at),
            character if chinese(character).is_some() => in_chinese(text, at),
            _ => None,
        }
    }

    fn new(number: Decimal, end: usize, script: Script) -> Figure {
        Figure { number, end, script, multiplier: 0, is_year: false }
    }

    /// Its value as a part of a date.
    pub(super) fn small(&self, most: u64) -> Option<u8> {
        let whole = self.number.whole().filter(|whole| (1..=most).contains(whole))?;
        u8::try_from(whole).ok()
    }

    /// The year that it may be.
    pub(super) fn year(&self) -> Option<u16> {
        let whole = self.number.whole().filter(|year| self.is_year && (1900..2200).contains(year))?;
        u16::try_from(whole).ok()
    }
}

/// Digits at `at`: their value, and how many.
fn run_of_digits(text: &Text<'_>, at: usize) -> Option<(u64, usize)> {
    let (mut value, mut length) = (0u64, 0);
    while let Some(digit) = text.at(at + length).and_then(|digit| digit.to_digit(10)) {
        value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
        length += 1;
    }
    (length > 0).then_some((value, length))
}

/// Digits with commas and a point: 12,000.50.
fn decimal(text: &Text<'_>, at: usize) -> Option<(Decimal, usize)> {
    let (mut value, length) = run_of_digits(text, at)?;
    let mut end = at + length;
    if length <= 3 {
        while text.is_comma_in_number(end) {
            let Some((group, 3)) = run_of_digits(text, end + 1) else { break };
            value = value.checked_mul(1000)?.checked_add(group)?;
            end += 4;
        }
    }
    let mut power = 0i8;
    if text.at(end) == Some('.')
        && let Some((decimals, length)) = run_of_digits(text, end + 1)
    {
        power = i8::try_from(length).ok()?.checked_neg()?;
        value = value.checked_mul(10u64.checked_pow(u32::try_from(length).ok()?)?)?.checked_add(decimals)?;
        end += 1 + length;
    }
    Some((Decimal::new(value, power), end))
}

fn in_digits(text: &Text<'_>, at: usize) -> Option<Figure> {
    let (number, end) = decimal(text, at)?;
    let mut figure = Figure::new(number, end, Script::Digits);
    if let Some((power, end)) = multiplier(text, end).or_else(|| english_multiplier(text, end)) {
        figure = Figure { number: number.shifted(power)?, end, multiplier: power, ..figure };
        // 3万5千, 3万5000: what follows is less than the place before it.
        let mut left = power;
        while let Some((more, end)) = decimal(text, figure.end) {
            let (power, end) = multiplier(text, end).unwrap_or((0, end));
            let more = more.shifted(power)?;
            if left == 0 || more.shifted(-left)?.whole().is_some() {
                break;
            }
            figure.number = figure.number.plus(more)?;
            (figure.end, left) = (end, power);
        }
    }
    figure.is_year = figure.multiplier == 0 && end - at == 4 && number.whole().is_some();
    Some(figure)
}

/// 万, 千万, 亿 behind digits, as a power of ten.
fn multiplier(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let (mut power, mut end) = (0, at);
    while let Some(step) = match text.at(end) {
        Some('百') => Some(2),
        Some('千') => Some(3),
        Some('万') => Some(4),
        Some('亿') => Some(8),
        _ => None,
    } {
        // 3千米, 3百分点: another word.
        if text.at(end + 1).is_some_and(|next| "米克瓦卡赫帕分".contains(next)) || power > 12 {
            break;
        }
        power += step;
        end += 1;
    }
    (end > at).then_some((power, end))
}

fn english_multiplier(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let word = text.skip_spaces(at);
    [("hundred", 2), ("thousand", 3), ("million", 6), ("billion", 9)]
        .into_iter()
        .find_map(|(name, power)| Some((power, text.after_words(word, name)?)))
}

enum Sign {
    Digit(u64),
    /// Ten to this.
    Place(u32),
    Point,
}

fn chinese(character: char) -> Option<Sign> {
    Some(match character {
        '〇' | '零' | '○' => Sign::Digit(0),
        '一' | '壹' => Sign::Digit(1),
        '二' | '两' | '贰' => Sign::Digit(2),
        '三' | '叁' => Sign::Digit(3),
        '四' | '肆' => Sign::Digit(4),
        '五' | '伍' => Sign::Digit(5),
        '六' | '陆' => Sign::Digit(6),
        '七' | '柒' => Sign::Digit(7),
        '八' | '捌' => Sign::Digit(8),
        '九' | '玖' => Sign::Digit(9),
        '十' | '拾' => Sign::Place(1),
        '百' | '佰' => Sign::Place(2),
        '千' | '仟' => Sign::Place(3),
        '万' => Sign::Place(4),
        '亿' => Sign::Place(8),
        '点' => Sign::Point,
        _ => return None,
    })
}

/// Whether a character is one of those that Chinese numbers are written in.
pub(super) fn is_chinese(character: char) -> bool {
    matches!(chinese(character), Some(Sign::Digit(_) | Sign::Place(_)))
}

fn in_chinese(text: &Text<'_>, at: usize) -> Option<Figure> {
    let mut end = at;
    while text.at(end).and_then(chinese).is_some() && end - at < LONGEST {
        end += 1;
    }
    // What ends with 点 is a time of the day or another word.
    while text.before(end) == Some('点') && end > at {
        end -= 1;
    }
    let signs: Vec<Sign> = (at..end).filter_map(|at| chinese(text.at(at)?)).collect();
    let by_digits = signs.iter().all(|sign| matches!(sign, Sign::Digit(_)));
    if by_digits && signs.len() > 1 {
        let has_zero = signs.iter().any(|sign| matches!(sign, Sign::Digit(0)));
        // 三五年 is not 35 years.
        if !has_zero && signs.len() < 4 {
            return None;
        }
        let append = |value: u64, sign: &Sign| match sign {
            Sign::Digit(digit) => value.checked_mul(10)?.checked_add(*digit),
            _ => None,
        };
        let value = signs.iter().try_fold(0, append)?;
        let figure = Figure::new(Decimal::from(value), end, Script::Chinese);
        return Some(Figure { is_year: signs.len() == 4, ..figure });
    }
    let point = signs.iter().position(|sign| matches!(sign, Sign::Point));
    let number = match point {
        None => places(&signs)?,
        Some(point) => {
            let (before, after) = signs.split_at_checked(point)?;
            with_decimals(before, after.get(1..)?)?
        }
    };
    Some(Figure::new(number, end, Script::Chinese))
}

/// 一百五十, 三万五, 一亿二千万: digits with their places.
fn places(signs: &[Sign]) -> Option<Decimal> {
    // What is complete, in hundreds of millions and ten thousands; what stands before the next 万; the digit that waits for its place.
    let (mut total, mut section) = (0u64, 0u64);
    let mut digit: Option<u64> = None;
    let (mut last, mut last_large) = (u32::MAX, u32::MAX);
    let mut after_zero = false;
    for (nth, sign) in signs.iter().enumerate() {
        match sign {
            Sign::Digit(0) => {
                if digit.is_some() {
                    return None;
                }
                after_zero = true;
            }
            Sign::Digit(value) => {
                if digit.replace(*value).is_some() {
                    return None;
                }
            }
            Sign::Place(place @ (4 | 8)) => {
                let so_far = section.checked_add(digit.take().unwrap_or(0))?;
                let more = if *place == 8 { total.checked_add(so_far)? } else { so_far };
                if more == 0 || (*place >= last_large && *place != 8) {
                    return None;
                }
                let more = more.checked_mul(10u64.checked_pow(*place)?)?;
                total = if *place == 8 { more } else { total.checked_add(more)? };
                section = 0;
                (last, last_large, after_zero) = (*place, *place, false);
            }
            Sign::Place(place) => {
                // A bare 十 is one ten; 百 before 千 is out of order.
                let bare = if *place == 1 && (nth == 0 || section > 0 || total > 0) { Some(1) } else { None };
                let count = digit.take().or(bare)?;
                if *place >= last && !(last == 4 || last == 8) {
                    return None;
                }
                section = section.checked_add(count.checked_mul(10u64.checked_pow(*place)?)?)?;
                (last, after_zero) = (*place, false);
            }
            Sign::Point => return None,
        }
    }
    // 三万五 is 35,000: a last digit right behind a place counts the next one.
    let unit = if after_zero || last == u32::MAX || last == 1 { 1 } else { 10u64.checked_pow(last.checked_sub(1)?)? };
    let rest = section.checked_add(digit.unwrap_or(0).checked_mul(unit)?)?;
    Some(Decimal::from(total.checked_add(rest)?))
}

/// 五点五, 一点五亿.
fn with_decimals(before: &[Sign], after: &[Sign]) -> Option<Decimal> {
    let mut number = places(before)?;
    let (mut power, mut places_up) = (0i8, 0i8);
    for sign in after {
        match sign {
            Sign::Digit(digit) if places_up == 0 => {
                power = power.checked_sub(1)?;
                number = number.plus(Decimal::new(*digit, power))?;
            }
            Sign::Place(place) if power < 0 => places_up = places_up.checked_add(i8::try_from(*place).ok()?)?,
            _ => return None,
        }
    }
    number.shifted(places_up)
}

const WORDS: [(&str, u64); 30] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("fourteen", 14),
    ("four", 4),
    ("fifteen", 15),
    ("five", 5),
    ("sixteen", 16),
    ("six", 6),
    ("seventeen", 17),
    ("seven", 7),
    ("eighteen", 18),
    ("eight", 8),
    ("nineteen", 19),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
];

/// The word for a number that stands at `at`.
fn word(text: &Text<'_>, at: usize) -> Option<(u64, usize)> {
    WORDS.iter().find_map(|(word, value)| Some((*value, text.after_words(at, word)?)))
}

fn in_words(text: &Text<'_>, at: usize) -> Option<Figure> {
    let (mut total, mut section) = (0u64, 0u64);
    let mut end = None;
    let mut next = at;
    while let Some((value, after)) = word(text, next) {
        match value {
            100 if (1..100).contains(&section) => section *= 100,
            1_000 | 1_000_000 if section > 0 => {
                total = total.checked_add(section.checked_mul(value)?)?;
                section = 0;
            }
            // Twenty-one, two hundred and five; but not "two three".
            1..10 if section % 10 == 0 && section != 10 => section += value,
            10..100 if section % 100 == 0 => section += value,
            _ => break,
        }
        end = Some(after);
        next = match text.at(after) {
            Some('-') => after + 1,
            _ => text.skip_spaces(after),
        };
        if section > 0 && section % 100 == 0 {
            next = text.after_words(next, "and").map_or(next, |after| text.skip_spaces(after));
        }
    }
    Some(Figure::new(Decimal::from(total.checked_add(section)?), end?, Script::Words))
}
