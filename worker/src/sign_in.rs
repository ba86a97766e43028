//! Signing in at a service of the operator's (`OpenID` Connect Core 1.0: authorization code with PKCE, state and nonce; RFC 9207, RFC 9700).
//!
//! `/sign-in/{service}` sends the browser there with a [`way::Way`] in a sealed cookie; `/sign-in/{service}/done` is where it comes back. What went
//! wrong is said on the page of the sign-in, and nothing that was typed is lost, since it never left the device.

pub mod ended;
mod issuer;
pub mod service;
mod way;

use hmac::{Hmac, Mac};
use mingbai_shared::names::PersonId;
use openidconnect::core::CoreAuthPrompt;
use openidconnect::{CsrfToken, Nonce, PkceCodeChallenge, Scope};
use sha2::Sha256;
use worker::{Env, Request, Response, ResponseBuilder, Url};

pub use ended::ended;
use issuer::{Identity, Refused};
use service::Service;
use way::Way;

use crate::problem::Problem;
use crate::session::Arrival;
use crate::{log, metrics, sealed, session, setting};

/// The longest address that one comes back to, and the longest code and state that a service may give.
const LONGEST_PATH: usize = 500;
const LONGEST_PARAMETER: usize = 4096;

/// Why somebody came back without being signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The service says that it was not done.
    Declined,
    /// There is no such way, or not any more.
    Expired,
    /// What the service gave is not what it has to be.
    NotValid,
    /// The service gives this person no role here.
    NoRole,
    /// The service does not answer.
    Unreachable,
}

impl Fault {
    fn code(self) -> &'static str {
        match self {
            Fault::Declined => "declined",
            Fault::Expired => "expired",
            Fault::NotValid => "not_valid",
            Fault::NoRole => "no_role",
            Fault::Unreachable => "unreachable",
        }
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Fault {
        match refused {
            Refused::Unreachable => Fault::Unreachable,
            Refused::NotValid => Fault::NotValid,
        }
    }
}

/// The address of this site as its readers know it.
pub fn origin(env: &Env) -> Result<String, Problem> {
    Ok(setting::required(env, "ORIGIN")?)
}

