//! A timeline while it is put together, and as an address: `?rule=request.answer&received=2026-01-05&basis=in_person&extended=2026-01-20,10`.

use super::event::{Event, EventKind};
use super::lawful::MOST_EXTENSION;
use super::point::Point;
use super::timeline::{Basis, MOST_EVENTS, Timeline};
use super::{Limit, Refusal, RuleId};
use crate::shanghai;
use crate::words::half_width;

/// What is known of a timeline so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Which limit.
    pub rule: Option<RuleId>,
    /// The start.
    pub received: Option<Point>,
    /// Of an application: by which channel it came.
    pub basis: Option<Basis>,
    /// What happened, in the order of days.
    pub events: Vec<Event>,
}

impl Draft {
    /// Reads the names and values of an address in their order; how many of them say nothing that is understood comes back too. What is not lawful is
    /// read all the same: who typed it is told why.
    pub fn read<'a>(said: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Draft, usize) {
        let (mut draft, mut strange) = (Draft::default(), 0);
        for (name, value) in said {
            if draft.take(name, value).is_none() {
                strange += 1;
            }
        }
        (draft, strange)
    }

    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "rule" => self.rule = Some(value.parse().ok()?),
            "received" => self.received = Some(Draft::point(value)?),
            "basis" => self.basis = Some(Basis::ALL.into_iter().find(|basis| basis.name() == value)?),
            _ => {
                let kind = EventKind::ALL.iter().copied().find(|kind| kind.name() == name)?;
                let (day, working_days) = match value.split_once(',').filter(|_| kind == EventKind::Extended) {
                    Some((day, days)) => (day, Some(number(days)?)),
                    None => (value, None),
                };
                if self.events.len() >= MOST_EVENTS {
                    return None;
                }
                self.insert(self.events.len(), Event { kind, on: crate::iso::day(day)?, working_days });
            }
        }
        Some(())
    }

    /// The start as a field gives it: `2026-01-05`, or `2026-01-05T10:00` on the clocks of Shanghai.
    pub fn point(text: &str) -> Option<Point> {
        if let Some(day) = crate::iso::day(text) {
            return Some(Point::Day(day));
        }
        let as_if_utc = crate::iso::instant(&[text, ":00Z"].concat())?;
        Some(Point::Instant(shanghai::instant(as_if_utc.naive_utc())))
    }

    /// The start as a field takes it. A rule by hours has no use for a day alone, another rule none for the time.
    pub fn received_text(&self) -> Option<String> {
        let by_hours = self.rule.is_some_and(RuleId::is_by_hours);
        match self.received? {
            Point::Day(_) if by_hours => None,
            point @ Point::Instant(_) if by_hours => Some(local(point)),
            point => Some(point.day().to_string()),
        }
    }

    /// The address that says the same, without the question mark; nothing for an empty one.
    pub fn query(&self) -> String {
        let mut query = String::new();
        let mut say = |name: &str, value: &str| {
            for part in [if query.is_empty() { "" } else { "&" }, name, "=", value] {
                query.push_str(part);
            }
        };
        if let Some(rule) = self.rule {
            say("rule", rule.name());
        }
        if let Some(received) = self.received {
            say("received", &local(received));
        }
        if let Some(basis) = self.basis {
            say("basis", basis.name());
        }
        for Event { kind, on, working_days } in &self.events {
            let days = working_days.map(|days| format!(",{days}")).unwrap_or_default();
            say(kind.name(), &format!("{on}{days}"));
        }
        query
    }

    /// The timeline, once rule and start are known. The channel and the events count only where the rule has them: who looks at another rule for a moment
    /// finds them again.
    pub fn timeline(&self) -> Option<Timeline> {
        let rule = self.rule?;
        let basis = self.basis.filter(|_| rule.starts_with_receipt());
        let events = if rule.has_events() { self.events.clone() } else { Vec::new() };
        Some(Timeline { rule, received: self.received?, basis, events })
    }

    /// The same with one more event, in the order of their days, after those of the same day.
    pub fn with(&self, event: Event) -> Draft {
        self.put_back(self.events.len(), event)
    }

    /// The same with an event at the place where it was, as far as the order of days lets it.
    pub fn put_back(&self, place: usize, event: Event) -> Draft {
        let mut draft = self.clone();
        draft.insert(place, event);
        draft
    }

    /// Events always stand in the order of their days.
    fn insert(&mut self, place: usize, event: Event) {
        let first = self.events.partition_point(|other| other.on < event.on);
        let last = self.events.partition_point(|other| other.on <= event.on);
        self.events.insert(place.clamp(first, last), event);
    }

    /// The same without the event at a place.
    pub fn without(&self, place: usize) -> Draft {
        let mut draft = self.clone();
        if place < draft.events.len() {
            draft.events.remove(place);
        }
        draft
    }
}

