//! The packs of an agency on their way to publication. What each step makes of them [`mingbai_shared::pack::gate`] says; here it is kept.

use chrono::{DateTime, Utc};
use mingbai_shared::digest::Digest;
use mingbai_shared::names::DocumentId;
use mingbai_shared::pack::gate::{
    Entered, Filed, GateRefusal, Grounds, Known, Publication, Remark, Returned, Stage, Standing, Step, Taken, missing,
};
use mingbai_shared::roles::Actor;
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, SqlStorageValue};

use crate::log;
use crate::objects::register::Append;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// As a migration: the table of before packs were handed up with attribute and plan. What was published from it is in the record, and what was not is
/// handed up again.
pub const EARLIER: &str = "CREATE TABLE publications (pack TEXT PRIMARY KEY, state TEXT NOT NULL, body TEXT NOT NULL)";

/// The table, as a migration. The store itself refuses what no step leads to: a beginning further on, a stage that does not follow, another pack under the
/// same digest, and that anything goes. `change` counts the steps of all, so that the newest come first.
pub const TABLE: &str = "CREATE TABLE ways (pack TEXT PRIMARY KEY, document TEXT NOT NULL, stage TEXT NOT NULL, open INTEGER NOT NULL, \
     change INTEGER NOT NULL UNIQUE, state TEXT NOT NULL, body TEXT NOT NULL);\
     CREATE INDEX ways_document ON ways (document, stage);\
     CREATE TRIGGER ways_begin BEFORE INSERT ON ways \
     WHEN NEW.stage NOT IN ('returned', 'pack_complete') OR instr(NEW.state, '{\"stage\":\"' || NEW.stage || '\"') <> 1 \
     BEGIN SELECT RAISE(ABORT, 'a publication begins at its beginning'); END;\
     CREATE TRIGGER ways_follow BEFORE UPDATE ON ways \
     WHEN NEW.pack <> OLD.pack OR NEW.document <> OLD.document OR NEW.body <> OLD.body \
     OR instr(NEW.state, '{\"stage\":\"' || NEW.stage || '\"') <> 1 \
     OR instr(' returned>returned returned>pack_complete pack_complete>returned pack_complete>confidentiality_reviewed \
confidentiality_reviewed>returned confidentiality_reviewed>signed confidentiality_reviewed>kept signed>published published>withdrawing \
kept>pack_complete withdrawing>published withdrawing>withdrawn ', ' ' || OLD.stage || '>' || NEW.stage || ' ') = 0 \
     BEGIN SELECT RAISE(ABORT, 'this stage does not follow from that'); END;\
     CREATE TRIGGER ways_remain BEFORE DELETE ON ways BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END";

/// How many a list shows at once.
const PAGE: usize = 50;

/// What somebody asks for of the list.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Look {
    /// Only those that are so far.
    pub stage: Option<Stage>,
    /// Only those that last changed before this one of an earlier answer.
    pub before: Option<u64>,
}

/// Publications at the desk, the last changed first.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Publications"))]
pub struct Listed {
    /// Some of them.
    publications: Vec<Standing>,
    /// Where the others begin (`before`); none where these are all.
    next: Option<u64>,
}

/// One of them with its pack.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "OpenedPublication"))]
pub struct Opened {
    /// How it stands.
    publication: Standing,
    /// The JSON of the pack, byte for byte.
    pack: String,
}

/// What came of a step.
#[derive(Debug)]
pub struct Came {
    /// How it stands.
    pub standing: Standing,
    /// Whether that is new.
    pub is_new: bool,
    /// That it was returned at once, and for what: kept, and refused all the same.
    pub returned: Option<Problem>,
}

/// What a step is done to, as the audit trail names it.
pub fn object(pack: Digest) -> String {
    format!("pack/{pack}")
}

#[derive(Deserialize)]
struct Kept {
    state: String,
    body: String,
}

#[derive(Deserialize)]
struct Line {
    state: String,
    change: u64,
}

#[derive(Deserialize)]
struct Count {
    n: u64,
}

/// A publication with its pack.
pub fn filed(sql: &SqlStorage, pack: Digest) -> Result<Option<Filed>, Problem> {
    let found: Option<Kept> = row(sql, "SELECT state, body FROM ways WHERE pack = ?", vec![text(pack)])?;
    let read = |kept: Kept| Filed::read(&kept.state, kept.body);
    found.map(read).transpose().map_err(|wrong| {
        log::fault("a row of the gate", format!("{}: {wrong}", object(pack)));
        Problem::new(
            409,
            "not_as_kept",
            "这一件的记录不完整或者被改动过，不能再办。请重新提交一份新的。",
            "What is kept of this publication is incomplete or was changed, so nothing more is done with it. Hand up a new one.",
        )
    })
}

