//! Word files on the command line: `import`, `diff` and `search` read them as they read text.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "word/archive.rs"]
mod archive;
#[path = "command_line/run.rs"]
mod run;

use std::path::Path;

use archive::{Entry, archive};
use run::{lines, mingbai, refusal};
use serde_json::json;

fn beside(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).display().to_string()
}

#[test]
fn a_word_file_is_imported_compared_and_searched() {
    let (word, text) = (beside("tests/word/written-by-libreoffice.docx"), beside("sample/elderly-allowance/text.md"));
    assert_eq!(lines(&mingbai(&["import", &word])), lines(&mingbai(&["import", &text])));
    let differences = lines(&mingbai(&["diff", &word, &text])).remove(0);
    assert!(differences.as_array().unwrap().iter().all(|one| one["kind"] == "same"));
    let hits = lines(&mingbai(&["search", "--corpus", &beside("tests/word"), "免申即享"]));
    assert!(!hits.is_empty());
    assert_eq!(hits[0]["document"], json!("written-by-libreoffice.docx"));
}

#[test]
fn macros_are_refused() {
    let name = format!("mingbai-macros-{}.docm", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(
        &path,
        archive(&[Entry::stored("word/vbaProject.bin", b"macro"), Entry::deflated("word/document.xml", b"<w/>")]),
    )
    .unwrap();
    let refused = refusal(&mingbai(&["import", &path.display().to_string()]));
    std::fs::remove_file(&path).unwrap();
    assert_eq!(refused, (1, "macros".into()));
}