/// Sends the browser to a service.
pub async fn leave(request: &Request, env: &Env, id: &str) -> Result<Response, Problem> {
    let service = service::find(env, id)?;
    // Who follows a link of another site's did not mean to sign in: here they see where they are, and may.
    if session::comes_from_elsewhere(request) {
        return redirect(303, "/sign-in", &[]);
    }
    let url = request.url()?;
    let asked = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let back = own_path(asked("back").as_deref().unwrap_or_default()).to_owned();
    let again = asked("again").is_some();
    let issuer = match issuer::of(&service, env).await {
        Ok(issuer) => issuer,
        Err(refused) => return fault(&service, refused.into()),
    };
    let client = issuer.client(&service, env)?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let mut going = client
        .authorize_url(
            openidconnect::core::CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scopes(service.scopes.iter().cloned().map(Scope::new))
        .set_pkce_challenge(challenge);
    if again {
        going = going.add_prompt(CoreAuthPrompt::Login).set_max_age(core::time::Duration::ZERO);
    }
    let (url, state, nonce) = going.url();
    let way = Way::begun(&service.id, state.secret(), nonce.secret(), verifier.secret(), back, again);
    redirect(302, url.as_str(), &[way.cookie(env)?])
}

/// Takes the browser back from a service.
pub async fn done(request: &Request, env: &Env, id: &str) -> Result<Response, Problem> {
    let service = service::find(env, id)?;
    let cookies = request.headers().get("Cookie")?.unwrap_or_default();
    let way = sealed::cookie(&cookies, way::COOKIE).and_then(|text| Way::read(text, env));
    let url = request.url()?;
    match arrive(&url, env, &service, way).await? {
        Err(wrong) => fault(&service, wrong),
        Ok((Identity { subject, name, sign_in, proven, claims }, back)) => {
            let Ok(claimed) = service.gives.read(&claims) else { return fault(&service, Fault::NoRole) };
            let keeper = person(env, &service, &subject, None)?;
            let actor = claimed.clone().actor(person(env, &service, &subject, claimed.organisation.as_deref())?);
            let arrival = Arrival { actor, name, service: service.id.clone(), elsewhere: sign_in, proven };
            let [ticket, here] = session::sign_in(request, env, keeper, session::begun(request, arrival)).await?;
            redirect(303, &back, &[ticket, here, way::forget()])
        }
    }
}

/// Whether what came back is what was sent for; then who it is, and where they were.
async fn arrive(
    url: &Url,
    env: &Env,
    service: &Service,
    way: Option<Way>,
) -> Result<Result<(Identity, String), Fault>, Problem> {
    let said = |name: &str| {
        let mut values = url.query_pairs().filter(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        // Twice the same is a trick, and no service's answer.
        values.next().filter(|value| values.next().is_none() && value.len() <= LONGEST_PARAMETER)
    };
    let Some(way) = way.filter(|way| way.leads_to(service)) else { return Ok(Err(Fault::Expired)) };
    if !said("state").is_some_and(|state| way.is_of(&state)) {
        return Ok(Err(Fault::Expired));
    }
    let issuer = match issuer::of(service, env).await {
        Ok(issuer) => issuer,
        Err(refused) => return Ok(Err(refused.into())),
    };
    // Whose answer this is, before anything of it is used (RFC 9207).
    if !issuer.is_named(said("iss").as_deref()) {
        return Ok(Err(Fault::NotValid));
    }
    let Some(code) = said("code") else { return Ok(Err(Fault::Declined)) };
    let identity = issuer.identity(service, env, code, &way).await?;
    Ok(identity.map(|identity| (identity, way.back)).map_err(Fault::from))
}

/// The name of a person here: what the service calls them stands in it and cannot be read from it, be it an identity number.
/// For a firm they are somebody else than for themselves.
fn person(env: &Env, service: &Service, subject: &str, organisation: Option<&str>) -> Result<PersonId, Problem> {
    let key = setting::required(env, "IDENTITY_KEY")?;
    name(key.as_bytes(), &service.issuer, subject, organisation).ok_or_else(Problem::internal)
}

fn name(key: &[u8], issuer: &str, subject: &str, organisation: Option<&str>) -> Option<PersonId> {
    if key.len() < sealed::SHORTEST_KEY {
        return None;
    }
    let mut mac: Hmac<Sha256> = Hmac::new_from_slice(key).ok()?;
    // Each with its length, so that no two divide into the same bytes.
    for part in [Some(issuer), Some(subject), organisation].into_iter().flatten() {
        mac.update(&u64::try_from(part.len()).ok()?.to_be_bytes());
        mac.update(part.as_bytes());
    }
    let bytes = mac.finalize().into_bytes();
    let digits: String = bytes.iter().take(20).map(|byte| format!("{byte:02x}")).collect();
    ["p-", &digits].concat().parse().ok()
}

/// The end of a session at the service that it began at: where the browser goes for it, if that service has such a place.
pub async fn elsewhere(env: &Env, service: &str) -> Option<String> {
    let service = service::find(env, service).ok()?;
    issuer::of(&service, env).await.ok()?.end(&service, &origin(env).ok()?)
}

fn fault(service: &Service, fault: Fault) -> Result<Response, Problem> {
    // Many of these are an attack, or a service that has changed something.
    log::note("a sign-in failed", format_args!("{} {}", service.id, fault.code()));
    metrics::count("sign_in", 303, fault.code());
    redirect(303, &["/sign-in?problem=", fault.code()].concat(), &[way::forget()])
}

fn redirect(status: u16, to: &str, cookies: &[String]) -> Result<Response, Problem> {
    let headers = session::headers(cookies)?;
    headers.set("Location", to)?;
    Ok(ResponseBuilder::new().with_status(status).with_headers(headers).empty())
}

/// A path of this site; the first page for anything else, which could lead elsewhere.
fn own_path(path: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'@' | b'.');
    let own = path.starts_with('/') && !path.starts_with("//") && path.len() <= LONGEST_PATH && path.bytes().all(plain);
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_this_site_alone() {
        for own in
            ["/", "/request", "/d/openness-measures@2026-03-01", "/requests/018f0000-0000-7000-8000-000000000001"]
        {
            assert_eq!(own_path(own), own);
        }
        for other in [
            "",
            "request",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "/a?b=//c",
            "/a#b",
            "/%2f/evil",
            "/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(own_path(other), "/", "{other}");
        }
        assert_eq!(own_path(&["/", &"a".repeat(LONGEST_PATH)].concat()), "/");
    }

    #[test]
    fn a_person_is_the_same_for_the_same_service_subject_and_firm_alone() {
        const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";
        let me = name(KEY, "https://a", "110105", None).unwrap();
        assert_eq!(name(KEY, "https://a", "110105", None), Some(me.clone()));
        for other in [
            name(KEY, "https://b", "110105", None),
            name(KEY, "https://a", "110106", None),
            name(KEY, "https://a", "110105", Some("firm")),
            name(KEY, "https://a1", "10105", None),
            name(b"another key, as long as the first", "https://a", "110105", None),
        ] {
            assert!(other.is_some_and(|other| other != me));
        }
        assert!(!me.as_str().contains("110105"));
        assert_eq!(name(b"short", "https://a", "110105", None), None);
    }
}
