//! Automatic numbering (numbering.xml): the lists of a document, and the number that comes before the next paragraph.

use std::collections::BTreeMap;

use super::super::ImportError;
use super::Part;
use super::numeral::Format;
use super::styles::{Numbered, Styles};
use super::xml::{Element, Node, Xml};

/// A list has nine levels.
const LEVELS: usize = 9;
/// The longest text around a number, in characters: 第%1条 has four.
const LONGEST_PATTERN: usize = 60;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: Format,
    /// With %1 to %9 where the numbers of the levels stand.
    pattern: String,
    /// The level after whose paragraphs it begins anew, counted from one; zero is never, none after any higher one.
    restart: Option<usize>,
    /// The style of paragraphs that stand on this level.
    style: Option<String>,
    /// Whether all numbers in the pattern are 1, 2, 3.
    plain: bool,
    /// Whether nothing stands between the number and the text.
    tight: bool,
}

impl Default for Level {
    fn default() -> Self {
        let (start, format) = (0, Format::Decimal);
        Level { start, format, pattern: String::new(), restart: None, style: None, plain: false, tight: false }
    }
}

type Levels = [Option<Level>; LEVELS];

/// `w:abstractNum`: a list as it was designed. All lists of one design count on together.
#[derive(Debug, Default)]
struct Design {
    levels: Levels,
    /// The numbering style that it stands for.
    style_link: Option<String>,
    /// The numbering style where its levels stand.
    same_as: Option<String>,
    counts: [Option<u32>; LEVELS],
}

/// `w:num`: a list in use.
#[derive(Debug, Default)]
struct List {
    design: u32,
    levels: Levels,
    /// Where it begins anew, until it has.
    starts: [Option<u32>; LEVELS],
}

/// All lists, with where each has come to.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    designs: BTreeMap<u32, Design>,
    lists: BTreeMap<u32, List>,
}

impl Numbering {
    /// Reads numbering.xml.
    pub(super) fn read(bytes: &[u8]) -> Result<Numbering, ImportError> {
        let mut xml = Xml::read(bytes, Part::Numbering)?;
        let mut numbering = Numbering::default();
        let mut open = Open::Nothing;
        // The level that is being read, and for a list the level that it changes.
        let mut at: Option<usize> = None;
        while let Some(node) = xml.next()? {
            let element = match node {
                Node::Open(element) => element,
                Node::Close(name) => {
                    open.close(&name, &mut numbering);
                    continue;
                }
                Node::Text(_) => continue,
            };
            let index = |name: &str| -> Result<Option<usize>, ImportError> {
                let level = element.attribute(name)?.and_then(|level| level.parse().ok());
                Ok(level.filter(|level| *level < LEVELS))
            };
            let id = |name: &str| Ok(element.attribute(name)?.and_then(|id| id.parse::<u32>().ok()));
            match element.name.as_str() {
                "abstractNum" => {
                    open = id("abstractNumId")?.map_or(Open::Nothing, |id| Open::Design(id, Design::default()))
                }
                "num" => open = id("numId")?.map_or(Open::Nothing, |id| Open::List(id, List::default())),
                "lvl" | "lvlOverride" => {
                    at = index("ilvl")?;
                    if let (Some(at), "lvl") = (at, element.name.as_str())
                        && let Some(slot) = open.levels().and_then(|levels| levels.get_mut(at))
                    {
                        *slot = Some(Level::default());
                    }
                }
                // The second way to say it, for readers who do not know the first.
                name if name.ends_with(":Fallback") => xml.skip()?,
                _ => open.take(&element, at)?,
            }
        }
        numbering.resolve();
        Ok(numbering)
    }

