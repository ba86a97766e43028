//! The drafts of an agency, each once as it was last saved, and the links by which others read them. What may be done to them
//! [`kept`](mingbai_shared::pack::draft::kept) and [`preview`](mingbai_shared::pack::draft::preview) say; here they are kept.

use chrono::{DateTime, Utc};
use mingbai_shared::digest::Digest;
use mingbai_shared::names::AgencyId;
use mingbai_shared::pack::draft::kept::{DraftId, Kept, NotKept, Saved, Saving, Writer};
use mingbai_shared::pack::draft::preview::{self, Days, Link, OVER, Token};
use mingbai_shared::pack::draft::{Draft, NotADraft};
use mingbai_shared::roles::Action;
use mingbai_shared::trail::Deed;
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use worker::{Request, Response, SqlStorage};

use super::{Agency, trail};
use crate::caller::Caller;
use crate::objects::{Asked, now, read};
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text, txn};
use crate::{audit, log, random};

/// The tables, as a migration. `change` counts the saves of all drafts, so that the last saved come first. Of a link there is the digest of its secret,
/// and until when it is open, in milliseconds since 1970.
pub const TABLES: &str = "CREATE TABLE drafts (id TEXT PRIMARY KEY, change INTEGER NOT NULL UNIQUE, state TEXT NOT NULL, body TEXT NOT NULL);\
     CREATE TABLE previews (key TEXT PRIMARY KEY, draft TEXT NOT NULL, until INTEGER NOT NULL);\
     CREATE INDEX previews_draft ON previews (draft)";

/// What a drafter does to a draft.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Saves it.
    Save(Box<Saving>),
    /// Discards it, having seen this revision.
    Discard(u64),
    /// Makes a link that is open for so many days.
    Preview(Days),
    /// Ends all its links.
    EndPreviews,
}

impl Step {
    /// What the audit trail calls it.
    fn name(&self) -> &'static str {
        match self {
            Step::Save(_) => "save",
            Step::Discard(_) => "discard",
            Step::Preview(_) => "preview",
            Step::EndPreviews => "end_previews",
        }
    }
}

/// A draft in the list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ListedDraft"))]
pub struct Listed {
    id: DraftId,
    /// As much of it as a list shows: 200 characters in each language.
    title: BilingualText,
    /// The document that it is of; empty where nobody has said so far.
    document: String,
    /// The last revision.
    revision: u64,
    /// The name of who saved it.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// The drafts of an agency.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Drafts"))]
pub struct Drafts {
    /// The last saved first.
    drafts: Vec<Listed>,
}

/// A draft as it was last saved.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "OpenedDraft"))]
pub struct Opened {
    id: DraftId,
    /// The last revision: what a save says that it started from.
    revision: u64,
    /// The name of who saved it.
    by: String,
    /// When.
    at: DateTime<Utc>,
    /// The draft.
    #[cfg_attr(test, schemars(with = "serde_json::Value"))]
    draft: Draft,
    /// The links that are open, the first to end before the others.
    links: Vec<OpenLink>,
}

/// A link that is open.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct OpenLink {
    /// Until when.
    until: DateTime<Utc>,
}

/// A draft for whoever has a link.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PreviewedDraft"))]
pub struct Previewed {
    /// The draft as it was last saved.
    #[cfg_attr(test, schemars(with = "serde_json::Value"))]
    draft: Draft,
    /// Who writes it.
    agency: AgencyId,
    /// The last revision.
    revision: u64,
    /// When that was saved.
    at: DateTime<Utc>,
    /// Until when the link is open.
    until: DateTime<Utc>,
}

/// The revision that a save made.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SavedDraft"))]
pub struct Revision {
    /// What the next save starts from.
    revision: u64,
    /// The name of who saved it.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// A new link.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "PreviewLink"))]
pub struct Made {
    /// What opens the draft: the agency and a secret. It is said once.
    token: String,
    /// Until when.
    until: DateTime<Utc>,
}

/// That it is done.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Done {}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Answer {
    Saved(Revision),
    Made(Made),
    Done(Done),
}

/// What a step is done to, as the audit trail names it.
pub fn object(id: DraftId) -> String {
    format!("draft/{id}")
}

/// A link that opens nothing, whatever it is.
pub fn over() -> Problem {
    Problem::new(404, "preview_over", OVER.zh, OVER.en)
}

impl Agency {
    /// The drafts, for those who write them.
    pub(super) async fn list_drafts(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<()> = read(request).await?;
        self.permitted(&asked, Action::Draft, "drafts")?;
        Ok(Response::from_json(&list(&self.state.storage().sql())?)?)
    }

