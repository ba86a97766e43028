//! Where one is signed in, and the end of it.

use mingbai_shared::roles::{Action, Of};
use serde::Serialize;
use uuid::Uuid;
use worker::{Env, Request, Response, ResponseBuilder};

use crate::objects::person::sessions::{Asking, Found};
use crate::problem::Problem;
use crate::session::{self, SignedIn};

/// One sign-in as its person sees it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Device"))]
struct Shown {
    id: Uuid,
    /// Whether it is the one that asks.
    current: bool,
    /// When they signed in.
    #[cfg_attr(test, schemars(extend("format" = "date-time")))]
    since: String,
    /// When it was last used, to the minute.
    #[cfg_attr(test, schemars(extend("format" = "date-time")))]
    seen: String,
    /// Browser and system in words.
    label: String,
}

/// All of them.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Devices {
    /// The newest first.
    devices: Vec<Shown>,
}

/// All that stand, the newest first.
pub async fn list(request: &Request, env: &Env) -> Result<Response, Problem> {
    let who = of(request, env).await?;
    let found = who.ask(env, &Asking::List { at: who.at }).await?;
    let body = Devices { devices: found.iter().map(|one| shown(one, &who)).collect() };
    Ok(ResponseBuilder::new().with_header("Cache-Control", "no-store")?.from_json(&body)?)
}

/// Ends one of them.
pub async fn end(request: &Request, env: &Env, id: &str) -> Result<Response, Problem> {
    let who = of(request, env).await?;
    let id: Uuid = id.parse().map_err(|_| Problem::not_found())?;
    match who.ask(env, &Asking::End { id }).await?.is_empty() {
        true => Err(Problem::not_found()),
        false => ended(id == who.id),
    }
}

/// Ends all, this one with them.
pub async fn end_all(request: &Request, env: &Env) -> Result<Response, Problem> {
    let who = of(request, env).await?;
    who.ask(env, &Asking::EndAll).await?;
    super::api::signed_out(env, Some(&who.session)).await
}

async fn of(request: &Request, env: &Env) -> Result<SignedIn, Problem> {
    let who = session::require(request, env).await?;
    let actor = who.actor();
    actor.may(Action::KeepSessions, Of::Person(&actor.person)).map_err(|_| Problem::forbidden())?;
    Ok(who)
}

fn ended(current: bool) -> Result<Response, Problem> {
    let cookies = if current { session::sign_out().to_vec() } else { Vec::new() };
    Ok(ResponseBuilder::new().with_status(204).with_headers(session::headers(&cookies)?).empty())
}

fn shown(Found { id, session }: &Found, who: &SignedIn) -> Shown {
    let instant = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    Shown {
        id: *id,
        current: *id == who.id,
        since: instant(session.since),
        seen: instant(session.seen),
        label: session.label.clone(),
    }
}
