//! Check digits of identity numbers: 公民身份号码 (GB 11643-1999) and 统一社会信用代码 (GB 32100-2015).
//!
//! The numbers themselves never enter an error or a log: a refusal says what is wrong, never with which number.

use chrono::NaiveDate;
use thiserror::Error;

/// What is wrong with an identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdentityError {
    /// Not the right number of characters.
    #[error("the number has {found} characters, {expected} are needed")]
    Length {
        /// By the standard.
        expected: usize,
        /// Counted.
        found: usize,
    },
    /// A character that the standard does not use here.
    #[error("character {0} cannot stand in this number")]
    Character(usize),
    /// The date of birth in it does not exist.
    #[error("the date of birth in the number does not exist")]
    BirthDate,
    /// The check digit does not fit the rest: most often a slip of the finger.
    #[error("the check digit does not fit the number")]
    CheckDigit,
}

/// Checks a resident identity number of 18 characters; a lower-case x is accepted.
pub fn check_resident_number(number: &str) -> Result<(), IdentityError> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let found = number.chars().count();
    if found != 18 {
        return Err(IdentityError::Length { expected: 18, found });
    }
    let mut sum = 0;
    for ((position, character), weight) in number.chars().enumerate().zip(WEIGHTS) {
        sum += weight * character.to_digit(10).ok_or(IdentityError::Character(position + 1))?;
    }
    let birth = number.get(6..14).and_then(|digits| digits.parse::<u32>().ok());
    let day = birth
        .and_then(|birth| NaiveDate::from_ymd_opt((birth / 10_000).try_into().ok()?, birth / 100 % 100, birth % 100));
    if day.is_none() {
        return Err(IdentityError::BirthDate);
    }
    let last = match number.chars().next_back() {
        Some('X' | 'x') => 10,
        other => other.and_then(|c| c.to_digit(10)).ok_or(IdentityError::Character(18))?,
    };
    // ISO 7064 MOD 11-2: the weighted sum with the check digit leaves 1.
    if (sum + last) % 11 == 1 { Ok(()) } else { Err(IdentityError::CheckDigit) }
}

/// Checks a unified social credit code of 18 characters; lower case is accepted.
pub fn check_credit_code(code: &str) -> Result<(), IdentityError> {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let found = code.chars().count();
    if found != 18 {
        return Err(IdentityError::Length { expected: 18, found });
    }
    let mut values = Vec::with_capacity(18);
    for (position, character) in code.chars().enumerate() {
        let value = ALPHABET.find(character.to_ascii_uppercase()).ok_or(IdentityError::Character(position + 1))?;
        values.push(value);
    }
    // Weights are the powers of 3 modulo 31; with the check character the sum is a multiple of 31.
    let mut weight = 1;
    let mut sum = 0;
    for value in values.iter().take(17) {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let check = values.last().copied().unwrap_or_default();
    if (sum + check) % 31 == 0 { Ok(()) } else { Err(IdentityError::CheckDigit) }
}

/// What was typed, in the groups of its standard: region, day of birth, order and check digit for a person; authority and kind, region, body, check digit
/// for a credit code, whose first two characters are told from a region's by not being one: 91 to 93 and those with a letter. Nothing before a group is full.
pub fn grouped(typed: &str) -> String {
    let typed: Vec<char> = typed.chars().filter(|it| !it.is_whitespace()).map(|it| it.to_ascii_uppercase()).collect();
    let of_person = typed.iter().take(17).all(char::is_ascii_digit) && typed.first() != Some(&'9');
    let breaks: &[usize] = if of_person { &[6, 14] } else { &[2, 8, 17] };
    if breaks.first().is_none_or(|first| typed.len() <= *first) {
        return String::new();
    }
    let mut groups = String::with_capacity(typed.len() + breaks.len());
    for (at, character) in typed.into_iter().enumerate() {
        if breaks.contains(&at) {
            groups.push(' ');
        }
        groups.push(character);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standards_pass() {
        // GB 11643-1999, its own two examples.
        assert_eq!(check_resident_number("11010519491231002X"), Ok(()));
        assert_eq!(check_resident_number("11010519491231002x"), Ok(()));
        assert_eq!(check_resident_number("440524188001010014"), Ok(()));
        // GB 32100-2015, appendix.
        assert_eq!(check_credit_code("91350100M000100Y43"), Ok(()));
    }

    #[test]
    fn every_slip_of_one_digit_is_caught() {
        for (number, check) in [
            ("440524188001010014", check_resident_number as fn(&str) -> Result<(), IdentityError>),
            ("91350100M000100Y43", check_credit_code),
        ] {
            for position in 0..18 {
                for digit in '0'..='9' {
                    let changed: String =
                        number.chars().enumerate().map(|(at, c)| if at == position { digit } else { c }).collect();
                    assert_eq!(check(&changed).is_ok(), changed == number, "{changed}");
                }
            }
        }
    }

    #[test]
    fn groups_are_those_of_the_standards_and_lose_nothing() {
        assert_eq!(grouped("11010519491231002x"), "110105 19491231 002X");
        assert_eq!(grouped("91350100m000100y43"), "91 350100 M000100Y4 3");
        assert_eq!(grouped("110105 1949"), "110105 1949");
        assert_eq!([grouped("110105"), grouped("91"), grouped("")], [""; 3]);
        for typed in ["110105194912310021999", "91350100M000100Y43ABC", "示例示例示例示例"] {
            assert_eq!(grouped(typed).replace(' ', ""), typed);
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_the_number() {
        assert_eq!(check_resident_number("123"), Err(IdentityError::Length { expected: 18, found: 3 }));
        assert_eq!(check_resident_number("1101051949123100二X"), Err(IdentityError::Character(17)));
        assert_eq!(check_resident_number("110105194913310020"), Err(IdentityError::BirthDate));
        assert_eq!(check_credit_code("91350100I000100Y43"), Err(IdentityError::Character(9)));
    }
}