    /// One of them.
    pub(super) async fn open_draft(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<DraftId> = read(request).await?;
        self.permitted(&asked, Action::Draft, &object(asked.body))?;
        Ok(Response::from_json(&open(&self.state.storage().sql(), asked.body, now())?)?)
    }

    /// What a drafter does to one; beside the answer, a line in the trail, but not for each save.
    pub(super) async fn step_of_draft(&self, request: &mut Request) -> Result<Response, Problem> {
        let asked: Asked<(DraftId, Step)> = read(request).await?;
        let on = object(asked.body.0);
        let agency = self.permitted(&asked, Action::Draft, &on)?;
        let Asked { caller, body: (id, step) } = asked;
        // A save over what one has not seen is refused every day and no deed: it is not noted.
        let answer = txn(&self.state, |sql| -> Result<_, Problem> {
            let (answer, is_noted) = take(sql, &agency, &caller, id, &step, now())?;
            if is_noted {
                let deed = audit::done(&caller, Action::Draft, &on);
                trail::append(sql, &agency, &Deed { why: Some(step.name().to_owned()), ..deed })?;
            }
            Ok(answer)
        })?;
        Ok(Response::from_json(&answer)?)
    }

    /// A draft for whoever has a link.
    pub(super) async fn preview(&self, request: &mut Request) -> Result<Response, Problem> {
        let (agency, key): (AgencyId, Digest) = read(request).await?;
        Ok(Response::from_json(&look(&self.state.storage().sql(), agency, key, now())?)?)
    }
}

#[derive(Deserialize)]
struct Row {
    state: String,
    body: String,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    state: String,
}

#[derive(Deserialize)]
struct LinkRow {
    key: String,
    draft: String,
    until: i64,
}

#[derive(Deserialize)]
struct Count {
    n: u64,
}

fn list(sql: &SqlStorage) -> Result<Drafts, Problem> {
    let found: Vec<Line> = rows(sql, "SELECT id, state FROM drafts ORDER BY change DESC", vec![])?;
    let listed = |Line { id, state }: Line| {
        let Kept { revision, by, at, title, document, .. } = serde_json::from_str(&state)?;
        Ok(Listed { id: id.parse().map_err(broken)?, title, document, revision, by, at })
    };
    Ok(Drafts { drafts: found.into_iter().map(listed).collect::<Result<_, Problem>>()? })
}

fn open(sql: &SqlStorage, id: DraftId, now: DateTime<Utc>) -> Result<Opened, Problem> {
    let (Kept { revision, by, at, .. }, draft) = whole(sql, id)?.ok_or_else(Problem::not_found)?;
    let open = preview::open(links(sql, id)?, now);
    let links = open.into_iter().map(|Link { until, .. }| OpenLink { until }).collect();
    Ok(Opened { id, revision, by, at, draft, links })
}

fn look(sql: &SqlStorage, agency: AgencyId, key: Digest, now: DateTime<Utc>) -> Result<Previewed, Problem> {
    let found: Option<LinkRow> = row(sql, "SELECT key, draft, until FROM previews WHERE key = ?", vec![text(key)])?;
    let found = found.ok_or_else(over)?;
    let id = found.draft.parse().map_err(broken)?;
    let link = link(&found)?;
    if !link.is_open(now) {
        return Err(over());
    }
    let (Kept { revision, at, .. }, draft) = whole(sql, id)?.ok_or_else(over)?;
    Ok(Previewed { draft, agency, revision, at, until: link.until })
}

/// Takes a step; beside its answer, whether it is noted.
fn take(
    sql: &SqlStorage,
    agency: &AgencyId,
    by: &Caller,
    id: DraftId,
    step: &Step,
    now: DateTime<Utc>,
) -> Result<(Answer, bool), Problem> {
    let before = kept(sql, id)?;
    match step {
        Step::Save(saving) => {
            let writer = Writer { person: by.actor.person.clone(), name: by.name.clone() };
            let saved = saving.take(before.as_ref(), count(sql)?, &writer, now).map_err(|why| refused(&why))?;
            let (Kept { revision, by, at, .. }, is_first) = match saved {
                Saved::Before(kept) => (kept, false),
                Saved::Now { kept, text, is_first } => {
                    keep(sql, id, &kept, text)?;
                    (kept, is_first)
                }
            };
            Ok((Answer::Saved(Revision { revision, by, at }), is_first))
        }
        Step::Discard(from) => {
            let Some(before) = before else { return Ok((Answer::Done(Done {}), false)) };
            before.discard(*from).map_err(|why| refused(&why))?;
            sql.exec("DELETE FROM drafts WHERE id = ?", vec![text(id)])?;
            keep_links(sql, id, &[])?;
            Ok((Answer::Done(Done {}), true))
        }
        Step::Preview(days) => {
            before.ok_or_else(Problem::not_found)?;
            let token = Token::new(agency.clone(), random::drawn().ok_or_else(Problem::internal)?);
            let (kept, new) = preview::link(links(sql, id)?, token.key(), *days, now).map_err(|why| refused(&why))?;
            keep_links(sql, id, &kept)?;
            Ok((Answer::Made(Made { token: token.text(), until: new.until }), true))
        }
        Step::EndPreviews => {
            let were_open = !preview::open(links(sql, id)?, now).is_empty();
            keep_links(sql, id, &[])?;
            Ok((Answer::Done(Done {}), were_open))
        }
    }
}

