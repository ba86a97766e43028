//! `Agency`: the cases of one agency, and the packs on their way to publication.

use mingbai_shared::digest::Digest;
use mingbai_shared::pack::gate::{Drafted, GateRefusal, Publication, Published};
use mingbai_shared::request::{Case, CaseNumber};
use mingbai_shared::roles::{Action, Actor};
use mingbai_shared::sync::{Call, server};
use serde::{Deserialize, Serialize};
use worker::{
    DurableObject, Env, Error, Request, Response, SqlStorage, State, WebSocket, WebSocketIncomingMessage,
    durable_object,
};

use super::ledger::{self, Copies, Tables};
use super::register::Append;
use super::{Asked, answer, hints, now, read};
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{migrate, row, text, txn};

/// The object.
#[durable_object]
#[derive(Debug)]
pub struct Agency {
    state: State,
    env: Env,
}

/// One step of a publication.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Hand up the JSON of a pack.
    HandUp(String),
    /// Clear it after confidentiality review.
    Review(Digest),
    /// Sign it.
    Sign(Digest),
}

/// Where a publication stands after a step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stage {
    /// The pack's digest.
    pub id: Digest,
    /// `drafted`, `reviewed` or `published`.
    pub stage: String,
}

impl DurableObject for Agency {
    fn new(state: State, env: Env) -> Self {
        let steps = [
            ledger::TABLES,
            outbox::TABLE,
            "CREATE TABLE publications (pack TEXT PRIMARY KEY, state TEXT NOT NULL, body TEXT NOT NULL)",
            ledger::RECEIPTS,
        ];
        if let Err(error) = migrate(&state, &steps) {
            worker::console_error!("Agency: {error}");
        }
        Agency { state, env }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let result = match request.path().as_str() {
            "/sync" => self.sync(&mut request).await,
            "/case" => self.take_cases(&mut request).await,
            "/publications" => self.publish(&mut request).await,
            "/api/hints" => hints::accept(&self.state),
            _ => Err(Problem::not_found()),
        };
        outbox::wake(&self.state).await?;
        answer(result)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        outbox::deliver(&self.state, &self.env).await?;
        Response::empty()
    }

    async fn connect(&self, _socket: worker::Socket) -> worker::Result<()> {
        Err(Error::RustError("an agency takes no sockets".into()))
    }

    async fn websocket_message(&self, _device: WebSocket, _message: WebSocketIncomingMessage) -> worker::Result<()> {
        Ok(())
    }

    async fn websocket_close(
        &self,
        device: WebSocket,
        _code: usize,
        _reason: String,
        _clean: bool,
    ) -> worker::Result<()> {
        let _ = device.close(Some(1000), Some("bye"));
        Ok(())
    }

    async fn websocket_error(&self, _device: WebSocket, _error: Error) -> worker::Result<()> {
        Ok(())
    }
}

impl Agency {
    /// The cases, for those who may read them.
    async fn sync(&self, request: &mut Request) -> Result<Response, Problem> {
        let Asked { actor, body: call } = read::<Asked<Call>>(request).await?;
        actor.may(Action::ReadCases, actor.agency.as_ref()).map_err(|_| Problem::forbidden())?;
        let copies = Copies::of(&self.env);
        // Staff hand in nothing this way: they work in the agency's own records.
        let answer = txn(&self.state, |sql| server::changes(&mut Tables { sql, copies: &copies }, &call))?;
        Ok(Response::from_json(&answer)?)
    }

    /// Takes a case in once, gives it its number, and tells the person.
    async fn take_cases(&self, request: &mut Request) -> Result<Response, Problem> {
        let cases: Vec<Case> = read(request).await?;
        txn(&self.state, |sql| cases.into_iter().try_for_each(|case| take_case(sql, case)))?;
        hints::tell(&self.state);
        Ok(Response::empty()?)
    }

    async fn publish(&self, request: &mut Request) -> Result<Response, Problem> {
        let Asked { actor, body: step } = read::<Asked<Step>>(request).await?;
        let stage = txn(&self.state, |sql| match &step {
            Step::HandUp(pack) => hand_up(sql, &actor, pack),
            Step::Review(pack) => review(sql, &actor, *pack),
            Step::Sign(pack) => sign(sql, &actor, *pack),
        })?;
        Ok(Response::from_json(&stage)?)
    }
}

