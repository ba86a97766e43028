//! Rows that devices follow, and what was taken in from them: `shared::sync`'s ledger, in the object's tables.

use mingbai_shared::sync::server::{self, Ledger, Page, Receipt, Standing};
use mingbai_shared::sync::{Row, server::Turned};
use serde::Deserialize;
use uuid::Uuid;
use worker::{Env, SqlStorage, SqlStorageValue};

use crate::problem::Problem;
use crate::setting;
use crate::storage::{integer, row, rows, text};

/// The tables, as a migration.
pub const TABLES: &str = "CREATE TABLE rows (key TEXT PRIMARY KEY, change INTEGER NOT NULL, body TEXT NOT NULL);\
     CREATE UNIQUE INDEX rows_change ON rows (change);\
     CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)";

/// A row that is gone leaves its key behind; each mutation leaves a receipt.
pub const RECEIPTS: &str = "CREATE TABLE kept (key TEXT PRIMARY KEY, change INTEGER NOT NULL, body TEXT);\
     INSERT INTO kept SELECT key, change, body FROM rows;\
     DROP TABLE rows;\
     ALTER TABLE kept RENAME TO rows;\
     CREATE UNIQUE INDEX rows_change ON rows (change);\
     CREATE TABLE taken (device TEXT PRIMARY KEY, seq INTEGER NOT NULL);\
     CREATE TABLE receipts (id TEXT PRIMARY KEY, receipt TEXT NOT NULL)";

/// The most rows in one answer, and devices of one person that are remembered.
const PAGE: usize = 500;
const MOST_DEVICES: u64 = 500;

/// What the operator's scripts say about the copies of this server's state.
#[derive(Clone, Debug)]
pub struct Copies {
    /// The name of the last restore; empty where there was none.
    restoration: String,
    /// How many backups were made since.
    backups: u64,
}

impl Copies {
    /// As the environment says; a server whose operator says nothing was never copied.
    pub fn of(env: &Env) -> Copies {
        let restoration = setting::optional(env, "RESTORATION").unwrap_or_default();
        let backups = setting::optional(env, "BACKUPS").and_then(|text| text.parse().ok()).unwrap_or_default();
        Copies { restoration, backups }
    }
}

/// The tables, inside one transaction.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    pub sql: &'a SqlStorage,
    pub copies: &'a Copies,
}

#[derive(Deserialize)]
struct Value {
    value: Option<String>,
}

#[derive(Deserialize)]
struct Number {
    number: Option<u64>,
}

/// A single remembered value.
pub fn fact(sql: &SqlStorage, name: &str) -> worker::Result<Option<String>> {
    let found: Option<Value> = row(sql, "SELECT value FROM facts WHERE name = ?", vec![text(name)])?;
    Ok(found.and_then(|fact| fact.value))
}

/// Remembers a single value.
pub fn set_fact(sql: &SqlStorage, name: &str, value: &str) -> worker::Result<()> {
    sql.exec(
        "INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        vec![text(name), text(value)],
    )?;
    Ok(())
}

/// The object's own name for its state, made at its first use.
fn own_epoch(sql: &SqlStorage) -> worker::Result<Uuid> {
    if let Some(epoch) = fact(sql, "epoch")?.and_then(|text| text.parse().ok()) {
        return Ok(epoch);
    }
    let epoch = Uuid::new_v4();
    set_fact(sql, "epoch", &epoch.to_string())?;
    Ok(epoch)
}

/// Writes a row under the next change number.
pub fn put(sql: &SqlStorage, key: &str, body: &str) -> worker::Result<()> {
    sql.exec(
        "INSERT INTO rows SELECT ?, COALESCE(MAX(change), 0) + 1, ? FROM rows WHERE TRUE \
         ON CONFLICT (key) DO UPDATE SET change = excluded.change, body = excluded.body",
        vec![text(key), text(body)],
    )?;
    Ok(())
}

/// The body of a row.
pub fn get(sql: &SqlStorage, key: &str) -> worker::Result<Option<String>> {
    let found: Option<Value> = row(sql, "SELECT body AS value FROM rows WHERE key = ?", vec![text(key)])?;
    Ok(found.and_then(|row| row.value))
}

