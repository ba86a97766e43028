//! Who makes a request, and from where.

use mingbai_shared::roles::Actor;
use serde::{Deserialize, Serialize};
use worker::{Env, Request};

use crate::session::SignedIn;
use crate::setting;

/// Somebody who asks for something, as the trails note them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Caller {
    /// Who, in which role.
    pub actor: Actor,
    /// What the sign-in service calls them.
    pub name: String,
    /// From which address, where that is known.
    pub from: Option<String>,
}

impl Caller {
    /// The signed-in person behind a request.
    pub fn of(who: &SignedIn, request: &Request, env: &Env) -> Caller {
        let (actor, name) = (who.session.actor.clone(), who.session.name.clone());
        Caller { actor, name, from: address(request, env) }
    }
}

/// The longest address that is noted.
const LONGEST_ADDRESS: usize = 45;

/// The address that the request comes from, where a front server of the operator says so (`PROXY=on`); what a client itself says is not believed.
pub fn address(request: &Request, env: &Env) -> Option<String> {
    setting::optional(env, "PROXY").filter(|proxy| proxy == "on")?;
    let said = request.headers().get("X-Real-IP").ok().flatten()?;
    let plain = said.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'));
    (plain && !said.is_empty() && said.len() <= LONGEST_ADDRESS).then_some(said)
}

/// The network of that address, by which it is counted: with IPv6 one household has more addresses than anybody can count.
pub fn network(request: &Request, env: &Env) -> Option<String> {
    address(request, env).map(|address| network_of(&address))
}

fn network_of(address: &str) -> String {
    match address.parse() {
        Ok(std::net::IpAddr::V6(address)) => {
            address.segments().iter().take(4).map(|part| format!("{part:x}:")).collect()
        }
        _ => address.to_owned(),
    }
}

/// Browser and system in words, for people to tell their devices apart. Nothing else is kept of what the browser says of itself.
pub fn label(request: &Request) -> String {
    label_of(&request.headers().get("User-Agent").ok().flatten().unwrap_or_default())
}

fn label_of(agent: &str) -> String {
    let first = |known: &[(&'static str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map_or("?", |(_, name)| *name)
    };
    // Browsers also name those that they came from: the more special first.
    let browser = first(&[
        ("MicroMessenger", "微信"),
        ("AlipayClient", "支付宝"),
        ("HuaweiBrowser", "华为浏览器"),
        ("MiuiBrowser", "小米浏览器"),
        ("QQBrowser", "QQ浏览器"),
        ("UCBrowser", "UC浏览器"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("HarmonyOS", "HarmonyOS"),
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    [browser, " · ", system].concat()
}

#[cfg(test)]
mod tests {
    use super::{label_of, network_of};

    #[test]
    fn one_household_is_one_network() {
        assert_eq!(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2::1"));
        assert_ne!(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
        assert_eq!(network_of("192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn a_device_is_called_what_its_person_calls_it() {
        for (agent, label) in [
            (
                "Mozilla/5.0 (Linux; Android 13; V2171A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36",
                "Chrome · Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0",
                "微信 · iPhone",
            ),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Windows"),
            ("", "? · ?"),
        ] {
            assert_eq!(label_of(agent), label);
        }
    }
}
