//! Finding the quantities of a text.

use super::figure::{Figure, Script, is_chinese};
use super::text::Text;
use super::{DateParts, Decimal, Quantity, Unit, Value};

mod date;
mod name;

/// The quantities of a text, in order and apart. Digits without a unit are one of [`Unit::Plain`]; numerals that are written out are none without a unit.
pub fn quantities(text: &str) -> Vec<Quantity> {
    Reader::new(text, false).all()
}

/// The same, and the numerals that are written out without a unit that is known here: 五档. A text that is relied on may say a number so.
pub fn figures(text: &str) -> Vec<Quantity> {
    Reader::new(text, true).all()
}

struct Reader<'a> {
    text: Text<'a>,
    /// Whether numerals without a unit count too.
    without_unit: bool,
    found: Vec<Quantity>,
    /// Where the quantity ends that was found last.
    end_of_last: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, without_unit: bool) -> Reader<'a> {
        Reader { text: Text::new(text), without_unit, found: Vec::new(), end_of_last: 0 }
    }

    fn all(mut self) -> Vec<Quantity> {
        let mut at = 0;
        while at < self.text.len() {
            at = self.one(at).map_or(at + 1, |end| end.max(at + 1));
        }
        self.found
    }

    /// Takes what stands at `at`: a quantity, or a number that is none. Where it ends.
    fn one(&mut self, at: usize) -> Option<usize> {
        let special = self.of_a_hundred(at).or_else(|| self.sum(at)).or_else(|| self.half_a_year(at));
        if let Some(end) = special.or_else(|| self.birthday(at)).or_else(|| self.named_date(at)) {
            return Some(end);
        }
        if let Some(end) = self.name_of_something(at) {
            return Some(end);
        }
        let Some(figure) = Figure::read(&self.text, at) else {
            // 千万, 三五: no part of it is a number.
            let mut end = at;
            while self.text.at(end).is_some_and(is_chinese) {
                end += 1;
            }
            return (end > at).then_some(end);
        };
        Some(
            self.fraction(at, &figure)
                .or_else(|| self.written_date(at, &figure))
                .or_else(|| self.range(at, &figure))
                .or_else(|| self.counted(at, &figure))
                .unwrap_or(figure.end),
        )
    }

    fn put(&mut self, from: usize, to: usize, value: Value) -> usize {
        self.found.push(Quantity { range: self.text.byte(from)..self.text.byte(to), value });
        self.end_of_last = to;
        to
    }

    /// 百分之十五, 千分之五.
    fn of_a_hundred(&mut self, at: usize) -> Option<usize> {
        let (power, start) = [("百分之", 0), ("千分之", -1), ("万分之", -2)]
            .into_iter()
            .find_map(|(word, power)| Some((power, self.text.after(at, word)?)))?;
        let figure = Figure::read(&self.text, start).or_else(|| {
            // 百分之百.
            let hundred = self.text.at(start)? == '百';
            hundred.then_some(Figure {
                number: Decimal::from(100),
                end: start + 1,
                script: Script::Chinese,
                multiplier: 0,
                is_year: false,
            })
        })?;
        Some(self.put(at, figure.end, Value::Amount(figure.number.shifted(power)?, Unit::Percent)))
    }

    /// ¥150, RMB 3 million, 人民币150元.
    fn sum(&mut self, at: usize) -> Option<usize> {
        let signs = [("¥", Unit::Yuan), ("人民币", Unit::Yuan), ("us$", Unit::Dollar), ("$", Unit::Dollar)];
        let words = [("rmb", Unit::Yuan), ("cny", Unit::Yuan)];
        let sign = signs.into_iter().find_map(|(sign, unit)| Some((unit, self.text.after(at, sign)?)));
        let word = || {
            let mut words = words.into_iter().filter(|_| self.text.is_start_of_word(at));
            words.find_map(|(word, unit)| Some((unit, self.text.after(at, word)?)))
        };
        let (unit, end) = sign.or_else(word)?;
        let figure = Figure::read(&self.text, self.text.skip_spaces(end))?;
        if figure.script == Script::Words {
            return None;
        }
        let money = |figure: &Figure| match Unit::read(&self.text, figure.end) {
            Some((Unit::Yuan | Unit::Dollar, end)) => end,
            _ => figure.end,
        };
        let end = money(&figure);
        let next = name::between(&self.text, end).filter(|_| end == figure.end);
        let Some((second, next)) = next.and_then(|next| Some((Figure::read(&self.text, next)?, next))) else {
            return Some(self.put(at, end, Value::Amount(figure.number, unit)));
        };
        // RMB 1 to 3 million: the sign is that of both.
        let end_of_second = money(&second);
        self.put(at, end, Value::Amount(in_range(&figure, &second)?, unit));
        Some(self.put(next, end_of_second, Value::Amount(second.number, unit)))
    }

    /// 半年, half a year.
    fn half_a_year(&mut self, at: usize) -> Option<usize> {
        let english = || self.text.after_words(at, "half a year").filter(|_| self.text.is_start_of_word(at));
        // 上半年 names a half.
        let names = self.text.before(at).is_some_and(|before| "上下前后".contains(before));
        let end = self.text.after(at, "半年").filter(|_| !names).or_else(english)?;
        Some(self.put(at, end, Value::Amount(Decimal::new(5, -1), Unit::Year)))
    }

    /// Third birthday, 65th birthday: an age.
    fn birthday(&mut self, at: usize) -> Option<usize> {
        if !self.text.is_start_of_word(at) {
            return None;
        }
        let (years, end) = name::ordinal(&self.text, at)?;
        let end = self.text.after_words(self.text.skip_spaces(end), "birthday")?;
        Some(self.put(at, end, Value::Amount(Decimal::from(years), Unit::Age)))
    }

    /// 三分之一, 1/3, two thirds.
    fn fraction(&mut self, at: usize, first: &Figure) -> Option<usize> {
        let small = |figure: &Figure| u32::try_from(figure.number.whole()?).ok().filter(|number| *number > 0);
        let (part, of, end) = if let Some(next) = self.text.after(first.end, "分之") {
            let second = Figure::read(&self.text, next)?;
            (small(&second)?, small(first)?, second.end)
        } else if self.text.at(first.end) == Some('/') && first.script == Script::Digits {
            let second = Figure::read(&self.text, first.end + 1)?;
            (small(first)?, small(&second)?, second.end)
        } else if first.script == Script::Words {
            let (of, end) = name::part(&self.text, self.text.skip_spaces(first.end))?;
            (small(first)?, of, end)
        } else {
            return None;
        };
        (part < of).then(|| self.put(at, end, Value::Fraction(part, of)))
    }

    /// 16到24周岁, 75 to 600 yuan, 1至3万元: the first of two has the unit of the second.
    fn range(&mut self, at: usize, first: &Figure) -> Option<usize> {
        if Unit::read(&self.text, first.end).is_some() {
            return None;
        }
        let second_at = name::between(&self.text, first.end)?;
        let second = Figure::read(&self.text, second_at)?;
        let (unit, _) = self.unit(at, &second)?;
        let number = in_range(first, &second)?;
        self.put(at, first.end, Value::Amount(number, unit));
        self.counted_as(second_at, &second, at)
    }

    fn counted(&mut self, at: usize, figure: &Figure) -> Option<usize> {
        self.counted_as(at, figure, at)
    }

    /// A number with its unit; `beginning` is where the range begins whose end it is.
    fn counted_as(&mut self, at: usize, figure: &Figure, beginning: usize) -> Option<usize> {
        if self.is_said_in_passing(at, figure) {
            return None;
        }
        if let Some((day, end)) = self.day_of_same_month(at, figure) {
            return Some(self.put(at, end, Value::Date(day)));
        }
        if let Some((number, unit, end)) = self.scaled(figure) {
            return Some(self.put(at, end, Value::Amount(number, unit)));
        }
        let Some((unit, end)) = self.unit(beginning, figure) else {
            let is_number = figure.script == Script::Digits && !name::goes_on(&self.text, figure.end);
            let counts = is_number || (self.without_unit && figure.script == Script::Chinese);
            return counts.then(|| self.put(at, figure.end, Value::Amount(figure.number, Unit::Plain)));
        };
        let one_or_two = match figure.script {
            Script::Digits => false,
            Script::Chinese => figure.end - at == 1 && matches!(self.text.at(at), Some('一' | '两')),
            Script::Words => [1, 2].contains(&figure.number.whole().unwrap_or_default()),
        };
        if one_or_two && unit.is_said_in_passing() {
            return Some(end);
        }
        let (number, end) = match self.text.after(end, "半").filter(|_| unit == Unit::Year) {
            Some(end) => (figure.number.plus(Decimal::new(5, -1))?, end),
            None => (figure.number, end),
        };
        Some(self.put(at, end, Value::Amount(number, unit)))
    }

    /// 5‰, 三成, 一个半月: units that make another number of it.
    fn scaled(&self, figure: &Figure) -> Option<(Decimal, Unit, usize)> {
        let after = |word| self.text.after(figure.end, word);
        if let Some(end) = after("‰") {
            return Some((figure.number.shifted(-1)?, Unit::Percent, end));
        }
        if let Some(end) = after("个半月") {
            return Some((figure.number.plus(Decimal::new(5, -1))?, Unit::Month, end));
        }
        // 三成, but not 三成员.
        let end = after("成")
            .filter(|end| !self.text.at(*end).is_some_and(|next| "年功员立为本果份交熟分".contains(next)))?;
        let number = figure.number.shifted(1).filter(|_| figure.number.whole().is_some_and(|whole| whole < 10))?;
        Some((number, Unit::Percent, end))
    }

    /// The unit behind a number, or before it: aged 65.
    fn unit(&self, beginning: usize, figure: &Figure) -> Option<(Unit, usize)> {
        Unit::read(&self.text, figure.end).or_else(|| {
            let before = self.text.word_before(beginning);
            let is_age = matches!(before.as_str(), "aged" | "age" | "ages");
            let is_number = figure.script != Script::Chinese && !name::goes_on(&self.text, figure.end);
            (is_age && is_number).then_some((Unit::Age, figure.end))
        })
    }

    /// 上一年, 每一天, 几百人: one of them, or nobody knows how many.
    fn is_said_in_passing(&self, at: usize, figure: &Figure) -> bool {
        let Some(before) = self.text.before(at).filter(|_| figure.script == Script::Chinese) else { return false };
        "数几".contains(before)
            || (figure.number == Decimal::from(1) && "上下前后同每这那某另任唯首头".contains(before))
    }
}

/// The first number of a range: 1至3万元 begins with ten thousand, 3,000至5万元 with three thousand.
fn in_range(first: &Figure, second: &Figure) -> Option<Decimal> {
    if first.multiplier == 0 && second.multiplier > 0 {
        let scaled = first.number.shifted(second.multiplier)?;
        if is_less(first.number, second.number.shifted(-second.multiplier)?) {
            return Some(scaled);
        }
    }
    Some(first.number)
}

/// Whether one number is less than another.
fn is_less(one: Decimal, other: Decimal) -> bool {
    match (one.as_fraction(), other.as_fraction()) {
        (Some((a, b)), Some((c, d))) => a.saturating_mul(d) < c.saturating_mul(b),
        _ => false,
    }
}
