//! Looking at a whole record: is every byte of it what the district signed, and does it follow from what was seen before (C2SP tlog-tiles)?
//!
//! Nothing is taken on trust but the key. Entries are hashed anew, every tile is made anew from them and compared, and every pack is compared with its digest.

use std::collections::BTreeMap;

use thiserror::Error;
use tlog_tiles::{Hash, node_hash, record_hash};

use super::bundle::tile_path;
use super::checkpoint::{origin, stated};
use super::{
    BUNDLE_ENTRIES, BundleError, Checkpoint, CheckpointError, Entry, EntryError, Frontier, VerifyingKey, bundle_path,
    read_bundle,
};
use crate::digest::Digest;

/// Where the checkpoint stands.
pub const CHECKPOINT: &str = "log/checkpoint";

/// Hashes in a full tile.
const TILE_HASHES: usize = 256;

/// The record's files, wherever they are.
pub trait Files {
    /// What can go wrong on the way.
    type Error;
    /// The bytes at a path such as `log/tile/0/000.p/22`; none where there is no such file.
    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// An earlier checkpoint, from which the record must go on.
#[derive(Clone, Copy, Debug)]
pub enum Since<'a> {
    /// One that came from somebody: one of the keys that signed at its time must have signed it. Whoever replaced a stolen key still believes the old
    /// one for what it signed before, and no longer for the record of today.
    Signed {
        /// The checkpoint as a note.
        note: &'a [u8],
        /// The district's keys at that time.
        keys: &'a [VerifyingKey],
    },
    /// The one that the reader wrote down itself when it had looked at the record. It was checked then, so that its size and root are all that counts.
    Remembered(&'a [u8]),
}

/// The first thing that is wrong with a record.
#[derive(Debug, Error)]
pub enum Wrong {
    /// The checkpoint is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The earlier checkpoint is refused.
    #[error("what was seen earlier is refused: {0}")]
    Since(CheckpointError),
    /// A file is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A bundle cannot be read.
    #[error("{path}: {why}")]
    Bundle {
        /// Which one.
        path: String,
        /// Why.
        why: BundleError,
    },
    /// A bundle has too few or too many entries.
    #[error("{path} has {given} entries instead of {expected}")]
    Count {
        /// Which one.
        path: String,
        /// By the checkpoint.
        expected: u64,
        /// In it.
        given: u64,
    },
    /// The tiles are what was signed, and this entry is not in them.
    #[error("entry {0} is not the one that was signed")]
    Entry(u64),
    /// An entry is not as its form has it.
    #[error("entry {entry} is malformed: {why}")]
    Form {
        /// Its number.
        entry: u64,
        /// Why.
        why: EntryError,
    },
    /// The entries are what was signed, and this tile does not follow from them.
    #[error("{0} does not follow from the entries")]
    Tile(String),
    /// The earlier checkpoint is not one of this record.
    #[error("the record is another: its first {0} entries are not those that were signed earlier")]
    Fork(u64),
    /// A pack is not what its entry says.
    #[error("{path} is not what entry {entry} says")]
    Pack {
        /// Which file.
        path: String,
        /// Its entry.
        entry: u64,
    },
    /// A pack is in the record twice.
    #[error("the pack of entry {entry} is in the record already, by entry {before}")]
    Repeated {
        /// The later entry.
        entry: u64,
        /// The earlier one.
        before: u64,
    },
}

impl Wrong {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Wrong::Checkpoint(CheckpointError::RolledBack { .. }) => "rolled_back",
            Wrong::Checkpoint(CheckpointError::Changed { .. }) => "record_changed",
            Wrong::Checkpoint(_) | Wrong::Since(_) => "checkpoint_refused",
            Wrong::Missing(_) => "missing",
            Wrong::Bundle { .. } | Wrong::Count { .. } => "bundle_damaged",
            Wrong::Entry(_) => "entry_changed",
            Wrong::Form { .. } => "entry_malformed",
            Wrong::Tile(_) => "tile_changed",
            Wrong::Fork(_) => "fork",
            Wrong::Pack { .. } => "pack_changed",
            Wrong::Repeated { .. } => "pack_repeated",
        }
    }
}

/// Why an audit stopped.
#[derive(Debug)]
pub enum Stopped<E> {
    /// Something is wrong.
    Wrong(Wrong),
    /// The files could not be read.
    Files(E),
}

impl<E, W: Into<Wrong>> From<W> for Stopped<E> {
    fn from(wrong: W) -> Stopped<E> {
        Stopped::Wrong(wrong.into())
    }
}

/// A record in which nothing is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// The note in which it was, with all signatures.
    pub note: Vec<u8>,
    /// The bytes of every entry.
    pub entries: Vec<Vec<u8>>,
    /// How many packs were compared.
    pub packs: u64,
    /// Entries of a form that this release does not know: signed and counted, but not looked into.
    pub unknown: u64,
}

