//! The three kinds of objects, and what they have in common.

pub mod agency;
mod hints;
mod ledger;
pub mod person;
pub mod register;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use worker::{Date, Request, Response};

use crate::caller::Caller;
use crate::problem::Problem;

/// What an object is asked to do, and by whom. Only the worker itself can reach an object, so the caller is believed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked<T> {
    /// Who asks.
    pub caller: Caller,
    /// What for.
    pub body: T,
}

/// Now, as the platform says it. Under workerd it stands still within an event.
pub fn now() -> DateTime<Utc> {
    let millis = i64::try_from(Date::now().as_millis()).unwrap_or_default();
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Reads what another part of the worker sent: it is whole, or it is a defect of ours.
async fn read<T: serde::de::DeserializeOwned>(request: &mut Request) -> Result<T, Problem> {
    Ok(serde_json::from_slice(&request.bytes().await?)?)
}

fn answer(result: Result<Response, Problem>) -> worker::Result<Response> {
    result.or_else(|problem| problem.into_response())
}
