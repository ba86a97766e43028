//! 一图读懂: one page of a policy as shapes, drawn from the pack's own data, so that it cannot say another thing than the pack (办法 art. 27).
//!
//! Whoever shows it maps each shape to an element of SVG and each [`Ink`] to a colour; nothing here knows of either. Lengths are units of the view box,
//! which is 360 wide and as high as it needs to be. Nothing overlaps, nothing leaves it, and no text is smaller than 14.

mod lines;
mod page;

use page::Page;

use super::wording::{range, sum};
use super::{Amount, Band, Offer, Pack, Period};
use crate::audience::wording as rules;
use crate::words::date::full_day;
use crate::words::{BilingualText, Language, fill};

/// The width of a picture.
pub const WIDTH: u32 = 360;
/// The smallest text.
pub const SMALLEST: u32 = 14;

const MARGIN: u32 = 20;
const INNER: u32 = WIDTH - 2 * MARGIN;
/// So many bands of an amount, or points, at most.
const MOST_ROWS: usize = 8;

crate::words! {
    TITLE: "一图读懂《{}》" / "At a glance: {}";
    FOR_WHOM: "给谁" / "For whom";
    WHAT: "得到什么" / "What they get";
    WHEN: "什么时候" / "By when";
    HOW: "怎么办" / "How";
    ASK: "问谁" / "Where to ask";
    POINTS: "要点" / "In short";
    FROM: "{}起" / "From {}";
    UNTIL: "{}至{}" / "{} to {}";
    AND_OVER: "{} 周岁以上" / "Aged {} and over";
    AGES: "{} 至 {} 周岁" / "Aged {} to {}";
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its height; its width is [`WIDTH`], and both begin at 0.
    pub height: u32,
    /// What it is, for those who do not see it.
    pub title: String,
    /// All that it says, for those who do not see it.
    pub description: String,
    /// Those behind before those in front.
    pub shapes: Vec<Shape>,
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Ink,
    /// Text that stands back.
    Muted,
    /// What to look at first.
    Accent,
    /// What somebody has without doing anything.
    Jade,
    /// Lines between parts.
    Hairline,
}

/// One shape, filled or drawn in its ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of text.
    Text {
        /// Where it begins, or ends where it is set from the right.
        x: u32,
        /// Its base line.
        y: u32,
        /// Its size.
        size: u32,
        /// Whether it is bold.
        is_bold: bool,
        /// Whether `x` is its end.
        from_right: bool,
        /// Its colour.
        ink: Ink,
        /// What it says.
        text: String,
    },
    /// A filled rectangle.
    Rectangle {
        /// Its left side.
        x: u32,
        /// Its upper side.
        y: u32,
        /// How wide it is.
        width: u32,
        /// How high it is.
        height: u32,
        /// Its colour.
        ink: Ink,
    },
    /// A line across.
    Line {
        /// Where it begins.
        x: u32,
        /// Where it ends.
        to_x: u32,
        /// How far down.
        y: u32,
        /// Its colour.
        ink: Ink,
    },
    /// A filled circle.
    Circle {
        /// Its middle.
        x: u32,
        /// Its middle.
        y: u32,
        /// From the middle to the edge.
        radius: u32,
        /// Its colour.
        ink: Ink,
    },
}

/// A policy on one page.
pub fn picture(pack: &Pack, language: Language) -> Picture {
    let title = pack.title.in_language(language);
    let mut page = Page::new(language);
    page.text(title, 22, true, Ink::Ink);
    page.rule(Ink::Accent);
    match &pack.offer {
        Some(offer) => page.offer(offer),
        None => page.points(pack.interpretation.points.iter().map(|point| &point.text)),
    }
    page.label(ASK);
    let contact = &pack.contact;
    page.text(&contact.office, 16, false, Ink::Ink);
    page.text(&contact.telephone, 18, true, Ink::Ink);
    page.text(&contact.address, SMALLEST, false, Ink::Muted);
    Picture {
        height: page.below + MARGIN,
        title: fill(TITLE.in_language(language), &[title]),
        description: page.said,
        shapes: page.shapes,
    }
}

