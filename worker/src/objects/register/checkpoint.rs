//! The checkpoint: signed by the district, cosigned by its witnesses, and the proof of one document that ends with it.

use mingbai_shared::digest::Digest;
use mingbai_shared::register::proof::Proof;
use mingbai_shared::register::witness::Witness;
use mingbai_shared::register::{Entry, checkpoint};
use serde::{Deserialize, Serialize};
use tlog_tiles::tree_hash;
use worker::{Env, Request, Response, ResponseBuilder, SqlStorage};

use super::{Body, Stored, broken, ledger, size};
use crate::problem::Problem;
use crate::setting::{optional, required};
use crate::storage::{row, rows, text};

/// As a migration. A witness has at most one line, below the checkpoint that stands.
pub const COSIGNATURES: &str = "CREATE TABLE cosignatures (witness TEXT PRIMARY KEY, body TEXT NOT NULL)";

/// What a witness hands in.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cosigned {
    /// The line for below the checkpoint (tlog-cosignature), with its end.
    pub line: String,
}

/// Signs what the log holds now. Whoever changed it calls this in the same transaction.
pub fn sign(sql: &SqlStorage, env: &Env) -> Result<String, Problem> {
    let size = size(sql)?;
    // An empty log has a checkpoint too, so that a reader can tell it from a missing one.
    let root = match size {
        0 => Digest::of(b""),
        _ => Digest::from_bytes(tree_hash(size, &Stored(sql)).map_err(broken)?.0),
    };
    let note = checkpoint(size, root, &required(env, "LOG_KEY")?).map_err(|wrong| {
        worker::console_error!("checkpoint: {wrong}");
        Problem::internal()
    })?;
    let note = String::from_utf8(note).map_err(|_| Problem::internal())?;
    ledger::set_fact(sql, "checkpoint", &note)?;
    ledger::set_fact(sql, "signers", &required(env, "LOG_VKEY")?)?;
    Ok(note)
}

/// The checkpoint by the district's keys of today, with the lines of its witnesses. Signed anew where the keys have changed, hence inside a transaction.
fn current(sql: &SqlStorage, env: &Env) -> Result<String, Problem> {
    let signers = ledger::fact(sql, "signers")?;
    let note = ledger::fact(sql, "checkpoint")?.filter(|_| signers == optional(env, "LOG_VKEY"));
    let mut note = note.map_or_else(|| sign(sql, env), Ok)?;
    let lines: Vec<Body> = rows(sql, "SELECT body FROM cosignatures ORDER BY witness", vec![])?;
    lines.iter().for_each(|line| note.push_str(&line.body));
    Ok(note)
}

/// Answers with the checkpoint; with its name alone where it is the one that the reader has.
pub fn serve(sql: &SqlStorage, env: &Env, request: &Request) -> Result<Response, Problem> {
    let note = current(sql, env)?;
    let tag = format!("\"{}\"", Digest::of(note.as_bytes()));
    let headers = |builder: ResponseBuilder| {
        builder.with_header("ETag", &tag)?.with_header("Cache-Control", "public, max-age=5, must-revalidate")
    };
    if request.headers().get("If-None-Match")?.is_some_and(|known| known == tag) {
        return Ok(headers(ResponseBuilder::new().with_status(304))?.empty());
    }
    let builder = headers(ResponseBuilder::new())?.with_header("Content-Type", "text/plain; charset=utf-8")?;
    Ok(builder.fixed(note.into_bytes()))
}

/// Takes the cosignature of a witness that the district names, of the checkpoint that stands.
pub fn cosign(sql: &SqlStorage, env: &Env, Cosigned { line }: &Cosigned) -> Result<Response, Problem> {
    let witnesses = Witness::read_all(&optional(env, "WITNESSES").unwrap_or_default()).map_err(|wrong| {
        worker::console_error!("WITNESSES: {wrong}");
        Problem::internal()
    })?;
    let note = ledger::fact(sql, "checkpoint")?.map_or_else(|| sign(sql, env), Ok)?;
    let cosigned = [note, line.clone()].concat();
    let is_one_line = line.ends_with('\n') && line.matches('\n').count() == 1;
    let by = witnesses.iter().find(|witness| is_one_line && witness.cosignature(cosigned.as_bytes()).is_some());
    let by = by.ok_or_else(|| {
        Problem::new(
            409,
            "not_a_cosignature",
            "这不是本区见证人对当前记录的签名，没有采用。记录可能刚有更新，请重新核对后再签。",
            "This is no cosignature of the record as it stands by a witness of this district; it was not taken. The record may just have grown: check it again and sign again.",
        )
    })?;
    let query = "INSERT INTO cosignatures VALUES (?, ?) ON CONFLICT (witness) DO UPDATE SET body = excluded.body";
    sql.exec(query, vec![text(by.name()), text(line)])?;
    Ok(Response::empty()?)
}

/// The proof that a pack was published.
pub fn proof(sql: &SqlStorage, env: &Env, digest: &str) -> Result<Response, Problem> {
    #[derive(Deserialize)]
    struct Found {
        number: u64,
        body: String,
    }
    let digest: Digest = digest.parse().map_err(|_| Problem::not_found())?;
    let found: Option<Found> = row(sql, "SELECT number, body FROM entries WHERE pack = ?", vec![text(digest)])?;
    let Found { number, body } = found.ok_or_else(Problem::not_found)?;
    let entry: Entry = serde_json::from_str(&body)?;
    let note = current(sql, env)?.into_bytes();
    let proof = Proof::make(body.into_bytes(), number, size(sql)?, &Stored(sql), note).map_err(broken)?;
    let builder = ResponseBuilder::new()
        .with_header("Content-Type", "text/plain; charset=utf-8")?
        .with_header("Content-Disposition", &format!("attachment; filename=\"{}.tlog-proof\"", entry.document))?
        .with_header("Cache-Control", "public, max-age=5, must-revalidate")?;
    Ok(builder.fixed(proof.to_bytes()))
}
