//! What happened to a matter, as the file says it: the start, by which channel, and every event that the law knows.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use super::{Refusal, RuleId};
use crate::law::{Citation, Law};
use crate::words::Bilingual;

/// Asia/Shanghai, which has no daylight saving.
pub(crate) const SHANGHAI_SECONDS: i32 = 8 * 3600;

/// By which channel an application came, which decides the day of its receipt (条例 art. 31).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// Whom or what a clock waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// A third party whose rights the information may harm. Its silence is no consent: the agency decides (条例 art. 32).
    ThirdParty,
    /// Another organ (art. 33).
    Organ,
    /// An organ that made the information too. Its silence is consent (art. 34).
    CoMaker,
    /// The applicant, to correct the application (art. 30).
    Correction,
    /// The applicant, to pay (art. 42).
    Fee,
    /// The applicant, for the reasons of very many applications (art. 35).
    Reason,
}

impl Question {
    /// Where the law says what it does to the clock.
    pub fn cite(self) -> Citation {
        let article = match self {
            Question::ThirdParty | Question::Organ => 33,
            Question::CoMaker => 34,
            Question::Correction => 30,
            Question::Fee => return Citation::whole(Law::ProcessingFee),
            Question::Reason => 35,
        };
        Citation::article(Law::Regulations, article)
    }
}

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Asks.
    Asks(Question),
    /// Answers the oldest open question of its kind.
    Answers(Question),
    /// Notes that no answer came.
    Silent(Question),
    /// Extends.
    Extends,
}

macro_rules! event_kinds {
    ($( $kind:ident $name:literal $zh:literal / $en:literal => $does:expr; )*) => {
        /// What can happen to an application.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum EventKind { $( #[doc = $en] #[serde(rename = $name)] $kind, )* }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [EventKind] = &[$(EventKind::$kind),*];

            /// As records write it.
            pub fn name(self) -> &'static str {
                match self { $(EventKind::$kind => $name),* }
            }

            /// In words.
            pub fn title(self) -> Bilingual {
                match self { $(EventKind::$kind => Bilingual { zh: $zh, en: $en }),* }
            }

            /// What it does.
            pub fn does(self) -> Does {
                match self { $(EventKind::$kind => $does),* }
            }
        }
    };
}

event_kinds! {
    CorrectionAsked "correction_asked" "告知申请人补正" / "the applicant is asked to correct" => Does::Asks(Question::Correction);
    Corrected "corrected" "收到补正后的申请" / "the corrected application is in" => Does::Answers(Question::Correction);
    ThirdPartyAsked "third_party_asked" "书面征求第三方意见" / "a third party is asked" => Does::Asks(Question::ThirdParty);
    ThirdPartyReplied "third_party_replied" "收到第三方意见" / "the third party answers" => Does::Answers(Question::ThirdParty);
    ThirdPartySilent "third_party_silent" "第三方逾期未提出意见，由行政机关决定是否公开" / "the third party has not answered, and the agency decides" => Does::Silent(Question::ThirdParty);
    OrganAsked "organ_asked" "征求其他机关意见" / "another organ is asked" => Does::Asks(Question::Organ);
    OrganReplied "organ_replied" "收到其他机关意见" / "the other organ answers" => Does::Answers(Question::Organ);
    CoMakerAsked "co_maker_asked" "征求共同制作机关意见" / "a co-maker is asked" => Does::Asks(Question::CoMaker);
    CoMakerReplied "co_maker_replied" "收到共同制作机关意见" / "the co-maker answers" => Does::Answers(Question::CoMaker);
    CoMakerSilent "co_maker_silent" "共同制作机关逾期未答复，视为同意公开" / "the co-maker has not answered, which is consent" => Does::Silent(Question::CoMaker);
    FeeAsked "fee_asked" "通知缴纳信息处理费" / "a fee is asked for" => Does::Asks(Question::Fee);
    FeePaid "fee_paid" "收到信息处理费" / "the fee is paid" => Does::Answers(Question::Fee);
    ReasonAsked "reason_asked" "要求说明大量申请的理由" / "reasons for very many applications are asked for" => Does::Asks(Question::Reason);
    ReasonGiven "reason_given" "收到申请人的理由" / "the reasons are given" => Does::Answers(Question::Reason);
    Extended "extended" "延长答复期限" / "the time for the answer is extended" => Does::Extends;
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// On which legal day.
    pub on: NaiveDate,
    /// Of an extension alone: by how many working days.
    pub working_days: Option<u32>,
}

