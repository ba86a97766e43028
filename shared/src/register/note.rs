//! Signed notes as they are read: a text, and below it who signed it (C2SP signed-note).
//!
//! Reading says nothing about whether a signature is true: that takes Ed25519, which is found elsewhere ([`super::Claimed`]).

use base64ct::{Base64, Encoding};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// The largest note that is looked at, in bytes: room for a checkpoint with a hundred witnesses of long names.
pub const LARGEST_NOTE: usize = 64 << 10;

/// What a key makes: the signature of a log, or a witness's cosignature. Both by Ed25519; the numbers are those of signed-note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519 over the text.
    Ed25519 = 1,
    /// Ed25519 over time and text (tlog-cosignature).
    Cosignature = 4,
}

/// A key that verifies: whose it is, and its 32 bytes. Written as `name+id+key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    id: [u8; 4],
    bytes: [u8; 32],
}

/// A text that is no verifying key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{0:?} is no verifying key: a name, its number in 8 hexadecimal digits and an Ed25519 key in base64, joined by +"
)]
pub struct NotAKey(String);

impl VerifyingKey {
    /// The key itself (RFC 8032 §5.1.5).
    pub fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The name of whoever signs with it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads a key of this algorithm, and no other.
    pub(super) fn read(text: &str, algorithm: Algorithm) -> Result<VerifyingKey, NotAKey> {
        VerifyingKey::parse(text, algorithm).ok_or_else(|| NotAKey(text.chars().take(200).collect()))
    }

    fn parse(text: &str, algorithm: Algorithm) -> Option<VerifyingKey> {
        let (name, rest) = text.split_once('+')?;
        let (id, key) = rest.split_once('+')?;
        let key = Base64::decode_vec(key).ok()?;
        let (first, bytes) = key.split_first()?;
        let bytes = bytes.try_into().ok().filter(|_| *first == algorithm as u8)?;
        let number = u32::from_str_radix(id, 16).ok()?.to_be_bytes();
        let whole = id.len() == 8 && is_name(name) && number == key_id(name, &key);
        whole.then(|| VerifyingKey { name: name.into(), id: number, bytes })
    }
}

/// The keys of a log: one, or while it changes its key the new one and the old one, with white space between them.
pub fn log_keys(text: &str) -> Result<Vec<VerifyingKey>, NotAKey> {
    let keys: Vec<_> =
        text.split_whitespace().map(|key| VerifyingKey::read(key, Algorithm::Ed25519)).collect::<Result<_, _>>()?;
    if keys.is_empty() { Err(NotAKey(String::new())) } else { Ok(keys) }
}

/// The first four bytes of the digest of name and key: tells two keys of one name apart.
pub fn key_id(name: &str, key: &[u8]) -> [u8; 4] {
    let digest: [u8; 32] = Sha256::new().chain_update(name).chain_update(b"\n").chain_update(key).finalize().into();
    let [a, b, c, d, ..] = digest;
    [a, b, c, d]
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|letter| letter.is_whitespace() || letter == '+')
}

/// A note that is whole; its signatures are claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    text: &'a str,
    signatures: Vec<Signature<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Signature<'a> {
    name: &'a str,
    id: [u8; 4],
    bytes: Vec<u8>,
}

impl<'a> Note<'a> {
    /// Reads a note. None where it is not whole, or larger than [`LARGEST_NOTE`].
    pub fn read(bytes: &'a [u8]) -> Option<Note<'a>> {
        let note = std::str::from_utf8(bytes).ok().filter(|note| note.len() <= LARGEST_NOTE)?;
        if note.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return None;
        }
        let blank = note.rfind("\n\n")?;
        let (text, below) = note.split_at_checked(blank + 1)?;
        let lines = below.strip_prefix('\n')?.strip_suffix('\n')?;
        let signatures = lines.split('\n').map(Signature::read).collect::<Option<_>>()?;
        Some(Note { text, signatures })
    }

    /// What was signed, with the end of its last line.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// What stands below as signatures by this key, one a line. Other signatures, of witnesses or other keys, do not matter to it.
    pub fn signatures_by(&self, key: &VerifyingKey) -> impl Iterator<Item = &[u8]> {
        let by_key = |signature: &&Signature<'_>| signature.name == key.name && signature.id == key.id;
        self.signatures.iter().filter(by_key).map(|signature| signature.bytes.as_slice())
    }
}

