//! What quantities are counted in, and the words for it in both languages.

use super::Decimal;
use super::text::Text;

/// A unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 元.
    Yuan,
    /// 美元.
    Dollar,
    /// %.
    Percent,
    /// 周岁: completed years of age.
    Age,
    /// 年: twelve months.
    Year,
    /// 个季度: three months.
    Quarter,
    /// 个月.
    Month,
    /// 周.
    Week,
    /// 日, 天.
    Day,
    /// 工作日.
    WorkingDay,
    /// 小时.
    Hour,
    /// 分钟.
    Minute,
    /// 人, 名.
    Person,
    /// 户.
    Household,
    /// 平方米.
    SquareMetre,
    /// 亩.
    Mu,
    /// 公里.
    Kilometre,
    /// 米.
    Metre,
    /// 吨.
    Tonne,
    /// None that is known here: what it counts, the words around it say.
    Plain,
}

/// Chinese words, the longer before the shorter that it begins with; and what must not follow, since the word is another then.
const CHINESE: [(&str, Unit, &str); 34] = [
    ("人民币", Unit::Yuan, ""),
    ("美元", Unit::Dollar, ""),
    ("元", Unit::Yuan, "素件旦区"),
    ("块钱", Unit::Yuan, ""),
    ("%", Unit::Percent, ""),
    ("个百分点", Unit::Percent, ""),
    ("周岁", Unit::Age, ""),
    ("岁", Unit::Age, "末"),
    ("周年", Unit::Year, ""),
    ("年", Unit::Year, "级"),
    ("个季度", Unit::Quarter, ""),
    ("个月", Unit::Month, ""),
    ("个星期", Unit::Week, ""),
    ("星期", Unit::Week, ""),
    ("周", Unit::Week, "边末围"),
    ("个工作日", Unit::WorkingDay, ""),
    ("工作日", Unit::WorkingDay, ""),
    ("个自然日", Unit::Day, ""),
    ("日", Unit::Day, ""),
    ("天", Unit::Day, ""),
    ("个小时", Unit::Hour, ""),
    ("小时", Unit::Hour, ""),
    ("分钟", Unit::Minute, ""),
    ("人", Unit::Person, "民才工均间类大"),
    ("名", Unit::Person, "录单册字义称"),
    ("位", Unit::Person, "于置"),
    ("户", Unit::Household, "籍口型主"),
    ("平方米", Unit::SquareMetre, ""),
    ("㎡", Unit::SquareMetre, ""),
    ("亩", Unit::Mu, ""),
    ("公里", Unit::Kilometre, ""),
    ("千米", Unit::Kilometre, ""),
    ("米", Unit::Metre, ""),
    ("吨", Unit::Tonne, ""),
];

/// English words, each whole, the longer before the shorter that it begins with.
const ENGLISH: [(&str, Unit); 49] = [
    ("yuan", Unit::Yuan),
    ("rmb", Unit::Yuan),
    ("dollars", Unit::Dollar),
    ("percentage points", Unit::Percent),
    ("percentage point", Unit::Percent),
    ("percent", Unit::Percent),
    ("per cent", Unit::Percent),
    ("years of age", Unit::Age),
    ("year of age", Unit::Age),
    ("years old", Unit::Age),
    ("year old", Unit::Age),
    ("year-old", Unit::Age),
    ("year-olds", Unit::Age),
    ("years", Unit::Year),
    ("year", Unit::Year),
    ("quarters", Unit::Quarter),
    ("months", Unit::Month),
    ("month", Unit::Month),
    ("weeks", Unit::Week),
    ("week", Unit::Week),
    ("working days", Unit::WorkingDay),
    ("working day", Unit::WorkingDay),
    ("business days", Unit::WorkingDay),
    ("business day", Unit::WorkingDay),
    ("days", Unit::Day),
    ("day", Unit::Day),
    ("hours", Unit::Hour),
    ("hour", Unit::Hour),
    ("minutes", Unit::Minute),
    ("minute", Unit::Minute),
    ("people", Unit::Person),
    ("persons", Unit::Person),
    ("person", Unit::Person),
    ("employees", Unit::Person),
    ("employee", Unit::Person),
    ("workers", Unit::Person),
    ("staff", Unit::Person),
    ("children", Unit::Person),
    ("households", Unit::Household),
    ("household", Unit::Household),
    ("square metres", Unit::SquareMetre),
    ("square metre", Unit::SquareMetre),
    ("square meters", Unit::SquareMetre),
    ("m2", Unit::SquareMetre),
    ("m²", Unit::SquareMetre),
    ("mu", Unit::Mu),
    ("kilometres", Unit::Kilometre),
    ("km", Unit::Kilometre),
    ("tonnes", Unit::Tonne),
];

impl Unit {
    /// By how much it is multiplied to be counted in the unit that all of its kind are compared in.
    pub(crate) fn in_base(self) -> (Decimal, Unit) {
        let (by, base) = match self {
            Unit::Year => (12, Unit::Month),
            Unit::Quarter => (3, Unit::Month),
            Unit::Kilometre => (1000, Unit::Metre),
            other => (1, other),
        };
        (Decimal::from(by), base)
    }

    /// Whether one or two of it, written in words, are a way of speaking: 一名联系人, one person.
    pub(super) fn is_said_in_passing(self) -> bool {
        matches!(self, Unit::Person | Unit::Household)
    }

    /// The unit at `at`, perhaps behind a space or a hyphen, and where it ends.
    pub(super) fn read(text: &Text<'_>, at: usize) -> Option<(Unit, usize)> {
        let at = text.skip_spaces(at);
        let chinese = CHINESE.iter().find_map(|(word, unit, not_before)| {
            let end = text.after(at, word)?;
            let is_another = text.at(end).is_some_and(|next| not_before.contains(next));
            (!is_another).then_some((*unit, end))
        });
        chinese.or_else(|| {
            let at = if text.at(at) == Some('-') { at + 1 } else { at };
            ENGLISH.iter().find_map(|(word, unit)| Some((*unit, text.after_words(at, word)?)))
        })
    }
}
