//! A small subject to simulate with: rows to which lines are added and which are removed, and acts that are refused.

use std::collections::BTreeMap;

use uuid::Uuid;

/// What a mutation does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Act {
    kind: Kind,
    /// The row.
    pub key: String,
    /// When, by the device's clock.
    at: u64,
}

/// One of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Adds a line to a row.
    Add,
    /// Removes a row.
    Remove,
    /// Is refused.
    Refused,
}

impl Act {
    /// An act on a row at a time.
    pub fn new(kind: Kind, key: &str, at: u64) -> Act {
        Act { kind, key: key.to_owned(), at }
    }

    /// As a mutation's body.
    pub fn write(&self) -> String {
        let kind = match self.kind {
            Kind::Add => '+',
            Kind::Remove => '-',
            Kind::Refused => '?',
        };
        format!("{kind}{} {}", self.key, self.at)
    }

    /// From a mutation's body.
    pub fn read(body: &str) -> Option<Act> {
        let (what, at) = body.split_once(' ')?;
        let mut letters = what.chars();
        let kind = match letters.next()? {
            '+' => Kind::Add,
            '-' => Kind::Remove,
            '?' => Kind::Refused,
            _ => return None,
        };
        Some(Act { kind, key: letters.as_str().to_owned(), at: at.parse().ok()? })
    }

    pub fn is_refused(&self) -> bool {
        self.kind == Kind::Refused
    }
}

/// One line of a row.
fn line(id: Uuid, act: &Act) -> String {
    format!("{:08} {:x}\n", act.at, id.as_u128())
}

/// A row's text after an act; none where it is removed. By the clock the lines are sorted, otherwise they stand as they came.
pub fn text_after(text: Option<&str>, id: Uuid, act: &Act, by_clock: bool) -> Option<String> {
    if act.kind == Kind::Remove {
        return None;
    }
    let mut text = text.unwrap_or_default().to_owned();
    text.push_str(&line(id, act));
    if by_clock {
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        lines.sort_unstable();
        text = lines.concat();
    }
    Some(text)
}

/// The rows that a log makes, worked out anew: for each row the lines after its last removal.
pub fn fold(log: &[(Uuid, Act)]) -> BTreeMap<String, String> {
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    for (place, (id, act)) in log.iter().enumerate() {
        let removed_later = log.iter().skip(place).any(|(_, later)| later.key == act.key && later.kind == Kind::Remove);
        if !removed_later && act.kind == Kind::Add {
            rows.entry(act.key.clone()).or_default().push_str(&line(*id, act));
        }
    }
    rows
}
