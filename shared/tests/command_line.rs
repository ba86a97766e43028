//! The `mingbai` binary as a script sees it: what it prints, how it exits, and what it sends to a district.
#![cfg(feature = "cli")]

#[path = "command_line/district.rs"]
mod district;
#[path = "command_line/run.rs"]
mod run;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use district::District;
use run::{lines, mingbai, refusal};
use serde_json::Value;

fn mingbai_reading(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn sample() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").display().to_string()
}

/// The sample without the 办法, whose text is not in the repository.
fn publish(url: &str) -> Output {
    mingbai(&["publish", &sample(), "--to", url, "--data", "nowhere"])
}

#[test]
fn the_whole_sample_goes_through_the_gate_and_once_only() {
    let district = District::open();
    let first = publish(&district.url);
    let printed = lines(&first);
    assert_eq!(printed.len(), 24);
    assert!(printed.iter().all(|line| line["state"] == "published"));
    assert!(String::from_utf8_lossy(&first.stderr).contains("openness-measures"));
    let mut named: Vec<_> = printed.iter().map(|line| line["pack"].as_str().unwrap().to_owned()).collect();
    named.sort();
    assert_eq!(named, district.served());

    let changes = district.changes();
    let again = lines(&publish(&district.url));
    assert_eq!(again.len(), 24);
    assert!(again.iter().all(|line| line["state"] == "unchanged"));
    assert_eq!(district.changes(), changes, "the second run changed something");
}

#[test]
fn a_publication_that_was_interrupted_goes_on_where_it_stopped() {
    let district = District::open();
    district.fail_at_signature(3);
    assert_eq!(refusal(&publish(&district.url)), (1, "refused".into()));
    assert_eq!(district.served().len(), 3);
    assert_eq!(lines(&publish(&district.url)).len(), 24);
    assert_eq!(district.served().len(), 24);
}

#[test]
fn a_district_that_is_not_there_is_said_to_be_unreachable() {
    let url = District::open().close();
    assert_eq!(refusal(&publish(&url)), (1, "unreachable".into()));
    assert_eq!(refusal(&publish("ftp://example")), (1, "not_an_address".into()));
}

