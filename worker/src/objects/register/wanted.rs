//! Who wants to be told when something is published. The register knows them by name alone: neither what a notice says nor whom it is for decides who is
//! told, and everybody who wants it is told of everything (docs/decisions/0026).
//!
//! They are told some at a time, each from where they stand: however many they are, the outbox stays short and readers do not wait.

use mingbai_shared::names::PersonId;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, State};

use crate::objects::person::ways::Nudge;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// The tables, as a migration: of each up to how many entries they were told, and how many there were after the last publication or notice.
pub const TABLES: &str = "CREATE TABLE wanted (person TEXT PRIMARY KEY, told INTEGER NOT NULL); CREATE INDEX wanted_told ON wanted (told); \
     CREATE TABLE grown (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL); INSERT INTO grown VALUES (1, 0)";

/// How many are told at one alarm: as many objects as an outbox tells at one.
const MOST: u64 = 50;

/// Somebody who wants to be told from now on, or not any more.
#[derive(Debug, Serialize, Deserialize)]
pub struct Wanted {
    /// By the name that only this district knows them by.
    pub person: PersonId,
    /// Which of the two.
    pub wants: bool,
}

#[derive(Deserialize)]
struct Grown {
    entries: u64,
}

#[derive(Deserialize)]
struct Waiting {
    person: String,
}

fn entries(sql: &SqlStorage) -> Result<u64, Problem> {
    let grown: Option<Grown> = row(sql, "SELECT entries FROM grown", vec![])?;
    Ok(grown.map_or(0, |grown| grown.entries))
}

/// Notes what somebody wants. What was published before is no news to them.
pub fn take(sql: &SqlStorage, Wanted { person, wants }: &Wanted) -> Result<(), Problem> {
    if *wants {
        sql.exec("INSERT OR IGNORE INTO wanted VALUES (?, ?)", vec![text(person), integer(entries(sql)?)])?;
    } else {
        sql.exec("DELETE FROM wanted WHERE person = ?", vec![text(person)])?;
    }
    Ok(())
}

/// A publication or a notice was entered, in this transaction; the log has so many entries now.
pub fn grown(sql: &SqlStorage, entries: u64) -> Result<(), Problem> {
    sql.exec("UPDATE grown SET entries = ?", vec![integer(entries)])?;
    Ok(())
}

/// Puts down a message for some who were not told yet.
pub fn nudge(sql: &SqlStorage) -> Result<(), Problem> {
    let nudge = Nudge { entries: entries(sql)? };
    let waiting: Vec<Waiting> = rows(
        sql,
        "SELECT person FROM wanted WHERE told < ? ORDER BY told LIMIT ?",
        vec![integer(nudge.entries), integer(MOST)],
    )?;
    for Waiting { person } in waiting {
        outbox::put(sql, Target::Person(&person), "/nudge", &nudge)?;
        sql.exec("UPDATE wanted SET told = ? WHERE person = ?", vec![integer(nudge.entries), text(person)])?;
    }
    Ok(())
}

/// Sets the alarm that tells, while somebody was not told or a message waits.
pub async fn wake(state: &State) -> worker::Result<()> {
    let waiting: Option<Waiting> = row(
        &state.storage().sql(),
        "SELECT person FROM wanted WHERE told < (SELECT entries FROM grown) LIMIT 1",
        vec![],
    )?;
    if waiting.is_some() {
        return state.storage().set_alarm(0_i64).await;
    }
    outbox::wake(state).await
}
