//! `Person`: what one signed-in resident or firm handed in, and what came back.

use mingbai_shared::names::PersonId;
use mingbai_shared::request::{Case, FieldProblem, Form, PersonMutation};
use mingbai_shared::sync::{Admission, Answer, Call, Known, Outcome, Refusal, Sent, admit};
use mingbai_shared::words::{Bilingual, BilingualText};
use mingbai_shared::{agencies, digest::Digest};
use serde::Deserialize;
use worker::{
    DurableObject, Env, Error, Request, Response, SqlStorage, State, WebSocket, WebSocketIncomingMessage,
    durable_object,
};

use super::{Asked, answer, hints, ledger, now, read};
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{integer, migrate, row, text, txn};

/// The most mutations in one call, bytes in one of them, and requests of one person.
const MOST_MUTATIONS: usize = 100;
const LARGEST_MUTATION: usize = 16_384;
const MOST_REQUESTS: u64 = 1000;

/// The object.
#[durable_object]
#[derive(Debug)]
pub struct Person {
    state: State,
    env: Env,
}

impl DurableObject for Person {
    fn new(state: State, env: Env) -> Self {
        let steps = [
            ledger::TABLES,
            outbox::TABLE,
            "CREATE TABLE devices (device TEXT PRIMARY KEY, seq INTEGER NOT NULL, digest TEXT NOT NULL)",
            "CREATE TABLE refusals (device TEXT NOT NULL, seq INTEGER NOT NULL, refusal TEXT NOT NULL, PRIMARY KEY (device, seq))",
        ];
        if let Err(error) = migrate(&state, &steps) {
            worker::console_error!("Person: {error}");
        }
        Person { state, env }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let result = match request.path().as_str() {
            "/sync" => self.sync(&mut request).await,
            "/case" => self.take_case(&mut request).await,
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
        Err(Error::RustError("a person takes no sockets".into()))
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

impl Person {
    async fn sync(&self, request: &mut Request) -> Result<Response, Problem> {
        let Asked { actor, body: call } = read::<Asked<Call>>(request).await?;
        let answer = txn(&self.state, |sql| sync(sql, &actor.person, &call))?;
        Ok(Response::from_json(&answer)?)
    }

    /// The agency's record of a case is the authoritative one: it replaces what stood here.
    async fn take_case(&self, request: &mut Request) -> Result<Response, Problem> {
        let case: Case = read(request).await?;
        txn(&self.state, |sql| -> Result<(), Problem> {
            let (key, body) = (key(&case), serde_json::to_string(&case)?);
            if ledger::get(sql, &key)?.as_deref() != Some(body.as_str()) {
                ledger::put(sql, &key, &body)?;
            }
            Ok(())
        })?;
        hints::tell(&self.state);
        Ok(Response::empty()?)
    }
}

fn key(case: &Case) -> String {
    format!("request/{}", case.id)
}

/// One call of one device, inside one transaction: all that it acknowledges is durable.
fn sync(sql: &SqlStorage, person: &PersonId, call: &Call) -> Result<Answer, Problem> {
    let too_much =
        call.mutations.len() > MOST_MUTATIONS || call.mutations.iter().any(|sent| sent.body.len() > LARGEST_MUTATION);
    if too_much {
        return Err(Problem::too_large());
    }
    let epoch = ledger::epoch(sql)?;
    let mut answer =
        Answer { epoch, acknowledged: 0, outcomes: vec![], from: call.cursor, cursor: call.cursor, rows: vec![] };
    if call.epoch.is_some_and(|known| known != epoch) {
        return Ok(answer);
    }
    let device = call.device.to_string();
    let mut known = known(sql, &device)?;
    for sent in &call.mutations {
        let refused = match admit(known, sent) {
            Admission::Apply => {
                let refused = apply(sql, person, sent)?;
                known = Known { seq: sent.seq, digest: Some(sent.digest) };
                remember(sql, &device, known, refused.as_ref())?;
                refused
            }
            Admission::Again => refusal(sql, &device, sent.seq)?,
            Admission::Gap => break,
            Admission::Fork => return Err(fork()),
            Admission::Damaged => return Err(damaged()),
        };
        answer.outcomes.push(Outcome { seq: sent.seq, refused });
    }
    answer.acknowledged = known.seq;
    (answer.rows, answer.cursor) = ledger::after(sql, call.cursor)?;
    Ok(answer)
}

fn fork() -> Problem {
    Problem::new(
        409,
        "identity_fork",
        "这台设备的记录需要重新编号，内容没有丢失。",
        "This device must number its records anew; nothing is lost.",
    )
}

fn damaged() -> Problem {
    Problem::new(
        422,
        "digest_mismatch",
        "内容在途中损坏，什么都没有保存，请再发一次。",
        "The content was damaged on its way; nothing was stored, please send it again.",
    )
}

/// Applies one mutation, or says why not. A refused one is acknowledged all the same: sending it again would not help.
fn apply(sql: &SqlStorage, person: &PersonId, sent: &Sent) -> Result<Option<Refusal>, Problem> {
    let Ok(PersonMutation::FileRequest { draft }) = serde_json::from_str(&sent.body) else {
        return Ok(Some(because(
            "malformed",
            "这份内容读不懂，请重新填写。",
            "This could not be read, please fill it in again.",
        )));
    };
    let form = match Form::read(&draft) {
        Ok(form) => form,
        Err(problems) => return Ok(Some(incomplete(&problems))),
    };
    if agencies::find(form.agency.as_str()).is_none() {
        return Ok(Some(because(
            "unknown_agency",
            "没有这个机关，请另选一个。",
            "There is no such agency, please choose another.",
        )));
    }
    if ledger::count(sql)? >= MOST_REQUESTS {
        return Ok(Some(because(
            "too_many",
            "您的申请太多了，请先联系机关。",
            "There are too many requests of yours; please call the agency first.",
        )));
    }
    let case = Case::submitted(sent.id, person.clone(), form, now());
    // The same id under a new number is the same request, as after a device was given a new identity.
    if ledger::get(sql, &key(&case))?.is_none() {
        ledger::put(sql, &key(&case), &serde_json::to_string(&case)?)?;
        outbox::put(sql, Target::Agency(case.form.agency.as_str()), "/case", &case)?;
    }
    Ok(None)
}

fn because(code: &str, zh: &'static str, en: &'static str) -> Refusal {
    Refusal { code: code.into(), sentence: Bilingual { zh, en }.into() }
}

fn incomplete(problems: &[FieldProblem]) -> Refusal {
    let joined = |separator, language| {
        problems.iter().map(|problem| problem.sentence().in_language(language)).collect::<Vec<_>>().join(separator)
    };
    use mingbai_shared::words::Language::{En, Zh};
    Refusal { code: "incomplete".into(), sentence: BilingualText { zh: joined("；", Zh), en: joined("; ", En) } }
}

#[derive(Deserialize)]
struct Device {
    seq: u64,
    digest: Digest,
}

fn known(sql: &SqlStorage, device: &str) -> worker::Result<Known> {
    let found: Option<Device> = row(sql, "SELECT seq, digest FROM devices WHERE device = ?", vec![text(device)])?;
    Ok(found.map(|device| Known { seq: device.seq, digest: Some(device.digest) }).unwrap_or_default())
}

fn remember(sql: &SqlStorage, device: &str, known: Known, refused: Option<&Refusal>) -> Result<(), Problem> {
    let digest = known.digest.map(|digest| digest.to_string()).unwrap_or_default();
    sql.exec(
        "INSERT INTO devices VALUES (?, ?, ?) ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, digest = excluded.digest",
        vec![text(device), integer(known.seq), text(digest)],
    )?;
    if let Some(refusal) = refused {
        let refusal = serde_json::to_string(refusal)?;
        sql.exec("INSERT INTO refusals VALUES (?, ?, ?)", vec![text(device), integer(known.seq), text(refusal)])?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Refused {
    refusal: String,
}

/// The answer may have been lost on its way: what was refused is refused again, with the same reason.
fn refusal(sql: &SqlStorage, device: &str, seq: u64) -> Result<Option<Refusal>, Problem> {
    let query = "SELECT refusal FROM refusals WHERE device = ? AND seq = ?";
    let found: Option<Refused> = row(sql, query, vec![text(device), integer(seq)])?;
    Ok(found.map(|found| serde_json::from_str(&found.refusal)).transpose()?)
}
