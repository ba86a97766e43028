//! Whether what the operator set is what a district needs: asked for at the start, and answered in plain words (docs/operations.md).

use mingbai_shared::register::log_keys;
use mingbai_shared::words::BilingualText;
use serde::Serialize;
use worker::{Env, Response, ResponseBuilder};

use crate::problem::Problem;
use crate::push::vapid::{Misconfigured, Sender};
use crate::sealed::SHORTEST_KEY;
use crate::setting;
use crate::sign_in::service::{self, is_safe};

/// One setting that is not as it must be. Its value is never said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Fault {
    setting: &'static str,
    problem: BilingualText,
}

/// Whether a district can work as it is set.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Readiness {
    ready: bool,
    /// What is not as it must be.
    faults: Vec<Fault>,
}

/// 200 where all is set, 503 with what is not.
pub fn answer(env: &Env) -> Result<Response, Problem> {
    let faults = faults(env);
    let status = if faults.is_empty() { 200 } else { 503 };
    let body = Readiness { ready: faults.is_empty(), faults };
    Ok(ResponseBuilder::new().with_status(status).with_header("Cache-Control", "no-store")?.from_json(&body)?)
}

fn faults(env: &Env) -> Vec<Fault> {
    let set = |name| setting::optional(env, name);
    let development = setting::is_development(env);
    let key = |name| key_fault(name, set(name).as_deref());
    let mut faults: Vec<Fault> = ["SESSION_KEY", "IDENTITY_KEY"].into_iter().filter_map(key).collect();
    for name in ["LOG_KEY", "LOG_VKEY"] {
        if set(name).is_none() {
            faults.push(fault(
                name,
                "没有设置。mingbai keygen 生成一对。",
                "is not set. `mingbai keygen` makes a pair.",
            ));
        }
    }
    if set("LOG_VKEY").is_some_and(|keys| log_keys(&keys).is_err()) {
        faults.push(fault("LOG_VKEY", "读不懂。", "cannot be read."));
    }
    match service::all(env) {
        Err(wrong) => faults.push(fault("SIGN_IN", &wrong.in_chinese(), &wrong.to_string())),
        Ok(services) if services.is_empty() && !development => {
            faults.push(fault("SIGN_IN", "没有登录服务，谁也不能登录。", "names no service, so nobody can sign in."));
        }
        Ok(services) => {
            let origin = set("ORIGIN").filter(|origin| is_safe(origin, development) && !origin.ends_with('/'));
            if !services.is_empty() && origin.is_none() {
                let zh = "要写读者看到的地址，https 开头，末尾没有斜杠。";
                faults.push(fault(
                    "ORIGIN",
                    zh,
                    "must be the address that readers know: https, without a slash at its end.",
                ));
            }
        }
    }
    match Sender::set(env) {
        Ok(_) => {}
        Err(wrong @ Misconfigured::Key) => {
            faults.push(fault("PUSH_KEY", "要有 32 个随机字节，写成 base64url。", &wrong.to_string()));
        }
        Err(wrong @ Misconfigured::Contact) => {
            faults.push(fault("PUSH_CONTACT", "要写 mailto: 加邮箱地址。", &wrong.to_string()));
        }
    }
    if setting::optional(env, "DEVELOPMENT").is_some() && !cfg!(feature = "development") {
        faults.push(fault("DEVELOPMENT", "这个版本没有示例登录，请去掉。", "means nothing in this build; remove it."));
    }
    faults
}

fn key_fault(name: &'static str, key: Option<&str>) -> Option<Fault> {
    let key = key.unwrap_or_default();
    let mut signs: Vec<char> = key.chars().collect();
    signs.sort_unstable();
    signs.dedup();
    // Hexadecimal digits drawn at random have nearly all of the sixteen among them; an example out of a manual has few.
    let drawn = key.len() >= SHORTEST_KEY && signs.len() >= 8;
    (!drawn).then(|| fault(name, "要有 32 个以上随机抽取的字符。", "must have at least 32 characters drawn at random."))
}

fn fault(setting: &'static str, zh: &str, en: &str) -> Fault {
    Fault { setting, problem: BilingualText { zh: zh.into(), en: en.into() } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_long_and_drawn_at_random() {
        assert_eq!(
            key_fault("SESSION_KEY", Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
            None
        );
        for bad in [
            None,
            Some(""),
            Some("9f86d081884c7d65"),
            Some("00000000000000000000000000000000"),
            Some("changemechangemechangemechangeme"),
        ] {
            assert!(key_fault("SESSION_KEY", bad).is_some(), "{bad:?}");
        }
        let said = serde_json::to_string(&key_fault("SESSION_KEY", Some("secret"))).unwrap();
        assert!(!said.contains("secret"), "{said}");
    }
}
