//! Numbers as Word writes them before a paragraph (`ST_NumberFormat`): 十二, （3）, iv, 乙.

use crate::law::chinese_numeral;

/// How a level counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// 1, 2, 3; every way that no regulation is numbered in is read so.
    #[default]
    Decimal,
    /// 01, 02, 10.
    DecimalZero,
    /// １, ２.
    FullWidth,
    /// ①, up to ⑳.
    Circled,
    /// 一, 十, 一百〇一.
    Counting,
    /// 一, 十, then digits from a hundred on: 一○一.
    CountingDigits,
    /// 一, 二, 一〇: digit by digit.
    Digits,
    /// 壹, 贰, 拾壹.
    Legal,
    /// 甲, 乙.
    Stems,
    /// 子, 丑.
    Branches,
    /// a, b, aa.
    Letter {
        /// A, B.
        upper: bool,
    },
    /// i, ii.
    Roman {
        /// I, II.
        upper: bool,
    },
    /// Nothing is written.
    None,
    /// A mark that counts nothing.
    Bullet,
}

impl Format {
    /// By the name in the file.
    pub(super) fn named(name: &str) -> Format {
        match name {
            "decimalZero" => Format::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Format::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle" => Format::Circled,
            "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand" => Format::Counting,
            "chineseCounting" | "taiwaneseCounting" => Format::CountingDigits,
            "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => Format::Digits,
            "chineseLegalSimplified" => Format::Legal,
            "ideographTraditional" => Format::Stems,
            "ideographZodiac" => Format::Branches,
            "lowerLetter" => Format::Letter { upper: false },
            "upperLetter" => Format::Letter { upper: true },
            "lowerRoman" => Format::Roman { upper: false },
            "upperRoman" => Format::Roman { upper: true },
            "none" => Format::None,
            "bullet" => Format::Bullet,
            _ => Format::Decimal,
        }
    }

    /// The number as it is written. A number that this way does not reach is written in digits.
    pub(super) fn write(self, number: u32) -> String {
        let decimal = || number.to_string();
        let nth = |signs: &str| {
            let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
            index.and_then(|index| signs.chars().nth(index)).map_or_else(decimal, |sign| sign.to_string())
        };
        let counted = u16::try_from(number).ok().filter(|number| (1..=9_999).contains(number));
        match self {
            Format::Decimal => decimal(),
            Format::DecimalZero if number < 10 => ["0", &decimal()].concat(),
            Format::DecimalZero => decimal(),
            Format::FullWidth => spelt(&decimal(), "０１２３４５６７８９"),
            Format::Circled => nth("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
            Format::Counting => counted.map_or_else(decimal, |number| chinese_numeral(number).replace('零', "〇")),
            Format::CountingDigits if number < 100 => Format::Counting.write(number),
            Format::CountingDigits => spelt(&decimal(), "○一二三四五六七八九"),
            Format::Digits => spelt(&decimal(), "〇一二三四五六七八九"),
            Format::Legal => counted.map_or_else(decimal, |number| legal(&chinese_numeral(number))),
            Format::Stems => nth("甲乙丙丁戊己庚辛壬癸"),
            Format::Branches => nth("子丑寅卯辰巳午未申酉戌亥"),
            Format::Letter { upper } => letters(number, if upper { 'A' } else { 'a' }).unwrap_or_else(decimal),
            Format::Roman { upper } => counted.map_or_else(decimal, |number| {
                let numeral = roman(number);
                if upper { numeral.to_ascii_uppercase() } else { numeral }
            }),
            Format::None | Format::Bullet => String::new(),
        }
    }
}

fn spelt(decimal: &str, digits: &str) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|at| digits.chars().nth(usize::try_from(at).ok()?)).unwrap_or(c);
    decimal.chars().map(digit).collect()
}

fn legal(numeral: &str) -> String {
    const PAIRS: [(char, char); 12] = [
        ('一', '壹'),
        ('二', '贰'),
        ('三', '叁'),
        ('四', '肆'),
        ('五', '伍'),
        ('六', '陆'),
        ('七', '柒'),
        ('八', '捌'),
        ('九', '玖'),
        ('十', '拾'),
        ('百', '佰'),
        ('千', '仟'),
    ];
    let formal = |c: char| PAIRS.iter().find(|(plain, _)| *plain == c).map_or(c, |(_, formal)| *formal);
    numeral.chars().map(formal).collect()
}

/// z is followed by aa, zz by aaa.
fn letters(number: u32, first: char) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from_u32(u32::from(first) + index % 26)?;
    let times = usize::try_from(index / 26 + 1).ok().filter(|times| *times <= 30)?;
    Some(std::iter::repeat_n(letter, times).collect())
}

fn roman(number: u16) -> String {
    const UNITS: [(u16, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number;
    let mut numeral = String::new();
    for (value, sign) in UNITS {
        while left >= value {
            numeral.push_str(sign);
            left -= value;
        }
    }
    numeral
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::read_numeral;

    fn written(format: &str, numbers: &[u32]) -> String {
        numbers.iter().map(|number| Format::named(format).write(*number)).collect::<Vec<_>>().join(" ")
    }

    /// As `OpenXmlPowerTools`, written at Microsoft, gives them for Chinese, and the standard's examples for the rest.
    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let numbers = [1, 10, 11, 20, 21, 99, 100, 101, 110, 111, 1001, 1010, 1100];
        assert_eq!(
            written("chineseCountingThousand", &numbers),
            "一 十 十一 二十 二十一 九十九 一百 一百〇一 一百一十 一百一十一 一千〇一 一千〇一十 一千一百"
        );
        assert_eq!(
            written("chineseCounting", &numbers),
            "一 十 十一 二十 二十一 九十九 一○○ 一○一 一一○ 一一一 一○○一 一○一○ 一一○○"
        );
        assert_eq!(written("ideographDigital", &[1, 10, 21]), "一 一〇 二一");
        assert_eq!(written("chineseLegalSimplified", &[1, 12, 103]), "壹 拾贰 壹佰零叁");
        assert_eq!(written("ideographTraditional", &[1, 10, 11]), "甲 癸 11");
        assert_eq!(written("decimalEnclosedCircle", &[1, 20, 21]), "① ⑳ 21");
        assert_eq!(written("lowerLetter", &[1, 26, 27, 53]), "a z aa aaa");
        assert_eq!(written("upperRoman", &[4, 9, 18, 1999]), "IV IX XVIII MCMXCIX");
        assert_eq!(written("decimalZero", &[9, 10]), "09 10");
        assert_eq!(written("decimalFullWidth", &[19]), "１９");
        assert_eq!(written("hebrew1", &[0, 7]), "0 7");
    }

    /// What is written before an article is read back as its number, by the reader of typed numbers.
    #[test]
    fn every_number_comes_back() {
        for format in ["decimal", "decimalFullWidth", "chineseCounting", "chineseCountingThousand", "japaneseCounting"]
        {
            for number in 1..=9_999 {
                let written = Format::named(format).write(number);
                assert_eq!(read_numeral(&written).map(u32::from), Some(number), "{format}: {written}");
            }
        }
    }
}
