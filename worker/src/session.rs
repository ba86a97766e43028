//! Who is behind a request, and whether a change comes from a page of this site.
//!
//! The cookie is a ticket: whose object keeps the session, and a random number that it knows by its digest. The seal around it turns made-up tickets
//! away before any object is asked (docs/decisions/0019).

use chrono::{DateTime, Utc};
use mingbai_shared::digest::Digest;
use mingbai_shared::names::PersonId;
use mingbai_shared::roles::{Action, Actor};
use mingbai_shared::session::{Lifetime, Session};
use uuid::Uuid;
use worker::{Env, Headers, Method, Request};

use crate::caller::Caller;
use crate::limits::{self, Whose};
use crate::objects::now;
use crate::objects::person::sessions::{Asking, Found};
use crate::outbox::Target;
use crate::problem::Problem;
use crate::sealed::{Purpose, Seal, cookie};
use crate::{audit, caller, routes};

/// The prefix makes browsers refuse it unless it is Secure, for this host alone, and for every path.
pub const COOKIE: &str = "__Host-mingbai";
/// Tells the page that somebody is signed in, and nothing else: it cannot see the ticket.
const HERE: &str = "__Host-mingbai-here";

/// A ticket that this district gave out. Whether its session stands, its person's object knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Whose object keeps the session: the person's own, also where they act for a firm.
    keeper: PersonId,
    number: String,
}

/// Someone who is signed in, at this moment.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Their session.
    pub session: Session,
    /// The number by which the session is known to its person.
    pub id: Uuid,
    ticket: Ticket,
    /// When that was asked.
    pub at: DateTime<Utc>,
}

impl Ticket {
    fn new(keeper: PersonId) -> Ticket {
        // Two, so that there are more than 128 random bits (ASVS 5.0, 7.2.3).
        let number = [Uuid::new_v4(), Uuid::new_v4()].map(|half| half.simple().to_string()).concat();
        Ticket { keeper, number }
    }

    /// The ticket that came with a request.
    pub fn of(request: &Request, env: &Env) -> Result<Option<Ticket>, Problem> {
        let cookies = request.headers().get("Cookie")?.unwrap_or_default();
        let Some(sealed) = cookie(&cookies, COOKIE) else { return Ok(None) };
        Ok(Seal::of(env)?.open(Purpose::Session, sealed).and_then(Ticket::read))
    }

    fn read(text: &str) -> Option<Ticket> {
        let (keeper, number) = text.split_once('.')?;
        Some(Ticket { keeper: keeper.parse().ok()?, number: number.to_owned() })
    }

    /// By what the person's object knows it: a copy of its store opens no session.
    fn digest(&self) -> Digest {
        Digest::of(self.number.as_bytes())
    }

    /// Ends its session, if it has one; which it was.
    pub async fn end(&self, env: &Env) -> Result<Option<Session>, Problem> {
        let ended = ask(env, &self.keeper, &Asking::EndOf { digest: self.digest() }).await?;
        Ok(ended.into_iter().next().map(|one| one.session))
    }
}

impl SignedIn {
    /// As whom.
    pub fn actor(&self) -> &Actor {
        &self.session.actor
    }

    /// Whether the sign-in is fresh enough for `action`.
    pub fn proves(&self, action: Action) -> Result<(), Problem> {
        if self.session.is_proof_enough(action, self.at) { Ok(()) } else { Err(Problem::prove_again()) }
    }

    /// Asks who keeps their sessions.
    pub async fn ask(&self, env: &Env, asking: &Asking) -> Result<Vec<Found>, Problem> {
        ask(env, &self.ticket.keeper, asking).await
    }
}

/// The signed-in person, if there is one.
pub async fn signed_in(request: &Request, env: &Env) -> Result<Option<SignedIn>, Problem> {
    let Some(ticket) = Ticket::of(request, env)? else { return Ok(None) };
    limits::take(Whose::Person(ticket.keeper.to_string()))?;
    let at = now();
    let found = ask(env, &ticket.keeper, &Asking::Use { digest: ticket.digest(), at }).await?;
    Ok(found.into_iter().next().map(|Found { id, session }| SignedIn { session, id, ticket, at }))
}

/// The signed-in person; 401 where there is none.
pub async fn require(request: &Request, env: &Env) -> Result<SignedIn, Problem> {
    signed_in(request, env).await?.ok_or_else(Problem::signed_out)
}

