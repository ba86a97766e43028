//! A whole public record as files.

pub mod tiles;

use mingbai_shared::digest::Digest;
use mingbai_shared::register::{Entry, ORIGIN, checkpoint};
pub use tiles::Record;

/// A new pair: to sign with and to verify with.
pub fn keys() -> (String, String) {
    signed_note::generate_key(&mut rand_core::OsRng, ORIGIN)
}

/// A record of so many entries, fewer than 256 times 256. Another salt is another record.
pub fn lay_out(size: u64, signing: &str, salt: &str) -> Record {
    let (mut packs, mut entries) = (Record::new(), Vec::new());
    for number in 0..size {
        let pack = format!("{{\"number\":{number}}}").into_bytes();
        let digest = Digest::of(&pack);
        let (document, agency) = ("a".parse().unwrap(), "civil-affairs".parse().unwrap());
        let title = format!("示例{salt}{number}");
        let entry = Entry::publication(document, agency, title, digest, pack.len(), Default::default());
        entries.push(entry.to_bytes().unwrap());
        packs.insert(format!("pack/{digest}"), pack);
    }
    let (mut record, root) = tiles::tiles(&entries);
    record.append(&mut packs);
    record.insert("log/checkpoint".into(), checkpoint(size, root, signing).unwrap());
    record
}
