//! What `mingbai` does with a public record: mirror, verify, proof, witness.
#![cfg(feature = "cli")]

#[path = "command_line/record.rs"]
mod record;
#[path = "command_line/run.rs"]
mod run;
#[path = "command_line/served.rs"]
mod served;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mingbai_shared::register::witness::WitnessKey;
use record::Record;
use run::{lines, mingbai, refusal};
use serde_json::Value;

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

/// A folder of this test's own, gone when the test is over.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let place = Place(std::env::temp_dir().join(format!("mingbai-{name}-{}", std::process::id())));
        std::fs::create_dir_all(&place.0).unwrap();
        place
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Writes a record in the place of what was there, and its key as a district serves it.
    fn write(&self, name: &str, record: Record, verifying: &str) -> String {
        write(&self.0.join(name), record, verifying);
        self.at(name)
    }

    fn witness(&self) -> String {
        let key = mingbai(&["keygen", "witness.example/w1", "--witness"]);
        std::fs::write(self.at("witness"), &key.stdout).unwrap();
        lines(&key)[0]["verifying"].as_str().unwrap().to_owned()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Code, input and message of a refusal.
fn refused(output: &Output) -> (String, String, String) {
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stderr).unwrap();
    let [code, input, message] = ["code", "input", "message"].map(|member| said["error"][member].as_str().unwrap());
    (code.into(), input.into(), message.into())
}

#[test]
fn a_stolen_key_is_replaced_and_whoever_saw_the_record_goes_on() {
    let place = Place::new("stolen");
    let ((old, old_key), (new, new_key)) = (record::keys(), record::keys());
    let district = place.write("district", record::lay_out(3, &old, ""), &old_key);
    let url = served::serve(place.0.join("district"));
    place.witness();
    let witness = |key: &str| {
        mingbai(&["witness", &district, "--key", key, "--signing", &place.at("witness"), "--seen", &place.at("seen")])
    };
    let mirror = |key: &str| mingbai(&["mirror", &url, &place.at("mirror"), "--key", key]);
    let verify =
        |more: &[&str]| mingbai(&[&["verify", &url, "--key", &new_key, "--since", &place.at("seen")], more].concat());
    assert_eq!((lines(&witness(&old_key))[0]["size"].as_u64(), lines(&mirror(&old_key)).len()), (Some(3), 1));
    let seen = std::fs::read(place.at("seen")).unwrap();

    // From now on the new key alone signs.
    place.write("district", record::lay_out(5, &new, ""), &new_key);
    assert_eq!(lines(&verify(&["--since-key", &old_key]))[0]["size"], 5);
    assert_eq!(lines(&mirror(&new_key))[0]["size"], 5);
    assert_eq!(lines(&witness(&new_key))[0]["size"], 5);
    std::fs::write(place.at("seen"), &seen).unwrap();
    let (code, input, message) = refused(&verify(&[]));
    assert_eq!((code.as_str(), &input), ("checkpoint_refused", &place.at("seen")));
    assert!(message.starts_with("what was seen earlier is refused: "), "{message}");

    // Whoever has the stolen key is believed by nobody, whatever it goes on from; and nobody who saw the record takes another, even by the new key.
    place.write("district", record::lay_out(6, &old, ""), &old_key);
    for output in [verify(&["--since-key", &old_key]), mirror(&new_key), witness(&new_key)] {
        assert_eq!(refusal(&output), (1, "checkpoint_refused".into()));
    }
    place.write("district", record::lay_out(6, &new, "另"), &new_key);
    for output in [verify(&["--since-key", &old_key]), mirror(&new_key), witness(&new_key)] {
        assert_eq!(refusal(&output), (1, "fork".into()));
    }
    let alone = ["verify", &url, "--key", &new_key, "--since-key", &old_key];
    assert_eq!(mingbai(&alone).status.code(), Some(2), "a key for nothing");
}

#[test]
fn a_log_of_any_name_is_signed_verified_and_proven() {
    let place = Place::new("name");
    let pair = &lines(&mingbai(&["keygen", "elsewhere.example/log"]))[0];
    let [signing, verifying] = ["signing", "verifying"].map(|half| pair[half].as_str().unwrap());
    let folder = place.write("record", record::lay_out(3, signing, ""), verifying);
    assert!(std::fs::read(place.at("record/log/checkpoint")).unwrap().starts_with(b"elsewhere.example/log\n3\n"));
    assert_eq!(lines(&mingbai(&["verify", &folder, "--key", verifying]))[0]["packs"], 3);
}

