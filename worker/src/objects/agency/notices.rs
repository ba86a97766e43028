//! The notices of an agency: proposed by one person, approved by another, recalled where one was wrong (办法 art. 30, 51).

use chrono::{DateTime, Utc};
use mingbai_shared::names::DocumentId;
use mingbai_shared::notice::{Basis, NotTaken, Notice, RecallReason, Sending, Standing};
use mingbai_shared::register::Entry;
use mingbai_shared::roles::{Action, Actor};
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use worker::SqlStorage;

use crate::objects::register::Append;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// The table, as a migration. `at` is in milliseconds since 1970.
pub const TABLE: &str = "CREATE TABLE notices (id TEXT PRIMARY KEY, at INTEGER NOT NULL, state TEXT NOT NULL)";

/// The most notices that a list shows, the newest: years of them at the most that may be sent.
const MOST_LISTED: u64 = 300;

/// One step of a notice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Propose it, or write it anew.
    Propose(Box<Notice>),
    /// Approve it.
    Approve(DocumentId),
    /// Return it for a reason.
    Return(DocumentId, String),
    /// Recall it.
    Recall(DocumentId, RecallReason),
}

impl Step {
    /// What it is to the table of who may do what.
    pub fn action(&self) -> Action {
        match self {
            Step::Propose(_) => Action::ProposeNotice,
            Step::Approve(_) | Step::Return(..) => Action::ApproveNotice,
            Step::Recall(..) => Action::RecallNotice,
        }
    }

    fn id(&self) -> &DocumentId {
        match self {
            Step::Propose(notice) => &notice.id,
            Step::Approve(id) | Step::Return(id, _) | Step::Recall(id, _) => id,
        }
    }

    /// What it is done to, as the audit trail names it.
    pub fn object(&self) -> String {
        ["notice/", self.id().as_str().trim_start_matches(Notice::NAMED)].concat()
    }

    /// What the audit trail notes beside it.
    pub fn why(&self) -> Option<String> {
        match self {
            Step::Return(_, why) => Some(why.clone()),
            Step::Recall(_, reason) => serde_json::to_string(reason).ok().map(|code| code.trim_matches('"').to_owned()),
            _ => None,
        }
    }
}

/// The policies that a step rests on: those of the notice as it is, or as it is to become.
pub fn policies(sql: &SqlStorage, step: &Step) -> Result<Vec<DocumentId>, Problem> {
    Ok(match step {
        Step::Propose(notice) => notice.policies.clone(),
        Step::Approve(id) => kept(sql, id)?.ok_or_else(Problem::not_found)?.notice().policies,
        Step::Return(..) | Step::Recall(..) => Vec::new(),
    })
}

/// Takes a step. One that was taken already changes nothing.
pub fn take(
    sql: &SqlStorage,
    by: &Actor,
    step: &Step,
    published: &[Basis],
    now: DateTime<Utc>,
) -> Result<Standing, Problem> {
    let before = kept(sql, step.id())?;
    let found = || before.clone().ok_or_else(Problem::not_found);
    let refused = |why: NotTaken| refused(&why);
    let after = match step {
        Step::Propose(notice) => Sending::Proposed(
            Sending::propose(before.clone(), (**notice).clone(), by, published, now).map_err(refused)?,
        ),
        Step::Approve(_) => match found()? {
            Sending::Proposed(proposed) => {
                let approved = proposed.approve(by, published, &sent_before(sql)?, now).map_err(refused)?;
                append(sql, approved.record().map_err(refused)?)?;
                Sending::Sent(approved)
            }
            sent @ Sending::Sent(_) => sent,
            other => return Err(refused(NotTaken::NotNow(other.stage()))),
        },
        Step::Return(_, why) => match found()? {
            Sending::Proposed(proposed) => Sending::Returned(proposed.give_back(by, why).map_err(refused)?),
            other => return Err(refused(NotTaken::NotNow(other.stage()))),
        },
        Step::Recall(_, reason) => match found()? {
            Sending::Sent(approved) => {
                let recalled = approved.recall(by, *reason, now).map_err(refused)?;
                append(sql, recalled.record().map_err(refused)?)?;
                Sending::Recalled(recalled)
            }
            recalled @ Sending::Recalled(_) => recalled,
            other => return Err(refused(NotTaken::NotNow(other.stage()))),
        },
    };
    if before.as_ref() != Some(&after) {
        keep(sql, &after)?;
    }
    Ok(after.standing(&by.person))
}

/// All notices as somebody of the agency sees them, the newest first.
pub fn all(sql: &SqlStorage, by: &Actor) -> Result<Vec<Standing>, Problem> {
    let query = "SELECT state FROM notices ORDER BY at DESC, id LIMIT ?";
    let found: Vec<Kept> = rows(sql, query, vec![integer(MOST_LISTED)])?;
    let standing = |kept: Kept| Ok(serde_json::from_str::<Sending>(&kept.state)?.standing(&by.person));
    found.into_iter().map(standing).collect()
}

#[derive(Deserialize)]
struct Kept {
    state: String,
}

fn kept(sql: &SqlStorage, id: &DocumentId) -> Result<Option<Sending>, Problem> {
    let found: Option<Kept> = row(sql, "SELECT state FROM notices WHERE id = ?", vec![text(id)])?;
    Ok(found.map(|kept| serde_json::from_str(&kept.state)).transpose()?)
}

fn keep(sql: &SqlStorage, sending: &Sending) -> Result<(), Problem> {
    let at = u64::try_from(sending.at().timestamp_millis()).unwrap_or_default();
    sql.exec(
        "INSERT INTO notices VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at, state = excluded.state",
        vec![text(&sending.notice().id), integer(at), text(serde_json::to_string(sending)?)],
    )?;
    Ok(())
}

/// When the agency sent its notices; those that were recalled count too, since they were read.
fn sent_before(sql: &SqlStorage) -> Result<Vec<DateTime<Utc>>, Problem> {
    let query = "SELECT state FROM notices ORDER BY at DESC LIMIT ?";
    let found: Vec<Kept> = rows(sql, query, vec![integer(MOST_LISTED)])?;
    let sent = |kept: Kept| Ok(serde_json::from_str::<Sending>(&kept.state)?.sent_at());
    found.into_iter().map(sent).filter_map(Result::transpose).collect()
}

fn append(sql: &SqlStorage, (entry, notice): (Entry, String)) -> Result<(), Problem> {
    Ok(outbox::put(sql, Target::Register, "/append", &Append { entry, pack: notice })?)
}

fn refused(why: &NotTaken) -> Problem {
    let BilingualText { zh, en } = why.message();
    match why {
        NotTaken::Forbidden(_) | NotTaken::OtherAgency(_) => Problem::forbidden(),
        NotTaken::SamePerson(_) => Problem::new(403, "same_person", &zh, &en),
        NotTaken::NotNow(_) => Problem::new(409, "not_now", &zh, &en),
        NotTaken::TooOften(_) => Problem::new(409, "too_often_sent", &zh, &en),
        NotTaken::Unfit(_) => Problem::new(422, "unfit", &zh, &en),
        NotTaken::Reason => Problem::new(422, "reason", &zh, &en),
        NotTaken::Unwritable(_) => Problem::internal(),
    }
}
