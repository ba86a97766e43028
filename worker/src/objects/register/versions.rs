//! A document in the version that is in force on a day, with the days of its others.

use chrono::NaiveDate;
use mingbai_shared::iso;
use mingbai_shared::pack::Pack;
use mingbai_shared::register::versions::{Named, Version, by_time, in_force, stands};
use mingbai_shared::register::{Entry, EntryKind, Withdrawal};
use mingbai_shared::shanghai::legal_day;
use serde::{Deserialize, Serialize};
use worker::{Response, SqlStorage};

use super::{Body, last_of};
use crate::objects::now;
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// So many versions of a document are looked at, the newest.
const MOST_VERSIONS: u64 = 100;

/// What stands at the address of a document.
#[derive(Debug, Serialize, Deserialize)]
pub enum Found {
    /// One of its versions.
    Opened(Box<Opened>),
    /// That it was withdrawn.
    Gone(Box<Gone>),
}

/// A document that was withdrawn.
#[derive(Debug, Serialize, Deserialize)]
pub struct Gone {
    /// The entry of its withdrawal, which has its last title.
    pub entry: Entry,
    /// Why.
    pub withdrawal: Withdrawal,
}

/// A document in one of its versions.
#[derive(Debug, Serialize, Deserialize)]
pub struct Opened {
    /// Its entry.
    pub entry: Entry,
    /// Its pack.
    pub pack: Pack,
    /// For which day it was asked by its address; none where it is the version in force, or where none is yet, the newest.
    pub day: Option<NaiveDate>,
    /// When it applies.
    pub applies: Version,
    /// From when another replaces it, where that day is still to come.
    pub coming: Option<NaiveDate>,
    /// All versions that apply at some time, the latest first.
    pub versions: Vec<Version>,
}

#[derive(Deserialize)]
struct Row {
    number: u64,
    entry: String,
    effective_on: Option<String>,
}

#[derive(Deserialize)]
struct Last {
    number: Option<u64>,
}

/// `named` is the document's id, perhaps with `@` and a day.
pub fn one(sql: &SqlStorage, named: &str) -> Result<Response, Problem> {
    let Named { document, day } = Named::read(named).ok_or_else(Problem::not_found)?;
    let found = match opened(sql, document, day)? {
        Some(opened) => Some(Found::Opened(Box::new(opened))),
        None if day.is_none() => gone(sql, document)?.map(|gone| Found::Gone(Box::new(gone))),
        None => None,
    };
    Ok(Response::from_json(&found.ok_or_else(Problem::not_found)?)?)
}

/// What says that a document was withdrawn, where that is the last that the record says of it.
fn gone(sql: &SqlStorage, id: &str) -> Result<Option<Gone>, Problem> {
    let document = id.parse().map_err(|_| Problem::not_found())?;
    let Some(entry) = last_of(sql, &document)?.filter(|last| last.kind == EntryKind::Withdrawal) else {
        return Ok(None);
    };
    let said: Option<Body> = row(sql, "SELECT body FROM packs WHERE digest = ?", vec![text(entry.pack)])?;
    let withdrawal = said.map(|said| serde_json::from_str(&said.body)).transpose()?;
    Ok(withdrawal.map(|withdrawal| Gone { entry, withdrawal }))
}

/// The publications of a document, in the order of the record.
struct Publications {
    /// Their entries, with the number of each.
    entries: Vec<(u64, Entry)>,
    /// The first day of each.
    from: Vec<NaiveDate>,
    is_withdrawn: bool,
}

fn publications(sql: &SqlStorage, id: &str) -> Result<Publications, Problem> {
    let query = "SELECT number, entries.body AS entry, json_extract(packs.body, '$.document.effective_on') AS effective_on \
                 FROM entries JOIN packs ON packs.digest = entries.pack \
                 WHERE document = ? AND listed <> 'null' ORDER BY number DESC LIMIT ?";
    let mut found: Vec<Row> = rows(sql, query, vec![text(id), integer(MOST_VERSIONS)])?;
    found.reverse();
    let last: Option<Last> = row(sql, "SELECT MAX(number) AS number FROM entries WHERE document = ?", vec![text(id)])?;
    let is_withdrawn = last.map(|last| last.number) != found.last().map(|version| Some(version.number));
    let (mut entries, mut from) = (Vec::new(), Vec::new());
    for Row { number, entry, effective_on } in found {
        let entry: Entry = serde_json::from_str(&entry)?;
        from.push(effective_on.as_deref().and_then(iso::day).unwrap_or(legal_day(entry.at)));
        entries.push((number, entry));
    }
    Ok(Publications { entries, from, is_withdrawn })
}

/// The number of the entry that stands on `today`; none where the document was withdrawn, or never was.
pub fn standing(sql: &SqlStorage, id: &str, today: NaiveDate) -> Result<Option<u64>, Problem> {
    let Publications { entries, from, is_withdrawn } = publications(sql, id)?;
    let at = stands(&from, today).filter(|_| !is_withdrawn);
    Ok(at.and_then(|at| entries.get(at)).map(|(number, _)| *number))
}

/// The JSON of the pack that an entry published.
pub fn pack(sql: &SqlStorage, number: u64) -> Result<String, Problem> {
    let pack: Option<Body> = row(
        sql,
        "SELECT packs.body AS body FROM entries JOIN packs ON packs.digest = entries.pack WHERE number = ?",
        vec![integer(number)],
    )?;
    Ok(pack.ok_or_else(Problem::not_found)?.body)
}

fn opened(sql: &SqlStorage, id: &str, day: Option<NaiveDate>) -> Result<Option<Opened>, Problem> {
    let Publications { entries, from, is_withdrawn } = publications(sql, id)?;
    // What was withdrawn can still be read by its days.
    if is_withdrawn && day.is_none() {
        return Ok(None);
    }
    let today = legal_day(now());
    let at = day.map_or_else(|| stands(&from, today), |day| in_force(&from, day));
    let version = |at: usize| Some((at, entries.get(at)?.clone(), *from.get(at)?));
    let Some((at, (number, entry), first)) = at.and_then(version) else { return Ok(None) };
    let pack: Pack = serde_json::from_str(&pack(sql, number)?)?;
    let versions = by_time(&from);
    let current = stands(&from, today).filter(|_| !is_withdrawn);
    Ok(Some(Opened {
        entry,
        pack,
        day: day.filter(|_| current != Some(at)),
        // What stands where none is in force may be one that never applies: its own day is all that it says.
        applies: versions.iter().find(|version| version.number == at).copied().unwrap_or(Version {
            number: at,
            from: first,
            until: None,
        }),
        coming: versions.iter().map(|version| version.from).find(|from| *from > today).filter(|_| current == Some(at)),
        versions: versions.into_iter().rev().collect(),
    }))
}
