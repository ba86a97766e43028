//! Quantities in words.

use super::{DateParts, Unit, Value};
use crate::words::Language;
use crate::words::date::MONTHS_EN;

impl Value {
    /// As a person writes it: 1,800元, 1,800 yuan.
    pub fn said(&self, language: Language) -> String {
        match (self, language) {
            (Value::Date(date), _) => date.said(language),
            (Value::Fraction(part, of), _) => [part.to_string().as_str(), "/", &of.to_string()].concat(),
            (Value::Amount(number, unit), Language::Zh) => [&number.written(), unit.chinese()].concat(),
            (Value::Amount(number, unit), Language::En) => {
                let one = number.whole() == Some(1);
                [number.written().as_str(), unit.english(one)].concat()
            }
        }
    }
}

impl DateParts {
    fn said(&self, language: Language) -> String {
        let mut said = String::new();
        match language {
            Language::Zh => {
                let parts = [(self.year, "年"), (self.month.map(u16::from), "月"), (self.day.map(u16::from), "日")];
                for (number, unit) in parts.into_iter().filter_map(|(number, unit)| Some((number?, unit))) {
                    said.push_str(&number.to_string());
                    said.push_str(unit);
                }
            }
            Language::En => {
                let month = self.month.and_then(|month| MONTHS_EN.get(usize::from(month).checked_sub(1)?));
                let parts = [
                    self.day.map(|day| day.to_string()),
                    month.map(|name| (*name).to_owned()),
                    self.year.map(|year| year.to_string()),
                ];
                for part in parts.into_iter().flatten() {
                    if !said.is_empty() {
                        said.push(' ');
                    }
                    said.push_str(&part);
                }
            }
        }
        said
    }
}

impl Unit {
    fn chinese(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::Dollar => "美元",
            Unit::Percent => "%",
            Unit::Age => "周岁",
            Unit::Year => "年",
            Unit::Quarter => "个季度",
            Unit::Month => "个月",
            Unit::Week => "周",
            Unit::Day => "天",
            Unit::WorkingDay => "个工作日",
            Unit::Hour => "小时",
            Unit::Minute => "分钟",
            Unit::Person => "人",
            Unit::Household => "户",
            Unit::SquareMetre => "平方米",
            Unit::Mu => "亩",
            Unit::Kilometre => "公里",
            Unit::Metre => "米",
            Unit::Tonne => "吨",
            Unit::Plain => "",
        }
    }

    fn english(self, one: bool) -> &'static str {
        match (self, one) {
            (Unit::Yuan, _) => " yuan",
            (Unit::Dollar, true) => " dollar",
            (Unit::Dollar, false) => " dollars",
            (Unit::Percent, _) => "%",
            (Unit::Age, true) => " year of age",
            (Unit::Age, false) => " years of age",
            (Unit::Year, true) => " year",
            (Unit::Year, false) => " years",
            (Unit::Quarter, true) => " quarter",
            (Unit::Quarter, false) => " quarters",
            (Unit::Month, true) => " month",
            (Unit::Month, false) => " months",
            (Unit::Week, true) => " week",
            (Unit::Week, false) => " weeks",
            (Unit::Day, true) => " day",
            (Unit::Day, false) => " days",
            (Unit::WorkingDay, true) => " working day",
            (Unit::WorkingDay, false) => " working days",
            (Unit::Hour, true) => " hour",
            (Unit::Hour, false) => " hours",
            (Unit::Minute, true) => " minute",
            (Unit::Minute, false) => " minutes",
            (Unit::Person, true) => " person",
            (Unit::Person, false) => " people",
            (Unit::Household, true) => " household",
            (Unit::Household, false) => " households",
            (Unit::SquareMetre, true) => " square metre",
            (Unit::SquareMetre, false) => " square metres",
            (Unit::Mu, _) => " mu",
            (Unit::Kilometre, _) => " km",
            (Unit::Metre, _) => " m",
            (Unit::Tonne, true) => " tonne",
            (Unit::Tonne, false) => " tonnes",
            (Unit::Plain, _) => "",
        }
    }
}
