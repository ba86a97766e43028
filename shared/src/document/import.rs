//! Reading a regulation from plain text, Markdown or a Word file.
//!
//! An article's head counts only where its number is the next in turn, so a line that begins by citing an article is never taken for one.

use std::borrow::Cow;

use thiserror::Error;

use super::heading::{Line, bare, classify, without_spaces};
use super::{Article, Chapter, Document, Item, Paragraph, Section};
use crate::law::ArticleNumber;

mod docx;
mod front;
mod outline;
mod wording;

pub use docx::Part;
pub use outline::{Outlined, outline};

/// The largest input in bytes: the longest law of the country is under a tenth of it.
pub const LARGEST_INPUT: usize = 5_000_000;

/// The longest paragraph in characters: the longest of the laws at hand has 278.
pub const LONGEST_PARAGRAPH: usize = 50_000;

/// Why an input is refused, with what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// More bytes than a regulation has.
    #[error("the file has {bytes} bytes; at most {LARGEST_INPUT} are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Not UTF-8: most often GBK from an old word processor.
    #[error("the file is not UTF-8 from byte {offset} on; save it as UTF-8")]
    NotUtf8 {
        /// The first byte that does not belong.
        offset: usize,
    },
    /// A Word file that carries programs.
    #[error("the file has macros; save it as .docx without them")]
    Macros,
    /// An old Word or WPS file, or one under a password: from outside the two look the same.
    #[error("the file is an old .doc or .wps, or has a password; open it, take the password off, and save it as .docx")]
    OldOrLocked,
    /// A zip archive that is no Word file.
    #[error("the file is an archive without the text of a Word file; a .docx was expected")]
    NotWord,
    /// A part of a Word file that unpacks to more than a regulation is.
    #[error("the {part} of this Word file unpacks to far more than a regulation has; nothing of it was read")]
    Swollen {
        /// Which.
        part: Part,
    },
    /// More parts than a regulation has.
    #[error("this Word file has too many parts; at most {} are read", docx::MOST_PARTS)]
    TooManyParts,
    /// Cut off, changed on its way, or not what the format asks for.
    #[error("the {part} of this Word file is damaged; open it in a word processor and save it again as .docx")]
    Damaged {
        /// Which.
        part: Part,
    },
    /// XML with a document type or entities of its own, which no word processor writes.
    #[error("the {part} of this Word file defines entities, which no word processor does; it is not read")]
    Entities {
        /// Which.
        part: Part,
    },
    /// Elements in elements without end.
    #[error("the {part} of this Word file is nested too deeply; it is not read")]
    TooDeep {
        /// Which.
        part: Part,
    },
    /// A paragraph that nobody could read.
    #[error(
        "the paragraph that begins {beginning:?} has {characters} characters; at most {LONGEST_PARAGRAPH} are read: divide it"
    )]
    LongParagraph {
        /// Its first words.
        beginning: String,
        /// Its length.
        characters: usize,
    },
    /// No first article was found.
    #[error("no 第一条 begins a line; a regulation was expected, this begins {beginning:?}")]
    NotARegulation {
        /// Its first words.
        beginning: String,
    },
    /// The same number twice in a row of articles, or one left out.
    #[error("after {after} comes {found}; an article is missing or stands twice")]
    OutOfOrder {
        /// The article before.
        after: ArticleNumber,
        /// The article found.
        found: ArticleNumber,
    },
}

/// Reads a regulation, whatever kind of file it came in.
pub fn import(bytes: &[u8]) -> Result<Document, ImportError> {
    import_text(&text_of(bytes)?)
}

/// The text of a file: as it is, or a line for each paragraph of a .docx.
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, ImportError> {
    if bytes.len() > LARGEST_INPUT {
        return Err(ImportError::TooLarge { bytes: bytes.len() });
    }
    if docx::is_compound(bytes) {
        return Err(ImportError::OldOrLocked);
    }
    if docx::is_archive(bytes) {
        return docx::text(bytes).map(Cow::Owned);
    }
    let text = std::str::from_utf8(bytes).map_err(|wrong| ImportError::NotUtf8 { offset: wrong.valid_up_to() })?;
    Ok(Cow::Borrowed(text))
}

