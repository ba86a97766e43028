//! The steps of a publication, each by another person.

use mingbai_shared::digest::Digest;
use mingbai_shared::pack::LARGEST_PACK;
use mingbai_shared::roles::Actor;
use worker::{Env, Request, Response};

use crate::objects::Asked;
use crate::objects::agency::Step;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::{body, session};

/// A drafter hands up the JSON of a pack.
pub async fn hand_up(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let actor = session::require(request, env)?;
    if !actor.role.is_staff() {
        return Err(Problem::forbidden());
    }
    let bytes = body::bytes(request, LARGEST_PACK).await?;
    let pack = String::from_utf8(bytes).map_err(|_| Problem::malformed())?;
    take(env, actor, Step::HandUp(pack)).await
}

/// A reviewer clears it, or a signatory signs it.
pub async fn step(request: &Request, env: &Env, pack: &str, step: &str) -> Result<Response, Problem> {
    let actor = session::require(request, env)?;
    let pack: Digest = pack.parse().map_err(|_| Problem::not_found())?;
    take(env, actor, if step == "review" { Step::Review(pack) } else { Step::Sign(pack) }).await
}

async fn take(env: &Env, actor: Actor, step: Step) -> Result<Response, Problem> {
    let agency = actor.agency.clone().ok_or_else(Problem::forbidden)?;
    super::ask(env, Target::Agency(agency.as_str()), "/publications", &Asked { actor, body: step }).await
}
