//! A proof as its JSON has it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;

use super::wrong::{Expected, Wrong};
use super::{MOST_BYTES, MOST_STEPS};
use crate::deadline::district::District;
use crate::deadline::event::{EventKind, Question};
use crate::deadline::lists;
use crate::deadline::rule::{Limit, RuleId};
use crate::deadline::timeline::Basis;
use crate::iso;
use crate::law::Citation;

#[derive(Debug, Deserialize)]
struct Written {
    rule: RuleId,
    unit: String,
    limit: serde_json::Value,
    start: String,
    start_because: String,
    start_because_en: String,
    // Each of these is written, as `null` where it is not: what is left out may have been cut out.
    #[serde(deserialize_with = "Option::deserialize")]
    basis: Option<Basis>,
    #[serde(deserialize_with = "Option::deserialize")]
    due: Option<String>,
    provisional: bool,
    #[serde(deserialize_with = "Option::deserialize")]
    range: Option<Range>,
    #[serde(deserialize_with = "Option::deserialize")]
    waiting: Option<Waiting>,
    cites: Vec<Citation>,
    flags: Vec<Flag>,
    notices: Vec<Notice>,
    parameters: District,
    steps: Vec<WrittenStep>,
    text_zh: String,
    text_en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    #[serde(deserialize_with = "iso::of_day")]
    day: NaiveDate,
    step: Name,
    n: Option<u32>,
    kind: Option<Kind>,
    by: Option<By>,
    name: Option<String>,
    notice: Option<usize>,
    event: Option<EventKind>,
    working_days: Option<u32>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Name {
    Start,
    Event,
    Counted,
    Rest,
    Paused,
    Void,
    Restart,
    Moved,
    Unknown,
    Due,
}

/// A day, or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Day(NaiveDate),
    Instant(DateTime<Utc>),
}

impl Point {
    fn read(text: &str) -> Option<Point> {
        let instant = || DateTime::parse_from_rfc3339(text).ok().map(|instant| Point::Instant(instant.to_utc()));
        iso::day(text).map(Point::Day).or_else(instant)
    }

