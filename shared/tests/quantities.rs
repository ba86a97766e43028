//! Quantities read out of texts: against a writer of numbers of this test's own, and against the digits that stand in real laws.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "laws/texts.rs"]
mod texts;

use mingbai_shared::quantity::{DateParts, Decimal, Unit, Value, quantities};
use proptest::prelude::*;
use texts::laws;

fn amount(digits: u64, power: i8, unit: Unit) -> Value {
    Value::Amount(Decimal::new(digits, power), unit)
}

fn date(year: u16, month: u8, day: u8) -> Value {
    let said = |part: u8| (part > 0).then_some(part);
    Value::Date(DateParts { year: (year > 0).then_some(year), month: said(month), day: said(day) })
}

/// The quantities of a text as they stand in it, and what they say.
fn read(text: &str) -> Vec<(&str, Value)> {
    quantities(text).into_iter().map(|one| (&text[one.range], one.value)).collect()
}

#[test]
fn money_however_it_is_written() {
    for (text, fen) in [
        ("150元", 15_000),
        ("１５０元", 15_000),
        ("150 元", 15_000),
        ("一百五十元", 15_000),
        ("壹佰伍拾元", 15_000),
        ("人民币150元", 15_000),
        ("¥150", 15_000),
        ("￥150.50", 15_050),
        ("RMB 150", 15_000),
        ("150 yuan", 15_000),
        ("150-yuan", 15_000),
        ("12,000元", 1_200_000),
        ("１２，０００元", 1_200_000),
        ("12000.5元", 1_200_050),
        ("3万元", 3_000_000),
        ("12345元", 1_234_500),
        ("12345万元", 12_345_000_000),
        ("3万5千元", 3_500_000),
        ("3万5000元", 3_500_000),
        ("三万五千元", 3_500_000),
        ("三万五元", 3_500_000),
        ("三万零五元", 3_000_500),
        ("1.5亿元", 15_000_000_000),
        ("一点五亿元", 15_000_000_000),
        ("5,000万元", 5_000_000_000),
        ("50 million yuan", 5_000_000_000),
        ("RMB 3 million", 300_000_000),
        ("three million yuan", 300_000_000),
        ("two hundred and five yuan", 20_500),
        ("1.5 billion yuan", 150_000_000_000),
        ("一千二百万元", 1_200_000_000),
        ("二十万亿元", 2_000_000_000_000_000),
    ] {
        let found = read(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].0, found[0].1.fen()), (text, Some(fen)), "{text}");
        assert_eq!(found[0].1, Value::money(fen), "{text}");
    }
}

