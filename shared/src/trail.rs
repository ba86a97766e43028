//! The audit trail 审计记录 of an agency: who did what to which object, when and for what purpose, and what was refused (办法 art. 46, 51, 56;
//! 个保法 art. 51, 54).
//!
//! It is append-only and chained by hashes. docs/trail.md has its form, and what the chain proves and what it does not.

mod verify;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use self::verify::{Broken, verify};
use crate::digest::Digest;
use crate::names::AgencyId;
use crate::roles::{Action, Actor};

/// The most bytes that a line may have, without its end.
pub const LARGEST_LINE: usize = 4096;
/// The most bytes of [`Deed::on`].
const LARGEST_OBJECT: usize = 200;
/// The most characters of [`Deed::why`].
const LONGEST_PURPOSE: usize = 500;
/// The most characters of [`Deed::name`].
pub const LONGEST_NAME: usize = 100;
/// The most bytes of [`Deed::from`]: more than any IP address with its zone has.
const LARGEST_ADDRESS: usize = 64;
/// The most bytes of a code in [`Outcome::Refused`].
const LARGEST_CODE: usize = 64;

/// What someone did or was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deed {
    /// When, by the clock of the agency's server.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
    /// Who, and in which role; none where nobody was signed in.
    pub who: Option<Actor>,
    /// What the sign-in service calls them, of staff alone: whom the trail holds to account must be known by it. Of residents and firms nothing.
    pub name: Option<String>,
    /// What.
    pub act: Action,
    /// To which object, such as `case/018f…` or `pack/{sha256}`: a name that the agency's own record can resolve, never personal data.
    pub on: String,
    /// For what purpose, as typed or chosen (个保法 art. 6).
    pub why: Option<String>,
    /// The address that the request came from, as the server saw it. What the request says of itself may be of any length and untrue.
    pub from: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "HowItEnded"))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused, with the stable code of the refusal.
    Refused(String),
}

/// One line of a trail. Its bytes are this JSON, its members in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Record {
    /// Whose trail this is.
    pub agency: AgencyId,
    /// Its number in the trail, from 1.
    pub serial: u64,
    /// The digest of the line before, without its end. For the first, see [`Head::empty`].
    pub before: Digest,
    /// What was done.
    #[serde(flatten)]
    pub deed: Deed,
}

/// What is wrong with one line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Wrong {
    /// It is too long.
    #[error("has more than {LARGEST_LINE} bytes")]
    TooLong,
    /// The file ends within it.
    #[error("is not ended by a line feed")]
    Unended,
    /// It cannot be read.
    #[error("is no record of a trail: {0}")]
    NotARecord(String),
    /// It says the same as a record, in other bytes or with more members.
    #[error("is not written in the one way in which a record is written")]
    OtherWriting,
    /// It belongs to the trail of another agency.
    #[error("is of the agency {given}, and {expected} was expected")]
    OtherAgency {
        /// Whose trail this is.
        expected: AgencyId,
        /// Whose it says it is.
        given: AgencyId,
    },
    /// It has the number of another line.
    #[error("has the serial {given}, and {expected} was expected")]
    Serial {
        /// What follows from the line before.
        expected: u64,
        /// What it says.
        given: u64,
    },
    /// The line before is not the one that it was written after.
    #[error("does not follow from the line before")]
    NotFollowing,
    /// Time does not go backwards in a trail.
    #[error("is of {at:?}, and the line before is of {before:?}")]
    Earlier {
        /// When the line before was written.
        before: DateTime<Utc>,
        /// When this one says it was.
        at: DateTime<Utc>,
    },
}

impl Record {
    /// Reads a line, without its end. Whether it belongs where it stands is another question ([`verify()`]).
    pub fn read(line: &str) -> Result<Record, Wrong> {
        if line.len() > LARGEST_LINE {
            return Err(Wrong::TooLong);
        }
        let record: Record = serde_json::from_str(line).map_err(no_record)?;
        // Unknown and repeated members, white space, another order and other escapes all end here.
        if serde_json::to_string(&record).map_err(no_record)? != line {
            return Err(Wrong::OtherWriting);
        }
        Ok(record)
    }
}

fn no_record(why: serde_json::Error) -> Wrong {
    let why = why.to_string();
    // The parser counts lines within the line that it was given.
    Wrong::NotARecord(why.split_once(" at line 1 column ").map(|(what, _)| what.into()).unwrap_or(why))
}

/// Why a deed is not written down.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// A member is too long. Nothing is cut: half a purpose would be another one.
    #[error("`{member}` has {length} {unit}, and {most} are the most")]
    TooLong {
        /// Which one.
        member: &'static str,
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
        /// In what.
        unit: &'static str,
    },
    /// The line would not be read again, such as one of the year 10000.
    #[error("the line {0}")]
    Unreadable(#[from] Wrong),
}

