//! The files of the release build. A disk service gives neither content types nor compression, so both are decided here.

use mingbai_shared::digest::Digest;
use worker::{EncodeBody, Env, Request, Response, ResponseBuilder};

use crate::known::unless_known;
use crate::problem::Problem;

/// The service worker, the shell and what browsers ask for by a fixed name are looked up again each time.
const FRESH: &str = "no-cache";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Serves the file at `path`, in the smallest form that the browser takes.
pub async fn serve(request: &Request, env: &Env, path: &str) -> Result<Response, Problem> {
    if path == "/sw.js" {
        return service_worker(request, env).await;
    }
    let kind = content_type(path).ok_or_else(Problem::not_found)?;
    let accepted = request.headers().get("Accept-Encoding")?.unwrap_or_default();
    let cache = if path.starts_with("/assets/") { FOR_EVER } else { FRESH };
    for (suffix, encoding) in encodings(&accepted, path) {
        let Some(body) = read(env, &format!("{path}{suffix}")).await? else {
            continue;
        };
        let mut builder = ResponseBuilder::new()
            .with_header("Content-Type", kind)?
            .with_header("Cache-Control", cache)?
            .with_header("Vary", "Accept-Encoding")?;
        if let Some(encoding) = encoding {
            builder = builder.with_header("Content-Encoding", encoding)?.with_encode_body(EncodeBody::Manual);
        }
        if cache == FOR_EVER {
            return Ok(builder.fixed(body));
        }
        return unless_known(request, Digest::of(&body), builder, || Ok(body));
    }
    Err(Problem::not_found())
}

/// It keeps the page on the device, and the log's key stands in the page: with another key it is another service worker, and browsers have it fetch the
/// page anew.
async fn service_worker(request: &Request, env: &Env) -> Result<Response, Problem> {
    let script = read(env, "/sw.js").await?.ok_or_else(Problem::not_found)?;
    let key = Digest::of(crate::setting::required(env, "LOG_VKEY")?.as_bytes());
    let body = [script, format!("\n// {key}\n").into_bytes()].concat();
    let builder = ResponseBuilder::new()
        .with_header("Content-Type", "text/javascript; charset=utf-8")?
        .with_header("Cache-Control", FRESH)?;
    unless_known(request, Digest::of(&body), builder, || Ok(body))
}

/// What every page stands in.
#[derive(Debug)]
pub struct Shell {
    /// The page, with the log's public key in it.
    pub text: String,
    /// The digests of the styles and scripts inside it, as a security policy writes them.
    pub inside: String,
}

/// The shell of the build.
pub async fn shell(env: &Env) -> Result<Shell, Problem> {
    let bytes = read(env, "/index.html").await?.ok_or_else(Problem::internal)?;
    let shell = String::from_utf8(bytes).map_err(|_| Problem::internal())?;
    let (inside, text) = take_digests(&shell);
    Ok(Shell { text: text.replace("__LOG_KEY__", &crate::setting::required(env, "LOG_VKEY")?), inside: inside.into() })
}

/// The build names them in the first line. A shell with nothing inside has no such line.
fn take_digests(shell: &str) -> (&str, &str) {
    let first = shell.strip_prefix("<!--inside ").and_then(|rest| rest.split_once("-->\n"));
    first.unwrap_or(("", shell))
}

async fn read(env: &Env, path: &str) -> Result<Option<Vec<u8>>, Problem> {
    let mut found = env.service("ASSETS")?.fetch(format!("http://assets{path}"), None).await?;
    if found.status_code() != 200 {
        return Ok(None);
    }
    Ok(Some(found.bytes().await?))
}

/// The twins beside a file that the browser takes, best first, and the file itself.
fn encodings<'a>(accepted: &str, path: &str) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
    let takes = |name: &str| accepted.split(',').any(|one| is_accepted(one, name));
    let packed = !path.ends_with(".png");
    let brotli = (packed && takes("br")).then_some((".br", Some("br")));
    let gzip = (packed && takes("gzip")).then_some((".gz", Some("gzip")));
    brotli.into_iter().chain(gzip).chain([("", None)])
}

/// Whether `one` of the accepted encodings is `name`, and not with a weight of zero.
fn is_accepted(one: &str, name: &str) -> bool {
    let mut parts = one.split(';').map(str::trim);
    let named = parts.next() == Some(name);
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>);
    named && weight.is_ok_and(|weight| weight > 0.0)
}

fn content_type(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accepted: &str, path: &str) -> Vec<&'static str> {
        encodings(accepted, path).map(|(suffix, _)| suffix).collect()
    }

    #[test]
    fn the_smallest_form_that_the_browser_takes_comes_first() {
        assert_eq!(chosen("gzip, deflate, br", "/a.js"), [".br", ".gz", ""]);
        assert_eq!(chosen("gzip;q=0.5", "/a.js"), [".gz", ""]);
        assert_eq!(chosen("br;q=0", "/a.js"), [""]);
        assert_eq!(chosen("br", "/icon.png"), [""]);
        assert_eq!(chosen("", "/a.js"), [""]);
    }

    #[test]
    fn digests_are_taken_from_the_first_line_only() {
        assert_eq!(
            take_digests("<!--inside 'sha256-a' 'sha256-b'-->\n<!doctype html>"),
            ("'sha256-a' 'sha256-b'", "<!doctype html>")
        );
        assert_eq!(take_digests("<!doctype html>\n<!--inside x-->\n"), ("", "<!doctype html>\n<!--inside x-->\n"));
    }

    #[test]
    fn only_files_of_known_kinds_are_served() {
        assert_eq!(content_type("/assets/app-0.wasm"), Some("application/wasm"));
        assert_eq!(content_type("/index.html"), None);
        assert_eq!(content_type("/data/x.sqlite"), None);
    }
}
