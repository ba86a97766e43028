//! A public record as files, laid out by `tlog_tiles`' own arithmetic.

use std::collections::BTreeMap;

use mingbai_shared::digest::Digest;
use mingbai_shared::register::{Entry, ORIGIN, bundle, bundle_path, checkpoint};
use tlog_tiles::{Hash, HashReader, Tile, stored_hashes, tree_hash};

/// The files by their paths.
pub type Record = BTreeMap<String, Vec<u8>>;

/// The hashes of a record, in the order in which a log stores them.
pub struct Stored(pub Vec<Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let read = |index: &u64| self.0.get(*index as usize).copied().ok_or(tlog_tiles::Error::IndexesNotInTree);
        indexes.iter().map(read).collect()
    }
}

/// A new pair: to sign with and to verify with.
pub fn keys() -> (String, String) {
    signed_note::generate_key(&mut rand_core::OsRng, ORIGIN)
}

/// A record of so many entries, fewer than 256 times 256. Another salt is another record.
pub fn lay_out(size: u64, signing: &str, salt: &str) -> Record {
    let mut record = Record::new();
    let (mut stored, mut entries) = (Stored(Vec::new()), Vec::new());
    for number in 0..size {
        let pack = format!("{{\"number\":{number}}}").into_bytes();
        let digest = Digest::of(&pack);
        let (document, agency) = ("a".parse().unwrap(), "civil-affairs".parse().unwrap());
        let title = format!("示例{salt}{number}");
        let entry = Entry::publication(document, agency, title, digest, pack.len(), Default::default());
        let bytes = entry.to_bytes().unwrap();
        let hashes = stored_hashes(number, &bytes, &stored).unwrap();
        stored.0.extend(hashes);
        entries.push(bytes);
        record.insert(format!("pack/{digest}"), pack);
    }
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
    record.insert("log/checkpoint".into(), checkpoint(size, root, signing).unwrap());
    record
}
