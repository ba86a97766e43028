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
