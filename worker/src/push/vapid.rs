//! Who sends, as a push service is told it (VAPID, RFC 8292): a token signed with this district's key, good for half a day at one service.

use chrono::{DateTime, Duration, Utc};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde::Serialize;
use thiserror::Error;
use worker::Env;

use super::{base64, read_base64};
use crate::{log, setting};

/// This district before a push service. Without one nobody is woken, and no page offers it.
pub struct Sender {
    key: SigningKey,
    /// Whom the service writes to when something is wrong.
    contact: String,
}

/// RFC 8292 §2 allows a day.
const GOOD_FOR: Duration = Duration::hours(12);

/// What is wrong with the operator's settings. It does not repeat them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Misconfigured {
    /// No key.
    #[error("PUSH_KEY must be 32 random bytes in base64url")]
    Key,
    /// No address to write to.
    #[error("PUSH_CONTACT must be mailto: and an address")]
    Contact,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    sub: &'a str,
}

impl Sender {
    /// As the operator set it; none where push is off, or set in a way that no service would take.
    pub fn of(env: &Env) -> Option<Sender> {
        Sender::set(env).unwrap_or_else(|wrong| {
            log::fault("push", wrong);
            None
        })
    }

    /// The same with what is wrong.
    pub fn set(env: &Env) -> Result<Option<Sender>, Misconfigured> {
        let Some(key) = setting::optional(env, "PUSH_KEY") else { return Ok(None) };
        Sender::read(&key, setting::optional(env, "PUSH_CONTACT").unwrap_or_default()).map(Some)
    }

    fn read(key: &str, contact: String) -> Result<Sender, Misconfigured> {
        let key = read_base64(key.trim()).filter(|key| key.len() == 32);
        let key = key.and_then(|key| SigningKey::from_slice(&key).ok()).ok_or(Misconfigured::Key)?;
        let is_address = contact.strip_prefix("mailto:").is_some_and(|address| address.contains('@'));
        if is_address { Ok(Sender { key, contact }) } else { Err(Misconfigured::Contact) }
    }

    /// The key by which devices subscribe, uncompressed in base64url.
    pub fn key(&self) -> String {
        base64(self.key.verifying_key().to_sec1_point(false).as_bytes())
    }

    /// The value of `Authorization` for a message to the service at `origin`.
    pub fn authorization(&self, origin: &str, now: DateTime<Utc>) -> Option<String> {
        let claims = Claims { aud: origin, exp: (now + GOOD_FOR).timestamp(), sub: &self.contact };
        let said = [base64(br#"{"typ":"JWT","alg":"ES256"}"#), base64(&serde_json::to_vec(&claims).ok()?)].join(".");
        let signature: Signature = self.key.try_sign(said.as_bytes()).ok()?;
        Some(["vapid t=", &said, ".", &base64(&signature.to_bytes()), ", k=", &self.key()].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;
    use serde_json::{Value, json};

    const KEY: &str = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";

    fn sender() -> Sender {
        Sender::read(KEY, "mailto:openness@district.example".into()).unwrap()
    }

    #[test]
    fn a_token_is_signed_for_one_service_and_half_a_day() {
        let now: DateTime<Utc> = "2026-11-29T01:00:00Z".parse().unwrap();
        let value = sender().authorization("https://web.push.apple.com", now).unwrap();
        let (token, key) = value.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        // The public key of RFC 8291 §5, which belongs to this secret.
        assert_eq!(key, "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let parts: Vec<&str> = token.split('.').collect();
        let [header, claims, signature] = parts[..] else { panic!("{token}") };
        let read = |part: &str| serde_json::from_slice::<Value>(&read_base64(part).unwrap()).unwrap();
        assert_eq!(read(header), json!({ "typ": "JWT", "alg": "ES256" }));
        assert_eq!(
            read(claims),
            json!({ "aud": "https://web.push.apple.com", "exp": 1_795_957_200, "sub": "mailto:openness@district.example" })
        );
        let verifying = VerifyingKey::from_sec1_bytes(&read_base64(key).unwrap()).unwrap();
        let signature = Signature::from_slice(&read_base64(signature).unwrap()).unwrap();
        assert!(verifying.verify(format!("{header}.{claims}").as_bytes(), &signature).is_ok());
        assert!(verifying.verify(format!("{header}.x{claims}").as_bytes(), &signature).is_err());
    }

    #[test]
    fn what_no_service_would_take_is_no_setting() {
        let read = |key: &str, contact: &str| Sender::read(key, contact.into()).err();
        assert_eq!(read(KEY, "openness@district.example"), Some(Misconfigured::Contact));
        assert_eq!(read(KEY, ""), Some(Misconfigured::Contact));
        for bad in ["", "short", &[KEY, "AA"].concat(), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(read(bad, "mailto:a@b.example"), Some(Misconfigured::Key), "{bad}");
        }
        assert!(!Misconfigured::Key.to_string().contains(KEY));
    }
}
