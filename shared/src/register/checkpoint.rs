//! Checkpoints: what the district says of its record, its size and root, signed (C2SP tlog-checkpoint), and what is accepted because of it.

use base64ct::{Base64, Encoding};
use signed_note::{NoteError, Signer, SignerError, StandardSigner};
use thiserror::Error;

use super::Frontier;
use super::note::{NotAKey, Note, VerifyingKey, log_keys};
use crate::digest::Digest;

/// The name of the sample district's log. Of any other log it is the name of its keys.
pub const ORIGIN: &str = "mingbai.example/changning";

/// Why a checkpoint, or what is said to stand behind it, is refused.
#[derive(Debug, Error)]
pub enum CheckpointError {
    /// The key to verify with cannot be read.
    #[error(transparent)]
    VerifyingKey(#[from] NotAKey),
    /// No note, or no checkpoint in it.
    #[error("the checkpoint is malformed")]
    Malformed,
    /// The note has no true signature of the district.
    #[error("the checkpoint is not signed by the district")]
    NotSigned,
    /// A line below the note is said to be by a key of the district, and is not.
    #[error("a signature below the checkpoint is said to be the district's, and is false")]
    FalseSignature,
    /// Its origin is not the name of the key that signed it: it is the checkpoint of another log.
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

/// Why a checkpoint could not be signed.
#[derive(Debug, Error)]
pub enum SigningError {
    /// The key to sign with cannot be read.
    #[error("the signing key cannot be read: {0}")]
    Key(#[from] SignerError),
    /// There is none.
    #[error("there is no key to sign with")]
    NoKey,
    /// They are not of one log: a log keeps its name when it changes its key.
    #[error("the keys to sign with have different names, {0:?} and {1:?}")]
    OtherName(String, String),
    /// The note could not be made.
    #[error("the checkpoint could not be signed: {0}")]
    Note(#[from] NoteError),
}

/// The state of the log that the district signed. INVARIANT: its signature was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    size: u64,
    root: Digest,
}

/// A checkpoint as it came: it names the district as its signer, and whether that is true is still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    checkpoint: Checkpoint,
    signed: Signed,
}

/// What Ed25519 has to decide (RFC 8032 §5.1.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The key of the one who is said to have signed.
    pub key: [u8; 32],
    /// What was signed.
    pub message: Vec<u8>,
    /// The signature.
    pub signature: [u8; 64],
}

/// Signs the state of a log: its size in entries and its root. The log is the one that the keys are named after. While the district changes its key,
/// `signing_keys` are the new one and the old one, with white space between them.
pub fn checkpoint(size: u64, root: Digest, signing_keys: &str) -> Result<Vec<u8>, SigningError> {
    let signers = signing_keys.split_whitespace().map(StandardSigner::new).collect::<Result<Vec<_>, _>>()?;
    let origin = signers.first().ok_or(SigningError::NoKey)?.name();
    if let Some(other) = signers.iter().map(Signer::name).find(|name| *name != origin) {
        return Err(SigningError::OtherName(origin.into(), other.into()));
    }
    let root = Base64::encode_string(root.as_bytes());
    let mut note = signed_note::Note::new(format!("{origin}\n{size}\n{root}\n").as_bytes(), &[])?;
    for signer in &signers {
        note.add_sigs(&[signer])?;
    }
    Ok(note.to_bytes())
}

impl Claimed {
    /// Reads a checkpoint that should be signed by one of `verifying_keys`, as [`log_keys`] reads them; the first that is named decides.
    pub fn read(note: &[u8], verifying_keys: &str) -> Result<Claimed, CheckpointError> {
        let keys = log_keys(verifying_keys)?;
        let note = Note::read(note).ok_or(CheckpointError::Malformed)?;
        let named = keys.iter().find_map(|key| Some((key, note.signatures_by(key).next()?)));
        let (key, signature) = named.ok_or(CheckpointError::NotSigned)?;
        let signature = signature.try_into().map_err(|_| CheckpointError::NotSigned)?;
        let checkpoint = read(note.text(), key.name())?;
        Ok(Claimed { checkpoint, signed: Signed { key: *key.bytes(), message: note.text().into(), signature } })
    }

