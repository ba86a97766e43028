//! The audit trail: whatever is done to one is found, as docs/trail.md says, and a reader written from that page alone finds the same.

#[path = "trail/independent.rs"]
mod independent;
#[cfg(feature = "cli")]
#[path = "command_line/run.rs"]
mod run;

use chrono::DateTime;
use independent::{heads, line, sha256};
use mingbai_shared::digest::Digest;
use mingbai_shared::roles::{Action, Actor, Role};
use mingbai_shared::trail::{Broken, Deed, Head, Outcome, verify};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// The example of the page, and the heads that stand below it.
fn example() -> (String, Vec<String>) {
    let page = include_str!("../../docs/trail.md");
    let standing = page.lines().filter_map(|line| line.strip_prefix("    "));
    let lines = standing.clone().filter(|line| line.starts_with('{')).flat_map(|line| [line, "\n"]).collect();
    (lines, standing.filter(|line| line.len() == 64).map(str::to_owned).collect())
}

/// Whatever people type, or a sign-in service calls them.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~汉\"\\\\\n\t]{0,20}",
        prop::collection::vec(any::<char>(), 0..8).prop_map(|text| text.into_iter().collect::<String>())
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    let role = prop::sample::select(Role::ALL.to_vec());
    let person = "[a-z]{1,8}(-[0-9]{1,3})?";
    let agency = prop::option::of(Just("health".parse().unwrap()));
    let who = prop::option::of((person, role, agency, prop::option::of(typed()))).prop_map(|who| match who {
        // Staff alone are called by a name.
        Some((person, role, agency, name)) => {
            (Some(Actor { person: person.parse().unwrap(), role, agency }), name.filter(|_| role.is_staff()))
        }
        None => (None, None),
    });
    let act = prop::sample::select(Action::ALL.to_vec());
    let outcome = prop_oneof![Just(Outcome::Done), "[a-z_]{1,12}".prop_map(Outcome::Refused)];
    let at = (1_772_000_000_i64..1_772_000_100, prop_oneof![Just(0), Just(120_000_000), 0_u32..1_000_000_000])
        .prop_map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos).unwrap());
    let on = "(case|pack)/[0-9a-f-]{1,36}";
    (at, who, act, on, prop::option::of(typed()), prop::option::of("[0-9.]{7,15}"), outcome)
        .prop_map(|(at, (who, name), act, on, why, from, outcome)| Deed { at, who, name, act, on, why, from, outcome })
}

/// The lines of a trail, each with its end, and where it stood at last.
fn written(deeds: Vec<Deed>) -> (Vec<String>, Head) {
    let (mut lines, mut head) = (Vec::new(), Head::empty(&"civil-affairs".parse().unwrap()));
    for deed in deeds {
        let (line, next) = head.append(deed).unwrap();
        lines.push(line + "\n");
        head = next;
    }
    (lines, head)
}

fn trail() -> impl Strategy<Value = (Vec<String>, Head)> {
    prop::collection::vec(deed(), 2..7).prop_map(written)
}

/// The head, by the code under test.
fn stands(trail: &[u8], since: Option<Digest>) -> Result<String, Broken> {
    verify(trail, None, since).map(|head| head.digest.to_string())
}

#[derive(Clone, Debug)]
enum Change {
    Byte(u8),
    Insert(u8),
    Delete,
}

fn change() -> impl Strategy<Value = Change> {
    let byte = || prop_oneof![any::<u8>(), prop::sample::select(b"\n\r \"{},:019abz".to_vec())];
    prop_oneof![byte().prop_map(Change::Byte), byte().prop_map(Change::Insert), Just(Change::Delete)]
}

#[test]
fn the_example_of_the_page_is_a_trail_with_these_heads() {
    let (trail, known) = example();
    assert_eq!(heads(trail.as_bytes()).unwrap(), known);
    assert_eq!(known.len(), 4);
    for since in &known {
        assert_eq!(stands(trail.as_bytes(), Some(since.parse().unwrap())).unwrap(), known[3]);
    }
}

