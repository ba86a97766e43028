//! Rows that devices follow: each change has a number, and a device asks for what came after the last it has.

use mingbai_shared::sync::Row;
use serde::Deserialize;
use uuid::Uuid;
use worker::SqlStorage;

use crate::storage::{integer, row, rows, text};

/// The tables, as a migration.
pub const TABLES: &str = "CREATE TABLE rows (key TEXT PRIMARY KEY, change INTEGER NOT NULL, body TEXT NOT NULL);\
     CREATE UNIQUE INDEX rows_change ON rows (change);\
     CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)";

/// The most rows in one answer.
const PAGE: u64 = 500;

#[derive(Deserialize)]
struct Value {
    value: String,
}

#[derive(Deserialize)]
struct Change {
    change: Option<u64>,
}

/// A single remembered value.
pub fn fact(sql: &SqlStorage, name: &str) -> worker::Result<Option<String>> {
    let found: Option<Value> = row(sql, "SELECT value FROM facts WHERE name = ?", vec![text(name)])?;
    Ok(found.map(|fact| fact.value))
}

/// Remembers a single value.
pub fn set_fact(sql: &SqlStorage, name: &str, value: &str) -> worker::Result<()> {
    sql.exec(
        "INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        vec![text(name), text(value)],
    )?;
    Ok(())
}

/// The object's epoch, made at its first use. A restore from a backup must change it.
pub fn epoch(sql: &SqlStorage) -> worker::Result<Uuid> {
    if let Some(epoch) = fact(sql, "epoch")?.and_then(|text| text.parse().ok()) {
        return Ok(epoch);
    }
    let epoch = Uuid::new_v4();
    set_fact(sql, "epoch", &epoch.to_string())?;
    Ok(epoch)
}

/// Writes a row under the next change number.
pub fn put(sql: &SqlStorage, key: &str, body: &str) -> worker::Result<()> {
    let change = last_change(sql)? + 1;
    sql.exec(
        "INSERT INTO rows VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET change = excluded.change, body = excluded.body",
        vec![text(key), integer(change), text(body)],
    )?;
    Ok(())
}

/// The body of a row.
pub fn get(sql: &SqlStorage, key: &str) -> worker::Result<Option<String>> {
    let found: Option<Value> = row(sql, "SELECT body AS value FROM rows WHERE key = ?", vec![text(key)])?;
    Ok(found.map(|row| row.value))
}

/// What changed after `cursor`, and the cursor after that.
pub fn after(sql: &SqlStorage, cursor: u64) -> worker::Result<(Vec<Row>, u64)> {
    let found: Vec<Row> = rows(
        sql,
        "SELECT key, change, body FROM rows WHERE change > ? ORDER BY change LIMIT ?",
        vec![integer(cursor), integer(PAGE)],
    )?;
    let cursor = found.last().map_or(cursor, |last| last.change);
    Ok((found, cursor))
}

/// How many rows there are.
pub fn count(sql: &SqlStorage) -> worker::Result<u64> {
    let found: Option<Change> = row(sql, "SELECT COUNT(*) AS change FROM rows", vec![])?;
    Ok(found.and_then(|count| count.change).unwrap_or_default())
}

fn last_change(sql: &SqlStorage) -> worker::Result<u64> {
    let found: Option<Change> = row(sql, "SELECT MAX(change) AS change FROM rows", vec![])?;
    Ok(found.and_then(|last| last.change).unwrap_or_default())
}
