//! Packs: which are missing, and how they come, many in one answer, each checked by its digest.

use std::cell::RefCell;
use std::vec::IntoIter;

use futures_util::join;
use mingbai_shared::digest::Digest;
use mingbai_shared::register::{Entry, EntryKind, Needed, PackRange, cheapest, read_range};
use mingbai_shared::words::Bilingual;

use super::{Failure, Known};
use crate::device::store::{Change, Durability, Shelf, Store};
use crate::network;
use crate::pieces::{Pieces, next_turn};

/// Packs that one answer brings: those of a range's entries, in their order, where they are missing here.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    range: PackRange,
    missing: Vec<Option<Digest>>,
}

/// What came of a batch, and the last that went wrong.
#[derive(Default)]
pub(super) struct Fetched {
    pub changes: Vec<Change>,
    pub failure: Option<Failure>,
}

/// So many versions of a document are on each device: what changed last can be read offline, and a version that is not in force yet leaves the one that
/// is. Everybody has the same, so that none tells what is read by what it fetches.
const VERSIONS: usize = 2;

/// What is missing here, the newest first. `kept` are the packs on this device, in the order of their names.
pub(super) fn batches(entries: &[Option<Entry>], kept: &[String]) -> Vec<Batch> {
    let mut missing = vec![None; entries.len()];
    let mut needed: Vec<Needed> = entries
        .iter()
        .map(|entry| Needed { size: entry.as_ref().map_or(0, |entry| entry.size), wanted: false })
        .collect();
    let mut known: Known<'_, usize> = Known(Vec::new());
    let places = entries.iter().zip(missing.iter_mut().zip(&mut needed)).rev();
    for (entry, (missing, needed)) in places.filter_map(|(entry, place)| Some((entry.as_ref()?, place))) {
        let later = known.of(entry);
        *later += 1;
        if *later > if entry.kind == EntryKind::Publication { VERSIONS } else { 1 } {
            continue;
        }
        needed.wanted = kept.binary_search(&entry.pack.to_string()).is_err();
        *missing = needed.wanted.then_some(entry.pack);
    }
    let of = |range: PackRange| missing.iter().skip(range.first() as usize).take(range.entries() as usize).copied();
    let batch = |range| Batch { range, missing: of(range).collect() };
    cheapest(&needed).into_iter().rev().map(batch).collect()
}

/// Fetches what is missing, three answers at once: the other connections of a browser are for the person.
pub(super) async fn fetch_packs(store: &Store, batches: Vec<Batch>) -> Result<(), Failure> {
    let queue = RefCell::new(batches.into_iter());
    let (one, two, three) = join!(lane(store, &queue), lane(store, &queue), lane(store, &queue));
    one?;
    two?;
    three
}

/// Fetches one batch after the other, and keeps one while the next comes. What goes wrong with one is no reason to leave out the next.
async fn lane(store: &Store, queue: &RefCell<IntoIter<Batch>>) -> Result<(), Failure> {
    let mut came = Fetched::default();
    loop {
        let next = queue.borrow_mut().next();
        let is_last = next.is_none();
        // Each batch by itself: a tab that is closed halfway need not fetch it again.
        let ((), fetched) = join!(keep(store, came.changes), fetch(next));
        came = Fetched { failure: fetched.failure.or(came.failure), ..fetched };
        if is_last {
            return came.failure.map_or(Ok(()), Err);
        }
    }
}

/// Keeps packs together; on a device that has no room for all of them, as many as there is room for, and the rest stays for as long as the page.
async fn keep(store: &Store, packs: Vec<Change>) {
    if store.write(&packs, Durability::Relaxed).await.is_ok() {
        return;
    }
    let mut packs = packs.into_iter();
    for pack in packs.by_ref() {
        if store.write(std::slice::from_ref(&pack), Durability::Relaxed).await.is_err() {
            store.stay([pack]);
            break;
        }
    }
    store.stay(packs);
}

/// A batch, if there is one. A pack that is not what its digest says is not kept.
async fn fetch(batch: Option<Batch>) -> Fetched {
    let mut fetched = Fetched::default();
    let Some(batch) = batch else { return fetched };
    // Several begin together; each in a turn of its own.
    next_turn().await;
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

    pub(super) fn take(&mut self, missing: Option<Digest>, pack: &[u8]) {
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

#[cfg(test)]
mod tests {
    use super::super::tests::entry;
    use super::*;

    #[test]
    fn two_versions_of_what_is_missing_are_fetched_and_an_unknown_entry_keeps_its_place() {
        let log = [entry("a", b"a0"), entry("b", b"b1"), entry("a", b"a1"), entry("a", b"a2")].map(Some);
        let [b1, a1, a2] = [b"b1", b"a1", b"a2"].map(|pack| Digest::of(pack));
        let whole = |missing: Vec<Option<Digest>>| Batch { range: PackRange::new(2, 0).unwrap(), missing };
        assert_eq!(batches(&log, &[]), [whole(vec![None, Some(b1), Some(a1), Some(a2)])]);
        let unknown = [log[0].clone(), None, log[2].clone(), log[3].clone()];
        let behind = Batch { range: PackRange::new(1, 1).unwrap(), missing: vec![Some(a1), Some(a2)] };
        assert_eq!(batches(&unknown, &[]), [behind]);
        let mut kept = [a1.to_string(), b1.to_string()];
        kept.sort();
        let alone = Batch { range: PackRange::new(0, 3).unwrap(), missing: vec![Some(a2)] };
        assert_eq!(batches(&log, &kept), [alone]);
        assert_eq!(batches(&log[1..3], &kept), []);
    }

    #[test]
    fn of_a_notice_only_the_newest_is_fetched() {
        let log = [entry("n", b"n1").of_notice(), entry("n", b"n2").of_notice()].map(Some);
        let alone = Batch { range: PackRange::new(0, 1).unwrap(), missing: vec![Some(Digest::of(b"n2"))] };
        assert_eq!(batches(&log, &[]), [alone]);
    }
}
