//! Documents by their newest pack: for the lists and pages that the worker draws.

use mingbai_shared::names::DocumentId;
use mingbai_shared::notice::Basis;
use mingbai_shared::pack::Pack;
use mingbai_shared::register::Entry;
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use worker::{Response, SqlStorage};

use super::Body;
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// Among so many of the newest documents the home page looks for its examples.
const MOST_OFFERS: u64 = 40;

/// So many packs are looked at for what one asks for: more than a rule may have.
const MOST_ASKED_FOR: usize = 64;

/// Which entries are the last of their document, and not its withdrawal. Notices and years are of no document, and their lists hold nothing.
const STAND: &str = "number IN (SELECT MAX(number) FROM entries GROUP BY document) AND listed <> 'null'";

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

/// All documents, the newest first.
pub fn all(sql: &SqlStorage) -> Result<Response, Problem> {
    let query = ["SELECT listed AS body FROM entries WHERE ", STAND, " ORDER BY number DESC"].concat();
    let found: Vec<Body> = rows(sql, &query, vec![])?;
    let listed = found.iter().map(|entry| serde_json::from_str(&entry.body)).collect::<Result<Vec<Listed>, _>>()?;
    Ok(Response::from_json(&listed)?)
}

/// The newest pack of each document that offers something, the newest first.
pub fn offers(sql: &SqlStorage) -> Result<Response, Problem> {
    let joined = "SELECT packs.body AS body FROM entries JOIN packs ON packs.digest = entries.pack WHERE ";
    let query = [joined, STAND, " ORDER BY number DESC LIMIT ?"].concat();
    let found: Vec<Body> = rows(sql, &query, vec![integer(MOST_OFFERS)])?;
    let packs = found.iter().map(|found| serde_json::from_str(&found.body)).collect::<Result<Vec<Pack>, _>>()?;
    let offering: Vec<Pack> = packs.into_iter().filter(|pack| pack.offer.is_some()).collect();
    Ok(Response::from_json(&offering)?)
}

/// The newest packs of these documents and of those that they ask for, as far as the rules of others are followed.
pub fn asked_for(sql: &SqlStorage, documents: Vec<DocumentId>) -> Result<Vec<Pack>, Problem> {
    let (mut asked, mut found) = (documents, Vec::<Pack>::new());
    while let Some(document) = asked.pop().filter(|_| found.len() < MOST_ASKED_FOR) {
        if found.iter().all(|pack| pack.id != document)
            && let Some(pack) = newest(sql, document.as_str())?
        {
            asked.extend(pack.others().cloned());
            found.push(pack);
        }
    }
    Ok(found)
}

/// What notices rest on, of those of these documents that are published.
pub fn bases(sql: &SqlStorage, documents: &[DocumentId]) -> Result<Vec<Basis>, Problem> {
    let mut bases = Vec::new();
    for document in documents {
        bases.extend(newest(sql, document.as_str())?.map(|pack| Basis::from(&pack)));
    }
    Ok(bases)
}

fn newest(sql: &SqlStorage, id: &str) -> Result<Option<Pack>, Problem> {
    let query = "SELECT packs.body AS body FROM entries JOIN packs ON packs.digest = entries.pack \
                 WHERE number = (SELECT MAX(number) FROM entries WHERE document = ?) AND listed <> 'null'";
    let found: Option<Body> = row(sql, query, vec![text(id)])?;
    Ok(found.map(|found| serde_json::from_str(&found.body)).transpose()?)
}
