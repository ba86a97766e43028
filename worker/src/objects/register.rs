//! `Register`: the district's public record. Appends, and serves what clients verify.

mod checkpoint;
mod documents;
mod packs;
pub mod texts;
mod tiles;
mod versions;
mod wanted;

pub use checkpoint::Cosigned;
pub use documents::Listed;
pub use versions::{Found, Gone, Opened};
pub use wanted::Wanted;

use std::cell::RefCell;
use std::str::FromStr;

use mingbai_shared::digest::Digest;
use mingbai_shared::names::{AgencyId, DocumentId};
use mingbai_shared::pack::{Pack, gate};
use mingbai_shared::register::year::YearEntry;
use mingbai_shared::register::{Amendment, Entry, EntryKind, LARGEST_ENTRY, Withdrawal};
use mingbai_shared::shanghai::legal_day;
use serde::{Deserialize, Serialize};
use tlog_tiles::{Error as TlogError, Hash, HashReader, stored_hashes};
use worker::{
    DurableObject, Env, Error, Request, Response, ResponseBuilder, SqlStorage, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

use self::texts::Texts;
use super::agency::notices::{Known, Question};
use super::{answer, ledger, now, read};
use crate::log;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{integer, migrate, row, text, txn};

/// The object.
#[durable_object]
#[derive(Debug)]
pub struct Register {
    state: State,
    env: Env,
    texts: RefCell<Texts>,
}

/// What an agency hands in: the entry, and the pack, notice or withdrawal that it names.
#[derive(Debug, Serialize, Deserialize)]
pub struct Append {
    /// The entry.
    pub entry: Entry,
    /// What it says of the document's entry before it.
    #[serde(default)]
    pub amendment: Option<Amendment>,
    /// The JSON of the pack, of the notice or of the withdrawal.
    pub pack: String,
}

impl DurableObject for Register {
    fn new(state: State, env: Env) -> Self {
        let steps = [
            ledger::TABLES,
            "CREATE TABLE entries (number INTEGER PRIMARY KEY, body TEXT NOT NULL, document TEXT NOT NULL, pack TEXT NOT NULL UNIQUE, listed TEXT NOT NULL)",
            "CREATE INDEX entries_document ON entries (document, number)",
            "CREATE TABLE hashes (number INTEGER PRIMARY KEY, hash TEXT NOT NULL)",
            "CREATE TABLE packs (digest TEXT PRIMARY KEY, body TEXT NOT NULL)",
            checkpoint::COSIGNATURES,
            outbox::TABLE,
            wanted::TABLES,
        ];
        if let Err(error) = migrate(&state, &steps) {
            log::fault("the register’s tables", error);
        }
        Register { state, env, texts: RefCell::default() }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let path = request.path();
        let sql = self.state.storage().sql();
        let result = match path.split('/').skip(1).collect::<Vec<_>>().as_slice() {
            ["append"] => self.append(&mut request).await,
            ["years"] => self.append_years(&mut request).await,
            ["cosignature"] => self.cosign(&mut request).await,
            ["wanted"] => self.take_wanted(&mut request).await,
            ["log", "checkpoint"] => txn(&self.state, |sql| checkpoint::serve(sql, &self.env, &request)),
            ["log", "since", size] => txn(&self.state, |sql| checkpoint::since(sql, &self.env, &request, size)),
            ["log", "proof", digest] => txn(&self.state, |sql| checkpoint::proof(sql, &self.env, digest)),
            ["log", "tile", "entries", index @ ..] => tiles::entries(&sql, index),
            ["log", "tile", level, index @ ..] => tiles::tile(&sql, level, index),
            ["pack", digest] => packs::pack(&sql, digest),
            ["packs", level, number] => packs::range(&sql, level, number),
            ["grounds"] => self.grounds(&mut request).await,
            ["standing"] => self.standing(&mut request).await,
            ["documents"] => documents::all(&sql),
            ["documents", named] => versions::one(&sql, named),
            ["offers"] => documents::offers(&sql),
            ["search"] => self.search(&mut request).await,
            _ => Err(Problem::not_found()),
        };
        if path == "/append" {
            wanted::wake(&self.state).await?;
        }
        answer(result)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        txn(&self.state, wanted::nudge).map_err(|problem| Error::RustError(problem.code.into()))?;
        outbox::deliver(&self.state, &self.env).await?;
        wanted::wake(&self.state).await?;
        Response::empty()
    }

    async fn connect(&self, _socket: worker::Socket) -> worker::Result<()> {
        Err(Error::RustError("the register takes no sockets".into()))
    }

    async fn websocket_message(&self, _device: WebSocket, _message: WebSocketIncomingMessage) -> worker::Result<()> {
        Ok(())
    }

    async fn websocket_close(
        &self,
        _device: WebSocket,
        _code: usize,
        _reason: String,
        _clean: bool,
    ) -> worker::Result<()> {
        Ok(())
    }

    async fn websocket_error(&self, _device: WebSocket, _error: Error) -> worker::Result<()> {
        Ok(())
    }
}

impl Register {
    /// Appends entries, each once: a pack that is in the log is not entered again.
    async fn append(&self, request: &mut Request) -> Result<Response, Problem> {
        let appended: Vec<Append> = read(request).await?;
        let is_damaged =
            |Append { entry, pack, .. }: &Append| Digest::of(pack.as_bytes()) != entry.pack || pack.len() != entry.size;
        if appended.iter().any(is_damaged) {
            return Err(Problem::new(
                422,
                "digest_mismatch",
                "内容与摘要不符，没有发布。",
                "The content is not what its digest says; it was not published.",
            ));
        }
        self.grow(|sql| {
            let before = size(sql)?;
            appended.iter().try_for_each(|one| append(sql, one))?;
            let after = size(sql)?;
            if after > before { wanted::grown(sql, after) } else { Ok(()) }
        })
    }

    /// Appends years of working days, each once.
    async fn append_years(&self, request: &mut Request) -> Result<Response, Problem> {
        let years: Vec<YearEntry> = read(request).await?;
        self.grow(|sql| years.iter().try_for_each(|year| append_year(sql, year)))
    }

    /// Signs what the log holds after an appending, where that appended anything.
    fn grow(&self, append: impl FnOnce(&SqlStorage) -> Result<(), Problem>) -> Result<Response, Problem> {
        txn(&self.state, |sql| -> Result<(), Problem> {
            let before = size(sql)?;
            append(sql)?;
            if size(sql)? > before {
                checkpoint::sign(sql, &self.env)?;
            }
            Ok(())
        })?;
        Ok(Response::empty()?)
    }

    /// What a notice rests on: the policies that it names, and that its name is free.
    async fn grounds(&self, request: &mut Request) -> Result<Response, Problem> {
        let Question { notice, agency, policies } = read(request).await?;
        let sql = self.state.storage().sql();
        let name_taken = last_of(&sql, &notice)?.is_some_and(|last| !is_of(&last, &agency, EntryKind::Notice));
        Ok(Response::from_json(&Known { published: documents::bases(&sql, &policies)?, name_taken })?)
    }

    /// What a step of a publication rests on.
    async fn standing(&self, request: &mut Request) -> Result<Response, Problem> {
        let gate::Question { document, policies } = read(request).await?;
        let sql = self.state.storage().sql();
        let published = documents::asked_for(&sql, policies)?;
        Ok(Response::from_json(&gate::Known { published, last: last_of(&sql, &document)? })?)
    }

    /// Looks for what a reader without scripts typed.
    async fn search(&self, request: &mut Request) -> Result<Response, Problem> {
        let typed: String = read(request).await?;
        let answer = self.texts.borrow_mut().answer(&self.state.storage().sql(), &typed, legal_day(now()))?;
        Ok(Response::from_json(&answer)?)
    }

    async fn take_wanted(&self, request: &mut Request) -> Result<Response, Problem> {
        let wanted: Vec<Wanted> = read(request).await?;
        txn(&self.state, |sql| wanted.iter().try_for_each(|one| wanted::take(sql, one)))?;
        Ok(Response::empty()?)
    }

    async fn cosign(&self, request: &mut Request) -> Result<Response, Problem> {
        let cosigned = read(request).await?;
        txn(&self.state, |sql| checkpoint::cosign(sql, &self.env, &cosigned))
    }
}

/// Writes entry, hashes and pack; the transaction that this is in signs the checkpoint too. Whoever published is told that it is there.
fn append(sql: &SqlStorage, Append { entry, amendment, pack: body }: &Append) -> Result<(), Problem> {
    let digest = entry.pack.to_string();
    let known: Option<Numbered> = row(sql, "SELECT number, body FROM entries WHERE pack = ?", vec![text(&digest)])?;
    if let Some(Numbered { number, body }) = known {
        return match Entry::read(body.as_bytes()) {
            Ok(Some(entry)) => tell(sql, number, entry),
            _ => Ok(()),
        };
    }
    let last = last_of(sql, &entry.document)?;
    if last.as_ref().is_some_and(|last| !is_of(last, &entry.agency, entry.kind)) {
        return Err(Problem::new(
            409,
            "other_agencys_document",
            "这份文件由别的机关公开，或者是另一类内容，不能替换。",
            "Another agency published this document, or it is of another kind: it cannot be replaced.",
        ));
    }
    let stands = last.map(|last| last.pack);
    let follows = match entry.kind {
        EntryKind::Publication => amendment.as_ref().map(|amendment| amendment.amends),
        EntryKind::Withdrawal => Some(serde_json::from_str::<Withdrawal>(body)?.withdraws),
        // The last of a name holds, whatever it follows.
        EntryKind::Notice => stands,
    };
    if follows != stands {
        return Err(Problem::new(
            409,
            "changed",
            "这份文件在此期间有了别的版本，没有载入。",
            "The document has another version since; this was not entered.",
        ));
    }
    let bytes = match amendment {
        Some(amendment) => amendment.beside(entry)?,
        None => entry.to_bytes()?,
    };
    if bytes.len() > LARGEST_ENTRY {
        return Err(Problem::too_large());
    }
    let listed = match entry.kind {
        EntryKind::Publication => {
            let pack: Pack = serde_json::from_str(body)?;
            let issuer = Some(pack.issuer().to_owned());
            Some(Listed { entry: entry.clone(), title: pack.title, topic: pack.topic, sample: pack.sample, issuer })
        }
        // A notice stands in no list of documents, and what was withdrawn does not any more.
        EntryKind::Notice | EntryKind::Withdrawal => None,
    };
    let number = enter(sql, bytes, entry.document.as_str(), &digest, &serde_json::to_string(&listed)?)?;
    sql.exec("INSERT INTO packs VALUES (?, ?)", vec![text(&digest), text(body)])?;
    tell(sql, number, entry.clone())
}

/// Tells the agency that what it signed is in the record.
fn tell(sql: &SqlStorage, number: u64, entry: Entry) -> Result<(), Problem> {
    if entry.kind == EntryKind::Publication {
        let agency = entry.agency.clone();
        outbox::put(sql, Target::Agency(agency.as_str()), "/entered", &gate::Entered { number, entry })?;
    }
    Ok(())
}

/// The last entry under the name of a document or a notice.
fn last_of(sql: &SqlStorage, document: &DocumentId) -> Result<Option<Entry>, Problem> {
    let query = "SELECT body FROM entries WHERE document = ? ORDER BY number DESC LIMIT 1";
    let last: Option<Body> = row(sql, query, vec![text(document)])?;
    let last = last.map(|last| Entry::read(last.body.as_bytes())).transpose().map_err(|_| Problem::internal())?;
    Ok(last.flatten())
}

/// Whoever published a document or sent a notice first is responsible for it (谁公开谁负责): another agency cannot put something in its place, and neither
/// takes the place of the other.
fn is_of(last: &Entry, agency: &AgencyId, kind: EntryKind) -> bool {
    let is_notice = |kind| kind == EntryKind::Notice;
    last.agency == *agency && is_notice(last.kind) == is_notice(kind)
}

/// A year stands in the log by itself: it belongs to no document, and has no pack.
fn append_year(sql: &SqlStorage, year: &YearEntry) -> Result<(), Problem> {
    let bytes = year.to_bytes()?;
    let digest = Digest::of(&bytes).to_string();
    let known: Option<Body> = row(sql, "SELECT body FROM entries WHERE pack = ?", vec![text(&digest)])?;
    if known.is_some() {
        return Ok(());
    }
    enter(sql, bytes, NO_DOCUMENT, &digest, "null").map(drop)
}

/// What an entry that belongs to no document has in place of its name, which no document can have.
const NO_DOCUMENT: &str = "";

/// Writes an entry and its hashes; its number.
fn enter(sql: &SqlStorage, bytes: Vec<u8>, document: &str, digest: &str, listed: &str) -> Result<u64, Problem> {
    let number = size(sql)?;
    let hashes = stored_hashes(number, &bytes, &Stored(sql)).map_err(broken)?;
    let first = tlog_tiles::stored_hash_index(0, number);
    for (index, hash) in (first..).zip(hashes) {
        sql.exec("INSERT INTO hashes VALUES (?, ?)", vec![integer(index), text(Digest::from_bytes(hash.0))])?;
    }
    let entry = String::from_utf8(bytes).map_err(|_| Problem::internal())?;
    sql.exec(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?)",
        vec![integer(number), text(entry), text(document), text(digest), text(listed)],
    )?;
    // They spoke of the record as it was.
    sql.exec("DELETE FROM cosignatures", None)?;
    Ok(number)
}