    /// Takes it as true where `is_true` finds that its signature is: what is answered there is trusted.
    pub async fn verified_by<E: From<CheckpointError>>(
        self,
        is_true: impl AsyncFnOnce(Signed) -> Result<bool, E>,
    ) -> Result<Checkpoint, E> {
        match is_true(self.signed).await? {
            true => Ok(self.checkpoint),
            false => Err(CheckpointError::NotSigned.into()),
        }
    }
}

impl Signed {
    /// Whether the signature is by this key over this message.
    pub fn is_true(&self) -> bool {
        let key = ed25519_dalek::VerifyingKey::from_bytes(&self.key);
        let signature = ed25519_dalek::Signature::from_bytes(&self.signature);
        key.is_ok_and(|key| key.verify_strict(&self.message, &signature).is_ok())
    }
}

/// The log that a checkpoint is said to be of; none where it is no note.
pub(super) fn origin(note: &[u8]) -> Option<&str> {
    Note::read(note)?.text().split('\n').next()
}

/// What a checkpoint says of the log named `origin`, its size and root, whoever signed it: for what a reader wrote down itself.
pub(super) fn stated(note: &[u8], origin: &str) -> Result<(u64, Digest), CheckpointError> {
    let note = Note::read(note).ok_or(CheckpointError::Malformed)?;
    read(note.text(), origin).map(|stated| (stated.size, stated.root))
}

/// Origin, size and root, a line each; below them may stand what this version does not know. The origin is the name of the key that signs.
fn read(text: &str, name: &str) -> Result<Checkpoint, CheckpointError> {
    let mut lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
    let mut line = || lines.next().filter(|line| !line.is_empty()).ok_or(CheckpointError::Malformed);
    let (origin, size, root) = (line()?, line()?, line()?);
    if origin != name {
        return Err(CheckpointError::OtherLog(origin.into()));
    }
    let mut bytes = [0; 32];
    let whole = Base64::decode(root, &mut bytes).is_ok_and(|decoded| decoded.len() == 32);
    // A number has one form: no sign, no zero before it.
    let number = size.parse::<u64>().ok().filter(|number| number.to_string() == size);
    match number {
        Some(size) if whole && lines.all(|line| !line.is_empty()) => {
            Ok(Checkpoint { size, root: Digest::from_bytes(bytes) })
        }
        _ => Err(CheckpointError::Malformed),
    }
}

impl Checkpoint {
    /// Reads a checkpoint and checks all that stands below it, by this crate's own Ed25519: at least one of `keys` signed it, one of those that did has
    /// the log's name, and no line that is said to be by one of them is false.
    pub fn verified(note: &[u8], keys: &[VerifyingKey]) -> Result<Checkpoint, CheckpointError> {
        let note = Note::read(note).ok_or(CheckpointError::Malformed)?;
        let mut signers = Vec::new();
        for key in keys {
            for signature in note.signatures_by(key) {
                let signature = signature.try_into().map_err(|_| CheckpointError::FalseSignature)?;
                let signed = Signed { key: *key.bytes(), message: note.text().into(), signature };
                if !signed.is_true() {
                    return Err(CheckpointError::FalseSignature);
                }
                signers.push(key.name());
            }
        }
        let first = *signers.first().ok_or(CheckpointError::NotSigned)?;
        let named = signers.into_iter().find(|name| note.text().split('\n').next() == Some(name));
        read(note.text(), named.unwrap_or(first))
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over them.
    pub fn root(&self) -> Digest {
        self.root
    }

    /// Extends what was seen by the entries that are new, and accepts the result only if it is what the district signed.
    ///
    /// `new_entries` are the log's entries from `seen.size()` on. Since the frontier stands for everything before, a root that comes out
    /// right proves that nothing seen before was changed.
    pub fn extend(&self, seen: &Frontier, new_entries: &[&[u8]]) -> Result<Frontier, CheckpointError> {
        let rolled_back = CheckpointError::RolledBack { seen: seen.size(), offered: self.size };
        let expected = self.size.checked_sub(seen.size()).ok_or(rolled_back)?;
        let given = new_entries.len() as u64;
        if given != expected {
            return Err(CheckpointError::WrongCount { expected, given });
        }
        let mut frontier = seen.clone();
        for entry in new_entries {
            frontier.push(entry);
        }
        if frontier.root() != self.root {
            return Err(CheckpointError::Changed { size: self.size });
        }
        Ok(frontier)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use proptest::prelude::*;
    use signed_note::generate_key;

    fn keys() -> (String, String) {
        generate_key(&mut rand_core::OsRng, ORIGIN)
    }

    fn log(entries: &[&[u8]]) -> Frontier {
        let mut frontier = Frontier::default();
        entries.iter().for_each(|entry| frontier.push(entry));
        frontier
    }

    fn signed(frontier: &Frontier, key: &str) -> Vec<u8> {
        checkpoint(frontier.size(), frontier.root(), key).unwrap()
    }

    /// As where no platform verifies: the answer is there at once.
    fn verify(note: &[u8], key: &str) -> Result<Checkpoint, CheckpointError> {
        let answering = Claimed::read(note, key)?.verified_by(async |signed: Signed| Ok(signed.is_true()));
        match pin!(answering).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => answer,
            Poll::Pending => panic!("nothing to wait for"),
        }
    }

    #[test]
    fn a_reader_follows_an_honest_log() {
        let (secret, public) = keys();
        let all: [&[u8]; 3] = [b"a", b"b", b"c"];
        let mut seen = Frontier::default();
        for upto in [0, 1, 1, 3] {
            let checkpoint = verify(&signed(&log(&all[..upto]), &secret), &public).unwrap();
            seen = checkpoint.extend(&seen, &all[seen.size() as usize..upto]).unwrap();
        }
        assert_eq!(seen, log(&all));
    }

    #[test]
    fn while_a_key_changes_both_are_believed_and_afterwards_the_new_one() {
        let ((old, old_public), (new, new_public)) = (keys(), keys());
        let log = log(&[b"a"]);
        let both = signed(&log, &format!("{new} {old}"));
        for keys in [&old_public, &new_public, &format!("{new_public}\n{old_public}\n")] {
            assert_eq!(verify(&both, keys).unwrap().root(), log.root());
        }
        assert!(verify(&signed(&log, &new), &format!("{new_public} {old_public}")).is_ok());
        assert!(matches!(verify(&signed(&log, &new), &old_public), Err(CheckpointError::NotSigned)));
        assert!(matches!(checkpoint(1, log.root(), " "), Err(SigningError::NoKey)));
    }

    #[test]
    fn another_key_and_a_changed_byte_are_refused() {
        let (secret, public) = keys();
        let note = signed(&log(&[b"a"]), &secret);
        assert!(matches!(verify(&note, &keys().1), Err(CheckpointError::NotSigned)));
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
        assert!(matches!(shorter.extend(&seen, &[]), Err(CheckpointError::RolledBack { seen: 2, offered: 1 })));
        let fork = verify(&signed(&log(&[b"a", b"x", b"c"]), &secret), &public).unwrap();
        assert!(matches!(fork.extend(&seen, &[b"c"]), Err(CheckpointError::Changed { size: 3 })));
        let same_size = verify(&signed(&log(&[b"a", b"x"]), &secret), &public).unwrap();
        assert!(matches!(same_size.extend(&seen, &[]), Err(CheckpointError::Changed { size: 2 })));
        assert!(matches!(fork.extend(&seen, &[]), Err(CheckpointError::WrongCount { expected: 1, given: 0 })));
    }

    #[test]
    fn the_checkpoint_of_another_log_is_refused() {
        let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        let text = format!("elsewhere.example/log\n0\n{root}\n");
        assert!(matches!(read(&text, ORIGIN), Err(CheckpointError::OtherLog(name)) if name == "elsewhere.example/log"));
        assert!(read(&text, "elsewhere.example/log").is_ok());
    }

    #[test]
    fn a_log_has_the_name_of_its_keys() {
        let (secret, public) = generate_key(&mut rand_core::OsRng, "elsewhere.example/log");
        let note = signed(&log(&[b"a"]), &secret);
        assert!(note.starts_with(b"elsewhere.example/log\n1\n"));
        assert_eq!(verify(&note, &public).unwrap(), Checkpoint::verified(&note, &log_keys(&public).unwrap()).unwrap());
        let both = format!("{secret} {}", keys().0);
        assert!(matches!(checkpoint(0, Digest::of(b""), &both), Err(SigningError::OtherName(..))));
    }

    #[test]
    fn every_line_by_a_known_key_must_be_true() {
        let ((secret, public), (second, second_public)) = (keys(), keys());
        let note = String::from_utf8(signed(&log(&[b"a"]), &format!("{secret} {second}"))).unwrap();
        let other = String::from_utf8(signed(&log(&[b"b"]), &format!("{secret} {second}"))).unwrap();
        let [lines, others] = [&note, &other].map(|note| note.lines().skip(4).collect::<Vec<_>>());
        let text = note.split_inclusive("\n\n").next().unwrap();
        let known = log_keys(&format!("{public} {second_public}")).unwrap();
        let (first_only, known) = (known[..1].to_vec(), known);
        let verify = |below: &[&str], keys: &[VerifyingKey]| {
            Checkpoint::verified([text, &below.join("\n"), "\n"].concat().as_bytes(), keys).map(|_| ())
        };
        for below in [vec![lines[0]], vec![lines[0], lines[1]], vec![lines[0], lines[0]]] {
            assert!(verify(&below, &known).is_ok());
        }
        for below in [vec![lines[0], others[1]], vec![others[1], lines[0]], vec![lines[0], others[0]]] {
            assert!(matches!(verify(&below, &known), Err(CheckpointError::FalseSignature)));
        }
        // By a key that is not known there may stand anything.
        assert!(verify(&[lines[0], others[1]], &first_only).is_ok());
        assert!(matches!(verify(&[lines[1]], &first_only), Err(CheckpointError::NotSigned)));
    }

    #[test]
    fn what_is_signed_another_library_verifies() {
        let (secret, public) = keys();
        let frontier = log(&[b"a", b"b", b"c"]);
        let note = signed_note::Note::from_bytes(&signed(&frontier, &secret)).unwrap();
        let verifier = signed_note::StandardVerifier::new(&public).unwrap();
        note.verify(&signed_note::VerifierList::new(vec![Box::new(verifier)])).unwrap();
        let read = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
        assert_eq!((read.origin(), read.size(), &read.hash().0), (ORIGIN, 3, frontier.root().as_bytes()));
    }

    proptest! {
        #[test]
        fn a_checkpoint_is_read_exactly_where_another_library_reads_it(
            size in prop_oneof!["0", "00", "1", "07", r"\+1", "-1", "18446744073709551615", "18446744073709551616", "", "1 "],
            root in prop::sample::select(vec![
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", "47DEQpj8HBSa", "", "x",
            ]),
            below in prop::sample::select(vec!["", "more\n", "more\nstill\n", "\n", "more\n\nstill\n"]),
        ) {
            let text = format!("{ORIGIN}\n{size}\n{root}\n{below}");
            let theirs = tlog_tiles::Checkpoint::from_bytes(text.as_bytes()).ok().map(|read| (read.size(), read.hash().0));
            let ours = read(&text, ORIGIN).ok().map(|read| (read.size, *read.root.as_bytes()));
            prop_assert_eq!(ours, theirs, "{}", text);
        }
    }
}
