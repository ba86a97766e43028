//! The `mingbai` binary as a script sees it: what it prints, how it exits, and what it sends to a district.
#![cfg(feature = "cli")]

#[path = "command_line/district.rs"]
mod district;
#[path = "command_line/record.rs"]
mod record;
#[path = "command_line/served.rs"]
mod served;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use district::District;
use serde_json::Value;

fn mingbai(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mingbai")).args(arguments).output().unwrap()
}

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

fn lines(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn refusal(output: &Output) -> (i32, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let error: Value =
        said.lines().last().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_else(|| panic!("{said}"));
    (output.status.code().unwrap(), error["error"]["code"].as_str().unwrap().to_owned())
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
    assert_eq!(printed.len(), 20);
    assert!(printed.iter().all(|line| line["state"] == "published"));
    assert!(String::from_utf8_lossy(&first.stderr).contains("openness-measures"));
    let mut named: Vec<_> = printed.iter().map(|line| line["pack"].as_str().unwrap().to_owned()).collect();
    named.sort();
    assert_eq!(named, district.served());

    let changes = district.changes();
    let again = lines(&publish(&district.url));
    assert_eq!(again.len(), 20);
    assert!(again.iter().all(|line| line["state"] == "unchanged"));
    assert_eq!(district.changes(), changes, "the second run changed something");
}

#[test]
fn a_publication_that_was_interrupted_goes_on_where_it_stopped() {
    let district = District::open();
    district.fail_at_signature(3);
    assert_eq!(refusal(&publish(&district.url)), (1, "refused".into()));
    assert_eq!(district.served().len(), 3);
    assert_eq!(lines(&publish(&district.url)).len(), 20);
    assert_eq!(district.served().len(), 20);
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

    // The question that the most lines of `match` wait for.
    let asked = &lines(&mingbai_reading(&[&["ask"], &profile[..]].concat(), facts))[0];
    let waiting =
        |fact: &Value| matched.iter().filter(|line| line["missing"].as_array().unwrap().contains(fact)).count();
    let most = matched.iter().flat_map(|line| line["missing"].as_array().unwrap()).map(waiting).max().unwrap();
    assert_eq!((asked["settles"].as_u64(), waiting(&asked["fact"])), (Some(most as u64), most));

    let firm = lines(&mingbai_reading(&[&["match"], &profile[..]].concat(), r#"{"employees":301}"#));
    assert_eq!(firm.len(), 8);
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

/// Writes a record in the place of what was there.
fn write(folder: &Path, record: record::Record, verifying: &str) {
    let _ = std::fs::remove_dir_all(folder);
    for (path, bytes) in record.into_iter().chain([("log/key".to_owned(), verifying.into())]) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

#[test]
fn a_record_is_mirrored_and_verified_and_what_is_changed_is_named() {
    let folder = std::env::temp_dir().join(format!("mingbai-record-{}", std::process::id()));
    let [from, to] = ["from", "to"].map(|name| folder.join(name));
    let (signing, verifying) = record::keys();
    let write = |size, salt| write(&from, record::lay_out(size, &signing, salt), &verifying);
    write(3, "");
    let named = |path: &Path| path.display().to_string();
    let verify = |path: &Path, more: &[&str]| mingbai(&[&["verify", &named(path), "--key", &verifying], more].concat());
    let url = served::serve(from.clone());
    let mirrored = &lines(&mingbai(&["mirror", &url, &named(&to)]))[0];
    assert_eq!((mirrored["size"].as_u64(), mirrored["packs"].as_u64()), (Some(3), Some(3)));
    assert_eq!(lines(&verify(&to, &[]))[0]["size"], 3);
    assert_eq!(lines(&verify(Path::new(&url), &[]))[0]["root"], lines(&verify(&to, &[]))[0]["root"]);
    // Nothing new: only the checkpoint is fetched, and the key written.
    assert_eq!(lines(&mingbai(&["mirror", &url, &named(&to)]))[0]["files"], 2);

    // It grows, and the mirror follows; a damaged file of the mirror is mended.
    let earlier = folder.join("earlier");
    std::fs::copy(to.join("log/checkpoint"), &earlier).unwrap();
    write(5, "");
    std::fs::write(to.join("log/tile/0/000.p/3"), "damaged").unwrap();
    assert_eq!(lines(&mingbai(&["mirror", &url, &named(&to)]))[0]["size"], 5);
    assert_eq!(lines(&verify(&to, &["--since", &named(&earlier)]))[0]["size"], 5);

    // Another record under the same key, and a shorter one: refused, and the mirror stays as it was.
    for (size, salt, code) in [(6, "另", "fork"), (4, "", "rolled_back")] {
        write(size, salt);
        assert_eq!(refusal(&mingbai(&["mirror", &url, &named(&to)])), (1, code.into()));
        assert_eq!(lines(&verify(&to, &[]))[0]["size"], 5);
    }
    let entries = to.join("log/tile/entries/000.p/5");
    let mut bytes = std::fs::read(&entries).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&entries, bytes).unwrap();
    let changed = verify(&to, &[]);
    assert!(String::from_utf8_lossy(&changed.stderr).contains("entry 4 is not the one that was signed"));
    assert_eq!(refusal(&changed), (1, "entry_changed".into()));
    std::fs::remove_file(&entries).unwrap();
    assert_eq!(refusal(&verify(&to, &[])), (1, "missing".into()));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_document_is_proven_by_a_file_alone_and_a_witness_vouches_for_growth_only() {
    let folder = std::env::temp_dir().join(format!("mingbai-proof-{}", std::process::id()));
    let at = |name: &str| folder.join(name).display().to_string();
    let (signing, verifying) = record::keys();
    write(&folder.join("record"), record::lay_out(300, &signing, ""), &verifying);
    let pack = "{\"number\":7}";
    let digest = mingbai_shared::digest::Digest::of(pack.as_bytes()).to_string();
    std::fs::write(at("pack"), pack).unwrap();
    let key = mingbai(&["keygen", "witness.example/w1", "--witness"]);
    std::fs::write(at("witness"), &key.stdout).unwrap();
    let witness = &lines(&key)[0]["verifying"];
    let witness = witness.as_str().unwrap();

    // The witness looks, and its line stands below the district's.
    let cosign = || {
        mingbai(&["witness", &at("record"), "--key", &verifying, "--signing", &at("witness"), "--seen", &at("seen")])
    };
    let line = lines(&cosign())[0]["cosignature"].as_str().unwrap().to_owned();
    let checkpoint = folder.join("record/log/checkpoint");
    let note = std::fs::read_to_string(&checkpoint).unwrap();
    std::fs::write(&checkpoint, note.clone() + &line).unwrap();
    let verify = |more: &[&str]| mingbai(&[&["verify", &at("record"), "--key", &verifying], more].concat());
    assert_eq!(lines(&verify(&["--witness", witness]))[0]["size"], 300);

    // The file, the pack and two keys are enough; any other pack, key or witness is not.
    let made = mingbai(&["proof", &at("record"), &digest, &at("a.tlog-proof"), "--key", &verifying]);
    assert_eq!(lines(&made)[0]["index"], 7);
    std::fs::remove_dir_all(folder.join("record")).unwrap();
    let (_, somebody) = record::keys();
    let other =
        lines(&mingbai(&["keygen", "witness.example/w2", "--witness"]))[0]["verifying"].as_str().unwrap().to_owned();
    std::fs::write(at("other"), pack.replace('7', "8")).unwrap();
    let proven = |pack: &str, key: &str, witness: &str| {
        mingbai(&["verify", &at("a.tlog-proof"), "--pack", &at(pack), "--key", key, "--witness", witness])
    };
    assert_eq!(lines(&proven("pack", &verifying, witness))[0]["entry"]["pack"], digest);
    for (output, code) in [
        (proven("other", &verifying, witness), "pack_changed"),
        (proven("pack", &somebody, witness), "checkpoint_refused"),
        (proven("pack", &verifying, &other), "no_witness"),
        (proven("pack", &verifying, &verifying), "not_a_key"),
    ] {
        assert_eq!(refusal(&output), (1, code.into()));
    }

    // A longer record is cosigned, another one and a shorter one are not, and the witness remembers what it cosigned.
    for (size, salt, code) in
        [(310, "", None), (320, "另", Some("fork")), (305, "", Some("rolled_back")), (310, "", None)]
    {
        write(&folder.join("record"), record::lay_out(size, &signing, salt), &verifying);
        match code {
            None => assert_eq!(lines(&cosign())[0]["size"], size),
            Some(code) => assert_eq!(refusal(&cosign()), (1, code.into())),
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
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