fn broken(wrong: TlogError) -> Problem {
    log::fault("the public record", wrong);
    Problem::internal()
}

#[derive(Deserialize)]
struct Body {
    body: String,
}

#[derive(Deserialize)]
struct Numbered {
    number: u64,
    body: String,
}

#[derive(Deserialize)]
struct Count {
    n: u64,
}

fn size(sql: &SqlStorage) -> worker::Result<u64> {
    let counted: Option<Count> = row(sql, "SELECT COALESCE(MAX(number) + 1, 0) AS n FROM entries", vec![])?;
    Ok(counted.map_or(0, |count| count.n))
}

/// The hashes as the log's arithmetic reads them.
struct Stored<'a>(&'a SqlStorage);

#[derive(Deserialize)]
struct StoredHash {
    hash: Digest,
}

impl HashReader for Stored<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, TlogError> {
        let read = |index: &u64| -> Option<Hash> {
            let found: Option<StoredHash> =
                row(self.0, "SELECT hash FROM hashes WHERE number = ?", vec![integer(*index)]).ok()?;
            found.map(|stored| Hash(*stored.hash.as_bytes()))
        };
        indexes.iter().map(|index| read(index).ok_or(TlogError::IndexesNotInTree)).collect()
    }
}

/// A number in its one form: no sign, no zero before it.
fn parsed<N: FromStr + ToString>(text: &str) -> Option<N> {
    text.parse::<N>().ok().filter(|number| number.to_string() == text)
}

fn immutable(bytes: Vec<u8>, kind: &str) -> Result<Response, Problem> {
    let builder = ResponseBuilder::new()
        .with_header("Content-Type", kind)?
        .with_header("Cache-Control", "public, max-age=31536000, immutable")?;
    Ok(builder.fixed(bytes))
}
