//! Regulations from Word files, beside the same regulations from text.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "word/archive.rs"]
mod archive;
#[path = "word/file.rs"]
mod file;
#[path = "word/law.rs"]
mod law;
#[path = "word/refused.rs"]
mod refused;
#[path = "word/seen.rs"]
mod seen;
#[path = "laws/texts.rs"]
mod texts;

use std::path::Path;

use file::Word;
use law::{By, automatic, typed};
use mingbai_shared::document::{Document, import};

/// The laws beside the checkout, and the sample regulations, which are always there.
fn regulations() -> Vec<(String, String)> {
    let folders = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample")).unwrap();
    let samples = folders.map(|folder| folder.unwrap().path()).filter_map(|folder| {
        let text = std::fs::read_to_string(folder.join("text.md")).ok()?;
        Some((folder.file_name()?.to_string_lossy().into_owned(), text))
    });
    let mut all: Vec<_> = samples.chain(texts::laws()).collect();
    all.sort();
    assert!(all.len() >= 20);
    all
}

/// What a regulation says, without the spaces that Word puts after a number and the shape of brackets.
fn alike(mut document: Document) -> Document {
    let bare = |text: &str| text.replace('\u{200b}', "");
    document.preamble.iter_mut().chain(&mut document.closing).for_each(|line| *line = bare(line));
    document
}

#[test]
fn laws_with_typed_numbers_are_what_their_text_is() {
    for (name, text) in regulations() {
        let expected = import(text.as_bytes()).unwrap();
        assert_eq!(alike(import(&typed(&text).bytes()).unwrap()), alike(expected), "{name}");
    }
}

#[test]
fn laws_with_automatic_numbers_are_what_their_text_is() {
    let ways = [By::Paragraph, By::Style, By::BasedOn];
    let formats = ["chineseCountingThousand", "chineseCounting", "japaneseCounting"];
    for (nth, (name, text)) in regulations().into_iter().enumerate() {
        let expected = import(text.as_bytes()).unwrap();
        let word = automatic(&text, ways[nth % 3], formats[nth / 3 % 3]);
        let unnumbered = Word { numbering: String::new(), ..word.clone() };
        assert_ne!(import(&unnumbered.bytes()).ok().as_ref(), Some(&expected), "{name}: the numbers are typed");
        if let Some(folder) = std::env::var_os("MINGBAI_KEEP_WORD_FILES") {
            std::fs::write(Path::new(&folder).join(format!("{name}.docx")), word.bytes()).unwrap();
        }
        assert_eq!(alike(import(&word.bytes()).unwrap()), alike(expected), "{name}");
    }
}

/// `elderly-allowance/text.md` with automatic numbers, as `LibreOffice` 7.4 writes it.
#[test]
fn a_file_that_another_word_processor_wrote() {
    let written = import(include_bytes!("word/written-by-libreoffice.docx")).unwrap();
    assert_eq!(written, import(include_bytes!("../sample/elderly-allowance/text.md")).unwrap());
}
