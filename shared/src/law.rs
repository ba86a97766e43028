//! Citing a law: article numbers as laws write them, 第十二条 and 第十二条之一.
//!
//! An article is addressed by its number, never by its position: an article inserted later is 12-1 and does not move 13.

mod citation;

use std::fmt;
use std::str::FromStr;

pub use citation::{Citation, Law};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The number of an article, and of the insertion after it where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?$")))]
pub struct ArticleNumber {
    main: u16,
    /// Zero where the article is not an inserted one.
    inserted: u16,
}

/// A text that is no article number.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is not an article number such as 12 or 12-1")]
pub struct NotAnArticleNumber(String);

impl ArticleNumber {
    /// Article 1.
    pub(crate) const FIRST: ArticleNumber = ArticleNumber { main: 1, inserted: 0 };

    /// The article `main`, or none for zero and for numbers that no law reaches.
    pub fn new(main: u16) -> Option<Self> {
        (1..=LARGEST).contains(&main).then_some(ArticleNumber { main, inserted: 0 })
    }

    /// The `nth` article inserted after this one, 第十二条之一 being the first after 12.
    pub fn inserted(self, nth: u16) -> Option<Self> {
        (self.inserted == 0 && (1..=LARGEST).contains(&nth)).then_some(ArticleNumber { inserted: nth, ..self })
    }

    /// The number of what stands at `place` in a list, from 0, where nothing else is said. Beyond the largest it is the largest.
    pub(crate) fn at_place(place: usize) -> Self {
        ArticleNumber { main: u16::try_from(place).unwrap_or(LARGEST).saturating_add(1).min(LARGEST), inserted: 0 }
    }

    /// The next whole number: 13 after 12 and after 12-1. After the largest it is the largest again.
    pub(crate) fn following(self) -> Self {
        ArticleNumber { main: self.main.saturating_add(1).min(LARGEST), inserted: 0 }
    }

    /// Whether `next` comes right after this article: 13 or 12-1 after 12, 13 or 12-2 after 12-1.
    pub fn is_followed_by(self, next: ArticleNumber) -> bool {
        let next_article = next.inserted == 0 && next.main == self.main.saturating_add(1);
        next_article || (next.main == self.main && next.inserted == self.inserted.saturating_add(1))
    }

    /// As the law writes it: 第十二条之一.
    pub fn chinese(&self) -> String {
        let mut text = format!("第{}条", chinese_numeral(self.main));
        if self.inserted > 0 {
            text.push('之');
            text.push_str(&chinese_numeral(self.inserted));
        }
        text
    }

    /// Reads 第十二条之一 at the beginning of `text`; what follows it comes back too.
    pub fn read_chinese(text: &str) -> Option<(Self, &str)> {
        let (main, rest) = read_ordinal(text, '条')?;
        let number = ArticleNumber::new(main)?;
        let Some(after) = rest.strip_prefix('之') else { return Some((number, rest)) };
        let end = after.find(|c| numeral_value(c).is_none()).unwrap_or(after.len());
        let (digits, after) = after.split_at(end);
        match read_numeral(digits).and_then(|nth| number.inserted(nth)) {
            Some(inserted) => Some((inserted, after)),
            None => Some((number, rest)),
        }
    }
}

/// No law has more articles than this.
const LARGEST: u16 = 9999;

impl fmt::Display for ArticleNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inserted {
            0 => write!(f, "{}", self.main),
            nth => write!(f, "{}-{nth}", self.main),
        }
    }
}

impl FromStr for ArticleNumber {
    type Err = NotAnArticleNumber;

    fn from_str(text: &str) -> Result<Self, NotAnArticleNumber> {
        let plain = |digits: &str| match digits.as_bytes() {
            [b'1'..=b'9', rest @ ..] if rest.len() < 4 && rest.iter().all(u8::is_ascii_digit) => digits.parse().ok(),
            _ => None,
        };
        let read = match text.split_once('-') {
            None => plain(text).and_then(ArticleNumber::new),
            Some((main, nth)) => plain(main)
                .and_then(ArticleNumber::new)
                .and_then(|number| plain(nth).and_then(|nth| number.inserted(nth))),
        };
        read.ok_or_else(|| NotAnArticleNumber(text.chars().take(20).collect()))
    }
}

impl TryFrom<String> for ArticleNumber {
    type Error = NotAnArticleNumber;

    fn try_from(text: String) -> Result<Self, NotAnArticleNumber> {
        text.parse()
    }
}

impl From<ArticleNumber> for String {
    fn from(number: ArticleNumber) -> Self {
        number.to_string()
    }
}

/// Reads 第…`unit`, such as 第三章, at the beginning of `text`; what follows comes back too.
pub(crate) fn read_ordinal(text: &str, unit: char) -> Option<(u16, &str)> {
    let (numeral, rest) = text.strip_prefix('第')?.split_once(unit)?;
    // A numeral up to 9999 has at most eight characters, and some writers put spaces around it.
    let numeral = numeral.trim();
    if numeral.chars().count() > 8 {
        return None;
    }
    Some((read_numeral(numeral)?, rest))
}

