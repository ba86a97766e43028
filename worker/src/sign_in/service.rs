//! The sign-in services, as the operator writes them: `SIGN_IN` in the environment, a JSON list (docs/operations.md).

use mingbai_shared::roles::As;
use mingbai_shared::words::BilingualText;
use openidconnect::ClientSecret;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use worker::Env;

use crate::log;
use crate::problem::Problem;
use crate::setting;

/// One service.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its name in addresses.
    pub id: String,
    /// What people call it.
    pub label: BilingualText,
    /// The issuer, exactly as its own configuration names it.
    pub issuer: String,
    /// As what this district is known there.
    pub client_id: String,
    /// What proves that. Never printed.
    pub client_secret: Option<ClientSecret>,
    /// What is asked for besides `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// As what its people act here.
    #[serde(rename = "as")]
    pub gives: As,
}

/// A service as the page of the sign-in shows it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Service"))]
pub struct Shown {
    /// Its name in addresses.
    id: String,
    /// What people call it.
    label: BilingualText,
    r#for: Whom,
}

/// Who signs in by a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum Whom {
    Residents,
    Firms,
    Staff,
}

/// What is wrong with the operator's list.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Misconfigured {
    /// The text cannot be read. The error of the reader names a line and a column, and a member at most.
    #[error("SIGN_IN cannot be read: {0}")]
    Unreadable(String),
    /// A name that is none, or stands twice.
    #[error("SIGN_IN: the id of service number {0} must be of a-z, 0-9 and hyphens, and stand once")]
    Id(usize),
    /// An issuer that is not an https address, nor a loopback address in development.
    #[error("SIGN_IN: the issuer of service number {0} must be an https address")]
    Issuer(usize),
}

impl Misconfigured {
    /// The same in Chinese.
    pub fn in_chinese(&self) -> String {
        match self {
            Misconfigured::Unreadable(place) => format!("读不懂，位置：{place}。"),
            Misconfigured::Id(number) => format!("第 {number} 个服务的 id 只能用 a-z、0-9 和连字符，并且不能重复。"),
            Misconfigured::Issuer(number) => format!("第 {number} 个服务的 issuer 必须是 https 地址。"),
        }
    }
}

/// All of them. There may be none.
pub fn all(env: &Env) -> Result<Vec<Service>, Misconfigured> {
    let text = setting::optional(env, "SIGN_IN").unwrap_or_else(|| "[]".into());
    read(&text, setting::is_development(env))
}

/// The one with this id; 404 where there is none.
pub fn find(env: &Env, id: &str) -> Result<Service, Problem> {
    let all = all(env).map_err(|wrong| {
        log::fault("SIGN_IN", wrong);
        Problem::internal()
    })?;
    all.into_iter().find(|service| service.id == id).ok_or_else(Problem::not_found)
}

fn read(text: &str, development: bool) -> Result<Vec<Service>, Misconfigured> {
    let all: Vec<Service> = serde_json::from_str(text).map_err(|wrong| {
        // The reader's text could repeat a value, and a value could be a secret.
        Misconfigured::Unreadable(format!("line {}, column {}", wrong.line(), wrong.column()))
    })?;
    for (number, service) in (1..).zip(&all) {
        let plain = service.id.parse::<mingbai_shared::names::AgencyId>().is_ok();
        if !plain || all.iter().filter(|other| other.id == service.id).count() != 1 {
            return Err(Misconfigured::Id(number));
        }
        if !is_safe(&service.issuer, development) {
            return Err(Misconfigured::Issuer(number));
        }
    }
    Ok(all)
}

/// Whether an address of a service may be asked: by TLS, or on this machine while one develops.
pub fn is_safe(address: &str, development: bool) -> bool {
    let Ok(url) = worker::Url::parse(address) else { return false };
    let loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || (development && loopback && url.scheme() == "http")
}

impl Service {
    /// As the page of the sign-in shows it.
    pub fn shown(&self) -> Shown {
        let r#for = match self.gives {
            As::Resident {} => Whom::Residents,
            As::Firm { .. } => Whom::Firms,
            As::Staff { .. } => Whom::Staff,
        };
        Shown { id: self.id.clone(), label: self.label.clone(), r#for }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(id: &str, issuer: &str) -> String {
        format!(
            r#"{{"id":"{id}","label":{{"zh":"示例","en":"Sample"}},"issuer":"{issuer}","client_id":"mingbai","client_secret":"hush","as":{{"resident":{{}}}}}}"#
        )
    }

    #[test]
    fn a_list_is_read_and_its_secrets_are_not_said() {
        let all =
            read(&format!("[{},{}]", service("a", "https://a.example"), service("b", "https://b.example/x")), false);
        let all = all.unwrap();
        assert_eq!(all.iter().map(|service| service.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert!(!format!("{all:?}").contains("hush"));
        assert!(read("[]", false).unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_without_repeating_it() {
        let one = service("a", "https://a.example");
        assert_eq!(read(&format!("[{one},{one}]"), false).unwrap_err(), Misconfigured::Id(1));
        assert_eq!(read(&format!("[{one},{}]", service("A", "https://a")), false).unwrap_err(), Misconfigured::Id(2));
        for issuer in ["http://a.example", "http://127.0.0.1:1", "a", ""] {
            assert_eq!(read(&format!("[{}]", service("a", issuer)), false).unwrap_err(), Misconfigured::Issuer(1));
        }
        assert!(read(&format!("[{}]", service("a", "http://127.0.0.1:1")), true).is_ok());
        let wrong = read(&one.replace("\"mingbai\"", "{\"hush\":1}").replace('[', ""), false).unwrap_err();
        assert!(!wrong.to_string().contains("hush"), "{wrong}");
    }
}
