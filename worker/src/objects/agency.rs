//! `Agency`: the cases of one agency, its drafts, the packs on their way to publication, and the audit trail of all.

pub mod calendar;
pub mod cases;
pub mod drafts;
pub mod notices;
pub mod publications;
pub mod trail;

use mingbai_shared::deadline::District;
use mingbai_shared::digest::Digest;
use mingbai_shared::names::AgencyId;
use mingbai_shared::notice;
use mingbai_shared::pack::gate::{Entered, Known, Step};
use mingbai_shared::request::{Case, Happened, NotAllowed, Reading};
use mingbai_shared::roles::{Action, Of};
use mingbai_shared::sync::{Call, server};
use mingbai_shared::trail::{Deed, Outcome};
use serde::{Deserialize, Serialize};
use worker::{
    DurableObject, Env, Error, Request, Response, ResponseBuilder, State, WebSocket, WebSocketIncomingMessage,
    durable_object,
};

use self::calendar::{Loaded, LoadedYear};
use self::cases::{Asker, ReadApplicant};
use self::publications::{Came, Look};
use super::ledger::{self, Copies, Tables};
use super::{Asked, answer, hints, now, read};
use crate::audit;
use crate::caller::Caller;
use crate::limits::{self, Whose};
use crate::log;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::routes;
use crate::storage::{migrate, txn};

/// The object.
#[durable_object]
#[derive(Debug)]
pub struct Agency {
    state: State,
    env: Env,
}

/// Which part of the trail somebody reads.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ReadTrail {
    /// After which line.
    pub after: u64,
    /// Up to which; none for the last that there is.
    pub until: Option<u64>,
}

