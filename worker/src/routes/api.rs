//! Sign-in, private sync, hints.

use mingbai_shared::names::{AgencyId, PersonId};
use mingbai_shared::roles::{Action, Of, Role};
use mingbai_shared::session::Session;
use mingbai_shared::sync::device::LARGEST_CALL;
use mingbai_shared::sync::{Call, Scope};
use serde::Serialize;
use worker::{Env, Request, Response, ResponseBuilder};

use crate::caller::Caller;
use crate::objects::Asked;
use crate::outbox::Target;
#[cfg(feature = "development")]
use crate::people::SamplePerson;
use crate::problem::Problem;
#[cfg(feature = "development")]
use crate::session::Arrival;
use crate::session::{SignedIn, Ticket};
use crate::sign_in::service::{self, Service};
use crate::{audit, body, session, setting, sign_in};

/// Who is signed in, and where.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Present {
    /// None where nobody is.
    person: Option<Somebody>,
    /// Whether this is a district for trying things out.
    development: bool,
}

/// Someone who is signed in, as they see themselves.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Somebody {
    id: PersonId,
    /// What the sign-in service calls them.
    name: String,
    role: Role,
    /// For whom they work.
    agency: Option<AgencyId>,
    /// By which service they signed in.
    service: String,
}

/// Who is signed in, and whether this is a district for trying things out.
pub async fn session(request: &Request, env: &Env) -> Result<Response, Problem> {
    let person = session::signed_in(request, env).await?.map(|SignedIn { session, .. }| Somebody {
        id: session.actor.person,
        name: session.name,
        role: session.actor.role,
        agency: session.actor.agency,
        service: session.service,
    });
    let body = Present { person, development: setting::is_development(env) };
    Ok(ResponseBuilder::new().with_header("Cache-Control", "no-store")?.from_json(&body)?)
}

/// How one can sign in.
#[derive(Debug, Serialize)]
#[cfg_attr(all(test, feature = "development"), derive(schemars::JsonSchema))]
pub struct Ways {
    /// The operator's services.
    services: Vec<service::Shown>,
    /// Sample people, where one develops.
    sample: Vec<SamplePerson>,
}

/// The services to sign in at, and where one develops the sample people to sign in as.
pub fn ways_to_sign_in(env: &Env) -> Result<Response, Problem> {
    let services = service::all(env).unwrap_or_default().iter().map(Service::shown).collect();
    let body = Ways { services, sample: sample_people(env) };
    Ok(ResponseBuilder::new().with_header("Cache-Control", "no-store")?.from_json(&body)?)
}

/// A build that serves anybody has none.
#[cfg(not(feature = "development"))]
#[derive(Debug, Serialize)]
enum SamplePerson {}

#[cfg(feature = "development")]
fn sample_people(env: &Env) -> Vec<SamplePerson> {
    if setting::is_development(env) { crate::people::all() } else { Vec::new() }
}

#[cfg(not(feature = "development"))]
fn sample_people(_: &Env) -> Vec<SamplePerson> {
    Vec::new()
}

/// Signs in as a sample person. A build that serves anybody has none.
#[cfg(not(feature = "development"))]
pub async fn sign_in(_: &mut Request, _: &Env) -> Result<Response, Problem> {
    Err(Problem::not_found())
}

/// The most bytes of a sign-in as a sample person.
#[cfg(feature = "development")]
pub const LARGEST_SIGN_IN: usize = 4_096;

/// As whom to sign in.
#[cfg(feature = "development")]
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SignIn {
    /// The id of a sample person.
    person: String,
}

/// Signs in as a sample person: development only.
#[cfg(feature = "development")]
pub async fn sign_in(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    if !setting::is_development(env) {
        return Err(Problem::not_found());
    }
    let SignIn { person } = body::json(request, LARGEST_SIGN_IN).await?;
    let person = crate::people::find(&person).ok_or_else(Problem::not_found)?;
    let actor = person.actor().ok_or_else(Problem::internal)?;
    let (keeper, name, service) = (actor.person.clone(), person.name.clone(), "sample".into());
    let arrival = Arrival { actor, name, service, elsewhere: None, proven: Some(crate::objects::now()) };
    let begun = session::begun(request, arrival);
    let cookies = session::sign_in(request, env, keeper, begun).await?;
    Ok(ResponseBuilder::new().with_headers(session::headers(&cookies)?).from_json(&person)?)
}

/// What is left to do after signing out.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SignedOut {
    /// Where the browser goes to sign out at the service too, if that has such a place.
    elsewhere: Option<String>,
}

/// Signs out, here and where the sign-in began. What the browser keeps of answers goes too; what a person wrote is not in there.
pub async fn sign_out(request: &Request, env: &Env) -> Result<Response, Problem> {
    let ended = match Ticket::of(request, env)? {
        Some(ticket) => ticket.end(env).await?,
        None => None,
    };
    signed_out(env, ended.as_ref()).await
}

/// What a browser is told that is not signed in any more: where it ends its sign-in at the service, if it has to.
pub async fn signed_out(env: &Env, ended: Option<&Session>) -> Result<Response, Problem> {
    let elsewhere = match ended {
        Some(session) => sign_in::elsewhere(env, &session.service).await,
        None => None,
    };
    let headers = session::headers(&session::sign_out())?;
    headers.set("Clear-Site-Data", "\"cache\"")?;
    Ok(ResponseBuilder::new().with_headers(headers).from_json(&SignedOut { elsewhere })?)
}

/// Private sync: to one's own object, or to the agency that one works for.
pub async fn sync(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let actor = who.actor();
    let call: Call = body::json(request, LARGEST_CALL).await?;
    if call.person.as_ref().is_some_and(|person| *person != actor.person) {
        return Err(Problem::somebody_else());
    }
    let caller = Caller::of(&who, request, env);
    let asked = Asked { caller: caller.clone(), body: &call };
    match (call.scope, &actor.agency) {
        (Scope::Person, _) if actor.may(Action::FileRequest, Of::Person(&actor.person)).is_ok() => {
            super::ask(env, Target::Person(actor.person.as_str()), "/sync", &asked).await
        }
        (Scope::Agency, Some(agency)) => super::ask(env, Target::Agency(agency.as_str()), "/sync", &asked).await,
        (Scope::Person, _) => Err(audit::forbid(env, None, &caller, Action::FileRequest, "requests").await),
        (Scope::Agency, None) => Err(audit::forbid(env, None, &caller, Action::ReadCases, "cases").await),
    }
}

/// The WebSocket that says "there is something new".
pub async fn hints(request: &Request, env: &Env) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    if !is_handshake(request)? {
        return Err(Problem::new(
            426,
            "websocket_only",
            "这个地址只接受 WebSocket。",
            "This address takes a WebSocket only.",
        ));
    }
    let target = match &who.actor().agency {
        Some(agency) => Target::Agency(agency.as_str()),
        None => Target::Person(who.actor().person.as_str()),
    };
    super::object(env, target, request).await
}

/// Whether it is a WebSocket's handshake (RFC 6455 §4.2.1). The platform answers half of one in its own words, and the object would keep the other end.
fn is_handshake(request: &Request) -> Result<bool, Problem> {
    let said = |name: &str| request.headers().get(name);
    let upgrades = said("Upgrade")?.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket"));
    Ok(upgrades && said("Sec-WebSocket-Version")?.as_deref() == Some("13") && said("Sec-WebSocket-Key")?.is_some())
}
