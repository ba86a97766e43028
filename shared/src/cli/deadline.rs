//! `mingbai deadline`: a date with its proof, the rules, what the law leaves open, and the check of a proof.

use chrono::NaiveDate;
use serde_json::json;

use super::calendar::calendar;
use super::{Refusal, day, outlook, print, read};
use crate::calendar::Calendar;
use crate::deadline::{self, District, OPEN_POINTS, RuleId, Timeline, prove};

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["file", "list", "check", "open_points", "moves"]))]
pub(super) struct Arguments {
    /// A timeline as JSON; for `--due-within` a list of them. `-` reads standard input.
    #[arg(value_name = "FILE")]
    file: Option<String>,
    /// Prints every rule, one a line.
    #[arg(long)]
    list: bool,
    /// Derives the date again from a proof alone, and says where the proof is wrong.
    #[arg(long, value_name = "FILE")]
    check: Option<String>,
    /// Prints what the law leaves open, how it is answered and why, one a line.
    #[arg(long)]
    open_points: bool,
    /// Prints which matters of a list are overdue, due today or within so many working days, and which wait, one a line; last those that are refused.
    /// A line of the list is a timeline with an "id".
    #[arg(long, value_name = "WORKING_DAYS", requires = "file", requires = "on", conflicts_with = "if_extended")]
    due_within: Option<u32>,
    /// Prints what comes of extending by so many working days: not extended, extended on the day of `--on`, extended on the day after.
    #[arg(long, value_name = "WORKING_DAYS", requires = "file", requires = "on")]
    if_extended: Option<u32>,
    /// The day to look from.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    on: Option<NaiveDate>,
    /// Prints which dates of a list the plans of `--with` change, one a line: {"id","change","before","after"}.
    #[arg(long, value_name = "FILE", requires = "with")]
    moves: Option<String>,
    /// The district's answers to what the law leaves open, as JSON.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "check"])]
    district: Option<String>,
    /// The plan of a year to count with, beyond the published ones or in place of one; can be given again.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "check", "open_points"])]
    with: Vec<String>,
}

const LARGEST_TIMELINE: usize = 100_000;
const LARGEST_PROOF: usize = 2_000_000;

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    match arguments {
        Arguments { list: true, .. } => list(),
        Arguments { open_points: true, .. } => open_points(&district(arguments.district.as_deref())?),
        Arguments { check: Some(file), .. } => check(file),
        Arguments { moves: Some(file), .. } => outlook::moves(
            file,
            &Calendar::published(),
            &calendar(&arguments.with)?,
            &district(arguments.district.as_deref())?,
        ),
        Arguments { file: Some(file), .. } => counted(file, arguments),
        Arguments { file: None, .. } => Ok(()),
    }
}

fn counted(file: &str, arguments: &Arguments) -> Result<(), Refusal> {
    let (calendar, district) = (calendar(&arguments.with)?, district(arguments.district.as_deref())?);
    if let (Some(within), Some(on)) = (arguments.due_within, arguments.on) {
        return outlook::due_within(file, within, on, &calendar, &district);
    }
    let refuse = |refusal: deadline::Refusal| {
        let mut said = Refusal::new(refusal.code(), refusal.message().en, file);
        said.cites.extend(refusal.cite());
        said
    };
    let timeline = Timeline::read(&sized(file, LARGEST_TIMELINE)?).map_err(refuse)?;
    if let (Some(working_days), Some(on)) = (arguments.if_extended, arguments.on) {
        return outlook::if_extended(&timeline, working_days, on, &calendar, &district);
    }
    print(&prove(&timeline, &calendar, &district).map_err(refuse)?)
}

fn list() -> Result<(), Refusal> {
    RuleId::ALL.iter().map(|id| id.rule()).try_for_each(|rule| {
        print(&json!({
            "id": rule.id,
            "title_zh": rule.title.zh,
            "title_en": rule.title.en,
            "cites": rule.cites,
            "unit": rule.limit.unit(),
            "limit": rule.limit,
            "sense": rule.sense,
            "start_zh": rule.start.zh,
            "start_en": rule.start.en,
        }))
    })
}

fn open_points(district: &District) -> Result<(), Refusal> {
    let answers = serde_json::to_value(district).unwrap_or_default();
    OPEN_POINTS.iter().try_for_each(|point| {
        print(&json!({
            "name": point.name,
            "value": answers.get(point.name),
            "question_zh": point.question.zh,
            "question_en": point.question.en,
            "reason_zh": point.reason.zh,
            "reason_en": point.reason.en,
        }))
    })
}

fn check(file: &str) -> Result<(), Refusal> {
    let checked =
        deadline::check(&sized(file, LARGEST_PROOF)?).map_err(|wrong| Refusal::new("wrong_proof", wrong, file))?;
    print(&checked)
}

fn district(file: Option<&str>) -> Result<District, Refusal> {
    let Some(file) = file else { return Ok(District::default()) };
    District::read(&sized(file, LARGEST_TIMELINE)?).map_err(|wrong| {
        let mut said = Refusal::new(wrong.code(), &wrong, file);
        said.cites.extend(wrong.cite());
        said
    })
}

fn sized(file: &str, most: usize) -> Result<Vec<u8>, Refusal> {
    let bytes = read(file, most)?;
    if bytes.len() > most {
        return Err(Refusal::new("too_large", format!("at most {most} bytes are read"), file));
    }
    Ok(bytes)
}
