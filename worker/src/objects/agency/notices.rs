//! The notices of an agency: proposed by one person, approved by another, recalled where one was wrong (办法 art. 30, 51).

use chrono::{DateTime, Utc};
use mingbai_shared::digest::Digest;
use mingbai_shared::names::{AgencyId, DocumentId};
use mingbai_shared::notice::{Basis, MOST_OPEN, MOST_SENT, NotTaken, Notice, RecallReason, Sending, Standing};
use mingbai_shared::register::Entry;
use mingbai_shared::roles::{Action, Actor};
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, SqlStorageValue};

use crate::objects::register::Append;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// The table, as a migration. Times are in milliseconds since 1970; of one that waits, `sent` is null.
pub const TABLE: &str =
    "CREATE TABLE notices (id TEXT PRIMARY KEY, at INTEGER NOT NULL, sent INTEGER, state TEXT NOT NULL)";

/// The most notices that a list shows, the newest: years of them at the most that may be sent.
const MOST_LISTED: u64 = 300;

/// One step of a notice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Propose it, or write it anew.
    Propose(Box<Notice>),
    /// Approve it as it was looked at.
    Approve(DocumentId, Digest),
    /// Return it for a reason.
    Return(DocumentId, String),
    /// Recall it.
    Recall(DocumentId, RecallReason),
    /// Take away one that was not sent.
    Withdraw(DocumentId),
}

impl Step {
    /// What it is to the table of who may do what.
    pub fn action(&self) -> Action {
        match self {
            Step::Propose(_) | Step::Withdraw(_) => Action::ProposeNotice,
            Step::Approve(..) | Step::Return(..) => Action::ApproveNotice,
            Step::Recall(..) => Action::RecallNotice,
        }
    }

    fn id(&self) -> &DocumentId {
        match self {
            Step::Propose(notice) => &notice.id,
            Step::Approve(id, _) | Step::Return(id, _) | Step::Recall(id, _) | Step::Withdraw(id) => id,
        }
    }

    /// What it is done to, as the audit trail names it.
    pub fn object(&self) -> String {
        let id = self.id().as_str();
        ["notice/", id.strip_prefix(Notice::NAMED).unwrap_or(id)].concat()
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

/// What the register knows that a step rests on.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Grounds {
    /// Of the policies that the notice names, those that are published.
    pub published: Vec<Basis>,
    /// Whether its name stands in the record as something else, or of another agency.
    pub taken: bool,
}

/// Of what the register is asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    /// The name of the notice.
    pub notice: DocumentId,
    /// Whose it is.
    pub agency: AgencyId,
    /// The policies that it names.
    pub policies: Vec<DocumentId>,
}

/// What is to be asked for a step: of the notice as it is, or as it is to become.
pub fn question(sql: &SqlStorage, agency: &AgencyId, step: &Step) -> Result<Option<Question>, Problem> {
    let policies = match step {
        Step::Propose(notice) => notice.policies.clone(),
        Step::Approve(id, _) => kept(sql, id)?.ok_or_else(Problem::not_found)?.notice().policies,
        Step::Return(..) | Step::Recall(..) | Step::Withdraw(_) => return Ok(None),
    };
    Ok(Some(Question { notice: step.id().clone(), agency: agency.clone(), policies }))
}