fn count(sql: &SqlStorage) -> Result<usize, Problem> {
    let found: Option<Count> = row(sql, "SELECT COUNT(*) AS n FROM drafts", vec![])?;
    Ok(found.map_or(0, |count| usize::try_from(count.n).unwrap_or(usize::MAX)))
}

fn kept(sql: &SqlStorage, id: DraftId) -> Result<Option<Kept>, Problem> {
    let found: Option<Line> = row(sql, "SELECT id, state FROM drafts WHERE id = ?", vec![text(id)])?;
    found.map(|line| serde_json::from_str(&line.state).map_err(broken)).transpose()
}

fn whole(sql: &SqlStorage, id: DraftId) -> Result<Option<(Kept, Draft)>, Problem> {
    let found: Option<Row> = row(sql, "SELECT state, body FROM drafts WHERE id = ?", vec![text(id)])?;
    let read = |Row { state, body }: Row| {
        Ok((serde_json::from_str(&state).map_err(broken)?, Draft::read(body.as_bytes()).map_err(broken)?))
    };
    found.map(read).transpose()
}

fn keep(sql: &SqlStorage, id: DraftId, kept: &Kept, body: String) -> Result<(), Problem> {
    let last: Option<Count> = row(sql, "SELECT COALESCE(MAX(change), 0) AS n FROM drafts", vec![])?;
    let change = integer(last.map_or(0, |last| last.n) + 1);
    sql.exec(
        "INSERT INTO drafts VALUES (?, ?, ?, ?) \
         ON CONFLICT (id) DO UPDATE SET change = excluded.change, state = excluded.state, body = excluded.body",
        vec![text(id), change, text(serde_json::to_string(kept)?), text(body)],
    )?;
    Ok(())
}

fn links(sql: &SqlStorage, id: DraftId) -> Result<Vec<Link>, Problem> {
    let found: Vec<LinkRow> = rows(sql, "SELECT key, draft, until FROM previews WHERE draft = ?", vec![text(id)])?;
    found.iter().map(link).collect()
}

fn link(row: &LinkRow) -> Result<Link, Problem> {
    let key = row.key.parse().map_err(broken)?;
    let until = DateTime::from_timestamp_millis(row.until).ok_or_else(|| broken("no time"))?;
    Ok(Link { key, until })
}

/// These are the links of a draft, and there are no others.
fn keep_links(sql: &SqlStorage, id: DraftId, links: &[Link]) -> Result<(), Problem> {
    sql.exec("DELETE FROM previews WHERE draft = ?", vec![text(id)])?;
    for Link { key, until } in links {
        let until = integer(u64::try_from(until.timestamp_millis()).unwrap_or_default());
        sql.exec("INSERT INTO previews VALUES (?, ?, ?)", vec![text(key), text(id), until])?;
    }
    Ok(())
}

/// A row that does not say what was written there.
fn broken(wrong: impl std::fmt::Display) -> Problem {
    log::fault("a row of the drafts", wrong);
    Problem::internal()
}

fn refused(why: &NotKept) -> Problem {
    let BilingualText { zh, en } = why.message();
    match why {
        NotKept::Changed { .. } => Problem::new(409, "draft_changed", &zh, &en),
        NotKept::Gone { .. } => Problem::new(409, "draft_gone", &zh, &en),
        NotKept::TooManyDrafts => Problem::new(409, "too_many_drafts", &zh, &en),
        NotKept::TooManyLinks => Problem::new(409, "too_many_links", &zh, &en),
        NotKept::NotADraft(NotADraft::TooLarge { .. } | NotADraft::TooMany { .. }) => {
            Problem::new(413, "too_large", &zh, &en)
        }
        NotKept::NotADraft(NotADraft::Form(_)) => Problem::malformed(),
    }
}
