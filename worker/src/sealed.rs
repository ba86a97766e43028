//! Texts that go out in a cookie and come back unchanged, or are not believed: HMAC-SHA-256, for one purpose each.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use worker::Env;

use crate::problem::Problem;
use crate::setting;

/// What is sealed for one purpose does not open for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The ticket of a session.
    Session,
    /// The way to a sign-in service and back.
    Way,
}

/// The operator's key for what goes out and comes back. When it changes, whoever was signed in signs in again, and nothing else is lost.
pub struct Seal(Vec<u8>);

/// A key that can be guessed lets anyone be anyone.
pub const SHORTEST_KEY: usize = 32;

impl Seal {
    /// The seal of this district.
    pub fn of(env: &Env) -> Result<Seal, Problem> {
        Seal::with(setting::required(env, "SESSION_KEY")?.into_bytes())
    }

    fn with(key: Vec<u8>) -> Result<Seal, Problem> {
        if key.len() < SHORTEST_KEY { Err(Problem::internal()) } else { Ok(Seal(key)) }
    }

    fn mac(&self, purpose: Purpose, text: &str) -> Option<Hmac<Sha256>> {
        let purpose = match purpose {
            Purpose::Session => "session:",
            Purpose::Way => "way:",
        };
        Some(Hmac::new_from_slice(&self.0).ok()?.chain_update(purpose).chain_update(text))
    }

    /// `text` with its seal. It may hold dots.
    pub fn close(&self, purpose: Purpose, text: &str) -> Result<String, Problem> {
        let tag = self.mac(purpose, text).ok_or_else(Problem::internal)?.finalize().into_bytes();
        Ok([text, ".", &BASE64_URL_SAFE_NO_PAD.encode(tag)].concat())
    }

    /// The text, if the seal is whole.
    pub fn open<'a>(&self, purpose: Purpose, sealed: &'a str) -> Option<&'a str> {
        let (text, tag) = sealed.rsplit_once('.')?;
        let tag = BASE64_URL_SAFE_NO_PAD.decode(tag).ok()?;
        self.mac(purpose, text)?.verify_slice(&tag).ok()?;
        Some(text)
    }
}

/// The value of a cookie of this whole name, among others.
pub fn cookie<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    cookies.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(key: &str) -> Seal {
        Seal::with(key.as_bytes().to_vec()).unwrap_or_else(|_| panic!("{key}"))
    }

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn it_opens_with_its_key_for_its_purpose_alone() {
        let sealed = seal(KEY).close(Purpose::Session, "someone.x1").unwrap();
        assert_eq!(seal(KEY).open(Purpose::Session, &sealed), Some("someone.x1"));
        assert_eq!(seal(KEY).open(Purpose::Way, &sealed), None);
        assert_eq!(seal("another key, as long as the first").open(Purpose::Session, &sealed), None);
    }

    #[test]
    fn a_changed_character_anywhere_closes_it() {
        let sealed = seal(KEY).close(Purpose::Session, "someone.x1").unwrap();
        // The last character of the base64 holds bits that do not count.
        for position in 0..sealed.len() - 1 {
            let mut changed = sealed.clone().into_bytes();
            changed[position] = if changed[position] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(seal(KEY).open(Purpose::Session, &changed), None, "{position}");
        }
    }

    #[test]
    fn a_short_key_seals_nothing() {
        assert!(Seal::with(b"short".to_vec()).is_err());
    }

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        assert_eq!(cookie("a=1; __Host-mingbai=x.y; b=2", "__Host-mingbai"), Some("x.y"));
        assert_eq!(cookie("__Host-mingbai2=x", "__Host-mingbai"), None);
    }
}
