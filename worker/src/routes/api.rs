//! Sign-in, private sync, hints.

use mingbai_shared::sync::device::LARGEST_CALL;
use mingbai_shared::sync::{Call, Scope};
use serde::Deserialize;
use worker::{Env, Request, Response, ResponseBuilder};

use crate::objects::Asked;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::{body, people, session};

const LARGEST_SIGN_IN: usize = 4_096;

/// Who is signed in, and whether the development sign-in is here.
pub fn session(request: &Request, env: &Env) -> Result<Response, Problem> {
    let person = session::actor(request, env)?.map(|actor| {
        let sample = people::find(actor.person.as_str());
        serde_json::json!({
            "id": actor.person,
            "name": sample.as_ref().map_or(actor.person.as_str(), |sample| &sample.name),
            "kind": sample.as_ref().map_or("resident", |sample| sample.kind),
            "role": actor.role,
            "agency": actor.agency,
        })
    });
    let body = serde_json::json!({ "person": person, "development": people::are_here(env) });
    Ok(ResponseBuilder::new().with_header("Cache-Control", "no-store")?.from_json(&body)?)
}

/// The sample people to sign in as.
pub fn sample_people(env: &Env) -> Result<Response, Problem> {
    if !people::are_here(env) {
        return Err(Problem::not_found());
    }
    Ok(Response::from_json(&people::all())?)
}

#[derive(Deserialize)]
struct SignIn {
    person: String,
}

/// Signs in as a sample person: development only.
pub async fn sign_in(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    if !people::are_here(env) {
        return Err(Problem::not_found());
    }
    let SignIn { person } = body::json(request, LARGEST_SIGN_IN).await?;
    let person = people::find(&person).ok_or_else(Problem::not_found)?;
    let actor = person.actor().ok_or_else(Problem::internal)?;
    let builder = ResponseBuilder::new().with_header("Set-Cookie", &session::sign_in(actor, env)?)?;
    Ok(builder.with_header("Cache-Control", "no-store")?.from_json(&person)?)
}

/// Signs out.
pub fn sign_out() -> Result<Response, Problem> {
    Ok(ResponseBuilder::new().with_status(204).with_header("Set-Cookie", &session::sign_out())?.empty())
}

/// Private sync: to one's own object, or to the agency that one works for.
pub async fn sync(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let actor = session::require(request, env)?;
    let call: Call = body::json(request, LARGEST_CALL).await?;
    if call.person.as_ref().is_some_and(|person| *person != actor.person) {
        return Err(Problem::new(
            409,
            "somebody_else",
            "现在登录的是另一个人，什么都没有发送。",
            "Somebody else is signed in now; nothing was sent.",
        ));
    }
    let asked = Asked { actor: actor.clone(), body: &call };
    match call.scope {
        Scope::Person if !actor.role.is_staff() => {
            super::ask(env, Target::Person(actor.person.as_str()), "/sync", &asked).await
        }
        Scope::Agency => {
            let agency = actor.agency.as_ref().ok_or_else(Problem::forbidden)?;
            super::ask(env, Target::Agency(agency.as_str()), "/sync", &asked).await
        }
        Scope::Person => Err(Problem::forbidden()),
    }
}

/// The WebSocket that says "there is something new".
pub async fn hints(request: &Request, env: &Env) -> Result<Response, Problem> {
    let actor = session::require(request, env)?;
    if request.headers().get("Upgrade")?.is_none_or(|upgrade| !upgrade.eq_ignore_ascii_case("websocket")) {
        return Err(Problem::new(
            426,
            "websocket_only",
            "这个地址只接受 WebSocket。",
            "This address takes a WebSocket only.",
        ));
    }
    let target = match &actor.agency {
        Some(agency) => Target::Agency(agency.as_str()),
        None => Target::Person(actor.person.as_str()),
    };
    super::object(env, target, request).await
}