impl<'a> Signature<'a> {
    fn read(line: &'a str) -> Option<Signature<'a>> {
        let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
        let signature = Base64::decode_vec(signature).ok()?;
        let (id, bytes) = signature.split_first_chunk::<4>()?;
        let whole = is_name(name) && !bytes.is_empty();
        whole.then(|| Signature { name, id: *id, bytes: bytes.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use signed_note::{StandardSigner, generate_key};

    fn read(text: &str) -> Result<VerifyingKey, NotAKey> {
        VerifyingKey::read(text, Algorithm::Ed25519)
    }

    fn key(name: &str) -> (StandardSigner, String) {
        let (signing, verifying) = generate_key(&mut rand_core::OsRng, name);
        (StandardSigner::new(&signing).unwrap(), verifying)
    }

    fn note(text: &str, signers: &[&dyn signed_note::Signer]) -> Vec<u8> {
        let mut note = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        note.add_sigs(signers).unwrap();
        note.to_bytes()
    }

    #[test]
    fn the_example_of_the_specification() {
        // The key and the note of C2SP signed-note, as the Go package has them in its documentation.
        let key = read("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").unwrap();
        let text =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
        let note = [
            text,
            "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
        ]
        .concat();
        let read = Note::read(note.as_bytes()).unwrap();
        assert_eq!((read.text(), key.name.as_str()), (text, "PeterNeumann"));
        let signature = ed25519_dalek::Signature::from_slice(read.signatures_by(&key).next().unwrap()).unwrap();
        let verifier = ed25519_dalek::VerifyingKey::from_bytes(key.bytes()).unwrap();
        verifier.verify_strict(text.as_bytes(), &signature).unwrap();
    }

    #[test]
    fn a_signature_is_found_among_others_and_no_other_is_taken_for_it() {
        let ((district, verifying), (witness, _)) = (key("district.example"), key("witness.example"));
        let signed = note("text\n", &[&witness, &district]);
        let key = read(&verifying).unwrap();
        let lengths = |signed: &[u8]| -> Vec<usize> {
            Note::read(signed).unwrap().signatures_by(&key).map(<[u8]>::len).collect()
        };
        assert_eq!(lengths(&signed), [64]);
        assert!(lengths(&note("text\n", &[&witness])).is_empty());
        assert!(lengths(&note("text\n", &[&self::key("district.example").0])).is_empty());
        let again = signed.split_inclusive(|byte| *byte == b'\n').next_back().unwrap();
        assert_eq!(lengths(&[&signed, again].concat()), [64, 64]);
    }

    #[test]
    fn what_is_no_key_is_refused_with_its_text() {
        let (_, whole) = key("district.example");
        let (name, rest) = whole.split_once('+').unwrap();
        let (id, bytes) = rest.split_once('+').unwrap();
        let not_keys = [
            String::new(),
            name.into(),
            format!("+{rest}"),
            format!("another+{rest}"),
            format!("{name}+{id}"),
            format!("{name}+0{id}+{bytes}"),
            format!("{name}+{id}+{}", &bytes[..40]),
            format!("{name}+{id}+{bytes}="),
        ];
        for text in not_keys {
            assert_eq!(read(&text), Err(NotAKey(text.clone())), "{text}");
        }
        assert!(read(&whole).is_ok());
        assert!(VerifyingKey::read(&whole, Algorithm::Cosignature).is_err());
        assert!(log_keys(" \n").is_err() && log_keys(&format!("{whole}\n{whole} ")).is_ok_and(|keys| keys.len() == 2));
    }

    proptest! {
        #[test]
        fn a_note_is_read_exactly_where_another_library_reads_it(
            text in "[ -~汉\n\t]{0,40}", below in prop::sample::select(vec!["\n", "\n\n", "", " \n"]), cut in 0usize..160
        ) {
            let (district, _) = key("district.example");
            let signature = note("x\n", &[&district]);
            let signature = std::str::from_utf8(&signature).unwrap().strip_prefix("x\n\n").unwrap();
            let whole = [text.as_str(), below, signature].concat();
            let candidates = [whole.as_str(), whole.get(..cut).unwrap_or(&whole), whole.get(cut..).unwrap_or("")];
            for candidate in candidates {
                let theirs = signed_note::Note::from_bytes(candidate.as_bytes()).ok();
                let ours = Note::read(candidate.as_bytes());
                prop_assert_eq!(ours.as_ref().map(|note| note.text().as_bytes()), theirs.as_ref().map(|note| note.text()), "{}", candidate);
            }
        }
    }
}
