//! Numbers of persons in what people write: identity numbers, mobile numbers, bank cards. The public record keeps for ever what it has.
//!
//! A number is one however it is written: in groups, with signs between them, in digits of any script. What agencies write besides are days, sums and
//! the numbers of their own telephones.

use crate::visible::is_mark;

/// So many signs stand between two groups of one number, at most.
const WIDEST_GAP: usize = 3;
/// The most digits of a number of a person, with the country before it.
const LONGEST: usize = 19;

/// One place of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Digit(u8),
    /// A digit of a script whose order is not known here: it may be each.
    Unknown,
    /// The X at the end of an identity number.
    X,
}

/// Digits of one kind with nothing between them: in 王一13800138000 the name is no part of the number.
type Group = Vec<Place>;

/// Whether a number of a person stands in it, as far as its form tells.
pub(super) fn has_number_of_person(text: &str) -> bool {
    runs(text).iter().any(|run| {
        let rest = without_landlines(run);
        series(run).any(is_identity_number)
            || series(rest).any(|groups| is_plain(groups) || is_card_in_fours(groups))
            || between_days(rest).into_iter().map(without_landlines).any(|piece| {
                series(piece).any(|groups| is_mobile(groups) || is_old_identity_number(groups) || is_card(groups))
            })
    })
}

fn place(c: char) -> Option<Place> {
    let digit = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        '〇' | '零' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        'X' | 'x' | 'Ｘ' | 'ｘ' => return Some(Place::X),
        // Of every other script, and in circles.
        _ => return c.is_numeric().then_some(Place::Unknown),
    };
    u8::try_from(digit).ok().map(Place::Digit)
}

/// The kind of what stands at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Figure,
    Chinese,
    Foreign,
    X,
}

fn kind(place: Place, c: char) -> Kind {
    match place {
        Place::Digit(_) if matches!(c, '0'..='9' | '０'..='９') => Kind::Figure,
        Place::Digit(_) => Kind::Chinese,
        Place::Unknown => Kind::Foreign,
        Place::X => Kind::X,
    }
}

/// What people put between the groups of a number.
fn is_gap(c: char) -> bool {
    c.is_whitespace() && c != '\n'
        || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '－')
        || matches!(c, '.' | '·' | '•' | '․' | '‧' | '∙' | '⋅' | '・' | '．' | '｡')
}

/// The groups of digits that belong together.
fn runs(text: &str) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = vec![Vec::new()];
    // Of what kind the place is just before, where there is one; and how wide the gap since.
    let (mut before, mut gap) = (None, 0);
    for c in text.chars().filter(|c| !is_mark(*c)) {
        let Some(run) = runs.last_mut() else { break };
        match place(c) {
            Some(place) => {
                let kind = Some(kind(place, c));
                match run.last_mut().filter(|_| before == kind) {
                    Some(group) => group.push(place),
                    None => run.push(vec![place]),
                }
                (before, gap) = (kind, 0);
            }
            None if is_gap(c) && gap < WIDEST_GAP => (before, gap) = (None, gap + 1),
            None => {
                (before, gap) = (None, 0);
                if !run.is_empty() {
                    runs.push(Vec::new());
                }
            }
        }
    }
    runs
}

/// Each row of whole groups that is no longer than a number of a person; and each group that is.
fn series(run: &[Group]) -> impl Iterator<Item = &[Group]> {
    (0..run.len()).flat_map(move |first| {
        let from = run.get(first..).unwrap_or_default();
        let mut length = 0;
        let fits = |group: &&Group| {
            length += group.len();
            length <= LONGEST
        };
        let most = from.iter().take_while(fits).count().max(1);
        (1..=most).filter_map(move |count| from.get(..count))
    })
}

/// Whether digits can be a number in a range; what is not known can.
fn may_be(places: Option<&[Place]>, within: std::ops::RangeInclusive<u32>) -> bool {
    places.is_some_and(|places| places.contains(&Place::Unknown) || number(places).is_some_and(|n| within.contains(&n)))
}

fn number(places: &[Place]) -> Option<u32> {
    places.iter().try_fold(0_u32, |number, place| match place {
        Place::Digit(digit) => number.checked_mul(10)?.checked_add(u32::from(*digit)),
        Place::Unknown | Place::X => None,
    })
}

fn is_year(places: &[Place]) -> bool {
    places.len() == 4 && number(places).is_some_and(|year| (1900..=2099).contains(&year))
}

/// So many figures in one piece are a mobile number, an identity number or a card; nothing else that people read is as long.
fn is_plain(groups: &[Group]) -> bool {
    match groups {
        [group] => matches!(group.len(), 11 | 15..),
        _ => false,
    }
}

