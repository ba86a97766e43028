//! The checkpoint: signed by the district, cosigned by its witnesses, and the proof of one document that ends with it.

use chrono::TimeDelta;
use mingbai_shared::digest::Digest;
use mingbai_shared::register::proof::Proof;
use mingbai_shared::register::witness::Witness;
use mingbai_shared::register::{Entry, LARGEST_NEWS, MOST_NEWS, bundle, checkpoint, news, range};
use serde::{Deserialize, Serialize};
use tlog_tiles::tree_hash;
use worker::{Env, Request, Response, ResponseBuilder, SqlStorage};

use super::super::now;
use super::{Body, Stored, broken, ledger, parsed, size};
use crate::known::unless_known;
use crate::log;
use crate::problem::Problem;
use crate::setting::{optional, required};
use crate::storage::{integer, row, rows, text};

/// As a migration. A witness has at most one line, below the checkpoint that stands.
pub const COSIGNATURES: &str = "CREATE TABLE cosignatures (witness TEXT PRIMARY KEY, body TEXT NOT NULL)";

/// How far the clock of a witness may be ahead.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

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
        log::fault("the checkpoint", wrong);
        Problem::internal()
    })?;
    let note = String::from_utf8(note).map_err(|_| Problem::internal())?;
    ledger::set_fact(sql, "checkpoint", &note)?;
    ledger::set_fact(sql, "signers", &required(env, "LOG_VKEY")?)?;
    Ok(note)
}

/// The checkpoint by the district's keys of today, with the lines of its witnesses of today. Signed anew where the keys have changed, hence inside a transaction.
fn current(sql: &SqlStorage, env: &Env) -> Result<String, Problem> {
    let signers = ledger::fact(sql, "signers")?;
    let note = ledger::fact(sql, "checkpoint")?.filter(|_| signers == optional(env, "LOG_VKEY"));
    let mut note = note.map_or_else(|| sign(sql, env), Ok)?;
    let lines: Vec<Line> = rows(sql, "SELECT witness, body FROM cosignatures ORDER BY witness", vec![])?;
    if !lines.is_empty() {
        let witnesses = witnesses(env)?;
        let named = |line: &&Line| witnesses.iter().any(|witness| witness.name() == line.witness);
        lines.iter().filter(named).for_each(|line| note.push_str(&line.body));
    }
    Ok(note)
}

#[derive(Deserialize)]
struct Line {
    witness: String,
    body: String,
}

/// The witnesses that the district names.
fn witnesses(env: &Env) -> Result<Vec<Witness>, Problem> {
    Witness::read_all(&optional(env, "WITNESSES").unwrap_or_default()).map_err(|wrong| {
        log::fault("WITNESSES", wrong);
        Problem::internal()
    })
}

/// Answers with the checkpoint.
pub fn serve(sql: &SqlStorage, env: &Env, request: &Request) -> Result<Response, Problem> {
    let note = current(sql, env)?;
    let name = Digest::of(note.as_bytes());
    for_a_moment(request, name, "text/plain; charset=utf-8", || Ok(note.into_bytes()))
}

/// Answers with the checkpoint and with what was published since the log had `seen` entries, unless that is much.
pub fn since(sql: &SqlStorage, env: &Env, request: &Request, seen: &str) -> Result<Response, Problem> {
    let seen: u64 = parsed(seen).ok_or_else(Problem::not_found)?;
    let note = current(sql, env)?;
    let name = Digest::of(note.as_bytes());
    for_a_moment(request, name, "application/octet-stream", || {
        let added = added(sql, seen, size(sql)?)?;
        let entries = bundle(added.iter().map(|one| one.entry.as_bytes())).map_err(|_| Problem::internal())?;
        let packs = range(added.iter().map(|one| one.pack.as_deref().unwrap_or_default().as_bytes()));
        Ok(news(note.as_bytes(), &entries, &packs))
    })
}

#[derive(Deserialize)]
struct Added {
    entry: String,
    pack: Option<String>,
}

/// The entries between two sizes with their packs; none where they are too many.
fn added(sql: &SqlStorage, from: u64, to: u64) -> Result<Vec<Added>, Problem> {
    if to.checked_sub(from).is_none_or(|count| count > MOST_NEWS) {
        return Ok(Vec::new());
    }
    let query = "SELECT entries.body AS entry, packs.body AS pack FROM entries LEFT JOIN packs ON packs.digest = entries.pack \
         WHERE number >= ? AND number < ? ORDER BY number";
    let added: Vec<Added> = rows(sql, query, vec![integer(from), integer(to)])?;
    let bytes: usize = added.iter().map(|one| one.pack.as_ref().map_or(0, String::len)).sum();
    Ok(if bytes <= LARGEST_NEWS { added } else { Vec::new() })
}

/// Answers with what holds for a moment.
fn for_a_moment(
    request: &Request,
    name: Digest,
    kind: &str,
    body: impl FnOnce() -> Result<Vec<u8>, Problem>,
) -> Result<Response, Problem> {
    let builder = ResponseBuilder::new()
        .with_header("Cache-Control", "public, max-age=5, must-revalidate")?
        .with_header("Content-Type", kind)?;
    unless_known(request, name, builder, body)
}

/// Takes the cosignature of a witness that the district names, of the checkpoint that stands. What is older than what the witness handed in before, or
/// from a time to come, is refused: nobody who once read a line can bring it back.
pub fn cosign(sql: &SqlStorage, env: &Env, Cosigned { line }: &Cosigned) -> Result<Response, Problem> {
    let witnesses = witnesses(env)?;
    let note = ledger::fact(sql, "checkpoint")?.map_or_else(|| sign(sql, env), Ok)?;
    let at = |witness: &Witness, line: &str| {
        let signed = witness.cosignature([note.as_str(), line].concat().as_bytes())?;
        (signed.at <= now() + AHEAD).then_some(signed.at)
    };
    let is_one_line = line.ends_with('\n') && line.matches('\n').count() == 1;
    let by = witnesses.iter().find_map(|witness| Some((witness, at(witness, line).filter(|_| is_one_line)?)));
    let (by, signed_at) = by.ok_or_else(|| {
        Problem::new(
            409,
            "not_a_cosignature",
            "这不是本区见证人对当前记录的签名，没有采用。记录可能刚有更新，请重新核对后再签。",
            "This is no cosignature of the record as it stands by a witness of this district; it was not taken. The record may just have grown: check it again and sign again.",
        )
    })?;
    let kept: Option<Body> = row(sql, "SELECT body FROM cosignatures WHERE witness = ?", vec![text(by.name())])?;
    if kept.and_then(|kept| at(by, &kept.body)).is_some_and(|kept| kept >= signed_at) {
        return Ok(Response::empty()?);
    }
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
    let found: Option<Found> =
        row(sql, "SELECT number, body FROM entries WHERE pack = ? AND document <> ''", vec![text(digest)])?;
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
