//! `mingbai search` as a script sees it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "command_line/run.rs"]
mod run;

use std::path::PathBuf;

use run::{lines, mingbai, refusal};
use serde_json::{Value, json};

/// A folder of this test alone, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, files: &[(&str, &[u8])]) -> Folder {
        let folder = std::env::temp_dir().join(format!("mingbai-search-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            std::fs::write(folder.join(file), text).unwrap();
        }
        Folder(folder)
    }

    fn search(&self, arguments: &[&str]) -> std::process::Output {
        let folder = self.0.display().to_string();
        mingbai(&[&["search", "--corpus", &folder], arguments].concat())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const OLD: &str = "# 示例津贴办法\n\n2020年1月1日 公布\n\n## 第一章 总则\n\n第一条 为了发放津贴，制定本办法。\n\n第二条 津贴每月100元。发放津贴的机关是区民政局；其他机关协助。\n";
const NEW: &str =
    "# 示例津贴办法\n\n2024年5月1日 公布\n\n第一条 为了发放津贴，制定本办法。\n\n第二条 津贴每月150元。\n";
const OTHER: &str = "# 示例垃圾办法\n\n2025年1月1日 公布\n\n第一条 社區（Community）分類。\n";

fn folder(name: &str) -> Folder {
    Folder::with(
        name,
        &[
            ("old.md", OLD.as_bytes()),
            ("new.md", NEW.as_bytes()),
            ("other.txt", OTHER.as_bytes()),
            ("picture.png", b"\xff"),
        ],
    )
}

#[test]
fn hits_are_lines_best_first_one_an_article() {
    let folder = folder("lines");
    let found = lines(&folder.search(&["发放津贴"]));
    let told: Vec<(&str, Option<&str>)> =
        found.iter().map(|hit| (hit["document"].as_str().unwrap(), hit["article"].as_str())).collect();
    assert_eq!(told, [("new.md", Some("1")), ("old.md", Some("1")), ("old.md", Some("2"))]);
    assert_eq!(found[2]["snippet"], "发放津贴的机关是区民政局；");
    for hit in &found {
        let text = if hit["document"] == "old.md" { OLD } else { NEW };
        let at = usize::try_from(hit["offset"].as_u64().unwrap()).unwrap();
        assert_eq!(text.chars().skip(at).take(4).collect::<String>(), "发放津贴");
    }
    // In the title first; a heading next.
    assert_eq!(
        lines(&folder.search(&["津贴办法"]))[0],
        json!({ "document": "new.md", "article": null, "offset": 4, "snippet": "示例津贴办法" })
    );
}

#[test]
fn words_phrases_and_the_day() {
    let folder = folder("words");
    let count = |arguments: &[&str]| -> Vec<Value> { lines(&folder.search(&[arguments, &["--count"]].concat())) };
    assert_eq!(count(&["区民政局 每月"]), [json!(1)]);
    assert_eq!(count(&["“区民政局 每月”"]), [json!(0)]);
    assert_eq!(count(&["垃圾 ｃｏｍｍｕｎｉｔｙ"]), [json!(1)]);
    assert_eq!(count(&["社区(community)分类"]), [json!(1)]);
    assert_eq!(count(&["发放津贴", "--on", "2026-01-01", "--in-force"]), [json!(1)]);
    assert_eq!(count(&["发放津贴", "--on", "2022-01-01", "--in-force"]), [json!(2)]);
    let first = lines(&folder.search(&["每月", "--on", "2022-01-01", "--most", "1"]));
    assert_eq!((first.len(), &first[0]["document"]), (1, &json!("old.md")));
}

#[test]
fn what_cannot_be_searched_is_refused() {
    let folder = folder("refused");
    assert_eq!(refusal(&folder.search(&[" "])), (1, "empty_query".into()));
    assert_eq!(refusal(&folder.search(&[&"字".repeat(201)])), (1, "query_too_long".into()));
    assert_eq!(folder.search(&["字", "--in-force"]).status.code(), Some(2));
    let empty = Folder::with("empty", &[("picture.png", b"\xff")]);
    assert_eq!(refusal(&empty.search(&["字"])), (1, "no_texts".into()));
    assert_eq!(refusal(&mingbai(&["search", "--corpus", "nowhere", "字"])), (1, "unreadable".into()));
    let wrong = Folder::with("wrong", &[("a.md", OTHER.as_bytes()), ("gbk.txt", b"\xb5\xda")]);
    let searched = wrong.search(&["分类"]);
    assert_eq!(lines(&searched).len(), 1);
    assert!(String::from_utf8_lossy(&searched.stderr).contains("gbk.txt: the file is not UTF-8"));
}
