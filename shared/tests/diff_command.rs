//! `mingbai diff` as a script sees it.
#![cfg(feature = "cli")]

#[path = "command_line/file.rs"]
mod file;
#[path = "command_line/run.rs"]
mod run;

use file::file;
use run::{lines, mingbai, refusal};
use serde_json::{Value, json};

const OLD: &str =
    "# 示例办法\n\n第一条 本办法适用于示例。\n\n第二条 申请应当在三十日内提出。\n\n第三条 自2025年1月1日起施行。\n";
const NEW: &str = "# 示例办法\n\n第一条 本办法适用于示例。\n\n第二条 收费标准应当公开。\n\n第三条 申请应当在六十日内提出。\n\n第四条 自2025年1月1日起施行。\n";

#[test]
fn articles_are_paired_and_their_words_compared() {
    let (old, new) = (file("diff-old.md", OLD), file("diff-new.md", NEW));
    let differences = lines(&mingbai(&["diff", &old, &new])).remove(0);
    let differences = differences.as_array().unwrap();
    let said = |one: &Value| json!([one["old"], one["new"], one["kind"], one["unit"]]);
    assert_eq!(
        differences.iter().map(said).collect::<Vec<_>>(),
        [
            json!([null, null, "same", "title"]),
            json!(["1", "1", "same", "article"]),
            json!([null, "2", "added", "article"]),
            json!(["2", "3", "changed", "article"]),
            json!(["3", "4", "same", "article"]),
        ]
    );
    assert_eq!(differences[1]["spans"], json!([{"op": "=", "text": "本办法适用于示例。"}]));
    assert_eq!(
        differences[3]["spans"],
        json!([
            {"op": "=", "text": "申请应当在"},
            {"op": "-", "text": "三十日"},
            {"op": "+", "text": "六十日"},
            {"op": "=", "text": "内提出。"},
        ])
    );
    assert_eq!(
        (&differences[3]["old_at"], &differences[3]["new_at"], &differences[3]["moved"]),
        (&json!(2), &json!(3), &json!(false))
    );
}

#[test]
fn what_is_no_regulation_is_refused_by_its_name() {
    let old = file("diff-refused.md", OLD);
    let prose = file("diff-prose.txt", "一篇散文。");
    for (one, other) in [(&old, &prose), (&prose, &old)] {
        let refused = mingbai(&["diff", one, other]);
        assert_eq!(refusal(&refused), (1, "not_a_regulation".into()));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("diff-prose.txt"));
    }
    assert_eq!(refusal(&mingbai(&["diff", &old, "nowhere.md"])), (1, "unreadable".into()));
    assert_eq!(refusal(&mingbai(&["diff", "-", "-"])), (1, "standard_input_twice".into()));
    assert_eq!(mingbai(&["diff", &old]).status.code(), Some(2));
}
