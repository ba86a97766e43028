//! Public sync: checkpoint, new entries, packs; each verified before it is kept. What is asked for depends on the record alone, never on the person.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::vec::IntoIter;

use futures_util::join;
use leptos::prelude::document;
use mingbai_shared::digest::Digest;
use mingbai_shared::pack::Pack;
use mingbai_shared::register::{
    BUNDLE_ENTRIES, CheckpointError, Claimed, Entry, Frontier, Needed, PackRange, bundle_path, cheapest, read_bundle,
    read_news, read_range,
};
use mingbai_shared::words::{Bilingual, BilingualText};
use wasm_bindgen::JsCast;
use web_sys::HtmlMetaElement;

use crate::device::store::{Change, Durability, Shelf, Store, StoreError};
use crate::json;
use crate::network::{self, Problem};
use crate::parts::NotHere;
use crate::pieces::{Pieces, next_turn};
use crate::signature::is_true;

const FRONTIER: &str = "frontier";
const WHOLE: &str = "whole";

/// Why the record could not be brought up to date.
#[derive(Debug)]
pub enum Failure {
    /// The server cannot be reached, or does not answer as it should.
    Unreachable,
    /// What came is not what the district signed: nothing of it was kept.
    Refused(BilingualText),
    /// The device does not keep it.
    NotKept(StoreError),
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
    fn from(error: StoreError) -> Failure {
        Failure::NotKept(error)
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

impl Published {
    /// Whether two lists are not of the same publications in the same order.
    #[inline(never)]
    pub fn differ(some: &[Arc<Published>], others: &[Published]) -> bool {
        let mut pairs = some.iter().zip(others);
        some.len() != others.len()
            || pairs.any(|(one, other)| one.entry.pack != other.entry.pack || one.entry.at != other.entry.at)
    }
}

/// Brings the record on this device up to date. Whether anything is new, is the answer.
pub async fn run(store: &Store) -> Result<bool, Failure> {
    let kept = store.get(Shelf::Meta, FRONTIER).await?;
    let seen: Frontier = kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default();
    let whole = store.get(Shelf::Meta, WHOLE).await?.and_then(|text| text.parse().ok()).unwrap_or(0);
    let news = news(seen.size()).await?;
    let checkpoint =
        Claimed::read(&news.note, &key())?.verified_by(async |signed| Ok::<_, Failure>(is_true(signed).await?)).await?;
    let size = checkpoint.size();
    let added = match size.checked_sub(seen.size()) {
        Some(1..) if news.entries.is_empty() => new_entries(seen.size(), size).await?,
        _ => news.entries,
    };
    let given: Vec<&[u8]> = added.iter().map(Vec::as_slice).collect();
    let frontier = checkpoint.extend(&seen, &given)?;
    if size == whole {
        return Ok(false);
    }
    let (mut here, mut all) = if whole == seen.size() {
        // Of what was seen nothing is needed any more.
        (Vec::new(), (0..whole).map(|_| None).collect())
    } else {
        // An earlier visit ended before all was here.
        (store.keys(Shelf::Packs).await?, entries(store).await?)
    };
    let mut taken = Fetched::default();
    let mut work = Pieces::begin();
    let mut packs = news.packs.iter();
    for (number, entry) in (seen.size()..).zip(added) {
        let text = String::from_utf8(entry).map_err(|_| Failure::Unreachable)?;
        let entry: Option<Entry> = json::parse(&text).ok();
        if let (Some(entry), Some(pack)) = (&entry, packs.next().filter(|pack| !pack.is_empty())) {
            taken.take(Some(entry.pack), pack);
            let name = entry.pack.to_string();
            if let Err(at) = here.binary_search(&name) {
                here.insert(at, name);
            }
        }
        all.push(entry);
        taken.changes.push(Change::Put(Shelf::Entries, number_key(number), text));
        work.between().await;
    }
    let missing = batches(&all, &here);
    let at_once = missing.is_empty() && taken.failure.is_none();
    // Entries and frontier go together: the one speaks for the others.
    let text = json::write(&frontier).map_err(|_| Failure::Unreachable)?;
    taken.changes.push(Change::Put(Shelf::Meta, FRONTIER.into(), text));
    taken.changes.extend(at_once.then(|| is_whole(size)));
    let (kept, fetched) = join!(store.write(&taken.changes, Durability::Relaxed), fetch_packs(store, missing));
    kept?;
    fetched?;
    match taken.failure {
        Some(failure) => Err(failure),
        None if at_once => Ok(true),
        None => Ok(store.write(&[is_whole(size)], Durability::Relaxed).await.map(|()| true)?),
    }
}

/// That every pack of the first so many entries is here which is still needed.
fn is_whole(size: u64) -> Change {
    Change::Put(Shelf::Meta, WHOLE.into(), size.to_string())
}

/// What the district says is new; nothing of it is verified.
struct News {
    note: Vec<u8>,
    entries: Vec<Vec<u8>>,
    packs: Vec<Vec<u8>>,
}

/// Asks for the checkpoint, and for what was added since this device saw so many entries. A mirror has the checkpoint alone.
async fn news(seen: u64) -> Result<News, Failure> {
    if seen > 0 {
        match network::get_fresh(&["/log/since/", &seen.to_string()].concat()).await {
            Ok(answer) => {
                let bytes = answer.bytes();
                let news = read_news(&bytes).ok_or(Failure::Unreachable)?;
                let owned = |parts: Vec<&[u8]>| parts.into_iter().map(<[u8]>::to_vec).collect();
                return Ok(News {
                    note: news.checkpoint.into(),
                    entries: owned(news.entries),
                    packs: owned(news.packs),
                });
            }
            Err(problem) if problem.status == 404 => {}
            Err(problem) => return Err(problem.into()),
        }
    }
    let note = network::get_fresh("/log/checkpoint").await?.bytes();
    Ok(News { note, entries: Vec::new(), packs: Vec::new() })
}

/// The district's key, as the shell brought it.
fn key() -> String {
    let meta = document().query_selector("meta[name=log-key]").ok().flatten();
    meta.and_then(|meta| meta.dyn_into::<HtmlMetaElement>().ok()).map(|meta| meta.content()).unwrap_or_default()
}

/// Fetches entries, three bundles at once.
async fn new_entries(from: u64, size: u64) -> Result<Vec<Vec<u8>>, Failure> {
    let mut firsts = (from / BUNDLE_ENTRIES..).map(|bundle| bundle * BUNDLE_ENTRIES).take_while(|first| *first < size);
    let mut entries: Vec<Vec<u8>> = Vec::new();
    loop {
        let mut next = || fetch_bundle(firsts.next(), size);
        let (one, two, three) = join!(next(), next(), next());
        let before = entries.len();
        for (first, bytes) in [one?, two?, three?].into_iter().flatten() {
            let read = read_bundle(&bytes).map_err(|_| Failure::Unreachable)?;
            let known = usize::try_from(from.saturating_sub(first)).unwrap_or(usize::MAX);
            entries.extend(read.into_iter().skip(known).map(<[u8]>::to_vec));
        }
        // There are no more.
        if entries.len() == before {
            return Ok(entries);
        }
    }
}

async fn fetch_bundle(first: Option<u64>, size: u64) -> Result<Option<(u64, Vec<u8>)>, Failure> {
    let Some(first) = first else { return Ok(None) };
    let answer = network::get(&["/log/tile/entries/", &bundle_path(first, size)].concat()).await?;
    Ok(Some((first, answer.bytes())))
}

/// Numbers as keys that sort as numbers do.
fn number_key(number: u64) -> String {
    let digits = number.to_string();
    let mut key = "0".repeat(10usize.saturating_sub(digits.len()));
    key.push_str(&digits);
    key
}

/// The entries in their order. One of a later form than this app knows keeps its place.
async fn entries(store: &Store) -> Result<Vec<Option<Entry>>, StoreError> {
    let kept = store.all(Shelf::Entries).await?;
    let (mut entries, mut work) = (Vec::new(), Pieces::begin());
    for (_, text) in &kept {
        entries.push(json::parse(text).ok());
        work.between().await;
    }
    Ok(entries)
}

/// The newest entry of each document, the newest first, with what comes with it.
fn newest<'a, T>(entries: impl DoubleEndedIterator<Item = (&'a Entry, T)>) -> impl Iterator<Item = (&'a Entry, T)> {
    let mut seen = BTreeSet::new();
    entries.rev().filter(move |(entry, _)| seen.insert(entry.document.as_str()))
}