/// Reads a regulation from text or Markdown.
pub fn import_text(text: &str) -> Result<Document, ImportError> {
    let lines = readable(text);
    if let Some((line, characters)) = longest(&lines).filter(|(_, characters)| *characters > LONGEST_PARAGRAPH) {
        return Err(ImportError::LongParagraph { beginning: beginning(line), characters });
    }
    let style = Style::of(&lines);
    let Some(start) = lines.iter().position(|line| style.begins_body(line)) else {
        return Err(ImportError::NotARegulation { beginning: beginning(text) });
    };
    let (before, body) = lines.split_at(start);
    let mut document = front::read(before);
    let mut reader = Reader { style, ..Reader::default() };
    for line in body {
        reader.take(line)?;
    }
    let (chapters, closing) = reader.finish();
    if chapters.iter().all(|chapter| chapter.articles().next().is_none()) {
        return Err(ImportError::NotARegulation { beginning: beginning(text) });
    }
    document.chapters = chapters;
    document.closing = closing;
    front::complete(&mut document);
    Ok(document)
}

/// The first words of a text, for who must find it.
fn beginning(text: &str) -> String {
    text.chars().take(30).collect()
}

fn longest<'a>(lines: &[&'a str]) -> Option<(&'a str, usize)> {
    lines.iter().map(|line| (*line, line.chars().count())).max_by_key(|(_, characters)| *characters)
}

/// The lines that say something.
fn readable(text: &str) -> Vec<&str> {
    text.lines().map(bare).filter(|line| !line.is_empty() && !is_furniture(line)).collect()
}

/// Comments and rules of Markdown, which nobody reads.
fn is_furniture(line: &str) -> bool {
    (line.starts_with("<!--") && line.ends_with("-->")) || line.chars().all(|c| matches!(c, '-' | '=' | '_'))
}

/// What the document's articles are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Style {
    /// 第一条、第二条.
    #[default]
    Articles,
    /// 一、二、 as decisions have them.
    Points,
}

impl Style {
    fn of(lines: &[&str]) -> Style {
        let first_article = |line: &&str| matches!(classify(line), Line::Article { number, .. } if Some(number) == ArticleNumber::new(1));
        if lines.iter().any(first_article) { Style::Articles } else { Style::Points }
    }

    fn begins_body(self, line: &str) -> bool {
        match (self, classify(line)) {
            (Style::Articles, Line::Article { number, .. }) => Some(number) == ArticleNumber::new(1),
            (Style::Points, Line::Point { number, .. }) => number == 1,
            (_, Line::Chapter { .. } | Line::Part { .. } | Line::Contents) => true,
            _ => false,
        }
    }
}

/// Puts the body together, line by line.
#[derive(Debug, Default)]
struct Reader {
    style: Style,
    chapters: Vec<Chapter>,
    /// 编, until its first chapter takes it.
    part: Option<String>,
    last: Option<ArticleNumber>,
}

impl Reader {
    fn take(&mut self, line: &str) -> Result<(), ImportError> {
        match classify(line) {
            Line::Contents => {}
            Line::Part { text } => self.part = Some(text),
            Line::Chapter { number, title } => self.begin_chapter(number, title),
            Line::Section { number, title } => {
                let section = Section { number, title, articles: Vec::new() };
                if let Some(chapter) = self.chapter() {
                    chapter.sections.push(section);
                }
            }
            Line::Article { number, heading, text } if self.style == Style::Articles => {
                if self.is_next(number)? {
                    self.begin_article(number, heading, text);
                } else {
                    self.text(bare(line));
                }
            }
            Line::Point { number, text } if self.style == Style::Points => match ArticleNumber::new(number) {
                Some(number) if self.is_next(number)? => self.begin_article(number, None, text),
                _ => self.text(bare(line)),
            },
            Line::Item { number, text } => self.item(number, text),
            Line::Article { .. } | Line::Point { .. } | Line::Text(_) => self.text(bare(line.trim_start_matches('#'))),
        }
        Ok(())
    }

