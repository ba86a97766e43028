//! The clock of a case: what an agency notes of a request from its receipt on, and what a new calendar does to its date (条例 art. 30 to 35).
//!
//! The clock begins with the receipt in law, which for a request over the internet is the day on which both sides confirm (art. 31). What is noted is
//! what [`crate::deadline`] counts by; what the law does not allow is not noted.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use super::Case;
use crate::calendar::Calendar;
use crate::deadline::{
    self, Basis, District, Due, Event, EventKind, MOST_EVENTS, Outcome, Point, RuleId, Timeline, due,
};
use crate::roles::Action;
use crate::shanghai::legal_day;
use crate::words::{BilingualText, Language, date};

/// What was noted of a case since its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseClock {
    /// By which channel it came.
    pub basis: Basis,
    /// The day of receipt.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub received: NaiveDate,
    /// What happened since, in the order in which it was noted.
    #[serde(default)]
    pub events: Vec<Noted>,
    /// How its date moved when a year's working days were published.
    #[serde(default)]
    pub moved: Vec<Moved>,
}

/// One event, as it was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Noted {
    /// What happened.
    pub kind: EventKind,
    /// On which legal day.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub on: NaiveDate,
    /// Of an extension: by how many working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
    /// When it was noted.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
}

/// How many moves of its date a case keeps: the last ones. The trail has all.
const MOST_MOVED: usize = 20;

/// A date that moved with the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Moved {
    /// With the working days of which year.
    pub year: i32,
    /// When.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub at: DateTime<Utc>,
    /// What was said before.
    pub before: Stated,
    /// What is said now.
    pub after: Stated,
}

/// A due date as it was said: one day, or the first and last of a range. Neither while something is waited for without an end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stated {
    /// The day, or the first of the range.
    pub due: Option<NaiveDate>,
    /// The last of the range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<NaiveDate>,
    /// The code of the refusal, where the law does not allow what was noted by these working days: an extension that is late by them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

impl From<Result<Outcome, deadline::Refusal>> for Stated {
    fn from(outcome: Result<Outcome, deadline::Refusal>) -> Stated {
        let (due, latest) = match outcome.as_ref().ok().and_then(|outcome| outcome.due_at_latest()) {
            Some(Due::Between { earliest, latest }) => (Some(earliest), Some(latest)),
            due => (due.map(Due::day), None),
        };
        Stated { due, latest, refused: outcome.err().map(|refusal| refusal.code().to_owned()) }
    }
}

impl std::fmt::Display for Stated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.due, self.latest, &self.refused) {
            (Some(due), Some(latest), _) => write!(f, "{due}..{latest}"),
            (Some(due), None, _) => write!(f, "{due}"),
            (None, _, Some(code)) => f.write_str(code),
            (None, _, None) => f.write_str("-"),
        }
    }
}

/// Something that an agency notes of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// Of which case.
    pub case: Uuid,
    /// What.
    pub what: Happening,
}

/// What can be noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Happening {
    /// Both sides confirmed the receipt on this day. Noted once: pressed twice it is refused the second time.
    Received {
        /// Which.
        #[serde(deserialize_with = "crate::iso::of_day")]
        on: NaiveDate,
    },
    /// An event. `events` is how many stood there, so that what is pressed twice, or by two people at once, is noted once.
    Event {
        /// What happened.
        kind: EventKind,
        /// On which legal day.
        #[serde(deserialize_with = "crate::iso::of_day")]
        on: NaiveDate,
        /// Of an extension: by how many working days.
        #[serde(default)]
        working_days: Option<u32>,
        /// How many events stood there.
        events: usize,
    },
    /// What was noted last was a mistake; `events` is how many there were, so that two people do not take back two.
    TakenBack {
        /// How many events stood there.
        events: usize,
    },
}

/// As the audit trail says it: `third_party_asked 2026-01-12`.
impl std::fmt::Display for Happening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Happening::Received { on } => write!(f, "received {on}"),
            Happening::Event { kind, on, working_days: None, .. } => write!(f, "{} {on}", kind.name()),
            Happening::Event { kind, on, working_days: Some(days), .. } => write!(f, "{} {on} {days}", kind.name()),
            Happening::TakenBack { events } => write!(f, "taken_back {events}"),
        }
    }
}