/// Packs that one answer brings: those of a range's entries, in their order, where they are missing here.
#[derive(Debug, PartialEq, Eq)]
struct Batch {
    range: PackRange,
    missing: Vec<Option<Digest>>,
}

/// What came of a batch, and the last that went wrong.
#[derive(Default)]
struct Fetched {
    changes: Vec<Change>,
    failure: Option<Failure>,
}

/// What is missing here, the newest first. `kept` are the packs on this device, in the order of their names.
fn batches(entries: &[Option<Entry>], kept: &[String]) -> Vec<Batch> {
    let mut missing = vec![None; entries.len()];
    let mut needed: Vec<Needed> = entries
        .iter()
        .map(|entry| Needed { size: entry.as_ref().map_or(0, |entry| entry.size), wanted: false })
        .collect();
    let places = entries.iter().zip(missing.iter_mut().zip(&mut needed));
    for (entry, (missing, needed)) in newest(places.filter_map(|(entry, place)| Some((entry.as_ref()?, place)))) {
        needed.wanted = kept.binary_search(&entry.pack.to_string()).is_err();
        *missing = needed.wanted.then_some(entry.pack);
    }
    let of = |range: PackRange| missing.iter().skip(range.first() as usize).take(range.entries() as usize).copied();
    let batch = |range| Batch { range, missing: of(range).collect() };
    cheapest(&needed).into_iter().rev().map(batch).collect()
}

/// Fetches what is missing, three answers at once: the other connections of a browser are for the person.
async fn fetch_packs(store: &Store, batches: Vec<Batch>) -> Result<(), Failure> {
    let queue = RefCell::new(batches.into_iter());
    let (one, two, three) = join!(lane(store, &queue), lane(store, &queue), lane(store, &queue));
    one?;
    two?;
    three
}