/// Takes a step. `known` is what the record says of it.
pub fn take(sql: &SqlStorage, by: &Actor, step: Step, known: Known, now: DateTime<Utc>) -> Result<Came, Problem> {
    let before = filed(sql, step.pack())?;
    let body = match &step {
        Step::HandUp(sent) => sent.pack.clone(),
        _ => before.as_ref().map(|filed| filed.body().to_owned()).unwrap_or_default(),
    };
    let grounds = grounds(sql, &step, before.as_ref(), known)?;
    match step.take(before, by, &grounds, now).map_err(|why| refused(&why))? {
        Taken::Before(stands) => Ok(Came { standing: stands.standing(by), is_new: false, returned: None }),
        Taken::Now { stands, record, replaced } => {
            if let Some(replaced) = replaced {
                keep(sql, &Publication::Returned(replaced), None)?;
            }
            keep(sql, &stands, Some(&body))?;
            if let Some(record) = record {
                let append = Append { entry: record.entry, amendment: record.amendment, pack: record.text };
                outbox::put(sql, Target::Register, "/append", &append)?;
            }
            let standing = stands.standing(by);
            let by_the_check = stands.as_returned().is_some_and(Returned::is_by_the_check);
            let returned = by_the_check.then(|| incomplete(standing.remarks.clone()));
            Ok(Came { standing, is_new: true, returned })
        }
    }
}

fn grounds(sql: &SqlStorage, step: &Step, before: Option<&Filed>, known: Known) -> Result<Grounds, Problem> {
    let replaced = match step {
        Step::HandUp(sent) => sent.replaces.map(|pack| filed(sql, pack)).transpose()?.flatten(),
        _ => None,
    };
    let count = |query: &str, bound| -> Result<u64, Problem> {
        let found: Option<Count> = row(sql, query, bound)?;
        Ok(found.map_or(0, |count| count.n))
    };
    let document: Option<&DocumentId> = before.map(|filed| filed.publication().document());
    let on_its_way = match document {
        Some(document) => count(
            "SELECT COUNT(*) AS n FROM ways WHERE document = ? AND stage = 'signed' AND pack <> ?",
            vec![text(document), text(step.pack())],
        )?,
        None => 0,
    };
    Ok(Grounds {
        published: known.published,
        last: known.last,
        replaced: replaced.and_then(|filed| filed.publication().as_returned().cloned()),
        on_its_way: on_its_way > 0,
        open: usize::try_from(count("SELECT COUNT(*) AS n FROM ways WHERE open", vec![])?).unwrap_or(usize::MAX),
    })
}

/// Keeps how it stands; `body` where it may be new.
fn keep(sql: &SqlStorage, publication: &Publication, body: Option<&str>) -> Result<(), Problem> {
    let (pack, stage) = (publication.pack(), publication.stage().name());
    let state = publication.to_state().map_err(|why| refused(&why))?;
    let last: Option<Count> = row(sql, "SELECT COALESCE(MAX(change), 0) AS n FROM ways", vec![])?;
    let change = integer(last.map_or(0, |last| last.n) + 1);
    let open = SqlStorageValue::Integer(i64::from(publication.is_open()));
    let is_known: Option<Count> = row(sql, "SELECT 1 AS n FROM ways WHERE pack = ?", vec![text(pack)])?;
    match body {
        Some(body) if is_known.is_none() => sql.exec(
            "INSERT INTO ways VALUES (?, ?, ?, ?, ?, ?, ?)",
            vec![text(pack), text(publication.document()), text(stage), open, change, text(state), text(body)],
        )?,
        _ => sql.exec(
            "UPDATE ways SET stage = ?, open = ?, change = ?, state = ? WHERE pack = ?",
            vec![text(stage), open, change, text(state), text(pack)],
        )?,
    };
    Ok(())
}

/// The register has entered something; whether that is new.
pub fn enter(sql: &SqlStorage, entered: &Entered, now: DateTime<Utc>) -> Result<bool, Problem> {
    let pack = entered.entry.pack;
    // What cannot be read or was not signed so waits for somebody to look, and holds up nothing else.
    let Ok(Some(signed)) = filed(sql, pack) else { return Ok(false) };
    match signed.publication().clone().enter(entered, now) {
        Ok(Some(published)) => keep(sql, &published, None).map(|()| true),
        Ok(None) => Ok(false),
        Err(why) => {
            log::fault("what the register entered", format!("{}: {why}", object(pack)));
            Ok(false)
        }
    }
}

