//! Web Push as a tickle (RFC 8030, 8291, 8292; docs/decisions/0026): a device is told that there is something new, and nothing else.
//!
//! The push service learns that a device of this district was woken and when, as it learns of every app; not what for, since that is in no message.
//! It does not reach everybody (Chrome's does not reach the mainland), so nothing rests on it: the app looks by itself when it is opened.

pub mod encrypt;
pub mod endpoint;
pub mod send;
pub mod vapid;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use mingbai_shared::notice::tickle::Nights;
use worker::Env;

use crate::setting;

/// Bytes as Web Push writes them: base64url without padding, in its one form.
pub fn read_base64(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

/// Bytes in base64url.
pub fn base64(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether nights are quiet: always, but in a district for trying things out that is told otherwise.
pub fn nights(env: &Env) -> Nights {
    let loud = setting::is_development(env) && setting::optional(env, "PUSH_NIGHTS").is_some_and(|said| said == "loud");
    if loud { Nights::Loud } else { Nights::QUIET }
}
