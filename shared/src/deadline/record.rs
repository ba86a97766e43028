//! A proof as JSON, in the form of docs/deadlines.md.

use chrono::NaiveDate;
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::point::Point;
use super::proof::{DayIs, Due, Outcome, Proof, StandIn, Step, What};
use super::wording;
use crate::words::Language;

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut proof = to.serialize_struct("Proof", 18)?;
        proof.serialize_field("rule", &self.rule)?;
        proof.serialize_field("unit", self.limit.unit())?;
        proof.serialize_field("limit", &self.limit)?;
        proof.serialize_field("start", &self.start)?;
        proof.serialize_field("basis", &self.basis)?;
        proof.serialize_field("start_because", &wording::start_because(self, Language::Zh))?;
        proof.serialize_field("start_because_en", &wording::start_because(self, Language::En))?;
        proof.serialize_field("due", &self.outcome.due())?;
        let provisional = self.outcome.due_at_latest().is_some_and(Due::is_provisional);
        proof.serialize_field("provisional", &provisional)?;
        proof.serialize_field("range", &self.outcome.due().and_then(|due| Range::of(due, &self.years)))?;
        proof.serialize_field("waiting", &Waiting::of(self))?;
        proof.serialize_field("cites", &self.cites)?;
        proof.serialize_field("flags", &self.flags)?;
        proof.serialize_field("notices", &self.notices)?;
        proof.serialize_field("parameters", &self.district)?;
        proof.serialize_field("steps", &self.steps)?;
        proof.serialize_field("text_zh", &wording::text(self, Language::Zh))?;
        proof.serialize_field("text_en", &wording::text(self, Language::En))?;
        proof.end()
    }
}

/// As its day, of a range the earliest, of hours the instant.
impl Serialize for Due {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Due::On(day) => day.serialize(to),
            Due::At(instant) => Point::Instant(*instant).serialize(to),
            Due::Between { earliest, .. } => earliest.serialize(to),
        }
    }
}

#[derive(serde::Serialize)]
struct Range<'a> {
    earliest: NaiveDate,
    latest: NaiveDate,
    years: Vec<i32>,
    days: Vec<&'a str>,
}

impl Range<'_> {
    fn of(due: Due, years: &[StandIn]) -> Option<Range<'_>> {
        match due {
            Due::Between { earliest, latest } => {
                let (years, days) = years.iter().map(|stand_in| (stand_in.year, stand_in.days.as_str())).unzip();
                Some(Range { earliest, latest, years, days })
            }
            Due::On(_) | Due::At(_) => None,
        }
    }
}

#[derive(serde::Serialize)]
struct Waiting<'a> {
    r#for: super::event::Question,
    since: NaiveDate,
    reply_by: Option<NaiveDate>,
    if_silent: Option<IfSilent<'a>>,
}

#[derive(serde::Serialize)]
struct IfSilent<'a> {
    due: Due,
    range: Option<Range<'a>>,
}

impl Waiting<'_> {
    fn of(proof: &Proof) -> Option<Waiting<'_>> {
        let Outcome::Waiting { question, since, reply_by, if_silent } = proof.outcome else { return None };
        let if_silent = if_silent.map(|due| IfSilent { due, range: Range::of(due, &proof.years) });
        Some(Waiting { r#for: question, since, reply_by, if_silent })
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut step = to.serialize_map(None)?;
        step.serialize_entry("day", &self.day)?;
        step.serialize_entry("step", name(&self.what))?;
        match &self.what {
            What::Event(event, working_days) => {
                step.serialize_entry("event", event)?;
                if let Some(days) = working_days {
                    step.serialize_entry("working_days", days)?;
                }
            }
            What::Counted(n, _) => step.serialize_entry("n", n)?,
            What::Paused(by, _) | What::Restart(by, _) => step.serialize_entry("by", by)?,
            What::Void(by, _) => step.serialize_entry("by", by)?,
            What::Start | What::Rest(_) | What::Moved(_) | What::Unknown | What::Due => {}
        }
        if let Some(DayIs { kind, by }) = self.day_is() {
            step.serialize_entry("kind", kind)?;
            if let Some((name, notice)) = by {
                step.serialize_entry("name", name)?;
                step.serialize_entry("notice", &u32::try_from(*notice).unwrap_or(u32::MAX))?;
            }
        }
        step.end()
    }
}

fn name(what: &What) -> &'static str {
    match what {
        What::Start => "start",
        What::Event(..) => "event",
        What::Counted(..) => "counted",
        What::Rest(_) => "rest",
        What::Paused(..) => "paused",
        What::Void(..) => "void",
        What::Restart(..) => "restart",
        What::Moved(_) => "moved",
        What::Unknown => "unknown",
        What::Due => "due",
    }
}
