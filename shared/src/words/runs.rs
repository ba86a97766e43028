//! Where a text changes its writing, so that a page can say which part of it a voice should read in Chinese (WCAG 3.1.2): names, numbers of
//! documents and what people typed have no other language.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run<'a> {
    /// Chinese, with the digits and signs inside it.
    Chinese(&'a str),
    /// Anything else.
    Other(&'a str),
}

/// Whether any of a text is Chinese.
pub fn has_chinese(text: &str) -> bool {
    text.contains(is_chinese)
}

/// Whether a text has something to say: a letter, an ideograph or a digit. A voice says the name of a sign that stands alone.
pub fn has_words(text: &str) -> bool {
    text.contains(|letter: char| is_ideograph(letter) || is_letter(letter) || letter.is_ascii_digit())
}

/// Whether a character is written in Chinese alone: an ideograph, or a sign of full width.
fn is_chinese(letter: char) -> bool {
    is_ideograph(letter) || matches!(letter, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}')
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters of the alphabets: Latin, Greek, Cyrillic and their neighbours.
fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{1fff}')
}

/// The parts of a text, none of them empty. Together they are the text.
pub fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_chinese) {
        let (before, from) = rest.split_at(start);
        // What stands between two Chinese signs belongs to them, unless it has letters of its own.
        let end = from.find(is_letter).unwrap_or(from.len());
        let (within, _) = from.split_at(end);
        let chinese = within.trim_end_matches(|letter| !is_chinese(letter));
        runs.extend((!before.is_empty()).then_some(Run::Other(before)));
        runs.push(Run::Chinese(chinese));
        rest = from.strip_prefix(chinese).unwrap_or_default();
    }
    runs.extend((!rest.is_empty()).then_some(Run::Other(rest)));
    runs
}

#[cfg(test)]
mod tests {
    use super::Run::{Chinese, Other};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_inside_an_english_sentence() {
        assert_eq!(
            runs("Signed in: 示例市民甲 (Resident)"),
            [Other("Signed in: "), Chinese("示例市民甲"), Other(" (Resident)"),]
        );
        assert_eq!(runs("Drafter · 长宁区民政局（示例）"), [Other("Drafter · "), Chinese("长宁区民政局（示例）")]);
        assert_eq!(runs("〔2026〕第1号-收件"), [Chinese("〔2026〕第1号-收件")]);
        assert_eq!(runs("021-0000-0101（示例）"), [Other("021-0000-0101"), Chinese("（示例）")]);
        assert_eq!(runs("25 November"), [Other("25 November")]);
        assert_eq!(runs(""), []);
        assert!(has_chinese("Signed in: 示例") && !has_chinese("25 November · “sample”"));
        assert!(
            ["示例", "sample", "3"].into_iter().all(has_words) && !["（", " · ", "，", ""].into_iter().any(has_words)
        );
    }

    proptest! {
        #[test]
        fn the_parts_are_the_text_and_take_turns(text in "[ a-zé0-9一丁，（〔·.-]{0,20}") {
            let runs = runs(&text);
            let parts: Vec<&str> = runs.iter().map(|run| match run { Chinese(part) | Other(part) => *part }).collect();
            prop_assert_eq!(parts.concat(), text.as_str());
            prop_assert!(runs.windows(2).all(|two| matches!(two, [Chinese(_), Other(_)] | [Other(_), Chinese(_)])), "{:?}", runs);
            for run in &runs {
                let (chinese, part) = match run { Chinese(part) => (true, part), Other(part) => (false, part) };
                prop_assert!(!part.is_empty());
                prop_assert_eq!(part.chars().any(is_chinese), chinese, "{:?}", run);
            }
        }
    }
}