impl Happening {
    /// What it is to the table of who may do what: an extension is granted by the head of the office, and taken back by nobody else.
    pub fn action(&self, clock: Option<&CaseClock>) -> Action {
        let kind = match self {
            Happening::Event { kind, .. } => Some(*kind),
            Happening::TakenBack { .. } => clock.and_then(|clock| clock.events.last()).map(|noted| noted.kind),
            Happening::Received { .. } => None,
        };
        if kind == Some(EventKind::Extended) { Action::ExtendCase } else { Action::HandleCase }
    }
}

/// Why something is not noted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAllowed {
    /// The law does not allow it, or it cannot be counted.
    #[error("{0}")]
    Deadline(#[from] deadline::Refusal),
    /// There is no clock without a receipt.
    #[error("Both sides’ confirmation of the receipt is not noted yet; please note it first.")]
    NotReceived,
    /// The receipt was noted before.
    #[error("The day of receipt was noted before.")]
    AlreadyReceived,
    /// A day that is still to come.
    #[error("{} is still to come; only what has happened can be noted.", date::full_day(*.0, Language::En))]
    StillToCome(NaiveDate),
    /// A receipt before the request was handed in.
    #[error(
        "The request was handed in on {}, and the receipt cannot be earlier (you said {}).",
        date::full_day(*submitted, Language::En),
        date::full_day(*on, Language::En)
    )]
    BeforeSubmission {
        /// The day that was said.
        on: NaiveDate,
        /// When it was handed in.
        submitted: NaiveDate,
    },
    /// More was noted meanwhile, or there is nothing to take back.
    #[error("Something else was noted meanwhile; please look at it first.")]
    NotTheLast,
}

impl NotAllowed {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            NotAllowed::Deadline(refusal) => refusal.code(),
            NotAllowed::NotReceived => "not_received",
            NotAllowed::AlreadyReceived => "already_received",
            NotAllowed::StillToCome(_) => "still_to_come",
            NotAllowed::BeforeSubmission { .. } => "before_submission",
            NotAllowed::NotTheLast => "not_the_last",
        }
    }

    /// What a person reads: sentences with their stops.
    pub fn message(&self) -> BilingualText {
        let day = |day: &NaiveDate| date::full_day(*day, Language::Zh);
        let zh = match self {
            NotAllowed::Deadline(refusal) => return refusal.message(),
            NotAllowed::NotReceived => "还没有登记双方确认收到，请先登记。".to_owned(),
            NotAllowed::AlreadyReceived => "已经登记过收到日期。".to_owned(),
            NotAllowed::StillToCome(on) => format!("{}还没有到，只能登记已经发生的事项。", day(on)),
            NotAllowed::BeforeSubmission { on, submitted } => {
                format!("申请是{}提交的，收到日期不能早于这一天（您填的是{}）。", day(submitted), day(on))
            }
            NotAllowed::NotTheLast => "这期间又登记了别的事项，请先看一看。".to_owned(),
        };
        BilingualText { zh, en: self.to_string() }
    }
}

impl CaseClock {
    /// What it is counted by.
    pub fn timeline(&self) -> Timeline {
        let event = |noted: &Noted| Event { kind: noted.kind, on: noted.on, working_days: noted.working_days };
        let events = self.events.iter().map(event).collect();
        Timeline::new(RuleId::RequestAnswer, Point::Day(self.received), Some(self.basis), events)
    }

    /// The timeline of asking the applicant to correct, which is open until they are asked, once (条例 art. 30). It runs from the receipt and nothing pauses
    /// it.
    pub fn correction_notice(&self) -> Option<Timeline> {
        let asked = self.events.iter().any(|noted| noted.kind == EventKind::CorrectionAsked);
        let notice =
            || Timeline::new(RuleId::RequestCorrectionNotice, Point::Day(self.received), Some(self.basis), vec![]);
        (!asked).then(notice)
    }
}