impl Page {
    fn offer(&mut self, offer: &Offer) {
        self.label(FOR_WHOM);
        self.text(&rules::rule(&offer.audience, self.language), 16, false, Ink::Ink);
        self.label(WHAT);
        match &offer.benefit.amount {
            Some(Amount::ByAge { bands, per, .. }) if bands.len() > 1 => self.bands(bands, *per),
            Some(amount) => {
                self.text(&range(amount, self.language), 22, true, Ink::Accent);
                self.text(offer.benefit.text.in_language(self.language), 16, false, Ink::Ink);
            }
            None => self.text(offer.benefit.text.in_language(self.language), 18, true, Ink::Accent),
        }
        self.label(WHEN);
        let from = full_day(offer.from, self.language);
        let when = match offer.until {
            Some(until) => fill(UNTIL.in_language(self.language), &[&from, &full_day(until, self.language)]),
            None => fill(FROM.in_language(self.language), &[&from]),
        };
        self.text(&when, 16, false, Ink::Ink);
        self.label(HOW);
        let ink = if offer.route.is_automatic() { Ink::Jade } else { Ink::Accent };
        self.marked(offer.route.label().in_language(self.language), ink);
        self.text(offer.route.explained().in_language(self.language), 16, false, Ink::Ink);
    }

    fn points<'a>(&mut self, points: impl Iterator<Item = &'a BilingualText>) {
        self.label(POINTS);
        for point in points.take(MOST_ROWS) {
            self.marked(point.in_language(self.language), Ink::Accent);
        }
    }

    /// The amounts of a few ages, each with a bar as long as it is large.
    fn bands(&mut self, bands: &[Band], per: Period) {
        let most = bands.iter().map(|band| band.fen).max().unwrap_or_default().max(1);
        for (at, band) in bands.iter().enumerate().take(MOST_ROWS) {
            let next = bands.get(at + 1).and_then(|next| next.age.checked_sub(1)).filter(|last| *last >= band.age);
            let age = band.age.to_string();
            let ages = match next {
                Some(last) => fill(AGES.in_language(self.language), &[&age, &last.to_string()]),
                None => fill(AND_OVER.in_language(self.language), &[&age]),
            };
            self.row(&ages, &sum(band.fen, per, self.language));
            let long = i128::from(band.fen) * i128::from(INNER) / i128::from(most);
            let width = u32::try_from(long).unwrap_or_default().max(2);
            self.shapes.push(Shape::Rectangle { x: MARGIN, y: self.below + 4, width, height: 8, ink: Ink::Accent });
            self.below += 18;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::sampled;
    use crate::pack::{Contact, Point};
    use proptest::prelude::*;

    fn allowance() -> Pack {
        sampled::pack("elderly-allowance")
    }

    fn texts(picture: &Picture) -> Vec<&str> {
        let text = |shape: &'_ Shape| matches!(shape, Shape::Text { .. });
        let texts = picture.shapes.iter().filter(|shape| text(shape));
        texts.map(|shape| if let Shape::Text { text, .. } = shape { text.as_str() } else { "" }).collect()
    }

    /// Left, top, right and bottom of a shape, in hundredths: Chinese takes a whole of its size, Latin letters 0.55 of it.
    fn edges(shape: &Shape) -> [i64; 4] {
        let edges = |x: u32, y: u32, to_x: u32, to_y: u32| [x, y, to_x, to_y].map(|n| i64::from(n) * 100);
        match shape {
            Shape::Text { x, y, size, from_right, text, .. } => {
                let wide = |c: char| if c.is_ascii() { 55 } else { 100 };
                let long: i64 = text.chars().map(wide).sum::<i64>() * i64::from(*size);
                let (x, y, size) = (i64::from(*x) * 100, i64::from(*y) * 100, i64::from(*size));
                let left = if *from_right { x - long } else { x };
                // Letters reach a little below their line.
                [left, y - size * 88, left + long, y + size * 25]
            }
            Shape::Rectangle { x, y, width, height, .. } => edges(*x, *y, x + width, y + height),
            Shape::Line { x, to_x, y, .. } => edges(*x, *y, *to_x, y + 1),
            Shape::Circle { x, y, radius, .. } => edges(x - radius, y - radius, x + radius, y + radius),
        }
    }

    fn is_well_set(picture: &Picture) -> Result<(), TestCaseError> {
        let edges: Vec<[i64; 4]> = picture.shapes.iter().map(edges).collect();
        for (at, [left, top, right, bottom]) in edges.iter().enumerate() {
            let inside = *left >= 0 && *top >= 0 && *right <= 36_000 && *bottom <= i64::from(picture.height) * 100;
            prop_assert!(inside, "{:?}", picture.shapes[at]);
            for (other, [l, t, r, b]) in edges.iter().enumerate().skip(at + 1) {
                let apart = right <= l || r <= left || bottom <= t || b <= top;
                prop_assert!(apart, "{:?} {:?}", picture.shapes[at], picture.shapes[other]);
            }
        }
        for shape in &picture.shapes {
            if let Shape::Text { size, text, .. } = shape {
                prop_assert!(*size >= SMALLEST && !text.trim().is_empty());
            }
        }
        Ok(())
    }

    #[test]
    fn it_says_who_what_when_how_and_where() {
        let picture = picture(&allowance(), Language::Zh);
        is_well_set(&picture).unwrap();
        let texts = texts(&picture);
        for said in [
            "给谁",
            "得到什么",
            "65 至 69 周岁",
            "75 元/月",
            "100 周岁以上",
            "600 元/月",
            "2026年2月1日起",
            "免申即享",
            "问谁",
            "021-0000-0101（示例）",
        ] {
            assert!(texts.contains(&said), "{said}: {texts:?}");
        }
        assert_eq!(picture.title, "一图读懂《老年综合津贴发放办法（示例）》");
        for said in ["65 至 69 周岁：75 元/月。", "免申即享。由部门主动发放，不用您申请。问谁：长宁"]
        {
            assert!(picture.description.contains(said), "{}", picture.description);
        }
        // No application is needed: the dot says so too.
        assert!(picture.shapes.iter().any(|shape| matches!(shape, Shape::Circle { ink: Ink::Jade, .. })));
    }

    #[test]
    fn bars_are_as_long_as_the_sums_are_large() {
        let picture = picture(&allowance(), Language::En);
        let bars: Vec<u32> = picture
            .shapes
            .iter()
            .filter_map(|shape| if let Shape::Rectangle { width, .. } = shape { Some(*width) } else { None })
            .collect();
        // 75, 150, 180, 350 and 600 yuan of 320 units.
        assert_eq!(bars, [40, 80, 96, 186, 320]);
    }

    #[test]
    fn what_gives_nothing_is_told_by_its_points() {
        let mut pack = allowance();
        pack.offer = None;
        let picture = picture(&pack, Language::Zh);
        is_well_set(&picture).unwrap();
        assert!(texts(&picture).contains(&"要点") && picture.description.contains("每月75元到600元"));
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_nothing_leaves_the_page(
            texts in prop::collection::vec("[一-龥，。（《“”》）a-zA-Z0-9% ,.\\n-]{0,260}", 8),
            bands in prop::collection::vec((0u16..200, 0i64..i64::MAX), 0..12),
            has_offer in any::<bool>(),
            kind in 0u8..3,
            zh in any::<bool>(),
        ) {
            let mut pack = allowance();
            let both = |text: &str| BilingualText { zh: text.into(), en: text.into() };
            pack.title = both(&texts[0]);
            pack.contact = Contact { office: texts[1].clone(), telephone: texts[2].clone(), address: texts[3].clone() };
            let article = pack.interpretation.points[0].article;
            pack.interpretation.points = texts[4..].iter().map(|text| Point { text: both(text), article, also: vec![] }).collect();
            let offer = pack.offer.as_mut().unwrap();
            offer.benefit.text = both(&texts[4]);
            let bands: Vec<Band> = bands.into_iter().map(|(age, fen)| Band { age, fen }).collect();
            offer.benefit.amount = match kind {
                0 => None,
                1 => Some(Amount::Fixed { fen: bands.first().map_or(1, |band| band.fen), per: Period::Year }),
                _ => Some(Amount::ByAge { fact: crate::facts::FactKey::BirthDate, bands, per: Period::Month }),
            };
            if !has_offer {
                pack.offer = None;
            }
            let language = if zh { Language::Zh } else { Language::En };
            let picture = picture(&pack, language);
            is_well_set(&picture)?;
        }
    }
}