impl Deed {
    fn fits(&self) -> Result<(), NotTaken> {
        let bytes = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let name = self.name.as_ref().map_or(0, |name| name.chars().count());
        let purpose = self.why.as_ref().map_or(0, |why| why.chars().count());
        let code = match &self.outcome {
            Outcome::Done => 0,
            Outcome::Refused(code) => code.len(),
        };
        let members = [
            ("on", self.on.len(), LARGEST_OBJECT, "bytes"),
            ("name", name, LONGEST_NAME, "characters"),
            ("why", purpose, LONGEST_PURPOSE, "characters"),
            ("from", bytes(&self.from), LARGEST_ADDRESS, "bytes"),
            ("outcome", code, LARGEST_CODE, "bytes"),
        ];
        match members.into_iter().find(|(_, length, most, _)| length > most) {
            Some((member, length, most, unit)) => Err(NotTaken::TooLong { member, length, most, unit }),
            None => Ok(()),
        }
    }
}

/// Where a trail stands: whoever knows it from elsewhere can tell whether a trail still holds what it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Whose trail.
    pub agency: AgencyId,
    /// How many lines it has.
    pub entries: u64,
    /// The digest of its last line.
    pub digest: Digest,
    /// The instant that stands in it.
    pub last: Option<DateTime<Utc>>,
}

impl Head {
    /// Where the trail of `agency` begins. Its name is in the digest, so that no line of one trail follows from another's beginning.
    pub fn empty(agency: &AgencyId) -> Head {
        let digest = Digest::of(["mingbai-trail/", agency.as_str()].concat().as_bytes());
        Head { agency: agency.clone(), entries: 0, digest, last: None }
    }

    /// Where a trail stands whose last line is `line`: who goes on with a trail needs to read no more of it.
    pub fn after(line: &str) -> Result<Head, Wrong> {
        Record::read(line).map(|record| Head::of(record, line))
    }

    /// Writes down one more deed: the line, without its end, and where the trail then stands.
    ///
    /// Where the clock was put back since the line before, that line's instant is written: a trail's order is that of its lines, and its time never
    /// contradicts it.
    pub fn append(&self, deed: Deed) -> Result<(String, Head), NotTaken> {
        deed.fits()?;
        let at = self.last.map_or(deed.at, |last| last.max(deed.at));
        let serial = self.entries.saturating_add(1);
        let record = Record { agency: self.agency.clone(), serial, before: self.digest, deed: Deed { at, ..deed } };
        let line = serde_json::to_string(&record).map_err(no_record)?;
        let head = Head::after(&line)?;
        Ok((line, head))
    }

    /// The head after `record`, which is written as `line`.
    fn of(record: Record, line: &str) -> Head {
        let digest = Digest::of(line.as_bytes());
        Head { agency: record.agency, entries: record.serial, digest, last: Some(record.deed.at) }
    }

