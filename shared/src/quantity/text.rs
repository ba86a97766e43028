//! A text as its quantities are read: character by character, of half width, each with its byte.

/// A text.
pub(super) struct Text<'a> {
    source: &'a str,
    /// Each with the byte at which it stands; those of full width as their half-width forms.
    characters: Vec<(usize, char)>,
}

impl<'a> Text<'a> {
    pub(super) fn new(source: &'a str) -> Text<'a> {
        let narrow = |(at, wide): (usize, char)| match wide {
            '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => (at, ' '),
            '\u{ffe5}' => (at, '¥'),
            '\u{ff01}'..='\u{ff5e}' => (at, char::from_u32(u32::from(wide) - 0xfee0).unwrap_or(wide)),
            _ => (at, wide),
        };
        Text { source, characters: source.char_indices().map(narrow).collect() }
    }

    /// How many characters.
    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The character at a place.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.characters.get(at).map(|(_, character)| *character)
    }

    /// The one before a place.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.at(at.checked_sub(1)?)
    }

    /// Whether it is a comma between digits, and not one between clauses: of the width of the digits around it.
    pub(super) fn is_comma_in_number(&self, at: usize) -> bool {
        let wide = |at: usize| {
            let (byte, _) = self.characters.get(at)?;
            Some(self.source.get(*byte..)?.chars().next()?.len_utf8() > 1)
        };
        self.at(at) == Some(',') && wide(at) == at.checked_sub(1).and_then(wide)
    }

    /// The byte at which a character stands.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.characters.get(at).map_or(self.source.len(), |(byte, _)| *byte)
    }

    /// Where `word` ends that stands at `at`.
    pub(super) fn after(&self, at: usize, word: &str) -> Option<usize> {
        let mut next = at;
        for letter in word.chars() {
            if self.at(next)?.to_ascii_lowercase() != letter {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// Where English words end that stand at `at` and are whole: no letter and no digit follows.
    pub(super) fn after_words(&self, at: usize, words: &str) -> Option<usize> {
        let end = self.after(at, words)?;
        let goes_on = self.at(end).is_some_and(|next| next.is_ascii_alphanumeric());
        (!goes_on).then_some(end)
    }

    /// The first place from `at` on that has no space.
    pub(super) fn skip_spaces(&self, at: usize) -> usize {
        let mut next = at;
        while self.at(next) == Some(' ') {
            next += 1;
        }
        next
    }

    /// The English word that ends before `at`, apart from spaces and points, in small letters.
    pub(super) fn word_before(&self, at: usize) -> String {
        let mut end = at;
        while matches!(self.before(end), Some(' ' | '.')) {
            end -= 1;
        }
        let mut start = end;
        while self.before(start).is_some_and(|letter| letter.is_ascii_alphabetic()) {
            start -= 1;
        }
        let word = self.characters.get(start..end).unwrap_or_default();
        word.iter().map(|(_, letter)| letter.to_ascii_lowercase()).collect()
    }

    /// Whether an English word may begin at `at`.
    pub(super) fn is_start_of_word(&self, at: usize) -> bool {
        !self.before(at).is_some_and(|before| before.is_ascii_alphanumeric())
    }
}
