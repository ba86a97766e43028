//! Files that are refused, each with its reason, and files at random, which harm nothing.

use std::time::{Duration, Instant};

use mingbai_shared::document::{ImportError, LARGEST_INPUT, LONGEST_PARAGRAPH, Part, import, text_of};
use proptest::prelude::*;

use crate::archive::{Entry, archive};
use crate::file::{Word, numbered, paragraph};

fn article() -> Word {
    Word::of_body(paragraph("", "示例办法") + &paragraph("", "第一条 为了示例。"))
}

/// The file with one part replaced.
fn with(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut entries = article().entries();
    entries.retain(|entry| entry.name != name);
    entries.push(Entry::deflated(name, bytes));
    archive(&entries)
}

fn with_text(text: &str) -> Vec<u8> {
    with("word/document.xml", text.as_bytes())
}

fn refusal(bytes: &[u8]) -> &'static str {
    let started = Instant::now();
    let refused = import(bytes).unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5), "{refused}");
    let words = refused.sentence();
    assert!(words.zh.chars().count() < 200 && words.en.len() < 300 && words.zh.ends_with('。'), "{words:?}");
    refused.code()
}

#[test]
fn macros_are_refused_whatever_the_file_is_called() {
    assert_eq!(refusal(&with("word/vbaProject.bin", b"macro")), "macros");
    assert_eq!(refusal(&with("WORD/VBAPROJECT.BIN", b"macro")), "macros");
    let types = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>";
    assert_eq!(refusal(&with("[Content_Types].xml", types.as_bytes())), "macros");
}

#[test]
fn what_is_no_word_file_says_so() {
    assert_eq!(refusal(&archive(&[Entry::deflated("xl/workbook.xml", b"<workbook/>")])), "not_word");
    assert_eq!(refusal(&archive(&[])), "not_word");
    assert_eq!(refusal(b"PK\x03\x04"), "damaged");
    assert_eq!(refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), "old_or_locked");
    assert_eq!(refusal(b"%PDF-1.7 \xff"), "not_utf8");
    let mut locked = article().entries();
    locked.iter_mut().for_each(|entry| entry.flags |= 1);
    assert_eq!(refusal(&archive(&locked)), "old_or_locked");
    assert_eq!(refusal(&vec![b'P'; LARGEST_INPUT + 1]), "too_large");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_damaged() {
    let whole = article().bytes();
    assert!(import(&whole).is_ok());
    for length in 4..whole.len() {
        assert!(matches!(import(&whole[..length]), Err(ImportError::Damaged { .. })), "{length}");
    }
    for change in
        [|entry: &mut Entry| entry.crc ^= 1, |entry: &mut Entry| entry.size -= 1, |entry: &mut Entry| entry.method = 12]
    {
        let mut entries = article().entries();
        entries.iter_mut().filter(|entry| entry.name == "word/document.xml").for_each(change);
        assert_eq!(import(&archive(&entries)), Err(ImportError::Damaged { part: Part::Text }));
    }
    // Two parts of one name: who reads it decides which is seen.
    let mut twice = article().entries();
    twice.push(Entry::deflated("word/Document.xml", article().document().as_bytes()));
    assert_eq!(import(&archive(&twice)), Err(ImportError::Damaged { part: Part::Text }));
}

#[test]
fn what_unpacks_to_far_too_much_is_not_unpacked() {
    // It says that it is a gigabyte.
    let gigabyte = Entry { size: 1 << 30, ..Entry::deflated("word/document.xml", &vec![b' '; 1_000_000]) };
    assert_eq!(refusal(&archive(&[gigabyte])), "swollen");
    // It says that it is small.
    for name in ["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"] {
        let mut entries = article().entries();
        entries.retain(|entry| entry.name != name);
        entries.push(Entry { size: 100, ..Entry::deflated(name, &vec![b' '; 1_000_000]) });
        assert_eq!(refusal(&archive(&entries)), "swollen", "{name}");
    }
    // Within what is allowed in all, but nobody writes like this.
    assert_eq!(refusal(&with_text(&" ".repeat(5_000_000))), "swollen");
    let many: Vec<Entry> = (0..2_100).map(|at| Entry::stored(&format!("word/{at}.xml"), b"")).collect();
    assert_eq!(refusal(&archive(&many)), "too_many_parts");
    // A number that is written out a hundred thousand times.
    let long = format!("<w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{}\"/></w:lvl>", "第%1条".repeat(100));
    let numbering = crate::file::design(1, &long) + &crate::file::list(1, 1, "");
    let body: String = (0..60_000).map(|at| paragraph(&numbered(1, 0), &at.to_string())).collect();
    assert_eq!(refusal(&Word { body, numbering, ..Word::default() }.bytes()), "too_large");
}

