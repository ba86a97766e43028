//! The port for short messages and 微信: the same tickle, handed to whatever the operator puts behind `MESSENGER` (docs/operations.md).
//!
//! A message is a JSON file that is PUT there. Behind a writable disk service it becomes a file in a folder, from which a gateway takes it; a service that
//! takes PUT can stand there itself. It names a person by the name that only this district knows them by: telephone numbers are the operator's, and
//! nothing that is new goes into it.

use std::time::Duration as Patience;

use chrono::{DateTime, SecondsFormat, Utc};
use mingbai_shared::digest::Digest;
use mingbai_shared::names::PersonId;
use mingbai_shared::notice::tickle::{Channel, Outcome, SENTENCE, TITLE};
use mingbai_shared::words::BilingualText;
use serde::Serialize;
use wasm_bindgen::JsValue;
use worker::js_sys::Reflect;
use worker::{Env, Headers, Method, RequestInit};

use crate::patience::within;
use crate::setting;

/// How long the gateway may take.
const PATIENCE: Patience = Patience::from_secs(10);

#[derive(Serialize)]
struct Message<'a> {
    channel: Channel,
    person: &'a PersonId,
    at: String,
    sentence: BilingualText,
}

/// The channels that the operator has somebody for: named in `CHANNELS`, with something behind `MESSENGER`.
pub fn offered(env: &Env) -> Vec<Channel> {
    let stands = Reflect::get(env, &JsValue::from_str("MESSENGER")).is_ok_and(|binding| binding.is_object());
    let named = setting::optional(env, "CHANNELS").filter(|_| stands).unwrap_or_default();
    Channel::ALL.into_iter().filter(|channel| named.split_whitespace().any(|name| name == channel.name())).collect()
}

/// Hands a message over; `due` is since when it was wanted.
pub async fn hand_over(
    env: &Env,
    channel: Channel,
    person: &PersonId,
    due: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Outcome {
    match within(PATIENCE, async |_| put(env, channel, person, due, now).await).await {
        Some(200..=299) => Outcome::Done,
        _ => Outcome::Later(None),
    }
}

async fn put(env: &Env, channel: Channel, person: &PersonId, due: DateTime<Utc>, now: DateTime<Utc>) -> Option<u16> {
    let headers = Headers::new();
    headers.set("Content-Type", "application/json").ok()?;
    let mut init = RequestInit::new();
    init.with_method(Method::Put).with_headers(headers).with_body(Some(written(channel, person, now)?.into()));
    let address = ["http://messenger/", &name(channel, person, due)].concat();
    Some(env.service("MESSENGER").ok()?.fetch(address, Some(init)).await.ok()?.status_code())
}

/// The same for the same message: handing it over again replaces it.
fn name(channel: Channel, person: &PersonId, due: DateTime<Utc>) -> String {
    let mut of = Digest::of(person.as_str().as_bytes()).to_string();
    of.truncate(16);
    format!("{}-{}-{of}.json", due.format("%Y%m%dT%H%M%S%3fZ"), channel.name())
}

fn written(channel: Channel, person: &PersonId, now: DateTime<Utc>) -> Option<String> {
    let said = |title: &str, sentence: &str, between: &str| [title, between, sentence].concat();
    let sentence = BilingualText { zh: said(TITLE.zh, SENTENCE.zh, "："), en: said(TITLE.en, SENTENCE.en, ": ") };
    let at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
    serde_json::to_string(&Message { channel, person, at, sentence }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_message_holds_a_name_and_a_sentence() {
        let (person, now) = ("resident-a".parse().unwrap(), "2026-11-29T01:00:00Z".parse().unwrap());
        let message: Value = serde_json::from_str(&written(Channel::Sms, &person, now).unwrap()).unwrap();
        let expected = json!({
            "channel": "sms", "person": "resident-a", "at": "2026-11-29T01:00:00Z",
            "sentence": { "zh": "长宁明白：有新消息，打开看看。", "en": "Mingbai Changning: There is something new. Open it to see." },
        });
        assert_eq!(message, expected);
    }

    #[test]
    fn a_file_is_named_by_whom_and_when_without_saying_whom() {
        let due = "2026-11-29T01:00:00.25Z".parse().unwrap();
        let names = Channel::ALL.map(|channel| name(channel, &"resident-a".parse().unwrap(), due));
        assert!(names.iter().all(|name| !name.contains("resident") && !name.contains('/')));
        assert!(names[0].starts_with("20261129T010000250Z-sms-") && names[1].contains("-wechat-"));
        assert_eq!(names[0], name(Channel::Sms, &"resident-a".parse().unwrap(), due));
    }
}