/// Takes a step; beside how the notice stands then, whether that is new. A step that the same person took before changes nothing.
pub fn take(
    sql: &SqlStorage,
    by: &Actor,
    step: &Step,
    grounds: &Grounds,
    now: DateTime<Utc>,
) -> Result<(Standing, bool), Problem> {
    if grounds.taken {
        return Err(refused(NotTaken::NameTaken(step.id().clone())));
    }
    let before = kept(sql, step.id())?;
    let found = || before.clone().ok_or_else(Problem::not_found);
    let after = match step {
        Step::Propose(notice) => {
            // One that stands as it is proposed was proposed twice on its way.
            if let Some(Sending::Proposed(_)) = &before
                && before.as_ref().is_some_and(|one| one.notice() == **notice && *one.author() == by.person)
            {
                return Ok((found()?.standing(&by.person), false));
            }
            if before.is_none() && open(sql)? >= MOST_OPEN {
                return Err(refused(NotTaken::TooManyOpen));
            }
            let proposed = Sending::propose(before.clone(), (**notice).clone(), by, &grounds.published, now);
            Sending::Proposed(proposed.map_err(refused)?)
        }
        Step::Approve(_, seen) => match found()? {
            Sending::Proposed(proposed) => {
                let approved = proposed.approve(by, *seen, &grounds.published, &sent(sql)?, now).map_err(refused)?;
                append(sql, approved.record().map_err(refused)?)?;
                Sending::Sent(approved)
            }
            Sending::Sent(approved) if approved.is_by(&by.person) => Sending::Sent(approved),
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
            Sending::Recalled(recalled) if recalled.is_by(&by.person, *reason) => Sending::Recalled(recalled),
            other => return Err(refused(NotTaken::NotNow(other.stage()))),
        },
        Step::Withdraw(id) => {
            let found = found()?;
            found.withdraw(by).map_err(refused)?;
            sql.exec("DELETE FROM notices WHERE id = ?", vec![text(id)])?;
            return Ok((found.standing(&by.person), true));
        }
    };
    let is_new = before.as_ref() != Some(&after);
    if is_new {
        keep(sql, &after)?;
    }
    Ok((after.standing(&by.person), is_new))
}

/// All notices as somebody of the agency sees them: those that wait or were returned, then those that were sent, each the newest first.
pub fn all(sql: &SqlStorage, by: &Actor) -> Result<Vec<Standing>, Problem> {
    let query = "SELECT state FROM notices ORDER BY sent IS NOT NULL, at DESC, id LIMIT ?";
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
    let millis = |at: DateTime<Utc>| integer(u64::try_from(at.timestamp_millis()).unwrap_or_default());
    let sent = sending.sent_at().map_or(SqlStorageValue::Null, millis);
    sql.exec(
        "INSERT INTO notices VALUES (?, ?, ?, ?) \
         ON CONFLICT (id) DO UPDATE SET at = excluded.at, sent = excluded.sent, state = excluded.state",
        vec![text(&sending.notice().id), millis(sending.at()), sent, text(serde_json::to_string(sending)?)],
    )?;
    Ok(())
}

/// When the agency sent its last notices, as many as may be in one week; those that were recalled count too, since they were read.
fn sent(sql: &SqlStorage) -> Result<Vec<DateTime<Utc>>, Problem> {
    #[derive(Deserialize)]
    struct Sent {
        sent: i64,
    }
    let query = "SELECT sent FROM notices WHERE sent IS NOT NULL ORDER BY sent DESC LIMIT ?";
    let found: Vec<Sent> = rows(sql, query, vec![integer(MOST_SENT as u64)])?;
    Ok(found.into_iter().filter_map(|one| DateTime::from_timestamp_millis(one.sent)).collect())
}

/// How many wait or were returned.
fn open(sql: &SqlStorage) -> Result<usize, Problem> {
    #[derive(Deserialize)]
    struct Count {
        n: usize,
    }
    let found: Option<Count> = row(sql, "SELECT COUNT(*) AS n FROM notices WHERE sent IS NULL", vec![])?;
    Ok(found.map_or(0, |count| count.n))
}

fn append(sql: &SqlStorage, (entry, notice): (Entry, String)) -> Result<(), Problem> {
    Ok(outbox::put(sql, Target::Register, "/append", &Append { entry, pack: notice })?)
}

fn refused(why: NotTaken) -> Problem {
    let BilingualText { zh, en } = why.message();
    match why {
        NotTaken::Forbidden(_) | NotTaken::OtherAgency(_) => Problem::forbidden(),
        NotTaken::SamePerson(_) => Problem::new(403, "same_person", &zh, &en),
        NotTaken::NotNow(_) => Problem::new(409, "not_now", &zh, &en),
        NotTaken::NameTaken(_) => Problem::new(409, "name_taken", &zh, &en),
        NotTaken::TooManyOpen => Problem::new(409, "too_many_open", &zh, &en),
        NotTaken::Changed(_) => Problem::new(409, "changed", &zh, &en),
        NotTaken::TooOften(_) => Problem::new(409, "too_often_sent", &zh, &en),
        NotTaken::Unfit(_) => Problem::new(422, "unfit", &zh, &en),
        NotTaken::Reason => Problem::new(422, "reason", &zh, &en),
        NotTaken::Unwritable(_) => Problem::internal(),
    }
}
