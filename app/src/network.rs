//! Asking the server: same origin, ten seconds, and errors that a person understands.

use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use mingbai_shared::words::{Bilingual, Language};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache};

use crate::json;

/// Until an answer begins, and then for as long as nothing more of it comes.
const DEADLINE_MS: u32 = 10_000;
const SILENCE_MS: u32 = 15_000;

/// An answer that arrived in full. A body that stalls on its way would hold up every tab that waits for its turn.
pub struct Answer {
    bytes: Vec<u8>,
    headers: gloo_net::http::Headers,
}

/// What went wrong on the way or there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status; 0 where no answer came.
    pub status: u16,
    /// A stable code; `unreachable` where no answer came.
    pub code: String,
    zh: String,
    en: String,
}

#[derive(Deserialize)]
struct Details {
    code: String,
    detail: String,
    detail_en: String,
}

impl Problem {
    fn new(status: u16, code: &str, sentence: Bilingual) -> Problem {
        Problem { status, code: code.into(), zh: sentence.zh.into(), en: sentence.en.into() }
    }

    /// No answer came.
    pub fn unreachable() -> Problem {
        let sentence = Bilingual {
            zh: "连不上服务，请稍后再试。您写的内容已存在本机。",
            en: "The service cannot be reached, please try again later. What you wrote is on this device.",
        };
        Problem::new(0, "unreachable", sentence)
    }

    /// An answer came that is not what was asked for.
    pub fn unexpected() -> Problem {
        let sentence = Bilingual {
            zh: "服务的回答读不懂，请稍后再试。",
            en: "The service’s answer could not be read, please try again later.",
        };
        Problem::new(0, "unexpected", sentence)
    }

    /// The sentence for a person.
    pub fn sentence(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// A GET that looks past the browser's cache only where the server says so.
pub async fn get(address: &str) -> Result<Answer, Problem> {
    send(Request::get(address), None).await
}

/// A GET that always asks the server whether the answer is still the same.
pub async fn get_fresh(address: &str) -> Result<Answer, Problem> {
    send(Request::get(address).cache(RequestCache::NoCache), None).await
}

/// A POST of JSON.
pub async fn post(address: &str, body: String) -> Result<Answer, Problem> {
    send(Request::post(address).header("Content-Type", "application/json"), Some(body)).await
}

async fn send(request: RequestBuilder, body: Option<String>) -> Result<Answer, Problem> {
    let abort = AbortController::new().map_err(|_| Problem::unreachable())?;
    let request = request.abort_signal(Some(&abort.signal()));
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let request = request.map_err(|_| Problem::unreachable())?;
    let stop = abort.clone();
    let deadline = Timeout::new(DEADLINE_MS, move || stop.abort());
    let answer = request.send().await.map_err(|_| Problem::unreachable());
    drop(deadline);
    let answer = answer?;
    let body = read(&answer, &abort).await;
    if !answer.ok() {
        return Err(problem(&answer, body));
    }
    let headers = answer.headers();
    body.map(|bytes| Answer { bytes, headers }).ok_or_else(Problem::unreachable)
}

/// The body, however long it takes on a slow line as long as it comes.
async fn read(answer: &Response, abort: &AbortController) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let Some(body) = answer.body() else { return Some(bytes) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    loop {
        let stop = abort.clone();
        let deadline = Timeout::new(SILENCE_MS, move || stop.abort());
        let piece = JsFuture::from(reader.read()).await.ok()?;
        drop(deadline);
        let Ok(piece) = Reflect::get(&piece, &"value".into()).ok()?.dyn_into::<Uint8Array>() else {
            return Some(bytes);
        };
        bytes.extend(piece.to_vec());
    }
}

fn problem(answer: &Response, body: Option<Vec<u8>>) -> Problem {
    let text = body.and_then(|body| String::from_utf8(body).ok());
    match text.and_then(|text| json::parse::<Details>(&text).ok()) {
        Some(Details { code, detail, detail_en }) => {
            Problem { status: answer.status(), code, zh: detail, en: detail_en }
        }
        None => Problem { status: answer.status(), ..Problem::unexpected() },
    }
}

impl Answer {
    /// Its text.
    pub fn text(self) -> Result<String, Problem> {
        String::from_utf8(self.bytes).map_err(|_| Problem::unexpected())
    }

    /// Its bytes.
    pub fn bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// One of its headers.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name)
    }
}
