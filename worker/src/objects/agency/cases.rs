//! The cases of an agency: kept whole here, followed by its staff without who asks (`shared::request::ListedCase`).

use chrono::{DateTime, Utc};
use mingbai_shared::request::{Applicant, Case, CaseNumber, Purpose};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use worker::SqlStorage;

use crate::objects::ledger;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{row, rows, text};

/// The table, as a migration; what stood in the rows that staff follow moves here, and they follow the rest anew.
pub const TABLE: &str = "CREATE TABLE cases (id TEXT PRIMARY KEY, body TEXT NOT NULL);\
     INSERT INTO cases SELECT substr(key, 6), body FROM rows WHERE key LIKE 'case/%' AND body IS NOT NULL;\
     UPDATE rows SET change = change + (SELECT MAX(change) FROM rows), body = json_patch(json_remove(body, '$.form'), json_object(\
       'agency', json_extract(body, '$.form.agency'), 'wanted', json_extract(body, '$.form.wanted'),\
       'medium', json_extract(body, '$.form.medium'), 'delivery', json_extract(body, '$.form.delivery'),\
       'organisation', json(iif(json_type(body, '$.form.applicant.organisation') IS NULL, 'false', 'true')),\
       'name', COALESCE(json_extract(body, '$.form.applicant.organisation.name'),\
                        substr(json_extract(body, '$.form.applicant.citizen.name'), 1, 1) || '**')))\
     WHERE key LIKE 'case/%' AND body IS NOT NULL";

/// What somebody reads, and what for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadApplicant {
    /// Of which case.
    pub case: Uuid,
    /// What for.
    pub purpose: Purpose,
}

/// Who asks, and how they are reached.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Asker {
    applicant: Applicant,
    telephone: String,
    /// Where to write to; may be empty.
    address: String,
}

/// Registers a case, once: it gets the next number of its year.
pub fn take(sql: &SqlStorage, case: Case, at: DateTime<Utc>) -> Result<(), Problem> {
    if find(sql, case.id)?.is_some() {
        return Ok(());
    }
    let last: Option<CaseNumber> =
        ledger::fact(sql, "last_number")?.map(|number| serde_json::from_str(&number)).transpose()?;
    let case = case.register(last, at);
    if let Some(number) = case.number() {
        ledger::set_fact(sql, "last_number", &serde_json::to_string(&number)?)?;
    }
    keep(sql, &case)
}

/// Keeps a case as it is now, for the desk and, through the outbox, for its person.
pub fn keep(sql: &SqlStorage, case: &Case) -> Result<(), Problem> {
    let query = "INSERT INTO cases VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
    sql.exec(query, vec![text(case.id), text(serde_json::to_string(case)?)])?;
    ledger::put(sql, &format!("case/{}", case.id), &serde_json::to_string(&case.listed())?)?;
    outbox::put(sql, Target::Person(case.person.as_str()), "/case", case)?;
    Ok(())
}

/// Every case, whole.
pub fn all(sql: &SqlStorage) -> Result<Vec<Case>, Problem> {
    let kept: Vec<Kept> = rows(sql, "SELECT body FROM cases", vec![])?;
    Ok(kept.iter().map(|kept| serde_json::from_str(&kept.body)).collect::<Result<_, _>>()?)
}

#[derive(Deserialize)]
struct Kept {
    body: String,
}

/// A case, whole.
pub fn find(sql: &SqlStorage, id: Uuid) -> Result<Option<Case>, Problem> {
    let kept: Option<Kept> = row(sql, "SELECT body FROM cases WHERE id = ?", vec![text(id)])?;
    Ok(kept.map(|kept| serde_json::from_str(&kept.body)).transpose()?)
}

impl From<&Case> for Asker {
    fn from(case: &Case) -> Asker {
        let form = &case.form;
        Asker { applicant: form.applicant.clone(), telephone: form.telephone.clone(), address: form.address.clone() }
    }
}
