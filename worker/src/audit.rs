//! What is noted in an agency's audit trail: by the agency's own object in the transaction of the deed, and from here where no agency was reached.

use mingbai_shared::agencies::DISTRICT_OFFICE;
use mingbai_shared::names::AgencyId;
use mingbai_shared::roles::Action;
use mingbai_shared::trail::{Deed, Outcome};
use worker::Env;

use crate::caller::Caller;
use crate::limits::{self, Whose};
use crate::objects::now;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::routes;

/// The most characters of a name that are noted.
const LONGEST_NAME: usize = mingbai_shared::trail::LONGEST_NAME;

/// Something that was done.
pub fn done(who: &Caller, act: Action, on: &str) -> Deed {
    // Whom a trail holds to account stands in it by name; whoever comes to an agency from outside does not.
    let name = who.actor.role.is_staff().then(|| who.name.chars().take(LONGEST_NAME).collect());
    let from = who.from.clone();
    Deed { at: now(), who: Some(who.actor.clone()), name, act, on: on.into(), why: None, from, outcome: Outcome::Done }
}

/// Something that was refused.
pub fn refused(who: &Caller, act: Action, on: &str, problem: &Problem) -> Deed {
    Deed { outcome: Outcome::Refused(problem.code.into()), ..done(who, act, on) }
}

/// Notes a deed in an agency's trail.
pub async fn note(env: &Env, agency: &AgencyId, deed: &Deed) -> Result<(), Problem> {
    let answer = routes::ask(env, Target::Agency(agency.as_str()), "/note", &(agency, deed)).await?;
    if answer.status_code() == 200 { Ok(()) } else { Err(Problem::internal()) }
}

/// Refuses what the table forbids, and notes it where it was tried; what concerns no agency the district's office notes (办法 art. 54).
pub async fn forbid(env: &Env, at: Option<&AgencyId>, who: &Caller, act: Action, on: &str) -> Problem {
    refuse(env, at, who, act, on, Problem::forbidden()).await
}

/// Refuses and notes it, as often as somebody may leave such a line.
pub async fn refuse(
    env: &Env,
    at: Option<&AgencyId>,
    who: &Caller,
    act: Action,
    on: &str,
    problem: Problem,
) -> Problem {
    if let Err(too_often) = limits::take(Whose::Refusals(who.actor.person.to_string())) {
        return too_often;
    }
    let deed = refused(who, act, on, &problem);
    let district = DISTRICT_OFFICE.parse().ok();
    let noted = match at.or(who.actor.agency.as_ref()).or(district.as_ref()) {
        Some(agency) => note(env, agency, &deed).await,
        None => Err(Problem::internal()),
    };
    // What cannot be noted is refused all the same, and says that something is broken.
    noted.err().unwrap_or(problem)
}
