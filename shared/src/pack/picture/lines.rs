//! Breaking a text into lines by the widths of its characters: Chinese between any two, Latin between words, and signs as both languages want them.

/// How wide a text is, at most. Chinese characters and their signs take the whole of the size; narrow letters about half of it.
pub(super) fn width(text: &str, size: u32) -> u32 {
    let hundredths: u32 = text.chars().map(hundredths).fold(0, u32::saturating_add);
    hundredths.saturating_mul(size).div_ceil(100)
}

/// In hundredths of the size.
fn hundredths(character: char) -> u32 {
    match character {
        'A'..='Z' | 'm' | 'w' | '@' | '%' | '&' => 80,
        ' '..='~' => 55,
        _ => 100,
    }
}

/// Whether a line may begin with it.
fn may_begin(character: char) -> bool {
    !"，。；：、！？）》〉」』】〕”’…%,.;:!?)]}".contains(character)
}

/// Whether a line may end with it.
fn may_end(character: char) -> bool {
    !"（《〈「『【〔“‘([{".contains(character)
}

/// Lines of at most `room`, and at most so many; the last ends with … where something is left. None of them is empty.
pub(super) fn wrapped(text: &str, size: u32, room: u32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut parts = parts(text).into_iter();
    for part in parts.by_ref() {
        let joined = [line.as_str(), part].concat();
        if width(joined.trim_end(), size) <= room {
            line = joined;
            continue;
        }
        take(&mut lines, &mut line);
        // A word that is wider than a line is broken anywhere.
        for character in part.trim_start().chars() {
            line.push(character);
            if width(&line, size) > room {
                line.pop();
                take(&mut lines, &mut line);
                line.push(character);
            }
        }
        if lines.len() > most {
            break;
        }
    }
    take(&mut lines, &mut line);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(last, size) + size > room && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

fn take(lines: &mut Vec<String>, line: &mut String) {
    let taken = std::mem::take(line);
    let taken = taken.trim();
    if !taken.is_empty() {
        lines.push(taken.to_owned());
    }
}

/// The stretches between which a line may be broken: a Chinese character, or a word with the space behind it, and the signs that belong to it.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let (mut before, mut last) = (' ', ' ');
    for (at, character) in text.char_indices() {
        // A number stays with its unit: 16 岁, 75 yuan.
        let in_quantity = last.is_ascii_digit() || (last == ' ' && before.is_ascii_digit());
        if at > 0 && !in_quantity && may_break(last, character) {
            parts.extend(text.get(start..at));
            start = at;
        }
        (before, last) = (last, character);
    }
    parts.extend(text.get(start..));
    parts
}

fn may_break(last: char, next: char) -> bool {
    if last.is_whitespace() {
        return !next.is_whitespace();
    }
    let in_word = last.is_ascii() && next.is_ascii();
    !next.is_whitespace() && !in_word && may_end(last) && may_begin(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_whole_and_signs_where_they_belong() {
        // Ten characters to a line.
        assert_eq!(
            wrapped("按年龄分五档，每月七十五元，不用申请。", 10, 100, 9),
            ["按年龄分五档，每月七", "十五元，不用申请。"]
        );
        assert_eq!(wrapped("一二三四五六七八九十，一", 10, 100, 9), ["一二三四五六七八九", "十，一"]);
        assert_eq!(wrapped("一二三四五六七八九（一）", 10, 100, 9), ["一二三四五六七八九", "（一）"]);
        assert_eq!(wrapped("from seventy five on, each", 10, 100, 9), ["from seventy five", "on, each"]);
        assert_eq!(wrapped("老年人年龄一定要满 16 岁", 10, 100, 9), ["老年人年龄一定要满", "16 岁"]);
        assert_eq!(wrapped("", 10, 100, 9), [""; 0]);
        assert_eq!(wrapped(" \n ", 10, 100, 9), [""; 0]);
        assert_eq!(wrapped("一二三四五六七八九十一二三", 10, 100, 1), ["一二三四五六七八九…"]);
    }

    proptest! {
        #[test]
        fn lines_have_room_and_nothing_is_lost(text in "[一二，。（）a-zA-Z0-9 ,.]{0,80}", room in 60u32..300) {
            let lines = wrapped(&text, 14, room, usize::MAX - 1);
            for line in &lines {
                prop_assert!(width(line, 14) <= room, "{}", line);
            }
            let without_spaces = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(without_spaces(&lines.concat()), without_spaces(&text));
        }
    }
}
