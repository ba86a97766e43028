//! A service says that a sign-in has ended (`OpenID` Connect Back-Channel Logout 1.0).

use chrono::Duration;
use openidconnect::{JsonWebTokenType, Nonce};
use worker::{Env, Request, Response, ResponseBuilder};

use super::issuer::{self, Issuer, Refused, Token, TokenClaims};
use super::service::{self, Service};
use crate::objects::person::sessions::Asking;
use crate::problem::Problem;
use crate::{body, session};

/// The most bytes of a form with one token.
pub const LARGEST: usize = 16_384;
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// How soon an issuer may be asked anew because of a token that anybody can have sent.
const LATELY: Duration = Duration::seconds(10);

/// Ends what the token names: the person's sign-ins for a firm are kept with their own.
pub async fn ended(request: &mut Request, env: &Env, id: &str) -> Result<Response, Problem> {
    let service = service::find(env, id)?;
    let form = body::bytes(request, LARGEST).await?;
    let token = std::str::from_utf8(&form).ok().and_then(|form| {
        let mut url = worker::Url::parse("http://form/").ok()?;
        url.set_query(Some(form));
        url.query_pairs().find(|(name, _)| name == "logout_token").map(|(_, value)| value.into_owned())
    });
    let token: Token = token.and_then(|text| text.parse().ok()).ok_or_else(Problem::malformed)?;
    let issuer = issuer::of(&service, env).await.map_err(|refused| match refused {
        // Its word cannot be verified now; a service says it again.
        Refused::Unreachable => Problem::issuer_away(),
        Refused::NotValid => Problem::malformed(),
    })?;
    let claims = verified(&issuer, &service, env, &token).await.ok_or_else(Problem::malformed)?;
    let elsewhere = claims.additional_claims().0.get("sid").and_then(|sid| sid.as_str()).map(str::to_owned);
    let keeper = super::person(env, &service, claims.subject(), None)?;
    session::ask(env, &keeper, &Asking::EndElsewhere { service: service.id.clone(), elsewhere }).await?;
    Ok(ResponseBuilder::new().with_header("Cache-Control", "no-store")?.empty())
}

async fn verified(issuer: &Issuer, service: &Service, env: &Env, token: &Token) -> Option<TokenClaims> {
    let kinds: Vec<_> = ["JWT", "logout+jwt"]
        .into_iter()
        .filter_map(|kind| JsonWebTokenType::new(kind.into()).normalize().ok())
        .collect();
    let read = |issuer: &Issuer| {
        let verifier = issuer.verifier(service).set_allowed_jose_types(kinds.clone());
        // A token of a sign-in has a nonce; it must not pass for one that ends it.
        let without = |nonce: Option<&Nonce>| if nonce.is_none() { Ok(()) } else { Err("a nonce".to_owned()) };
        token.claims(&verifier, without).cloned()
    };
    let claims = issuer.verified(service, env, LATELY, read).await?;
    let events = claims.additional_claims().0.get("events").and_then(|events| events.as_object());
    events.is_some_and(|events| events.contains_key(EVENT)).then_some(claims)
}
