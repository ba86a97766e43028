//! An agency's audit trail, for those who may read it: JSON lines, as `mingbai trail verify` reads them.

use mingbai_shared::agencies;
use mingbai_shared::names::AgencyId;
use mingbai_shared::roles::{Action, Of};
use worker::{Env, Request, Response};

use crate::caller::Caller;
use crate::objects::Asked;
use crate::objects::agency::ReadTrail;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::{audit, session};

/// `?after=N&until=M`: the lines after N up to M, some hundreds at once; `Mingbai-Trail-Until` says up to where there were lines at the first.
pub async fn read(request: &Request, env: &Env, agency: &str) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let agency: AgencyId = agency.parse().map_err(|_| Problem::not_found())?;
    let caller = Caller::of(&who, request, env);
    // An object is made by being asked: only the district's own agencies have one.
    if agencies::find(agency.as_str()).is_none() {
        return Err(Problem::not_found());
    }
    if who.actor().may(Action::ReadTrail, Of::Agency(&agency)).is_err() {
        return Err(audit::forbid(env, Some(&agency), &caller, Action::ReadTrail, "trail").await);
    }
    let url = request.url()?;
    let number = |name: &str| match url.query_pairs().find(|(key, _)| key == name) {
        Some((_, text)) => text.parse().map(Some).map_err(|_| Problem::malformed()),
        None => Ok(None),
    };
    let body = ReadTrail { after: number("after")?.unwrap_or_default(), until: number("until")? };
    let asked = Asked { caller, body };
    super::ask(env, Target::Agency(agency.as_str()), "/trail", &(&agency, asked)).await
}
