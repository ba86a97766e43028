//! The audit trail of an agency: lines that nothing changes, not even this program ([`mingbai_shared::trail`], docs/trail.md).

use chrono::{DateTime, Duration, Utc};
use mingbai_shared::names::AgencyId;
use mingbai_shared::trail::{Deed, Head};
use serde::Deserialize;
use worker::SqlStorage;

use crate::log;
use crate::objects::ledger;
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// The table, as a migration. The store itself refuses to change or remove a line.
pub const TABLE: &str = "CREATE TABLE trail (serial INTEGER PRIMARY KEY, line TEXT NOT NULL);\
     CREATE TRIGGER trail_stays BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'a trail is not changed'); END;\
     CREATE TRIGGER trail_remains BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'a trail is not shortened'); END";

/// How long one line says that somebody reads.
const READING: Duration = Duration::minutes(10);
/// The most lines in one answer.
pub const PAGE: u64 = 500;

#[derive(Deserialize)]
struct Kept {
    line: String,
}

/// Where the trail stands.
pub fn head(sql: &SqlStorage, agency: &AgencyId) -> Result<Head, Problem> {
    let last: Option<Kept> = row(sql, "SELECT line FROM trail ORDER BY serial DESC LIMIT 1", vec![])?;
    match last {
        Some(last) => Head::after(&last.line).map_err(broken),
        None => Ok(Head::empty(agency)),
    }
}

/// Writes a deed down; the number of its line.
pub fn append(sql: &SqlStorage, agency: &AgencyId, deed: &Deed) -> Result<u64, Problem> {
    let (line, head) = head(sql, agency)?.append(deed.clone()).map_err(broken)?;
    sql.exec("INSERT INTO trail VALUES (?, ?)", vec![integer(head.entries), text(line)])?;
    Ok(head.entries)
}

/// Writes down that somebody reads what goes on and on: once in a while, since a page that is open asks again and again.
pub fn append_reading(sql: &SqlStorage, agency: &AgencyId, deed: &Deed) -> Result<(), Problem> {
    let Some(who) = &deed.who else { return Ok(()) };
    let name = format!("read/{}/{}", deed.on, who.person);
    let noted: Option<DateTime<Utc>> = ledger::fact(sql, &name)?.and_then(|at| at.parse().ok());
    if noted.is_none_or(|noted| deed.at - noted >= READING) {
        ledger::set_fact(sql, &name, &deed.at.to_rfc3339())?;
        append(sql, agency, deed)?;
    }
    Ok(())
}

/// The lines after number `after`, at most [`PAGE`] of them and none after `until`: an export has an end although reading it adds a line.
pub fn lines(sql: &SqlStorage, after: u64, until: u64) -> Result<String, Problem> {
    let found: Vec<Kept> = rows(
        sql,
        "SELECT line FROM trail WHERE serial > ? AND serial <= ? ORDER BY serial LIMIT ?",
        vec![integer(after), integer(until), integer(PAGE)],
    )?;
    Ok(found.into_iter().flat_map(|kept| [kept.line, "\n".to_owned()]).collect())
}

fn broken(wrong: impl std::fmt::Display) -> Problem {
    log::fault("the audit trail", wrong);
    Problem::internal()
}
