//! The drafts that the agency's store keeps (docs/decisions/0036).

use chrono::{DateTime, Utc};
use js_sys::{JSON, Reflect};
use mingbai_shared::names::PersonId;
use mingbai_shared::pack::draft::Draft;
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::json;
use crate::network::{self, Problem};

/// A draft in the list.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ListedDraft {
    pub id: Uuid,
    pub title: BilingualText,
    pub revision: u64,
    /// Who saved it last.
    pub by: String,
    pub at: DateTime<Utc>,
}

#[derive(Deserialize)]
struct All {
    drafts: Vec<ListedDraft>,
}

/// A draft as the store has it.
pub(super) struct Stored {
    pub(super) revision: u64,
    pub(super) draft: Draft,
}

#[derive(Deserialize)]
struct Revision {
    revision: u64,
}

/// What is saved: from which revision, and whose it is.
#[derive(Serialize)]
pub(super) struct Save<'a> {
    pub(super) from: u64,
    pub(super) draft: &'a Draft,
    pub(super) person: Option<&'a PersonId>,
}

#[derive(Serialize)]
struct Seen {
    from: u64,
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    json::parse(text).map_err(|_| Problem::unexpected())
}

/// Where the store keeps it.
pub fn address(id: &Uuid) -> String {
    ["/api/drafts/", &id.to_string()].concat()
}

/// All of them, last saved first.
pub async fn drafts_of_agency() -> Result<Vec<ListedDraft>, Problem> {
    Ok(read::<All>(&network::get_fresh("/api/drafts").await?.text()?)?.drafts)
}

/// One of them; none where there is no such draft.
pub(super) async fn fetch(id: &Uuid) -> Result<Option<Stored>, Problem> {
    match network::get_fresh(&address(id)).await {
        Ok(answer) => stored(&answer.text()?).ok_or_else(Problem::unexpected).map(Some),
        Err(problem) if problem.status == 404 => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// The draft is read as a text, by what refuses what it does not know.
fn stored(text: &str) -> Option<Stored> {
    let Revision { revision } = json::parse(text).ok()?;
    let draft = Reflect::get(&JSON::parse(text).ok()?, &"draft".into()).ok()?;
    let draft = String::from(JSON::stringify(&draft).ok()?);
    Some(Stored { revision, draft: Draft::read(draft.as_bytes()).ok()? })
}

/// Saves one; the revision that it became.
pub(super) async fn save(id: &Uuid, save: &Save<'_>) -> Result<u64, Problem> {
    let body = json::write(save).map_err(|_| Problem::unexpected())?;
    let answer = network::post(&address(id), body).await?;
    Ok(read::<Revision>(&answer.text()?)?.revision)
}

/// Discards one of which this revision was seen.
pub(super) async fn discard(id: &Uuid, from: u64) -> Result<(), Problem> {
    let body = json::write(&Seen { from }).map_err(|_| Problem::unexpected())?;
    network::post(&[&address(id), "/discard"].concat(), body).await.map(drop)
}
