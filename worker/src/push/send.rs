//! One message to one device: sent, and what the push service's answer means (RFC 8030 §5, §7.3, §8.4).

use std::time::Duration as Patience;

use chrono::{DateTime, TimeDelta, Utc};
use mingbai_shared::notice::tickle::{Outcome, SENTENCE, TITLE};
use mingbai_shared::words::Language;
use serde_json::json;
use worker::{AbortSignal, Fetch, Headers, Method, Request, RequestInit, RequestRedirect};

use super::encrypt::{Drawn, Receiver, encrypt};
use super::endpoint::Endpoint;
use super::vapid::Sender;
use crate::patience::within;
use crate::random::drawn;

/// One that waits is replaced by the next (RFC 8030 §5.4).
const TOPIC: &str = "mingbai";
/// How long a service may take.
const PATIENCE: Patience = Patience::from_secs(10);
/// The longest that a service may ask to wait.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(24);

/// What a device gets: a declarative message, which a browser can show without any script of ours, and which the service worker shows in the others.
pub fn message(language: Language, origin: &str) -> Vec<u8> {
    let page = [origin, "/notices"].concat();
    let message = json!({
        "web_push": 8030,
        "notification": {
            "title": TITLE.in_language(language),
            "body": SENTENCE.in_language(language),
            "lang": language.tag(),
            "navigate": page,
        },
    });
    message.to_string().into_bytes()
}

/// Sends it, to be kept for a device that is away as long as it `lasts`. What went wrong on the way is the same as a service that is not there.
pub async fn send(
    sender: &Sender,
    to: &Endpoint,
    keys: &Receiver,
    plain: &[u8],
    lasts: TimeDelta,
    now: DateTime<Utc>,
) -> Outcome {
    let asking = async |signal: &AbortSignal| post(sender, to, keys, plain, lasts, now, signal).await;
    within(PATIENCE, asking).await.unwrap_or(Outcome::Later(None))
}

async fn post(
    sender: &Sender,
    to: &Endpoint,
    keys: &Receiver,
    plain: &[u8],
    lasts: TimeDelta,
    now: DateTime<Utc>,
    signal: &AbortSignal,
) -> Option<Outcome> {
    let drawn = Drawn::from(&drawn()?, drawn()?)?;
    let body = encrypt(plain, keys, &drawn)?;
    let headers = Headers::new();
    for (name, value) in [
        ("Authorization", sender.authorization(to.origin(), now)?.as_str()),
        ("Content-Encoding", "aes128gcm"),
        ("Content-Type", "application/octet-stream"),
        ("TTL", &lasts.num_seconds().to_string()),
        ("Topic", TOPIC),
        ("Urgency", "low"),
    ] {
        headers.set(name, value).ok()?;
    }
    let mut init = RequestInit::new();
    // A service that led elsewhere would lead past the list of those that are asked.
    init.with_method(Method::Post).with_headers(headers).with_redirect(RequestRedirect::Manual);
    init.with_body(Some(js_sys::Uint8Array::from(body.as_slice()).into()));
    let request = Request::new_with_init(to.as_str(), &init).ok()?;
    let answer = Fetch::Request(request).send_with_signal(signal).await.ok()?;
    let after = answer.headers().get("Retry-After").ok().flatten();
    Some(outcome(answer.status_code(), after.as_deref(), now))
}

fn outcome(status: u16, after: Option<&str>, now: DateTime<Utc>) -> Outcome {
    match status {
        200..=299 => Outcome::Done,
        404 | 410 => Outcome::Gone,
        429 | 500..=599 => Outcome::Later(after.and_then(|after| wait(after, now))),
        _ => Outcome::Refused,
    }
}

/// `Retry-After`: seconds, or a date (RFC 9110 §10.2.3).
fn wait(after: &str, now: DateTime<Utc>) -> Option<TimeDelta> {
    let after = after.trim();
    let wait = if !after.is_empty() && after.bytes().all(|byte| byte.is_ascii_digit()) {
        after.parse().ok().and_then(TimeDelta::try_seconds).unwrap_or(LONGEST_WAIT)
    } else {
        DateTime::parse_from_rfc2822(after).ok()?.to_utc() - now
    };
    Some(wait.clamp(TimeDelta::zero(), LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "1994-11-06T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn an_answer_means_what_the_standard_says() {
        let means = |status| outcome(status, Some("120"), now());
        for status in [200, 201, 202, 204] {
            assert_eq!(means(status), Outcome::Done);
        }
        assert_eq!([means(404), means(410)], [Outcome::Gone; 2]);
        for status in [429, 500, 502, 503] {
            assert_eq!(means(status), Outcome::Later(Some(TimeDelta::minutes(2))));
        }
        // Nobody is followed anywhere.
        for status in [301, 302, 307, 400, 401, 403, 413] {
            assert_eq!(means(status), Outcome::Refused);
        }
    }

    #[test]
    fn a_service_says_how_long_to_wait_and_at_most_a_day() {
        let wait = |after| wait(after, now()).map(|wait| wait.num_seconds());
        assert_eq!([wait("0"), wait(" 120 "), wait("86401")], [Some(0), Some(120), Some(86_400)]);
        assert_eq!(wait("99999999999999999999999999"), Some(86_400));
        // The date of RFC 9110 §5.6.7.
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:37 GMT"), Some(49 * 60 + 37));
        assert_eq!(wait("Sun, 06 Nov 1994 07:49:37 GMT"), Some(0));
        assert_eq!(wait("Sat, 06 Nov 2094 08:49:37 GMT"), Some(86_400));
        for nothing in ["", "soon", "-1", "+1", "1.5"] {
            assert_eq!(wait(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_message_says_the_same_to_everybody_and_fits() {
        for language in [Language::Zh, Language::En] {
            let message = message(language, "https://district.example");
            // What every push service has to take (RFC 8030 §7.2), less what encrypting adds.
            assert!(message.len() < 3_993);
            let read: serde_json::Value = serde_json::from_slice(&message).unwrap();
            assert_eq!(read["web_push"], 8030);
            assert_eq!(read["notification"]["navigate"], "https://district.example/notices");
            assert_eq!(read["notification"].as_object().unwrap().len(), 4);
        }
    }
}
