//! Addresses in texts: whoever taps one must get there, and nobody on the way may read along.

use super::super::check::Finding;
use super::warning;
use crate::words::BilingualText;

/// Finds the first address in either language that does not work.
pub(super) fn check(place: &str, text: &BilingualText, findings: &mut Vec<Finding>) {
    let all = addresses(&text.zh).chain(addresses(&text.en));
    let Some((address, wrong)) = all.filter_map(|address| Some((address, wrong(address)?))).next() else { return };
    let (code, zh, en) = match wrong {
        Wrong::NoScheme => ("link_not_https", "请写全，以 https:// 开头", "write it in full, beginning with https://"),
        Wrong::NotHttps => {
            ("link_not_https", "请改成以 https:// 开头的地址", "give an address that begins with https://")
        }
        Wrong::NoAddress => ("link_broken", "不是网址，点了打不开", "it is not an address, nobody gets there"),
    };
    let shown: String = address.chars().take(60).collect();
    findings.push(warning(code, place, format!("“{shown}”：{zh}"), format!("\"{shown}\": {en}")));
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    NoScheme,
    NotHttps,
    NoAddress,
}

/// What looks like an address: what begins with a scheme or with www, to the first sign that no address has.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| sign.is_whitespace() || "，。；：、（）“”《》？！<>\"".contains(sign)).filter_map(|word| {
        let lower = word.to_ascii_lowercase();
        let at = ["http:", "https:", "ftp:", "www."].iter().filter_map(|sign| lower.find(sign)).min()?;
        word.get(at..).map(|word| word.trim_end_matches(['.', ',', ';', ')', '!', '?']))
    })
}

fn wrong(address: &str) -> Option<Wrong> {
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("www.") {
        return Some(Wrong::NoScheme);
    }
    let Some(rest) = lower.strip_prefix("https://") else {
        return Some(if lower.starts_with("https:") { Wrong::NoAddress } else { Wrong::NotHttps });
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(name, port)| if port.parse::<u16>().is_ok() { name } else { host });
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last_is_name = host
        .rsplit('.')
        .next()
        .is_some_and(|last| last.len() > 1 && last.bytes().all(|sign| sign.is_ascii_alphabetic()));
    let is_address = rest.is_ascii() && host.contains('.') && host.split('.').all(is_label) && last_is_name;
    (!is_address).then_some(Wrong::NoAddress)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_and_judged() {
        let judged = |text: &str| addresses(text).map(|one| (one.to_owned(), wrong(one))).collect::<Vec<_>>();
        let one = |text: &str| judged(text).pop();
        assert_eq!(one("请看https://zwdt.sh.gov.cn/a?b=1#c。"), Some(("https://zwdt.sh.gov.cn/a?b=1#c".into(), None)));
        assert_eq!(one("(see https://example.org:8443/a_(b).)").map(|(_, wrong)| wrong), Some(None));
        assert_eq!(one("http://example.org，"), Some(("http://example.org".into(), Some(Wrong::NotHttps))));
        assert_eq!(one("WWW.example.org"), Some(("WWW.example.org".into(), Some(Wrong::NoScheme))));
        for broken in [
            "https://",
            "https:example.org",
            "https://例子.org",
            "https://example",
            "https://a..org",
            "https://-a.org",
            "https://user@example.org",
            "https://10.0.0.1",
            "https://example.org/路径",
        ] {
            assert_eq!(one(broken).map(|(_, wrong)| wrong), Some(Some(Wrong::NoAddress)), "{broken}");
        }
        assert_eq!(judged("网上申请，021-0000-0101，a@b.cn"), []);
    }
}
