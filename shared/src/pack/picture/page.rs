//! Setting texts and marks below one another.

use super::lines::{width, wrapped};
use super::{INNER, Ink, MARGIN, SMALLEST, Shape};
use crate::words::{Bilingual, Language};

/// So many lines of one text at most: it is one page.
const MOST_LINES: usize = 6;

/// A picture while it is drawn, from top to bottom.
pub(super) struct Page {
    pub(super) language: Language,
    /// What stands so far ends here.
    pub(super) below: u32,
    pub(super) shapes: Vec<Shape>,
    pub(super) said: String,
}

impl Page {
    pub(super) fn new(language: Language) -> Page {
        Page { language, below: MARGIN, shapes: Vec::new(), said: String::new() }
    }

    /// The name of a part, under a line.
    pub(super) fn label(&mut self, name: Bilingual) {
        let name = name.in_language(self.language);
        // The first part stands under the line of the title.
        if self.shapes.iter().any(|shape| matches!(shape, Shape::Text { size: SMALLEST, .. })) {
            self.below += 8;
            self.rule(Ink::Hairline);
        }
        self.lines(vec![name.to_owned()], MARGIN, SMALLEST, true, Ink::Muted);
        self.said.push_str(name);
        self.said.push_str(colon(self.language));
    }

    pub(super) fn rule(&mut self, ink: Ink) {
        self.shapes.push(Shape::Line { x: MARGIN, to_x: MARGIN + INNER, y: self.below + 4, ink });
        self.below += 10;
    }

    pub(super) fn text(&mut self, text: &str, size: u32, is_bold: bool, ink: Ink) {
        let lines = wrapped(text, size, INNER, MOST_LINES);
        self.say(&lines);
        self.lines(lines, MARGIN, size, is_bold, ink);
    }

    /// A text with a dot before it.
    pub(super) fn marked(&mut self, text: &str, ink: Ink) {
        const INDENT: u32 = 20;
        let lines = wrapped(text, 16, INNER - INDENT, MOST_LINES);
        if !lines.is_empty() {
            self.shapes.push(Shape::Circle { x: MARGIN + 6, y: self.below + 14, radius: 6, ink });
        }
        self.say(&lines);
        self.lines(lines, MARGIN + INDENT, 16, true, Ink::Ink);
    }

    /// Two texts, at both ends of one line where there is room.
    pub(super) fn row(&mut self, left: &str, right: &str) {
        const SIZE: u32 = 16;
        if width(left, SIZE) + width(right, SIZE) + SIZE > INNER {
            self.text(left, SIZE, false, Ink::Ink);
            self.text(right, SIZE, true, Ink::Ink);
            return;
        }
        self.said.push_str(left);
        self.said.push_str(colon(self.language));
        self.say(&[right.to_owned()]);
        let top = self.below;
        self.lines(vec![left.to_owned()], MARGIN, SIZE, false, Ink::Ink);
        let y = top + base_line(SIZE);
        self.shapes.push(Shape::Text {
            x: MARGIN + INNER,
            y,
            size: SIZE,
            is_bold: true,
            from_right: true,
            ink: Ink::Ink,
            text: right.to_owned(),
        });
    }

    fn lines(&mut self, lines: Vec<String>, x: u32, size: u32, is_bold: bool, ink: Ink) {
        for text in lines {
            let y = self.below + base_line(size);
            self.shapes.push(Shape::Text { x, y, size, is_bold, from_right: false, ink, text });
            self.below += height(size);
        }
    }

    fn say(&mut self, lines: &[String]) {
        let between = match self.language {
            Language::Zh => "",
            Language::En => " ",
        };
        self.said.push_str(&lines.join(between));
        let is_sentence = lines.last().is_some_and(|last| last.ends_with(['。', '！', '？', '.', '!', '?', '…']));
        self.said.push_str(match self.language {
            Language::Zh if is_sentence => "",
            Language::Zh => "。",
            Language::En if is_sentence => " ",
            Language::En => ". ",
        });
    }
}

fn colon(language: Language) -> &'static str {
    match language {
        Language::Zh => "：",
        Language::En => ": ",
    }
}

/// How high a line of text is.
fn height(size: u32) -> u32 {
    size + size / 2
}

/// How far below the upper side of a line its letters stand.
fn base_line(size: u32) -> u32 {
    size + size / 8
}