/// Whoever can write to the store can do this, and it is why somebody else keeps a head.
#[test]
fn a_trail_that_was_written_anew_is_found_by_a_kept_head_alone() {
    let (trail, known) = example();
    let mut records: Vec<Value> = trail.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    records[0]["outcome"] = json!({ "refused": "forbidden" });
    let (mut anew, mut before) = (String::new(), known[0].clone());
    for record in &mut records {
        record["before"] = json!(before);
        let text = line(record).unwrap();
        before = sha256(text.as_bytes());
        anew += &(text + "\n");
    }
    assert_eq!(stands(anew.as_bytes(), None).unwrap(), before);
    for kept in &known[1..] {
        assert_eq!(stands(anew.as_bytes(), Some(kept.parse().unwrap())).unwrap_err().code(), "head_gone");
    }
}

proptest! {
    #[test]
    fn a_reader_written_from_the_page_finds_the_same_heads((lines, head) in trail()) {
        let whole = lines.concat();
        let theirs = heads(whole.as_bytes()).unwrap();
        prop_assert_eq!(theirs.last(), Some(&head.digest.to_string()));
        for earlier in theirs {
            prop_assert_eq!(stands(whole.as_bytes(), Some(earlier.parse().unwrap())).unwrap(), head.digest.to_string());
        }
    }

    #[test]
    fn one_byte_that_is_changed_put_in_or_taken_out_is_found((lines, head) in trail(), at: Index, change in change()) {
        let whole = lines.concat().into_bytes();
        let mut bytes = whole.clone();
        let place = match change {
            Change::Insert(byte) => {
                let place = at.index(bytes.len() + 1);
                bytes.insert(place, byte);
                place
            }
            Change::Byte(byte) => {
                let place = at.index(bytes.len());
                bytes[place] = byte;
                place
            }
            Change::Delete => {
                let place = at.index(bytes.len());
                bytes.remove(place);
                place
            }
        };
        prop_assume!(bytes != whole);
        prop_assert!(stands(&bytes, Some(head.digest)).is_err());
        let alone = stands(&bytes, None);
        // The last line alone is protected by nothing but a head; what is wrong in it otherwise, both find.
        let before_the_last = place < whole.len() - lines.last().unwrap().len();
        prop_assert!(!before_the_last || alone.is_err(), "{:?}", alone);
        prop_assert_eq!(alone.ok(), heads(&bytes).and_then(|heads| heads.last().cloned()));
    }

    #[test]
    fn a_line_that_is_taken_out_doubled_or_moved_is_found((lines, _) in trail(), one: Index, other: Index) {
        let (one, other) = (one.index(lines.len()), other.index(lines.len()));
        let found = |lines: &[String]| stands(lines.concat().as_bytes(), None).is_err();
        let mut doubled = lines.clone();
        doubled.insert(one, lines[one].clone());
        prop_assert!(found(&doubled));
        let mut swapped = lines.clone();
        swapped.swap(one, other);
        prop_assert_eq!(found(&swapped), one != other);
        let mut without = lines.clone();
        without.remove(one);
        prop_assert_eq!(found(&without), one + 1 != lines.len());
    }

    #[test]
    fn an_end_that_was_cut_off_is_found_by_an_earlier_head((lines, head) in trail(), kept: Index, cut: Index) {
        let whole = lines.concat();
        let theirs = heads(whole.as_bytes()).unwrap();
        // A trail of `cut` lines, of at least one, looked at by whoever keeps the head of `kept`.
        let (kept, cut) = (kept.index(theirs.len()), cut.index(lines.len()) + 1);
        let left = lines[..cut].concat();
        prop_assert_eq!(stands(left.as_bytes(), None).unwrap(), theirs[cut].as_str());
        let looked = stands(left.as_bytes(), Some(theirs[kept].parse().unwrap()));
        prop_assert_eq!(looked.map_err(|broken| broken.code()), if kept > cut { Err("head_gone") } else { Ok(theirs[cut].clone()) });
        prop_assert_eq!(stands(left.as_bytes(), Some(head.digest)).is_ok(), cut == lines.len());
    }
}

