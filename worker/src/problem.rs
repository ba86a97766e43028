//! What goes wrong, said to a program and to a person: RFC 9457, with a sentence in Chinese and in English.
//!
//! A problem never repeats what was sent: neither identity numbers nor contacts get into an error.

use crate::log;
use mingbai_shared::limit::Wait;
use mingbai_shared::pack::gate::Remark;
use serde::Serialize;
use worker::{Response, ResponseBuilder};

/// A refused request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// A stable code.
    pub code: &'static str,
    /// 中文.
    pub detail: Box<str>,
    /// English.
    pub detail_en: Box<str>,
    /// Of what was returned as incomplete: what is missing, each with its place.
    #[serde(skip_serializing_if = "<[Remark]>::is_empty")]
    findings: Box<[Remark]>,
    /// The methods that the address takes, where another was used.
    #[serde(skip)]
    allow: Option<&'static str>,
    /// After how many seconds to try again.
    #[serde(skip)]
    retry_after: Option<u16>,
}

impl Problem {
    /// A problem with its sentence in both languages.
    pub fn new(status: u16, code: &'static str, zh: &str, en: &str) -> Problem {
        Problem {
            kind: "about:blank",
            title: title(status),
            status,
            code,
            detail: zh.into(),
            detail_en: en.into(),
            findings: Box::default(),
            allow: None,
            retry_after: None,
        }
    }

    /// With what is missing.
    pub fn with(self, findings: Vec<Remark>) -> Problem {
        Problem { findings: findings.into(), ..self }
    }

    /// Nothing is at this address.
    pub fn not_found() -> Problem {
        Problem::new(404, "not_found", "没有这个地址，请检查后再试。", "There is nothing at this address.")
    }

    /// What is sent was written by another person than is signed in by now.
    pub fn somebody_else() -> Problem {
        Problem::new(
            409,
            "somebody_else",
            "现在登录的是另一个人，什么都没有发送。",
            "Somebody else is signed in now; nothing was sent.",
        )
    }

    /// The address takes other methods.
    pub fn wrong_method(allow: &'static str) -> Problem {
        let problem =
            Problem::new(405, "wrong_method", "这个地址不接受这种操作。", "This address does not take that method.");
        Problem { allow: Some(allow), ..problem }
    }

    /// The body cannot be read as what it should be.
    pub fn malformed() -> Problem {
        Problem::new(
            400,
            "malformed",
            "收到的内容读不懂，什么都没有保存。",
            "The body could not be read; nothing was stored.",
        )
    }

    /// The body is longer than is taken here.
    pub fn too_large() -> Problem {
        Problem::new(413, "too_large", "内容太长，什么都没有保存。", "The body is too long; nothing was stored.")
    }

    /// The body should have been JSON.
    pub fn wrong_type() -> Problem {
        Problem::new(415, "wrong_type", "这里只接受 JSON。", "Only application/json is taken here.")
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Problem {
        Problem::new(
            401,
            "signed_out",
            "请先登录。您写的内容仍在本机。",
            "Please sign in first. What you wrote is still on your device.",
        )
    }

    /// The sign-in is too old for this.
    pub fn prove_again() -> Problem {
        Problem::new(
            401,
            "prove_again",
            "这件事需要您再登录一次，确认是您本人。",
            "This needs you to sign in once more, to be sure that it is you.",
        )
    }

    /// Asked for too much in a short time.
    pub fn too_often(wait: Wait) -> Problem {
        let problem = Problem::new(
            429,
            "too_often",
            "请求太频繁，请稍等再试。您写的内容没有丢失。",
            "Too many requests in a short time, please wait a moment. Nothing you wrote is lost.",
        );
        Problem { retry_after: Some(u16::try_from(wait.seconds()).unwrap_or(u16::MAX)), ..problem }
    }

    /// The person may not do this.
    pub fn forbidden() -> Problem {
        Problem::new(403, "forbidden", "您的角色不能做这件事。", "Your role does not allow this.")
    }

    /// The request comes from another site's page.
    pub fn cross_origin() -> Problem {
        Problem::new(403, "cross_origin", "请在本站页面上操作。", "Please do this on a page of this site.")
    }

    /// The sign-in service does not answer.
    pub fn issuer_away() -> Problem {
        let zh = "登录服务现在没有回应，请稍后再试。";
        let problem =
            Problem::new(503, "issuer_away", zh, "The sign-in service does not answer now, please try again later.");
        Problem { retry_after: Some(60), ..problem }
    }

    /// Something broke here.
    pub fn internal() -> Problem {
        Problem::new(
            500,
            "internal",
            "服务出了问题，请稍后再试。您写的内容没有丢失。",
            "Something broke here, please try again. Nothing you wrote is lost.",
        )
    }

    /// The answer to send.
    pub fn into_response(self) -> worker::Result<Response> {
        let mut builder = ResponseBuilder::new().with_status(self.status).with_header("Cache-Control", "no-store")?;
        if let Some(allow) = self.allow {
            builder = builder.with_header("Allow", allow)?;
        }
        if let Some(seconds) = self.retry_after {
            builder = builder.with_header("Retry-After", &seconds.to_string())?;
        }
        let body = serde_json::to_vec(&self)?;
        Ok(builder.with_header("Content-Type", "application/problem+json")?.fixed(body))
    }
}

impl From<worker::Error> for Problem {
    /// What the platform reports is for its log; a person is told only that it is not their fault. Its texts name tables and keys, never values.
    fn from(error: worker::Error) -> Problem {
        log::fault("the platform", error);
        Problem::internal()
    }
}

impl From<serde_json::Error> for Problem {
    fn from(_: serde_json::Error) -> Problem {
        Problem::malformed()
    }
}

/// What RFC 9110 calls a status.
pub fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        426 => "Upgrade Required",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
