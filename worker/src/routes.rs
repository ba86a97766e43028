//! Every address and what is done there.

mod api;
mod calendar;
mod cases;
mod devices;
mod drafts;
mod notices;
mod openapi;
mod publications;
mod push;
mod slash;
mod trail;

use mingbai_shared::digest::Digest;
use mingbai_shared::pack::Addressed;
use worker::{Env, Method, Request, Response, ResponseBuilder};

use crate::known::unless_known;
use crate::limits::{self, Whose};
use crate::objects::register::Cosigned;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::{assets, body, caller, metrics, pages, readiness, session, sign_in};

/// The most bytes of a witness's line: a name and an Ed25519 cosignature in base64.
const LARGEST_LINE: usize = 1024;

/// Says that the worker answers.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Health {
    ok: bool,
}

/// An address, recognised.
#[derive(Debug, PartialEq, Eq)]
enum Route<'a> {
    Health,
    Ready,
    Metrics,
    /// The description of all this.
    Description,
    Page(pages::Address<'a>),
    /// A page that only the app can show.
    Shell,
    Asset,
    /// The public record, answered by the register.
    Record,
    LogKey,
    Cosignature,
    Session,
    SignIn,
    /// To a sign-in service, back from it, and its word that a sign-in has ended.
    SignInAt(&'a str),
    SignInDone(&'a str),
    SignInEnded(&'a str),
    SignOut,
    Devices,
    EndDevices,
    EndDevice(&'a str),
    Applicant(&'a str),
    Happened(&'a str),
    Calendar,
    Trail(&'a str),
    Sync,
    Hints,
    /// How one is told that there is something new.
    Push,
    EndPush,
    Channels,
    Drafts,
    Draft(&'a str),
    DraftStep {
        draft: &'a str,
        step: &'a str,
    },
    /// A draft, for whoever has a link.
    Previews,
    Publications,
    Publication(&'a str),
    PublicationStep {
        pack: &'a str,
        step: &'a str,
    },
    Notices,
    NoticeStep {
        notice: &'a str,
        step: &'a str,
    },
}

impl Route<'_> {
    fn of<'a>(segments: &[&'a str]) -> Option<Route<'a>> {
        Some(match segments {
            [""] => Route::Page(pages::Address::Home),
            ["policies"] => Route::Page(pages::Address::Policies),
            ["d", document] => Route::Page(pages::Address::Document { document, part: None }),
            ["d", document, kind, number] if Addressed::KINDS.contains(kind) => {
                Route::Page(pages::Address::Document { document, part: Some((kind, number)) })
            }
            [
                "index.html" | "firm" | "request" | "requests" | "reminders" | "notices" | "me" | "staff" | "trail"
                | "sign-in" | "clock" | "calendar" | "preview",
            ]
            | ["requests", _]
            | ["staff", _]
            | ["staff", "drafts" | "notices" | "publications", _] => Route::Shell,
            ["sign-in", service] => Route::SignInAt(service),
            ["sign-in", service, "done"] => Route::SignInDone(service),
            ["sign-in", service, "ended"] => Route::SignInEnded(service),
            ["assets", _]
            | ["sw.js" | "manifest.webmanifest" | "icon.svg" | "icon-maskable.svg" | "icon-192.png" | "icon-512.png"] => {
                Route::Asset
            }
            ["log", "key"] => Route::LogKey,
            ["log", "cosignature"] => Route::Cosignature,
            ["log", "checkpoint"]
            | ["log", "since", _]
            | ["log", "proof", _]
            | ["log", "tile", _, _, ..]
            | ["pack", _]
            | ["packs", _, _] => Route::Record,
            ["health"] => Route::Health,
            ["ready"] => Route::Ready,
            ["metrics"] => Route::Metrics,
            ["api", "openapi.json"] => Route::Description,
            ["api", "session"] => Route::Session,
            ["api", "sign-in"] => Route::SignIn,
            ["api", "sign-out"] => Route::SignOut,
            ["api", "devices"] => Route::Devices,
            ["api", "devices", "sign-out"] => Route::EndDevices,
            ["api", "devices", id, "sign-out"] => Route::EndDevice(id),
            ["api", "cases", id, "applicant"] => Route::Applicant(id),
            ["api", "cases", id, "events"] => Route::Happened(id),
            ["api", "calendar"] => Route::Calendar,
            ["api", "agencies", agency, "trail"] => Route::Trail(agency),
            ["api", "sync"] => Route::Sync,
            ["api", "hints"] => Route::Hints,
            ["api", "push"] => Route::Push,
            ["api", "push", "end"] => Route::EndPush,
            ["api", "push", "channels"] => Route::Channels,
            ["api", "drafts"] => Route::Drafts,
            ["api", "drafts", draft] => Route::Draft(draft),
            ["api", "drafts", draft, step @ ("discard" | "preview")] => Route::DraftStep { draft, step },
            ["api", "drafts", draft, "preview", step @ "end"] => Route::DraftStep { draft, step },
            ["api", "previews"] => Route::Previews,
            ["api", "publications"] => Route::Publications,
            ["api", "publications", pack] => Route::Publication(pack),
            [
                "api",
                "publications",
                pack,
                step @ ("review" | "sign" | "return" | "withdraw" | "approve-withdrawal"),
            ] => Route::PublicationStep { pack, step },
            ["api", "notices"] => Route::Notices,
            ["api", "notices", notice, step @ ("approve" | "return" | "recall" | "withdraw")] => {
                Route::NoticeStep { notice, step }
            }
            _ => return None,
        })
    }

    /// What it is counted as.
    fn kind(&self) -> &'static str {
        match self {
            Route::Health | Route::Ready | Route::Metrics | Route::Description => "operations",
            Route::Page(_) | Route::Shell => "page",
            Route::Asset => "asset",
            Route::Record | Route::LogKey | Route::Cosignature => "record",
            Route::Session | Route::Devices | Route::EndDevices | Route::EndDevice(_) => "session",
            Route::SignIn | Route::SignInAt(_) | Route::SignInDone(_) | Route::SignInEnded(_) | Route::SignOut => {
                "sign_in"
            }
            Route::Applicant(_) => "applicant",
            Route::Happened(_) => "cases",
            Route::Calendar => "calendar",
            Route::Trail(_) => "trail",
            Route::Sync => "sync",
            Route::Hints => "hints",
            Route::Push | Route::EndPush | Route::Channels => "push",
            Route::Drafts | Route::Draft(_) | Route::DraftStep { .. } => "drafts",
            Route::Previews => "previews",
            Route::Publications | Route::Publication(_) | Route::PublicationStep { .. } => "publications",
            Route::Notices | Route::NoticeStep { .. } => "notices",
        }
    }

    /// The methods that the address takes.
    fn allow(&self) -> &'static str {
        match self {
            Route::SignIn | Route::Draft(_) | Route::Notices | Route::Publications | Route::Push => "GET, POST",
            Route::Cosignature
            | Route::SignInEnded(_)
            | Route::SignOut
            | Route::EndDevices
            | Route::EndDevice(_)
            | Route::Applicant(_)
            | Route::Happened(_)
            | Route::Calendar
            | Route::Sync
            | Route::EndPush
            | Route::Channels
            | Route::DraftStep { .. }
            | Route::Previews
            | Route::PublicationStep { .. }
            | Route::NoticeStep { .. } => "POST",
            // Each has an effect, writes a line or goes on as something else: asking for the head alone is not meant.
            Route::SignInAt(_) | Route::SignInDone(_) | Route::Trail(_) | Route::Hints => "GET",
            _ => "GET, HEAD",
        }
    }

    /// Whether it begins or ends a sign-in, for whoever comes.
    fn is_of_sign_in(&self) -> bool {
        matches!(self, Route::SignIn | Route::SignInAt(_) | Route::SignInDone(_))
    }

    fn takes(&self, method: &Method) -> bool {
        self.allow().split(", ").any(|allowed| allowed == method.as_ref())
    }
}

/// Answers a request; beside the answer, as what it is counted.
pub async fn handle(request: Request, env: &Env) -> (&'static str, Result<Response, Problem>) {
    let path = request.path();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    if let (Method::Get | Method::Head, Some(page)) = (request.method(), slash::without(&path)) {
        return ("page", slash::moved(&request, page));
    }
    let route = Route::of(&segments);
    let kind = route.as_ref().map_or("none", Route::kind);
    let answer = match session::check_origin(&request) {
        Ok(()) => answer(request, env, &path, route).await,
        Err(problem) => Err(problem),
    };
    (kind, answer)
}

async fn answer(mut request: Request, env: &Env, path: &str, route: Option<Route<'_>>) -> Result<Response, Problem> {
    let Some(route) = route else {
        return match wants_page(&request) {
            true => pages::serve(&request, env, pages::Address::Nowhere).await,
            false => Err(Problem::not_found()),
        };
    };
    if !route.takes(&request.method()) {
        return Err(Problem::wrong_method(route.allow()));
    }
    if route.is_of_sign_in() {
        limits::take(Whose::SignIn(caller::network(&request, env)))?;
    }
    if matches!(route, Route::SignInEnded(_)) {
        limits::take(Whose::Ended)?;
    }
    if matches!(route, Route::Previews) {
        limits::take(Whose::Preview(caller::network(&request, env)))?;
    }
    match route {
        Route::Health => Ok(Response::from_json(&Health { ok: true })?),
        Route::Ready => readiness::answer(env),
        Route::Metrics => metrics::answer(),
        Route::Description => openapi::answer(&request),
        Route::Page(address) => pages::serve(&request, env, address).await,
        Route::Shell => html(&request, assets::shell(env).await?, 200),
        Route::Asset => assets::serve(&request, env, path).await,
        Route::Record => object(env, Target::Register, &request).await,
        Route::LogKey => Ok(Response::ok(crate::setting::required(env, "LOG_VKEY")?)?),
        Route::Cosignature => {
            let line =
                String::from_utf8(body::bytes(&mut request, LARGEST_LINE).await?).map_err(|_| Problem::malformed())?;
            ask(env, Target::Register, "/cosignature", &Cosigned { line }).await
        }
        Route::Session => api::session(&request, env).await,
        Route::SignIn if request.method() == Method::Post => api::sign_in(&mut request, env).await,
        Route::SignIn => api::ways_to_sign_in(env),
        Route::SignInAt(service) => sign_in::leave(&request, env, service).await,
        Route::SignInDone(service) => sign_in::done(&request, env, service).await,
        Route::SignInEnded(service) => sign_in::ended(&mut request, env, service).await,
        Route::SignOut => api::sign_out(&request, env).await,
        Route::Devices => devices::list(&request, env).await,
        Route::EndDevices => devices::end_all(&request, env).await,
        Route::EndDevice(id) => devices::end(&request, env, id).await,
        Route::Applicant(id) => cases::applicant(&mut request, env, id).await,
        Route::Happened(id) => cases::happened(&mut request, env, id).await,
        Route::Calendar => calendar::load(&mut request, env).await,
        Route::Trail(agency) => trail::read(&request, env, agency).await,
        Route::Sync => api::sync(&mut request, env).await,
        Route::Hints => api::hints(&request, env).await,
        Route::Push if request.method() == Method::Post => push::subscribe(&mut request, env).await,
        Route::Push => push::look(&request, env).await,
        Route::EndPush => push::end(&mut request, env).await,
        Route::Channels => push::choose(&mut request, env).await,
        Route::Drafts => drafts::list(&request, env).await,
        Route::Draft(id) if request.method() == Method::Post => drafts::step(&mut request, env, id, "save").await,
        Route::Draft(id) => drafts::open(&request, env, id).await,
        Route::DraftStep { draft, step } => drafts::step(&mut request, env, draft, step).await,
        Route::Previews => drafts::preview(&mut request, env).await,
        Route::Publications if request.method() == Method::Post => publications::hand_up(&mut request, env).await,
        Route::Publications => publications::list(&request, env).await,
        Route::Publication(pack) => publications::open(&request, env, pack).await,
        Route::Notices if request.method() == Method::Post => notices::propose(&mut request, env).await,
        Route::Notices => notices::list(&request, env).await,
        Route::NoticeStep { notice, step } => notices::step(&mut request, env, notice, step).await,
        Route::PublicationStep { pack, step } => publications::step(&mut request, env, pack, step).await,
    }
}

/// A person who follows an address that leads nowhere is helped by a page; a program is told by a problem.
fn wants_page(request: &Request) -> bool {
    let accepted = request.headers().get("Accept").ok().flatten().unwrap_or_default();
    request.method() == Method::Get && accepted.contains("text/html")
}

/// A page. It is made anew each time, since the record may have grown. What stands inside it the front worker lets run, and nothing else.
pub fn html(
    request: &Request,
    assets::Shell { text, inside }: assets::Shell,
    status: u16,
) -> Result<Response, Problem> {
    let builder = ResponseBuilder::new()
        .with_status(status)
        .with_header("Content-Type", "text/html; charset=utf-8")?
        .with_header("Cache-Control", "no-cache")?
        .with_header("Mingbai-Inside", &inside)?;
    if status != 200 {
        return Ok(builder.fixed(text.into_bytes()));
    }
    let name = Digest::of(text.as_bytes());
    unless_known(request, name, builder, || Ok(text.into_bytes()))
}

/// Passes a request on to an object as it is.
async fn object(env: &Env, target: Target<'_>, request: &Request) -> Result<Response, Problem> {
    let (binding, name) = target.address();
    let stub = env.durable_object(binding)?.get_by_name(name)?;
    let answer = stub.fetch_with_request(request.clone()?).await?;
    // The headers of an object's answer cannot be changed on the way; a copy's can.
    if answer.status_code() == 101 { Ok(answer) } else { copy(answer).await }
}

/// Asks an object to do something for someone.
pub async fn ask(env: &Env, target: Target<'_>, path: &str, body: &impl serde::Serialize) -> Result<Response, Problem> {
    let (binding, name) = target.address();
    let mut init = worker::RequestInit::new();
    init.with_method(Method::Post).with_body(Some(serde_json::to_string(body)?.into()));
    let request = Request::new_with_init(&format!("http://object{path}"), &init)?;
    let answer = copy(env.durable_object(binding)?.get_by_name(name)?.fetch_with_request(request).await?).await?;
    // What was asked for someone is theirs.
    answer.headers().set("Cache-Control", "no-store")?;
    Ok(answer)
}

async fn copy(mut answer: Response) -> Result<Response, Problem> {
    let builder = ResponseBuilder::new().with_status(answer.status_code()).with_headers(answer.headers().clone());
    if answer.status_code() == 304 {
        return Ok(builder.empty());
    }
    let bytes = answer.bytes().await?;
    Ok(builder.fixed(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(path: &str) -> Option<Route<'_>> {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        Route::of(&segments)
    }

    #[test]
    fn every_address_of_the_interface_is_known_and_no_other() {
        assert_eq!(route("/"), Some(Route::Page(pages::Address::Home)));
        for (path, part) in
            [("/d/x/art/12-1", ("art", "12-1")), ("/d/x/q/3", ("q", "3")), ("/d/x/term/2", ("term", "2"))]
        {
            let page = pages::Address::Document { document: "x", part: Some(part) };
            assert_eq!(route(path), Some(Route::Page(page)), "{path}");
        }
        assert_eq!(route("/requests/018f"), Some(Route::Shell));
        assert_eq!(route("/log/tile/entries/x001/067.p/3"), Some(Route::Record));
        for unknown in [
            "",
            "/d",
            "/d/x/art",
            "/d/x/q",
            "/d/x/y/z",
            "/d/x/q/1/2",
            "/api",
            "/api/publications/x/burn",
            "/assets/a/b",
            "/log",
            "//",
        ] {
            assert_eq!(route(unknown), None, "{unknown:?}");
        }
    }

    #[test]
    fn an_address_takes_its_own_methods() {
        assert!(Route::Sync.takes(&Method::Post) && !Route::Sync.takes(&Method::Get));
        assert!(Route::SignIn.takes(&Method::Get) && Route::SignIn.takes(&Method::Post));
        assert!(Route::Record.takes(&Method::Head) && !Route::Record.takes(&Method::Delete));
    }
}
