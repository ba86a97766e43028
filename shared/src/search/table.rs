//! Pairs of characters, written in a text file one pair a line and sorted, made into four rows of bytes while this is compiled: gaps and high bytes
//! compress to half of what the text would add to the app.

/// The pairs of `text`: high byte and gap to the one before of what is replaced, high and low byte of what replaces it.
#[derive(Debug)]
pub(super) struct Table<const PAIRS: usize> {
    from_high: [u8; PAIRS],
    from_gap: [u8; PAIRS],
    to_high: [u8; PAIRS],
    to_low: [u8; PAIRS],
}

/// How many pairs a text holds.
pub(super) const fn pairs(text: &str) -> usize {
    let (mut rest, mut count) = (text.as_bytes(), 0);
    while let Some((byte, after)) = rest.split_first() {
        count += (*byte == b'\n') as usize;
        rest = after;
    }
    count
}

impl<const PAIRS: usize> Table<PAIRS> {
    /// Of a text of so many pairs, each of two characters below U+10000.
    pub(super) const fn of(text: &str) -> Self {
        let mut table = Table { from_high: [0; PAIRS], from_gap: [0; PAIRS], to_high: [0; PAIRS], to_low: [0; PAIRS] };
        let mut from_high = table.from_high.as_mut_slice();
        let mut from_gap = table.from_gap.as_mut_slice();
        let mut to_high = table.to_high.as_mut_slice();
        let mut to_low = table.to_low.as_mut_slice();
        let (mut rest, mut before) = (text.as_bytes(), 0u16);
        while let (
            Some((high, after_high)),
            Some((gap, after_gap)),
            Some((into_high, after_into_high)),
            Some((into_low, after_into_low)),
        ) = (
            from_high.split_first_mut(),
            from_gap.split_first_mut(),
            to_high.split_first_mut(),
            to_low.split_first_mut(),
        ) {
            let (from, after) = character(rest);
            let (to, after) = character(after);
            // The end of the line.
            let (_, after) = character(after);
            *high = (from >> 8) as u8;
            *gap = from.wrapping_sub(before) as u8;
            *into_high = (to >> 8) as u8;
            *into_low = to as u8;
            (from_high, from_gap, to_high, to_low) = (after_high, after_gap, after_into_high, after_into_low);
            (rest, before) = (after, from);
        }
        table
    }

    /// Each pair.
    pub(super) fn each(&self) -> impl Iterator<Item = (u16, u16)> {
        let mut low = 0u8;
        let from = self.from_high.iter().zip(&self.from_gap).map(move |(&high, &gap)| {
            low = low.wrapping_add(gap);
            u16::from_be_bytes([high, low])
        });
        let to = self.to_high.iter().zip(&self.to_low).map(|(&high, &low)| u16::from_be_bytes([high, low]));
        from.zip(to)
    }
}

/// The first character of UTF-8 below U+10000, and what follows.
const fn character(bytes: &[u8]) -> (u16, &[u8]) {
    match bytes {
        [one, rest @ ..] if *one < 0x80 => (*one as u16, rest),
        [one, two, rest @ ..] if *one < 0xe0 => (((*one & 0x1f) as u16) << 6 | (*two & 0x3f) as u16, rest),
        [one, two, three, rest @ ..] => {
            (((*one & 0x0f) as u16) << 12 | ((*two & 0x3f) as u16) << 6 | (*three & 0x3f) as u16, rest)
        }
        _ => (0, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_back_the_pairs_of_its_text() {
        const TEXT: &str = "Àà\n１1\n萬万\n龜龟\n";
        const TABLE: Table<{ pairs(TEXT) }> = Table::of(TEXT);
        let read = |unit| char::from_u32(u32::from(unit)).unwrap();
        let written: String = TABLE.each().map(|(from, to)| format!("{}{}\n", read(from), read(to))).collect();
        // The table does not ask for an order: the gaps wrap.
        assert_eq!(written, TEXT);
    }
}