    /// Whether `number` is the next in turn. An earlier number is a citation; the one that stands already and one further on mean that something is
    /// wrong: no article begins a line by citing itself.
    fn is_next(&self, number: ArticleNumber) -> Result<bool, ImportError> {
        let Some(last) = self.last else {
            return Ok(Some(number) == ArticleNumber::new(1));
        };
        if number < last {
            return Ok(false);
        }
        if last.is_followed_by(number) {
            return Ok(true);
        }
        Err(ImportError::OutOfOrder { after: last, found: number })
    }

    fn begin_chapter(&mut self, number: u16, title: String) {
        // A table of contents lists all chapters before the first article: they begin anew.
        if self.last.is_none() && self.chapters.iter().any(|chapter| chapter.number == Some(number)) {
            self.chapters.retain(|chapter| chapter.number.is_some_and(|before| before < number));
        }
        let part = self.part.take();
        self.chapters.push(Chapter { number: Some(number), title: Some(title), part, ..Chapter::default() });
    }

    fn chapter(&mut self) -> Option<&mut Chapter> {
        if self.chapters.is_empty() {
            self.chapters.push(Chapter::default());
        }
        self.chapters.last_mut()
    }

    fn begin_article(&mut self, number: ArticleNumber, heading: Option<&str>, text: &str) {
        self.last = Some(number);
        let paragraphs =
            if text.is_empty() { Vec::new() } else { vec![Paragraph { text: text.into(), items: Vec::new() }] };
        let article = Article { number, heading: heading.map(Into::into), paragraphs };
        let Some(chapter) = self.chapter() else { return };
        match chapter.sections.last_mut() {
            Some(section) => section.articles.push(article),
            None => chapter.articles.push(article),
        }
    }

    fn article(&mut self) -> Option<&mut Article> {
        let chapter = self.chapters.last_mut()?;
        match chapter.sections.last_mut() {
            Some(section) if !section.articles.is_empty() => section.articles.last_mut(),
            _ => chapter.articles.last_mut(),
        }
    }

    fn item(&mut self, number: u16, text: &str) {
        let Some(article) = self.article() else { return };
        if article.paragraphs.is_empty() {
            article.paragraphs.push(Paragraph::default());
        }
        if let Some(paragraph) = article.paragraphs.last_mut() {
            paragraph.items.push(Item { number: number.to_string(), text: text.into() });
        }
    }

    fn text(&mut self, text: &str) {
        let Some(article) = self.article() else { return };
        // 1. 2. under （一） subdivide the item.
        let subdivides =
            text.split_once(['.', '．', '、']).is_some_and(|(n, _)| n.len() < 3 && n.parse::<u8>().is_ok());
        if subdivides && let Some(item) = article.paragraphs.last_mut().and_then(|paragraph| paragraph.items.last_mut())
        {
            item.text.push('\n');
            item.text.push_str(text);
            return;
        }
        article.paragraphs.push(Paragraph { text: text.into(), items: Vec::new() });
    }

