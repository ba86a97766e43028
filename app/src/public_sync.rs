//! Public sync: checkpoint, new entries, packs; each verified before it is kept. What is asked for depends on the record alone, never on the person.

mod packs;

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use futures_util::join;
use leptos::prelude::document;
use mingbai_shared::notice::Notice;
use mingbai_shared::pack::{Pack, look_up};
use mingbai_shared::register::versions::applies_from;
use mingbai_shared::register::{
    BUNDLE_ENTRIES, CheckpointError, Claimed, Entry, EntryKind, Frontier, bundle_path, read_bundle, read_news,
};
use mingbai_shared::words::{Bilingual, BilingualText};
use packs::{Fetched, batches, fetch_packs};
use wasm_bindgen::JsCast;
use web_sys::HtmlMetaElement;

use crate::device::store::{Change, Shelf, Store, StoreError};
use crate::network::{self, Problem};
use crate::parts::NotHere;
use crate::pieces::Pieces;
use crate::signature::is_true;
use crate::{clock, json};

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
    NotKept,
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
        Failure::NotKept
    }
}

/// A published document with the pack that is in force; where none is yet, the newest.
#[derive(Clone, Debug)]
pub struct Published {
    /// The entry in the public record.
    pub entry: Entry,
    /// The pack.
    pub pack: Pack,
    /// The one that replaces it on a day to come.
    pub coming: Option<Arc<Published>>,
    /// All publications of the document, the newest first.
    pub versions: Vec<Entry>,
}

/// A notice as it stands in the record now: recalled, where it was. What reads it is loaded where there are any (`crate::notices`).
#[derive(Clone, Debug)]
pub struct Noticed {
    /// The entry in the public record.
    pub entry: Entry,
    /// The notice in JSON.
    pub text: String,
    /// The notice, once it was read; none where this app cannot.
    pub notice: OnceLock<Option<Notice>>,
}

/// What the record holds and is on this device, the newest first.
#[derive(Default)]
pub struct Here {
    pub documents: Vec<Published>,
    pub notices: Vec<Noticed>,
}

impl Published {
    /// Whether two lists are not of the same publications in the same order.
    #[inline(never)]
    pub fn differ(some: &[Arc<Published>], others: &[Published]) -> bool {
        let mut pairs = some.iter().zip(others);
        some.len() != others.len()
            || pairs.any(|(one, other)| one.entry != other.entry || one.versions.len() != other.versions.len())
    }

    fn of(entry: &Entry, text: &str) -> Option<Published> {
        let pack = json::parse(text).ok()?;
        Some(Published { entry: entry.clone(), pack, coming: None, versions: vec![entry.clone()] })
    }

    /// Whether there is something to say of what changed.
    pub fn says_what_changed(&self) -> bool {
        self.versions.len() > 1 || !self.pack.interpretation.changes.is_empty()
    }

    /// The first day on which it applies.
    pub fn applies_from(&self) -> NaiveDate {
        applies_from(&self.pack.document, self.entry.at)
    }

    /// Notes that `entry` is an earlier publication; where this one is not in force yet, that one stands until then.
    fn follows(&mut self, entry: &Entry, text: Option<&String>, today: NaiveDate) {
        self.versions.push(entry.clone());
        if self.applies_from() > today
            && let Some(before) = text.and_then(|text| Published::of(entry, text))
        {
            let coming = std::mem::replace(self, before);
            self.versions.clone_from(&coming.versions);
            self.coming = Some(Arc::new(coming));
        }
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
        let kept = !store.is_without_room() || store.hold(Vec::new()).await;
        return if kept { Ok(false) } else { Err(Failure::NotKept) };
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
    let (kept, fetched) = join!(store.hold(taken.changes), fetch_packs(store, missing));
    fetched?;
    if let Some(failure) = taken.failure {
        return Err(failure);
    }
    let kept = if at_once { kept } else { store.hold(vec![is_whole(size)]).await };
    if kept { Ok(true) } else { Err(Failure::NotKept) }
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

/// Documents by name, with what is known of each: in order, as a map would have them, which is 3 kB more on the first page.
struct Known<'a, T>(Vec<(&'a str, T)>);

impl<'a, T: Default> Known<'a, T> {
    fn of(&mut self, entry: &'a Entry) -> &mut T {
        let name = entry.document.as_str();
        let at = match self.0.binary_search_by(|(known, _)| (*known).cmp(name)) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (name, T::default()));
                at
            }
        };
        &mut self.0[at].1
    }
}

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

/// What is on this device. Where the newest pack of a document is still missing, the one before stands.
pub async fn here(store: &Store) -> Result<Here, StoreError> {
    // In the order of their keys, as the store gives them.
    let packs = store.all(Shelf::Packs).await?;
    let text = |entry: &Entry| {
        let wanted = entry.pack.to_string();
        packs.binary_search_by(|(key, _)| key.cmp(&wanted)).ok().and_then(|at| packs.get(at)).map(|(_, text)| text)
    };
    let entries = entries(store).await?;
    let (mut here, mut work) = (Here::default(), Pieces::begin());
    let (mut known, today) = (Known(Vec::new()), clock::today());
    for entry in entries.iter().rev().flatten() {
        let place: &mut Option<usize> = known.of(entry);
        match (entry.kind, *place, text(entry)) {
            (EntryKind::Publication, Some(at), text) => {
                if let Some(later) = here.documents.get_mut(at) {
                    later.follows(entry, text, today);
                }
            }
            (EntryKind::Publication, None, Some(text)) => {
                if let Some(published) = Published::of(entry, text) {
                    *place = Some(here.documents.len());
                    here.documents.push(published);
                }
            }
            (EntryKind::Notice, None, Some(text)) => {
                *place = Some(0);
                here.notices.push(Noticed { entry: entry.clone(), text: text.clone(), notice: OnceLock::new() });
            }
            // What was withdrawn stands in no list.
            (EntryKind::Withdrawal, None, _) => *place = Some(usize::MAX),
            (_, _, _) => {}
        }
        work.between().await;
    }
    // Policies may ask for what others ask for.
    look_up(here.documents.iter_mut().map(|published| &mut published.pack));
    // Drawing them is long work of its own.
    work.pause().await;
    Ok(here)
}

#[cfg(test)]
mod tests {
    use mingbai_shared::digest::Digest;

    use super::*;

    pub fn entry(document: &str, pack: &[u8]) -> Entry {
        let (document, agency) = (document.parse().unwrap(), "civil-affairs".parse().unwrap());
        Entry::publication(document, agency, "示例".into(), Digest::of(pack), pack.len(), Default::default())
    }

    #[test]
    fn keys_sort_as_their_numbers_do() {
        let keys: Vec<String> = [0, 9, 10, 255, 256, 99_999].map(number_key).to_vec();
        assert!(keys.is_sorted() && keys.iter().all(|key| key.len() == 10), "{keys:?}");
    }
}
