//! `Register`: the district's public record. Appends, and serves what clients verify.

use mingbai_shared::digest::Digest;
use mingbai_shared::pack::Pack;
use mingbai_shared::register::{BUNDLE_ENTRIES, Entry, LARGEST_ENTRY, bundle, checkpoint};
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use tlog_tiles::{Error as TlogError, Hash, HashReader, Tile, stored_hashes, tree_hash};
use worker::{
    DurableObject, Env, Error, Request, Response, ResponseBuilder, SqlStorage, State, WebSocket,
    WebSocketIncomingMessage, durable_object,
};

use super::{answer, ledger, read};
use crate::problem::Problem;
use crate::storage::{integer, migrate, row, rows, text, txn};

/// The object.
#[durable_object]
#[derive(Debug)]
pub struct Register {
    state: State,
    env: Env,
}

/// What an agency hands in: the entry, and the pack that it names.
#[derive(Debug, Serialize, Deserialize)]
pub struct Append {
    /// The entry.
    pub entry: Entry,
    /// The JSON of the pack.
    pub pack: String,
}

/// Among so many of the newest documents the home page looks for its examples.
const MOST_OFFERS: u64 = 40;

/// A document in lists: enough to find it by.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Listed {
    /// Its newest entry.
    pub entry: Entry,
    /// Its title in both languages.
    pub title: BilingualText,
    /// 主题.
    pub topic: BilingualText,
    /// Whether it is a sample.
    pub sample: bool,
    /// Who issued it. Rows from before this was kept have none.
    #[serde(default)]
    pub issuer: Option<String>,
}

/// A document with its newest pack.
#[derive(Debug, Serialize, Deserialize)]
pub struct Opened {
    /// Its newest entry.
    pub entry: Entry,
    /// The pack.
    pub pack: Pack,
}

impl DurableObject for Register {
    fn new(state: State, env: Env) -> Self {
        let steps = [
            ledger::TABLES,
            "CREATE TABLE entries (number INTEGER PRIMARY KEY, body TEXT NOT NULL, document TEXT NOT NULL, pack TEXT NOT NULL UNIQUE, listed TEXT NOT NULL)",
            "CREATE INDEX entries_document ON entries (document, number)",
            "CREATE TABLE hashes (number INTEGER PRIMARY KEY, hash TEXT NOT NULL)",
            "CREATE TABLE packs (digest TEXT PRIMARY KEY, body TEXT NOT NULL)",
        ];
        if let Err(error) = migrate(&state, &steps) {
            worker::console_error!("Register: {error}");
        }
        Register { state, env }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let path = request.path();
        let sql = self.state.storage().sql();
        let result = match path.split('/').skip(1).collect::<Vec<_>>().as_slice() {
            ["append"] => self.append(&mut request).await,
            ["log", "checkpoint"] => self.checkpoint(&sql, &request),
            ["log", "tile", "entries", index @ ..] => entries(&sql, index),
            ["log", "tile", level, index @ ..] => tile(&sql, level, index),
            ["pack", digest] => pack(&sql, digest),
            ["documents"] => documents(&sql),
            ["documents", id] => document(&sql, id),
            ["offers"] => offers(&sql),
            _ => Err(Problem::not_found()),
        };
        answer(result)
    }

