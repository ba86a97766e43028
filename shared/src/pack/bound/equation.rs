//! What a case comes to, worked out before the reader's eyes: 150元 × 12 = 1,800元.
//!
//! One equation a line: quantities with + − × ÷ and brackets, one quantity as the result. It is evaluated exactly, units and all. Its operands are
//! bound: a cited article has them, the title of the case, or an equation above. Free are only numbers of the calendar and of halves
//! ([`is_of_the_calendar`]).

use std::ops::Range;

use crate::quantity::{Decimal, Quantity, Unit, Value, quantities};
use crate::words::Language;

mod evaluate;

/// An equation as it is written, evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation<'a> {
    text: &'a str,
    /// The quantities, the result last.
    quantities: Vec<Quantity>,
}

/// What is wrong with an equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongEquation {
    /// It cannot be read.
    Unreadable,
    /// Units that do not go together: 15% + 3元.
    Units,
    /// Too large to be told exactly, or divided by nothing.
    Unworkable,
    /// It comes to something else; to what, where that can be written as a decimal number.
    Other(Option<Value>),
}

/// A part of an equation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Quantity(Value),
    Sign(char),
}

/// Whether an operand needs no article: 2 and 4 for halves and quarters, 3 for the months of a quarter, 12 and 12个月 for those of a year.
pub fn is_of_the_calendar(value: &Value) -> bool {
    let is = |number: u64, unit| value == &Value::Amount(Decimal::from(number), unit);
    [2, 3, 4, 12].into_iter().any(|number| is(number, Unit::Plain)) || is(12, Unit::Month) || is(4, Unit::Quarter)
}

impl<'a> Equation<'a> {
    /// Reads one and works it out.
    pub fn read(text: &'a str) -> Result<Equation<'a>, WrongEquation> {
        let parts = tokens(text).ok_or(WrongEquation::Unreadable)?;
        let tokens: Vec<Token> = parts.iter().map(|(token, _)| token.clone()).collect();
        evaluate::check(&tokens)?;
        let quantities = parts
            .into_iter()
            .filter_map(|(token, range)| match token {
                Token::Quantity(value) => Some(Quantity { range, value }),
                Token::Sign(_) => None,
            })
            .collect();
        Ok(Equation { text, quantities })
    }

    /// What is reckoned with, each as it is written.
    pub fn operands(&self) -> impl Iterator<Item = (&'a str, &Value)> {
        let operands = self.quantities.split_last().map_or(&[][..], |(_, operands)| operands);
        operands.iter().map(|one| (self.text.get(one.range.clone()).unwrap_or_default(), &one.value))
    }

    /// What it comes to.
    pub fn result(&self) -> Value {
        self.quantities.last().map_or(Value::Amount(Decimal::ZERO, Unit::Plain), |one| one.value)
    }
}

/// An equation as a reader of `language` sees it: 150 yuan × 12 = 1,800 yuan. One that cannot be read stays as it is.
pub fn in_language(text: &str, language: Language) -> String {
    let Some(parts) = tokens(text).filter(|_| language == Language::En) else { return text.to_owned() };
    let mut said = String::new();
    for (token, _) in parts {
        match token {
            Token::Quantity(value) => said.push_str(&value.said(Language::En)),
            Token::Sign(sign @ ('(' | ')')) => said.push(sign),
            Token::Sign(sign) => said.extend([' ', sign, ' ']),
        }
    }
    said
}

/// The parts of an equation, each with its bytes; none where something in it is neither a quantity nor a sign.
fn tokens(text: &str) -> Option<Vec<(Token, Range<usize>)>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices().chain([(text.len(), '\n')]) {
        let sign = match character {
            '+' | '＋' => '+',
            '-' | '－' | '−' | '–' => '−',
            '×' | '*' | '＊' | '✕' => '×',
            '÷' | '/' | '／' => '÷',
            '(' | '（' => '(',
            ')' | '）' => ')',
            '=' | '＝' => '=',
            '\n' => '\n',
            _ => continue,
        };
        let between = text.get(start..at)?;
        let written = between.trim();
        if !written.is_empty() {
            let from = start + (between.len() - between.trim_start().len());
            let found = quantities(written);
            let [one] = found.as_slice() else { return None };
            if one.range != (0..written.len()) || matches!(one.value, Value::Date(_)) {
                return None;
            }
            tokens.push((Token::Quantity(one.value), from..from + written.len()));
        }
        start = at + character.len_utf8();
        if sign != '\n' {
            tokens.push((Token::Sign(sign), at..start));
        }
    }
    Some(tokens)
}