#[test]
fn other_quantities_in_both_languages() {
    for (text, value) in [
        ("15%", amount(15, 0, Unit::Percent)),
        ("１５％", amount(15, 0, Unit::Percent)),
        ("百分之十五", amount(15, 0, Unit::Percent)),
        ("百分之百", amount(100, 0, Unit::Percent)),
        ("百分之五点五", amount(55, -1, Unit::Percent)),
        ("千分之五", amount(5, -1, Unit::Percent)),
        ("5‰", amount(5, -1, Unit::Percent)),
        ("三成", amount(30, 0, Unit::Percent)),
        ("一个半月", amount(15, -1, Unit::Month)),
        ("15 percent", amount(15, 0, Unit::Percent)),
        ("15 per cent", amount(15, 0, Unit::Percent)),
        ("10 %", amount(10, 0, Unit::Percent)),
        ("2个百分点", amount(2, 0, Unit::Percent)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("2026 年 3 月 1 日", date(2026, 3, 1)),
        ("二〇二六年三月一日", date(2026, 3, 1)),
        ("二○二六年十二月三十一日", date(2026, 12, 31)),
        ("2026-03-01", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026.3.1", date(2026, 3, 1)),
        ("1 March 2026", date(2026, 3, 1)),
        ("1st of March 2026", date(2026, 3, 1)),
        ("March 1, 2026", date(2026, 3, 1)),
        ("1 Mar 2026", date(2026, 3, 1)),
        ("2026年3月", date(2026, 3, 0)),
        ("2026-03", date(2026, 3, 0)),
        ("March 2026", date(2026, 3, 0)),
        ("12月31日", date(0, 12, 31)),
        ("31 December", date(0, 12, 31)),
        ("December 31", date(0, 12, 31)),
        ("2026年", date(2026, 0, 0)),
        ("70周岁", amount(70, 0, Unit::Age)),
        ("七十周岁", amount(70, 0, Unit::Age)),
        ("七十岁", amount(70, 0, Unit::Age)),
        ("70 years old", amount(70, 0, Unit::Age)),
        ("70-year-old", amount(70, 0, Unit::Age)),
        ("third birthday", amount(3, 0, Unit::Age)),
        ("sixty-fifth birthday", amount(65, 0, Unit::Age)),
        ("65th birthday", amount(65, 0, Unit::Age)),
        ("3年", amount(3, 0, Unit::Year)),
        ("三年", amount(3, 0, Unit::Year)),
        ("三年半", amount(35, -1, Unit::Year)),
        ("半年", amount(5, -1, Unit::Year)),
        ("half a year", amount(5, -1, Unit::Year)),
        ("12个月", amount(12, 0, Unit::Month)),
        ("十二个月", amount(12, 0, Unit::Month)),
        ("12-month", amount(12, 0, Unit::Month)),
        ("twelve months", amount(12, 0, Unit::Month)),
        ("20个工作日", amount(20, 0, Unit::WorkingDay)),
        ("二十个工作日", amount(20, 0, Unit::WorkingDay)),
        ("20 working days", amount(20, 0, Unit::WorkingDay)),
        ("十五日", amount(15, 0, Unit::Day)),
        ("48小时", amount(48, 0, Unit::Hour)),
        ("300人", amount(300, 0, Unit::Person)),
        ("三百人", amount(300, 0, Unit::Person)),
        ("300 employees", amount(300, 0, Unit::Person)),
        ("3名", amount(3, 0, Unit::Person)),
        ("14平方米", amount(14, 0, Unit::SquareMetre)),
        ("14 square metres", amount(14, 0, Unit::SquareMetre)),
        ("三分之一", Value::Fraction(1, 3)),
        ("two thirds", Value::Fraction(2, 3)),
        ("6110", amount(6110, 0, Unit::Plain)),
        ("1,500", amount(1500, 0, Unit::Plain)),
    ] {
        assert_eq!(read(text), [(text, value)], "{text}");
    }
}

#[test]
fn in_their_sentences() {
    let texts = |text| read(text).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
    assert_eq!(
        read("按年龄分五档，每月75元到600元。"),
        [("75元", Value::money(7_500)), ("600元", Value::money(60_000))]
    );
    assert_eq!(
        read("Five bands by age, from 75 to 600 yuan a month."),
        [("75", Value::money(7_500)), ("600 yuan", Value::money(60_000))]
    );
    assert_eq!(read("16到24周岁"), [("16", amount(16, 0, Unit::Age)), ("24周岁", amount(24, 0, Unit::Age))]);
    assert_eq!(
        read("registered unemployed aged 16 to 24."),
        [("16", amount(16, 0, Unit::Age)), ("24", amount(24, 0, Unit::Age))]
    );
    assert_eq!(read("1至3万元"), [("1", Value::money(1_000_000)), ("3万元", Value::money(3_000_000))]);
    assert_eq!(read("人民币1至3万元")[0].1, Value::money(1_000_000));
    assert_eq!(
        read("RMB 1 to 3 million"),
        [("RMB 1", Value::money(100_000_000)), ("3 million", Value::money(300_000_000))]
    );
    assert_eq!(read("¥150至¥200"), [("¥150", Value::money(15_000)), ("¥200", Value::money(20_000))]);
    assert_eq!(texts("上半年领一次，下半年领一次，满半年再来"), ["半年"]);
    assert_eq!(read("3,000至5万元")[0].1, Value::money(300_000));
    assert_eq!(read("2026年3月1日至15日"), [("2026年3月1日", date(2026, 3, 1)), ("15日", date(2026, 3, 15))]);
    assert_eq!(read("2026年3月至5月")[1].1, date(2026, 5, 0));
    assert_eq!(
        read("from 1 March to 31 May 2026"),
        [("1 March", date(2026, 3, 1)), ("31 May 2026", date(2026, 5, 31))]
    );
    assert_eq!(
        texts("2025年1月1日以前出生、当日未满3周岁的孩子，从2025年1月起"),
        ["2025年1月1日", "3周岁", "2025年1月"]
    );
    assert_eq!(texts("In May 2026, or in May, or by 3 May"), ["May 2026", "May", "3 May"]);
    assert_eq!(texts("10个工作日核实，再公示5个工作日"), ["10个工作日", "5个工作日"]);
}

#[test]
fn what_only_sounds_like_a_number_is_none() {
    for text in [
        "一次性告知，两项条件都要符合，三类人，五种情形有一种就行。",
        "一方全扣，或各扣一半，每人只给一次；一般纳税人，万一不行，十分方便，千万别忘。",
        "第三条、第12条、第一百零三条之二，第一个月，下一年，上一年度，每一天，同一个月",
        "每个家庭有一名联系人，父母两位，几十人，数十年，十几年，三五年",
        "示例〔2026〕1号，国务院令第711号，示例路1号，021-0000-0101，9:00–17:00",
        "GB/T 4754-2017，GB/T4754，4G，1.2.3，0101",
        "打12345，或者12366热线，三成员，二成功",
        "May I apply? Once a person, one person, two people, in the second month, article 4, art. 12, No. 5.",
        "Enough of the three, one of five, half of it, the 1st of them",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn two_ways_of_saying_it_are_one() {
    let one = |text| read(text)[0].1;
    for (first, second) in [
        ("2年", "24个月"),
        ("24 months", "两年"),
        ("半年", "6个月"),
        ("1.5亿元", "150 million yuan"),
        ("1,500 each", "1500元"),
        ("aged 70", "七十周岁"),
        ("二分之一", "50%"),
        ("before 2025", "2025年"),
        ("1个季度", "3个月"),
    ] {
        assert!(one(first).is(&one(second)) && one(second).is(&one(first)), "{first}, {second}");
    }
    for (first, second) in [
        ("2年", "2个月"),
        ("70周岁", "70年"),
        ("15%", "15元"),
        ("20个工作日", "20日"),
        ("2026年3月1日", "2026年3月"),
        ("2025年", "2025元"),
        ("三分之一", "33%"),
    ] {
        assert!(!one(first).is(&one(second)) && !one(second).is(&one(first)), "{first}, {second}");
    }
    // A month rests on a day in it, and not the other way round.
    assert!(one("2025年").rests_on(&one("2025年1月1日")) && one("1月1日").rests_on(&one("2025年1月1日")));
    assert!(!one("2025年1月1日").rests_on(&one("2025年1月")) && !one("2024年").rests_on(&one("2025年1月1日")));
}

/// Writes numbers below 10,000 the way children learn it, and larger ones in groups of four digits.
fn in_chinese(number: u64, digits: &str, places: &str) -> String {
    let digit = |n: u64| digits.chars().nth(usize::try_from(n).unwrap()).unwrap();
    let places: Vec<char> = places.chars().collect();
    let group = |n: u64| -> String {
        let text: String = (0..4u32)
            .rev()
            .map(|place| match n / 10u64.pow(place) % 10 {
                0 => "零".to_owned(),
                n if place == 0 => digit(n).to_string(),
                n => format!("{}{}", digit(n), places[usize::try_from(place).unwrap() - 1]),
            })
            .collect();
        text
    };
    let whole =
        format!("{}亿{}万{}", group(number / 100_000_000), group(number / 10_000 % 10_000), group(number % 10_000));
    let mut text = whole.replace("零零零零亿", "").replace("零零零零万", "零").replace("零零零零", "零");
    while text.contains("零零") {
        text = text.replace("零零", "零");
    }
    // 二十万, not 二十零万.
    let text = text.replace("零亿", "亿").replace("零万", "万");
    text.trim_matches('零').to_owned()
}

/// 1,234,567.
fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

fn full_width(text: &str) -> String {
    let wide = |c: char| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c };
    text.chars().map(wide).collect()
}

fn numbers() -> impl Strategy<Value = u64> {
    // Round numbers are where zeros are left out.
    (1u64..1_000_000, 0u32..6)
        .prop_map(|(n, zeros)| n * 10u64.pow(zeros))
        .prop_filter("below a trillion", |n| *n < 1_000_000_000_000)
}

proptest! {
    #[test]
    fn whatever_is_written_is_read(number in numbers(), unit in 0usize..6, before in "[，。的和a ]{0,3}", after in "[，。 ]{0,3}") {
        let (word, english, unit) = [
            ("元", " yuan", Unit::Yuan),
            ("个月", " months", Unit::Month),
            ("个工作日", " working days", Unit::WorkingDay),
            ("周岁", " years old", Unit::Age),
            ("平方米", " square metres", Unit::SquareMetre),
            ("%", " percent", Unit::Percent),
        ][unit];
        let expected = Value::Amount(Decimal::from(number), unit);
        let ordinary = in_chinese(number, "零一二三四五六七八九", "十百千");
        let mut written = vec![
            format!("{ordinary}{word}"),
            format!("{}{word}", in_chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")),
            format!("{number}{word}"),
            format!("{number} {word}"),
            format!("{}{word}", with_commas(number)),
            full_width(&format!("{number}{word}")),
            full_width(&format!("{}{word}", with_commas(number))),
            format!("{number}{english}"),
            format!("{}{english}", with_commas(number)),
        ];
        if ordinary.starts_with("一十") {
            written.push(format!("{}{word}", ordinary.strip_prefix('一').unwrap()));
        }
        if number % 100 == 0 {
            let hundredths = number / 100 % 100;
            written.push(format!("{}.{hundredths:02}万{word}", number / 10_000));
            written.push(format!("{}.{:04} million{english}", number / 1_000_000, number / 100 % 10_000));
        }
        if unit == Unit::Percent {
            written.push(format!("百分之{ordinary}"));
        }
        for quantity in written {
            let text = format!("{before}{quantity}{after}");
            let found = read(&text);
            // A letter before digits makes a name of them.
            if before.ends_with('a') {
                continue;
            }
            prop_assert_eq!(found.len(), 1, "{}: {:?}", text, found);
            prop_assert_eq!(found[0].0, &quantity, "{}", text);
            prop_assert!(found[0].1.is(&expected) && expected.is(&found[0].1), "{}: {:?}", text, found);
        }
    }

    #[test]
    fn every_day_is_read(days in 0u64..60_000) {
        use chrono::{Datelike, Days, NaiveDate};
        let day = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + Days::new(days);
        let by_digits: String = day.year().to_string().chars().map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10).unwrap() as usize).unwrap()).collect();
        let chinese = |n: u32| in_chinese(n.into(), "零一二三四五六七八九", "十百千");
        let short = |n: u32| if (10..20).contains(&n) { chinese(n).strip_prefix('一').unwrap().to_owned() } else { chinese(n) };
        let (year, month, number) = (day.year(), day.month(), day.day());
        let name = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
            [day.month0() as usize];
        for text in [
            format!("{year}年{month}月{number}日"),
            format!("{year}年{month:02}月{number:02}日"),
            format!("{by_digits}年{}月{}日", short(month), short(number)),
            format!("{year}-{month:02}-{number:02}"),
            format!("{number} {name} {year}"),
            format!("{name} {number}, {year}"),
            format!("{number} {} {year}", &name[..3]),
        ] {
            prop_assert_eq!(read(&text), [(text.as_str(), Value::Date(day.into()))], "{}", text);
        }
    }

    /// Whatever the text is: in order, apart, at the borders of characters.
    #[test]
    fn any_text_is_read(text in "[0-9０-９一两三十百千万亿零〇点半年月日号元岁周个人名%％‰百分之第至到,，.\\-/:~ a-zA-Z]{0,40}") {
        let mut end = 0;
        for one in quantities(&text) {
            prop_assert!(one.range.start >= end && one.range.end > one.range.start, "{:?}", one);
            prop_assert!(text.get(one.range.clone()).is_some());
            end = one.range.end;
        }
    }
}

/// Each run of digits before a unit in the real texts: a plain scan for both, which knows nothing of the reader.
#[test]
fn every_figure_of_the_laws_is_read() {
    let laws = laws();
    if laws.is_empty() {
        return;
    }
    let (mut figures, mut written_out) = (0, 0);
    for (name, law) in &laws {
        for line in law.lines() {
            let found = quantities(line);
            let characters: Vec<(usize, char)> = line.char_indices().collect();
            let mut at = 0;
            while at < characters.len() {
                if !characters[at].1.is_ascii_digit() {
                    at += 1;
                    continue;
                }
                let start = at;
                while at < characters.len() && characters[at].1.is_ascii_digit() {
                    at += 1;
                }
                let named = start > 0 && "第〔[".contains(characters[start - 1].1);
                let unit = characters.get(at).is_some_and(|(_, next)| "元年月日天人岁%％户名万亿".contains(*next));
                if unit && !named {
                    figures += 1;
                    let byte = characters[start].0;
                    let read = found.iter().find(|one| one.range.contains(&byte));
                    assert!(
                        read.is_some_and(|one| !matches!(one.value, Value::Amount(_, Unit::Plain))),
                        "{name}: {} in {line}",
                        &line[byte..]
                    );
                }
            }
            // Numbers that are written out, with the units that laws have most.
            for word in ["个工作日", "周岁", "万元", "个月"] {
                for (end, _) in line.match_indices(word) {
                    let before: Vec<char> =
                        line[..end].chars().rev().take_while(|c| "一二两三四五六七八九十百千".contains(*c)).collect();
                    let prefix = line[..end].chars().rev().nth(before.len());
                    if before.is_empty() || prefix.is_some_and(|c| "第数几每同上下".contains(c)) {
                        continue;
                    }
                    written_out += 1;
                    assert!(found.iter().any(|one| one.range.contains(&(end - 3))), "{name}: {word} in {line}");
                }
            }
        }
    }
    eprintln!("{figures} figures and {written_out} numbers written out in {} laws", laws.len());
    assert!(figures > 500 && written_out > 200, "{figures} {written_out}");
}
