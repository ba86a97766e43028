//! A regulation as Word and WPS save it: a .docx (ECMA-376), read into lines of text as they would be seen on paper.
//!
//! What is read: the paragraphs of the body with the numbers that Word puts before them, tables cell by cell, text boxes before the paragraph that
//! holds them. What is left out: what was deleted in tracked changes, hidden text, headers and footers, comments, footnotes and endnotes, pictures,
//! bullets, and the table of contents that Word made. Nothing in the file is followed or run.

mod container;
mod numbering;
mod numeral;
mod paragraphs;
mod styles;
mod xml;

use std::fmt;

use super::ImportError;
use container::Container;
pub(super) use container::MOST_PARTS;
use numbering::Numbering;
use styles::Styles;

/// A part of the file, as an error names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The archive that holds all others.
    Archive,
    /// `[Content_Types].xml`: what each part is.
    Types,
    /// The text.
    Text,
    /// The styles of its paragraphs.
    Styles,
    /// Its numbering.
    Numbering,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Archive => "archive",
            Part::Types => "list of parts",
            Part::Text => "text",
            Part::Styles => "styles",
            Part::Numbering => "numbering",
        })
    }
}

impl Part {
    /// 中文, as a noun.
    pub(super) fn zh(self) -> &'static str {
        match self {
            Part::Archive => "压缩包",
            Part::Types => "目录表",
            Part::Text => "正文",
            Part::Styles => "样式",
            Part::Numbering => "编号",
        }
    }
}

/// Whether the bytes begin as a zip archive does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether the bytes begin as an OLE compound file does: a .doc, a .wps, or a .docx under a password.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// The text of a .docx: a line for each paragraph.
pub(super) fn text(bytes: &[u8]) -> Result<String, ImportError> {
    let mut container = Container::open(bytes)?;
    let main = container.read(Part::Text)?.ok_or(ImportError::NotWord)?;
    let styles = container.read(Part::Styles)?.map(|xml| Styles::read(&xml)).transpose()?.unwrap_or_default();
    let numbering = container.read(Part::Numbering)?.map(|xml| Numbering::read(&xml)).transpose()?.unwrap_or_default();
    paragraphs::read(&main, &styles, numbering)
}