#[test]
fn a_pack_is_checked_before_anything_is_sent() {
    let folder = std::env::temp_dir().join(format!("mingbai-check-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let from = Path::new(&sample()).join("private-pension");
    std::fs::copy(from.join("text.md"), folder.join("text.md")).unwrap();
    let pack = std::fs::read_to_string(from.join("pack.json")).unwrap();
    let folder_name = folder.display().to_string();

    std::fs::write(folder.join("pack.json"), &pack).unwrap();
    assert!(lines(&mingbai(&["pack", "check", &folder_name])).is_empty());

    std::fs::write(folder.join("pack.json"), pack.replacen("\"article\": \"3\"", "\"article\": \"33\"", 1)).unwrap();
    let checked = mingbai(&["pack", "check", &folder_name]);
    let finding: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!((finding["level"].as_str(), finding["code"].as_str()), (Some("error"), Some("unknown_article")));
    assert_eq!(refusal(&checked), (1, "pack_incomplete".into()));

    // A stale figure, in both languages: an error; a last day that is over, and what is not written: warnings.
    let stale = pack.replacen("每年最多缴12,000元", "2026年12月31日以前最多缴13,000元", 1);
    let stale = stale.replacen("At most 12,000 yuan a year", "Until 31 December 2026, at most 13,000 yuan", 1);
    std::fs::write(folder.join("pack.json"), stale.replacen("\"terms\": [", "\"terms\": [], \"left_out\": [", 1))
        .unwrap();
    let found = |on: &str| -> Vec<String> {
        let checked = mingbai(&["pack", "check", &folder_name, "--on", on]);
        let lines = String::from_utf8(checked.stdout.clone()).unwrap();
        let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines
            .map(|one| [&one["level"], &one["code"], &one["where"]].map(|it| it.as_str().unwrap().to_owned()).join(" "))
            .collect()
    };
    let unbound = ["error unbound points/1", "error unbound points/1"];
    assert_eq!(found("2026-12-31"), [&unbound[..], &["warning incomplete_list terms"]].concat());
    let over = ["warning date_past points/1", "warning incomplete_list terms"];
    assert_eq!(found("2027-01-01"), [&unbound[..], &over].concat());

    let district = District::open();
    let sent = mingbai(&["publish", &folder_name, "--to", &district.url]);
    assert_eq!(refusal(&sent), (1, "pack_incomplete".into()));
    assert_eq!(district.changes(), 0);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_profile_is_matched_and_asked_about() {
    let facts = r#"{"birth_date":"1954-03-01","hukou":"shanghai"}"#;
    let profile = ["--policies", &sample(), "--facts", "-", "--on", "2026-11-23"];
    let matched = lines(&mingbai_reading(&[&["match"], &profile[..]].concat(), facts));
    assert_eq!(matched.len(), 12, "a resident is shown the policies for residents");
    let elderly = matched.iter().find(|line| line["policy"] == "elderly-allowance").unwrap();
    assert_eq!((elderly["verdict"].as_str(), elderly["benefit"]["fen"].as_i64()), (Some("eligible"), Some(15_000)));
    assert_eq!(elderly["benefit"]["next"]["from"], "2034-03-01");
    assert_eq!(elderly["because"][0]["article"], "3");

    // Of the questions whose answers can be listed, the one whose best and worst answers together decide the most lines of `match`.
    let asked = &lines(&mingbai_reading(&[&["ask"], &profile[..]].concat(), facts))[0];
    let forms = &lines(&mingbai(&["schema", "facts"]))[0]["properties"];
    let open = |facts: &str| {
        let lines = lines(&mingbai_reading(&[&["match"], &profile[..]].concat(), facts));
        lines.iter().filter(|line| line["verdict"] == "unknown").count()
    };
    let decides = |fact: &str| -> Option<(usize, usize)> {
        let answers = match (&forms[fact]["enum"], forms[fact]["type"].as_str()) {
            (Value::Array(choices), _) => choices.clone(),
            (_, Some("boolean")) => vec![true.into(), false.into()],
            _ => return None,
        };
        let said = |answer: &Value| facts.replace('}', &format!(",{fact:?}:{answer}}}"));
        let decided: Vec<usize> = answers.iter().map(|answer| open(facts) - open(&said(answer))).collect();
        Some((*decided.iter().max()?, *decided.iter().min()?))
    };
    let missing = matched.iter().flat_map(|line| line["missing"].as_array().unwrap()).filter_map(Value::as_str);
    let (most, least) = decides(asked["fact"].as_str().unwrap()).unwrap();
    assert_eq!(asked["settles"].as_u64(), Some(most as u64));
    let mut others: Vec<&str> = missing.collect();
    others.sort_unstable();
    others.dedup();
    for (more, fewer) in others.into_iter().filter_map(decides) {
        assert!(most + least >= more + fewer);
    }

    let firm = lines(&mingbai_reading(&[&["match"], &profile[..]].concat(), r#"{"employees":301}"#));
    assert_eq!(firm.len(), 12);
    let misspelt = mingbai_reading(&[&["match"], &profile[..]].concat(), r#"{"birthdate":"1954-03-01"}"#);
    assert_eq!(refusal(&misspelt), (1, "not_facts".into()));
}

#[test]
fn a_new_key_signs_what_its_other_half_verifies() {
    use signed_note::{Note, StandardSigner, StandardVerifier, VerifierList};
    let key = &lines(&mingbai(&["keygen", "sample.example/log"]))[0];
    let mut note = Note::new("示例\n".as_bytes(), &[]).unwrap();
    let signer = StandardSigner::new(key["signing"].as_str().unwrap()).unwrap();
    note.add_sigs(&[&signer]).unwrap();
    let verifier = StandardVerifier::new(key["verifying"].as_str().unwrap()).unwrap();
    let (verified, _) = note.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
    assert_eq!(verified.len(), 1);
    assert_ne!(lines(&mingbai(&["keygen"]))[0]["signing"], lines(&mingbai(&["keygen"]))[0]["signing"]);
}

#[test]
fn sync_is_simulated_and_a_known_bug_is_caught() {
    let report = &lines(&mingbai(&["simulate", "--seeds", "50", "--from", "7"]))[0];
    assert_eq!((report["seeds"].as_u64(), report["failures"].as_array().map(Vec::len)), (Some(50), Some(0)));
    assert!(report["histories_per_second"].is_u64());
    let caught = &lines(&mingbai(&["simulate", "--seeds", "50", "--mutant", "no-dedupe"]))[0];
    assert!(caught["failures"][0]["seed"].is_u64() && caught["failures"][0]["invariant"].is_string());
    assert_eq!(refusal(&mingbai(&["simulate", "--seeds", "1", "--mutant", "no-bug"])), (1, "unknown_mutant".into()));
    assert_eq!(
        refusal(&mingbai(&["simulate", "--seeds", "1", "--mutant", "base-unsaid"])),
        (1, "mutant_survived".into())
    );
}

#[test]
fn seeds_that_there_are_not_are_wrong_usage() {
    let code = |arguments: &[&str]| mingbai(arguments).status.code();
    assert_eq!(code(&["simulate", "--seeds", "0"]), Some(2));
    assert_eq!(code(&["simulate", "--seeds", "10", "--from", "18446744073709551615"]), Some(2));
    let last = &lines(&mingbai(&["simulate", "--seeds", "1", "--from", "18446744073709551615"]))[0];
    assert_eq!(last["seeds"], 1);
}

#[test]
fn where_nothing_can_be_written_that_is_said_or_passed_over() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run = |arguments: &[&str], out: Stdio, err: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingbai"));
        command.args(arguments).stdin(Stdio::null()).stdout(out).stderr(err).output().unwrap()
    };
    for arguments in [&["simulate", "--list"][..], &["simulate", "--seeds", "1"], &["keygen"]] {
        let output = run(arguments, full().into(), Stdio::piped());
        assert_eq!(refusal(&output), (1, "unwritable".into()), "{arguments:?}");
    }
    // What goes to standard error is lost, and the work is done.
    let caught = ["simulate", "--seeds", "50", "--mutant", "no-dedupe", "--moves"];
    assert_eq!(lines(&run(&caught, Stdio::piped(), full().into())).len(), 1);
    // The text of one policy is not there, and that cannot be said.
    let facts = std::env::temp_dir().join(format!("mingbai-facts-{}", std::process::id()));
    std::fs::write(&facts, "{}").unwrap();
    let named = facts.display().to_string();
    let matched = ["match", "--policies", &sample(), "--facts", &named, "--on", "2026-11-23", "--data", "nowhere"];
    assert_eq!(lines(&run(&matched, Stdio::piped(), full().into())).len(), 24);
    std::fs::remove_file(&facts).unwrap();
}
