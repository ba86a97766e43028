//! XML of a stranger: UTF-8 only, no document type, no entities of its own, no deep nesting; names by `WordprocessingML`'s namespace.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::ImportError;
use super::Part;

/// How deep elements may stand in each other. A table in a text box in a table comes to some thirty.
pub(super) const DEEPEST: usize = 200;

/// The main namespace, as most files have it and as the strict form has it.
const NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// What comes next in the file.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins. An empty one begins and ends.
    Open(Element<'a>),
    /// An element ends.
    Close(String),
    /// Text, with its references resolved.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its name without the prefix of `WordprocessingML`; with its prefix where it is of another namespace.
    pub(super) name: String,
    start: BytesStart<'a>,
    part: Part,
}

/// A part, read from its beginning to its end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// The prefix of `WordprocessingML` with its colon. It is said once, where the part begins.
    prefix: Option<String>,
    depth: usize,
    part: Part,
}

impl<'a> Xml<'a> {
    /// Begins to read a part.
    pub(super) fn read(bytes: &'a [u8], part: Part) -> Result<Xml<'a>, ImportError> {
        let text = std::str::from_utf8(bytes).map_err(|_| ImportError::Damaged { part })?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Ok(Xml { reader, prefix: None, depth: 0, part })
    }

    /// What comes next; none at the end of a part in which every element was closed.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>, ImportError> {
        let part = self.part;
        let damaged = || ImportError::Damaged { part };
        loop {
            match self.reader.read_event().map_err(|_| damaged())? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(ImportError::TooDeep { part });
                    }
                    let name = self.name_of(&start)?;
                    return Ok(Some(Node::Open(Element { name, start, part })));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::Close(self.without_prefix(end.name().0).to_owned())));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.into_inner()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.into_inner()))),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(|_| damaged())?;
                    let text = match character {
                        Some(character) => Cow::Owned(character.to_string()),
                        None => {
                            let name = reference.into_inner();
                            let known = resolve_predefined_entity(&name).ok_or(ImportError::Entities { part })?;
                            Cow::Borrowed(known)
                        }
                    };
                    return Ok(Some(Node::Text(text)));
                }
                Event::DocType(_) => return Err(ImportError::Entities { part }),
                Event::Decl(said) => {
                    let encoding = said.encoding().transpose().map_err(|_| damaged())?;
                    if encoding.is_some_and(|name| !name.eq_ignore_ascii_case("utf-8")) {
                        return Err(damaged());
                    }
                }
                Event::Eof if self.depth == 0 && self.prefix.is_some() => return Ok(None),
                Event::Eof => return Err(damaged()),
                Event::Comment(_) | Event::PI(_) | Event::Empty(_) => {}
            }
        }
    }

    /// Passes over the element that has just begun, with all in it.
    pub(super) fn skip(&mut self) -> Result<(), ImportError> {
        let around = self.depth.saturating_sub(1);
        while self.depth > around {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn name_of(&mut self, start: &BytesStart<'_>) -> Result<String, ImportError> {
        if self.prefix.is_none() {
            let mut prefix = "w:".to_owned();
            for attribute in start.attributes().with_checks(false) {
                let attribute = attribute.map_err(|_| ImportError::Damaged { part: self.part })?;
                if NAMESPACES.contains(&attribute.value.as_ref()) {
                    prefix = match attribute.key.0.strip_prefix("xmlns") {
                        Some("") => String::new(),
                        Some(named) => [named.trim_start_matches(':'), ":"].concat(),
                        None => continue,
                    };
                }
            }
            self.prefix = Some(prefix);
        }
        Ok(self.without_prefix(start.name().0).to_owned())
    }

    fn without_prefix<'n>(&self, name: &'n str) -> &'n str {
        self.prefix.as_deref().and_then(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
    }
}

impl Element<'_> {
    /// The value of an attribute, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<String>, ImportError> {
        let damaged = || ImportError::Damaged { part: self.part };
        for attribute in self.start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| damaged())?;
            let key = attribute.key.0;
            if key.rsplit_once(':').map_or(key, |(_, local)| local) == name {
                return attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map(|value| Some(value.into_owned()))
                    .map_err(|_| damaged());
            }
        }
        Ok(None)
    }

    /// `w:val`, which most elements have.
    pub(super) fn value(&self) -> Result<Option<String>, ImportError> {
        self.attribute("val")
    }

    /// `w:val` as a number.
    pub(super) fn number<T: std::str::FromStr>(&self) -> Result<Option<T>, ImportError> {
        Ok(self.value()?.and_then(|value| value.trim().parse().ok()))
    }

    /// Whether a property that is on or off is on: it is where nothing is said.
    pub(super) fn is_on(&self) -> Result<bool, ImportError> {
        Ok(!self.value()?.is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off")))
    }
}
