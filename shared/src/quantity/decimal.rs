//! Decimal numbers, exactly.

use std::cmp::Ordering;

/// A number of at least zero with finitely many decimals. Equal numbers are equal values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// Without zeros at the end.
    digits: u64,
    /// Times ten to this.
    power: i8,
}

impl From<u64> for Decimal {
    fn from(whole: u64) -> Decimal {
        Decimal::new(whole, 0)
    }
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Decimal = Decimal { digits: 0, power: 0 };

    /// `digits` times ten to `power`.
    pub fn new(digits: u64, power: i8) -> Decimal {
        if digits == 0 {
            return Decimal::ZERO;
        }
        let (mut digits, mut power) = (digits, power);
        while digits % 10 == 0 && power < i8::MAX {
            digits /= 10;
            power += 1;
        }
        Decimal { digits, power }
    }

    /// Times ten to `power`.
    pub fn shifted(self, power: i8) -> Option<Decimal> {
        Some(Decimal { digits: self.digits, power: if self.digits == 0 { 0 } else { self.power.checked_add(power)? } })
    }

    /// The product; none where it is too large to be told exactly.
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        Some(Decimal::new(self.digits.checked_mul(other.digits)?, self.power.checked_add(other.power)?))
    }

    /// The sum; none where it is too large to be told exactly.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let power = match (self.digits, other.digits) {
            (0, _) => other.power,
            (_, 0) => self.power,
            _ => self.power.min(other.power),
        };
        Some(Decimal::new(self.digits_at(power)?.checked_add(other.digits_at(power)?)?, power))
    }

    /// As a whole number, where it is one.
    pub fn whole(self) -> Option<u64> {
        (self.power >= 0).then(|| self.digits_at(0)).flatten()
    }

    /// Numerator and denominator, the latter a power of ten.
    pub fn as_fraction(self) -> Option<(u128, u128)> {
        let ten_to = |power: u32| 10u128.checked_pow(power);
        let digits = u128::from(self.digits);
        let size = u32::from(self.power.unsigned_abs());
        match self.power.cmp(&0) {
            Ordering::Less => Some((digits, ten_to(size)?)),
            _ => Some((digits.checked_mul(ten_to(size)?)?, 1)),
        }
    }

    /// The number as it is written, with a comma before each three digits: 1,234.5.
    pub fn written(self) -> String {
        let digits = self.digits.to_string();
        let after = usize::from(if self.power < 0 { self.power.unsigned_abs() } else { 0 });
        let zeros = usize::from(if self.power > 0 { self.power.unsigned_abs() } else { 0 });
        let before = digits.len().saturating_sub(after);
        let (whole, decimals) = digits.split_at_checked(before).unwrap_or((&digits, ""));
        let length = whole.len() + zeros;
        let mut written = String::new();
        if length == 0 {
            written.push('0');
        }
        for (place, digit) in whole.chars().chain(std::iter::repeat_n('0', zeros)).enumerate() {
            if place > 0 && (length - place) % 3 == 0 {
                written.push(',');
            }
            written.push(digit);
        }
        if after > 0 {
            written.push('.');
            written.extend(std::iter::repeat_n('0', after - decimals.len()));
            written.push_str(decimals);
        }
        written
    }

    fn digits_at(self, power: i8) -> Option<u64> {
        if self.digits == 0 {
            return Some(0);
        }
        let up = u32::try_from(i16::from(self.power) - i16::from(power)).ok()?;
        self.digits.checked_mul(10u64.checked_pow(up)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_with_commas() {
        for (digits, power, written) in [
            (15, -1, "1.5"),
            (5, -2, "0.05"),
            (1_234_567, 0, "1,234,567"),
            (3, 6, "3,000,000"),
            (0, 3, "0"),
            (1000, 0, "1,000"),
        ] {
            assert_eq!(Decimal::new(digits, power).written(), written);
        }
    }

    proptest! {
        /// Against whole numbers of thousandths.
        #[test]
        fn sums_and_products_are_exact(a in 0u64..1_000_000, b in 0u64..1_000_000) {
            let of = |thousandths| Decimal::new(thousandths, -3);
            prop_assert_eq!(of(a).plus(of(b)), Some(of(a + b)));
            prop_assert_eq!(of(a).times(of(b)), Some(Decimal::new(a * b, -6)));
            prop_assert_eq!(of(a) == of(b), a == b);
            prop_assert_eq!(of(a * 1000).whole(), Some(a));
            let (top, bottom) = of(a).as_fraction().unwrap();
            prop_assert_eq!(top * 1000, u128::from(a) * bottom);
            prop_assert_eq!(of(a).written().replace(',', "").parse::<f64>().unwrap(), format!("{}.{:03}", a / 1000, a % 1000).parse::<f64>().unwrap());
        }
    }
}
