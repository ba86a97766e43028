//! What a browser carries to a sign-in service and back: sealed, for ten minutes, for this browser alone. Without it an answer is somebody else's.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use worker::Env;

use super::service::Service;
use crate::objects::now;
use crate::problem::Problem;
use crate::sealed::{Purpose, Seal};

/// The cookie. Lax, so that it comes along when the service sends the browser back.
pub const COOKIE: &str = "__Host-mingbai-way";
const MINUTES: i64 = 10;

/// The way of one sign-in.
#[derive(Debug, Serialize, Deserialize)]
pub struct Way {
    service: String,
    state: String,
    /// What the token must repeat.
    pub nonce: String,
    /// What proves to the service that who asks for the token is who was sent there (PKCE).
    pub verifier: String,
    /// Where the person was.
    pub back: String,
    /// Whether they were to show anew who they are.
    pub again: bool,
    /// When they set out.
    pub begun: DateTime<Utc>,
}

impl Way {
    pub fn begun(service: &str, state: &str, nonce: &str, verifier: &str, back: String, again: bool) -> Way {
        let [service, state, nonce, verifier] = [service, state, nonce, verifier].map(str::to_owned);
        Way { service, state, nonce, verifier, back, again, begun: now() }
    }

    /// The header that gives it to the browser.
    pub fn cookie(&self, env: &Env) -> Result<String, Problem> {
        let text = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?);
        let sealed = Seal::of(env)?.close(Purpose::Way, &text)?;
        Ok(format!("{COOKIE}={sealed}; Path=/; Max-Age={}; HttpOnly; Secure; SameSite=Lax", MINUTES * 60))
    }

    /// The way that a browser brought back, if it is one of this district's and not over.
    pub fn read(sealed: &str, env: &Env) -> Option<Way> {
        let seal = Seal::of(env).ok()?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(seal.open(Purpose::Way, sealed)?).ok()?;
        let way: Way = serde_json::from_slice(&bytes).ok()?;
        (now() - way.begun < Duration::minutes(MINUTES)).then_some(way)
    }

    pub fn leads_to(&self, service: &Service) -> bool {
        self.service == service.id
    }

    /// Whether an answer's state is this way's.
    pub fn is_of(&self, state: &str) -> bool {
        self.state.as_bytes().ct_eq(state.as_bytes()).into()
    }
}

/// The header that takes it from the browser: a way is gone once.
pub fn forget() -> String {
    format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax")
}
