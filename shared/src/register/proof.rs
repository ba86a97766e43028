//! Proof of one document, in a file of its own: this is what was published, then (C2SP tlog-proof). It is checked without a network.

use std::fmt::Write;

use base64ct::{Base64, Encoding};
use thiserror::Error;
use tlog_tiles::{Error as TlogError, Hash, HashReader, check_record, prove_record, record_hash};

use super::witness::Witness;
use super::{Checkpoint, CheckpointError, Entry, EntryError, LARGEST_ENTRY, VerifyingKey};
use crate::digest::Digest;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A tree of more than 2^63 entries has longer proofs, and there is none.
const MOST_HASHES: usize = 63;

/// A proof as it stands in a file: nothing of it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    index: u64,
    entry: Vec<u8>,
    hashes: Vec<Digest>,
    checkpoint: Vec<u8>,
}

/// What a proof has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The number of the entry, from 0.
    pub index: u64,
    /// What the record says of the document.
    pub entry: Entry,
    /// What the district signed.
    pub checkpoint: Checkpoint,
}

/// Why a proof shows nothing.
#[derive(Debug, Error)]
pub enum ProofError {
    /// It is no such file.
    #[error("this is no proof file of the form {HEADER}")]
    Malformed,
    /// The checkpoint in it is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The entry is of a form that this release does not know.
    #[error("the entry in the proof cannot be read by this release")]
    UnknownEntry,
    /// The entry is not as its form has it.
    #[error("the entry in the proof is malformed: {0}")]
    Entry(#[from] EntryError),
    /// The entry is not in the signed record.
    #[error("entry {0} is not in the record that the district signed")]
    NotInRecord(u64),
    /// The entry speaks of another pack.
    #[error("the entry speaks of the pack {expected}, and this is {given}")]
    OtherPack {
        /// By the entry.
        expected: Digest,
        /// Of what was handed in.
        given: Digest,
    },
    /// A witness that is asked for did not cosign.
    #[error("{0} did not cosign the checkpoint")]
    NoWitness(String),
}

impl ProofError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ProofError::Malformed => "not_a_proof",
            ProofError::Checkpoint(_) => "checkpoint_refused",
            ProofError::UnknownEntry => "unknown_entry",
            ProofError::Entry(_) => "entry_malformed",
            ProofError::NotInRecord(_) => "not_in_record",
            ProofError::OtherPack { .. } => "pack_changed",
            ProofError::NoWitness(_) => "no_witness",
        }
    }
}

impl Proof {
    /// Proves that `entry` is the record's entry `index`. `hashes` has those of the record, whose `checkpoint` has `size` entries.
    pub fn make(
        entry: Vec<u8>,
        index: u64,
        size: u64,
        hashes: &impl HashReader,
        checkpoint: Vec<u8>,
    ) -> Result<Proof, TlogError> {
        let hashes = prove_record(size, index, hashes)?.into_iter().map(|hash| Digest::from_bytes(hash.0)).collect();
        Ok(Proof { index, entry, hashes, checkpoint })
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{HEADER}\nextra {}\nindex {}\n", Base64::encode_string(&self.entry), self.index);
        for hash in &self.hashes {
            // A string takes everything.
            let _ = writeln!(text, "{}", Base64::encode_string(hash.as_bytes()));
        }
        text.push('\n');
        [text.as_bytes(), &self.checkpoint].concat()
    }

    /// Reads a file. A proof without an entry in its extra line is of another kind of log.
    pub fn read(bytes: &[u8]) -> Option<Proof> {
        let (head, checkpoint) = std::str::from_utf8(bytes).ok()?.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let (header, extra, index) = (lines.next()?, lines.next()?, lines.next()?);
        let entry =
            Base64::decode_vec(extra.strip_prefix("extra ")?).ok().filter(|entry| entry.len() <= LARGEST_ENTRY)?;
        let index = index.strip_prefix("index ")?;
        let number: u64 = index.parse().ok().filter(|number: &u64| number.to_string() == index)?;
        let hash = |line: &str| Base64::decode_vec(line).ok()?.try_into().ok().map(Digest::from_bytes);
        let hashes: Vec<Digest> = lines.map(hash).collect::<Option<_>>()?;
        let whole = header == HEADER && hashes.len() <= MOST_HASHES;
        whole.then(|| Proof { index: number, entry, hashes, checkpoint: checkpoint.into() })
    }

    /// Checks that `pack` was published: what the entry says of it, that the entry is in the record, who signed the record, and that every one of
    /// `witnesses` cosigned it. `keys` are those of the district.
    pub fn check(&self, pack: &[u8], keys: &[VerifyingKey], witnesses: &[Witness]) -> Result<Proven, ProofError> {
        let checkpoint = Checkpoint::verified(&self.checkpoint, keys)?;
        let hashes = self.hashes.iter().map(|hash| Hash(*hash.as_bytes())).collect();
        let root = Hash(*checkpoint.root().as_bytes());
        // The crate takes an index below the size as given.
        let inside = self.index < checkpoint.size()
            && check_record(&hashes, checkpoint.size(), root, self.index, record_hash(&self.entry)).is_ok();
        if !inside {
            return Err(ProofError::NotInRecord(self.index));
        }
        if let Some(missing) = witnesses.iter().find(|witness| witness.cosignature(&self.checkpoint).is_none()) {
            return Err(ProofError::NoWitness(missing.name().into()));
        }
        let entry = Entry::read(&self.entry)?.ok_or(ProofError::UnknownEntry)?;
        let given = Digest::of(pack);
        if entry.pack != given || entry.size != pack.len() {
            return Err(ProofError::OtherPack { expected: entry.pack, given });
        }
        Ok(Proven { index: self.index, entry, checkpoint })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_read_is_written_again(
            index: u64, entry in proptest::collection::vec(any::<u8>(), 0..90), hashes in proptest::collection::vec(any::<[u8; 32]>(), 0..9),
        ) {
            let hashes = hashes.into_iter().map(Digest::from_bytes).collect();
            let proof = Proof { index, entry, hashes, checkpoint: "o\n1\nr\n\n— o AAAAAAAA\n".into() };
            prop_assert_eq!(Proof::read(&proof.to_bytes()), Some(proof));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in "[a-z0-9.@/ =+\n]{0,300}") {
            let whole = format!("{HEADER}\n{bytes}");
            if let Some(proof) = Proof::read(whole.as_bytes()) {
                prop_assert_eq!(proof.to_bytes(), whole.into_bytes());
            }
        }
    }
}
