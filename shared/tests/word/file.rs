//! Word files written for tests.

use super::archive::{Entry, archive};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// What a file is made of: the inside of the body, of styles.xml and of numbering.xml.
#[derive(Clone, Default)]
pub struct Word {
    pub body: String,
    pub styles: String,
    pub numbering: String,
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A paragraph of one run.
pub fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text))
}

/// `w:numPr`.
pub fn numbered(list: u32, level: u32) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
}

/// `w:lvl`, which counts from one.
pub fn level(at: u32, format: &str, pattern: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{pattern}\"/></w:lvl>"
    )
}

/// `w:abstractNum`.
pub fn design(id: u32, levels: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
}

/// `w:num`.
pub fn list(id: u32, design: u32, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{design}\"/>{more}</w:num>")
}

impl Word {
    pub fn of_body(body: impl Into<String>) -> Word {
        Word { body: body.into(), ..Word::default() }
    }

    pub fn document(&self) -> String {
        whole("document", &format!("<w:body>{}<w:sectPr/></w:body>", self.body))
    }

    /// The parts that every file has, and those that this one needs.
    pub fn entries(&self) -> Vec<Entry> {
        const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let types = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"{TYPE}.numbering+xml\"/></Types>"
        );
        const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relations = |of: &[(&str, &str)]| {
            let each = |(at, (kind, target)): (usize, &(&str, &str))| {
                format!("<Relationship Id=\"rId{at}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
            };
            let inside: String = of.iter().enumerate().map(each).collect();
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
            )
        };
        vec![
            Entry::deflated("[Content_Types].xml", types.as_bytes()),
            Entry::deflated("_rels/.rels", relations(&[("officeDocument", "word/document.xml")]).as_bytes()),
            Entry::deflated(
                "word/_rels/document.xml.rels",
                relations(&[("styles", "styles.xml"), ("numbering", "numbering.xml")]).as_bytes(),
            ),
            Entry::deflated("word/document.xml", self.document().as_bytes()),
            Entry::deflated("word/styles.xml", whole("styles", &self.styles).as_bytes()),
            Entry::deflated("word/numbering.xml", whole("numbering", &self.numbering).as_bytes()),
        ]
    }

    pub fn bytes(&self) -> Vec<u8> {
        archive(&self.entries())
    }
}

fn whole(root: &str, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:{root} xmlns:w=\"{W}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">{inside}</w:{root}>"
    )
}
