//! Packs, by their digest and many at once.

use mingbai_shared::digest::Digest;
use mingbai_shared::register::{LARGEST_RANGE, PackRange, range as write_range};
use serde::Deserialize;
use worker::{Response, SqlStorage};

use super::{Body, immutable, parsed};
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// A pack.
pub fn pack(sql: &SqlStorage, digest: &str) -> Result<Response, Problem> {
    let digest: Digest = digest.parse().map_err(|_| Problem::not_found())?;
    let found: Option<Body> = row(sql, "SELECT body FROM packs WHERE digest = ?", vec![text(digest)])?;
    immutable(found.ok_or_else(Problem::not_found)?.body.into_bytes(), "application/json")
}

/// Many packs in one answer. What belongs to it never changes, hence it is there only once all of it is.
pub fn range(sql: &SqlStorage, level: &str, number: &str) -> Result<Response, Problem> {
    #[derive(Deserialize)]
    struct Measure {
        entries: u64,
        bytes: Option<u64>,
    }
    #[derive(Deserialize)]
    struct Found {
        body: Option<String>,
    }
    let range = parsed(level)
        .zip(parsed(number))
        .and_then(|(level, number)| PackRange::new(level, number))
        .ok_or_else(Problem::not_found)?;
    let between = || vec![integer(range.first()), integer(range.first() + range.entries())];
    let from = "FROM entries LEFT JOIN packs ON packs.digest = entries.pack WHERE number >= ? AND number < ?";
    let measure: Option<Measure> = row(
        sql,
        &format!("SELECT COUNT(*) AS entries, SUM(LENGTH(CAST(packs.body AS BLOB))) AS bytes {from}"),
        between(),
    )?;
    measure
        .filter(|measure| {
            measure.entries == range.entries() && measure.bytes.unwrap_or_default() <= LARGEST_RANGE as u64
        })
        .ok_or_else(Problem::not_found)?;
    let found: Vec<Found> = rows(sql, &format!("SELECT packs.body AS body {from} ORDER BY number"), between())?;
    immutable(
        write_range(found.iter().map(|pack| pack.body.as_deref().unwrap_or_default().as_bytes())),
        "application/octet-stream",
    )
}
