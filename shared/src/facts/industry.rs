//! Industry codes (GB/T 4754-2017, 国民经济行业分类): a section by its letter, divisions and classes by two to four digits, or both together.

/// The sections A to T, each with its last division; the first is 01, and none lies between two sections.
const SECTIONS: [(char, u8); 20] = [
    ('A', 5),
    ('B', 12),
    ('C', 43),
    ('D', 46),
    ('E', 50),
    ('F', 52),
    ('G', 60),
    ('H', 62),
    ('I', 65),
    ('J', 69),
    ('K', 70),
    ('L', 72),
    ('M', 75),
    ('N', 79),
    ('O', 82),
    ('P', 83),
    ('Q', 85),
    ('R', 90),
    ('S', 96),
    ('T', 97),
];

/// An industry, and all that lie in it: its section and the digits of its code, where there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IndustryCode {
    /// Letter and digits as bytes from the left, so that one number tells whether one code begins with another.
    begins: u64,
    /// The bytes of `begins` that it has.
    has: u64,
}

impl IndustryCode {
    /// Reads one: 1610, C1610, 16, C. A letter that is of another section than the digits is a slip.
    pub(crate) fn read(code: &str) -> Option<IndustryCode> {
        let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let letter = code.strip_suffix(digits)?;
        if digits.is_empty() {
            let section = letter.chars().next()?;
            let known = letter.len() == 1 && SECTIONS.iter().any(|(known, _)| *known == section);
            return known.then(|| IndustryCode::of(section, digits));
        }
        if !(2..=4).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let division: u8 = digits.get(..2)?.parse().ok()?;
        let (section, _) = *SECTIONS.iter().find(|(_, last)| division <= *last)?;
        let agrees = letter.is_empty() || letter.chars().eq([section]);
        (division > 0 && agrees).then(|| IndustryCode::of(section, digits))
    }

    fn of(section: char, digits: &str) -> IndustryCode {
        let section = u8::try_from(section).unwrap_or_default();
        let bytes = std::iter::once(section).chain(digits.bytes()).chain(std::iter::repeat(0)).take(8);
        let (begins, has) = bytes.fold((0, 0), |(begins, has), byte| {
            (begins << 8 | u64::from(byte), has << 8 | if byte == 0 { 0 } else { 0xff })
        });
        IndustryCode { begins, has }
    }

    /// Whether it lies in an industry that has a code as long or shorter: 1610 in C, in 16 and in C16. Who said a section alone is in no division of it.
    pub(crate) fn is_in(self, industry: IndustryCode) -> bool {
        self.begins & industry.has == industry.begins
    }

    /// Its digits and what these begin with, from the division on.
    pub(crate) fn with_beginnings(self) -> impl Iterator<Item = String> {
        let [_, digits @ .., _, _, _] = self.begins.to_be_bytes();
        let digits: String = digits.into_iter().filter(|digit| *digit != 0).map(char::from).collect();
        (2..=digits.len()).filter_map(move |end| digits.get(..end).map(str::to_owned))
    }
}

/// Every section by its letter.
pub(crate) fn sections() -> impl Iterator<Item = String> {
    SECTIONS.iter().map(|(section, _)| String::from(*section))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_industry_code(code: &str) -> bool {
        IndustryCode::read(code).is_some()
    }

    fn is_within(code: &str, industry: &str) -> bool {
        let read = IndustryCode::read;
        read(code).zip(read(industry)).is_some_and(|(code, industry)| code.is_in(industry))
    }

    #[test]
    fn a_code_is_a_section_digits_or_both() {
        for good in ["C", "1610", "16", "C1610", "T97", "0111"] {
            assert!(is_industry_code(good), "{good}");
        }
        for bad in ["", "c", "U", "Z1", "1", "C1", "00", "98", "16101", "CC", "十六", "F1610", "C51", "1６"] {
            assert!(!is_industry_code(bad), "{bad}");
        }
    }

    #[test]
    fn every_division_has_its_section() {
        // The first and the last division of some sections, as the standard lists them.
        for (division, section) in [
            ("01", "A"),
            ("05", "A"),
            ("06", "B"),
            ("13", "C"),
            ("43", "C"),
            ("44", "D"),
            ("50", "E"),
            ("51", "F"),
            ("52", "F"),
            ("53", "G"),
            ("62", "H"),
            ("65", "I"),
            ("66", "J"),
            ("70", "K"),
            ("73", "M"),
            ("83", "P"),
            ("84", "Q"),
            ("86", "R"),
            ("96", "S"),
            ("97", "T"),
        ] {
            assert!(is_within(division, section), "{division}");
        }
        assert!((1..=97).all(|division| is_industry_code(&format!("{division:02}"))));
        assert!(sections().all(|section| is_industry_code(&section)) && sections().count() == 20);
    }

    #[test]
    fn an_industry_holds_what_begins_with_it() {
        for (code, industry) in
            [("1610", "C"), ("1610", "16"), ("C1610", "C16"), ("1610", "C161"), ("C", "C"), ("F52", "52")]
        {
            assert!(is_within(code, industry), "{code} {industry}");
        }
        for (code, industry) in [("16", "1610"), ("C", "16"), ("1610", "17"), ("1610", "F"), ("1610", "")] {
            assert!(!is_within(code, industry), "{code} {industry}");
        }
    }
}
