//! Reckoning with quantities, in whole fractions.

use super::{Token, WrongEquation};
use crate::quantity::{Decimal, Unit, Value};

/// A number with its unit; percentages are parts of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Term {
    top: i128,
    bottom: i128,
    unit: Unit,
}

/// How deep brackets may stand in brackets.
const DEEPEST: usize = 8;

/// Whether what stands before the one = comes to what stands behind it.
pub(super) fn check(tokens: &[Token]) -> Result<(), WrongEquation> {
    let [left @ .., Token::Sign('='), Token::Quantity(result)] = tokens else {
        return Err(WrongEquation::Unreadable);
    };
    let mut reader = Reader { tokens: left, at: 0 };
    let found = reader.sum(DEEPEST)?;
    // A quantity alone is no reckoning.
    if reader.at != left.len() || left.len() < 3 {
        return Err(WrongEquation::Unreadable);
    }
    let said = term(result).ok_or(WrongEquation::Unworkable)?;
    let is_part = |unit| matches!(unit, Unit::Plain | Unit::Percent);
    if found.unit != said.unit && !(is_part(found.unit) && is_part(said.unit)) {
        return Err(WrongEquation::Units);
    }
    let equal = found.top.checked_mul(said.bottom).zip(said.top.checked_mul(found.bottom));
    match equal {
        Some((one, other)) if one == other => Ok(()),
        _ => Err(WrongEquation::Other(value(&Term { unit: said.unit, ..found }))),
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Reader<'_> {
    fn sign(&mut self, signs: [char; 2]) -> Option<char> {
        match self.tokens.get(self.at) {
            Some(Token::Sign(sign)) if signs.contains(sign) => {
                self.at += 1;
                Some(*sign)
            }
            _ => None,
        }
    }

    fn sum(&mut self, depth: usize) -> Result<Term, WrongEquation> {
        let mut sum = self.product(depth)?;
        while let Some(sign) = self.sign(['+', '−']) {
            let next = self.product(depth)?;
            sum = sum.plus(next, sign == '−')?;
        }
        Ok(sum)
    }

    fn product(&mut self, depth: usize) -> Result<Term, WrongEquation> {
        let mut product = self.one(depth)?;
        while let Some(sign) = self.sign(['×', '÷']) {
            let next = self.one(depth)?;
            product = if sign == '×' { product.times(next)? } else { product.by(next)? };
        }
        Ok(product)
    }

    fn one(&mut self, depth: usize) -> Result<Term, WrongEquation> {
        let token = self.tokens.get(self.at).ok_or(WrongEquation::Unreadable)?;
        self.at += 1;
        match token {
            Token::Quantity(value) => term(value).ok_or(WrongEquation::Unworkable),
            Token::Sign('(') => {
                let inner = self.sum(depth.checked_sub(1).ok_or(WrongEquation::Unreadable)?)?;
                self.sign([')'; 2]).map(|_| inner).ok_or(WrongEquation::Unreadable)
            }
            Token::Sign(_) => Err(WrongEquation::Unreadable),
        }
    }
}

fn term(value: &Value) -> Option<Term> {
    match value {
        Value::Amount(number, unit) => {
            let (by, base) = unit.in_base();
            let (top, bottom) = number.times(by)?.as_fraction()?;
            let hundred = if base == Unit::Percent { 100 } else { 1 };
            let bottom = i128::try_from(bottom).ok()?.checked_mul(hundred)?;
            Term { top: i128::try_from(top).ok()?, bottom, unit: base }.reduced()
        }
        Value::Fraction(part, of) => {
            Term { top: i128::from(*part), bottom: i128::from(*of), unit: Unit::Plain }.reduced()
        }
        Value::Date(_) => None,
    }
}

/// As it is written, where it has finitely many decimals.
fn value(term: &Term) -> Option<Value> {
    let mut power = 0i8;
    let mut top = term.top;
    if term.unit == Unit::Percent {
        top = top.checked_mul(100)?;
    }
    while top.checked_rem(term.bottom)? != 0 {
        top = top.checked_mul(10)?;
        power = power.checked_sub(1).filter(|power| *power >= -6)?;
    }
    let digits = u64::try_from(top.checked_div(term.bottom)?).ok()?;
    Some(Value::Amount(Decimal::new(digits, power), term.unit))
}

impl Term {
    fn reduced(self) -> Option<Term> {
        let (mut a, mut b) = (self.top.checked_abs()?, self.bottom);
        while b != 0 {
            (a, b) = (b, a.checked_rem(b)?);
        }
        let by = a.max(1);
        (self.bottom > 0).then_some(Term {
            top: self.top.checked_div(by)?,
            bottom: self.bottom.checked_div(by)?,
            ..self
        })
    }

    fn new(top: Option<i128>, bottom: Option<i128>, unit: Unit) -> Result<Term, WrongEquation> {
        let term = top.zip(bottom).and_then(|(top, bottom)| Term { top, bottom, unit }.reduced());
        term.ok_or(WrongEquation::Unworkable)
    }

    fn plus(self, other: Term, less: bool) -> Result<Term, WrongEquation> {
        if self.unit != other.unit {
            return Err(WrongEquation::Units);
        }
        let one = self.top.checked_mul(other.bottom);
        let two = other.top.checked_mul(self.bottom);
        let top = one.zip(two).and_then(|(one, two)| if less { one.checked_sub(two) } else { one.checked_add(two) });
        Term::new(top, self.bottom.checked_mul(other.bottom), self.unit)
    }

    fn times(self, other: Term) -> Result<Term, WrongEquation> {
        let unit = match (self.unit, other.unit) {
            (unit, Unit::Plain | Unit::Percent) => unit,
            (Unit::Plain | Unit::Percent, unit) => unit,
            // So much for each person, month or square metre.
            (Unit::Yuan, Unit::Yuan) => return Err(WrongEquation::Units),
            (Unit::Yuan, _) | (_, Unit::Yuan) => Unit::Yuan,
            _ => return Err(WrongEquation::Units),
        };
        Term::new(self.top.checked_mul(other.top), self.bottom.checked_mul(other.bottom), unit)
    }

    fn by(self, other: Term) -> Result<Term, WrongEquation> {
        let unit = match (self.unit, other.unit) {
            (unit, Unit::Plain | Unit::Percent) => unit,
            (one, two) if one == two => Unit::Plain,
            (Unit::Yuan, _) => Unit::Yuan,
            _ => return Err(WrongEquation::Units),
        };
        Term::new(self.top.checked_mul(other.bottom), self.bottom.checked_mul(other.top), unit)
    }
}
