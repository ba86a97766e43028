//! The backend on workerd: keeps what `shared` decides. A request comes in by [`routes`], acts on one of three [`objects`], and goes out with an
//! answer or a [`problem`]; [`pages`] are for readers without WASM.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)
)]

mod assets;
mod body;
mod known;
mod objects;
mod outbox;
mod pages;
mod people;
mod problem;
mod routes;
mod session;
mod setting;
mod storage;

use worker::{Context, Env, Request, Response, event};

/// Every request comes here, from the front worker.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    let result = match session::check_origin(&request) {
        Ok(()) => routes::handle(request, &env).await,
        Err(problem) => Err(problem),
    };
    result.or_else(|problem| problem.into_response())
}
