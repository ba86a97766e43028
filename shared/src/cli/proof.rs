//! `mingbai proof DIR|URL DIGEST FILE --key KEY`

use std::path::PathBuf;

use tlog_tiles::{Error as TlogError, Hash, HashReader, stored_hashes};

use super::record::{Record, audited, log_keys};
use super::{Refusal, print};
use crate::digest::Digest;
use crate::register::Entry;
use crate::register::proof::Proof;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder or the address of the record.
    record: String,
    /// The SHA-256 of the pack, in hexadecimal.
    digest: Digest,
    /// The file to write, with the ending .tlog-proof.
    file: PathBuf,
    /// The district's verifying key, as `/log/key` gives it.
    #[arg(long)]
    key: String,
}

/// The hashes of a record, in the order in which a log stores them.
struct Hashes(Vec<Hash>);

impl HashReader for Hashes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, TlogError> {
        let read = |index: &u64| usize::try_from(*index).ok().and_then(|index| self.0.get(index).copied());
        indexes.iter().map(|index| read(index).ok_or(TlogError::IndexesNotInTree)).collect()
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let Arguments { record, digest, file, key } = arguments;
    let audited = audited(&mut Record::at(record)?, record, &log_keys(key, "--key")?, None)?;
    let broken = |wrong: TlogError| Refusal::new("record_changed", wrong, record);
    let (mut hashes, mut found) = (Hashes(Vec::new()), None);
    for (number, bytes) in (0..).zip(&audited.entries) {
        let next = stored_hashes(number, bytes, &hashes).map_err(broken)?;
        hashes.0.extend(next);
        if Entry::read(bytes).is_ok_and(|entry| entry.is_some_and(|entry| entry.pack == *digest)) {
            found = Some((number, bytes));
        }
    }
    let (index, entry) = found.ok_or_else(|| Refusal::new("not_in_record", "the record has no such pack", digest))?;
    let size = audited.checkpoint.size();
    let proof = Proof::make(entry.clone(), index, size, &hashes, audited.note).map_err(broken)?;
    std::fs::write(file, proof.to_bytes()).map_err(|wrong| Refusal::new("unwritable", wrong, file.display()))?;
    // A file's name may be no text; JSON is.
    print(&serde_json::json!({ "index": index, "size": size, "file": file.to_string_lossy() }))
}
