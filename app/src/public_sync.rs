//! Public sync: checkpoint, new entries, packs; each verified before it is kept. What is asked for depends on the record alone, never on the person.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use futures_util::stream::iter;
use leptos::prelude::document;
use mingbai_shared::digest::Digest;
use mingbai_shared::pack::Pack;
use mingbai_shared::register::{BUNDLE_ENTRIES, CheckpointError, Claimed, Entry, Frontier, bundle_path, read_bundle};
use mingbai_shared::words::{Bilingual, BilingualText};
use wasm_bindgen::JsCast;
use web_sys::HtmlMetaElement;

use crate::device::store::{Change, Durability, Shelf, Store, StoreError};
use crate::json;
use crate::network::{self, Problem};
use crate::parts::NotHere;
use crate::pieces::{Pieces, next_turn};
use crate::signature::is_true;

/// How many packs are fetched at once: browsers open six connections to one host.
const AT_ONCE: usize = 6;
const FRONTIER: &str = "frontier";

/// Why the record could not be brought up to date.
#[derive(Debug)]
pub enum Failure {
    /// The server cannot be reached, or does not answer as it should.
    Unreachable,
    /// What came is not what the district signed: nothing of it was kept.
    Refused(BilingualText),
}

impl From<Problem> for Failure {
    fn from(_: Problem) -> Failure {
        Failure::Unreachable
    }
}

impl From<NotHere> for Failure {
    fn from(_: NotHere) -> Failure {
        Failure::Unreachable
    }
}

impl From<StoreError> for Failure {
    fn from(_: StoreError) -> Failure {
        Failure::Unreachable
    }
}

/// A published document with its newest pack.
#[derive(Clone, Debug)]
pub struct Published {
    /// The entry in the public record.
    pub entry: Entry,
    /// The pack.
    pub pack: Pack,
}

/// Brings the record on this device up to date. Whether anything is new, is the answer.
pub async fn run(store: &Store) -> Result<bool, Failure> {
    let note = network::get_fresh("/log/checkpoint").await?.bytes();
    let checkpoint =
        Claimed::read(&note, &key())?.verified_by(async |signed| Ok::<_, Failure>(is_true(signed).await?)).await?;
    let kept = store.get(Shelf::Meta, FRONTIER).await?;
    let seen: Frontier = kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default();
    let mut changed = false;
    if checkpoint.size() != seen.size() {
        let entries = new_entries(seen.size(), checkpoint.size()).await?;
        let given: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
        let frontier = checkpoint.extend(&seen, &given)?;
        keep(store, &seen, &frontier, &entries).await?;
        changed = true;
    } else {
        checkpoint.extend(&seen, &[])?;
    }
    Ok(fetch_packs(store).await? || changed)
}

/// The district's key, as the shell brought it.
fn key() -> String {
    let meta = document().query_selector("meta[name=log-key]").ok().flatten();
    meta.and_then(|meta| meta.dyn_into::<HtmlMetaElement>().ok()).map(|meta| meta.content()).unwrap_or_default()
}

async fn new_entries(from: u64, size: u64) -> Result<Vec<Vec<u8>>, Failure> {
    let mut entries = Vec::new();
    let mut next = from;
    while next < size {
        let path = bundle_path(next, size);
        let bytes = network::get(&["/log/tile/entries/", &path].concat()).await?.bytes();
        let read = read_bundle(&bytes).map_err(|_| Failure::Unreachable)?;
        let first = next / BUNDLE_ENTRIES * BUNDLE_ENTRIES;
        let known = usize::try_from(next - first).unwrap_or(usize::MAX);
        let before = entries.len();
        entries.extend(read.into_iter().skip(known).map(<[u8]>::to_vec));
        if entries.len() == before {
            return Err(Failure::Unreachable);
        }
        next = first + BUNDLE_ENTRIES;
    }
    Ok(entries)
}

/// Entries and frontier go together: the one speaks for the others.
async fn keep(store: &Store, seen: &Frontier, frontier: &Frontier, entries: &[Vec<u8>]) -> Result<(), Failure> {
    let mut changes = Vec::new();
    for (number, entry) in (seen.size()..).zip(entries) {
        let text = String::from_utf8(entry.clone()).map_err(|_| Failure::Unreachable)?;
        changes.push(Change::Put(Shelf::Entries, number_key(number), text));
    }
    let text = json::write(frontier).map_err(|_| Failure::Unreachable)?;
    changes.push(Change::Put(Shelf::Meta, FRONTIER.into(), text));
    store.write(&changes, Durability::Relaxed).await?;
    Ok(())
}

/// Numbers as keys that sort as numbers do.
fn number_key(number: u64) -> String {
    let digits = number.to_string();
    let mut key = "0".repeat(10usize.saturating_sub(digits.len()));
    key.push_str(&digits);
    key
}

/// The entries in their order. One of a later form than this app knows is passed over.
async fn entries(store: &Store) -> Result<Vec<Entry>, StoreError> {
    let kept = store.all(Shelf::Entries).await?;
    let (mut entries, mut work) = (Vec::new(), Pieces::begin());
    for (_, text) in &kept {
        entries.extend(json::parse::<Entry>(text));
        work.between().await;
    }
    Ok(entries)
}