#[cfg(feature = "cli")]
mod commands {
    use std::fs::File;
    use std::process::{Command, Output, Stdio};

    use super::example;
    use super::run::{lines, mingbai, refusal};

    fn piped(file: &str, more: &[&str]) -> Output {
        let arguments = [&["trail", "verify", "-"], more].concat();
        Command::new(env!("CARGO_BIN_EXE_mingbai"))
            .args(arguments)
            .stdin(File::open(file).unwrap())
            .stdout(Stdio::piped())
            .output()
            .unwrap()
    }

    #[test]
    fn a_trail_is_verified_and_the_first_thing_wrong_is_named() {
        let folder = std::env::temp_dir().join(format!("mingbai-trail-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("trail.jsonl").display().to_string();
        let verify = |more: &[&str]| mingbai(&[&["trail", "verify", &file], more].concat());
        let (trail, heads) = example();
        std::fs::write(&file, &trail).unwrap();
        let expected = serde_json::json!({ "agency": "civil-affairs", "entries": 3, "head": heads[3] });
        let asked = ["--agency", "civil-affairs", "--since", &heads[1]];
        assert_eq!(lines(&verify(&[]))[0], expected);
        assert_eq!(lines(&verify(&asked))[0], expected);
        assert_eq!(lines(&piped(&file, &asked))[0], expected);

        assert_eq!(refusal(&verify(&["--agency", "health"])), (1, "other_agency".into()));
        assert_eq!(refusal(&verify(&["--since", &"0".repeat(64)])), (1, "head_gone".into()));
        for wrong in [["--since", "abc"], ["--agency", "民政"]] {
            assert_eq!(verify(&wrong).status.code(), Some(2));
        }
        let three: Vec<&str> = trail.split_inclusive('\n').collect();
        let spaced = trail.replacen("\"serial\":2", "\"serial\": 2", 1);
        let earlier = trail.replacen("2026-03-02T01:30:00Z", "2026-03-02T01:31:00Z", 1);
        let damaged = [
            (three[..2].concat() + "{}\n", "not_a_record", "line 3 is no record of a trail: missing field `agency`"),
            (three[1..].concat(), "out_of_order", "line 1 has the serial 2, and 1 was expected"),
            (spaced, "other_writing", "line 2 is not written in the one way in which a record is written"),
            (earlier, "not_following", "line 2 does not follow from the line before"),
            (trail.trim_end().into(), "line_unended", "line 3 is not ended by a line feed"),
            (String::new(), "nameless", "there is no line, and no agency was named whose trail may be empty"),
        ];
        for (damaged, code, message) in damaged {
            std::fs::write(&file, damaged).unwrap();
            let refused = verify(&[]);
            assert_eq!(refusal(&refused), (1, code.into()));
            let said: serde_json::Value = serde_json::from_slice(&refused.stderr).unwrap();
            assert_eq!(said["error"], serde_json::json!({ "code": code, "message": message, "input": file }));
        }
        // That an agency's trail is empty is for whoever names the agency; its end may have been cut off all the same.
        assert_eq!(lines(&verify(&["--agency", "civil-affairs"]))[0]["head"], heads[0]);
        assert_eq!(refusal(&verify(&asked)), (1, "head_gone".into()));
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(refusal(&verify(&[])), (1, "unreadable".into()));
    }

    #[test]
    fn a_line_without_an_end_fills_no_memory() {
        assert_eq!(refusal(&mingbai(&["trail", "verify", "/dev/zero"])), (1, "line_too_long".into()));
        assert_eq!(refusal(&piped("/dev/zero", &[])), (1, "line_too_long".into()));
    }
}
