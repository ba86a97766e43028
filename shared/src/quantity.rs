//! Quantities in Chinese and English texts: money, percentages, dates, ages, durations and counts, each with its place and its value.
//!
//! A value does not depend on how it is written: 一百五十元, 150元 and 150 yuan are one. Words that only sound like numbers (一次, 两项条件, "one of
//! the two") are none; nor are numbers that name something (第12条, 〔2026〕1号, a telephone).

mod decimal;
mod figure;
mod read;
mod text;
mod unit;
mod wording;

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

pub use decimal::Decimal;
pub use read::{figures, quantities};
pub use unit::Unit;

/// A quantity in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its bytes in the text, with its unit.
    pub range: Range<usize>,
    /// What it says.
    pub value: Value,
}

/// What a quantity says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A day, a month or a year; what is not said is none.
    Date(DateParts),
    /// So many of a unit, as the text counts them: 2年 are two years. [`Value::is`] knows that they are 24 months.
    Amount(Decimal, Unit),
    /// A part of a whole: 三分之一.
    Fraction(u32, u32),
}

/// A date as far as it is said: 2026年3月1日, 2026年3月, 12月31日.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    /// The year.
    pub year: Option<u16>,
    /// From 1.
    pub month: Option<u8>,
    /// From 1.
    pub day: Option<u8>,
}

impl DateParts {
    /// The day, where it is one with its year.
    pub fn whole(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(i32::from(self.year?), u32::from(self.month?), u32::from(self.day?))
    }

    /// Whether no date can be so: 2月30日.
    fn is_impossible(&self) -> bool {
        // A leap year, where the year is not said.
        let year = self.year.unwrap_or(2000);
        let day = NaiveDate::from_ymd_opt(year.into(), self.month.unwrap_or(1).into(), self.day.unwrap_or(1).into());
        day.is_none()
    }

    /// Whether everything that is said here is said there too.
    fn is_part_of(&self, other: &DateParts) -> bool {
        fn within<T: PartialEq>(here: Option<T>, there: Option<T>) -> bool {
            here.is_none() || here == there
        }
        within(self.year, other.year) && within(self.month, other.month) && within(self.day, other.day)
    }
}

impl From<NaiveDate> for DateParts {
    fn from(day: NaiveDate) -> DateParts {
        DateParts {
            year: u16::try_from(day.year()).ok(),
            month: u8::try_from(day.month()).ok(),
            day: u8::try_from(day.day()).ok(),
        }
    }
}

impl Value {
    /// A sum in fen.
    pub fn money(fen: u64) -> Value {
        Value::Amount(Decimal::new(fen, -2), Unit::Yuan)
    }

    /// How many fen, where it is a sum of whole ones.
    pub fn fen(&self) -> Option<u64> {
        match self {
            Value::Amount(number, Unit::Yuan) => number.shifted(2)?.whole(),
            _ => None,
        }
    }

    /// Whether both say the same. A number without a unit, as in "1,500 each", says what the other says if it is the same number.
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Date(one), Value::Date(two)) => one == two,
            (Value::Amount(number, Unit::Plain), other) | (other, Value::Amount(number, Unit::Plain)) => {
                other.is_written(number)
            }
            (Value::Amount(one, of), Value::Amount(two, other)) => {
                let (by, base) = of.in_base();
                let (by_other, other_base) = other.in_base();
                base == other_base && one.times(by).is_some_and(|one| Some(one) == two.times(by_other))
            }
            (Value::Fraction(..), _) | (_, Value::Fraction(..)) => match (self.part(), other.part()) {
                (Some((a, b)), Some((c, d))) => a.checked_mul(d).is_some_and(|left| Some(left) == c.checked_mul(b)),
                _ => false,
            },
            (Value::Date(_), Value::Amount(..)) | (Value::Amount(..), Value::Date(_)) => false,
        }
    }

    /// Whether `source` says it: the same, or a date that is told more exactly there. A number without a unit says nothing of one that has one.
    pub fn rests_on(&self, source: &Value) -> bool {
        match (self, source) {
            (Value::Amount(_, unit), Value::Amount(_, Unit::Plain)) if *unit != Unit::Plain => false,
            (Value::Date(here), Value::Date(there)) => here.is_part_of(there),
            (Value::Amount(number, Unit::Plain), Value::Date(DateParts { year: Some(year), .. })) => {
                *number == Decimal::from(u64::from(*year))
            }
            _ => self.is(source),
        }
    }

    /// Whether this is the number that stands in the text.
    fn is_written(&self, number: &Decimal) -> bool {
        match self {
            Value::Amount(own, _) => own == number,
            Value::Date(DateParts { year: Some(year), month: None, day: None }) => {
                *number == Decimal::from(u64::from(*year))
            }
            Value::Date(_) | Value::Fraction(..) => false,
        }
    }

    /// As a part of a whole: numerator and denominator.
    fn part(&self) -> Option<(u128, u128)> {
        match self {
            Value::Fraction(part, of) => Some((u128::from(*part), u128::from(*of))),
            Value::Amount(number, Unit::Percent) => {
                let (top, bottom) = number.as_fraction()?;
                Some((top, bottom.checked_mul(100)?))
            }
            _ => None,
        }
    }
}
