//! Facts as people type them: money in yuan or 万元, days, counts; and back into the field where they can be changed.

use chrono::{Datelike, NaiveDate};

use super::{FactKey, FactKind, FactValue, Facts, Subject, Unit};
use crate::iso;
use crate::words::{Bilingual, BilingualText, half_width};

/// No one who asks was born before it, and no certificate runs longer.
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2150;

/// Why what was typed is no value of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Not a day of the calendar.
    NotADay,
    /// A day that has not come yet, of something that has happened.
    ToCome,
    /// Not a number.
    NotANumber,
    /// More digits after the point than the unit has.
    NotWhole,
    /// More than there can be.
    TooMuch {
        /// The most that there can be, in the unit in which it is typed.
        most: i64,
    },
    /// None of the answers.
    NotAnAnswer,
}

impl Unread {
    /// What a person reads, and what to do.
    pub fn sentence(self) -> BilingualText {
        if let Unread::TooMuch { most } = self {
            return BilingualText {
                zh: format!("最多是 {most}，请再看看。"),
                en: format!("It is at most {most}, please look again."),
            };
        }
        let (zh, en) = match self {
            Unread::NotADay => ("没有这一天，请按年、月、日填。", "There is no such day. Give year, month and day."),
            Unread::ToCome => ("这一天还没到，请再看看年份。", "That day is still to come, please look at the year."),
            Unread::NotANumber => ("请只填数字，比如 12。", "Give a number only, such as 12."),
            Unread::NotWhole => ("小数位数太多，请填整数。", "Too many decimals, please give a whole number."),
            _ => ("没有读懂，请再看看填得对不对。", "That could not be read, please look again."),
        };
        Bilingual { zh, en }.into()
    }
}

/// The unit beside the field, and how many of the stored units one of it holds.
fn unit(fact: FactKey, unit: Unit) -> (Bilingual, i64) {
    let (zh, en, holds) = match (unit, fact.subject()) {
        (Unit::People, _) => ("人", "people", 1),
        (Unit::Months, _) => ("个月", "months", 1),
        (Unit::SquareMetres, _) => ("平方米", "m²", 1),
        (Unit::PerMille, _) => ("‰", "‰", 1),
        (Unit::Fen, Subject::Resident) => ("元", "yuan", 100),
        // Firms count in ten thousands, and a zero too many is a slip that no one sees.
        (Unit::Fen, Subject::Firm) => ("万元", "× 10,000 yuan", 1_000_000),
    };
    (Bilingual { zh, en }, holds)
}

/// What is chosen where there is no such day. An empty field says nothing.
pub const NO_SUCH_DAY: &str = "none";

impl FactKey {
    /// The unit in which people type this fact, where it is a number.
    pub fn typed_unit(self) -> Option<Bilingual> {
        match self.kind() {
            FactKind::Number(of) => Some(unit(self, of).0),
            _ => None,
        }
    }

    /// Whether there may be no such day: who has no certificate has none on which it ends. That is said as an empty list of days.
    pub fn may_be_none(self) -> bool {
        matches!(
            self,
            FactKey::UnemployedSince | FactKey::GraduatedOn | FactKey::FirmFoundedOn | FactKey::HighTechUntil
        )
    }

    /// Whether `value` is one that it can have.
    pub fn admits(self, value: &FactValue) -> bool {
        let is_none = matches!(value, FactValue::Dates(days) if days.is_empty());
        self.kind().admits(value) || (self.may_be_none() && is_none)
    }

    /// Whether it tells of something that is still to come, as the end of a certificate.
    pub(crate) fn may_be_to_come(self) -> bool {
        self == FactKey::HighTechUntil
    }

    /// The most that it can be, in its stored unit, where there is such a limit.
    fn most(self) -> Option<i64> {
        match self {
            FactKey::InsuredMonths => Some(12),
            FactKey::LayoffRate => Some(1000),
            _ => None,
        }
    }