/// The publications that somebody's own step needs to see.
pub fn list(sql: &SqlStorage, by: &Actor, look: Look) -> Result<Listed, Problem> {
    let stages = Stage::ALL.into_iter().filter(|stage| stage.is_shown_to(by.role));
    let stages = stages.filter(|stage| look.stage.is_none_or(|wanted| wanted == *stage));
    let names: Vec<String> = stages.map(|stage| format!("'{}'", stage.name())).collect();
    let query = format!(
        "SELECT state, change FROM ways WHERE stage IN ({}) AND change < ? ORDER BY change DESC LIMIT ?",
        names.join(", ")
    );
    let most = u64::try_from(PAGE).unwrap_or_default() + 1;
    let found: Vec<Line> = rows(sql, &query, vec![integer(look.before.unwrap_or(u64::MAX)), integer(most)])?;
    let next = found.get(PAGE).and_then(|_| found.get(PAGE - 1)).map(|last| last.change);
    let standing = |line: &Line| Standing::read(&line.state, by);
    let publications = found.iter().take(PAGE).map(standing).collect::<Result<_, _>>()?;
    Ok(Listed { publications, next })
}

/// One with its pack, where somebody's own step needs to see it.
pub fn open(sql: &SqlStorage, by: &Actor, pack: Digest) -> Result<Opened, Problem> {
    let found: Option<Kept> = row(sql, "SELECT state, body FROM ways WHERE pack = ?", vec![text(pack)])?;
    let Kept { state, body } = found.ok_or_else(Problem::not_found)?;
    let publication = Standing::read(&state, by)?;
    if !publication.stage.is_shown_to(by.role) {
        return Err(Problem::not_found());
    }
    Ok(Opened { publication, pack: body })
}

fn incomplete(findings: Vec<Remark>) -> Problem {
    let BilingualText { zh, en } = missing(&findings);
    Problem::new(422, "incomplete", &zh, &en).with(findings)
}

fn refused(why: &GateRefusal) -> Problem {
    let BilingualText { zh, en } = why.message();
    match why {
        GateRefusal::Forbidden(_) | GateRefusal::OtherAgency(_) => Problem::forbidden(),
        GateRefusal::SamePerson(_) => Problem::new(403, "same_person", &zh, &en),
        GateRefusal::NotAPack(_) => Problem::malformed(),
        GateRefusal::TooLarge(_) => Problem::too_large(),
        GateRefusal::Missing(remarks) => incomplete(remarks.clone()),
        GateRefusal::Incomplete(findings) => {
            let findings = findings.iter().cloned().map(Remark::from).collect();
            Problem::new(422, "incomplete", &zh, &en).with(findings)
        }
        GateRefusal::NameTaken(_) => Problem::new(409, "name_taken", &zh, &en),
        GateRefusal::Superseded(_) => Problem::new(409, "changed", &zh, &en),
        GateRefusal::NotNow(_) => Problem::new(409, "not_now", &zh, &en),
        GateRefusal::NotReviewed => Problem::new(409, "not_reviewed", &zh, &en),
        GateRefusal::OtherAttribute(_) => Problem::new(409, "other_attribute", &zh, &en),
        GateRefusal::PlanLater(_) => Problem::new(409, "plan_later", &zh, &en),
        GateRefusal::NotReturned(_) => Problem::new(409, "not_returned", &zh, &en),
        GateRefusal::TooManyOpen => Problem::new(409, "too_many_open", &zh, &en),
        GateRefusal::Remarks | GateRefusal::Reason => Problem::new(422, "reason", &zh, &en),
        GateRefusal::NotFound(_) => Problem::not_found(),
        GateRefusal::NotEntered | GateRefusal::Unwritable(_) => Problem::internal(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_lets_one_stage_follow_another_where_the_gate_does() {
        let (_, after) = TABLE.split_once("OR instr(' ").unwrap();
        let edges = after.split_once(" ', ").unwrap().0;
        let mut written: Vec<&str> = edges.split(' ').collect();
        let follow = |stage: Stage| {
            Stage::followed_by(Some(stage)).iter().map(move |next| format!("{}>{}", stage.name(), next.name()))
        };
        let mut said: Vec<String> = Stage::ALL.into_iter().flat_map(follow).collect();
        written.sort_unstable();
        said.sort_unstable();
        assert_eq!(written, said);
        let begin: Vec<String> = Stage::followed_by(None).iter().map(|stage| format!("'{}'", stage.name())).collect();
        assert!(TABLE.contains(&format!("NOT IN ({})", begin.join(", "))));
    }
}
