//! Who is behind a request: a signed cookie (docs/decisions/0002), and whether a change comes from a page of this site.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use hmac::{Hmac, Mac};
use mingbai_shared::roles::Actor;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use worker::{Env, Method, Request};

use crate::objects::now;
use crate::problem::Problem;
use crate::setting;

/// The prefix makes browsers refuse it unless it is Secure, for this host alone, and for every path.
const COOKIE: &str = "__Host-mingbai";
const HOURS: i64 = 8;

#[derive(Serialize, Deserialize)]
struct Session {
    actor: Actor,
    until: DateTime<Utc>,
}

/// The signed-in person, if there is one.
pub fn actor(request: &Request, env: &Env) -> Result<Option<Actor>, Problem> {
    let cookies = request.headers().get("Cookie")?.unwrap_or_default();
    let Some(token) = cookie(&cookies) else {
        return Ok(None);
    };
    Ok(open(token, setting::required(env, "SESSION_KEY")?.as_bytes(), now()))
}

/// The signed-in person; 401 where there is none.
pub fn require(request: &Request, env: &Env) -> Result<Actor, Problem> {
    actor(request, env)?.ok_or_else(Problem::signed_out)
}

/// The header that signs someone in.
pub fn sign_in(actor: Actor, env: &Env) -> Result<String, Problem> {
    let session = Session { actor, until: now() + Duration::hours(HOURS) };
    let token = seal(&session, setting::required(env, "SESSION_KEY")?.as_bytes())?;
    Ok(format!("{COOKIE}={token}; Path=/; Max-Age={}; HttpOnly; Secure; SameSite=Lax", HOURS * 3600))
}

/// The header that signs out.
pub fn sign_out() -> String {
    format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax")
}

/// Refuses a change that another site's page asks for.
pub fn check_origin(request: &Request) -> Result<(), Problem> {
    if matches!(request.method(), Method::Get | Method::Head | Method::Options) {
        return Ok(());
    }
    let header = |name: &str| request.headers().get(name).ok().flatten();
    let elsewhere = header("Sec-Fetch-Site").is_some_and(|site| site != "same-origin" && site != "none");
    let host = header("Host").unwrap_or_default();
    let foreign = header("Origin").is_some_and(|origin| !is_origin_of(&origin, &host));
    if elsewhere || foreign { Err(Problem::cross_origin()) } else { Ok(()) }
}

fn is_origin_of(origin: &str, host: &str) -> bool {
    origin.split_once("://").is_some_and(|(_, origin_host)| !host.is_empty() && origin_host == host)
}

fn cookie(cookies: &str) -> Option<&str> {
    cookies.split(';').find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

fn mac(key: &[u8]) -> Result<Hmac<Sha256>, Problem> {
    // A key that can be guessed lets anyone be anyone.
    const SHORTEST_KEY: usize = 32;
    if key.len() < SHORTEST_KEY {
        return Err(Problem::internal());
    }
    Hmac::new_from_slice(key).map_err(|_| Problem::internal())
}

fn seal(session: &Session, key: &[u8]) -> Result<String, Problem> {
    let body = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(session)?);
    let tag = mac(key)?.chain_update(&body).finalize().into_bytes();
    Ok(format!("{body}.{}", BASE64_URL_SAFE_NO_PAD.encode(tag)))
}

fn open(token: &str, key: &[u8], now: DateTime<Utc>) -> Option<Actor> {
    let (body, tag) = token.split_once('.')?;
    let tag = BASE64_URL_SAFE_NO_PAD.decode(tag).ok()?;
    mac(key).ok()?.chain_update(body).verify_slice(&tag).ok()?;
    let session: Session = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
    (now < session.until).then_some(session.actor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingbai_shared::roles::Role;

    const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

    fn sealed() -> (String, DateTime<Utc>) {
        let until = "2026-11-23T08:00:00Z".parse().unwrap();
        let actor = Actor { person: "resident-a".parse().unwrap(), role: Role::Resident, agency: None };
        (seal(&Session { actor, until }, KEY).unwrap(), until)
    }

    #[test]
    fn a_session_opens_with_its_key_until_its_end() {
        let (token, until) = sealed();
        assert!(open(&token, KEY, until - Duration::seconds(1)).is_some());
        assert!(open(&token, KEY, until).is_none());
        assert!(open(&token, b"another key, as long as the first", until - Duration::seconds(1)).is_none());
    }

    #[test]
    fn a_changed_character_anywhere_closes_it() {
        let (token, until) = sealed();
        for position in 0..token.len() - 1 {
            let mut changed = token.clone().into_bytes();
            changed[position] = if changed[position] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            if changed != token {
                assert!(open(&changed, KEY, until - Duration::seconds(1)).is_none(), "{position}");
            }
        }
        assert!(
            seal(&Session { actor: open(&token, KEY, until - Duration::seconds(1)).unwrap(), until }, b"short")
                .is_err()
        );
    }

    #[test]
    fn the_cookie_is_found_among_others_and_by_its_whole_name() {
        assert_eq!(cookie("a=1; __Host-mingbai=x.y; b=2"), Some("x.y"));
        assert_eq!(cookie("__Host-mingbai2=x"), None);
        assert!(is_origin_of("http://127.0.0.1:8787", "127.0.0.1:8787"));
        assert!(
            !is_origin_of("http://127.0.0.1:8788", "127.0.0.1:8787")
                && !is_origin_of("null", "")
                && !is_origin_of("http://", "")
        );
    }
}
