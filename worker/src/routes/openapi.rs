//! `/api/openapi.json`: this interface, described for programs (docs/interface.md).
//!
//! The file is written and compared by a test, from the types and against the routes: nothing of that is in the WASM.

#[cfg(all(test, feature = "development"))]
mod described;

use std::sync::LazyLock;

use mingbai_shared::digest::Digest;
use worker::{Request, Response, ResponseBuilder};

use crate::known::unless_known;
use crate::problem::Problem;

const DESCRIPTION: &[u8] = include_bytes!("../../openapi.json");

/// Worked out once, not at each request.
static NAME: LazyLock<Digest> = LazyLock::new(|| Digest::of(DESCRIPTION));

/// The description.
pub fn answer(request: &Request) -> Result<Response, Problem> {
    let builder = ResponseBuilder::new()
        .with_header("Content-Type", "application/json")?
        .with_header("Cache-Control", "no-cache")?;
    unless_known(request, *NAME, builder, || Ok(DESCRIPTION.to_vec()))
}
