//! Trails, written and read by docs/trail.md alone: nothing here comes from the code under test.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Those that the trails of these tests have.
const ROLES: [&str; 10] = [
    "resident",
    "firm",
    "drafter",
    "reviewer",
    "signatory",
    "officer",
    "head",
    "administrator",
    "district_office",
    "auditor",
];
const ACTS: [&str; 20] = [
    "file_request",
    "keep_sessions",
    "read_cases",
    "read_applicant",
    "handle_case",
    "extend_case",
    "load_calendar",
    "draft",
    "review",
    "sign",
    "return_pack",
    "publish",
    "read_publications",
    "propose_withdrawal",
    "approve_withdrawal",
    "propose_notice",
    "approve_notice",
    "recall_notice",
    "read_trail",
    "sign_in",
];

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn string(text: &str) -> String {
    let mut written = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' => written += "\\\"",
            '\\' => written += "\\\\",
            '\u{8}' => written += "\\b",
            '\t' => written += "\\t",
            '\n' => written += "\\n",
            '\u{c}' => written += "\\f",
            '\r' => written += "\\r",
            '\0'..'\u{20}' => written += &format!("\\u{:04x}", u32::from(letter)),
            _ => written.push(letter),
        }
    }
    written + "\""
}

fn nullable(value: &Value) -> Option<String> {
    if value.is_null() { Some("null".into()) } else { value.as_str().map(string) }
}

fn name(value: &Value) -> Option<&str> {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'));
    value.as_str().filter(|name| name.len() <= 64 && name.split('-').all(plain))
}

fn instant(value: &Value) -> Option<DateTime<Utc>> {
    let text = value.as_str()?;
    let at = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    (serde_json::to_value(at).ok()? == *value && !text.contains(":60")).then_some(at)
}

/// A line as it must be written; none where a member is not of its form.
pub fn line(record: &Value) -> Option<String> {
    let who = match &record["who"] {
        Value::Null => "null".to_owned(),
        who => {
            let role = who["role"].as_str().filter(|role| ROLES.contains(role))?;
            let agency = if who["agency"].is_null() { "null".into() } else { string(name(&who["agency"])?) };
            format!(r#"{{"person":"{}","role":"{role}","agency":{agency}}}"#, name(&who["person"])?)
        }
    };
    let act = record["act"].as_str().filter(|act| ACTS.contains(act))?;
    let outcome = match &record["outcome"] {
        Value::String(done) if done == "done" => r#""done""#.to_owned(),
        outcome => format!(r#"{{"refused":{}}}"#, string(outcome["refused"].as_str()?)),
    };
    instant(&record["at"])?;
    Some(format!(
        r#"{{"agency":"{}","serial":{},"before":{},"at":{},"who":{who},"name":{},"act":"{act}","on":{},"why":{},"from":{},"outcome":{outcome}}}"#,
        name(&record["agency"])?,
        record["serial"].as_u64()?,
        string(record["before"].as_str()?),
        string(record["at"].as_str()?),
        nullable(&record["name"])?,
        string(record["on"].as_str()?),
        nullable(&record["why"])?,
        nullable(&record["from"])?,
    ))
}

/// Every head that a trail had, the first of them of the empty trail; none where something is wrong with it, or where there is no line.
pub fn heads(trail: &[u8]) -> Option<Vec<String>> {
    let trail = std::str::from_utf8(trail).ok()?;
    let (mut heads, mut agency, mut last) = (Vec::new(), Value::Null, None);
    for (number, text) in (1..).zip(trail.strip_suffix('\n')?.split('\n')) {
        let record: Value = serde_json::from_str(text).ok()?;
        if number == 1 {
            agency = record["agency"].clone();
            heads.push(sha256(format!("mingbai-trail/{}", agency.as_str()?).as_bytes()));
        }
        let at = instant(&record["at"])?;
        let right = text.len() <= 4096
            && line(&record)? == text
            && record["agency"] == agency
            && record["serial"] == number
            && record["before"].as_str() == heads.last().map(String::as_str)
            && last.is_none_or(|last| last <= at);
        if !right {
            return None;
        }
        last = Some(at);
        heads.push(sha256(text.as_bytes()));
    }
    Some(heads)
}