/// Reads a numeral from 1 to 9999: 一百零三, 廿 is not used by laws; digits too, also full width.
pub(crate) fn read_numeral(text: &str) -> Option<u16> {
    let mut total: u16 = 0;
    let mut digit: Option<u16> = None;
    let mut plain: Option<u16> = None;
    let mut smallest_unit = u16::MAX;
    for character in text.chars() {
        match numeral_value(character)? {
            Numeral::Digit(value) => {
                digit = Some(value);
                plain = Some(plain.unwrap_or(0).checked_mul(10)?.checked_add(value)?);
            }
            Numeral::Unit(unit) => {
                // 百 before 千 would be out of order; a bare 十 is one ten.
                if unit >= smallest_unit {
                    return None;
                }
                smallest_unit = unit;
                let count = digit.take().filter(|count| *count > 0).or((unit == 10).then_some(1))?;
                total = total.checked_add(count.checked_mul(unit)?)?;
            }
        }
    }
    let number = if smallest_unit == u16::MAX { plain? } else { total.checked_add(digit.unwrap_or(0))? };
    (1..=LARGEST).contains(&number).then_some(number)
}

/// Whether numerals are written with this character.
pub(crate) fn is_numeral(character: char) -> bool {
    numeral_value(character).is_some()
}

enum Numeral {
    Digit(u16),
    Unit(u16),
}

fn numeral_value(character: char) -> Option<Numeral> {
    Some(match character {
        '〇' | '零' | '○' => Numeral::Digit(0),
        '一' => Numeral::Digit(1),
        '二' | '两' => Numeral::Digit(2),
        '三' => Numeral::Digit(3),
        '四' => Numeral::Digit(4),
        '五' => Numeral::Digit(5),
        '六' => Numeral::Digit(6),
        '七' => Numeral::Digit(7),
        '八' => Numeral::Digit(8),
        '九' => Numeral::Digit(9),
        '十' => Numeral::Unit(10),
        '百' => Numeral::Unit(100),
        '千' => Numeral::Unit(1000),
        '0'..='9' => Numeral::Digit(u16::try_from(u32::from(character) - u32::from('0')).ok()?),
        '０'..='９' => Numeral::Digit(u16::try_from(u32::from(character) - u32::from('０')).ok()?),
        _ => return None,
    })
}

/// A number from 1 to 9999 as laws write it: 十二, 一百零三.
pub(crate) fn chinese_numeral(number: u16) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let mut text = String::new();
    let mut zero_between = false;
    for (unit, name) in [(1000, Some('千')), (100, Some('百')), (10, Some('十')), (1, None)] {
        // No unit is zero; so said, the division brings no panic into the app.
        let digit = number / unit.max(1) % 10;
        if digit == 0 {
            zero_between = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut zero_between) {
            text.push('零');
        }
        // Ten to nineteen are written without the leading one.
        if !(unit == 10 && digit == 1 && text.is_empty()) {
            text.extend(DIGITS.get(usize::from(digit)));
        }
        text.extend(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_laws_write_them() {
        for (chinese, number) in [
            ("第一条", "1"),
            ("第十条", "10"),
            ("第十二条之一", "12-1"),
            ("第二十条", "20"),
            ("第一百零三条", "103"),
            ("第一百一十条", "110"),
            ("第二百八十七条之二", "287-2"),
            ("第一千二百六十条", "1260"),
            ("第一千零一条", "1001"),
        ] {
            let (read, rest) = ArticleNumber::read_chinese(chinese).unwrap();
            assert_eq!((read.to_string().as_str(), rest), (number, ""), "{chinese}");
            assert_eq!(read.chinese(), chinese);
            assert_eq!(number.parse(), Ok(read));
        }
        assert_eq!(ArticleNumber::read_chinese("第１２条 文").unwrap().1, " 文");
        assert_eq!(ArticleNumber::read_chinese("第十二条之规定").unwrap().1, "之规定");
    }

    #[test]
    fn an_inserted_article_stands_between_its_neighbours() {
        let number = |text: &str| text.parse::<ArticleNumber>().unwrap();
        assert!(number("12") < number("12-1") && number("12-1") < number("12-2") && number("12-2") < number("13"));
    }

    #[test]
    fn anything_else_is_no_number() {
        for text in ["", "0", "012", "12-", "12-0", "-1", "12-1-1", "12345", "１２", "12 "] {
            assert!(text.parse::<ArticleNumber>().is_err(), "{text:?}");
        }
        for text in ["条", "第条", "第零条", "第百条", "第十百条", "第一条二", "第甲条"] {
            let whole = ArticleNumber::read_chinese(text).is_some_and(|(_, rest)| rest.is_empty());
            assert!(!whole, "{text:?}");
        }
    }

    proptest! {
        /// Numerals put together digit by digit from the rule of the language, apart from the code under test.
        #[test]
        fn every_numeral_is_read(thousands in 0u16..10, hundreds in 0u16..10, tens in 0u16..10, ones in 0u16..10) {
            let number = thousands * 1000 + hundreds * 100 + tens * 10 + ones;
            prop_assume!(number > 0);
            let digit = |n: u16| "零一二三四五六七八九".chars().nth(usize::from(n)).unwrap();
            let mut text = String::new();
            for (value, unit) in [(thousands, "千"), (hundreds, "百"), (tens, "十"), (ones, "")] {
                text.push(digit(value));
                if value > 0 { text.push_str(unit); }
            }
            while text.contains("零零") { text = text.replace("零零", "零"); }
            let text = text.trim_matches('零');
            prop_assert_eq!(read_numeral(text), Some(number));
            let short = if number < 20 { text.strip_prefix('一').filter(|rest| rest.starts_with('十')).unwrap_or(text) } else { text };
            prop_assert_eq!(chinese_numeral(number), short);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[第条之一二十百千零〇0-9 ]{0,12}") {
            let _ = ArticleNumber::read_chinese(&text);
            let _ = text.parse::<ArticleNumber>();
        }
    }
}
