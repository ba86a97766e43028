//! Every ink of `style/tokens.css` on every ground that it stands on, in every theme, by the contrast ratio of WCAG 2.2 (1.4.3, 1.4.6, 1.4.11).

use std::collections::BTreeMap;

type Colours = BTreeMap<String, [u8; 3]>;

/// Text and its grounds.
const TEXT: [(&str, &[&str]); 11] = [
    ("ink", &["paper", "sheet", "jade-wash", "amber-wash", "slate-wash", "cinnabar-wash"]),
    ("ink-soft", &["paper", "sheet"]),
    ("cinnabar", &["paper", "sheet", "cinnabar-wash"]),
    ("cinnabar-deep", &["paper", "sheet"]),
    ("jade", &["paper", "sheet", "jade-wash"]),
    ("amber", &["paper", "sheet", "amber-wash"]),
    ("slate", &["paper", "sheet", "slate-wash"]),
    ("on-cinnabar", &["cinnabar", "cinnabar-deep"]),
    ("on-seal", &["seal"]),
    ("paper", &["ink"]),
    ("sheet", &["ink"]),
];

/// Lines that one must see to use a control.
const LINES: [(&str, &[&str]); 2] = [("edge", &["paper", "sheet"]), ("focus", &["paper", "sheet"])];

/// Each theme by the blocks of the file that make it, later ones over earlier, and the least contrast of its text.
const THEMES: [(&str, &[&str], f64); 4] = [
    ("light", &[":root"], 4.5),
    ("dark", &[":root", "@media (prefers-color-scheme: dark)"], 4.5),
    ("light, more contrast", &[":root", "@media (prefers-contrast: more)"], 7.0),
    (
        "dark, more contrast",
        &[
            ":root",
            "@media (prefers-color-scheme: dark)",
            "@media (prefers-contrast: more)",
            "@media (prefers-contrast: more) and (prefers-color-scheme: dark)",
        ],
        7.0,
    ),
];

#[test]
fn every_ink_can_be_read_on_its_grounds() {
    let css = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../style/tokens.css")).unwrap();
    let mut poor = Vec::new();
    for (theme, blocks, text) in THEMES {
        let mut colours = Colours::new();
        for block in blocks {
            colours.extend(colours_of(&css, block));
        }
        let pairs = TEXT.iter().map(|pair| (pair, text)).chain(LINES.iter().map(|pair| (pair, 3.0)));
        for (&(ink, grounds), least) in pairs {
            for ground in grounds {
                let ratio = contrast(colours[ink], colours[*ground]);
                if ratio < least {
                    poor.push(format!("{theme}: {ink} on {ground} has {ratio:.2}, not {least}"));
                }
            }
        }
    }
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

#[test]
fn the_ratio_is_that_of_wcag() {
    // The two ends, and the grey that WCAG's own working group calls the lightest that passes on white: #767676, with #777777 just failing.
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
    assert!((contrast([9, 9, 9], [9, 9, 9]) - 1.0).abs() < 1e-9);
    assert!(contrast([0x76; 3], [255; 3]) >= 4.5 && contrast([0x77; 3], [255; 3]) < 4.5);
}

/// The colours in the first block that begins with `start`.
fn colours_of(css: &str, start: &str) -> Colours {
    let (_, rest) = css.split_once(&format!("{start} {{")).unwrap_or_else(|| panic!("no block {start}"));
    let mut depth = 1;
    let end = rest.find(|it| {
        depth += match it {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    });
    let lines = rest[..end.unwrap()].lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    lines.filter_map(|(name, value)| Some((name.to_owned(), colour(value.strip_suffix(';')?)?))).collect()
}

fn colour(value: &str) -> Option<[u8; 3]> {
    let digits = value.strip_prefix('#')?;
    let doubled: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    let number = u32::from_str_radix(&doubled, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