    /// Its day on the clocks of Shanghai.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Point::Day(day) => Some(day),
            Point::Instant(instant) => instant.checked_add_signed(TimeDelta::hours(8)).map(|there| there.date_naive()),
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Range {
    #[serde(deserialize_with = "iso::of_day")]
    pub earliest: NaiveDate,
    #[serde(deserialize_with = "iso::of_day")]
    pub latest: NaiveDate,
    pub years: Vec<i32>,
    pub days: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Waiting {
    #[serde(rename = "for")]
    pub question: Question,
    #[serde(deserialize_with = "iso::of_day")]
    pub since: NaiveDate,
    #[serde(deserialize_with = "iso::of_day_or_none")]
    pub reply_by: Option<NaiveDate>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub if_silent: Option<IfSilent>,
}

#[derive(Debug, Deserialize)]
pub(super) struct IfSilent {
    #[serde(deserialize_with = "iso::of_day")]
    pub due: NaiveDate,
    #[serde(deserialize_with = "Option::deserialize")]
    pub range: Option<Range>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FlagCode {
    CorrectionLate,
    SilenceEarly,
    AskedAfterDue,
    Lapsed,
}

impl FlagCode {
    pub fn name(self) -> &'static str {
        match self {
            FlagCode::CorrectionLate => "correction_late",
            FlagCode::SilenceEarly => "silence_early",
            FlagCode::AskedAfterDue => "asked_after_due",
            FlagCode::Lapsed => "lapsed",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Flag {
    pub code: FlagCode,
    #[serde(deserialize_with = "iso::of_day")]
    pub day: NaiveDate,
}

#[derive(Debug, Deserialize)]
pub(super) struct Notice {
    #[serde(deserialize_with = "iso::of_day")]
    pub issued_on: NaiveDate,
}

/// What a day is by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Weekday,
    Weekend,
    Holiday,
    Makeup,
}

impl Kind {
    pub fn works(self) -> bool {
        matches!(self, Kind::Weekday | Kind::Makeup)
    }
}

/// Why a working day is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum By {
    ThirdParty,
    Organ,
    CoMaker,
    Correction,
    Fee,
    Lapsed,
}

impl By {
    pub fn question(self) -> Option<Question> {
        Some(match self {
            By::ThirdParty => Question::ThirdParty,
            By::Organ => Question::Organ,
            By::CoMaker => Question::CoMaker,
            By::Correction => Question::Correction,
            By::Fee => Question::Fee,
            By::Lapsed => return None,
        })
    }
}

#[derive(Debug)]
pub(super) struct Step {
    pub day: NaiveDate,
    pub what: What,
    pub kind: Option<Kind>,
    /// An index into the notices.
    pub notice: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Start,
    Event {
        kind: EventKind,
        working_days: Option<u32>,
    },
    Counted(u32),
    Rest,
    Paused(Question),
    /// By a question to the applicant, or because the period had run out.
    Void(Option<Question>),
    Restart(Question),
    Moved,
    Unknown,
    Due,
}

#[derive(Debug)]
pub(super) struct Proof {
    pub rule: RuleId,
    pub start: Point,
    /// The legal day of the start.
    pub start_day: NaiveDate,
    pub basis: Option<Basis>,
    pub due: Option<Point>,
    pub provisional: bool,
    pub range: Option<Range>,
    pub waiting: Option<Waiting>,
    pub cites: Vec<Citation>,
    pub flags: Vec<Flag>,
    pub notices: Vec<Notice>,
    pub parameters: District,
    pub steps: Vec<Step>,
    unit: String,
    limit: serde_json::Value,
}

impl Proof {
    pub fn read(json: &[u8]) -> Result<Proof, Wrong> {
        if json.len() > MOST_BYTES {
            return Err(Wrong::TooLong(json.len()));
        }
        let lists = ["cites", "flags", "notices", "steps", "years", "days"];
        let written: Written = lists::read(&lists, json).map_err(Wrong::NotAProof)?;
        if written.steps.len() > MOST_STEPS {
            return Err(Wrong::TooManySteps(written.steps.len()));
        }
        let Written {
            rule, unit, limit, basis, provisional, range, waiting, cites, flags, notices, parameters, ..
        } = written;
        let a_point = || Expected::Value("a day or an instant".to_owned());
        let start = Point::read(&written.start).ok_or_else(|| Wrong::member("start", a_point()))?;
        let start_day = start.day().ok_or_else(|| Wrong::member("start", a_point()))?;
        let due = match written.due {
            Some(text) => Some(Point::read(&text).ok_or_else(|| Wrong::member("due", a_point()))?),
            None => None,
        };
        for (member, text) in [
            ("start_because", written.start_because),
            ("start_because_en", written.start_because_en),
            ("text_zh", written.text_zh),
            ("text_en", written.text_en),
        ] {
            if text.trim().is_empty() {
                return Err(Wrong::member(member, Expected::Something));
            }
        }
        let steps = written.steps.into_iter().enumerate().map(|(index, step)| step.read(index, notices.len()));
        let steps = steps.collect::<Result<_, _>>()?;
        Ok(Proof {
            rule,
            start,
            start_day,
            basis,
            due,
            provisional,
            range,
            waiting,
            cites,
            flags,
            notices,
            parameters,
            steps,
            unit,
            limit,
        })
    }

    /// The limit, which is the rule's, or a shorter one of the district where the rule lets it choose.
    pub fn limit(&self) -> Result<Limit, Wrong> {
        let limit = match self.rule.rule().limit {
            Limit::WorkingDays(most) if self.rule == RuleId::RequestIntake => match self.parameters.intake_working_days
            {
                days if (1..=most).contains(&days) => Limit::WorkingDays(days),
                _ => {
                    return Err(Wrong::member(
                        "parameters",
                        Expected::Value("intake_working_days of 1 or 2".to_owned()),
                    ));
                }
            },
            limit => limit,
        };
        let written = serde_json::to_value(limit).map_err(|wrong| Wrong::NotAProof(wrong.to_string()))?;
        if self.limit != written {
            return Err(Wrong::member("limit", Expected::Value(written.to_string())));
        }
        let unit = limit.unit();
        if self.unit != unit { Err(Wrong::member("unit", Expected::Value(unit.to_owned()))) } else { Ok(limit) }
    }

    /// Whether it says of itself whether it is provisional as it should.
    pub fn check_provisional(&self, is: bool) -> Result<(), Wrong> {
        if self.provisional == is { Ok(()) } else { Err(Wrong::member("provisional", Expected::Value(is.to_string()))) }
    }

    /// That step `index` is wrong; where there is no such step, after the last.
    pub fn wrong(&self, index: usize, expected: Expected) -> Wrong {
        let step = self.steps.get(index).or(self.steps.last());
        Wrong::Step { index, day: step.map_or(self.start_day, |step| step.day), expected }
    }
}

impl WrittenStep {
    /// The step, where it has the members of its name and no others.
    fn read(self, index: usize, notices: usize) -> Result<Step, Wrong> {
        let day = self.day;
        let wrong = |expected| Wrong::Step { index, day, expected };
        let WrittenStep { step, n, kind, by, event, working_days, .. } = self;
        let what = match (step, n, by, event) {
            (Name::Start, None, None, None) => What::Start,
            (Name::Event, None, None, Some(kind)) => What::Event { kind, working_days },
            (Name::Counted, Some(n), None, None) => What::Counted(n),
            (Name::Rest, None, None, None) => What::Rest,
            (Name::Paused, None, Some(By::ThirdParty | By::Organ | By::CoMaker), None) => {
                What::Paused(by.and_then(By::question).ok_or_else(|| wrong(Expected::Members))?)
            }
            (Name::Void, None, Some(by @ (By::Correction | By::Fee | By::Lapsed)), None) => What::Void(by.question()),
            (Name::Restart, None, Some(By::Correction), None) => What::Restart(Question::Correction),
            (Name::Restart, None, Some(By::Fee), None) => What::Restart(Question::Fee),
            (Name::Moved, None, None, None) => What::Moved,
            (Name::Unknown, None, None, None) => What::Unknown,
            (Name::Due, None, None, None) => What::Due,
            _ => return Err(wrong(Expected::Members)),
        };
        if working_days.is_some() && !matches!(what, What::Event { kind: EventKind::Extended, .. }) {
            return Err(wrong(Expected::Members));
        }
        // What is not as the week has it needs a notice, and what is as the week has it needs none.
        let named = matches!(kind, Some(Kind::Holiday | Kind::Makeup));
        if named != self.notice.is_some_and(|notice| notice < notices) || named == self.notice.is_none() {
            return Err(wrong(Expected::Notice));
        }
        if named != self.name.is_some_and(|name| !name.trim().is_empty()) {
            return Err(wrong(Expected::Members));
        }
        Ok(Step { day, what, kind, notice: self.notice })
    }
}
