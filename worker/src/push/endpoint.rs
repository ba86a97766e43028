//! Where a message to a device goes. A device says it, so it is believed only where it names one of the push services of the browsers: nobody makes this
//! district ask another machine, least of all one behind its own wall (SSRF).
//!
//! An endpoint is a secret of a device, by which whoever has it can wake it: it is in no log, no error and no answer.

use std::fmt;

use worker::{Env, Url};

use crate::setting;

/// The longest that is taken.
pub const LONGEST: usize = 1000;

/// Hosts of the push services of Chrome and Edge, Firefox, Edge, Safari; one with a dot before it stands for every name below.
const HOSTS: [&str; 4] = ["fcm.googleapis.com", ".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com"];

/// The address of a device at its push service.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    text: String,
    origin: String,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Endpoint(…)")
    }
}

impl Endpoint {
    /// Reads one; none where it is not at a push service.
    pub fn read(text: &str, env: &Env) -> Option<Endpoint> {
        Endpoint::at(text, &fakes(env))
    }

    /// `fakes` are origins on this machine that stand for a push service while one develops.
    fn at(text: &str, fakes: &[String]) -> Option<Endpoint> {
        if text.len() > LONGEST {
            return None;
        }
        let url = Url::parse(text).ok()?;
        // A browser writes an address in the one form that parsing gives it. Whatever else means the same is a trick.
        if url.as_str() != text || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        let origin = url.origin().ascii_serialization();
        let known = url.scheme() == "https" && url.port().is_none() && url.domain().is_some_and(is_known);
        (known || fakes.contains(&origin)).then(|| Endpoint { text: text.to_owned(), origin })
    }

    /// The whole of it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its service, as a token for it names it (RFC 8292 §2).
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

fn is_known(host: &str) -> bool {
    HOSTS.iter().any(|known| match known.strip_prefix('.') {
        Some(_) => host.strip_suffix(known).is_some_and(|below| !below.is_empty()),
        None => host == *known,
    })
}

/// `PUSH_HOSTS`, with spaces between: where one develops, and on this machine only.
fn fakes(env: &Env) -> Vec<String> {
    if !setting::is_development(env) {
        return Vec::new();
    }
    let set = setting::optional(env, "PUSH_HOSTS").unwrap_or_default();
    set.split_whitespace().filter(|origin| origin.starts_with("http://127.0.0.1:")).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> bool {
        Endpoint::at(text, &[]).is_some()
    }

    #[test]
    fn the_services_of_the_browsers_are_known() {
        for (endpoint, origin) in [
            ("https://fcm.googleapis.com/fcm/send/c1KrmpTuRm8:APA91bEx", "https://fcm.googleapis.com"),
            ("https://fcm.googleapis.com/wp/cZ4:APA91b-_x", "https://fcm.googleapis.com"),
            (
                "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABm",
                "https://updates.push.services.mozilla.com",
            ),
            ("https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2fx", "https://wns2-par02p.notify.windows.com"),
            ("https://web.push.apple.com/QGLx", "https://web.push.apple.com"),
        ] {
            assert_eq!(Endpoint::at(endpoint, &[]).unwrap().origin(), origin);
        }
    }

    #[test]
    fn nothing_else_is_asked_however_it_is_written() {
        for trick in [
            "",
            "https://",
            "web.push.apple.com/x",
            "//web.push.apple.com/x",
            "http://web.push.apple.com/x",
            "ftp://web.push.apple.com/x",
            "https://web.push.apple.com",
            "https://web.push.apple.com:443/x",
            "https://web.push.apple.com:8443/x",
            "https://web.push.apple.com./x",
            "https://WEB.push.apple.com/x",
            "HTTPS://web.push.apple.com/x",
            " https://web.push.apple.com/x",
            "https://web.push.apple.com/x\n",
            "https://web.push\t.apple.com/x",
            "https:/web.push.apple.com/x",
            "https:\\\\web.push.apple.com\\x",
            "https://web.push.apple.com\\@127.0.0.1/x",
            "https://web.push.apple.com@127.0.0.1/x",
            "https://a:b@web.push.apple.com/x",
            "https://@web.push.apple.com/x",
            "https://127.0.0.1#@web.push.apple.com/x",
            "https://web.push.apple.com/x#y",
            "https://127.0.0.1?.push.apple.com/x",
            "https://web.push.apple.com/../x",
            "https://web.push.apple.com/%2e%2e/x",
            "https://push.apple.com/x",
            "https://.push.apple.com/x",
            "https://xpush.apple.com/x",
            "https://evil-push.apple.com.example.org/x",
            "https://web.push.apple.com.example.org/x",
            "https://xfcm.googleapis.com/x",
            "https://a.fcm.googleapis.com/x",
            "https://googleapis.com/x",
            "https://notify.windows.com/x",
            "https://web.pusｈ.apple.com/x",
            "https://web。push。apple。com/x",
            "https://wеb.push.apple.com/x",
            "https://web%2epush.apple.com/x",
            "https://127.0.0.1/x",
            "https://2130706433/x",
            "https://0x7f.1/x",
            "https://[::1]/x",
            "https://[::ffff:169.254.169.254]/x",
            "https://169.254.169.254/latest/meta-data/",
            "https://localhost/x",
            "http://127.0.0.1:8787/x",
            "file:///etc/passwd",
            "data:text/plain,x",
            "javascript:alert(1)",
        ] {
            assert!(!taken(trick), "{trick}");
        }
        let long = |length: usize| format!("https://web.push.apple.com/{}", "x".repeat(length - 27));
        assert!(taken(&long(LONGEST)) && !taken(&long(LONGEST + 1)));
    }

    #[test]
    fn a_fake_is_at_its_own_port() {
        let fakes = ["http://127.0.0.1:4000".to_owned()];
        assert!(Endpoint::at("http://127.0.0.1:4000/x", &fakes).is_some());
        for other in [
            "http://127.0.0.1:4001/x",
            "http://127.0.0.1/x",
            "https://127.0.0.1:4000/x",
            "http://127.0.0.1:4000@a.example/x",
        ] {
            assert!(Endpoint::at(other, &fakes).is_none(), "{other}");
        }
    }

    #[test]
    fn it_is_not_printed() {
        let endpoint = Endpoint::at("https://web.push.apple.com/QGLx", &[]).unwrap();
        assert!(!format!("{endpoint:?}").contains("QGLx"));
    }
}