/// Looks at everything. `keys` are those of the district that sign today.
pub fn audit<F: Files>(
    files: &mut F,
    keys: &[VerifyingKey],
    since: Option<Since<'_>>,
) -> Result<Audited, Stopped<F::Error>> {
    let note = present(files, CHECKPOINT)?;
    let checkpoint = Checkpoint::verified(&note, keys)?;
    let since =
        since.map(|since| earlier(since, origin(&note).unwrap_or_default())).transpose().map_err(Wrong::Since)?;
    let size = checkpoint.size();
    if let Some((seen, _)) = since
        && seen > size
    {
        return Err(CheckpointError::RolledBack { seen, offered: size }.into());
    }
    let entries = entries(files, size)?;
    let leaves: Vec<Hash> = entries.iter().map(|entry| record_hash(entry)).collect();
    let signed = |size: u64, root: Digest| {
        let mut frontier = Frontier::default();
        entries.iter().zip(0..size).for_each(|(entry, _)| frontier.push(entry));
        frontier.root() == root
    };
    if !signed(size, checkpoint.root()) {
        return Err(which_changed(files, &leaves, &checkpoint)?.into());
    }
    if let Some((seen, root)) = since
        && !signed(seen, root)
    {
        return Err(Wrong::Fork(seen).into());
    }
    tiles(files, leaves)?;
    let (packs, unknown) = packs(files, &entries)?;
    Ok(Audited { checkpoint, note, entries, packs, unknown })
}

/// Size and root of an earlier checkpoint of the log named `origin`.
fn earlier(since: Since<'_>, origin: &str) -> Result<(u64, Digest), CheckpointError> {
    match since {
        Since::Signed { note, keys } => {
            Checkpoint::verified(note, keys)?;
            stated(note, origin)
        }
        Since::Remembered(note) => stated(note, origin),
    }
}

fn present<F: Files>(files: &mut F, path: &str) -> Result<Vec<u8>, Stopped<F::Error>> {
    let found = files.get(path).map_err(Stopped::Files)?;
    found.ok_or_else(|| Wrong::Missing(path.into()).into())
}

fn entries<F: Files>(files: &mut F, size: u64) -> Result<Vec<Vec<u8>>, Stopped<F::Error>> {
    let mut entries = Vec::new();
    for first in (0..size).step_by(TILE_HASHES) {
        let path = ["log/tile/entries/", &bundle_path(first, size)].concat();
        let bytes = present(files, &path)?;
        let read = read_bundle(&bytes).map_err(|why| Wrong::Bundle { path: path.clone(), why })?;
        let (given, expected) = (read.len() as u64, size.saturating_sub(first).min(BUNDLE_ENTRIES));
        if given != expected {
            return Err(Wrong::Count { path, expected, given }.into());
        }
        entries.extend(read.into_iter().map(<[u8]>::to_vec));
    }
    Ok(entries)
}

/// The entries do not give what was signed. Where the tiles do, they say which entry it is.
fn which_changed<F: Files>(
    files: &mut F,
    leaves: &[Hash],
    checkpoint: &Checkpoint,
) -> Result<Wrong, Stopped<F::Error>> {
    let size = checkpoint.size();
    let mut kept: Vec<Hash> = Vec::new();
    for first in (0..size).step_by(TILE_HASHES) {
        let path = ["log/tile/0/", &bundle_path(first, size)].concat();
        let bytes = files.get(&path).map_err(Stopped::Files)?.unwrap_or_default();
        kept.extend(bytes.chunks_exact(32).filter_map(|hash| hash.try_into().ok()).map(Hash));
    }
    let entry = (0..).zip(kept.iter().zip(leaves)).find(|(_, (kept, leaf))| kept != leaf);
    Ok(match entry {
        Some((number, _)) if root(&kept) == Some(checkpoint.root()) => Wrong::Entry(number),
        _ => CheckpointError::Changed { size }.into(),
    })
}

/// The root over leaf hashes, by the definition of RFC 6962 §2.1.
fn root(leaves: &[Hash]) -> Option<Digest> {
    fn hash(leaves: &[Hash]) -> Option<Hash> {
        match leaves {
            [] => None,
            [only] => Some(*only),
            _ => {
                let (left, right) = leaves.split_at_checked(leaves.len().next_power_of_two() / 2)?;
                Some(node_hash(hash(left)?, hash(right)?))
            }
        }
    }
    hash(leaves).map(|root| Digest::from_bytes(root.0))
}

/// Every tile of every level, made anew.
fn tiles<F: Files>(files: &mut F, leaves: Vec<Hash>) -> Result<(), Stopped<F::Error>> {
    let (mut level, mut hashes) = (0, leaves);
    while !hashes.is_empty() {
        for (number, tile) in (0..).zip(hashes.chunks(TILE_HASHES)) {
            let path = format!("log/tile/{level}/{}", tile_path(number, tile.len() as u64));
            let expected: Vec<u8> = tile.iter().flat_map(|hash| hash.0).collect();
            if present(files, &path)? != expected {
                return Err(Wrong::Tile(path).into());
            }
        }
        // Only a full tile stands for one hash of the next level.
        hashes = hashes.chunks_exact(TILE_HASHES).filter_map(root).map(|root| Hash(*root.as_bytes())).collect();
        level += 1;
    }
    Ok(())
}

/// Compares the packs. How many there are, and how many entries are of an unknown form.
fn packs<F: Files>(files: &mut F, entries: &[Vec<u8>]) -> Result<(u64, u64), Stopped<F::Error>> {
    let (mut before, mut unknown) = (BTreeMap::new(), 0);
    for (number, entry) in (0..).zip(entries) {
        let Some(entry) = Entry::read(entry).map_err(|why| Wrong::Form { entry: number, why })? else {
            unknown += 1;
            continue;
        };
        if let Some(before) = before.insert(entry.pack, number) {
            return Err(Wrong::Repeated { entry: number, before }.into());
        }
        let path = format!("pack/{}", entry.pack);
        let pack = present(files, &path)?;
        if pack.len() != entry.size || Digest::of(&pack) != entry.pack {
            return Err(Wrong::Pack { path, entry: number }.into());
        }
    }
    Ok((before.len() as u64, unknown))
}