impl DurableObject for Agency {
    fn new(state: State, env: Env) -> Self {
        let steps = [
            ledger::TABLES,
            outbox::TABLE,
            publications::EARLIER,
            ledger::RECEIPTS,
            cases::TABLE,
            trail::TABLE,
            notices::TABLE,
            publications::TABLE,
            drafts::TABLES,
        ];
        if let Err(error) = migrate(&state, &steps) {
            log::fault("the agency’s tables", error);
        }
        Agency { state, env }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let result = match request.path().as_str() {
            "/sync" => self.sync(&mut request).await,
            "/case" => self.take_cases(&mut request).await,
            "/applicant" => self.read_applicant(&mut request).await,
            "/happened" => self.happened(&mut request).await,
            "/calendar" => self.load_calendar(&mut request).await,
            "/years" => self.take_years(&mut request).await,
            "/drafts" => self.list_drafts(&mut request).await,
            "/draft" => self.open_draft(&mut request).await,
            "/draft/step" => self.step_of_draft(&mut request).await,
            "/preview" => self.preview(&mut request).await,
            "/publications" => self.list_publications(&mut request).await,
            "/publication" => self.step_of_publication(&mut request).await,
            "/pack" => self.open_publication(&mut request).await,
            "/entered" => self.entered(&mut request).await,
            "/notices" => self.list_notices(&mut request).await,
            "/notice" => self.step_of_notice(&mut request).await,
            "/trail" => self.read_trail(&mut request).await,
            "/note" => self.note(&mut request).await,
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
    /// The cases, for those who may follow them.
    async fn sync(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<Call> = read(request).await?;
        let agency = self.permitted(&asked, Action::ReadCases, "cases")?;
        let copies = Copies::of(&self.env);
        // Staff hand in nothing this way: they work in the agency's own records.
        let answer = txn(&self.state, |sql| -> Result<_, Problem> {
            trail::append_reading(sql, &agency, &audit::done(&asked.caller, Action::ReadCases, "cases"))?;
            server::changes(&mut Tables { sql, copies: &copies }, &asked.body)
        })?;
        Ok(Response::from_json(&answer)?)
    }

    /// Takes cases in once, gives each its number, and tells the person.
    async fn take_cases(&self, request: &mut Request) -> Result<Response, Problem> {
        let cases: Vec<Case> = read(request).await?;
        txn(&self.state, |sql| cases.into_iter().try_for_each(|case| cases::take(sql, case, now())))?;
        hints::tell(&self.state);
        Ok(Response::empty()?)
    }

    /// Shows who asks, notes it, and tells the person: all or nothing.
    async fn read_applicant(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<ReadApplicant> = read(request).await?;
        let ReadApplicant { case, purpose } = asked.body;
        let on = format!("case/{case}");
        let agency = self.permitted(&asked, Action::ReadApplicant, &on)?;
        let asker = txn(&self.state, |sql| -> Result<Asker, Problem> {
            let case = cases::find(sql, case)?.ok_or_else(Problem::not_found)?;
            let deed = audit::done(&asked.caller, Action::ReadApplicant, &on);
            let (at, role) = (deed.at, asked.caller.actor.role);
            let deed = Deed { why: Some(purpose.code().into()), ..deed };
            let serial = trail::append(sql, &agency, &deed)?;
            let reading = Reading { serial, case: case.id, agency: agency.clone(), role, purpose, at };
            outbox::put(sql, Target::Person(case.person.as_str()), "/reading", &reading)?;
            Ok(Asker::from(&case))
        })?;
        Ok(Response::from_json(&asker)?)
    }

    /// Notes what happened to a case, where the law allows it, and tells the person.
    async fn happened(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<Happened> = read(request).await?;
        let Happened { case, what } = &asked.body;
        let found = cases::find(&self.state.storage().sql(), *case)?;
        let (action, on) = (what.action(found.and_then(|found| found.clock).as_ref()), format!("case/{case}"));
        let agency = self.permitted(&asked, action, &on)?;
        let listed = txn(&self.state, |sql| -> Result<_, Problem> {
            let case = cases::find(sql, *case)?.ok_or_else(Problem::not_found)?;
            let case = case
                .happen(what, now(), &calendar::known(sql)?, &District::default())
                .map_err(|why| not_noted(&why))?;
            let deed = audit::done(&asked.caller, action, &on);
            trail::append(sql, &agency, &Deed { why: Some(what.to_string()), ..deed })?;
            cases::keep(sql, &case)?;
            Ok(case.listed())
        })?;
        hints::tell(&self.state);
        Ok(Response::from_json(&listed)?)
    }

    /// Loads a year for the whole district: the district's office alone.
    async fn load_calendar(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<String> = read(request).await?;
        let on = calendar::year_of(&asked.body);
        let agency = self.permitted(&asked, Action::LoadCalendar, &on)?;
        let year =
            txn(&self.state, |sql| calendar::load_for_district(sql, &agency, &asked.caller, &asked.body, now()))?;
        hints::tell(&self.state);
        Ok(Response::from_json(&LoadedYear { year })?)
    }

    /// Takes years that the district's office loaded.
    async fn take_years(&self, request: &mut Request) -> Result<Response, Problem> {
        let loaded: Vec<(AgencyId, Loaded)> = read(request).await?;
        txn(&self.state, |sql| loaded.iter().try_for_each(|(agency, year)| calendar::take(sql, agency, year, now())))?;
        hints::tell(&self.state);
        Ok(Response::empty()?)
    }

    /// One step of a publication; beside the answer, a line in the trail.
    async fn step_of_publication(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<Step> = read(request).await?;
        let (pack, why) = (asked.body.pack(), asked.body.why());
        let on = publications::object(pack);
        let before = publications::filed(&self.state.storage().sql(), pack)?;
        let action = asked.body.action(before.as_ref().map(|filed| filed.publication().stage()));
        let agency = self.permitted(&asked, action, &on)?;
        let known = match asked.body.question(before.as_ref()) {
            Some(question) => routes::ask(&self.env, Target::Register, "/standing", &question).await?.json().await?,
            None => Known::default(),
        };
        let Asked { caller, body: step } = asked;
        let taken = txn(&self.state, |sql| -> Result<_, Problem> {
            let came = publications::take(sql, &caller.actor, step, known, now())?;
            // What was done before is no deed. What was returned at once is kept, and noted as refused.
            if came.is_new {
                let deed = match &came.returned {
                    Some(problem) => audit::refused(&caller, action, &on, problem),
                    None => audit::done(&caller, action, &on),
                };
                trail::append(sql, &agency, &Deed { why, ..deed })?;
            }
            Ok(came)
        });
        match taken {
            Ok(Came { returned: Some(problem), .. }) => Err(problem),
            Ok(came) => Ok(Response::from_json(&came.standing)?),
            // What was refused rolled back, and is noted by itself: that somebody tried to sign what they wrote is what a trail is for.
            Err(problem) => Err(self.refuse(&agency, &caller, action, &on, problem)),
        }
    }

    /// The publications on their way, for those whose step needs to see them.
    async fn list_publications(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<Look> = read(request).await?;
        self.permitted(&asked, Action::ReadPublications, "packs")?;
        let sql = self.state.storage().sql();
        Ok(Response::from_json(&publications::list(&sql, &asked.caller.actor, asked.body)?)?)
    }

    /// One of them with its pack.
    async fn open_publication(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<Digest> = read(request).await?;
        self.permitted(&asked, Action::ReadPublications, &publications::object(asked.body))?;
        let sql = self.state.storage().sql();
        Ok(Response::from_json(&publications::open(&sql, &asked.caller.actor, asked.body)?)?)
    }

    /// Takes in that the register has entered what was signed. Nobody does that by hand.
    async fn entered(&self, request: &mut Request) -> Result<Response, Problem> {
        let entered: Vec<Entered> = read(request).await?;
        txn(&self.state, |sql| {
            entered.iter().try_for_each(|one| -> Result<(), Problem> {
                if publications::enter(sql, one, now())? {
                    let on = publications::object(one.entry.pack);
                    let why = Some(format!("entry/{}", one.number));
                    let (act, outcome) = (Action::Publish, Outcome::Done);
                    let deed = Deed { at: now(), who: None, name: None, act, on, why, from: None, outcome };
                    trail::append(sql, &one.entry.agency, &deed)?;
                }
                Ok(())
            })
        })?;
        hints::tell(&self.state);
        Ok(Response::empty()?)
    }

    /// The notices, for those who write or approve them.
    async fn list_notices(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<()> = read(request).await?;
        let actor = &asked.caller.actor;
        let either = [Action::ProposeNotice, Action::ApproveNotice];
        if !either.into_iter().any(|action| actor.may_at_home(action).is_ok()) {
            self.permitted(&asked, Action::ProposeNotice, "notices")?;
        }
        Ok(Response::from_json(&notices::all(&self.state.storage().sql(), actor)?)?)
    }

    /// One step of a notice; beside the answer, a line in the trail.
    async fn step_of_notice(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<notice::Step> = read(request).await?;
        let Asked { caller, body: step } = &asked;
        let (action, on) = (step.action(), notices::object(step));
        let agency = self.permitted(&asked, action, &on)?;
        let question = notices::question(&self.state.storage().sql(), &agency, step)?;
        let known = match question {
            Some(question) => routes::ask(&self.env, Target::Register, "/grounds", &question).await?.json().await?,
            None => notices::Known::default(),
        };
        let taken = txn(&self.state, |sql| -> Result<_, Problem> {
            let (standing, is_new) = notices::take(sql, &caller.actor, step, known, now())?;
            // What was done before is no deed.
            if is_new {
                trail::append(sql, &agency, &Deed { why: notices::why(step), ..audit::done(caller, action, &on) })?;
            }
            Ok(standing)
        });
        match taken {
            Ok(standing) => Ok(Response::from_json(&standing)?),
            Err(problem) => Err(self.refuse(&agency, caller, action, &on, problem)),
        }
    }

    /// The lines of the trail, for those who may read them. That they did is a line too.
    async fn read_trail(&self, request: &mut Request) -> Result<Response, Problem> {
        let (agency, asked): (AgencyId, Asked<ReadTrail>) = read(request).await?;
        let (lines, until) = txn(&self.state, |sql| -> Result<_, Problem> {
            asked.caller.actor.may(Action::ReadTrail, Of::Agency(&agency)).map_err(|_| Problem::forbidden())?;
            let ReadTrail { after, until } = asked.body;
            let until = until.unwrap_or(trail::head(sql, &agency)?.entries);
            let lines = trail::lines(sql, after, until)?;
            trail::append_reading(sql, &agency, &audit::done(&asked.caller, Action::ReadTrail, "trail"))?;
            Ok((lines, until))
        })?;
        let builder = ResponseBuilder::new()
            .with_header("Content-Type", "application/jsonl")?
            .with_header("Mingbai-Trail-Until", &until.to_string())?;
        Ok(builder.fixed(lines.into_bytes()))
    }

    /// Notes what another part of the worker saw.
    async fn note(&self, request: &mut Request) -> Result<Response, Problem> {
        let (agency, deed): (AgencyId, Deed) = read(request).await?;
        txn(&self.state, |sql| trail::append(sql, &agency, &deed))?;
        Ok(Response::empty()?)
    }

    /// The agency at which this may be done; what may not is noted.
    fn permitted<T>(&self, asked: &Asked<T>, action: Action, on: &str) -> Result<AgencyId, Problem> {
        if let Ok(agency) = asked.caller.actor.may_at_home(action) {
            return Ok(agency.clone());
        }
        let agency = asked.caller.actor.agency.as_ref().ok_or_else(Problem::forbidden)?;
        Err(self.refuse(agency, &asked.caller, action, on, Problem::forbidden()))
    }

    /// Refuses and notes it, as often as somebody may leave such a line. What cannot be noted is refused all the same.
    fn refuse(&self, agency: &AgencyId, caller: &Caller, action: Action, on: &str, problem: Problem) -> Problem {
        let noted = limits::take(Whose::Refusals(caller.actor.person.to_string())).and_then(|()| {
            let deed = audit::refused(caller, action, on, &problem);
            txn(&self.state, |sql| trail::append(sql, agency, &deed))
        });
        noted.err().unwrap_or(problem)
    }
}

/// Why something is not noted, as a problem with its article.
fn not_noted(why: &NotAllowed) -> Problem {
    let message = why.message();
    Problem::new(409, why.code(), &message.zh, &message.en)
}
