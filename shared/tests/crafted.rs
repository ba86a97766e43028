//! Records that were crafted to be wrong in one point, or odd and right. The auditor of the journeys says of each what is said here.

#[path = "command_line/tiles.rs"]
mod tiles;

use std::collections::BTreeMap;
use std::convert::Infallible;

use mingbai_shared::register::audit::{Files, audit};
use mingbai_shared::register::log_keys;
use mingbai_shared::register::proof::Proof;
use serde::Deserialize;
use signed_note::{Note, StandardSigner, generate_key};
use tiles::{Record, stored, tiles};

#[derive(Deserialize)]
struct Table {
    keys: BTreeMap<String, String>,
    packs: BTreeMap<String, Pack>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Pack {
    text: String,
    digest: String,
}

#[derive(Deserialize)]
struct Case {
    case: String,
    #[serde(default = "district")]
    signed: Vec<String>,
    #[serde(default = "district")]
    known: Vec<String>,
    #[serde(default = "a")]
    origin: String,
    #[serde(default = "one")]
    pack: String,
    entries: Vec<String>,
    audit: Option<u64>,
    proof: bool,
}

fn district() -> Vec<String> {
    vec!["district".into()]
}

fn a() -> String {
    "log.example/a".into()
}

fn one() -> String {
    "one".into()
}

struct Held(Record);

impl Files for Held {
    type Error = Infallible;

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.0.get(path).cloned())
    }
}

fn entry(text: &str, packs: &BTreeMap<String, Pack>) -> Vec<u8> {
    let deep = ["[".repeat(1000), "]".repeat(1000)].concat();
    let mut text = text.replace('\'', "\"").replace("<64>", &"x".repeat(64)).replace("<deep>", &deep);
    text = text.replace("<long>", &"x".repeat(4096));
    for (name, pack) in packs {
        text = text.replace(&format!("<{name}>"), &pack.digest);
        text = text.replace(&format!("<{}>", name.to_uppercase()), &pack.digest.to_uppercase());
    }
    text.into_bytes()
}

/// The line of a signature over a text, as another library writes it.
fn line(text: &str, signing: &str) -> String {
    let mut note = Note::new(text.as_bytes(), &[]).unwrap();
    note.add_sigs(&[&StandardSigner::new(signing).unwrap()]).unwrap();
    let note = String::from_utf8(note.to_bytes()).unwrap();
    format!("{}\n", note.lines().last().unwrap())
}

#[test]
fn crafted_records_are_judged_as_the_page_on_the_record_says() {
    let table: Table = serde_json::from_str(include_str!("crafted/cases.json")).unwrap();
    let keys: BTreeMap<_, _> =
        table.keys.iter().map(|(key, name)| (key.as_str(), generate_key(&mut rand_core::OsRng, name))).collect();
    assert!(table.cases.len() > 60);
    for case in &table.cases {
        let entries: Vec<Vec<u8>> = case.entries.iter().map(|text| entry(text, &table.packs)).collect();
        let (mut record, root) = tiles(&entries);
        for pack in table.packs.values() {
            record.insert(format!("pack/{}", pack.digest), pack.text.clone().into_bytes());
        }
        let root = base64(root.as_bytes());
        let text = format!("{}\n{}\n{root}\n", case.origin, entries.len());
        let lines = case.signed.iter().map(|by| match by.strip_prefix("not ") {
            Some(key) => line("another text\n", &keys[key].0),
            None => line(&text, &keys[by.as_str()].0),
        });
        let note = [text.clone(), "\n".into(), lines.collect()].concat().into_bytes();
        record.insert("log/checkpoint".into(), note.clone());
        let known: Vec<&str> = case.known.iter().map(|key| keys[key.as_str()].1.as_str()).collect();
        let known = log_keys(&known.join("\n")).unwrap();

        let found = audit(&mut Held(record), &known, None);
        assert_eq!(found.as_ref().ok().map(|found| found.packs), case.audit, "{}: {found:?}", case.case);
        if let Ok(found) = found {
            assert_eq!(found.packs + found.unknown, entries.len() as u64, "{}", case.case);
        }
        let proof = Proof::make(entries[0].clone(), 0, entries.len() as u64, &stored(&entries), note).unwrap();
        let proven = Proof::read(&proof.to_bytes())
            .is_some_and(|proof| proof.check(table.packs[&case.pack].text.as_bytes(), &known, &[]).is_ok());
        assert_eq!(proven, case.proof, "the proof of {}", case.case);
    }
}

fn base64(bytes: &[u8]) -> String {
    use base64ct::{Base64, Encoding};
    Base64::encode_string(bytes)
}