/// A number as people type it, full width too: of working days.
pub fn number(text: &str) -> Option<u32> {
    let digits = half_width(text);
    let digits = digits.trim();
    let add = |number: u32, digit: char| number.checked_mul(10)?.checked_add(digit.to_digit(10)?);
    digits.chars().try_fold(0, add).filter(|_| !digits.is_empty())
}

/// A day, or a time on the clocks of Shanghai, to the minute.
fn local(point: Point) -> String {
    point.to_string().chars().take("2026-01-05T10:00".len()).collect()
}

impl RuleId {
    /// Whether it counts hours, so that its start is an instant.
    pub fn is_by_hours(self) -> bool {
        matches!(self.rule().limit, Limit::Hours(_))
    }

    /// Whether something can happen on the way that bears on the date.
    pub fn has_events(self) -> bool {
        self == RuleId::RequestAnswer
    }
}

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The start.
    Start,
    /// The channel.
    Basis,
    /// One of the events, by its place among them.
    Event(usize),
    /// None of these alone.
    Whole,
}

impl Refusal {
    /// What it is about, of a timeline with these events.
    pub fn about(&self, events: &[Event]) -> About {
        let of = |kind: EventKind| events.iter().enumerate().filter(move |(_, event)| event.kind == kind);
        let found = match self {
            Refusal::EventNotOfRule { event, .. } => of(*event).next(),
            Refusal::BeforeReceipt { event, on, .. } => of(*event).find(|(_, event)| event.on == *on),
            Refusal::ExtensionTooLong(days) => of(EventKind::Extended).find(|(_, event)| event.working_days == *days),
            Refusal::SecondExtension(_) => of(EventKind::Extended).nth(1),
            Refusal::LateExtension { on, .. } => of(EventKind::Extended).find(|(_, event)| event.on == *on),
            Refusal::SecondCorrection(_) => of(EventKind::CorrectionAsked).nth(1),
            Refusal::AnswerBeforeQuestion { event, on } => of(*event).rfind(|(_, event)| event.on == *on),
            Refusal::OutOfReach(day) => events.iter().enumerate().find(|(_, event)| event.on == *day),
            _ => None,
        };
        match (found, self) {
            (Some((place, _)), _) => About::Event(place),
            (None, Refusal::CameOnline | Refusal::BasisNotOfRule(_)) => About::Basis,
            (None, Refusal::OutOfReach(_) | Refusal::InstantNeeded { .. }) => About::Start,
            (None, _) => About::Whole,
        }
    }
}

