//! A passphrase for the facts: the key is made of it and kept nowhere, so that a closed app needs it again.

use std::rc::Rc;

use js_sys::{Array, JsString, Object, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::Device;
use super::profiles::removal;
use super::seal::{self, Seal, described};
use super::store::{Durability, StoreError};
use crate::pieces::until;
use crate::random;

/// As OWASP recommends for PBKDF2 with SHA-256.
const ROUNDS: u32 = 600_000;
/// More would keep a phone busy for minutes; such a text is not of ours.
const MOST_ROUNDS: u32 = 10_000_000;
const SALT_BYTES: usize = 16;

/// What a passphrase opens, and how it is written: rounds, and salt.
fn lock(rounds: u32, salt: &[u8]) -> Option<String> {
    Some([&rounds.to_string(), "-", &seal::encode(salt)?].concat())
}

/// The key that a passphrase gives; none where the lock is not of ours, or the browser makes none. The same letters from another keyboard are the same.
async fn key(lock: &str, passphrase: &str) -> Option<CryptoKey> {
    let (rounds, salt) = lock.split_once('-')?;
    let rounds: u32 = rounds.parse().ok().filter(|rounds| *rounds <= MOST_ROUNDS)?;
    let salt = Uint8Array::from(seal::decode(salt)?.as_slice());
    let typed: String = JsString::from(passphrase.trim()).normalize("NFKC").into();
    let (subtle, typed) = (seal::subtle()?, Uint8Array::from(typed.as_bytes()));
    let uses = Array::of1(&"deriveKey".into());
    let typed = subtle.import_key_with_str("raw", typed.unchecked_ref::<Object>(), "PBKDF2", false, &uses).ok()?;
    let typed: CryptoKey = JsFuture::from(typed).await.ok()?.dyn_into().ok()?;
    let how = described([
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", salt.into()),
        ("iterations", rounds.into()),
    ]);
    let deriving = subtle.derive_key_with_object_and_object(&how, &typed, &seal::kind(), false, &seal::uses()).ok()?;
    JsFuture::from(deriving).await.ok()?.dyn_into().ok()
}

impl Device {
    /// From now on the facts need this passphrase, or none.
    pub async fn set_passphrase(self, passphrase: Option<&str>) -> Result<(), StoreError> {
        let unable = || StoreError("no key could be made".into());
        let seal = match passphrase {
            Some(passphrase) => {
                let lock = random::bytes::<SALT_BYTES>().and_then(|salt| lock(ROUNDS, &salt)).ok_or_else(unable)?;
                Seal { key: Some(key(&lock, passphrase).await.ok_or_else(unable)?), lock }
            }
            None => Seal::new().await,
        };
        // Both open from here on: what is typed meanwhile is written with the one or the other.
        let unlocked = self.running.with_value(|running| Rc::clone(&running.unlocked));
        unlocked.borrow_mut().push(seal.clone());
        let kept = self.say_while(self.amend_and_seal(&|_| (), Some(&seal))).await;
        unlocked.borrow_mut().retain(|one| (one.lock == seal.lock) == kept.is_ok());
        kept?;
        self.load_facts().await;
        self.tell_other_tabs();
        Ok(())
    }

    /// Opens the facts in this tab; whether that was the passphrase.
    pub async fn unlock(self, passphrase: &str) -> Result<bool, StoreError> {
        let kept = self.kept().await?;
        if let Some(lock) = kept.lock() {
            let Some(key) = key(lock, passphrase).await else { return Ok(false) };
            let seal = Seal { lock: lock.into(), key: Some(key) };
            self.running.with_value(|running| running.unlocked.replace(vec![seal]));
            if self.opened(&kept).await.is_err() {
                self.forget_keys();
                return Ok(false);
            }
        }
        self.load_facts().await;
        self.write_facts();
        Ok(true)
    }

    /// Closes the facts in every tab, once all that was said is kept.
    pub async fn lock(self) -> Result<(), StoreError> {
        self.write_facts();
        until(|| !self.writing_facts.get_value()).await;
        if self.pending_facts.with_value(|pending| !pending.is_empty()) {
            return Err(StoreError("not all is kept".into()));
        }
        self.forget_keys();
        self.load_facts().await;
        self.tell_other_tabs_to_lock();
        Ok(())
    }

    /// Lets go of facts that cannot be read any more. What another tab wrote meanwhile stays.
    pub async fn begin_anew(self) -> Result<(), StoreError> {
        let kept = self.kept().await?;
        self.store().write_given(&removal(), Durability::Strict, &kept.given()).await?;
        self.load_facts().await;
        self.tell_other_tabs();
        Ok(())
    }
}
