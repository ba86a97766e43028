//! The working days of a year, loaded by the district's office without a new release.

use mingbai_shared::agencies::DISTRICT_OFFICE;
use mingbai_shared::calendar::LONGEST_YEAR;
use mingbai_shared::roles::{Action, Of};
use serde::Deserialize;
use worker::{Env, Request, Response};

use crate::caller::Caller;
use crate::objects::Asked;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::{audit, body, session};

/// The text of a year in JSON, where each of its bytes may be written as six.
pub const LARGEST: usize = 6 * LONGEST_YEAR + 64;

/// A year to load.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "YearOfWorkingDays"))]
pub struct What {
    /// In the form of `shared/data/calendar.txt`.
    plan: String,
}

/// Loads a year.
pub async fn load(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let caller = Caller::of(&who, request, env);
    let office = DISTRICT_OFFICE.parse().map_err(|_| Problem::internal())?;
    // It is done for the whole district at its office: who carries it at another agency does not carry it here.
    if who.actor().may(Action::LoadCalendar, Of::Agency(&office)).is_err() {
        return Err(audit::forbid(env, None, &caller, Action::LoadCalendar, "calendar").await);
    }
    who.proves(Action::LoadCalendar)?;
    let What { plan } = body::json(request, LARGEST).await?;
    super::ask(env, Target::Agency(office.as_str()), "/calendar", &Asked { caller, body: plan }).await
}
