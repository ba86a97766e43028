//! The working days by which an agency's clocks run: the published years, and those that the district's office loaded since.

use chrono::{DateTime, Utc};
use mingbai_shared::agencies::AGENCIES;
use mingbai_shared::calendar::{Calendar, Year};
use mingbai_shared::deadline::District;
use mingbai_shared::names::AgencyId;
use mingbai_shared::register::year::{NotLoaded, YearEntry, loadable, with_years};
use mingbai_shared::roles::Action;
use mingbai_shared::trail::Deed;
use serde::{Deserialize, Serialize};
use worker::SqlStorage;

use super::{cases, trail};
use crate::audit;
use crate::caller::Caller;
use crate::objects::ledger;
use crate::outbox::{self, Target};
use crate::problem::Problem;

/// Where the loaded years stand, as a fact.
const YEARS: &str = "years";

/// A year that was loaded, and by whom.
#[derive(Debug, Serialize, Deserialize)]
pub struct Loaded {
    /// Its entry in the public record.
    pub entry: YearEntry,
    /// Who loaded it.
    pub by: Caller,
}

/// Which year was loaded.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LoadedYear {
    /// None where it is known as it is.
    pub year: Option<i32>,
}

/// What an agency knows of the calendar.
pub fn known(sql: &SqlStorage) -> Result<Calendar, Problem> {
    Ok(with_years(Calendar::published(), years(sql)?.iter().map(|year| year.plan.as_str())))
}

/// The years that were loaded, in their order: also one that was loaded again after another had taken its place.
fn years(sql: &SqlStorage) -> Result<Vec<YearEntry>, Problem> {
    Ok(ledger::fact(sql, YEARS)?.map(|years| serde_json::from_str(&years)).transpose()?.unwrap_or_default())
}

/// Loads a year for the whole district: into the public record, and to every agency, this one among them. The answer is the year; none where it is known
/// as it is.
pub fn load_for_district(
    sql: &SqlStorage,
    agency: &AgencyId,
    by: &Caller,
    plan: &str,
    at: DateTime<Utc>,
) -> Result<Option<i32>, Problem> {
    let known = known(sql)?;
    let read = loadable(&known, plan).map_err(|wrong| refused(&wrong))?;
    if known.years().contains(&read) {
        return Ok(None);
    }
    let entry = YearEntry::new(&read, at);
    let year = entry.year;
    trail::append(sql, agency, &audit::done(by, Action::LoadCalendar, &object(year)))?;
    outbox::put(sql, Target::Register, "/years", &entry)?;
    let loaded = Loaded { entry, by: by.clone() };
    // Its own clocks at once, so that a second year finds the first.
    take(sql, agency, &loaded, at)?;
    for other in AGENCIES.iter().filter(|other| other.id != agency.as_str()) {
        outbox::put(sql, Target::Agency(other.id), "/years", &(other.id, &loaded))?;
    }
    Ok(Some(year))
}

/// Takes a year that was loaded: every open clock is counted again, each date that moves is noted, kept with its case and told to its person.
pub fn take(
    sql: &SqlStorage,
    agency: &AgencyId,
    Loaded { entry, by }: &Loaded,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    let mut years = years(sql)?;
    // Told twice: an entry is the same only with its instant.
    if years.contains(entry) {
        return Ok(());
    }
    let before = known(sql)?;
    years.push(entry.clone());
    ledger::set_fact(sql, YEARS, &serde_json::to_string(&years)?)?;
    let after = known(sql)?;
    for case in cases::all(sql)? {
        let recounted = case.recounted(entry.year, &before, &after, &District::default(), at);
        let Some((case, moved)) = recounted else { continue };
        let deed = audit::done(by, Action::LoadCalendar, &format!("case/{}", case.id));
        let why = format!("{}: {} -> {}", object(entry.year), moved.before, moved.after);
        trail::append(sql, agency, &Deed { at, why: Some(why), ..deed })?;
        cases::keep(sql, &case)?;
    }
    Ok(())
}

/// What it is to the audit trail.
pub fn object(year: i32) -> String {
    format!("calendar/{year}")
}

fn refused(wrong: &NotLoaded) -> Problem {
    let message = wrong.message();
    Problem::new(422, "not_a_year", &message.zh, &message.en)
}

/// The year that a text is of, for the audit trail of what is refused.
pub fn year_of(plan: &str) -> String {
    plan.parse::<Year>().map_or_else(|_| "calendar".to_owned(), |year| object(year.number()))
}