    /// Reads what was typed or chosen, on a day. A list of days is separated by spaces. Digits may be full-width, and the unit may follow them.
    pub fn read(self, typed: &str, today: NaiveDate) -> Result<FactValue, Unread> {
        let typed = half_width(typed);
        let typed = typed.trim();
        let one_day = |typed: &str| {
            let day = day(typed)?;
            if day > today && !self.may_be_to_come() { Err(Unread::ToCome) } else { Ok(day) }
        };
        let value = match self.kind() {
            FactKind::YesNo => FactValue::Bool(match typed {
                "yes" => true,
                "no" => false,
                _ => return Err(Unread::NotAnAnswer),
            }),
            FactKind::Date if typed == NO_SUCH_DAY => FactValue::Dates(Vec::new()),
            FactKind::Date => FactValue::Date(one_day(typed)?),
            FactKind::Dates => FactValue::Dates(typed.split_whitespace().map(one_day).collect::<Result<_, Unread>>()?),
            FactKind::Number(of) => FactValue::Number(self.number(typed, of)?),
            FactKind::Choice(_) => FactValue::Text(typed.into()),
            FactKind::IndustryCode => FactValue::Text(typed.to_ascii_uppercase()),
        };
        if self.admits(&value) { Ok(value) } else { Err(Unread::NotAnAnswer) }
    }

    /// Reads a number as it is typed into the field of this fact, in its stored unit.
    pub fn read_number(self, typed: &str) -> Result<i64, Unread> {
        match self.kind() {
            FactKind::Number(of) => self.number(half_width(typed).trim(), of),
            _ => Err(Unread::NotANumber),
        }
    }

    fn number(self, typed: &str, of: Unit) -> Result<i64, Unread> {
        let (words, holds) = unit(self, of);
        let typed = typed.strip_suffix(words.zh).or_else(|| typed.strip_suffix(words.en)).unwrap_or(typed).trim_end();
        // The question says that decimals are left out.
        let typed = if of == Unit::SquareMetres { typed.split('.').next().unwrap_or_default() } else { typed };
        let number = number(typed, holds)?;
        match self.most() {
            Some(most) if number > most => Err(Unread::TooMuch { most: most / holds }),
            _ => Ok(number),
        }
    }

    /// `value` as it would be typed, so that it can be changed.
    pub fn typed(self, value: &FactValue) -> String {
        match (value, self.kind()) {
            (FactValue::Bool(said), _) => if *said { "yes" } else { "no" }.into(),
            (FactValue::Date(day), _) => day.to_string(),
            (FactValue::Dates(_), FactKind::Date) => NO_SUCH_DAY.into(),
            (FactValue::Dates(days), _) => {
                let days: Vec<String> = days.iter().map(NaiveDate::to_string).collect();
                days.join(" ")
            }
            (FactValue::Number(number), FactKind::Number(of)) => decimal(*number, unit(self, of).1),
            (FactValue::Number(number), _) => number.to_string(),
            (FactValue::Text(text), _) => text.clone(),
        }
    }
}

impl Facts {
    /// Whether each is as one could type it on a day: what a field would not take, a file does not bring in either.
    pub fn could_be_typed(&self, today: NaiveDate) -> Result<(), BilingualText> {
        for (key, value) in self.iter() {
            if let Err(unread) = key.read(&key.typed(value), today) {
                let (label, why) = (key.label(), unread.sentence());
                return Err(BilingualText {
                    zh: format!("{}：{}", label.zh, why.zh),
                    en: format!("{}: {}", label.en, why.en),
                });
            }
        }
        Ok(())
    }
}

fn day(typed: &str) -> Result<NaiveDate, Unread> {
    let day = iso::day(typed).ok_or(Unread::NotADay)?;
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(Unread::NotADay) }
}

/// A decimal number times `holds`, exactly: digits beyond what `holds` can carry are refused, not rounded.
pub(crate) fn number(typed: &str, holds: i64) -> Result<i64, Unread> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(Unread::NotANumber);
    }
    let too_large = Unread::TooMuch { most: i64::MAX / holds };
    let mut total = whole.parse::<i64>().ok().and_then(|whole| whole.checked_mul(holds)).ok_or(too_large)?;
    let mut place = holds;
    for digit in part.chars().filter_map(|c| c.to_digit(10)) {
        if place % 10 != 0 {
            if digit == 0 {
                continue;
            }
            return Err(Unread::NotWhole);
        }
        place /= 10;
        total = total.checked_add(i64::from(digit) * place).ok_or(too_large)?;
    }
    Ok(total)
}

