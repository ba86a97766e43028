//! Reading a body up to its limit, whatever its length claims to be.

use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use worker::Request;

use crate::problem::Problem;

/// The bytes of a body of at most `limit`.
pub async fn bytes(request: &mut Request, limit: usize) -> Result<Vec<u8>, Problem> {
    let claimed = request.headers().get("Content-Length").ok().flatten().and_then(|text| text.parse::<usize>().ok());
    if claimed.is_some_and(|length| length > limit) {
        return Err(Problem::too_large());
    }
    if request.inner().body().is_none() {
        return Ok(Vec::new());
    }
    let mut stream = request.stream()?;
    let mut body = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Problem::malformed())?;
        if body.len().saturating_add(chunk.len()) > limit {
            return Err(Problem::too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// A JSON body of at most `limit` bytes.
pub async fn json<T: DeserializeOwned>(request: &mut Request, limit: usize) -> Result<T, Problem> {
    let declared = request.headers().get("Content-Type").ok().flatten().unwrap_or_default();
    if !is_json(&declared) {
        return Err(Problem::wrong_type());
    }
    Ok(serde_json::from_slice(&bytes(request, limit).await?)?)
}

fn is_json(declared: &str) -> bool {
    let essence = declared.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_is_told_by_its_type() {
        assert!(is_json("application/json") && is_json("Application/JSON; charset=utf-8"));
        assert!(!is_json("text/plain") && !is_json("") && !is_json("application/jsonp"));
    }
}
