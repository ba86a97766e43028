//! A text as the smallest pieces that a change takes whole: a character, a number with its unit, a Latin word.

use std::collections::BTreeMap;

use crate::law;

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    /// The same for the same text.
    pub(super) word: usize,
    /// How many characters it has.
    pub(super) length: u32,
    /// Whether it is a mark or an end of a line: where it stands, a reader pauses. Not so before brackets and quotations.
    pub(super) pause: bool,
}

/// Both texts as tokens.
pub(super) fn tokens<'a>(old: &'a str, new: &'a str) -> (Vec<Token<'a>>, Vec<Token<'a>>) {
    let (old, new) = (pieces(old), pieces(new));
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    let mut token = |text: &'a str| Token {
        word: next(&mut words, text),
        text,
        length: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
        pause: !text.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '（' | '(' | '《' | '“')),
    };
    (old.into_iter().map(&mut token).collect(), new.into_iter().map(&mut token).collect())
}

/// The number of a text: the same for the same, the next one for one that was not yet seen.
pub(in super::super) fn next<'a>(known: &mut BTreeMap<&'a str, usize>, text: &'a str) -> usize {
    let next = known.len();
    *known.entry(text).or_insert(next)
}

fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((piece, after)) = rest.split_at_checked(piece(rest)).filter(|(piece, _)| !piece.is_empty()) {
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// How many bytes the piece has with which `text` begins.
fn piece(text: &str) -> usize {
    let one = text.chars().next().map_or(0, char::len_utf8);
    [label(text), number(text), latin(text)].into_iter().flatten().max().unwrap_or(one)
}

/// （三）, the label of an item.
fn label(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['（', '('])?;
    let inner = inner.get(numeral(inner)?..)?;
    let after = inner.strip_prefix(['）', ')'])?;
    text.len().checked_sub(after.len())
}

/// 第三十二条, 三十日, 百分之五, 三分之二, 2.5倍, 二万元.
fn number(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('第').unwrap_or(text);
    let mut rest = inner.get(numeral(inner)?..)?;
    if let Some(parts) = rest.strip_prefix("分之")
        && let Some(end) = numeral(parts)
    {
        rest = parts.get(end..)?;
    }
    if let Some(unit) = rest.chars().next().filter(|unit| UNITS.contains(unit)) {
        rest = rest.get(unit.len_utf8()..)?;
    }
    text.len().checked_sub(rest.len())
}

/// What is counted and cited by. 人 and 分 begin other words too often: 一分为二, 二人转.
const UNITS: [char; 19] =
    ['日', '天', '月', '年', '周', '元', '倍', '岁', '编', '章', '节', '条', '款', '项', '次', '个', '名', '%', '％'];

/// How many bytes of a numeral `text` begins with.
fn numeral(text: &str) -> Option<usize> {
    let end = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
    (end > 0).then_some(end)
}

fn is_numeral(character: char) -> bool {
    law::is_numeral(character) || matches!(character, '万' | '亿' | '.' | '．')
}

/// A word of Latin letters and digits.
fn latin(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    (end > 0).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_stay_whole() {
        for (text, expected) in [
            ("自收到之日起三十日内", "自|收|到|之|日|起|三十日|内"),
            ("处百分之五以下罚款", "处|百分之五|以|下|罚|款"),
            ("依照本法第三十二条第二款", "依|照|本|法|第三十二条|第二款"),
            ("三分之二以上", "三分之二|以|上"),
            ("2.5倍，10万元", "2.5倍|，|10万元"),
            ("（十一）其他（以下", "（十一）|其|他|（|以|下"),
            ("WTO规则", "WTO|规|则"),
        ] {
            assert_eq!(pieces(text).join("|"), expected);
        }
    }

    proptest! {
        #[test]
        fn no_byte_is_lost(text in "[第三十百分之条日（）()0-9a.，\n 法𠮷]{0,40}") {
            prop_assert_eq!(pieces(&text).concat(), text);
        }
    }
}
