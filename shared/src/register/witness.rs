//! Witnesses: someone outside who has seen the record grow honestly says so, below the district's own signature (C2SP tlog-cosignature).
//!
//! A district could show one record to one reader and another to the next. Whoever asks for a witness's cosignature knows that both were shown the same.

use std::fmt;

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, Signer, SigningKey};
use thiserror::Error;

use super::checkpoint::Signed;
use super::note::{Algorithm, NotAKey, Note, VerifyingKey, key_id};

/// A witness's key to verify with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness(VerifyingKey);

/// A witness's key to sign with. Written as `PRIVATE+KEY+name+id+key`.
pub struct WitnessKey {
    name: String,
    key: SigningKey,
}

impl fmt::Debug for WitnessKey {
    /// Its name alone: the key is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WitnessKey").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A text that is no witness's key to sign with. It is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is no witness's signing key: PRIVATE, KEY, a name, its number and the key in base64, joined by +")]
pub struct NotAWitnessKey;

/// What a witness says: it saw this checkpoint, and the record had grown honestly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// When it signed.
    pub at: DateTime<Utc>,
}

impl Witness {
    /// Reads the keys of witnesses, with white space between them.
    pub fn read_all(text: &str) -> Result<Vec<Witness>, NotAKey> {
        text.split_whitespace().map(|key| VerifyingKey::read(key, Algorithm::Cosignature).map(Witness)).collect()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// Whether this is the key of another name. What is cosigned has no name in it, so that the two would be one witness.
    pub fn is_another_name_of(&self, other: &Witness) -> bool {
        self.0.bytes() == other.0.bytes() && self.name() != other.name()
    }

    /// Its cosignature of a checkpoint, the first where it cosigned more than once; none where there is none, or one of them is not true.
    pub fn cosignature(&self, checkpoint: &[u8]) -> Option<Cosignature> {
        let note = Note::read(checkpoint)?;
        let all = note.signatures_by(&self.0).map(|bytes| self.checked(note.text(), bytes));
        all.collect::<Option<Vec<_>>>()?.into_iter().next()
    }

    /// What a line by this witness says; none where it is not true.
    fn checked(&self, text: &str, line: &[u8]) -> Option<Cosignature> {
        let (time, signature) = line.split_first_chunk::<8>()?;
        let seconds = u64::from_be_bytes(*time);
        let signed =
            Signed { key: *self.0.bytes(), message: message(seconds, text), signature: signature.try_into().ok()? };
        let at = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
        signed.is_true().then_some(Cosignature { at })
    }
}

impl WitnessKey {
    /// The key of these 32 secret bytes.
    pub fn new(name: &str, secret: &[u8; 32]) -> WitnessKey {
        WitnessKey { name: name.into(), key: SigningKey::from_bytes(secret) }
    }

    /// Reads a key.
    pub fn read(text: &str) -> Result<WitnessKey, NotAWitnessKey> {
        let parse = || {
            let (name, rest) = text.trim().strip_prefix("PRIVATE+KEY+")?.split_once('+')?;
            let (_, key) = rest.split_once('+')?;
            let key = Base64::decode_vec(key).ok()?;
            let (first, secret) = key.split_first()?;
            let key = WitnessKey::new(name, secret.try_into().ok()?);
            (*first == Algorithm::Cosignature as u8 && key.to_text() == text.trim()).then_some(key)
        };
        parse().ok_or(NotAWitnessKey)
    }

    /// The key as it is kept: whoever has this text is the witness.
    pub fn to_text(&self) -> String {
        format!("PRIVATE+KEY+{}", self.written(self.key.as_bytes()))
    }

    /// The key to verify with, as it is handed out.
    pub fn verifying(&self) -> String {
        self.written(self.key.verifying_key().as_bytes())
    }

    fn written(&self, bytes: &[u8; 32]) -> String {
        let id = u32::from_be_bytes(self.id());
        let key = [&[Algorithm::Cosignature as u8], bytes.as_slice()].concat();
        format!("{}+{id:08x}+{}", self.name, Base64::encode_string(&key))
    }

    fn id(&self) -> [u8; 4] {
        let key = [&[Algorithm::Cosignature as u8], self.key.verifying_key().as_bytes().as_slice()].concat();
        key_id(&self.name, &key)
    }

    /// The line that goes below a checkpoint. None where it is no note, or `now` is before 1970. Whoever calls this has looked at the record.
    pub fn cosign(&self, checkpoint: &[u8], now: DateTime<Utc>) -> Option<String> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let signature: Signature = self.key.sign(&message(seconds, Note::read(checkpoint)?.text()));
        let bytes = [self.id().as_slice(), &seconds.to_be_bytes(), &signature.to_bytes()].concat();
        Some(format!("— {} {}\n", self.name, Base64::encode_string(&bytes)))
    }
}

fn message(seconds: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {seconds}\n{text}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn witness(seed: u8) -> (WitnessKey, Witness) {
        let key = WitnessKey::new("witness.example/w1", &[seed; 32]);
        let witness = Witness::read_all(&key.verifying()).unwrap().remove(0);
        (key, witness)
    }

    const NOTE: &[u8] = "mingbai.example/changning\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— mingbai.example/changning AAAAAAAA\n".as_bytes();

    #[test]
    fn a_cosignature_stands_below_and_any_change_of_it_or_of_the_text_is_found() {
        let (key, witness) = witness(1);
        let now = DateTime::from_timestamp(1_679_315_147, 0).unwrap();
        let line = key.cosign(NOTE, now).unwrap();
        let cosigned = [NOTE, line.as_bytes()].concat();
        assert_eq!(witness.cosignature(&cosigned), Some(Cosignature { at: now }));
        assert_eq!(witness.cosignature(NOTE), None);
        assert_eq!(self::witness(2).1.cosignature(&cosigned), None);
        let of_another = key.cosign(&[b"x", NOTE].concat(), now).unwrap();
        assert_eq!(witness.cosignature(&[&cosigned, of_another.as_bytes()].concat()), None, "a second line, and false");
        let districts = NOTE.len() - "— mingbai.example/changning AAAAAAAA\n".len()..NOTE.len();
        for position in (0..cosigned.len()).filter(|position| !districts.contains(position)) {
            let mut changed = cosigned.clone();
            changed[position] ^= 1;
            assert_eq!(witness.cosignature(&changed), None, "byte {position}");
        }
    }

    #[test]
    fn keys_are_read_as_they_are_written_and_a_logs_key_is_none() {
        let (key, _) = witness(3);
        assert_eq!(WitnessKey::read(&key.to_text()).unwrap().verifying(), key.verifying());
        assert!(WitnessKey::read(&key.verifying()).is_err());
        let (signing, verifying) = signed_note::generate_key(&mut rand_core::OsRng, "witness.example/w1");
        assert!(WitnessKey::read(&signing).is_err() && Witness::read_all(&verifying).is_err());
    }
}
