//! The drafts of an agency, for those who write them; and previews, for whoever has a link.

use mingbai_shared::agencies;
use mingbai_shared::names::AgencyId;
use mingbai_shared::pack::LARGEST_PACK;
use mingbai_shared::pack::draft::kept::{DraftId, Saving};
use mingbai_shared::pack::draft::preview::{Days, Token};
use mingbai_shared::roles::Action;
use serde::Deserialize;
use worker::{Env, Request, Response};

use crate::caller::Caller;
use crate::objects::Asked;
use crate::objects::agency::drafts::{Step, object, over};
use crate::outbox::Target;
use crate::problem::Problem;
use crate::{audit, body, session};

/// The most bytes of a save: a draft, in which a character may be written as an escape of twice its bytes.
pub const LARGEST: usize = 2 * LARGEST_PACK + 1024;
/// The most bytes of what else is said of a draft.
pub const LARGEST_STEP: usize = 1024;

/// Which draft is discarded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "DiscardDraft"))]
pub struct Discarding {
    /// The revision that was looked at.
    from: u64,
}

/// A link is wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "MakePreview"))]
pub struct Previewing {
    /// For how many days.
    days: Days,
}

/// A link is followed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "OpenPreview"))]
pub struct Looking {
    /// As it was given to whoever has it.
    token: String,
}

/// The drafts of one's agency.
pub async fn list(request: &Request, env: &Env) -> Result<Response, Problem> {
    let (caller, agency) = drafter(request, env, None).await?;
    super::ask(env, Target::Agency(agency.as_str()), "/drafts", &Asked { caller, body: () }).await
}

/// One as it was last saved.
pub async fn open(request: &Request, env: &Env, id: &str) -> Result<Response, Problem> {
    let id = id.parse().ok();
    let (caller, agency) = drafter(request, env, id).await?;
    let body: DraftId = id.ok_or_else(Problem::not_found)?;
    super::ask(env, Target::Agency(agency.as_str()), "/draft", &Asked { caller, body }).await
}

/// Saves, discards, makes a link or ends all of them.
pub async fn step(request: &mut Request, env: &Env, id: &str, step: &str) -> Result<Response, Problem> {
    let id: Option<DraftId> = id.parse().ok();
    let (caller, agency) = drafter(request, env, id).await?;
    let id = id.ok_or_else(Problem::not_found)?;
    let step = match step {
        "save" => {
            let saving: Saving = body::json(request, LARGEST).await?;
            if saving.person.as_ref().is_some_and(|person| *person != caller.actor.person) {
                return Err(Problem::somebody_else());
            }
            Step::Save(Box::new(saving))
        }
        "discard" => Step::Discard(body::json::<Discarding>(request, LARGEST_STEP).await?.from),
        "preview" => Step::Preview(body::json::<Previewing>(request, LARGEST_STEP).await?.days),
        _ => Step::EndPreviews,
    };
    super::ask(env, Target::Agency(agency.as_str()), "/draft/step", &Asked { caller, body: (id, step) }).await
}

/// A draft for whoever has a link. The token stands in the body, since addresses stand in logs.
pub async fn preview(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let Looking { token } = body::json(request, LARGEST_STEP).await?;
    // An object is made by being asked: only the district's own agencies have one.
    let token = Token::read(&token).filter(|token| agencies::find(token.agency().as_str()).is_some());
    let token = token.ok_or_else(over)?;
    let agency = token.agency();
    super::ask(env, Target::Agency(agency.as_str()), "/preview", &(agency, token.key())).await
}

/// Whoever may draft, and at which agency; who may not is refused before anything is read of what they send, and that is noted.
async fn drafter(request: &Request, env: &Env, id: Option<DraftId>) -> Result<(Caller, AgencyId), Problem> {
    let who = session::require(request, env).await?;
    let caller = Caller::of(&who, request, env);
    match who.actor().may_at_home(Action::Draft) {
        Ok(agency) => Ok((caller, agency.clone())),
        Err(_) => {
            let on = id.map_or_else(|| "drafts".to_owned(), object);
            Err(audit::forbid(env, None, &caller, Action::Draft, &on).await)
        }
    }
}
