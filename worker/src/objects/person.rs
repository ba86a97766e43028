//! `Person`: what one signed-in resident or firm handed in, and what came back; how they are told; and the sign-ins of whoever signs in.

pub mod sessions;
pub mod ways;

use mingbai_shared::agencies;
use mingbai_shared::names::PersonId;
use mingbai_shared::request::{Case, FieldProblem, Form, PersonMutation, Reading};
use mingbai_shared::sync::device::MOST_SENT;
use mingbai_shared::sync::server::{self, Subject};
use mingbai_shared::sync::{Answer, Call, Refusal, Sent};
use mingbai_shared::words::{Bilingual, BilingualText};
use worker::{
    DurableObject, Env, Error, Request, Response, SqlStorage, State, WebSocket, WebSocketIncomingMessage,
    durable_object,
};

use self::sessions::Asking;
use self::ways::Nudge;
use super::ledger::{self, Copies, Tables};
use super::{Asked, answer, hints, now, read};
use crate::log;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::push;
use crate::storage::{migrate, txn};

/// The most bytes in one mutation, and requests of one person.
const LARGEST_MUTATION: usize = 16_384;
const MOST_REQUESTS: u64 = 1000;
/// What was refused leaves a receipt too.
const MOST_RECEIPTS: u64 = 4 * MOST_REQUESTS;
const TOO_MANY: Bilingual = Bilingual {
    zh: "您的申请太多了，请先联系机关。",
    en: "There are too many requests of yours; please call the agency first.",
};

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
            ledger::RECEIPTS,
            "INSERT INTO taken SELECT device, seq FROM devices; DROP TABLE devices; DROP TABLE refusals",
            sessions::TABLE,
            ways::TABLES,
        ];
        if let Err(error) = migrate(&state, &steps) {
            log::fault("the person’s tables", error);
        }
        Person { state, env }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let result = match request.path().as_str() {
            "/sync" => self.sync(&mut request).await,
            "/case" => self.take_cases(&mut request).await,
            "/reading" => self.take_readings(&mut request).await,
            "/sessions" => self.sessions(&mut request).await,
            "/ways" => self.ways(&mut request).await,
            "/nudge" => self.take_nudges(&mut request).await,
            "/api/hints" => hints::accept(&self.state),
            _ => Err(Problem::not_found()),
        };
        self.wake().await?;
        answer(result)
    }

    /// Both the outbox and what is due set the one alarm, each where it would come too late for it.
    async fn alarm(&self) -> worker::Result<Response> {
        outbox::deliver(&self.state, &self.env).await?;
        if let Err(problem) = ways::tell(&self.state, &self.env).await {
            return Err(Error::RustError(problem.code.into()));
        }
        self.wake().await?;
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
    async fn wake(&self) -> worker::Result<()> {
        outbox::wake(&self.state).await?;
        ways::wake(&self.state).await
    }

    async fn sync(&self, request: &mut Request) -> Result<Response, Problem> {
        let Asked { caller, body: call } = read::<Asked<Call>>(request).await?;
        let copies = Copies::of(&self.env);
        let answer = txn(&self.state, |sql| sync(Tables { sql, copies: &copies }, caller.actor.person, &call))?;
        Ok(Response::from_json(&answer)?)
    }

    /// The agency's record of a case is the authoritative one: it replaces what stood here.
    async fn take_cases(&self, request: &mut Request) -> Result<Response, Problem> {
        let cases: Vec<Case> = read(request).await?;
        let nights = push::nights(&self.env);
        txn(&self.state, |sql| -> Result<(), Problem> {
            for case in &cases {
                let (key, body) = (key(case), serde_json::to_string(case)?);
                let before = ledger::get(sql, &key)?;
                if before.as_deref() != Some(body.as_str()) {
                    ledger::put(sql, &key, &body)?;
                    if before.is_some_and(|before| has_number(&before)) {
                        ways::want(sql, now(), nights)?;
                    }
                }
            }
            Ok(())
        })?;
        hints::tell(&self.state);
        Ok(Response::empty()?)
    }

    /// Who read what the person handed in, and what for.
    async fn take_readings(&self, request: &mut Request) -> Result<Response, Problem> {
        let readings: Vec<Reading> = read(request).await?;
        txn(&self.state, |sql| -> Result<(), Problem> {
            for reading in &readings {
                if ledger::get(sql, &reading.key())?.is_none() {
                    ledger::put(sql, &reading.key(), &serde_json::to_string(reading)?)?;
                }
            }
            Ok(())
        })?;
        hints::tell(&self.state);
        Ok(Response::empty()?)
    }

    async fn ways(&self, request: &mut Request) -> Result<Response, Problem> {
        let Asked { caller, body } = read(request).await?;
        let found = txn(&self.state, |sql| ways::answer(sql, &caller.actor.person, body))?;
        Ok(Response::from_json(&found)?)
    }

    async fn take_nudges(&self, request: &mut Request) -> Result<Response, Problem> {
        let nudges: Vec<Nudge> = read(request).await?;
        txn(&self.state, |sql| ways::nudged(sql, &nudges, now(), push::nights(&self.env)))?;
        Ok(Response::empty()?)
    }

    async fn sessions(&self, request: &mut Request) -> Result<Response, Problem> {
        let asking: Asking = read(request).await?;
        let ends = asking.ends();
        let found = txn(&self.state, |sql| sessions::answer(sql, asking))?;
        if ends && !found.is_empty() {
            // Devices that listen hear it now, and not at their next call.
            hints::tell(&self.state);
        }
        Ok(Response::from_json(&found)?)
    }
}

