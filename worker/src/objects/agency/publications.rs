//! The packs of an agency on their way to publication, each step by another person (办法 art. 46, 51).

use chrono::{DateTime, Utc};
use mingbai_shared::digest::Digest;
use mingbai_shared::names::DocumentId;
use mingbai_shared::pack::Pack;
use mingbai_shared::pack::gate::{Drafted, GateRefusal, Publication, Published};
use mingbai_shared::roles::{Action, Actor};
use serde::{Deserialize, Serialize};
use worker::SqlStorage;

use crate::objects::register::Append;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{row, text};

/// The table, as a migration.
pub const TABLE: &str = "CREATE TABLE publications (pack TEXT PRIMARY KEY, state TEXT NOT NULL, body TEXT NOT NULL)";

/// One step of a publication.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Hand up the JSON of a pack.
    HandUp(String),
    /// Clear it after confidentiality review.
    Review(Digest),
    /// Sign it.
    Sign(Digest),
}

/// Where a publication stands after a step.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stage {
    /// The pack's digest.
    pub id: Digest,
    /// How far it has come.
    pub stage: Reached,
}

/// How far a publication has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Reached {
    /// Waits for review.
    Drafted,
    /// Waits for signature.
    Reviewed,
    /// In the public record, or on its way there.
    Published,
}

impl Step {
    /// What it is to the table of who may do what.
    pub fn action(&self) -> Action {
        match self {
            Step::HandUp(_) => Action::Draft,
            Step::Review(_) => Action::Review,
            Step::Sign(_) => Action::Sign,
        }
    }

    /// What it is done to, as the audit trail names it.
    pub fn object(&self) -> String {
        let pack = match self {
            Step::HandUp(pack) => Digest::of(pack.as_bytes()),
            Step::Review(pack) | Step::Sign(pack) => *pack,
        };
        format!("pack/{pack}")
    }
}

/// The policies that what is handed up asks for.
pub fn asked_for(step: &Step) -> Vec<DocumentId> {
    let pack: Option<Pack> = if let Step::HandUp(pack) = step { serde_json::from_str(pack).ok() } else { None };
    pack.iter().flat_map(Pack::others).cloned().collect()
}

/// Takes a step. `published` are the packs that what is handed up asks for, and those that these do.
pub fn take(
    sql: &SqlStorage,
    actor: &Actor,
    step: &Step,
    published: &[Pack],
    at: DateTime<Utc>,
) -> Result<Stage, Problem> {
    match step {
        Step::HandUp(pack) => hand_up(sql, actor, pack, published),
        Step::Review(pack) => review(sql, actor, *pack),
        Step::Sign(pack) => sign(sql, actor, *pack, at),
    }
}

#[derive(Deserialize)]
struct Kept {
    state: String,
    body: String,
}

fn kept(sql: &SqlStorage, pack: Digest) -> Result<Option<(Publication, String)>, Problem> {
    let found: Option<Kept> = row(sql, "SELECT state, body FROM publications WHERE pack = ?", vec![text(pack)])?;
    Ok(found.map(|kept| serde_json::from_str(&kept.state).map(|state| (state, kept.body))).transpose()?)
}

fn keep(sql: &SqlStorage, pack: Digest, publication: &Publication, body: &str) -> Result<Stage, Problem> {
    sql.exec(
        "INSERT INTO publications VALUES (?, ?, ?) ON CONFLICT (pack) DO UPDATE SET state = excluded.state",
        vec![text(pack), text(serde_json::to_string(publication)?), text(body)],
    )?;
    Ok(stage(pack, publication))
}

fn stage(id: Digest, publication: &Publication) -> Stage {
    let stage = match publication {
        Publication::Drafted(_) => Reached::Drafted,
        Publication::Reviewed(_) => Reached::Reviewed,
        Publication::Published(_) => Reached::Published,
    };
    Stage { id, stage }
}

/// A pack that was handed up before stays where it is.
fn hand_up(sql: &SqlStorage, actor: &Actor, body: &str, published: &[Pack]) -> Result<Stage, Problem> {
    let drafted = Drafted::hand_up(body.as_bytes(), actor, published).map_err(refused)?;
    let id = drafted.pack();
    match kept(sql, id)? {
        Some((publication, _)) => Ok(stage(id, &publication)),
        None => keep(sql, id, &Publication::Drafted(drafted), body),
    }
}

fn review(sql: &SqlStorage, actor: &Actor, pack: Digest) -> Result<Stage, Problem> {
    actor.may_at_home(Action::Review).map_err(|_| Problem::forbidden())?;
    match kept(sql, pack)?.ok_or_else(Problem::not_found)? {
        (Publication::Drafted(drafted), body) => {
            let reviewed = drafted.review(actor).map_err(refused)?;
            keep(sql, pack, &Publication::Reviewed(reviewed), &body)
        }
        (later, _) => Ok(stage(pack, &later)),
    }
}

fn sign(sql: &SqlStorage, actor: &Actor, pack: Digest, at: DateTime<Utc>) -> Result<Stage, Problem> {
    actor.may_at_home(Action::Sign).map_err(|_| Problem::forbidden())?;
    match kept(sql, pack)?.ok_or_else(Problem::not_found)? {
        (Publication::Reviewed(reviewed), body) => {
            let published: Published = reviewed.sign(actor, at).map_err(refused)?;
            let append = Append { entry: published.entry(), pack: body.clone() };
            outbox::put(sql, Target::Register, "/append", &append)?;
            keep(sql, pack, &Publication::Published(published), &body)
        }
        (Publication::Drafted(_), _) => Err(Problem::new(
            409,
            "not_reviewed",
            "还没有经过保密审查，不能签发（办法第51条）。",
            "It has not been reviewed for confidentiality, so it cannot be signed (办法 art. 51).",
        )),
        (done, _) => Ok(stage(pack, &done)),
    }
}

fn refused(refusal: GateRefusal) -> Problem {
    match refusal {
        GateRefusal::Forbidden(_) | GateRefusal::OtherAgency(_) => Problem::forbidden(),
        GateRefusal::SamePerson(_) => Problem::new(
            403,
            "same_person",
            "起草、审查、签发要由三个人分别完成。",
            "Drafting, review and signature are done by three different people.",
        ),
        GateRefusal::NotAPack(_) => Problem::malformed(),
        GateRefusal::TooLarge(_) => Problem::too_large(),
        GateRefusal::Incomplete(findings) => {
            let joined = |text: fn(&mingbai_shared::pack::Finding) -> &str, separator| {
                findings.iter().map(text).collect::<Vec<_>>().join(separator)
            };
            let zh = format!("退文：{}", joined(|finding| &finding.message_zh, "；"));
            let en = format!("Returned: {}", joined(|finding| &finding.message_en, "; "));
            Problem::new(422, "incomplete", &zh, &en)
        }
    }
}