/// The newest entry of each document, the newest first.
fn newest(entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen = BTreeSet::new();
    entries.into_iter().rev().filter(|entry| seen.insert(entry.document.to_string())).collect()
}

/// Fetches what is missing, in the order of the record. A pack that is not what its digest says is not kept.
async fn fetch_packs(store: &Store) -> Result<bool, Failure> {
    let kept = store.keys(Shelf::Packs).await?;
    let missing: Vec<Digest> = newest(entries(store).await?)
        .into_iter()
        .map(|entry| entry.pack)
        // The store gives keys in their order.
        .filter(|pack| kept.binary_search(&pack.to_string()).is_err())
        .collect();
    let mut arriving = iter(missing.iter().map(|digest| fetch_pack(*digest))).buffered(AT_ONCE);
    let mut failure = None;
    while let Some(arrived) = arriving.next().await {
        match arrived {
            // Each by itself: a tab that is closed halfway need not fetch them again.
            Ok((digest, text)) => {
                store.write(&[Change::Put(Shelf::Packs, digest.to_string(), text)], Durability::Relaxed).await?;
            }
            Err(wrong) => failure = Some(wrong),
        }
    }
    match failure {
        Some(wrong) => Err(wrong),
        None => Ok(!missing.is_empty()),
    }
}

async fn fetch_pack(digest: Digest) -> Result<(Digest, String), Failure> {
    // Several begin together; each in a turn of its own.
    next_turn().await;
    let bytes = network::get(&["/pack/", &digest.to_string()].concat()).await?.bytes();
    if Digest::of(&bytes) != digest {
        return Err(Failure::Refused(CHANGED_PACK.into()));
    }
    let text = String::from_utf8(bytes).map_err(|_| Failure::Unreachable)?;
    Ok((digest, text))
}

const CHANGED_PACK: Bilingual = Bilingual {
    zh: "一份文件的内容与公开记录不符，没有采用。",
    en: "The content of a document is not what the public record says; it was not taken.",
};

impl From<CheckpointError> for Failure {
    /// What a person reads when the record fails its check.
    fn from(wrong: CheckpointError) -> Failure {
        let (zh, en) = match wrong {
            CheckpointError::RolledBack { .. } => {
                ("记录比上次看到的短，少了内容。", "The record is shorter than when it was last seen.")
            }
            CheckpointError::Changed { .. } => (
                "记录与上次看到的不一致，可能被改动过。",
                "The record is not the one seen before; it may have been changed.",
            ),
            CheckpointError::WrongCount { .. } => return Failure::Unreachable,
            _ => ("记录没有本区的签名。", "The record is not signed by the district."),
        };
        Failure::Refused(Bilingual { zh, en }.into())
    }
}

/// The documents on this device, the newest first. Where the newest pack is still missing, the one before stands.
pub async fn documents(store: &Store) -> Result<Vec<Published>, StoreError> {
    // In the order of their keys, as the store gives them.
    let packs = store.all(Shelf::Packs).await?;
    let find = |entry: &Entry| {
        let wanted = entry.pack.to_string();
        packs.binary_search_by(|(key, _)| key.cmp(&wanted)).ok()
    };
    let mut here = entries(store).await?;
    here.retain(|entry| find(entry).is_some());
    let (mut opened, mut work) = (Vec::new(), Pieces::begin());
    for entry in newest(here) {
        let text = find(&entry).and_then(|at| packs.get(at));
        let pack = text.and_then(|(_, text)| json::parse(text).ok());
        opened.extend(pack.map(|pack| Published { entry, pack }));
        work.between().await;
    }
    // Drawing them is long work of its own.
    work.pause().await;
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(document: &str, pack: &[u8]) -> Entry {
        let (document, agency) = (document.parse().unwrap(), "civil-affairs".parse().unwrap());
        Entry::publication(document, agency, "示例".into(), Digest::of(pack), pack.len(), Default::default())
    }

    #[test]
    fn one_entry_of_each_document_the_newest_first() {
        let log = [entry("a", b"a1"), entry("b", b"b1"), entry("a", b"a2"), entry("c", b"c1")];
        assert_eq!(newest(log.to_vec()), [log[3].clone(), log[2].clone(), log[1].clone()]);
    }

    #[test]
    fn a_document_stands_in_its_former_form_until_the_new_pack_is_here() {
        let log = [entry("a", b"a1"), entry("b", b"b1"), entry("a", b"a2")];
        let here = log.iter().filter(|entry| entry.pack != Digest::of(b"a2")).cloned().collect();
        assert_eq!(newest(here), [log[1].clone(), log[0].clone()]);
    }

    #[test]
    fn keys_sort_as_their_numbers_do() {
        let keys: Vec<String> = [0, 9, 10, 255, 256, 99_999].map(number_key).to_vec();
        assert!(keys.is_sorted() && keys.iter().all(|key| key.len() == 10), "{keys:?}");
    }
}