/// How the keys of requests begin.
const REQUESTS: &str = "request/";

fn key(case: &Case) -> String {
    format!("{REQUESTS}{}", case.id)
}

/// Whether the agency had given it its number. That it does so is no news to whoever has just sent it.
fn has_number(case: &str) -> bool {
    serde_json::from_str::<Case>(case).is_ok_and(|case| case.number().is_some())
}

/// One call of one device, inside one transaction: all that it acknowledges is durable.
fn sync(mut tables: Tables<'_>, person: PersonId, call: &Call) -> Result<Answer, Problem> {
    let too_much =
        call.mutations.len() > MOST_SENT || call.mutations.iter().any(|sent| sent.body.len() > LARGEST_MUTATION);
    if too_much {
        return Err(Problem::too_large());
    }
    if !call.mutations.is_empty() && tables.receipts()? >= MOST_RECEIPTS {
        return Err(Problem::new(429, "too_many", TOO_MANY.zh, TOO_MANY.en));
    }
    let room = MOST_REQUESTS.saturating_sub(ledger::count(tables.sql, REQUESTS)?);
    server::answer(&mut tables, &mut Requests { person, room }, call).map_err(ledger::turned)
}

/// What a person's mutations mean.
struct Requests {
    person: PersonId,
    /// How many more there may be.
    room: u64,
}

impl<'a> Subject<Tables<'a>> for Requests {
    fn newest(&self) -> u16 {
        PersonMutation::VERSION
    }

    fn apply(&mut self, tables: &mut Tables<'a>, sent: &Sent) -> Result<Result<(), Refusal>, Problem> {
        Ok(apply(tables.sql, self, sent)?.map_or(Ok(()), Err))
    }
}

/// Applies one mutation, or says why not. A refused one is acknowledged all the same: sending it again would not help.
fn apply(sql: &SqlStorage, requests: &mut Requests, sent: &Sent) -> Result<Option<Refusal>, Problem> {
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
    let case = Case::submitted(sent.id, requests.person.clone(), form, now());
    // The same id without a receipt: from before receipts were kept. It is the same request.
    if ledger::get(sql, &key(&case))?.is_some() {
        return Ok(None);
    }
    let Some(room) = requests.room.checked_sub(1) else {
        return Ok(Some(because("too_many", TOO_MANY.zh, TOO_MANY.en)));
    };
    requests.room = room;
    ledger::put(sql, &key(&case), &serde_json::to_string(&case)?)?;
    outbox::put(sql, Target::Agency(case.form.agency.as_str()), "/case", &case)?;
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
