//! What staff do with a case.

use mingbai_shared::request::{Happened, Happening, Purpose};
use mingbai_shared::roles::Action;
use serde::Deserialize;
use worker::{Env, Request, Response};

use crate::caller::Caller;
use crate::limits::{self, Whose};
use crate::objects::Asked;
use crate::objects::agency::cases::ReadApplicant;
use crate::outbox::Target;
use crate::problem::Problem;
use crate::{audit, body, session};

/// The most bytes of a purpose, and of what happened.
pub const LARGEST: usize = 1_024;

/// What somebody's identity is read for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "WhatFor"))]
pub struct What {
    /// One of those that the law allows.
    purpose: Purpose,
}

/// Shows who asks, for a purpose.
pub async fn applicant(request: &mut Request, env: &Env, id: &str) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let case = id.parse().map_err(|_| Problem::not_found())?;
    let caller = Caller::of(&who, request, env);
    let Some(agency) = &who.actor().agency else {
        return Err(audit::forbid(env, None, &caller, Action::ReadApplicant, &format!("case/{case}")).await);
    };
    if who.actor().may_at_home(Action::ReadApplicant).is_ok() {
        who.proves(Action::ReadApplicant)?;
        // Who reads more than anybody's work needs is not only stopped.
        if let Err(problem) = limits::take(Whose::Readings(who.actor().person.to_string())) {
            let on = format!("case/{case}");
            return Err(audit::refuse(env, Some(agency), &caller, Action::ReadApplicant, &on, problem).await);
        }
    }
    let What { purpose } = body::json(request, LARGEST).await?;
    let asked = Asked { caller, body: ReadApplicant { case, purpose } };
    super::ask(env, Target::Agency(agency.as_str()), "/applicant", &asked).await
}

/// Notes what happened to a case: its receipt, a question, an answer, an extension; or takes back what was noted last.
pub async fn happened(request: &mut Request, env: &Env, id: &str) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let case = id.parse().map_err(|_| Problem::not_found())?;
    let caller = Caller::of(&who, request, env);
    let what: Happening = body::json(request, LARGEST).await?;
    let Some(agency) = &who.actor().agency else {
        return Err(audit::forbid(env, None, &caller, what.action(None), &format!("case/{case}")).await);
    };
    let asked = Asked { caller, body: Happened { case, what } };
    super::ask(env, Target::Agency(agency.as_str()), "/happened", &asked).await
}