impl EventKind {
    /// The days by which an extension is commonly asked for, where nothing else is said: all that the law allows.
    pub fn usual_days(self) -> Option<u32> {
        (self == EventKind::Extended).then_some(MOST_EXTENSION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::deadline::{District, prove};

    fn read(query: &str) -> (Draft, usize) {
        Draft::read(query.split('&').filter_map(|pair| pair.split_once('=')))
    }

    const WHOLE: &str = "rule=request.answer&received=2026-01-05&basis=in_person&third_party_asked=2026-01-12&third_party_replied=2026-01-23&extended=2026-01-28,10";

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let (draft, strange) = read(WHOLE);
        assert_eq!((draft.query().as_str(), strange), (WHOLE, 0));
        let timeline = draft.timeline().unwrap();
        assert_eq!((timeline.events.len(), timeline.events[2].working_days), (3, Some(10)));
        assert_eq!((Draft::default().query().as_str(), Draft::default().timeline()), ("", None));
        assert_eq!(read("received=2026-01-05").0.timeline(), None);
    }

    #[test]
    fn what_is_not_understood_is_counted_and_passed_over() {
        let (draft, strange) = read(
            "rule=request.anwser&received=2026-02-30&basis=pigeon&name=x&extended=2026-01-28,many&corrected=&fee_paid=2026-01-05,3",
        );
        assert_eq!((draft, strange), (Draft::default(), 7));
        let many = vec!["organ_asked=2026-01-05"; MOST_EVENTS + 2].join("&");
        let (draft, strange) = read(&many);
        assert_eq!((draft.events.len(), strange), (MOST_EVENTS, 2));
    }

    #[test]
    fn hours_are_those_of_shanghai() {
        let (draft, _) = read("rule=incident.first_release&received=2026-08-03T22:05");
        assert_eq!(draft.received.unwrap().to_string(), "2026-08-03T22:05:00+08:00");
        assert_eq!(draft.received_text().as_deref(), Some("2026-08-03T22:05"));
        assert_eq!(draft.query(), "rule=incident.first_release&received=2026-08-03T22:05");
        let day = Draft { rule: Some(RuleId::RequestAnswer), ..draft.clone() };
        assert_eq!(day.received_text().as_deref(), Some("2026-08-03"));
        let (only_a_day, _) = read("rule=incident.first_release&received=2026-08-03");
        assert_eq!(only_a_day.received_text(), None);
        for text in ["2026-08-03T25:00", "2026-08-03 22:05", "2026-08-03T22:05:00+08:00", "2026-8-3T1:5", ""] {
            assert_eq!(Draft::point(text), None, "{text}");
        }
    }

    #[test]
    fn another_rule_leaves_channel_and_events_aside_for_a_while() {
        let (draft, _) = read(WHOLE);
        let other = Draft { rule: Some(RuleId::MessageReply), ..draft };
        let timeline = other.timeline().unwrap();
        assert!(timeline.basis.is_none() && timeline.events.is_empty() && other.events.len() == 3);
    }

    #[test]
    fn a_refusal_finds_its_event() {
        let place = |query: &str| {
            let timeline = read(query).0.timeline().unwrap();
            let refusal = prove(&timeline, &Calendar::published(), &District::default()).unwrap_err();
            (refusal.code(), refusal.about(&timeline.events))
        };
        let after = |events: &str| place(&format!("rule=request.answer&received=2026-01-05&{events}"));
        assert_eq!(after("extended=2026-01-06,5&extended=2026-01-07,5"), ("second_extension", About::Event(1)));
        assert_eq!(after("organ_asked=2026-01-06&extended=2026-01-07,21"), ("extension_too_long", About::Event(1)));
        assert_eq!(after("extended=2026-03-07,2"), ("late_extension", About::Event(0)));
        assert_eq!(after("organ_asked=2026-01-06&organ_asked=2026-01-02"), ("before_receipt", About::Event(0)));
        assert_eq!(
            after("organ_asked=2026-01-06&organ_replied=2026-01-08&organ_replied=2026-01-08"),
            ("answer_before_question", About::Event(2))
        );
        assert_eq!(
            after("correction_asked=2026-01-06&corrected=2026-01-07&correction_asked=2026-01-08"),
            ("second_correction", About::Event(2))
        );
        assert_eq!(after("organ_asked=2056-01-06"), ("out_of_reach", About::Event(0)));
        assert_eq!(place("rule=request.answer&received=1999-01-05"), ("out_of_reach", About::Start));
        assert_eq!(place("rule=incident.first_release&received=2026-01-05"), ("instant_needed", About::Start));
        assert_eq!(place("rule=request.intake&received=2026-01-05&basis=online"), ("came_online", About::Basis));
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(
            ["10", " ５ ", "0", "", "-1", "1.5", "99999999999"].map(number),
            [Some(10), Some(5), Some(0), None, None, None, None]
        );
    }

    #[test]
    fn events_stand_in_the_order_of_their_days() {
        let (draft, _) = read("organ_replied=2026-01-08&organ_asked=2026-01-06&reason_asked=2026-01-08");
        assert_eq!(draft.query(), "organ_asked=2026-01-06&organ_replied=2026-01-08&reason_asked=2026-01-08");
    }

    #[test]
    fn an_event_is_put_in_its_place_and_taken_out_again() {
        let (draft, _) = read(WHOLE);
        let event =
            Event { kind: EventKind::OrganAsked, on: crate::iso::day("2026-01-13").unwrap(), working_days: None };
        let longer = draft.with(event);
        assert_eq!(longer.events[1], event);
        assert_eq!(longer.without(1), draft);
        let (same_day, _) = read("organ_asked=2026-01-06&organ_replied=2026-01-06");
        assert_eq!(same_day.without(0).put_back(0, same_day.events[0]), same_day);
        assert_eq!(draft.without(9), draft);
    }
}
