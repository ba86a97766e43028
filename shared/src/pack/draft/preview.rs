//! Links by which people who are not signed in read a draft as it was last saved, for some days.
//!
//! A link is a secret: whoever has it reads, and the store keeps its SHA-256 alone, so that a copy of the store opens nothing.

use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::kept::NotKept;
use crate::digest::Digest;
use crate::names::AgencyId;
use crate::words::Bilingual;

/// So many links of a draft may be open at a time.
pub const MOST_LINKS: usize = 20;
/// A link is open for at most so many days.
pub const MOST_DAYS: u8 = 30;
/// How many random bytes the secret of a link has.
pub const SECRET: usize = 32;

/// What a person reads whose link is wrong, was ended or is too old. It is one sentence for all: what is not open says nothing of itself.
pub const OVER: Bilingual = Bilingual {
    zh: "这个预览链接已经失效。请向起草的人再要一个。",
    en: "This preview link has ended. Ask whoever is writing the draft for another one.",
};

/// For how long a link is open: 1 to 30 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PreviewDays", extend("minimum" = 1, "maximum" = MOST_DAYS)))]
pub struct Days(u8);

/// A number that is none of [`Days`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a preview is open for 1 to {MOST_DAYS} days, not {0}")]
pub struct NotDays(u8);

impl TryFrom<u8> for Days {
    type Error = NotDays;

    fn try_from(days: u8) -> Result<Self, NotDays> {
        if (1..=MOST_DAYS).contains(&days) { Ok(Days(days)) } else { Err(NotDays(days)) }
    }
}

impl From<Days> for u8 {
    fn from(Days(days): Days) -> u8 {
        days
    }
}

/// What opens a preview: at which agency, and the secret. Its text is `{agency}.{secret in base64url}`, in one form.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    agency: AgencyId,
    secret: [u8; SECRET],
}

impl std::fmt::Debug for Token {
    /// Never the secret: what is printed stands in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token").field("agency", &self.agency).finish_non_exhaustive()
    }
}

impl Token {
    /// The token of a link of this agency; the secret was drawn at random.
    pub fn new(agency: AgencyId, secret: [u8; SECRET]) -> Token {
        Token { agency, secret }
    }

    /// Reads what somebody brings; none where it can open nothing. Whether there is such an agency is another question.
    pub fn read(text: &str) -> Option<Token> {
        let (agency, written) = text.split_once('.')?;
        let mut secret = [0; SECRET];
        let read = Base64UrlUnpadded::decode(written, &mut secret).ok()?;
        let is_whole = read.len() == SECRET;
        is_whole.then_some(Token { agency: agency.parse().ok()?, secret })
    }

    /// As it is handed to people.
    pub fn text(&self) -> String {
        [self.agency.as_str(), ".", &Base64UrlUnpadded::encode_string(&self.secret)].concat()
    }

    /// Whose draft it opens.
    pub fn agency(&self) -> &AgencyId {
        &self.agency
    }

    /// By what the store knows it.
    pub fn key(&self) -> Digest {
        Digest::of(&self.secret)
    }
}

/// A link as the store keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// [`Token::key`].
    pub key: Digest,
    /// Until when it opens the draft; at this instant it does not any more.
    pub until: DateTime<Utc>,
}

impl Link {
    /// Whether it opens the draft at `now`.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        now < self.until
    }
}

/// Those of a draft's links that are open, those that end first before the others.
pub fn open(links: Vec<Link>, now: DateTime<Utc>) -> Vec<Link> {
    let mut open: Vec<Link> = links.into_iter().filter(|link| link.is_open(now)).collect();
    open.sort_by_key(|link| link.until);
    open
}

/// Makes another link of a draft that has `links`: those to keep from then on, without what has expired, and the new one.
pub fn link(links: Vec<Link>, key: Digest, days: Days, now: DateTime<Utc>) -> Result<(Vec<Link>, Link), NotKept> {
    let mut links = open(links, now);
    if links.len() >= MOST_LINKS {
        return Err(NotKept::TooManyLinks);
    }
    let new = Link { key, until: now + Duration::days(days.0.into()) };
    links.push(new);
    Ok((links, new))
}

#[cfg(test)]
mod tests;