/// Region, day of birth, order and check digit (GB 11643).
fn is_identity_number(groups: &[Group]) -> bool {
    let places = groups.concat();
    let Some((last, digits)) = places.split_last() else { return false };
    let x_is_last = !digits.contains(&Place::X) && digits.len() == 17;
    let is_born = || {
        may_be(digits.get(6..10), 1900..=2099)
            && may_be(digits.get(10..12), 1..=12)
            && may_be(digits.get(12..14), 1..=31)
    };
    x_is_last && (is_born() || *last == Place::X && matches!(groups, [_, _]))
}

/// With 15 digits, as until 1999, in its own groups.
fn is_old_identity_number(groups: &[Group]) -> bool {
    let places = groups.concat();
    let is_grouped = matches!(groups.first().map(Vec::len), Some(1 | 6));
    is_grouped
        && places.len() == 15
        && !places.contains(&Place::X)
        && may_be(places.get(8..10), 1..=12)
        && may_be(places.get(10..12), 1..=31)
}

/// With or without the country, or the zero of long distance, before it.
fn is_mobile(groups: &[Group]) -> bool {
    let places = groups.concat();
    let Some(before) = places.len().checked_sub(11) else { return false };
    let (before, mobile) = places.split_at(before);
    let is_country = before.is_empty() || matches!((before.len(), number(before)), (1, Some(0)) | (2 | 4, Some(86)));
    let begins = may_be(mobile.get(..2), 13..=19);
    (is_country || before.contains(&Place::Unknown) && before.len() <= 4) && begins && !mobile.contains(&Place::X)
}

/// As it stands on a card.
fn is_card_in_fours(groups: &[Group]) -> bool {
    let places = groups.concat();
    let Some((last, others)) = groups.split_last() else { return false };
    let fours = others.iter().all(|group| group.len() == 4) && last.len() <= 4;
    let ones = groups.iter().all(|group| group.len() == 1);
    (fours || ones) && may_be_card(&places)
}

/// In other groups, with the check digit right (ISO/IEC 7812).
fn is_card(groups: &[Group]) -> bool {
    let places = groups.concat();
    let doubled = |digit: u32| digit * 2 / 10 + digit * 2 % 10;
    let sum = places.iter().rev().zip([false, true].into_iter().cycle()).try_fold(0_u32, |sum, (place, double)| {
        let Place::Digit(digit) = place else { return None };
        let digit = u32::from(*digit);
        Some(sum + if double { doubled(digit) } else { digit })
    });
    may_be_card(&places) && sum.is_some_and(|sum| sum % 10 == 0)
}

fn may_be_card(places: &[Place]) -> bool {
    // Cards of banks begin with these, 银联 with 62; telephones that answer for nothing with 8.
    let begins = may_be(places.get(..1), 3..=6) || may_be(places.get(..1), 9..=9);
    (16..=LONGEST).contains(&places.len()) && begins && !places.contains(&Place::X)
}

/// What follows telephones with the code of their city, where a run begins with such: no person's.
fn without_landlines(run: &[Group]) -> &[Group] {
    let mut rest = run;
    loop {
        let Some((code, after)) = rest.split_first() else { return rest };
        let is_code = matches!(
            code.as_slice(),
            [Place::Digit(0), Place::Digit(1), Place::Digit(0)]
                | [Place::Digit(0), Place::Digit(2), _]
                | [Place::Digit(0), Place::Digit(3..=9), _, _]
        );
        let lengths: Vec<usize> = after.iter().take(2).map(Vec::len).collect();
        let taken = match lengths.as_slice() {
            [7 | 8, ..] => 1,
            [3 | 4, 4] => 2,
            _ => 0,
        };
        if !is_code || taken == 0 {
            return rest;
        }
        rest = after.get(taken..).unwrap_or_default();
    }
}

/// What stands before, between and after days and spans of years.
fn between_days(run: &[Group]) -> Vec<&[Group]> {
    let (mut pieces, mut rest, mut at) = (Vec::new(), run, 0);
    while let Some(here) = rest.get(at..).filter(|here| !here.is_empty()) {
        let taken = day(here);
        if taken == 0 {
            at += 1;
            continue;
        }
        pieces.extend(rest.get(..at));
        rest = here.get(taken..).unwrap_or_default();
        at = 0;
    }
    pieces.push(rest);
    pieces
}