/// Signs someone in: the headers that do. A ticket that the browser had before ends, so that nobody can have planted it.
pub async fn sign_in(request: &Request, env: &Env, keeper: PersonId, session: Session) -> Result<[String; 2], Problem> {
    if let Some(before) = Ticket::of(request, env)? {
        before.end(env).await?;
    }
    if let Some(agency) = &session.actor.agency {
        let (actor, name, from) = (session.actor.clone(), session.name.clone(), caller::address(request, env));
        let deed = audit::done(&Caller { actor, name, from }, Action::SignIn, &format!("service/{}", session.service));
        audit::note(env, agency, &deed).await?;
    }
    let ticket = Ticket::new(keeper);
    let lasts = Lifetime::of(session.actor.role).longest.num_seconds();
    ask(env, &ticket.keeper, &Asking::Open { digest: ticket.digest(), session: Box::new(session) }).await?;
    let text = [ticket.keeper.as_str(), ".", &ticket.number].concat();
    let sealed = Seal::of(env)?.close(Purpose::Session, &text)?;
    Ok([
        format!("{COOKIE}={sealed}; Path=/; Max-Age={lasts}; HttpOnly; Secure; SameSite=Lax"),
        format!("{HERE}=1; Path=/; Max-Age={lasts}; Secure; SameSite=Lax"),
    ])
}

/// What a sign-in service says of somebody.
#[derive(Debug)]
pub struct Arrival {
    /// As whom they act here.
    pub actor: Actor,
    /// What it calls them.
    pub name: String,
    /// Which service.
    pub service: String,
    /// What it calls this sign-in.
    pub elsewhere: Option<String>,
    /// When they last showed who they are. A browser that is left open there shows nobody.
    pub proven: Option<DateTime<Utc>>,
}

/// A session that begins with this request.
pub fn begun(request: &Request, arrival: Arrival) -> Session {
    let Arrival { actor, name, service, elsewhere, proven } = arrival;
    let at = now();
    // A clock that is ahead proves nothing for longer.
    let proven = proven.map(|proven| proven.min(at));
    Session { actor, name, service, elsewhere, label: caller::label(request), since: at, seen: at, proven }
}

/// The headers that let go of the ticket.
pub fn sign_out() -> [String; 2] {
    [
        format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax"),
        format!("{HERE}=; Path=/; Max-Age=0; Secure; SameSite=Lax"),
    ]
}

/// Cookies and what else an answer about oneself carries: no cache keeps it.
pub fn headers(cookies: &[String]) -> Result<Headers, Problem> {
    let headers = Headers::new();
    headers.set("Cache-Control", "no-store")?;
    for cookie in cookies {
        headers.append("Set-Cookie", cookie)?;
    }
    Ok(headers)
}

/// Asks the object that keeps a person's sessions.
pub async fn ask(env: &Env, person: &PersonId, asking: &Asking) -> Result<Vec<Found>, Problem> {
    let mut answer = routes::ask(env, Target::Person(person.as_str()), "/sessions", asking).await?;
    if answer.status_code() != 200 {
        return Err(Problem::internal());
    }
    Ok(answer.json().await?)
}

/// Refuses a change that another site's page asks for. A browser says where a change comes from; what says nothing is no page.
pub fn check_origin(request: &Request) -> Result<(), Problem> {
    let header = |name: &str| request.headers().get(name).ok().flatten();
    // A socket begins as a GET, and any page may begin one.
    let opens_socket = header("Upgrade").is_some();
    if matches!(request.method(), Method::Get | Method::Head | Method::Options) && !opens_socket {
        return Ok(());
    }
    let elsewhere = comes_from_elsewhere(request);
    let host = header("Host").unwrap_or_default();
    let foreign = header("Origin").is_some_and(|origin| !is_origin_of(&origin, &host));
    if elsewhere || foreign { Err(Problem::cross_origin()) } else { Ok(()) }
}

/// Whether the browser says that another site's page led here.
pub fn comes_from_elsewhere(request: &Request) -> bool {
    let site = request.headers().get("Sec-Fetch-Site").ok().flatten();
    site.is_some_and(|site| site != "same-origin" && site != "none")
}

fn is_origin_of(origin: &str, host: &str) -> bool {
    origin.split_once("://").is_some_and(|(_, origin_host)| !host.is_empty() && origin_host == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_names_its_person_and_cannot_be_guessed() {
        let [one, other] = [0, 1].map(|_| Ticket::new("resident-a".parse().unwrap()));
        assert!(one.number.len() == 64 && one != other);
        assert_eq!(Ticket::read(&format!("resident-a.{}", one.number)), Some(one));
        for wrong in ["", "resident-a", "../x.1", "A.1"] {
            assert_eq!(Ticket::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_origin_is_of_its_host_and_port() {
        assert!(is_origin_of("http://127.0.0.1:8787", "127.0.0.1:8787"));
        for (origin, host) in [("http://127.0.0.1:8788", "127.0.0.1:8787"), ("null", ""), ("http://", "")] {
            assert!(!is_origin_of(origin, host), "{origin}");
        }
    }
}
