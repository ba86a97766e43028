//! Whether a signature is true: the browser says so where it knows Ed25519 (Chrome from 137, Firefox from 129, Safari from 17), elsewhere a part
//! of the app, which a phone that needs none never loads.

use js_sys::{Array, Uint8Array};
use leptos::prelude::window;
use mingbai_shared::register::Signed;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use crate::parts::{self, NotHere};

const ED25519: &str = "Ed25519";

/// Whether the signature is by the key that it names.
pub async fn is_true(signed: Signed) -> Result<bool, NotHere> {
    match by_browser(&signed).await {
        Some(answer) => Ok(answer),
        None => Ok(parts::signature().await?(&signed)),
    }
}

/// None where the browser cannot tell: an old one, or a page that did not come over a protected connection.
async fn by_browser(signed: &Signed) -> Option<bool> {
    let subtle = window().crypto().ok()?.subtle();
    let (key, signature) = (Uint8Array::from(&signed.key[..]), Uint8Array::from(&signed.signature[..]));
    let message = Uint8Array::from(&signed.message[..]);
    let usages = Array::of1(&"verify".into());
    let key = JsFuture::from(subtle.import_key_with_str("raw", &key, ED25519, false, &usages).ok()?).await.ok()?;
    let key: CryptoKey = key.unchecked_into();
    let verified = subtle.verify_with_str_and_js_u8_array_and_js_u8_array(ED25519, &key, &signature, &message).ok()?;
    JsFuture::from(verified).await.ok()?.as_bool()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_browser_and_the_part_agree() {
        // RFC 8032 §7.1, test 2.
        let hex = |digits: &str| -> Vec<u8> {
            (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
        };
        let key = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = hex(concat!(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ));
        let signed =
            Signed { key: key.try_into().unwrap(), message: vec![0x72], signature: signature.try_into().unwrap() };
        assert_eq!((by_browser(&signed).await, signed.is_true()), (Some(true), true));
        for byte in 0..64 {
            let mut changed = signed.clone();
            changed.signature[byte] ^= 1;
            assert_eq!((by_browser(&changed).await, changed.is_true()), (Some(false), false), "{byte}");
        }
        let other = Signed { message: vec![0x73], ..signed };
        assert_eq!((by_browser(&other).await, other.is_true()), (Some(false), false));
    }
}
