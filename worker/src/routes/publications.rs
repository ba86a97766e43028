//! The steps of a publication, each by another person.

use mingbai_shared::digest::Digest;
use mingbai_shared::pack::LARGEST_PACK;
use mingbai_shared::roles::Action;
use worker::{Env, Request, Response};

use crate::caller::Caller;
use crate::objects::Asked;
use crate::objects::agency::publications::Step;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::{audit, body, session};

/// A drafter hands up the JSON of a pack.
pub async fn hand_up(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    if !who.actor().role.is_staff() {
        let caller = Caller::of(&who, request, env);
        return Err(audit::forbid(env, None, &caller, Action::Draft, "pack").await);
    }
    let bytes = body::bytes(request, LARGEST_PACK).await?;
    let pack = String::from_utf8(bytes).map_err(|_| Problem::malformed())?;
    take(request, env, &who, Step::HandUp(pack)).await
}

/// A reviewer clears it, or a signatory signs it.
pub async fn step(request: &Request, env: &Env, pack: &str, step: &str) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let pack: Digest = pack.parse().map_err(|_| Problem::not_found())?;
    take(request, env, &who, if step == "review" { Step::Review(pack) } else { Step::Sign(pack) }).await
}

async fn take(request: &Request, env: &Env, who: &SignedIn, step: Step) -> Result<Response, Problem> {
    let caller = Caller::of(who, request, env);
    let Some(agency) = &who.actor().agency else {
        return Err(audit::forbid(env, None, &caller, step.action(), &step.object()).await);
    };
    // Whom the table forbids it is told so, and not to sign in again for nothing.
    if who.actor().may_at_home(step.action()).is_ok() {
        who.proves(step.action())?;
    }
    super::ask(env, Target::Agency(agency.as_str()), "/publications", &Asked { caller, body: step }).await
}
