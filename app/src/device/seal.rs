//! Sealing what a person said: AES-GCM by the browser itself, with a key that no script can read out (docs/decisions/0023).
//!
//! A sealed text begins with its version and with how its key is come by: nothing where the key lies beside it, salt and rounds where it is made of a
//! passphrase. Both are sealed in with it, so that neither can be changed.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::random;

const AES: &str = "AES-GCM";
const IV_BYTES: usize = 12;
const VERSION: &str = "1.";
/// Of a text that a browser without such keys keeps as it is.
const PLAIN: &str = "0.";

/// With what a text is sealed.
#[derive(Clone, Debug, Default)]
pub struct Seal {
    /// How the key is come by: empty where it lies beside the text.
    pub lock: String,
    /// None where the browser has no such keys.
    pub key: Option<CryptoKey>,
}

/// A text as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written<'a> {
    /// Of a version that sealed nothing.
    Before(&'a str),
    /// Of a browser that cannot.
    Plain(&'a str),
    /// Sealed.
    Sealed {
        /// How the key is come by.
        lock: &'a str,
        /// What was sealed.
        body: &'a str,
    },
}

impl Written<'_> {
    /// What a text is.
    pub fn of(text: &str) -> Written<'_> {
        if let Some((lock, body)) = text.strip_prefix(VERSION).and_then(|rest| rest.split_once('.')) {
            return Written::Sealed { lock, body };
        }
        text.strip_prefix(PLAIN).map_or(Written::Before(text), Written::Plain)
    }
}

/// The browser's means. An old one has none, and a page that did not come over a protected connection neither.
pub fn subtle() -> Option<SubtleCrypto> {
    let subtle = window().crypto().ok()?.subtle();
    (!subtle.is_undefined()).then_some(subtle)
}

/// What the browser is told of an algorithm.
pub fn described<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let described = Object::new();
    for (name, value) in fields {
        // An object of one's own takes any field.
        let _ = Reflect::set(&described, &name.into(), &value);
    }
    described
}

/// Of which kind a key is.
pub fn kind() -> Object {
    described([("name", AES.into()), ("length", 256.into())])
}

/// What a key is for.
pub fn uses() -> Array {
    Array::of2(&"encrypt".into(), &"decrypt".into())
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn how(iv: &[u8], lock: &str) -> Object {
    let about = ["mingbai facts ", VERSION, lock].concat();
    described([("name", AES.into()), ("iv", bytes(iv)), ("additionalData", bytes(about.as_bytes()))])
}

/// A new key that no script can read out; none where the browser makes none.
pub async fn new_key() -> Option<CryptoKey> {
    let making = subtle()?.generate_key_with_object(&kind(), false, &uses()).ok()?;
    JsFuture::from(making).await.ok()?.dyn_into().ok()
}

impl Seal {
    /// With a new key, which lies beside the text.
    pub async fn new() -> Seal {
        Seal { lock: String::new(), key: new_key().await }
    }

    /// Seals a text, or only marks it where the browser cannot.
    pub async fn write(&self, text: &str) -> Option<String> {
        let Some(key) = &self.key else { return self.lock.is_empty().then(|| [PLAIN, text].concat()) };
        let mut sealed = random::bytes::<IV_BYTES>()?.to_vec();
        let how = how(&sealed, &self.lock);
        let sealing = subtle()?.encrypt_with_object_and_js_u8_array(&how, key, &Uint8Array::from(text.as_bytes()));
        sealed.extend(Uint8Array::new(&JsFuture::from(sealing.ok()?).await.ok()?).to_vec());
        Some([VERSION, &self.lock, ".", &encode(&sealed)?].concat())
    }
}

/// What was sealed; none where the key is another, or a bit is.
pub async fn read(lock: &str, body: &str, key: &CryptoKey) -> Option<String> {
    let sealed = decode(body)?;
    let (iv, sealed) = sealed.split_at_checked(IV_BYTES)?;
    let reading = subtle()?.decrypt_with_object_and_js_u8_array(&how(iv, lock), key, &Uint8Array::from(sealed)).ok()?;
    String::from_utf8(Uint8Array::new(&JsFuture::from(reading).await.ok()?).to_vec()).ok()
}

/// Base64, by the browser.
pub fn encode(bytes: &[u8]) -> Option<String> {
    window().btoa(&bytes.iter().copied().map(char::from).collect::<String>()).ok()
}

/// The same back.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    Some(window().atob(text).ok()?.chars().map(|one| one as u8).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const SAID: &str = r#"{"birth_date":"1954-03-01"}"#;

    async fn read_back(text: &str, key: &CryptoKey) -> Option<String> {
        let Written::Sealed { lock, body } = Written::of(text) else { return None };
        read(lock, body, key).await
    }

    #[test]
    fn what_was_not_sealed_is_known_as_such() {
        assert_eq!(Written::of(SAID), Written::Before(SAID));
        assert_eq!(Written::of("0.{}"), Written::Plain("{}"));
        assert_eq!(Written::of("1.600000-c2FsdA==.YQ=="), Written::Sealed { lock: "600000-c2FsdA==", body: "YQ==" });
    }

    #[wasm_bindgen_test]
    async fn a_sealed_text_is_read_with_its_key_alone_and_only_whole() {
        let seal = Seal::new().await;
        let key = seal.key.clone().unwrap();
        assert!(!key.extractable());
        let (one, other) = (seal.write(SAID).await.unwrap(), seal.write(SAID).await.unwrap());
        assert_ne!(one, other);
        assert!(!one.contains("1954"));
        assert_eq!(read_back(&one, &key).await.as_deref(), Some(SAID));
        assert_eq!(read_back(&one, &new_key().await.unwrap()).await, None);
        let Written::Sealed { body, .. } = Written::of(&one) else { panic!("not sealed") };
        let sealed = decode(body).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(read("", &encode(&changed).unwrap(), &key).await, None, "{at}");
        }
        for cut in 0..sealed.len() {
            assert_eq!(read("", &encode(&sealed[..cut]).unwrap(), &key).await, None, "{cut}");
        }
        // Another lock is another text.
        assert_eq!(read("600000-c2FsdA==", body, &key).await, None);
    }
}
