//! From a timeline to its date, with the proof or without.

use chrono::{Datelike, Days as DayCount, Months, NaiveDate, TimeDelta};

use super::district::District;
use super::lawful::timeline_is_lawful;
use super::proof::{DayIs, Due, Flag, Flagged, Outcome, Proof, Step, What};
use super::timeline::{Does, Event, EventKind, Point, Question, Timeline};
use super::walk::{Count, Days, End, Mark, Open, Sink};
use super::years::{AsIf, provisional};
use super::{Limit, Refusal};
use crate::calendar::{Calendar, Notice};
use crate::law::{Citation, Law};

/// Works out when a matter is due, with every day that this rests on.
pub fn prove(timeline: &Timeline, calendar: &Calendar, district: &District) -> Result<Proof, Refusal> {
    let mut record = Record::new(calendar);
    let (outcome, years) = run(timeline, calendar, district, &mut record)?;
    let mut cites = cites(timeline);
    let moved = record.steps.iter().any(|step| matches!(step.what, What::Moved(_)));
    if moved || rests_on_the_move(timeline.rule.rule().limit, outcome) {
        cites.push(Citation::article(Law::CivilCode, 203));
    }
    Ok(Proof {
        rule: timeline.rule,
        limit: timeline.rule.rule().limit_in(district),
        start: start(timeline)?,
        basis: timeline.basis,
        outcome,
        years,
        steps: record.steps,
        flags: record.flags,
        cites,
        notices: record.notices.into_iter().cloned().collect(),
        district: *district,
    })
}

/// Whether the end of a period is open because nobody knows yet what it moves past.
fn rests_on_the_move(limit: Limit, outcome: Outcome) -> bool {
    matches!(limit, Limit::Days(_) | Limit::Months(_)) && matches!(outcome, Outcome::Due(Due::Between { .. }))
}

/// Works out when a matter is due, and nothing else: for lists of thousands.
pub fn due(timeline: &Timeline, calendar: &Calendar, district: &District) -> Result<Outcome, Refusal> {
    run(timeline, calendar, district, &mut ()).map(|(outcome, _)| outcome)
}

/// How far beyond the calendar days are looked at: nothing that is open now is decided later.
const HORIZON_DAYS: u64 = 1100;

fn run(
    timeline: &Timeline,
    calendar: &Calendar,
    district: &District,
    sink: &mut impl Sink,
) -> Result<(Outcome, Vec<i32>), Refusal> {
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
        return without_working_days(timeline, calendar, district, sink);
    };
    let count = Count { start: first, limit, events: &timeline.events, district };
    Ok(match count.walk(calendar, sink)? {
        End::Due(due, open) => {
            if open.is_none() {
                sink.mark(due, Mark::Due);
            }
            (outcome(Due::On(due), open), Vec::new())
        }
        End::Waiting(open) => (waiting(open, None), Vec::new()),
        End::Unknown(unknown, progress) => {
            let (found, years) = provisional(calendar, |days| count.walk_on(progress, days, &mut ()).map(Some), first)?;
            mark_unknown(unknown, found.latest(), Some(&count), sink);
            (found.outcome(), years)
        }
    })
}

fn outcome(due: Due, open: Option<Open>) -> Outcome {
    open.map_or(Outcome::Due(due), |open| waiting(open, Some(due)))
}

pub(super) fn waiting(open: Open, if_silent: Option<Due>) -> Outcome {
    Outcome::Waiting { question: open.question, since: open.since, reply_by: open.reply_by, if_silent }
}

/// Limits by natural days, months, hours and dates.
fn without_working_days(
    timeline: &Timeline,
    calendar: &Calendar,
    district: &District,
    sink: &mut impl Sink,
) -> Result<(Outcome, Vec<i32>), Refusal> {
    let first = timeline.received.day();
    let beyond = || Refusal::OutOfReach(first);
    let due_on = |day: NaiveDate, sink: &mut dyn FnMut(NaiveDate, Mark)| {
        sink(first, Mark::Start);
        sink(day, Mark::Due);
        Ok((Outcome::Due(Due::On(day)), Vec::new()))
    };
    let last = match timeline.rule.rule().limit_in(district) {
        Limit::WorkingDays(_) => return Err(beyond()),
        Limit::Hours(hours) => {
            let Point::Instant(start) = timeline.received else {
                return Err(Refusal::InstantNeeded { rule: timeline.rule, given: first });
            };
            let end = start.checked_add_signed(TimeDelta::hours(hours.into())).ok_or_else(beyond)?;
            sink.mark(first, Mark::Start);
            sink.mark(Point::Instant(end).day(), Mark::Due);
            return Ok((Outcome::Due(Due::At(end)), Vec::new()));
        }
        Limit::DaysBefore(days) => {
            let day = first.checked_sub_days(DayCount::new(days.into())).ok_or_else(beyond)?;
            return due_on(day, &mut |day, mark| sink.mark(day, mark));
        }
        Limit::Yearly { month, day } => {
            next_date(first, 12, |year, _| NaiveDate::from_ymd_opt(year, month, day)).ok_or_else(beyond)?
        }
        Limit::Monthly { day } => {
            next_date(first, 1, |year, month| NaiveDate::from_ymd_opt(year, month, day)).ok_or_else(beyond)?
        }
        Limit::Days(days) => first.checked_add_days(DayCount::new(days.into())).ok_or_else(beyond)?,
        Limit::Months(months) => first.checked_add_months(Months::new(months)).ok_or_else(beyond)?,
    };
    let is_date = matches!(timeline.rule.rule().limit, Limit::Yearly { .. } | Limit::Monthly { .. });
    if is_date && !district.fixed_date_moves {
        return due_on(last, &mut |day, mark| sink.mark(day, mark));
    }
    sink.mark(first, Mark::Start);
    if !is_date {
        for (n, day) in (1..).zip(first.iter_days().skip(1).take_while(|day| *day <= last)) {
            sink.mark(day, Mark::Counted(n));
        }
    }
    match move_off_rest(calendar, last, sink) {
        Ok(due) => {
            sink.mark(due, Mark::Due);
            Ok((Outcome::Due(Due::On(due)), Vec::new()))
        }
        Err(unknown) => {
            let walk = |days: &AsIf<'_>| Ok(move_off_rest(days, last, &mut ()).ok().map(|due| End::Due(due, None)));
            let (found, years) = provisional(calendar, walk, first)?;
            if unknown > last {
                mark_unknown(unknown, found.latest(), None, sink);
            }
            Ok((found.outcome(), years))
        }
    }
}