/// `number` as it is typed, `holds` of it being one.
pub(crate) fn decimal(number: i64, holds: i64) -> String {
    let mut text = (number / holds).to_string();
    let mut rest = number % holds;
    let mut place = holds;
    if rest != 0 {
        text.push('.');
    }
    while rest != 0 && place >= 10 {
        place /= 10;
        text.push_str(&(rest / place).to_string());
        rest %= place;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: &str = "2026-11-24";

    fn read(fact: FactKey, typed: &str) -> Result<FactValue, Unread> {
        fact.read(typed, TODAY.parse().unwrap())
    }

    #[test]
    fn a_file_brings_in_what_could_be_typed() {
        let typed = |json: &str| serde_json::from_str::<Facts>(json).unwrap().could_be_typed(TODAY.parse().unwrap());
        for good in ["{}", r#"{"birth_date":"1954-03-01","children":[],"insured_months":12,"industry_code":"C1610"}"#] {
            assert_eq!(typed(good), Ok(()), "{good}");
        }
        let wrong = typed(r#"{"insured_months":13}"#).unwrap_err();
        assert_eq!(wrong.zh, "近12个月缴纳社保的月数：最多是 12，请再看看。");
        for bad in [r#"{"birth_date":"2149-01-01"}"#, r#"{"children":["1700-01-01"]}"#, r#"{"layoff_rate":1001}"#] {
            assert!(typed(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn firms_type_ten_thousands() {
        assert_eq!(read(FactKey::Assets, "5,000"), Ok(FactValue::Number(5_000_000_000)));
        assert_eq!(read(FactKey::MonthlySales, "8.5"), Ok(FactValue::Number(8_500_000)));
        assert_eq!(read(FactKey::Employees, "8.5"), Err(Unread::NotWhole));
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for typed in ["36", "３６", "36.0", "36个月", " 36 个月", "３６．０"] {
            assert_eq!(read(FactKey::ContractMonths, typed), Ok(FactValue::Number(36)), "{typed}");
        }
        assert_eq!(read(FactKey::HomeArea, "14.9 平方米"), Ok(FactValue::Number(14)));
        assert_eq!(read(FactKey::InsuredMonths, "12"), Ok(FactValue::Number(12)));
        assert_eq!(read(FactKey::InsuredMonths, "13"), Err(Unread::TooMuch { most: 12 }));
        assert_eq!(read(FactKey::LayoffRate, "1001"), Err(Unread::TooMuch { most: 1000 }));
    }

    #[test]
    fn what_has_happened_is_not_to_come() {
        assert!(read(FactKey::BirthDate, TODAY).is_ok());
        assert_eq!(read(FactKey::BirthDate, "2026-11-25"), Err(Unread::ToCome));
        assert_eq!(read(FactKey::Children, "2020-01-01 2031-01-01"), Err(Unread::ToCome));
        assert!(read(FactKey::HighTechUntil, "2029-01-01").is_ok());
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for (fact, typed) in [
            (FactKey::BirthDate, "0195-03-01"),
            (FactKey::BirthDate, ""),
            (FactKey::Hukou, "mars"),
            (FactKey::OwnsHome, "true"),
            (FactKey::Assets, "-1"),
            (FactKey::Assets, "."),
            (FactKey::Assets, "个月"),
            (FactKey::Assets, "99999999999999999999"),
            (FactKey::IndustryCode, "十六"),
        ] {
            assert!(read(fact, typed).is_err(), "{fact:?} {typed:?}");
        }
        assert_eq!(read(FactKey::Children, ""), Ok(FactValue::Dates(vec![])));
    }

    proptest! {
        #[test]
        fn what_was_said_can_be_typed_again(fen in 0..9_000_000_000_000_000_i64, yes: bool, days in proptest::collection::vec(0..40_000_i32, 0..4)) {
            let days: Vec<NaiveDate> = days.into_iter().filter_map(|n| NaiveDate::from_num_days_from_ce_opt(699_000 + n)).collect();
            let said = [
                (FactKey::Assets, FactValue::Number(fen)),
                (FactKey::Employees, FactValue::Number(fen)),
                (FactKey::OwnsHome, FactValue::Bool(yes)),
                (FactKey::Children, FactValue::Dates(days)),
            ];
            for (fact, value) in said {
                prop_assert_eq!(read(fact, &fact.typed(&value)), Ok(value));
            }
        }
    }
}
