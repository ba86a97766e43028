//! What of a text can be seen. A text that stays for ever must not hold what only a machine reads: whoever approves it approves what they see.

/// Marks that stand on one letter. Vietnamese and Thai need two; more of them cover the lines above and below.
const MOST_MARKS: usize = 2;

/// Whether nothing of it can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(of(c), Seen::Never | Seen::OnAnother))
}

/// Whether it holds what nobody sees, or more marks on one letter than can be read. Lines may end in it.
pub fn hides(text: &str) -> bool {
    let mut marks = 0;
    text.chars().filter(|c| *c != '\n').any(|c| match of(c) {
        Seen::Never => true,
        Seen::OnAnother => {
            marks += 1;
            marks > MOST_MARKS
        }
        Seen::Alone => {
            marks = 0;
            false
        }
    })
}

/// Whether a character is seen only on the one before it.
pub fn is_mark(c: char) -> bool {
    of(c) == Seen::OnAnother
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// As a letter or sign, or as the space between them.
    Alone,
    /// As a mark on the one before.
    OnAnother,
    Never,
}

fn of(c: char) -> Seen {
    // Printed as nothing, though most of them are letters or marks by their category; and marks that only choose among shapes, of which text needs the
    // one between ☎ as a letter and as a picture.
    let blank = matches!(c, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{ffa0}' | '\u{16fe4}' | '\u{1d159}' | '\u{e0000}'..='\u{e0fff}');
    if blank {
        return Seen::Never;
    }
    // U+2028 and U+2029 are no spaces in a line.
    if c.is_whitespace() && !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}') {
        return Seen::Alone;
    }
    // The standard library writes as numbers what it has no shape for: control, format, unassigned and private characters; and marks where they stand
    // alone. So no table of them is needed here, and it grows with Unicode.
    if c.escape_debug().len() <= '\''.escape_debug().len() {
        return if c.is_control() { Seen::Never } else { Seen::Alone };
    }
    let on_another = String::from_iter(['a', c]);
    if on_another.escape_debug().count() == on_another.chars().count() { Seen::OnAnother } else { Seen::Never }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_hides_nothing() {
        for text in [
            "满 65 岁的上海户籍老人，每月有一笔津贴。\n不用申请。",
            "“引号”、‘单’、it's \"quoted\" \\ and so on",
            "宽\u{3000}空格，no\u{a0}break",
            "ti\u{e2}\u{301}ng Vi\u{1ec7}t, Vie\u{323}\u{302}t, ที่นี่, हिन्दी",
            "ئۇيغۇرچە བོད་ཡིག 㐀𠀀 〇",
            "☎\u{fe0f} 12345 🎁 1\u{fe0f}\u{20e3}",
        ] {
            assert!(!hides(text) && !is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_found() {
        for c in "\0\t\r\u{7f}\u{85}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180e}\u{200b}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\
            \u{2060}\u{2062}\u{2066}\u{2069}\u{206f}\u{2800}\u{3164}\u{fe00}\u{feff}\u{ffa0}\u{fff9}\u{378}\u{e000}\u{ffff}\u{1d159}\u{1d173}\u{e0001}\u{e0041}\
            \u{e0100}\u{f0000}\u{10fffd}"
            .chars()
        {
            assert!(hides(&format!("标题{c}")), "{c:?}");
            assert!(is_blank(&format!(" {c}{c}\u{3000}")), "{c:?}");
        }
    }

    #[test]
    fn marks_are_not_heaped() {
        let marks = |count| format!("题{}", "\u{301}".repeat(count));
        assert_eq!([0, 1, 2, 3, 298].map(|count| hides(&marks(count))), [false, false, false, true, true]);
        assert!(hides("题\u{301}\u{20dd}\n\u{489}"));
        assert!(is_blank("\u{301}\u{fe0f}"));
        assert!(is_mark('\u{301}') && !is_mark('a') && !is_mark('\u{200b}'));
    }
}
