//! What happened to a matter, as the file says it: the start, by which channel, and every event that the law knows.

use serde::{Deserialize, Serialize};

use super::event::{Event, EventKind};
use super::lists;
use super::point::{Point, shortened};
use super::{Refusal, RuleId};
use crate::words::Bilingual;

/// By which channel an application came, which decides the day of its receipt (条例 art. 31).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Handed in at the counter: the day of handing in.
    InPerson,
    /// By registered or express mail: the day on which the agency signs for it.
    SignedMail,
    /// By mail that nobody signs for: the agency confirms with the applicant on the day it comes, and that day counts.
    OrdinaryMail,
    /// Over the internet: the day on which both sides confirm.
    Online,
    /// By fax: the day on which both sides confirm.
    Fax,
}

impl Basis {
    /// Every channel.
    pub const ALL: [Basis; 5] = [Basis::InPerson, Basis::SignedMail, Basis::OrdinaryMail, Basis::Online, Basis::Fax];

    /// As records write it.
    pub fn name(self) -> &'static str {
        match self {
            Basis::InPerson => "in_person",
            Basis::SignedMail => "signed_mail",
            Basis::OrdinaryMail => "ordinary_mail",
            Basis::Online => "online",
            Basis::Fax => "fax",
        }
    }

    /// Which day is the day of receipt.
    pub fn because(self) -> Bilingual {
        let (zh, en) = match self {
            Basis::InPerson => {
                ("当面提交，提交之日为收到之日", "it was handed in at the counter, and the day of handing in counts")
            }
            Basis::SignedMail => {
                ("邮寄并签收，签收之日为收到之日", "it came by mail and was signed for, and the day of signing counts")
            }
            Basis::OrdinaryMail => (
                "平常信函，当日与申请人确认，确认之日为收到之日",
                "it came by ordinary mail, and the day of confirming with the applicant counts",
            ),
            Basis::Online => (
                "通过互联网提交，双方确认之日为收到之日",
                "it came over the internet, and the day on which both sides confirm counts",
            ),
            Basis::Fax => (
                "通过传真提交，双方确认之日为收到之日",
                "it came by fax, and the day on which both sides confirm counts",
            ),
        };
        Bilingual { zh, en }
    }

    /// Whether it came over the network, and so needs no entering by hand (办法 art. 49).
    pub fn is_online(self) -> bool {
        self == Basis::Online
    }
}

/// A matter with its rule: what a clock is worked out from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Which limit.
    pub rule: RuleId,
    /// The start: for an application the day of receipt, else the decision, the event, the end of the year.
    pub received: Point,
    /// Of an application: by which channel it came.
    pub basis: Option<Basis>,
    /// What happened, in the order of days.
    pub events: Vec<Event>,
}

/// More than any file has.
pub const MOST_EVENTS: usize = 100;

/// A matter with its rule and what happened: what a clock is worked out from.
// What is no rule, event, channel or day is read as text first, so that the refusal can name it.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Timeline"))]
#[serde(deny_unknown_fields)]
struct Written {
    /// Which limit.
    #[cfg_attr(feature = "schema", schemars(with = "RuleId"))]
    rule: String,
    /// The start: for an application the day of receipt, else the decision, the event, the end of the year.
    #[cfg_attr(feature = "schema", schemars(with = "Point"))]
    received: String,
    /// Of an application: by which channel it came.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Basis>"))]
    basis: Option<String>,
    /// What happened.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(max = MOST_EVENTS)))]
    events: Vec<WrittenEvent>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Event"))]
#[serde(deny_unknown_fields)]
struct WrittenEvent {
    /// What happened.
    #[cfg_attr(feature = "schema", schemars(with = "EventKind"))]
    kind: String,
    /// On which legal day.
    #[cfg_attr(feature = "schema", schemars(with = "Point"))]
    on: String,
    /// Of an extension: by how many working days.
    #[serde(default)]
    working_days: Option<u32>,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Timeline {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Written::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}

impl Timeline {
    /// Reads the JSON of a timeline.
    pub fn read(json: &[u8]) -> Result<Timeline, Refusal> {
        let written: Written = lists::read(&["events"], json).map_err(Refusal::NotATimeline)?;
        if written.events.len() > MOST_EVENTS {
            return Err(Refusal::TooManyEvents(written.events.len()));
        }
        let rule = written.rule.parse()?;
        let received = Point::read(&written.received)?;
        let basis = written.basis.as_deref().map(basis).transpose()?;
        let events = written.events.iter().map(WrittenEvent::read).collect::<Result<_, _>>()?;
        Ok(Timeline::new(rule, received, basis, events))
    }

    /// A timeline. Events are put in the order of their days; those of one day stay in the order given.
    pub fn new(rule: RuleId, received: Point, basis: Option<Basis>, mut events: Vec<Event>) -> Timeline {
        events.sort_by_key(|event| event.on);
        Timeline { rule, received, basis, events }
    }

    /// The same with one more event.
    pub fn with(&self, event: Event) -> Timeline {
        let mut events = self.events.clone();
        events.push(event);
        Timeline::new(self.rule, self.received, self.basis, events)
    }
}

/// As [`Timeline::read`] reads it.
impl Serialize for Timeline {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut timeline = to.serialize_struct("Timeline", 4)?;
        timeline.serialize_field("rule", &self.rule)?;
        timeline.serialize_field("received", &self.received)?;
        match self.basis {
            Some(basis) => timeline.serialize_field("basis", &basis)?,
            None => timeline.skip_field("basis")?,
        }
        timeline.serialize_field("events", &self.events)?;
        timeline.end()
    }
}

impl WrittenEvent {
    fn read(&self) -> Result<Event, Refusal> {
        let kind = EventKind::ALL.iter().copied().find(|kind| kind.name() == self.kind);
        let kind = kind.ok_or_else(|| Refusal::UnknownEvent(shortened(&self.kind)))?;
        Ok(Event { kind, on: Point::read(&self.on)?.day(), working_days: self.working_days })
    }
}

fn basis(text: &str) -> Result<Basis, Refusal> {
    Basis::ALL.into_iter().find(|basis| basis.name() == text).ok_or_else(|| Refusal::UnknownBasis(shortened(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_is_read_as_it_is_written() {
        let json = br#"{"rule":"request.answer","received":"2026-01-05","basis":"in_person","events":[
            {"kind":"extended","on":"2026-01-20","working_days":20},{"kind":"third_party_asked","on":"2026-01-12"}]}"#;
        let timeline = Timeline::read(json).unwrap();
        assert_eq!(
            timeline.events.iter().map(|event| event.on.to_string()).collect::<Vec<_>>(),
            ["2026-01-12", "2026-01-20"]
        );
        assert_eq!(Timeline::read(&serde_json::to_vec(&timeline).unwrap()), Ok(timeline));
        assert!(matches!(Timeline::read(br#"{"rule":"request.answer"}"#), Err(Refusal::NotATimeline(_))));
        for not_one in [
            r#"{"rule":"request.answer","received":"2026-01-05","received":"2026-01-06"}"#,
            r#"["request.answer","2026-01-05",null,[]]"#,
            r#"{"rule":"request.answer","received":"2026-01-05","events":[["reason_asked","2026-01-06",null]]}"#,
        ] {
            assert!(matches!(Timeline::read(not_one.as_bytes()), Err(Refusal::NotATimeline(_))), "{not_one}");
        }
        assert!(matches!(
            Timeline::read(br#"{"rule":"request.answer","received":"2026-01-05","extra":1}"#),
            Err(Refusal::NotATimeline(_))
        ));
    }
}
