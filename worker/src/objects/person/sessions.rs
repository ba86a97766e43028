//! The sign-ins of one person: each known by the digest of its ticket's number.

use chrono::{DateTime, Utc};
use mingbai_shared::digest::Digest;
use mingbai_shared::session::Session;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use worker::SqlStorage;

use crate::problem::Problem;
use crate::storage::{integer, rows, text};

/// The table, as a migration.
pub const TABLE: &str =
    "CREATE TABLE sessions (digest TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, session TEXT NOT NULL)";

/// The most sign-ins of one person; the oldest goes for the next.
const MOST: u64 = 30;

/// What a person's object is asked about their sessions.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// Keep a new one.
    Open {
        /// Of the ticket's number.
        digest: Digest,
        /// The session.
        session: Box<Session>,
    },
    /// The one that stands under a ticket, which is used by this.
    Use {
        /// Of the ticket's number.
        digest: Digest,
        /// When.
        at: DateTime<Utc>,
    },
    /// All that stand.
    List {
        /// When.
        at: DateTime<Utc>,
    },
    /// End the one under a ticket.
    EndOf {
        /// Of the ticket's number.
        digest: Digest,
    },
    /// End the one with this id.
    End {
        /// Which.
        id: Uuid,
    },
    /// End what a sign-in service says has ended: one of its sign-ins, or all that are by it.
    EndElsewhere {
        /// By which service.
        service: String,
        /// What it calls the sign-in.
        elsewhere: Option<String>,
    },
    /// End all.
    EndAll,
}

impl Asking {
    /// Whether it is about ending sessions.
    pub fn ends(&self) -> bool {
        matches!(self, Asking::EndOf { .. } | Asking::End { .. } | Asking::EndElsewhere { .. } | Asking::EndAll)
    }
}

/// A session with the id by which its person knows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Found {
    /// The id.
    pub id: Uuid,
    /// The session.
    pub session: Session,
}

#[derive(Deserialize)]
struct Kept {
    id: String,
    session: String,
}

impl Kept {
    fn read(&self) -> Result<Found, Problem> {
        let id = self.id.parse().map_err(|_| Problem::internal())?;
        Ok(Found { id, session: serde_json::from_str(&self.session)? })
    }
}

/// Does what is asked; the answer is what was asked for, or what ended.
pub fn answer(sql: &SqlStorage, asking: Asking) -> Result<Vec<Found>, Problem> {
    match asking {
        Asking::Open { digest, session } => open(sql, digest, &session).map(|()| Vec::new()),
        Asking::Use { digest, at } => Ok(used(sql, digest, at)?.into_iter().collect()),
        Asking::List { at } => {
            let mut found = all(sql)?;
            found.retain(|one| one.session.stands(at));
            Ok(found)
        }
        Asking::EndOf { digest } => {
            let kept: Vec<Kept> =
                rows(sql, "DELETE FROM sessions WHERE digest = ? RETURNING id, session", vec![text(digest)])?;
            Ok(kept.iter().filter_map(|kept| kept.read().ok()).collect())
        }
        Asking::End { id } => end(sql, |one| one.id == id),
        Asking::EndElsewhere { service, elsewhere } => end(sql, |one| {
            let named = elsewhere.is_none() || one.session.elsewhere == elsewhere;
            one.session.service == service && named
        }),
        Asking::EndAll => end(sql, |_| true),
    }
}

fn all(sql: &SqlStorage) -> Result<Vec<Found>, Problem> {
    let kept: Vec<Kept> = rows(sql, "SELECT id, session FROM sessions ORDER BY rowid DESC", vec![])?;
    // One that cannot be read opens nothing, and must not stand in the way of the others.
    Ok(kept.iter().filter_map(|kept| kept.read().ok()).collect())
}

fn open(sql: &SqlStorage, digest: Digest, session: &Session) -> Result<(), Problem> {
    // Those that have ended by themselves make room first.
    end(sql, |one| !one.session.stands(session.since))?;
    sql.exec(
        "INSERT INTO sessions VALUES (?, ?, ?)",
        vec![text(digest), text(Uuid::new_v4()), text(serde_json::to_string(session)?)],
    )?;
    let query = "DELETE FROM sessions WHERE rowid NOT IN (SELECT rowid FROM sessions ORDER BY rowid DESC LIMIT ?)";
    sql.exec(query, vec![integer(MOST)])?;
    Ok(())
}

fn used(sql: &SqlStorage, digest: Digest, at: DateTime<Utc>) -> Result<Option<Found>, Problem> {
    let kept: Vec<Kept> = rows(sql, "SELECT id, session FROM sessions WHERE digest = ?", vec![text(digest)])?;
    let Some(mut found) = kept.first().and_then(|kept| kept.read().ok()) else { return Ok(None) };
    if !found.session.stands(at) {
        sql.exec("DELETE FROM sessions WHERE digest = ?", vec![text(digest)])?;
        return Ok(None);
    }
    if found.session.is_to_be_noted(at) {
        found.session.seen = at;
        let session = serde_json::to_string(&found.session)?;
        sql.exec("UPDATE sessions SET session = ? WHERE digest = ?", vec![text(session), text(digest)])?;
    }
    Ok(Some(found))
}

fn end(sql: &SqlStorage, ends: impl Fn(&Found) -> bool) -> Result<Vec<Found>, Problem> {
    let ended: Vec<Found> = all(sql)?.into_iter().filter(ends).collect();
    for one in &ended {
        sql.exec("DELETE FROM sessions WHERE id = ?", vec![text(one.id)])?;
    }
    Ok(ended)
}