#[test]
fn a_witness_is_asked_for_by_one_key_each() {
    let place = Place::new("one-witness");
    let (signing, verifying) = record::keys();
    let folder = place.write("record", record::lay_out(3, &signing, ""), &verifying);
    let witness = place.witness();
    let two = format!("{witness} {witness}");
    let verify = |witness: &str| mingbai(&["verify", &folder, "--key", &verifying, "--witness", witness]);
    for none in ["", " ", &two] {
        assert_eq!(verify(none).status.code(), Some(2), "{none:?}");
    }
    assert_eq!(refusal(&verify(&witness)), (1, "no_witness".into()));
    assert_eq!(refused(&verify("no-key")).1, "--witness");

    // One key under two names is one witness, though each name has a line of its own.
    let names = ["witness.example/w1", "witness.example/w2"].map(|name| WitnessKey::new(name, &[1; 32]));
    let checkpoint = place.at("record/log/checkpoint");
    let mut note = std::fs::read(&checkpoint).unwrap();
    let lines: Vec<_> = names.iter().map(|key| key.cosign(&note, Default::default()).unwrap()).collect();
    note.extend(lines.concat().bytes());
    std::fs::write(&checkpoint, note).unwrap();
    let [one, other] = names.map(|key| key.verifying());
    assert!(verify(&one).status.success() && verify(&other).status.success());
    let both = mingbai(&["verify", &folder, "--key", &verifying, "--witness", &one, "--witness", &other]);
    assert_eq!(refused(&both).0, "not_a_key");
}