    /// The chapters, and what was signed below the last article.
    fn finish(mut self) -> (Vec<Chapter>, Vec<String>) {
        let mut closing = Vec::new();
        if let Some(article) = self.article() {
            let dated = article
                .paragraphs
                .last()
                .is_some_and(|last| last.items.is_empty() && front::whole_date(&last.text).is_some());
            if dated && article.paragraphs.len() > 1 {
                closing.extend(article.paragraphs.pop().map(|date| date.text));
                let signed = article.paragraphs.len() > 1
                    && article
                        .paragraphs
                        .last()
                        .is_some_and(|last| last.items.is_empty() && front::is_signature(&last.text));
                if signed {
                    closing.extend(article.paragraphs.pop().map(|name| name.text));
                }
                closing.reverse();
            }
            // A decision's last sentence, 本决定自…起施行, belongs to no point.
            let ends = self.style == Style::Points;
            if let Some(article) = self.article().filter(|_| ends)
                && article.paragraphs.len() > 1
                && let Some(last) = article.paragraphs.pop_if(|last| without_spaces(&last.text).starts_with("本决定自"))
            {
                closing.insert(0, last.text);
            }
        }
        (self.chapters, closing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    const SMALL: &str = "示例办法\n目录\n第一章 总 则\n第二章 附 则\n第一章 总 则\n第一条(目的)\n为了示例，依据\n第五条的规定。\n（一）甲；\n1.子目\n（二）乙。\n第二条 第一款。\n\n第一条 不是条文\n第二条之一 插入。\n第二章 附 则\n第三条 自2026年1月1日起施行。\n示例机关\n2025年12月1日\n";

    #[test]
    fn a_small_regulation_in_all_its_parts() {
        let document = import(SMALL.as_bytes()).unwrap();
        assert_eq!(document.title, "示例办法");
        let numbers: Vec<String> = document.articles().map(|article| article.number.to_string()).collect();
        assert_eq!(numbers, ["1", "2", "2-1", "3"]);
        let titles: Vec<_> = document.chapters.iter().filter_map(|chapter| chapter.title.as_deref()).collect();
        assert_eq!(titles, ["总则", "附则"]);
        let first = document.articles().next().unwrap();
        assert_eq!(first.heading.as_deref(), Some("目的"));
        assert_eq!(first.paragraphs[1].text, "第五条的规定。");
        assert_eq!(first.paragraphs[1].items[0].text, "甲；\n1.子目");
        assert_eq!(first.paragraphs[1].items[1].number, "2");
        let second = document.articles().nth(1).unwrap();
        assert_eq!(second.paragraphs[1].text, "第一条 不是条文");
        assert_eq!(document.closing, ["示例机关", "2025年12月1日"]);
        assert_eq!(document.effective_on, NaiveDate::from_ymd_opt(2026, 1, 1));
        assert_eq!(document.issued_on, NaiveDate::from_ymd_opt(2025, 12, 1));
        assert_eq!(document.issuer.as_deref(), Some("示例机关"));
    }

    #[test]
    fn what_is_no_regulation_is_refused_with_what_was_expected() {
        assert!(matches!(import(b""), Err(ImportError::NotARegulation { .. })));
        assert!(matches!(import("一篇散文。\n第五条路很长。".as_bytes()), Err(ImportError::NotARegulation { .. })));
        assert_eq!(import(b"ab\xff"), Err(ImportError::NotUtf8 { offset: 2 }));
        assert!(matches!(import(&vec![b'a'; LARGEST_INPUT + 1]), Err(ImportError::TooLarge { .. })));
        let twice = "示例办法\n第一条 一。\n第一条 一。";
        assert!(matches!(import(twice.as_bytes()), Err(ImportError::OutOfOrder { .. })));
        let gap = "示例办法\n第一条 一。\n第三条 三。";
        assert!(matches!(import(gap.as_bytes()), Err(ImportError::OutOfOrder { .. })));
    }

    #[test]
    fn a_mark_at_the_start_and_carriage_returns_change_nothing() {
        let dressed = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
        assert_eq!(import(dressed.as_bytes()), import(SMALL.as_bytes()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = import(&bytes);
        }

        #[test]
        fn any_mix_of_lines_is_read_or_refused(lines in proptest::collection::vec("(# )?(第[一二十]{1,2}[编章节条](之一)?|（[一二]）|[一二]、|目录|)( |（甲）|)[文。]{0,3}", 0..30)) {
            let _ = import(lines.join("\n").as_bytes());
        }
    }
}
