//! Looking at a whole trail: does every line follow from the one before, and is what was seen earlier still in it?

use std::io::{self, BufRead, Read};

use thiserror::Error;

use super::{Head, LARGEST_LINE, Record, Wrong};
use crate::digest::Digest;
use crate::names::AgencyId;

/// The first thing that is wrong with a trail.
#[derive(Debug, Error)]
pub enum Broken {
    /// A line is not what it should be.
    #[error("line {line} {wrong}")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong with it.
        wrong: Wrong,
    },
    /// Every line follows from the one before; but what was seen earlier is not among them.
    #[error(
        "the trail stood at {seen} before, and after none of its {entries} lines it does: its end was cut off, or it was written anew"
    )]
    Gone {
        /// The digest of the earlier head.
        seen: Digest,
        /// How many lines there are.
        entries: u64,
    },
    /// There is no line, so that nothing says whose trail it is.
    #[error("there is no line, and no agency was named whose trail may be empty")]
    Nameless,
    /// It could not be read to its end.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
}

impl Broken {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Broken::Line { wrong, .. } => match wrong {
                Wrong::TooLong => "line_too_long",
                Wrong::Unended => "line_unended",
                Wrong::NotARecord(_) => "not_a_record",
                Wrong::OtherWriting => "other_writing",
                Wrong::OtherAgency { .. } => "other_agency",
                Wrong::Serial { .. } => "out_of_order",
                Wrong::NotFollowing => "not_following",
                Wrong::Earlier { .. } => "time_backwards",
            },
            Broken::Gone { .. } => "head_gone",
            Broken::Nameless => "nameless",
            Broken::Unreadable(_) => "unreadable",
        }
    }
}

/// Looks at every line, one at a time, so that a trail of any length needs the memory of one line. `agency` is whose trail it must be; without it, the
/// first line says so. `since` is the digest of an earlier head, which must be one that this trail had: nothing else shows that its end was cut off.
pub fn verify(mut trail: impl BufRead, agency: Option<&AgencyId>, since: Option<Digest>) -> Result<Head, Broken> {
    let mut head = agency.map(Head::empty);
    let mut found = since.is_none();
    let mut bytes = Vec::new();
    for line in 1.. {
        let broken = |wrong| Broken::Line { line, wrong };
        let Some(text) = next(&mut trail, &mut bytes)?.transpose().map_err(broken)? else { break };
        let record = Record::read(text).map_err(broken)?;
        let before = head.take().unwrap_or_else(|| Head::empty(&record.agency));
        before.precedes(&record).map_err(broken)?;
        found |= since == Some(before.digest);
        head = Some(Head::of(record, text));
    }
    let head = head.ok_or(Broken::Nameless)?;
    match since {
        Some(seen) if !found && seen != head.digest => Err(Broken::Gone { seen, entries: head.entries }),
        _ => Ok(head),
    }
}