    /// Whether this line is the next.
    fn precedes(&self, record: &Record) -> Result<(), Wrong> {
        let (serial, at) = (self.entries.saturating_add(1), record.deed.at);
        if record.agency != self.agency {
            return Err(Wrong::OtherAgency { expected: self.agency.clone(), given: record.agency.clone() });
        }
        if record.serial != serial {
            return Err(Wrong::Serial { expected: serial, given: record.serial });
        }
        if record.before != self.digest {
            return Err(Wrong::NotFollowing);
        }
        match self.last {
            Some(before) if at < before => Err(Wrong::Earlier { before, at }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::Role;

    fn agency() -> AgencyId {
        "civil-affairs".parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        crate::iso::instant(text).unwrap()
    }

    fn deed() -> Deed {
        let person = "sample-officer".parse().unwrap();
        Deed {
            at: at("2026-03-02T01:30:00Z"),
            who: Some(Actor { person, role: Role::Officer, agency: Some(agency()) }),
            name: Some("示例工作人员".into()),
            act: Action::ReadCases,
            on: "case/018f".into(),
            why: Some("示例".into()),
            from: Some("192.0.2.7".into()),
            outcome: Outcome::Refused("forbidden".into()),
        }
    }

    #[test]
    fn a_line_is_written_as_the_page_has_it() {
        let (line, head) = Head::empty(&agency()).append(deed()).unwrap();
        let expected = concat!(
            r#"{"agency":"civil-affairs","serial":1,"before":"be23cc4de3d4121e370e96377f2dfd3f5bd425ed92dc11a8149c952bdc6a7bfc","#,
            r#""at":"2026-03-02T01:30:00Z","who":{"person":"sample-officer","role":"officer","agency":"civil-affairs"},"name":"示例工作人员","#,
            r#""act":"read_cases","on":"case/018f","why":"示例","from":"192.0.2.7","outcome":{"refused":"forbidden"}}"#
        );
        assert_eq!(line, expected);
        assert_eq!((head.entries, head.last), (1, Some(deed().at)));
        assert_eq!(Head::after(&line), Ok(head));
    }

    #[test]
    fn a_clock_that_was_put_back_does_not_put_the_trail_back() {
        let (_, head) = Head::empty(&agency()).append(deed()).unwrap();
        let (line, head) = head.append(Deed { at: at("2026-03-01T00:00:00Z"), ..deed() }).unwrap();
        assert_eq!(Record::read(&line).unwrap().deed.at, deed().at);
        let later = at("2026-03-02T01:30:00.001Z");
        assert_eq!(head.append(Deed { at: later, ..deed() }).unwrap().1.last, Some(later));
    }

    #[test]
    fn what_is_too_long_is_refused_with_its_length_and_never_cut() {
        let empty = Head::empty(&agency());
        let refused = |deed: Deed| empty.append(deed).unwrap_err().to_string();
        let text = |one: &str, times| one.repeat(times);
        // The longest of everything, in the largest characters, still fits.
        let longest = Deed {
            name: Some(text("𠮷", 100)),
            on: text("o", 200),
            why: Some(text("𠮷", 500)),
            from: Some(text("f", 64)),
            outcome: Outcome::Refused(text("c", 64)),
            ..deed()
        };
        assert!(empty.append(longest).is_ok());
        assert_eq!(refused(Deed { on: text("案", 67), ..deed() }), "`on` has 201 bytes, and 200 are the most");
        assert_eq!(
            refused(Deed { name: Some(text("名", 101)), ..deed() }),
            "`name` has 101 characters, and 100 are the most"
        );
        assert_eq!(
            refused(Deed { why: Some(text("字", 501)), ..deed() }),
            "`why` has 501 characters, and 500 are the most"
        );
        assert_eq!(refused(Deed { from: Some(text("f", 65)), ..deed() }), "`from` has 65 bytes, and 64 are the most");
        let code = Outcome::Refused(text("c", 65));
        assert_eq!(refused(Deed { outcome: code, ..deed() }), "`outcome` has 65 bytes, and 64 are the most");
        // Each of these is written as six bytes.
        let escaped = Deed { on: text("\u{1}", 200), why: Some(text("\u{1}", 500)), ..deed() };
        assert_eq!(refused(escaped), "the line has more than 4096 bytes");
    }

    #[test]
    fn an_instant_that_cannot_be_written_is_refused_before_it_is_in_the_trail() {
        let empty = Head::empty(&agency());
        let year_10000 = DateTime::from_timestamp(253_402_300_800, 0).unwrap();
        let leap_second = DateTime::from_timestamp(1_483_228_799, 1_500_000_000).unwrap();
        for at in [year_10000, leap_second] {
            let refused = empty.append(Deed { at, ..deed() });
            assert!(matches!(refused, Err(NotTaken::Unreadable(Wrong::NotARecord(_)))), "{refused:?}");
        }
    }

    #[test]
    fn the_same_in_other_bytes_is_no_line() {
        let (line, _) = Head::empty(&agency()).append(deed()).unwrap();
        let record: serde_json::Value = serde_json::from_str(&line).unwrap();
        let others = [
            // Sorted, spaced, with one member more, or twice, or written otherwise, or left out, or with the end of another system.
            record.to_string(),
            line.replacen(':', ": ", 1),
            line.replacen("{\"agency\"", "{\"more\":1,\"agency\"", 1),
            line.replacen("{\"person\"", "{\"more\":1,\"person\"", 1),
            line.replacen("\"on\":", "\"on\":\"case/0\",\"on\":", 1),
            line.replacen("case/", "case\\/", 1),
            line.replacen("officer\",\"agency\":\"civil-affairs\"}", "officer\"}", 1),
            line.replacen("\"name\":\"示例工作人员\",", "", 1),
            format!("{line}\r"),
        ];
        for other in others {
            assert_ne!(other, line);
            let refused = Record::read(&other).unwrap_err();
            assert!(matches!(refused, Wrong::OtherWriting | Wrong::NotARecord(_)), "{other}: {refused}");
        }
        let newer = Record::read(&line.replacen("read_cases", "read_minds", 1)).unwrap_err().to_string();
        assert!(newer.starts_with("is no record of a trail: unknown variant `read_minds`, expected"), "{newer}");
    }
}