/// How many rows there are whose keys begin so.
pub fn count(sql: &SqlStorage, beginning: &str) -> worker::Result<u64> {
    let query = "SELECT COUNT(body) AS number FROM rows WHERE substr(key, 1, length(?1)) = ?1";
    number(sql, query, vec![text(beginning)])
}

fn last_change(sql: &SqlStorage) -> worker::Result<u64> {
    number(sql, "SELECT MAX(change) AS number FROM rows", vec![])
}

fn number(sql: &SqlStorage, query: &str, bound: Vec<SqlStorageValue>) -> worker::Result<u64> {
    let found: Option<Number> = row(sql, query, bound)?;
    Ok(found.and_then(|found| found.number).unwrap_or_default())
}

impl Tables<'_> {
    /// How many mutations left a receipt.
    pub fn receipts(&self) -> worker::Result<u64> {
        number(self.sql, "SELECT COUNT(*) AS number FROM receipts", vec![])
    }
}

impl Ledger for Tables<'_> {
    type Error = Problem;

    fn standing(&mut self) -> Result<Standing, Problem> {
        let epoch = server::epoch(own_epoch(self.sql)?, &self.copies.restoration);
        // Rows that are gone stay as keys, so nothing is forgotten.
        Ok(Standing { epoch, backup: self.copies.backups, last: last_change(self.sql)?, forgotten: 0 })
    }

    fn taken(&mut self, device: Uuid) -> Result<u64, Problem> {
        let query = "SELECT seq AS number FROM taken WHERE device = ?";
        let found: Option<Number> = row(self.sql, query, vec![text(device)])?;
        Ok(found.and_then(|found| found.number).unwrap_or_default())
    }

    fn take(&mut self, device: Uuid, seq: u64) -> Result<(), Problem> {
        let query = "INSERT INTO taken VALUES (?, ?) ON CONFLICT (device) DO UPDATE SET seq = excluded.seq";
        self.sql.exec(query, vec![text(device), integer(seq)])?;
        // A device that is forgotten begins anew when it comes back; nothing counts twice.
        let query = "DELETE FROM taken WHERE rowid <= (SELECT MAX(rowid) FROM taken) - ?";
        self.sql.exec(query, vec![integer(MOST_DEVICES)])?;
        Ok(())
    }

    fn receipt(&mut self, id: Uuid) -> Result<Option<Receipt>, Problem> {
        let query = "SELECT receipt AS value FROM receipts WHERE id = ?";
        let found: Option<Value> = row(self.sql, query, vec![text(id)])?;
        Ok(found.and_then(|found| found.value).map(|receipt| serde_json::from_str(&receipt)).transpose()?)
    }

    fn remember(&mut self, id: Uuid, receipt: &Receipt) -> Result<(), Problem> {
        let receipt = serde_json::to_string(receipt)?;
        self.sql.exec("INSERT INTO receipts VALUES (?, ?)", vec![text(id), text(receipt)])?;
        Ok(())
    }

    fn after(&mut self, cursor: u64) -> Result<Page, Problem> {
        let one_more = u64::try_from(PAGE).unwrap_or_default() + 1;
        let mut found: Vec<Row> = rows(
            self.sql,
            "SELECT key, change, body FROM rows WHERE change > ? ORDER BY change LIMIT ?",
            vec![integer(cursor), integer(one_more)],
        )?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        Ok(Page { rows: found, more })
    }
}

/// What a device is told whose call is turned away.
pub fn turned(why: Turned<Problem>) -> Problem {
    match why {
        Turned::Fork => Problem::new(
            409,
            "identity_fork",
            "这台设备的记录需要重新编号，内容没有丢失。",
            "This device must number its records anew; nothing is lost.",
        ),
        Turned::Damaged => Problem::new(
            422,
            "digest_mismatch",
            "内容在途中损坏，什么都没有保存，请再发一次。",
            "The content was damaged on its way; nothing was stored, please send it again.",
        ),
        Turned::Store(problem) => problem,
    }
}