/// Fetches one batch after the other. What goes wrong with one is no reason to leave out the next.
async fn lane(store: &Store, queue: &RefCell<IntoIter<Batch>>) -> Result<(), Failure> {
    let mut failure = None;
    loop {
        let next = queue.borrow_mut().next();
        let Some(batch) = next else { break };
        let fetched = fetch(batch).await;
        // Each batch by itself: a tab that is closed halfway need not fetch it again.
        store.write(&fetched.changes, Durability::Relaxed).await?;
        failure = fetched.failure.or(failure);
    }
    failure.map_or(Ok(()), Err)
}

/// A batch. A pack that is not what its digest says is not kept.
async fn fetch(batch: Batch) -> Fetched {
    // Several begin together; each in a turn of its own.
    next_turn().await;
    let mut fetched = Fetched::default();
    let alone = |digest: Digest| (["/pack/", &digest.to_string()].concat(), vec![Some(digest)]);
    let mut asked = match batch.missing[..] {
        [Some(digest)] => vec![alone(digest)],
        _ => vec![(batch.range.path(), batch.missing)],
    };
    while let Some((address, missing)) = asked.pop() {
        match network::get(&address).await {
            Ok(answer) => fetched.take_all(&answer.bytes(), &missing).await,
            // A mirror may do without ranges.
            Err(problem) if problem.status == 404 && missing.len() > 1 => {
                asked.extend(missing.into_iter().flatten().map(alone));
            }
            Err(_) => fetched.failure = Some(Failure::Unreachable),
        }
    }
    fetched
}

impl Fetched {
    /// Takes what is missing out of an answer: a pack as it is, or a range.
    async fn take_all(&mut self, bytes: &[u8], missing: &[Option<Digest>]) {
        let packs = if missing.len() == 1 { Some(vec![bytes]) } else { read_range(bytes) };
        let Some(packs) = packs.filter(|packs| packs.len() == missing.len()) else {
            self.failure = Some(Failure::Unreachable);
            return;
        };
        let mut work = Pieces::begin();
        for (pack, digest) in packs.into_iter().zip(missing) {
            self.take(*digest, pack);
            work.between().await;
        }
    }

    fn take(&mut self, missing: Option<Digest>, pack: &[u8]) {
        let Some(digest) = missing else { return };
        if pack.is_empty() {
            self.failure = Some(Failure::Unreachable);
        } else if Digest::of(pack) != digest {
            self.failure = Some(Failure::Refused(CHANGED_PACK.into()));
        } else if let Ok(text) = std::str::from_utf8(pack) {
            self.changes.push(Change::Put(Shelf::Packs, digest.to_string(), text.into()));
        }
    }
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
    let text = |entry: &Entry| {
        let wanted = entry.pack.to_string();
        packs.binary_search_by(|(key, _)| key.cmp(&wanted)).ok().and_then(|at| packs.get(at))
    };
    let entries = entries(store).await?;
    let here = entries.iter().flatten().filter_map(|entry| Some((entry, text(entry)?)));
    let (mut opened, mut work) = (Vec::new(), Pieces::begin());
    for (entry, (_, text)) in newest(here) {
        opened.extend(json::parse(text).ok().map(|pack| Published { entry: entry.clone(), pack }));
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
        let places = newest(log.iter().zip([0, 1, 2, 3])).map(|(_, place)| place);
        assert_eq!(places.collect::<Vec<_>>(), [3, 2, 1]);
    }

    #[test]
    fn a_document_stands_in_its_former_form_until_the_new_pack_is_here() {
        let log = [entry("a", b"a1"), entry("b", b"b1"), entry("a", b"a2")];
        let here = log.iter().zip([0, 1, 2]).filter(|(entry, _)| entry.pack != Digest::of(b"a2"));
        assert_eq!(newest(here).map(|(_, place)| place).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn only_what_is_missing_and_new_is_fetched_and_an_unknown_entry_keeps_its_place() {
        let log = [Some(entry("b", b"b1")), None, Some(entry("a", b"a1")), Some(entry("a", b"a2"))];
        let (b1, a2) = (Digest::of(b"b1"), Digest::of(b"a2"));
        let whole = Batch { range: PackRange::new(2, 0).unwrap(), missing: vec![Some(b1), None, None, Some(a2)] };
        assert_eq!(batches(&log, &[]), [whole]);
        let alone = Batch { range: PackRange::new(0, 3).unwrap(), missing: vec![Some(a2)] };
        assert_eq!(batches(&log, &[b1.to_string()]), [alone]);
        let mut kept = [Digest::of(b"a1").to_string(), b1.to_string()];
        kept.sort();
        assert_eq!(batches(&log[..3], &kept), []);
    }

    #[test]
    fn keys_sort_as_their_numbers_do() {
        let keys: Vec<String> = [0, 9, 10, 255, 256, 99_999].map(number_key).to_vec();
        assert!(keys.is_sorted() && keys.iter().all(|key| key.len() == 10), "{keys:?}");
    }
}
