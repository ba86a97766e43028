//! The backend on workerd: keeps what `shared` decides. A request comes in by [`routes`], acts on one of three [`objects`], and goes out with an
//! answer or a [`problem`]; [`pages`] are for readers without WASM.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)
)]

mod assets;
mod audit;
mod body;
mod caller;
mod known;
mod limits;
mod log;
mod messenger;
mod metrics;
mod objects;
mod outbox;
mod pages;
mod patience;
#[cfg(feature = "development")]
mod people;
mod problem;
mod push;
mod random;
mod readiness;
mod routes;
mod sealed;
mod session;
mod setting;
mod sign_in;
mod storage;

use worker::{Context, Env, Request, Response, event};

/// Every request comes here, from the front worker.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    let (kind, result) = routes::handle(request, &env).await;
    let code = result.as_ref().err().map_or("", |problem| problem.code);
    let answer = result.or_else(|problem| problem.into_response())?;
    metrics::count(kind, answer.status_code(), code);
    Ok(answer)
}