impl WrongEquation {
    /// In both languages.
    pub(super) fn told(&self, text: &str) -> (String, String) {
        match self {
            WrongEquation::Unreadable => (
                format!("看不懂算式“{text}”，请写成 150元 × 12 = 1,800元 这样"),
                format!("“{text}” cannot be read: write it as 150元 × 12 = 1,800元"),
            ),
            WrongEquation::Units => {
                (format!("算式“{text}”里的单位合不到一起"), format!("the units of “{text}” do not go together"))
            }
            WrongEquation::Unworkable => {
                (format!("算式“{text}”没法准确算出来"), format!("“{text}” cannot be worked out exactly"))
            }
            WrongEquation::Other(Some(value)) => (
                format!("算式“{text}”不对，应等于{}", value.said(Language::Zh)),
                format!("“{text}” is wrong: it comes to {}", value.said(Language::En)),
            ),
            WrongEquation::Other(None) => (format!("算式“{text}”不对"), format!("“{text}” is wrong")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrong(text: &str) -> Option<WrongEquation> {
        Equation::read(text).err()
    }

    #[test]
    fn equations_are_worked_out_with_their_units() {
        for text in [
            "150元 × 12 = 1,800元",
            "150 yuan × 12 = 1,800 yuan",
            "一百五十元×12＝1800元",
            "3,600元 ÷ 12 = 300元",
            "300元 × 18个月 = 5,400元",
            "450元 + 900元 = 1,350元",
            "2,000元 - 500元 = 1,500元",
            "(2,000元 − 500元) × 2 = 3,000元",
            "75元 × 6 + 150元 × 6 = 1,350元",
            "200万元 × 5% = 10万元",
            "100元 ÷ 3 × 3 = 100元",
            "6年 − 2年 = 48个月",
            "42平方米 ÷ 3 = 14平方米",
            "30元 ÷ 200元 = 15%",
            "15% + 5% = 20%",
            "10元 × 三分之一 × 3 = 10元",
        ] {
            assert_eq!(wrong(text), None, "{text}");
        }
        let comes_to = |fen| Some(WrongEquation::Other(Some(Value::money(fen))));
        assert_eq!(wrong("150元 × 12 = 1,801元"), comes_to(180_000));
        assert_eq!(wrong("75元 + 150元 × 6 = 1,350元"), comes_to(97_500));
        assert_eq!(wrong("100元 ÷ 3 = 33.33元"), Some(WrongEquation::Other(None)));
        assert_eq!(wrong("100元 − 200元 = 100元"), Some(WrongEquation::Other(None)));
        for text in [
            "150元 + 12 = 162元",
            "150元 × 12元 = 1,800元",
            "3人 × 2个月 = 6人",
            "150元 × 12 = 1,800",
            "2年 + 3人 = 5年",
        ] {
            assert_eq!(wrong(text), Some(WrongEquation::Units), "{text}");
        }
        for text in [
            "",
            "=",
            "150元 = 150元",
            "150元 × 12",
            "150元 × = 12元",
            "150元 12 = 1元",
            "150元 × 12 = 1,800元 = 1,800元",
            "一年多少 = 2元",
            "(150元 × 12 = 1,800元",
            "2026-03-01 + 1日 = 2日",
        ] {
            assert_eq!(wrong(text), Some(WrongEquation::Unreadable), "{text}");
        }
        let long = format!("{}1元{} = 1元", "(".repeat(2000), ")".repeat(2000));
        assert_eq!(wrong(&long), Some(WrongEquation::Unreadable));
        assert_eq!(wrong("100元 ÷ 0 = 1元"), Some(WrongEquation::Unworkable));
        let huge = ["9,000,000,000,000,000元"; 12]
            .join(" × 9,000,000,000,000,000 × ")
            .replace(" × 9,000,000,000,000,000元", " × 9,000,000,000,000,000");
        assert_eq!(wrong(&format!("{huge} = 1元")), Some(WrongEquation::Unworkable));
    }

    #[test]
    fn it_is_read_in_english_too() {
        let english = |text| in_language(text, Language::En);
        assert_eq!(english("150元 × 12 = 1,800元"), "150 yuan × 12 = 1,800 yuan");
        assert_eq!(english("(6年-2年)×3=12年"), "(6 years − 2 years) × 3 = 12 years");
        assert_eq!(english("看不懂"), "看不懂");
        assert_eq!(in_language("6年-2年=4年", Language::Zh), "6年-2年=4年");
    }

    proptest! {
        /// Against whole fen.
        #[test]
        fn sums_of_products_are_exact(parts in prop::collection::vec((1u64..100_000, 1u64..40, any::<bool>()), 1..6), off in 0u64..3) {
            let yuan = |fen: u64| format!("{}.{:02}元", fen / 100, fen % 100);
            let sum: u64 = parts.iter().map(|(fen, times, _)| fen * times).sum();
            let left: Vec<String> = parts.iter().map(|(fen, times, first)| {
                if *first { format!("{times} × {}", yuan(*fen)) } else { format!("{} × {times}", yuan(*fen)) }
            }).collect();
            let text = format!("{} = {}", left.join(" + "), yuan(sum + off));
            let expected = (off > 0).then(|| WrongEquation::Other(Some(Value::money(sum))));
            prop_assert_eq!(wrong(&text), expected);
            // As it is read in English it says the same.
            let english = in_language(&text, Language::En);
            prop_assert_eq!(wrong(&english), wrong(&text), "{}", english);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9元%×÷+−()= ,.]{0,30}") {
            let _ = Equation::read(&text);
            let _ = in_language(&text, Language::En);
        }
    }
}
