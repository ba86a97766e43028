//! Full-width letters, digits and signs, which Chinese keyboards give, as the half-width ones that numbers are written in.

/// `text` with U+FF01 to U+FF5E and the wide space in their half-width forms (as NFKC has them). Everything else stays.
pub fn half_width(text: &str) -> String {
    let narrow = |wide: char| match wide {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(wide) - 0xfee0).unwrap_or(wide),
        _ => wide,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_wide_they_are_typed() {
        assert_eq!(half_width("０２１－００００\u{3000}１２３"), "021-0000 123");
        assert_eq!(half_width("１１０Ｘ，示例（甲）"), "110X,示例(甲)");
        assert_eq!(half_width("～！"), "~!");
    }
}