/// Of how many groups the day is with which they begin: 2026-12-31, 20261231, 2026-2027. None where they do not.
fn day(groups: &[Group]) -> usize {
    let is = |group: &[Place], last| group.len() <= 2 && number(group).is_some_and(|n| (1..=last).contains(&n));
    match groups {
        [year, month, day, ..] if is_year(year) && is(month, 12) && is(day, 31) => 3,
        [first, last, ..] if is_year(first) && is_year(last) => 2,
        [whole, ..] if whole.len() == 8 => {
            let (year, rest) = whole.split_at(4);
            let (month, day) = rest.split_at(2);
            usize::from(is_year(year) && is(month, 12) && is(day, 31))
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_are_found_however_they_are_written() {
        for number in [
            "13800138000",
            "138 0013 8000",
            "138-0013-8000",
            "138.0013.8000",
            "138·0013·8000",
            "138 - 0013 - 8000",
            "138\u{a0}0013\u{3000}8000",
            "138\u{2009}0013\u{202f}8000",
            "138‑0013–8000",
            "王一13800138000",
            "十一138 0013 8000",
            "00110101199003078515",
            "1 3 8 0 0 1 3 8 0 0 0",
            "13 800 138 000",
            "1380013 8000",
            "8613800138000",
            "+8613800138000",
            "+86 138 0013 8000",
            "+86-138-0013-8000",
            "(86)138 0013 8000",
            "0086 138 0013 8000",
            "008613800138000",
            "013800138000",
            "0138-0013-8000",
            "一三八零零一三八零零零",
            "一三八〇〇一三八〇〇〇",
            "幺三八 零零幺三 八零零零",
            "壹叁捌零零壹叁捌零零零",
            "138零零138000",
            "١٣٨٠٠١٣٨٠٠٠",
            "१३८ ००१३ ८०००",
            "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
            "１３８００１３８０００",
            "１３８－００１３－８０００",
            "①③⑧⓪⓪①③⑧⓪⓪⓪",
            "①③⑧ ⓪⓪①③ ⑧⓪⓪⓪",
            "1\u{fe0f}\u{20e3}3\u{fe0f}\u{20e3}800138000",
            "110101199003078515",
            "11010519491231002X",
            "11010519491231002x",
            "110101 19900307 8515",
            "110101-19900307-8515",
            "110101 1990 03 07 8515",
            "110105 19491231 002X",
            "110105 19491231 002 X",
            "1101 0519 4912 3100 2X",
            "１１０１０５１９４９１２３１００２Ｘ",
            "一一零一零一一九九零零三零七八五一五",
            "110101900307851",
            "110101 900307 851",
            "6222021234567890",
            "6222021234567890123",
            "6222 0212 3456 7890",
            "6222 0212 3456 7890 123",
            "6222-2021-2022-3333",
            "622202 1234567890128",
            "2026-12-31 138 0013 8000",
            "138 0013 8000 2026-12-31",
            "021-12345678 138 0013 8000",
        ] {
            for text in [number.to_owned(), format!("请打{number}，谢谢"), format!("Fax{number} or 12345")] {
                assert!(has_number_of_person(&text), "{text}");
            }
        }
    }

    #[test]
    fn what_agencies_write_passes() {
        for text in [
            "",
            "2026年12月31日，2026-12-31，2026/12/31，31.12.2026",
            "2026-12-01 2026-12-31",
            "2026.12.01-2026.12.31",
            "20261201-20261231",
            "2026.12.01—2026.12.31 65 岁起",
            "二〇二六年十二月三十一日",
            "2023-2024、2024-2025 学年",
            "2023-2024 2024-2025",
            "3,600元，3,000,000 元，1 000 000 元，100000000000 元",
            "3600-5000 元，1.5 至 3.6 倍，18-60 岁，18.5-23.9",
            "021-0000-0107",
            "021-12345678 或 12345",
            "021 1234 5678 021 8765 4321",
            "021-5012-3456 5012-3457",
            "021-62881234-801，(021)6288 1234，+86 21 6288 1234",
            "0755-1234567 0571-12345678",
            "010-1234-5678",
            "12345 热线、12333、400-820-8820 800-820-8820",
            "工作日 9:00-11:30 13:30-17:00",
            "沪府发〔2026〕12 号第 3 条第 2 款，①领②填③等",
            "一、二、三，第一百二十三条，一九九〇年",
            "长宁路 599 号 1380 室，邮编 200050",
            "91350100M000100Y43",
            "max. 12 xx, text 12 X 34",
            "GB/T 4754-2017, GB 11643-1999",
        ] {
            assert!(!has_number_of_person(text), "{text}");
        }
    }
}
