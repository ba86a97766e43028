//! Checkpoints: signed by the district, verified by everyone (C2SP signed-note, tlog-checkpoint).

use signed_note::{Note, NoteError, SignerError, StandardSigner, StandardVerifier, VerifierError, VerifierList};
use thiserror::Error;
use tlog_tiles::{Checkpoint, Hash, MalformedCheckpointError};

use super::Frontier;
use crate::digest::Digest;

/// The name of the sample district's log.
pub const ORIGIN: &str = "mingbai.example/changning";

/// Why a checkpoint, or what is said to stand behind it, is refused.
#[derive(Debug, Error)]
pub enum CheckpointError {
    /// The key to sign with cannot be read.
    #[error("the signing key cannot be read: {0}")]
    SigningKey(#[from] SignerError),
    /// The key to verify with cannot be read.
    #[error("the verifying key cannot be read: {0}")]
    VerifyingKey(#[from] VerifierError),
    /// The note is malformed or not signed by the district.
    #[error("the checkpoint is not signed by the district: {0}")]
    Signature(#[from] NoteError),
    /// The text is no checkpoint.
    #[error("the checkpoint is malformed")]
    Malformed,
    /// It is the checkpoint of another log.
    #[error("this is the checkpoint of another log, {0:?}")]
    OtherLog(String),
    /// The log is shorter than what was seen before.
    #[error("the record was rolled back: {seen} entries were seen, {offered} are offered")]
    RolledBack {
        /// How many entries were verified before.
        seen: u64,
        /// How many the checkpoint speaks of.
        offered: u64,
    },
    /// The entries do not give the signed root: something seen before was changed, or something new was.
    #[error("the record was changed: its {size} entries do not give the signed root")]
    Changed {
        /// How many entries the checkpoint speaks of.
        size: u64,
    },
    /// Fewer or more new entries were given than the checkpoint speaks of.
    #[error("{expected} new entries were expected, {given} came")]
    WrongCount {
        /// By the checkpoint.
        expected: u64,
        /// Handed in.
        given: u64,
    },
}

impl From<MalformedCheckpointError> for CheckpointError {
    fn from(_: MalformedCheckpointError) -> Self {
        CheckpointError::Malformed
    }
}

/// Signs the state of a log: its size and root.
pub fn checkpoint(size: u64, root: Digest, signing_key: &str) -> Result<Vec<u8>, CheckpointError> {
    let signer = StandardSigner::new(signing_key)?;
    let text = Checkpoint::new(ORIGIN, size, Hash(*root.as_bytes()), "")?.to_bytes();
    let mut note = Note::new(&text, &[])?;
    note.add_sigs(&[&signer])?;
    Ok(note.to_bytes())
}

/// Verifies the signature of a checkpoint and reads it.
pub fn verify(note: &[u8], verifying_key: &str) -> Result<Checkpoint, CheckpointError> {
    let verifier = StandardVerifier::new(verifying_key)?;
    let note = Note::from_bytes(note)?;
    note.verify(&VerifierList::new(vec![Box::new(verifier)]))?;
    let checkpoint = Checkpoint::from_bytes(note.text())?;
    if checkpoint.origin() != ORIGIN {
        return Err(CheckpointError::OtherLog(checkpoint.origin().into()));
    }
    Ok(checkpoint)
}

/// Extends what was seen by the entries that are new, and accepts the result only if it is what the district signed.
///
/// `new_entries` are the log's entries from `seen.size()` on. Since the frontier stands for everything before, a root that comes out right
/// proves that nothing seen before was changed.
pub fn advance(seen: &Frontier, checkpoint: &Checkpoint, new_entries: &[&[u8]]) -> Result<Frontier, CheckpointError> {
    let expected = checkpoint
        .size()
        .checked_sub(seen.size())
        .ok_or(CheckpointError::RolledBack { seen: seen.size(), offered: checkpoint.size() })?;
    let given = new_entries.len() as u64;
    if given != expected {
        return Err(CheckpointError::WrongCount { expected, given });
    }
    let mut frontier = seen.clone();
    for entry in new_entries {
        frontier.push(entry);
    }
    if frontier.root().as_bytes() != &checkpoint.hash().0 {
        return Err(CheckpointError::Changed { size: checkpoint.size() });
    }
    Ok(frontier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use signed_note::generate_key;

    fn keys() -> (String, String) {
        generate_key(&mut rand_core::OsRng, "mingbai.example/changning")
    }

    fn log(entries: &[&[u8]]) -> Frontier {
        let mut frontier = Frontier::default();
        entries.iter().for_each(|entry| frontier.push(entry));
        frontier
    }

    fn signed(frontier: &Frontier, key: &str) -> Vec<u8> {
        checkpoint(frontier.size(), frontier.root(), key).unwrap()
    }

    #[test]
    fn a_reader_follows_an_honest_log() {
        let (secret, public) = keys();
        let all: [&[u8]; 3] = [b"a", b"b", b"c"];
        let mut seen = Frontier::default();
        for upto in [0, 1, 1, 3] {
            let checkpoint = verify(&signed(&log(&all[..upto]), &secret), &public).unwrap();
            seen = advance(&seen, &checkpoint, &all[seen.size() as usize..upto]).unwrap();
        }
        assert_eq!(seen, log(&all));
    }

    #[test]
    fn another_key_and_a_changed_byte_are_refused() {
        let (secret, public) = keys();
        let note = signed(&log(&[b"a"]), &secret);
        assert!(matches!(verify(&note, &keys().1), Err(CheckpointError::Signature(_))));
        for position in 0..note.len() {
            let mut changed = note.clone();
            changed[position] ^= 1;
            assert!(verify(&changed, &public).is_err(), "byte {position}");
        }
    }

    #[test]
    fn forks_and_roll_backs_are_refused() {
        let (secret, public) = keys();
        let seen = log(&[b"a", b"b"]);
        let shorter = verify(&signed(&log(&[b"a"]), &secret), &public).unwrap();
        assert!(matches!(advance(&seen, &shorter, &[]), Err(CheckpointError::RolledBack { seen: 2, offered: 1 })));
        let fork = verify(&signed(&log(&[b"a", b"x", b"c"]), &secret), &public).unwrap();
        assert!(matches!(advance(&seen, &fork, &[b"c"]), Err(CheckpointError::Changed { size: 3 })));
        let same_size = verify(&signed(&log(&[b"a", b"x"]), &secret), &public).unwrap();
        assert!(matches!(advance(&seen, &same_size, &[]), Err(CheckpointError::Changed { size: 2 })));
        assert!(matches!(advance(&seen, &fork, &[]), Err(CheckpointError::WrongCount { expected: 1, given: 0 })));
    }
}