/// The next line without its end; none after the last. `bytes` is room for it.
fn next<'a>(trail: &mut impl BufRead, bytes: &'a mut Vec<u8>) -> io::Result<Option<Result<&'a str, Wrong>>> {
    bytes.clear();
    trail.take(LARGEST_LINE as u64 + 1).read_until(b'\n', bytes)?;
    let line = match bytes.split_last() {
        None => return Ok(None),
        Some((b'\n', line)) => std::str::from_utf8(line).map_err(|why| Wrong::NotARecord(why.to_string())),
        Some(_) if bytes.len() > LARGEST_LINE => Err(Wrong::TooLong),
        Some(_) => Err(Wrong::Unended),
    };
    Ok(Some(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::Action;
    use crate::trail::{Deed, Outcome};

    fn deed() -> Deed {
        let (at, on) = (Default::default(), "pack/0".into());
        let (who, name, why, from) = (None, None, None, None);
        Deed { at, who, name, act: Action::Sign, on, why, from, outcome: Outcome::Done }
    }

    fn agency(name: &str) -> AgencyId {
        name.parse().unwrap()
    }

    /// Three lines, and where the trail stood before each and after the last.
    fn trail() -> (Vec<String>, Vec<Head>) {
        let (mut lines, mut heads) = (Vec::new(), vec![Head::empty(&agency("a"))]);
        for _ in 0..3 {
            let (line, head) = heads.last().unwrap().append(deed()).unwrap();
            lines.push(line + "\n");
            heads.push(head);
        }
        (lines, heads)
    }

    fn said(trail: &str) -> String {
        verify(trail.as_bytes(), None, None).unwrap_err().to_string()
    }

    #[test]
    fn a_trail_stands_wherever_it_stood_before() {
        let (lines, heads) = trail();
        let whole = lines.concat();
        for earlier in &heads {
            assert_eq!(&verify(whole.as_bytes(), None, Some(earlier.digest)).unwrap(), &heads[3]);
        }
        for (count, head) in heads.iter().enumerate() {
            let cut = lines[..count].concat();
            assert_eq!(&verify(cut.as_bytes(), Some(&agency("a")), None).unwrap(), head);
            let since = verify(cut.as_bytes(), Some(&agency("a")), Some(heads[3].digest));
            assert_eq!(since.is_ok(), count == 3);
        }
    }

    #[test]
    fn an_empty_trail_is_somebodys() {
        assert_eq!(verify(&b""[..], None, None).unwrap_err().code(), "nameless");
        let (_, heads) = trail();
        let gone = verify(&b""[..], Some(&agency("a")), Some(heads[1].digest)).unwrap_err();
        assert_eq!(gone.code(), "head_gone");
    }

    #[test]
    fn the_first_line_that_is_wrong_is_named() {
        let (lines, heads) = trail();
        let [one, two, three] = <[String; 3]>::try_from(lines).unwrap();
        assert_eq!(said(&[&one, &three].map(String::as_str).concat()), "line 2 has the serial 3, and 2 was expected");
        let changed = one.replace("pack/0", "pack/1");
        assert_eq!(said(&[changed, two.clone()].concat()), "line 2 does not follow from the line before");
        assert_eq!(said(&[one.as_str(), two.trim_end()].concat()), "line 2 is not ended by a line feed");
        assert_eq!(said(&[one.as_str(), "\n"].concat()), "line 2 is no record of a trail: EOF while parsing a value");
        assert_eq!(
            verify(one.as_bytes(), Some(&agency("b")), None).unwrap_err().to_string(),
            "line 1 is of the agency a, and b was expected"
        );
        // Another trail's line, written with the digest of this one.
        let (other, _) = Head { agency: agency("b"), ..heads[1].clone() }.append(deed()).unwrap();
        assert_eq!(said(&[one.as_str(), &other, "\n"].concat()), "line 2 is of the agency b, and a was expected");
        let earlier = Deed { at: chrono::DateTime::from_timestamp(-1, 0).unwrap(), ..deed() };
        let (earlier, _) = Head { last: None, ..heads[1].clone() }.append(earlier).unwrap();
        assert_eq!(
            said(&[one.as_str(), &earlier, "\n"].concat()),
            "line 2 is of 1969-12-31T23:59:59Z, and the line before is of 1970-01-01T00:00:00Z"
        );
    }

    #[test]
    fn no_more_of_a_line_is_read_than_a_line_may_have() {
        let endless = io::BufReader::new(io::repeat(b'a'));
        assert_eq!(verify(endless, None, None).unwrap_err().to_string(), "line 1 has more than 4096 bytes");
        let most = "a".repeat(LARGEST_LINE);
        assert!(said(&format!("{most}\n")).starts_with("line 1 is no record"));
        assert_eq!(said(&format!("{most}a\n")), "line 1 has more than 4096 bytes");
        assert_eq!(said(&most), "line 1 is not ended by a line feed");
    }

    #[test]
    fn a_file_that_fails_halfway_is_not_taken_for_one_that_ends() {
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("示例"))
            }
        }
        let (lines, _) = trail();
        let whole = lines.concat();
        let failing = io::BufReader::new(whole.as_bytes().chain(Failing));
        assert_eq!(verify(failing, None, None).unwrap_err().code(), "unreadable");
    }
}