impl Case {
    /// The case with what happened; or why it is not noted.
    pub fn happen(
        self,
        what: &Happening,
        now: DateTime<Utc>,
        calendar: &Calendar,
        district: &District,
    ) -> Result<Case, NotAllowed> {
        let today = legal_day(now);
        let clock = match (self.clock.clone(), what) {
            (None, Happening::Received { on }) => {
                let submitted = legal_day(self.submitted_at);
                if *on < submitted {
                    return Err(NotAllowed::BeforeSubmission { on: *on, submitted });
                }
                // What comes from a device of the applicant comes over the internet.
                CaseClock { basis: Basis::Online, received: past(*on, today)?, events: Vec::new(), moved: Vec::new() }
            }
            (Some(_), Happening::Received { .. }) => return Err(NotAllowed::AlreadyReceived),
            (None, _) => return Err(NotAllowed::NotReceived),
            (Some(clock), Happening::Event { events, .. } | Happening::TakenBack { events })
                if clock.events.len() != *events =>
            {
                return Err(NotAllowed::NotTheLast);
            }
            (Some(clock), Happening::Event { .. }) if clock.events.len() >= MOST_EVENTS => {
                return Err(deadline::Refusal::TooManyEvents(clock.events.len().saturating_add(1)).into());
            }
            (Some(mut clock), Happening::Event { kind, on, working_days, .. }) => {
                if *kind == EventKind::Extended {
                    // Noted late, it is late, whatever day is written down.
                    let now = Event { kind: *kind, on: today, working_days: *working_days };
                    due(&clock.timeline().with(now), calendar, district)?;
                }
                clock.events.push(Noted { kind: *kind, on: past(*on, today)?, working_days: *working_days, at: now });
                clock
            }
            // The receipt itself was the mistake.
            (Some(_), Happening::TakenBack { events: 0 }) => return Ok(Case { clock: None, ..self }),
            (Some(mut clock), Happening::TakenBack { .. }) => {
                clock.events.pop();
                // What stays was noted before; a mistake can always be taken back.
                return Ok(Case { clock: Some(clock), ..self });
            }
        };
        due(&clock.timeline(), calendar, district)?;
        Ok(Case { clock: Some(clock), ..self })
    }

    /// The case as another calendar has it, where that moves its date.
    pub fn recounted(
        &self,
        year: i32,
        before: &Calendar,
        after: &Calendar,
        district: &District,
        at: DateTime<Utc>,
    ) -> Option<(Case, Moved)> {
        let clock = self.clock.as_ref()?;
        let timeline = clock.timeline();
        let state = |calendar| Stated::from(due(&timeline, calendar, district));
        let (before, after) = (state(before), state(after));
        if before == after {
            return None;
        }
        let moved = Moved { year, at, before, after };
        let mut clock = clock.clone();
        clock.moved.push(moved.clone());
        let more = clock.moved.len().saturating_sub(MOST_MOVED);
        clock.moved.drain(..more);
        Some((Case { clock: Some(clock), ..self.clone() }, moved))
    }
}

fn past(on: NaiveDate, today: NaiveDate) -> Result<NaiveDate, NotAllowed> {
    if on > today { Err(NotAllowed::StillToCome(on)) } else { Ok(on) }
}

#[cfg(test)]
mod tests {
    use super::super::{Delivery, Draft, Form};
    use super::*;
    use crate::calendar::Year;

    fn case() -> Case {
        let draft = Draft {
            agency: "civil-affairs".into(),
            wanted: "示例".into(),
            delivery: Delivery::Post,
            name: "示例甲".into(),
            identity_number: "11010519491231002X".into(),
            telephone: "021-0000 0000".into(),
            address: "示例路1号".into(),
            ..Draft::default()
        };
        let at = "2026-12-03T01:00:00Z".parse().unwrap();
        Case::submitted(Uuid::from_u128(1), "p-1".parse().unwrap(), Form::read(&draft).unwrap(), at).register(None, at)
    }

    fn now() -> DateTime<Utc> {
        "2026-12-31T01:00:00Z".parse().unwrap()
    }

    fn happen(case: Case, what: &str) -> Result<Case, NotAllowed> {
        case.happen(&serde_json::from_str(what).unwrap(), now(), &Calendar::published(), &District::default())
    }

    const RECEIVED: &str = r#"{"received":{"on":"2026-12-04"}}"#;