    async fn alarm(&self) -> worker::Result<Response> {
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
    /// Appends an entry, once: a pack that is in the log is not entered again.
    async fn append(&self, request: &mut Request) -> Result<Response, Problem> {
        let Append { entry, pack } = read(request).await?;
        if Digest::of(pack.as_bytes()) != entry.pack || pack.len() != entry.size {
            return Err(Problem::new(
                422,
                "digest_mismatch",
                "内容与摘要不符，没有发布。",
                "The content is not what its digest says; it was not published.",
            ));
        }
        let key = self.signing_key()?;
        txn(&self.state, |sql| append(sql, &entry, &pack, &key))?;
        Ok(Response::empty()?)
    }

    fn checkpoint(&self, sql: &SqlStorage, request: &Request) -> Result<Response, Problem> {
        let note = match ledger::fact(sql, "checkpoint")? {
            Some(note) => note,
            // An empty log has a checkpoint too, so that a reader can tell it from a missing one.
            None => signed(0, Digest::of(b""), &self.signing_key()?)?,
        };
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

    fn signing_key(&self) -> Result<String, Problem> {
        Ok(crate::setting::required(&self.env, "LOG_KEY")?)
    }
}

fn signed(size: u64, root: Digest, key: &str) -> Result<String, Problem> {
    let note = checkpoint(size, root, key).map_err(|wrong| {
        worker::console_error!("checkpoint: {wrong}");
        Problem::internal()
    })?;
    String::from_utf8(note).map_err(|_| Problem::internal())
}

/// Writes entry, hashes, pack and the signed checkpoint: all inside one transaction.
fn append(sql: &SqlStorage, entry: &Entry, body: &str, key: &str) -> Result<(), Problem> {
    let digest = entry.pack.to_string();
    let known: Option<Body> = row(sql, "SELECT body FROM entries WHERE pack = ?", vec![text(&digest)])?;
    if known.is_some() {
        return Ok(());
    }
    let bytes = entry.to_bytes()?;
    if bytes.len() > LARGEST_ENTRY {
        return Err(Problem::too_large());
    }
    let pack: Pack = serde_json::from_str(body)?;
    let issuer = Some(pack.issuer().to_owned());
    let listed = Listed { entry: entry.clone(), title: pack.title, topic: pack.topic, sample: pack.sample, issuer };
    let number = size(sql)?;
    let hashes = stored_hashes(number, &bytes, &Stored(sql)).map_err(broken)?;
    let first = tlog_tiles::stored_hash_index(0, number);
    for (index, hash) in (first..).zip(hashes) {
        sql.exec("INSERT INTO hashes VALUES (?, ?)", vec![integer(index), text(Digest::from_bytes(hash.0))])?;
    }
    let entry_text = String::from_utf8(bytes).map_err(|_| Problem::internal())?;
    sql.exec(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?)",
        vec![
            integer(number),
            text(entry_text),
            text(&entry.document),
            text(&digest),
            text(serde_json::to_string(&listed)?),
        ],
    )?;
    sql.exec("INSERT INTO packs VALUES (?, ?)", vec![text(&digest), text(body)])?;
    let root = tree_hash(number + 1, &Stored(sql)).map_err(broken)?;
    ledger::set_fact(sql, "checkpoint", &signed(number + 1, Digest::from_bytes(root.0), key)?)?;
    Ok(())
}

fn broken(wrong: TlogError) -> Problem {
    worker::console_error!("log: {wrong}");
    Problem::internal()
}

#[derive(Deserialize)]
struct Body {
    body: String,
}

#[derive(Deserialize)]
struct Count {
    n: u64,
}

fn size(sql: &SqlStorage) -> worker::Result<u64> {
    let counted: Option<Count> = row(sql, "SELECT COUNT(*) AS n FROM entries", vec![])?;
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

/// `000.p/27` and `x001/x234/067` as number and width; none where it is not written as the specification says.
fn tile_number(index: &[&str]) -> Option<(u64, u32)> {
    // A tile of no width is a panic of the crate, and a panic would leave the request unanswered.
    if let [.., partial, "0"] = index
        && partial.ends_with(".p")
    {
        return None;
    }
    let tile = Tile::from_path(&format!("tile/8/0/{}", index.join("/"))).ok()?;
    Some((tile.level_index(), tile.width()))
}

fn entries(sql: &SqlStorage, index: &[&str]) -> Result<Response, Problem> {
    let (number, width) = tile_number(index).ok_or_else(Problem::not_found)?;
    let first = number.checked_mul(BUNDLE_ENTRIES).ok_or_else(Problem::not_found)?;
    let end = first
        .checked_add(width.into())
        .filter(|end| *end <= size(sql).unwrap_or_default())
        .ok_or_else(Problem::not_found)?;
    let found: Vec<Body> = rows(
        sql,
        "SELECT body FROM entries WHERE number >= ? AND number < ? ORDER BY number",
        vec![integer(first), integer(end)],
    )?;
    let bytes = bundle(found.iter().map(|entry| entry.body.as_bytes())).map_err(|_| Problem::internal())?;
    immutable(bytes, "application/octet-stream")
}

fn tile(sql: &SqlStorage, level: &str, index: &[&str]) -> Result<Response, Problem> {
    // 256^7 entries are beyond every log.
    let level = level
        .parse::<u8>()
        .ok()
        .filter(|parsed| *parsed < 7 && parsed.to_string() == level)
        .ok_or_else(Problem::not_found)?;
    let (number, width) = tile_number(index).ok_or_else(Problem::not_found)?;
    let available = size(sql)? >> (8 * u32::from(level));
    let fits = number
        .checked_mul(BUNDLE_ENTRIES)
        .and_then(|first| first.checked_add(width.into()))
        .is_some_and(|end| end <= available);
    if !fits {
        return Err(Problem::not_found());
    }
    let data = Tile::new(8, level, number, width, false).read_data(&Stored(sql)).map_err(broken)?;
    immutable(data, "application/octet-stream")
}

fn pack(sql: &SqlStorage, digest: &str) -> Result<Response, Problem> {
    let digest: Digest = digest.parse().map_err(|_| Problem::not_found())?;
    let found: Option<Body> = row(sql, "SELECT body FROM packs WHERE digest = ?", vec![text(digest)])?;
    immutable(found.ok_or_else(Problem::not_found)?.body.into_bytes(), "application/json")
}

fn immutable(bytes: Vec<u8>, kind: &str) -> Result<Response, Problem> {
    let builder = ResponseBuilder::new()
        .with_header("Content-Type", kind)?
        .with_header("Cache-Control", "public, max-age=31536000, immutable")?;
    Ok(builder.fixed(bytes))
}

fn documents(sql: &SqlStorage) -> Result<Response, Problem> {
    let query = "SELECT listed AS body FROM entries WHERE number IN (SELECT MAX(number) FROM entries GROUP BY document) ORDER BY number DESC";
    let found: Vec<Body> = rows(sql, query, vec![])?;
    let listed = found.iter().map(|entry| serde_json::from_str(&entry.body)).collect::<Result<Vec<Listed>, _>>()?;
    Ok(Response::from_json(&listed)?)
}

/// The newest pack of each document that offers something, the newest first.
fn offers(sql: &SqlStorage) -> Result<Response, Problem> {
    let query = "SELECT packs.body AS body FROM entries JOIN packs ON packs.digest = entries.pack \
                 WHERE number IN (SELECT MAX(number) FROM entries GROUP BY document) ORDER BY number DESC LIMIT ?";
    let found: Vec<Body> = rows(sql, query, vec![integer(MOST_OFFERS)])?;
    let packs = found.iter().map(|found| serde_json::from_str(&found.body)).collect::<Result<Vec<Pack>, _>>()?;
    let offering: Vec<Pack> = packs.into_iter().filter(|pack| pack.offer.is_some()).collect();
    Ok(Response::from_json(&offering)?)
}

fn document(sql: &SqlStorage, id: &str) -> Result<Response, Problem> {
    #[derive(Deserialize)]
    struct Found {
        entry: String,
        pack: String,
    }
    let query = "SELECT entries.body AS entry, packs.body AS pack FROM entries JOIN packs ON packs.digest = entries.pack \
                 WHERE document = ? ORDER BY number DESC LIMIT 1";
    let found: Option<Found> = row(sql, query, vec![text(id)])?;
    let found = found.ok_or_else(Problem::not_found)?;
    let opened = Opened { entry: serde_json::from_str(&found.entry)?, pack: serde_json::from_str(&found.pack)? };
    Ok(Response::from_json(&opened)?)
}

#[cfg(test)]
mod tests {
    use super::tile_number;

    #[test]
    fn numbers_are_read_as_the_specification_writes_them() {
        assert_eq!(tile_number(&["000"]), Some((0, 256)));
        assert_eq!(tile_number(&["000.p", "27"]), Some((0, 27)));
        assert_eq!(tile_number(&["x001", "x234", "067"]), Some((1_234_067, 256)));
        for wrong in
            [&[""][..], &["0"], &["000.p", "0"], &["000.p", "256"], &["000.p"], &["x000", "001"], &["-01"], &[]]
        {
            assert_eq!(tile_number(wrong), None, "{wrong:?}");
        }
    }
}
