//! The notices of an agency: its list, and each step by its own person.

use mingbai_shared::digest::Digest;
use mingbai_shared::names::DocumentId;
use mingbai_shared::notice::{LARGEST_NOTICE, Notice, RecallReason, Step};
use mingbai_shared::roles::Action;
use serde::Deserialize;
use worker::{Env, Request, Response};

use crate::caller::Caller;
use crate::objects::Asked;
use crate::objects::agency::notices::object;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::{audit, body, session};

/// The text of a notice in JSON, where its characters may be written as escapes.
pub const LARGEST: usize = 3 * LARGEST_NOTICE;
/// The most bytes of a reason: 200 characters, each of which may be written as an escape.
pub const LARGEST_REASON: usize = 4_096;

/// Which notice is approved.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ApproveNotice"))]
pub struct Approving {
    /// The digest of the notice that was looked at: one that was written anew since is another.
    seen: Digest,
}

/// Why a notice is returned to whoever wrote it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ReturnNotice"))]
pub struct Returning {
    /// In a sentence, at most 200 characters.
    why: String,
}

/// Why a notice is recalled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "RecallNotice"))]
pub struct Recalling {
    /// One of few, which everybody reads in their language.
    reason: RecallReason,
}

/// The notices of one's agency.
pub async fn list(request: &Request, env: &Env) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let caller = Caller::of(&who, request, env);
    let Some(agency) = &who.actor().agency else {
        return Err(audit::forbid(env, None, &caller, Action::ProposeNotice, "notices").await);
    };
    super::ask(env, Target::Agency(agency.as_str()), "/notices", &Asked { caller, body: () }).await
}

/// Proposes a notice, or writes one anew.
pub async fn propose(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    if !who.actor().role.is_staff() {
        let caller = Caller::of(&who, request, env);
        return Err(audit::forbid(env, None, &caller, Action::ProposeNotice, "notice").await);
    }
    let notice: Notice = body::json(request, LARGEST).await?;
    take(request, env, &who, Step::Propose(Box::new(notice))).await
}

/// Approves, returns, recalls or withdraws one.
pub async fn step(request: &mut Request, env: &Env, id: &str, step: &str) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let id: DocumentId = id.parse().map_err(|_| Problem::not_found())?;
    let step = match step {
        "approve" => Step::Approve(id, body::json::<Approving>(request, LARGEST_REASON).await?.seen),
        "return" => Step::Return(id, body::json::<Returning>(request, LARGEST_REASON).await?.why),
        "withdraw" => Step::Withdraw(id),
        _ => Step::Recall(id, body::json::<Recalling>(request, LARGEST_REASON).await?.reason),
    };
    take(request, env, &who, step).await
}

async fn take(request: &Request, env: &Env, who: &SignedIn, step: Step) -> Result<Response, Problem> {
    let caller = Caller::of(who, request, env);
    let Some(agency) = &who.actor().agency else {
        return Err(audit::forbid(env, None, &caller, step.action(), &object(&step)).await);
    };
    // To return one puts nothing into the record.
    let wants_proof = !matches!(step, Step::Return(..));
    if wants_proof && who.actor().may_at_home(step.action()).is_ok() {
        who.proves(step.action())?;
    }
    super::ask(env, Target::Agency(agency.as_str()), "/notice", &Asked { caller, body: step }).await
}