#[test]
fn a_proof_goes_into_a_file_of_any_name() {
    let place = Place::new("odd-name");
    let (signing, verifying) = record::keys();
    let folder = place.write("record", record::lay_out(3, &signing, ""), &verifying);
    let digest = mingbai_shared::digest::Digest::of(b"{\"number\":1}").to_string();
    let file = place.0.join(OsStr::from_bytes(b"\xff.tlog-proof"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingbai"));
    let made = command.args(["proof", &folder, &digest]).arg(&file).args(["--key", &verifying]).output().unwrap();
    assert!(lines(&made)[0]["file"].as_str().unwrap().ends_with("\u{fffd}.tlog-proof"));
    assert!(std::fs::read(file).unwrap().starts_with(b"c2sp.org/tlog-proof@v1\n"));
}

#[test]
fn what_is_too_large_is_said_to_be_and_not_cut() {
    let place = Place::new("too-large");
    let (signing, verifying) = record::keys();
    let folder = place.write("record", record::lay_out(3, &signing, ""), &verifying);
    let url = served::serve(place.0.join("record"));
    let pack = "log/tile/0/000.p/3";
    let sized = |bytes| std::fs::File::create(place.0.join("record").join(pack)).unwrap().set_len(bytes).unwrap();
    for from in [&folder, &url] {
        let verify = || refused(&mingbai(&["verify", from, "--key", &verifying]));
        sized(16 * 1024 * 1024);
        assert_eq!(verify().0, "tile_changed");
        sized(16 * 1024 * 1024 + 1);
        let (code, input, message) = verify();
        assert_eq!((code.as_str(), input), ("too_large", format!("{from}/{pack}")));
        assert!(message.contains("16777216"), "{message}");
    }
    std::fs::write(place.at("facts"), " ".repeat(1_000_001)).unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").display().to_string();
    let facts = mingbai(&["match", "--policies", &sample, "--facts", &place.at("facts"), "--data", "nowhere"]);
    assert!(String::from_utf8_lossy(&facts.stderr).contains("\"too_large\""));
}

#[test]
fn a_refusal_names_the_input_that_is_wrong() {
    let place = Place::new("inputs");
    let (signing, key) = record::keys();
    let folder = place.write("record", record::lay_out(3, &signing, ""), &key);
    place.witness();
    for (name, bytes) in [("seen", "nothing of the kind"), ("empty", ""), ("a.tlog-proof", "c2sp.org/tlog-proof@v1\n")]
    {
        std::fs::write(place.at(name), bytes).unwrap();
    }
    place.write("mirror", record::lay_out(2, &signing, ""), "no key");
    place.write("blank", Record::from([("log/checkpoint".into(), Vec::new())]), &key);
    let [seen, empty, proof, signing] = ["seen", "empty", "a.tlog-proof", "witness"].map(|name| place.at(name));
    let (kept, blank) = (place.at("mirror/log/key"), place.at("blank/log/checkpoint"));
    let digest = "0".repeat(64);
    let cases: [(&[&str], &str, &str, &str); 17] = [
        (&["verify", &folder, "--key", &key, "--since", &seen], "checkpoint_refused", &seen, "malformed"),
        (
            &["witness", &folder, "--key", &key, "--signing", &signing, "--seen", &empty],
            "checkpoint_refused",
            &empty,
            "malformed",
        ),
        (&["mirror", &folder, &place.at("blank")], "checkpoint_refused", &blank, "malformed"),
        (&["mirror", &folder, &place.at("mirror")], "not_a_key", &kept, "no verifying key"),
        (&["verify", &folder, "--key", "x"], "not_a_key", "--key", "no verifying key"),
        (&["verify", &folder, "--key", ""], "not_a_key", "--key", "no verifying key"),
        (
            &["verify", &folder, "--key", &key, "--since", &seen, "--since-key", "x"],
            "not_a_key",
            "--since-key",
            "no verifying key",
        ),
        (&["verify", &proof, "--pack", &seen, "--key", "x"], "not_a_key", "--key", "no verifying key"),
        (
            &["witness", &folder, "--key", "x", "--signing", &signing, "--seen", &empty],
            "not_a_key",
            "--key",
            "no verifying key",
        ),
        (&["mirror", &folder, &place.at("new"), "--key", "x"], "not_a_key", "--key", "no verifying key"),
        (&["proof", &folder, &digest, &place.at("p"), "--key", "x"], "not_a_key", "--key", "no verifying key"),
        (&["verify", "ftp://127.0.0.1:1", "--key", &key], "not_an_address", "ftp://127.0.0.1:1", "such as http://"),
        (&["verify", "", "--key", &key], "not_an_address", "", "such as http://"),
        (&["verify", "HTTPS://127.0.0.1:1", "--key", &key], "not_an_address", "HTTPS://127.0.0.1:1", "plain http"),
        (
            &["verify", "HTTP://127.0.0.1:1", "--key", &key],
            "unreachable",
            "HTTP://127.0.0.1:1/log/checkpoint",
            "refused",
        ),
        (&["verify", &proof, "--key", &key], "not_a_folder", &proof, "--pack"),
        (&["verify", &place.at("nowhere"), "--key", &key], "unreadable", &place.at("nowhere"), "no such folder"),
    ];
    for (arguments, code, input, message) in cases {
        let (said, named, why) = refused(&mingbai(arguments));
        assert_eq!((said.as_str(), named.as_str()), (code, input), "{arguments:?}: {why}");
        assert!(why.contains(message), "{arguments:?}: {why}");
    }
    // Any way to write the scheme is an address.
    let url = served::serve(place.0.join("record")).replacen("http", "HTTP", 1);
    assert_eq!(lines(&mingbai(&["verify", &url, "--key", &key]))[0]["size"], 3);
}

#[test]
fn what_the_disk_has_not_is_not_said_to_be_kept() {
    let place = Place::new("not-kept");
    let (signing, verifying) = record::keys();
    let folder = place.write("record", record::lay_out(3, &signing, ""), &verifying);
    place.witness();
    // It takes all that is written, and cannot be brought to a disk.
    std::os::unix::fs::symlink("/dev/null", place.at("seen.part")).unwrap();
    let (key, seen) = (place.at("witness"), place.at("seen"));
    let witness = ["witness", &folder, "--key", &verifying, "--signing", &key, "--seen", &seen];
    let (code, input, _) = refused(&mingbai(&witness));
    assert_eq!((code.as_str(), &input), ("unwritable", &seen));
    assert!(!Path::new(&seen).exists());
    std::fs::remove_file(place.at("seen.part")).unwrap();
    let deeper = place.at("not/yet/there");
    let witness = ["witness", &folder, "--key", &verifying, "--signing", &key, "--seen", &deeper];
    assert_eq!(lines(&mingbai(&witness))[0]["size"], 3);
    assert!(Path::new(&deeper).is_file() && !Path::new(&format!("{deeper}.part")).exists());
}
