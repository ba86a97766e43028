//! The log's files for given entries, laid out by `tlog_tiles`' own arithmetic.

use std::collections::BTreeMap;

use mingbai_shared::digest::Digest;
use mingbai_shared::register::{bundle, bundle_path};
use tlog_tiles::{Hash, HashReader, Tile, stored_hashes, tree_hash};

/// The files by their paths.
pub type Record = BTreeMap<String, Vec<u8>>;

/// The hashes of a record, in the order in which a log stores them.
pub struct Stored(Vec<Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let read = |index: &u64| self.0.get(*index as usize).copied().ok_or(tlog_tiles::Error::IndexesNotInTree);
        indexes.iter().map(read).collect()
    }
}

/// The hashes of a log with these entries.
pub fn stored(entries: &[Vec<u8>]) -> Stored {
    let mut stored = Stored(Vec::new());
    for (number, entry) in (0..).zip(entries) {
        let more = stored_hashes(number, entry, &stored).unwrap();
        stored.0.extend(more);
    }
    stored
}

/// Bundles and tiles of fewer than 256 times 256 entries, and the root over them.
pub fn tiles(entries: &[Vec<u8>]) -> (Record, Digest) {
    let (mut record, stored, size) = (Record::new(), stored(entries), entries.len() as u64);
    for (number, chunk) in (0..).zip(entries.chunks(256)) {
        let path = bundle_path(number * 256, size);
        record.insert(format!("log/tile/entries/{path}"), bundle(chunk.iter().map(Vec::as_slice)).unwrap());
    }
    for level in 0..2 {
        let hashes = size >> (8 * level);
        for first in (0..hashes).step_by(256) {
            let tile = Tile::new(8, level as u8, first / 256, (hashes - first).min(256) as u32, false);
            let path = tile.path();
            let path = path.strip_prefix("tile/8/").unwrap();
            record.insert(format!("log/tile/{path}"), tile.read_data(&stored).unwrap());
        }
    }
    let root = Digest::from_bytes(tree_hash(size, &stored).unwrap().0);
    (record, root)
}
