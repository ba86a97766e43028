//! Texts as they are compared: what a person takes for the same character is the same.
//!
//! NFKC, lower case, and traditional characters as the simplified ones (繁→简), one character at a time. Characters outside Latin, Greek, Cyrillic,
//! signs and Chinese stay as they are, and so do marks that combine with the letter before them: whoever types those finds those. White space between
//! two words becomes one space; beside Chinese it only dresses the text (总　则) and goes; an end of a line stays, so that nothing is found across it.
//! Characters that nobody sees go too.
//!
//! The tables are `data/compatible.txt` and `data/compatible_long.txt`, which are what `unicode-normalization` says (a test compares them), and
//! `data/traditional.txt`, from `TSCharacters.txt`, `HKVariants.txt` and `TWVariants.txt` of `OpenCC` (Apache-2.0): its first choice where both sides
//! are in daily use, being in Big5 (or such a variant) and in GB 2312. 乾 is 干 then, and 後 is 后: that finds more than was meant, and never less.

use std::ops::Range;

use super::table::{Table, pairs};

const COMPATIBLE: &str = include_str!("../../data/compatible.txt");
const TRADITIONAL: &str = include_str!("../../data/traditional.txt");
/// One character as several, one a line.
const LONG: &str = include_str!("../../data/compatible_long.txt");

static COMPATIBLE_TABLE: Table<{ pairs(COMPATIBLE) }> = Table::of(COMPATIBLE);
static TRADITIONAL_TABLE: Table<{ pairs(TRADITIONAL) }> = Table::of(TRADITIONAL);

/// The tables, ready: what each character below U+10000 becomes.
#[derive(Debug)]
pub(super) struct Folding {
    becomes: Vec<u16>,
}

/// It stays.
const SAME: u16 = 0;
/// It stands in [`LONG`].
const SEVERAL: u16 = 1;
/// It goes.
const NOTHING: u16 = 2;

/// From here on characters are wide: white space beside them is not a word's end.
const WIDE: char = '\u{2e80}';

impl Folding {
    pub(super) fn new() -> Folding {
        let mut becomes = vec![SAME; 0x1_0000];
        let mut put = |from: u16, to: u16| {
            if let Some(place) = becomes.get_mut(usize::from(from)) {
                *place = to;
            }
        };
        TRADITIONAL_TABLE.each().for_each(|(from, to)| put(from, to));
        for (from, to) in COMPATIBLE_TABLE.each() {
            put(from, to);
        }
        for first in LONG.lines().filter_map(|line| line.chars().next()) {
            u16::try_from(u32::from(first)).into_iter().for_each(|from| put(from, SEVERAL));
        }
        (0..=u16::MAX).filter(|&unit| is_unseen(unit)).for_each(|unit| put(unit, NOTHING));
        // What is compatible with a traditional character is the simplified one.
        for (from, to) in COMPATIBLE_TABLE.each() {
            let simple = becomes.get(usize::from(to)).copied().filter(|&simple| simple > NOTHING);
            if let (Some(simple), Some(place)) = (simple, becomes.get_mut(usize::from(from))) {
                *place = simple;
            }
        }
        Folding { becomes }
    }

    /// `text` as it is compared.
    pub(super) fn fold(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.fold_into(text, &mut folded);
        folded
    }

    /// Adds `text` as it is compared.
    pub(super) fn fold_into(&self, text: &str, folded: &mut String) {
        self.each(text, |character, _| folded.push(character));
    }

    /// Gives each character of the folded text, and where in `text` that comes from.
    pub(super) fn each(&self, text: &str, mut give: impl FnMut(char, Range<usize>)) {
        let mut before: Option<char> = None;
        let mut space: Option<Space> = None;
        for (at, character) in text.char_indices() {
            if character.is_whitespace() {
                let line = character == '\n' || space.as_ref().is_some_and(|space| space.line);
                let from = space.map_or(at, |space| space.from);
                space = Some(Space { from, line });
                continue;
            }
            let range = at..at + character.len_utf8();
            self.character(character, |one| {
                if let (Some(last), Some(Space { from, line })) = (before, space.take()) {
                    if line {
                        give('\n', from..at);
                    } else if last < WIDE && one < WIDE {
                        give(' ', from..at);
                    }
                }
                before = Some(one);
                give(one, range.clone());
            });
        }
    }

    fn character(&self, character: char, mut give: impl FnMut(char)) {
        let narrow = match character {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            _ => character,
        };
        if narrow.is_ascii() {
            return give(narrow.to_ascii_lowercase());
        }
        match self.becomes(character) {
            SAME if matches!(character, '\u{e0100}'..='\u{e01ef}') => {}
            SAME => give(character),
            NOTHING => {}
            SEVERAL => several(character).chars().for_each(|one| give(self.simple(one))),
            _ => give(self.simple(character)),
        }
    }

    fn becomes(&self, character: char) -> u16 {
        let place = usize::try_from(u32::from(character)).ok();
        place.and_then(|place| self.becomes.get(place)).copied().unwrap_or(SAME)
    }

    fn simple(&self, character: char) -> char {
        let becomes = self.becomes(character);
        if becomes > NOTHING { char::from_u32(u32::from(becomes)).unwrap_or(character) } else { character }
    }
}

/// White space that has not been given yet.
struct Space {
    from: usize,
    line: bool,
}

fn several(character: char) -> &'static str {
    LONG.lines().find_map(|line| line.strip_prefix(character)).unwrap_or_default()
}

/// Characters that nobody sees: marks of direction and width, variation selectors.
fn is_unseen(unit: u16) -> bool {
    matches!(unit, 0xad | 0x34f | 0x61c | 0x180b..=0x180f | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfe00..=0xfe0f | 0xfeff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_person_takes_for_the_same_is_the_same() {
        let folding = Folding::new();
        for (text, folded) in [
            ("政府信息公開條例", "政府信息公开条例"),
            ("（ＡＢＣ）１２％", "(abc)12%"),
            ("Social  Insurance", "social insurance"),
            ("第一章　总　则", "第一章总则"),
            ("一\r\n\r\n　　二", "一\n二"),
            ("⼈⺟㎡Ⅳ⑩", "人母m2iv10"),
            ("零\u{200b}宽\u{feff}", "零宽"),
            ("  前后  ", "前后"),
            ("ÉCOLE nǚ", "école nǚ"),
            ("著作权 瞭望", "著作权瞭望"),
            ("㈻", "(学)"),
            ("\u{f92c}", "郎"),
            ("葛\u{e0100}", "葛"),
            ("app 下载", "app下载"),
            ("“一网通办”", "“一网通办”"),
        ] {
            assert_eq!(folding.fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "[a-zA-Z ,，。\n　\u{2000}-\u{22ff}\u{2f00}-\u{2fd5}\u{3280}-\u{33ff}一-龥\u{f900}-\u{faff}\u{fe00}-\u{ffff}]{0,30}") {
            let folding = Folding::new();
            let once = folding.fold(&text);
            prop_assert_eq!(folding.fold(&once), once);
        }

        #[test]
        fn each_character_says_where_it_comes_from(text in "\\PC{0,30}") {
            let folding = Folding::new();
            let mut folded = String::new();
            let mut before = 0;
            folding.each(&text, |character, range| {
                folded.push(character);
                assert!(range.start >= before && text.get(range.clone()).is_some_and(|from| !from.is_empty()), "{text:?} {range:?}");
                before = range.start;
            });
            prop_assert_eq!(folded, folding.fold(&text));
        }
    }
}
