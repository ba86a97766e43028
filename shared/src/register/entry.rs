//! One entry of the log: hashes and metadata, never content, so that what must be taken down can be (保密法 art. 34-35).

mod members;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::members::Members;
use super::VERSION;
use crate::digest::Digest;
use crate::iso;
use crate::names::{AgencyId, DocumentId};

/// The most bytes that an entry may have: tlog-tiles gives its length sixteen bits.
pub const LARGEST_ENTRY: usize = 4096;

/// What an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A document and its pack were published.
    Publication,
    /// A notice was sent, or one that was sent was recalled. In the place of a pack it has the notice.
    Notice,
    /// A document was withdrawn. In the place of a pack it has what says so, and why.
    Withdrawal,
}

impl EntryKind {
    fn of(name: &str) -> Option<EntryKind> {
        match name {
            "publication" => Some(EntryKind::Publication),
            "notice" => Some(EntryKind::Notice),
            "withdrawal" => Some(EntryKind::Withdrawal),
            _ => None,
        }
    }
}

/// One entry. Its bytes in the log are this JSON, its fields in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// The version of this form: 1.
    pub v: u8,
    /// What it says.
    pub kind: EntryKind,
    /// The document, or the notice: no notice has the name of a document.
    pub document: DocumentId,
    /// The agency that publishes.
    pub agency: AgencyId,
    /// The title of the document or the notice.
    pub title: String,
    /// The digest of the pack, the notice or what says that it was withdrawn.
    pub pack: Digest,
    /// Its length in bytes.
    pub size: usize,
    /// When it was signed for publication.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
}

/// An entry that is not as its form has it (docs/record.md).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    /// It has this many bytes.
    #[error("it has {0} bytes, and {LARGEST_ENTRY} are the most")]
    TooLong(usize),
    /// White space stands outside of its strings.
    #[error("it has white space outside of strings")]
    WhiteSpace,
    /// A member stands there twice.
    #[error("its member {0:?} stands there twice")]
    Twice(String),
    /// A member is not there, or not in its place.
    #[error("its member {0:?} is not there or not in its place")]
    NotInPlace(&'static str),
    /// A member is not what it should be.
    #[error("its member {member:?} is not {expected}")]
    Value {
        /// Its name.
        member: &'static str,
        /// What was expected.
        expected: &'static str,
    },
}

/// The members, in their order.
const MEMBERS: [&str; 8] = ["v", "kind", "document", "agency", "title", "pack", "size", "at"];

/// The largest whole number that every reader of JSON reads as it is written (RFC 8259 §6).
const LARGEST_NUMBER: f64 = 9_007_199_254_740_991.0;

impl Entry {
    /// Reads an entry as whoever checks the log must. None where it is of another form, which this version does not know and passes over: what says of
    /// itself that it is of version 1 and of a kind that is known must be of its form.
    pub fn read(bytes: &[u8]) -> Result<Option<Entry>, EntryError> {
        if bytes.len() > LARGEST_ENTRY {
            return Err(EntryError::TooLong(bytes.len()));
        }
        let members = std::str::from_utf8(bytes).ok().and_then(Members::read);
        members
            .and_then(|members| Some((kind(&members)?, members)))
            .map(|(kind, members)| whole(kind, &members))
            .transpose()
    }

    /// The entry of a publication.
    pub fn publication(
        document: DocumentId,
        agency: AgencyId,
        title: String,
        pack: Digest,
        size: usize,
        at: DateTime<Utc>,
    ) -> Entry {
        Entry { v: VERSION, kind: EntryKind::Publication, document, agency, title, pack, size, at }
    }

    /// The same entry, of a notice.
    pub fn of_notice(self) -> Entry {
        Entry { kind: EntryKind::Notice, ..self }
    }

    /// The same entry, of a withdrawal.
    pub fn of_withdrawal(self) -> Entry {
        Entry { kind: EntryKind::Withdrawal, ..self }
    }

    /// Where the proof that it is in the record is downloaded.
    pub fn proof_path(&self) -> String {
        ["/log/proof/", &self.pack.to_string()].concat()
    }

    /// The bytes that the log holds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

/// None of what this version does not know.
fn kind(members: &Members<'_>) -> Option<EntryKind> {
    // A number may be written as 1, as 1.0 or as 1e0.
    members.number("v").filter(|v| *v == 1.0)?;
    EntryKind::of(&members.string("kind")?)
}

fn whole(kind: EntryKind, members: &Members<'_>) -> Result<Entry, EntryError> {
    if members.are_spaced() {
        return Err(EntryError::WhiteSpace);
    }
    if let Some(name) = members.twice() {
        return Err(EntryError::Twice(name.into()));
    }
    let mut names = members.names();
    if let Some(name) = MEMBERS.into_iter().find(|name| names.next() != Some(name)) {
        return Err(EntryError::NotInPlace(name));
    }
    let value = |member, expected| EntryError::Value { member, expected };
    let name = |member| value(member, "a name, 1 to 64 of a-z, 0-9 and single hyphens between them");
    let text = |member| members.string(member).unwrap_or_default();
    let document = text("document").parse().map_err(|_| name("document"))?;
    let agency = text("agency").parse().map_err(|_| name("agency"))?;
    let title = members.string("title").ok_or(value("title", "a string"))?;
    let pack = text("pack").parse().map_err(|_| value("pack", "a SHA-256 in 64 lower-case hexadecimal digits"))?;
    let size = members.number("size").filter(|size| (1.0..=LARGEST_NUMBER).contains(size) && size.fract() == 0.0);
    let size = size.and_then(|size| usize::try_from(size as u64).ok());
    let size = size.ok_or(value("size", "a number of bytes, at least 1"))?;
    let at = iso::instant(&text("at")).ok_or(value("at", "an instant such as 2026-03-01T08:30:00Z"))?;
    Ok(Entry { v: VERSION, kind, document, agency, title, pack, size, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let (document, agency) = ("a".parse().unwrap(), "civil-affairs".parse().unwrap());
        Entry::publication(document, agency, "示例\"：\\".into(), Digest::of(b"x"), 1, Default::default())
    }

    #[test]
    fn what_is_written_is_read() {
        for entry in [entry(), entry().of_notice(), entry().of_withdrawal()] {
            assert_eq!(Entry::read(&entry.to_bytes().unwrap()), Ok(Some(entry)));
        }
        assert!(entry().of_notice().to_bytes().unwrap().starts_with(b"{\"v\":1,\"kind\":\"notice\","));
        assert!(entry().of_withdrawal().to_bytes().unwrap().starts_with(b"{\"v\":1,\"kind\":\"withdrawal\","));
    }

    #[test]
    fn whatever_is_of_another_form_is_passed_over_unless_it_is_too_long() {
        let whole = String::from_utf8(entry().to_bytes().unwrap()).unwrap();
        let later = whole.replacen("\"v\":1", "\"v\":2", 1);
        for other in [later.as_bytes(), b"", b"\xff", b"[1]", b"{}", whole.get(1..).unwrap().as_bytes()] {
            assert_eq!(Entry::read(other), Ok(None));
        }
        assert_eq!(Entry::read(&[b'x'; LARGEST_ENTRY]), Ok(None));
        assert_eq!(Entry::read(&[b'x'; LARGEST_ENTRY + 1]), Err(EntryError::TooLong(LARGEST_ENTRY + 1)));
    }
}