/// Registers a case, once: it gets the next number of its year.
fn take_case(sql: &SqlStorage, case: Case) -> Result<(), Problem> {
    let key = format!("case/{}", case.id);
    if ledger::get(sql, &key)?.is_some() {
        return Ok(());
    }
    let last: Option<CaseNumber> =
        ledger::fact(sql, "last_number")?.map(|number| serde_json::from_str(&number)).transpose()?;
    let case = case.register(last, now());
    if let Some(number) = case.number() {
        ledger::set_fact(sql, "last_number", &serde_json::to_string(&number)?)?;
    }
    ledger::put(sql, &key, &serde_json::to_string(&case)?)?;
    outbox::put(sql, Target::Person(case.person.as_str()), "/case", &case)?;
    Ok(())
}

#[derive(Deserialize)]
struct Kept {
    state: String,
    body: String,
}

fn kept(sql: &SqlStorage, pack: Digest) -> Result<Option<(Publication, String)>, Problem> {
    let found: Option<Kept> = row(sql, "SELECT state, body FROM publications WHERE pack = ?", vec![text(pack)])?;
    Ok(found.map(|kept| serde_json::from_str(&kept.state).map(|state| (state, kept.body))).transpose()?)
}

fn keep(sql: &SqlStorage, pack: Digest, publication: &Publication, body: &str) -> Result<Stage, Problem> {
    sql.exec(
        "INSERT INTO publications VALUES (?, ?, ?) ON CONFLICT (pack) DO UPDATE SET state = excluded.state",
        vec![text(pack), text(serde_json::to_string(publication)?), text(body)],
    )?;
    Ok(stage(pack, publication))
}

fn stage(id: Digest, publication: &Publication) -> Stage {
    let stage = match publication {
        Publication::Drafted(_) => "drafted",
        Publication::Reviewed(_) => "reviewed",
        Publication::Published(_) => "published",
    };
    Stage { id, stage: stage.into() }
}

/// A pack that was handed up before stays where it is.
fn hand_up(sql: &SqlStorage, actor: &Actor, body: &str) -> Result<Stage, Problem> {
    let drafted = Drafted::hand_up(body.as_bytes(), actor).map_err(refused)?;
    let id = drafted.pack();
    match kept(sql, id)? {
        Some((publication, _)) => Ok(stage(id, &publication)),
        None => keep(sql, id, &Publication::Drafted(drafted), body),
    }
}

fn review(sql: &SqlStorage, actor: &Actor, pack: Digest) -> Result<Stage, Problem> {
    actor.may(Action::Review, actor.agency.as_ref()).map_err(|_| Problem::forbidden())?;
    match kept(sql, pack)?.ok_or_else(Problem::not_found)? {
        (Publication::Drafted(drafted), body) => {
            let reviewed = drafted.review(actor).map_err(refused)?;
            keep(sql, pack, &Publication::Reviewed(reviewed), &body)
        }
        (later, _) => Ok(stage(pack, &later)),
    }
}

fn sign(sql: &SqlStorage, actor: &Actor, pack: Digest) -> Result<Stage, Problem> {
    actor.may(Action::Sign, actor.agency.as_ref()).map_err(|_| Problem::forbidden())?;
    match kept(sql, pack)?.ok_or_else(Problem::not_found)? {
        (Publication::Reviewed(reviewed), body) => {
            let published: Published = reviewed.sign(actor, now()).map_err(refused)?;
            let append = Append { entry: published.entry(), pack: body.clone() };
            outbox::put(sql, Target::Register, "/append", &append)?;
            keep(sql, pack, &Publication::Published(published), &body)
        }
        (Publication::Drafted(_), _) => Err(Problem::new(
            409,
            "not_reviewed",
            "还没有经过保密审查，不能签发（办法第51条）。",
            "It has not been reviewed for confidentiality, so it cannot be signed (办法 art. 51).",
        )),
        (done, _) => Ok(stage(pack, &done)),
    }
}

fn refused(refusal: GateRefusal) -> Problem {
    match refusal {
        GateRefusal::Forbidden(_) | GateRefusal::OtherAgency(_) => Problem::forbidden(),
        GateRefusal::SamePerson(_) => Problem::new(
            403,
            "same_person",
            "起草、审查、签发要由三个人分别完成。",
            "Drafting, review and signature are done by three different people.",
        ),
        GateRefusal::NotAPack(_) => Problem::malformed(),
        GateRefusal::TooLarge(_) => Problem::too_large(),
        GateRefusal::Incomplete(findings) => {
            let joined = |text: fn(&mingbai_shared::pack::Finding) -> &str, separator| {
                findings.iter().map(text).collect::<Vec<_>>().join(separator)
            };
            let zh = format!("退文：{}", joined(|finding| &finding.message_zh, "；"));
            let en = format!("Returned: {}", joined(|finding| &finding.message_en, "; "));
            Problem::new(422, "incomplete", &zh, &en)
        }
    }
}
