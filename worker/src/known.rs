//! Answers that a reader asks about again: with their name alone where they are what the reader has (RFC 9110 §8.8.3, §13.1.2).

use mingbai_shared::digest::Digest;
use worker::{Request, Response, ResponseBuilder};

use crate::problem::Problem;

/// Answers with `body`, or with 304 where the reader has what is called `name`.
pub fn unless_known(
    request: &Request,
    name: Digest,
    builder: ResponseBuilder,
    body: impl FnOnce() -> Result<Vec<u8>, Problem>,
) -> Result<Response, Problem> {
    // Weak: it names what is said, which also goes out packed.
    let tag = format!("W/\"{name}\"");
    let builder = builder.with_header("ETag", &tag)?;
    if request.headers().get("If-None-Match")?.is_some_and(|known| matches(&known, &tag)) {
        return Ok(builder.with_status(304).empty());
    }
    Ok(builder.fixed(body()?))
}

/// Whether one of the tags of an If-None-Match is the one given, weakly compared.
fn matches(known: &str, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.split(',').any(|known| known.trim() == "*" || opaque(known) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_tag_is_known_in_every_way_in_which_readers_and_proxies_write_it() {
        let tag = "W/\"a1\"";
        for known in ["W/\"a1\"", "\"a1\"", "\"b2\", W/\"a1\"", "\"a1\",\"b2\"", " W/\"a1\" ", "*"] {
            assert!(matches(known, tag), "{known}");
        }
        for other in ["", "\"a\"", "a1", "W/\"b2\"", "\"b2\", \"c3\""] {
            assert!(!matches(other, tag), "{other}");
        }
    }
}