/// A day, or for rules by hours an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A legal day.
    Day(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl Point {
    /// Reads `2026-01-05`, or an instant of RFC 3339 that names its zone.
    pub fn read(text: &str) -> Result<Point, Refusal> {
        if let Some(day) = crate::iso::day(text) {
            return Ok(Point::Day(day));
        }
        match DateTime::parse_from_rfc3339(text) {
            Ok(instant) => Ok(Point::Instant(instant.to_utc())),
            Err(_) if is_instant_without_zone(text) => Err(Refusal::ZoneMissing(shortened(text))),
            Err(_) => Err(Refusal::NotADay(shortened(text))),
        }
    }

    /// Its legal day: Asia/Shanghai.
    pub fn day(self) -> NaiveDate {
        match self {
            Point::Day(day) => day,
            Point::Instant(instant) => in_shanghai(instant).date_naive(),
        }
    }
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Point::Day(day) => write!(f, "{day}"),
            Point::Instant(instant) => {
                let local = in_shanghai(*instant).naive_local();
                write!(f, "{}T{}+08:00", local.date(), local.time())
            }
        }
    }
}

impl Serialize for Point {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// An instant on the clocks of Shanghai.
pub(crate) fn in_shanghai(instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    match FixedOffset::east_opt(SHANGHAI_SECONDS) {
        Some(shanghai) => shanghai.from_utc_datetime(&instant.naive_utc()),
        None => instant.fixed_offset(),
    }
}

fn is_instant_without_zone(text: &str) -> bool {
    text.len() < 40 && DateTime::parse_from_rfc3339(&format!("{text}Z")).is_ok()
        || text.len() < 40 && DateTime::parse_from_rfc3339(&format!("{text}:00Z")).is_ok()
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
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

/// A timeline as a file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: String,
    received: String,
    #[serde(default)]
    basis: Option<String>,
    #[serde(default)]
    events: Vec<WrittenEvent>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEvent {
    kind: String,
    on: String,
    #[serde(default)]
    working_days: Option<u32>,
}

impl Timeline {
    /// Reads the JSON of a timeline.
    pub fn read(json: &[u8]) -> Result<Timeline, Refusal> {
        let written: Written =
            serde_json::from_slice(json).map_err(|wrong| Refusal::NotATimeline(wrong.to_string()))?;
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

impl Serialize for Event {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut event = to.serialize_struct("Event", 3)?;
        event.serialize_field("kind", &self.kind)?;
        event.serialize_field("on", &self.on)?;
        match self.working_days {
            Some(days) => event.serialize_field("working_days", &days)?,
            None => event.skip_field("working_days")?,
        }
        event.end()
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
    fn an_instant_names_its_zone() {
        assert_eq!(Point::read("2026-01-05T10:00:00"), Err(Refusal::ZoneMissing("2026-01-05T10:00:00".into())));
        assert_eq!(Point::read("2026-01-05T10:00"), Err(Refusal::ZoneMissing("2026-01-05T10:00".into())));
        // 17:00 in London is the next day in Shanghai.
        assert_eq!(Point::read("2026-01-05T17:00:00Z").unwrap().day().to_string(), "2026-01-06");
        assert_eq!(Point::read("2026-01-05T23:59:59+08:00").unwrap().to_string(), "2026-01-05T23:59:59+08:00");
        for text in ["", "2026-1-5", "2026-02-30", "5 January", "2026-01-05 "] {
            assert_eq!(Point::read(text), Err(Refusal::NotADay(text.into())), "{text:?}");
        }
    }

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
        assert!(matches!(
            Timeline::read(br#"{"rule":"request.answer","received":"2026-01-05","extra":1}"#),
            Err(Refusal::NotATimeline(_))
        ));
    }
}