/// The first day from `last` on that is worked (民法典 art. 203); the first unknown day where none is known.
fn move_off_rest(days: &impl Days, last: NaiveDate, sink: &mut impl Sink) -> Result<NaiveDate, NaiveDate> {
    let mut day = last;
    loop {
        let works = days.kind(day).ok_or(day)?.works();
        if day > last {
            sink.mark(day, Mark::Moved);
        }
        if works {
            return Ok(day);
        }
        day = day.succ_opt().ok_or(day)?;
    }
}

/// The first date of a kind on or after `from`, looked for in this step of `months` and in the next.
fn next_date(from: NaiveDate, months: u32, date: impl Fn(i32, u32) -> Option<NaiveDate>) -> Option<NaiveDate> {
    let this = date(from.year(), from.month())?;
    if this >= from {
        return Some(this);
    }
    let next = from.with_day(1)?.checked_add_months(Months::new(months))?;
    date(next.year(), next.month())
}

/// Marks the unknown days up to the end of the range, with the events on them.
fn mark_unknown(from: NaiveDate, latest: Option<NaiveDate>, count: Option<&Count<'_>>, sink: &mut impl Sink) {
    let events = count.map(|count| count.events).unwrap_or_default();
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

fn start(timeline: &Timeline) -> Result<Point, Refusal> {
    let by_hours = matches!(timeline.rule.rule().limit, Limit::Hours(_));
    Ok(if by_hours { timeline.received } else { Point::Day(timeline.received.day()) })
}

/// Every article that was used, each once.
fn cites(timeline: &Timeline) -> Vec<Citation> {
    let rule = timeline.rule.rule();
    let mut cites = rule.cites.to_vec();
    let mut add = |cite: Citation| {
        if !cites.contains(&cite) {
            cites.push(cite);
        }
    };
    if timeline.basis.is_some() {
        add(Citation::article(Law::Regulations, 31));
    }
    match rule.limit {
        Limit::WorkingDays(_) | Limit::Days(_) | Limit::Hours(_) => add(Citation::article(Law::CivilCode, 201)),
        Limit::Months(_) => {
            add(Citation::article(Law::CivilCode, 201));
            add(Citation::article(Law::CivilCode, 202));
        }
        Limit::Yearly { .. } | Limit::Monthly { .. } | Limit::DaysBefore(_) => {}
    }
    for event in &timeline.events {
        match event.kind.does() {
            Does::Asks(question) => {
                add(question.cite());
                if question == Question::ThirdParty {
                    // Its 15 working days, and what its silence means.
                    add(Citation::article(Law::Regulations, 32));
                }
            }
            Does::Silent(question) => add(question.cite()),
            Does::Answers(_) | Does::Extends => {}
        }
    }
    cites
}

/// Keeps every day.
struct Record<'a> {
    calendar: &'a Calendar,
    steps: Vec<Step>,
    flags: Vec<Flagged>,
    notices: Vec<&'a Notice>,
}

impl<'a> Record<'a> {
    fn new(calendar: &'a Calendar) -> Self {
        Record { calendar, steps: Vec::with_capacity(48), flags: Vec::new(), notices: Vec::new() }
    }

    fn day_is(&mut self, day: NaiveDate) -> Option<DayIs> {
        let found = self.calendar.day(day)?;
        let by = found.notice.map(|notice| {
            let known = self.notices.iter().position(|known| *known == notice);
            let index = known.unwrap_or_else(|| {
                self.notices.push(notice);
                self.notices.len() - 1
            });
            (found.name.unwrap_or_default().to_owned(), index)
        });
        Some(DayIs { kind: found.kind, by })
    }
}

impl Sink for Record<'_> {
    fn mark(&mut self, day: NaiveDate, mark: Mark) {
        let known = |day_is: Option<DayIs>, what: fn(DayIs) -> What| day_is.map_or(What::Unknown, what);
        let what = match mark {
            Mark::Start => What::Start,
            Mark::Event(Event { kind, working_days, .. }) => {
                What::Event(kind, working_days.filter(|_| kind == EventKind::Extended))
            }
            Mark::Counted(n) => What::Counted(n, self.day_is(day)),
            Mark::Rest => known(self.day_is(day), What::Rest),
            Mark::Moved => known(self.day_is(day), What::Moved),
            Mark::Paused(question) => self.day_is(day).map_or(What::Unknown, |is| What::Paused(question, is)),
            Mark::Void(idle) => self.day_is(day).map_or(What::Unknown, |is| What::Void(idle, is)),
            Mark::Restart(question) => What::Restart(question),
            Mark::Unknown => What::Unknown,
            Mark::Due => What::Due,
        };
        self.steps.push(Step { day, what });
    }

    fn flag(&mut self, code: Flag, day: NaiveDate) {
        self.flags.push(Flagged { code, day });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
