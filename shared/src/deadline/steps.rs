//! What may be noted next of an application, and what each of these does to its clock: shown before it is done.

use chrono::NaiveDate;

use super::clock::due_with_flags;
use super::event::{Event, EventKind};
use super::proof::{Flag, Outcome};
use super::timeline::Timeline;
use super::{District, MOST_EXTENSION};
use crate::calendar::Calendar;

/// Something that the law allows next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The event, on the day asked for; an extension by the most that the law allows.
    pub event: Event,
    /// The clock with it.
    pub outcome: Outcome,
    /// What would be amiss with it.
    pub flags: Vec<Flag>,
}

/// Every event that the law allows on this day, in the order of [`EventKind::ALL`]. What comes too early to mean anything, a silence within the time
/// that the asked one has, is not among them.
pub fn next_steps(timeline: &Timeline, on: NaiveDate, calendar: &Calendar, district: &District) -> Vec<NextStep> {
    let step = |kind: &EventKind| {
        let working_days = (*kind == EventKind::Extended).then_some(MOST_EXTENSION);
        let event = Event { kind: *kind, on, working_days };
        let (outcome, flags) = due_with_flags(&timeline.with(event), calendar, district).ok()?;
        let flags: Vec<Flag> = flags.iter().filter(|flagged| flagged.day == on).map(|flagged| flagged.code).collect();
        (!flags.contains(&Flag::SilenceEarly)).then_some(NextStep { event, outcome, flags })
    };
    EventKind::ALL.iter().filter_map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Due, Question};
    use super::*;

    fn steps(json: &str, on: &str) -> Vec<NextStep> {
        let timeline = Timeline::read(json.as_bytes()).unwrap();
        next_steps(&timeline, on.parse().unwrap(), &Calendar::published(), &District::default())
    }

    fn kinds(steps: &[NextStep]) -> Vec<&'static str> {
        steps.iter().map(|step| step.event.kind.name()).collect()
    }

    const PLAIN: &str = r#"{"rule":"request.answer","received":"2026-01-05","basis":"online"}"#;
    const ASKED: &str = r#"{"rule":"request.answer","received":"2026-01-05","basis":"online","events":[
        {"kind":"third_party_asked","on":"2026-01-12"},{"kind":"extended","on":"2026-01-12","working_days":5}]}"#;

    #[test]
    fn questions_and_one_extension_are_allowed_and_answers_to_nothing_are_not() {
        let asked = [
            "correction_asked",
            "third_party_asked",
            "organ_asked",
            "co_maker_asked",
            "fee_asked",
            "reason_asked",
            "extended",
        ];
        assert_eq!(kinds(&steps(PLAIN, "2026-01-06")), asked);
    }

    #[test]
    fn an_open_question_can_be_answered_and_silence_is_noted_when_its_time_is_over() {
        let early = steps(ASKED, "2026-01-30");
        assert!(kinds(&early).contains(&"third_party_replied") && !kinds(&early).contains(&"third_party_silent"));
        assert!(!kinds(&early).contains(&"extended"));
        let over = steps(ASKED, "2026-02-02");
        let silent = over.iter().find(|step| step.event.kind == EventKind::ThirdPartySilent).unwrap();
        // 20 and 5 working days and the 15 of the third party: the day on which 40 working days have passed.
        assert_eq!(silent.outcome, Outcome::Due(Due::On("2026-03-06".parse().unwrap())));
    }

    #[test]
    fn each_says_what_it_does_to_the_clock() {
        let steps = steps(PLAIN, "2026-01-20");
        let of = |kind| steps.iter().find(|step| step.event.kind == kind).unwrap();
        assert_eq!(of(EventKind::CorrectionAsked).flags, [Flag::CorrectionLate]);
        assert!(matches!(of(EventKind::OrganAsked).outcome, Outcome::Waiting { question: Question::Organ, .. }));
        assert_eq!(of(EventKind::Extended).outcome, Outcome::Due(Due::On("2026-03-06".parse().unwrap())));
    }

    #[test]
    fn after_the_due_day_nothing_extends() {
        assert!(!kinds(&steps(PLAIN, "2026-02-03")).contains(&"extended"));
    }
}
