//! The body as lines: what stands on paper, in the order in which it is read.

use super::super::{ImportError, LARGEST_INPUT};
use super::Part;
use super::numbering::Numbering;
use super::styles::{Numbered, Styles, Use};
use super::xml::{DEEPEST, Element, Node, Xml};

/// Reads document.xml.
pub(super) fn read(bytes: &[u8], styles: &Styles, numbering: Numbering) -> Result<String, ImportError> {
    let mut xml = Xml::read(bytes, Part::Text)?;
    let mut body = Body {
        styles,
        numbering,
        lines: Lines::default(),
        open: Vec::new(),
        kept: String::new(),
        fields: Vec::new(),
        hidden: false,
        in_text: false,
    };
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(element) => body.begin(&element, &mut xml)?,
            Node::Close(name) => body.end(&name)?,
            Node::Text(text) if body.in_text => body.text(&text),
            Node::Text(_) => {}
        }
    }
    // An instruction without end hides all text after it, and nobody would see that it is gone.
    if body.fields.contains(&true) {
        return Err(ImportError::Damaged { part: Part::Text });
    }
    // What a deleted mark joined to nothing.
    let kept = std::mem::take(&mut body.kept);
    body.lines.put(&kept, Use::Text)?;
    Ok(body.lines.text)
}

/// What is left out with all that stands in it: deleted text, formerly set properties, readings above characters, the second way to say a thing.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "del" | "moveFrom" | "pPrChange" | "rPrChange" | "rt" | "sectPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr"
    ) || name.ends_with(":Fallback")
}

/// The body while it is read.
struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    lines: Lines,
    /// The paragraphs that have begun: more than one where a text box stands in one.
    open: Vec<Paragraph>,
    /// The text of a paragraph whose mark was deleted: it goes on in the next one.
    kept: String,
    /// The fields that have begun, each with whether its instruction is being read, which nobody sees.
    fields: Vec<bool>,
    /// Whether the run is hidden text.
    hidden: bool,
    /// Whether `w:t` is open.
    in_text: bool,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    numbered: Numbered,
    /// Whether its mark was deleted in tracked changes.
    joins_next: bool,
}

impl Body<'_> {
    fn begin(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), ImportError> {
        match element.name.as_str() {
            name if is_left_out(name) => xml.skip()?,
            "p" => self.open.push(Paragraph::default()),
            "pPr" => self.properties(xml)?,
            "r" => self.hidden = false,
            "rPr" => self.hidden = run_is_hidden(xml)?,
            "t" | "m:t" => self.in_text = true,
            "tab" | "ptab" => self.text("\t"),
            "br" | "cr" => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "sym" => {
                let code = element.attribute("char")?.and_then(|code| u32::from_str_radix(&code, 16).ok());
                // What only a font of symbols can show has no words.
                if let Some(sign) = code.and_then(char::from_u32).filter(|sign| !is_private(*sign)) {
                    self.text(sign.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match element.attribute("fldCharType")?.as_deref() {
                Some("begin") if self.fields.len() == DEEPEST => return Err(ImportError::TooDeep { part: Part::Text }),
                Some("begin") => self.fields.push(true),
                Some("separate") => {
                    self.fields.last_mut().into_iter().for_each(|in_instruction| *in_instruction = false)
                }
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ImportError> {
        match name {
            "t" | "m:t" => self.in_text = false,
            "r" => self.hidden = false,
            "p" => return self.end_paragraph(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let Some(paragraph) = self.open.last_mut().filter(|_| !self.hidden && !self.fields.contains(&true)) else {
            return;
        };
        let line_end = if self.in_text { ' ' } else { '\n' };
        for sign in text.chars() {
            match sign {
                '\u{ad}' => {}
                '\n' | '\r' => paragraph.text.push(line_end),
                sign => paragraph.text.push(sign),
            }
        }
    }

    /// `w:pPr`, to its end.
    fn properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ImportError> {
        let mut unused = Paragraph::default();
        let paragraph = self.open.last_mut().unwrap_or(&mut unused);
        while let Some(node) = xml.next()? {
            match node {
                Node::Close(name) if name == "pPr" => break,
                Node::Open(element) => match element.name.as_str() {
                    "pStyle" => paragraph.style = element.value()?,
                    "del" | "moveFrom" => paragraph.joins_next = true,
                    "pPrChange" | "rPrChange" | "sectPr" => xml.skip()?,
                    _ => paragraph.numbered.take(&element)?,
                },
                Node::Close(_) | Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), ImportError> {
        let Some(paragraph) = self.open.pop() else { return Ok(()) };
        if paragraph.joins_next {
            self.kept.push_str(&paragraph.text);
            return Ok(());
        }
        let style = paragraph.style.as_deref();
        let used = self.styles.used(style);
        let mut line = self.numbering.next(paragraph.numbered, style, self.styles).unwrap_or_default();
        let text = std::mem::take(&mut self.kept) + &paragraph.text;
        // 第一条（目的）: the heading of an article stands next to its number.
        if text.starts_with(['（', '(', '【']) {
            line.truncate(line.trim_end().len());
        }
        line.push_str(&text);
        if used == Use::Contents { Ok(()) } else { self.lines.put(&line, used) }
    }
}

/// `w:rPr`, to its end.
fn run_is_hidden(xml: &mut Xml<'_>) -> Result<bool, ImportError> {
    let mut hidden = false;
    while let Some(node) = xml.next()? {
        match node {
            Node::Close(name) if name == "rPr" => break,
            Node::Open(element) if element.name == "vanish" => hidden = element.is_on()?,
            Node::Open(element) if element.name == "rPrChange" => xml.skip()?,
            _ => {}
        }
    }
    Ok(hidden)
}

fn is_private(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}')
}

/// The lines that were read so far.
#[derive(Default)]
struct Lines {
    text: String,
    /// Whether the last of them is of the title.
    in_title: bool,
}

impl Lines {
    fn put(&mut self, line: &str, used: Use) -> Result<(), ImportError> {
        if line.trim().is_empty() {
            return Ok(());
        }
        if self.text.len().saturating_add(line.len()) > LARGEST_INPUT {
            return Err(ImportError::TooLarge { bytes: self.text.len().saturating_add(line.len()) });
        }
        let is_title = used == Use::Title;
        // A long title is often broken into several paragraphs.
        if is_title && self.in_title && self.text.ends_with('\n') {
            self.text.pop();
        } else if is_title {
            self.text.push_str("# ");
        }
        self.in_title = is_title;
        self.text.extend(line.chars().filter(|sign| !is_title || *sign != '\n'));
        self.text.push('\n');
        Ok(())
    }
}
