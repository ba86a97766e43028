//! From a timeline to its date, with the proof or without.

use chrono::{Days as DayCount, NaiveDate};

use super::district::District;
use super::lawful::timeline_is_lawful;
use super::point::Point;
use super::proof::{Due, Flagged, Outcome, Proof};
use super::recorder::Recorder;
use super::timeline::Timeline;
use super::walk::{Count, End, Mark, Open, Sink};
use super::years::{AsIf, Rests, provisional};
use super::{Limit, Refusal, dates};
use crate::calendar::Calendar;

/// Works out when a matter is due, with every day that this rests on.
pub fn prove(timeline: &Timeline, calendar: &Calendar, district: &District) -> Result<Proof, Refusal> {
    let mut recorder = Recorder::new(calendar);
    let (outcome, rests) = run(timeline, calendar, district, &mut recorder)?;
    let limit = timeline.rule.rule().limit_in(district);
    let Recorder { steps, flags, notices, .. } = recorder;
    let mut proof = Proof {
        rule: timeline.rule,
        limit,
        start: if matches!(limit, Limit::Hours(_)) { timeline.received } else { Point::Day(timeline.received.day()) },
        basis: timeline.basis,
        outcome,
        years: rests.written(calendar),
        steps,
        flags,
        cites: Vec::new(),
        notices: notices.into_iter().cloned().collect(),
        district: *district,
    };
    proof.cites = proof.used();
    Ok(proof)
}

/// Works out when a matter is due, and nothing else: for lists of thousands.
pub fn due(timeline: &Timeline, calendar: &Calendar, district: &District) -> Result<Outcome, Refusal> {
    run(timeline, calendar, district, &mut ()).map(|(outcome, _)| outcome)
}

/// The same with what is amiss, as the proof flags it.
pub(super) fn due_with_flags(
    timeline: &Timeline,
    calendar: &Calendar,
    district: &District,
) -> Result<(Outcome, Vec<Flagged>), Refusal> {
    let mut flags = Vec::new();
    run(timeline, calendar, district, &mut flags).map(|(outcome, _)| (outcome, flags))
}

/// How far beyond the calendar days are looked at: nothing that is open now is decided later.
const HORIZON_DAYS: u64 = 1100;

fn run(
    timeline: &Timeline,
    calendar: &Calendar,
    district: &District,
    sink: &mut impl Sink,
) -> Result<(Outcome, Rests), Refusal> {
    if let (Limit::Hours(_), Point::Day(given)) = (timeline.rule.rule().limit, timeline.received) {
        return Err(Refusal::InstantNeeded { rule: timeline.rule, given });
    }
    timeline_is_lawful(timeline)?;
    let horizon = calendar.known_through().checked_add_days(DayCount::new(HORIZON_DAYS)).unwrap_or(NaiveDate::MAX);
    let within = |day: NaiveDate| day >= calendar.known_from() && day <= horizon;
    let first = timeline.received.day();
    if let Some(day) =
        std::iter::once(first).chain(timeline.events.iter().map(|event| event.on)).find(|day| !within(*day))
    {
        return Err(Refusal::OutOfReach(day));
    }
    let Limit::WorkingDays(limit) = timeline.rule.rule().limit_in(district) else {
        return dates::run(timeline, calendar, district, sink);
    };
    let count = Count { start: first, limit, events: &timeline.events, district };
    Ok(match count.walk(calendar, sink)? {
        End::Due(due, open) => {
            if open.is_none() {
                sink.mark(due, Mark::Due);
            }
            (outcome(Due::On(due), open), Rests::default())
        }
        End::Waiting(open) => (waiting(open, None), Rests::default()),
        End::Unknown(unknown, progress) => {
            let from = calendar.known_through().max(first).succ_opt().ok_or(Refusal::OutOfReach(first))?;
            let walk = |days: &AsIf<'_>| count.walk_on(progress, days, &mut ()).map(Some);
            let (outcome, rests) = provisional(calendar, walk, first, from)?;
            mark_unknown(unknown, outcome, Some(&count), sink);
            (outcome, rests)
        }
    })
}

fn outcome(due: Due, open: Option<Open>) -> Outcome {
    open.map_or(Outcome::Due(due), |open| waiting(open, Some(due)))
}

pub(super) fn waiting(open: Open, if_silent: Option<Due>) -> Outcome {
    Outcome::Waiting { question: open.question, since: open.since, reply_by: open.reply_by, if_silent }
}

/// Marks the unknown days up to the end of the range, with the events on them.
pub(super) fn mark_unknown(from: NaiveDate, outcome: Outcome, count: Option<&Count<'_>>, sink: &mut impl Sink) {
    let events = count.map(|count| count.events).unwrap_or_default();
    let latest = match outcome.due_at_latest() {
        Some(Due::Between { latest, .. }) => Some(latest),
        _ => None,
    };
    let last = events.last().map(|event| event.on).max(latest).unwrap_or(from).max(from);
    for day in from.iter_days().take_while(|day| *day <= last) {
        let mut restart = None;
        // Those of the first unknown day were marked before the walk found it unknown.
        for event in events.iter().filter(|event| event.on == day && day > from) {
            sink.mark(day, Mark::Event(*event));
            restart = count.and_then(|count| count.restarts(event)).or(restart);
        }
        sink.mark(day, restart.map_or(Mark::Unknown, Mark::Restart));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::What;

    fn proved(json: &str) -> Result<Proof, Refusal> {
        prove(&Timeline::read(json.as_bytes())?, &Calendar::published(), &District::default())
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_pause_takes_out_the_days_that_the_third_party_has() {
        let proof = proved(
            r#"{"rule":"request.answer","received":"2026-01-05","basis":"in_person","events":[
                {"kind":"third_party_asked","on":"2026-01-12"},{"kind":"third_party_silent","on":"2026-02-02"}]}"#,
        )
        .unwrap();
        assert_eq!(proof.outcome, Outcome::Due(Due::On(day("2026-02-28"))));
        let paused = proof.steps.iter().filter(|step| matches!(step.what, What::Paused(..))).count();
        assert_eq!(paused, 15);
    }
}
