//! A running district over HTTP, as its staff see it.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;
use ureq::http::Response;
use ureq::{Agent, Body};

use super::Refusal;
use crate::digest::Digest;
use crate::pack::gate::{AttributeKind, HandUp};

/// The district.
pub(super) struct District {
    agent: Agent,
    url: String,
    /// The session cookie of each person who has signed in.
    sessions: BTreeMap<String, String>,
}

/// A step after drafting.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// 保密审查.
    Review,
    /// 签发.
    Sign,
}

/// The answer to a draft.
#[derive(Deserialize)]
struct HandedUp {
    id: Digest,
}

/// What the district says when it refuses: RFC 9457.
#[derive(Deserialize)]
struct Problem {
    code: Option<String>,
    detail: Option<String>,
    detail_en: Option<String>,
}

/// How long the register may take to hear of a signature.
const PATIENCE: Duration = Duration::from_secs(30);
const COOKIE: &str = "__Host-mingbai=";

impl District {
    /// The district at `url`.
    pub(super) fn at(url: &str) -> Result<District, Refusal> {
        let url = url.trim_end_matches('/');
        // Without TLS in this tool a session would cross a network in the clear: it is for the machine that the district runs on.
        if !url.starts_with("http://") {
            return Err(Refusal::new("not_an_address", "an address such as http://127.0.0.1:8787 was expected", url));
        }
        let agent = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().into();
        Ok(District { agent, url: url.to_owned(), sessions: BTreeMap::new() })
    }

    /// Whether the register serves the pack with this digest.
    pub(super) fn serves(&self, digest: Digest) -> Result<bool, Refusal> {
        let url = format!("{}/pack/{digest}", self.url);
        let answer = self.agent.get(&url).call().map_err(|wrong| unreachable_district(&url, &wrong))?;
        match answer.status().as_u16() {
            200 => Ok(true),
            404 => Ok(false),
            _ => Err(refused(&url, answer)),
        }
    }

    /// Waits until the register serves the pack.
    pub(super) fn wait_for(&self, digest: Digest) -> Result<(), Refusal> {
        let start = Instant::now();
        while !self.serves(digest)? {
            if start.elapsed() > PATIENCE {
                let message = format!("signed, but not in the register after {} seconds", PATIENCE.as_secs());
                return Err(Refusal::new("not_in_register", message, digest));
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Hands a pack up as `person`; the digest that the district gives it. Handed up before, it stays where it is.
    pub(super) fn hand_up(&mut self, person: &str, sent: &HandUp) -> Result<Digest, Refusal> {
        let url = format!("{}/api/publications", self.url);
        let mut answer = self.post(person, &url, json!(sent).to_string().as_bytes())?;
        if !answer.status().is_success() {
            return Err(refused(&url, answer));
        }
        let text = answer.body_mut().read_to_vec().map_err(|wrong| unreachable_district(&url, &wrong))?;
        let handed_up: HandedUp = serde_json::from_slice(&text)
            .map_err(|wrong| Refusal::new("not_understood", format!("the answer has no digest: {wrong}"), &url))?;
        Ok(handed_up.id)
    }

    /// Takes one step as `person`. Taken before, it is left as it is.
    pub(super) fn step(&mut self, person: &str, digest: Digest, step: Step) -> Result<(), Refusal> {
        let name = match step {
            Step::Review => "review",
            Step::Sign => "sign",
        };
        let url = format!("{}/api/publications/{digest}/{name}", self.url);
        let confirmed = json!({ "attribute": AttributeKind::Active });
        let answer = self.post(person, &url, confirmed.to_string().as_bytes())?;
        if answer.status().is_success() { Ok(()) } else { Err(refused(&url, answer)) }
    }

    fn post(&mut self, person: &str, url: &str, body: &[u8]) -> Result<Response<Body>, Refusal> {
        let cookie = self.sign_in(person)?;
        self.agent
            .post(url)
            .header("origin", &self.url)
            .header("content-type", "application/json")
            .header("cookie", cookie)
            .send(body)
            .map_err(|wrong| unreachable_district(url, &wrong))
    }

    fn sign_in(&mut self, person: &str) -> Result<String, Refusal> {
        if let Some(cookie) = self.sessions.get(person) {
            return Ok(cookie.clone());
        }
        let url = format!("{}/api/sign-in", self.url);
        let answer = self
            .agent
            .post(&url)
            .header("origin", &self.url)
            .header("content-type", "application/json")
            .send(json!({ "person": person }).to_string())
            .map_err(|wrong| unreachable_district(&url, &wrong))?;
        if !answer.status().is_success() {
            return Err(refused(&url, answer));
        }
        let cookie = answer
            .headers()
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok()?.split(';').next())
            .find(|pair| pair.starts_with(COOKIE))
            .ok_or_else(|| Refusal::new("no_session", format!("signing in as {person} gave no session"), &url))?
            .to_owned();
        self.sessions.insert(person.to_owned(), cookie.clone());
        Ok(cookie)
    }
}

fn unreachable_district(url: &str, wrong: &ureq::Error) -> Refusal {
    Refusal::new("unreachable", format!("the district does not answer: {wrong}"), url)
}

fn refused(url: &str, mut answer: Response<Body>) -> Refusal {
    let status = answer.status();
    let problem: Option<Problem> =
        answer.body_mut().read_to_vec().ok().and_then(|text| serde_json::from_slice(&text).ok());
    let said = problem.map(|problem| {
        let parts = [problem.code, problem.detail_en, problem.detail];
        parts.into_iter().flatten().collect::<Vec<_>>().join(": ")
    });
    Refusal::new("refused", format!("{status}: {}", said.unwrap_or_else(|| "without a reason".into())), url)
}