    /// Counts a paragraph, and gives what Word puts before it, with a space where one belongs between the number and the text. None where it puts
    /// nothing: the paragraph is in no list, or is marked with a bullet.
    pub(super) fn next(&mut self, own: Numbered, style: Option<&str>, styles: &Styles) -> Option<String> {
        let of_style = styles.numbered(style);
        let id = own.list.or(of_style.and_then(|(_, numbered)| numbered.list)).filter(|id| *id != 0)?;
        let list = self.lists.get_mut(&id)?;
        let design = self.designs.get_mut(&list.design)?;
        let linked = || {
            let (name, _) = of_style.filter(|_| own.list.is_none())?;
            let is_its =
                |level: &Option<Level>| level.as_ref().is_some_and(|level| level.style.as_deref() == Some(name));
            design.levels.iter().position(is_its)
        };
        let said = || of_style.filter(|_| own.list.is_none()).and_then(|(_, numbered)| numbered.level);
        let at = own.level.or_else(linked).or_else(said).unwrap_or(0);

        let level = |at: usize| {
            let levels = [&list.levels, &design.levels];
            levels.into_iter().find_map(|levels| levels.get(at)?.as_ref())
        };
        let this = level(at)?.clone();
        let deeper: Vec<usize> = (at + 1..LEVELS)
            .filter(|deeper| level(*deeper).and_then(|level| level.restart).is_none_or(|after| at < after))
            .collect();
        let begins = list.starts.get_mut(at).and_then(Option::take);
        if let Some(count) = design.counts.get_mut(at) {
            *count = begins.or(count.map(|count| count.saturating_add(1))).or(Some(this.start));
        }
        for deeper in deeper {
            if let Some(count) = design.counts.get_mut(deeper) {
                *count = None;
            }
        }

        let level = |at: usize| {
            let levels = [&list.levels, &design.levels];
            levels.into_iter().find_map(|levels| levels.get(at)?.as_ref())
        };
        let count = |at: usize| {
            let level = level(at)?;
            let count = design.counts.get(at).copied().flatten().unwrap_or(level.start);
            Some(if this.plain { Format::Decimal.write(count) } else { level.format.write(count) })
        };
        if this.format == Format::Bullet {
            return None;
        }
        let mut text = this.fill(count);
        let open = text.chars().next_back().filter(|last| !last.is_whitespace())?;
        let closed = matches!(open, '）' | ')' | '】' | '、' | '.' | '．' | '：' | ':');
        if !this.tight || !closed {
            text.push(' ');
        }
        Some(text)
    }

    /// Lists whose design stands with a numbering style take that one.
    fn resolve(&mut self) {
        let designs = &self.designs;
        let with_style = |style: &str| {
            let found = designs.iter().find(|(_, design)| design.style_link.as_deref() == Some(style));
            found.map(|(id, _)| *id)
        };
        for list in self.lists.values_mut() {
            let style = designs.get(&list.design).and_then(|design| design.same_as.as_deref());
            if let Some(other) = style.and_then(with_style) {
                list.design = other;
            }
        }
    }
}

impl Level {
    /// The pattern with the numbers of the levels in it.
    fn fill(&self, count: impl Fn(usize) -> Option<String>) -> String {
        let mut text = String::new();
        let mut rest = self.pattern.chars().peekable();
        while let Some(sign) = rest.next() {
            let level = rest.peek().filter(|_| sign == '%').and_then(|digit| digit.to_digit(10));
            match level.and_then(|level| usize::try_from(level).ok()?.checked_sub(1)) {
                Some(at) => {
                    rest.next();
                    text.push_str(&count(at).unwrap_or_default());
                }
                None => text.push(sign),
            }
        }
        text
    }

    fn take(&mut self, element: &Element<'_>) -> Result<(), ImportError> {
        match element.name.as_str() {
            "start" => self.start = element.number()?.unwrap_or(0),
            "numFmt" => self.format = Format::named(&element.value()?.unwrap_or_default()),
            "lvlText" => self.pattern = element.value()?.unwrap_or_default().chars().take(LONGEST_PATTERN).collect(),
            "lvlRestart" => self.restart = element.number()?,
            "pStyle" => self.style = element.value()?,
            "isLgl" => self.plain = element.is_on()?,
            "suff" => self.tight = element.value()?.as_deref() == Some("nothing"),
            _ => {}
        }
        Ok(())
    }
}

/// What of numbering.xml is being read.
enum Open {
    Nothing,
    Design(u32, Design),
    List(u32, List),
}

impl Open {
    fn levels(&mut self) -> Option<&mut Levels> {
        match self {
            Open::Nothing => None,
            Open::Design(_, design) => Some(&mut design.levels),
            Open::List(_, list) => Some(&mut list.levels),
        }
    }

    fn take(&mut self, element: &Element<'_>, at: Option<usize>) -> Result<(), ImportError> {
        match (&mut *self, element.name.as_str()) {
            (Open::Design(_, design), "styleLink") => design.style_link = element.value()?,
            (Open::Design(_, design), "numStyleLink") => design.same_as = element.value()?,
            (Open::List(_, list), "abstractNumId") => list.design = element.number()?.unwrap_or_default(),
            (Open::List(_, list), "startOverride") => {
                if let Some(start) = at.and_then(|at| list.starts.get_mut(at)) {
                    *start = element.number()?;
                }
            }
            _ => {
                let level = self.levels().zip(at).and_then(|(levels, at)| levels.get_mut(at)?.as_mut());
                if let Some(level) = level {
                    level.take(element)?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &str, numbering: &mut Numbering) {
        if !matches!(name, "abstractNum" | "num") {
            return;
        }
        match std::mem::replace(self, Open::Nothing) {
            Open::Nothing => {}
            Open::Design(id, design) => {
                numbering.designs.insert(id, design);
            }
            Open::List(id, list) => {
                numbering.lists.insert(id, list);
            }
        }
    }
}