#[test]
fn xml_that_defines_entities_is_not_read_and_nothing_is_expanded() {
    let laughs = "<!DOCTYPE w [<!ENTITY a \"哈哈\"><!ENTITY b \"&a;&a;&a;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>";
    assert_eq!(refusal(&with_text(laughs)), "entities");
    let outside = laughs.replace("<!ENTITY a \"哈哈\">", "<!ENTITY a SYSTEM \"file:///etc/passwd\">");
    assert_eq!(refusal(&with_text(&outside)), "entities");
    let undefined = article().document().replace("为了", "&nbsp;");
    assert_eq!(refusal(&with_text(&undefined)), "entities");
}

#[test]
fn xml_that_is_not_what_it_should_be() {
    let text = article().document();
    let deep = text.replace("<w:body>", &format!("<w:body>{}", "<w:tbl>".repeat(100_000)));
    // So uniform that it is also packed too well: stored, to be refused for its depth.
    let mut entries = article().entries();
    entries.retain(|entry| entry.name != "word/document.xml");
    entries.push(Entry::stored("word/document.xml", deep.as_bytes()));
    assert_eq!(refusal(&archive(&entries)), "too_deep");

    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(import(&with("word/document.xml", &utf16)), Err(ImportError::Damaged { part: Part::Text }));
    let mut wrong = text.clone().into_bytes();
    wrong.insert(text.find("为了").unwrap() + 1, 0xff);
    assert_eq!(import(&with("word/document.xml", &wrong)), Err(ImportError::Damaged { part: Part::Text }));
    for (from, to) in [
        ("UTF-8", "GB2312"),
        ("</w:body>", ""),
        ("</w:p>", "</w:q>"),
        ("为了", "&#xD800;"),
        ("xmlns:mc=", "xmlns:mc=="),
    ] {
        let broken = text.replace(from, to);
        assert_ne!(broken, text);
        assert_eq!(import(&with_text(&broken)), Err(ImportError::Damaged { part: Part::Text }), "{to}");
    }
    assert_eq!(import(&with_text("")), Err(ImportError::Damaged { part: Part::Text }));
    // A field whose instruction never ends would hide the rest of the regulation.
    let endless = text.replace("</w:body>", "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p></w:body>");
    assert_eq!(import(&with_text(&endless)), Err(ImportError::Damaged { part: Part::Text }));
}

#[test]
fn a_paragraph_without_end_is_named_by_its_beginning() {
    let long: String = ('一'..='龥').cycle().take(200_000).collect();
    let word = Word::of_body(paragraph("", "示例办法") + &paragraph("", &format!("第一条 {long}")));
    let refused = import(&word.bytes()).unwrap_err();
    assert_eq!(refused.code(), "long_paragraph");
    assert!(
        refused.sentence().zh.contains("第一条 一丁") && refused.sentence().zh.contains(&LONGEST_PARAGRAPH.to_string())
    );
    assert_eq!(import(format!("示例办法\n第一条 {long}").as_bytes()), Err(refused));
}

/// A file with everything in it that is read.
fn rich() -> Word {
    crate::law::automatic(
        "# 示例办法\n## 第一章 总则\n### 第一节 一般\n第一条 为了示例。\n（一）甲；\n（二）乙。\n第二条 完。\n",
        crate::law::By::Style,
        "chineseCounting",
    )
}

proptest! {
    #[test]
    fn any_archive_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = text_of(&[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn a_file_with_some_bytes_changed_is_read_or_refused(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = rich().bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = import(&bytes);
    }

    /// The same in the text of a part, where no checksum stands before the reader.
    #[test]
    fn a_part_with_some_text_changed_is_read_or_refused(part in 0..3usize, changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..30usize, "[<>/&;\"= a-zA-Z0-9:%第条]{0,8}"), 1..6)) {
        let word = rich();
        let mut entries = word.entries();
        let name = ["word/document.xml", "word/styles.xml", "word/numbering.xml"][part];
        let entry = entries.iter_mut().find(|entry| entry.name == name).unwrap();
        let text = miniz_oxide::inflate::decompress_to_vec(&entry.packed).unwrap();
        let mut text: Vec<char> = String::from_utf8(text).unwrap().chars().collect();
        for (at, length, by) in changes {
            let at = at.index(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, by.chars());
        }
        *entry = Entry::deflated(name, text.into_iter().collect::<String>().as_bytes());
        let _ = import(&archive(&entries));
    }
}