    #[test]
    fn a_clock_begins_with_the_receipt_and_nothing_else() {
        let event = r#"{"event":{"kind":"organ_asked","on":"2026-12-07","events":0}}"#;
        assert_eq!(happen(case(), event), Err(NotAllowed::NotReceived));
        let received = happen(case(), RECEIVED).unwrap();
        assert_eq!(happen(received.clone(), RECEIVED), Err(NotAllowed::AlreadyReceived));
        let asked = happen(received, event).unwrap();
        assert_eq!(asked.clock.unwrap().events.len(), 1);
    }

    #[test]
    fn nothing_is_noted_of_days_to_come_or_before_it_was_handed_in() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (early, late) = (r#"{"received":{"on":"2026-12-02"}}"#, r#"{"received":{"on":"2027-01-01"}}"#);
        let submitted = day("2026-12-03");
        assert_eq!(happen(case(), early), Err(NotAllowed::BeforeSubmission { on: day("2026-12-02"), submitted }));
        assert_eq!(happen(case(), late), Err(NotAllowed::StillToCome(day("2027-01-01"))));
        let said = |what| happen(case(), what).unwrap_err().message();
        assert_eq!(said(late).zh, "2027年1月1日还没有到，只能登记已经发生的事项。");
        assert_eq!(said(late).en, "1 January 2027 is still to come; only what has happened can be noted.");
        assert_eq!(said(early).zh, "申请是2026年12月3日提交的，收到日期不能早于这一天（您填的是2026年12月2日）。");
        assert!(said(early).en.starts_with("The request was handed in on 3 December 2026, and "));
    }

    #[test]
    fn what_the_law_does_not_allow_is_not_noted_and_says_its_article() {
        let received = happen(case(), RECEIVED).unwrap();
        let extended = r#"{"event":{"kind":"extended","on":"2026-12-20","working_days":20,"events":0}}"#;
        let once = happen(received, extended).unwrap();
        assert_eq!(happen(once.clone(), extended), Err(NotAllowed::NotTheLast));
        let twice = happen(once.clone(), &extended.replace("\"events\":0", "\"events\":1")).unwrap_err();
        assert_eq!(twice.code(), "second_extension");
        assert!(twice.message().zh.contains("第三十三条") && twice.message().en.contains("art. 33"));
        // What was noted by mistake is taken back, one at a time, by whoever sees what stands there.
        assert_eq!(happen(once.clone(), r#"{"taken_back":{"events":0}}"#), Err(NotAllowed::NotTheLast));
        let back = happen(once, r#"{"taken_back":{"events":1}}"#).unwrap();
        assert_eq!(back.clock.as_ref().map(|clock| clock.events.len()), Some(0));
        assert_eq!(happen(back, r#"{"taken_back":{"events":0}}"#).unwrap().clock, None);
    }

    #[test]
    fn only_the_head_extends() {
        let what = |text| serde_json::from_str::<Happening>(text).unwrap().action(None);
        assert_eq!(
            what(r#"{"event":{"kind":"extended","on":"2026-12-20","working_days":20,"events":0}}"#),
            Action::ExtendCase
        );
        assert_eq!(what(r#"{"event":{"kind":"organ_asked","on":"2026-12-20","events":0}}"#), Action::HandleCase);
    }

    #[test]
    fn a_new_year_moves_a_provisional_date_and_says_so() {
        let received = happen(case(), RECEIVED).unwrap();
        let published = Calendar::published();
        let plan = include_str!("../../tests/next_year.txt");
        let with = published.with(plan.parse::<Year>().unwrap()).unwrap();
        let (case, moved) = received.recounted(2027, &published, &with, &District::default(), now()).unwrap();
        // 19 working days remain of December; the 20th is the first of January that is worked. In 2013 the Saturday was, so it can be the 2nd; in 2011 the
        // Monday was off, so it can be the 5th; the plan makes it Monday, the 4th.
        assert_eq!(
            (moved.before.to_string(), moved.after.to_string()),
            ("2027-01-02..2027-01-05".into(), "2027-01-04".into())
        );
        assert_eq!(case.clock.as_ref().unwrap().moved, [moved]);
        assert_eq!(case.recounted(2027, &with, &with, &District::default(), now()), None);
        let text = serde_json::to_string(&case).unwrap();
        assert_eq!(serde_json::from_str::<Case>(&text).unwrap(), case);
    }
}
