//! The styles of paragraphs: which are numbered, which is the title's, which are lines of a table of contents.

use std::collections::BTreeMap;

use super::super::ImportError;
use super::Part;
use super::xml::{Element, Node, Xml};

/// What a paragraph or a style says of its own numbering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The list; zero takes a paragraph out of the list of its style.
    pub(super) list: Option<u32>,
    /// The level in it, from zero.
    pub(super) level: Option<usize>,
}

impl Numbered {
    /// Takes what an element in `w:numPr` says.
    pub(super) fn take(&mut self, element: &Element<'_>) -> Result<(), ImportError> {
        match element.name.as_str() {
            "numId" => self.list = element.number()?,
            "ilvl" => self.level = element.number()?,
            _ => {}
        }
        Ok(())
    }
}

/// What a style is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Use {
    /// Text.
    #[default]
    Text,
    /// The title of the whole.
    Title,
    /// A line of a table of contents.
    Contents,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    numbered: Numbered,
    used: Use,
}

/// All styles of paragraphs, by the names that the text uses.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    usual: Option<String>,
}

/// Styles rest on each other at most so deep; Word allows ten.
const DEEPEST: usize = 16;

impl Styles {
    /// Reads styles.xml.
    pub(super) fn read(bytes: &[u8]) -> Result<Styles, ImportError> {
        let mut xml = Xml::read(bytes, Part::Styles)?;
        let mut styles = Styles::default();
        let mut open: Option<(String, Style)> = None;
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) if element.name == "style" => {
                    let is_usual = element.attribute("default")?.is_some_and(|said| said == "1" || said == "true");
                    let of_paragraphs = element.attribute("type")?.is_none_or(|kind| kind == "paragraph");
                    open = element.attribute("styleId")?.map(|id| (id, Style::default()));
                    if is_usual && of_paragraphs {
                        styles.usual = open.as_ref().map(|(id, _)| id.clone());
                    }
                }
                Node::Open(element) => {
                    let Some((_, style)) = &mut open else { continue };
                    match element.name.as_str() {
                        "name" => style.used = use_of(&element.value()?.unwrap_or_default()),
                        "basedOn" => style.based_on = element.value()?,
                        "pPrChange" => xml.skip()?,
                        _ => style.numbered.take(&element)?,
                    }
                }
                Node::Close(name) if name == "style" => styles.styles.extend(open.take()),
                Node::Close(_) | Node::Text(_) => {}
            }
        }
        Ok(styles)
    }

    /// What the style of a paragraph is for.
    pub(super) fn used(&self, style: Option<&str>) -> Use {
        style.and_then(|style| self.styles.get(style)).map(|style| style.used).unwrap_or_default()
    }

    /// The numbering of a style, with the style that says it: its own, or that of the style it rests on.
    pub(super) fn numbered(&self, style: Option<&str>) -> Option<(&str, Numbered)> {
        let mut name = style.filter(|style| self.styles.contains_key(*style)).or(self.usual.as_deref());
        let mut level = None;
        for _ in 0..DEEPEST {
            let (id, style) = self.styles.get_key_value(name?)?;
            level = level.or(style.numbered.level);
            if style.numbered.list.is_some() {
                return Some((id, Numbered { level, ..style.numbered }));
            }
            name = style.based_on.as_deref();
        }
        None
    }
}

fn use_of(name: &str) -> Use {
    let name = name.to_ascii_lowercase();
    match name.strip_prefix("toc ") {
        Some(level) if level.parse::<u8>().is_ok() => Use::Contents,
        _ if name == "title" => Use::Title,
        _ => Use::Text,
    }
}
