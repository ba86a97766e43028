//! The notices of an agency: proposed by one person, approved by another, recalled where one was wrong (办法 art. 30, 51).

use chrono::{DateTime, Utc};
use mingbai_shared::names::{AgencyId, DocumentId};
use mingbai_shared::notice::{Basis, Grounds, MOST_SENT, NotTaken, Notice, Sending, Standing, Step, Taken};
use mingbai_shared::roles::Actor;
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

/// What a step is done to, as the audit trail names it.
pub fn object(step: &Step) -> String {
    let id = step.id().as_str();
    ["notice/", id.strip_prefix(Notice::NAMED).unwrap_or(id)].concat()
}

/// What the audit trail notes beside it.
pub fn why(step: &Step) -> Option<String> {
    match step {
        Step::Return(_, why) => Some(why.clone()),
        Step::Recall(_, reason) => Some(reason.code().to_owned()),
        _ => None,
    }
}

/// What the register is asked for a step: about the policies of the notice, and about its name.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    /// The name of the notice.
    pub notice: DocumentId,
    /// Whose it is.
    pub agency: AgencyId,
    /// The policies that it names.
    pub policies: Vec<DocumentId>,
}

/// What the register says to that.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Known {
    /// Of the policies those that are published.
    pub published: Vec<Basis>,
    /// Whether the name stands in the record as something else, or of another agency.
    pub name_taken: bool,
}

/// What is to be asked for a step, if anything is.
pub fn question(sql: &SqlStorage, agency: &AgencyId, step: &Step) -> Result<Option<Question>, Problem> {
    let policies = step.policies(kept(sql, step.id())?.as_ref());
    let question = |policies| Question { notice: step.id().clone(), agency: agency.clone(), policies };
    Ok(policies.map(question))
}

/// Takes a step; beside how the notice stands then, whether that is new.
pub fn take(
    sql: &SqlStorage,
    by: &Actor,
    step: &Step,
    known: Known,
    now: DateTime<Utc>,
) -> Result<(Standing, bool), Problem> {
    let grounds =
        Grounds { published: known.published, name_taken: known.name_taken, sent: sent(sql)?, open: open(sql)? };
    let taken = step.take(kept(sql, step.id())?, by, &grounds, now).map_err(refused)?;
    let is_new = !matches!(taken, Taken::Before(_));
    let stands = match taken {
        Taken::Before(stands) => stands,
        Taken::Now(stands, record) => {
            if let Some((entry, pack)) = record {
                outbox::put(sql, Target::Register, "/append", &Append { entry, amendment: None, pack })?;
            }
            keep(sql, &stands)?;
            stands
        }
        Taken::Away(stood) => {
            sql.exec("DELETE FROM notices WHERE id = ?", vec![text(step.id())])?;
            stood
        }
    };
    Ok((stands.standing(&by.person), is_new))
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
        NotTaken::NotFound(_) => Problem::not_found(),
        NotTaken::Unwritable(_) => Problem::internal(),
    }
}
