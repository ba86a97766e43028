//! Asking another service without waiting for it for ever.

use std::time::Duration;

use futures_util::future::{Either, select};
use worker::{AbortController, AbortSignal, Delay};

/// What is answered in time; otherwise the asking is broken off, and there is nothing.
pub async fn within<T>(patience: Duration, ask: impl AsyncFnOnce(&AbortSignal) -> Option<T>) -> Option<T> {
    let abort = AbortController::default();
    let signal = abort.signal();
    match select(Box::pin(ask(&signal)), Box::pin(Delay::from(patience))).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => {
            abort.abort();
            None
        }
    }
}
